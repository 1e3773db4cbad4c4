package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// The kinds of query that are kept.
const (
	SavedSegments = "segments"
	SavedSearch   = "search"
)

// SavedQueryView is a retrieval or search kept under a name.
type SavedQueryView struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Name  string `json:"name"`
	Kind  string `json:"kind"`  // "segments" or "search"
	Text  string `json:"text"`  // the words of a search
	Where string `json:"where"` // the condition, with the names that things have now
	Coder Ref    `json:"coder"` // who kept it
	At    string `json:"at"`
}

// SaveQuery says what to keep.
type SaveQuery struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Where string `json:"where"`
}

// savedText is what a record of a saved query holds.
type savedText struct {
	Text  string `json:"text,omitempty"`
	Where string `json:"where"`
}

// SavedQueries lists what was kept, by name.
func (p *Project) SavedQueries(ctx context.Context) ([]SavedQueryView, error) {
	out := []SavedQueryView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := store.List[qda.SavedQuery](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, q := range list {
			out = append(out, savedView(names{cat, tx}, q))
		}
		slices.SortStableFunc(out, func(a, b SavedQueryView) int {
			return strings.Compare(codebook.Fold(a.Name), codebook.Fold(b.Name))
		})
		return nil
	})
	return out, err
}

func savedView(n names, q qda.SavedQuery) SavedQueryView {
	v := SavedQueryView{ID: q.ID, Name: q.Name, Kind: q.Kind, Coder: Ref{q.CoderID, n.coderOf[q.CoderID]}, At: q.At}
	var held savedText
	if json.Unmarshal([]byte(q.Text), &held) != nil {
		held = savedText{Where: q.Text} // written by something else; shown as it is
	}
	v.Text, v.Where = held.Text, n.shown(held.Where)
	return v
}

// SaveQuery keeps a query; one of the same name and kind is replaced. A condition
// that cannot be read, or that names what is not there, is refused.
func (p *Project) SaveQuery(ctx context.Context, r SaveQuery) (SavedQueryView, error) {
	var out SavedQueryView
	name := strings.TrimSpace(r.Name)
	switch {
	case name == "":
		return out, qda.E(qda.Invalid, "query.no_name", "A query that is kept needs a name. Nothing was changed.")
	case r.Kind != SavedSegments && r.Kind != SavedSearch:
		return out, qda.E(qda.Invalid, "query.kind", "{kind} is not a kind of query. Use segments or search.", "kind", r.Kind)
	case r.Kind == SavedSearch && strings.TrimSpace(r.Text) == "":
		return out, qda.E(qda.Invalid, "query.no_words", "A search that is kept needs words. Nothing was changed.")
	}
	parsed, err := query.ParseWhere(r.Where)
	if err != nil {
		return out, err
	}
	cat, err := p.names(ctx)
	if err != nil {
		return out, err
	}
	_, err = p.update(ctx, "query.save", func(tx *store.Tx) error {
		n := names{cat, tx}
		if _, err := parsed.Bind(n); err != nil {
			return err
		}
		held := savedText{Where: n.held(parsed)}
		if r.Kind == SavedSearch {
			held.Text = strings.TrimSpace(r.Text)
		}
		text, err := json.Marshal(held)
		if err != nil {
			return err
		}
		q := qda.SavedQuery{Name: name, Kind: r.Kind, Text: string(text), CoderID: tx.Viewer(), At: tx.Now()}
		list, err := store.List[qda.SavedQuery](tx, store.Eq{"kind": r.Kind})
		if err != nil {
			return err
		}
		for _, old := range list {
			if codebook.Fold(old.Name) == codebook.Fold(name) {
				q.ID = old.ID
			}
		}
		save := store.Save[qda.SavedQuery]
		if q.ID.IsZero() {
			q.ID, save = tx.NewID(), store.Put[qda.SavedQuery]
		}
		if err := save(tx, q); err != nil {
			return err
		}
		out = savedView(n, q)
		return nil
	})
	return out, err
}

// RemoveQuery deletes a query that was kept.
func (p *Project) RemoveQuery(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "query.remove", func(tx *store.Tx) error { return store.Delete[qda.SavedQuery](tx, id) })
	return err
}

// FindQuery resolves the identity or name of a query that was kept.
func (p *Project) FindQuery(ctx context.Context, ref string) (SavedQueryView, error) {
	list, err := p.SavedQueries(ctx)
	if err != nil {
		return SavedQueryView{}, err
	}
	if id, err := qda.ParseID(ref); err == nil {
		for _, q := range list {
			if q.ID == id {
				return q, nil
			}
		}
	}
	if found, one := matchNames(list, ref, func(q SavedQueryView) string { return q.Name }); one {
		return found[0], nil
	}
	return SavedQueryView{}, qda.E(qda.NotFound, "query.unknown", "There is no saved query {query}, or several. List them to see their identities.", "query", ref)
}
