package agreement

import (
	"math"
	"math/rand/v2"
)

// GammaUnit is a coded stretch for gamma. Positions are real numbers, because the
// continua that chance draws are.
type GammaUnit struct {
	Start, End float64
	Category   int
}

// Dissimilarity weighs what makes two units differ. The zero value stands for the
// authors' choice of 1, 1 and 1.
type Dissimilarity struct {
	Position float64 // α, weight of the difference in place
	Category float64 // β, weight of the difference in code
	Empty    float64 // Δ∅, the price of a unit without counterpart
}

func (d Dissimilarity) orDefault() Dissimilarity {
	if d == (Dissimilarity{}) {
		return Dissimilarity{Position: 1, Category: 1, Empty: 1}
	}
	return d
}

// place is ((|Δstart| + |Δend|) / (length + length))², without weight.
func place(u, v GammaUnit) float64 {
	x := (math.Abs(u.Start-v.Start) + math.Abs(u.End-v.End)) / (u.End - u.Start + v.End - v.Start)
	return x * x
}

// Between is the dissimilarity of two units (Mathet, Widlöcher & Métivier 2015,
// §4.3), positional and categorial parts added.
func (d Dissimilarity) Between(u, v GammaUnit) float64 {
	sum := d.Position * place(u, v) * d.Empty
	if u.Category != v.Category {
		sum += d.Category * d.Empty
	}
	return sum
}

// GammaOptions steer [Gamma]. Zero values stand for the defaults.
type GammaOptions struct {
	Dissimilarity Dissimilarity
	Samples       int           // random continua; 30
	Sampler       ContinuumDraw // how they are drawn; DrawByStatistics
	Seed          uint64
	Job           Job
}

// The exact alignment of three coders is exponential in the worst case, and the
// cost of many units is felt; beyond these limits gamma has no value.
const (
	gammaCoders = 3
	gammaUnits  = 300
)

// GammaResult is what [Gamma] found.
type GammaResult struct {
	Gamma    Estimate // Observed and Expected are disorders; Uncertainty is that of the drawing of chance alone
	Category Estimate // gamma-cat: agreement on the codes, given the alignment (Mathet 2017)
	Best     Alignment
	Chance   []float64 // disorder of each random continuum
	Exact    bool      // every alignment was proved best; otherwise gamma is a close estimate
}

// Gamma aligns the units of the coders as well as possible and compares the
// disorder that is left with that of random continua (Mathet et al. 2015). It
// unitizes, categorises and tolerates overlapping units at once, but it rests on
// the way in which chance is drawn: two samplers give two gammas. Use it beside
// u-alpha, never in its place. It takes two or three coders and up to 300 units.
func Gamma(coders [][]GammaUnit, o GammaOptions) (GammaResult, error) {
	coders = withLength(coders)
	units := countUnits(coders)
	why := Reason("")
	switch {
	case len(coders) < 2:
		why = FewerThanTwoCoders
	case len(coders) > gammaCoders:
		why = TooManyCoders
	case units == 0:
		why = CodeNotUsed
	case units > gammaUnits:
		why = TooManySegments
	}
	if why != "" {
		return GammaResult{Gamma: unknown(why), Category: unknown(why)}, nil
	}
	if o.Samples <= 0 {
		o.Samples = 30
	}
	if o.Sampler == nil {
		o.Sampler = DrawByStatistics
	}
	best, err := Align(coders, o.Dissimilarity, o.Job)
	if err != nil {
		return GammaResult{}, err
	}
	r := GammaResult{Best: best, Exact: best.Exact, Chance: make([]float64, o.Samples)}
	drawn := make([]Alignment, o.Samples)
	failed := make([]error, o.Samples)
	err = o.Job.each(o.Samples, func(i int) {
		random := rand.New(rand.NewPCG(o.Seed, uint64(i)))
		continuum := o.Sampler(coders, random)
		for countUnits(continuum) == 0 { // a shuffle may happen to take only coders who used nothing
			continuum = o.Sampler(coders, random)
		}
		drawn[i], failed[i] = Align(continuum, o.Dissimilarity, Job{Stopped: o.Job.Stopped})
		r.Chance[i] = drawn[i].Disorder
	})
	if err != nil {
		return GammaResult{}, err
	}
	for i, a := range drawn {
		if failed[i] != nil {
			return GammaResult{}, failed[i]
		}
		r.Exact = r.Exact && a.Exact
	}
	r.Gamma = GammaAgainst(best.Disorder, r.Chance)
	r.Gamma.N = units
	r.Category = categoryGamma(best, drawn)
	return r, nil
}

// withLength drops units without length: they have no place to compare.
func withLength(coders [][]GammaUnit) [][]GammaUnit {
	kept := make([][]GammaUnit, len(coders))
	for c, units := range coders {
		for _, u := range units {
			if u.End > u.Start {
				kept[c] = append(kept[c], u)
			}
		}
	}
	return kept
}

func countUnits(coders [][]GammaUnit) int {
	n := 0
	for _, units := range coders {
		n += len(units)
	}
	return n
}

// GammaAgainst is 1 − observed / mean disorder of the random continua. The
// uncertainty is what redrawing chance would change.
func GammaAgainst(observed float64, chance []float64) Estimate {
	expected := mean(chance)
	e := belowChance(observed, expected, 0)
	if e.Defined && len(chance) > 1 {
		se := deviation(chance) / math.Sqrt(float64(len(chance))) * observed / (expected * expected)
		half := normalQuantile((1+confidence)/2) * se
		e.Uncertainty = &Uncertainty{SE: se, Low: e.Value - half, High: min(1, e.Value+half), Level: confidence, Method: ByContinua, Resamples: len(chance)}
	}
	return e
}

// categoryGamma compares the weighted disagreement on codes with that in the
// random continua. Continua in which nothing was aligned say nothing about codes.
func categoryGamma(best Alignment, drawn []Alignment) Estimate {
	observed, ok := best.CategoryDisorder()
	if !ok {
		return unknown(NothingAligned)
	}
	var chance []float64
	for _, a := range drawn {
		if d, ok := a.CategoryDisorder(); ok {
			chance = append(chance, d)
		}
	}
	if len(chance) == 0 {
		return unknown(NothingAligned)
	}
	return GammaAgainst(observed, chance)
}
