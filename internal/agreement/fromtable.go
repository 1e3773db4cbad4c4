package agreement

import (
	"slices"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// TableOptions steer [FromTable].
type TableOptions struct {
	Coders       []string  // names of the columns; nil for "1", "2" …
	Categories   []string  // of the codebook, in their order; nil for those that occur
	Weights      Weighting // for the weighted coefficients; nil for Unweighted
	SetSeparator string    // "" unless a cell may hold several codes
	Times        []int     // how many units each row stands for; nil for one each. With it nothing has an interval.
	NoCode       string    // with SetSeparator: the cell that says "looked, and applied nothing"; "" for "-"
	Resampling   Resampling
	Job          Job
}

// TableReport is everything that can be said about a table of units × coders.
// Coefficients that the table does not carry say why.
type TableReport struct {
	Coders     []string
	Categories []string
	Units      int // rows that at least one coder judged
	Pairable   int // rows that at least two judged

	Percent         Estimate
	Alpha           Estimate // Krippendorff, nominal, with the interval from drawing units
	AlphaLinearised Estimate // the same with an analytic standard error
	AlphaOrdinal    Estimate // with the categories in their order
	AlphaInterval   Estimate
	AlphaRatio      Estimate
	AlphaWeighted   Estimate // with the weights asked for
	Fleiss          Estimate
	FleissTest      *FleissNull // nil unless every unit has the same number of judgements
	Conger          Estimate
	Light           Estimate
	Gwet            Estimate // AC1, or AC2 with weights
	BrennanPrediger Estimate

	// With exactly two coders.
	Cohen, CohenMax, Scott, Holsti Estimate // CohenMax without weights only

	PerCategory   []CategoryReport // each category against all others
	Pairs         []ColumnPair
	Disagreements []int   // rows, from 0, on which the coders are not of one mind
	AtMost        float64 // see [CodeReport]

	Sets *SetReport // with a SetSeparator; the above then takes each different set as a category
}

// CategoryReport is one category, or one code of a set, against everything else.
type CategoryReport struct {
	Name                                           string
	Percent, Alpha, AC1, Kappa, Positive, Negative Estimate // Kappa: Cohen's for two coders, else Fleiss'
	Table                                          *Table2  // with exactly two coders
}

// ColumnPair compares two columns over the rows that both judged.
type ColumnPair struct {
	First, Second                            string
	Units                                    int      // that both judged
	Percent, Holsti, Cohen, Scott, AC, Alpha Estimate // Cohen, Scott and AC with the weights; Alpha nominal, as that of the table
}

// SetReport takes the cells as sets of codes.
type SetReport struct {
	MASI, Jaccard, Dice Estimate
	Pooled              Estimate // one alpha over all codes, see [PooledBinaryAlpha]
	PerCode             []CategoryReport
}

// FromTable compares the columns of a table without any project: rows are units,
// columns are coders, cells are categories, and an empty cell is missing. It
// refuses rows of different lengths, cells outside of the categories, and a list
// of coders that does not fit the columns, and ends with an error of kind Cancelled if
// the job is stopped.
func FromTable(cells [][]string, o TableOptions) (TableReport, error) {
	if o.Weights == nil {
		o.Weights = Unweighted
	}
	if o.NoCode == "" {
		o.NoCode = "-"
	}
	categories := o.Categories
	if o.SetSeparator != "" {
		categories = nil
	}
	ratings, err := ParseRatings(o.tidy(cells), categories)
	if err != nil {
		return TableReport{}, err
	}
	ratings.Times = o.Times
	r := TableReport{Coders: o.Coders, Categories: ratings.Scale.Names}
	if r.Coders == nil {
		for g := range ratings.Coders() {
			r.Coders = append(r.Coders, strconv.Itoa(g+1))
		}
	}
	if len(r.Coders) != ratings.Coders() {
		return TableReport{}, qda.E(qda.Invalid, "agreement.coders_and_columns",
			"{names} coders are named and the table has {columns} columns. Nothing was computed. Please name one coder per column.",
			"names", len(r.Coders), "columns", ratings.Coders())
	}
	if err := r.overall(ratings, o); err != nil {
		return TableReport{}, err
	}
	if err := r.pairs(ratings, o); err != nil {
		return TableReport{}, err
	}
	own := make([][]int, ratings.Scale.Len()) // each category is a group of its own
	for k := range own {
		own[k] = []int{k}
	}
	r.PerCategory, err = o.against(ratings.Scale.Names, ratings, own, ratings.Binary)
	if err != nil {
		return TableReport{}, err
	}
	if o.SetSeparator != "" {
		r.Sets, err = o.setReport(cells)
	}
	return r, err
}

// tidy brings the sets in cells into one spelling, so that A+B and B + A are the
// same category. Other cells stay as they are.
func (o TableOptions) tidy(cells [][]string) [][]string {
	if o.SetSeparator == "" {
		return cells
	}
	out := make([][]string, len(cells))
	for i, row := range cells {
		out[i] = make([]string, len(row))
		for g, cell := range row {
			if codes, ok := o.codes(cell); ok {
				out[i][g] = o.NoCode
				if len(codes) > 0 {
					out[i][g] = strings.Join(codes, o.SetSeparator)
				}
			}
		}
	}
	return out
}

// codes reads the set in a cell; ok is false for a missing one.
func (o TableOptions) codes(cell string) (codes []string, ok bool) {
	if cell = strings.TrimSpace(cell); cell == "" {
		return nil, false
	}
	if cell == o.NoCode {
		return nil, true
	}
	for _, code := range strings.Split(cell, o.SetSeparator) {
		if code = strings.TrimSpace(code); code != "" {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes), true
}

func (r *TableReport) overall(ratings Ratings, o TableOptions) error {
	t := ratings.Tally()
	r.Units, r.Pairable = t.Units()
	var err error
	for _, step := range []func(){
		func() { r.Percent = o.enough(t.Percent(Unweighted)) },
		func() { r.AlphaLinearised = o.enough(t.Alpha(Nominal)) },
		func() { r.Alpha, err = o.drawn(t, r.AlphaLinearised) },
		func() { r.AlphaOrdinal = o.enough(t.Alpha(Ordinal)) },
		func() { r.AlphaInterval = o.enough(t.Alpha(Interval)) },
		func() { r.AlphaRatio = o.enough(t.Alpha(Ratio)) },
		func() { r.AlphaWeighted = o.enough(t.Alpha(Weighted(o.Weights))) },
		func() { r.Fleiss = o.enough(t.Fleiss(o.Weights)) },
		func() { r.Conger = o.enough(ratings.Conger(o.Weights)) },
		func() { r.Light = ratings.Light(o.Weights) },
		func() { r.Gwet = o.enough(t.Gwet(o.Weights)) },
		func() { r.BrennanPrediger = o.enough(t.BrennanPrediger(o.Weights)) },
		func() {
			if test, why := t.FleissNull(); why == "" {
				r.FleissTest = &test
			}
		},
		func() { r.alone(ratings, o) },
	} {
		if o.Job.stopped() {
			return errStopped()
		}
		if step(); err != nil {
			return err
		}
	}
	for i, unit := range ratings.Units {
		first := Missing
		for _, k := range unit {
			if k != Missing && first != Missing && k != first {
				r.Disagreements = append(r.Disagreements, i)
				break
			}
			if k != Missing {
				first = k
			}
		}
	}
	if r.Pairable > 0 && len(r.Disagreements) == 0 {
		r.AtMost = RuleOfThree(r.Pairable)
	}
	return nil
}

// alone fills in what only two coders have.
func (r *TableReport) alone(ratings Ratings, o TableOptions) {
	two, why := ratings.TwoCoders()
	if why != "" {
		r.Cohen, r.CohenMax, r.Scott, r.Holsti = unknown(why), unknown(why), unknown(why), unknown(why)
	} else {
		coders := ratings.Active()
		r.Cohen, r.CohenMax = o.enough(two.Cohen(o.Weights)), two.KappaMax(o.Weights)
		if r.CohenMax.Defined && !o.Weights(ratings.Scale).unweighted() {
			r.CohenMax = unknown(NotApplicable) // a weighted kappa may exceed it
		}
		r.Scott, r.Holsti = o.enough(two.Scott(o.Weights)), ratings.Holsti(coders[0], coders[1])
	}
}

// enough takes an analytic interval away from fewer than ten units, and from rows that
// stand for many: the characters of a stretch of text do not vary one by one, and an
// interval that takes each for a unit would be far too narrow.
func (o TableOptions) enough(e Estimate) Estimate {
	switch {
	case e.Defined && o.Times != nil:
		e.Uncertainty, e.NoInterval = nil, Stretches
	case e.Defined && e.N < fewestUnits:
		e.Uncertainty, e.NoInterval = nil, TooFewUnits
	}
	return e
}

// drawn gives alpha the interval from drawing units, where rows are units.
func (o TableOptions) drawn(t Tally, alpha Estimate) (Estimate, error) {
	if o.Times != nil {
		return alpha, nil
	}
	return t.draws(o.Resampling).alpha(alpha, o.Job)
}

func (r *TableReport) pairs(ratings Ratings, o TableOptions) error {
	for g := range ratings.Coders() {
		for h := g + 1; h < ratings.Coders(); h++ {
			if o.Job.stopped() {
				return errStopped()
			}
			t := ratings.Cross(g, h)
			r.Pairs = append(r.Pairs, ColumnPair{
				First: r.Coders[g], Second: r.Coders[h], Units: t.Units(),
				Percent: o.enough(t.Percent(Unweighted)), Holsti: ratings.Holsti(g, h), Cohen: o.enough(t.Cohen(o.Weights)),
				Scott: o.enough(t.Scott(o.Weights)), AC: o.enough(t.Gwet(o.Weights)), Alpha: o.enough(t.Alpha(Unweighted)),
			})
		}
	}
	return nil
}

// against compares on each of the names against everything else. groups gives, for each
// category of the ratings, the names that it speaks of, and binary the table of 0 and 1 of
// a name.
func (o TableOptions) against(names []string, ratings Ratings, groups [][]int, binary func(int) Ratings) ([]CategoryReport, error) {
	out, alphas := make([]CategoryReport, len(names)), make([]*Estimate, len(names))
	err := o.Job.quietly().each(len(names), func(k int) {
		out[k] = o.categoryReport(names[k], binary(k))
		alphas[k] = &out[k].Alpha
	})
	if err != nil || o.Times != nil {
		return out, err
	}
	d := ratings.Tally().draws(o.Resampling)
	return out, d.binary(alphas, d.touched(groups, len(names)), o.Job)
}

// categoryReport takes a table of 0 and 1. Its alpha has no interval yet.
func (o TableOptions) categoryReport(name string, binary Ratings) CategoryReport {
	t := binary.Tally()
	c := CategoryReport{
		Name: name, Percent: o.enough(t.Percent(Unweighted)), Alpha: o.enough(t.Alpha(Nominal)),
		AC1: o.enough(t.Gwet(Unweighted)), Kappa: o.enough(t.Fleiss(Unweighted)),
	}
	c.Negative, c.Positive = t.specific(0, CodeAlwaysUsed), t.specific(1, CodeNotUsed)
	if two, why := binary.TwoCoders(); why == "" {
		c.Table = &Table2{Both: two.Counts[1][1], OnlyFirst: two.Counts[1][0], OnlySecond: two.Counts[0][1], Neither: two.Counts[0][0]}
		c.Kappa = o.enough(two.Cohen(Unweighted))
	}
	return c
}

// specific is the specific agreement on category k for any number of coders: the
// share of its pairable judgements that met their like.
func (t Tally) specific(k int, absent Reason) Estimate {
	if why := t.unpairable(); why != "" {
		return unknown(why)
	}
	c := t.Coincidences()
	_, pairable := t.Units()
	if c.Margins[k] == 0 {
		return Estimate{Reason: absent, N: pairable}
	}
	return known(c.Cells[k][k]/c.Margins[k], pairable)
}

func (o TableOptions) setReport(cells [][]string) (*SetReport, error) {
	var names []string
	for _, row := range cells {
		for _, cell := range row {
			codes, _ := o.codes(cell)
			names = append(names, codes...)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	sets := SetRatings{Times: o.Times}
	for _, row := range cells {
		unit := make([]int, len(row))
		for g, cell := range row {
			codes, ok := o.codes(cell)
			if !ok {
				unit[g] = Missing
				continue
			}
			numbers := make([]int, len(codes))
			for i, code := range codes {
				numbers[i], _ = slices.BinarySearch(names, code)
			}
			unit[g] = sets.Set(numbers)
		}
		sets.Units = append(sets.Units, unit)
	}
	seed := o.Resampling.Seed
	r := &SetReport{MASI: sets.Alpha(MASI, seed), Jaccard: sets.Alpha(JaccardDistance, seed), Dice: sets.Alpha(DiceDistance, seed)}
	whole := Ratings{Scale: Scale{Names: make([]string, len(sets.Sets))}, Units: sets.Units} // each set a category
	groups := make([][]int, len(sets.Sets))
	for k, set := range sets.Sets {
		groups[k] = set
	}
	var err error
	if r.PerCode, err = o.against(names, whole, groups, sets.Binary); err != nil {
		return nil, err
	}
	var alphas []Estimate
	for _, one := range r.PerCode {
		alphas = append(alphas, one.Alpha)
	}
	r.Pooled = PooledBinaryAlpha(alphas)
	return r, nil
}
