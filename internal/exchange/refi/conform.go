package refi

import (
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
)

// conform makes a tree fit its schema: what the schema does not know is taken out,
// what it requires and is missing is put in where it can be known, and an element
// that cannot be made valid is left out. What is taken out stays with the project;
// the account names it.
func conform(root *Element, acc *bundle.Account) {
	s := schemaOf(root)
	if s == nil {
		return
	}
	Arrange(root)
	c := &conformer{schema: s, acc: acc}
	c.element(root, root.Name)
	Arrange(root)
}

type conformer struct {
	*schema
	acc *bundle.Account
}

// element reports whether the element could be made valid.
func (c *conformer) element(e *Element, typ string) bool {
	r := c.types[typ]
	e.Attrs = slices.DeleteFunc(e.Attrs, func(a Attr) bool {
		i := slices.IndexFunc(r.attrs, func(k attrRule) bool { return k.name == a.Name })
		if i >= 0 && wellFormed(r.attrs[i].typ, a.Value) {
			return false
		}
		if !strings.HasPrefix(a.Name, "_") {
			c.acc.Left(e.Name+" attribute", e.label()+": "+a.Name, bundle.Why("account.attribute_not_standard", "the standard does not have it, or not with such a value; it stays with the project"))
		}
		return true
	})
	for _, a := range r.attrs {
		if _, there := e.Lookup(a.name); there || !a.required {
			continue
		}
		switch a.name {
		case "guid":
			e.Set("guid", bundle.DerivedID("refi", "conform", freeze(e)).String())
		case "name":
			e.Set("name", "")
		case "isCodable":
			e.Set("isCodable", "true")
		case "typeOfVariable":
			e.Set("typeOfVariable", "Text")
		default:
			return false
		}
	}
	if r.text == "" {
		e.Text = ""
	} else if !wellFormed(r.text, e.Text) {
		return false
	}
	left := slices.Clone(e.Kids)
	e.Kids = nil
	for _, step := range r.kids {
		n := 0
		rest := make([]*Element, 0, len(left))
		for _, k := range left {
			at := slices.Index(step.names, k.Name)
			if at < 0 || step.max >= 0 && n >= step.max || !c.element(k, step.types[at]) {
				rest = append(rest, k)
				continue
			}
			e.Kids = append(e.Kids, k)
			n++
		}
		left = rest
		if n < step.min && e.done == nil && !wrapperName(step.names[0]) {
			return false
		}
	}
	for _, k := range left {
		c.acc.Left(k.Name, k.label(), bundle.Why("account.element_not_standard", "the standard does not have it in this place or form; it stays with the project"))
	}
	return true
}

// wrapperName reports whether elements of the name are left out when they are empty.
func wrapperName(name string) bool {
	switch name {
	case "Codes", "Code", "User", "Variable", "Case", "Note", "Link", "Set", "Graph", "TextSource":
		return true
	}
	return false
}
