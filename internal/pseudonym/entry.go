package pseudonym

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/words"
)

// Entry is a name that must not leave the project.
type Entry struct {
	Name        string
	Kind        qda.PseudonymKind
	Replacement string
	Lang        string // ISO 639-1 of the documents that it counts in; "" for all
	MatchCase   bool   // only as it is written: for acronyms that are words, too
	Forms       []Form // more forms than the ones that follow by rule
}

// Form is another form of a name. An empty replacement is that of the name.
type Form struct {
	Text        string `json:"text"`
	Replacement string `json:"replacement"`
}

// form is one way in which an entry stands in texts.
type form struct {
	terms   []string // as words reads them
	written []string // with case, without accents: compared where case matters
	gaps    []string // what stands between the words in the name itself
	put     string
	cased   bool
	upper   bool // the name itself is written in capitals
	dotted  bool // the words are single letters with full stops between them
}

func newForm(text, put string, cased bool) (form, bool) {
	f := form{put: put, cased: cased, upper: allUpper(text)}
	tokens := tokensOf(text)
	for i, t := range tokens {
		f.terms = append(f.terms, t.term)
		f.written = append(f.written, bare(text[t.start:t.end]))
		if i > 0 {
			f.gaps = append(f.gaps, text[tokens[i-1].end:t.start])
		}
	}
	return f, len(f.terms) > 0
}

// forms lists the ways in which an entry stands in texts of a language, the name
// itself first, each once.
func (e Entry) forms(lang string) []form {
	if e.Lang != "" && lang != "" && e.Lang != lang {
		return nil
	}
	var out []form
	add := func(text, put string) {
		if put == "" {
			put = e.Replacement
		}
		f, ok := newForm(text, put, e.MatchCase)
		if ok && !slices.ContainsFunc(out, func(o form) bool {
			return slices.Equal(o.terms, f.terms) && (!e.MatchCase || slices.Equal(o.written, f.written))
		}) {
			out = append(out, f)
		}
	}
	add(e.Name, "")
	for _, f := range e.Forms {
		add(f.Text, f.Replacement)
	}
	for _, l := range languagesOf(orElse(e.Lang, lang)) {
		for _, f := range inflected(l, e.Kind, e.Name) {
			put := e.Replacement
			if f.plural {
				put = pluralOf(l, put)
			}
			add(f.text, put)
		}
	}
	if e.Kind == qda.RoleName {
		for _, l := range languagesOf(orElse(e.Lang, lang)) {
			for _, f := range slices.Clone(out) {
				for _, before := range prefixes[l] {
					add(before+f.String(), before+"-"+f.put)
				}
			}
		}
	}
	for _, f := range slices.Clone(out) {
		for _, other := range f.respelled() {
			if !slices.ContainsFunc(out, func(o form) bool { return slices.Equal(o.terms, other.terms) && o.cased == other.cased }) {
				out = append(out, other)
			}
		}
	}
	return out
}

// prefixes are written in one with a role.
var prefixes = map[string][]string{"es": {"ex", "vice", "sub"}, "pt": {"ex", "vice", "sub"}}

// shortestJoined is how many letters names of several words have at least to be found
// where they are written in one, so that they make no word of the language.
const shortestJoined = 6

// respelled gives what a form is where it is spelled together, as in an account or a
// keyword, and an acronym where its letters have full stops or lose them.
func (f form) respelled() []form {
	if len(f.terms) == 1 {
		letters := strings.Split(f.written[0], "")
		if !f.upper || len(letters) < 2 || len(letters) > 8 || strings.ContainsFunc(f.written[0], func(r rune) bool { return !unicode.IsLetter(r) }) {
			return nil
		}
		if d, ok := newForm(strings.Join(letters, "."), f.put, true); ok && len(d.terms) == len(letters) {
			d.dotted = true
			return []form{d}
		}
		return nil
	}
	whole := strings.Join(f.written, "")
	abbreviated := f.upper && !slices.ContainsFunc(f.gaps, func(g string) bool { return !strings.Contains(g, ".") })
	if !abbreviated && utf8.RuneCountInString(whole) < shortestJoined {
		return nil
	}
	if d, ok := newForm(whole, f.put, f.cased || abbreviated); ok && len(d.terms) == 1 {
		d.upper = f.upper
		return []form{d}
	}
	return nil
}

// String gives the form as it is written.
func (f form) String() string {
	text := f.written[0]
	for i, w := range f.written[1:] {
		text += f.gaps[i] + w
	}
	return text
}

// Listed gives all forms that are replaced in texts of a language, for showing.
func (e Entry) Listed(lang string) []string {
	var out []string
	for _, f := range e.forms(lang) {
		out = append(out, f.String())
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// languagesOf gives the languages whose rules of inflection hold.
func languagesOf(lang string) []string {
	if slices.Contains(words.Languages(), lang) {
		return []string{lang}
	}
	return words.Languages()
}

type token struct {
	start, end int // bytes
	term       string
}

func tokensOf(text string) []token {
	var out []token
	var s words.Scanner
	for s.Reset(text); s.Next(); {
		out = append(out, token{s.Start, s.End, string(s.Term)})
	}
	return out
}

func allUpper(s string) bool {
	return strings.ToUpper(s) == s && strings.ToLower(s) != s
}
