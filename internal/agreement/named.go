package agreement

// The coefficients of this file keep the coders apart: each has habits of an own
// in using the categories.

// Holsti is 2M / (N₁ + N₂): twice the agreements over all coding decisions of the
// two coders (Holsti 1969). Units that one of them did not judge weigh against it.
func (r Ratings) Holsti(g, h int) Estimate {
	agreed, decisions, common := 0, 0, 0
	for i, unit := range r.Units {
		n := r.times(i)
		if unit[g] != Missing {
			decisions += n
		}
		if unit[h] != Missing {
			decisions += n
		}
		if unit[g] != Missing && unit[h] != Missing {
			common += n
			if unit[g] == unit[h] {
				agreed += n
			}
		}
	}
	if common == 0 {
		return unknown(NoPairableUnits)
	}
	return known(2*float64(agreed)/float64(decisions), common)
}

// Light is the mean of Cohen's kappas of all pairs of coders (Light 1971). Pairs
// without a kappa are left out; if none has one, the reason of the first is given.
func (r Ratings) Light(w Weighting) Estimate {
	coders := r.Active()
	if len(coders) < 2 {
		return unknown(FewerThanTwoCoders)
	}
	var kappas []Estimate
	for i, g := range coders {
		for _, h := range coders[i+1:] {
			kappas = append(kappas, r.Cross(g, h).Cohen(w))
		}
	}
	return MeanOf(kappas)
}

// MeanOf is the mean of the defined estimates; if none is, the first one's reason.
// N counts the estimates that entered.
func MeanOf(estimates []Estimate) Estimate {
	var values []float64
	for _, e := range estimates {
		if e.Defined {
			values = append(values, e.Value)
		}
	}
	if len(values) == 0 {
		if len(estimates) == 0 {
			return unknown(FewerThanTwoCoders)
		}
		return unknown(estimates[0].Reason)
	}
	return known(mean(values), len(values))
}

// Conger is Conger's kappa (1980), also Hubert's and the "exact" kappa of the R
// package irr: Cohen's kappa for several coders. Chance: every coder draws from an
// own distribution; p_e is the mean of Cohen's over all pairs,
// Σ w_kl (p̄_k p̄_l − s_kl/r). Missing judgements and variance as in Gwet (2014).
func (r Ratings) Conger(w Weighting) Estimate {
	t := r.Tally()
	if why := t.unpairable(); why != "" {
		return unknown(why)
	}
	weights, coders, q := w(r.Scale), r.Active(), r.Scale.Len()
	if weights == nil {
		return unknown(NegativeValues)
	}
	judged, pairable := t.Units()
	n, m := float64(judged), float64(len(coders))

	rated := make([]float64, len(coders)) // n_g
	share := make([][]float64, len(coders))
	average := make([]float64, q)
	weighted := make([][]float64, len(coders)) // Σ_l w_kl share_l
	for a, g := range coders {
		share[a], weighted[a] = make([]float64, q), make([]float64, q)
		for i, unit := range r.Units {
			if unit[g] != Missing {
				rated[a] += float64(r.times(i))
				share[a][unit[g]] += float64(r.times(i))
			}
		}
		for k := range share[a] {
			share[a][k] /= rated[a]
			average[k] += share[a][k] / m
		}
	}
	expected := 0.0
	for k := range q {
		for a := range coders {
			for l, p := range share[a] {
				weighted[a][k] += weights[k][l] * p
			}
		}
		for l := range q {
			s := -m * average[k] * average[l]
			for a := range coders {
				s += share[a][k] * share[a][l]
			}
			s /= m - 1
			expected += weights[k][l] * (average[k]*average[l] - s/m)
		}
	}
	e := aboveChance(t.observed(weights, pairable), expected, pairable)
	if !e.Defined || judged < 2 {
		e.NoInterval = TooFewUnits
		return e
	}

	scale, sum := n/float64(pairable), 0.0
	counts := make([]int, q)
	for i, unit := range r.Units {
		clear(counts)
		ratings := 0
		for _, k := range unit {
			if k != Missing {
				counts[k]++
				ratings++
			}
		}
		if ratings == 0 {
			continue
		}
		x := 0.0
		if ratings >= 2 {
			x = scale * (agreementOf(counts, ratings, weights) - expected) / (1 - expected)
		}
		chance := 0.0
		for a, g := range coders {
			present := 0.0
			if unit[g] != Missing {
				present = 1
			}
			for k := range q {
				lambda := -(present - rated[a]/n) * weighted[a][k]
				if unit[g] != Missing {
					lambda += weights[k][unit[g]]
				}
				chance += n / rated[a] * lambda * (m*average[k] - share[a][k])
			}
		}
		chance /= m * (m - 1)
		x -= 2 * (1 - e.Value) * (chance - expected) / (1 - expected)
		sum += float64(r.times(i)) * (x - e.Value) * (x - e.Value)
	}
	return e.withVariance(sum/n/(n-1), judged-1, Linearised)
}
