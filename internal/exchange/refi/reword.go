package refi

import "articula/internal/qda"

// Reword has what is kept of a project of the standard say its names, descriptions and
// values in other words, and reports whether that changes anything. The texts of documents
// and the files beside them stay: they say how positions count, and are not written when the
// text is another one.
func Reword(p qda.Preserved, other func(string) string) (qda.Preserved, bool) {
	if p.Format != Format || p.Element == fileElement {
		return p, false
	}
	root := thaw(p.Body)
	if root == nil {
		return p, false
	}
	changed := false
	root.Walk(func(e *Element) {
		for _, name := range []string{"name", wordsMark, beforeMark, afterMark} {
			if have := e.Attr(name); have != "" && e.Name != "User" {
				if said := other(have); said != have {
					e.Set(name, said)
					changed = true
				}
			}
		}
		if e.Text != "" && (e.Name == "Description" || e.Name == "TextValue") {
			if said := other(e.Text); said != e.Text {
				e.Text, changed = said, true
			}
		}
	})
	if changed {
		p.Body = freeze(root)
	}
	return p, changed
}
