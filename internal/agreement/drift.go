package agreement

import "math"

// The tools of this file follow one coder, or one team, over time. Documents
// differ, so a signal is a reason to look and no proof.

// Window is a stretch of work: so many agreements out of so many decisions, placed
// in time by its score (1, 2, 3 … or days).
type Window struct {
	Agreed, Decisions int
	Score             float64
}

// Trend is the Cochran–Armitage test for a trend in a series of proportions.
type Trend struct {
	Z Estimate // negative: agreement falls
	P float64  // two-sided
}

// CochranArmitage tests whether agreement rises or falls with the scores
// (Cochran 1954; Armitage 1955).
func CochranArmitage(windows []Window) Trend {
	var agreed, n, ns, nss float64
	for _, w := range windows {
		agreed += float64(w.Agreed)
		n += float64(w.Decisions)
		ns += float64(w.Decisions) * w.Score
		nss += float64(w.Decisions) * w.Score * w.Score
	}
	if n == 0 {
		return Trend{Z: unknown(NoPairableUnits), P: 1}
	}
	p := agreed / n
	variance := p * (1 - p) * (nss - ns*ns/n)
	if variance < hair {
		return Trend{Z: unknown(NoVariation), P: 1}
	}
	sum := 0.0
	for _, w := range windows {
		sum += w.Score * (float64(w.Agreed) - float64(w.Decisions)*p)
	}
	z := sum / math.Sqrt(variance)
	return Trend{Z: known(z, int(n)), P: normalTwoSided(z)}
}

// ControlPoint is one point of an EWMA chart.
type ControlPoint struct {
	Value, Low, High float64
	Signal           bool // outside the limits
}

// EWMA is the control chart of exponentially weighted moving averages (Roberts
// 1959): z_t = λx_t + (1−λ)z_{t−1} from z_0 = target, with limits
// target ± width·σ·√(λ/(2−λ)·(1−(1−λ)^{2t})). λ = 0.2 and width = 2.7 are usual. It
// sees a small lasting shift sooner than single points do.
func EWMA(values []float64, target, sigma, lambda, width float64) []ControlPoint {
	points := make([]ControlPoint, len(values))
	z := target
	for t, x := range values {
		z = lambda*x + (1-lambda)*z
		half := width * sigma * math.Sqrt(lambda/(2-lambda)*(1-math.Pow(1-lambda, 2*float64(t+1))))
		points[t] = ControlPoint{Value: z, Low: target - half, High: target + half, Signal: z < target-half || z > target+half}
	}
	return points
}

// Difference is what changed between two periods, rounds or codebook versions.
type Difference struct {
	Estimate         // second − first
	Z, P     float64 // of the test against no change; 0 and 1 if there is none
}

// Between compares two estimates from independent sets of units by
// z = (a₂ − a₁)/√(se₁² + se₂²). For the same documents, coded twice, use
// [PairedDifference]: they are not independent.
func Between(first, second Estimate) Difference {
	for _, e := range []Estimate{first, second} {
		if !e.Defined {
			return Difference{Estimate: unknown(e.Reason), P: 1}
		}
	}
	d := Difference{Estimate: known(second.Value-first.Value, first.N+second.N), P: 1}
	if first.Uncertainty == nil || second.Uncertainty == nil {
		d.NoInterval = TooFewUnits
		return d
	}
	se := math.Hypot(first.Uncertainty.SE, second.Uncertainty.SE)
	half := normalQuantile((1+confidence)/2) * se
	d.Uncertainty = &Uncertainty{SE: se, Low: d.Value - half, High: d.Value + half, Level: confidence, Method: LargeSample}
	if se > 0 {
		d.Z = d.Value / se
		d.P = normalTwoSided(d.Z)
	}
	return d
}

// PairedDifference compares two passes over the same documents: first[d] and
// second[d] are the sums of document d. Documents are drawn together, so what makes
// a document hard for both passes cancels.
func PairedDifference(first, second []Sums, of func(Sums) Estimate, plan Resampling) Difference {
	var a, b Sums
	for i := range first {
		a.Add(first[i])
		b.Add(second[i])
	}
	x, y := of(a), of(b)
	for _, e := range []Estimate{x, y} {
		if !e.Defined {
			return Difference{Estimate: unknown(e.Reason), P: 1}
		}
	}
	d := Difference{Estimate: known(y.Value-x.Value, x.N+y.N), P: 1}
	if len(first) < fewestClusters {
		d.NoInterval = TooFewUnits
		return d
	}
	values := plan.draw(len(first), func(times []int) float64 {
		var a, b Sums
		for i, n := range times {
			if n > 0 {
				a.addTimes(first[i], n)
				b.addTimes(second[i], n)
			}
		}
		x, y := of(a), of(b)
		if !x.Defined || !y.Defined {
			return math.NaN()
		}
		return y.Value - x.Value
	})
	d.Uncertainty, d.NoInterval = fromResamples(values, confidence, math.Inf(-1), ByDocument)
	return d
}
