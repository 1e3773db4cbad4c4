package seed

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"articula/internal/qda"
)

// Find gives the span, in code points, of the passage in a text. The text may be
// the document's own or what an importer made of it, as long as quotes survive.
func (p Passage) Find(text string) (qda.Span, error) {
	at, from := -1, 0
	for range max(1, p.Nth) {
		i := strings.Index(text[from:], p.Quote)
		if i < 0 || p.Quote == "" {
			return qda.Span{}, fmt.Errorf("the quote %q does not occur %d times in %s", p.Quote, max(1, p.Nth), p.Document)
		}
		at = from + i
		_, first := utf8.DecodeRuneInString(p.Quote)
		from = at + first // occurrences may overlap
	}
	start := utf8.RuneCountInString(text[:at])
	return qda.Span{Start: start, End: start + utf8.RuneCountInString(p.Quote)}, nil
}

// occurrences counts how often the quote stands in the text, overlaps included.
func occurrences(text, quote string) int {
	n := 0
	for from := 0; quote != ""; n++ {
		i := strings.Index(text[from:], quote)
		if i < 0 {
			break
		}
		_, first := utf8.DecodeRuneInString(quote)
		from += i + first
	}
	return n
}

// passage checks a place in a document. An absent nth is 1.
func (l *loader) passage(file string, raw rawPassage) Passage {
	p := Passage{raw.Document, raw.Quote, raw.Nth}
	d, ok := l.slug[raw.Document]
	l.known(file, raw.Line, "document", raw.Document, ok)
	if !ok {
		return p
	}
	n := occurrences(d.Text, raw.Quote)
	switch {
	case strings.TrimSpace(raw.Quote) != raw.Quote || raw.Quote == "":
		l.bad(file, raw.Line, "the quote is empty or has blanks at its ends")
	case strings.Contains(raw.Quote, "\n"):
		l.bad(file, raw.Line, "the quote runs over the end of a line")
	case n == 0:
		l.bad(file, raw.Line, "the quote %q does not occur in %s", raw.Quote, raw.Document)
	case raw.Nth < 0 || raw.Nth > n:
		l.bad(file, raw.Line, "the quote occurs %d times in %s, not %d", n, raw.Document, raw.Nth)
	case raw.Nth == 0 && n > 1:
		l.bad(file, raw.Line, "the quote occurs %d times in %s; say by nth which is meant", n, raw.Document)
	case strings.HasSuffix(d.Path, ".md") && strings.ContainsAny(raw.Quote, "*_`#|"):
		l.bad(file, raw.Line, "the quote holds signs of Markdown, which an importer may take out")
	default:
		l.spoken(file, raw, d)
	}
	p.Nth = max(1, raw.Nth)
	return p
}

// spoken reports a quote that is not words of a speaker, in a transcript.
func (l *loader) spoken(file string, raw rawPassage, d *Document) {
	if !d.Kind.Spoken() {
		return
	}
	span, err := Passage{raw.Document, raw.Quote, raw.Nth}.Find(d.Text)
	if err != nil {
		l.bad(file, raw.Line, "%v", err)
		return
	}
	runes := []rune(d.Text)
	begin := span.Start
	for begin > 0 && runes[begin-1] != '\n' {
		begin--
	}
	label, _, ok := strings.Cut(string(runes[begin:span.Start]), ": ")
	for _, s := range d.Speakers {
		if ok && s.Name == label {
			return
		}
	}
	l.bad(file, raw.Line, "the quote is not part of what a speaker says")
}

func (l *loader) citations(file string, line int, raw []rawCitation) []Citation {
	var out []Citation
	seen := map[Passage]bool{}
	for _, r := range raw {
		if r.Role == "" {
			r.Role = "supports"
		}
		oneOf(l, file, r.Line, "the role", r.Role, []string{"supports", "qualifies", "contradicts"})
		c := Citation{l.passage(file, r.rawPassage), r.Role}
		if seen[c.Passage] {
			l.bad(file, r.Line, "the passage is cited twice")
		}
		seen[c.Passage], l.quoted[c.Passage] = true, true
		out = append(out, c)
	}
	if len(out) == 0 {
		l.bad(file, line, "there is no citation")
	}
	return out
}
