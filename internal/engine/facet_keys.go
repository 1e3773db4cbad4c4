package engine

import (
	"cmp"
	"slices"
	"strings"

	"articula/internal/qda"
)

// actorKeyLetters are the letters that nothing else means while a text is read, right
// after coding too, in the order in which facets of actors take them.
const actorKeyLetters = "ODEFGHINQRUWXZ"

// actorKeys gives each facet that takes actors the one key that asks for an actor right
// after coding: actors are too many to have keys of their own, as values have. The keys
// of values go first. Else a key hangs on the identities of these facets, which are in the
// order in which they were made, and on nothing that people rename, translate or move; a
// facet in the bin keeps its own. Where there are more facets than letters the last have
// none.
func actorKeys(facets []qda.Facet, values []qda.FacetValue) map[qda.ID]string {
	standing := map[qda.ID]bool{}
	var ofActors []qda.Facet
	for _, f := range facets {
		standing[f.ID] = f.DeletedAt == ""
		if f.Actors {
			ofActors = append(ofActors, f)
		}
	}
	taken := map[string]bool{}
	for _, v := range values {
		if v.DeletedAt == "" && standing[v.FacetID] {
			taken[strings.ToUpper(v.Shortcut)] = true
		}
	}
	slices.SortFunc(ofActors, func(a, b qda.Facet) int { return cmp.Compare(a.ID.String(), b.ID.String()) })
	keys := map[qda.ID]string{}
	for _, letter := range strings.Split(actorKeyLetters, "") {
		if !taken[letter] && len(keys) < len(ofActors) {
			keys[ofActors[len(keys)].ID] = letter
		}
	}
	return keys
}
