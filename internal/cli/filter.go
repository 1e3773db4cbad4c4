package cli

import (
	"strings"

	"articula/internal/engine"
)

// filter selects codings or places. Each flag may be given several times; values of
// one flag are alternatives, different flags must all hold. What they mean together
// is one condition, as --where takes it.
type filter struct {
	Document []string `help:"In this document." placeholder:"D"`
	Case     []string `help:"Of this case or one below it." placeholder:"NAME"`
	Kind     []string `help:"In documents of this kind." placeholder:"KIND"`
	Lang     []string `help:"In documents of this language." placeholder:"XX"`
	ByCoder  []string `name:"by" help:"Coded by this coder." placeholder:"NAME"`
	Round    []string `help:"Coded in this round." placeholder:"R"`
	Facet    []string `help:"With this facet, as level=local." placeholder:"F=V"`
	Role     []string `help:"Said by a speaker of this role: interviewer, authority, technical, other." placeholder:"ROLE"`
	Speaker  []string `help:"Said by this speaker." placeholder:"NAME"`
	Where    string   `help:"A condition, as: code:coordination AND NOT (kind:law OR level:central). See the README." placeholder:"EXPR"`
}

// quoted writes a value as a condition takes it.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// readable says what is wrong with the condition of --where by itself, so that the
// places named are those of what was typed, not of what the flags make of it.
func (f *filter) readable() error { return engine.CheckCondition(f.Where) }

// condition writes the flags, and the codes asked for, as one condition.
func (f *filter) condition(codes []string) string {
	var parts []string
	either := func(field string, values []string) {
		var tests []string
		for _, v := range values {
			tests = append(tests, field+":"+quoted(v))
		}
		switch len(tests) {
		case 0:
		case 1:
			parts = append(parts, tests[0])
		default:
			parts = append(parts, "("+strings.Join(tests, " OR ")+")")
		}
	}
	either("code", codes)
	either("document", f.Document)
	either("case", f.Case)
	either("kind", f.Kind)
	either("lang", f.Lang)
	either("coder", f.ByCoder)
	either("round", f.Round)
	byFacet := map[string][]string{}
	var order []string
	for _, pair := range f.Facet {
		name, value, _ := strings.Cut(pair, "=")
		if byFacet[name] == nil {
			order = append(order, name)
		}
		byFacet[name] = append(byFacet[name], value)
	}
	for _, name := range order {
		either("facet."+quoted(name), byFacet[name])
	}
	either("role", f.Role)
	either("speaker", f.Speaker)
	if strings.TrimSpace(f.Where) != "" {
		parts = append(parts, "("+f.Where+")")
	}
	return strings.Join(parts, " AND ")
}
