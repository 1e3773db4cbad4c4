// Package engine holds every use case of the program. The window and the command
// line both call it and nothing else, so whatever one can do the other can do.
//
// An [Engine] knows the computer it runs on; a [Project] is one open project file
// together with the coder who works in it. Requests are structs whose references
// to things are identities; people's words ("the code coordination/informal", "the
// document INT-07") are resolved by the Find methods first. Answers are plain
// values that can be shown or written as JSON as they are; identities are texts in
// JSON. Every error is a [qda.Error].
//
// # Rows of a synthesis
//
// Rows are records: a case with those below it; all compared cases that
// hold a value of an attribute, looked up anew whenever the synthesis is read; or a free
// group of cases. A finding about a case belongs to the case, so that two people who wrote
// about one case wrote about one thing, and a row that is taken out loses nothing; a
// finding about any other row belongs to the row and goes with it. In this package a row is
// therefore known by its key, the case or else the record, and cells are found by it.
//
// Files before format 6 say in the synthesis which cases are its rows. These are read
// before the records, and become records with the first change of the rows of that
// synthesis, in the same operation: undoing it, or undoing only some of what came after
// it, leaves every row in one of the two places.
package engine
