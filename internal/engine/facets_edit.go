package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// SaveFacet makes a facet or changes it. Values are the whole list, in order; one
// with an identity keeps it, and with it all codings that have it.
type SaveFacet struct {
	ID         qda.ID            `json:"id" ts_type:"string"` // none for a new one
	Name       string            `json:"name"`
	Definition string            `json:"definition"`
	Actors     bool              `json:"actors"` // its values are the actors of the project
	Multiple   bool              `json:"multiple"`
	Names      map[string]string `json:"names"`       // in other languages; those not named stay
	Meant      map[string]string `json:"definitions"` // likewise
	Values     []FacetValueView  `json:"values"`
}

// SaveFacet writes it. Values that are not in the list any more go into the bin:
// codings keep them, and they come back with the facet's values of that name.
func (p *Project) SaveFacet(ctx context.Context, r SaveFacet) (FacetView, error) {
	return saved(ctx, p, "facet", r.ID, func(tx *store.Tx) (qda.ID, error) { return saveFacet(tx, r) }, p.Facets, func(f FacetView) qda.ID { return f.ID })
}

func saveFacet(tx *store.Tx, r SaveFacet) (qda.ID, error) {
	f := qda.Facet{ID: r.ID, Name: strings.TrimSpace(r.Name), Definition: strings.TrimSpace(r.Definition), Actors: r.Actors, Multiple: r.Multiple}
	if f.Name == "" {
		return f.ID, qda.E(qda.Invalid, "facet.no_name", "A facet needs a name. Nothing was changed.")
	}
	all, err := store.List[qda.Facet](tx, store.Eq{})
	if err != nil {
		return f.ID, err
	}
	last, known := "", r.ID.IsZero()
	for _, o := range all {
		last = max(last, o.Pos)
		switch {
		case o.ID == f.ID:
			known = true
			f.Pos = o.Pos
			if o.Actors != f.Actors {
				return f.ID, qda.E(qda.Conflict, "facet.actors_fixed", "Whether a facet takes its values from the actors cannot change. Make another facet. Nothing was changed.")
			}
		case o.DeletedAt == "" && codebook.Fold(o.Name) == codebook.Fold(f.Name):
			return f.ID, qda.E(qda.Conflict, "facet.exists", "There is a facet {facet} already. Nothing was changed.", "facet", o.Name)
		}
	}
	if !known {
		return f.ID, noFacet(f.ID)
	}
	if f.ID.IsZero() {
		f.ID, f.Pos = tx.NewID(), qda.OrderKeys(last, 1)[0]
		err = store.Put(tx, f)
	} else {
		err = store.Save(tx, f)
	}
	if err != nil {
		return f.ID, err
	}
	if err := setTexts(tx, "facet", f.ID, r.Names, r.Meant); err != nil || f.Actors {
		return f.ID, err
	}
	return f.ID, saveFacetValues(tx, f, r.Values)
}

func saveFacetValues(tx *store.Tx, f qda.Facet, list []FacetValueView) error {
	have, err := store.List[qda.FacetValue](tx, store.Eq{"facet_id": f.ID})
	if err != nil {
		return err
	}
	keys, err := shortcuts(tx, f.ID)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	keep := map[qda.ID]bool{}
	for i, pos := range qda.OrderKeys("", len(list)) {
		v := qda.FacetValue{ID: list[i].ID, FacetID: f.ID, Name: strings.TrimSpace(list[i].Name), Definition: strings.TrimSpace(list[i].Definition), Shortcut: strings.TrimSpace(list[i].Shortcut), Pos: pos}
		if v.Name == "" || names[codebook.Fold(v.Name)] {
			return qda.E(qda.Invalid, "facet.value_name", "Every value of a facet needs a name of its own ({name}). Nothing was changed.", "name", v.Name)
		}
		names[codebook.Fold(v.Name)] = true
		if v.Shortcut != "" {
			if len([]rune(v.Shortcut)) != 1 {
				return qda.E(qda.Invalid, "facet.shortcut", "The key of a value is one character, not {key}. Nothing was changed.", "key", v.Shortcut)
			}
			if other, taken := keys[v.Shortcut]; taken {
				return qda.E(qda.Conflict, "facet.shortcut_taken", "The key {key} is that of {other} already. Nothing was changed.", "key", v.Shortcut, "other", other)
			}
			keys[v.Shortcut] = v.Name
		}
		at := slices.IndexFunc(have, func(h qda.FacetValue) bool {
			return h.ID == v.ID || v.ID.IsZero() && codebook.Fold(h.Name) == codebook.Fold(v.Name)
		})
		if at < 0 {
			v.ID = tx.NewID()
			err = store.Put(tx, v)
		} else {
			v.ID = have[at].ID
			err = store.Save(tx, v)
		}
		if err != nil {
			return err
		}
		keep[v.ID] = true
		if err := setTexts(tx, "facet_value", v.ID, list[i].Names, list[i].Meant); err != nil {
			return err
		}
	}
	for _, h := range have {
		if !keep[h.ID] && h.DeletedAt == "" {
			h.DeletedAt = tx.Now()
			if err := store.Save(tx, h); err != nil {
				return err
			}
		}
	}
	return nil
}

// shortcuts are the keys of other facets' values.
func shortcuts(tx *store.Tx, without qda.ID) (map[string]string, error) {
	all, err := store.List[qda.FacetValue](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	facets, err := store.List[qda.Facet](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, v := range all {
		binned := slices.ContainsFunc(facets, func(f qda.Facet) bool { return f.ID == v.FacetID && f.DeletedAt != "" })
		if v.FacetID != without && v.Shortcut != "" && v.DeletedAt == "" && !binned {
			out[v.Shortcut] = v.Name
		}
	}
	return out, nil
}

// BinFacet puts a facet into the bin, or fetches it back. Codings keep what was said
// of them.
func (p *Project) BinFacet(ctx context.Context, id qda.ID, bin bool) error {
	kind := "facet.edit"
	if bin {
		kind = "facet.bin"
	}
	_, err := p.update(ctx, kind, func(tx *store.Tx) error {
		f, err := store.Get[qda.Facet](tx, id)
		if qda.KindOf(err) == qda.NotFound {
			return noFacet(id)
		}
		if err != nil {
			return err
		}
		if f.DeletedAt = ""; bin {
			f.DeletedAt = tx.Now()
		}
		return store.Save(tx, f)
	})
	return err
}

// FacetsWhere sets or takes away a facet's value on every coding of the present
// coder that meets a condition, as one operation, and says how many were changed and
// how many met the condition but belong to others.
func (p *Project) FacetsWhere(ctx context.Context, where string, f FacetValue, on bool) (changed, others int, err error) {
	var mine []qda.ID
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		found, _, err := p.selectCodings(tx, cat, where, false, nil)
		if err != nil {
			return err
		}
		ids := each(found, qda.Coding.Key)
		have, err := tx.Qualifiers(ids)
		if err != nil {
			return err
		}
		for _, c := range found {
			has := slices.ContainsFunc(have[c.ID], func(q qda.Qualifier) bool { return q.FacetID == f.Facet && q.ValueID == f.Value })
			switch {
			case has == on:
			case c.CoderID != tx.Viewer():
				others++
			default:
				mine = append(mine, c.ID)
			}
		}
		return nil
	})
	if err != nil || len(mine) == 0 {
		return 0, others, err
	}
	_, err = p.SetFacets(ctx, mine, f, on)
	return len(mine), others, err
}
