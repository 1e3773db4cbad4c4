package codebook

import (
	"maps"
	"slices"

	"articula/internal/qda"
	"articula/internal/yamltree"
)

// Head is the comment that stands above each written file.
const Head = `A codebook, readable by people and by Articula.

title, description and language (of the names below; two letters) describe the book.

codes: the code tree. Each code has
  id           its identity; two projects made from this file share it. Take the ids out
               if you copy the file to make a different codebook; new ones are then given.
  name         as it is shown; the only thing a code must have ("- Savings" is a code)
  folder       true: only groups other codes and cannot be applied to text
  color        "#rrggbb"; without it the code takes the hue of its parent
  definition   what the code means
  include      when to apply it
  exclude      when not to, and which code to use instead
  example      a typical passage
  translations the same texts by language: name, definition, include, exclude, example
  codes        the codes below it

facets: what can be said about any coding. Each has id, name, definition, translations and
  multiple     true: a coding may carry several of its values
  actors       true: its values are the actors of the project
  values       id, name, shortcut (the one key that sets it), definition, translations

attributes: what is known about cases, documents or speakers. Each has id, name, definition,
translations and
  scope        case, document or speaker
  type         text, number, date, boolean or choice
  choices      for type choice: id, name, definition, translations`

// WriteYAML gives the file of a codebook. The same Book always gives the same
// bytes.
func WriteYAML(b Book) []byte {
	root := &yamltree.Node{Kind: yamltree.Map}
	root.PutText("title", tidy(b.Title))
	root.PutText("description", tidy(b.Description))
	root.PutText("language", b.Language)
	putList(root, "codes", b.Codes, codeNode)
	putList(root, "facets", b.Facets, facetNode)
	putList(root, "attributes", b.Attributes, attributeNode)
	return yamltree.Format(Head, root)
}

func putList[T any](n *yamltree.Node, key string, items []T, node func(T) *yamltree.Node) {
	if len(items) == 0 {
		return
	}
	list := &yamltree.Node{Kind: yamltree.List}
	for _, item := range items {
		list.Items = append(list.Items, node(item))
	}
	n.Put(key, list)
}

func codeNode(c Code) *yamltree.Node {
	n := begin(c.ID, c.Wording)
	putTrue(n, "folder", c.Folder)
	n.PutText("color", c.Color)
	finish(n, c.Wording, c.Translations)
	putList(n, "codes", c.Codes, codeNode)
	return n
}

func facetNode(f Facet) *yamltree.Node {
	n := begin(f.ID, f.Wording)
	putTrue(n, "multiple", f.Multiple)
	putTrue(n, "actors", f.Actors)
	finish(n, f.Wording, f.Translations)
	putList(n, "values", f.Values, func(v Value) *yamltree.Node {
		n := begin(v.ID, v.Wording)
		n.PutText("shortcut", v.Shortcut)
		finish(n, v.Wording, v.Translations)
		return n
	})
	return n
}

func attributeNode(a Attribute) *yamltree.Node {
	n := begin(a.ID, a.Wording)
	n.PutText("scope", string(a.Scope))
	n.PutText("type", string(a.Type))
	finish(n, a.Wording, a.Translations)
	putList(n, "choices", a.Choices, func(c Choice) *yamltree.Node {
		n := begin(c.ID, c.Wording)
		finish(n, c.Wording, c.Translations)
		return n
	})
	return n
}

func begin(id qda.ID, w Wording) *yamltree.Node {
	n := &yamltree.Node{Kind: yamltree.Map}
	if !id.IsZero() {
		n.PutText("id", id.String())
	}
	n.Put("name", yamltree.Text(tidyName(w.Name)))
	return n
}

func putTrue(n *yamltree.Node, key string, v bool) {
	if v {
		n.Put(key, yamltree.Bare("true"))
	}
}

func finish(n *yamltree.Node, w Wording, tr Translations) {
	putWording(n, w, fields[1:])
	all := &yamltree.Node{Kind: yamltree.Map}
	for _, lang := range slices.Sorted(maps.Keys(tr)) {
		one := &yamltree.Node{Kind: yamltree.Map}
		putWording(one, tr[lang], fields)
		if len(one.Entries) > 0 {
			all.Put(lang, one)
		}
	}
	if len(all.Entries) > 0 {
		n.Put("translations", all)
	}
}

func putWording(n *yamltree.Node, w Wording, of []field) {
	for _, f := range of {
		n.PutText(f.key, tidy(*f.of(&w)))
	}
}
