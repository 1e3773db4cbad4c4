package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// AttributeView is an attribute with its permitted values and how much rests on it.
type AttributeView struct {
	ID         qda.ID            `json:"id" ts_type:"string"`
	Name       string            `json:"name"`
	Scope      qda.Scope         `json:"scope"`
	Type       qda.ValueType     `json:"type"`
	Definition string            `json:"definition"`
	Names      map[string]string `json:"names"`
	Meant      map[string]string `json:"definitions"` // in other languages
	Choices    []ChoiceView      `json:"choices"`
	Values     int               `json:"values"`    // held or contested
	Uncited    int               `json:"uncited"`   // of these, without a passage
	Contested  int               `json:"contested"` // owners that have more than one
}

// ChoiceView is one permitted value.
type ChoiceView struct {
	ID         qda.ID            `json:"id" ts_type:"string"`
	Name       string            `json:"name"`
	Definition string            `json:"definition"`
	Names      map[string]string `json:"names"`
	Meant      map[string]string `json:"definitions"` // in other languages
	Values     int               `json:"values"`
}

// Attributes lists the attributes of the project.
func (p *Project) Attributes(ctx context.Context) ([]AttributeView, error) {
	out := []AttributeView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		choices, err := store.List[qda.Choice](tx, store.Eq{})
		if err != nil {
			return err
		}
		cited, err := cat.restsOn(tx, "attribute_value")
		if err != nil {
			return err
		}
		for _, a := range cat.attrs {
			v := AttributeView{ID: a.ID, Name: a.Name, Scope: a.Scope, Type: a.Type, Definition: a.Definition, Names: cat.namesOf(a.ID), Meant: cat.definitionsOf(a.ID), Choices: []ChoiceView{}}
			uses := map[string]int{}
			for _, list := range cat.held {
				here := 0
				for _, x := range list {
					if x.AttributeID != a.ID {
						continue
					}
					uses[x.Value]++
					if x.Status == ValueRejected {
						continue
					}
					here++
					if len(cited[x.ID]) == 0 {
						v.Uncited++
					}
				}
				v.Values += here
				if here > 1 {
					v.Contested++
				}
			}
			for _, c := range choices {
				if c.AttributeID == a.ID {
					v.Choices = append(v.Choices, ChoiceView{ID: c.ID, Name: c.Name, Definition: c.Definition, Names: cat.namesOf(c.ID), Meant: cat.definitionsOf(c.ID), Values: uses[c.Name]})
				}
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// FindAttribute resolves what a person calls an attribute, in one scope.
func (p *Project) FindAttribute(ctx context.Context, scope qda.Scope, ref string) (qda.Attribute, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Attribute{}, err
	}
	for _, a := range cat.attrs {
		if a.ID.String() == ref || a.Scope == scope && cat.called(a.ID, a.Name, ref) {
			return a, nil
		}
	}
	return qda.Attribute{}, qda.E(qda.NotFound, "attribute.unknown", "There is no attribute {attribute}.", "attribute", ref)
}

// SaveAttribute makes or changes an attribute. Choices are the whole list; one with
// an identity keeps it and takes its values along under a new name.
type SaveAttribute struct {
	ID         qda.ID            `json:"id" ts_type:"string"` // none for a new one
	Name       string            `json:"name"`
	Scope      qda.Scope         `json:"scope"`
	Type       qda.ValueType     `json:"type"`
	Definition string            `json:"definition"`
	Names      map[string]string `json:"names"`       // in other languages; those not named stay
	Meant      map[string]string `json:"definitions"` // likewise
	Choices    []ChoiceView      `json:"choices"`
}

// SaveAttribute writes an attribute. It fails with Conflict, and changes nothing, if
// a value in use would not fit any more.
func (p *Project) SaveAttribute(ctx context.Context, r SaveAttribute) (AttributeView, error) {
	return saved(ctx, p, "attribute", r.ID, func(tx *store.Tx) (qda.ID, error) { return saveAttribute(tx, r) }, p.Attributes, func(a AttributeView) qda.ID { return a.ID })
}

func saveAttribute(tx *store.Tx, r SaveAttribute) (qda.ID, error) {
	a := qda.Attribute{ID: r.ID, Name: strings.TrimSpace(r.Name), Scope: r.Scope, Type: r.Type, Definition: strings.TrimSpace(r.Definition)}
	switch {
	case a.Name == "":
		return a.ID, qda.E(qda.Invalid, "attribute.no_name", "An attribute needs a name. Nothing was changed.")
	case !slices.Contains([]qda.Scope{qda.OnCase, qda.OnDocument, qda.OnSpeaker}, a.Scope):
		return a.ID, qda.E(qda.Invalid, "attribute.scope", "An attribute describes cases, documents or speakers. Nothing was changed.")
	case !slices.Contains(ValueTypes(), a.Type):
		return a.ID, qda.E(qda.Invalid, "attribute.type", "{type} is not a type of values. Use text, number, date, boolean or choice. Nothing was changed.", "type", a.Type)
	}
	all, err := store.List[qda.Attribute](tx, store.Eq{})
	if err != nil {
		return a.ID, err
	}
	last := ""
	for _, o := range all {
		last = max(last, o.Pos)
		if o.ID != a.ID && o.Scope == a.Scope && codebook.Fold(o.Name) == codebook.Fold(a.Name) {
			return a.ID, qda.E(qda.Conflict, "attribute.exists", "There is an attribute {attribute} already. Nothing was changed.", "attribute", o.Name)
		}
		if o.ID == a.ID {
			a.Pos = o.Pos
			if o.Scope != a.Scope {
				return a.ID, qda.E(qda.Conflict, "attribute.scope_fixed", "What an attribute describes cannot change. Make another attribute. Nothing was changed.")
			}
		}
	}
	if a.ID.IsZero() {
		a.ID, a.Pos = tx.NewID(), qda.OrderKeys(last, 1)[0]
		err = store.Put(tx, a)
	} else {
		err = store.Save(tx, a)
	}
	if err != nil {
		return a.ID, err
	}
	if err := setTexts(tx, "attribute", a.ID, r.Names, r.Meant); err != nil {
		return a.ID, err
	}
	if err := saveChoices(tx, a, r.Choices); err != nil {
		return a.ID, err
	}
	return a.ID, valuesFit(tx, a)
}

// ValueTypes lists the types that values can have.
func ValueTypes() []qda.ValueType {
	return []qda.ValueType{qda.TextValue, qda.NumberValue, qda.DateValue, qda.BooleanValue, qda.ChoiceValue}
}

// saveChoices makes the permitted values what the list says, in its order.
func saveChoices(tx *store.Tx, a qda.Attribute, list []ChoiceView) error {
	if a.Type != qda.ChoiceValue {
		list = nil
	}
	have, err := store.List[qda.Choice](tx, store.Eq{"attribute_id": a.ID})
	if err != nil {
		return err
	}
	renamed := map[string]string{}
	names := map[string]bool{}
	keep := map[qda.ID]bool{}
	for i, pos := range qda.OrderKeys("", len(list)) {
		c := qda.Choice{ID: list[i].ID, AttributeID: a.ID, Name: strings.TrimSpace(list[i].Name), Definition: strings.TrimSpace(list[i].Definition), Pos: pos}
		if c.Name == "" || names[codebook.Fold(c.Name)] {
			return qda.E(qda.Invalid, "attribute.choice_name", "Every permitted value needs a name of its own ({name}). Nothing was changed.", "name", c.Name)
		}
		names[codebook.Fold(c.Name)] = true
		at := slices.IndexFunc(have, func(h qda.Choice) bool { return h.ID == c.ID || c.ID.IsZero() && h.Name == c.Name })
		if at < 0 {
			c.ID = tx.NewID()
			err = store.Put(tx, c)
		} else {
			c.ID = have[at].ID
			if have[at].Name != c.Name {
				renamed[have[at].Name] = c.Name
			}
			err = store.Save(tx, c)
		}
		if err != nil {
			return err
		}
		keep[c.ID] = true
		if err := setTexts(tx, "choice", c.ID, list[i].Names, list[i].Meant); err != nil {
			return err
		}
	}
	for _, h := range have {
		if !keep[h.ID] {
			if err := store.Delete[qda.Choice](tx, h.ID); err != nil {
				return err
			}
		}
	}
	return renameValues(tx, a.ID, renamed)
}

// renameValues has everything that goes by the names of permitted values go by other ones.
func renameValues(tx *store.Tx, attribute qda.ID, renamed map[string]string) error {
	values, err := store.List[qda.AttributeValue](tx, store.Eq{"attribute_id": attribute})
	if err != nil {
		return err
	}
	for _, v := range values {
		if to, ok := renamed[v.Value]; ok {
			v.Value = to
			if err := store.Save(tx, v); err != nil {
				return err
			}
		}
	}
	return renameRows(tx, attribute, renamed)
}

// valuesFit refuses a change that would leave values in use without a meaning.
func valuesFit(tx *store.Tx, a qda.Attribute) error {
	choices, err := store.List[qda.Choice](tx, store.Eq{"attribute_id": a.ID})
	if err != nil {
		return err
	}
	values, err := store.List[qda.AttributeValue](tx, store.Eq{"attribute_id": a.ID})
	if err != nil {
		return err
	}
	var bad []string
	for _, v := range values {
		if _, err := checkValue(a, choices, v.Value); err != nil {
			bad = add(bad, v.Value)
		}
	}
	if len(bad) > 0 {
		return qda.E(qda.Conflict, "attribute.values_in_use", "{attribute} has values that would not fit any more: {values}. Nothing was changed. Change these first.", "attribute", a.Name, "values", few(bad))
	}
	return nil
}

// RemoveAttribute deletes an attribute with all its values and their citations.
func (p *Project) RemoveAttribute(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "attribute.remove", func(tx *store.Tx) error {
		if _, err := attribute(tx, id); err != nil {
			return err
		}
		return store.Delete[qda.Attribute](tx, id)
	})
	return err
}

func attribute(tx *store.Tx, id qda.ID) (qda.Attribute, error) {
	a, err := store.Get[qda.Attribute](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return a, noAttribute(id)
	}
	return a, err
}
