package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// RelationView is a coordination between two actors, with what it rests on.
type RelationView struct {
	ID        qda.ID         `json:"id" ts_type:"string"`
	From      Ref            `json:"from"`
	To        Ref            `json:"to"`
	Case      Ref            `json:"case"`     // by path
	Strength  int            `json:"strength"` // 0 unknown, 1 weak, 2 medium, 3 strong
	Note      string         `json:"note"`
	Facets    []FacetValue   `json:"facets"` // level, mechanism, direction, influence
	Coder     Ref            `json:"coder"`
	At        string         `json:"at"`
	Citations []CitationView `json:"citations"`
}

// RelationFilter selects coordinations; zero values select all.
type RelationFilter struct {
	Case   qda.ID       `json:"case" ts_type:"string"`  // in it or in one below it
	Actor  qda.ID       `json:"actor" ts_type:"string"` // on either side
	Facets []FacetValue `json:"facets"`                 // all must be on it
}

// Relations lists coordinations in the order of the actors.
func (p *Project) Relations(ctx context.Context, f RelationFilter) ([]RelationView, error) {
	out := []RelationView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := store.List[qda.Relation](tx, store.Eq{})
		if err != nil {
			return err
		}
		facets, err := tx.Qualifiers(each(list, qda.Relation.Key))
		if err != nil {
			return err
		}
		cited, err := citationsOf(tx, "relation")
		if err != nil {
			return err
		}
		rank := map[qda.ID]int{}
		for i, a := range cat.actors {
			rank[a.ID] = i
		}
		slices.SortStableFunc(list, func(a, b qda.Relation) int {
			if a.FromID != b.FromID {
				return rank[a.FromID] - rank[b.FromID]
			}
			return rank[a.ToID] - rank[b.ToID]
		})
		w := newWorld(p, tx, cat)
		for _, r := range list {
			if !f.meets(cat, r, facets[r.ID]) {
				continue
			}
			v := RelationView{
				ID: r.ID, From: Ref{r.FromID, cat.actorOf[r.FromID]}, To: Ref{r.ToID, cat.actorOf[r.ToID]}, Strength: r.Strength, Note: r.Note,
				Facets: cat.facetValues(facets[r.ID]), Coder: Ref{r.CoderID, cat.coderOf[r.CoderID]}, At: r.At,
			}
			if cat.cases.byID[r.CaseID] != nil {
				v.Case = Ref{r.CaseID, cat.cases.path(r.CaseID)}
			}
			if v.Citations, err = w.citationViews(cited[r.ID], citationContext); err != nil {
				return err
			}
			out = append(out, v)
		}
		return w.err
	})
	return out, err
}

func (f RelationFilter) meets(cat *catalog, r qda.Relation, have []qda.Qualifier) bool {
	if !f.Actor.IsZero() && r.FromID != f.Actor && r.ToID != f.Actor {
		return false
	}
	if !f.Case.IsZero() && !slices.Contains(cat.cases.within(f.Case), r.CaseID) {
		return false
	}
	for _, want := range f.Facets {
		if !slices.ContainsFunc(have, func(q qda.Qualifier) bool { return q.FacetID == want.Facet && q.ValueID == want.Value }) {
			return false
		}
	}
	return true
}

// SaveRelation records a coordination or changes it.
type SaveRelation struct {
	ID        qda.ID       `json:"id" ts_type:"string"` // none for a new one
	From      qda.ID       `json:"from" ts_type:"string"`
	To        qda.ID       `json:"to" ts_type:"string"`
	Case      qda.ID       `json:"case" ts_type:"string"`
	Strength  int          `json:"strength"`
	Note      string       `json:"note"`
	Facets    []FacetValue `json:"facets"`    // the whole list
	Citations []Cite       `json:"citations"` // added to those it has
}

// SaveRelation writes it.
func (p *Project) SaveRelation(ctx context.Context, r SaveRelation) (qda.ID, error) {
	kind := addOrEdit("relation", r.ID)
	id := r.ID
	_, err := p.update(ctx, kind, func(tx *store.Tx) (err error) {
		if id, err = saveRelation(tx, r); err != nil {
			return err
		}
		return p.cite(tx, "relation", id, r.Citations)
	})
	return id, err
}

func saveRelation(tx *store.Tx, r SaveRelation) (qda.ID, error) {
	if r.From == r.To {
		return r.ID, qda.E(qda.Invalid, "relation.self", "An actor coordinates with another one, not with itself. Nothing was changed.")
	}
	if r.Strength < 0 || r.Strength > 3 {
		return r.ID, qda.E(qda.Invalid, "relation.strength", "A strength is 1 (weak), 2 (medium), 3 (strong), or 0 where it is not known. Nothing was changed.")
	}
	for _, a := range []qda.ID{r.From, r.To} {
		if _, err := store.Get[qda.Actor](tx, a); err != nil {
			return r.ID, noActor(a)
		}
	}
	if !r.Case.IsZero() {
		if _, err := store.Get[qda.Case](tx, r.Case); err != nil {
			return r.ID, noCase(r.Case)
		}
	}
	rec := qda.Relation{ID: r.ID, FromID: r.From, ToID: r.To, CaseID: r.Case, Strength: r.Strength, Note: r.Note, CoderID: tx.Viewer(), At: tx.Now()}
	var err error
	if r.ID.IsZero() {
		rec.ID = tx.NewID()
		err = store.Put(tx, rec)
	} else if _, e := store.Get[qda.Relation](tx, r.ID); e != nil {
		err = noRelation(r.ID)
	} else {
		err = store.Save(tx, rec)
	}
	if err != nil {
		return rec.ID, err
	}
	have, err := store.List[qda.Qualifier](tx, store.Eq{"owner_id": rec.ID})
	if err != nil {
		return rec.ID, err
	}
	for _, q := range have {
		if !slices.ContainsFunc(r.Facets, func(f FacetValue) bool { return f.Facet == q.FacetID && f.Value == q.ValueID }) {
			if err := store.Delete[qda.Qualifier](tx, q.ID); err != nil {
				return rec.ID, err
			}
		}
	}
	for _, f := range r.Facets {
		if err := setFacet(tx, "relation", rec.ID, f, true); err != nil {
			return rec.ID, err
		}
	}
	return rec.ID, nil
}

func noRelation(id qda.ID) error {
	return qda.E(qda.NotFound, "relation.gone", "The coordination {relation} is not in the project (any more).", "relation", id)
}

// RemoveRelations takes coordinations away, with their citations.
func (p *Project) RemoveRelations(ctx context.Context, ids []qda.ID) error {
	_, err := p.update(ctx, "relation.remove", func(tx *store.Tx) error {
		for _, id := range ids {
			if _, err := store.Get[qda.Relation](tx, id); err != nil {
				return noRelation(id)
			}
			if err := store.Delete[qda.Relation](tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
