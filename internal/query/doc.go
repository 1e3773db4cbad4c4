// Package query understands what people look for and decides what answers it.
//
// There are two languages. A text query ([Parse]) asks for words; every string is
// one. A condition ([ParseWhere]) asks for codings and documents by code, case,
// speaker, date and so on, and may hold text queries; a condition that cannot be
// read is an error that says where.
//
//   - A unit is the piece of a text in which the parts of a text query must meet:
//     a turn, a paragraph, a table row. AND, NOT and NEAR speak of one unit.
//   - A match is a range of a unit's text that a query asked for.
//
// A [Matcher] decides what matches by reading the text of a unit. It is at once
// the scan that answers while there is no index, the check of every hit that the
// index proposes, and the meaning of the language: the index may only ever leave
// out units in which the matcher would find nothing ([Text.Plan]).
package query
