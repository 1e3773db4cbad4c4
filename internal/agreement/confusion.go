package agreement

import (
	"cmp"
	"slices"

	"articula/internal/qda"
)

// Confusion counts the places where one coder applied one code and another coder
// applied another code instead: a cell of the code × code matrix. It is symmetric:
// who did which is told by the places.
type Confusion struct {
	First, Second qda.ID // Second is zero where the other coder applied nothing that the first had not
	Count         int    // units or characters, once per pair of coders
	Places        []ConfusionPlace
}

// ConfusionPlace is a stretch where two coders confused two codes.
type ConfusionPlace struct {
	Document qda.ID
	Span     qda.Span
	Coders   [2]qda.ID // who applied First, and who Second
}

// nothing stands for "no code" in a confusion.
const nothing = -1

// sets computes what needs the sets of codes of each coder at each place: the
// confusion matrix and the alpha over sets.
func (c *comparison) sets(r *Report) error {
	found := make([]map[[2]int]*Confusion, len(c.lines))
	ratings := make([]SetRatings, len(c.lines))
	err := c.options.Job.quietly().each(len(c.lines), func(d int) {
		found[d] = make(map[[2]int]*Confusion)
		c.walkSets(c.lines[d], func(on qda.Span, sets [][]int) {
			c.confuse(found[d], c.lines[d], on, sets)
			if c.options.Unit != Segment {
				c.rate(&ratings[d], c.lines[d], on, sets)
			}
		})
	})
	if err != nil {
		return err
	}

	all := make(map[[2]int]*Confusion)
	for _, document := range found { // in the order of the documents, so places are too
		for key, one := range document {
			if sum, ok := all[key]; ok {
				sum.Count += one.Count
				sum.Places = append(sum.Places, one.Places...)
			} else {
				all[key] = one
			}
		}
	}
	keys := make([][2]int, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(all[b].Count, all[a].Count), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	for _, key := range keys {
		r.Confusions = append(r.Confusions, *all[key])
	}

	if c.options.Unit == Segment {
		return nil
	}
	var merged SetRatings
	for d := range ratings {
		for i, unit := range ratings[d].Units {
			row := make([]int, len(unit))
			for g, s := range unit {
				row[g] = Missing
				if s != Missing {
					row[g] = merged.Set(ratings[d].Sets[s])
				}
			}
			merged.Units, merged.Times = append(merged.Units, row), append(merged.Times, ratings[d].Times[i])
		}
	}
	r.Pooled.MASI = merged.Alpha(MASI, c.options.Resampling.Seed)
	if c.why != "" {
		r.Pooled.MASI = unknown(c.why)
	}
	return nil
}

// walkSets walks along a line and gives, for every stretch on which nobody's codes
// change, the codes of each coder who finished, ascending. The lists are valid
// until the next stretch.
func (c *comparison) walkSets(l *line, visit func(on qda.Span, sets [][]int)) {
	type event struct {
		at, coder, code int
		begins          bool
	}
	var events []event
	for code, coders := range l.lanes {
		for g, runs := range coders {
			for _, s := range runs {
				events = append(events, event{s.Start, g, code, true}, event{s.End, g, code, false})
			}
		}
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	sets := make([][]int, len(l.coders))
	at := 0
	for i := 0; ; {
		end := l.length
		if i < len(events) {
			end = events[i].at
		}
		if end > at {
			visit(qda.Span{Start: at, End: end}, sets)
			at = end
		}
		if i == len(events) {
			return
		}
		for ; i < len(events) && events[i].at == at; i++ {
			e := events[i]
			place, found := slices.BinarySearch(sets[e.coder], e.code)
			switch {
			case e.begins && !found:
				sets[e.coder] = slices.Insert(sets[e.coder], place, e.code)
			case !e.begins && found:
				sets[e.coder] = slices.Delete(sets[e.coder], place, place+1)
			}
		}
	}
}

// confuse enters one stretch into the confusions of a document.
func (c *comparison) confuse(into map[[2]int]*Confusion, l *line, on qda.Span, sets [][]int) {
	for g := range sets {
		for h := g + 1; h < len(sets); h++ {
			if slices.Equal(sets[g], sets[h]) {
				continue
			}
			first, second := c.without(l, h, sets[g], sets[h]), c.without(l, g, sets[h], sets[g])
			if len(first) == 0 && len(second) == 0 {
				continue
			}
			for _, a := range orNothing(first) {
				for _, b := range orNothing(second) {
					c.enter(into, l, on, [2]int{a, b}, [2]int{g, h})
				}
			}
		}
	}
}

// without lists the codes of a that b has not, though the coder of b knew them.
func (c *comparison) without(l *line, coderOfB int, a, b []int) []int {
	var out []int
	for _, code := range a {
		if _, ok := slices.BinarySearch(b, code); !ok && !l.unknown[coderOfB][code] {
			out = append(out, code)
		}
	}
	return out
}

func orNothing(codes []int) []int {
	if len(codes) == 0 {
		return []int{nothing}
	}
	return codes
}

func (c *comparison) enter(into map[[2]int]*Confusion, l *line, on qda.Span, codes, coders [2]int) {
	if codes[0] == nothing || codes[1] != nothing && codes[1] < codes[0] {
		codes[0], codes[1] = codes[1], codes[0]
		coders[0], coders[1] = coders[1], coders[0]
	}
	one, ok := into[codes]
	if !ok {
		one = &Confusion{First: c.study.Codes[codes[0]].ID}
		if codes[1] != nothing {
			one.Second = c.study.Codes[codes[1]].ID
		}
		into[codes] = one
	}
	one.Count += on.Len()
	one.Places = append(one.Places, ConfusionPlace{
		Document: c.study.Documents[l.document].ID, Span: l.span(on),
		Coders: [2]qda.ID{c.study.Coders[l.coders[coders[0]]], c.study.Coders[l.coders[coders[1]]]},
	})
}

// rate enters one stretch as a row of set ratings, if two coders can be compared.
func (c *comparison) rate(into *SetRatings, l *line, on qda.Span, sets [][]int) {
	if len(sets) < 2 {
		return
	}
	row := make([]int, len(c.study.Coders))
	for g := range row {
		row[g] = Missing
	}
	for i, set := range sets {
		row[l.coders[i]] = into.Set(set)
	}
	into.Units, into.Times = append(into.Units, row), append(into.Times, on.Len())
}
