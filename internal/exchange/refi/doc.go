// Package refi reads and writes the exchange files of the REFI-QDA standard:
// projects (.qdpx, a zip with project.qde and a folder of sources; also the bare
// .qde) and codebooks (.qdc). The standard is "REFI-QDA 1.5" of 2019-09-25; its
// schemas are version 1.0.
//
// # What is read
//
// [Open] reads a file within [Limits] into a tree of [Element] values: names,
// attributes and texts as they stand, in any dialect of the namespace. What the
// schema does not know is kept in the tree and named in a report; nothing that a
// file says decides where something is read or written. [Decode] turns the tree
// into a [bundle.Bundle], the records of a project; what records have no field for
// stays as XML beside them (qda.Preserved), and [Encode] puts both together again.
// So a valid file comes out as it went in, and what was changed in between is
// changed in the file.
//
// # Positions
//
// The standard counts Unicode code points from 0. Programs count code points,
// UTF-16 units or bytes, a pair of carriage return and line feed as one or two, the
// byte order mark or not, and the end of a selection as the last character or as
// the one after it. [Infer] finds out per source which of these 24 conventions
// explains the selections, and says on what evidence; where several explain them
// equally well and give different words, it says so instead of guessing.
//
// # What is written
//
// [Write] gives the same bytes for the same tree, and refuses a tree that the
// schema does not allow: the schemas have no room for extensions. What Articula
// has and the standard has not travels in an extra entry of the zip,
// [SideCar], which other programs pass over.
package refi
