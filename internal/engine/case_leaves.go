package engine

import (
	"articula/internal/codebook"
	"articula/internal/qda"
)

// leafIDs are the standing cases that are compared: those under which there is no other,
// and whose kind is not one that groups others elsewhere in the tree. So a region without
// a country yet is no case beside regions that have some, and a country without cases is
// one where no country has any.
func (t caseTree) leafIDs() []qda.ID {
	groups := t.groups()
	var out []qda.ID
	for _, c := range t.list {
		if !t.binned[c.ID] && !groups[c.ID] {
			out = append(out, c.ID)
		}
	}
	return out
}

// groups are the standing cases that only group others.
func (t caseTree) groups() map[qda.ID]bool {
	above, kinds := map[qda.ID]bool{}, map[string]bool{}
	for _, c := range t.list {
		if !t.binned[c.ID] {
			above[c.ParentID] = true
		}
	}
	for _, c := range t.list {
		if kind := codebook.Fold(c.Kind); above[c.ID] && !t.binned[c.ID] && kind != "" && kind != "case" {
			kinds[kind] = true
		}
	}
	out := map[qda.ID]bool{}
	for _, c := range t.list {
		if !t.binned[c.ID] && (above[c.ID] || kinds[codebook.Fold(c.Kind)]) {
			out[c.ID] = true
		}
	}
	return out
}
