package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
)

// ParseWhere reads a condition. An error names the character, counted from 1, at
// which it cannot be read (code query.syntax), or what the limit is.
func ParseWhere(source string) (*Where, error) {
	w := &Where{Source: source}
	p := &whereParser{in: strings.ToValidUTF8(source, "\uFFFD")}
	if len(p.in) > maxWhere {
		return nil, qda.E(qda.Invalid, "query.too_long", "The condition is too long: {limit} characters are the most.", "limit", maxWhere)
	}
	p.lex()
	if p.err == nil && len(p.tokens) > 1 {
		w.Root = p.or(0)
		if t := p.peek(); p.err == nil && t.kind != whereEnd {
			p.fail(t, "the end of the condition or AND or OR")
		}
	}
	if p.err != nil {
		return nil, p.err
	}
	return w, nil
}

// whereKind is the kind of a token.
type whereKind uint8

const (
	whereEnd whereKind = iota
	whereWord
	whereQuoted
	whereOpen
	whereClose
	whereCompare
	whereDot
)

type whereToken struct {
	kind whereKind
	text string // of a word, quoted text or comparison
	at   int    // code point
	near bool   // nothing but this token's beginning lies behind the token before: no space
}

type whereParser struct {
	in     string
	tokens []whereToken
	at     int
	tests  int
	err    error
}

// wrongComparison keeps the error that a field is not compared in this way.
func (p *whereParser) wrongComparison(t whereToken, list string) {
	if p.err == nil {
		p.err = qda.E(qda.Invalid, "query.comparison", "The condition cannot be read at character {position}: a comparison: {list} should stand there, not {found}.",
			"position", t.at+1, "list", list, "found", t.found())
	}
}

// found says what stands where something else should.
func (t whereToken) found() string {
	found := "“" + t.text + "”"
	switch t.kind {
	case whereEnd:
		found = "the end"
	case whereOpen:
		found = "“(”"
	case whereClose:
		found = "“)”"
	case whereDot:
		found = "“.”"
	}
	return found
}

// fail keeps the first error.
func (p *whereParser) fail(t whereToken, expected string) {
	if p.err != nil {
		return
	}
	p.err = qda.E(qda.Invalid, "query.syntax", "The condition cannot be read at character {position}: {expected} should stand there, not {found}.",
		"position", t.at+1, "expected", expected, "found", t.found())
}

// lex cuts the source into tokens. What a word may hold depends on where it stands: a
// value runs to the next space or parenthesis, a name to the next sign.
func (p *whereParser) lex() {
	cp := 0
	value := false // a value comes next
	for i := 0; i < len(p.in); {
		r, n := utf8.DecodeRuneInString(p.in[i:])
		t := whereToken{at: cp, near: len(p.tokens) > 0 && i > 0 && !unicode.IsSpace(rune(p.in[i-1]))}
		size := n
		switch {
		case unicode.IsSpace(r):
			i += n
			cp++
			continue
		case r == '(':
			t.kind = whereOpen
		case r == ')':
			t.kind = whereClose
		case r == '"':
			t.kind = whereQuoted
			var ok bool
			if t.text, size, ok = unquote(p.in[i:]); !ok {
				p.fail(whereToken{kind: whereEnd, at: utf8.RuneCountInString(p.in)}, "a closing quotation mark")
				return
			}
		case !value && strings.ContainsRune(":=!<>", r):
			t.kind = whereCompare
			if strings.HasPrefix(p.in[i+n:], "=") && r != ':' && r != '=' {
				size++
			}
			t.text = p.in[i : i+size]
			if t.text == "!" {
				p.fail(t, "a comparison such as : or >=")
				return
			}
		case !value && r == '.':
			t.kind = whereDot
		default:
			t.kind = whereWord
			size = wordEnd(p.in[i:], value)
			t.text = p.in[i : i+size]
		}
		value = t.kind == whereCompare
		p.tokens = append(p.tokens, t)
		cp += utf8.RuneCountInString(p.in[i : i+size])
		i += size
	}
	p.tokens = append(p.tokens, whereToken{at: cp})
}

// wordEnd is where an unquoted word ends.
func wordEnd(s string, value bool) int {
	end := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' || !value && strings.ContainsRune(":=!<>.", r)
	})
	if end < 0 {
		return len(s)
	}
	return end
}

// unquote reads a text in quotation marks and gives how many bytes it took.
func unquote(s string) (text string, size int, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), i + 1, true
		case '\\':
			if i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
				i++
			}
		}
		b.WriteByte(s[i])
	}
	return "", 0, false
}

func (p *whereParser) peek() whereToken { return p.tokens[min(p.at, len(p.tokens)-1)] }

// word reports whether the next token is one of the small words of the language.
func (p *whereParser) word(word string) bool {
	t := p.peek()
	if t.kind != whereWord || !strings.EqualFold(t.text, word) {
		return false
	}
	// a facet may have such a name: then a comparison follows
	after := p.tokens[min(p.at+1, len(p.tokens)-1)]
	return after.kind != whereCompare && after.kind != whereDot
}

func (p *whereParser) or(depth int) *Cond {
	c := p.and(depth)
	for p.err == nil && p.word("OR") {
		p.at++
		c = joinCond(CondOr, c, p.and(depth))
	}
	return c
}

func (p *whereParser) and(depth int) *Cond {
	c := p.not(depth)
	for p.err == nil {
		if p.word("AND") {
			p.at++
		} else if k := p.peek().kind; k == whereEnd || k == whereClose || p.word("OR") {
			return c
		}
		c = joinCond(CondAnd, c, p.not(depth))
	}
	return c
}

func joinCond(op CondOp, a, b *Cond) *Cond {
	if a.Op == op {
		a.Conds = append(a.Conds, b)
		return a
	}
	return &Cond{Op: op, Conds: []*Cond{a, b}}
}

func (p *whereParser) not(depth int) *Cond {
	if depth > maxWhereDepth {
		if p.err == nil {
			p.err = qda.E(qda.Invalid, "query.too_deep", "The condition has too many parentheses inside of each other: {limit} are the most.", "limit", maxWhereDepth)
		}
		return &Cond{}
	}
	if p.word("NOT") {
		p.at++
		return &Cond{Op: CondNot, Conds: []*Cond{p.not(depth + 1)}}
	}
	t := p.peek()
	if t.kind != whereOpen {
		return p.test()
	}
	p.at++
	c := p.or(depth + 1)
	if t := p.peek(); p.err == nil && t.kind != whereClose {
		p.fail(t, "a closing parenthesis")
	}
	p.at++
	return c
}

// test reads "field compare value".
func (p *whereParser) test() *Cond {
	c := &Cond{Op: CondTest, At: p.peek().at}
	if p.tests++; p.tests > maxTests && p.err == nil {
		p.err = qda.E(qda.Invalid, "query.too_long", "The condition is too long: {limit} characters are the most.", "limit", maxWhere)
	}
	t := p.peek()
	switch t.kind {
	case whereQuoted:
		c.Field, c.Name = OnFacet, t.text
	case whereWord:
		c.Field, c.Name = OnFacet, t.text
		if field := WhereField(strings.ToLower(t.text)); comparisons[field] != nil {
			c.Field, c.Name = field, ""
		}
	default:
		p.fail(t, "a condition such as code:name")
		return c
	}
	p.at++
	if c.Name == "" && (c.Field == OnAttribute || c.Field == OnFacet) {
		if t := p.peek(); t.kind != whereDot {
			p.fail(t, "a full stop and a name, as in attr.name")
			return c
		}
		p.at++
		if t := p.peek(); t.kind != whereWord && t.kind != whereQuoted {
			p.fail(t, "a name")
			return c
		}
		c.Name = p.peek().text
		p.at++
	}
	if t := p.peek(); t.kind != whereCompare || !slices.Contains(comparisons[c.Field], Compare(t.text)) {
		p.wrongComparison(t, listed(comparisons[c.Field]))
		return c
	}
	c.Compare = Compare(p.peek().text)
	p.at++
	p.value(c)
	return c
}

func (p *whereParser) value(c *Cond) {
	t := p.peek()
	c.ValueAt = t.at
	if t.kind != whereWord && t.kind != whereQuoted {
		p.fail(t, "a value")
		return
	}
	p.at++
	c.Value = t.text
	if c.Field == OnNear {
		c.Distance = nearness
		switch after := p.peek(); {
		case t.kind == whereWord:
			if name, n, ok := distanceOf(c.Value); ok {
				c.Value, c.Distance = name, n
			}
		case after.kind == whereWord && after.near:
			if name, n, ok := distanceOf(after.text); ok && name == "" {
				c.Distance = n
				p.at++
			}
		}
	}
	if t.kind == whereWord && c.Value == "*" {
		c.Value, c.Any = "", true
		if c.Compare != Is && c.Compare != Equal && c.Compare != Unequal {
			p.fail(t, "a value")
		}
	}
}

// distanceOf cuts "~200" off.
func distanceOf(s string) (name string, n int, ok bool) {
	at := strings.LastIndexByte(s, '~')
	if at < 0 || len(s)-at > 8 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[at+1:])
	if err != nil || n < 0 || s[at+1] == '+' {
		return s, 0, false
	}
	return s[:at], n, true
}

func listed(cs []Compare) string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = string(c)
	}
	return strings.Join(out, " ")
}
