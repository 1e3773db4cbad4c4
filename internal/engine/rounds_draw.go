package engine

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"articula/internal/qda"
)

// choose gives the documents of the plan, in the project's order, and how many of
// them have each value of the attribute. The same seed draws the same documents
// from the same ones, on any machine and in any order of the project.
func (r PlanRound) choose(cat *catalog) (chosen []qda.ID, strata map[string]int, from int, err error) {
	var pool []qda.ID
	for _, d := range cat.documents {
		if d.DeletedAt == "" && (len(r.Documents) == 0 || slices.Contains(r.Documents, d.ID)) {
			pool = append(pool, d.ID)
		}
	}
	if len(pool) == 0 {
		return nil, nil, 0, qda.E(qda.Invalid, "round.no_documents", "There are no documents to code. Nothing was planned.")
	}
	if r.Draw == 0 {
		return pool, nil, len(pool), nil
	}
	if r.Draw > len(pool) {
		return nil, nil, 0, qda.E(qda.Invalid, "round.draw_many", "{n} documents cannot be drawn from {m}. Nothing was planned.", "n", r.Draw, "m", len(pool))
	}
	groups, err := r.strata(cat, pool)
	if err != nil {
		return nil, nil, 0, err
	}
	values := make([]string, 0, len(groups))
	for v := range groups {
		values = append(values, v)
	}
	slices.Sort(values)
	sizes := make([]int, len(values))
	for i, v := range values {
		sizes[i] = len(groups[v])
	}
	quota := apportion(r.Draw, sizes)
	random := rand.New(rand.NewPCG(r.Seed, 0x726f756e64)) // "round"
	in := map[qda.ID]bool{}
	strata = map[string]int{}
	for i, v := range values {
		group := groups[v]
		slices.SortFunc(group, func(a, b qda.ID) int { return strings.Compare(string(a[:]), string(b[:])) })
		random.Shuffle(len(group), func(i, j int) { group[i], group[j] = group[j], group[i] })
		for _, id := range group[:quota[i]] {
			in[id] = true
		}
		strata[v] = quota[i]
	}
	for _, id := range pool {
		if in[id] {
			chosen = append(chosen, id)
		}
	}
	if r.Stratify == "" {
		strata = nil
	}
	return chosen, strata, len(pool), nil
}

// strata groups documents by the value that an attribute has for their first case;
// "" gathers those without one.
func (r PlanRound) strata(cat *catalog, pool []qda.ID) (map[string][]qda.ID, error) {
	groups := map[string][]qda.ID{}
	if r.Stratify == "" {
		groups[""] = slices.Clone(pool)
		return groups, nil
	}
	var attribute qda.Attribute
	var names []string
	for _, a := range cat.attrs {
		if a.Scope != qda.OnCase {
			continue
		}
		names = append(names, a.Name)
		if cat.called(a.ID, a.Name, r.Stratify) {
			attribute = a
		}
	}
	if attribute.ID.IsZero() {
		return nil, qda.E(qda.NotFound, "attribute.unknown_case", "Cases have no attribute {name}. They have {choices}.", "name", r.Stratify, "choices", strings.Join(names, ", "))
	}
	for _, id := range pool {
		value := ""
		for _, k := range cat.documentCases(id) {
			// a country is often known of a case's parent only
			for up := k; up != nil && value == ""; up = cat.cases.byID[up.ParentID] {
				for _, v := range cat.held[up.ID] {
					if v.AttributeID == attribute.ID && v.Status == "held" {
						value = v.Value
					}
				}
			}
			if value != "" {
				break
			}
		}
		groups[value] = append(groups[value], id)
	}
	return groups, nil
}

// apportion shares n out in proportion to the sizes, by largest remainders; ties go
// to the larger group, then the earlier one. No group gets more than it has.
func apportion(n int, sizes []int) []int {
	total := 0
	for _, s := range sizes {
		total += s
	}
	out := make([]int, len(sizes))
	rest := make([]int, len(sizes))
	left := n
	for i, s := range sizes {
		out[i] = n * s / total
		rest[i] = n * s % total
		left -= out[i]
	}
	order := make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(rest[b]-rest[a], sizes[b]-sizes[a]) })
	for _, i := range order {
		if left > 0 && out[i] < sizes[i] {
			out[i]++
			left--
		}
	}
	return out
}

// shareOut assigns: the first part of the documents, drawn by the seed, to
// everybody, the others in turn to one coder each.
func (r PlanRound) shareOut(documents []qda.ID) []qda.Assignment {
	everybody := map[qda.ID]bool{}
	if r.Share == 0 || r.Share == 1 {
		for _, d := range documents {
			everybody[d] = true
		}
	} else {
		shuffled := slices.Clone(documents)
		slices.SortFunc(shuffled, func(a, b qda.ID) int { return strings.Compare(string(a[:]), string(b[:])) })
		random := rand.New(rand.NewPCG(r.Seed, 0x7368617265)) // "share"
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		n := max(1, int(r.Share*float64(len(documents))+0.5))
		for _, d := range shuffled[:min(n, len(shuffled))] {
			everybody[d] = true
		}
	}
	var out []qda.Assignment
	turn := 0
	for _, d := range documents {
		if everybody[d] {
			for _, c := range r.Coders {
				out = append(out, qda.Assignment{DocumentID: d, CoderID: c})
			}
			continue
		}
		out = append(out, qda.Assignment{DocumentID: d, CoderID: r.Coders[turn%len(r.Coders)]})
		turn++
	}
	return out
}
