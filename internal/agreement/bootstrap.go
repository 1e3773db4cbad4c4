package agreement

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Resampling says how a bootstrap is drawn. The same seed gives the same interval,
// on any machine and with any number of goroutines: every resample has a stream of
// random numbers of its own.
type Resampling struct {
	Resamples int     // 0 for 2,000
	Seed      uint64  // stored with every result
	Level     float64 // 0 for 0.95
	Goal      float64 // share of resamples below it is reported
}

func (p Resampling) orDefault() Resampling {
	if p.Resamples <= 0 {
		p.Resamples = 2000
	}
	if p.Level <= 0 || p.Level >= 1 {
		p.Level = confidence
	}
	return p
}

// Below these numbers an interval would be a guess, and none is given.
const (
	fewestUnits    = 10
	fewestClusters = 8
)

// stream gives the random numbers of one resample.
func (p Resampling) stream(resample int) *rand.Rand {
	return rand.New(rand.NewPCG(p.Seed, uint64(resample)))
}

// times draws n clusters of n with replacement: times[i] is how often cluster i
// came up.
func times(random *rand.Rand, into []int) {
	clear(into)
	for range into {
		into[random.IntN(len(into))]++
	}
}

// draw computes a value for each resample of n clusters. NaN marks a resample
// without a value.
func (p Resampling) draw(n int, value func(times []int) float64) []float64 {
	p = p.orDefault()
	values, counts := make([]float64, p.Resamples), make([]int, n)
	for b := range values {
		times(p.stream(b), counts)
		values[b] = value(counts)
	}
	return values
}

// DocumentBootstrap attaches to an estimate the interval from drawing whole
// documents with replacement: the answer to "what if other documents had been
// chosen". Passages of one document resemble each other, so drawing anything
// smaller promises too much. Only the documents' sums are added up; no text is
// touched. With fewer than eight documents there is no interval.
func DocumentBootstrap(documents []Sums, of func(Sums) Estimate, plan Resampling) Estimate {
	var all Sums
	var pairable []Sums
	for _, d := range documents {
		all.Add(d)
		if d.Pairable > 0 {
			pairable = append(pairable, d)
		}
	}
	e := of(all)
	if !e.Defined {
		return e
	}
	if len(pairable) < fewestClusters {
		e.NoInterval = TooFewUnits
		return e
	}
	plan = plan.orDefault()
	values := plan.draw(len(pairable), func(times []int) float64 {
		var sum Sums
		for i, n := range times {
			if n > 0 {
				sum.addTimes(pairable[i], n)
			}
		}
		return orNaN(of(sum))
	})
	e.Uncertainty, e.NoInterval = fromResamples(values, plan.Level, plan.Goal, ByDocument)
	return e
}

func orNaN(e Estimate) float64 {
	if !e.Defined {
		return math.NaN()
	}
	return e.Value
}

// UnitBootstrap attaches to alpha the interval from drawing single units with
// replacement: for a comparison on one document, or on a table of units that do
// not belong together. The ordinal metric is made anew for every resample, because
// it depends on the margins.
func (t Tally) UnitBootstrap(m Metric, plan Resampling) Estimate {
	e := t.Alpha(m)
	if !e.Defined {
		return e
	}
	e.Uncertainty = nil
	if e.N < fewestUnits {
		e.NoInterval = TooFewUnits
		return e
	}
	plan = plan.orDefault()
	var rows []TallyRow
	var upTo []int
	n := 0
	for _, row := range t.Rows {
		if row.Ratings() >= 2 {
			n += row.Times
			rows, upTo = append(rows, row), append(upTo, n)
		}
	}
	drawn := Tally{Scale: t.Scale, Coders: t.Coders, Rows: rows}
	values := make([]float64, plan.Resamples)
	for b := range values {
		random := plan.stream(b)
		for i := range rows {
			drawn.Rows[i].Times = 0
		}
		for range n {
			drawn.Rows[sort.SearchInts(upTo, random.IntN(n)+1)].Times++
		}
		values[b] = orNaN(drawn.alphaOnly(m))
	}
	e.Uncertainty, e.NoInterval = fromResamples(values, plan.Level, plan.Goal, ByUnit)
	return e
}

// alphaOnly is Alpha without its standard error.
func (t Tally) alphaOnly(m Metric) Estimate {
	c := t.Coincidences()
	delta, why := m(t.Scale, c.Margins)
	if why != "" {
		return unknown(why)
	}
	return c.alpha(delta, 0)
}

// PairBootstrap attaches to alpha the interval of Krippendorff's own algorithm
// (Hayes & Krippendorff 2007; the KALPHA macro): for every pair of judgements of a
// unit it draws a coincidence from those observed and takes 2δ²/(n.. D_e (m_u−1))
// off 1. It treats pairs of the same unit as independent and comes out about half
// as wide as drawing units. Offered for comparison with those programs only.
func (t Tally) PairBootstrap(m Metric, plan Resampling) Estimate {
	e := t.Alpha(m)
	if !e.Defined {
		return e
	}
	e.Uncertainty = nil
	if e.N < fewestUnits {
		e.NoInterval = TooFewUnits
		return e
	}
	plan = plan.orDefault()
	c := t.Coincidences()
	delta, _ := m(t.Scale, c.Margins)
	_, expected := c.Disagreement(delta)

	// the coincidences as a list to draw from, and the pairs by the size of their unit
	var upTo, differences []float64
	sum := 0.0
	for k, row := range c.Cells {
		for l, v := range row {
			if v > 0 {
				sum += v
				upTo, differences = append(upTo, sum), append(differences, delta[k][l])
			}
		}
	}
	var pairs []int
	for _, row := range t.Rows {
		r := row.Ratings()
		for len(pairs) <= r {
			pairs = append(pairs, 0)
		}
		pairs[r] += row.Times * r * (r - 1) / 2
	}
	values := make([]float64, plan.Resamples)
	for b := range values {
		random := plan.stream(b)
		value := 1.0
		for r, n := range pairs {
			drawn := 0.0
			for range n {
				at := sort.SearchFloat64s(upTo, math53(random)*sum)
				drawn += differences[min(at, len(differences)-1)]
			}
			if n > 0 {
				value -= 2 * drawn / (c.Total * expected * float64(r-1))
			}
		}
		values[b] = max(-1, value)
	}
	e.Uncertainty, e.NoInterval = fromResamples(values, plan.Level, plan.Goal, ByPair)
	return e
}
