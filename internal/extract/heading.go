package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
)

// divisions are the words with which laws and manuals number their divisions,
// folded, by level.
var divisions = []struct {
	level int
	re    *regexp.Regexp
}{
	{1, regexp.MustCompile(`^(libro|book|livre|livro|parte|part|partie|anexo|annex|annexe)\s+([ivxlc]+|\d+|primer[oa]?|segund[oa]|premiere?|deuxieme|primeir[oa])\b`)},
	{2, regexp.MustCompile(`^(titulo|title|titre)\s+([ivxlc]+|\d+|primero|segundo|preliminar|premier|preliminaire|unico)\b`)},
	{3, regexp.MustCompile(`^(capitulo|chapter|chapitre)\s+([ivxlc]+|\d+|primero|segundo|premier|unico|deuxieme)\b`)},
	{4, regexp.MustCompile(`^(seccion|section|secao)\s+([ivxlc]+|\d+|primera|segunda|premiere|primeira)\b`)},
}

// findHeadings makes headings of short paragraphs that stand out, in formats that
// do not mark them or documents whose author did not: bold throughout, in
// capitals, or numbered as the divisions of a law. What opens a turn is none.
func (d *draft) findHeadings(styles []run, turns []turn) {
	labelled := map[int]bool{}
	for _, t := range turns {
		labelled[t.start] = true
	}
	spoken := len(turns) > 0
	next := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		for next < len(styles) && styles[next].end <= b.start {
			next++
		}
		if b.kind != qda.Paragraph || b.running || labelled[b.start] || b.end-b.start > 400 {
			continue
		}
		text := d.text[b.start:b.end]
		if n := utf8.RuneCountInString(text); n > 120 || n < 3 || strings.Count(text, "\n") > 1 {
			continue
		}
		if level := divisionLevel(text); level > 0 && !strings.ContainsAny(text[len(text)-1:], ";,") {
			b.kind, b.level = qda.Heading, level
			continue
		}
		if spoken && i > 0 {
			continue // people speak in short sentences, and transcribers set questions in bold
		}
		if strings.ContainsAny(text[len(text)-1:], ".:;,?!") || strings.IndexFunc(text, unicode.IsLetter) < 0 {
			continue
		}
		switch {
		case capitals(text):
			b.kind, b.level = qda.Heading, 1
		case allBold(styles[next:], b.start, b.end):
			b.kind, b.level = qda.Heading, 2
		}
	}
}

func divisionLevel(text string) int {
	if len(text) > 160 {
		return 0
	}
	f := fold(strings.TrimLeft(text, "*_# \u00A0"))
	for _, v := range divisions {
		if v.re.MatchString(f) {
			return v.level
		}
	}
	return 0
}

// capitals reports whether the text is written in capitals, with at least two words or six letters.
func capitals(text string) bool {
	upper := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 6
}

// allBold reports whether everything but white space of the range is bold.
func allBold(styles []run, start, end int) bool {
	covered, any := start, false
	for _, r := range styles {
		if r.start >= end {
			break
		}
		if r.style&bold == 0 {
			continue
		}
		if r.start > covered+2 {
			return false
		}
		covered, any = max(covered, r.end), true
	}
	return any && covered >= end
}
