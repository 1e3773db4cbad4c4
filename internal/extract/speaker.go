package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
)

// notSpeakers are first words of "Word: text" that never name who speaks, folded.
var notSpeakers = words(`
	article articulo artigo art arts articles articulos artigos section seccion secao chapter capitulo chapitre title titulo titre part parte partie
	book libro livro livre annex anexo annexe annexes anexos appendix apendice table tabla tabela tableau figure figura fig grafico graphique chart box recuadro quadro encadre
	note nota notas notes source sources fuente fuentes fonte fontes example ejemplo exemple exemplo ej ex eg ie
	paragraph paragrafo parrafo paragraphe inciso alinea literal numeral item clause clausula disposicion disposiciones concordancia concordancias
	date fecha data place lugar lieu local time hora heure duration duracion duree duracao project proyecto projet projeto subject asunto objet assunto objeto
	tema theme topic language idioma langue lingua recording grabacion enregistrement gravacao file archivo fichier arquivo ficheiro transcript transcription transcripcion transcricao
	participants participantes attendees asistentes presents presentes ausentes absents speakers keywords palabras mots palavras summary resumen resume resumo abstract
	tel telephone telefono telefone fax email mail correo courriel web website url http https www address direccion adresse endereco cc from to de para a
	considerando vistos visto resuelve resuelvo decreta acuerda decide arrete ordena dispone attendu considerant vu whereas resolved
	objective objetivo objectif objectives objetivos objectifs goal meta result resultado resultat results resultados resultats conclusion conclusiones recommendation recomendacion
	first second third fourth primero segundo tercero cuarto primer primera premier premiere deuxieme troisieme primeiro terceiro
	mes mois month year ano annee total subtotal step paso etape etapa phase fase
	code codigo case caso cas version page pagina nº no num numero number id title identifier country pais pays rank status estado estatus
	entrevista interview entretien nombre name nom nome edad age idade sexo sexe gender genero cargo position poste institucion institution instituicao
	remember recuerde importante important attention atencion atencao warning aviso aviso ojo observacion observaciones observation observations comentario comentarios comment
	ver voir see cf vease dice dijo said decia digo dit disait`)

// remarks in brackets that describe the recording.
var remarks = words(`laughs laughter laughing laugh risas risa rie rien rires rire rit risos riso ri pause pausa silence silencio music musica musique inaudible unintelligible
	ininteligible crosstalk overlapping coughs tos toux applause aplausos applaudissements ruido noise bruit sic end fin fim interruption interrupcion interrupcao cough sigh suspira`)

// speaks reports whether the label may name a speaker.
func speaks(l label) bool {
	ws := nameWords(l.name)
	if len(ws) == 0 {
		return false
	}
	if l.form == bracketForm {
		return l.hasTime || !remarks[ws[0]]
	}
	if l.form == timedForm {
		return !notSpeakers[ws[0]]
	}
	if notSpeakers[ws[0]] && !interviewerInitials[ws[0]] {
		// unless a role follows: "Local manager", "Project coordinator"
		if len(ws) == 1 || guessRole(strings.Join(ws[1:], " "), false) == qda.OtherRole {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(l.name)
	if !unicode.IsUpper(first) && unicode.IsLower(first) {
		return roleWord(l.name)
	}
	if l.form == dashForm {
		return roleWord(l.name) || utf8.RuneCountInString(l.name) <= 4
	}
	if l.form == tabForm {
		return roleWord(l.name) || utf8.RuneCountInString(l.name) <= 4 || numberedName(fold(l.name)) || properName(l.name)
	}
	if l.form == boldForm || l.form == cellForm {
		return roleWord(l.name) || properName(l.name) || utf8.RuneCountInString(l.name) <= 4
	}
	return true
}

// properName reports whether the text looks like a person's name: one to four
// words, each with a capital, small words apart.
func properName(name string) bool {
	ws := strings.Fields(name)
	if len(ws) == 0 || len(ws) > 4 {
		return false
	}
	capitals := 0
	for _, w := range ws {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsDigit(r):
		case unicode.IsLower(r) && len(w) <= 3: // de, la, von
		default:
			return unicode.IsLetter(r) && !unicode.IsLower(r) // scripts without case
		}
	}
	return capitals > 0 && !notSpeakers[fold(strings.Trim(ws[0], ".,"))]
}

// speakerKey is the same for all ways in which a text writes one speaker: without
// case, accents and remarks in brackets.
func speakerKey(name string) string {
	if i := strings.IndexAny(name, "(["); i > 0 {
		name = name[:i]
	}
	return strings.Join(nameWords(name), " ")
}

// speakers lists who speaks, in order of first appearance, and names every turn
// of a speaker alike.
func speakers(turns []turn) []Speaker {
	var out []Speaker
	index := map[string]int{}
	for i := range turns {
		t := &turns[i]
		if t.name == "" {
			continue
		}
		n, ok := index[t.key]
		if !ok {
			n = len(out)
			index[t.key] = n
			name := t.name
			if at := strings.IndexAny(name, "(["); at > 0 {
				name = strings.TrimSpace(name[:at])
			}
			out = append(out, Speaker{Name: strings.Join(strings.Fields(name), " ")})
		}
		out[n].Turns++
		t.name = out[n].Name
	}
	initials := false
	for _, s := range out {
		initials = initials || guessRole(s.Name, false) == qda.Interviewer
	}
	for i := range out {
		out[i].Role = guessRole(out[i].Name, !initials)
	}
	questions(out)
	return out
}

// questions makes P the one who asks where R answers, as Spanish, French and
// Portuguese transcripts write pregunta and respuesta.
func questions(list []Speaker) {
	if len(list) != 2 {
		return
	}
	a, b := fold(list[0].Name), fold(list[1].Name)
	if a == "p" && b == "r" {
		list[0].Role = qda.Interviewer
	}
}
