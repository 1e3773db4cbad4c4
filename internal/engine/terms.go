package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// TermGroupView is words of several languages that mean one thing in the project: a
// search for {name} finds them all.
type TermGroupView struct {
	ID    qda.ID   `json:"id" ts_type:"string"`
	Name  string   `json:"name"`
	Terms []string `json:"terms"` // words, phrases, beginnings of words: what a search takes
}

// TermGroups lists the term groups by name.
func (p *Project) TermGroups(ctx context.Context) ([]TermGroupView, error) {
	out := []TermGroupView{}
	err := p.view(ctx, func(tx *store.Tx) error {
		list, err := store.List[qda.TermGroup](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, g := range list {
			v := TermGroupView{ID: g.ID, Name: g.Name, Terms: []string{}}
			if err := json.Unmarshal([]byte(g.Terms), &v.Terms); err != nil {
				return qda.E(qda.Damaged, "terms.unreadable", "The terms of the group {group} cannot be read.", "group", g.Name).Because(err)
			}
			out = append(out, v)
		}
		slices.SortStableFunc(out, func(a, b TermGroupView) int {
			return strings.Compare(codebook.Fold(a.Name), codebook.Fold(b.Name))
		})
		return nil
	})
	return out, err
}

// SaveTermGroup makes a term group, or changes the one of that identity; empty terms
// and those that are there already are left out.
func (p *Project) SaveTermGroup(ctx context.Context, r TermGroupView) (TermGroupView, error) {
	r.Name = strings.TrimSpace(r.Name)
	var terms []string
	for _, t := range r.Terms {
		if t = strings.Join(strings.Fields(t), " "); t != "" && !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	r.Terms = terms
	switch {
	case r.Name == "":
		return r, qda.E(qda.Invalid, "terms.no_name", "A group of terms needs a name. Nothing was changed.")
	case strings.ContainsAny(r.Name, "{}"):
		return r, qda.E(qda.Invalid, "terms.braces", "The name of a group of terms has no braces: they stand around it in a search. Nothing was changed.")
	case len(terms) == 0:
		return r, qda.E(qda.Invalid, "terms.none", "A group of terms needs at least one term. Nothing was changed.")
	}
	_, err := p.update(ctx, "terms.save", func(tx *store.Tx) error {
		list, err := store.List[qda.TermGroup](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, g := range list {
			if g.ID != r.ID && codebook.Fold(g.Name) == codebook.Fold(r.Name) {
				return qda.E(qda.Conflict, "terms.same_name", "There is a group of terms {group} already. Nothing was changed.", "group", g.Name)
			}
		}
		text, err := json.Marshal(terms)
		if err != nil {
			return err
		}
		save := store.Save[qda.TermGroup]
		if r.ID.IsZero() {
			r.ID, save = tx.NewID(), store.Put[qda.TermGroup]
		}
		return save(tx, qda.TermGroup{ID: r.ID, Name: r.Name, Terms: string(text)})
	})
	return r, err
}

// RemoveTermGroup deletes a term group.
func (p *Project) RemoveTermGroup(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "terms.remove", func(tx *store.Tx) error { return store.Delete[qda.TermGroup](tx, id) })
	return err
}

// FindTermGroup resolves the identity or name of a term group.
func (p *Project) FindTermGroup(ctx context.Context, ref string) (TermGroupView, error) {
	list, err := p.TermGroups(ctx)
	if err != nil {
		return TermGroupView{}, err
	}
	for _, g := range list {
		if g.ID.String() == ref {
			return g, nil
		}
	}
	if found, one := matchNames(list, ref, func(g TermGroupView) string { return g.Name }); one {
		return found[0], nil
	}
	return TermGroupView{}, qda.E(qda.NotFound, "terms.unknown", "There is no group of terms {group}.", "group", ref)
}
