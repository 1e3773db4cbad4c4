// Package codebook reads and writes codebooks as files that people can read,
// compare and edit: YAML for everything that a codebook holds, CSV for its codes.
//
// A [Book] is a codebook by itself, outside of any project: a tree of codes with
// their rules, the facets, and the attributes with their vocabularies, each with
// its wording in several languages. [Book.Records] turns it into the records of a
// project, [FromRecords] the records of a project into a Book.
//
// # Identity
//
// A code, facet, value, attribute or choice may carry an identity (a UUID). Two
// projects made from the same file then hold the same codes, so that their work
// can be brought together later and exchanged with other tools; the starter
// codebook has one on everything for this reason. Who copies a file to make a
// codebook of their own with another meaning takes the identities out. What has
// none is given one when it enters a project.
//
// # The YAML form
//
// The comment at the head of each written file ([Head]) describes it. Writing is
// canonical: one Book has one file, so that versions can be compared line by line
// and a file can be named by its hash. Reading is tolerant: keys may be written
// with capitals, spaces or hyphens and under other usual names, a code may be no
// more than its name, and identities may be missing. What cannot be understood is
// an error that names the line; a key that is not known is left out and reported
// as a notice.
//
// # The CSV form
//
// One row per code, parents before children: id, path, name, folder, color,
// definition, include, exclude, example, then name_xx, definition_xx and so on for
// each other language xx. The path holds the names from the root on, as
// codebook.JoinPath writes them; it places the code, and the name names it. Comma, semicolon and tab are recognised as separators, a
// byte order mark is accepted, and so are files that are not UTF-8, which are read
// as Windows-1252 with a notice. Cells that a spreadsheet would take for a formula
// are written with an apostrophe before them and read without it.
package codebook
