package agreement

import "math"

// Metric gives the squared difference δ² of every pair of categories: 0 for the
// same, larger for what should count more as disagreement (Krippendorff 2019,
// §12.3.4). The margins are the numbers of pairable judgements per category, which
// only the ordinal metric looks at. A Reason says that the scale does not carry
// the metric.
type Metric func(s Scale, margins []float64) ([][]float64, Reason)

// Nominal: categories are the same or they are not.
func Nominal(s Scale, _ []float64) ([][]float64, Reason) {
	return differences(s, func(k, l int) float64 { return 1 }), ""
}

// Ordinal: the number of judgements that lie between the two in rank, counting
// half of the two themselves. The categories are taken in the order of the scale.
func Ordinal(s Scale, margins []float64) ([][]float64, Reason) {
	upTo := make([]float64, len(margins)+1) // judgements in the categories before
	for k, n := range margins {
		upTo[k+1] = upTo[k] + n
	}
	return differences(s, func(k, l int) float64 {
		between := upTo[max(k, l)+1] - upTo[min(k, l)] - (margins[k]+margins[l])/2
		return between * between
	}), ""
}

// Interval: the squared difference of the values.
func Interval(s Scale, _ []float64) ([][]float64, Reason) {
	if !s.Numeric {
		return nil, NotNumeric
	}
	return differences(s, func(k, l int) float64 { d := s.Values[k] - s.Values[l]; return d * d }), ""
}

// Ratio: the squared difference as a part of the sum, ((a−b)/(a+b))².
func Ratio(s Scale, _ []float64) ([][]float64, Reason) {
	if !s.Numeric {
		return nil, NotNumeric
	}
	for _, v := range s.Values {
		if v < 0 {
			return nil, NegativeValues
		}
	}
	return differences(s, func(k, l int) float64 { return ratioDifference(s.Values[k], s.Values[l]) }), ""
}

// Weighted makes a metric of agreement weights, δ² = 1 − w, so that alpha stands
// beside the weighted coefficients of the kappa family (Gwet 2014).
func Weighted(w Weighting) Metric {
	return func(s Scale, _ []float64) ([][]float64, Reason) {
		weights := w(s)
		if weights == nil {
			return nil, NegativeValues
		}
		return differences(s, func(k, l int) float64 { return 1 - weights[k][l] }), ""
	}
}

func differences(s Scale, of func(k, l int) float64) [][]float64 {
	d := square(s.Len())
	for k := range d {
		for l := range d {
			if k != l {
				d[k][l] = of(k, l)
			}
		}
	}
	return d
}

// ratioDifference is ((a−b)/(a+b))², and 0 for two zeros.
func ratioDifference(a, b float64) float64 {
	if a == b {
		return 0
	}
	d := (a - b) / (a + b)
	if math.IsInf(d, 0) {
		return math.MaxFloat32
	}
	return d * d
}
