package agreement_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// segment is [start, end, value] in a vector.
type segment struct {
	start, end float64
	value      string
}

func (s *segment) UnmarshalJSON(b []byte) error {
	var value any
	if err := json.Unmarshal(b, &[]any{&s.start, &s.end, &value}); err != nil {
		return err
	}
	s.value = fmt.Sprint(value)
	return nil
}

// sections numbers the values in order and gives each coder's sections.
func sections(coders [][]segment) (values []string, out [][]agreement.Section) {
	for _, coder := range coders {
		for _, s := range coder {
			if !slices.Contains(values, s.value) {
				values = append(values, s.value)
			}
		}
	}
	slices.Sort(values)
	for _, coder := range coders {
		list := []agreement.Section{}
		for _, s := range coder {
			list = append(list, agreement.Section{
				Span: qda.Span{Start: int(s.start), End: int(s.end)}, Value: slices.Index(values, s.value),
			})
		}
		out = append(out, list)
	}
	return values, out
}

func unitizingTree(input json.RawMessage) (tree, error) {
	var in struct {
		Length int
		Coders [][]segment
		Merged [][]segment `json:"also_merged"`
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	out := unitizedTree(in.Length, in.Coders)
	out["as_given"] = unitizedTree(in.Length, in.Coders)
	if in.Merged != nil {
		out["merged"] = unitizedTree(in.Length, in.Merged)
	}
	if len(in.Coders) == 2 {
		var runs [2][]qda.Span
		for g, coder := range in.Coders {
			for _, s := range coder {
				runs[g] = append(runs[g], qda.Span{Start: int(s.start), End: int(s.end)})
			}
			runs[g], _ = agreement.Normalise(runs[g], in.Length)
		}
		t := agreement.CrossLanes(runs[0], runs[1], in.Length)
		out["char_table"] = [][]int{{t.Both, t.OnlyFirst}, {t.OnlySecond, t.Neither}}
	}
	return out, nil
}

func unitizedTree(length int, coders [][]segment) tree {
	values, lists := sections(coders)
	u := agreement.NewUnitizing(len(values))
	u.Add(length, lists)
	perCode := tree{}
	for k, name := range values {
		one := u.K(k)
		perCode[name] = tree{"alpha": one.Estimate, "coverage": one.Coverage}
	}
	both := u.C()
	return tree{"u_alpha": u.U(), "bar_u_alpha": u.Bar(), "cu_alpha": both.Estimate, "cu_coverage": both.Coverage, "ku": perCode}
}

func unitizing1995Tree(input json.RawMessage) (tree, error) {
	var in struct {
		Coders, Begin, Length int
		Units                 [][]any
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	coders := make([][]segment, in.Coders)
	for _, u := range in.Units {
		start := u[1].(float64) - float64(in.Begin)
		g := int(u[0].(float64))
		coders[g] = append(coders[g], segment{start, start + u[2].(float64), fmt.Sprint(u[3])})
	}
	values, lists := sections(coders)
	a := agreement.UnitizingAlpha1995(in.Length, len(values), lists)
	perValue := tree{}
	for k, e := range a.PerValue {
		perValue[values[k]] = tree{"Do": e.Observed, "De": e.Expected, "alpha": e}
	}
	return tree{"per": perValue, "Do": a.Overall.Observed, "De": a.Overall.Expected, "alphaU": a.Overall}, nil
}

func gammaTree(input json.RawMessage) (tree, error) {
	var in struct {
		Coders      [][]segment
		Alpha, Beta float64
		Empty       float64       `json:"delta_empty"`
		Samples     [][][]segment `json:"chance_samples"`
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	var categories []string
	continuum := func(coders [][]segment) [][]agreement.GammaUnit {
		out := make([][]agreement.GammaUnit, len(coders))
		for g, coder := range coders {
			for _, s := range coder {
				if !slices.Contains(categories, s.value) {
					categories = append(categories, s.value)
				}
				out[g] = append(out[g], agreement.GammaUnit{Start: s.start, End: s.end, Category: slices.Index(categories, s.value)})
			}
		}
		return out
	}
	d := agreement.Dissimilarity{Position: in.Alpha, Category: in.Beta, Empty: in.Empty}
	best, err := agreement.Align(continuum(in.Coders), d, agreement.Job{})
	if err != nil {
		return nil, err
	}
	out := tree{"observed_disorder": best.Disorder, "exact": best.Exact, "alignment_groups": len(best.Groups)}
	category, ok := best.CategoryDisorder()
	if ok {
		out["gamma_cat_observed_disorder"] = category
	}
	var disorders, categoryDisorders []float64
	for _, sample := range in.Samples {
		a, err := agreement.Align(continuum(sample), d, agreement.Job{})
		if err != nil {
			return nil, err
		}
		disorders = append(disorders, a.Disorder)
		if d, ok := a.CategoryDisorder(); ok {
			categoryDisorders = append(categoryDisorders, d)
		}
	}
	g := agreement.GammaAgainst(best.Disorder, disorders)
	out["sample_disorders"], out["gamma_from_samples"], out["expected_disorder_from_samples"] = disorders, g, g.Expected
	gc := agreement.GammaAgainst(category, categoryDisorders)
	out["gamma_cat_from_samples"], out["gamma_cat_expected_disorder_from_samples"] = gc, gc.Expected
	return out, nil
}

func segmentationTree(input json.RawMessage) (tree, error) {
	var in struct {
		Pairs [][2]agreement.Masses
		Near  int `json:"n_t"`
	}
	in.Near = 2
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	out := tree{}
	var b, pk, wd []agreement.Estimate
	for _, p := range in.Pairs {
		b = append(b, agreement.BoundarySimilarity(p[0], p[1], in.Near))
		pk = append(pk, agreement.Pk(p[0], p[1]))
		wd = append(wd, agreement.WindowDiff(p[0], p[1]))
	}
	out["B"], out["pk"], out["wd"] = b, pk, wd
	for i, name := range []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"} {
		if i < len(b) {
			out["B_"+name], out["pk_"+name], out["wd_"+name] = b[i], pk[i], wd[i]
		}
	}
	return out, nil
}

func driftTree(input json.RawMessage) (tree, error) {
	var in struct {
		Table                    [][]int
		Agree, N                 []int
		Scores, X                []float64
		Target, Sigma, Lambda, L float64
		A1, Se1, A2, Se2         float64
	}
	if err := json.Unmarshal(input, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Table != nil:
		return recodeTree(in.Table), nil
	case in.Agree != nil:
		var windows []agreement.Window
		for i, agreed := range in.Agree {
			windows = append(windows, agreement.Window{Agreed: agreed, Decisions: in.N[i], Score: in.Scores[i]})
		}
		trend := agreement.CochranArmitage(windows)
		return tree{"z": trend.Z, "p_two_sided": trend.P}, nil
	case in.X != nil:
		var points []tree
		for _, p := range agreement.EWMA(in.X, in.Target, in.Sigma, in.Lambda, in.L) {
			points = append(points, tree{"ewma": p.Value, "lower": p.Low, "upper": p.High, "signal": p.Signal})
		}
		return tree{"points": points}, nil
	case in.Se1 > 0:
		of := func(value, se float64) agreement.Estimate {
			return agreement.Estimate{Value: value, Defined: true, Uncertainty: &agreement.Uncertainty{SE: se}}
		}
		d := agreement.Between(of(in.A1, in.Se1), of(in.A2, in.Se2))
		return tree{"difference": d.Estimate, "z": d.Z, "p_two_sided": d.P}, nil
	}
	return nil, fmt.Errorf("a drift vector needs a table, a series or two estimates")
}

func recodeTree(cells [][]int) tree {
	t := agreement.Table{Scale: ranks(len(cells)), Counts: cells}
	kappa := t.Cohen(agreement.Unweighted)
	out := tree{"percent": t.Percent(agreement.Unweighted), "kappa": kappa}
	if kappa.Uncertainty != nil {
		out["kappa_se"] = kappa.Uncertainty.SE
	}
	if margins, why := t.StuartMaxwell(); why == "" {
		out["stuart_maxwell"] = tree{"chi2": margins.ChiSquare, "df": margins.Freedom, "p": margins.P}
	}
	if len(cells) == 2 {
		two := table2(cells)
		for key, value := range specificTree(two) {
			out[key] = value
		}
		test := two.McNemar()
		out["mcnemar"] = tree{
			"chi2": test.ChiSquare, "chi2_cc": test.ChiSquareMinus, "p_exact": test.PExact, "gained": test.Gained, "lost": test.Lost,
		}
	}
	return out
}
