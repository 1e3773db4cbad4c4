// Package foreign turns the tables of other programs' project files into the
// records of a project: Taguette (.sqlite3), QualCoder (a folder ending in .qda) and
// RQDA (.rqda). It is given rows, see [Database], and gives a [bundle.Bundle];
// every row is stored, kept as it was, or named in the account with the reason.
//
// What the programs mean by positions was read off their sources and off real
// files: Taguette counts UTF-8 bytes of the text without its tags, QualCoder and RQDA
// code points; all ends are exclusive. Each stored quote is compared with the
// passage that its positions give; where they differ, the quote is looked for near
// that place and the passage moved there, and where it is not found the row is kept
// and reported.
//
// Identities follow from what the file says, so that reading a file again doubles
// nothing.
package foreign
