package words

// Slack is how many letters at the end of a stem need not stand in the word: for
// every language and term, term and stem agree in all but the last Slack bytes of
// the stem. An index of terms can therefore be searched for a stem by its
// beginning.
const Slack = 2

// Languages lists the languages with a stemmer, as ISO 639-1 codes.
func Languages() []string { return []string{"en", "es", "fr", "pt"} }

// Stemmed reports whether the language has a stemmer. Terms of all other
// languages are their own stems.
func Stemmed(lang string) bool { return stemmer(lang) != nil }

// Stem gives the stem of a term in the language of a document. The term must be
// folded; stems are made to be compared, not to be shown.
func Stem(lang, term string) string {
	f := stemmer(lang)
	if f == nil || len(term) < 3 || len(term) > maxTerm || !plainLetters(term) {
		return term
	}
	return f(term)
}

// StemPrefix is what every term with this stem in this language begins with.
func StemPrefix(lang, stem string) string {
	if !Stemmed(lang) || !plainLetters(stem) {
		return stem
	}
	return stem[:max(0, len(stem)-Slack)]
}

func stemmer(lang string) func(string) string {
	switch lang {
	case "en":
		return stemEnglish
	case "es":
		return stemSpanish
	case "fr":
		return stemFrench
	case "pt":
		return stemPortuguese
	}
	return nil
}

// plainLetters reports whether the term consists of the letters a to z: numbers
// and words in other scripts have no endings that these languages know.
func plainLetters(term string) bool {
	for i := range len(term) {
		if term[i] < 'a' || term[i] > 'z' {
			return false
		}
	}
	return term != ""
}

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

// regions says where the parts of a word begin in which endings may be removed:
// r1 behind the first consonant that follows a vowel, r2 the same again within
// r1, and rv, the region of verb endings, by the rules of each language.
type regions struct{ rv, r1, r2 int }

func regionsOf(w string, vowel func(byte) bool) regions {
	after := func(i int) int {
		for i < len(w) && !vowel(w[i]) {
			i++
		}
		for i < len(w) && vowel(w[i]) {
			i++
		}
		return min(i+1, len(w))
	}
	r1 := after(0)
	return regions{rv: len(w), r1: r1, r2: after(r1)}
}

// iberian adds the region of verb endings of Spanish and Portuguese.
func (r regions) iberian(w string) regions {
	i := 2
	switch {
	case !vowel(w[1]): // behind the next vowel
		for i < len(w) && !vowel(w[i]) {
			i++
		}
	case vowel(w[0]): // behind the next consonant
		for i < len(w) && vowel(w[i]) {
			i++
		}
	}
	r.rv = min(i+1, len(w))
	return r
}

// has reports whether w ends in the ending and the whole ending lies behind from.
func has(w, ending string, from int) bool {
	n := len(w) - len(ending)
	return n >= from && n >= 0 && w[n:] == ending
}

// cut removes the first of the endings that w has behind from.
func cut(w string, from int, endings ...string) (string, bool) {
	for _, e := range endings {
		if has(w, e, from) {
			return w[:len(w)-len(e)], true
		}
	}
	return w, false
}

// endings is a set of word endings with what is to be done about each.
type endings struct {
	longest int
	rule    map[string]rule
}

// rule names what is done about an ending; each language has its own meanings.
type rule uint8

// group is a list of endings, separated by spaces, that share a rule.
type group struct {
	rule rule
	list string
}

func endingsOf(groups ...group) endings {
	e := endings{rule: map[string]rule{}}
	for _, g := range groups {
		for at, i := 0, 0; i <= len(g.list); i++ {
			if i < len(g.list) && g.list[i] != ' ' {
				continue
			}
			e.rule[g.list[at:i]] = g.rule
			e.longest = max(e.longest, i-at)
			at = i + 1
		}
	}
	return e
}

// find gives the longest ending of w that lies behind from, cut off, and its rule.
func (e *endings) find(w string, from int) (rest string, r rule, ok bool) {
	for n := min(e.longest, len(w)-from); n > 0; n-- {
		if r, ok := e.rule[w[len(w)-n:]]; ok {
			return w[:len(w)-n], r, true
		}
	}
	return w, 0, false
}
