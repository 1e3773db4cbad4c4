package query

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"articula/internal/qda"
	"articula/internal/words"
)

// NameKind says what a name in a condition stands for.
type NameKind string

const (
	CodeNamed     NameKind = "code"
	CaseNamed     NameKind = "case"
	DocumentNamed NameKind = "document"
	CoderNamed    NameKind = "coder"
	RoundNamed    NameKind = "round"
	SetNamed      NameKind = "set"
)

// Names resolves the names in a condition, once for each. What is not found is an
// error of kind NotFound that names it.
type Names interface {
	// Find gives what a name, a path or an identity stands for; with below, also
	// everything below it in its tree.
	Find(kind NameKind, name string, below bool) ([]qda.ID, error)
	// Attributes gives the attributes of a name, of any scope, at least one.
	Attributes(name string) ([]qda.Attribute, error)
	// Choices gives the permitted values of an attribute that a name stands for in
	// whatever language, as values have them; none where there are none.
	Choices(attribute qda.ID, name string) ([]string, error)
	// Facet gives a facet and, for its value's name, the facet values or actors that
	// it stands for; with value "" none are looked for.
	Facet(name, value string) (qda.Facet, []qda.ID, error)
	// TermGroup gives the terms of a term group, for the text queries in a condition.
	TermGroup(name string) ([]string, bool)
}

// Condition is a condition whose names have been resolved. Match must not be called
// by two goroutines at once.
type Condition struct {
	root  *bound
	Notes []Note // of the text queries in it
}

// bound is a Cond with what its value stands for.
type bound struct {
	*Cond
	conds []*bound

	ids    []qda.ID // sorted
	facet  qda.ID
	attrs  []boundAttribute
	folded string
	number float64
	yes    bool
	text   *Text
	match  map[string]*Matcher
}

type boundAttribute struct {
	qda.Attribute
	number  float64
	choices []string // folded
}

// Bind resolves the names of a condition and reads its values by their types.
func (w *Where) Bind(names Names) (*Condition, error) {
	c := &Condition{}
	if w.Root == nil {
		return c, nil
	}
	root, err := c.bind(w.Root, names)
	c.root = root
	return c, err
}

func (c *Condition) bind(n *Cond, names Names) (*bound, error) {
	b := &bound{Cond: n}
	for _, k := range n.Conds {
		kb, err := c.bind(k, names)
		if err != nil {
			return nil, err
		}
		b.conds = append(b.conds, kb)
	}
	if n.Op != CondTest {
		return b, nil
	}
	b.folded = foldName(n.Value)
	var err error
	switch n.Field {
	case OnCode, OnCase, OnDocument, OnCoder, OnRound, OnSet:
		err = b.find(names, NameKind(n.Field), n.Compare == Is)
	case OnOverlaps, OnWithin, OnContains, OnNear:
		err = b.find(names, CodeNamed, n.Compare == Is)
	case OnKind:
		err = b.oneOf(list(qda.DocumentKinds()))
	case OnRole:
		err = b.oneOf(list(qda.SpeakerRoles()))
	case OnDate, OnCoded:
		if !n.Any && !isDate(n.Value) && (n.Field != OnCoded || !isTime(n.Value)) {
			err = qda.E(qda.Invalid, "query.date", "“{value}” at character {position} is no date: YYYY, YYYY-MM or YYYY-MM-DD is expected.", "value", n.Value, "position", n.ValueAt+1)
		}
	case OnWeight:
		b.number, err = b.asNumber()
	case OnMemo:
		b.yes, err = b.asBoolean()
	case OnText:
		b.text = Parse(n.Value, names.TermGroup)
		b.match = map[string]*Matcher{}
		c.Notes = append(c.Notes, b.text.Notes...)
	case OnFacet:
		var f qda.Facet
		f, b.ids, err = names.Facet(n.Name, n.Value)
		b.facet = f.ID
	case OnAttribute:
		err = b.attributes(names)
	}
	slices.SortFunc(b.ids, compareIDs)
	return b, err
}

func list[S ~string](all []S) (out []string) {
	for _, s := range all {
		out = append(out, string(s))
	}
	return out
}

func compareIDs(a, b qda.ID) int { return slices.Compare(a[:], b[:]) }

func (b *bound) find(names Names, kind NameKind, below bool) (err error) {
	if b.Any {
		return nil
	}
	b.ids, err = names.Find(kind, b.Value, below)
	return err
}

// oneOf demands a value out of a fixed list.
func (b *bound) oneOf(all []string) error {
	if b.Any || slices.ContainsFunc(all, func(s string) bool { return foldName(s) == b.folded }) {
		return nil
	}
	return qda.E(qda.Invalid, "query.one_of", "“{value}” at character {position} is not known as {field}: {list} are.",
		"value", b.Value, "position", b.ValueAt+1, "field", string(b.Field), "list", strings.Join(all, ", "))
}

func (b *bound) asNumber() (float64, error) {
	n, ok := readNumber(b.Value)
	if b.Any || ok {
		return n, nil
	}
	return 0, qda.E(qda.Invalid, "query.number", "“{value}” at character {position} is no number.", "value", b.Value, "position", b.ValueAt+1)
}

func (b *bound) asBoolean() (bool, error) {
	v, ok := readBoolean(b.Value)
	if b.Any || ok {
		return v || b.Any, nil
	}
	return false, qda.E(qda.Invalid, "query.boolean", "“{value}” at character {position} is neither yes nor no.", "value", b.Value, "position", b.ValueAt+1)
}

// attributes reads the value by the type of each attribute of the name.
func (b *bound) attributes(names Names) error {
	all, err := names.Attributes(b.Name)
	if err != nil {
		return err
	}
	for _, a := range all {
		ba := boundAttribute{Attribute: a}
		inOrder := b.Compare != Is && b.Compare != Equal && b.Compare != Unequal
		var err error
		switch {
		case b.Any:
		case a.Type == qda.NumberValue:
			ba.number, err = b.asNumber()
		case a.Type == qda.DateValue:
			if !isDate(b.Value) {
				err = qda.E(qda.Invalid, "query.date", "“{value}” at character {position} is no date: YYYY, YYYY-MM or YYYY-MM-DD is expected.", "value", b.Value, "position", b.ValueAt+1)
			}
		case a.Type == qda.ChoiceValue && !inOrder:
			ba.choices, err = names.Choices(a.ID, b.Value)
			for i, c := range ba.choices {
				ba.choices[i] = foldName(c)
			}
		case inOrder:
			err = qda.E(qda.Invalid, "query.no_order", "The attribute {name} has no order: it cannot be compared by {compare}.", "name", a.Name, "compare", string(b.Compare))
		case a.Type == qda.BooleanValue:
			b.yes, err = b.asBoolean()
		}
		if err != nil {
			return err
		}
		b.attrs = append(b.attrs, ba)
	}
	return nil
}

// foldName folds a name or value for comparing: blind to case, accents and signs, but
// never to a sign that is all there is.
func foldName(s string) string {
	if t := words.Terms(s); len(t) > 0 {
		return strings.Join(t, " ")
	}
	return s
}

func readNumber(s string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	return n, err == nil && n == n && n-n == 0
}

func readBoolean(s string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "true", "1":
		return true, true
	case "no", "false", "0":
		return false, true
	}
	return false, false
}

// isTime reports whether s is a time to the millisecond, as times are stored: what was
// coded is known as precisely.
func isTime(s string) bool {
	_, err := time.Parse(qda.TimeLayout, s)
	return err == nil
}

// isDate tells YYYY, YYYY-MM and YYYY-MM-DD.
func isDate(s string) bool {
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return false
	}
	for i := range len(s) {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return false
			}
		} else if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	month, day := "01", "01"
	if len(s) >= 7 {
		month = s[5:7]
	}
	if len(s) == 10 {
		day = s[8:]
	}
	return month >= "01" && month <= "12" && day >= "01" && day <= "31"
}
