package agreement

// pool computes what is said over all codes: pooled, per pair and per document.
func (c *comparison) pool(r *Report) {
	used, unfilled := make([]bool, len(r.Codes)), 0
	for i, code := range r.Codes {
		unfilled += len(code.Unfilled)
		if used[i] = code.used(); used[i] {
			r.Pooled.Codes++
		}
	}
	r.Pairs = c.pooledPairs(r, used)
	r.Documents = c.pooledDocuments(r, used)
	r.Pooled.MASI = unknown(NotApplicable)
	if c.options.Unit == Segment {
		c.poolSegments(r)
		return
	}
	var all pooledSums
	for i, code := range r.Codes {
		if used[i] {
			all.add(code.Sums, code.Table)
		}
	}
	r.Pooled.Percent, r.Pooled.Alpha, r.Pooled.AC1, r.Pooled.Kappa = all.percent(c.why), all.alpha(c.why), all.ac1(c.why), all.kappa(c.why)
	for _, e := range []*Estimate{&r.Pooled.Percent, &r.Pooled.Alpha, &r.Pooled.AC1, &r.Pooled.Kappa} {
		*e = e.butUnfilled(unfilled)
	}
}

// pooledSums gathers numerators and denominators over codes.
type pooledSums struct {
	codes               int
	agreed              float64
	pairable            int
	observed, expected  float64 // disagreement, of alpha
	observedG, expectG  float64 // agreement, of AC1
	observedK, expectK  float64 // agreement, of kappa
	alphas, gwets, kaps int     // codes that entered each
}

func (p *pooledSums) add(s Sums, t *Table2) {
	p.codes++
	p.agreed += s.Agreement
	p.pairable += s.Pairable
	if e := s.Alpha(); e.Defined {
		p.observed, p.expected, p.alphas = p.observed+e.Observed, p.expected+e.Expected, p.alphas+1
	}
	if e := s.AC1(); e.Defined {
		p.observedG, p.expectG, p.gwets = p.observedG+e.Observed, p.expectG+e.Expected, p.gwets+1
	}
	if e := kappaOf(s, t); e.Defined {
		p.observedK, p.expectK, p.kaps = p.observedK+e.Observed, p.expectK+e.Expected, p.kaps+1
	}
}

// kappaOf is Cohen's kappa where there is a table of two coders, else Fleiss'.
func kappaOf(s Sums, t *Table2) Estimate {
	if t == nil {
		return s.Fleiss()
	}
	return t.Cohen()
}

func (p pooledSums) none(why Reason) Reason {
	switch {
	case why != "":
		return why
	case p.codes == 0:
		return CodeNotUsed
	}
	return NoVariation
}

func (p pooledSums) percent(why Reason) Estimate {
	if p.pairable == 0 {
		return unknown(p.none(why))
	}
	return known(p.agreed/float64(p.pairable), p.pairable)
}

func (p pooledSums) alpha(why Reason) Estimate {
	if p.alphas == 0 {
		return unknown(p.none(why))
	}
	return belowChance(p.observed/float64(p.alphas), p.expected/float64(p.alphas), p.pairable)
}

func (p pooledSums) ac1(why Reason) Estimate {
	if p.gwets == 0 {
		return unknown(p.none(why))
	}
	return aboveChance(p.observedG/float64(p.gwets), p.expectG/float64(p.gwets), p.pairable)
}

func (p pooledSums) kappa(why Reason) Estimate {
	if p.kaps == 0 {
		return unknown(p.none(why))
	}
	return aboveChance(p.observedK/float64(p.kaps), p.expectK/float64(p.kaps), p.pairable)
}

// pooledPairs compares every two coders over all codes used.
func (c *comparison) pooledPairs(r *Report, used []bool) []PairReport {
	var out []PairReport
	eachPair(len(c.study.Coders), func(g, h, at int) {
		p := PairReport{First: c.study.Coders[g], Second: c.study.Coders[h]}
		var alphas []Estimate
		var ac1, kappa pooledSums
		for i, code := range r.Codes {
			if !used[i] {
				continue
			}
			pair := code.Pairs[at]
			p.Table.Add(pair.Table)
			p.Matched.Add(pair.Matched)
			alphas = append(alphas, pair.Alpha)
			if pair.AC1.Defined {
				ac1.observedG, ac1.expectG, ac1.gwets = ac1.observedG+pair.AC1.Observed, ac1.expectG+pair.AC1.Expected, ac1.gwets+1
			}
			if pair.Kappa.Defined {
				kappa.observedK, kappa.expectK, kappa.kaps = kappa.observedK+pair.Kappa.Observed, kappa.expectK+pair.Kappa.Expected, kappa.kaps+1
			}
			ac1.codes, kappa.codes = ac1.codes+1, kappa.codes+1
		}
		why := c.why
		if why == "" && p.Table.Units() == 0 {
			why = r.whyNoTable(at)
		}
		p.Percent, p.Positive = p.Table.Percent(), p.Table.Positive()
		p.Alpha, p.AC1, p.Kappa = PooledBinaryAlpha(alphas), ac1.ac1(why), kappa.kappa(why)
		if len(alphas) == 0 {
			p.Percent, p.Positive, p.Alpha = unknown(why), unknown(why), unknown(why)
		}
		if c.options.Unit == Segment {
			p = segmentPair(p.First, p.Second, p.Matched)
		}
		out = append(out, p)
	})
	return out
}

// whyNoTable is why two coders, by the place of their pair, have no table over all codes.
func (r *Report) whyNoTable(pair int) Reason {
	why := NoPairableUnits
	for _, code := range r.Codes {
		switch code.Pairs[pair].Alpha.Reason {
		case FillsNoUnit:
			return FillsNoUnit
		case CodeNotUsed:
			why = CodeNotUsed
		}
	}
	return why
}

// pooledDocuments gives the agreement per document over all codes used anywhere.
func (c *comparison) pooledDocuments(r *Report, used []bool) []DocumentReport {
	out := make([]DocumentReport, len(c.lines))
	for d, l := range c.lines {
		report := DocumentReport{Document: c.study.Documents[l.document].ID, Unit: l.unit, Units: l.length}
		for _, g := range l.coders {
			report.Coders = append(report.Coders, c.study.Coders[g])
		}
		var sums pooledSums
		var matched Matched
		applied, unfilled := false, 0
		for i, code := range r.Codes {
			document := code.Documents[d]
			unfilled += document.Unfilled
			if !used[i] {
				continue
			}
			applied = applied || document.Used()
			report.Disagreed += document.Disagreed
			sums.add(document.Sums, document.Table)
			if document.Matched != nil {
				matched.Add(*document.Matched)
				report.Disagreed += document.Matched.OnlyFirst + document.Matched.OnlySecond
			}
		}
		why := c.why
		switch {
		case why != "":
		case len(l.coders) < 2:
			why = FewerThanTwoCoders
		case sums.codes > 0 && sums.pairable == 0:
			why = NoPairableUnits
		}
		if why == "" && !applied && unfilled > 0 {
			why = FillsNoUnit
		}
		report.Percent, report.Alpha = sums.percent(why), sums.alpha(why)
		if c.options.Unit == Segment {
			report.Percent, report.Alpha = matched.Percent(), unknown(NotApplicable)
		}
		out[d] = report
	}
	return out
}

// levels gives the pooled agreement with codes as they are, as their parents and
// as the tops of their branches; nothing if the codes have no parents or were
// rolled up already.
func levels(s Study, o Options, asCoded Report) ([]LevelReport, error) {
	deep := false
	for _, c := range s.Codes {
		deep = deep || len(c.Ancestors) > 0
	}
	if !deep || o.Level != AsCoded {
		return nil, nil
	}
	level := func(l Level, r Report) LevelReport {
		return LevelReport{Level: l, Codes: r.Pooled.Codes, Percent: r.Pooled.Percent, Alpha: r.Pooled.Alpha}
	}
	out := []LevelReport{level(AsCoded, asCoded)}
	o.SkipIntervals, o.SkipPassages, o.Job = true, true, o.Job.quietly()
	for _, l := range []Level{Parents, Tops} {
		r, err := compare(s.RolledUp(l), o)
		if err != nil {
			return nil, err
		}
		out = append(out, level(l, r))
	}
	return out, nil
}
