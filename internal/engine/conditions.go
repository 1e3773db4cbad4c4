package engine

import (
	"cmp"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// A condition that the project keeps, of a saved query or of a column of a synthesis, calls
// things by their identities, so that it goes on asking for the same when they are renamed.
// People read and write it with the names that things have.

// keptCondition is the column in which a kind of record holds a condition.
var keptCondition = map[string]string{"dimension": "query", "saved_query": "text"}

// held gives a condition as the project keeps it. A name of several things stays a name: it
// means all of them.
func (n names) held(w *query.Where) string { return w.Renamed(toIdentities{n}).String() }

// shown gives a kept condition with the names that things have now; one that cannot be read
// as it is.
func (n names) shown(held string) string {
	w, err := query.ParseWhere(held)
	if err != nil {
		return held
	}
	return w.Renamed(toNames{n}).String()
}

// toIdentities calls things by their identities.
type toIdentities struct{ names }

func (n toIdentities) Named(kind query.NameKind, name string) string {
	if ids, err := n.Find(kind, name, false); err == nil && len(ids) == 1 {
		return ids[0].String()
	}
	return name
}

func (n toIdentities) FacetNamed(facet, value string) (string, string) {
	f, ids, err := n.Facet(facet, value)
	if err != nil {
		return facet, value
	}
	if len(ids) == 1 {
		value = ids[0].String()
	}
	return f.ID.String(), value
}

func (n toIdentities) AttributeNamed(attribute, value string) (string, string) {
	list, err := n.Attributes(attribute)
	if err != nil || len(list) != 1 {
		return attribute, value
	}
	if c := n.choicesCalled(list[0].ID, value); len(c) == 1 {
		value = c[0].ID.String()
	}
	return list[0].ID.String(), value
}

// toNames calls things by their names, where a name means the one thing alone.
type toNames struct{ names }

func (n toNames) Named(kind query.NameKind, name string) string {
	id, err := qda.ParseID(name)
	if err != nil {
		return name
	}
	called := ""
	switch kind {
	case query.CaseNamed:
		called = n.nameOfThing("case_unit", id)
	case query.SetNamed:
		if s, err := store.Get[qda.Set](n.tx, id); err == nil {
			called = s.Name
		}
	default: // called as their records are
		called = n.nameOfThing(string(kind), id)
	}
	if called == "" {
		return name
	}
	if found, err := n.Find(kind, called, false); err != nil || len(found) != 1 || found[0] != id {
		return name
	}
	return called
}

func (n toNames) FacetNamed(facet, value string) (string, string) {
	f, ids, err := n.Facet(facet, value)
	if err != nil {
		return facet, value
	}
	if again, _, err := n.Facet(f.Name, ""); err != nil || again.ID != f.ID {
		return facet, value
	}
	if len(ids) != 1 || value != ids[0].String() {
		return f.Name, value
	}
	called := cmp.Or(n.valueOf[ids[0]], n.actorOf[ids[0]])
	if _, again, err := n.Facet(f.Name, called); called == "" || err != nil || !slices.Equal(again, ids) {
		return f.Name, value
	}
	return f.Name, called
}

func (n toNames) AttributeNamed(attribute, value string) (string, string) {
	id, err := qda.ParseID(attribute)
	if err != nil {
		return attribute, value
	}
	a, err := n.attribute(id)
	if err != nil {
		return attribute, value
	}
	if c := n.choicesCalled(id, value); len(c) == 1 && c[0].ID.String() == value {
		if again := n.choicesCalled(id, c[0].Name); len(again) == 1 {
			value = c[0].Name
		}
	}
	if again, err := n.Attributes(a.Name); err != nil || len(again) != 1 {
		return attribute, value
	}
	return a.Name, value
}

// meantInstead has the conditions that the project keeps, and the columns of a code, ask for
// another thing in the place of one that became part of it.
func meantInstead(tx *store.Tx, gone, into qda.ID) error {
	dims, err := store.List[qda.Dimension](tx, store.Eq{})
	if err != nil {
		return err
	}
	for _, d := range dims {
		next := d
		next.Query = strings.ReplaceAll(d.Query, gone.String(), into.String())
		if d.CodeID == gone {
			next.CodeID = into
		}
		if next != d {
			if err := store.Save(tx, next); err != nil {
				return err
			}
		}
	}
	saved, err := store.List[qda.SavedQuery](tx, store.Eq{})
	if err != nil {
		return err
	}
	for _, q := range saved {
		if text := strings.ReplaceAll(q.Text, gone.String(), into.String()); text != q.Text {
			q.Text = text
			if err := store.Save(tx, q); err != nil {
				return err
			}
		}
	}
	return nil
}
