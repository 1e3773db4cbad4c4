package report

import "slices"

// Document is a report: blocks in order.
type Document struct {
	Title    string
	Subtitle string
	Lang     string // of its own words
	Wide     bool   // has tables that need the long side of the paper
	Blocks   []Block
}

// Block is one part of a document: exactly one of its fields is set.
type Block struct {
	Heading *Heading
	Text    *Text
	Table   *Table
	Picture Picture
}

// Heading begins a section. Levels count from 1.
type Heading struct {
	Level int
	Text  string
}

// Text is a paragraph.
type Text struct{ Runs []Run }

// Run is a piece of a paragraph in one style, with the quotes that stand behind it.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Small  bool
	Quotes []Quote
}

// Quote is a passage that a statement rests on.
type Quote struct {
	Text        string // the original, exactly
	Lang        string // ISO 639-1, "" not known
	Before      string // what stands before and after it
	After       string
	Source      string // document, place and speaker, in words
	Role        string // what it does to the statement, in words; "" is not said
	Translation string
	TransLang   string
	TransNote   string // by whom, and how sure
}

// Table is a table with a header row that repeats on every page.
type Table struct {
	Caption string
	Widths  []int // of the columns, in relation to each other
	Head    []string
	Rows    [][]Cell
	RowHead bool // the first cell of each row is a header
}

// Cell is the paragraphs of a cell.
type Cell []Text

// Plain makes a cell of one text.
func Plain(s string) Cell { return Cell{{Runs: []Run{{Text: s}}}} }

// Paragraph makes a paragraph of one text.
func Paragraph(s string) Block { return Block{Text: &Text{Runs: []Run{{Text: s}}}} }

// Head makes a heading.
func Head(level int, s string) Block { return Block{Heading: &Heading{level, s}} }

// captioned is the table at a place, without its caption where the heading just above says
// the same.
func (d Document) captioned(i int) Table {
	t := *d.Blocks[i].Table
	if i > 0 && d.Blocks[i-1].Heading != nil && d.Blocks[i-1].Heading.Text == t.Caption {
		t.Caption = ""
	}
	return t
}

// quotes reports whether anything in the document rests on a quote.
func (d Document) quotes() bool {
	quoted := func(t Text) bool { return slices.ContainsFunc(t.Runs, func(r Run) bool { return len(r.Quotes) > 0 }) }
	for _, b := range d.Blocks {
		if b.Text != nil && quoted(*b.Text) {
			return true
		}
		if b.Table == nil {
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				if slices.ContainsFunc(c, quoted) {
					return true
				}
			}
		}
	}
	return false
}
