package agreement

import "math"

// Table crosses two coders: Counts[k][l] units were put in category k by the
// first and in l by the second.
type Table struct {
	Scale  Scale
	Counts [][]int
}

// NewTable is an empty table over the scale.
func NewTable(s Scale) Table {
	t := Table{Scale: s, Counts: make([][]int, s.Len())}
	for k := range t.Counts {
		t.Counts[k] = make([]int, s.Len())
	}
	return t
}

// Units is the number of units in the table.
func (t Table) Units() int {
	n := 0
	for _, row := range t.Counts {
		for _, c := range row {
			n += c
		}
	}
	return n
}

// shares are the table's cells and margins as parts of 1.
type shares struct {
	n             int
	cells         [][]float64
	first, second []float64 // p_k+ and p_+l
	both          []float64 // π_k, their mean
}

func (t Table) shares() shares {
	q := t.Scale.Len()
	s := shares{n: t.Units(), cells: square(q), first: make([]float64, q), second: make([]float64, q), both: make([]float64, q)}
	if s.n == 0 {
		return s
	}
	for k, row := range t.Counts {
		for l, c := range row {
			p := float64(c) / float64(s.n)
			s.cells[k][l] = p
			s.first[k] += p
			s.second[l] += p
		}
	}
	for k := range s.both {
		s.both[k] = (s.first[k] + s.second[k]) / 2
	}
	return s
}

// observed is p_a = Σ w_kl p_kl.
func (s shares) observed(w Weights) float64 {
	sum := 0.0
	for k, row := range s.cells {
		for l, p := range row {
			sum += w[k][l] * p
		}
	}
	return sum
}

// variance is [Σ p_kl (w_kl − (1−κ)·c_kl)² − (p_a − 2(1−κ)p_e)²] / (n(1−p_e)²): the
// delta method of Fleiss, Cohen & Everitt (1969), in which c_kl is how much chance
// agreement moves when cell kl grows.
func (s shares) variance(e Estimate, w Weights, chance func(k, l int) float64) float64 {
	sum := 0.0
	for k, row := range s.cells {
		for l, p := range row {
			d := w[k][l] - (1-e.Value)*chance(k, l)
			sum += p * d * d
		}
	}
	last := e.Observed - 2*(1-e.Value)*e.Expected
	return (sum - last*last) / (float64(s.n) * (1 - e.Expected) * (1 - e.Expected))
}

// Percent is the share of units on which the two agree.
func (t Table) Percent(w Weighting) Estimate {
	s := t.shares()
	if s.n == 0 {
		return unknown(NoPairableUnits)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	e := known(s.observed(weights), s.n)
	e.Observed = e.Value
	return e.withVariance(s.variance(e, weights, func(k, l int) float64 { return 0 }), s.n-1, LargeSample)
}

// Cohen is Cohen's kappa (1960; weighted: 1968). Chance: each coder draws from an
// own distribution, Σ w_kl p_k+ p_+l. Standard error: Fleiss, Cohen & Everitt
// (1969).
func (t Table) Cohen(w Weighting) Estimate {
	s := t.shares()
	if s.n == 0 {
		return unknown(NoPairableUnits)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	byFirst, bySecond, expected := s.chances(weights)
	e := aboveChance(s.observed(weights), expected, s.n)
	if !e.Defined {
		return e
	}
	return e.withVariance(s.variance(e, weights, func(k, l int) float64 { return byFirst[k] + bySecond[l] }), s.n-1, LargeSample)
}

// chances gives w̄_k+ = Σ_l w_kl p_+l, w̄_+l = Σ_k w_kl p_k+ and Cohen's p_e.
func (s shares) chances(w Weights) (byFirst, bySecond []float64, expected float64) {
	byFirst, bySecond = make([]float64, len(w)), make([]float64, len(w))
	for k := range w {
		for l := range w {
			byFirst[k] += w[k][l] * s.second[l]
			bySecond[l] += w[k][l] * s.first[k]
			expected += w[k][l] * s.first[k] * s.second[l]
		}
	}
	return byFirst, bySecond, expected
}

// CohenNull tests kappa against 0 with the standard error that holds if the two
// agree by chance alone (Fleiss, Cohen & Everitt 1969). ok is false where kappa
// is undefined.
func (t Table) CohenNull(w Weighting) (se, z, p float64, ok bool) {
	e := t.Cohen(w)
	if !e.Defined {
		return 0, 0, 0, false
	}
	s, weights := t.shares(), w(t.Scale)
	byFirst, bySecond, expected := s.chances(weights)
	sum := 0.0
	for k, a := range s.first {
		for l, b := range s.second {
			d := weights[k][l] - byFirst[k] - bySecond[l]
			sum += a * b * d * d
		}
	}
	se = root((sum - expected*expected) / (float64(s.n) * (1 - expected) * (1 - expected)))
	if se == 0 {
		return 0, 0, 0, false
	}
	return se, e.Value / se, normalTwoSided(e.Value / se), true
}

// KappaMax is the largest kappa that the two coders' margins allow: what would
// remain if only their different habits of using the categories kept them apart
// (Cohen 1960, p. 42). What the margins allow is counted without weights, so that beside
// a weighted kappa, which may exceed it, it tells nothing.
func (t Table) KappaMax(w Weighting) Estimate {
	s := t.shares()
	if s.n == 0 {
		return unknown(NoPairableUnits)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	_, _, expected := s.chances(weights)
	reachable := 0.0
	for k := range s.first {
		reachable += min(s.first[k], s.second[k])
	}
	return aboveChance(reachable, expected, s.n)
}

// Scott is Scott's pi (1955), weighted if asked for. Chance: both coders draw from
// their common distribution.
func (t Table) Scott(w Weighting) Estimate {
	s := t.shares()
	if s.n == 0 {
		return unknown(NoPairableUnits)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	mixed := weights.mix(s.both)
	expected := 0.0
	for k, p := range s.both {
		expected += p * mixed[k]
	}
	e := aboveChance(s.observed(weights), expected, s.n)
	if !e.Defined {
		return e
	}
	return e.withVariance(s.variance(e, weights, func(k, l int) float64 { return mixed[k] + mixed[l] }), s.n-1, LargeSample)
}

// Alpha is Krippendorff's alpha of the table with differences 1 − w: Scott's pi
// corrected for the smallness of the sample, α = 1 − (1−π)(2n−1)/2n. The standard
// error is pi's.
func (t Table) Alpha(w Weighting) Estimate {
	e := t.Scott(w)
	if e.N == 0 {
		return e
	}
	judgements := 2 * float64(e.N)
	e.Observed, e.Expected = 1-e.Observed, (1-e.Expected)*judgements/(judgements-1)
	if !e.Defined {
		return e
	}
	e.Value = 1 - e.Observed/e.Expected
	if u := e.Uncertainty; u != nil {
		u.Low, u.High, _ = e.Student(confidence)
	}
	return e
}

// Gwet is AC1, or AC2 with weights, see [Tally.Gwet].
func (t Table) Gwet(w Weighting) Estimate {
	s, q := t.shares(), float64(t.Scale.Len())
	if s.n == 0 {
		return unknown(NoPairableUnits)
	}
	if q < 2 {
		return unknown(NoVariation)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	factor := weights.total() / (q * (q - 1))
	expected := 0.0
	for _, p := range s.both {
		expected += factor * p * (1 - p)
	}
	e := aboveChance(s.observed(weights), expected, s.n)
	if !e.Defined {
		return e
	}
	return e.withVariance(s.variance(e, weights, func(k, l int) float64 {
		return 2 * factor * (1 - (s.both[k]+s.both[l])/2)
	}), s.n-1, LargeSample)
}

// BrennanPrediger is the coefficient with every category equally likely, see
// [Tally.BrennanPrediger].
func (t Table) BrennanPrediger(w Weighting) Estimate {
	s, q := t.shares(), float64(t.Scale.Len())
	if s.n == 0 {
		return unknown(NoPairableUnits)
	}
	if q < 2 {
		return unknown(NoVariation)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	e := aboveChance(s.observed(weights), weights.total()/(q*q), s.n)
	if !e.Defined {
		return e
	}
	sum := 0.0
	for k, row := range s.cells {
		for l, p := range row {
			sum += p * weights[k][l] * weights[k][l]
		}
	}
	variance := (sum - e.Observed*e.Observed) / (float64(s.n) * (1 - e.Expected) * (1 - e.Expected))
	return e.withVariance(variance, s.n-1, LargeSample)
}

// root is the square root of what rounding may have left a hair below zero.
func root(x float64) float64 { return math.Sqrt(max(0, x)) }
