package words

// The French stemmer follows the Snowball algorithm
// (snowballstem.org/algorithms/french/stemmer.html) on folded letters: é, è and ê
// are e, so the endings ée and es of participles and nouns fall together. Letters
// that stand for consonants (u behind q, i and u between vowels, y beside a vowel)
// are written U, I and Y while the rules run, as there.
const (
	frDelete rule = iota // in r2
	frIc                 // in r2; "ic" before it goes too, or becomes iqU
	frLog
	frU
	frEnt
	frEment
	frIte
	frIf
	frEaux
	frAux
	frEuse
	frIssement
	frAmment
	frEmment
	frMent
	frVerb   // in rv
	frVerbA  // in rv; and e before it
	frIons   // in r2
	frVerbIr // in rv behind a consonant
)

var (
	frNouns = endingsOf(
		group{frDelete, "ance iqUe isme able iste eux ances iqUes ismes ables istes"},
		group{frIc, "atrice ateur ation atrices ateurs ations"},
		group{frLog, "logie logies"}, group{frU, "usion ution usions utions"}, group{frEnt, "ence ences"},
		group{frEment, "ement ements"}, group{frIte, "ite ites"}, group{frIf, "if ive ifs ives"},
		group{frEaux, "eaux"}, group{frAux, "aux"}, group{frEuse, "euse euses"}, group{frIssement, "issement issements"},
		group{frAmment, "amment"}, group{frEmment, "emment"}, group{frMent, "ment ments"})
	frIrVerbs = endingsOf(group{frVerbIr, "imes it ites i ie Ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is" +
		" issaIent issais issait issant issante issantes issants isse issent isses issez issiez issions issons"})
	frVerbs = endingsOf(
		group{frIons, "ions"},
		group{frVerb, "e ee ees es erent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez"},
		group{frVerbA, "ames at ates a ai aIent ais ait ant ante antes ants as asse assent asses assiez assions"})
)

func frVowel(c byte) bool { return vowel(c) || c == 'y' }

func stemFrench(w string) string {
	if s, ok := frWords[w]; ok {
		return s
	}
	w = frMarked(w)
	r := regionsOf(w, frVowel)
	r.rv = frRV(w)
	s, state := frNoun(w, r)
	if state != frDone {
		if t, ok := frIrVerb(s, r); ok {
			s, state = t, frDone
		} else if t, ok := frVerbal(s, r); ok {
			s, state = t, frDone
		} else if t, ok := frThirdPlural(s, r); ok {
			s, state = t, frDone
		} else if s != w {
			state = frDone
		}
	}
	if state == frDone {
		if has(s, "Y", 0) {
			s = s[:len(s)-1] + "i"
		}
	} else {
		s = frResidue(s, r)
	}
	for _, double := range []string{"enn", "onn", "ett", "ell", "eill"} {
		if has(s, double, 0) {
			s = s[:len(s)-1]
			break
		}
	}
	return frPlain(s)
}

// frMarked writes consonantal u, i and y as capitals.
func frMarked(w string) string {
	var b []byte
	mark := func(i int) {
		if b == nil {
			b = []byte(w)
		}
		b[i] -= 'a' - 'A'
	}
	for i := range len(w) {
		before, after := i > 0 && frVowel(w[i-1]) && (b == nil || b[i-1] == w[i-1]), i+1 < len(w) && frVowel(w[i+1])
		switch w[i] {
		case 'u':
			if before && after || i > 0 && w[i-1] == 'q' {
				mark(i)
			}
		case 'i':
			if before && after {
				mark(i)
			}
		case 'y':
			if before || after {
				mark(i)
			}
		}
	}
	if b == nil {
		return w
	}
	return string(b)
}

// frPlain undoes frMarked.
func frPlain(w string) string {
	for i := range len(w) {
		if w[i] < 'a' {
			b := []byte(w)
			for k := i; k < len(b); k++ {
				if b[k] < 'a' {
					b[k] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return w
}

func frRV(w string) int {
	if frVowel(w[0]) && frVowel(w[1]) || w[:3] == "par" || w[:3] == "col" || w[:3] == "tap" {
		return 3
	}
	for i := 1; i < len(w); i++ {
		if frVowel(w[i]) {
			return i + 1
		}
	}
	return len(w)
}

// frState says how far the noun endings have settled the word.
type frState uint8

const (
	frOpen  frState = iota // nothing was removed
	frMaybe                // an adverb's ending: a verb's may follow
	frDone
)

func frNoun(w string, r regions) (string, frState) {
	rest, kind, ok := frNouns.find(w, 0)
	if !ok {
		return w, frOpen
	}
	n := len(rest)
	switch kind {
	case frEaux:
		return rest + "eau", frDone
	case frAux:
		if n < r.r1 {
			return w, frOpen
		}
		return rest + "al", frDone
	case frEuse:
		if n >= r.r2 {
			return rest, frDone
		}
		if n >= r.r1 {
			return rest + "eux", frDone
		}
		return w, frOpen
	case frIssement:
		if n < r.r1 || n == 0 || frVowel(rest[n-1]) {
			return w, frOpen
		}
		return rest, frDone
	case frAmment, frEmment:
		if n < r.rv {
			return w, frOpen
		}
		if kind == frAmment {
			return rest + "ant", frMaybe
		}
		return rest + "ent", frMaybe
	case frMent:
		if n-1 < r.rv || !frVowel(rest[n-1]) {
			return w, frOpen
		}
		return rest, frMaybe
	case frEment:
		if n < r.rv {
			return w, frOpen
		}
		return frAdverb(rest, r), frDone
	}
	if n < r.r2 {
		return w, frOpen
	}
	switch kind {
	case frIc:
		rest = frIcEnd(rest, r)
	case frLog:
		rest += "log"
	case frU:
		rest += "u"
	case frEnt:
		rest += "ent"
	case frIte:
		if s, ok := cut(rest, 0, "abil"); ok {
			if rest = s; len(s) < r.r2 {
				rest = s + "abl"
			}
		} else if s, ok := cut(rest, r.r2, "iv"); ok {
			rest = s
		} else {
			rest = frIcEnd(rest, r)
		}
	case frIf:
		if s, ok := cut(rest, r.r2, "at"); ok {
			rest = frIcEnd(s, r)
		}
	}
	return rest, frDone
}

// frIcEnd removes "ic", or writes it as the adjective does.
func frIcEnd(w string, r regions) string {
	if s, ok := cut(w, 0, "ic"); ok {
		if len(s) >= r.r2 {
			return s
		}
		return s + "iqU"
	}
	return w
}

// frAdverb goes on behind "ement".
func frAdverb(w string, r regions) string {
	if s, ok := cut(w, r.r2, "iv"); ok {
		s, _ = cut(s, r.r2, "at")
		return s
	}
	if s, ok := cut(w, 0, "eus"); ok {
		if len(s) >= r.r2 {
			return s
		}
		if len(s) >= r.r1 {
			return s + "eux"
		}
		return w
	}
	if s, ok := cut(w, r.r2, "abl", "iqU"); ok {
		return s
	}
	if s, ok := cut(w, r.rv, "ier", "Ier"); ok {
		return s + "i"
	}
	return w
}

func frIrVerb(w string, r regions) (string, bool) {
	rest, _, ok := frIrVerbs.find(w, r.rv)
	if !ok || len(rest) <= r.rv || frVowel(rest[len(rest)-1]) {
		return w, false
	}
	return rest, true
}

func frVerbal(w string, r regions) (string, bool) {
	rest, kind, ok := frVerbs.find(w, r.rv)
	if !ok || kind == frIons && len(rest) < r.r2 {
		return w, false
	}
	if kind == frVerbA {
		rest, _ = cut(rest, r.rv, "e")
	}
	return rest, true
}

// frThirdPlural removes -ent, which the original algorithm leaves on verbs, where
// the letters before it are those of a verb: travaillent, parlent, organisent.
func frThirdPlural(w string, r regions) (string, bool) {
	rest, ok := cut(w, r.rv, "ent")
	if n := len(rest); !ok || n < 4 || !(!frVowel(rest[n-1]) && !frVowel(rest[n-2]) || has(rest, "is", 0) || rest[n-1] == 'v') {
		return w, false
	}
	return rest, true
}

// frResidue removes what is left of an ending where no other step did anything.
func frResidue(w string, r regions) string {
	if n := len(w); n > 2 && w[n-1] == 's' {
		switch w[n-2] {
		case 'a', 'i', 'o', 'u', 's':
		default:
			w = w[:n-1]
		}
	}
	if rest, ok := cut(w, max(r.rv, r.r2), "ion"); ok && (has(rest, "s", r.rv) || has(rest, "t", r.rv)) {
		return rest
	}
	if rest, ok := cut(w, r.rv, "iere", "Iere", "ier", "Ier"); ok {
		return rest + "i"
	}
	rest, _ := cut(w, r.rv, "e")
	return rest
}

// frWords are plurals that no rule gets right without harming more frequent words.
var frWords = map[string]string{
	"lois": "loi", "loi": "loi", "emplois": "emploi", "emploi": "emploi", "rois": "roi", "envois": "envoi", "convois": "convoi", "tournois": "tournoi",
	"travaux": "travail", "travail": "travail", "lieux": "lieu", "lieu": "lieu", "milieux": "milieu", "milieu": "milieu", "enjeux": "enjeu", "enjeu": "enjeu",
	"jeux": "jeu", "jeu": "jeu", "feux": "feu", "voeux": "voeu", "voeu": "voeu", "yeux": "yeux",
	"argent": "argent", "urgent": "urgent", "content": "content", "contents": "content", "excellent": "excellent", "souvent": "souvent", "couvent": "couvent",
	"mois": "mois", "fois": "fois", "trois": "trois", "mais": "mais", "jamais": "jamais", "pays": "pays",
}
