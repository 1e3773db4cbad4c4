package pseudonym

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names is what the texts of a project, and the lists of people in it, say about which
// words are names. With it a scan knows a name that stands at the beginning of a sentence,
// where any word has a capital. Words are compared without case and accents, so that a
// María in one document tells of a Maria in another. The zero value knows nothing.
type Names struct {
	words map[string]*sightings
}

// sightings count how a word is written where its writing says something.
type sightings struct {
	alone  int  // with a capital inside of a sentence, beside no other such word
	within int  // with a capital inside of a sentence, in a name of several words
	first  int  // at the beginning of a sentence, as the first word of such a name
	small  int  // without a capital
	beside bool // in a name with a word that is never written small in its text
	listed bool // in the name of a person that the project lists
}

func (n *Names) of(term string) *sightings {
	if n.words == nil {
		n.words = map[string]*sightings{}
	}
	s := n.words[term]
	if s == nil {
		s = &sightings{}
		n.words[term] = s
	}
	return s
}

// Read takes in how the words of a text are written.
func (n *Names) Read(text string) {
	tokens := tokensOf(text)
	inside := addressed(text)
	var here Names // of this text alone
	for _, t := range tokens {
		if !capital(text, t) && !inside(t) {
			here.of(t.term).small++
		}
	}
	lower := func(t token) bool { return here.words[t.term] != nil && here.words[t.term].small > 0 }
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if !capital(text, t) || inside(t) || titles[t.term] {
			continue
		}
		start := begins(text, tokens, i)
		if start && (linking[t.term] || opening[t.term] || plain[t.term]) {
			continue
		}
		last := lastOf(text, tokens, i, nil)
		if start && (last == i || articles[tokens[i+1].term]) {
			continue // says nothing: a word of its own, or one like that of "Before the Council"
		}
		proper := false
		for j := i; j <= last; j++ {
			proper = proper || capital(text, tokens[j]) && !lower(tokens[j]) && !plain[tokens[j].term]
		}
		for j := i; j <= last; j++ {
			if !capital(text, tokens[j]) {
				continue
			}
			w := here.of(tokens[j].term)
			switch {
			case j == i && start:
				w.first++
			case last == i:
				w.alone++
			default:
				w.within++
			}
			w.beside = w.beside || proper && last > i
		}
		i = last
	}
	n.Add(&here)
}

// Add takes in what other texts say.
func (n *Names) Add(other *Names) {
	for term, o := range other.words {
		s := n.of(term)
		s.alone, s.within, s.first, s.small = s.alone+o.alone, s.within+o.within, s.first+o.first, s.small+o.small
		s.beside, s.listed = s.beside || o.beside, s.listed || o.listed
	}
}

// Trim forgets the words that are never written as names are.
func (n *Names) Trim() {
	for term, s := range n.words {
		if s.alone+s.within+s.first == 0 && !s.listed {
			delete(n.words, term)
		}
	}
}

// List takes in the name of a person, as a project lists it. The words of a description,
// as in "Technical Manager", are those of a language and no names: all of them are also
// written small. So it comes after what is read.
func (n *Names) List(name string) {
	tokens := tokensOf(name)
	person := false
	for _, t := range tokens {
		person = person || telling(name, t) && (n.words[t.term] == nil || n.words[t.term].small == 0 || given[t.term])
	}
	for _, t := range tokens {
		if person && telling(name, t) {
			n.of(t.term).listed = true
		}
	}
}

func telling(text string, t token) bool {
	return capital(text, t) && !linking[t.term] && !titles[t.term] && !roles[t.term] && utf8.RuneCountInString(t.term) > 2 && strings.IndexFunc(t.term, unicode.IsLetter) == 0
}

// Mention takes in a name of something else, as that of a case.
func (n *Names) Mention(name string) {
	tokens := tokensOf(name)
	capitals := 0
	for _, t := range tokens {
		if telling(name, t) && !opening[t.term] {
			capitals++
		}
	}
	for _, t := range tokens {
		if !telling(name, t) || opening[t.term] || plain[t.term] {
			continue
		}
		if s := n.of(t.term); capitals == 1 {
			s.alone++
		} else {
			s.within++
		}
	}
}

// says reports whether a word that begins a sentence is known as a name, or as a part of
// one, from elsewhere.
func (n *Names) says(term string) bool {
	s := n.words[term]
	switch {
	case s == nil:
		return false
	case s.listed || s.alone > 0:
		return true
	case s.within+s.first == 0:
		return false
	case s.small == 0 || given[term]:
		return true
	}
	// A word that is also written small: "Village" of a "Village Council", but also
	// "Flores" of a "Carmen Flores".
	return s.small < s.within || s.beside && s.small <= 3*s.within
}

// listed reports whether a word is in the name of a person that the project lists.
func (n *Names) listed(term string) bool { return n.words[term] != nil && n.words[term].listed }

// roles are words that stand for people in lists of speakers.
var roles = wordSet(`interviewer interviewee moderator facilitator participant respondent informant speaker researcher official officer manager coordinator unknown person man woman voice group
entrevistador entrevistadora entrevistado entrevistada moderador moderadora facilitador facilitadora participante informante investigador investigadora funcionario funcionaria gerente tecnico tecnica coordinador coordinadora autoridad persona hombre mujer voz grupo
enqueteur enqueteuse enquete enquetee moderateur moderatrice animateur animatrice participant participante chercheur chercheuse responsable gestionnaire technicien technicienne coordinateur coordinatrice autorite personne homme femme voix groupe
pesquisador pesquisadora entrevistador gestor gestora coordenador coordenadora autoridade pessoa homem mulher`)

var articles = wordSet(`the el la los las le les l`)

// given are names of people that are words, too.
var given = wordSet(`rosa luz mar sol flor paz pilar mercedes dolores consuelo esperanza remedios rocio blanca clara alba aurora victoria gloria gracia fe caridad soledad angustias milagros concepcion asuncion encarnacion
trinidad rosario socorro amparo carmen linda bella estrella celeste violeta margarita azucena jazmin dalia hortensia iris perla paloma ines leon angel jesus cruz santos reyes domingo julio abril modesto justo prudencio clemente inocencio
placido benigno salvador amado bienvenido fortunato feliciano maximo severo primitivo fidel lazaro mayo dulce nieves estela marina olivia nazaret
hope faith grace joy charity patience prudence mercy blessing gift precious comfort loveness rose lily daisy violet ivy olive hazel heather holly jasmine may june april august dawn summer autumn
ruby pearl amber crystal will mark bill frank jack rob bob pat sue grant dean earl guy miles wade chase hunter mason taylor carter parker
claire blanche aimee desiree fleur marguerite violette rose olive prudence constance clemence esperance felicite providence parfait clement dieudonne bienvenu desire prosper constant pierre olivier marin lion aime
avril mars prince patience merveille
graca conceicao gloria estrela ceu vera vitoria rosa luz flor clara pureza fatima prazeres salvador amado leal fiel domingos marco angelo
flores rios campos torres vega rojas blanco moreno bravo delgado rubio calle prado montes sierra fuentes puente castillo iglesias pastor herrero guerra silva costa pereira oliveira carvalho pinheiro ferreira nogueira rocha ribeiro
lima matos barros machado leite coelho leao lobo cordeiro carneiro barbosa baker smith miller cook carpenter banda phiri king white brown black brooks
petit legrand leblanc lebrun leroux lefort boulanger meunier charpentier berger marchand fontaine dubois dupont dumont riviere lacroix roche`)
