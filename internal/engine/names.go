package engine

import (
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// names resolves what a condition calls things, over one catalog.
type names struct {
	*catalog
	tx *store.Tx
}

var _ query.Names = names{}

// Find resolves a name; several things of one name all count.
func (n names) Find(kind query.NameKind, name string, below bool) ([]qda.ID, error) {
	switch kind {
	case query.CodeNamed:
		var out []qda.ID
		found := n.tree.Find(name)
		if id, err := qda.ParseID(name); err == nil && n.tree.Node(id) != nil {
			found = []*codebook.Node{n.tree.Node(id)}
		}
		for _, node := range found {
			if below {
				out = append(out, n.tree.Within(node.Code.ID)...)
			} else {
				out = append(out, node.Code.ID)
			}
		}
		if len(out) == 0 {
			return nil, n.unknownCode(name)
		}
		return out, nil
	case query.CaseNamed:
		k, err := n.findCase(name)
		if err != nil {
			return nil, err
		}
		if below {
			return n.cases.within(k.ID), nil
		}
		return []qda.ID{k.ID}, nil
	case query.DocumentNamed:
		return named(n.documents, name, qda.Document.Key, func() error {
			return n.unknownDocument(name)
		}, func(d qda.Document) string { return d.Title }, func(d qda.Document) string { return d.FileName })
	case query.CoderNamed:
		return named(n.coders, name, qda.Coder.Key, func() error {
			return unknown("coder.nobody", "There is no coder {coder} in the project.", "", "coder", name, eachName(n.coders, func(c qda.Coder) string { return c.Name }))
		}, func(c qda.Coder) string { return c.Name }, func(c qda.Coder) string { return c.Initials })
	case query.RoundNamed:
		return named(n.rounds, name, qda.Round.Key, func() error {
			return unknown("round.unknown", "There is no round {round}.", "", "round", name, eachName(n.rounds, func(r qda.Round) string { return r.Label }))
		}, func(r qda.Round) string { return r.Label })
	}
	sets, err := store.List[qda.Set](n.tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	return named(sets, name, qda.Set.Key, func() error {
		return qda.E(qda.NotFound, "set.unknown", "There is no set {set}.", "set", name)
	}, func(s qda.Set) string { return s.Name })
}

// named finds all things of a name, or the one of an identity.
func named[T any](list []T, name string, key func(T) qda.ID, missing func() error, names ...func(T) string) ([]qda.ID, error) {
	if id, err := qda.ParseID(name); err == nil {
		for _, x := range list {
			if key(x) == id {
				return []qda.ID{id}, nil
			}
		}
	}
	found, _ := matchNames(list, name, names...)
	if len(found) == 0 {
		return nil, missing()
	}
	var out []qda.ID
	for _, x := range found {
		out = append(out, key(x))
	}
	return out, nil
}

// Attributes finds the attributes of a name, in any scope, or the one of an identity.
func (n names) Attributes(name string) ([]qda.Attribute, error) {
	var out []qda.Attribute
	if id, err := qda.ParseID(name); err == nil {
		if a, err := n.attribute(id); err == nil {
			return []qda.Attribute{a}, nil
		}
		return nil, qda.E(qda.NotFound, "attribute.deleted", "An attribute that the condition asks for was deleted.")
	}
	for _, a := range n.attrs {
		if n.called(a.ID, a.Name, name) {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return nil, unknown("attribute.unknown", "There is no attribute {attribute}.", "", "attribute", name, eachName(n.attrs, func(a qda.Attribute) string { return a.Name }))
	}
	return out, nil
}

// Choices finds the permitted values of an attribute by their names in any language, or by
// identity.
func (n names) Choices(attribute qda.ID, name string) ([]string, error) {
	all, err := store.List[qda.Choice](n.tx, store.Eq{"attribute_id": attribute})
	return eachName(n.choicesIn(all, name), func(c qda.Choice) string { return c.Name }), err
}

// choicesCalled finds the permitted values themselves.
func (n names) choicesCalled(attribute qda.ID, name string) []qda.Choice {
	all, err := store.List[qda.Choice](n.tx, store.Eq{"attribute_id": attribute})
	if err != nil {
		return nil
	}
	return n.choicesIn(all, name)
}

func (n names) choicesIn(all []qda.Choice, name string) []qda.Choice {
	id, _ := qda.ParseID(name)
	return slices.DeleteFunc(all, func(c qda.Choice) bool { return c.ID != id && !n.called(c.ID, c.Name, name) })
}

// called reports whether a name in any language is meant.
func (c *catalog) called(id qda.ID, name, ref string) bool {
	ref = codebook.Fold(ref)
	if codebook.Fold(name) == ref {
		return true
	}
	for _, l := range c.labels[id] {
		if l.Field == "name" && codebook.Fold(l.Text) == ref {
			return true
		}
	}
	return false
}

// Facet finds a facet by its name or identity and, unless value is "", what its value stands
// for.
func (n names) Facet(name, value string) (qda.Facet, []qda.ID, error) {
	id, _ := qda.ParseID(name)
	for _, f := range n.facets {
		if f.DeletedAt == "" && (f.ID == id || n.called(f.ID, f.Name, name)) {
			ids, err := n.valuesOf(f, value)
			return f, ids, err
		}
	}
	for _, f := range n.facets {
		if f.ID == id || n.called(f.ID, f.Name, name) {
			return f, nil, qda.E(qda.NotFound, "facet.binned", "The facet {facet}, which the condition asks for, lies in the bin.", "facet", f.Name)
		}
	}
	if near := nearest(name, append(eachName(n.facets, func(f qda.Facet) string { return f.Name }), query.Fields()...)); len(near) > 0 {
		return qda.Facet{}, nil, qda.E(qda.Invalid, "query.unknown_field", "{name} is neither a field nor a facet. Did you mean {near}?", "name", name, "near", strings.Join(near, ", or "))
	}
	return qda.Facet{}, nil, qda.E(qda.Invalid, "query.unknown_field", "{name} is neither a field nor a facet. Fields are code, case, document, kind, lang, coder, round, role, speaker, date, memo, text and others.", "name", name)
}

// valuesOf finds the values of a facet that a name stands for, or the one of an identity;
// none for "".
func (n names) valuesOf(f qda.Facet, value string) ([]qda.ID, error) {
	if value == "" {
		return nil, nil
	}
	id, _ := qda.ParseID(value)
	var out []qda.ID
	for _, v := range n.values {
		if v.FacetID == f.ID && (v.ID == id || n.called(v.ID, v.Name, value)) {
			out = append(out, v.ID)
		}
	}
	if f.Actors {
		ids, err := n.actorsCalled(value)
		if err != nil {
			return nil, err
		}
		out = append(out, ids...)
	}
	if len(out) == 0 {
		return nil, n.noValue(f, value)
	}
	return out, nil
}

// noValue offers the values that a facet has: the nearest, or all if they are few.
func (n names) noValue(f qda.Facet, value string) error {
	var choices []string
	for _, v := range n.values {
		if v.FacetID == f.ID && v.DeletedAt == "" {
			choices = append(choices, v.Name)
		}
	}
	if f.Actors {
		choices = eachName(n.actors, func(a qda.Actor) string { return a.Name })
	}
	near := nearest(value, choices)
	switch {
	case len(near) > 0:
		return qda.E(qda.NotFound, "facet.no_value", "{facet} has no value {value}. Did you mean {near}?", "facet", f.Name, "value", value, "near", strings.Join(near, ", or "))
	case len(choices) > 0 && len(choices) <= 12:
		return qda.E(qda.NotFound, "facet.no_value", "{facet} has no value {value}. It has {choices}.", "facet", f.Name, "value", value, "choices", strings.Join(choices, ", "))
	}
	return qda.E(qda.NotFound, "facet.no_value", "{facet} has no value {value}.", "facet", f.Name, "value", value)
}

func eachName[T any](list []T, name func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, name(x))
	}
	return out
}

func (n names) actorsCalled(ref string) ([]qda.ID, error) {
	aliases, err := store.List[qda.ActorName](n.tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	var out []qda.ID
	id, _ := qda.ParseID(ref)
	for _, a := range n.actors {
		hit := a.ID == id || codebook.Fold(a.Name) == codebook.Fold(ref)
		for _, alias := range aliases {
			hit = hit || alias.ActorID == a.ID && codebook.Fold(alias.Name) == codebook.Fold(ref)
		}
		if hit {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

// TermGroup gives the terms of a group.
func (n names) TermGroup(name string) ([]string, bool) {
	groups, err := store.List[qda.TermGroup](n.tx, store.Eq{})
	if err != nil {
		return nil, false
	}
	for _, g := range groups {
		var terms []string
		if codebook.Fold(g.Name) == codebook.Fold(name) && json.Unmarshal([]byte(g.Terms), &terms) == nil {
			return terms, true
		}
	}
	return nil, false
}

// pushed finds what the store can select by itself: tests that must hold whatever
// else does, on code, document, coder and round.
func pushed(w *query.Where, n names) (store.CodingFilter, error) {
	var f store.CodingFilter
	if w.Root == nil {
		return f, nil
	}
	conds := []*query.Cond{w.Root}
	if w.Root.Op == query.CondAnd {
		conds = w.Root.Conds
	}
	for _, c := range conds {
		if c.Op != query.CondTest || c.Any || c.Compare != query.Is && c.Compare != query.Equal {
			continue
		}
		into := map[query.WhereField]*[]qda.ID{query.OnCode: &f.Codes, query.OnDocument: &f.Documents, query.OnCoder: &f.Coders, query.OnRound: &f.Rounds}[c.Field]
		if into == nil {
			continue
		}
		ids, err := n.Find(query.NameKind(c.Field), c.Value, c.Compare == query.Is)
		if err != nil {
			return f, err
		}
		if *into != nil { // two tests on one field: both must hold
			ids = slices.DeleteFunc(ids, func(id qda.ID) bool { return !slices.Contains(*into, id) })
			if len(ids) == 0 {
				ids = []qda.ID{{}}
			}
		}
		*into = ids
	}
	return f, nil
}

// uses reports whether a condition asks about one of the fields.
func uses(c *query.Cond, fields ...query.WhereField) bool {
	if c == nil {
		return false
	}
	if c.Op == query.CondTest && slices.Contains(fields, c.Field) {
		return true
	}
	return slices.ContainsFunc(c.Conds, func(k *query.Cond) bool { return uses(k, fields...) })
}

// label is a thing's name in a language, or its own name where there is none.
func (c *catalog) label(id qda.ID, name, lang string) string {
	return c.labelOf(id, "name", name, lang)
}

// caseIn is the name of a case in a language.
func (c *catalog) caseIn(id qda.ID, lang string) string {
	if k := c.cases.byID[id]; k != nil {
		return c.label(id, k.Name, lang)
	}
	return ""
}

// casePathIn is the names of a case and of those above it in a language, from the top.
func (c *catalog) casePathIn(id qda.ID, lang string) []string {
	var out []string
	for k := c.cases.byID[id]; k != nil; k = c.cases.byID[k.ParentID] {
		out = append(out, c.label(k.ID, k.Name, lang))
	}
	slices.Reverse(out)
	return out
}

// labelOf is one text of a thing in a language, or its own text where there is none.
func (c *catalog) labelOf(id qda.ID, field, own, lang string) string {
	for _, l := range c.labels[id] {
		if l.Field == field && l.Lang == lang && l.Text != "" {
			return l.Text
		}
	}
	return own
}

// choices are the permitted values of an attribute, in their order.
func (w *world) choices(attribute qda.ID) ([]qda.Choice, error) {
	var out []qda.Choice
	all, err := store.List[qda.Choice](w.tx, store.Eq{})
	for _, c := range all {
		if c.AttributeID == attribute {
			out = append(out, c)
		}
	}
	return out, err
}
