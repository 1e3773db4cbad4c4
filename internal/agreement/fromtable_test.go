package agreement_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// rows reads "a b|a a" as a table, "." as missing.
func rows(text string) [][]string {
	var out [][]string
	for _, line := range strings.Split(text, "|") {
		row := strings.Fields(line)
		for i, cell := range row {
			if cell == "." {
				row[i] = ""
			}
		}
		out = append(out, row)
	}
	return out
}

// krippendorffB is the second example of Krippendorff (2011): two observers, five
// nominal categories; alpha is printed as 0.692.
const krippendorffB = "a b|a a|b b|b b|d b|c c|c c|c c|e e|d d|d d|a d"

func TestATableIsComparedWithoutAProject(t *testing.T) {
	r, err := agreement.FromTable(rows(krippendorffB), agreement.TableOptions{Coders: []string{"J", "K"}, Resampling: agreement.Resampling{Seed: 2}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Units != 12 || r.Pairable != 12 || !slices.Equal(r.Categories, []string{"a", "b", "c", "d", "e"}) || !slices.Equal(r.Disagreements, []int{0, 4, 11}) {
		t.Errorf("%+v", r)
	}
	if v := r.Alpha.Value; v < 0.6915 || v >= 0.6925 || r.Alpha.Uncertainty.Method != agreement.ByUnit {
		t.Errorf("alpha %+v", r.Alpha)
	}
	if !same(r.Percent, 0.75, true) || !same(r.Holsti, 0.75, true) || r.AlphaInterval.Reason != agreement.NotNumeric || r.FleissTest == nil {
		t.Errorf("percent %+v, holsti %+v, interval %+v", r.Percent, r.Holsti, r.AlphaInterval)
	}
	a := r.PerCategory[0]
	if a.Name != "a" || *a.Table != (agreement.Table2{Both: 1, OnlyFirst: 2, Neither: 9}) || !same(a.Positive, 0.5, true) || a.Kappa.Value != a.Table.Cohen().Value {
		t.Errorf("category a: %+v %+v", a, a.Table)
	}
	if p := r.Pairs[0]; p.First != "J" || p.Second != "K" || p.Cohen.Value != r.Cohen.Value {
		t.Errorf("pair: %+v", p)
	}
}

func TestManyCodersAndMissingCellsAreFine(t *testing.T) {
	r, err := agreement.FromTable(rows("1 1 . 1|2 2 3 2|3 3 3 3|3 3 3 3|2 2 2 2|1 2 3 4|4 4 4 4|1 1 2 1|2 2 2 2|. 5 5 5|. . 1 1|. . 3 ."), agreement.TableOptions{Weights: agreement.Quadratic})
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		got  agreement.Estimate
		want float64 // as Krippendorff (2011) and Gwet (2014) print them
	}{
		"nominal": {r.Alpha, 0.743}, "ordinal": {r.AlphaOrdinal, 0.815}, "interval": {r.AlphaInterval, 0.849}, "ratio": {r.AlphaRatio, 0.797},
		"AC2": {r.Gwet, 0.914},
	} {
		if d := c.got.Value - c.want; d > 0.0005 || d < -0.0005 {
			t.Errorf("%s: %v, printed %v", what, c.got.Value, c.want)
		}
	}
	if r.Cohen.Reason != agreement.NotApplicable || r.FleissTest != nil || len(r.Pairs) != 6 || r.Units != 12 || r.Pairable != 11 {
		t.Errorf("%+v", r)
	}
}

func TestFewRowsHaveNoInterval(t *testing.T) {
	r, err := agreement.FromTable(rows("a a|a b|b b"), agreement.TableOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for what, e := range map[string]agreement.Estimate{"percent": r.Percent, "alpha": r.Alpha, "linearised": r.AlphaLinearised, "cohen": r.Cohen, "ac1": r.Gwet, "pair": r.Pairs[0].Cohen} {
		if !e.Defined || e.Uncertainty != nil || e.NoInterval != agreement.TooFewUnits {
			t.Errorf("%s: %+v", what, e)
		}
	}
}

func TestCellsMayHoldSeveralCodes(t *testing.T) {
	cells := [][]string{{"-", "-"}, {"A", "-"}, {"A", "A"}, {"A", "B"}, {"B + A", "A"}, {"A+B", "A+C"}, {"A+B+C", "C+A+B"}, {"C", "A+C"}, {"C", "A+C"}, {"A", ""}}
	r, err := agreement.FromTable(cells, agreement.TableOptions{SetSeparator: "+"})
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Sets; len(s.PerCode) != 3 || s.PerCode[1].Name != "B" || *s.PerCode[1].Table != (agreement.Table2{Both: 1, OnlyFirst: 2, OnlySecond: 1, Neither: 5}) {
		t.Errorf("%+v", r.Sets)
	}
	if slices.Contains(r.Disagreements, 6) || !slices.Contains(r.Disagreements, 4) {
		t.Errorf("A+B+C and C+A+B are the same set: %v", r.Disagreements)
	}
	if m := r.Sets.MASI; m.N != 9 || m.Value < 0.27 || m.Value > 0.28 {
		t.Errorf("MASI %+v", m)
	}
}

func TestATableThatDoesNotFitIsRefused(t *testing.T) {
	_, err := agreement.FromTable(rows("a b|a a"), agreement.TableOptions{Coders: []string{"only one"}})
	if !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "agreement.coders_and_columns"}) {
		t.Errorf("coders: %v", err)
	}
	if _, err := agreement.FromTable([][]string{{"a", "b"}, {"a"}}, agreement.TableOptions{}); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "agreement.ragged_table"}) {
		t.Errorf("ragged: %v", err)
	}
	if r, err := agreement.FromTable(nil, agreement.TableOptions{}); err != nil || r.Alpha.Reason != agreement.FewerThanTwoCoders {
		t.Errorf("an empty table: %+v %v", r.Alpha, err)
	}
}

func FuzzFromTable(f *testing.F) {
	f.Add("a b|a a|b b|. a", "", "")
	f.Add("1 2 3|1 . 3|2 2 2", "1 2 3", "")
	f.Add("A+B A|- C|A+B B+A", "", "+")
	f.Add("-1 0|1 -1|0 0|1 1|1 1|1 1|1 1|1 1|1 1|0 1|-1 1", "", "")
	f.Add("NaN Inf|1 1e300|NaN NaN|1 2|1e-200 1e200", "", "")
	f.Fuzz(func(t *testing.T, text, categories, separator string) {
		o := agreement.TableOptions{SetSeparator: separator, Resampling: agreement.Resampling{Resamples: 10}}
		if categories != "" {
			o.Categories = strings.Fields(categories)
		}
		table := rows(text)
		if len(table) > 40 || len(table[0]) > 8 {
			return
		}
		r, err := agreement.FromTable(table, o)
		if err != nil {
			return
		}
		all := []agreement.Estimate{
			r.Percent, r.Alpha, r.AlphaLinearised, r.AlphaOrdinal, r.AlphaInterval, r.AlphaRatio, r.AlphaWeighted,
			r.Fleiss, r.Conger, r.Light, r.Gwet, r.BrennanPrediger, r.Cohen, r.CohenMax, r.Scott, r.Holsti,
		}
		for _, c := range r.PerCategory {
			all = append(all, c.Percent, c.Alpha, c.AC1, c.Kappa, c.Positive, c.Negative)
		}
		for _, p := range r.Pairs {
			all = append(all, p.Percent, p.Holsti, p.Cohen, p.Scott, p.AC, p.Alpha)
		}
		if r.Sets != nil {
			all = append(all, r.Sets.MASI, r.Sets.Jaccard, r.Sets.Dice, r.Sets.Pooled)
		}
		for i, e := range all {
			if !sound(e) {
				t.Fatalf("estimate %d of %q: %+v %+v", i, text, e, e.Uncertainty)
			}
		}
	})
}

// TestOneDrawServesEveryAlpha compares the intervals of a table with those of drawing for
// each alpha anew and counting its coincidences, which gives the same draws where the rows
// are of the same kinds.
func TestOneDrawServesEveryAlpha(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	table := make([][]string, 60)
	for i := range table {
		table[i] = make([]string, 3)
		for g := range table[i] {
			if random.IntN(6) > 0 {
				table[i][g] = strconv.Itoa(random.IntN(4) * random.IntN(2))
			}
		}
	}
	plan := agreement.Resampling{Seed: 9, Resamples: 300, Goal: 0.2}
	r, err := agreement.FromTable(table, agreement.TableOptions{Resampling: plan})
	if err != nil {
		t.Fatal(err)
	}
	ratings, err := agreement.ParseRatings(table, nil)
	if err != nil {
		t.Fatal(err)
	}
	close := func(what string, got, want *agreement.Uncertainty, by float64) {
		t.Helper()
		if got == nil || want == nil || math.Abs(got.Low-want.Low) > by || math.Abs(got.High-want.High) > by || math.Abs(got.SE-want.SE) > by || math.Abs(got.BelowGoal-want.BelowGoal) > 4*by {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	slow := ratings.Tally().UnitBootstrap(agreement.Nominal, plan)
	close("alpha", r.Alpha.Uncertainty, slow.Uncertainty, 1e-12)
	for k, c := range r.PerCategory {
		// the resamples of a category are those of the whole table: the same law, other draws
		close(c.Name, c.Alpha.Uncertainty, ratings.Binary(k).Tally().UnitBootstrap(agreement.Nominal, plan).Uncertainty, 0.08)
	}
	for _, row := range table {
		for g, cell := range row {
			if cell > "1" {
				row[g] = "1"
			}
		}
	}
	if r, err = agreement.FromTable(table, agreement.TableOptions{Resampling: plan}); err != nil {
		t.Fatal(err)
	}
	if ratings, err = agreement.ParseRatings(table, nil); err != nil {
		t.Fatal(err)
	}
	for k, c := range r.PerCategory {
		close("of two: "+c.Name, c.Alpha.Uncertainty, ratings.Binary(k).Tally().UnitBootstrap(agreement.Nominal, plan).Uncertainty, 1e-12)
	}
}

// TestMeasurementsAreComparedInSeconds: values that hardly repeat are as many categories,
// and the work must not grow with their square for every resample. It can be stopped.
func TestMeasurementsAreComparedInSeconds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	table := make([][]string, 600)
	for i := range table {
		v := 50 + 10*random.NormFloat64()
		table[i] = []string{strconv.FormatFloat(v, 'f', 2, 64), strconv.FormatFloat(v+2*random.NormFloat64(), 'f', 2, 64)}
	}
	began := time.Now()
	r, err := agreement.FromTable(table, agreement.TableOptions{})
	if err != nil || r.AlphaInterval.Value < 0.95 || r.Alpha.Uncertainty == nil {
		t.Fatalf("%+v %v", r.AlphaInterval, err)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("600 rows took %v", took)
	}
	asked := 0
	_, err = agreement.FromTable(table, agreement.TableOptions{Job: agreement.Job{Workers: 1, Stopped: func() bool { asked++; return asked > 40 }}})
	if !errors.Is(err, &qda.Error{Kind: qda.Cancelled, Code: "agreement.stopped"}) {
		t.Errorf("stopped: %v", err)
	}
}
