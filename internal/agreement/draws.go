package agreement

// draws resamples the units of a table once for everything that is to have an interval:
// nominal alpha over the categories, and alpha of each category, or each code of sets,
// against everything else. Each unit brings its own share to the sums of a resample, so
// that a resample costs what the units hold and not what the categories could.
type draws struct {
	plan Resampling
	rows []TallyRow // judged by two or more
	unit []int      // row of each unit
	held [][]held   // by row: its categories
	size []float64  // by row: judgements
	off  []float64  // by row: ordered pairs that differ / (judgements − 1)
	q    int
}

// held is a category of a row, with the number of judgements that chose it.
type held struct{ category, judgements int }

// touch is a row in which a category was chosen.
type touch struct {
	row         int
	ones, mixed float64 // judgements for it; of them, Σ of the share that met another
}

func (t Tally) draws(plan Resampling) *draws {
	d := &draws{plan: plan.orDefault(), q: t.Scale.Len()}
	for _, row := range t.Rows {
		m := row.Ratings()
		if m < 2 {
			continue
		}
		var list []held
		same := 0
		for k, c := range row.Counts {
			if c > 0 {
				list = append(list, held{k, c})
				same += c * c
			}
		}
		for range row.Times {
			d.unit = append(d.unit, len(d.rows))
		}
		d.rows, d.held = append(d.rows, row), append(d.held, list)
		d.size, d.off = append(d.size, float64(m)), append(d.off, float64(m*m-same)/float64(m-1))
	}
	return d
}

// times draws as many units as there are, with replacement: how often each row came up.
func (d *draws) times(resample int) []int {
	counts := make([]int, len(d.rows))
	random := d.plan.stream(resample)
	for range d.unit {
		counts[d.unit[random.IntN(len(d.unit))]]++
	}
	return counts
}

// alpha attaches the interval to nominal alpha of the whole table.
func (d *draws) alpha(e Estimate, job Job) (Estimate, error) {
	if !d.wanted(&e) {
		return e, nil
	}
	values := make([]float64, d.plan.Resamples)
	err := job.quietly().each(d.plan.Resamples, func(b int) {
		margins := make([]float64, d.q)
		var total, observed, same float64
		for r, n := range d.times(b) {
			if n == 0 {
				continue
			}
			total += float64(n) * d.size[r]
			observed += float64(n) * d.off[r]
			for _, h := range d.held[r] {
				margins[h.category] += float64(n * h.judgements)
			}
		}
		for _, n := range margins {
			same += n * n
		}
		values[b] = orNaN(belowChance(observed/total, (total*total-same)/(total*(total-1)), len(d.unit)))
	})
	e.Uncertainty, e.NoInterval = fromResamples(values, d.plan.Level, d.plan.Goal, ByUnit)
	return e, err
}

// wanted reports whether an interval is to be drawn, and says why if it cannot be.
func (d *draws) wanted(e *Estimate) bool {
	e.Uncertainty = nil
	if e.Defined && e.N < fewestUnits {
		e.NoInterval = TooFewUnits
		return false
	}
	return e.Defined
}

// touched lists, for each group of categories, the rows in which one of it was chosen.
// groups gives those of a category; a category may belong to several, or to none.
func (d *draws) touched(groups [][]int, n int) [][]touch {
	out := make([][]touch, n)
	for r, list := range d.held {
		ones := map[int]int{}
		for _, h := range list {
			for _, g := range groups[h.category] {
				ones[g] += h.judgements
			}
		}
		for g, h := range ones {
			mixed := float64(h) * (d.size[r] - float64(h)) / (d.size[r] - 1)
			out[g] = append(out[g], touch{r, float64(h), mixed})
		}
	}
	return out
}

// binary attaches intervals to the alphas of groups against everything else. All of them
// see the same resamples; groups are done in turns, to bound the memory for their values.
func (d *draws) binary(alphas []*Estimate, touched [][]touch, job Job) error {
	var wanted []int
	for g, e := range alphas {
		if d.wanted(e) {
			wanted = append(wanted, g)
		}
	}
	for len(wanted) > 0 {
		batch := wanted[:min(len(wanted), 4*codesTogether)]
		wanted = wanted[len(batch):]
		values := make([][]float64, len(batch))
		for i := range values {
			values[i] = make([]float64, d.plan.Resamples)
		}
		err := job.quietly().each(d.plan.Resamples, func(b int) {
			counts, total := d.times(b), 0.0
			for r, n := range counts {
				total += float64(n) * d.size[r]
			}
			for i, g := range batch {
				var ones, mixed float64
				for _, t := range touched[g] {
					ones += float64(counts[t.row]) * t.ones
					mixed += float64(counts[t.row]) * t.mixed
				}
				values[i][b] = orNaN(belowChance(2*mixed/total, 2*ones*(total-ones)/(total*(total-1)), len(d.unit)))
			}
		})
		if err != nil {
			return err
		}
		for i, g := range batch {
			alphas[g].Uncertainty, alphas[g].NoInterval = fromResamples(values[i], d.plan.Level, d.plan.Goal, ByUnit)
		}
	}
	return nil
}
