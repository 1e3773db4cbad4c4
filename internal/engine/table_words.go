package engine

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"articula/internal/exchange/table"
	"articula/internal/report"
)

// What tables say of themselves in English, Spanish, French and Portuguese: a line for
// each meaning of a column, and for each heading and title, which are translated only
// where people read them; programs know columns by their English names.
var (
	//go:embed table_words.tsv
	tableMeanings string
	//go:embed table_heads.tsv
	tableHeads string
)

// translations are by what stands in English.
var tableWords = sync.OnceValue(func() (of struct{ meanings, heads map[string][]string }) {
	read := func(s string) map[string][]string {
		out := map[string][]string{}
		for line := range strings.Lines(s) {
			words := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			out[words[0]] = words
		}
		return out
	}
	of.meanings, of.heads = read(tableMeanings), read(tableHeads)
	return of
})

// inWords gives the wording in a language, else what was given.
func inWords(all map[string][]string, s, lang string) string {
	if i := slices.Index(report.Languages(), lang); i >= 0 && all[s] != nil {
		return all[s][i]
	}
	return s
}

// worded puts what a table says of itself into a language, "" being English: what its
// columns mean and, for pages, how they and the table are headed. A column that is named
// after something of the project says so by what fills its meaning.
func worded(t table.Table, lang string) table.Table {
	w := tableWords()
	t.Lang, t.Title = lang, inWords(w.heads, t.Name, lang)
	t.Columns = slices.Clone(t.Columns)
	for i, c := range t.Columns {
		name, source, own := c.Name, "", true
		var fill []string
		for k := 0; k+1 < len(c.Args); k += 2 {
			what, value := c.Args[k], c.Args[k+1]
			switch what {
			case "source":
				name, source = strings.TrimSuffix(name, ": "+value), ": "+inWords(w.meanings, value, lang)
				fallthrough
			case "measure", "side":
				value = inWords(w.meanings, value, lang)
			case "kinds":
			default:
				own = false
			}
			fill = append(fill, "{"+what+"}", value)
		}
		if own || name == noneShown {
			name = inWords(w.heads, name, lang)
		}
		said := strings.NewReplacer(fill...).Replace(inWords(w.meanings, c.Meaning, lang))
		t.Columns[i].Meaning, t.Columns[i].Args, t.Columns[i].Heading = said, nil, orElse(c.Heading, name+source)
	}
	return t
}

func wordedAll(list []table.Table, lang string) []table.Table {
	return each(list, func(t table.Table) table.Table { return worded(t, lang) })
}
