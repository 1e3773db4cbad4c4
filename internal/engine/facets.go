package engine

import (
	"cmp"
	"context"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// FacetView is a facet with its permitted values.
type FacetView struct {
	ID         qda.ID            `json:"id" ts_type:"string"`
	Name       string            `json:"name"`
	Definition string            `json:"definition"`
	Actors     bool              `json:"actors"`
	Multiple   bool              `json:"multiple"`
	Key        string            `json:"key"` // of a facet of actors: what asks for one of them right after coding; "" for none
	Names      map[string]string `json:"names"`
	Meant      map[string]string `json:"definitions"` // in other languages
	Values     []FacetValueView  `json:"values"`
}

// FacetValueView is a permitted value of a facet.
type FacetValueView struct {
	ID         qda.ID            `json:"id" ts_type:"string"`
	Name       string            `json:"name"`
	Definition string            `json:"definition"`
	Shortcut   string            `json:"shortcut"`
	Names      map[string]string `json:"names"`
	Meant      map[string]string `json:"definitions"` // in other languages
}

// Facets lists the facets of the project; a facet of actors lists the actors.
func (p *Project) Facets(ctx context.Context) ([]FacetView, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	out := []FacetView{}
	keys := actorKeys(cat.facets, cat.values)
	for _, f := range cat.facets {
		if f.DeletedAt != "" {
			continue
		}
		v := FacetView{ID: f.ID, Name: f.Name, Definition: f.Definition, Actors: f.Actors, Multiple: f.Multiple, Key: keys[f.ID], Names: cat.namesOf(f.ID), Meant: cat.definitionsOf(f.ID), Values: []FacetValueView{}}
		if f.Actors {
			for _, a := range cat.actors {
				if a.DeletedAt == "" {
					v.Values = append(v.Values, FacetValueView{ID: a.ID, Name: a.Name, Definition: a.Description, Names: cat.titlesOfActor(a.ID), Meant: map[string]string{}})
				}
			}
		}
		for _, x := range cat.values {
			if x.FacetID == f.ID && x.DeletedAt == "" {
				v.Values = append(v.Values, FacetValueView{ID: x.ID, Name: x.Name, Definition: x.Definition, Shortcut: x.Shortcut, Names: cat.namesOf(x.ID), Meant: cat.definitionsOf(x.ID)})
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// titlesByLanguage is what each actor is called in other languages than the one of its own
// name, the language of the project: the first of its names there that is no acronym.
func titlesByLanguage(list []qda.ActorName, own string) map[qda.ID]map[string]string {
	out := map[qda.ID]map[string]string{}
	for _, n := range list {
		if n.Acronym || n.Lang == "" || n.Lang == own || out[n.ActorID][n.Lang] != "" {
			continue
		}
		if out[n.ActorID] == nil {
			out[n.ActorID] = map[string]string{}
		}
		out[n.ActorID][n.Lang] = n.Name
	}
	return out
}

// titlesOfActor gives what an actor is called in other languages.
func (c *catalog) titlesOfActor(id qda.ID) map[string]string {
	if titles := c.actorTitles[id]; titles != nil {
		return titles
	}
	return map[string]string{}
}

// language is that of the names in the project.
func (c *catalog) language() string { return cmp.Or(c.project.Language, "en") }

// namesOf gives a thing's names in other languages.
func (c *catalog) namesOf(id qda.ID) map[string]string { return c.textsOf(id, "name") }

// definitionsOf gives its definitions in other languages.
func (c *catalog) definitionsOf(id qda.ID) map[string]string { return c.textsOf(id, "definition") }

func (c *catalog) textsOf(id qda.ID, field string) map[string]string {
	out := map[string]string{}
	for _, l := range c.labels[id] {
		if l.Field == field {
			out[l.Lang] = l.Text
		}
	}
	return out
}

// ParseFacet resolves "level=local": names in the project's own language or any
// other that it knows, without regard to case and accents. For a facet of actors
// the value may be any of an actor's names.
func (p *Project) ParseFacet(ctx context.Context, text string) (FacetValue, error) {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return FacetValue{}, qda.E(qda.Invalid, "facet.form", "{text} is not of the form facet=value.", "text", text)
	}
	facets, err := p.Facets(ctx)
	if err != nil {
		return FacetValue{}, err
	}
	var facetNames []string
	for _, f := range facets {
		facetNames = append(facetNames, f.Name)
		if !matches(name, f.Name, f.Names) {
			continue
		}
		var choices []string
		for _, v := range f.Values {
			if matches(value, v.Name, v.Names) {
				return FacetValue{Facet: f.ID, Value: v.ID, Name: f.Name, Meaning: v.Name}, nil
			}
			choices = append(choices, v.Name)
		}
		if f.Actors {
			if a, err := p.FindActor(ctx, value); err == nil {
				return FacetValue{Facet: f.ID, Value: a.ID, Name: f.Name, Meaning: a.Name}, nil
			}
		}
		return FacetValue{}, qda.E(qda.NotFound, "facet.value_unknown", "{facet} has no value {value}. Use one of {choices}.", "facet", f.Name, "value", value, "choices", strings.Join(choices, ", "))
	}
	return FacetValue{}, unknownFacet(name, facetNames)
}

// unknownFacet is the error for a name that none of the facets bears.
func unknownFacet(name string, facets []string) error {
	if len(facets) == 0 {
		return qda.E(qda.NotFound, "facet.none", "There is no facet {facet}; the codebook has none yet. Make it first. (articula codebook facet)", "facet", name)
	}
	return qda.E(qda.NotFound, "facet.unknown", "There is no facet {facet}. Use one of {choices}.", "facet", name, "choices", strings.Join(facets, ", "))
}

// FindFacet resolves what a person calls a facet: its identity or its name in any
// language, without regard to case and accents.
func (p *Project) FindFacet(ctx context.Context, ref string) (FacetView, error) {
	facets, err := p.Facets(ctx)
	if err != nil {
		return FacetView{}, err
	}
	for _, f := range facets {
		if f.ID.String() == ref || matches(ref, f.Name, f.Names) {
			return f, nil
		}
	}
	return FacetView{}, unknownFacet(ref, each(facets, func(f FacetView) string { return f.Name }))
}

// matches tells if a word is a thing's name, in one of its languages.
func matches(ref, name string, names map[string]string) bool {
	ref = codebook.Fold(ref)
	if ref == codebook.Fold(name) {
		return true
	}
	for _, n := range names {
		if ref == codebook.Fold(n) {
			return true
		}
	}
	return false
}

// FindActor resolves an actor by identity or any of its names and acronyms.
func (p *Project) FindActor(ctx context.Context, ref string) (qda.Actor, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Actor{}, err
	}
	if id, err := qda.ParseID(ref); err == nil {
		for _, a := range cat.actors {
			if a.ID == id {
				return a, nil
			}
		}
	}
	var found []qda.Actor
	err = p.view(ctx, func(tx *store.Tx) error {
		aliases, err := store.List[qda.ActorName](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, a := range cat.actors {
			hit := a.DeletedAt == "" && codebook.Fold(a.Name) == codebook.Fold(ref)
			for _, n := range aliases {
				hit = hit || a.DeletedAt == "" && n.ActorID == a.ID && codebook.Fold(n.Name) == codebook.Fold(ref)
			}
			if hit {
				found = append(found, a)
			}
		}
		return nil
	})
	if err != nil {
		return qda.Actor{}, err
	}
	switch len(found) {
	case 0:
		return qda.Actor{}, qda.E(qda.NotFound, "actor.unknown", "There is no actor {actor}.", "actor", ref)
	case 1:
		return found[0], nil
	}
	return qda.Actor{}, qda.E(qda.Conflict, "actor.ambiguous", "{n} actors are called {actor}. Name it by its identity.", "n", len(found), "actor", ref)
}

// SetFacets gives codings a facet's value, or takes it away. On a facet that takes
// one value the new one replaces the old.
func (p *Project) SetFacets(ctx context.Context, codings []qda.ID, f FacetValue, on bool) ([]CodingView, error) {
	if on {
		return p.ChangeFacets(ctx, codings, []FacetValue{f}, nil)
	}
	return p.ChangeFacets(ctx, codings, nil, []FacetValue{f})
}

// ChangeFacets takes values away from codings and gives them others, as one
// operation.
func (p *Project) ChangeFacets(ctx context.Context, codings []qda.ID, give, take []FacetValue) ([]CodingView, error) {
	_, err := p.update(ctx, "coding.facet", func(tx *store.Tx) error {
		for _, id := range codings {
			if _, err := p.ownCoding(tx, id); err != nil {
				return err
			}
			for _, f := range take {
				if err := setFacet(tx, "coding", id, f, false); err != nil {
					return err
				}
			}
			for _, f := range give {
				if err := setFacet(tx, "coding", id, f, true); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p.codingsByID(ctx, codings)
}

func setFacet(tx *store.Tx, entity string, owner qda.ID, f FacetValue, on bool) error {
	facet, err := store.Get[qda.Facet](tx, f.Facet)
	if err != nil {
		return err
	}
	if err := checkFacetValue(tx, facet, f.Value); err != nil {
		return err
	}
	have, err := store.List[qda.Qualifier](tx, store.Eq{"owner_id": owner, "facet_id": f.Facet})
	if err != nil {
		return err
	}
	there := false
	for _, q := range have {
		switch {
		case q.ValueID == f.Value:
			there = true
			if !on {
				if err := store.Delete[qda.Qualifier](tx, q.ID); err != nil {
					return err
				}
			}
		case on && !facet.Multiple:
			if err := store.Delete[qda.Qualifier](tx, q.ID); err != nil {
				return err
			}
		}
	}
	if !on || there {
		return nil
	}
	return store.Put(tx, qda.Qualifier{ID: qda.NaturalID("qualifier", owner, f.Facet, f.Value), OwnerID: owner, Owner: entity, FacetID: f.Facet, ValueID: f.Value})
}

func checkFacetValue(tx *store.Tx, f qda.Facet, value qda.ID) error {
	if f.Actors {
		_, err := store.Get[qda.Actor](tx, value)
		return err
	}
	v, err := store.Get[qda.FacetValue](tx, value)
	if err == nil && v.FacetID != f.ID {
		return qda.E(qda.Invalid, "facet.foreign_value", "{value} is not a value of {facet}. Nothing was changed.", "value", v.Name, "facet", f.Name)
	}
	return err
}
