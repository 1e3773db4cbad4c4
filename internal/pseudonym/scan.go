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
// order, and do not overlap. A word that has its only capital in the text at the beginning
// of a sentence or line says nothing, and in a language where every noun has some there
// is no telling.
func (m *Matcher) Scan(text string) []Finding {
	s := scan{text: text, matcher: m, taken: m.cuts(text)}
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

// linking are the small words that stand inside names.
var linking = map[string]bool{
	"de": true, "del": true, "la": true, "las": true, "los": true, "el": true, "y": true, "e": true, "da": true, "do": true, "das": true, "dos": true,
	"du": true, "des": true, "et": true, "le": true, "les": true, "of": true, "the": true, "and": true, "for": true, "van": true, "von": true, "al": true, "d": true, "l": true, "para": true, "pour": true,
}

// titles are abbreviations that stand before a name.
var titles = wordSet(`mr mrs ms dr prof rev hon st sr sra srta dra ing lic arq mons mme mlle mgr pr me dom exmo exma eng profa`)

// plain are words that have capitals for other reasons than being a name.
var plain = wordSet(`i january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo
janvier fevrier mars avril mai juin juillet aout septembre octobre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro segunda terca quarta quinta sexta
article articles articulo articulos artigo artigos law ley loi lei decree decreto decret section seccion chapter capitulo chapitre annex anexo annexe`)

// opening are words that often begin a sentence and stand before a name.
var opening = wordSet(`a an the this that these those in on at by with from to for of as if when while where because since although but and or so then after before during under until according
he she it we they you my our your his her its their there here what who how why yes no not only even also still now today yesterday both all some many most each every another other dear mr mrs ms dr
en con por para segun sin sobre desde hasta entre hacia ante tras durante mediante como cuando donde aunque porque pues pero mas sino si no ni o u y e que quien cual este esta estos estas ese esa esos esas aquel aquella
un una unos unas lo le les se me te nos mi mis tu tus su sus nuestro nuestra ya ahora hoy ayer antes despues luego entonces tambien tampoco solo aqui alli ambos todo toda todos todas muchos muchas algunos algunas cada otro otra sr sra don dona
au aux avec par pour sans sous sur chez vers dans depuis pendant selon comme quand lorsque ou mais donc or car si je tu il elle on nous vous ils elles ce cet cette ces mon ma mes ton ta tes son sa ses notre votre leur leurs un une
qui que quoi apres avant puis alors aussi ainsi oui non ne y ici la hier aujourd hui tous toutes tout toute chaque autre autres monsieur madame mme
em no na nos nas ao aos com por pelo pela pelos pelas sem sob sobre ate apos desde segundo conforme como quando onde embora porque mas se nem ou eu ele ela eles elas voce um uma uns umas o os as isso isto este esta esse essa aquele aquela
meu minha seu sua nosso nossa ja agora hoje ontem antes depois tambem so aqui ali ambos todo toda todos todas muitos muitas alguns algumas cada outro outra senhor senhora`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words.Terms(s) {
		out[w] = true
	}
	return out
}

// capitals finds runs of words with capitals where no sentence or line begins, and, where
// one begins, words that have capitals elsewhere and never stand without, or that begin
// such a run.
func (s *scan) capitals() {
	tokens := tokensOf(s.text)
	small, named := map[string]bool{}, map[string]bool{}
	for i, t := range tokens {
		if !s.capital(t) {
			small[t.term] = true
		} else if !s.begins(tokens, i) {
			named[t.term] = true
		}
	}
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if !s.capital(t) || plain[t.term] || titles[t.term] || s.replaced(t) {
			continue
		}
		last := s.run(tokens, i)
		if s.begins(tokens, i) {
			ordinary := small[t.term] || linking[t.term] || opening[t.term] || utf8.RuneCountInString(t.term) < 2
			if ordinary || last == i && !named[t.term] {
				continue
			}
		}
		s.add(Capitalised, t.start, tokens[last].end)
		i = last
	}
}

// run gives the last word of the name that may begin with a word.
func (s *scan) run(tokens []token, i int) int {
	last := i
	for j := i + 1; j < len(tokens) && j-last <= 3; j++ {
		gap := s.text[tokens[j-1].end:tokens[j].start]
		if !joins(gap) || strings.Contains(gap, "\n") || strings.Contains(gap, ". ") && utf8.RuneCountInString(tokens[j-1].term) > 1 || s.replaced(tokens[j]) || titles[tokens[j].term] {
			break
		}
		if s.capital(tokens[j]) {
			last = j
		} else if !linking[tokens[j].term] {
			break
		}
	}
	return last
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
	if strings.TrimSpace(gap) == "." && titles[tokens[i-1].term] {
		return false
	}
	return strings.ContainsAny(gap, ".!?…:;\n¿¡\"“”«»‘—–|•*#()[]")
}
