package pseudonym

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
	"articula/internal/words"
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
	Capitalised Suspicion = "capitalised" // capitals where no sentence begins
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
	mailForm  = regexp.MustCompile(`[\pL\pN._%+\-]+@[\pL\pN.\-]+\.\pL{2,}`)
	handle    = regexp.MustCompile(`(?:^|[\s(\[])(@[\pL_][\pL\pN_.]{2,})`)
	webForm   = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"«»”]+`)
	phoneForm = regexp.MustCompile(`\+\(?\d[\d()\-./ \x{00A0}]{5,18}\d|\(?\d[\d()\-/ \x{00A0}]{5,18}\d`)
	idForm    = regexp.MustCompile(`(?:\p{Lu}{1,3}-?)?\d(?:[\d.\-/]*\d)?(?:-[\p{Lu}k])?|\p{Lu}{2}\d{2}(?: ?[\p{Lu}\d]{4}){3,}`)
	dateForm  = regexp.MustCompile(`^(?:\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}|(?:19|20)\d\d ?[\-–/] ?(?:19|20)?\d\d)$`)
	thousands = regexp.MustCompile(`^\d{1,3}(?:([.,   '])\d{3})+$`)
)

// Scan finds what is left in a text that may tell who somebody is, after the names of
// the register are replaced: findings lie outside of what [Matcher.Edits] replaces, in
// order, and do not overlap. Capitals at the beginning of a sentence or line say
// nothing, and in a language where every noun has some there is no telling.
func (m *Matcher) Scan(text string) []Finding {
	s := scan{text: text, matcher: m, taken: m.cuts(text)}
	for _, at := range mailForm.FindAllStringIndex(text, -1) {
		s.add(Mail, at[0], at[1])
	}
	for _, at := range handle.FindAllStringSubmatchIndex(text, -1) {
		s.add(Mail, at[2], at[3])
	}
	for _, at := range webForm.FindAllStringIndex(text, -1) {
		s.add(Web, at[0], at[0]+len(strings.TrimRight(text[at[0]:at[1]], ".,;:!?)")))
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
	taken   []cut
	found   []hit
}

// add notes a finding, unless something stands there already.
func (s *scan) add(why Suspicion, start, end int) {
	for _, c := range s.taken {
		if c.start < end && start < c.end {
			return
		}
	}
	for _, h := range s.found {
		if h.start < end && start < h.end {
			return
		}
	}
	s.found = append(s.found, hit{why, start, end})
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
func harmless(s string) bool { return dateForm.MatchString(s) || thousands.MatchString(s) }

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
		if first, _ := utf8.DecodeRuneInString(s.text[t.start:]); parts[t.term] && unicode.IsUpper(first) {
			s.add(PartOfName, t.start, t.end)
		}
	}
}

// linking are the small words that stand inside names.
var linking = map[string]bool{
	"de": true, "del": true, "la": true, "las": true, "los": true, "el": true, "y": true, "e": true, "da": true, "do": true, "das": true, "dos": true,
	"du": true, "des": true, "et": true, "le": true, "les": true, "of": true, "the": true, "and": true, "for": true, "van": true, "von": true, "al": true, "d": true, "l": true, "para": true, "pour": true,
}

// plain are words that have capitals for other reasons than being a name.
var plain = wordSet(`i january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo
janvier fevrier mars avril mai juin juillet aout septembre octobre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro segunda terca quarta quinta sexta
article articles articulo articulos artigo artigos law ley loi lei decree decreto decret section seccion chapter capitulo chapitre annex anexo annexe`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words.Terms(s) {
		out[w] = true
	}
	return out
}

// capitals finds runs of words with capitals where no sentence or line begins.
func (s *scan) capitals() {
	tokens := tokensOf(s.text)
	for i := 0; i < len(tokens); i++ {
		if !s.capital(tokens[i]) || s.begins(tokens, i) || plain[tokens[i].term] {
			continue
		}
		last := i
		for j := i + 1; j < len(tokens) && j-last <= 3; j++ {
			gap := s.text[tokens[j-1].end:tokens[j].start]
			if !joins(gap) || strings.Contains(gap, "\n") || strings.Contains(gap, ". ") && utf8.RuneCountInString(tokens[j-1].term) > 1 {
				break
			}
			if s.capital(tokens[j]) {
				last = j
			} else if !linking[tokens[j].term] {
				break
			}
		}
		s.add(Capitalised, tokens[i].start, tokens[last].end)
		i = last
	}
}

func (s *scan) capital(t token) bool {
	first, _ := utf8.DecodeRuneInString(s.text[t.start:])
	return unicode.IsUpper(first) || unicode.IsTitle(first)
}

// begins reports whether a sentence, line or quotation begins with a word. A name
// that was replaced before it does not.
func (s *scan) begins(tokens []token, i int) bool {
	if i == 0 {
		return true
	}
	gap := s.text[tokens[i-1].end:tokens[i].start]
	return strings.ContainsAny(gap, ".!?…:;\n¿¡\"“”«»‘—–|•*#()[]")
}
