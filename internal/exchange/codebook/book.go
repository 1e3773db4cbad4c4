package codebook

import (
	"maps"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Book is a codebook. Language is the ISO 639-1 code of the language in which the
// main wordings are; it must be set where there are translations.
type Book struct {
	Title       string
	Description string
	Language    string
	Codes       []Code
	Facets      []Facet
	Attributes  []Attribute
}

// Wording is what a code or other thing is called and what it means. Only codes
// have more than a name and a definition.
type Wording struct {
	Name       string
	Definition string
	Include    string
	Exclude    string
	Example    string
}

// Translations are wordings by language (ISO 639-1).
type Translations map[string]Wording

// Code is a code with the codes below it.
type Code struct {
	ID qda.ID
	Wording
	Color        string // #rrggbb or ""
	Folder       bool
	Translations Translations
	Codes        []Code
}

// Facet is a facet with its permitted values.
type Facet struct {
	ID qda.ID
	Wording
	Actors       bool
	Multiple     bool
	Translations Translations
	Values       []Value
}

// Value is a value of a facet.
type Value struct {
	ID qda.ID
	Wording
	Shortcut     string // one character or ""
	Translations Translations
}

// Attribute is an attribute with its permitted values, if it is of type choice.
type Attribute struct {
	ID qda.ID
	Wording
	Scope        qda.Scope
	Type         qda.ValueType
	Translations Translations
	Choices      []Choice
}

// Choice is a permitted value of an attribute.
type Choice struct {
	ID qda.ID
	Wording
	Translations Translations
}

// Walk calls f for each code, parents before children, with the names from the
// root to the code itself.
func (b Book) Walk(f func(path []string, c *Code)) { walk(nil, b.Codes, f) }

func walk(above []string, codes []Code, f func([]string, *Code)) {
	for i := range codes {
		path := append(slices.Clone(above), codes[i].Name)
		f(path, &codes[i])
		walk(path, codes[i].Codes, f)
	}
}

// Languages lists the languages of the translations, in order.
func (b Book) Languages() []string {
	found := map[string]bool{}
	note := func(t Translations) {
		for lang := range t {
			found[lang] = true
		}
	}
	b.Walk(func(_ []string, c *Code) { note(c.Translations) })
	for _, f := range b.Facets {
		note(f.Translations)
		for _, v := range f.Values {
			note(v.Translations)
		}
	}
	for _, a := range b.Attributes {
		note(a.Translations)
		for _, c := range a.Choices {
			note(c.Translations)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Empty reports whether the codebook holds nothing to code or describe with.
func (b Book) Empty() bool { return len(b.Codes)+len(b.Facets)+len(b.Attributes) == 0 }

// Notice is something that a reader had to leave out or to guess: an error in
// form, but the rest of the file was taken over.
type Notice = *qda.Error

// field is one text of a wording: its key in files and its name in the log.
type field struct {
	key, column string
	of          func(*Wording) *string
}

var fields = []field{
	{"name", "name", func(w *Wording) *string { return &w.Name }},
	{"definition", "definition", func(w *Wording) *string { return &w.Definition }},
	{"include", "include_when", func(w *Wording) *string { return &w.Include }},
	{"exclude", "exclude_when", func(w *Wording) *string { return &w.Exclude }},
	{"example", "example", func(w *Wording) *string { return &w.Example }},
}

// tidy is a text as it is kept: normalised like the text of a document.
func tidy(s string) string { return textpos.Normalise(s) }

func tidyName(s string) string { return strings.TrimSpace(tidy(s)) }
