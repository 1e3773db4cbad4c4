package codebook

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/yamltree"
)

// keys gives the name of a key for each way in which people write it.
var keys = map[string]string{
	"color": "color", "colour": "color",
	"definition": "definition", "description": "definition",
	"include": "include", "include_when": "include", "inclusion": "include", "when_to_use": "include",
	"exclude": "exclude", "exclude_when": "exclude", "exclusion": "exclude", "when_not_to_use": "exclude",
	"example": "example", "examples": "example",
	"codes": "codes", "children": "codes", "subcodes": "codes",
	"translations": "translations", "in": "translations",
	"id": "id", "guid": "id", "uuid": "id",
	"name": "name", "label": "name", "title": "name",
	"folder": "folder", "multiple": "multiple", "actors": "actors", "values": "values",
	"shortcut": "shortcut", "key": "shortcut", "scope": "scope", "type": "type", "choices": "choices",
}

// ReadYAML reads a codebook. The file may hold a book or just a list of codes.
// Errors are of kind Invalid and name the line; nothing is then taken over.
// Notices tell what was left out of an otherwise readable file.
func ReadYAML(b []byte) (Book, []Notice, error) {
	root, err := yamltree.Parse(b)
	if err != nil {
		return Book{}, nil, err
	}
	r := &reader{ids: map[qda.ID]int{}}
	book, err := r.book(root)
	if err != nil {
		return Book{}, nil, err
	}
	if book.Empty() {
		return Book{}, nil, qda.E(qda.Invalid, "codebook.empty", "The file holds no code, facet or attribute, so there was nothing to take over.")
	}
	return book, r.notices, nil
}

type reader struct {
	ids     map[qda.ID]int // line on which each identity stands
	notices []Notice
}

func (r *reader) notice(code, text string, args ...any) {
	r.notices = append(r.notices, qda.E(qda.Invalid, code, text, args...))
}

func (r *reader) book(root *yamltree.Node) (b Book, err error) {
	if root.Kind == yamltree.List {
		b.Codes, err = readList(root, r.code)
		r.siblings(root, b.Codes)
		return b, err
	}
	for _, e := range root.Entries {
		switch plainKey(e.Key) {
		case "title", "name":
			err = text(e.Value, &b.Title)
		case "description", "definition":
			err = text(e.Value, &b.Description)
		case "language", "lang":
			b.Language, err = language(e.Value.Text, e.Line)
		case "codes", "children", "subcodes":
			b.Codes, err = readList(e.Value, r.code)
			r.siblings(e.Value, b.Codes)
		case "facets":
			b.Facets, err = readList(e.Value, r.facet)
		case "attributes":
			b.Attributes, err = readList(e.Value, r.attribute)
		default:
			r.unknown(e)
		}
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

func readList[T any](n *yamltree.Node, read func(*yamltree.Node) (T, error)) ([]T, error) {
	if n.Blank() {
		return nil, nil
	}
	if n.Kind != yamltree.List {
		return nil, yamltree.Shape(n, "a list")
	}
	var out []T
	for _, item := range n.Items {
		v, err := read(item)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (r *reader) code(n *yamltree.Node) (c Code, err error) {
	if name, below, ok := outline(n); ok {
		c.Name = tidyName(name)
		if below.Kind == yamltree.Scalar {
			c.Definition = below.Text
			return c, nil
		}
		c.Codes, err = readList(below, r.code)
		r.siblings(below, c.Codes)
		return c, err
	}
	err = r.thing(n, "a code", &c.ID, &c.Wording, &c.Translations, func(key string, e yamltree.Entry) (err error) {
		switch key {
		case "color":
			c.Color, err = color(e.Value)
		case "folder":
			c.Folder, err = truth(e.Value)
		case "codes":
			c.Codes, err = readList(e.Value, r.code)
			r.siblings(e.Value, c.Codes)
		case "include":
			err = text(e.Value, &c.Include)
		case "exclude":
			err = text(e.Value, &c.Exclude)
		case "example":
			err = text(e.Value, &c.Example)
		default:
			r.unknown(e)
		}
		return err
	})
	return c, err
}

// outline recognises the short form "Name: [codes]" or "Name: definition".
func outline(n *yamltree.Node) (string, *yamltree.Node, bool) {
	if n.Kind != yamltree.Map || len(n.Entries) != 1 {
		return "", nil, false
	}
	e := n.Entries[0]
	if keys[plainKey(e.Key)] != "" || e.Value.Kind == yamltree.Map || strings.TrimSpace(e.Key) == "" {
		return "", nil, false
	}
	return e.Key, e.Value, true
}

func (r *reader) facet(n *yamltree.Node) (f Facet, err error) {
	err = r.thing(n, "a facet", &f.ID, &f.Wording, &f.Translations, func(key string, e yamltree.Entry) (err error) {
		switch key {
		case "multiple":
			f.Multiple, err = truth(e.Value)
		case "actors":
			f.Actors, err = truth(e.Value)
		case "values":
			f.Values, err = readList(e.Value, r.value)
		default:
			r.unknown(e)
		}
		return err
	})
	return f, err
}

func (r *reader) value(n *yamltree.Node) (v Value, err error) {
	err = r.thing(n, "a value", &v.ID, &v.Wording, &v.Translations, func(key string, e yamltree.Entry) error {
		if key != "shortcut" {
			r.unknown(e)
			return nil
		}
		if e.Value.Kind != yamltree.Scalar || utf8.RuneCountInString(e.Value.Text) > 1 {
			return qda.E(qda.Invalid, "codebook.shortcut", "Line {line}: a shortcut is one character. Nothing was taken over.", "line", e.Line)
		}
		v.Shortcut = e.Value.Text
		return nil
	})
	return v, err
}

func (r *reader) attribute(n *yamltree.Node) (a Attribute, err error) {
	err = r.thing(n, "an attribute", &a.ID, &a.Wording, &a.Translations, func(key string, e yamltree.Entry) (err error) {
		switch key {
		case "scope":
			a.Scope, err = oneOf(e, qda.OnCase, qda.OnDocument, qda.OnSpeaker)
		case "type":
			a.Type, err = oneOf(e, qda.TextValue, qda.NumberValue, qda.DateValue, qda.BooleanValue, qda.ChoiceValue)
		case "choices":
			a.Choices, err = readList(e.Value, r.choice)
		default:
			r.unknown(e)
		}
		return err
	})
	if a.Scope == "" {
		a.Scope = qda.OnCase
	}
	if a.Type == "" {
		a.Type = qda.TextValue
		if len(a.Choices) > 0 {
			a.Type = qda.ChoiceValue
		}
	}
	return a, err
}

func (r *reader) choice(n *yamltree.Node) (c Choice, err error) {
	err = r.thing(n, "a choice", &c.ID, &c.Wording, &c.Translations, func(_ string, e yamltree.Entry) error {
		r.unknown(e)
		return nil
	})
	return c, err
}

// thing reads what everything in a codebook has, and hands the other keys on. A
// text alone is the thing's name.
func (r *reader) thing(n *yamltree.Node, what string, id *qda.ID, w *Wording, tr *Translations, other func(string, yamltree.Entry) error) error {
	if n.Kind == yamltree.Scalar {
		w.Name = n.Text
	} else if n.Kind != yamltree.Map {
		return yamltree.Shape(n, what)
	}
	for _, e := range n.Entries {
		var err error
		switch key := keys[plainKey(e.Key)]; key {
		case "id":
			*id, err = r.identity(e)
		case "name":
			err = text(e.Value, &w.Name)
		case "definition":
			err = text(e.Value, &w.Definition)
		case "translations":
			*tr, err = r.translations(e.Value)
		default:
			err = other(key, e)
		}
		if err != nil {
			return err
		}
	}
	if w.Name = tidyName(w.Name); w.Name == "" {
		return nameless(what, n.Line)
	}
	return nil
}

// nameless refuses a thing without a name.
func nameless(what string, line int) *qda.Error {
	switch what {
	case "a facet":
		return qda.E(qda.Invalid, "codebook.nameless_facet", "Line {line}: a facet has no name. Nothing was taken over; give it a name and read the file again.", "line", line)
	case "a value":
		return qda.E(qda.Invalid, "codebook.nameless_value", "Line {line}: a value has no name. Nothing was taken over; give it a name and read the file again.", "line", line)
	case "an attribute":
		return qda.E(qda.Invalid, "codebook.nameless_attribute", "Line {line}: an attribute has no name. Nothing was taken over; give it a name and read the file again.", "line", line)
	case "a choice":
		return qda.E(qda.Invalid, "codebook.nameless_choice", "Line {line}: a choice has no name. Nothing was taken over; give it a name and read the file again.", "line", line)
	}
	return qda.E(qda.Invalid, "codebook.nameless", "Line {line}: a code has no name. Nothing was taken over; give it a name and read the file again.", "line", line)
}

func (r *reader) identity(e yamltree.Entry) (qda.ID, error) {
	if e.Value.Blank() {
		return qda.ID{}, nil
	}
	id, err := qda.ParseID(e.Value.Text)
	if err != nil || e.Value.Kind != yamltree.Scalar || id.IsZero() {
		return qda.ID{}, qda.E(qda.Invalid, "codebook.bad_id", "Line {line}: {value} is not an identity (a UUID). Nothing was taken over; correct it, or take it out to be given a new one.", "line", e.Line, "value", e.Value.Text)
	}
	if first, ok := r.ids[id]; ok {
		return qda.ID{}, qda.E(qda.Invalid, "codebook.same_id", "Line {line} has the same identity as line {first}. Nothing was taken over; take it out on one of them.", "line", e.Line, "first", first)
	}
	r.ids[id] = e.Line
	return id, nil
}

func (r *reader) translations(n *yamltree.Node) (Translations, error) {
	if n.Blank() {
		return nil, nil
	}
	if n.Kind != yamltree.Map {
		return nil, yamltree.Shape(n, "texts by language")
	}
	out := Translations{}
	for _, e := range n.Entries {
		lang, err := language(e.Key, e.Line)
		if err != nil {
			return nil, err
		}
		w := out[lang]
		switch e.Value.Kind {
		case yamltree.Scalar:
			w.Name = e.Value.Text
		case yamltree.List:
			return nil, yamltree.Shape(e.Value, "a name, definition and so on")
		}
		for _, inner := range e.Value.Entries {
			i := slices.IndexFunc(fields, func(f field) bool { return f.key == keys[plainKey(inner.Key)] })
			if i < 0 {
				r.unknown(inner)
				continue
			}
			if err := text(inner.Value, fields[i].of(&w)); err != nil {
				return nil, err
			}
		}
		if w != (Wording{}) {
			out[lang] = w
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func (r *reader) unknown(e yamltree.Entry) {
	r.notice("codebook.unknown_key", "Line {line}: the key {key} is not known here and was left out.", "line", e.Line, "key", e.Key)
}

// siblings reports codes of the same name under the same parent: allowed, but
// rarely meant.
func (r *reader) siblings(n *yamltree.Node, codes []Code) {
	seen := map[string]bool{}
	for i, c := range codes {
		if seen[c.Name] {
			r.notice("codebook.same_name", "Line {line}: the code {name} stands twice under the same parent; both were taken over.", "line", n.Items[i].Line, "name", c.Name)
		}
		seen[c.Name] = true
	}
}

func plainKey(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(s)))
}

func text(n *yamltree.Node, into *string) error {
	if n.Kind != yamltree.Scalar {
		return yamltree.Shape(n, "a text")
	}
	*into = n.Text
	return nil
}

func truth(n *yamltree.Node) (bool, error) {
	switch strings.ToLower(n.Text) {
	case "true", "yes":
		return true, nil
	case "false", "no", "":
		return false, nil
	}
	return false, yamltree.Shape(n, "true or false")
}

func oneOf[T ~string](e yamltree.Entry, allowed ...T) (T, error) {
	v := T(strings.ToLower(strings.TrimSpace(e.Value.Text)))
	if slices.Contains(allowed, v) {
		return v, nil
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	return "", qda.E(qda.Invalid, "codebook.not_one_of", "Line {line}: {value} is not one of {allowed}. Nothing was taken over.", "line", e.Line, "value", e.Value.Text, "allowed", strings.Join(names, ", "))
}

var (
	longColor  = regexp.MustCompile(`^#?([0-9a-f]{6})$`)
	shortColor = regexp.MustCompile(`^#?([0-9a-f])([0-9a-f])([0-9a-f])$`)
	langForm   = regexp.MustCompile(`^([a-z]{2})([-_][a-z]{2})?$`)
)

func color(n *yamltree.Node) (string, error) {
	c, ok := readColor(n.Text)
	if !ok {
		return "", badColor(n.Line, n.Text)
	}
	return c, nil
}

func badColor(line int, value string) *qda.Error {
	return qda.E(qda.Invalid, "codebook.bad_color", "Line {line}: {value} is not a colour of the form #rrggbb. Nothing was taken over.", "line", line, "value", value)
}

func readColor(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "", true
	}
	if m := longColor.FindStringSubmatch(s); m != nil {
		return "#" + m[1], true
	}
	if m := shortColor.FindStringSubmatch(s); m != nil {
		return "#" + m[1] + m[1] + m[2] + m[2] + m[3] + m[3], true
	}
	return "", false
}

// language reads an ISO 639-1 code; a region behind it ("pt-BR") is left off.
func language(s string, line int) (string, error) {
	m := langForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil {
		return "", qda.E(qda.Invalid, "codebook.bad_language", "Line {line}: {value} is not a language code of two letters, such as es. Nothing was taken over.", "line", line, "value", s)
	}
	return m[1], nil
}
