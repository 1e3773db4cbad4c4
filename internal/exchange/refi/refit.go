package refi

import (
	"slices"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// things are the kinds of record that links and graphs of a file can be about.
var things = []string{"code", "document", "case_unit", "memo"}

// Refit points what is kept at what the records have become that it names: in a document,
// the codings that no text has a place for; in a memo, its codings; in a case, its codes; in
// links and graphs, what they are about. It reports whether that changes anything.
func Refit(p qda.Preserved, becomes bundle.Becomes) (qda.Preserved, bool) {
	if p.Format != Format || p.Element == fileElement {
		return p, false
	}
	root := thaw(p.Body)
	if root == nil {
		return p, false
	}
	changed := false
	refit := func(e *Element, attr string, kinds ...string) {
		from, ok := guidOf(e.Attr(attr))
		for _, kind := range kinds {
			if to, known := becomes(kind, from); ok && known {
				if to != from {
					e.Set(attr, to.String())
					changed = true
				}
				return
			}
		}
	}
	coding := func(c, _ *Element) {
		refit(c, "creatingUser", "coder")
		for _, ref := range c.All("CodeRef") {
			refit(ref, "targetGUID", "code")
		}
	}
	if root.Name == "Case" {
		for _, ref := range root.All("CodeRef") {
			refit(ref, "targetGUID", "code")
		}
	}
	switch p.Owner {
	case "document":
		eachUnplaced(root, coding)
	case "memo":
		root.Walk(func(of *Element) {
			for _, c := range of.All("Coding") {
				coding(c, of)
			}
		})
	case "":
		root.Walk(func(e *Element) {
			for _, attr := range aboutAttrs[e.Name] {
				refit(e, attr, things...)
			}
		})
	}
	if changed {
		p.Body = freeze(root)
	}
	return p, changed
}

// aboutAttrs are the attributes by which links and graphs say what they are about.
var aboutAttrs = map[string][]string{"Link": {"originGUID", "targetGUID"}, "Vertex": {"representedGUID"}, "Edge": {"representedGUID"}}

// point has a reference to a record of one of the kinds name it as the written file does,
// through codes that were merged, and reports whether the file has what it names.
func (x *encoder) point(e *Element, attr string, kinds ...string) bool {
	if e.Attr(attr) == "" || e.Attr(keptMark) != "" {
		return true
	}
	for _, kind := range kinds {
		if _, ok := x.byGUID(kind, e.Attr(attr)); ok {
			return true
		}
	}
	id, ok := guidOf(e.Attr(attr))
	for _, kind := range kinds {
		to := id
		if kind == "code" {
			to = x.standsFor(id)
		}
		if guid := x.guids[owner{kind, to}]; ok && guid != "" {
			e.Set(attr, guid)
			return true
		}
	}
	return false
}

// about has kept links and graphs name what they are about as the written file does.
func (x *encoder) about(root *Element) {
	root.Walk(func(e *Element) {
		for _, attr := range aboutAttrs[e.Name] {
			x.point(e, attr, things...)
		}
	})
}

// markCodes notes on the references to codes that hang below an element which of them lead
// nowhere in the file, and are to be written out again.
func (d *decoder) markCodes(e *Element) {
	e.Walk(func(of *Element) {
		for _, ref := range of.All("CodeRef") {
			if d.codes[refOf(key(ref.Attr("targetGUID")))].IsZero() {
				ref.Set(keptMark, "1")
			}
		}
	})
}

// refitCodings has codings that are no records name codes and coders as the written file
// does: those of a source that no text has a place for, and all of a note. Those whose code
// is gone are left out.
func (x *encoder) refitCodings(s *Element, all bool) {
	s.Walk(func(of *Element) {
		of.Kids = slices.DeleteFunc(of.Kids, func(c *Element) bool {
			if c.Name != "Coding" || !all && c.Attr(keptMark) == "" {
				return false
			}
			if who := New("User", "guid", c.Attr("creatingUser")); x.point(who, "guid", "coder") && who.Attr("guid") != "" {
				c.Set("creatingUser", who.Attr("guid"))
			}
			ref := c.Kid("CodeRef")
			if ref == nil || x.point(ref, "targetGUID", "code") {
				return false
			}
			x.acc.Left("coding", of.label(), bundle.Why("account.code_gone", "its code is not in the project any more"))
			return true
		})
	})
}

// refitCodes has the codes of a case be those of the written file.
func (x *encoder) refitCodes(e *Element) {
	e.Kids = slices.DeleteFunc(e.Kids, func(ref *Element) bool {
		if ref.Name != "CodeRef" {
			return false
		}
		if !x.point(ref, "targetGUID", "code") {
			x.acc.Left("CodeRef", e.label(), bundle.Why("account.code_gone", "its code is not in the project any more"))
			return true
		}
		return false
	})
}
