package agreement

import (
	"slices"

	"articula/internal/qda"
)

// Repairs counts what had to be put in order before codings could be compared.
// Codings are counted, except Joined, which counts the times that two became one.
type Repairs struct {
	Empty   int // without length: dropped
	Outside int // wholly outside the document: dropped
	Clipped int // reached beyond the document: cut
	Joined  int // the same coder had applied the same code twice to the same text: united
}

// Add adds up.
func (r *Repairs) Add(s Repairs) {
	r.Empty += s.Empty
	r.Outside += s.Outside
	r.Clipped += s.Clipped
	r.Joined += s.Joined
}

// Segments puts the codings of one coder with one code in order: what lies outside
// [0, length) is cut off, the rest is sorted, and overlapping spans are united.
// Spans that merely touch stay apart, because they were made as two: the
// unitizing coefficients count units and not only characters.
func Segments(spans []qda.Span, length int) ([]qda.Span, Repairs) {
	var repairs Repairs
	kept := make([]qda.Span, 0, len(spans))
	for _, s := range spans {
		inside := s.Intersect(qda.Span{Start: 0, End: length})
		switch {
		case s.Len() <= 0:
			repairs.Empty++
			continue
		case inside.Len() <= 0:
			repairs.Outside++
			continue
		case inside != s:
			repairs.Clipped++
		}
		kept = append(kept, inside)
	}
	slices.SortFunc(kept, func(a, b qda.Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	out := kept[:0]
	for _, s := range kept {
		if last := len(out) - 1; last >= 0 && s.Start < out[last].End {
			out[last].End = max(out[last].End, s.End)
			repairs.Joined++
			continue
		}
		out = append(out, s)
	}
	return out, repairs
}

// Normalise is [Segments] with touching spans united too: the set of characters
// that carry the code, as runs.
func Normalise(spans []qda.Span, length int) ([]qda.Span, Repairs) {
	segments, repairs := Segments(spans, length)
	return Runs(segments), repairs
}

// Runs unites the touching ones of ordered segments.
func Runs(segments []qda.Span) []qda.Span {
	touching := false
	for i := 1; i < len(segments); i++ {
		if segments[i].Start <= segments[i-1].End {
			touching = true
			break
		}
	}
	if !touching {
		return segments
	}
	var out []qda.Span
	for _, s := range segments {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// Total is the length of all spans together.
func Total(spans []qda.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// Overlap is the length that two ordered lists of disjoint spans share, by two
// pointers: its cost depends on the number of spans and never on their length.
func Overlap(a, b []qda.Span) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if shared := min(a[i].End, b[j].End) - max(a[i].Start, b[j].Start); shared > 0 {
			n += shared
		}
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

// Squares is the sum of the squared lengths.
func Squares(spans []qda.Span) float64 {
	sum := 0.0
	for _, s := range spans {
		sum += float64(s.Len()) * float64(s.Len())
	}
	return sum
}
