package agreement

// The coefficients of this file treat the coders as exchangeable: it does not
// matter who said what, a unit may have any number of judgements, and coders may
// differ from unit to unit. They share p_a ([Tally.Percent]) and differ in what
// they take for chance.

// Fleiss is Fleiss' kappa (1971) and, for two coders, Scott's pi (1955); weighted
// and with missing judgements as in Gwet (2014). Chance: everybody draws from one
// common distribution, Σ w_kl π_k π_l.
func (t Tally) Fleiss(w Weighting) Estimate {
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	prevalence := t.Prevalence()
	mixed := weights.mix(prevalence)
	expected := 0.0
	for k, p := range prevalence {
		expected += p * mixed[k]
	}
	return t.linearised(weights, expected, func(row TallyRow, ratings int) float64 {
		sum := 0.0
		for k, c := range row.Counts {
			sum += float64(c) * mixed[k]
		}
		return sum / float64(ratings)
	})
}

// Gwet is AC1 (Gwet 2008), and AC2 with weights (Gwet 2014). Chance: only the
// judgements that are in doubt agree by chance, T/(q(q−1)) Σ π_k (1−π_k). With a
// rare or very common category it stays high where kappa collapses.
func (t Tally) Gwet(w Weighting) Estimate {
	q := float64(t.Scale.Len())
	if q < 2 {
		return t.oneCategory()
	}
	weights, prevalence := w(t.Scale), t.Prevalence()
	if weights == nil {
		return unknown(NegativeValues)
	}
	factor := weights.total() / (q * (q - 1))
	expected := 0.0
	for _, p := range prevalence {
		expected += factor * p * (1 - p)
	}
	return t.linearised(weights, expected, func(row TallyRow, ratings int) float64 {
		sum := 0.0
		for k, c := range row.Counts {
			sum += float64(c) * (1 - prevalence[k])
		}
		return factor * sum / float64(ratings)
	})
}

// BrennanPrediger is the coefficient of Brennan & Prediger (1981), which is also
// Bennett's S (1954), Randolph's free-marginal kappa (2005), MAXQDA's kappa and,
// with two categories, PABAK (Byrt et al. 1993). Chance: every category alike,
// T/q² (1/q unweighted).
func (t Tally) BrennanPrediger(w Weighting) Estimate {
	if t.Scale.Len() < 2 {
		return t.oneCategory()
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	q := float64(t.Scale.Len())
	return t.linearised(weights, weights.total()/(q*q), nil)
}

// oneCategory is the answer where the scale has a single category: nobody could
// have disagreed.
func (t Tally) oneCategory() Estimate {
	if why := t.unpairable(); why != "" {
		return unknown(why)
	}
	return unknown(NoVariation)
}

// linearised is (p_a − p_e)/(1 − p_e) with the variance of Gwet (2014, ch. 5). A
// unit contributes
//
//	κ*_i = (n/n₂)(p_a|i − p_e [r_i ≥ 2])/(1−p_e) − 2(1−κ)(p_e|i − p_e)/(1−p_e)
//
// and the variance is that of their mean. expectedOf gives p_e|i; nil where chance
// does not depend on the data.
func (t Tally) linearised(w Weights, expected float64, expectedOf func(row TallyRow, ratings int) float64) Estimate {
	if why := t.unpairable(); why != "" {
		return unknown(why)
	}
	judged, pairable := t.Units()
	e := aboveChance(t.observed(w, pairable), expected, pairable)
	if !e.Defined {
		return e
	}
	scale := float64(judged) / float64(pairable)
	variance := t.spread(func(row TallyRow, ratings int) float64 {
		x := 0.0
		if ratings >= 2 {
			x = scale * (agreementOf(row.Counts, ratings, w) - expected) / (1 - expected)
		}
		if expectedOf != nil {
			x -= 2 * (1 - e.Value) * (expectedOf(row, ratings) - expected) / (1 - expected)
		}
		return x
	}, e.Value, judged)
	return e.withVariance(variance, judged-1, Linearised)
}

// FleissNull tests Fleiss' kappa against no agreement beyond chance. It needs the
// same number of judgements, at least two, on every unit.
type FleissNull struct {
	SE1971      float64    // as in Fleiss (1971), which later proved too large
	SE1979      float64    // as corrected by Fleiss, Nee & Landis (1979)
	Z           float64    // kappa / SE1979
	P           float64    // two-sided
	PerCategory []Estimate // kappa of each category against the others
}

// FleissNull gives the test, and false with the reason where it cannot be made.
func (t Tally) FleissNull() (FleissNull, Reason) {
	kappa := t.Fleiss(Unweighted)
	if !kappa.Defined {
		return FleissNull{}, kappa.Reason
	}
	m := t.Rows[0].Ratings()
	for _, row := range t.Rows {
		if row.Ratings() != m {
			return FleissNull{}, MissingFromTable
		}
	}
	units, _ := t.Units()
	n, r := float64(units), float64(m)
	share := t.Prevalence()
	var squares, cubes, q, skew float64
	for _, p := range share {
		squares += p * p
		cubes += p * p * p
		q += p * (1 - p)
		skew += p * (1 - p) * (1 - 2*p)
	}
	null := FleissNull{PerCategory: make([]Estimate, len(share))}
	null.SE1971 = root(2 / (n * r * (r - 1)) * (squares - (2*r-3)*squares*squares + 2*(r-2)*cubes) / ((1 - squares) * (1 - squares)))
	null.SE1979 = root(2 / (n * r * (r - 1)) * (q*q - skew) / (q * q))
	if null.SE1979 > 0 {
		null.Z = kappa.Value / null.SE1979
	}
	null.P = normalTwoSided(null.Z)
	for k, p := range share {
		apart := 0.0
		for _, row := range t.Rows {
			apart += float64(row.Times) * float64(row.Counts[k]*(m-row.Counts[k]))
		}
		chance := p * (1 - p)
		if chance < hair {
			null.PerCategory[k] = unknown(NoVariation)
			continue
		}
		null.PerCategory[k] = known(1-apart/(n*r*(r-1)*chance), units)
	}
	return null, ""
}
