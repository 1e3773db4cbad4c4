package engine

import (
	"slices"
	"strconv"
	"strings"

	"articula/internal/codebook"
)

// unitWords are what columns are called that tell which unit a row is about, folded:
// those of the unit matrix as this program writes it, and what others write, in the
// languages of the program.
var unitWords = wordSet(`
	unit units id item items row rows segment segments subject case document doc file source start end text quote code
	sentence sentences turn turns utterance paragraph paragraphs line lines passage excerpt quotation page position speaker number num index
	unidad oracion frase turno parrafo linea segmento fila caso documento archivo fuente texto cita pasaje extracto pagina posicion hablante numero codigo
	unite phrase tour parole paragraphe ligne rang cas fichier texte citation extrait locuteur
	unidade paragrafo linha ficheiro arquivo fonte citacao passagem excerto posicao falante
`)

// besideWords stand beside unit words: "Unit no", "número de frase".
var besideWords = wordSet("no nr n of de da do")

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// describes recognises, by their headings, the columns that tell which unit a row is
// about.
func describes(name string) bool {
	known := name == "#"
	for _, term := range strings.Fields(codebook.Fold(strings.ReplaceAll(name, "_", " "))) {
		if !unitWords[term] && !besideWords[term] {
			return false
		}
		known = known || unitWords[term]
	}
	return known
}

// numbersUnits reports whether a column is headed as one of numbers and holds nothing
// but whole ones. Coders may be called so by their initials, and a first row without
// headings may say "no", so that the heading alone tells little.
func numbersUnits(name string, rows [][]string, column int) bool {
	switch codebook.Fold(name) {
	case "no", "nr", "n":
	default:
		return false
	}
	return !slices.ContainsFunc(rows, func(row []string) bool {
		_, err := strconv.Atoi(strings.TrimSpace(row[column]))
		return err != nil
	})
}

// strangers lists the coders that share no value with any other. Numbers of two
// spellings are one value, and of sets, whose codes are separated by sets, each code is
// one. Who judged nothing is no stranger.
func (t judgements) strangers(sets string) []string {
	values := make([]map[string]bool, len(t.coders))
	for i := range t.coders {
		values[i] = map[string]bool{}
		for _, row := range t.cells {
			list := []string{row[i]}
			if sets != "" {
				list = strings.Split(row[i], sets)
			}
			for _, v := range list {
				if v = strings.TrimSpace(v); v == "" {
					continue
				}
				if n, err := strconv.ParseFloat(v, 64); err == nil {
					v = strconv.FormatFloat(n, 'g', -1, 64)
				}
				values[i][v] = true
			}
		}
	}
	var out []string
	for i, mine := range values {
		shared := len(mine) == 0
		for j, others := range values {
			for v := range mine {
				shared = shared || i != j && others[v]
			}
		}
		if !shared {
			out = append(out, t.coders[i])
		}
	}
	return out
}

// notices names the columns that were taken for coders unasked and may be none.
func (t judgements) notices(q TableQuery) []string {
	out := []string{}
	if len(q.Columns) > 0 {
		return out
	}
	w := wordsIn(q.Lang)
	for _, name := range t.strangers(q.Sets) {
		out = append(out, w.say("column", "column", name))
	}
	return out
}
