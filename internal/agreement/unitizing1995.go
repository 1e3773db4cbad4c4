package agreement

import (
	"slices"
	"sort"

	"articula/internal/qda"
)

// AlphaU1995 is the older coefficient for unitizing, alpha_U of Krippendorff (1995,
// "On the reliability of unitizing continuous data"; 2004, §11.6), which squares
// the lengths by which sections differ. INCEpTION and DKPro Statistics compute this
// one. It is not the u-alpha of [Unitizing] and gives other numbers; offer it for
// comparison with those programs only, under this name.
type AlphaU1995 struct {
	PerValue []Estimate // Observed and Expected are D_o and D_e of the value
	Overall  Estimate   // 1 − Σ D_o / Σ D_e; Observed and Expected are the means over the values
}

// UnitizingAlpha1995 computes alpha_U for one continuum of the given length. For
// each value, everything else counts as a gap. Sections of one coder and value
// must not overlap.
func UnitizingAlpha1995(length, values int, coders [][]Section) AlphaU1995 {
	a := AlphaU1995{PerValue: make([]Estimate, values)}
	if len(coders) < 2 {
		for v := range a.PerValue {
			a.PerValue[v] = unknown(FewerThanTwoCoders)
		}
		a.Overall = unknown(FewerThanTwoCoders)
		return a
	}
	var observed, expected float64
	for v := range values {
		lanes := make([][]qda.Span, len(coders))
		for g, sections := range coders {
			for _, s := range sections {
				if s.Value == v {
					lanes[g] = append(lanes[g], s.Span)
				}
			}
			slices.SortFunc(lanes[g], func(a, b qda.Span) int { return a.Start - b.Start })
		}
		do, de := observed1995(length, lanes), expected1995(length, lanes)
		a.PerValue[v] = belowChance(do, de, length)
		if de == 0 {
			a.PerValue[v].Reason = CodeNotUsed
		}
		observed += do / float64(values)
		expected += de / float64(values)
	}
	a.Overall = belowChance(observed, expected, length)
	if expected == 0 {
		a.Overall.Reason = CodeNotUsed
	}
	return a
}

// observed1995 is D_o = 2 Σ d / (R(R−1)L²) over the section pairs of every two
// coders: (b₁−b₂)² + (e₁−e₂)² for overlapping units, the squared length for a unit
// wholly inside the other's gap.
func observed1995(length int, lanes [][]qda.Span) float64 {
	sum := 0.0
	for g, first := range lanes {
		for _, second := range lanes[g+1:] {
			inner(first, second, func(_ qda.Span, i, j int) {
				b, e := float64(first[i].Start-second[j].Start), float64(first[i].End-second[j].End)
				sum += b*b + e*e
			})
			sum += lonely(first, second) + lonely(second, first)
		}
	}
	r, l := float64(len(lanes)), float64(length)
	return 2 * sum / (r * (r - 1) * l * l)
}

// lonely is the sum of the squared lengths of the units of a that meet none of b.
func lonely(a, b []qda.Span) float64 {
	sum, next := 0.0, 0
	for _, s := range a {
		for next < len(b) && b[next].End <= s.Start {
			next++
		}
		if next == len(b) || b[next].Start >= s.End {
			sum += float64(s.Len()) * float64(s.Len())
		}
	}
	return sum
}

// expected1995 is
//
//	D_e = 2/L · Σ_units [ (N−1)/3 (2l³−3l²+l) + l² Σ_{gaps h ≥ l} (h−l+1) ] / [ RL(RL−1) − Σ l(l−1) ]
//
// with N units in all. Gaps are sorted once and summed from the long end, so each
// unit finds its gaps by binary search.
func expected1995(length int, lanes [][]qda.Span) float64 {
	var units, gaps []int
	for _, lane := range lanes {
		at := 0
		for _, s := range lane {
			if s.Start > at {
				gaps = append(gaps, s.Start-at)
			}
			units = append(units, s.Len())
			at = s.End
		}
		if length > at {
			gaps = append(gaps, length-at)
		}
	}
	if len(units) == 0 {
		return 0
	}
	slices.Sort(gaps)
	longer := make([]float64, len(gaps)+1) // Σ of gaps[i:]
	for i := len(gaps) - 1; i >= 0; i-- {
		longer[i] = longer[i+1] + float64(gaps[i])
	}
	n, sum, own := float64(len(units)), 0.0, 0.0
	for _, unit := range units {
		l := float64(unit)
		from := sort.SearchInts(gaps, unit)
		room := longer[from] - float64(len(gaps)-from)*(l-1)
		sum += (n-1)/3*(2*l*l*l-3*l*l+l) + l*l*room
		own += l * (l - 1)
	}
	all := float64(len(lanes)) * float64(length)
	return 2 / float64(length) * sum / (all*(all-1) - own)
}
