package pseudonym

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/words"
)

// linking are the small words that stand inside names.
var linking = map[string]bool{
	"de": true, "del": true, "la": true, "las": true, "los": true, "el": true, "y": true, "e": true, "da": true, "do": true, "das": true, "dos": true,
	"du": true, "des": true, "et": true, "le": true, "les": true, "of": true, "the": true, "and": true, "for": true, "van": true, "von": true, "al": true, "d": true, "l": true, "para": true, "pour": true,
}

// titles are abbreviations that stand before a name.
var titles = wordSet(`mr mrs ms dr prof rev hon st sr sra srta dra ing lic arq mons mme mlle mgr pr me dom exmo exma eng profa`)

// plain are words that have capitals for other reasons than being a name.
var plain = wordSet(`i january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
enero febrero marzo mayo junio agosto septiembre setiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado
janvier fevrier mars avril mai juin juillet aout septembre octobre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
janeiro fevereiro maio junho julho setembro outubro novembro dezembro segunda terca quarta quinta sexta
article articles articulo articulos artigo artigos law ley loi lei decree decreto decret section seccion chapter capitulo chapitre annex anexo annexe`)

// dated are names that are also the name of a month or day: names, but for dates.
var dated = wordSet(`abril julio domingo marco`)

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
// one begins, words that are known as names from this text or from elsewhere, or that begin
// such a run.
func (s *scan) capitals() {
	tokens := tokensOf(s.text)
	small := map[string]bool{}
	for _, t := range tokens {
		if !capital(s.text, t) {
			small[t.term] = true
		}
	}
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if !capital(s.text, t) || titles[t.term] || s.replaced(t) || plain[t.term] && !s.known.listed(t.term) || dated[t.term] && s.inDate(tokens, i) {
			continue
		}
		last := lastOf(s.text, tokens, i, s.replaced)
		if begins(s.text, tokens, i) {
			if linking[t.term] || utf8.RuneCountInString(t.term) < 2 || opening[t.term] && !s.known.listed(t.term) {
				continue
			}
			if (last == i || small[t.term]) && !s.known.says(t.term) {
				continue
			}
		}
		s.add(Capitalised, t.start, tokens[last].end)
		i = last
	}
}

// inDate reports whether a word stands in a date: after a number, with or without a small
// word between, or before one.
func (s *scan) inDate(tokens []token, i int) bool {
	if strings.ContainsAny(s.text[tokens[i].start:tokens[i].end], "çÇ") {
		return true // março is no Marco
	}
	number := func(i int) bool {
		return i >= 0 && i < len(tokens) && strings.IndexFunc(tokens[i].term, unicode.IsDigit) == 0
	}
	return number(i-1) || number(i+1) || i > 0 && linking[tokens[i-1].term] && number(i-2) || i+1 < len(tokens) && linking[tokens[i+1].term] && number(i+2)
}

// lastOf gives the last word of the name that may begin with a word. No word that stops it
// is part of it.
func lastOf(text string, tokens []token, i int, stops func(token) bool) int {
	last := i
	for j := i + 1; j < len(tokens) && j-last <= 3; j++ {
		gap := text[tokens[j-1].end:tokens[j].start]
		if !joins(gap) || strings.Contains(gap, "\n") || strings.Contains(gap, ". ") && utf8.RuneCountInString(tokens[j-1].term) > 1 || titles[tokens[j].term] || stops != nil && stops(tokens[j]) {
			break
		}
		if capital(text, tokens[j]) {
			last = j
		} else if !linking[tokens[j].term] {
			break
		}
	}
	return last
}

func capital(text string, t token) bool {
	first, _ := utf8.DecodeRuneInString(text[t.start:])
	return unicode.IsUpper(first) || unicode.IsTitle(first)
}

// begins reports whether a sentence, line or quotation begins with a word. A name
// that was replaced before it does not.
func begins(text string, tokens []token, i int) bool {
	if i == 0 {
		return true
	}
	gap := text[tokens[i-1].end:tokens[i].start]
	if before := tokens[i-1]; strings.TrimSpace(gap) == "." && titles[before.term] {
		// written small, they may be words that end a sentence: "He calls me. Before, …"
		small := !capital(text, before)
		return small && (before.term == "me" || before.term == "prof" && opening[tokens[i].term])
	}
	return strings.ContainsAny(gap, ".!?…:;\n¿¡\"“”«»‘—–|•*#()[]")
}

// addressed tells which words stand in an address of mail or of the web, where the writing
// of a name says nothing.
func addressed(text string) func(token) bool {
	var at [][]int
	for _, form := range []*regexp.Regexp{mailForm, webForm} {
		at = append(at, form.FindAllStringIndex(text, -1)...)
	}
	slices.SortFunc(at, func(a, b []int) int { return a[0] - b[0] })
	apart := at[:0]
	for _, a := range at {
		if n := len(apart); n > 0 && a[0] < apart[n-1][1] {
			apart[n-1][1] = max(apart[n-1][1], a[1])
		} else {
			apart = append(apart, a)
		}
	}
	at = apart
	return func(t token) bool {
		i, _ := slices.BinarySearchFunc(at, t.start+1, func(a []int, start int) int { return a[1] - start })
		return i < len(at) && at[i][0] < t.end
	}
}
