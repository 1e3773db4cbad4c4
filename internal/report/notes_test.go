package report_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"articula/internal/report"
)

// cited is a table of coordinations with long words, names and notes.
func cited() report.Document {
	cell := func(text string) report.Cell {
		var quotes []report.Quote
		for i := range 3 {
			quotes = append(quotes, report.Quote{Text: "Hay una mesa.", Lang: "es", Source: fmt.Sprint("Manual ", text, i), Translation: "There is a working group.", TransLang: "en", TransNote: "A, reviewed"})
		}
		return report.Cell{{Runs: []report.Run{{Text: text, Quotes: quotes}}}}
	}
	return report.Document{Title: "T", Lang: "es", Wide: true, Blocks: []report.Block{{Table: &report.Table{
		Head:   []string{"De", "Codificaciones", "Mecanismo", "Nivel", "Nota"},
		Widths: []int{4, 2, 2, 2, 9},
		Rows:   [][]report.Cell{{report.Plain("Colombia FEST–UNIDOS"), cell("2"), report.Plain("informal"), report.Plain("intermedio"), cell("La mesa coordina")}},
	}}}}
}

func wordPart(t *testing.T, d report.Document, name string) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.DOCX(&b, d, time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestNumbersOfNotesDoNotRunTogether(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	body := regexp.MustCompile(`<w:endnoteReference w:id="(\d+)"/>`).ReplaceAllString(wordPart(t, cited(), "word/document.xml"), "$1")
	var page bytes.Buffer
	if err := report.HTML(&page, cited()); err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"DOCX": tags.ReplaceAllString(body, ""), "HTML": tags.ReplaceAllString(page.String(), "")} {
		for _, want := range []string{"2\u00a0(1,\u20092,\u20093)", "coordina4,\u20095,\u20096"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not read %q", form, want)
			}
		}
	}
}

// A quote that comes again has one note; what it does to another statement is a note
// that refers to the first.
func TestAQuoteThatComesAgainHasOneNote(t *testing.T) {
	q := report.Quote{Text: "Hay una mesa.", Source: "Manual", Before: "Dice: "}
	again, against := q, q
	again.Before, against.Role = "", "contradice"
	run := func(quotes ...report.Quote) report.Block {
		return report.Block{Text: &report.Text{Runs: []report.Run{{Text: "Dice", Quotes: quotes}}}}
	}
	d := report.Document{Title: "T", Lang: "es", Blocks: []report.Block{run(q, again), run(against), run(again), run(against)}}
	body, notes := wordPart(t, d, "word/document.xml"), wordPart(t, d, "word/endnotes.xml")
	if n := strings.Count(notes, "Hay una mesa."); n != 1 {
		t.Errorf("the quote stands in %d notes", n)
	}
	bare := func(s string) string {
		return regexp.MustCompile(`<w:instrText.*?</w:instrText>|<[^>]*>`).ReplaceAllString(s, "")
	}
	if !strings.Contains(bare(notes), "contradice: véase la nota 1.") {
		t.Error(bare(notes))
	}
	for mark, n := range map[string]int{"<w:endnoteReference ": 2, `w:name="note1"`: 1, " NOTEREF note1 ": 1, " NOTEREF note2 ": 1} {
		if got := strings.Count(body, mark); got != n {
			t.Errorf("%s stands %d times, want %d", mark, got, n)
		}
	}
	if !strings.HasSuffix(bare(body), "Notas: los pasajes citados") {
		t.Error("the notes have no heading")
	}
	if strings.Contains(wordPart(t, report.Document{Title: "T", Lang: "es"}, "word/document.xml"), "Notas") {
		t.Error("a heading without notes")
	}
}

func TestATranslationStandsBesideItsFoldedQuote(t *testing.T) {
	var page bytes.Buffer
	if err := report.HTML(&page, cited()); err != nil {
		t.Fatal(err)
	}
	folded := regexp.MustCompile(`(?s)<summary>.*?</summary>`).FindString(page.String())
	if !strings.Contains(folded, "There is a working group.") || strings.Count(page.String(), "There is a working group.") != 6 {
		t.Errorf("the translation is not with its quote: %s", folded)
	}
}

func TestColumnsAreWideEnoughForTheirWords(t *testing.T) {
	var widths []int
	for _, m := range regexp.MustCompile(`<w:gridCol w:w="(\d+)"/>`).FindAllStringSubmatch(wordPart(t, cited(), "word/document.xml"), -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		widths = append(widths, n)
	}
	sum := 0
	for i, letters := range []int{20, 14, 9, 10, 8} { // of a name with a dash, else of the longest word
		if sum += widths[i]; widths[i] < letters*95+216 {
			t.Errorf("column %d has %d for %d letters", i, widths[i], letters)
		}
	}
	if len(widths) != 5 || sum > 16838-2*1134 {
		t.Errorf("columns of %v", widths)
	}
	narrow := cited()
	narrow.Blocks[0].Table.Head[1] = strings.Repeat("M", 300)
	for _, m := range regexp.MustCompile(`<w:gridCol w:w="(-?\d+)"/>`).FindAllStringSubmatch(wordPart(t, narrow, "word/document.xml"), -1) {
		if n, err := strconv.Atoi(m[1]); err != nil || n <= 0 || n > 16838-2*1134 {
			t.Errorf("a column of %s beside a word that is too long", m[1])
		}
	}
}

func TestAShortTableStaysOnOnePage(t *testing.T) {
	d := cited()
	table := d.Blocks[0].Table
	table.Rows = append(table.Rows, table.Rows[0])
	kept := strings.Count(wordPart(t, d, "word/document.xml"), `<w:pStyle w:val="TableText"/><w:keepNext/>`)
	if want := 2 * len(table.Head); kept != want { // the head and the first row, not the last
		t.Errorf("%d paragraphs stay with the next, want %d", kept, want)
	}
	table.Rows = append(table.Rows, []report.Cell{report.Plain(strings.Repeat("mucho ", 400))})
	if body := wordPart(t, d, "word/document.xml"); strings.Contains(body, `<w:pStyle w:val="TableText"/><w:keepNext/>`) {
		t.Error("a table that is longer than a page is to stay on one")
	}
}
