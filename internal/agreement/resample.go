package agreement

import (
	"math"

	"articula/internal/qda"
)

// touchedCluster is how a cluster differs, for one code, from a cluster in which
// nobody used the code. Most clusters do not differ, and cost nothing.
type touchedCluster struct {
	cluster int
	sums    Sums
	table   Table2 // with exactly two coders
}

// clustering decides what is drawn: the documents that two coders finished, if
// there are eight or more; else their turns or paragraphs; else single units. It
// gives the number of clusters (0 if there are too few for an interval), what they
// are, and what each contributes to a code that nobody used.
func (c *comparison) clustering() (clusters int, method Method, base []Sums) {
	var documents []Sums
	var pieces []Sums
	finest := Turn
	for _, l := range c.lines {
		if len(l.coders) < 2 || l.length == 0 {
			continue
		}
		whole := nobody(l.length, len(l.coders))
		if l.unit == Character {
			whole = whole.WithSegments(make([][]qda.Span, len(l.coders)), l.length)
		}
		documents = append(documents, whole)
		at := 0
		for _, stop := range append(l.stops[:len(l.stops):len(l.stops)], l.length) {
			pieces = append(pieces, nobody(stop-at, len(l.coders)))
			at = stop
		}
		switch {
		case l.clusters == "":
			finest = ""
		case finest == Turn, finest == Paragraph && l.clusters != Turn:
			finest = l.clusters
		}
	}
	if len(documents) >= fewestClusters {
		return len(documents), ByDocument, documents
	}
	if finest == "" || len(pieces) < fewestClusters || c.options.Unit == Segment {
		return 0, "", nil
	}
	method = ByUnit
	if c.coarser(finest) {
		method = ByTurn
		if finest == Paragraph {
			method = ByParagraph
		}
	}
	return len(pieces), method, pieces
}

// coarser reports whether clusters of the kind hold several units.
func (c *comparison) coarser(clusters Unit) bool {
	switch clusters {
	case Turn:
		return c.options.Unit != Turn
	case Paragraph:
		return c.options.Unit != Paragraph && c.options.Unit != Turn
	}
	return false
}

// nobody is a stretch of a line on which none of the coders used the code.
func nobody(length, coders int) Sums {
	places := make([]int, coders+1)
	places[0] = length
	return SumsOf(places)
}

// touched finds, for one code, the clusters in which it was used, or not known to
// somebody.
func (c *comparison) touched(code int) []touchedCluster {
	var out []touchedCluster
	next := 0
	for _, l := range c.lines {
		if len(l.coders) < 2 || l.length == 0 {
			continue
		}
		stops := l.stops
		if c.method == ByDocument {
			stops = nil
		}
		first := next
		next += len(stops) + 1
		positions, lanes, segments := l.of(code)
		if l.lanes[code] == nil && len(positions) == len(l.coders) {
			continue
		}
		at := first
		places := make([]int, len(lanes)+1)
		var table Table2
		flush := func() {
			t := touchedCluster{cluster: at, sums: SumsOf(places), table: table}
			if c.method == ByDocument && l.unit == Character {
				t.sums = t.sums.WithSegments(segments, l.length)
			}
			t.sums.addTimes(c.base[at], -1)
			if t.sums != (Sums{}) {
				out = append(out, t)
			}
			clear(places)
			table = Table2{}
		}
		two := len(c.study.Coders) == 2 && len(lanes) == 2
		sweep(lanes, l.length, stops, func(r run) {
			if at-first < len(stops) && r.Start >= stops[at-first] {
				flush()
				at++
			}
			places[r.count] += r.Len()
			if two {
				table.Add(crossRun(r))
			}
		})
		flush()
	}
	return out
}

// crossRun is the table of one run of two lanes, without its "neither": that is
// what is left of the units.
func crossRun(r run) Table2 {
	switch {
	case r.inside[0] && r.inside[1]:
		return Table2{Both: r.Len()}
	case r.inside[0]:
		return Table2{OnlyFirst: r.Len()}
	case r.inside[1]:
		return Table2{OnlySecond: r.Len()}
	}
	return Table2{}
}

// At most so many codes are resampled together; more are done in turns, with the
// same draws, to bound the memory for their values.
const codesTogether = 256

// drawn is what the resamples of one code gave.
type drawn struct{ percent, alpha, ac1, kappa, positive, unitizing []float64 }

func newDrawn(resamples int) drawn {
	all := make([]float64, 6*resamples)
	cut := func(i int) []float64 { return all[i*resamples : (i+1)*resamples : (i+1)*resamples] }
	return drawn{cut(0), cut(1), cut(2), cut(3), cut(4), cut(5)}
}

// intervals attaches bootstrap intervals to the estimates of every code in use and
// to the pooled ones. All codes see the same draws.
func (c *comparison) intervals(r *Report, touched [][]touchedCluster) error {
	if c.options.Unit == Segment {
		c.segmentIntervals(r)
		return nil
	}
	if c.clusters == 0 {
		c.withoutIntervals(r)
		return nil
	}
	plan := c.options.Resampling
	pooled := make([]pooledSums, plan.Resamples)
	var codes []int
	for i := range r.Codes {
		if r.Codes[i].used() {
			codes = append(codes, i)
		}
	}
	used := codes
	for len(codes) > 0 {
		batch := codes[:min(len(codes), codesTogether)]
		codes = codes[len(batch):]
		values := make([]drawn, len(batch))
		for i := range values {
			values[i] = newDrawn(plan.Resamples)
		}
		err := c.options.Job.quietly().each(plan.Resamples, func(b int) {
			c.resample(b, batch, touched, values, &pooled[b])
		})
		if err != nil {
			return err
		}
		err = c.options.Job.quietly().each(len(batch), func(i int) {
			c.attach(&r.Codes[batch[i]], values[i])
		})
		if err != nil {
			return err
		}
	}
	all := newDrawn(plan.Resamples)
	for b, p := range pooled {
		all.percent[b], all.alpha[b] = orNaN(p.percent("")), orNaN(p.alpha(""))
		all.ac1[b], all.kappa[b] = orNaN(p.ac1("")), orNaN(p.kappa(""))
	}
	// Every code is judged on the same units: many codes do not make many of them.
	units := 0
	for _, i := range used {
		units = max(units, r.Codes[i].Sums.Pairable)
	}
	for e, values := range map[*Estimate][]float64{&r.Pooled.Percent: all.percent, &r.Pooled.Alpha: all.alpha, &r.Pooled.AC1: all.ac1, &r.Pooled.Kappa: all.kappa} {
		c.intervalOf(e, units, values)
	}
	return nil
}

// resample draws once and computes every code of the batch.
func (c *comparison) resample(b int, batch []int, touched [][]touchedCluster, values []drawn, pooled *pooledSums) {
	counts := make([]int, c.clusters)
	times(c.options.Resampling.stream(b), counts)
	var base Sums
	for i, n := range counts {
		if n > 0 {
			base.addTimes(c.base[i], n)
		}
	}
	two := len(c.study.Coders) == 2
	for i, code := range batch {
		sums, table := base, Table2{}
		for _, t := range touched[code] {
			if n := counts[t.cluster]; n > 0 {
				sums.addTimes(t.sums, n)
				table.Both += n * t.table.Both
				table.OnlyFirst += n * t.table.OnlyFirst
				table.OnlySecond += n * t.table.OnlySecond
			}
		}
		var pair *Table2
		if two {
			table.Neither = sums.Pairable - table.Units()
			pair = &table
		}
		v := values[i]
		v.percent[b], v.alpha[b], v.ac1[b] = orNaN(sums.Percent()), orNaN(sums.Alpha()), orNaN(sums.AC1())
		v.kappa[b], v.positive[b] = orNaN(kappaOf(sums, pair)), orNaN(sums.Positive())
		v.unitizing[b] = math.NaN()
		if sums.Line > 0 {
			v.unitizing[b] = orNaN(sums.UAlpha())
		}
		pooled.add(sums, pair)
	}
}

// attach gives the estimates of a code their intervals.
func (c *comparison) attach(r *CodeReport, v drawn) {
	c.interval(&r.Percent, v.percent)
	c.interval(&r.Alpha, v.alpha)
	c.interval(&r.AC1, v.ac1)
	c.interval(&r.Kappa, v.kappa)
	c.interval(&r.Positive, v.positive)
	if !r.UAlpha.Defined {
		return
	}
	if c.method != ByDocument {
		r.UAlpha.NoInterval = NeedsDocuments
		return
	}
	c.interval(&r.UAlpha, v.unitizing)
}

func (c *comparison) interval(e *Estimate, values []float64) { c.intervalOf(e, e.N, values) }

// intervalOf attaches the interval to an estimate that rests on so many units.
func (c *comparison) intervalOf(e *Estimate, units int, values []float64) {
	switch {
	case !e.Defined:
	case units < fewestUnits:
		e.NoInterval = TooFewUnits
	default:
		e.Uncertainty, e.NoInterval = fromResamples(values, c.options.Resampling.Level, c.options.Resampling.Goal, c.method)
	}
}

// withoutIntervals says why there are none.
func (c *comparison) withoutIntervals(r *Report) {
	mark := func(e *Estimate) {
		if e.Defined {
			e.NoInterval = TooFewUnits
		}
	}
	for i := range r.Codes {
		code := &r.Codes[i]
		for _, e := range []*Estimate{&code.Percent, &code.Alpha, &code.AC1, &code.Kappa, &code.Positive, &code.UAlpha} {
			mark(e)
		}
	}
	for _, e := range []*Estimate{&r.Pooled.Percent, &r.Pooled.Alpha, &r.Pooled.AC1, &r.Pooled.Kappa} {
		mark(e)
	}
}
