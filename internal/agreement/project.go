package agreement

import (
	"math"
	"slices"
	"sort"

	"articula/internal/qda"
)

// Cover is the rule by which a coded stretch of text becomes a coded unit: the
// share of the unit that must be covered. The zero value stands for [Half].
type Cover float64

const (
	Any  Cover = math.SmallestNonzeroFloat64 // one character is enough
	Half Cover = 0.5
)

// reached reports whether covered of length characters suffice. The hair keeps
// thresholds such as 0.1 from failing on 3 of 30.
func (c Cover) reached(covered, length int) bool {
	if c <= 0 {
		c = Half
	}
	return covered > 0 && float64(covered) >= float64(c)*float64(length)-1e-9
}

// Partition is the list of units that a document is divided into: sentences,
// turns, paragraphs, or excerpts chosen beforehand. Units are ordered by their
// start; there may be gaps between them, and text in a gap counts for nothing.
type Partition struct {
	Units    []qda.Span
	disjoint bool // excerpts may overlap; nothing else does
}

// NewPartition orders the units of a document of the given length, cuts what
// reaches beyond it and drops what is empty.
func NewPartition(units []qda.Span, length int) Partition {
	p := Partition{disjoint: true}
	for _, u := range units {
		u = u.Intersect(qda.Span{Start: 0, End: length})
		if u.Len() > 0 {
			p.Units = append(p.Units, u)
		}
	}
	slices.SortStableFunc(p.Units, func(a, b qda.Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	for i := 1; i < len(p.Units); i++ {
		if p.Units[i].Start < p.Units[i-1].End {
			p.disjoint = false
		}
	}
	return p
}

// Project gives the units that the runs cover by the rule, as runs of unit
// numbers: [2, 5) stands for the third to the fifth unit. Only units that are
// touched cost anything.
func (p Partition) Project(runs []qda.Span, rule Cover) []qda.Span {
	var lane []qda.Span
	mark := func(unit int) {
		if last := len(lane) - 1; last >= 0 && lane[last].End == unit {
			lane[last].End++
			return
		}
		lane = append(lane, qda.Span{Start: unit, End: unit + 1})
	}
	if !p.disjoint {
		p.projectOverlapping(runs, rule, mark)
		return lane
	}
	unit, covered := 0, 0
	settle := func() {
		if covered > 0 && rule.reached(covered, p.Units[unit].Len()) {
			mark(unit)
		}
		covered = 0
	}
	for _, s := range runs {
		if unit < len(p.Units) && p.Units[unit].End <= s.Start {
			settle()
			unit += sort.Search(len(p.Units)-unit, func(i int) bool { return p.Units[unit+i].End > s.Start })
		}
		for unit < len(p.Units) && p.Units[unit].Start < s.End {
			covered += max(0, s.Intersect(p.Units[unit]).Len())
			if p.Units[unit].End > s.End {
				break
			}
			settle()
			unit++
		}
	}
	if unit < len(p.Units) {
		settle()
	}
	return lane
}

// projectOverlapping measures each unit by itself, by sums over the runs so far.
func (p Partition) projectOverlapping(runs []qda.Span, rule Cover, mark func(unit int)) {
	before := make([]int, len(runs)+1)
	for i, s := range runs {
		before[i+1] = before[i] + s.Len()
	}
	upTo := func(pos int) int {
		i := sort.Search(len(runs), func(i int) bool { return runs[i].End > pos })
		n := before[i]
		if i < len(runs) && runs[i].Start < pos {
			n += pos - runs[i].Start
		}
		return n
	}
	for i, u := range p.Units {
		if rule.reached(upTo(u.End)-upTo(u.Start), u.Len()) {
			mark(i)
		}
	}
}
