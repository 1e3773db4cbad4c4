package agreement

import (
	"sort"

	"articula/internal/qda"
)

// Unfilled is a coding that is in no number, because no unit that it reaches into is
// covered enough (see [Cover]), or because it lies between the units.
type Unfilled struct {
	Document, Coder qda.ID
	Span            qda.Span // of the text
}

// use tells of each coder of the line, by position, how many codings with the code
// there are, and which of them fill no unit. What lies outside of all excerpts was not
// asked for and is neither.
func (l *line) use(code int) (used []int, unfilled [][]qda.Span) {
	used, unfilled = make([]int, len(l.coders)), make([][]qda.Span, len(l.coders))
	if l.given[code] == nil {
		return used, unfilled
	}
	for i, spans := range l.given[code] {
		for _, s := range spans {
			if s = s.Intersect(l.text); s.Len() <= 0 {
				continue
			}
			reached, filled := true, true
			if l.unit != Character && l.unit != Segment {
				reached, filled = l.units.meets(s, l.lanes[code][i])
			}
			if l.unit == Excerpt && !reached {
				continue
			}
			used[i]++
			if !filled {
				unfilled[i] = append(unfilled[i], s)
			}
		}
	}
	return used, unfilled
}

// meets reports whether a span of the text reaches into any unit, and into one of
// those in the lane.
func (p Partition) meets(s qda.Span, lane []qda.Span) (any, one bool) {
	first := 0
	if p.disjoint {
		first = sort.Search(len(p.Units), func(i int) bool { return p.Units[i].End > s.Start })
	}
	for unit := first; unit < len(p.Units) && p.Units[unit].Start < s.End && !one; unit++ {
		if p.Units[unit].End <= s.Start {
			continue
		}
		any = true
		at := firstAfter(lane, unit)
		one = at < len(lane) && lane[at].Start <= unit
	}
	return any, one
}

// addUse counts the codings of a document that two or more coders judged, and gives
// how many of each position fill no unit.
func (c *CodeReport) addUse(s Study, l *line, code int, positions []int) []int {
	unfilled := make([]int, len(positions))
	if c.Used == nil {
		c.Used = make([]int, len(s.Coders))
	}
	if len(positions) < 2 {
		return unfilled
	}
	used, spans := l.use(code)
	for i, g := range positions {
		coder := l.coders[g]
		c.Used[coder] += used[g]
		unfilled[i] = len(spans[g])
		for _, span := range spans[g] {
			c.Unfilled = append(c.Unfilled, Unfilled{Document: s.Documents[l.document].ID, Coder: s.Coders[coder], Span: span})
		}
	}
	return unfilled
}

// butUnfilled says of a code that seemed to be used by nobody that it was used, where
// so many codings fill no unit.
func (e Estimate) butUnfilled(codings int) Estimate {
	if e.Reason == CodeNotUsed && codings > 0 {
		e.Reason = FillsNoUnit
	}
	return e
}

// Alpha is that of the sums; it tells a code that nobody used in the document from one
// whose codings fill no unit there.
func (d DocumentSums) Alpha() Estimate { return d.Sums.Alpha().butUnfilled(d.Unfilled) }

// butUnfilled says of a pair what [Estimate.butUnfilled] says of a value.
func (p PairReport) butUnfilled(codings int) PairReport {
	for _, e := range []*Estimate{&p.Percent, &p.Alpha, &p.AC1, &p.Kappa, &p.Positive} {
		*e = e.butUnfilled(codings)
	}
	return p
}
