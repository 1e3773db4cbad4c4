package agreement_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

func drawContinuum(t *rapid.T, coders, most int) [][]agreement.GammaUnit {
	out := make([][]agreement.GammaUnit, coders)
	for g := range out {
		for range rapid.IntRange(0, most).Draw(t, "units") {
			start := float64(rapid.IntRange(0, 12).Draw(t, "start"))
			out[g] = append(out[g], agreement.GammaUnit{
				Start: start, End: start + float64(rapid.IntRange(1, 6).Draw(t, "length")), Category: rapid.IntRange(0, 2).Draw(t, "category"),
			})
		}
	}
	return out
}

// leastDisorder tries every alignment: the first unit left is grouped with every
// choice of at most one unit of each other coder.
func leastDisorder(coders [][]agreement.GammaUnit, d agreement.Dissimilarity) float64 {
	m, units := len(coders), 0
	used := make([][]bool, m)
	for g := range coders {
		used[g] = make([]bool, len(coders[g]))
		units += len(coders[g])
	}
	cost := func(group []int) float64 {
		sum := 0.0
		for g := range m {
			for h := g + 1; h < m; h++ {
				if group[g] < 0 || group[h] < 0 {
					sum += d.Empty
				} else {
					sum += d.Between(coders[g][group[g]], coders[h][group[h]])
				}
			}
		}
		return sum / float64(m*(m-1)/2)
	}
	var rest func() float64
	rest = func() float64 {
		for g := range coders {
			for i := range coders[g] {
				if used[g][i] {
					continue
				}
				used[g][i] = true
				group := make([]int, m)
				for h := range group {
					group[h] = -1
				}
				group[g] = i
				best := math.Inf(1)
				var choose func(h int)
				choose = func(h int) {
					if h == m {
						best = min(best, cost(group)+rest())
						return
					}
					choose(h + 1)
					for k := range coders[h] {
						if h > g && !used[h][k] {
							used[h][k], group[h] = true, k
							choose(h + 1)
							used[h][k], group[h] = false, -1
						}
					}
				}
				choose(0)
				used[g][i] = false
				return best
			}
		}
		return 0
	}
	return rest() / (float64(units) / float64(m))
}

func TestAlignmentIsTheBestOfAll(t *testing.T) {
	for _, coders := range []int{2, 3} {
		rapid.Check(t, func(t *rapid.T) {
			most := 5
			if coders == 3 {
				most = 3
			}
			continuum := drawContinuum(t, coders, most)
			d := agreement.Dissimilarity{Position: rapid.Float64Range(0.2, 3).Draw(t, "α"), Category: rapid.Float64Range(0, 2).Draw(t, "β"), Empty: rapid.Float64Range(0.5, 2).Draw(t, "Δ")}
			a, err := agreement.Align(continuum, d, agreement.Job{})
			if err != nil {
				t.Fatal(err)
			}
			seen := map[[2]int]int{}
			for _, group := range a.Groups {
				for g, i := range group {
					if i >= 0 {
						seen[[2]int{g, i}]++
					}
				}
			}
			units := 0
			for g := range continuum {
				for i := range continuum[g] {
					units++
					if seen[[2]int{g, i}] != 1 {
						t.Fatalf("unit %d of coder %d is in %d groups", i, g, seen[[2]int{g, i}])
					}
				}
			}
			if units == 0 {
				return
			}
			if want := leastDisorder(continuum, d); !near(a.Disorder, want) || !a.Exact {
				t.Fatalf("disorder %v (exact: %v), the least is %v", a.Disorder, a.Exact, want)
			}
		})
	}
}

func TestGammaOfTheSameCodingIsOne(t *testing.T) {
	coder := []agreement.GammaUnit{{Start: 0, End: 10, Category: 0}, {Start: 20, End: 35, Category: 1}, {Start: 36, End: 40, Category: 0}, {Start: 60, End: 90, Category: 2}}
	for _, sampler := range []agreement.ContinuumDraw{agreement.DrawByStatistics, agreement.DrawByShifting} {
		r, err := agreement.Gamma([][]agreement.GammaUnit{coder, coder, coder}, agreement.GammaOptions{Seed: 1, Sampler: sampler})
		if err != nil {
			t.Fatal(err)
		}
		if !same(r.Gamma, 1, true) || !same(r.Category, 1, true) || !r.Exact {
			t.Errorf("gamma %+v, gamma-cat %+v", r.Gamma, r.Category)
		}
	}
}

func TestGammaIsTheSameForAnyNumberOfGoroutines(t *testing.T) {
	continuum := [][]agreement.GammaUnit{
		{{Start: 0, End: 10}, {Start: 20, End: 35, Category: 1}, {Start: 50, End: 60}},
		{{Start: 2, End: 9}, {Start: 22, End: 40, Category: 1}},
		{{Start: 1, End: 14, Category: 1}, {Start: 50, End: 58}},
	}
	var results []agreement.GammaResult
	for _, workers := range []int{1, 8} {
		r, err := agreement.Gamma(continuum, agreement.GammaOptions{Seed: 5, Samples: 40, Job: agreement.Job{Workers: workers}})
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Errorf("one goroutine: %+v; eight: %+v", results[0].Gamma, results[1].Gamma)
	}
}

func TestGammaKnowsItsLimits(t *testing.T) {
	unit := []agreement.GammaUnit{{Start: 0, End: 5}}
	many := make([]agreement.GammaUnit, 301)
	for i := range many {
		many[i] = agreement.GammaUnit{Start: float64(i), End: float64(i) + 1}
	}
	for _, c := range []struct {
		coders [][]agreement.GammaUnit
		want   agreement.Reason
	}{
		{[][]agreement.GammaUnit{unit}, agreement.FewerThanTwoCoders},
		{[][]agreement.GammaUnit{unit, unit, unit, unit}, agreement.TooManyCoders},
		{[][]agreement.GammaUnit{nil, {{Start: 3, End: 3}}}, agreement.CodeNotUsed},
		{[][]agreement.GammaUnit{unit, many}, agreement.TooManySegments},
	} {
		r, err := agreement.Gamma(c.coders, agreement.GammaOptions{})
		if err != nil || r.Gamma.Reason != c.want || r.Gamma.Defined {
			t.Errorf("got %+v %v, want %s", r.Gamma, err, c.want)
		}
	}
}

func TestGammaCanBeStopped(t *testing.T) {
	unit := []agreement.GammaUnit{{Start: 0, End: 5}, {Start: 9, End: 12}}
	_, err := agreement.Gamma([][]agreement.GammaUnit{unit, unit}, agreement.GammaOptions{Job: agreement.Job{Stopped: func() bool { return true }}})
	if !errors.Is(err, &qda.Error{Kind: qda.Cancelled}) {
		t.Errorf("got %v", err)
	}
}

// TestGammaComesCloseToAnotherSampler compares with the gammas that
// pygamma-agreement 0.5.9 reported for three continua with 30 random samples of its
// own. Two samplers agree only roughly; 0.10 is what may be asked.
func TestGammaComesCloseToAnotherSampler(t *testing.T) {
	raw, err := os.ReadFile(qdatest.Shared(t, "vectors", "agreement.json"))
	if err != nil {
		t.Fatal(err)
	}
	var content struct{ Vectors []vector }
	if err := json.Unmarshal(raw, &content); err != nil {
		t.Fatal(err)
	}
	reported := map[string]float64{"gamma-01": 0.883606, "gamma-02": 0.566789, "gamma-04": 0.658800}
	for _, v := range content.Vectors {
		want, ok := reported[v.ID]
		if !ok {
			continue
		}
		delete(reported, v.ID)
		var in struct{ Coders [][]segment }
		if err := json.Unmarshal(v.Input, &in); err != nil {
			t.Fatal(err)
		}
		continuum := make([][]agreement.GammaUnit, len(in.Coders))
		for g, coder := range in.Coders {
			for _, s := range coder {
				continuum[g] = append(continuum[g], agreement.GammaUnit{Start: s.start, End: s.end, Category: int(s.value[0])})
			}
		}
		r, err := agreement.Gamma(continuum, agreement.GammaOptions{Seed: 1, Samples: 300})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(r.Gamma.Value-want) > 0.10 || r.Gamma.Uncertainty == nil {
			t.Errorf("%s: gamma %+v, pygamma %v", v.ID, r.Gamma, want)
		}
	}
	if len(reported) > 0 {
		t.Errorf("the vectors %v are gone", reported)
	}
}
