package refi

import "encoding/json"

// keptForm is how an element is kept beside the records: compact, and able to hold
// names and characters that XML written by us could not.
type keptForm struct {
	Name  string      `json:"n"`
	Attrs [][2]string `json:"a,omitempty"`
	Text  string      `json:"t,omitempty"`
	Kids  []keptForm  `json:"k,omitempty"`
}

func (e *Element) kept() keptForm {
	k := keptForm{Name: e.Name, Text: e.Text}
	for _, a := range e.Attrs {
		k.Attrs = append(k.Attrs, [2]string{a.Name, a.Value})
	}
	for _, c := range e.Kids {
		k.Kids = append(k.Kids, c.kept())
	}
	return k
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

// freeze writes an element for keeping.
func freeze(e *Element) string {
	b, err := json.Marshal(e.kept())
	if err != nil {
		panic("refi: an element cannot be kept: " + err.Error()) // it holds only texts
	}
	return string(b)
}

// thaw reads what freeze wrote; nil if it is something else.
func thaw(body string) *Element {
	var k keptForm
	if json.Unmarshal([]byte(body), &k) != nil || k.Name == "" {
		return nil
	}
	return k.element()
}
