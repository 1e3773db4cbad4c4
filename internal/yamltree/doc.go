// Package yamltree reads and writes the program's readable files: codebooks and
// the sample project. It knows the part of YAML 1.2 that people write by hand:
// maps, lists and texts, in block or flow style, with every kind of quoting.
// Anchors, aliases, tags, merge keys and several documents in one file are
// refused, because they make a file mean something else than it shows, and let
// a small file grow without bound.
//
// A file becomes a tree of [Node] in which every node knows its line, so that
// whoever reads a mistake is told where it stands. All scalars are text: what
// they mean is for the reader of the tree to say.
//
// [Parse] and [Format] are inverse to each other: Parse(Format(n)) is n, and
// Format always writes the same tree in the same way, so that two files which
// say the same differ in nothing.
package yamltree
