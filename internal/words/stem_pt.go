package words

// The Portuguese stemmer follows the Snowball algorithm
// (snowballstem.org/algorithms/portuguese/stemmer.html) on folded letters. Before
// it, plurals are undone, which that algorithm leaves apart: ões, ais, eis, óis,
// ns, res, zes, ses (the plural step of Orengo and Huyck, "A stemming algorithm
// for the Portuguese language", SPIRE 2001).
const (
	ptDelete rule = iota // in r2
	ptLog
	ptU
	ptEnte
	ptAmente
	ptMente
	ptIdade
	ptIvo
	ptIra // in rv behind e: ir stays
	ptVerb
)

var (
	ptNouns = endingsOf(
		group{ptDelete, "eza ezas ico ica icos icas ismo ismos avel ivel ista istas oso osa osos osas amento amentos imento imentos" +
			" adora ador acao adoras adores acoes ante antes ancia ancias"},
		group{ptLog, "logia logias"}, group{ptU, "ucao ucoes"}, group{ptEnte, "encia encias"},
		group{ptAmente, "amente"}, group{ptMente, "mente"}, group{ptIdade, "idade idades"},
		group{ptIvo, "iva ivo ivas ivos"}, group{ptIra, "ira iras"})
	ptVerbs = endingsOf(group{ptVerb, "ada ida ia aria eria iria ara era ava asse esse isse aste este iste ei arei erei irei am iam ariam eriam iriam" +
		" aram eram iram avam em arem erem irem assem essem issem ado ido ando endo indo arao erao irao ar er ir as adas idas ias" +
		" arias erias irias aras eras avas es ardes erdes irdes ares eres ires asses esses isses astes estes istes is ais eis" +
		" arieis erieis irieis areis ereis ireis asseis esseis isseis aveis ados idos amos iamos ariamos eriamos iriamos" +
		" ario aramos eramos iramos avamos emos aremos eremos iremos assemos essemos issemos imos armos ermos irmos eu iu ou ira iras"})
)

func stemPortuguese(w string) string {
	if s, ok := ptWords[w]; ok {
		return s
	}
	w = ptSingular(w)
	if len(w) < 3 {
		return w
	}
	r := regionsOf(w, vowel).iberian(w)
	s, changed := ptNoun(w, r)
	if !changed {
		if rest, _, ok := ptVerbs.find(w, r.rv); ok {
			s, changed = rest, true
		}
	}
	if changed {
		if rest, ok := cut(s, r.rv, "i"); ok && has(rest, "c", 0) {
			s = rest
		}
	} else {
		s, _ = cut(w, r.rv, "ao", "os", "a", "i", "o")
	}
	if rest, ok := cut(s, r.rv, "e"); ok {
		s = rest
		if has(s, "gu", r.rv-1) || has(s, "ci", r.rv-1) {
			s = s[:len(s)-1]
		}
	}
	return s
}

// ptSingular undoes the plural.
func ptSingular(w string) string {
	n := len(w)
	if n < 4 || w[n-1] != 's' {
		return w
	}
	stem := w[:n-2]
	switch w[n-2:] {
	case "ns":
		return stem + "m" // homens
	case "is":
		switch w[n-3] {
		case 'a', 'e', 'o', 'u': // nacionais, níveis, espanhóis, azuis
			return stem + "l"
		}
		return stem + "il" // civis
	case "es":
		switch w[n-3] {
		case 'o', 'a': // decisões, pães
			return w[:n-3] + "ao"
		case 'r', 'z': // setores, vezes
			return stem
		}
	case "os":
		if w[n-3] == 'm' { // fazemos; the rules know termos and mecanismos
			return w
		}
	case "ss":
		return w
	}
	return w[:n-1]
}

func ptNoun(w string, r regions) (string, bool) {
	rest, kind, ok := ptNouns.find(w, 0)
	if !ok {
		return w, false
	}
	from := r.r2
	switch kind {
	case ptAmente:
		from = r.r1
	case ptIra:
		if from = r.rv; !has(rest, "e", 0) {
			return w, false
		}
	}
	if len(rest) < from {
		return w, false
	}
	switch kind {
	case ptLog:
		rest += "log"
	case ptU:
		rest += "u"
	case ptEnte:
		rest += "ente"
	case ptAmente:
		if s, ok := cut(rest, r.r2, "iv"); ok {
			rest, _ = cut(s, r.r2, "at")
		} else {
			rest, _ = cut(rest, r.r2, "os", "ic", "ad")
		}
	case ptMente:
		rest, _ = cut(rest, r.r2, "ante", "avel", "ivel")
	case ptIdade:
		rest, _ = cut(rest, r.r2, "abil", "ic", "iv")
	case ptIvo:
		rest, _ = cut(rest, r.r2, "at")
	case ptIra:
		rest += "ir"
	}
	return rest, true
}

// ptWords are words whose end looks like a plural and is none, or like another one.
var ptWords = map[string]string{
	"mais": "mais", "demais": "demais", "jamais": "jamais", "pais": "pais", "paises": "pais", "dois": "dois", "pois": "pois", "depois": "depois",
	"seis": "seis", "lei": "lei", "leis": "lei", "rei": "rei", "reis": "rei", "mes": "mes", "meses": "mes", "tres": "tres", "gas": "gas", "gases": "gas",
	"facil": "facil", "faceis": "facil", "dificil": "dificil", "dificeis": "dificil", "util": "util", "uteis": "util", "inutil": "inutil", "inuteis": "inutil",
	"agil": "agil", "ageis": "agil", "fragil": "fragil", "frageis": "fragil", "fertil": "fertil", "ferteis": "fertil", "habil": "habil", "habeis": "habil",
	"nao": "nao", "sao": "sao", "sim": "sim", "lapis": "lapis", "onibus": "onibus", "virus": "virus", "onus": "onus",
}
