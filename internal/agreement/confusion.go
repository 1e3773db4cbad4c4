package agreement

import (
	"cmp"
	"slices"

	"articula/internal/qda"
)

// Confusion counts the places where one coder applied one code and another coder
// applied another code instead: a cell of the code × code matrix. It is symmetric;
// [ConfusionPlaces] tells where, and who did which.
type Confusion struct {
	First, Second qda.ID // Second is zero where the other coder applied nothing that the first had not
	Count         int    // units or characters, once per pair of coders
}

// ConfusionPlace is a stretch where two coders confused two codes.
type ConfusionPlace struct {
	Document qda.ID
	Span     qda.Span
	Coders   [2]qda.ID // who applied First, and who Second
}

// nothing stands for "no code" in a confusion.
const nothing = -1

// confusions counts the cells of the matrix, most frequent first. For every two
// coders it joins the stretches that only the one coded with those that only the
// other coded; no stretch is looked at place by place.
func (c *comparison) confusions() ([]Confusion, error) {
	found := make([]map[[2]int]int, len(c.lines))
	err := c.options.Job.quietly().each(len(c.lines), func(d int) {
		found[d] = make(map[[2]int]int)
		l := c.lines[d]
		eachPair(len(l.coders), func(g, h, _ int) {
			l.confuse(l.onlyOf(g, h), l.onlyOf(h, g), func(a, b int, on qda.Span) {
				if a == nothing || b != nothing && b < a {
					a, b = b, a
				}
				found[d][[2]int{a, b}] += on.Len()
			})
		})
	})
	if err != nil {
		return nil, err
	}
	all := make(map[[2]int]int)
	for _, document := range found {
		for key, n := range document {
			all[key] += n
		}
	}
	keys := make([][2]int, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(all[b], all[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	out := make([]Confusion, len(keys))
	for i, key := range keys {
		out[i] = Confusion{First: c.study.Codes[key[0]].ID, Count: all[key]}
		if key[1] != nothing {
			out[i].Second = c.study.Codes[key[1]].ID
		}
	}
	return out, nil
}

// onlyOf lists, by start, the runs of every code that coder g applied and coder h,
// who knew the code, did not. Coders are given by their positions.
func (l *line) onlyOf(g, h int) []coded {
	var out []coded
	for code, coders := range l.lanes {
		if coders == nil || l.unknown[h][code] {
			continue
		}
		for _, s := range minus(coders[g], coders[h]) {
			out = append(out, coded{Span: s, code: code})
		}
	}
	slices.SortFunc(out, func(a, b coded) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.code, b.code)) })
	return out
}

// minus is what of the runs a does not lie in the runs b.
func minus(a, b []qda.Span) []qda.Span {
	var out []qda.Span
	next := 0
	for _, s := range a {
		for next < len(b) && b[next].End <= s.Start {
			next++
		}
		at := s.Start
		for k := next; k < len(b) && b[k].Start < s.End; k++ {
			if b[k].Start > at {
				out = append(out, qda.Span{Start: at, End: b[k].Start})
			}
			at = max(at, b[k].End)
		}
		if at < s.End {
			out = append(out, qda.Span{Start: at, End: s.End})
		}
	}
	return out
}

// confuse joins two lists by start: visit is called for every stretch that a run of
// the first shares with one of the second, and for every stretch of the one that
// shares nothing with the other.
func (l *line) confuse(first, second []coded, visit func(a, b int, on qda.Span)) {
	var activeFirst, activeSecond []coded
	for i, j := 0, 0; i < len(first) || j < len(second); {
		if j == len(second) || i < len(first) && first[i].Start <= second[j].Start {
			s := first[i]
			activeSecond = stillOpen(activeSecond, s.Start)
			for _, o := range activeSecond {
				visit(s.code, o.code, s.Intersect(o.Span))
			}
			activeFirst = append(activeFirst, s)
			i++
			continue
		}
		s := second[j]
		activeFirst = stillOpen(activeFirst, s.Start)
		for _, o := range activeFirst {
			visit(o.code, s.code, s.Intersect(o.Span))
		}
		activeSecond = append(activeSecond, s)
		j++
	}
	lonelyRuns(first, second, func(code int, on qda.Span) { visit(code, nothing, on) })
	lonelyRuns(second, first, func(code int, on qda.Span) { visit(nothing, code, on) })
}

func stillOpen(active []coded, at int) []coded {
	open := active[:0]
	for _, s := range active {
		if s.End > at {
			open = append(open, s)
		}
	}
	return open
}

// lonelyRuns visits what of the runs shares nothing with any of the others.
func lonelyRuns(of, others []coded, visit func(code int, on qda.Span)) {
	var covered []qda.Span
	for _, s := range others {
		if last := len(covered) - 1; last >= 0 && s.Start <= covered[last].End {
			covered[last].End = max(covered[last].End, s.End)
			continue
		}
		covered = append(covered, s.Span)
	}
	for _, s := range of {
		from := firstAfter(covered, s.Start)
		for _, on := range minus([]qda.Span{s.Span}, covered[from:]) {
			visit(s.code, on)
		}
	}
}

// ConfusionPlaces lists where two codes were confused, in the order of documents
// and text. A zero second code asks where the other coder applied nothing instead.
func ConfusionPlaces(s Study, first, second qda.ID, o Options) ([]ConfusionPlace, error) {
	o = o.orDefault()
	s = s.RolledUp(o.Level)
	at, err := s.locate()
	if err != nil {
		return nil, err
	}
	a, known := at.code[first]
	b, alsoKnown := at.code[second]
	if second.IsZero() {
		b, alsoKnown = nothing, true
	}
	if !known || !alsoKnown {
		return nil, qda.E(qda.NotFound, "agreement.no_code", "The code is not part of the comparison. Nothing was computed.")
	}
	lines, _, err := s.lines(at, o)
	if err != nil {
		return nil, err
	}
	var out []ConfusionPlace
	for _, l := range lines {
		from := len(out)
		place := func(g, h int, on qda.Span) {
			out = append(out, ConfusionPlace{Document: s.Documents[l.document].ID, Span: l.span(on), Coders: [2]qda.ID{s.Coders[l.coders[g]], s.Coders[l.coders[h]]}})
		}
		eachPair(len(l.coders), func(g, h, _ int) {
			l.confuse(l.onlyOf(g, h), l.onlyOf(h, g), func(x, y int, on qda.Span) {
				switch {
				case x == a && y == b:
					place(g, h, on)
				case x == b && y == a:
					place(h, g, on)
				}
			})
		})
		slices.SortStableFunc(out[from:], func(a, b ConfusionPlace) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	}
	return out, nil
}
