package words_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/words"
)

// inflected are forms of one word, one word a line, by language. They are written
// as people write them; words with a leading * come from another word family and
// must not fall together with the rest of the line.
var inflected = map[string]string{
	"es": `coordinación coordinaciones coordinar coordinan coordinó coordinado coordinadora coordinamos coordinaron coordinaban *coronación
programa programas *progreso
articulación articulaciones articular articulado articulan
mujer mujeres
hogar hogares
ciudad ciudades
entidad entidades
autoridad autoridades
comunidad comunidades
joven jóvenes
nivel niveles
sector sectores
actor actores *acto
institución instituciones
institucional institucionales
ley leyes *leer
vez veces
juez jueces
mes meses
país países
interés intereses
nacional nacionales
municipio municipios *municipal
política políticas político políticos
niño niña niños niñas
técnico técnica técnicos técnicas
decisión decisiones
reunión reuniones
plan planes
taller talleres
beneficiario beneficiaria beneficiarios beneficiarias
transferencia transferencias
focalización focalizar focalizado focalizamos
capacitación capacitaciones capacitar capacitados
implementación implementar implementaron implementado
trabajo trabajos
apoyo apoyos
convenio convenios
gobierno gobiernos
ministerio ministerios *ministro
presupuesto presupuestos
recurso recursos
informal informales
rápido rápida rápidos
agrícola agrícolas
productor productores productora productoras
familia familias
imagen imágenes
región regiones
función funciones`,
	"fr": `coordination coordinations
coordonner coordonné coordonnée coordonnées coordonnent coordonnait
programme programmes
ménage ménages
femme femmes
école écoles
élève élèves
été *étape
loi lois *loin
emploi emplois
travail travaux
lieu lieux
national nationale nationaux nationales
local locale locaux locales
social sociale sociaux sociales
niveau niveaux
bureau bureaux
agriculteur agriculteurs
bénéficiaire bénéficiaires
ministère ministères
politique politiques
autorité autorités
communauté communautés
capacité capacités
décision décisions
réunion réunions
institution institutions
institutionnel institutionnelle institutionnels institutionnelles
travailler travaille travaillent travaillé travaillait
transfert transferts
enfant enfants
droit droits
accord accords
formel formelle formels formelles
responsable responsables
agricole agricoles
projet projets
région régions
mois *moi
fois *foi`,
	"pt": `coordenação coordenações coordenar coordenam coordenou coordenado coordenamos coordenaram
programa programas
articulação articulações articular articulado
família famílias
mulher mulheres
criança crianças
município municípios *municipal
municipal municipais
nacional nacionais
local locais
nível níveis
social sociais
lei leis
papel papéis
fácil fáceis
difícil difíceis
civil civis
homem homens
jovem jovens
ordem ordens
setor setores
ator atores
vez vezes
mês meses
país países
decisão decisões
gestão gestões
educação educar educamos *edição
informação informações informar informados
órgão órgãos
comunidade comunidades
autoridade autoridades
responsável responsáveis
política políticas político políticos
agricultor agricultores
beneficiário beneficiária beneficiários beneficiárias
transferência transferências
capacitação capacitações capacitar
implementação implementar implementado implementaram
reunião reuniões
função funções
região regiões
governo governos
recurso recursos
trabalho trabalhos
formal formais`,
	"en": `coordination coordinate coordinated coordinates coordinating
programme programmes
household households *house
policy policies *police
community communities
ministry ministries
target targets targeting targeted
beneficiary beneficiaries
transfer transfers transferred transferring
institution institutions institutional
decision decisions *decide
meeting meetings meet meets
plan plans planned planning *plane
agency agencies
law laws
city cities
study studies studied studying
technical technically
formal formally
agree agreed agrees *agriculture
farmer farmers`,
}

// TestInflectedFormsShareAStem counts the words whose forms all have one stem. The
// lists hold words that the work is about; every one of them must be found.
func TestInflectedFormsShareAStem(t *testing.T) {
	for lang, list := range inflected {
		for line := range strings.Lines(list) {
			forms := strings.Fields(line)
			want := words.Stem(lang, words.Terms(forms[0])[0])
			for _, form := range forms[1:] {
				other, stranger := strings.CutPrefix(form, "*")
				got := words.Stem(lang, words.Terms(other)[0])
				if stranger && got == want {
					t.Errorf("%s: %s and %s are both %q", lang, forms[0], other, got)
				}
				if !stranger && got != want {
					t.Errorf("%s: %s is %q but %s is %q", lang, forms[0], want, other, got)
				}
			}
		}
	}
}

// TestAccentsLeftOutMakeNoDifference: what a person types without accents has the
// stem of what the text has with them.
func TestAccentsLeftOutMakeNoDifference(t *testing.T) {
	for _, c := range []struct{ lang, typed, written string }{
		{"es", "coordinacion", "coordinaciones"}, {"es", "nino", "niños"}, {"es", "pequena", "pequeños"},
		{"pt", "educacao", "educação"}, {"pt", "informacao", "informações"}, {"pt", "voce", "você"},
		{"fr", "ete", "été"}, {"fr", "eleve", "élèves"}, {"fr", "education", "éducation"}, {"en", "cafe", "cafés"}, {"", "cafe", "café"},
	} {
		if a, b := words.Stem(c.lang, words.Terms(c.typed)[0]), words.Stem(c.lang, words.Terms(c.written)[0]); a != b {
			t.Errorf("%s: %s is %q, %s is %q", c.lang, c.typed, a, c.written, b)
		}
	}
}

// tails are endings, so that random words look like words.
var tails = []string{"", "s", "es", "ies", "ing", "ation", "ational", "fulness", "ousness", "iviti", "bility", "ying", "ied", "er", "ly",
	"acion", "aciones", "ucion", "logia", "encia", "amente", "idades", "ando", "aríamos", "arlos", "iéndose", "ces", "oes", "aes", "ais", "eis", "ois", "uis", "ns",
	"acao", "avel", "eira", "iras", "emment", "amment", "issement", "euse", "eaux", "aux", "iquement", "abilite", "icite", "atrice", "issaient", "ions", "yer", "ell", "eill"}

// TestStemBeginsLikeTheWord is the promise of [words.Slack] and [words.StemPrefix].
func TestStemBeginsLikeTheWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := rapid.StringOfN(rapid.SampledFrom([]rune("abcdeghilmnopqrstuvxyz")), 0, 9, -1).Draw(t, "root")
		n := rapid.IntRange(1, 3).Draw(t, "tails")
		for range n {
			root += words.Terms("x" + rapid.SampledFrom(tails).Draw(t, "tail"))[0][1:]
		}
		checkStem(t, root)
	})
}

func checkStem(t interface{ Fatalf(string, ...any) }, term string) {
	for _, lang := range append(words.Languages(), "", "de") {
		stem := words.Stem(lang, term)
		if stem == "" && term != "" {
			t.Fatalf("%s: %q has no stem", lang, term)
		}
		if p := words.StemPrefix(lang, stem); !strings.HasPrefix(term, p) || len(p) < len(stem)-words.Slack {
			t.Fatalf("%s: %q has the stem %q, but does not begin with %q", lang, term, stem, p)
		}
	}
}

func FuzzStem(f *testing.F) {
	for _, s := range []string{"coordinaciones", "dying", "skies", "travaux", "constamment", "faceis", "q", "", "aeiou", "uyendo", "guen", "yyyy"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range words.Terms(s) {
			checkStem(t, term)
		}
	})
}
