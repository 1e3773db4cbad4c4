// Package analysis counts: how often codes meet cases, attributes, facets and each
// other, which parts of texts nobody coded, when new codes stop to appear, and
// where to draw the actors of a network. It takes plain values and gives plain
// values; names, files and databases are the business of its callers.
//
// # Counting
//
// An [Item] is one coded passage. It belongs to any number of rows and of columns,
// which are numbered from 0. A cell of a matrix is a set of items, and a [Tally] of
// a cell measures that set: how many items it has, from how many documents and
// cases they come, and how many characters of text they cover, where a character
// that several of them cover counts once. Whatever a number counts can therefore be
// opened: the items of the cell.
//
// The last row and the last column of a [Matrix] stand for all rows and all columns
// together. They are not sums: an item that belongs to two rows counts once.
//
// [Count] fills a cell with the items that belong to its row and its column.
// [CoOccur] fills it with the items of its row that have another item of its column
// near them, as a [Relation] says. Both pass once over items in reading order, so
// that documents and characters can be counted without sets.
package analysis
