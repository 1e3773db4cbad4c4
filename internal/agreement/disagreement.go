package agreement

import (
	"slices"
	"sort"

	"articula/internal/qda"
)

// Kind sorts disagreements by what the coders did instead of agreeing.
type Kind string

const (
	BoundaryOnly  Kind = "boundary_only"  // the code is there, on overlapping text, but not up to here
	SiblingCode   Kind = "sibling_code"   // another code of the same parent
	DifferentCode Kind = "different_code" // another code, from elsewhere in the tree
	ExtraCode     Kind = "extra_code"     // the coders share a code here, and one of them added this
	Missed        Kind = "missed"         // nothing at all
)

// kindOrder is the order in which kinds win a tie: the most telling first.
var kindOrder = []Kind{BoundaryOnly, SiblingCode, DifferentCode, ExtraCode, Missed}

// Kinds lists every kind of disagreement.
func Kinds() []Kind { return slices.Clone(kindOrder) }

// Disagreement is a place where some coders applied a code and others, who had
// finished the document and knew the code, did not.
type Disagreement struct {
	Document qda.ID
	Span     qda.Span // of the text: the unit, or the stretch of characters, or the segment
	Unit     int      // number of the unit in the document, −1 for characters and segments
	Kind     Kind     // what most of Without did; the most telling in a tie
	With     []qda.ID // coders who applied the code
	Without  []Absence
}

// Absence is what a coder did who did not apply the code.
type Absence struct {
	Coder   qda.ID
	Kind    Kind
	Instead []qda.ID // codes that this coder applied here and one of the others did not
}

// disagreements lists the places of a line where the coders differ on the code.
func (c *comparison) disagreements(l *line, code int, positions []int, lanes, segments [][]qda.Span) []Disagreement {
	var out []Disagreement
	sweep(lanes, l.length, nil, func(r run) {
		if r.count == 0 || r.count == len(lanes) {
			return
		}
		var with, without []int
		for i, in := range r.inside {
			if in {
				with = append(with, positions[i])
			} else {
				without = append(without, positions[i])
			}
		}
		if l.unit == Character {
			out = append(out, c.disagreement(l, code, r.Span, r.Span, with, without))
			return
		}
		for unit := r.Start; unit < r.End; unit++ {
			on := qda.Span{Start: unit, End: unit + 1}
			d := c.disagreement(l, code, on, l.units.Units[unit], with, without)
			d.Unit = unit
			out = append(out, d)
		}
	})
	return out
}

// disagreement judges one place: on the line, and as text. Coders are given by
// their positions in the line.
func (c *comparison) disagreement(l *line, code int, on, text qda.Span, with, without []int) Disagreement {
	d := Disagreement{Document: c.study.Documents[l.document].ID, Span: text, Unit: -1}
	used := make([][]int, 0, len(with)) // codes that each of the others applied here
	for _, g := range with {
		d.With = append(d.With, c.study.Coders[l.coders[g]])
		used = append(used, l.codesAt(g, on))
	}
	votes := make(map[Kind]int)
	for _, h := range without {
		a := c.absence(l, code, on, text, with, used, h)
		votes[a.Kind]++
		d.Without = append(d.Without, a)
	}
	for _, k := range kindOrder {
		if votes[k] > votes[d.Kind] {
			d.Kind = k
		}
	}
	return d
}

func (c *comparison) absence(l *line, code int, on, text qda.Span, with []int, used [][]int, without int) Absence {
	a := Absence{Coder: c.study.Coders[l.coders[without]]}
	here := l.codesAt(without, on)
	sibling, parent := false, c.study.Codes[code].parent()
	for _, k := range here {
		shared := true
		for _, codes := range used {
			if _, ok := slices.BinarySearch(codes, k); !ok {
				shared = false
			}
		}
		if shared {
			continue
		}
		a.Instead = append(a.Instead, c.study.Codes[k].ID)
		sibling = sibling || !parent.IsZero() && c.study.Codes[k].parent() == parent
	}
	switch {
	case l.meets(code, text, with, without):
		a.Kind = BoundaryOnly
	case sibling:
		a.Kind = SiblingCode
	case len(a.Instead) > 0:
		a.Kind = DifferentCode
	case len(here) > 0:
		a.Kind = ExtraCode
	default:
		a.Kind = Missed
	}
	return a
}

// meets reports whether a segment of the code that reaches into the text, by one
// of the coders who have it there, overlaps a segment of the coder who has not.
func (l *line) meets(code int, text qda.Span, with []int, without int) bool {
	others := l.segments[code][without]
	for _, g := range with {
		segments := l.segments[code][g]
		for k := firstAfter(segments, text.Start); k < len(segments) && segments[k].Start < text.End; k++ {
			if at := firstAfter(others, segments[k].Start); at < len(others) && others[at].Start < segments[k].End {
				return true
			}
		}
	}
	return false
}

// firstAfter is the first of ordered disjoint spans that ends after the position.
func firstAfter(spans []qda.Span, pos int) int {
	return sort.Search(len(spans), func(i int) bool { return spans[i].End > pos })
}
