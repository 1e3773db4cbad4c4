// Package textpos turns bytes into the text that the program keeps, and
// positions of one unit into positions of another.
//
// A text is normalised once, when it is imported ([Normalise]); from then on it
// never changes. Positions in it count Unicode code points, as the REFI-QDA
// standard (§5 "Text positions") and the database do. UTF-8 byte offsets, which
// bleve and Go use, are of type [Byte]; UTF-16 code units, which the web view
// uses, of type [UTF16]; neither can be mistaken for a code point.
//
// Unicode normalisation (NFC, NFD) is deliberately not applied: it changes
// counts, and with them every position that another tool gave us.
package textpos
