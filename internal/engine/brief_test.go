package engine_test

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"articula/internal/engine"
	"articula/internal/qdatest"
)

// brief is what the published synthesis says: its table and its two figures.
type brief struct {
	table   [][]string // country, case study, architecture, number, intentionality
	figures [][][]string
}

func readBrief(t *testing.T) brief {
	t.Helper()
	dir := qdatest.Shared(t, "seeds")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("the published synthesis is not beside the project")
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var b brief
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "Country/ case study"):
			for _, row := range lines[i+1:] {
				if !strings.Contains(row, "\t") {
					break
				}
				b.table = append(b.table, strings.Split(row, "\t"))
			}
		case strings.HasPrefix(line, "Figure "):
			var figure [][]string
			for _, row := range lines[i+1:] {
				if strings.Contains(row, "\t") {
					figure = append(figure, strings.Split(row, "\t"))
				} else if len(figure) > 0 {
					break
				}
			}
			b.figures = append(b.figures, figure)
		}
	}
	if len(b.table) != 7 || len(b.figures) != 2 || len(b.figures[0]) != 4 || len(b.figures[1]) != 4 {
		t.Fatalf("%d rows, %d figures", len(b.table), len(b.figures))
	}
	return b
}

// docxTables reads the tables of a word-processor file.
func docxTables(t *testing.T, path string) [][][]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var tables [][][]string
	d := xml.NewDecoder(f)
	text, inside := false, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return tables
		}
		if err != nil {
			t.Fatal(err)
		}
		last := func() *[][]string { return &tables[len(tables)-1] }
		switch x := token.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "tbl":
				inside = true
				tables = append(tables, nil)
			case "tr":
				*last() = append(*last(), nil)
			case "tc":
				row := &(*last())[len(*last())-1]
				*row = append(*row, "")
			case "t":
				text = true
			}
		case xml.EndElement:
			text = text && x.Name.Local != "t"
			inside = inside && x.Name.Local != "tbl"
		case xml.CharData:
			if text && inside && len(*last()) > 0 {
				row := (*last())[len(*last())-1]
				if len(row) > 0 {
					row[len(row)-1] += string(x)
				}
			}
		}
	}
}

// same compares facts, not marks: letters and digits.
func same(a, b string) bool {
	plain := func(s string) string {
		s = regexp.MustCompile(` \[[^]]*\]$`).ReplaceAllString(s, "") // what a finding is: contested
		return strings.ToLower(regexp.MustCompile(`[^\pL\pN]+`).ReplaceAllString(s, " "))
	}
	return strings.TrimSpace(plain(a)) == strings.TrimSpace(plain(b))
}

// TestThePublishedSynthesisComesOutOfTheSample renders the report of the sample and
// compares its synthesis table and its two figures with the published ones.
func TestThePublishedSynthesisComesOutOfTheSample(t *testing.T) {
	want := readBrief(t)
	p := newSample(t)
	dir := t.TempDir()
	for _, format := range []string{"docx", "html", "xlsx"} {
		if _, err := p.Report(ctx, filepath.Join(dir, "r."+format), engine.ReportRequest{Format: format, Lang: "en"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	tables := docxTables(t, filepath.Join(dir, "r.docx"))
	architecture := slices.IndexFunc(tables, func(x [][]string) bool { return slices.Contains(x[0], "Intentionality of the coordination") })
	if architecture < 0 {
		t.Fatal("there is no table of architectures")
	}
	table := tables[architecture]
	if len(table) != 8 {
		t.Fatalf("%d rows", len(table))
	}
	cases, err := p.Cases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	attribute := caseAttributes(cases)
	for _, row := range want.table {
		at := slices.IndexFunc(table, func(r []string) bool { return same(r[1], row[1]) })
		if at < 0 {
			t.Errorf("the report has no case study %s", row[1])
			continue
		}
		got := table[at]
		if !strings.HasPrefix(got[0], row[0]) || !same(got[2], row[2]) || !same(got[3], row[3]) || !same(got[4], row[4]) {
			t.Errorf("%q, want %q", got, row)
		}
		found := false
		for _, a := range attribute {
			found = found || same(a["country"], row[0]) && same(a["programmes"], row[1]) && same(a["type of architecture"], row[2]) && a["number of programmes"] == row[3] && same(a["intentionality"], row[4])
		}
		if !found {
			t.Errorf("no case has the attributes %q", row)
		}
	}
	var figures [][][]string
	for _, x := range tables {
		if strings.HasPrefix(x[0][0], "Colombia FEST") || strings.HasPrefix(x[0][0], "Ethiopia PSNP") {
			figures = append(figures, x)
		}
	}
	if len(figures) != 2 {
		t.Fatalf("%d figures", len(figures))
	}
	for i, figure := range want.figures {
		got := figures[i]
		if len(got) != 4 || len(got[0]) != len(figure[0]) {
			t.Fatalf("figure %d has %d rows of %d columns", i+1, len(got), len(got[0]))
		}
		for k, head := range figure[0] {
			column := slices.IndexFunc(got[0], func(s string) bool { return sameCase(s, head) })
			if column < 0 {
				t.Errorf("figure %d has no column %s", i+1, head)
				continue
			}
			for part := range 3 {
				if !same(got[part+1][column], figure[part+1][k]) {
					t.Errorf("%s, result %d: %q, want %q", head, part+1, got[part+1][column], figure[part+1][k])
				}
			}
		}
	}
	checkHTML(t, filepath.Join(dir, "r.html"), want)
	checkWorkbook(t, filepath.Join(dir, "r.xlsx"), want)
}

// sameCase compares names of cases by their words, in whatever order: the publication
// writes "Peru Haku Wiñay Juntos" and "Mexico PROINPRO PDPs".
func sameCase(a, b string) bool {
	words := func(s string) []string {
		list := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" –-+/", r) })
		for i := range list {
			list[i] = strings.TrimSuffix(list[i], "s")
		}
		list = slices.DeleteFunc(list, func(w string) bool { return w == "project" || w == "in" || w == "sct" })
		slices.Sort(list)
		return list
	}
	return slices.Equal(words(a), words(b))
}

func caseAttributes(list []engine.CaseNode) (out []map[string]string) {
	for _, c := range list {
		m := map[string]string{}
		for _, a := range c.Attributes {
			if a.Status == "held" {
				m[a.Name] = a.Value
			}
		}
		out = append(append(out, m), caseAttributes(c.Children)...)
	}
	return out
}

// checkHTML looks for the facts, and for quotes that open their context.
func checkHTML(t *testing.T, path string, want brief) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	quotes, contexts := 0, 0
	var textOf func(*html.Node) string
	textOf = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return n.Data
		}
		var b strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Data != "details" && c.Data != "sup" {
				b.WriteString(textOf(c))
			}
		}
		return b.String()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Data {
		case "td", "th":
			cells = append(cells, textOf(n))
		case "details":
			quotes++
		case "mark":
			if s := textOf(n.Parent); len(s) > len(textOf(n)) {
				contexts++
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for _, figure := range want.figures {
		for _, row := range figure[1:] {
			for _, fact := range row {
				if !slices.ContainsFunc(cells, func(c string) bool { return same(c, fact) }) {
					t.Errorf("the page does not say %q", fact)
				}
			}
		}
	}
	if quotes < 200 || contexts < quotes*95/100 {
		t.Errorf("%d quotes, %d with context", quotes, contexts)
	}
}

func checkWorkbook(t *testing.T, path string, want brief) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				for _, figure := range want.figures {
					for _, facts := range figure[1:] {
						if slices.ContainsFunc(facts, func(s string) bool { return same(s, cell) }) {
							found++
						}
					}
				}
			}
		}
	}
	if found != 21 {
		t.Errorf("the workbook has %d of 21 results", found)
	}
}

// TestEveryResultRestsOnSeveralKindsOfSource holds the evidence of the figures.
func TestEveryResultRestsOnSeveralKindsOfSource(t *testing.T) {
	p := newSample(t)
	figure := synthesisNamed(t, p, "Synthesis of results")
	results := 0
	for _, c := range figure.Cells {
		if len(c.Findings) != 3 {
			t.Errorf("%d results for a case", len(c.Findings))
		}
		for _, f := range c.Findings {
			results++
			kinds := map[string]bool{}
			for _, x := range f.Citations {
				kinds[string(x.Document.Kind)] = true
			}
			if len(f.Citations) < 2 || len(kinds) < 2 {
				t.Errorf("“%s” rests on %d passages of %d kinds of source", f.Statement, len(f.Citations), len(kinds))
			}
		}
	}
	if results != 21 {
		t.Errorf("%d results", results)
	}
	recommendations := synthesisNamed(t, p, "Recommendations")
	regions := map[string]int{}
	for i, r := range recommendations.Rows {
		regions[r.Name] = len(recommendations.Cells[i].Findings)
	}
	if regions["Latin America"] == 0 || regions["Africa"] == 0 {
		t.Errorf("%v", regions)
	}
}

// TestReportsAreWrittenInEveryLanguage looks for words of each language and for
// translations beside the original.
func TestReportsAreWrittenInEveryLanguage(t *testing.T) {
	p := newSample(t)
	for lang, words := range map[string][]string{
		"en": {"Synthesis table", "Case sheets", "practice contradicts the norm", "translation"},
		"es": {"Tabla síntesis", "Fichas de caso", "Apoyo político", "la práctica contradice la norma"},
		"fr": {"Tableau de synthèse", "Fiches de cas", "Figure 1"},
		"pt": {"Quadro-síntese", "Livro de códigos", "Apoio político"},
	} {
		file := filepath.Join(t.TempDir(), "r.html")
		if _, err := p.Report(ctx, file, engine.ReportRequest{Format: "html", Lang: lang, Agreement: lang == "en"}, nil); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := string(b)
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("%s: “%s” is missing", lang, w)
			}
		}
		if !strings.Contains(page, `<html lang="`+lang+`">`) || strings.Contains(page, "{n}") || strings.Contains(page, "{names}") {
			t.Errorf("%s: a place was not filled in", lang)
		}
		if lang == "en" && !strings.Contains(page, "α = ") {
			t.Error("the agreement is missing")
		}
	}
	if _, err := p.Report(ctx, filepath.Join(t.TempDir(), "r.pdf"), engine.ReportRequest{Format: "pdf"}, nil); err == nil {
		t.Error("pdf was written")
	}
	if _, err := p.Report(ctx, filepath.Join(t.TempDir(), "r.html"), engine.ReportRequest{Format: "html", Sections: []string{"moon"}}, nil); err == nil {
		t.Error("a part that there is not was written")
	}
}
