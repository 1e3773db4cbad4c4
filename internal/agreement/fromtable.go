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
		r.PerCategory = append(r.PerCategory, categoryReport(name, ratings.Binary(k), o.Resampling))
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
	r.Percent = enough(t.Percent(Unweighted))
	r.Alpha = t.UnitBootstrap(Nominal, o.Resampling)
	r.AlphaLinearised = enough(t.Alpha(Nominal))
	r.AlphaPairs = t.PairBootstrap(Nominal, o.Resampling)
	r.AlphaOrdinal = t.UnitBootstrap(Ordinal, o.Resampling)
	r.AlphaInterval = t.UnitBootstrap(Interval, o.Resampling)
	r.AlphaRatio = t.UnitBootstrap(Ratio, o.Resampling)
	r.AlphaWeighted = enough(t.Alpha(Weighted(o.Weights)))
	r.Fleiss = enough(t.Fleiss(o.Weights))
	r.Conger = enough(ratings.Conger(o.Weights))
	r.Light = ratings.Light(o.Weights)
	r.Gwet = enough(t.Gwet(o.Weights))
	r.BrennanPrediger = enough(t.BrennanPrediger(o.Weights))
	if test, why := t.FleissNull(); why == "" {
		r.FleissTest = &test
	}
	two, why := ratings.TwoCoders()
	if why != "" {
		r.Cohen, r.CohenMax, r.Scott, r.Holsti = unknown(why), unknown(why), unknown(why), unknown(why)
	} else {
		coders := ratings.Active()
		r.Cohen, r.CohenMax = enough(two.Cohen(o.Weights)), two.KappaMax(o.Weights)
		r.Scott, r.Holsti = enough(two.Scott(o.Weights)), ratings.Holsti(coders[0], coders[1])
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

// enough takes an analytic interval away from fewer than ten units.
func enough(e Estimate) Estimate {
	if e.Defined && e.N < fewestUnits {
		e.Uncertainty, e.NoInterval = nil, TooFewUnits
	}
	return e
}

func (r *TableReport) pairs(ratings Ratings, o TableOptions) {
	for g := range ratings.Coders() {
		for h := g + 1; h < ratings.Coders(); h++ {
			t := ratings.Cross(g, h)
			r.Pairs = append(r.Pairs, ColumnPair{
				First: r.Coders[g], Second: r.Coders[h], Table: t,
				Percent: enough(t.Percent(Unweighted)), Holsti: ratings.Holsti(g, h), Cohen: enough(t.Cohen(o.Weights)),
				Scott: enough(t.Scott(o.Weights)), AC: enough(t.Gwet(o.Weights)), Alpha: enough(t.Alpha(o.Weights)),
			})
		}
	}
}

// categoryReport takes a table of 0 and 1.
func categoryReport(name string, binary Ratings, plan Resampling) CategoryReport {
	t := binary.Tally()
	c := CategoryReport{
		Name: name, Percent: enough(t.Percent(Unweighted)), Alpha: t.UnitBootstrap(Nominal, plan),
		AC1: enough(t.Gwet(Unweighted)), Kappa: enough(t.Fleiss(Unweighted)),
	}
	c.Negative, c.Positive = t.specific(0, CodeAlwaysUsed), t.specific(1, CodeNotUsed)
	if two, why := binary.TwoCoders(); why == "" {
		c.Table = &Table2{Both: two.Counts[1][1], OnlyFirst: two.Counts[1][0], OnlySecond: two.Counts[0][1], Neither: two.Counts[0][0]}
		c.Kappa = enough(two.Cohen(Unweighted))
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
	var sets SetRatings
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
		one := categoryReport(name, sets.Binary(code), o.Resampling)
		r.PerCode = append(r.PerCode, one)
		alphas = append(alphas, one.Alpha)
	}
	r.Pooled = PooledBinaryAlpha(alphas)
	return r
}
