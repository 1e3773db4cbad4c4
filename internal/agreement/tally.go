package agreement

// Tally holds, for every unit, how many coders chose each category (r_ik in the
// formulas). Rows that are alike are kept once with the number of Times they
// occur, so that a text of a million characters is a handful of rows.
type Tally struct {
	Scale  Scale
	Coders int // who judged anything at all
	Rows   []TallyRow
}

// TallyRow is a kind of unit: Counts[k] coders chose category k.
type TallyRow struct {
	Counts []int
	Times  int
}

// Ratings is the number of judgements in the row (r_i).
func (row TallyRow) Ratings() int {
	n := 0
	for _, c := range row.Counts {
		n += c
	}
	return n
}

// Units is the number of units that somebody judged (n), and of those that at
// least two coders judged (n₂).
func (t Tally) Units() (judged, pairable int) {
	for _, row := range t.Rows {
		switch ratings := row.Ratings(); {
		case ratings >= 2:
			pairable += row.Times
			judged += row.Times
		case ratings == 1:
			judged += row.Times
		}
	}
	return judged, pairable
}

// unpairable is why no agreement can be computed, or "" if it can.
func (t Tally) unpairable() Reason {
	if t.Coders < 2 {
		return FewerThanTwoCoders
	}
	if _, pairable := t.Units(); pairable == 0 {
		return NoPairableUnits
	}
	return ""
}

// Prevalence is the mean share of each category over the units (π_k), every unit
// counting alike whatever the number of its judgements.
func (t Tally) Prevalence() []float64 {
	prevalence := make([]float64, t.Scale.Len())
	judged, _ := t.Units()
	for _, row := range t.Rows {
		if ratings := row.Ratings(); ratings > 0 {
			for k, c := range row.Counts {
				prevalence[k] += float64(row.Times) * float64(c) / float64(ratings)
			}
		}
	}
	for k := range prevalence {
		prevalence[k] /= float64(max(1, judged))
	}
	return prevalence
}

// agreementOf is the share of agreeing pairs among the judgements of one unit
// (p_a|i); judgements may agree in part, by the weights. It is 0 below two
// judgements.
func agreementOf(counts []int, ratings int, w Weights) float64 {
	if ratings < 2 {
		return 0
	}
	return agreeingPairs(counts, w) / float64(ratings*(ratings-1))
}

// agreeingPairs is S_i = Σ_k r_ik (r*_ik − 1) with r*_ik = Σ_l w_kl r_il: the
// number of ordered pairs of different judgements that agree.
func agreeingPairs(counts []int, w Weights) float64 {
	sum := 0.0
	present := chosen(counts)
	for _, k := range present {
		weighted := 0.0
		for _, l := range present {
			weighted += w[k][l] * float64(counts[l])
		}
		sum += float64(counts[k]) * (weighted - 1)
	}
	return sum
}

// chosen lists the categories that somebody chose. A unit has few of them, however many
// there are.
func chosen(counts []int) []int {
	list := make([]int, 0, 8)
	for k, c := range counts {
		if c > 0 {
			list = append(list, k)
		}
	}
	return list
}

// Percent is the share of pairs of judgements of the same unit that agree, taken
// per unit and averaged over the units that two coders judged: simple percent
// agreement (Gwet 2014, ch. 2). Its standard error is that of a mean over units.
func (t Tally) Percent(w Weighting) Estimate {
	if why := t.unpairable(); why != "" {
		return unknown(why)
	}
	weights := w(t.Scale)
	if weights == nil {
		return unknown(NegativeValues)
	}
	judged, pairable := t.Units()
	e := known(t.observed(weights, pairable), pairable)
	e.Observed = e.Value
	return e.withVariance(t.spread(func(row TallyRow, ratings int) float64 {
		return float64(judged) / float64(pairable) * agreementOf(row.Counts, ratings, weights)
	}, e.Value, judged), judged-1, Linearised)
}

// observed is p_a.
func (t Tally) observed(w Weights, pairable int) float64 {
	sum := 0.0
	for _, row := range t.Rows {
		sum += float64(row.Times) * agreementOf(row.Counts, row.Ratings(), w)
	}
	return sum / float64(pairable)
}

// spread is the variance of the mean of what f gives per unit, around the value.
func (t Tally) spread(f func(row TallyRow, ratings int) float64, value float64, n int) float64 {
	if n < 2 {
		return 0
	}
	sum := 0.0
	for _, row := range t.Rows {
		d := f(row, row.Ratings()) - value
		sum += float64(row.Times) * d * d
	}
	return sum / float64(n) / float64(n-1)
}
