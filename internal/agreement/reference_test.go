package agreement_test

import (
	"math"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// The functions of this file are the slow reference: they do what the definitions
// say, character by character and pair by pair, and share nothing with the fast
// versions.

// mark paints spans on an array of characters.
func mark(spans []qda.Span, length int) []bool {
	out := make([]bool, length)
	for _, s := range spans {
		for at := max(0, s.Start); at < min(length, s.End); at++ {
			out[at] = true
		}
	}
	return out
}

// naiveProject paints the units of which enough is painted.
func naiveProject(painted []bool, units []qda.Span, share float64) []bool {
	out := make([]bool, len(units))
	for i, u := range units {
		n := 0
		for at := u.Start; at < u.End; at++ {
			if painted[at] {
				n++
			}
		}
		out[i] = n > 0 && float64(n) >= share*float64(u.Len())-1e-9
	}
	return out
}

// naiveCross counts the four cells one place at a time.
func naiveCross(a, b []bool) agreement.Table2 {
	var t agreement.Table2
	for i := range a {
		switch {
		case a[i] && b[i]:
			t.Both++
		case a[i]:
			t.OnlyFirst++
		case b[i]:
			t.OnlySecond++
		default:
			t.Neither++
		}
	}
	return t
}

// naiveAlpha compares every pairable value with every other, within units and over
// all (Krippendorff 2011).
func naiveAlpha(units [][]int, delta func(c, k int) float64) (alpha float64, defined bool) {
	type value struct{ unit, category int }
	var values []value
	observed := 0.0
	for u, row := range units {
		var present []int
		for _, k := range row {
			if k != agreement.Missing {
				present = append(present, k)
			}
		}
		if len(present) < 2 {
			continue
		}
		for i, c := range present {
			values = append(values, value{u, c})
			for j, k := range present {
				if i != j {
					observed += delta(c, k) / float64(len(present)-1)
				}
			}
		}
	}
	n := float64(len(values))
	expected := 0.0
	for i, a := range values {
		for j, b := range values {
			if i != j {
				expected += delta(a.category, b.category)
			}
		}
	}
	if n < 2 || expected == 0 {
		return 0, false
	}
	return 1 - (observed/n)/(expected/(n*(n-1))), true
}

func nominal(c, k int) float64 {
	if c == k {
		return 0
	}
	return 1
}

// naivePairs is the mean share of agreeing pairs of judgements per unit.
func naivePairs(units [][]int) (percent float64, pairable int) {
	sum := 0.0
	for _, row := range units {
		agreed, pairs := 0, 0
		for i, c := range row {
			for _, k := range row[i+1:] {
				if c != agreement.Missing && k != agreement.Missing {
					pairs++
					if c == k {
						agreed++
					}
				}
			}
		}
		if pairs > 0 {
			sum += float64(agreed) / float64(pairs)
			pairable++
		}
	}
	return sum / float64(pairable), pairable
}

// naivePrevalence is the mean share of each category per unit.
func naivePrevalence(units [][]int, categories int) []float64 {
	share, judged := make([]float64, categories), 0.0
	for _, row := range units {
		n := 0.0
		for _, k := range row {
			if k != agreement.Missing {
				n++
			}
		}
		if n == 0 {
			continue
		}
		judged++
		for _, k := range row {
			if k != agreement.Missing {
				share[k] += 1 / n
			}
		}
	}
	for k := range share {
		share[k] /= judged
	}
	return share
}

// naiveU is u-alpha by drawing places: observed from places at the same position
// of two coders, expected from any two places that do not lie in the same section
// (a place in a gap is a section of its own).
func naiveU(length int, coders [][]agreement.Section) (u float64, defined bool) {
	type place struct{ coder, section, value int }
	var places []place
	at := make([][]place, len(coders))
	section := 0
	for g, sections := range coders {
		at[g] = make([]place, length)
		for x := range at[g] {
			section++
			at[g][x] = place{g, section, -1}
		}
		for _, s := range sections {
			section++
			for x := s.Start; x < s.End; x++ {
				at[g][x] = place{g, section, s.Value}
			}
		}
		places = append(places, at[g]...)
	}
	agreed, pairs := 0.0, 0.0
	for g := range coders {
		for h := range coders {
			for x := range length {
				if g != h {
					pairs++
					if at[g][x].value == at[h][x].value {
						agreed++
					}
				}
			}
		}
	}
	same, all := 0.0, 0.0
	for i, a := range places {
		for j, b := range places {
			if i != j && a.section != b.section {
				all++
				if a.value == b.value {
					same++
				}
			}
		}
	}
	if all == 0 || same == all {
		return 0, false
	}
	return 1 - (1-agreed/pairs)/(1-same/all), true
}

// naive1995 is alpha_U of one value by pairing all sections with all sections.
func naive1995(length int, lanes [][]qda.Span) (observed, expected float64) {
	type part struct {
		qda.Span
		unit bool
	}
	parts := make([][]part, len(lanes))
	n, own := 0.0, 0.0
	for g, lane := range lanes {
		at := 0
		for _, s := range lane {
			if s.Start > at {
				parts[g] = append(parts[g], part{qda.Span{Start: at, End: s.Start}, false})
			}
			parts[g] = append(parts[g], part{s, true})
			at = s.End
			n++
			own += float64(s.Len()) * float64(s.Len()-1)
		}
		if at < length {
			parts[g] = append(parts[g], part{qda.Span{Start: at, End: length}, false})
		}
	}
	square := func(x int) float64 { return float64(x) * float64(x) }
	for g := range parts {
		for h := range parts {
			if g == h {
				continue
			}
			for _, a := range parts[g] {
				for _, b := range parts[h] {
					switch {
					case a.unit && b.unit && a.Overlaps(b.Span):
						observed += square(a.Start-b.Start) + square(a.End-b.End)
					case a.unit && !b.unit && b.Contains(a.Span):
						observed += square(a.Len())
					case b.unit && !a.unit && a.Contains(b.Span):
						observed += square(b.Len())
					}
				}
			}
		}
	}
	r, l := float64(len(lanes)), float64(length)
	observed /= r * (r - 1) * l * l
	for g := range parts {
		for _, a := range parts[g] {
			if !a.unit {
				continue
			}
			x := float64(a.Len())
			sum := (n - 1) / 3 * (2*x*x*x - 3*x*x + x)
			for h := range parts {
				for _, b := range parts[h] {
					if !b.unit && b.Len() >= a.Len() {
						sum += x * x * float64(b.Len()-a.Len()+1)
					}
				}
			}
			expected += sum
		}
	}
	expected *= 2 / l / (r*l*(r*l-1) - own)
	return observed, expected
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// same reports whether an estimate is the value, or undefined together with it.
func same(e agreement.Estimate, value float64, defined bool) bool {
	if !defined {
		return !e.Defined && e.Reason != ""
	}
	return e.Defined && near(e.Value, value)
}
