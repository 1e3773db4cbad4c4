package agreement_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"articula/internal/agreement"
	"articula/internal/qda"
)

type linesInput struct {
	Length      int
	A, B        [][2]int
	ARaw        [][2]int `json:"A_raw"`
	BRaw        [][2]int `json:"B_raw"`
	ANormalised [][2]int `json:"A_normalised"`
	BNormalised [][2]int `json:"B_normalised"`
	Units       [][2]int
	Codes       int `json:"codes_in_codebook"`
}

func charactersTree(input json.RawMessage) (tree, error) {
	var in linesInput
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	a, _ := agreement.Normalise(spans(append(in.A, in.ARaw...)), in.Length)
	b, _ := agreement.Normalise(spans(append(in.B, in.BRaw...)), in.Length)
	for _, c := range []struct{ got, want []qda.Span }{{a, spans(in.ANormalised)}, {b, spans(in.BNormalised)}} {
		if len(c.want) > 0 && !slices.Equal(c.got, c.want) {
			return nil, fmt.Errorf("normalised to %v, want %v", c.got, c.want)
		}
	}
	return lanesTree(in.Length, a, b), nil
}

// lanesTree holds everything that can be said about one code of two coders on the
// characters of a text.
func lanesTree(length int, a, b []qda.Span) tree {
	t := agreement.CrossLanes(a, b, length)
	out := specificTree(t)
	for key, value := range (tree{
		"table":   [][]int{{t.Both, t.OnlyFirst}, {t.OnlySecond, t.Neither}},
		"percent": t.Percent(), "kappa": t.Cohen(), "scott_pi": t.Scott(), "gwet_ac1": t.AC1(), "brennan_prediger": t.PABAK(),
		"alpha": t.Alpha(), "alpha_nominal": t.Alpha(), "fleiss": t.Scott(), "jaccard_coded": t.Jaccard(), "dice_f1": t.Positive(),
	}) {
		out[key] = value
	}
	lanes := [][]qda.Span{a, b}
	sums := agreement.SumsOf(agreement.Histogram(lanes, length)).WithSegments(lanes, length)
	out["u_alpha"] = sums.UAlpha()
	return out
}

func projectionTree(input json.RawMessage) (tree, error) {
	var in linesInput
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	end := 0
	for _, u := range in.Units {
		end = max(end, u[1])
	}
	p := agreement.NewPartition(spans(in.Units), end)
	a, _ := agreement.Normalise(spans(in.A), end)
	b, _ := agreement.Normalise(spans(in.B), end)
	out := tree{}
	for name, rule := range map[string]agreement.Cover{"any": agreement.Any, "half": agreement.Half} {
		first, second := p.Project(a, rule), p.Project(b, rule)
		branch := lanesTree(len(p.Units), first, second)
		matrix := make([][]int, len(p.Units))
		for i := range matrix {
			matrix[i] = []int{holds(first, i), holds(second, i)}
		}
		branch["matrix"] = matrix
		out[name] = branch
	}
	return out, nil
}

func holds(lane []qda.Span, at int) int {
	for _, s := range lane {
		if s.Holds(at) {
			return 1
		}
	}
	return 0
}

func segmentTree(input json.RawMessage) (tree, error) {
	var in linesInput
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	const far = 1 << 40
	a, _ := agreement.Segments(spans(in.A), far)
	b, _ := agreement.Segments(spans(in.B), far)
	out := tree{}
	for _, of := range []agreement.Denominator{agreement.OfUnion, agreement.OfLonger, agreement.OfShorter} {
		for percent := 1; percent <= 100; percent++ {
			m, _, _ := agreement.MatchSegments(a, b, agreement.Matching{Of: of, Share: float64(percent) / 100})
			out[fmt.Sprintf("%s_%d", of, percent)] = tree{
				"matched": m.Pairs, "only_A": m.OnlyFirst, "only_B": m.OnlySecond,
				"percent": m.Percent(), "holsti": m.Holsti(), "kappa_n": m.KappaN(in.Codes),
			}
		}
	}
	return out, nil
}

// scaleTree generates a document by the recipe of the vector and compares all
// coders on all codes.
func scaleTree(input json.RawMessage) (tree, error) {
	var in struct {
		L, Codes, Coders, Nseg int
		Seed                   uint64
		First3                 []string `json:"splitmix_first3"`
		FirstLane              [][2]int `json:"first_code_first_coder"`
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	probe := splitMix(in.Seed)
	for _, want := range in.First3 {
		if got := fmt.Sprint(probe.next()); got != want {
			return nil, fmt.Errorf("the generator gave %s, want %s", got, want)
		}
	}
	lanes := generate(in.L, in.Codes, in.Coders, in.Nseg, in.Seed)
	if want := spans(in.FirstLane); len(want) > 0 && !slices.Equal(lanes[0][0], want) {
		return nil, fmt.Errorf("generated %v, want %v", lanes[0][0], want)
	}
	intervals, percents := 0, []agreement.Estimate{}
	var light, unitized []agreement.Estimate
	for _, coders := range lanes {
		var kappas []agreement.Estimate
		for g, a := range coders {
			intervals += len(a)
			for _, b := range coders[g+1:] {
				t := agreement.CrossLanes(a, b, in.L)
				kappas = append(kappas, t.Cohen())
				percents = append(percents, t.Percent())
			}
		}
		light = append(light, agreement.MeanOf(kappas))
		unitized = append(unitized, agreement.SumsOf(agreement.Histogram(coders, in.L)).WithSegments(coders, in.L).UAlpha())
	}
	return tree{
		"intervals_total": intervals, "light_kappa_char": seriesTree(light),
		"percent_mean": agreement.MeanOf(percents), "u_alpha_per_code": seriesTree(unitized),
	}, nil
}

func seriesTree(estimates []agreement.Estimate) tree {
	var values []float64
	for _, e := range estimates {
		if e.Defined {
			values = append(values, e.Value)
		}
	}
	return tree{
		"n": len(values), "mean": agreement.MeanOf(estimates), "first5": values[:min(5, len(values))],
		"min": slices.Min(values), "max": slices.Max(values),
	}
}
