// Package engine holds every use case of the program. The window and the command
// line both call it and nothing else, so whatever one can do the other can do.
//
// An [Engine] knows the computer it runs on; a [Project] is one open project file
// together with the coder who works in it. Requests are structs whose references
// to things are identities; people's words ("the code coordination/informal", "the
// document INT-07") are resolved by the Find methods first. Answers are plain
// values that can be shown or written as JSON as they are; identities are texts in
// JSON. Every error is a [qda.Error].
package engine
