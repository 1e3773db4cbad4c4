package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/exchange/table"
	"articula/internal/report"
)

// sheets turns the tables of the report into those of a workbook: texts as they are,
// quotes behind them in a column of their own. The map of actors is there as tables of
// actor × actor. What is said between a heading and a table stands on the table's sheet,
// and what no table follows on one of its own.
func (b *reportBuilder) sheets() []table.Table {
	var out []table.Table
	var said, alone []string
	section := ""
	for _, block := range b.doc.Blocks {
		switch {
		case block.Heading != nil:
			section, said, alone = block.Heading.Text, nil, append(alone, said...)
		case block.Text != nil:
			said = append(said, plainText(block.Text.Runs))
		case block.Table != nil:
			out = append(out, sheetOf(b.saying(*block.Table, said), orElse(block.Table.Caption, section), b.words))
			said = nil
		}
		if _, is := block.Picture.(report.Network); is {
			out = append(out, b.over.tables(wordedAll(b.matrices, b.words.Lang))...)
		}
	}
	if alone = append(alone, said...); len(alone) > 0 {
		out = append(out, b.notes(alone))
	}
	for i, name := range sheetNames(each(out, func(t table.Table) string { return t.Name })) {
		out[i].Name = name
	}
	return out
}

// saying puts what is said of a table into rows above its own.
func (b *reportBuilder) saying(t report.Table, said []string) report.Table {
	var rows [][]report.Cell
	for _, s := range said {
		row := []report.Cell{report.Plain(s)}
		if len(t.Head) > 1 {
			row = []report.Cell{report.Plain(b.words.Note), report.Plain(s)}
		}
		rows = append(rows, row)
	}
	t.Rows = append(rows, t.Rows...)
	return t
}

// notes are paragraphs of the report that belong to none of its tables: how it was worked,
// if that was asked for, and in which language the project's words are.
func (b *reportBuilder) notes(said []string) table.Table {
	t := table.Table{Name: b.words.Note, Columns: []table.Column{{Name: b.words.Note, Type: table.Text, Meaning: b.doc.Title + ". " + b.doc.Subtitle}}}
	if slices.Contains(b.request.Sections, "methods") {
		t.Name = b.words.Methods
	}
	t.Rows = func(yield func([]any, error) bool) {
		for _, s := range said {
			if !yield([]any{s}, nil) {
				return
			}
		}
	}
	return t
}

// maxSheetName is what a workbook takes for the name of a sheet, in characters.
const maxSheetName = 31

var (
	figureNumber = regexp.MustCompile(`^\pL+ \d+\. `)
	anyNumber    = regexp.MustCompile(`\d+`)
)

// sheetNames makes names that a workbook takes: at most 31 characters, none of those that
// are forbidden, each once, and of a longer one as many words as there is room for. Those
// that would then be alike but for a number are told apart by how they end.
func sheetNames(titles []string) []string {
	out := make([]string, len(titles))
	alike := map[string]int{}
	bare := func(s string) string { return strings.ToLower(anyNumber.ReplaceAllString(s, "")) }
	for i, s := range titles {
		if utf8.RuneCountInString(allowed(s)) > maxSheetName {
			s = figureNumber.ReplaceAllString(s, "")
		}
		out[i] = firstWords(allowed(s), maxSheetName)
		alike[bare(out[i])]++
	}
	used := map[string]bool{}
	for i, s := range titles {
		if alike[bare(out[i])] > 1 && out[i] != allowed(s) {
			out[i] = bothEnds(figureNumber.ReplaceAllString(s, ""))
		}
		name := out[i]
		for n := 2; name == "" || used[strings.ToLower(name)]; n++ {
			name = firstWords(out[i], 26) + fmt.Sprintf(" (%d)", n)
		}
		used[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

func allowed(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`[]:*?/\'`, r) }), " ")
}

// bothEnds is the beginning of a title and what stands behind its last colon, else its
// last word.
func bothEnds(s string) string {
	begin, end := s, ""
	if at := strings.LastIndex(s, ": "); at > 0 {
		begin, end = s[:at], s[at+2:]
	} else if at := strings.LastIndexByte(s, ' '); at > 0 {
		begin, end = s[:at], s[at+1:]
	}
	begin, end = allowed(begin), firstWords(allowed(end), maxSheetName/2)
	if n := maxSheetName - utf8.RuneCountInString(end); utf8.RuneCountInString(begin)+1 > n {
		return firstWords(begin, n-2) + "… " + end
	}
	return strings.TrimSpace(begin + " " + end)
}

// firstWords is the beginning of a text that has room in n characters and ends neither
// inside a word nor with a word too short to end with, as "of" is.
func firstWords(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	words := strings.Fields(s)
	for len(words) > 1 && (utf8.RuneCountInString(strings.Join(words, " ")) > n || utf8.RuneCountInString(words[len(words)-1]) <= 3) {
		words = words[:len(words)-1]
	}
	r := []rune(strings.TrimRight(strings.Join(words, " "), " .,;–-"))
	return string(r[:min(n, len(r))])
}
