package extract

import (
	"sort"
	"strings"
	"unicode"
)

// functionWords are the commonest words of each language: articles, prepositions,
// pronouns, auxiliaries. In running text of the language a third to a half of all
// words are among them. A word that several languages share counts for each by
// that share only.
var functionWords = map[string]string{
	"en": `the of and to in a is that it for was on are as with his they be at this have from or had by not but what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would him into has more two like could my than been who now did get may you he i because our its also being those should any only no just over such through where after most between must well very while both does here us`,
	"es": `de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos qué unos yo otro otras otra él tanto esa estos mucho quienes nada muchos cual poco ella estar estas son fue ser ha era tiene está han había así puede según cada sido hace`,
	"fr": `de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux d l c qu n s j m y mais comme ou si leur elle tout nous sa cette on être ont ils fait été aussi même ces je vous était ses très sans donc où dont bien peut entre après deux encore leurs notre votre lui moi toi ça alors parce avait faire quand là voilà oui non c'est avez avons sera doit toute tous quelque chez depuis`,
	"pt": `de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele são sobre então assim vai gente porque cada deve`,
	"de": `der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir kann`,
	"it": `di che e la il un a è per una in sono mi ho non si lo ma ha le con cosa se no da ti i come ci del della dei delle nel nella alla al più anche gli questo questa essere perché molto dal quando dove chi loro sua suo ed o`,
	"nl": `de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze want nog zal me zij nu geen`,
	"ca": `de la i a el que en un per les amb del els una no és al es o com més però seva seu aquesta aquest ha ser són també va ja hi ho si dels pel molt quan perquè entre fins tot on dins sense ens això`,
	"gl": `de a e o que en do da un para unha é con non os no se na por máis as dos como pero foi ao das ten seu súa ou ser cando moi nos xa está tamén só polo pola ata isto ela entre era`,
	"ro": `de și în a la cu pe că nu o un din este pentru se mai au fost sau ca care lui prin după dar sunt al ale cel ei fi o fie această acest`,
	"sw": `na ya wa kwa ni za katika la kuwa hii cha yake hiyo kama huo pia ili wao sana lakini hata watu vya yao mtu si au`,
}

// letters that occur in one of the languages and hardly in the others.
var tellingLetters = map[string]string{
	"es": "ñ¿¡",
	"fr": "êèœëù",
	"pt": "ãõ",
	"de": "ßäö",
	"ro": "șțăţş",
	"ca": "ŀ",
}

type share struct {
	lang   string
	weight float64
}

var profile = func() map[string][]share {
	m := map[string][]share{}
	for lang, list := range functionWords {
		seen := map[string]bool{}
		for _, w := range strings.Fields(list) {
			if !seen[w] {
				seen[w] = true
				m[w] = append(m[w], share{lang: lang})
			}
		}
	}
	for w, s := range m {
		for i := range s {
			s[i].weight = 1 / float64(len(s))
		}
		sort.Slice(s, func(i, j int) bool { return s[i].lang < s[j].lang })
		m[w] = s
	}
	return m
}()

// The guess reads this many words, from the start and from the middle, so that a
// long document costs no more than a short one.
const sampleWords = 8000

// GuessLanguage gives the ISO 639-1 code of the text's language and how certain
// that is, from 0 to 1; "" if it is not certain enough to act on.
func GuessLanguage(text string) (string, float64) {
	if lang, c := guessScript(text); lang != "latin" {
		return lang, c
	}
	score := map[string]float64{}
	total, hits := 0, 0
	different := map[string]bool{}
	count := func(w string) {
		total++
		s, ok := profile[w]
		if ok {
			hits++
			different[w] = true
		}
		for _, x := range s {
			score[x.lang] += x.weight
		}
		for lang, set := range tellingLetters {
			if strings.ContainsAny(w, set) {
				score[lang] += 0.5
			}
		}
	}
	eachWord(text, sampleWords/2, count)
	if len(text) > 200_000 {
		eachWord(text[len(text)/2:], sampleWords/2, count)
	}
	best, second := "", ""
	for lang := range score {
		switch {
		case best == "" || score[lang] > score[best] || score[lang] == score[best] && lang < best:
			best, second = lang, best
		case second == "" || score[lang] > score[second]:
			second = lang
		}
	}
	if total == 0 || best == "" {
		return "", 0
	}
	margin := (score[best] - score[second]) / score[best]
	// Confidence grows with the distance to the second language, with the share of
	// known words (a third is plenty) and with their number (twenty are enough).
	c := min(1, margin*1.8) * min(1, float64(hits)/float64(total)*4) * min(1, float64(hits)/20)
	// The same few words again and again are the entries of a table, such as "no" and
	// "si", which many languages have.
	if c < 0.15 || hits < 3 || hits >= 10 && len(different) < 5 {
		return "", min(c, 0.14)
	}
	return best, c
}

// eachWord calls f with the first n words of the text, in lower case.
func eachWord(text string, n int, f func(string)) {
	for n > 0 {
		i := strings.IndexFunc(text, unicode.IsLetter)
		if i < 0 {
			return
		}
		text = text[i:]
		j := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
		if j < 0 {
			j = len(text)
		}
		f(strings.ToLower(text[:j]))
		text = text[j:]
		n--
	}
}

// scripts that stand for one language, or for the commonest of theirs.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Arabic, "ar"}, {unicode.Hebrew, "he"}, {unicode.Cyrillic, "ru"}, {unicode.Greek, "el"},
	{unicode.Ethiopic, "am"}, {unicode.Devanagari, "hi"}, {unicode.Thai, "th"}, {unicode.Hangul, "ko"},
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Han, "zh"},
}

// guessScript tells the language by the script if it is not the Latin one.
func guessScript(text string) (string, float64) {
	counts := map[string]int{}
	total := 0
	for _, r := range text[:min(len(text), 40_000)] {
		if r < 0x80 {
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
				total++
				counts["latin"]++
			}
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		total++
		if unicode.Is(unicode.Latin, r) {
			counts["latin"]++
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[s.lang]++
				break
			}
		}
		switch {
		case strings.ContainsRune("پچژگ", r):
			counts["fa"]++
		case strings.ContainsRune("іїєґ", r):
			counts["uk"]++
		}
	}
	if total == 0 || counts["latin"]*2 >= total {
		return "latin", 0
	}
	if counts["ja"]*5 > counts["zh"] { // kana between the characters
		counts["ja"] += counts["zh"]
	}
	if counts["fa"]*40 > counts["ar"] && counts["fa"] > 0 {
		counts["fa"] += counts["ar"]
	}
	if counts["uk"]*40 > counts["ru"] && counts["uk"] > 0 {
		counts["uk"] += counts["ru"]
	}
	best := ""
	for lang, n := range counts {
		if lang != "latin" && (best == "" || n > counts[best] || n == counts[best] && lang < best) {
			best = lang
		}
	}
	if best == "" {
		return "", 0
	}
	return best, min(1, float64(counts[best])/float64(total))
}
