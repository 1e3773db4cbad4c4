package seed

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/yamltree"
)

// words is the vocabulary by name.
type words struct {
	code   map[string]qda.Code // by path
	facet  map[string]facetWords
	attr   map[string]qda.Attribute
	choice map[string][]string // by attribute
}

type facetWords struct {
	facet  qda.Facet
	values []string
}

func newWords(v Vocabulary) words {
	w := words{code: map[string]qda.Code{}, facet: map[string]facetWords{}, attr: map[string]qda.Attribute{}, choice: map[string][]string{}}
	for n := range codebook.Build(v.Codes).Standing {
		w.code[n.Path()] = n.Code
	}
	for _, f := range v.Facets {
		fw := facetWords{facet: f}
		for _, val := range v.FacetValues {
			if val.FacetID == f.ID {
				fw.values = append(fw.values, val.Name)
			}
		}
		w.facet[f.Name] = fw
	}
	for _, a := range v.Attributes {
		w.attr[a.Name] = a
		for _, c := range v.Choices {
			if c.AttributeID == a.ID {
				w.choice[a.Name] = append(w.choice[a.Name], c.Name)
			}
		}
	}
	return w
}

// code checks the path of a code that is applied.
func (l *loader) code(file string, line int, path string) {
	c, ok := l.words.code[path]
	l.known(file, line, "code", path, ok)
	if c.Folder {
		l.bad(file, line, "the code %q is a folder and cannot be applied", path)
	}
}

// facets reads facet values: a map from facets to a value or a list of values.
func (l *loader) facets(file string, n *yamltree.Node) []FacetValue {
	if n == nil {
		return nil
	}
	var out []FacetValue
	for _, e := range n.Entries {
		values := []*yamltree.Node{e.Value}
		if e.Value.Kind == yamltree.List {
			values = e.Value.Items
		}
		f, ok := l.words.facet[e.Key]
		l.known(file, e.Line, "facet", e.Key, ok)
		if len(values) > 1 && !f.facet.Multiple {
			l.bad(file, e.Line, "the facet %q takes one value", e.Key)
		}
		for _, v := range values {
			if f.facet.Actors {
				l.known(file, e.Line, "actor", v.Text, l.isActor[v.Text])
			} else {
				l.known(file, e.Line, "value of the facet "+e.Key, v.Text, slices.Contains(f.values, v.Text))
			}
			out = append(out, FacetValue{e.Key, v.Text})
		}
	}
	return out
}

var dates = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)

// value checks a value against its attribute.
func (l *loader) value(file string, line int, attribute, value string, scope qda.Scope) {
	a, ok := l.words.attr[attribute]
	l.known(file, line, "attribute", attribute, ok)
	if !ok {
		return
	}
	if a.Scope != scope {
		l.bad(file, line, "the attribute %q describes a %s, not a %s", attribute, a.Scope, scope)
	}
	fits := strings.TrimSpace(value) != ""
	switch a.Type {
	case qda.NumberValue:
		_, err := strconv.ParseFloat(value, 64)
		fits = err == nil
	case qda.DateValue:
		fits = dates.MatchString(value)
	case qda.BooleanValue:
		fits = value == "true" || value == "false"
	case qda.ChoiceValue:
		fits = slices.Contains(l.words.choice[attribute], value)
	}
	if !fits {
		l.bad(file, line, "%q is no %s value of the attribute %q", value, a.Type, attribute)
	}
}
