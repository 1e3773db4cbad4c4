package refi

import (
	"encoding/json"
	"strings"
)

// keptForm is how an element is kept beside the records: compact, and able to hold
// names and characters that XML written by us could not.
type keptForm struct {
	Name  string      `json:"n"`
	Attrs [][2]string `json:"a,omitempty"`
	Text  string      `json:"t,omitempty"`
	Kids  []keptForm  `json:"k,omitempty"`
}

func (k keptForm) element() *Element {
	e := &Element{Name: k.Name, Text: k.Text}
	for _, a := range k.Attrs {
		e.Attrs = append(e.Attrs, Attr{a[0], a[1]})
	}
	for _, c := range k.Kids {
		e.Kids = append(e.Kids, c.element())
	}
	return e
}

// freeze writes an element for keeping: what json.Marshal would make of its keptForm,
// without making one.
func freeze(e *Element) string {
	var b strings.Builder
	b.Grow(e.frozen())
	e.freeze(&b)
	return b.String()
}

// frozen is about how long the element is when it is kept.
func (e *Element) frozen() int {
	n := len(e.Name) + len(e.Text) + 24
	for _, a := range e.Attrs {
		n += len(a.Name) + len(a.Value) + 8
	}
	for _, k := range e.Kids {
		n += k.frozen()
	}
	return n
}

func (e *Element) freeze(b *strings.Builder) {
	b.WriteString(`{"n":`)
	quote(b, e.Name)
	for i, a := range e.Attrs {
		if i == 0 {
			b.WriteString(`,"a":[`)
		} else {
			b.WriteByte(',')
		}
		b.WriteByte('[')
		quote(b, a.Name)
		b.WriteByte(',')
		quote(b, a.Value)
		b.WriteByte(']')
		if i == len(e.Attrs)-1 {
			b.WriteByte(']')
		}
	}
	if e.Text != "" {
		b.WriteString(`,"t":`)
		quote(b, e.Text)
	}
	for i, k := range e.Kids {
		if i == 0 {
			b.WriteString(`,"k":[`)
		} else {
			b.WriteByte(',')
		}
		k.freeze(b)
		if i == len(e.Kids)-1 {
			b.WriteByte(']')
		}
	}
	b.WriteByte('}')
}

// quote writes a text as JSON.
func quote(b *strings.Builder, s string) {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			q, err := json.Marshal(s)
			if err != nil {
				panic("refi: a text cannot be kept: " + err.Error())
			}
			b.Write(q)
			return
		}
	}
	b.WriteByte('"')
	b.WriteString(s)
	b.WriteByte('"')
}

// thaw reads what freeze wrote; nil if it is something else.
func thaw(body string) *Element {
	var k keptForm
	if json.Unmarshal([]byte(body), &k) != nil || k.Name == "" {
		return nil
	}
	return k.element()
}
