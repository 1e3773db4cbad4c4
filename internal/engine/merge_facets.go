package engine

import (
	"cmp"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// Two copies may each have given one coding or relation another value of a facet that takes
// one. Both stay until a person decides. The question is read off the values themselves: it
// is asked in every copy that has both, and is gone wherever one of them is.

// severalValues lists these questions, one for each value beside the first.
func severalValues(tx *store.Tx, cat *catalog) ([]ConflictView, error) {
	list, err := tx.SeveralValues()
	if err != nil {
		return nil, err
	}
	var out []ConflictView
	for _, values := range list {
		q := values[0]
		on, err := cat.nameQualified(tx, q)
		if err != nil {
			return nil, err
		}
		cat.inFacetOrder(values)
		for _, other := range values[1:] {
			out = append(out, ConflictView{
				ID: qda.NaturalID("several", q.OwnerID, q.FacetID, other.ValueID), Entity: "qualifier", Thing: Ref{q.OwnerID, on}, Field: cat.facetOf[q.FacetID],
				Shown: cat.meaning(values[0]), Other: cat.meaning(other), State: "open",
			})
		}
	}
	return out, nil
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
	isOther := func(q qda.Qualifier) bool { return qda.NaturalID("several", q.OwnerID, q.FacetID, q.ValueID) == id }
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

// nameQualified calls a coding by its first words and a relation by its actors.
func (c *catalog) nameQualified(tx *store.Tx, q qda.Qualifier) (string, error) {
	if q.Owner == "coding" {
		coding, err := store.Get[qda.Coding](tx, q.OwnerID)
		return inVivoName(coding.Quote), err
	}
	r, err := store.Get[qda.Relation](tx, q.OwnerID)
	return c.actorOf[r.FromID] + " → " + c.actorOf[r.ToID], err
}
