package query

import (
	"fmt"
	"strings"
	"unicode"
)

// String writes the condition in its canonical form. Parsing it again gives the same
// tree.
func (w *Where) String() string {
	if w.Root == nil {
		return ""
	}
	var b strings.Builder
	w.Root.print(&b)
	return b.String()
}

func (c *Cond) print(b *strings.Builder) {
	switch c.Op {
	case CondAnd, CondOr:
		for i, k := range c.Conds {
			if i > 0 {
				b.WriteString(" " + strings.ToUpper(string(c.Op)) + " ")
			}
			k.printIn(b, k.Op == CondOr || k.Op == CondAnd && c.Op == CondAnd)
		}
	case CondNot:
		b.WriteString("NOT ")
		k := c.Conds[0]
		k.printIn(b, k.Op == CondAnd || k.Op == CondOr)
	case CondTest:
		c.printTest(b)
	}
}

func (c *Cond) printIn(b *strings.Builder, parentheses bool) {
	if !parentheses {
		c.print(b)
		return
	}
	b.WriteByte('(')
	c.print(b)
	b.WriteByte(')')
}

func (c *Cond) printTest(b *strings.Builder) {
	b.WriteString(string(c.Field))
	if c.Field == OnAttribute || c.Field == OnFacet {
		b.WriteByte('.')
		writeValue(b, c.Name, true)
	}
	b.WriteString(string(c.Compare))
	switch {
	case c.Any:
		b.WriteByte('*')
	default:
		_, _, tilde := distanceOf(c.Value)
		writeValue(b, c.Value, c.Field == OnNear && tilde)
	}
	if c.Field == OnNear {
		fmt.Fprintf(b, "~%d", c.Distance)
	}
}

// writeValue writes a name or value, in quotation marks where it needs them; strict
// lets nothing but letters, digits, _ and - go without.
func writeValue(b *strings.Builder, s string, strict bool) {
	plain := s != "" && s != "*" && strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' ||
			strict && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-'
	}) < 0
	if plain {
		b.WriteString(s)
		return
	}
	b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`)
}

// Clause is one line of a condition as a person reads it: how it joins the line
// above it, how deep it lies, and what it tests.
type Clause struct {
	Depth int    `json:"depth"`          // of parentheses
	Join  CondOp `json:"join,omitempty"` // and, or; none for the first of its depth
	Not   bool   `json:"not,omitempty"`
	// Group begins a depth of its own; the clauses below it at Depth+1 belong to it,
	// and there is no test.
	Group bool  `json:"group,omitempty"`
	Test  *Cond `json:"test,omitempty"`
}

// Clauses gives the condition line by line, so that it can be shown and read back in
// any language.
func (w *Where) Clauses() []Clause {
	if w.Root == nil {
		return nil
	}
	return w.Root.clauses(nil, 0, "", true)
}

func (c *Cond) clauses(out []Clause, depth int, join CondOp, root bool) []Clause {
	not := false
	for c.Op == CondNot {
		not = !not
		c = c.Conds[0]
	}
	if c.Op == CondTest {
		return append(out, Clause{Depth: depth, Join: join, Not: not, Test: c})
	}
	if !root || not {
		out = append(out, Clause{Depth: depth, Join: join, Not: not, Group: true})
		depth++
	}
	for i, k := range c.Conds {
		with := c.Op
		if i == 0 {
			with = ""
		}
		out = k.clauses(out, depth, with, false)
	}
	return out
}

// Sentence says in English what the condition asks for.
func (w *Where) Sentence() string {
	if w.Root == nil {
		return "Everything."
	}
	s := w.Root.say()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func (c *Cond) say() string {
	switch c.Op {
	case CondNot:
		return "not " + c.Conds[0].sayIn()
	case CondTest:
		return c.sayTest()
	}
	parts := make([]string, len(c.Conds))
	for i, k := range c.Conds {
		parts[i] = k.sayIn()
	}
	return strings.Join(parts, " "+string(c.Op)+" ")
}

func (c *Cond) sayIn() string {
	if c.Op == CondAnd || c.Op == CondOr {
		return "(" + c.say() + ")"
	}
	return c.say()
}

func (c *Cond) sayTest() string {
	subject := map[WhereField]string{
		OnCode: "the code", OnCase: "the case", OnDocument: "the document", OnCoder: "the coder", OnRound: "the round", OnSet: "the set",
		OnKind: "the kind of document", OnLang: "the language", OnJurisdiction: "the jurisdiction", OnDate: "the date of the document",
		OnCoded: "the day of coding", OnFacet: c.Name, OnAttribute: c.Name, OnSpeaker: "the speaker", OnRole: "the role of the speaker",
		OnMemo: "a memo", OnWeight: "the weight", OnText: "the text", OnOverlaps: "it overlaps", OnWithin: "it lies within",
		OnContains: "it contains", OnNear: fmt.Sprintf("it lies at most %d characters from", c.Distance),
	}[c.Field]
	value := "“" + c.Value + "”"
	if c.Any {
		value = "anything"
	}
	switch c.Field {
	case OnOverlaps, OnWithin, OnContains, OnNear:
		if c.Any {
			return subject + " any other coding"
		}
		return subject + " " + value
	}
	verb := map[Compare]string{Is: "is", Equal: "is exactly", Unequal: "is not", Less: "is below", AtMost: "is at most", Greater: "is above", AtLeast: "is at least"}[c.Compare]
	if c.Compare == Is {
		switch c.Field {
		case OnCode, OnCase:
			return subject + " is " + value + " or below it"
		case OnText:
			verb = "answers to"
		}
	}
	return subject + " " + verb + " " + value
}
