package words

// The Spanish stemmer follows the Snowball algorithm
// (snowballstem.org/algorithms/spanish/stemmer.html) on folded letters, so that
// accents left out in a query make no difference, with one step before it: plurals
// in -es lose it first, so that mujeres, ciudades and jóvenes end like mujer,
// ciudad and joven.
const (
	esDelete  rule = iota // in r2
	esIc                  // in r2; and "ic" before it
	esLog                 // in r2: log stays
	esU                   // in r2: u stays
	esEnte                // in r2: ente stays
	esAmente              // in r1; and iv, at, os, ic, ad before it
	esMente               // in r2; and ante, able, ible before it
	esIdad                // in r2; and abil, ic, iv before it
	esIvo                 // in r2; and at before it
	esVerb                // in rv
	esVerbEn              // in rv; and the u of gu before it
	esPronoun             // in rv, behind an infinitive or gerund
)

var (
	esNouns = endingsOf(
		group{esDelete, "anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos imiento imientos"},
		group{esIc, "adora ador acion adoras adores aciones ante antes ancia ancias"},
		group{esLog, "logia logias"}, group{esU, "ucion uciones"}, group{esEnte, "encia encias"},
		group{esAmente, "amente"}, group{esMente, "mente"}, group{esIdad, "idad idades"},
		group{esIvo, "iva ivo ivas ivos"})
	esPronouns = endingsOf(group{esPronoun, "me se sela selo selas selos la le lo las les los nos"})
	esYVerbs   = endingsOf(group{esVerb, "ya ye yan yen yeron yendo yo yas yes yais yamos"})
	esVerbs    = endingsOf(
		group{esVerbEn, "en es eis emos"},
		group{esVerb, "arian arias aran aras ariais aria areis ariamos aremos ara are erian erias eran eras eriais eria ereis eriamos eremos era ere" +
			" irian irias iran iras iriais iria ireis iriamos iremos ira ire aba ada ida ia iera ad ed id ase iese aste iste an aban ian" +
			" ieran asen iesen aron ieron ado ido ando iendo io ar er ir as abas adas idas ias ieras ases ieses ais abais iais arais" +
			" ierais aseis ieseis asteis isteis ados idos amos abamos iamos imos aramos ieramos iesemos asemos" +
			" esa esas ario arios ios"}) // nouns whose folded forms end like verbs: francesa, beneficiario, municipio
)

func stemSpanish(w string) string {
	if s, ok := esWords[w]; ok {
		return s
	}
	r := regionsOf(w, vowel).iberian(w)
	w = esSingular(w)
	if rest, _, ok := esPronouns.find(w, r.rv); ok {
		behind, ok := cut(rest, r.rv, "ando", "iendo", "ar", "er", "ir")
		noun := len(behind)+len("ernos") == len(w) && has(w, "ernos", 0) // gobiernos, modernos
		if ok && !noun || has(rest, "uyendo", r.rv-1) {
			w = rest
		}
	}
	s, done := esNoun(w, r)
	if !done {
		s = esVerbal(w, r)
	}
	if rest, ok := cut(s, r.rv, "os", "a", "o", "i"); ok {
		return rest
	}
	if rest, ok := cut(s, r.rv, "e"); ok {
		if has(rest, "gu", r.rv-1) {
			rest = rest[:len(rest)-1]
		}
		return rest
	}
	return s
}

// esSingular removes the plural of words that end in a consonant.
func esSingular(w string) string {
	n := len(w)
	if n < 5 || w[n-2:] != "es" {
		return w
	}
	switch w[n-3] {
	case 'l', 'n', 'r', 'd', 'y', 'j', 's':
		return w[:n-2]
	case 'c':
		return w[:n-3] + "z" // veces, luces
	}
	return w
}

func esNoun(w string, r regions) (string, bool) {
	rest, kind, ok := esNouns.find(w, 0)
	if !ok {
		return w, false
	}
	from := r.r2
	if kind == esAmente {
		from = r.r1
	}
	if len(rest) < from {
		return w, false
	}
	switch kind {
	case esIc:
		rest, _ = cut(rest, r.r2, "ic")
	case esLog:
		rest += "log"
	case esU:
		rest += "u"
	case esEnte:
		rest += "ente"
	case esAmente:
		if s, ok := cut(rest, r.r2, "iv"); ok {
			rest, _ = cut(s, r.r2, "at")
		} else {
			rest, _ = cut(rest, r.r2, "os", "ic", "ad")
		}
	case esMente:
		rest, _ = cut(rest, r.r2, "ante", "able", "ible")
	case esIdad:
		rest, _ = cut(rest, r.r2, "abil", "ic", "iv")
	case esIvo:
		rest, _ = cut(rest, r.r2, "at")
	}
	return rest, true
}

func esVerbal(w string, r regions) string {
	if rest, _, ok := esYVerbs.find(w, r.rv); ok && has(rest, "u", 0) {
		return rest
	}
	rest, kind, ok := esVerbs.find(w, r.rv)
	if !ok {
		return w
	}
	if kind == esVerbEn && has(rest, "gu", 0) {
		rest = rest[:len(rest)-1]
	}
	return rest
}

// esWords are words that the rules would join with others or tear from their kin.
var esWords = map[string]string{
	"interes": "interes", "intereses": "interes",
	"mes": "mes", "meses": "mes", "tres": "tres", "dos": "dos", "pais": "pais", "paises": "pais",
}
