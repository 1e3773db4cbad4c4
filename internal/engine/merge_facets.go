package engine

import (
	"cmp"
	"maps"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// Two copies may each have given one coding or relation another value of a facet that takes
// one. Both stay until a person decides, which for a coding is its coder. The question is read off the values themselves: it
// is asked in every copy that has both, and is gone wherever one of them is.

// several is a coding or relation with several values of a facet that takes one, the first
// one as the facet lists them.
type several struct {
	values []qda.Qualifier
	name   string // of the coding or relation
	coder  qda.ID // whose coding it is, and who alone can change it; none for a relation
}

func readSeveral(tx *store.Tx, cat *catalog) ([]several, error) {
	list, err := tx.SeveralValues()
	if err != nil {
		return nil, err
	}
	var out []several
	for _, values := range list {
		s := several{values: values}
		if values[0].Owner == "coding" {
			c, err := store.Get[qda.Coding](tx, values[0].OwnerID)
			if err != nil {
				return nil, err
			}
			s.name, s.coder = inVivoName(c.Quote), c.CoderID
		} else {
			r, err := store.Get[qda.Relation](tx, values[0].OwnerID)
			if err != nil {
				return nil, err
			}
			s.name = cat.actorOf[r.FromID] + " → " + cat.actorOf[r.ToID]
		}
		cat.inFacetOrder(values)
		out = append(out, s)
	}
	return out, nil
}

// severalValues lists the questions that the viewer can decide on, one for each value
// beside the first.
func severalValues(tx *store.Tx, cat *catalog) ([]ConflictView, error) {
	list, err := readSeveral(tx, cat)
	var out []ConflictView
	for _, s := range list {
		if !s.coder.IsZero() && s.coder != tx.Viewer() {
			continue
		}
		q := s.values[0]
		for _, other := range s.values[1:] {
			out = append(out, ConflictView{
				ID: severalID(other), Entity: "qualifier", Thing: Ref{q.OwnerID, s.name}, Field: cat.facetOf[q.FacetID],
				Shown: cat.meaning(q), Other: cat.meaning(other), State: "open",
			})
		}
	}
	return out, err
}

// severalID names the question whether a value stays beside the first.
func severalID(other qda.Qualifier) qda.ID {
	return qda.NaturalID("several", other.OwnerID, other.FacetID, other.ValueID)
}

// severalOfOthers counts the codings of others that have several values of a facet that
// takes one, by coder and facet: these decide themselves.
func severalOfOthers(tx *store.Tx, cat *catalog) (map[[2]qda.ID]int, error) {
	list, err := readSeveral(tx, cat)
	out := map[[2]qda.ID]int{}
	for _, s := range list {
		if !s.coder.IsZero() && s.coder != tx.Viewer() {
			out[[2]qda.ID{s.coder, s.values[0].FacetID}]++
		}
	}
	return out, err
}

// tellSeveral tells of codings of others that have come to have several values.
func tellSeveral(tx *store.Tx, cat *catalog, before map[[2]qda.ID]int) ([]Notice, error) {
	now, err := severalOfOthers(tx, cat)
	var out []Notice
	for _, at := range slices.SortedFunc(maps.Keys(now), func(a, b [2]qda.ID) int { return cmp.Or(compareIDs(a[0], b[0]), compareIDs(a[1], b[1])) }) {
		if n := now[at] - before[at]; n > 0 {
			out = append(out, notice("merge.several", "Codings of {coder} have several values of {facet} now, which takes one ({count}). All of them stand until {coder} decides.", "count", n, "coder", cat.coderOf[at[0]], "facet", cat.facetOf[at[1]]))
		}
	}
	return out, err
}

// decideSeveral settles one of these questions: "ours" takes the other value away, "theirs"
// leaves it alone. It reports false where there is no such question.
func decideSeveral(tx *store.Tx, cat *catalog, id qda.ID, choice string) (ConflictView, bool, error) {
	open, err := severalValues(tx, cat)
	if err != nil {
		return ConflictView{}, false, err
	}
	at := slices.IndexFunc(open, func(v ConflictView) bool { return v.ID == id })
	if at < 0 {
		return ConflictView{}, false, nil
	}
	v := open[at]
	if choice != "ours" && choice != "theirs" {
		return v, true, qda.E(qda.Invalid, "conflict.one_value", "The facet takes one of the two values. Choose ours or theirs. Nothing was changed.")
	}
	values, err := store.List[qda.Qualifier](tx, store.Eq{"owner_id": v.Thing.ID})
	if err != nil {
		return v, true, err
	}
	isOther := func(q qda.Qualifier) bool { return severalID(q) == id }
	other := values[slices.IndexFunc(values, isOther)]
	for _, q := range values {
		if q.FacetID == other.FacetID && (q.ID == other.ID) == (choice == "ours") {
			if err := store.Delete[qda.Qualifier](tx, q.ID); err != nil {
				return v, true, err
			}
		}
	}
	v.State = choice
	return v, true, nil
}

// inFacetOrder sorts values of one facet as the facet lists them, actors by name.
func (c *catalog) inFacetOrder(values []qda.Qualifier) {
	place := func(q qda.Qualifier) int {
		return slices.IndexFunc(c.values, func(v qda.FacetValue) bool { return v.ID == q.ValueID })
	}
	slices.SortFunc(values, func(a, b qda.Qualifier) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(c.meaning(a), c.meaning(b)), compareIDs(a.ValueID, b.ValueID))
	})
}

// meaning names the value of a facet, which may be an actor.
func (c *catalog) meaning(q qda.Qualifier) string {
	return cmp.Or(c.valueOf[q.ValueID], c.actorOf[q.ValueID])
}
