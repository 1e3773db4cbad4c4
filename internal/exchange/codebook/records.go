package codebook

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"articula/internal/qda"
)

// Records are the records of a project that a codebook consists of, parents
// before children, in the order of the book.
type Records struct {
	Codes       []qda.Code
	Facets      []qda.Facet
	FacetValues []qda.FacetValue
	Attributes  []qda.Attribute
	Choices     []qda.Choice
	Labels      []qda.Label
}

// Records turns the book into records. What has no identity is given one by mint.
// Sibling orders begin anew at every parent; CreatedAt stays empty. A label's
// identity follows from what it labels ([LabelID]).
func (b Book) Records(mint func() qda.ID) Records {
	var r Records
	r.codes(qda.ID{}, b.Codes, mint)
	pos := qda.OrderKeys("", len(b.Facets))
	for i, f := range b.Facets {
		rec := qda.Facet{ID: given(f.ID, mint), Name: f.Name, Definition: f.Definition, Actors: f.Actors, Multiple: f.Multiple, Pos: pos[i]}
		r.Facets = append(r.Facets, rec)
		r.label(rec, f.Translations)
		below := qda.OrderKeys("", len(f.Values))
		for j, v := range f.Values {
			val := qda.FacetValue{ID: given(v.ID, mint), FacetID: rec.ID, Name: v.Name, Definition: v.Definition, Shortcut: v.Shortcut, Pos: below[j]}
			r.FacetValues = append(r.FacetValues, val)
			r.label(val, v.Translations)
		}
	}
	pos = qda.OrderKeys("", len(b.Attributes))
	for i, a := range b.Attributes {
		rec := qda.Attribute{ID: given(a.ID, mint), Name: a.Name, Scope: a.Scope, Type: a.Type, Definition: a.Definition, Pos: pos[i]}
		r.Attributes = append(r.Attributes, rec)
		r.label(rec, a.Translations)
		below := qda.OrderKeys("", len(a.Choices))
		for j, c := range a.Choices {
			choice := qda.Choice{ID: given(c.ID, mint), AttributeID: rec.ID, Name: c.Name, Definition: c.Definition, Pos: below[j]}
			r.Choices = append(r.Choices, choice)
			r.label(choice, c.Translations)
		}
	}
	return r
}

func (r *Records) codes(parent qda.ID, codes []Code, mint func() qda.ID) {
	pos := qda.OrderKeys("", len(codes))
	for i, c := range codes {
		rec := qda.Code{ID: given(c.ID, mint), ParentID: parent, Pos: pos[i], Name: c.Name, Color: c.Color, Folder: c.Folder,
			Definition: c.Definition, IncludeWhen: c.Include, ExcludeWhen: c.Exclude, Example: c.Example}
		r.Codes = append(r.Codes, rec)
		r.label(rec, c.Translations)
		r.codes(rec.ID, c.Codes, mint)
	}
}

func given(id qda.ID, mint func() qda.ID) qda.ID {
	if id.IsZero() {
		return mint()
	}
	return id
}

func (r *Records) label(owner qda.Record, tr Translations) {
	for _, lang := range slices.Sorted(maps.Keys(tr)) {
		w := tr[lang]
		for _, f := range fields {
			if text := *f.of(&w); text != "" {
				r.Labels = append(r.Labels, qda.Label{ID: LabelID(owner.Key(), f.column, lang), OwnerID: owner.Key(), Owner: owner.Entity(), Field: f.column, Lang: lang, Text: text})
			}
		}
	}
}

// LabelID is the identity of the wording of one field of one thing in one
// language. It follows from these three, as a UUID of version 8 (RFC 9562 §5.8)
// over their SHA-256, so that two projects which took over the same codebook do
// not hold its translations twice after a merge.
func LabelID(owner qda.ID, field, lang string) qda.ID {
	sum := sha256.Sum256([]byte(owner.String() + "\n" + field + "\n" + lang))
	id := qda.ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// FromRecords is the inverse of [Book.Records]: the codebook that a project
// holds. Records in the bin, codes merged into others and labels in languages or
// of fields that a codebook file does not have are left out. Siblings stand in the
// order of their Pos, then of their identity.
func FromRecords(r Records) Book {
	labels := map[qda.ID]Translations{}
	for _, l := range r.Labels {
		i := slices.IndexFunc(fields, func(f field) bool { return f.column == l.Field })
		if i < 0 || l.Text == "" || !langForm.MatchString(l.Lang) {
			continue
		}
		if labels[l.OwnerID] == nil {
			labels[l.OwnerID] = Translations{}
		}
		w := labels[l.OwnerID][l.Lang]
		*fields[i].of(&w) = l.Text
		labels[l.OwnerID][l.Lang] = w
	}
	var b Book
	b.Codes = codesUnder(qda.ID{}, byParent(r.Codes), labels)
	for _, f := range ordered(r.Facets, func(f qda.Facet) string { return f.Pos }) {
		if f.DeletedAt != "" {
			continue
		}
		out := Facet{ID: f.ID, Wording: Wording{Name: f.Name, Definition: f.Definition}, Actors: f.Actors, Multiple: f.Multiple, Translations: labels[f.ID]}
		for _, v := range ordered(r.FacetValues, func(v qda.FacetValue) string { return v.Pos }) {
			if v.FacetID == f.ID && v.DeletedAt == "" {
				out.Values = append(out.Values, Value{ID: v.ID, Wording: Wording{Name: v.Name, Definition: v.Definition}, Shortcut: v.Shortcut, Translations: labels[v.ID]})
			}
		}
		b.Facets = append(b.Facets, out)
	}
	for _, a := range ordered(r.Attributes, func(a qda.Attribute) string { return a.Pos }) {
		out := Attribute{ID: a.ID, Wording: Wording{Name: a.Name, Definition: a.Definition}, Scope: a.Scope, Type: a.Type, Translations: labels[a.ID]}
		for _, c := range ordered(r.Choices, func(c qda.Choice) string { return c.Pos }) {
			if c.AttributeID == a.ID {
				out.Choices = append(out.Choices, Choice{ID: c.ID, Wording: Wording{Name: c.Name, Definition: c.Definition}, Translations: labels[c.ID]})
			}
		}
		b.Attributes = append(b.Attributes, out)
	}
	return b
}

func byParent(codes []qda.Code) map[qda.ID][]qda.Code {
	out := map[qda.ID][]qda.Code{}
	for _, c := range ordered(codes, func(c qda.Code) string { return c.Pos }) {
		if c.DeletedAt == "" && c.MergedInto.IsZero() {
			out[c.ParentID] = append(out[c.ParentID], c)
		}
	}
	return out
}

func codesUnder(parent qda.ID, codes map[qda.ID][]qda.Code, labels map[qda.ID]Translations) []Code {
	var out []Code
	for _, c := range codes[parent] {
		out = append(out, Code{ID: c.ID, Color: c.Color, Folder: c.Folder, Translations: labels[c.ID],
			Wording: Wording{Name: c.Name, Definition: c.Definition, Include: c.IncludeWhen, Exclude: c.ExcludeWhen, Example: c.Example},
			Codes:   codesUnder(c.ID, codes, labels)})
	}
	return out
}

func ordered[T qda.Record](in []T, pos func(T) string) []T {
	out := slices.Clone(in)
	slices.SortFunc(out, func(a, b T) int {
		if c := strings.Compare(pos(a), pos(b)); c != 0 {
			return c
		}
		ka, kb := a.Key(), b.Key()
		return strings.Compare(string(ka[:]), string(kb[:]))
	})
	return out
}
