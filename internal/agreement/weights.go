package agreement

import (
	"math"
	"slices"
)

// Weights say how far two categories agree: 1 for the same, 0 for as different as
// can be, between them for partial agreement. Weights[k][l], symmetric, 1 on the
// diagonal.
type Weights [][]float64

// Weighting makes the weights for a scale; nil if its values are negative and the weights
// need others. The names below are those of Gwet
// (2014, ch. 3) and of the R package irrCAC.
type Weighting func(Scale) Weights

// Unweighted counts only the same category as agreement.
func Unweighted(s Scale) Weights {
	return weights(s, func(k, l int) float64 { return 1 })
}

// Linear weights fall evenly with the distance: 1 − |d| / R, R being the range of
// the values.
func Linear(s Scale) Weights {
	return weights(s, func(k, l int) float64 { return math.Abs(s.Values[k] - s.Values[l]) })
}

// Quadratic weights forgive small distances: 1 − d² / R². With them weighted
// kappa approaches an intraclass correlation (Fleiss & Cohen 1973).
func Quadratic(s Scale) Weights {
	return weights(s, func(k, l int) float64 { d := s.Values[k] - s.Values[l]; return d * d })
}

// Radical weights punish small distances: 1 − √(|d| / R).
func Radical(s Scale) Weights {
	return weights(s, func(k, l int) float64 { return math.Sqrt(math.Abs(s.Values[k] - s.Values[l])) })
}

// OrdinalWeights use the order alone: 1 − C(|k−l|+1, 2) / C(q, 2).
func OrdinalWeights(s Scale) Weights {
	return weights(s, func(k, l int) float64 {
		steps := math.Abs(float64(k - l))
		return steps * (steps + 1) / 2
	})
}

// RatioWeights go by proportion: 1 − ((a−b)/(a+b))² / ((max−min)/(max+min))². Negative
// values have none.
func RatioWeights(s Scale) Weights {
	if slices.ContainsFunc(s.Values, func(v float64) bool { return v < 0 }) {
		return nil
	}
	return weights(s, func(k, l int) float64 { return ratioDifference(s.Values[k], s.Values[l]) })
}

// Circular weights are for scales that return to their beginning, such as hours
// or months: 1 − sin²(π d / (R+1)), scaled to reach 0.
func Circular(s Scale) Weights {
	low, high := bounds(s.Values)
	return weights(s, func(k, l int) float64 {
		x := math.Sin(math.Pi * (s.Values[k] - s.Values[l]) / (high - low + 1))
		return x * x
	})
}

// Bipolar weights count a distance the more the nearer it lies to an end of the
// scale: 1 − d² / ((a+b−2 min)(2 max−a−b)), scaled to reach 0.
func Bipolar(s Scale) Weights {
	low, high := bounds(s.Values)
	return weights(s, func(k, l int) float64 {
		a, b := s.Values[k], s.Values[l]
		return (a - b) * (a - b) / ((a + b - 2*low) * (2*high - a - b))
	})
}

// Disagreements makes a weighting of a table of disagreement weights u, 0 on the
// diagonal: 1 − u / max u (Cohen 1968).
func Disagreements(u [][]float64) Weighting {
	return func(s Scale) Weights {
		return weights(s, func(k, l int) float64 { return u[k][l] })
	}
}

// weights turns differences into weights: 1 − difference / largest difference.
func weights(s Scale, difference func(k, l int) float64) Weights {
	largest := 0.0
	w := square(s.Len())
	for k := range w {
		for l := range w {
			if k != l {
				w[k][l] = difference(k, l)
				largest = max(largest, w[k][l])
			}
		}
	}
	for k := range w {
		for l := range w {
			switch {
			case k == l:
				w[k][l] = 1
			case largest > 0:
				w[k][l] = 1 - w[k][l]/largest
			default:
				w[k][l] = 1
			}
		}
	}
	return w
}

func square(n int) [][]float64 {
	cells := make([]float64, n*n)
	m := make([][]float64, n)
	for i := range m {
		m[i] = cells[i*n : (i+1)*n : (i+1)*n]
	}
	return m
}

func bounds(values []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

// unweighted reports whether only the same category agrees.
func (w Weights) unweighted() bool {
	for k, row := range w {
		for l, v := range row {
			if k != l && v != 0 {
				return false
			}
		}
	}
	return true
}

// total is T, the sum of all weights.
func (w Weights) total() float64 {
	sum := 0.0
	for _, row := range w {
		for _, v := range row {
			sum += v
		}
	}
	return sum
}

// mix is Σ_l (w_kl + w_lk)/2 · share_l for every k.
func (w Weights) mix(share []float64) []float64 {
	out := make([]float64, len(share))
	for k := range out {
		for l, p := range share {
			out[k] += (w[k][l] + w[l][k]) / 2 * p
		}
	}
	return out
}
