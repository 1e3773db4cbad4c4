package extract

import (
	"regexp"
	"strings"

	"articula/internal/qda"
)

// kindWords are phrases, folded, that name what a document is when they stand in
// its name, its title or its first headings. The first that matches wins, so the
// order is from the specific to the general: a "decreto ley" has the rank of a
// law, a "manual de convenios" is a manual.
var kindWords = []struct {
	kind qda.DocumentKind
	re   *regexp.Regexp
}{
	{qda.FocusGroup, regexp.MustCompile(`\b(grupos? focal(es)?|focus groups?|groupes? de discussion|groupes? focal|grupos? de foco|entretien collectif)\b`)},
	{qda.Interview, regexp.MustCompile(`\b(entrevistas?|interviews?|entretiens?|transcripcion|transcricao|transcripts?|retranscription)\b`)},
	{qda.FieldNote, regexp.MustCompile(`\b(field ?notes?|notas? de campo|diario de campo|notes? de terrain|journal de terrain)\b`)},
	{qda.Manual, regexp.MustCompile(`\b(manual|manuel|operations? guide|guia (operativa|tecnica|metodologica|operacional)|guide (operationnel|technique|methodologique)|operational guidelines?|lineamientos|reglas de operacion|manuel d'operations|normas operativas|implementation guidelines?|handbook)\b`)},
	{qda.Law, regexp.MustCompile(`\b(decreto[- ]ley|decreto legislativo|decreto[- ]lei|decret[- ]loi|ley (organica|marco|general|n|no|de|que)|ley \d|codigo (civil|penal|de|del|procesal)|code (civil|penal|du|de|des)|constitucion|constitution|constituicao|loi (n|no|organique|portant|relative|sur)|lei (n|no|complementar|federal|de|organica)|\w* ?act,? (of )?\d{4}|proclamation no)\b`)},
	{qda.Decree, regexp.MustCompile(`\b(decreto( supremo)?|decret|decree|resolucion (suprema|ministerial|directoral|administrativa|de)|reglamento|arrete|portaria|instrucao normativa|executive order|ministerial order|regulations?)\b`)},
	{qda.Agreement, regexp.MustCompile(`\b(convenio|acuerdo (interinstitucional|de cooperacion|marco)|memorando? (de|of)( understanding| entendimiento| entendimento)|memorandum|protocole d'accord|convention de (partenariat|collaboration|financement)|accord[- ]cadre|acordo de (cooperacao|parceria)|termo de (cooperacao|parceria)|cooperation agreement|agreement)\b`)},
	{qda.Report, regexp.MustCompile(`\b(informe|report|rapport|relatorio|working paper|documento de trabajo|evaluacion|evaluation|avaliacao|institutional analysis|analisis institucional|policy brief|executive summary|resumen ejecutivo|resume executif|sumario executivo|key messages|mensajes clave|diagnostico|estudio|study|etude|estudo|research|analyse)\b`)},
}

// article starts a numbered article of a norm, in the four languages.
var article = regexp.MustCompile(`(?i)^(art(í|i)culo|art\.|article|artigo)[ \x{00A0}]*(\d+|[ivxlc]+\b|primero|unico|único|premier|1er)`)

// enacts are phrases with which norms begin to command, folded.
var enacts = regexp.MustCompile(`\b(ha dado (la|el) (ley|decreto)|congreso de la republica|promulg(amos|a|uese|ue)|le parlement a adopte|decreta:|decrete ?:|o congresso nacional decreta|be it enacted|hereby enacted|sanciona la siguiente ley)`)

// guessKind says what a document is, and OtherKind when that is not plain. names
// are the file's name and title.
func (d *draft) guessKind(turns []turn, voices []Speaker, names string) qda.DocumentKind {
	head := d.heads()
	named := strings.ReplaceAll(strings.ReplaceAll(fold(names), "_", " "), "-", " ")
	if len(turns) >= 4 && len(voices) >= 2 {
		return d.spokenKind(voices, named+"\n"+head)
	}
	articles := 0
	for _, b := range d.blocks {
		if article.MatchString(strings.TrimLeft(d.text[b.start:min(b.end, b.start+60)], "*_ \u00A0")) {
			articles++
		}
	}
	norm := articles >= 5 && articles*40 >= len(d.blocks) || articles > 0 && articles*10 >= len(d.blocks)
	for _, where := range []string{named, head} {
		for _, k := range kindWords {
			if k.kind.Spoken() || !k.re.MatchString(where) {
				continue
			}
			if k.kind == qda.Law && !norm && where == head && !enacts.MatchString(fold(d.opening())) {
				continue // it may only speak of a law
			}
			if norm && (k.kind == qda.Report || k.kind == qda.FieldNote) {
				continue
			}
			return k.kind
		}
	}
	if norm || enacts.MatchString(fold(d.opening())) {
		return qda.Law
	}
	return qda.OtherKind
}

// spokenKind tells an interview from a focus group: by its words, else by how
// many answer.
func (d *draft) spokenKind(voices []Speaker, where string) qda.DocumentKind {
	if kindWords[0].re.MatchString(where + "\n" + fold(d.opening())) {
		return qda.FocusGroup
	}
	answer := 0
	for _, s := range voices {
		if s.Role != qda.Interviewer && s.Turns >= 2 {
			answer++
		}
	}
	if answer >= 4 && !kindWords[1].re.MatchString(where) {
		return qda.FocusGroup
	}
	return qda.Interview
}

// heads is the beginning of the document that may name what it is: its front
// matter, first headings and first short paragraphs, folded.
func (d *draft) heads() string {
	var b strings.Builder
	n := 0
	for _, x := range d.blocks {
		if x.end-x.start > 200 && x.kind != qda.Heading {
			continue
		}
		b.WriteString(d.text[x.start:min(x.end, x.start+300)])
		b.WriteByte('\n')
		if n++; n == 8 {
			break
		}
	}
	return fold(b.String())
}

// opening is the first page or so of the text.
func (d *draft) opening() string { return d.text[:min(len(d.text), 3000)] }
