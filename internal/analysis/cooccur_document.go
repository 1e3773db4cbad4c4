package analysis

import "slices"

// wholeDocument tallies a document all of whose items stand together. A row's items
// then belong to every column that the document has at all; only where a column has
// a single item, that one does not count as its own partner. This is what makes a
// long document cost (rows × columns) and not (items × columns).
func (b *sheet) wholeDocument(doc []Item) {
	rows, columns := b.groupRows(doc), b.groupColumns(doc)
	inRow := make([]bool, len(doc))
	part := make([]uint64, b.words)
	for i := range rows {
		g := &rows[i]
		for _, n := range g.items {
			inRow[n] = true
		}
		for _, col := range columns {
			t, cases := g.all, g.cases
			if col.n == 1 && inRow[col.first] {
				t.segments--
				t.characters -= g.exclusive(doc, col.first)
				if !g.alike {
					cases = casesWithout(doc, g.items, col.first, part)
				}
			}
			if t.segments == 0 {
				continue
			}
			at := g.row*(b.Columns+1) + col.column
			cell := &b.cells[at]
			cell.segments += t.segments
			cell.characters += t.characters
			cell.documents++
			for w, bits := range cases {
				b.seen[at*b.words+w] |= bits
			}
		}
		for _, n := range g.items {
			inRow[n] = false
		}
	}
}

// rowGroup is the items of one row in one document.
type rowGroup struct {
	row   int
	items []int // in reading order
	all   running
	cases []uint64
	alike bool    // all items have the same cases, so any of them may be left out
	alone []int32 // for each item, the characters that no other of the row covers; made when first asked for
}

func (b *sheet) groupRows(doc []Item) []rowGroup {
	at := make([]int, b.Rows+1) // one more than the number of the row's group
	var groups []rowGroup
	put := func(row, item int) {
		g := at[row] - 1
		if g < 0 {
			g = len(groups)
			at[row] = g + 1
			groups = append(groups, rowGroup{row: row, cases: make([]uint64, b.words), alike: true})
		}
		groups[g].items = append(groups[g].items, item)
	}
	for i := range doc {
		for _, r := range doc[i].Rows {
			put(int(r), i)
		}
		if len(doc[i].Rows) > 0 {
			put(b.Rows, i)
		}
	}
	for i := range groups {
		g := &groups[i]
		first := doc[g.items[0]].Cases
		for _, n := range g.items {
			it := &doc[n]
			g.all.segments++
			if start, end := int32(it.Start), int32(it.End); end > g.all.end {
				g.all.characters += end - max(start, g.all.end)
				g.all.end = end
			}
			addCases(g.cases, it)
			g.alike = g.alike && slices.Equal(first, it.Cases)
		}
	}
	slices.SortFunc(groups, func(a, b rowGroup) int { return a.row - b.row })
	return groups
}

func addCases(words []uint64, it *Item) {
	for _, k := range it.Cases {
		words[k/64] |= 1 << (k % 64)
	}
}

func casesWithout(doc []Item, items []int, without int, into []uint64) []uint64 {
	clear(into)
	for _, n := range items {
		if n != without {
			addCases(into, &doc[n])
		}
	}
	return into
}

// exclusive is how many characters of the item no other item of the row covers.
func (g *rowGroup) exclusive(doc []Item, item int) int32 {
	if g.alone == nil {
		g.alone = alone(doc, g.items)
	}
	at, _ := slices.BinarySearch(g.items, item)
	return g.alone[at]
}

// alone counts, for each of the items, the characters that it alone covers: between
// two neighbouring ends of items it is clear how many cover the text, and where it
// is one, the sum of their numbers names it.
func alone(doc []Item, items []int) []int32 {
	type edge struct {
		at, item int
		begins   bool
	}
	edges := make([]edge, 0, 2*len(items))
	for i, n := range items {
		edges = append(edges, edge{doc[n].Start, i, true}, edge{doc[n].End, i, false})
	}
	slices.SortFunc(edges, func(a, b edge) int { return a.at - b.at })
	out := make([]int32, len(items))
	over, sum, last := 0, 0, 0
	for _, e := range edges {
		if over == 1 {
			out[sum] += int32(e.at - last)
		}
		last = e.at
		if e.begins {
			over, sum = over+1, sum+e.item
		} else {
			over, sum = over-1, sum-e.item
		}
	}
	return out
}

// columnGroup is how many items of a column a document has, and the first of them.
type columnGroup struct{ column, n, first int }

func (b *sheet) groupColumns(doc []Item) []columnGroup {
	at := make([]int, b.Columns+1) // one more than the number of the column's group
	var groups []columnGroup
	put := func(column, item int) {
		g := at[column] - 1
		if g < 0 {
			g = len(groups)
			at[column] = g + 1
			groups = append(groups, columnGroup{column: column, first: item})
		}
		groups[g].n++
	}
	for i := range doc {
		for _, c := range doc[i].Columns {
			put(int(c), i)
		}
		if len(doc[i].Columns) > 0 {
			put(b.Columns, i)
		}
	}
	slices.SortFunc(groups, func(a, b columnGroup) int { return a.column - b.column })
	return groups
}
