// Package table writes tables for other programs: CSV that every statistics
// program and spreadsheet reads, and XLSX with a sheet that says what each column
// means.
//
// A cell of text can never become a formula: in CSV a text that a spreadsheet would
// take for one gets an apostrophe before it (OWASP, CSV injection), in XLSX texts
// are stored as texts and marked as such.
package table
