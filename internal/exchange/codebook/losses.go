package codebook

import (
	"strings"

	"articula/internal/qda"
)

// Places are what a format has a place for, beside the names, definitions and order of
// codes.
type Places struct{ Rules, Translations, Facets, Attributes bool }

const namesTold = 5

// Losses says what of a book a format has no place for: how many, and the first ones.
func Losses(b Book, has Places) []Notice {
	var out []Notice
	tell := func(has bool, names []string, code, text string) {
		if has || len(names) == 0 {
			return
		}
		shown := strings.Join(names[:min(len(names), namesTold)], ", ")
		if len(names) > namesTold {
			shown += ", …"
		}
		out = append(out, &qda.Error{Kind: qda.Invalid, Code: code, Text: text, Args: []qda.Arg{{Name: "count", Value: len(names)}, {Name: "names", Value: shown}}})
	}
	var rules, translated, facets, attributes []string
	b.Walk(func(_ []string, c *Code) {
		if c.Include+c.Exclude+c.Example != "" {
			rules = append(rules, c.Name)
		}
		if len(c.Translations) > 0 {
			translated = append(translated, c.Name)
		}
	})
	for _, f := range b.Facets {
		facets = append(facets, f.Name)
	}
	for _, a := range b.Attributes {
		attributes = append(attributes, a.Name)
	}
	tell(has.Rules, rules, "codebook.lost_rules", "The format has no place for when a code applies, when not, and examples: {count} codes ({names}).")
	tell(has.Translations, translated, "codebook.lost_translations", "The format has no place for names and definitions in other languages: {count} codes ({names}).")
	tell(has.Facets, facets, "codebook.lost_facets", "The format has no place for facets: {count} ({names}).")
	tell(has.Attributes, attributes, "codebook.lost_attributes", "The format has no place for attributes: {count} ({names}).")
	return out
}
