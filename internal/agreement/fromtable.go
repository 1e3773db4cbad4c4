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
	AlphaPairs      Estimate // the same with Krippendorff's bootstrap of pairs
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
	Cohen, CohenMax, Scott, Holsti Estimate

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
	Table                                    Table
	Percent, Holsti, Cohen, Scott, AC, Alpha Estimate
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
// of coders that does not fit the columns.
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
	r.overall(ratings, o)
	r.pairs(ratings, o)
	for k, name := range ratings.Scale.Names {
		r.PerCategory = append(r.PerCategory, o.categoryReport(name, ratings.Binary(k)))
	}
	if o.SetSeparator != "" {
		r.Sets = o.setReport(cells)
	}
	return r, nil
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

func (r *TableReport) overall(ratings Ratings, o TableOptions) {
	t := ratings.Tally()
	r.Units, r.Pairable = t.Units()
	r.Percent = o.enough(t.Percent(Unweighted))
	r.Alpha = o.drawn(t, Nominal)
	r.AlphaLinearised = o.enough(t.Alpha(Nominal))
	r.AlphaPairs = o.enough(t.Alpha(Nominal))
	if o.Times == nil {
		r.AlphaPairs = t.PairBootstrap(Nominal, o.Resampling)
	}
	r.AlphaOrdinal = o.drawn(t, Ordinal)
	r.AlphaInterval = o.drawn(t, Interval)
	r.AlphaRatio = o.drawn(t, Ratio)
	r.AlphaWeighted = o.enough(t.Alpha(Weighted(o.Weights)))
	r.Fleiss = o.enough(t.Fleiss(o.Weights))
	r.Conger = o.enough(ratings.Conger(o.Weights))
	r.Light = ratings.Light(o.Weights)
	r.Gwet = o.enough(t.Gwet(o.Weights))
	r.BrennanPrediger = o.enough(t.BrennanPrediger(o.Weights))
	if test, why := t.FleissNull(); why == "" {
		r.FleissTest = &test
	}
	two, why := ratings.TwoCoders()
	if why != "" {
		r.Cohen, r.CohenMax, r.Scott, r.Holsti = unknown(why), unknown(why), unknown(why), unknown(why)
	} else {
		coders := ratings.Active()
		r.Cohen, r.CohenMax = o.enough(two.Cohen(o.Weights)), two.KappaMax(o.Weights)
		r.Scott, r.Holsti = o.enough(two.Scott(o.Weights)), ratings.Holsti(coders[0], coders[1])
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

// drawn is alpha with the interval from drawing units, where rows are units.
func (o TableOptions) drawn(t Tally, m Metric) Estimate {
	if o.Times != nil {
		return o.enough(t.Alpha(m))
	}
	return t.UnitBootstrap(m, o.Resampling)
}

func (r *TableReport) pairs(ratings Ratings, o TableOptions) {
	for g := range ratings.Coders() {
		for h := g + 1; h < ratings.Coders(); h++ {
			t := ratings.Cross(g, h)
			r.Pairs = append(r.Pairs, ColumnPair{
				First: r.Coders[g], Second: r.Coders[h], Table: t,
				Percent: o.enough(t.Percent(Unweighted)), Holsti: ratings.Holsti(g, h), Cohen: o.enough(t.Cohen(o.Weights)),
				Scott: o.enough(t.Scott(o.Weights)), AC: o.enough(t.Gwet(o.Weights)), Alpha: o.enough(t.Alpha(o.Weights)),
			})
		}
	}
}

// categoryReport takes a table of 0 and 1.
func (o TableOptions) categoryReport(name string, binary Ratings) CategoryReport {
	t := binary.Tally()
	c := CategoryReport{
		Name: name, Percent: o.enough(t.Percent(Unweighted)), Alpha: o.drawn(t, Nominal),
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

func (o TableOptions) setReport(cells [][]string) *SetReport {
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
	var alphas []Estimate
	for code, name := range names {
		one := o.categoryReport(name, sets.Binary(code))
		r.PerCode = append(r.PerCode, one)
		alphas = append(alphas, one.Alpha)
	}
	r.Pooled = PooledBinaryAlpha(alphas)
	return r
}
