package analysis_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/analysis"
	"articula/internal/qda"
)

// slowTally measures a set of items with sets of everything.
func slowTally(items []analysis.Item) analysis.Tally {
	docs, cases, characters := map[int]bool{}, map[int32]bool{}, map[[2]int]bool{}
	for _, it := range items {
		docs[it.Doc] = true
		for _, k := range it.Cases {
			cases[k] = true
		}
		for c := it.Start; c < it.End; c++ {
			characters[[2]int{it.Doc, c}] = true
		}
	}
	return analysis.Tally{Segments: len(items), Documents: len(docs), Cases: len(cases), Characters: len(characters)}
}

// slowCells picks the items of each cell one by one.
func slowCells(items []analysis.Item, s analysis.Shape, belongs func(i, column int) bool) map[[2]int]analysis.Tally {
	out := map[[2]int]analysis.Tally{}
	for r := range s.Rows + 1 {
		for c := range s.Columns + 1 {
			var set []analysis.Item
			for i, it := range items {
				inRow := r == s.Rows && len(it.Rows) > 0 || slices.Contains(it.Rows, int32(r))
				if inRow && belongs(i, c) {
					set = append(set, it)
				}
			}
			tally := slowTally(set)
			tally.Cases = slowCases(set, slowLimit(s.RowCases, r), slowLimit(s.ColumnCases, c))
			out[[2]int{r, c}] = tally
		}
	}
	return out
}

// slowLimit says whether a case may count in a row or column, or in all of them.
func slowLimit(cases [][]int32, at int) func(int32) bool {
	return func(k int32) bool {
		if cases == nil {
			return true
		}
		if at < len(cases) {
			return slices.Contains(cases[at], k)
		}
		return slices.ContainsFunc(cases, func(list []int32) bool { return slices.Contains(list, k) })
	}
}

func slowCases(items []analysis.Item, limits ...func(int32) bool) int {
	seen := map[int32]bool{}
	for _, it := range items {
		for _, k := range it.Cases {
			if !slices.ContainsFunc(limits, func(may func(int32) bool) bool { return !may(k) }) {
				seen[k] = true
			}
		}
	}
	return len(seen)
}

func in(it analysis.Item, column, all int) bool {
	return column == all && len(it.Columns) > 0 || slices.Contains(it.Columns, int32(column))
}

// corpus draws items of a few documents in reading order.
func corpus(t *rapid.T) ([]analysis.Item, analysis.Shape) {
	s := analysis.Shape{Rows: rapid.IntRange(1, 4).Draw(t, "rows"), Columns: rapid.IntRange(1, 4).Draw(t, "columns"), Cases: rapid.IntRange(0, 70).Draw(t, "cases")}
	some := func(name string, n int) []int32 {
		if n == 0 {
			return nil
		}
		list := rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(n-1)), 0, min(n, 3), rapid.ID[int32]).Draw(t, name)
		slices.Sort(list)
		return list
	}
	limit := func(name string, n int) [][]int32 {
		if !rapid.Bool().Draw(t, name) {
			return nil
		}
		out := make([][]int32, n)
		for i := range out {
			out[i] = some(fmt.Sprint(name, i), s.Cases)
		}
		return out
	}
	s.RowCases, s.ColumnCases = limit("row cases", s.Rows), limit("column cases", s.Columns)
	var items []analysis.Item
	for i := range rapid.IntRange(0, 24).Draw(t, "n") {
		start := rapid.IntRange(0, 40).Draw(t, "start")
		it := analysis.Item{
			Doc: rapid.IntRange(0, 3).Draw(t, "doc"), Start: start, End: start + rapid.IntRange(1, 12).Draw(t, "length"),
			Rows: some(fmt.Sprint("rows", i), s.Rows), Columns: some(fmt.Sprint("columns", i), s.Columns), Cases: some(fmt.Sprint("cases", i), s.Cases),
			Says: rapid.Int32Range(0, 2).Draw(t, "says"), FirstTurn: -1, LastTurn: -1,
		}
		if i > 0 && rapid.IntRange(0, 2).Draw(t, "again") == 0 { // at the place of one before
			o := items[rapid.IntRange(0, i-1).Draw(t, "of")]
			it.Doc, it.Start, it.End = o.Doc, o.Start, o.End
		}
		// turns of ten characters, with a heading between 20 and 25 that is in none
		if it.End <= 20 || it.Start >= 25 {
			it.FirstTurn, it.LastTurn = it.Start/10, (it.End-1)/10
		}
		items = append(items, it)
	}
	slices.SortStableFunc(items, func(a, b analysis.Item) int {
		if a.Doc != b.Doc {
			return a.Doc - b.Doc
		}
		return a.Start - b.Start
	})
	return items, s
}

func compare(t *rapid.T, got analysis.Matrix, want map[[2]int]analysis.Tally) {
	for at, w := range want {
		if g := got.At(at[0], at[1]); g != w {
			t.Fatalf("cell %v: %+v, want %+v", at, g, w)
		}
	}
}

func TestCountEqualsLookingAtEveryItem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items, s := corpus(t)
		compare(t, analysis.Count(items, s), slowCells(items, s, func(i, column int) bool { return in(items[i], column, s.Columns) }))
	})
}

func TestCoOccurrenceEqualsLookingAtEveryPair(t *testing.T) {
	kinds := []analysis.RelationKind{analysis.Overlap, analysis.Near, analysis.SameTurn, analysis.SameDocument}
	rapid.Check(t, func(t *rapid.T) {
		items, s := corpus(t)
		r := analysis.Relation{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Distance: rapid.IntRange(0, 8).Draw(t, "distance")}
		together := func(a, b analysis.Item) bool {
			gap := max(a.Start, b.Start) - min(a.End, b.End)
			switch {
			case a.Doc != b.Doc:
				return false
			case r.Kind == analysis.SameDocument:
				return true
			case r.Kind == analysis.Near:
				return gap <= r.Distance
			case r.Kind == analysis.SameTurn:
				return a.FirstTurn >= 0 && b.FirstTurn >= 0 && max(a.FirstTurn, b.FirstTurn) <= min(a.LastTurn, b.LastTurn)
			}
			return gap < 0
		}
		again := func(i int) bool {
			return slices.ContainsFunc(items[:i], func(o analysis.Item) bool {
				return o.Doc == items[i].Doc && o.Start == items[i].Start && o.End == items[i].End && o.Says == items[i].Says
			})
		}
		partner := func(i, column int) bool {
			for j := range items {
				if i != j && !again(i) && !again(j) && in(items[j], column, s.Columns) && together(items[i], items[j]) {
					return true
				}
			}
			return false
		}
		compare(t, analysis.CoOccur(items, s, r), slowCells(items, s, partner))
		for c := range s.Columns {
			for i, got := range r.Partners(items, c) {
				if got != partner(i, c) {
					t.Fatalf("item %d, column %d: partner %v", i, c, got)
				}
			}
		}
		for i, got := range r.Partners(items, -1) {
			if got != partner(i, s.Columns) {
				t.Fatalf("item %d: any partner %v", i, got)
			}
		}
	})
}

func TestAnItemIsNoPartnerOfItself(t *testing.T) {
	one := []analysis.Item{{Start: 0, End: 5, Rows: []int32{0}, Columns: []int32{0}}}
	for _, kind := range []analysis.RelationKind{analysis.Overlap, analysis.Near, analysis.SameTurn, analysis.SameDocument} {
		if got := analysis.CoOccur(one, analysis.Shape{Rows: 1, Columns: 1}, analysis.Relation{Kind: kind}).At(0, 0); got.Segments != 0 {
			t.Errorf("%s: %+v", kind, got)
		}
	}
}

// TestWhatTwoCodersSayAlikeIsOne: codes 0 and 1 at one place, given by two coders.
func TestWhatTwoCodersSayAlikeIsOne(t *testing.T) {
	var items []analysis.Item
	for _, code := range []int32{0, 1, 0, 1} {
		items = append(items, analysis.Item{Start: 3, End: 9, Rows: []int32{code}, Columns: []int32{code}, Says: code})
	}
	for _, kind := range []analysis.RelationKind{analysis.Overlap, analysis.Near, analysis.SameDocument} {
		m := analysis.CoOccur(items, analysis.Shape{Rows: 2, Columns: 2}, analysis.Relation{Kind: kind})
		if m.At(0, 0).Segments != 0 || m.At(0, 1).Segments != 1 || m.At(1, 0).Segments != 1 || m.At(2, 2).Segments != 2 {
			t.Errorf("%s: %+v %+v %+v", kind, m.At(0, 0), m.At(0, 1), m.At(2, 2))
		}
	}
}

func TestUntouchedUnitsAreThoseWithoutASharedCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units, spans []qda.Span
		for at := 0; at < 60; {
			n := rapid.IntRange(1, 9).Draw(t, "unit")
			units = append(units, qda.Span{Start: at, End: at + n})
			at += n + rapid.IntRange(0, 2).Draw(t, "gap")
		}
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			s := rapid.IntRange(0, 60).Draw(t, "start")
			spans = append(spans, qda.Span{Start: s, End: s + rapid.IntRange(1, 15).Draw(t, "length")})
		}
		var want []qda.Span
		for _, u := range units {
			if !slices.ContainsFunc(spans, u.Overlaps) {
				want = append(want, u)
			}
		}
		if got := analysis.Untouched(units, spans); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
		characters := map[int]bool{}
		for _, s := range spans {
			for c := s.Start; c < s.End; c++ {
				characters[c] = true
			}
		}
		if _, n := analysis.Cover(spans); n != len(characters) {
			t.Fatalf("%d characters covered, want %d", n, len(characters))
		}
	})
}

func TestSaturation(t *testing.T) {
	fresh, total := analysis.Saturation([][]string{{"a", "b", "a"}, {"b"}, {}, {"c", "a"}})
	if len(fresh) != 4 || !slices.Equal(fresh[0], []string{"a", "b"}) || len(fresh[1])+len(fresh[2]) != 0 || !slices.Equal(fresh[3], []string{"c"}) || !slices.Equal(total, []int{2, 2, 2, 3}) {
		t.Errorf("%v %v", fresh, total)
	}
}

func TestLayoutIsFixedAndKeepsNodesApart(t *testing.T) {
	var edges []analysis.Edge
	for i := range 30 {
		edges = append(edges, analysis.Edge{From: i, To: (i*7 + 3) % 30, Weight: 1})
	}
	at := analysis.Layout(30, edges, 1.5)
	if !slices.Equal(at, analysis.Layout(30, edges, 1.5)) {
		t.Error("two pictures of one network differ")
	}
	for i, p := range at {
		if math.IsNaN(p.X) || p.X < -1e-9 || p.X > 1+1e-9 || p.Y < -1e-9 || p.Y > 1+1e-9 {
			t.Errorf("node %d at %v", i, p)
		}
		for j := range i {
			if math.Hypot(p.X-at[j].X, p.Y-at[j].Y) < 0.02 {
				t.Errorf("nodes %d and %d lie on each other", i, j)
			}
		}
	}
	joined := analysis.Layout(3, []analysis.Edge{{From: 0, To: 1, Weight: 1}}, 1)
	near := math.Hypot(joined[0].X-joined[1].X, joined[0].Y-joined[1].Y)
	if far := math.Hypot(joined[0].X-joined[2].X, joined[0].Y-joined[2].Y); near >= far {
		t.Errorf("joined nodes lie %f apart, others %f", near, far)
	}
	// Many parts fill a picture that is wider than high.
	edges = nil
	for i := range 20 {
		edges = append(edges, analysis.Edge{From: 2 * i, To: 2*i + 1, Weight: 1})
	}
	low, high := analysis.Point{X: 1, Y: 1}, analysis.Point{}
	for _, p := range analysis.Layout(40, edges, 2) {
		low = analysis.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = analysis.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	if high.X-low.X < 0.8 || high.Y-low.Y < 0.8 {
		t.Errorf("parts fill the picture only from %v to %v", low, high)
	}
	for n := range 3 {
		if got := analysis.Layout(n, nil, 1); len(got) != n {
			t.Errorf("%d nodes: %v", n, got)
		}
	}
}
