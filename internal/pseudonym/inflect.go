package pseudonym

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"articula/internal/qda"
)

// inflection is a form of a name by rule.
type inflection struct {
	text   string
	plural bool
}

// inflected gives the plurals of a name and, for roles, the other gender: of its last
// word, and in Romance languages of its first word and of all of them, for there the
// noun comes first. Accents do not count, so that they need not be set right. A form that nobody uses does no harm, for nobody writes it.
func inflected(lang string, kind qda.PseudonymKind, name string) []inflection {
	parts := strings.Fields(name)
	if len(parts) == 0 {
		return nil
	}
	var out []inflection
	with := func(plural bool, change func(i int, w string) string) {
		list := make([]string, len(parts))
		for i, w := range parts {
			list[i] = change(i, w)
		}
		if text := strings.Join(list, " "); text != name {
			out = append(out, inflection{text, plural})
		}
	}
	only := func(n int, turn func(string) string) func(int, string) string {
		return func(i int, w string) string {
			if i == n {
				return turn(w)
			}
			return w
		}
	}
	every := func(turn func(string) string) func(int, string) string {
		return func(_ int, w string) string {
			if utf8.RuneCountInString(w) > 3 {
				return turn(w)
			}
			return w
		}
	}
	last := len(parts) - 1
	for _, turn := range plurals(lang) {
		with(true, only(last, turn))
		if last > 0 && lang != "en" {
			with(true, only(0, turn))
			with(true, every(turn))
		}
	}
	if kind != qda.RoleName {
		return out
	}
	for way, turns := range genders[lang] {
		rest := every(func(w string) string { // adjectives go with their noun, each in its way
			for _, turn := range turns {
				if to := turn(w); to != w {
					return to
				}
			}
			return w
		})
		for _, turn := range slices.Concat(turns, nounGenders[lang][way]) {
			first := turn(parts[0])
			if first == parts[0] {
				continue
			}
			agreeing := func(i int, w string) string {
				if i == 0 {
					return first
				}
				return rest(i, w)
			}
			with(false, only(0, turn))
			with(false, agreeing)
			for _, plural := range plurals(lang) {
				many := every(plural)
				with(true, only(0, func(string) string { return plural(first) }))
				with(true, func(i int, w string) string { return many(i, agreeing(i, w)) })
			}
		}
	}
	return out
}

// plurals gives the ways in which a word makes its plural in a language.
func plurals(lang string) []func(string) string {
	s := func(w string) string { return grow(w, "", "s") }
	switch lang {
	case "es":
		return []func(string) string{func(w string) string {
			switch end := lastLetters(w, 1); {
			case end == "z":
				return grow(w, "z", "ces")
			case strings.ContainsAny(end, "lnrdjsxy"):
				return grow(unstressed(w), "", "es")
			default:
				return grow(w, "", "s")
			}
		}, s, func(w string) string { return grow(w, "", "es") }}
	case "fr":
		return []func(string) string{func(w string) string {
			switch {
			case strings.ContainsAny(lastLetters(w, 1), "sxz"):
				return w
			case lastLetters(w, 2) == "al":
				return grow(w, "al", "aux")
			case lastLetters(w, 2) == "au" || lastLetters(w, 2) == "eu":
				return grow(w, "", "x")
			}
			return grow(w, "", "s")
		}}
	case "pt":
		one := func(w string) string {
			switch end := lastLetters(w, 2); {
			case end == "ao":
				return grow(w, "ao", "ões")
			case end == "il":
				return grow(w, "il", "is")
			case strings.HasSuffix(end, "l"):
				return grow(w, "l", "is")
			case strings.HasSuffix(end, "m"):
				return grow(w, "m", "ns")
			case strings.ContainsAny(lastLetters(w, 1), "rsz"):
				return grow(w, "", "es")
			}
			return grow(w, "", "s")
		}
		return []func(string) string{one, s, func(w string) string {
			if lastLetters(w, 2) == "ao" {
				return grow(w, "ao", "ães")
			}
			return w
		}}
	}
	return []func(string) string{func(w string) string {
		switch end := lastLetters(w, 2); {
		case strings.HasSuffix(end, "y") && !strings.ContainsAny(end[:1], "aeiou"):
			return grow(w, "y", "ies")
		case strings.ContainsAny(lastLetters(w, 1), "sxz") || end == "ch" || end == "sh":
			return grow(w, "", "es")
		}
		return grow(w, "", "s")
	}, s}
}

// genders turn a role of one gender into the other, by language: into the feminine, and
// into the masculine. Adjectives change in the same ways.
var genders = map[string][2][]func(string) string{
	"es": {
		{ending("o", "a"), ending("or", "ora"), ending("e", "a"), ending("n", "na")},
		{ending("ora", "or"), ending("na", "n"), ending("a", "o"), ending("a", "e")},
	},
	"pt": {
		{ending("ao", "a"), ending("o", "a"), ending("or", "ora"), ending("e", "a")},
		{ending("ora", "or"), ending("a", "o"), ending("a", "ao"), ending("a", "e")},
	},
	"fr": {
		{ending("teur", "trice"), ending("eur", "euse"), ending("er", "ere"), ending("en", "enne"), ending("el", "elle"), ending("eux", "euse"), ending("if", "ive"), ending("f", "ffe"), ending("t", "te"), ending("e", "ee"), ending("d", "de"), ending("l", "le")},
		{ending("trice", "teur"), ending("euse", "eur"), ending("ere", "er"), ending("enne", "en"), ending("elle", "el"), ending("ive", "if"), ending("ffe", "f"), ending("te", "t"), ending("ee", "e"), ending("de", "d"), ending("le", "l")},
	},
}

// nounGenders are more ways, in which only nouns change.
var nounGenders = map[string][2][]func(string) string{
	"es": {
		{ending("e", "esa"), ending("tor", "triz"), ending("dor", "triz"), ending("z", "za"), ending("l", "la")},
		{ending("esa", "e"), ending("triz", "tor"), ending("triz", "dor"), ending("za", "z"), ending("la", "l")},
	},
	"pt": {
		{ending("tor", "triz"), ending("dor", "triz"), ending("z", "za"), ending("l", "lesa")},
		{ending("triz", "tor"), ending("triz", "dor"), ending("za", "z"), ending("lesa", "l")},
	},
	"fr": {
		{ending("eur", "eure"), ending("teur", "teuse"), ending("e", "esse"), ending("on", "onne"), ending("eur", "eresse")},
		{ending("eure", "eur"), ending("teuse", "teur"), ending("esse", "e"), ending("onne", "on"), ending("eresse", "eur")},
	},
}

// ending gives the way of putting one ending in the place of another; other words stay.
func ending(from, to string) func(string) string {
	return func(w string) string {
		if lastLetters(w, len(from)) != from {
			return w
		}
		return grow(w, from, to)
	}
}

// pluralOf gives the plural of a replacement, if its last word is one that has a
// plural: not the letter or number of "Person A".
func pluralOf(lang, s string) string {
	parts := strings.Fields(s)
	if len(parts) == 0 {
		return s
	}
	word := parts[len(parts)-1]
	if utf8.RuneCountInString(word) < 3 || strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) > 0 {
		return s
	}
	parts[len(parts)-1] = plurals(lang)[0](word)
	return strings.Join(parts, " ")
}

// grow replaces the ending of a word, whose accents do not count, by another one, in
// capitals if the word is in capitals.
func grow(w, ending, by string) string {
	if allUpper(w) && utf8.RuneCountInString(w) > 3 {
		by = strings.ToUpper(by) // of an acronym, the plural is often written small; case does not count unless it is asked for
	}
	for range utf8.RuneCountInString(ending) {
		_, n := utf8.DecodeLastRuneInString(w)
		w = w[:len(w)-n]
	}
	return w + by
}

// unstressed takes the accent off the last syllable of a Spanish word that ends in n or s:
// with one syllable more, the stress stands there without it.
func unstressed(w string) string {
	r := []rune(w)
	if n := len(r); n > 2 && strings.ContainsRune("nsNS", r[n-1]) && strings.ContainsRune("áéíóúÁÉÍÓÚ", r[n-2]) {
		return string(r[:n-2]) + bare(string(r[n-2:]))
	}
	return w
}

// lastLetters gives the last n letters of a word, small and without accents.
func lastLetters(w string, n int) string {
	r := []rune(strings.ToLower(bare(w)))
	if len(r) < n {
		return string(r)
	}
	return string(r[len(r)-n:])
}

// bare takes the accents away and leaves case.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
