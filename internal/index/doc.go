// Package index finds words in a project. It is the only package that uses bleve,
// and of bleve only the inverted index (scorch), none of its query layer.
//
// The index is a cache beside the project: it may be deleted at any time, and it is
// thrown away and built anew on any doubt. What it answers is a proposal. Every hit
// is read again in the text by the matcher of package query, so a stale index can
// cost time and never show wrong words; what it has not caught up with is read from
// beginning to end. A search without any index gives the same answer, slower.
//
// The words:
//
//   - A target is a thing that can be found: a document, a memo, a code. It has
//     fields, each one text.
//   - A unit is what the parts of a query must meet in: a turn, a paragraph, a table
//     row. A chunk is a run of units of one field, and the document that bleve knows;
//     which of its units hold a word is kept as bits in the word's frequency, where
//     bleve would otherwise keep a count that nobody asks for.
//   - The catalogue is what the index holds at one generation: targets, the hash of
//     each text, and where the units lie.
//   - The state is the operation of the log up to which the index has read, by number
//     and hash. It is written in the same batch as what it speaks of, so that after a
//     kill the index is exactly as far as it says, and an index of another project or
//     of another history is recognised.
//
// What bleve does with damaged files is not left to it: the checksums of all
// segments and the pages of its root file are verified when the index is opened, a
// panic behind them is an error, and an error means reading the texts.
package index
