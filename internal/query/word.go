package query

import (
	"strings"
	"unicode/utf8"

	"articula/internal/words"
)

// Hint is what is known of all terms that a word of a query can stand for in a
// language; it narrows the look into a dictionary or a folded text.
type Hint struct {
	Begins string // every such term begins with it
	Holds  string // every such term holds it; at least as long as Begins
	Only   bool   // Begins is the only such term
}

// Hint gives what is known without looking at a text.
func (w Word) Hint(lang string) Hint {
	switch w.Kind {
	case Exact:
		return Hint{Begins: w.Text, Holds: w.Text, Only: true}
	case Stem:
		stem := words.Stem(lang, w.Text)
		if !words.Stemmed(lang) {
			return Hint{Begins: w.Text, Holds: w.Text, Only: true}
		}
		p := words.StemPrefix(lang, stem)
		return Hint{Begins: p, Holds: p}
	case Wild:
		h := Hint{}
		for i, part := range strings.FieldsFunc(w.Text, func(r rune) bool { return r == '*' || r == '?' }) {
			if i == 0 && !strings.HasPrefix(w.Text, "*") {
				h.Begins = part
			}
			if len(part) > len(h.Holds) {
				h.Holds = part
			}
		}
		return h
	}
	return Hint{}
}

// Test gives the function that decides whether a term is one that the word stands
// for, in the language of the document.
func (w Word) Test(lang string) func(term string) bool {
	switch w.Kind {
	case Stem:
		stem := words.Stem(lang, w.Text)
		prefix := words.StemPrefix(lang, stem)
		return func(term string) bool {
			return strings.HasPrefix(term, prefix) && (term == w.Text || words.Stem(lang, term) == stem)
		}
	case Wild:
		return func(term string) bool { return wild(w.Text, term) }
	case Fuzzy:
		return func(term string) bool { return similar(w.Text, term, w.Distance) }
	}
	return func(term string) bool { return term == w.Text }
}

// wild reports whether the term has the form of the pattern: * stands for any
// number of characters, ? for one.
func wild(pattern, term string) bool {
	star, retry := -1, 0 // the pattern behind the last *, and the term it was tried on
	p, t := 0, 0
	for t < len(term) {
		_, n := utf8.DecodeRuneInString(term[t:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, retry = p+1, t
			p++
		case p < len(pattern) && pattern[p] == '?':
			p++
			t += n
		case p < len(pattern) && pattern[p] == term[t]:
			p++
			t++
		case star >= 0: // let the * take one character more
			_, n := utf8.DecodeRuneInString(term[retry:])
			retry += n
			p, t = star, retry
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// similar reports whether two terms differ by at most k insertions, deletions or
// replacements of a character (Levenshtein's distance).
func similar(a, b string, k int) bool {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > k || len(y)-len(x) > k {
		return false
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal, best := row[0], i+1
		row[0] = i + 1
		for j, s := range y {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
			best = min(best, row[j+1])
		}
		if best > k {
			return false
		}
	}
	return row[len(y)] <= k
}
