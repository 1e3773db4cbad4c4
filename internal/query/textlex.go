package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/words"
)

// kind of a token of a text query.
type tokenKind uint8

const (
	termToken tokenKind = iota // node is set
	andToken
	orToken
	notToken
	nearToken
	openToken
	closeToken
)

type token struct {
	kind     tokenKind
	node     *Node  // of a term
	typed    string // of an operator
	distance int    // of NEAR
}

// operand tells whether the token can begin (or, for ')', end) an operand.
func (t token) begins() bool {
	return t.kind == termToken || t.kind == openToken || t.kind == notToken
}
func (t token) ends() bool { return t.kind == termToken || t.kind == closeToken }

// lexer turns what was typed into tokens.
type lexer struct {
	text   *Text
	groups func(name string) ([]string, bool)
	in     string
	out    []token
	count  int      // of words
	marks  []string // chunks of mere punctuation, left out where there are words
}

var closing = map[rune]string{'"': `"`, '“': "”“\"", '„': "“”\"", '«': "»"}

func (l *lexer) run() {
	for i := 0; i < len(l.in); {
		r, n := utf8.DecodeRuneInString(l.in[i:])
		switch {
		case unicode.IsSpace(r):
			i += n
		case closing[r] != "":
			i += n + l.quoted(l.in[i+n:], closing[r])
		case r == '(':
			l.out = append(l.out, token{kind: openToken})
			i += n
		case r == ')':
			l.out = append(l.out, token{kind: closeToken})
			i += n
		case r == '{':
			i += n + l.group(l.in[i+n:])
		default:
			end := strings.IndexFunc(l.in[i:], func(r rune) bool {
				return unicode.IsSpace(r) || r == '(' || r == ')' || r == '{' || closing[r] != ""
			})
			if end < 0 {
				end = len(l.in) - i
			}
			l.chunk(l.in[i : i+end])
			i += end
		}
	}
}

// quoted reads a phrase up to its closing quote and gives the bytes it took: none
// if there is no closing quote, and the opening one then counts for nothing.
func (l *lexer) quoted(rest, closers string) int {
	end := strings.IndexAny(rest, closers)
	if end < 0 {
		l.text.note("query.note_quote", "A quotation mark without its counterpart was left out.")
		return 0
	}
	_, n := utf8.DecodeRuneInString(rest[end:])
	took := end + n
	phrase := l.pattern(rest[:end], Exact)
	if len(phrase) == 0 {
		l.literal(rest[:end])
		return took
	}
	if distance, n := number(rest[took:]); n > 0 && len(phrase) > 1 {
		took += n
		near := &Node{Op: Words, Words: phrase[:1]}
		for _, w := range phrase[1:] {
			near = &Node{Op: Near, Distance: l.distance(distance), Nodes: []*Node{near, {Op: Words, Words: []Word{w}}}}
		}
		l.term(near)
		return took
	}
	l.term(&Node{Op: Words, Words: phrase})
	return took
}

// number reads "~12".
func number(s string) (value, bytes int) {
	if !strings.HasPrefix(s, "~") {
		return 0, 0
	}
	n := 1
	for n < len(s) && n < 6 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 1 {
		return 0, 0
	}
	value, _ = strconv.Atoi(s[1:n])
	return value, n
}

func (l *lexer) distance(n int) int {
	if n > maxDistance {
		l.text.note("query.note_distance", "The distance was limited to {limit} words.", "limit", maxDistance)
		return maxDistance
	}
	return n
}

// group reads the name of a term group up to its brace, or nothing.
func (l *lexer) group(rest string) int {
	end := strings.IndexAny(rest, "{}\n")
	if end < 0 || rest[end] != '}' {
		return 0
	}
	name := strings.TrimSpace(rest[:end])
	terms, ok := []string(nil), false
	if l.groups != nil {
		terms, ok = l.groups(name)
	}
	if !ok {
		if name != "" {
			l.text.note("query.note_group", "There is no term group {name}; its name was searched for instead.", "name", name)
		}
		for _, part := range strings.Fields(name) {
			l.chunk(part)
		}
		return end + 1
	}
	or := &Node{Op: Or, Group: name}
	for _, term := range terms {
		if ws := l.pattern(term, Stem); len(ws) > 0 && l.room(len(ws)) {
			or.Nodes = append(or.Nodes, &Node{Op: Words, Words: ws})
		}
	}
	if len(or.Nodes) > 0 {
		l.out = append(l.out, token{kind: termToken, node: or})
	} else {
		l.text.note("query.note_group_empty", "The term group {name} holds no words.", "name", name)
	}
	return end + 1
}

// chunk reads what stands between spaces: an operator, a word with its wildcards
// or tilde, or mere signs.
func (l *lexer) chunk(s string) {
	switch op, distance, _ := strings.Cut(s, "/"); {
	case s == "AND":
		l.out = append(l.out, token{kind: andToken, typed: s})
		return
	case s == "OR":
		l.out = append(l.out, token{kind: orToken, typed: s})
		return
	case s == "NOT":
		l.out = append(l.out, token{kind: notToken, typed: s})
		return
	case s == "NEAR":
		l.out = append(l.out, token{kind: nearToken, typed: s, distance: nearDefault})
		return
	case op == "NEAR":
		if n, bytes := number("~" + distance); bytes == len(distance)+1 {
			l.out = append(l.out, token{kind: nearToken, typed: s, distance: l.distance(n)})
			return
		}
	}
	base, fuzz := s, 0
	if at := strings.LastIndexByte(s, '~'); at > 0 && len(s)-at <= 2 && len(l.pattern(s[:at], Stem)) > 0 {
		switch s[at:] {
		case "~", "~1":
			base, fuzz = s[:at], 1
		case "~2":
			base, fuzz = s[:at], 2
		}
	}
	ws := l.pattern(base, Stem)
	if len(ws) == 0 {
		l.literal(s)
		return
	}
	if last := &ws[len(ws)-1]; fuzz > 0 && last.Kind == Stem {
		if fuzz = min(fuzz, (utf8.RuneCountInString(last.Text)-1)/2); fuzz > 0 {
			*last = Word{Kind: Fuzzy, Text: last.Text, Distance: fuzz}
		} else {
			l.text.note("query.note_fuzzy", "{word} is too short to look for similar words.", "word", last.Text)
		}
	}
	l.term(&Node{Op: Words, Words: ws})
}

// pattern gives the words of a piece of a query, side by side. A * belongs to the
// word that it touches; a ? stands for a character only between two letters, since
// at the end of a word it is a question mark.
func (l *lexer) pattern(s string, kind WordKind) []Word {
	var out []Word
	var sc words.Scanner
	end := 0 // of the word before
	for sc.Reset(s); sc.Next(); end = sc.End {
		gap := s[end:sc.Start]
		w := Word{Kind: kind, Text: string(sc.Term)}
		switch {
		case len(out) > 0 && gap != "" && strings.Trim(gap, "*?") == "": // a pattern goes on
			last := &out[len(out)-1]
			last.Kind, last.Text = Wild, strings.TrimRight(last.Text, "*")+wildcards(gap)+w.Text
			continue
		case len(out) > 0:
			out[len(out)-1].openEnd(gap)
		}
		if lead := gap[len(strings.TrimRight(gap, "*?")):]; strings.Contains(lead, "*") {
			w.Kind, w.Text = Wild, "*"+w.Text
		}
		out = append(out, w)
	}
	if len(out) > 0 {
		out[len(out)-1].openEnd(s[end:])
	}
	return out
}

// openEnd adds the * that directly follows a word.
func (w *Word) openEnd(after string) {
	if tail := after[:len(after)-len(strings.TrimLeft(after, "*?"))]; strings.Contains(tail, "*") {
		w.Kind, w.Text = Wild, w.Text+"*"
	}
}

// wildcards writes several * in a row as one.
func wildcards(s string) string {
	for strings.Contains(s, "**") {
		s = strings.ReplaceAll(s, "**", "*")
	}
	return s
}

// literal takes signs that make no word.
func (l *lexer) literal(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	if strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(punctuation, r) }) < 0 {
		l.marks = append(l.marks, s)
		return
	}
	l.term(&Node{Op: Literal, Literal: s})
}

// punctuation between words counts for nothing.
const punctuation = ".,;:!?¡¿-‐‑–—_/\\|\"'’‘“”„«»()[]{}…·•*~+=<>^`´"

// room makes sure that the query does not grow beyond its limit.
func (l *lexer) room(n int) bool {
	if l.count+n > maxWords {
		l.text.note("query.note_words", "Only the first {limit} words of the query were used.", "limit", maxWords)
		return false
	}
	l.count += n
	return true
}

func (l *lexer) term(n *Node) {
	if l.room(max(1, len(n.Words))) {
		l.out = append(l.out, token{kind: termToken, node: n})
	}
}

// note adds a remark, once.
func (t *Text) note(code, text string, args ...any) {
	n := Note{Code: code, Text: text, Args: qda.E(qda.Invalid, code, text, args...).Args}
	for _, have := range t.Notes {
		if have.Message() == n.Message() {
			return
		}
	}
	t.Notes = append(t.Notes, n)
}
