package refi

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// unordered are the elements whose order among themselves carries no meaning.
var unordered = map[string]bool{
	"User": true, "Variable": true, "Case": true, "Note": true, "Link": true, "Set": true, "Graph": true, "Vertex": true, "Edge": true,
	"PlainTextSelection": true, "PictureSelection": true, "PDFSelection": true, "AudioSelection": true, "VideoSelection": true,
	"TranscriptSelection": true, "Coding": true, "SyncPoint": true, "NoteRef": true, "CodeRef": true, "SourceRef": true, "SelectionRef": true,
	"MemberCode": true, "MemberSource": true, "MemberNote": true, "VariableValue": true,
}

// Canonical gives a copy of a tree in which two trees of one meaning are equal:
// identities in lower case without braces, colours long, truth values and whole
// numbers in one form, what has no order sorted, what is empty left out.
func Canonical(root *Element) *Element {
	c := root.Clone()
	Arrange(c)
	s := schemaOf(c)
	if s == nil {
		return c
	}
	s.canonical(c, c.Name)
	return c
}

func (s *schema) canonical(e *Element, typ string) {
	r := s.types[typ]
	for i, a := range e.Attrs {
		e.Attrs[i].Value = meaning(attrType(a.Name), a.Value)
	}
	if r.text != "" {
		e.Text = meaning(r.text, e.Text)
	}
	for _, k := range e.Kids {
		s.canonical(k, s.typeOf(typ, k.Name))
	}
	e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool {
		return (k.Name == "Description" || k.Name == "PlainTextContent") && k.Text == "" && len(k.Attrs) == 0
	})
	key := map[*Element]string{}
	for _, k := range e.Kids {
		if unordered[k.Name] {
			key[k] = k.Attr("guid") + "\x00" + k.Attr("targetGUID") + "\x00" + freeze(k)
		}
	}
	slices.SortStableFunc(e.Kids, func(a, b *Element) int {
		if a.Name != b.Name || !unordered[a.Name] {
			return 0
		}
		return strings.Compare(key[a], key[b])
	})
}

// meaning is the one form of a value of a simple type.
func meaning(typ, v string) string {
	if typ == "string" {
		return v
	}
	v = strings.Trim(v, " \t\r\n")
	switch typ {
	case "guid":
		return strings.ToLower(strings.Trim(v, "{}"))
	case "rgb":
		return longColor(v)
	case "boolean":
		switch v {
		case "1":
			return "true"
		case "0":
			return "false"
		}
	case "integer":
		if n, ok := new(big.Int).SetString(v, 10); ok {
			return n.String()
		}
	}
	return v
}

func longColor(v string) string {
	v = strings.ToLower(v)
	if len(v) == 4 && v[0] == '#' {
		return "#" + strings.Repeat(v[1:2], 2) + strings.Repeat(v[2:3], 2) + strings.Repeat(v[3:4], 2)
	}
	return v
}

// Diff lists where two trees differ in meaning, at most max places. The allowed
// attributes ("Project/origin") may differ.
func Diff(a, b *Element, max int, allowed ...string) []string {
	d := &differ{max: max, allowed: allowed}
	d.element(Canonical(a), Canonical(b), a.Name)
	return d.out
}

type differ struct {
	out     []string
	max     int
	allowed []string
}

func (d *differ) say(path, format string, args ...any) {
	if len(d.out) < d.max {
		d.out = append(d.out, path+": "+fmt.Sprintf(format, args...))
	}
}

func (d *differ) element(a, b *Element, path string) {
	if len(d.out) >= d.max {
		return
	}
	for _, x := range a.Attrs {
		if slices.Contains(d.allowed, a.Name+"/"+x.Name) {
			continue
		}
		if v, ok := b.Lookup(x.Name); !ok {
			d.say(path, "%s=%q is gone", x.Name, x.Value)
		} else if v != x.Value {
			d.say(path, "%s was %q and is %q", x.Name, x.Value, v)
		}
	}
	for _, x := range b.Attrs {
		if _, ok := a.Lookup(x.Name); !ok && !slices.Contains(d.allowed, b.Name+"/"+x.Name) {
			d.say(path, "%s=%q came in", x.Name, x.Value)
		}
	}
	if a.Text != b.Text {
		d.say(path, "the text %.60q is %.60q", a.Text, b.Text)
	}
	for i, j := 0, 0; i < len(a.Kids) || j < len(b.Kids); {
		switch {
		case i == len(a.Kids):
			d.say(path, "%s %s came in", b.Kids[j].Name, b.Kids[j].label())
			j++
		case j == len(b.Kids):
			d.say(path, "%s %s is gone", a.Kids[i].Name, a.Kids[i].label())
			i++
		case a.Kids[i].Name == b.Kids[j].Name:
			d.element(a.Kids[i], b.Kids[j], path+"/"+a.Kids[i].Name+"["+a.Kids[i].label()+"]")
			i, j = i+1, j+1
		case j+1 < len(b.Kids) && b.Kids[j+1].Name == a.Kids[i].Name:
			d.say(path, "%s %s came in", b.Kids[j].Name, b.Kids[j].label())
			j++
		default:
			d.say(path, "%s %s is gone", a.Kids[i].Name, a.Kids[i].label())
			i++
		}
	}
}
