package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"articula/internal/codebook"
	"articula/internal/column"
	"articula/internal/qda"
	"articula/internal/store"
)

// What a value can be: one at most is held for an owner; contested ones stand beside
// it, rejected ones are kept with their reasons.
const (
	ValueHeld      = "held"
	ValueContested = "contested"
	ValueRejected  = "rejected"
)

// ValueView is a value with everything that it rests on.
type ValueView struct {
	ID           qda.ID         `json:"id" ts_type:"string"`
	Attribute    qda.ID         `json:"attribute" ts_type:"string"`
	Name         string         `json:"name"` // of the attribute
	Type         qda.ValueType  `json:"type"`
	Owner        qda.ID         `json:"owner" ts_type:"string"`
	Value        string         `json:"value"`
	Status       string         `json:"status"`
	Alternatives string         `json:"alternatives"`
	Note         string         `json:"note"`
	Coder        Ref            `json:"coder"` // who decided
	At           string         `json:"at"`
	Cited        bool           `json:"cited"`   // rests on a passage of a document that is not in the bin
	Notices      []Notice       `json:"notices"` // what writing it has brought about
	Citations    []CitationView `json:"citations"`
}

// Values lists what is said of a case, document or speaker, in the order of the
// attributes, held before contested before rejected.
func (p *Project) Values(ctx context.Context, owner qda.ID) ([]ValueView, error) {
	var out []ValueView
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) (err error) {
		out, err = newWorld(p, tx, cat).valueViews(owner)
		return err
	})
	return out, err
}

func (w *world) valueViews(owner qda.ID) ([]ValueView, error) {
	out := []ValueView{}
	for _, a := range w.cat.attrs {
		for _, status := range []string{ValueHeld, ValueContested, ValueRejected} {
			for _, v := range w.cat.held[owner] {
				if v.AttributeID != a.ID || v.Status != status {
					continue
				}
				cited, err := w.citedFor(v.ID)
				if err != nil {
					return nil, err
				}
				views, err := w.citationViews(cited, citationContext)
				if err != nil {
					return nil, err
				}
				out = append(out, ValueView{
					ID: v.ID, Attribute: a.ID, Name: a.Name, Type: a.Type, Owner: owner, Value: v.Value, Status: v.Status, Alternatives: v.Alternatives,
					Note: v.Note, Coder: Ref{v.CoderID, w.cat.coderOf[v.CoderID]}, At: v.At, Cited: len(Standing(views)) > 0, Citations: views, Notices: []Notice{},
				})
			}
		}
	}
	return out, nil
}

// citedFor reads the passages that a value rests on, with those of values for which it stands.
func (w *world) citedFor(value qda.ID) ([]qda.Citation, error) {
	cited, err := store.List[qda.Citation](w.tx, store.Eq{"owner_id": value})
	for from, to := range w.cat.sameValue {
		if to == value && err == nil {
			var more []qda.Citation
			more, err = store.List[qda.Citation](w.tx, store.Eq{"owner_id": from})
			cited = append(cited, more...)
		}
	}
	for i := range cited {
		cited[i].OwnerID = value
	}
	return eachOnce(cited), err
}

// SetValue says what an attribute is for a case, document or speaker.
type SetValue struct {
	ID           qda.ID `json:"id" ts_type:"string"` // of a value to change; none for a new one
	Attribute    qda.ID `json:"attribute" ts_type:"string"`
	Owner        qda.ID `json:"owner" ts_type:"string"`
	Value        string `json:"value"`
	Status       string `json:"status"` // "" is "held"
	Alternatives string `json:"alternatives"`
	Note         string `json:"note"`
	Citations    []Cite `json:"citations"` // added to those it has
}

// SetValue writes a value. A value that becomes held makes the one that was held
// until then a contested one, so that both stand side by side; a value equal to one
// that is there takes its place and keeps its citations. The view has a notice where that
// makes a value contested, and where the new one rests on no passage.
func (p *Project) SetValue(ctx context.Context, r SetValue) (ValueView, error) {
	var id qda.ID
	var before []qda.AttributeValue
	_, err := p.update(ctx, "attribute.value", func(tx *store.Tx) (err error) {
		if before, err = valuesInOrder(tx, r.Attribute, r.Owner); err != nil {
			return err
		}
		id, err = p.setValue(tx, r)
		return err
	})
	if err != nil {
		return ValueView{}, err
	}
	list, err := p.Values(ctx, r.Owner)
	at := slices.IndexFunc(list, func(v ValueView) bool { return v.ID == id })
	if err != nil || at < 0 {
		return ValueView{}, err
	}
	v := list[at]
	for _, o := range before {
		if v.Status == ValueHeld && o.Status == ValueHeld && o.ID != id {
			v.Notices = append(v.Notices, notice("attribute.displaced", "{attribute} was {old} until now. That value is kept beside {value}, as contested.", "attribute", v.Name, "old", o.Value, "value", v.Value))
		}
	}
	if !v.Cited && v.Status != ValueRejected {
		v.Notices = append(v.Notices, notice("attribute.uncited", "{value} rests on no passage yet. Cite one, so that others can see why.", "value", v.Value))
	}
	return v, nil
}

func (p *Project) setValue(tx *store.Tx, r SetValue) (qda.ID, error) {
	a, err := attribute(tx, r.Attribute)
	if err != nil {
		return r.ID, err
	}
	if err := hasOwner(tx, a, r.Owner); err != nil {
		return r.ID, err
	}
	choices, err := store.List[qda.Choice](tx, store.Eq{"attribute_id": a.ID})
	if err != nil {
		return r.ID, err
	}
	value, err := checkValue(a, choices, r.Value)
	if err != nil {
		return r.ID, err
	}
	if r.Status == "" {
		r.Status = ValueHeld
	}
	if !slices.Contains([]string{ValueHeld, ValueContested, ValueRejected}, r.Status) {
		return r.ID, qda.E(qda.Invalid, "attribute.status", "A value is held, contested or rejected. Nothing was changed.")
	}
	have, err := valuesInOrder(tx, a.ID, r.Owner)
	if err != nil {
		return r.ID, err
	}
	at := slices.IndexFunc(have, func(v qda.AttributeValue) bool {
		return v.ID == r.ID || r.ID.IsZero() && v.Value == value
	})
	if at < 0 && !r.ID.IsZero() {
		return r.ID, noValue(r.ID)
	}
	v := qda.AttributeValue{ID: tx.NewID(), AttributeID: a.ID, OwnerID: r.Owner, Value: value, Status: r.Status, Alternatives: r.Alternatives, Note: r.Note, CoderID: tx.Viewer(), At: tx.Now()}
	if at >= 0 {
		v.ID = have[at].ID
		if r.ID.IsZero() { // what was said of it before is not lost by saying it again
			v.Note, v.Alternatives = orElse(v.Note, have[at].Note), orElse(v.Alternatives, have[at].Alternatives)
		}
		unchanged := have[at]
		unchanged.CoderID, unchanged.At = v.CoderID, v.At
		if unchanged != v {
			err = store.Save(tx, v)
		}
	} else {
		err = store.Put(tx, v)
	}
	if err != nil {
		return v.ID, err
	}
	if r.Status == ValueHeld {
		for _, o := range have {
			if o.ID != v.ID && o.Status == ValueHeld {
				o.Status = ValueContested
				if err := store.Save(tx, o); err != nil {
					return v.ID, err
				}
			}
		}
	}
	return v.ID, p.cite(tx, "attribute_value", v.ID, r.Citations)
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

func noValue(id qda.ID) error {
	return qda.E(qda.NotFound, "attribute.value_gone", "The value {value} is not in the project (any more).", "value", id)
}

// hasOwner refuses a value for what the attribute does not describe.
func hasOwner(tx *store.Tx, a qda.Attribute, owner qda.ID) (err error) {
	switch a.Scope {
	case qda.OnCase:
		_, err = store.Get[qda.Case](tx, owner)
	case qda.OnDocument:
		_, err = store.Get[qda.Document](tx, owner)
	case qda.OnSpeaker:
		_, err = store.Get[qda.Speaker](tx, owner)
	}
	if qda.KindOf(err) == qda.NotFound {
		return qda.E(qda.NotFound, "attribute.no_owner", "{attribute} describes a {scope}, and there is no such one (any more). Nothing was changed.", "attribute", a.Name, "scope", a.Scope)
	}
	return err
}

// RemoveValue deletes a value with its citations. To keep it with its reasons, set
// it to rejected instead.
func (p *Project) RemoveValue(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "attribute.value", func(tx *store.Tx) error {
		v, err := store.Get[qda.AttributeValue](tx, id)
		if qda.KindOf(err) == qda.NotFound {
			return noValue(id)
		}
		if err != nil {
			return err
		}
		have, err := valuesInOrder(tx, v.AttributeID, v.OwnerID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(have, func(x qda.AttributeValue) bool {
			return x.ID == id || x.Value == v.Value && (x.Status == ValueRejected) == (v.Status == ValueRejected)
		})
		return store.Delete[qda.AttributeValue](tx, have[at].ID)
	})
	return err
}

// checkValue brings a value into the form of its type, or says why it has none.
func checkValue(a qda.Attribute, choices []qda.Choice, value string) (string, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return "", qda.E(qda.Invalid, "attribute.value_empty", "A value of {attribute} cannot be empty.", "attribute", a.Name)
	}
	switch a.Type {
	case qda.NumberValue:
		n, ok := column.Number(value)
		if !ok {
			return "", qda.E(qda.Invalid, "attribute.not_number", "“{value}” is not a value of {attribute}: it is not a number, or can be read as two.", "value", value, "attribute", a.Name)
		}
		return n, nil
	case qda.DateValue:
		if !validDate(value) {
			return "", qda.E(qda.Invalid, "attribute.not_date", "“{value}” is not a value of {attribute}: a date is written YYYY, YYYY-MM or YYYY-MM-DD.", "value", value, "attribute", a.Name)
		}
	case qda.BooleanValue:
		b, ok := column.Boolean(value)
		if !ok {
			return "", qda.E(qda.Invalid, "attribute.not_boolean", "“{value}” is not a value of {attribute}: use true or false.", "value", value, "attribute", a.Name)
		}
		return fmt.Sprint(b), nil
	case qda.ChoiceValue:
		var names []string
		for _, c := range choices {
			if c.Name == value || codebook.Fold(c.Name) == codebook.Fold(value) {
				return c.Name, nil
			}
			names = append(names, c.Name)
		}
		return "", qda.E(qda.Invalid, "attribute.not_choice", "“{value}” is not a value of {attribute}: use one of {choices}.", "value", value, "attribute", a.Name, "choices", strings.Join(names, "; "))
	}
	return value, nil
}

// validDate reports whether a date is of one of the forms that the program keeps.
func validDate(s string) bool {
	for _, form := range []string{"2006", "2006-01", "2006-01-02"} {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}
