package agreement

import (
	"math"

	"articula/internal/qda"
)

// segments compares everybody on one code by matching segments pairwise.
func (c *comparison) segments(code int) CodeReport {
	na := unknown(NotApplicable)
	r := CodeReport{
		Code: c.study.Codes[code].ID, Kinds: map[Kind]int{}, Matched: &Matched{}, Reason: NotApplicable,
		Alpha: na, AC1: na, Kappa: na, Negative: na, UAlpha: na, PrevalenceIndex: na, BiasIndex: na, KappaMax: na,
	}
	coders := len(c.study.Coders)
	pairs := make([]Matched, pairCount(coders))
	for _, l := range c.lines {
		positions, _, segments := l.of(code)
		r.addUse(c.study, l, code, positions)
		document := DocumentSums{Document: c.study.Documents[l.document].ID, Coders: len(positions), Matched: &Matched{}}
		for i, g := range positions {
			for k := i + 1; k < len(positions); k++ {
				h := positions[k]
				m, first, second := MatchSegments(segments[i], segments[k], c.options.Matching)
				document.Matched.Add(m)
				pairs[pairIndex(coders, l.coders[g], l.coders[h])].Add(m)
				if !c.options.SkipPassages {
					r.Disagreements = append(r.Disagreements, c.lonelySegments(l, code, g, h, segments[i], first)...)
					r.Disagreements = append(r.Disagreements, c.lonelySegments(l, code, h, g, segments[k], second)...)
				}
			}
		}
		r.Matched.Add(*document.Matched)
		r.Documents = append(r.Documents, document)
	}
	for _, d := range r.Disagreements {
		r.Kinds[d.Kind]++
	}
	r.Percent, r.Holsti, r.KappaN = r.Matched.Percent(), r.Matched.Holsti(), r.Matched.KappaN(len(c.study.Codes))
	r.Positive = r.Holsti
	if c.why != "" {
		r.Percent, r.Holsti, r.KappaN, r.Positive = unknown(c.why), unknown(c.why), unknown(c.why), unknown(c.why)
		r.Reason = c.why
	}
	eachPair(coders, func(g, h, at int) {
		r.Pairs = append(r.Pairs, segmentPair(c.study.Coders[g], c.study.Coders[h], pairs[at]))
	})
	return r
}

func segmentPair(first, second qda.ID, m Matched) PairReport {
	na := unknown(NotApplicable)
	return PairReport{First: first, Second: second, Matched: m, Percent: m.Percent(), Positive: m.Holsti(), Alpha: na, AC1: na, Kappa: na}
}

// lonelySegments lists the segments of one coder that found no partner among the
// other's.
func (c *comparison) lonelySegments(l *line, code, with, without int, segments []qda.Span, partners []int) []Disagreement {
	var out []Disagreement
	for i, s := range segments {
		if partners[i] < 0 {
			out = append(out, c.disagreement(l, code, s, s, []int{with}, []int{without}))
		}
	}
	return out
}

// poolSegments adds up the matched segments of all codes.
func (c *comparison) poolSegments(r *Report) {
	var all Matched
	for _, code := range r.Codes {
		all.Add(*code.Matched)
	}
	na := unknown(NotApplicable)
	r.Pooled.Percent, r.Pooled.Alpha, r.Pooled.AC1, r.Pooled.Kappa = all.Percent(), na, na, na
	if c.why != "" {
		r.Pooled.Percent = unknown(c.why)
	}
}

// segmentIntervals draws documents for the percentages.
func (c *comparison) segmentIntervals(r *Report) {
	if c.clusters == 0 {
		c.withoutIntervals(r)
		return
	}
	var finished []int
	for d, l := range c.lines {
		if len(l.coders) > 1 && l.length > 0 {
			finished = append(finished, d)
		}
	}
	plan := c.options.Resampling
	pooled := make([]Matched, plan.Resamples)
	for i := range r.Codes {
		code := &r.Codes[i]
		b := 0
		values := plan.draw(len(finished), func(times []int) float64 {
			var sum Matched
			for k, n := range times {
				m := code.Documents[finished[k]].Matched
				sum.Add(Matched{Pairs: n * m.Pairs, OnlyFirst: n * m.OnlyFirst, OnlySecond: n * m.OnlySecond})
			}
			pooled[b].Add(sum)
			b++
			return orNaN(sum.Percent())
		})
		c.interval(&code.Percent, values)
	}
	values := make([]float64, plan.Resamples)
	for b, m := range pooled {
		values[b] = math.NaN()
		if p := m.Percent(); p.Defined {
			values[b] = p.Value
		}
	}
	c.interval(&r.Pooled.Percent, values)
}
