package agreement

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

func studentQuantile(p float64, freedom int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}.Quantile(p)
}

func normalQuantile(p float64) float64 { return distuv.UnitNormal.Quantile(p) }

// normalTwoSided is the probability of a standard normal value at least as far
// from 0 as z.
func normalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// chiSquareAbove is the probability that chi-square exceeds x.
func chiSquareAbove(x float64, freedom int) float64 {
	return distuv.ChiSquared{K: float64(freedom)}.Survival(x)
}

// signTest is the two-sided exact probability of a split as uneven as a : b of
// a+b fair coins.
func signTest(a, b int) float64 {
	if a+b == 0 {
		return 1
	}
	tail := distuv.Binomial{N: float64(a + b), P: 0.5}.CDF(float64(min(a, b)))
	return min(1, 2*tail)
}

// percentile is the p-quantile of sorted values by linear interpolation between
// order statistics (Hyndman & Fan 1996, definition 7, the default of R).
func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	below := int(math.Floor(at))
	if below+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[below] + (at-float64(below))*(sorted[below+1]-sorted[below])
}

func mean(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// deviation is the standard deviation of a sample (divisor n − 1).
func deviation(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	m, sum := mean(values), 0.0
	for _, v := range values {
		sum += (v - m) * (v - m)
	}
	return math.Sqrt(sum / float64(len(values)-1))
}

// fromResamples makes the uncertainty of the values that a bootstrap produced.
// Undefined resamples are NaN; they are counted and left out.
func fromResamples(values []float64, level, goal float64, method Method) (*Uncertainty, Reason) {
	u := &Uncertainty{Level: level, Method: method, Resamples: len(values)}
	kept := make([]float64, 0, len(values))
	below := 0
	for _, v := range values {
		if math.IsNaN(v) {
			u.Degenerate++
			continue
		}
		if v < goal {
			below++
		}
		kept = append(kept, v)
	}
	if len(kept) == 0 {
		return nil, NoVariation
	}
	slices.Sort(kept)
	u.SE = deviation(kept)
	u.Low, u.High = percentile(kept, (1-level)/2), percentile(kept, (1+level)/2)
	u.BelowGoal = float64(below) / float64(len(kept))
	return u, ""
}
