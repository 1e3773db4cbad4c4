package agreement_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"articula/internal/agreement"
	"articula/internal/qda"
)

var weightings = map[string]agreement.Weighting{
	"identity":   agreement.Unweighted,
	"unweighted": agreement.Unweighted,
	"linear":     agreement.Linear,
	"quadratic":  agreement.Quadratic,
	"radical":    agreement.Radical,
	"ordinal":    agreement.OrdinalWeights,
	"ratio":      agreement.RatioWeights,
	"circular":   agreement.Circular,
	"bipolar":    agreement.Bipolar,
}

var metrics = map[string]agreement.Metric{
	"nominal":  agreement.Nominal,
	"ordinal":  agreement.Ordinal,
	"interval": agreement.Interval,
	"ratio":    agreement.Ratio,
}

type codingInput struct {
	Units      [][]any
	Categories []any `json:"categories_declared"`
	Weights    string
	Length     int
	A, B       [][2]int
}

func (in codingInput) ratings() (agreement.Ratings, error) {
	var categories []string
	for _, c := range in.Categories {
		categories = append(categories, fmt.Sprint(c))
	}
	return agreement.ParseRatings(cells(in.Units), categories)
}

func codingTree(input json.RawMessage) (tree, error) {
	var in codingInput
	if err := decode(input, &in); err != nil {
		return nil, err
	}
	r, err := in.ratings()
	if err != nil {
		return nil, err
	}
	w := agreement.Unweighted
	if in.Weights != "" {
		ok := false
		if w, ok = weightings[in.Weights]; !ok {
			return nil, fmt.Errorf("weights %q are not known", in.Weights)
		}
	}
	return ratingsTree(r, w), nil
}

// ratingsTree holds everything that can be said about a table of units × coders.
func ratingsTree(r agreement.Ratings, w agreement.Weighting) tree {
	t := r.Tally()
	out := tree{
		"percent":          t.Percent(w),
		"gwet_ac":          t.Gwet(w),
		"gwet_ac1":         t.Gwet(agreement.Unweighted),
		"fleiss":           t.Fleiss(w),
		"brennan_prediger": t.BrennanPrediger(w),
		"conger":           r.Conger(w),
		"light_kappa":      r.Light(w),
		"alpha_gwet":       t.Alpha(agreement.Weighted(w)),
	}
	c := t.Coincidences()
	for name, metric := range metrics {
		alpha := t.Alpha(metric)
		out["alpha_"+name] = alpha
		out["alpha_"+name+"_parts"] = tree{"Do": alpha.Observed, "De": alpha.Expected, "n_pairable": c.Total}
		if alpha.Uncertainty != nil {
			out["alpha_"+name+"_se_linearised"] = alpha.Uncertainty.SE
			low, high, _ := alpha.Student(0.95)
			out["alpha_"+name+"_ci95_t"] = []float64{low, high}
		}
	}
	if null, why := t.FleissNull(); why == "" {
		perCategory := tree{}
		for k, e := range null.PerCategory {
			perCategory[r.Scale.Names[k]] = e
		}
		out["fleiss_null"] = tree{
			"se0_1971": null.SE1971, "se0_1979": null.SE1979, "z_1979": null.Z, "p_1979": null.P, "per_category": perCategory,
		}
	}
	table, why := r.TwoCoders()
	if why != "" {
		only := agreement.Estimate{Reason: why}
		out["kappa"], out["scott_pi"], out["kappa_max"], out["holsti"] = only, only, only, only
		return out
	}
	coders := r.Active()
	out["kappa"] = kappaTree(table, w)
	out["scott_pi"] = table.Scott(w)
	out["kappa_max"] = table.KappaMax(w)
	out["holsti"] = r.Holsti(coders[0], coders[1])
	return out
}

// kappaTree is kappa with its test against chance, or the bare estimate where
// there is none.
func kappaTree(t agreement.Table, w agreement.Weighting) any {
	kappa := t.Cohen(w)
	se0, z, p, ok := t.CohenNull(w)
	if !ok {
		return kappa
	}
	out := estimateTree(kappa)
	out["se0"], out["z"], out["p"] = se0, z, p
	return estimateLeaf{kappa, out}
}

func edgeTree(input json.RawMessage) (tree, error) {
	var in codingInput
	if err := decode(input, &in); err != nil {
		return nil, err
	}
	if in.Length > 0 {
		return lanesTree(in.Length, spans(in.A), spans(in.B)), nil
	}
	return codingTree(input)
}

func tableTree(input json.RawMessage) (tree, error) {
	var in struct{ Table [][]int }
	if err := decode(input, &in); err != nil {
		return nil, err
	}
	t := agreement.Table{Scale: ranks(len(in.Table)), Counts: in.Table}
	out := tree{}
	for name, w := range weightings {
		scott, alpha := t.Scott(w), estimateTree(t.Alpha(w))
		alpha["pe"] = scott.Expected // the vectors give alpha's chance agreement as pi's
		out[name] = tree{
			"n": t.Units(), "po": t.Percent(w), "percent": t.Percent(w),
			"kappa": kappaTree(t, w), "kappa_max": t.KappaMax(w),
			"scott_pi": scott, "alpha": estimateLeaf{t.Alpha(w), alpha},
			"gwet_ac": t.Gwet(w), "brennan_prediger": t.BrennanPrediger(w),
		}
	}
	if len(in.Table) == 2 {
		out["agreement_2x2"] = specificTree(table2(in.Table))
	}
	return out, nil
}

func weightedTableTree(input json.RawMessage) (tree, error) {
	var in struct {
		Table   [][]int
		Weights [][]float64 `json:"disagreement_weights"`
	}
	if err := decode(input, &in); err != nil {
		return nil, err
	}
	t := agreement.Table{Scale: ranks(len(in.Table)), Counts: in.Table}
	w := agreement.Disagreements(in.Weights)
	kappa := t.Cohen(w)
	out := tree{
		"kappa_w": kappa, "pe": kappa.Expected, "po": kappa.Observed, "scott_pi": t.Scott(w), "gwet_ac": t.Gwet(w),
		"brennan_prediger": t.BrennanPrediger(w), "alpha_weighted": t.Alpha(w), "alpha_nominal": t.Alpha(agreement.Unweighted),
	}
	if kappa.Uncertainty != nil {
		out["se"] = kappa.Uncertainty.SE
	}
	if se0, z, _, ok := t.CohenNull(w); ok {
		out["se0"], out["z"] = se0, z
	}
	return out, nil
}

func ranks(n int) agreement.Scale {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint(i + 1)
	}
	return agreement.NewScale(names...)
}

func table2(cells [][]int) agreement.Table2 {
	return agreement.Table2{Both: cells[0][0], OnlyFirst: cells[0][1], OnlySecond: cells[1][0], Neither: cells[1][1]}
}

func specificTree(t agreement.Table2) tree {
	return tree{
		"prevalence_index": t.PrevalenceIndex(), "bias_index": t.BiasIndex(), "pabak": t.PABAK(),
		"p_pos": t.Positive(), "p_neg": t.Negative(), "kappa_max": t.KappaMax(),
	}
}

type setsInput struct {
	Units [][]any
	Pairs [][2]string
}

// sets reads "A+B" as a set and gives the codes that occur.
func (in setsInput) sets() (r agreement.SetRatings, codes []string) {
	number := map[string]int{}
	parse := func(text string) int {
		var set []int
		for _, name := range strings.FieldsFunc(text, func(c rune) bool { return c == '+' }) {
			if _, ok := number[name]; !ok {
				number[name] = len(codes)
				codes = append(codes, name)
			}
			set = append(set, number[name])
		}
		return r.Set(set)
	}
	for _, unit := range in.Units {
		row := make([]int, len(unit))
		for g, cell := range unit {
			row[g] = agreement.Missing
			if cell != nil {
				row[g] = parse(fmt.Sprint(cell))
			}
		}
		r.Units = append(r.Units, row)
	}
	for _, pair := range in.Pairs {
		r.Units = append(r.Units, []int{parse(pair[0]), parse(pair[1])})
	}
	return r, codes
}

var setDistances = map[string]agreement.SetDistance{
	"masi":               agreement.MASI,
	"jaccard":            agreement.JaccardDistance,
	"dice":               agreement.DiceDistance,
	"exact_set":          agreement.SameSet,
	"masi_dkpro_variant": agreement.ScaledJaccard,
	"passonneau2004":     agreement.Monotonicity,
}

func setsTree(input json.RawMessage) (tree, error) {
	var in setsInput
	if err := decode(input, &in); err != nil {
		return nil, err
	}
	r, codes := in.sets()
	out, perCode := tree{}, tree{}
	for name, d := range setDistances {
		out["alpha_"+name] = r.Alpha(d, 1)
	}
	var alphas []agreement.Estimate
	for c, name := range codes {
		b := r.Binary(c)
		t := b.Tally()
		alphas = append(alphas, t.Alpha(agreement.Nominal))
		code := tree{"alpha": t.Alpha(agreement.Nominal), "percent": t.Percent(agreement.Unweighted), "gwet_ac1": t.Gwet(agreement.Unweighted)}
		if table, why := b.TwoCoders(); why == "" {
			code["kappa"] = table.Cohen(agreement.Unweighted)
		}
		perCode[name] = code
	}
	out["per_code"] = perCode
	out["pooled_binary_alpha"] = agreement.PooledBinaryAlpha(alphas)
	return out, nil
}

func setDistanceTree(input json.RawMessage) (tree, error) {
	var in setsInput
	if err := decode(input, &in); err != nil {
		return nil, err
	}
	r, _ := in.sets()
	out := tree{}
	for name, d := range setDistances {
		var values []float64
		for _, pair := range r.Units {
			values = append(values, d(r.Sets[pair[0]], r.Sets[pair[1]]))
		}
		out[name] = values
	}
	return out, nil
}

func spans(pairs [][2]int) []qda.Span {
	out := make([]qda.Span, len(pairs))
	for i, p := range pairs {
		out[i] = qda.Span{Start: p[0], End: p[1]}
	}
	return out
}
