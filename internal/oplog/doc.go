// Package oplog defines the operation log: what one action of a person changed,
// how that is written down, how it is inverted, and what a sequence of actions
// means for undo and redo.
//
// An operation is one action. It holds a list of [Change]: a record created, a
// record deleted (both with the whole row), or fields of a record changed (each
// with its value before and after). Because every change carries both sides,
// there is one inverse for all of them ([Invert]); undo, redo, reverting one
// action and restoring a snapshot are that inverse, appended as a new operation.
// The log is never rewritten.
//
// The same list serves four readers: undo, the audit trail, the search index
// (which records were touched since I last looked), and merging. That the log is
// complete is checkable: applying it to nothing must give exactly the tables,
// see [Sum] and [State].
//
// Records and their fields are found by reflection over [qda.Records]; see
// [EntityOf]. Texts, imported files and structures are not in the log: they are
// immutable, named by their hash, and records refer to them by it.
package oplog
