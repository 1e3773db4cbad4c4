package agreement

// Coincidences count, for pairs of categories, how often they met within a unit:
// Cells[c][k] = Σ_u (ordered pairs c,k in u) / (m_u − 1). Every pairable judgement
// weighs 1, so the margins are the numbers of pairable judgements. Coincidences of
// different documents add.
type Coincidences struct {
	Scale   Scale
	Cells   [][]float64
	Margins []float64 // n_c
	Total   float64   // n..
}

// Coincidences of the tally; units with fewer than two judgements are ignored.
func (t Tally) Coincidences() Coincidences {
	q := t.Scale.Len()
	c := Coincidences{Scale: t.Scale, Cells: square(q), Margins: make([]float64, q)}
	for _, row := range t.Rows {
		m := row.Ratings()
		if m < 2 {
			continue
		}
		present := chosen(row.Counts)
		for _, k := range present {
			for _, l := range present {
				a := row.Counts[k]
				pairs := a * row.Counts[l]
				if k == l {
					pairs = a * (a - 1)
				}
				c.Cells[k][l] += float64(row.Times) * float64(pairs) / float64(m-1)
			}
		}
	}
	for k, row := range c.Cells {
		for _, v := range row {
			c.Margins[k] += v
		}
		c.Total += c.Margins[k]
	}
	return c
}

// Disagreement is Krippendorff's D_o = Σ o_ck δ²_ck / n.. and
// D_e = Σ n_c n_k δ²_ck / (n..(n.. − 1)).
func (c Coincidences) Disagreement(delta [][]float64) (observed, expected float64) {
	if c.Total < 2 {
		return 0, 0
	}
	for k, row := range c.Cells {
		for l, v := range row {
			observed += v * delta[k][l]
			expected += c.Margins[k] * c.Margins[l] * delta[k][l]
		}
	}
	return observed / c.Total, expected / (c.Total * (c.Total - 1))
}

// alpha is 1 − D_o/D_e. Whether there is any variation is judged relative to the
// largest difference, because the differences may be of any size.
func (c Coincidences) alpha(delta [][]float64, n int) Estimate {
	observed, expected := c.Disagreement(delta)
	largest := 0.0
	for _, row := range delta {
		for _, d := range row {
			largest = max(largest, d)
		}
	}
	if largest == 0 {
		return Estimate{Reason: NoVariation, N: n}
	}
	e := belowChance(observed/largest, expected/largest, n)
	e.Observed, e.Expected = observed, expected
	return e
}

// Alpha is Krippendorff's alpha, 1 − D_o/D_e (1970; 2011; 2019, ch. 12), for any
// number of coders, missing judgements and any metric. Its standard error is
// Gwet's linearisation over units (2014) with weights 1 − δ²/max δ²; Krippendorff
// himself gives none.
//
// R's irr 0.84.1 is off by its m_u − 1 where three or more coders are complete;
// this is the value of Krippendorff's own text.
func (t Tally) Alpha(m Metric) Estimate {
	if why := t.unpairable(); why != "" {
		return unknown(why)
	}
	c := t.Coincidences()
	delta, why := m(t.Scale, c.Margins)
	if why != "" {
		return unknown(why)
	}
	judged, pairable := t.Units()
	e := c.alpha(delta, pairable)
	if !e.Defined {
		return e
	}
	if pairable < 2 {
		e.NoInterval = TooFewUnits
		return e
	}
	return e.withVariance(t.alphaVariance(delta, pairable), judged-1, Linearised)
}

// alphaVariance is Gwet's linearised variance. It works on the pairable units,
// with judgements relative to their mean number r̄, and with the small-sample
// correction ε = 1/n.. left out of α′.
func (t Tally) alphaVariance(delta [][]float64, pairable int) float64 {
	w := weights(t.Scale, func(k, l int) float64 { return delta[k][l] })
	judgements := 0.0
	for _, row := range t.Rows {
		if m := row.Ratings(); m >= 2 {
			judgements += float64(row.Times * m)
		}
	}
	n := float64(pairable)
	average := judgements / n // r̄
	share := make([]float64, t.Scale.Len())
	raw := 0.0 // p_a′
	for _, row := range t.Rows {
		m := row.Ratings()
		if m < 2 {
			continue
		}
		raw += float64(row.Times) * agreeingPairs(row.Counts, w) / (average * float64(m-1)) / n
		for k, c := range row.Counts {
			share[k] += float64(row.Times) * float64(c) / average / n
		}
	}
	mixed := w.mix(share)
	expected := 0.0
	for k, p := range share {
		expected += p * mixed[k]
	}
	alpha := (raw - expected) / (1 - expected)
	sum := 0.0
	for _, row := range t.Rows {
		m := row.Ratings()
		if m < 2 {
			continue
		}
		off := (float64(m) - average) / average
		chance := -expected * off
		for k, c := range row.Counts {
			chance += float64(c) * mixed[k] / average
		}
		x := (agreeingPairs(row.Counts, w)/(average*float64(m-1)) - raw*off - expected) / (1 - expected)
		x -= 2 * (1 - alpha) * (chance - expected) / (1 - expected)
		sum += float64(row.Times) * (x - alpha) * (x - alpha)
	}
	return sum / n / (n - 1)
}
