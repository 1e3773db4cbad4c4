package agreement_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
)

func drawRatings(t *rapid.T, coders int, missing bool) agreement.Ratings {
	q := rapid.IntRange(2, 4).Draw(t, "categories")
	lowest := 0
	if missing {
		lowest = agreement.Missing
	}
	r := agreement.Ratings{Scale: ranks(q)}
	for range rapid.IntRange(2, 12).Draw(t, "units") {
		r.Units = append(r.Units, rapid.SliceOfN(rapid.IntRange(lowest, q-1), coders, coders).Draw(t, "unit"))
	}
	return r
}

func TestAlphaEqualsComparingEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, rapid.IntRange(2, 5).Draw(t, "coders"), true)
		tally := r.Tally()
		if e := tally.Alpha(agreement.Nominal); e.Reason == agreement.FewerThanTwoCoders || e.Reason == agreement.NoPairableUnits {
			return
		}
		margins := tally.Coincidences().Margins
		value := r.Scale.Values
		for name, delta := range map[string]func(c, k int) float64{
			"nominal":  nominal,
			"interval": func(c, k int) float64 { return (value[c] - value[k]) * (value[c] - value[k]) },
			"ratio":    func(c, k int) float64 { return math.Pow((value[c]-value[k])/(value[c]+value[k]), 2) },
			"ordinal": func(c, k int) float64 {
				if c == k {
					return 0
				}
				sum := 0.0
				for g := min(c, k); g <= max(c, k); g++ {
					sum += margins[g]
				}
				return math.Pow(sum-(margins[c]+margins[k])/2, 2)
			},
		} {
			want, defined := naiveAlpha(r.Units, delta)
			if got := tally.Alpha(metrics[name]); !same(got, want, defined) {
				t.Fatalf("%s: got %+v, want %v %v", name, got, want, defined)
			}
		}
	})
}

func TestWeightedCoefficientsEqualTheirDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, rapid.IntRange(2, 4).Draw(t, "coders"), true)
		tally := r.Tally()
		judged, pairable := tally.Units()
		if tally.Coders < 2 || pairable == 0 {
			return
		}
		for name, weighting := range weightings {
			w := weighting(r.Scale)
			pa := 0.0
			for _, row := range r.Units {
				sum, pairs := 0.0, 0.0
				for i, c := range row {
					for j, k := range row {
						if i != j && c != agreement.Missing && k != agreement.Missing {
							sum, pairs = sum+w[c][k], pairs+1
						}
					}
				}
				if pairs > 0 {
					pa += sum / pairs / float64(pairable)
				}
			}
			pi := naivePrevalence(r.Units, r.Scale.Len())
			q := float64(r.Scale.Len())
			var fleiss, gwet, total float64
			for k := range w {
				for l := range w {
					fleiss += w[k][l] * pi[k] * pi[l]
					total += w[k][l]
				}
			}
			for _, p := range pi {
				gwet += total / (q * (q - 1)) * p * (1 - p)
			}
			for what, c := range map[string]struct {
				got    agreement.Estimate
				chance float64
			}{
				"fleiss": {tally.Fleiss(weighting), fleiss}, "gwet": {tally.Gwet(weighting), gwet},
				"brennan-prediger": {tally.BrennanPrediger(weighting), total / (q * q)},
			} {
				if !same(c.got, (pa-c.chance)/(1-c.chance), 1-c.chance > 1e-12) {
					t.Fatalf("%s %s: got %+v, want from %v and %v (%d units)", name, what, c.got, pa, c.chance, judged)
				}
			}
			if got := tally.Percent(weighting); !same(got, pa, true) {
				t.Fatalf("%s percent: got %+v, want %v", name, got, pa)
			}
		}
	})
}

// TestTwoCompleteCodersTieTheFamiliesTogether holds the known identities: Conger
// and Light are Cohen, Fleiss is Scott, alpha is Scott corrected for the sample.
func TestTwoCompleteCodersTieTheFamiliesTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, 2, false)
		table, tally := r.Cross(0, 1), r.Tally()
		for name, w := range weightings {
			cohen, scott := table.Cohen(w), table.Scott(w)
			for what, e := range map[string]agreement.Estimate{"conger": r.Conger(w), "light": r.Light(w)} {
				if !same(e, cohen.Value, cohen.Defined) {
					t.Fatalf("%s %s %+v, cohen %+v", name, what, e, cohen)
				}
			}
			if e := tally.Fleiss(w); !same(e, scott.Value, scott.Defined) {
				t.Fatalf("%s fleiss %+v, scott %+v", name, e, scott)
			}
			alpha := tally.Alpha(agreement.Weighted(w))
			for what, pair := range map[string][2]agreement.Estimate{
				"alpha": {table.Alpha(w), alpha}, "gwet": {table.Gwet(w), tally.Gwet(w)},
				"brennan-prediger": {table.BrennanPrediger(w), tally.BrennanPrediger(w)}, "percent": {table.Percent(w), tally.Percent(w)},
			} {
				if !same(pair[0], pair[1].Value, pair[1].Defined) {
					t.Fatalf("%s %s: table %+v, tally %+v", name, what, pair[0], pair[1])
				}
			}
			if n := float64(2 * len(r.Units)); alpha.Defined && !near(alpha.Value, 1-(1-scott.Value)*(n-1)/n) {
				t.Fatalf("%s alpha %v, scott %v", name, alpha.Value, scott.Value)
			}
		}
	})
}

func TestCohenKappaEqualsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, 2, false)
		q, n := r.Scale.Len(), float64(len(r.Units))
		po, pe := 0.0, 0.0
		for _, a := range r.Units {
			if a[0] == a[1] {
				po += 1 / n
			}
			for _, b := range r.Units { // chance pairs the first coder with the second on any other unit
				if a[0] == b[1] {
					pe += 1 / (n * n)
				}
			}
		}
		if got := r.Cross(0, 1).Cohen(agreement.Unweighted); !same(got, (po-pe)/(1-pe), 1-pe > 1e-12) {
			t.Fatalf("got %+v, want from %v and %v over %d categories", got, po, pe, q)
		}
	})
}

func TestOrderOfCodersAndUnitsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, 4, true)
		shuffled := agreement.Ratings{Scale: r.Scale}
		columns := rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "columns")
		for _, i := range rapid.Permutation(indexes(len(r.Units))).Draw(t, "rows") {
			row := make([]int, 4)
			for g, from := range columns {
				row[g] = r.Units[i][from]
			}
			shuffled.Units = append(shuffled.Units, row)
		}
		for what, of := range map[string]func(agreement.Ratings) agreement.Estimate{
			"conger": func(r agreement.Ratings) agreement.Estimate { return r.Conger(agreement.Linear) },
			"alpha":  func(r agreement.Ratings) agreement.Estimate { return r.Tally().Alpha(agreement.Ordinal) },
			"fleiss": func(r agreement.Ratings) agreement.Estimate { return r.Tally().Fleiss(agreement.Quadratic) },
			"gwet":   func(r agreement.Ratings) agreement.Estimate { return r.Tally().Gwet(agreement.Linear) },
		} {
			a, b := of(r), of(shuffled)
			if !same(a, b.Value, b.Defined) || (a.Uncertainty == nil) != (b.Uncertainty == nil) || a.Uncertainty != nil && !near(a.Uncertainty.SE, b.Uncertainty.SE) {
				t.Fatalf("%s: %+v and %+v", what, a, b)
			}
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestAUnitWithOneJudgementIsIgnoredByAlphaOnly(t *testing.T) {
	two := [][]int{{0, 0}, {1, 1}, {0, 1}, {0, 0}}
	three := append(slices.Clone(two), []int{1, agreement.Missing})
	a, b := agreement.Ratings{Scale: ranks(2), Units: two}.Tally(), agreement.Ratings{Scale: ranks(2), Units: three}.Tally()
	if x, y := a.Alpha(agreement.Nominal), b.Alpha(agreement.Nominal); x.Value != y.Value {
		t.Errorf("alpha moved from %v to %v", x.Value, y.Value)
	}
	if x, y := a.Gwet(agreement.Unweighted), b.Gwet(agreement.Unweighted); x.Expected == y.Expected {
		t.Errorf("the prevalence that AC1 sees did not move from %v", x.Expected)
	}
}

// TestStandardErrorsAreThoseOfTheInfluenceOfEachUnit compares the linearised
// variances with the infinitesimal jackknife: how much does the value move when a
// unit weighs a millionth more? On complete data the two are the same.
func TestStandardErrorsAreThoseOfTheInfluenceOfEachUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := drawRatings(t, 3, false).Tally()
		for what, of := range map[string]func(agreement.Tally) agreement.Estimate{
			"percent": func(t agreement.Tally) agreement.Estimate { return t.Percent(agreement.Linear) },
			"fleiss":  func(t agreement.Tally) agreement.Estimate { return t.Fleiss(agreement.Linear) },
			"gwet":    func(t agreement.Tally) agreement.Estimate { return t.Gwet(agreement.Linear) },
			"bp":      func(t agreement.Tally) agreement.Estimate { return t.BrennanPrediger(agreement.Linear) },
			"alpha":   func(t agreement.Tally) agreement.Estimate { return t.Alpha(agreement.Interval) },
		} {
			e := of(tally)
			if !e.Defined || e.Uncertainty == nil {
				continue
			}
			const heavy = 1 << 20
			n, sum := 0.0, 0.0
			for _, row := range tally.Rows {
				n += float64(row.Times)
			}
			weighed := func(extra int) float64 {
				w := tally
				w.Rows = slices.Clone(tally.Rows)
				for i := range w.Rows {
					w.Rows[i].Times *= heavy
				}
				if extra >= 0 {
					w.Rows[extra].Times++
				}
				return of(w).Value
			}
			before := weighed(-1)
			for i, row := range tally.Rows {
				influence := (weighed(i) - before) * (n*heavy + 1)
				sum += float64(row.Times) * influence * influence
			}
			want := math.Sqrt(sum / (n * (n - 1)))
			if math.Abs(e.Uncertainty.SE-want) > 1e-4*max(1, want) {
				t.Fatalf("%s: standard error %v, by influence %v", what, e.Uncertainty.SE, want)
			}
		}
	})
}

func TestTableStandardErrorsAreThoseOfTheInfluenceOfEachCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawRatings(t, 2, false).Cross(0, 1)
		for what, of := range map[string]func(agreement.Table) agreement.Estimate{
			"cohen": func(t agreement.Table) agreement.Estimate { return t.Cohen(agreement.Linear) },
			"scott": func(t agreement.Table) agreement.Estimate { return t.Scott(agreement.Linear) },
			"gwet":  func(t agreement.Table) agreement.Estimate { return t.Gwet(agreement.Linear) },
			"bp":    func(t agreement.Table) agreement.Estimate { return t.BrennanPrediger(agreement.Linear) },
		} {
			e := of(table)
			if !e.Defined || e.Uncertainty == nil {
				continue
			}
			const heavy = 1 << 20
			n, sum := float64(table.Units()), 0.0
			weighed := func(k, l int) float64 {
				w := agreement.NewTable(table.Scale)
				for i, row := range table.Counts {
					for j, c := range row {
						w.Counts[i][j] = c * heavy
					}
				}
				if k >= 0 {
					w.Counts[k][l]++
				}
				return of(w).Value
			}
			before := weighed(-1, -1)
			for k, row := range table.Counts {
				for l, c := range row {
					influence := (weighed(k, l) - before) * (n*heavy + 1)
					sum += float64(c) * influence * influence
				}
			}
			want := math.Sqrt(sum) / n
			if math.Abs(e.Uncertainty.SE-want) > 1e-4*max(1, want) {
				t.Fatalf("%s: standard error %v, by influence %v", what, e.Uncertainty.SE, want)
			}
		}
	})
}

// TestNothingIsEverNaN throws small and degenerate tables at everything.
func TestNothingIsEverNaN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(0, 3).Draw(t, "coders")
		r := agreement.Ratings{Scale: agreement.NewScale([]string{"-1", "0", "1"}[:rapid.IntRange(1, 3).Draw(t, "categories")]...)}
		for range rapid.IntRange(0, 4).Draw(t, "units") {
			r.Units = append(r.Units, rapid.SliceOfN(rapid.IntRange(agreement.Missing, r.Scale.Len()-1), coders, coders).Draw(t, "unit"))
		}
		tally := r.Tally()
		var all []agreement.Estimate
		for _, w := range weightings {
			all = append(all, tally.Percent(w), tally.Fleiss(w), tally.Gwet(w), tally.BrennanPrediger(w), r.Conger(w), r.Light(w))
			if coders > 1 {
				x := r.Cross(0, 1)
				all = append(all, x.Percent(w), x.Cohen(w), x.Scott(w), x.Alpha(w), x.Gwet(w), x.BrennanPrediger(w), x.KappaMax(w), r.Holsti(0, 1))
			}
		}
		for _, m := range metrics {
			all = append(all, tally.Alpha(m), tally.UnitBootstrap(m, agreement.Resampling{Resamples: 20}))
		}
		for i, e := range all {
			if !sound(e) {
				t.Fatalf("estimate %d: %+v", i, e)
			}
		}
	})
}

// sound reports whether an estimate has a finite value or a reason, and a finite
// uncertainty if any.
func sound(e agreement.Estimate) bool {
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	if e.Defined == (e.Reason != "") || !finite(e.Value) || !e.Defined && e.Value != 0 || !finite(e.Observed) || !finite(e.Expected) {
		return false
	}
	u := e.Uncertainty
	return u == nil || e.Defined && finite(u.SE) && finite(u.Low) && finite(u.High) && u.Low <= u.High
}

func TestMissingMetricsSayWhy(t *testing.T) {
	words, err := agreement.ParseRatings([][]string{{"a", "b"}, {"b", "b"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := words.Tally().Alpha(agreement.Interval); e.Reason != agreement.NotNumeric {
		t.Errorf("interval over words: %+v", e)
	}
	negative, err := agreement.ParseRatings([][]string{{"-1", "2"}, {"2", "2"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := negative.Tally().Alpha(agreement.Ratio); e.Reason != agreement.NegativeValues {
		t.Errorf("ratio over negative values: %+v", e)
	}
}

func TestTheSizeOfTheNumbersDoesNotMatter(t *testing.T) {
	of := func(cells [][]string) agreement.Estimate {
		r, err := agreement.ParseRatings(cells, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Tally().Alpha(agreement.Interval)
	}
	units := of([][]string{{"1", "2"}, {"3", "3"}, {"2", "1"}, {"1", "1"}})
	tiny := of([][]string{{"1e-9", "2e-9"}, {"3e-9", "3e-9"}, {"2e-9", "1e-9"}, {"1e-9", "1e-9"}})
	huge := of([][]string{{"1e90", "2e90"}, {"3e90", "3e90"}, {"2e90", "1e90"}, {"1e90", "1e90"}})
	if !same(tiny, units.Value, true) || !same(huge, units.Value, true) || !near(tiny.Uncertainty.SE, units.Uncertainty.SE) {
		t.Errorf("%+v, %+v and %+v", units, tiny, huge)
	}
	if s := agreement.NewScale("1", "NaN"); s.Numeric {
		t.Errorf("%+v", s)
	}
}

func TestScalesOrderNumbersByValueAndWordsByText(t *testing.T) {
	if got := agreement.ScaleOf([]string{"10", "9", "10", "-1.5"}).Names; !slices.Equal(got, []string{"-1.5", "9", "10"}) {
		t.Errorf("numbers: %v", got)
	}
	if s := agreement.ScaleOf([]string{"b", "a", "b"}); !slices.Equal(s.Names, []string{"a", "b"}) || s.Numeric || !slices.Equal(s.Values, []float64{1, 2}) {
		t.Errorf("words: %+v", s)
	}
	if got := agreement.ScaleOf([]string{"1.0", "2", "1", "2.00", "10"}).Names; !slices.Equal(got, []string{"1", "2", "10"}) {
		t.Errorf("numbers of two spellings: %v", got)
	}
	if got := agreement.ScaleOf([]string{"1.0", "1", "x"}).Names; len(got) != 3 {
		t.Errorf("words that look like numbers: %v", got)
	}
	r, err := agreement.ParseRatings([][]string{{"1.0", "1"}, {"2", ""}}, []string{"1", "2"})
	if err != nil || r.Units[0][0] != r.Units[0][1] || r.Units[1][1] != agreement.Missing {
		t.Errorf("%+v %v", r, err)
	}
}

func TestTablesThatCannotBeReadAreRefusedInOneSentence(t *testing.T) {
	for what, cells := range map[string][][]string{"ragged": {{"a", "b"}, {"a"}}, "unknown": {{"a", "z"}}} {
		_, err := agreement.ParseRatings(cells, []string{"a", "b"})
		if err == nil || !strings.Contains(err.Error(), "Nothing was computed") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// naiveSetAlpha compares every pair of sets given.
func naiveSetAlpha(r agreement.SetRatings, d agreement.SetDistance) (float64, bool) {
	return naiveAlpha(r.Units, func(a, b int) float64 { return d(r.Sets[a], r.Sets[b]) })
}

func TestSetAlphaEqualsComparingEveryPairOfSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r agreement.SetRatings
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		for range rapid.IntRange(1, 10).Draw(t, "units") {
			row := make([]int, coders)
			for g := range row {
				row[g] = agreement.Missing
				if rapid.IntRange(0, 5).Draw(t, "present") > 0 {
					row[g] = r.Set(rapid.SliceOfN(rapid.IntRange(0, 4), 0, 4).Draw(t, "set"))
				}
			}
			r.Units = append(r.Units, row)
		}
		for name, d := range setDistances {
			want, defined := naiveSetAlpha(r, d)
			if got := r.Alpha(d, 1); !same(got, want, defined) {
				t.Fatalf("%s: got %+v, want %v %v", name, got, want, defined)
			}
		}
		for i, a := range r.Sets {
			for j, b := range r.Sets {
				for name, d := range setDistances {
					if x := d(a, b); x < 0 || x > 1 || x != d(b, a) || (i == j) != (x == 0) {
						t.Fatalf("%s: distance of %v and %v is %v", name, a, b, x)
					}
				}
			}
		}
	})
}

// TestManyDistinctSetsAreEstimatedCloselyAndSaySo compares the drawn distance with
// the exact one on a table just beyond the limit.
func TestManyDistinctSetsAreEstimatedCloselyAndSaySo(t *testing.T) {
	var r agreement.SetRatings
	for i := range 1600 {
		common := i % 7
		r.Units = append(r.Units, []int{r.Set([]int{common, 10 + i}), r.Set([]int{common, 10 + i, 9})})
	}
	e := r.Alpha(agreement.JaccardDistance, 7)
	if !e.Approximate {
		t.Fatal("an estimate over thousands of sets does not say that it was drawn")
	}
	want, _ := naiveSetAlpha(r, agreement.JaccardDistance)
	if math.Abs(e.Value-want) > 0.001 {
		t.Errorf("drawn %v, exact %v", e.Value, want)
	}
	if again := r.Alpha(agreement.JaccardDistance, 7); again.Value != e.Value {
		t.Error("the same seed gave another value")
	}
}

// TestNoKappaIsAboveTheLargest: kappa is at most what the margins allow; beside a weighted
// one, of which that does not hold, nothing is given.
func TestNoKappaIsAboveTheLargest(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 8))
	for range 300 {
		cells := make([][]string, 2+random.IntN(9))
		for i := range cells {
			cells[i] = []string{string(rune('1' + random.IntN(4))), string(rune('1' + random.IntN(4)))}
		}
		for name, w := range map[string]agreement.Weighting{"none": agreement.Unweighted, "linear": agreement.Linear, "quadratic": agreement.Quadratic} {
			r, err := agreement.FromTable(cells, agreement.TableOptions{Weights: w, Resampling: agreement.Resampling{Resamples: 1}})
			if err != nil {
				t.Fatal(err)
			}
			if r.CohenMax.Defined && r.Cohen.Value > r.CohenMax.Value+1e-9 {
				t.Fatalf("%s: kappa %v, at most %v of %v", name, r.Cohen.Value, r.CohenMax.Value, cells)
			}
			if name == "none" && r.CohenMax.Defined != r.Cohen.Defined || name != "none" && len(r.Categories) > 2 && r.CohenMax.Reason == "" {
				t.Fatalf("%s: %+v of %v", name, r.CohenMax, cells)
			}
		}
	}
}

// TestRatioWeightsNeedValuesThatAreNotNegative, as the alpha for ratios does.
func TestRatioWeightsNeedValuesThatAreNotNegative(t *testing.T) {
	r, err := agreement.FromTable([][]string{{"-1", "0"}, {"0", "1"}, {"1", "1"}, {"0", "0"}, {"-1", "-1"}, {"1", "0"}}, agreement.TableOptions{Weights: agreement.RatioWeights})
	if err != nil {
		t.Fatal(err)
	}
	for name, e := range map[string]agreement.Estimate{
		"cohen": r.Cohen, "max": r.CohenMax, "scott": r.Scott, "fleiss": r.Fleiss, "conger": r.Conger, "light": r.Light, "gwet": r.Gwet,
		"bp": r.BrennanPrediger, "alpha": r.AlphaWeighted, "pair": r.Pairs[0].Cohen,
	} {
		if e.Defined || e.Reason != agreement.NegativeValues {
			t.Errorf("%s: %+v", name, e)
		}
	}
	if !r.Percent.Defined || !r.Pairs[0].Alpha.Defined || math.Abs(r.Pairs[0].Alpha.Value-r.Alpha.Value) > 1e-12 {
		t.Errorf("what has no weights: %+v %+v", r.Percent, r.Pairs[0].Alpha)
	}
}
