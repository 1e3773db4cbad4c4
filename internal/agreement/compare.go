package agreement

import (
	"articula/internal/qda"
)

// Compare computes the agreement of the coders on every code, and what lies behind
// it. It refuses a study that lists something twice or whose codings belong to
// another text, and ends with an error of kind Cancelled if the job is stopped.
// The result depends on the study and the options alone.
func Compare(s Study, o Options) (Report, error) {
	o = o.orDefault()
	r, err := compare(s.RolledUp(o.Level), o)
	if err != nil {
		return Report{}, err
	}
	r.Levels, err = levels(s, o, r)
	return r, err
}

// compare is Compare of a study whose codes are on their level already.
func compare(s Study, o Options) (Report, error) {
	at, err := s.locate()
	if err != nil {
		return Report{}, err
	}
	lines, ignored, err := s.lines(at, o)
	if err != nil {
		return Report{}, err
	}
	c := comparison{study: s, options: o, lines: lines, why: whyNothing(lines)}
	r := Report{
		Unit: o.Unit, Cover: o.Cover, Level: o.Level, Resampling: o.Resampling, Coders: s.Coders,
		Codes: make([]CodeReport, len(s.Codes)), Ignored: ignored,
	}
	if o.Unit == Segment {
		r.Matching = o.Matching.orDefault()
	}
	if !o.SkipPassages {
		err := o.Job.quietly().each(len(lines), func(d int) { lines[d].listCoded() })
		if err != nil {
			return Report{}, err
		}
	}
	c.clusters, c.method, c.base = c.clustering()
	touched := make([][]touchedCluster, len(s.Codes))
	err = o.Job.each(len(s.Codes), func(code int) {
		if o.Unit == Segment {
			r.Codes[code] = c.segments(code)
			return
		}
		r.Codes[code] = c.code(code)
		if c.clusters > 0 && r.Codes[code].used() {
			touched[code] = c.touched(code)
		}
	})
	if err != nil {
		return Report{}, err
	}
	for _, l := range lines {
		r.Repairs.Add(l.repairs)
	}
	c.pool(&r)
	if !o.SkipIntervals {
		if err := c.intervals(&r, touched); err != nil {
			return Report{}, err
		}
	}
	if !o.SkipPassages {
		if r.Confusions, err = c.confusions(); err != nil {
			return Report{}, err
		}
		if r.Pooled.MASI, err = c.sets(); err != nil {
			return Report{}, err
		}
	}
	return r, nil
}

// comparison is the work in progress.
type comparison struct {
	study    Study
	options  Options
	lines    []*line
	why      Reason // why no code can have any agreement, or ""
	clusters int    // to draw from; 0 if there are too few
	method   Method
	base     []Sums // what each cluster contributes to a code that nobody used there
}

// whyNothing tells apart a project with one coder from one in which the coders
// never finished the same document.
func whyNothing(lines []*line) Reason {
	coders := make(map[int]bool)
	why := NoPairableUnits
	for _, l := range lines {
		for _, c := range l.coders {
			coders[c] = true
		}
		if len(l.coders) > 1 && l.length > 0 {
			why = ""
		}
	}
	if len(coders) < 2 {
		return FewerThanTwoCoders
	}
	return why
}

// code compares everybody on one code.
func (c *comparison) code(code int) CodeReport {
	r := CodeReport{Code: c.study.Codes[code].ID, Kinds: map[Kind]int{}}
	coders := len(c.study.Coders)
	pairs := make([]twoCoders, pairCount(coders))
	for _, l := range c.lines {
		positions, lanes, segments := l.of(code)
		places := Histogram(lanes, l.length)
		sums := SumsOf(places)
		if l.unit == Character {
			sums = sums.WithSegments(segments, l.length)
		}
		r.Sums.Add(sums)
		r.addPlaces(places)
		document := DocumentSums{Document: c.study.Documents[l.document].ID, Coders: len(positions), Sums: sums}
		tooLittle := r.addUse(c.study, l, code, positions)
		for i, g := range positions {
			document.Unfilled += tooLittle[i]
			for k, h := range positions[i+1:] {
				t := CrossLanes(lanes[i], lanes[i+1+k], l.length)
				at := pairIndex(coders, l.coders[g], l.coders[h])
				pairs[at].Add(t)
				pairs[at].unfilled += tooLittle[i] + tooLittle[i+1+k]
				if coders == 2 {
					document.Table = &t
				}
			}
		}
		c.addAlone(pairs, l, positions, lanes)
		r.Documents = append(r.Documents, document)
		if !c.options.SkipPassages && sums.Disagreed > 0 {
			r.Disagreements = append(r.Disagreements, c.disagreements(l, code, positions, lanes, segments)...)
		}
	}
	for _, d := range r.Disagreements {
		r.Kinds[d.Kind]++
	}
	if coders == 2 {
		r.Table = &pairs[0].Table2
	}
	r.estimate(c.why, c.options.Unit == Character)
	eachPair(coders, func(g, h, at int) {
		r.Pairs = append(r.Pairs, pairs[at].report(c.study.Coders[g], c.study.Coders[h]))
	})
	return r
}

// addPlaces adds a histogram of r coders.
func (c *CodeReport) addPlaces(places []int) {
	r := len(places) - 1
	for len(c.Histogram) <= r {
		c.Histogram = append(c.Histogram, make([]int, len(c.Histogram)+1))
	}
	for h, n := range places {
		c.Histogram[r][h] += n
	}
}

// estimate fills in the coefficients from the sums.
func (c *CodeReport) estimate(why Reason, characters bool) {
	s := c.Sums
	c.Percent, c.Alpha, c.AC1, c.Kappa = s.Percent(), s.Alpha(), s.AC1(), s.Fleiss()
	c.Positive, c.Negative = s.Positive(), s.Negative()
	c.UAlpha = unknown(NotApplicable)
	if characters {
		c.UAlpha = s.UAlpha()
	}
	c.PrevalenceIndex, c.BiasIndex, c.KappaMax = unknown(NotApplicable), unknown(NotApplicable), unknown(NotApplicable)
	c.Holsti, c.KappaN = unknown(NotApplicable), unknown(NotApplicable)
	if t := c.Table; t != nil {
		c.Kappa = t.Cohen()
		c.PrevalenceIndex, c.BiasIndex, c.KappaMax = t.PrevalenceIndex(), t.BiasIndex(), t.KappaMax()
	}
	if s.Pairable > 0 && s.Disagreed == 0 {
		c.AtMost = RuleOfThree(s.Pairable)
	}
	if why == "" && s.Pairable == 0 {
		why = CodeKnownToOne // there are places that two judged, of other codes
	}
	if why != "" {
		for _, e := range []*Estimate{&c.Percent, &c.Alpha, &c.AC1, &c.Kappa, &c.Positive, &c.Negative} {
			*e = unknown(why)
		}
	}
	for _, e := range []*Estimate{&c.Alpha, &c.AC1, &c.Kappa, &c.Positive, &c.UAlpha, &c.KappaMax} {
		*e = e.butUnfilled(len(c.Unfilled))
	}
	c.Reason = c.Alpha.Reason
}

// twoCoders is what two coders contribute to one code.
type twoCoders struct {
	Table2
	alone    Sums // of places that one of them judged and the other did not
	unfilled int  // codings that fill no unit
}

// addAlone adds to the pairs what one of their coders judged alone on a line: it tells how
// often the code is used, for the coefficients that ask this of everything judged.
func (c *comparison) addAlone(pairs []twoCoders, l *line, positions []int, lanes [][]qda.Span) {
	coders := len(c.study.Coders)
	if len(positions) == coders {
		return
	}
	judged := make([]bool, coders)
	for _, g := range positions {
		judged[l.coders[g]] = true
	}
	for i, g := range positions {
		applied := Total(lanes[i])
		alone := SumsOf([]int{l.length - applied, applied})
		for other, both := range judged {
			if !both {
				at := pairIndex(coders, min(l.coders[g], other), max(l.coders[g], other))
				pairs[at].alone.Add(alone)
			}
		}
	}
}

// report gives the agreement of the two. AC1 is that of the sums, as for any number of
// coders; see [Sums.AC1].
func (p twoCoders) report(first, second qda.ID) PairReport {
	t, sums := p.Table2, SumsOf([]int{p.Neither, p.OnlyFirst + p.OnlySecond, p.Both})
	sums.Add(p.alone)
	return PairReport{
		First: first, Second: second, Table: t,
		Percent: t.Percent(), Alpha: t.Alpha(), AC1: sums.AC1(), Kappa: t.Cohen(), Positive: t.Positive(),
	}.butUnfilled(p.unfilled)
}

// Every two of n coders have a place in lists of pairs, in the order (0,1), (0,2) …
// (1,2) …

func pairCount(n int) int { return n * (n - 1) / 2 }

// pairIndex is the place of coders g < h.
func pairIndex(n, g, h int) int { return g*(2*n-g-1)/2 + h - g - 1 }

func eachPair(n int, visit func(g, h, at int)) {
	for g := range n {
		for h := g + 1; h < n; h++ {
			visit(g, h, pairIndex(n, g, h))
		}
	}
}
