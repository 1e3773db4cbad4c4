package engine

import (
	"slices"
	"strconv"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
)

// lengthColumn is the heading under which the matrix of characters says how many of
// them each row stands for.
const lengthColumn = "length"

// lengths finds the column in which a matrix of characters, as this program writes it,
// says how many of them each row stands for: it is headed so and is, in every row, what
// lies between start and end. -1 if there is none; a column of other tables that is
// headed so may hold anything.
func lengths(names []string, rows [][]string) int {
	start, end, length := slices.Index(names, "start"), slices.Index(names, "end"), slices.Index(names, lengthColumn)
	if start < 0 || end < 0 || length < 0 {
		return -1
	}
	for _, row := range rows {
		from, err1 := strconv.Atoi(strings.TrimSpace(row[start]))
		to, err2 := strconv.Atoi(strings.TrimSpace(row[end]))
		n, err3 := strconv.Atoi(strings.TrimSpace(row[length]))
		if err1 != nil || err2 != nil || err3 != nil || n < 1 || n != to-from {
			return -1
		}
	}
	return length
}

// mostTimes is how many units a row may stand for: longer texts there are none.
const mostTimes = 1_000_000_000

// counts reads how many units each row stands for. It fails with Invalid for a cell that
// is no whole number above 0.
func counts(name string, rows [][]string, column int) ([]int, error) {
	out := make([]int, len(rows))
	for i, row := range rows {
		n, err := strconv.Atoi(strings.TrimSpace(row[column]))
		if err != nil || n < 1 || n > mostTimes {
			return nil, qda.E(qda.Invalid, "agreement.times", "Row {row} of the column {column} says “{cell}”, which is not how many units a row can stand for. Nothing was computed. Use whole numbers above 0.", "row", i+1, "column", name, "cell", row[column])
		}
		out[i] = n
	}
	return out, nil
}

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

// says is what a reader of the numbers must know first.
func (t judgements) says(q TableQuery) []string {
	out := append(t.notices(q), t.words(q)...)
	if t.length != "" {
		out = append(out, wordsIn(q.Lang).say("lengths", "column", t.length))
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
