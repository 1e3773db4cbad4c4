package engine

import (
	"cmp"
	"maps"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// Copies that worked apart may each have held another value of one attribute (how these are
// read see [valuesOnce]), or have used a permitted value by a name that the other one
// changed. A merge takes all of that over as it is. Renaming is made up for afterwards, by
// whoever merges, in an operation that goes with the merge: it is told, and is taken back
// with it. Whoever meets the same copies makes the same of them.

// misfit is a text that is no value of an attribute: it is not permitted, or not of its type.
type misfit struct {
	attribute qda.ID
	value     string
}

// valuesMeeting puts the values of attributes in order.
type valuesMeeting struct {
	tx      *store.Tx
	attrs   map[qda.ID]qda.Attribute
	choices map[qda.ID][]qda.Choice
	values  []qda.AttributeValue // in the order of their identities
}

func newValuesMeeting(tx *store.Tx) (*valuesMeeting, error) {
	m := &valuesMeeting{tx: tx.Unblinded(), attrs: map[qda.ID]qda.Attribute{}, choices: map[qda.ID][]qda.Choice{}}
	attrs, err := store.List[qda.Attribute](m.tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	for _, a := range attrs {
		m.attrs[a.ID] = a
	}
	choices, err := store.List[qda.Choice](m.tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	for _, c := range choices {
		m.choices[c.AttributeID] = append(m.choices[c.AttributeID], c)
	}
	return m, m.read()
}

func (m *valuesMeeting) read() (err error) {
	m.values, err = store.List[qda.AttributeValue](m.tx, store.Eq{})
	slices.SortFunc(m.values, func(a, b qda.AttributeValue) int { return compareIDs(a.ID, b.ID) })
	return err
}

// misfits counts the values that are none of their attribute.
func (m *valuesMeeting) misfits() map[misfit]int {
	out := map[misfit]int{}
	for _, v := range m.values {
		if _, err := checkValue(m.attrs[v.AttributeID], m.choices[v.AttributeID], v.Value); err != nil {
			out[misfit{v.AttributeID, v.Value}]++
		}
	}
	return out
}

// valuesBefore is what was not in order with values before a merge, and is not told again.
type valuesBefore struct {
	misfits map[misfit]int
	aside   map[qda.ID]bool
	several map[[2]qda.ID]int // of others; see [severalOfOthers]
}

func readValuesBefore(tx *store.Tx, cat *catalog) (valuesBefore, error) {
	m, err := newValuesMeeting(tx)
	if err != nil {
		return valuesBefore{}, err
	}
	several, err := severalOfOthers(tx, cat)
	return valuesBefore{m.misfits(), qda.HeldAside(m.values), several}, err
}

// valuesMeet has values follow the names of what is permitted after a merge, and says what
// became of values.
func valuesMeet(tx *store.Tx, cat *catalog, before valuesBefore) ([]Notice, error) {
	m, err := newValuesMeeting(tx)
	if err != nil {
		return nil, err
	}
	out, err := m.followNames()
	if err != nil {
		return nil, err
	}
	left := m.misfits()
	for _, x := range slices.SortedFunc(maps.Keys(left), func(a, b misfit) int {
		return cmp.Or(compareIDs(a.attribute, b.attribute), cmp.Compare(a.value, b.value))
	}) {
		if before.misfits[x] == 0 {
			out = append(out, notice("merge.misfit", "“{value}” came as a value of {attribute}, and is none that it can have here ({count}). It was kept. Choose another, or permit it.", "value", x.value, "attribute", m.attrs[x.attribute].Name, "count", left[x]))
		}
	}
	return append(out, m.contested(cat, before)...), nil
}

// contested tells which values are not held any more because the other copy held another.
func (m *valuesMeeting) contested(cat *catalog, before valuesBefore) []Notice {
	var out []Notice
	aside := qda.HeldAside(m.values)
	for _, v := range m.values {
		if !aside[v.ID] || before.aside[v.ID] {
			continue
		}
		held := slices.IndexFunc(m.values, func(h qda.AttributeValue) bool {
			return h.AttributeID == v.AttributeID && h.OwnerID == v.OwnerID && h.Status == ValueHeld && !aside[h.ID]
		})
		if by := m.values[held].Value; by != v.Value {
			out = append(out, notice("merge.contested", "{attribute} of {on} was {held} in one copy and {value} in the other. {held} is held, for it was decided later; {value} stays beside it, contested.", "attribute", m.attrs[v.AttributeID].Name, "on", cat.nameDescribed(v.OwnerID), "held", by, "value", v.Value))
		}
	}
	return out
}

// followNames gives values, and the rows of syntheses that gather their cases, the names
// that their permitted values have now, where they came with a former one.
func (m *valuesMeeting) followNames() ([]Notice, error) {
	var out []Notice
	for _, id := range slices.SortedFunc(maps.Keys(m.choices), compareIDs) {
		a := m.attrs[id]
		strange, err := m.strangeNames(a)
		if err != nil {
			return nil, err
		}
		renamed := map[string]string{}
		for _, c := range m.choices[id] {
			if len(strange) == 0 || a.Type != qda.ChoiceValue {
				break
			}
			was, err := m.tx.FieldWas("choice", c.ID, "name")
			if err != nil {
				return nil, err
			}
			for _, name := range was {
				if _, ok := strange[name]; !ok {
					continue
				}
				if _, two := renamed[name]; two { // nobody can know which of them is meant
					delete(strange, name)
					delete(renamed, name)
					continue
				}
				renamed[name] = c.Name
			}
		}
		if len(renamed) == 0 {
			continue
		}
		if err := renameValues(m.tx, id, renamed); err != nil {
			return nil, err
		}
		for _, name := range slices.Sorted(maps.Keys(renamed)) {
			out = append(out, notice("merge.renamed", "One copy calls the value {value} of {attribute} {name}. Where the other one had used it by its former name it is {name} now ({count}).", "value", name, "attribute", a.Name, "name", renamed[name], "count", strange[name]))
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, m.read()
}

// strangeNames counts the texts by which values and rows of an attribute go and that are
// none of its permitted values.
func (m *valuesMeeting) strangeNames(a qda.Attribute) (map[string]int, error) {
	permitted := map[string]bool{}
	for _, c := range m.choices[a.ID] {
		permitted[c.Name] = true
	}
	out := map[string]int{}
	for _, v := range m.values {
		if v.AttributeID == a.ID && !permitted[v.Value] {
			out[v.Value]++
		}
	}
	rows, err := store.List[qda.SynthesisRow](m.tx, store.Eq{"attribute_id": a.ID})
	for _, r := range rows {
		if !permitted[r.Value] {
			out[r.Value]++
		}
	}
	return out, err
}

// nameDescribed calls a case, document or speaker by name.
func (c *catalog) nameDescribed(owner qda.ID) string {
	for _, list := range c.speakers {
		for _, s := range list {
			if s.ID == owner {
				return s.Name
			}
		}
	}
	return cmp.Or(c.nameOfThing("document", owner), c.cases.path(owner))
}
