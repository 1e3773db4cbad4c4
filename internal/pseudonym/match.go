package pseudonym

import (
	"slices"
	"strings"
	"unicode"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Matcher finds the names of a register in texts of one language. It may be used by
// several at once.
type Matcher struct {
	lang    string
	byFirst map[string][]form // by first word, longest first
}

// NewMatcher prepares entries for texts of a language, "" where it is not known:
// then the entries and inflections of all languages count.
func NewMatcher(entries []Entry, lang string) *Matcher {
	m := &Matcher{lang: lang, byFirst: map[string][]form{}}
	for _, e := range entries {
		for _, f := range e.forms(lang) {
			m.byFirst[f.terms[0]] = append(m.byFirst[f.terms[0]], f)
		}
	}
	for _, list := range m.byFirst {
		slices.SortStableFunc(list, func(a, b form) int { return len(b.terms) - len(a.terms) })
	}
	return m
}

// cut is a replacement of bytes.
type cut struct {
	start, end int
	put        string
}

// maxRounds bounds how often a text is read again because a replacement and its
// neighbours make a listed name; after that, what they make is left out.
const maxRounds = 4

// blank stands where no replacement can: it has no word that could be a name.
const blank = "[…]"

// Find gives where listed names stand, in order, not overlapping.
func (m *Matcher) Find(text string) []qda.Span {
	var out []qda.Span
	ix := textpos.NewIndex(text)
	for _, c := range m.once(text) {
		out = append(out, qda.Span{Start: ix.FromByte(textpos.Byte(c.start)), End: ix.FromByte(textpos.Byte(c.end))})
	}
	return out
}

// Edits gives what has to be done to a text, in code points of it.
func (m *Matcher) Edits(text string) textpos.Edits {
	cuts := m.cuts(text)
	if len(cuts) == 0 {
		return nil
	}
	ix := textpos.NewIndex(text)
	out := make(textpos.Edits, len(cuts))
	for i, c := range cuts {
		out[i] = textpos.Edit{Start: ix.FromByte(textpos.Byte(c.start)), End: ix.FromByte(textpos.Byte(c.end)), Text: c.put}
	}
	return out
}

// Replace gives the text with its names replaced.
func (m *Matcher) Replace(text string) string {
	if cuts := m.cuts(text); len(cuts) > 0 {
		return apply(text, cuts)
	}
	return text
}

func (m *Matcher) cuts(text string) []cut {
	if len(m.byFirst) == 0 || text == "" {
		return nil
	}
	cuts := m.once(text)
	for round := 0; len(cuts) > 0; round++ {
		mid := apply(text, cuts)
		more := m.once(mid)
		if len(more) == 0 {
			break
		}
		if round >= maxRounds {
			for i := range more {
				more[i].put = blank
			}
		}
		cuts = compose(text, mid, cuts, more)
	}
	return cuts
}

func apply(text string, cuts []cut) string {
	var b strings.Builder
	at := 0
	for _, c := range cuts {
		b.WriteString(text[at:c.start])
		b.WriteString(c.put)
		at = c.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// compose makes one list of cuts out of two, the second of which is of the text that
// the first one makes.
func compose(text, mid string, first, second []cut) []cut {
	type stretch struct{ start, end int } // of mid
	var all []stretch
	shift := 0
	moved := make([]stretch, len(first))
	for i, c := range first {
		moved[i] = stretch{c.start + shift, c.start + shift + len(c.put)}
		shift += len(c.put) - (c.end - c.start)
		all = append(all, moved[i])
	}
	for _, c := range second {
		all = append(all, stretch{c.start, c.end})
	}
	slices.SortFunc(all, func(a, b stretch) int { return a.start - b.start })
	var joined []stretch
	for _, s := range all {
		if n := len(joined); n > 0 && s.start < joined[n-1].end {
			joined[n-1].end = max(joined[n-1].end, s.end)
			continue
		}
		joined = append(joined, s)
	}
	old := func(at int, end bool) int { // no stretch of first is cut by an edge of joined
		shift := 0
		for i, s := range moved {
			if s.end < at || s.end == at && (end || s.start < at) {
				shift += len(first[i].put) - (first[i].end - first[i].start)
			}
		}
		return at - shift
	}
	var out []cut
	for _, j := range joined {
		var inside []cut
		for _, c := range second {
			if j.start <= c.start && c.end <= j.end {
				inside = append(inside, cut{c.start - j.start, c.end - j.start, c.put})
			}
		}
		out = append(out, cut{old(j.start, false), old(j.end, true), apply(mid[j.start:j.end], inside)})
	}
	return out
}

// once finds the names in a text, the longest at each place.
func (m *Matcher) once(text string) []cut {
	tokens := tokensOf(text)
	var out []cut
	for i := 0; i < len(tokens); i++ {
		for _, f := range m.byFirst[tokens[i].term] {
			if n := len(f.terms); f.fits(text, tokens[i:]) {
				start, end := tokens[i].start, tokens[i+n-1].end
				put := f.put
				if !f.upper && allUpper(text[start:end]) && end-start > 1 {
					put = strings.ToUpper(put)
				}
				out = append(out, cut{start, end, put})
				i += n - 1
				break
			}
		}
	}
	return out
}

func (f form) fits(text string, tokens []token) bool {
	if len(tokens) < len(f.terms) {
		return false
	}
	for i, term := range f.terms {
		t := tokens[i]
		if t.term != term || f.cased && bare(text[t.start:t.end]) != f.written[i] {
			return false
		}
		if i > 0 {
			gap := text[tokens[i-1].end:t.start]
			if f.dotted && gap != "." && (gap != ". " || len(f.terms) < 3) {
				return false // of two letters and a space, one may end a sentence
			}
			if !joins(gap) && strings.TrimSpace(gap) != strings.TrimSpace(f.gaps[i-1]) {
				return false
			}
		}
	}
	return true
}

// joins reports whether what stands between two words lets them be one name.
func joins(gap string) bool {
	lines := 0
	for _, r := range gap {
		switch {
		case r == '\n':
			lines++
		case unicode.IsSpace(r), strings.ContainsRune("-‐‑.'’_·&/", r), unicode.Is(unicode.Cf, r):
		default:
			return false
		}
	}
	return lines <= 1
}
