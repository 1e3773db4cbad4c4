package analysis

import (
	"math/bits"
	"runtime"
	"sync"
)

// Item is one coded passage. Rows, Columns and Cases are numbers from 0, each named
// once.
type Item struct {
	Doc        int
	Start, End int // code points, half-open
	Rows       []int32
	Columns    []int32
	Cases      []int32
	// Says is what is said of the passage: items that say the same of the same one, as
	// codings of several coders or rounds do, are one where it is asked what stands
	// together. Only [CoOccur] looks at it.
	Says int32
	// FirstTurn and LastTurn are the turns that the passage touches; FirstTurn is -1
	// where it lies in none. Only [SameTurn] looks at them.
	FirstTurn, LastTurn int
}

// Tally measures a set of items.
type Tally struct {
	Segments   int `json:"segments"`
	Documents  int `json:"documents"`
	Cases      int `json:"cases"`
	Characters int `json:"characters"` // covered by at least one item, in code points
}

// Matrix holds a tally for each row and column and, in a last row and column, for
// all rows and all columns together.
type Matrix struct {
	Rows, Columns int
	cells         []Tally
}

// At gives the tally of a cell; row Rows is all rows, column Columns all columns.
func (m Matrix) At(row, column int) Tally { return m.cells[row*(m.Columns+1)+column] }

// Shape says how many rows, columns and cases there are.
type Shape struct {
	Rows, Columns, Cases int
	// RowCases and ColumnCases name the cases of each row or column that stands for cases:
	// no others count there, though its items belong to others, too. nil limits nothing.
	RowCases, ColumnCases [][]int32
}

// Count tallies, for each row and column, the items that belong to both. The items
// must be in the order of Doc and then Start; an item without a row or without a
// column counts nowhere.
func Count(items []Item, s Shape) Matrix {
	return counted(items, s, func(b *sheet, share []Item) { b.count(share) })
}

// counted fills a matrix. Documents have nothing to do with each other, so many items
// are shared out among the processors by documents.
func counted(items []Item, s Shape, fill func(*sheet, []Item)) Matrix {
	shares := shareOut(items, min(runtime.GOMAXPROCS(0), 1+len(items)/itemsWorthSharing))
	sheets := make([]*sheet, len(shares))
	var wg sync.WaitGroup
	for i, share := range shares {
		wg.Go(func() {
			sheets[i] = newSheet(s)
			fill(sheets[i], share)
		})
	}
	wg.Wait()
	for _, more := range sheets[1:] {
		sheets[0].absorb(more)
	}
	return sheets[0].matrix()
}

func (b *sheet) count(items []Item) {
	for i := range items {
		it := &items[i]
		if len(it.Rows) == 0 || len(it.Columns) == 0 {
			continue
		}
		for _, r := range it.Rows {
			for _, c := range it.Columns {
				b.add(int(r), int(c), it)
			}
			b.add(int(r), b.Columns, it)
		}
		for _, c := range it.Columns {
			b.add(b.Rows, int(c), it)
		}
		b.add(b.Rows, b.Columns, it)
	}
}

// TallyOf measures all items, whatever rows and columns they have. They must be in the
// order of Doc and then Start.
func TallyOf(items []Item, cases int) Tally {
	b := newSheet(Shape{Cases: cases})
	for i := range items {
		b.add(0, 0, &items[i])
	}
	return b.matrix().At(0, 0)
}

// sheet is a matrix being filled. Items reach each of its cells in reading order.
type sheet struct {
	Shape
	cells []running
	words int      // of 64 cases
	seen  []uint64 // for each cell, the cases seen
	alike bool     // all items of the document have the same cases, which need noting once
}

// running is a tally under way.
type running struct {
	segments, documents, characters int32
	doc, end                        int32 // of what was counted last; doc is one more than its number
}

func newSheet(s Shape) *sheet {
	n := (s.Rows + 1) * (s.Columns + 1)
	words := (s.Cases + 63) / 64
	return &sheet{Shape: s, cells: make([]running, n), words: words, seen: make([]uint64, n*words)}
}

func (b *sheet) add(row, column int, it *Item) {
	at := row*(b.Columns+1) + column
	c := &b.cells[at]
	c.segments++
	doc, start, end := int32(it.Doc)+1, int32(it.Start), int32(it.End)
	known := b.alike
	if c.doc != doc {
		c.doc, c.end = doc, start
		c.documents++
		known = false
	}
	if end > c.end {
		c.characters += end - max(start, c.end)
		c.end = end
	}
	if known {
		return
	}
	for _, k := range it.Cases {
		b.seen[at*b.words+int(k)/64] |= 1 << (k % 64)
	}
}

// absorb adds a sheet of other documents.
func (b *sheet) absorb(o *sheet) {
	for i := range b.cells {
		c, d := &b.cells[i], &o.cells[i]
		c.segments += d.segments
		c.documents += d.documents
		c.characters += d.characters
	}
	for i := range b.seen {
		b.seen[i] |= o.seen[i]
	}
}

func (b *sheet) matrix() Matrix {
	m := Matrix{Rows: b.Rows, Columns: b.Columns, cells: make([]Tally, len(b.cells))}
	inRow, inColumn := b.masks(b.RowCases, b.Rows), b.masks(b.ColumnCases, b.Columns)
	for i, c := range b.cells {
		if c.segments == 0 {
			continue
		}
		cases := 0
		for k, w := range b.seen[i*b.words : (i+1)*b.words] {
			cases += bits.OnesCount64(w & inRow[i/(b.Columns+1)*b.words+k] & inColumn[i%(b.Columns+1)*b.words+k])
		}
		m.cells[i] = Tally{Segments: int(c.segments), Documents: int(c.documents), Cases: cases, Characters: int(c.characters)}
	}
	return m
}

// masks gives the cases that may count in each of n rows or columns and, after them, in
// all of these together.
func (b *sheet) masks(cases [][]int32, n int) []uint64 {
	out := make([]uint64, (n+1)*b.words)
	if cases == nil {
		for i := range out {
			out[i] = ^uint64(0)
		}
		return out
	}
	for i, list := range cases {
		for _, k := range list {
			out[i*b.words+int(k)/64] |= 1 << (k % 64)
			out[n*b.words+int(k)/64] |= 1 << (k % 64)
		}
	}
	return out
}
