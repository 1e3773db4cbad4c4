package table

import "iter"

// Type is the type of a column.
type Type string

const (
	Text    Type = "text"
	Integer Type = "integer"
	Number  Type = "number"
	Date    Type = "date" // of RFC 3339 or YYYY-MM-DD; stays a text, which every program can sort
	Boolean Type = "boolean"
)

// Column says what stands in a column.
type Column struct {
	Name    string
	Type    Type
	Meaning string // for the dictionary
	// Args fill what stands in braces in Meaning, as name and value in turn, while it is
	// put into a language.
	Args    []string
	Heading string // for people, where that is not the name
	Marks   bool   // of integers: 1 says that something is there, 0 that it is not
}

// Table is a named list of rows. A row has one value for each column: string, int,
// float64, bool, or nil for nothing. Rows may be gone through once.
type Table struct {
	Name    string
	Columns []Column
	Rows    iter.Seq2[[]any, error]
	Lang    string // of what it says of itself: "es", "fr", "pt", else English
	Title   string // for people, where that is not the name
	Page    bool   // made to be read and printed: columns and rows have the room that their texts need
	Heat    bool   // its numbers are counts of one kind: a workbook colours them by their size
}

// Written says what became of a table.
type Written struct {
	Rows  int
	Long  int // cells too long for the format, continued elsewhere in the file
	Mends int // characters that the format cannot hold, replaced by U+FFFD
}
