package codebook

import "articula/internal/qda"

// Finding is something in a codebook that a reviewer would object to.
type Finding struct {
	Code qda.ID
	Kind string // "same_name", "no_definition" or "similar_name"
	With qda.ID // the other code, for names
}

// Lint looks over the standing codes: siblings of one name, codes of one name in
// different places, and codes that can be applied but say not what they mean.
func (t *Tree) Lint() []Finding {
	var out []Finding
	first := map[string]*Node{}
	for n := range t.Standing {
		key := Fold(n.Code.Name)
		if other := first[key]; other != nil && key != "" {
			kind := "similar_name"
			if other.Parent == n.Parent {
				kind = "same_name"
			}
			out = append(out, Finding{Code: n.Code.ID, Kind: kind, With: other.Code.ID})
		} else {
			first[key] = n
		}
		if !n.Code.Folder && n.Code.Definition == "" {
			out = append(out, Finding{Code: n.Code.ID, Kind: "no_definition"})
		}
	}
	return out
}
