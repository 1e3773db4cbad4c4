package extract

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"articula/internal/qda"
)

// fold makes words comparable: lower case, without accents.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(t, s)
	if err != nil {
		out = s
	}
	return strings.ToLower(out)
}

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// The words of roles, folded, in English, Spanish, French and Portuguese.
var (
	interviewerWords = words(`interviewer interviewers moderator moderators facilitator researcher
		entrevistador entrevistadora entrevistadores moderador moderadora facilitador facilitadora investigador investigadora encuestador encuestadora
		enqueteur enquetrice enqueteuse intervieweur intervieweuse chercheur chercheuse animateur animatrice moderateur moderatrice facilitateur facilitatrice
		pesquisador pesquisadora inquiridor inquiridora mediador mediadora pregunta question pergunta`)
	interviewerInitials = words(`int i e ent entr mod q iv inv enq pesq`)

	respondentWords = words(`interviewee respondent informant participant participants speaker answer witness
		entrevistado entrevistada entrevistados informante participante participantes respuesta hablante orador oradora voz testigo
		interviewe interviewee enquete enquetee repondant repondante participante locuteur locutrice intervenant intervenante reponse temoin
		inquirido inquirida respondente resposta falante todos todas all tous group grupo groupe`)

	authorityWords = words(`minister ministra ministro ministre viceminister viceministro viceministra viceministre
		secretary secretario secretaria secretaire undersecretary subsecretario subsecretaria mayor alcalde alcaldesa maire
		prefeito prefeita prefet prefete prefecto prefecta subprefecto gobernador gobernadora governor gouverneur governador governadora
		president presidente presidenta vicepresidente vicepresidenta diputado diputada deputado deputada depute deputee
		senador senadora senator senateur congresista congressman congresswoman parliamentarian regidor regidora concejal concejala
		vereador vereadora councillor councilor commissioner comisionado comisionada intendente intendenta ambassador embajador embajadora
		autoridad authority autorite autoridade politico politica`)
	technicalWords = words(`manager gestor gestora gerente technical tecnico tecnica technician technicien technicienne technique
		coordinator coordinador coordinadora coordinateur coordinatrice coordonnateur coordonnatrice coordenador coordenadora
		director directora directeur directrice diretor diretora responsable responsavel officer official especialista specialist specialiste
		analista analyst analyste promotor promotora monitor monitora extensionista asesor asesora advisor adviser conseiller conseillere assessor assessora
		jefe jefa chef head funcionario funcionaria fonctionnaire gestionnaire agent encargado encargada encarregado supervisor supervisora superviseur
		planner planificador consultor consultora consultant consultante administrador administradora administrator enlace charge chargee`)
)

// guessRole takes the role from the words of the speaker's name. initials tells
// whether a bare initial may stand for a role.
func guessRole(name string, initials bool) qda.SpeakerRole {
	ws := nameWords(name)
	if len(ws) == 0 {
		return qda.OtherRole
	}
	has := func(set map[string]bool) bool {
		for _, w := range ws {
			if set[w] {
				return true
			}
		}
		return false
	}
	technician := false
	for _, w := range ws {
		technician = technician || strings.HasPrefix(w, "tecnic") || strings.HasPrefix(w, "technic") || w == "technique"
	}
	switch {
	case has(interviewerWords):
		return qda.Interviewer
	case has(respondentWords) && !has(authorityWords) && !has(technicalWords):
		return qda.OtherRole
	case technician: // a "secretario técnico" runs things, and does not govern
		return qda.Technical
	case has(authorityWords):
		return qda.Authority
	case has(technicalWords):
		return qda.Technical
	case initials && interviewerInitials[strings.TrimRight(ws[0], "0123456789")] && len(ws) == 1:
		return qda.Interviewer
	}
	for _, w := range ws {
		if len(w) >= 8 && !respondentWords[w] && misspelt(w, interviewerWords) {
			return qda.Interviewer
		}
	}
	return qda.OtherRole
}

// roleWord reports whether the name says by itself that somebody speaks.
func roleWord(name string) bool {
	for _, w := range nameWords(name) {
		if interviewerWords[w] || respondentWords[w] || len(w) >= 8 && misspelt(w, interviewerWords) {
			return true
		}
	}
	return false
}

func nameWords(name string) []string {
	return strings.FieldsFunc(fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// misspelt reports whether the word is one letter away from one of the set, as
// transcribers' slips are ("Checheur").
func misspelt(w string, set map[string]bool) bool {
	for s := range set {
		if len(s) >= 8 && oneEdit(w, s) {
			return true
		}
	}
	return false
}

// oneEdit reports whether one inserted, dropped or changed byte makes a into b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
