package query

import (
	"cmp"
	"slices"
	"strings"

	"articula/internal/qda"
)

// Facts is one thing that a condition is asked of: a segment, a document or a unit.
// A method is called only if the condition asks for it, and may be called more than
// once. What does not apply gives nothing.
type Facts interface {
	DocumentFacts

	Codes() []qda.ID  // applied: the segment's own, or all codes of a unit
	Coders() []qda.ID // who applied them
	Rounds() []qda.ID // in which they were applied
	Cases() []qda.ID  // that the passage belongs to
	Coded() []string  // when they were applied, as [qda.FormatTime] writes it
	Weights() []int   // without those that have none
	HasMemo() bool
	// InSet reports whether the document, one of the cases or one of the codes belongs
	// to one of the sets, or to any where there are none.
	InSet(sets []qda.ID) bool
	Speakers() []string // whose words the passage holds
	Roles() []qda.SpeakerRole
	// Qualifiers gives the values of a facet.
	Qualifiers(facet qda.ID) []qda.ID
	// Values gives the held values of an attribute of the passage's cases or speakers.
	Values(attribute qda.Attribute) []string
	// Passage gives the text of the passage.
	Passage() string
	// Related reports whether another coding of the document with one of the codes (any
	// code if there are none) overlaps the passage, holds it (OnWithin), lies in it
	// (OnContains), or is at most distance code points away (OnNear).
	Related(how WhereField, codes []qda.ID, distance int) bool
}

// DocumentFacts is what is known of a document as a whole.
type DocumentFacts interface {
	Document() qda.ID
	Kind() qda.DocumentKind
	Lang() string
	Date() string // YYYY, YYYY-MM, YYYY-MM-DD or ""
	Jurisdiction() string
	// DocumentValues gives the held values of an attribute of the document.
	DocumentValues(attribute qda.Attribute) []string
}

// Verdict is what can be said of all passages of a document at once.
type Verdict int8

const (
	Depends Verdict = iota // on the passage
	Never
	Always
)

// Match reports whether the facts meet the condition.
func (c *Condition) Match(f Facts) bool { return c.root == nil || c.root.eval(f, f) == Always }

// MatchDocument says what holds for every passage of a document, so that documents
// that cannot meet the condition need not be looked into.
func (c *Condition) MatchDocument(f DocumentFacts) Verdict {
	if c.root == nil {
		return Always
	}
	return c.root.eval(f, nil)
}

// eval decides by Kleene's three values; with facts f it never depends.
func (b *bound) eval(d DocumentFacts, f Facts) Verdict {
	switch b.Op {
	case CondNot:
		switch b.conds[0].eval(d, f) {
		case Never:
			return Always
		case Always:
			return Never
		}
		return Depends
	case CondAnd, CondOr:
		decided, out := Never, Always // AND ends at Never
		if b.Op == CondOr {
			decided, out = Always, Never
		}
		for _, k := range b.conds {
			switch v := k.eval(d, f); v {
			case decided:
				return v
			case Depends:
				out = Depends
			}
		}
		return out
	}
	if v := b.ofDocument(d); v != Depends || f == nil {
		return v
	}
	if b.ofPassage(d, f) {
		return Always
	}
	return Never
}

func verdict(ok bool) Verdict {
	if ok {
		return Always
	}
	return Never
}

// negated turns a test for being into one for not being.
func (b *bound) negated(ok bool) bool { return ok != (b.Compare == Unequal) }

// ofDocument decides tests that look at the document as a whole.
func (b *bound) ofDocument(d DocumentFacts) Verdict {
	switch b.Field {
	case OnDocument:
		return verdict(b.negated(b.Any || b.has(d.Document())))
	case OnKind:
		return verdict(b.word(string(d.Kind())))
	case OnLang:
		return verdict(b.word(d.Lang()))
	case OnJurisdiction:
		return verdict(b.word(d.Jurisdiction()))
	case OnDate:
		return verdict(b.dates([]string{d.Date()}))
	case OnAttribute:
		if !slices.ContainsFunc(b.attrs, func(a boundAttribute) bool { return a.Scope != qda.OnDocument }) {
			return verdict(b.attribute(d, nil))
		}
	}
	return Depends
}

// ofPassage decides all other tests.
func (b *bound) ofPassage(d DocumentFacts, f Facts) bool {
	switch b.Field {
	case OnCode:
		return b.any(f.Codes())
	case OnCase:
		return b.any(f.Cases())
	case OnCoder:
		return b.any(f.Coders())
	case OnRound:
		return b.any(f.Rounds())
	case OnSet:
		return b.negated(f.InSet(b.ids))
	case OnFacet:
		return b.any(f.Qualifiers(b.facet))
	case OnSpeaker:
		return b.names(f.Speakers())
	case OnRole:
		return b.names(list(f.Roles()))
	case OnCoded:
		return b.dates(f.Coded())
	case OnMemo:
		return f.HasMemo() == b.yes
	case OnWeight:
		found := false
		for _, w := range f.Weights() {
			found = found || b.Any || compare(b.positive(), cmp.Compare(float64(w), b.number))
		}
		return b.negated(found)
	case OnText:
		m := b.match[d.Lang()]
		if m == nil {
			m = b.text.Matcher(d.Lang())
			b.match[d.Lang()] = m
		}
		return m.Holds(f.Passage())
	case OnAttribute:
		return b.attribute(d, f)
	case OnOverlaps, OnWithin, OnContains, OnNear:
		return f.Related(b.Field, b.ids, b.Distance)
	}
	return false
}

// positive is the comparison that != denies.
func (b *bound) positive() Compare {
	if b.Compare == Unequal {
		return Equal
	}
	return b.Compare
}

// absent is the answer where there is no value: nothing is not anything.
func (b *bound) absent() bool { return b.Compare == Unequal }

func (b *bound) has(id qda.ID) bool {
	_, ok := slices.BinarySearchFunc(b.ids, id, compareIDs)
	return ok
}

// any reports whether one of the identities is asked for.
func (b *bound) any(ids []qda.ID) bool {
	if b.Any {
		return b.negated(len(ids) > 0)
	}
	return b.negated(slices.ContainsFunc(ids, b.has))
}

// word compares one text.
func (b *bound) word(s string) bool {
	if s == "" {
		return b.absent()
	}
	return b.names([]string{s})
}

// names reports whether one of the texts is the one asked for.
func (b *bound) names(all []string) bool {
	if b.Any {
		return b.negated(len(all) > 0)
	}
	return b.negated(slices.ContainsFunc(all, func(s string) bool { return foldName(s) == b.folded }))
}

// dates compares dates as far as both are known: 2015-03 is 2015, and not after it.
func (b *bound) dates(all []string) bool {
	return b.values(all, func(s string) (int, bool) {
		n := min(len(s), len(b.Value))
		return strings.Compare(s[:n], b.Value[:n]), isDate(s[:min(10, len(s))])
	})
}

// values reports whether one of the values compares as asked; order gives how a value
// stands to the one asked for, if it can be read. Not to be something means that no
// value is.
func (b *bound) values(all []string, order func(string) (int, bool)) bool {
	found := false
	for _, s := range all {
		if s == "" {
			continue
		}
		if b.Any {
			found = true
		} else if o, ok := order(s); ok && compare(b.positive(), o) {
			found = true
		}
	}
	return b.negated(found)
}

func compare(how Compare, order int) bool {
	switch how {
	case Less:
		return order < 0
	case AtMost:
		return order <= 0
	case Greater:
		return order > 0
	case AtLeast:
		return order >= 0
	}
	return order == 0
}

// attribute compares the values of an attribute by its type. Of several attributes of
// the name, one that answers is enough; not to be something means that none is.
func (b *bound) attribute(d DocumentFacts, f Facts) bool {
	found := false
	for i := range b.attrs {
		a := &b.attrs[i]
		var held []string
		if a.Scope == qda.OnDocument {
			held = d.DocumentValues(a.Attribute)
		} else {
			held = f.Values(a.Attribute)
		}
		ok := b.values(held, func(s string) (int, bool) { return b.order(a, s) })
		if ok != (b.Compare == Unequal) {
			found = true
		}
	}
	return b.negated(found)
}

// order compares a value of an attribute with the one asked for.
func (b *bound) order(a *boundAttribute, s string) (int, bool) {
	switch a.Type {
	case qda.NumberValue:
		n, ok := readNumber(s)
		return cmp.Compare(n, a.number), ok
	case qda.DateValue:
		if b.positive() == Equal {
			return strings.Compare(s, b.Value), isDate(s)
		}
		n := min(len(s), len(b.Value))
		return strings.Compare(s[:n], b.Value[:n]), isDate(s)
	case qda.BooleanValue:
		v, ok := readBoolean(s)
		return cmp.Compare(truth(v), truth(b.yes)), ok
	}
	s = foldName(s)
	if slices.Contains(a.choices, s) {
		return 0, true
	}
	if b.Compare == Is && a.Type == qda.TextValue { // the words occur in it
		return truth(!strings.Contains(" "+s+" ", " "+b.folded+" ")), true
	}
	return strings.Compare(s, b.folded), true
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
