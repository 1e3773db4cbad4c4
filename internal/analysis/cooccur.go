package analysis

import "slices"

// Relation says when two items stand together. An item never stands with itself.
type Relation struct {
	Kind     RelationKind
	Distance int // for Near, in code points
}

// RelationKind is the kind of a [Relation].
type RelationKind string

const (
	Overlap      RelationKind = "overlap"  // they share a character
	Near         RelationKind = "near"     // at most Distance characters lie between them
	SameTurn     RelationKind = "turn"     // they touch the same turn
	SameDocument RelationKind = "document" // they lie in the same document
)

// Holds reports whether two items stand together.
func (r Relation) Holds(a, b *Item) bool {
	if a.Doc != b.Doc {
		return false
	}
	switch r.Kind {
	case SameDocument:
		return true
	case SameTurn:
		return a.FirstTurn >= 0 && b.FirstTurn >= 0 && a.FirstTurn <= b.LastTurn && b.FirstTurn <= a.LastTurn
	case Near:
		return max(a.Start, b.Start)-min(a.End, b.End) <= r.Distance
	}
	return a.Start < b.End && b.Start < a.End
}

// Partners gives, for each item, whether another item of the column stands with it.
// It is what opens a cell of [CoOccur], and leaves out what that leaves out.
func (r Relation) Partners(items []Item, column int) []bool {
	out, again := make([]bool, len(items)), repeats(items)
	forEachDocument(items, func(from, to int) {
		for i := from; i < to; i++ {
			for j := from; j < to && !out[i] && !again[i]; j++ {
				if i != j && !again[j] && r.Holds(&items[i], &items[j]) && (column < 0 || contains(items[j].Columns, column)) {
					out[i] = column >= 0 || len(items[j].Columns) > 0
				}
			}
		}
	})
	return out
}

func contains(list []int32, n int) bool {
	for _, x := range list {
		if int(x) == n {
			return true
		}
	}
	return false
}

// CoOccur tallies, for each row and column, the items of the row with which another
// item of the column stands. The items must be in the order of Doc and then Start.
//
// What is said of a passage counts once, by whomever and however often it was said: a
// second coder who gives the same code to the same words, or the same coder in another
// round, neither makes a partner nor a second segment. Of several such items the first
// counts. Where the words differ, if by one character, these are two passages.
func CoOccur(items []Item, s Shape, r Relation) Matrix {
	items = once(items)
	return counted(items, s, func(b *sheet, share []Item) { b.coOccur(share, r) })
}

// once leaves out the items that say again what one before them says of the same place.
func once(items []Item) []Item {
	again := repeats(items)
	if !slices.Contains(again, true) {
		return items
	}
	out := make([]Item, 0, len(items))
	for i := range items {
		if !again[i] {
			out = append(out, items[i])
		}
	}
	return out
}

// repeats says of each item whether one before it says the same of the same place.
func repeats(items []Item) []bool {
	out := make([]bool, len(items))
	for from := 0; from < len(items); {
		to := from + 1 // items that begin at one character are next to each other
		for to < len(items) && items[to].Doc == items[from].Doc && items[to].Start == items[from].Start {
			to++
		}
		for i := from + 1; i < to; i++ {
			for j := from; j < i && !out[i]; j++ {
				out[i] = items[j].End == items[i].End && items[j].Says == items[i].Says
			}
		}
		from = to
	}
	return out
}

// itemsWorthSharing is how many items take about as long as making another sheet.
const itemsWorthSharing = 20_000

// shareOut cuts items into at most n runs of whole documents; there is at least one.
func shareOut(items []Item, n int) [][]Item {
	var out [][]Item
	for ; n > 1 && len(items) > 0; n-- {
		to := len(items) / n
		for to > 0 && to < len(items) && items[to].Doc == items[to-1].Doc {
			to++
		}
		out, items = append(out, items[:to]), items[to:]
	}
	return append(out, items)
}

func (b *sheet) coOccur(items []Item, r Relation) {
	if r.Kind == SameDocument {
		forEachDocument(items, func(from, to int) { b.wholeDocument(items[from:to]) })
		return
	}
	near := &neighbours{relation: r, stamp: make([]int, b.Columns)}
	forEachDocument(items, func(from, to int) {
		doc := items[from:to]
		near.begin(doc)
		b.alike = sameCases(doc)
		for i := range doc {
			it := &doc[i]
			columns := near.columns(doc, i)
			if len(it.Rows) == 0 || len(columns) == 0 {
				continue
			}
			for _, c := range columns {
				for _, r := range it.Rows {
					b.add(int(r), c, it)
				}
				b.add(b.Rows, c, it)
			}
			for _, r := range it.Rows {
				b.add(int(r), b.Columns, it)
			}
			b.add(b.Rows, b.Columns, it)
		}
	})
	b.alike = false
}

// sameCases reports whether all items have the same cases.
func sameCases(doc []Item) bool {
	for i := range doc[1:] {
		if !slices.Equal(doc[i+1].Cases, doc[0].Cases) {
			return false
		}
	}
	return true
}

func forEachDocument(items []Item, do func(from, to int)) {
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to].Doc == items[from].Doc {
			to++
		}
		do(from, to)
		from = to
	}
}

// neighbours finds the columns that stand with an item. Items come by their start,
// so those that may stand with one are a run in which only the beginning is loose:
// an early item may reach far. reach[i] is how far the items up to i reach.
type neighbours struct {
	relation Relation
	reach    []int
	stamp    []int // for each column, the number of the question in which it was found
	asked    int
	found    []int
}

func (n *neighbours) begin(doc []Item) {
	n.reach = n.reach[:0]
	far := -1
	for i := range doc {
		_, end := n.interval(&doc[i])
		far = max(far, end)
		n.reach = append(n.reach, far)
	}
}

// interval gives what an item covers in the measure of the relation, half-open, such
// that two items stand together if one begins before the other ends.
func (n *neighbours) interval(it *Item) (int, int) {
	switch n.relation.Kind {
	case SameTurn:
		return it.FirstTurn, it.LastTurn + 1
	case Near:
		return it.Start, it.End + n.relation.Distance + 1
	}
	return it.Start, it.End
}

func (n *neighbours) columns(doc []Item, i int) []int {
	n.asked++
	n.found = n.found[:0]
	take := func(j int) {
		if !n.relation.Holds(&doc[i], &doc[j]) {
			return
		}
		for _, c := range doc[j].Columns {
			if n.stamp[c] != n.asked {
				n.stamp[c] = n.asked
				n.found = append(n.found, int(c))
			}
		}
	}
	begin, end := n.interval(&doc[i])
	for j := i - 1; j >= 0 && n.reach[j] > begin; j-- {
		take(j)
	}
	for j := i + 1; j < len(doc); j++ {
		// a passage outside of all turns says nothing about where the next one is
		if first, _ := n.interval(&doc[j]); first >= end && !(n.relation.Kind == SameTurn && doc[j].FirstTurn < 0) {
			break
		}
		take(j)
	}
	return n.found
}
