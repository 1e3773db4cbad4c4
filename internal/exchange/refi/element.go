package refi

import (
	"slices"
	"strings"
)

// Element is an element of a project or codebook file: by local name, without its
// namespace. Text is the characters of an element that holds text.
type Element struct {
	Name  string
	Attrs []Attr
	Text  string
	Kids  []*Element
	done  *spool // children that are printed already, before those in Kids
}

// Attr is an attribute of an element, its value as XML gives it: references
// resolved, white space normalised.
type Attr struct{ Name, Value string }

// New makes an element with attributes given as names and values. Attributes
// without a value are left out.
func New(name string, attrs ...string) *Element {
	e := &Element{Name: name}
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			e.Attrs = append(e.Attrs, Attr{attrs[i], attrs[i+1]})
		}
	}
	return e
}

// Attr is the value of an attribute, "" if it is absent.
func (e *Element) Attr(name string) string {
	v, _ := e.Lookup(name)
	return v
}

// Lookup is the value of an attribute and whether it is there.
func (e *Element) Lookup(name string) (string, bool) {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Set gives an attribute a value.
func (e *Element) Set(name, value string) {
	for i := range e.Attrs {
		if e.Attrs[i].Name == name {
			e.Attrs[i].Value = value
			return
		}
	}
	e.Attrs = append(e.Attrs, Attr{name, value})
}

// Unset takes an attribute away.
func (e *Element) Unset(name string) {
	e.Attrs = slices.DeleteFunc(e.Attrs, func(a Attr) bool { return a.Name == name })
}

// Kid is the first child of a name, nil if there is none.
func (e *Element) Kid(name string) *Element {
	if e == nil {
		return nil
	}
	for _, k := range e.Kids {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// All gives the children of the given names, in order. It takes a nil element.
func (e *Element) All(names ...string) []*Element {
	if e == nil {
		return nil
	}
	var out []*Element
	for _, k := range e.Kids {
		if slices.Contains(names, k.Name) {
			out = append(out, k)
		}
	}
	return out
}

// KidText is the text of the first child of a name.
func (e *Element) KidText(name string) string {
	if k := e.Kid(name); k != nil {
		return k.Text
	}
	return ""
}

// Add appends children and gives the element itself.
func (e *Element) Add(kids ...*Element) *Element {
	e.Kids = append(e.Kids, kids...)
	return e
}

// Drop takes away the children of a name.
func (e *Element) Drop(name string) {
	e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool { return k.Name == name })
}

// SetKidText makes the text of the one child of a name what is given; "" takes the
// child away.
func (e *Element) SetKidText(name, text string) {
	if text == "" {
		e.Drop(name)
		return
	}
	if k := e.Kid(name); k != nil {
		k.Text = text
		return
	}
	e.Add(textElement(name, text))
}

func textElement(name, text string) *Element { return &Element{Name: name, Text: text} }

// Clone copies the element with everything in it.
func (e *Element) Clone() *Element {
	if e == nil {
		return nil
	}
	c := &Element{Name: e.Name, Attrs: slices.Clone(e.Attrs), Text: e.Text}
	for _, k := range e.Kids {
		c.Kids = append(c.Kids, k.Clone())
	}
	return c
}

// Walk calls f for the element and everything in it, parents first.
func (e *Element) Walk(f func(*Element)) {
	f(e)
	for _, k := range e.Kids {
		k.Walk(f)
	}
}

// Count gives the number of elements by name.
func (e *Element) Count() map[string]int {
	out := map[string]int{}
	e.Walk(func(k *Element) { out[k.Name]++ })
	return out
}

// label names an element to a person.
func (e *Element) label() string {
	for _, a := range []string{"name", "guid", "targetGUID"} {
		if v := strings.TrimSpace(e.Attr(a)); v != "" {
			return v
		}
	}
	return e.Name
}
