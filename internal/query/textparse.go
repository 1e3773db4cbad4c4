package query

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Parse understands a text query. Every string is one:
//
//	coordinación                  the word in all its forms, by the language of each document
//	coordinación local            both in one turn or paragraph; the same as AND
//	"la coordinación local"       these very words side by side
//	inter-agency, l'école         the parts side by side, in all their forms
//	coord*  *nación  c?sa         parts of words
//	coordinacion~  coordinacion~2 words that differ in one or two letters
//	salud OR health  NOT escuela  (salud OR health) escuela
//	salud NEAR/5 escuela          at most 5 words between, in any order
//	"salud escuela"~5             the same with these very words
//	{coordination}                any term of the term group of that name
//	§  %  😀                      signs, as they stand
//
// Operators are upper case. NOT binds closest, then NEAR, then AND, then OR.
// groups gives the terms of a term group; it may be nil.
func Parse(source string, groups func(name string) ([]string, bool)) *Text {
	t := &Text{Source: source, Root: &Node{Op: Nothing}}
	l := &lexer{text: t, groups: groups, in: strings.ToValidUTF8(source, "\uFFFD")}
	if len(l.in) > maxQuery {
		at := maxQuery
		for !utf8.RuneStart(l.in[at]) {
			at--
		}
		l.in = l.in[:at]
		t.note("query.note_long", "The query is too long; only its beginning was used.")
	}
	l.run()
	p := parser{text: t, in: t.settle(l.out)}
	if len(p.in) > 0 {
		t.Root = p.or()
	} else if len(l.marks) > 0 { // nothing but punctuation: look for it
		t.Root = &Node{Op: Literal, Literal: strings.Join(l.marks, " ")}
	}
	ids := map[Word]int{}
	t.Root.number(t, ids)
	return t
}

// number gives every distinct word its position in the list of words.
func (n *Node) number(t *Text, ids map[Word]int) {
	for _, w := range n.Words {
		id, ok := ids[w]
		if !ok {
			id = len(t.words)
			ids[w] = id
			t.words = append(t.words, w)
		}
		n.ids = append(n.ids, id)
	}
	for _, k := range n.Nodes {
		k.number(t, ids)
	}
}

// settle makes the tokens grammatical: parentheses without a partner, empty or too
// deep ones go, and an operator that has nothing to join is a word.
func (t *Text) settle(in []token) []token {
	keep := make([]bool, len(in))
	var open []int
	for i, tok := range in {
		switch tok.kind {
		case openToken:
			open = append(open, i)
		case closeToken:
			if n := len(open); n > 0 {
				if from := open[n-1]; n <= maxDepth && slices.ContainsFunc(in[from+1:i], func(t token) bool { return t.kind != openToken && t.kind != closeToken }) {
					keep[from], keep[i] = true, true
				}
				open = open[:n-1]
			} else {
				t.note("query.note_parenthesis", "A parenthesis without its counterpart was left out.")
			}
		default:
			keep[i] = true
		}
	}
	if len(open) > 0 {
		t.note("query.note_parenthesis", "A parenthesis without its counterpart was left out.")
	}
	var out []token
	for i, tok := range in {
		if keep[i] {
			out = append(out, tok)
		}
	}
	// From right to left, whether an operator has something behind it is known when
	// it is reached; from left to right the same for what stands before it.
	for i := len(out) - 1; i >= 0; i-- {
		if k := out[i].kind; k >= andToken && k <= nearToken && (i+1 == len(out) || !out[i+1].begins()) {
			t.asWord(&out[i])
		}
	}
	for i := range out {
		if k := out[i].kind; (k == andToken || k == orToken || k == nearToken) && (i == 0 || !out[i-1].ends()) {
			t.asWord(&out[i])
		}
	}
	return out
}

// asWord turns an operator that joins nothing into the word that it reads like.
func (t *Text) asWord(tok *token) {
	l := lexer{text: t}
	tok.node = &Node{Op: Words, Words: l.pattern(tok.typed, Stem)}
	tok.kind = termToken
	t.note("query.note_operator", "{word} joins nothing here and was searched for as a word.", "word", tok.typed)
}

// parser reads settled tokens: it cannot fail.
type parser struct {
	text *Text
	in   []token
	at   int
}

func (p *parser) peek() (tokenKind, bool) {
	if p.at < len(p.in) {
		return p.in[p.at].kind, true
	}
	return 0, false
}

func (p *parser) next(kind tokenKind) bool {
	if k, ok := p.peek(); ok && k == kind {
		p.at++
		return true
	}
	return false
}

func (p *parser) or() *Node {
	n := p.and()
	for p.next(orToken) {
		n = join(Or, n, p.and())
	}
	return n
}

func (p *parser) and() *Node {
	n := p.near()
	for {
		if !p.next(andToken) {
			if k, ok := p.peek(); !ok || k == orToken || k == closeToken {
				return n
			}
		}
		n = join(And, n, p.near())
	}
}

func (p *parser) near() *Node {
	n := p.not()
	for {
		if k, ok := p.peek(); !ok || k != nearToken {
			return n
		}
		distance := p.in[p.at].distance
		p.at++
		n = &Node{Op: Near, Distance: distance, Nodes: []*Node{n, p.not()}}
	}
}

func (p *parser) not() *Node {
	negate := false
	for p.next(notToken) {
		negate = !negate
	}
	n := p.primary()
	if negate {
		return &Node{Op: Not, Nodes: []*Node{n}}
	}
	return n
}

func (p *parser) primary() *Node {
	if p.next(openToken) {
		n := p.or()
		p.next(closeToken)
		return n
	}
	p.at++
	return p.in[p.at-1].node
}

// join puts two nodes under one operator, and keeps chains flat.
func join(op Op, a, b *Node) *Node {
	if a.Op == op && a.Group == "" {
		a.Nodes = append(a.Nodes, b)
		return a
	}
	return &Node{Op: op, Nodes: []*Node{a, b}}
}
