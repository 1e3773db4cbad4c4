package pseudonym

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Suspicion says why a piece of text may tell who somebody is.
type Suspicion string

const (
	Listed      Suspicion = "listed"      // a name of the register, written with another case than the one that counts
	PartOfName  Suspicion = "part"        // a word of a name of the register, alone
	Mail        Suspicion = "mail"        // an e-mail address or an account
	Web         Suspicion = "web"         // an address on the web
	Phone       Suspicion = "phone"       // looks like a telephone number
	Number      Suspicion = "number"      // looks like the number of a person, a document or an account
	Capitalised Suspicion = "capitalised" // capitals where no sentence begins, and there a word known as a name
)

// Suspicions lists the reasons, the surest first.
func Suspicions() []Suspicion {
	return []Suspicion{Listed, PartOfName, Mail, Phone, Number, Web, Capitalised}
}

// Finding is a piece of a text, in code points, that may tell who somebody is.
type Finding struct {
	Why  Suspicion
	Span qda.Span
	Text string
}

var (
	mailForm = regexp.MustCompile(`[\pL\pN._%+\-]+@[\pL\pN.\-]+\.\pL{2,}`)
	handle   = regexp.MustCompile(`(?:^|[\s(\[])(@[\pL_][\pL\pN_.]{2,})`)
	webForm  = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"«»”]+`)
	// an address that is written so that no machine finds it
	spelled   = regexp.MustCompile(`(?i)[\pL\pN._%+\-]+\s?[(\[{]\s?(?:at|arroba|arobase|chez|a)\s?[)\]}]\s?[\pL\pN.\-]+`)
	ibanForm  = regexp.MustCompile(`\b\p{Lu}{2}\d{2}(?: ?[\p{Lu}\d]{4}){3,}(?: ?[\p{Lu}\d]{1,3})?\b`)
	phoneForm = regexp.MustCompile(`\+ ?\(?\d[\d()\-‑./ \x{00A0}\x{2009}\x{202F}]{5,22}\d|\(?\d[\d()\-‑/ \x{00A0}\x{2009}\x{202F}]{5,22}\d`)
	idForm    = regexp.MustCompile(`(?:\p{Lu}{1,3}-?)?\d(?:[\d.\-/]*\d)?(?:-[\p{Lu}k])?`)
	dateForm  = regexp.MustCompile(`^(?:\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}|(?:19|20)\d\d ?[\-–/] ?(?:19|20)?\d\d)$`)
	thousands = regexp.MustCompile(`^[1-9]\d{0,2}(?:[.,' \x{00A0}\x{2009}\x{202F}]\d{3})+$`)
	mobile    = regexp.MustCompile(`^[6-9]\d\d \d{3} \d{3}$`) // of Chile, Peru, Portugal or Spain: also a number of hundreds of millions, which is rarer
)

// Scan finds what is left in a text that may tell who somebody is, after the names of
// the register are replaced: findings lie outside of what [Matcher.Edits] replaces, in
// order, and do not overlap. A word at the beginning of a sentence or line is one if it is
// known as a name, or as a part of one, from what others say (which may be nil: then the
// text alone says it). In a language where every noun has a capital there is no telling.
func (m *Matcher) Scan(text string, known *Names) []Finding {
	if known == nil {
		known = &Names{}
		known.Read(text)
	}
	s := scan{text: text, matcher: m, known: known, taken: m.cuts(text)}
	for _, at := range mailForm.FindAllStringIndex(text, -1) {
		s.add(Mail, at[0], at[1])
	}
	for _, at := range spelled.FindAllStringIndex(text, -1) {
		s.add(Mail, at[0], at[1])
	}
	for _, at := range handle.FindAllStringSubmatchIndex(text, -1) {
		s.add(Mail, at[2], at[3])
	}
	for _, at := range webForm.FindAllStringIndex(text, -1) {
		s.add(Web, at[0], at[0]+len(strings.TrimRight(text[at[0]:at[1]], ".,;:!?)")))
	}
	for _, at := range ibanForm.FindAllStringIndex(text, -1) {
		if digits(text[at[0]:at[1]]) >= 6 {
			s.add(Number, at[0], at[1])
		}
	}
	for _, at := range phoneForm.FindAllStringIndex(text, -1) {
		if n := digits(text[at[0]:at[1]]); n >= 7 && n <= 15 && !harmless(text[at[0]:at[1]]) {
			s.add(Phone, at[0], at[1])
		}
	}
	for _, at := range idForm.FindAllStringIndex(text, -1) {
		if digits(text[at[0]:at[1]]) >= 6 && !harmless(text[at[0]:at[1]]) {
			s.add(Number, at[0], at[1])
		}
	}
	s.names()
	s.capitals()
	slices.SortFunc(s.found, func(a, b hit) int { return a.start - b.start })
	ix := textpos.NewIndex(text)
	out := make([]Finding, len(s.found))
	for i, h := range s.found {
		span := qda.Span{Start: ix.FromByte(textpos.Byte(h.start)), End: ix.FromByte(textpos.Byte(h.end))}
		out[i] = Finding{Why: h.why, Span: span, Text: text[h.start:h.end]}
	}
	return out
}

type hit struct {
	why        Suspicion
	start, end int
}

type scan struct {
	text    string
	matcher *Matcher
	known   *Names
	taken   []cut
	found   []hit
}

// add notes a finding, unless something is found there already. What is replaced in it is
// left out: of the address of somebody whose name is replaced, the rest is a finding.
func (s *scan) add(why Suspicion, start, end int) {
	for _, c := range s.taken {
		if c.start < end && start < c.end {
			s.piece(why, start, c.start)
			start = c.end
		}
	}
	s.piece(why, start, end)
}

func (s *scan) piece(why Suspicion, start, end int) {
	if start >= end {
		return
	}
	part := s.text[start:end]
	edge := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }
	if s.touches(start) { // what stood between it and the name says nothing
		start += len(part) - len(strings.TrimLeftFunc(part, edge))
	}
	if s.touches(end) {
		end -= len(part) - len(strings.TrimRightFunc(part, edge))
	}
	if start >= end {
		return
	}
	for _, h := range s.found {
		if h.start < end && start < h.end {
			return
		}
	}
	s.found = append(s.found, hit{why, start, end})
}

// touches reports whether something that is replaced begins or ends at a place.
func (s *scan) touches(at int) bool {
	return slices.ContainsFunc(s.taken, func(c cut) bool { return c.start == at || c.end == at })
}

// replaced reports whether a word, or a part of it, is replaced.
func (s *scan) replaced(t token) bool {
	i, _ := slices.BinarySearchFunc(s.taken, t.start+1, func(c cut, at int) int { return c.end - at })
	return i < len(s.taken) && s.taken[i].start < t.end
}

func digits(s string) (n int) {
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// harmless are dates and numbers that count something.
func harmless(s string) bool {
	return dateForm.MatchString(s) || thousands.MatchString(s) && !mobile.MatchString(s)
}

// names finds names of the register in another case, and words of its longer names
// that stand alone with a capital.
func (s *scan) names() {
	parts := map[string]bool{}
	for _, list := range s.matcher.byFirst {
		for _, f := range list {
			if len(f.terms) < 2 {
				continue
			}
			for i, term := range f.terms {
				first, _ := utf8.DecodeRuneInString(f.written[i])
				parts[term] = parts[term] || unicode.IsUpper(first) && utf8.RuneCountInString(term) > 2
			}
		}
	}
	tokens := tokensOf(s.text)
	for i, t := range tokens {
		for _, f := range s.matcher.byFirst[t.term] {
			if !f.cased {
				continue
			}
			if f.cased = false; f.fits(s.text, tokens[i:]) {
				s.add(Listed, t.start, tokens[i+len(f.terms)-1].end)
			}
		}
		if word := strings.TrimFunc(t.term, unicode.IsDigit); word != t.term && s.alone(word) {
			s.add(Listed, t.start, t.end) // a name with a number, as accounts have
		}
		if first, _ := utf8.DecodeRuneInString(s.text[t.start:]); parts[t.term] && unicode.IsUpper(first) {
			s.add(PartOfName, t.start, t.end)
		}
	}
}

// alone reports whether a word is a form of the register.
func (s *scan) alone(word string) bool {
	return slices.ContainsFunc(s.matcher.byFirst[word], func(f form) bool { return len(f.terms) == 1 })
}
