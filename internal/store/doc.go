// Package store keeps a project in one SQLite file. It is the only package that
// speaks SQL.
//
// # What is in the file
//
// State tables for reading, one for each kind of record of package qda, and the
// append-only operation log of package oplog; schema.sql has both. [Store.Update]
// is the only way to write: every mutator ([Put], [Save], [Delete]) records what
// it changed, and the log entry is written in the same transaction, so that a
// change without an entry cannot be expressed. [Store.Check] verifies that the log
// accounts for every field of every record. Texts, imported files and structures
// are immutable, named by their hash, and outside of the log.
//
// The file carries application_id "ArtC" and its format in user_version. A newer
// format is refused; an older one is migrated on a verified backup. Before anything
// is read from a file, its definitions are compared with the known ones: a project
// may come from anyone, and a trigger or view in it would run with our queries.
//
// # What is promised
//
// When Update returns, the operation is on the disk. A closed project is one whole
// file with nothing beside it; an open project that rests is one whole file, too.
// Files are for their owner only. One program at a time writes; others are told
// who it is, and can read meanwhile. What a blind round hides from the viewer is
// hidden here, where codings are read, whatever the screen.
//
// # Why WAL while open, and a plain file at rest
//
// Two arrangements keep these promises: a rollback journal with synchronous=EXTRA,
// or a write-ahead log with synchronous=FULL that is moved into the file whenever
// the work pauses. They were weighed by what happens when things go wrong.
//
//   - A copy of the file alone, taken by a person or a service at a bad moment. With
//     a rollback journal the file is being changed in place while a transaction
//     commits, and a copy of that moment is corrupt: 30 of 30 copies of a busy file
//     were, 8 of 10 after a kill. With the log the file changes only while the log is
//     moved into it; a copy is then at worst a little old (6 of 30 bad under a writer
//     that never pauses, none after a kill).
//   - Readers. Searching, matrices and exports read for seconds. In the rollback
//     arrangement a reader holds up the next commit; with a log nobody waits.
//   - Speed. A durable coding takes 0.26 ms against 1.46 ms where a bare fsync takes
//     0.25 ms; on a laptop's disk both grow with the number of syncs, one against four.
//   - A medium that cannot be written to. A file in log form does not open there; so
//     closing turns it back into the plain form.
//
// The price is a log beside the file while it is open. It is moved into the file
// 300 ms after the last change (see Options.Settle), far shorter than the pauses of
// a person who codes, so that a copy misses a coding only if it falls into that
// moment. The driver's default for the log is synchronous=NORMAL, which loses
// acknowledged work in a power cut; a test holds every connection's settings.
//
// # Where SQLite must not write
//
// In folders that synchronise, on networks and on media that can be pulled out, a
// log beside the file would be copied, restored and locked separately from it. Such
// places are recognised by path, marker files and file system; the project is then
// worked on through a local copy, and the file that the person owns is replaced by
// a whole one (VACUUM INTO, verified, synced, renamed) after each pause and at
// closing. If the file changed meanwhile, nothing is overwritten: the work goes
// beside it under a new name, to be merged.
package store
