package cli

import (
	"articula/internal/engine"
	"articula/internal/qda"
)

type actorsRelation struct {
	onProject
	Relation string   `arg:"" help:"The coordination, by identity."`
	From     string   `help:"The actor that coordinates." placeholder:"ACTOR"`
	To       string   `help:"The actor with which it does." placeholder:"ACTOR"`
	Case     string   `help:"The case in which they do." placeholder:"CASE"`
	Strength *int     `help:"1 weak, 2 medium, 3 strong, 0 not known." placeholder:"N"`
	Facet    []string `help:"Its level, mechanism, direction, as level=local; they replace those it has." placeholder:"F=V"`
	Note     *string  `help:"A note." placeholder:"TEXT"`
	Document string   `help:"Cite a passage: the document it stands in." placeholder:"D"`
	Quote    string   `help:"Cite a passage: its words." placeholder:"TEXT"`
	Delete   bool     `help:"Delete it with its citations."`
}

func (actorsRelation) Examples() []string {
	return []string{
		`articula actors relation rural.articula RELATION`,
		`articula actors relation rural.articula RELATION --strength 2 --facet level=local --note "Since the new agreement."`,
		`articula actors relation rural.articula RELATION --delete`,
	}
}

// changes says that something of the coordination shall become another.
func (c *actorsRelation) changes() bool {
	return c.From+c.To+c.Case+c.Document+c.Quote != "" || c.Strength != nil || len(c.Facet) > 0 || c.Note != nil
}

func (c *actorsRelation) Run(a *app) error {
	ids, err := identities(c.Relation)
	if err != nil {
		return err
	}
	if c.Delete && c.changes() {
		return qda.E(qda.Invalid, "relation.delete_and_change", "A coordination is changed or deleted, not both. Nothing was changed.")
	}
	return a.project(c.File, c.Coder, !c.changes() && !c.Delete, func(p *engine.Project) error {
		if c.Delete {
			if err := p.RemoveRelations(a.ctx, ids); err != nil {
				return err
			}
			return a.print(removed{ids}, func() { a.say("Deleted.") })
		}
		v, err := c.find(a, p, ids[0])
		if err != nil {
			return err
		}
		if c.changes() {
			r, err := c.changed(a, p, v)
			if err != nil {
				return err
			}
			if _, err := p.SaveRelation(a.ctx, r); err != nil {
				return err
			}
			if v, err = c.find(a, p, ids[0]); err != nil {
				return err
			}
		}
		return a.print(v, func() { a.showRelation(v) })
	})
}

func (c *actorsRelation) find(a *app, p *engine.Project, id qda.ID) (engine.RelationView, error) {
	list, err := p.Relations(a.ctx, engine.RelationFilter{})
	if err != nil {
		return engine.RelationView{}, err
	}
	for _, v := range list {
		if v.ID == id {
			return v, nil
		}
	}
	return engine.RelationView{}, qda.E(qda.NotFound, "relation.gone", "The coordination {relation} is not in the project (any more).", "relation", id)
}

// changed is the coordination as the flags want it.
func (c *actorsRelation) changed(a *app, p *engine.Project, v engine.RelationView) (engine.SaveRelation, error) {
	r := engine.SaveRelation{ID: v.ID, From: v.From.ID, To: v.To.ID, Case: v.Case.ID, Strength: v.Strength, Note: v.Note, Facets: v.Facets}
	f, err := (&relationFilter{Case: c.Case, Facet: c.Facet}).filter(a, p)
	if err != nil {
		return r, err
	}
	if c.Case != "" {
		r.Case = f.Case
	}
	if len(c.Facet) > 0 {
		r.Facets = f.Facets
	}
	if c.Strength != nil {
		r.Strength = *c.Strength
	}
	if c.Note != nil {
		r.Note = *c.Note
	}
	for ref, end := range map[*string]*qda.ID{&c.From: &r.From, &c.To: &r.To} {
		if *ref == "" {
			continue
		}
		x, err := p.FindActor(a.ctx, *ref)
		if err != nil {
			return r, err
		}
		*end = x.ID
	}
	if c.Document+c.Quote != "" {
		d, span, err := (&place{Document: c.Document, Quote: c.Quote, Nth: 1}).find(a, p)
		if err != nil {
			return r, err
		}
		r.Citations = []engine.Cite{{Document: d, Start: span.Start, End: span.End}}
	}
	return r, nil
}

func (a *app) showRelation(r engine.RelationView) {
	a.say("%s → %s  [%s]  %s  %s", r.From.Name, r.To.Name, joined(r.Facets, func(v engine.FacetValue) string { return v.Meaning }), r.Case.Name, r.ID)
	for _, x := range r.Citations {
		a.say("    %s %s", x.Role, citedAs(x, 160))
	}
}
