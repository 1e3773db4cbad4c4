package engine_test

import (
	"archive/zip"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"articula/internal/engine"
	"articula/internal/qdatest"
)

// fact is something that a cell of a report must say.
type fact struct {
	words string
	in    func(cell string) bool
}

// published is what the published synthesis says: its table and its two figures.
type published struct {
	table   []publishedCase
	figures []publishedFigure
}

type publishedCase struct {
	country, region                                  string // the table does not say the region
	programmes, architecture, number, intentionality fact
}

type publishedFigure struct {
	cases   []string
	results [][]fact // by result, then case
}

// sentence is a fact in the words of the publication.
func sentence(s string) fact { return fact{s, func(cell string) bool { return same(cell, s) }} }

// terms is a fact by the words without which it is not said.
func terms(list ...string) fact {
	return fact{strings.Join(list, " … "), func(cell string) bool {
		return !slices.ContainsFunc(list, func(w string) bool { return !strings.Contains(plain(cell), plain(w)) })
	}}
}

// readFacts reads what the project itself knows of the publication: who coordinates how,
// and what each result is about.
func readFacts(t *testing.T) published {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "published.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Architectures map[string][]string
		Figures       [][]string
		Cases         []struct {
			Case, Country, Region, Architecture string
			Programmes                          []string
			Number                              int
			Intentional                         bool
			Results                             [][]string
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	results := map[string][][]string{}
	var out published
	for _, c := range file.Cases {
		intentionality := "Non-intentional"
		if c.Intentional {
			intentionality = "Intentional"
		}
		out.table = append(out.table, publishedCase{c.Country, c.Region, terms(c.Programmes...), terms(file.Architectures[c.Architecture]...), sentence(strconv.Itoa(c.Number)), sentence(intentionality)})
		results[c.Case] = c.Results
	}
	for _, cases := range file.Figures {
		f := publishedFigure{cases: cases, results: make([][]fact, 3)}
		for _, name := range cases {
			for part := range f.results {
				f.results[part] = append(f.results[part], terms(results[name][part]...))
			}
		}
		out.figures = append(out.figures, f)
	}
	return out
}

// readBrief reads the publication, where it lies beside the project.
func readBrief(t *testing.T) published {
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
	var out published
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "Country/ case study"):
			for _, row := range lines[i+1:] {
				if !strings.Contains(row, "\t") {
					break
				}
				cells := strings.Split(row, "\t")
				out.table = append(out.table, publishedCase{cells[0], "", sentence(cells[1]), sentence(cells[2]), sentence(cells[3]), sentence(cells[4])})
			}
		case strings.HasPrefix(line, "Figure "):
			var f publishedFigure
			for _, row := range lines[i+1:] {
				cells := strings.Split(row, "\t")
				if len(cells) == 1 && len(f.cases) > 0 {
					break
				}
				if len(cells) == 1 {
					continue
				}
				if f.cases == nil {
					f.cases = cells
					continue
				}
				var facts []fact
				for _, c := range cells {
					facts = append(facts, sentence(c))
				}
				f.results = append(f.results, facts)
			}
			out.figures = append(out.figures, f)
		}
	}
	return out
}

// docxTables reads the tables of a word-processor file, without the numbers of notes.
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
	text, inside, raised := false, false, false
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
			case "r":
				raised = false
			case "rStyle":
				raised = slices.ContainsFunc(x.Attr, func(a xml.Attr) bool { return a.Value == "EndnoteReference" })
			case "t":
				text = !raised
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

// plain leaves letters and digits.
func plain(s string) string {
	s = regexp.MustCompile(` \[[^]]*\]$`).ReplaceAllString(s, "") // what a finding is: contested
	return strings.TrimSpace(strings.ToLower(regexp.MustCompile(`[^\pL\pN]+`).ReplaceAllString(s, " ")))
}

// same compares facts, not marks.
func same(a, b string) bool { return plain(a) == plain(b) }

// TestThePublishedSynthesisComesOutOfTheSample renders the report of the sample and
// compares its synthesis table and its two figures with the published ones: with what the
// project knows of them and, where it is beside the project, with the publication itself.
func TestThePublishedSynthesisComesOutOfTheSample(t *testing.T) {
	p := newSample(t)
	dir := t.TempDir()
	for _, format := range []string{"docx", "html", "xlsx"} {
		if _, err := p.Report(ctx, filepath.Join(dir, "r."+format), engine.ReportRequest{Format: format, Lang: "en"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	for name, read := range map[string]func(*testing.T) published{"facts": readFacts, "publication": readBrief} {
		t.Run(name, func(t *testing.T) {
			want := read(t)
			if len(want.table) != 7 || len(want.figures) != 2 || len(want.figures[0].results) != 3 || len(want.figures[1].results) != 3 {
				t.Fatalf("%d rows, %d figures", len(want.table), len(want.figures))
			}
			checkCases(t, p, want)
			checkWord(t, filepath.Join(dir, "r.docx"), want)
			checkHTML(t, filepath.Join(dir, "r.html"), want)
			checkWorkbook(t, filepath.Join(dir, "r.xlsx"), want)
		})
	}
}

func checkCases(t *testing.T, p *engine.Project, want published) {
	cases, err := p.Cases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	attributes := caseAttributes(cases)
	for _, row := range want.table {
		n := 0
		for _, a := range attributes {
			if same(a["country"], row.country) && (row.region == "" || a["region"] == row.region) && row.programmes.in(a["programmes"]) && row.architecture.in(a["type of architecture"]) &&
				row.number.in(a["number of programmes"]) && row.intentionality.in(a["intentionality"]) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d cases have the attributes of %s in %s", n, row.programmes.words, row.country)
		}
	}
}

func checkWord(t *testing.T, path string, want published) {
	tables := docxTables(t, path)
	architecture := slices.IndexFunc(tables, func(x [][]string) bool { return slices.Contains(x[0], "Intentionality of the coordination") })
	if architecture < 0 {
		t.Fatal("there is no table of architectures")
	}
	table := tables[architecture]
	if len(table) != 8 {
		t.Fatalf("%d rows", len(table))
	}
	for _, row := range want.table {
		at := slices.IndexFunc(table, func(r []string) bool { return strings.HasPrefix(r[0], row.country) && row.programmes.in(r[1]) })
		if at < 0 {
			t.Errorf("the report has no case study %s", row.programmes.words)
			continue
		}
		if got := table[at]; !row.architecture.in(got[2]) || !row.number.in(got[3]) || !row.intentionality.in(got[4]) {
			t.Errorf("%q, want %s, %s, %s", got, row.architecture.words, row.number.words, row.intentionality.words)
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
		if len(got) != 4 || len(got[0]) != len(figure.cases) {
			t.Fatalf("figure %d has %d rows of %d columns", i+1, len(got), len(got[0]))
		}
		for k, head := range figure.cases {
			column := slices.IndexFunc(got[0], func(s string) bool { return sameCase(s, head) })
			if column < 0 {
				t.Errorf("figure %d has no column %s", i+1, head)
				continue
			}
			for part := range 3 {
				if want := figure.results[part][k]; !want.in(got[part+1][column]) {
					t.Errorf("%s, result %d: %q, want %s", head, part+1, got[part+1][column], want.words)
				}
			}
		}
	}
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
func checkHTML(t *testing.T, path string, want published) {
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
		for _, row := range figure.results {
			for _, f := range row {
				if !slices.ContainsFunc(cells, f.in) {
					t.Errorf("the page does not say %s", f.words)
				}
			}
		}
	}
	if quotes < 200 || contexts < quotes*95/100 {
		t.Errorf("%d quotes, %d with context", quotes, contexts)
	}
}

func checkWorkbook(t *testing.T, path string, want published) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cells []string
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			cells = append(cells, row...)
		}
	}
	for _, figure := range want.figures {
		for _, row := range figure.results {
			for _, f := range row {
				if !slices.ContainsFunc(cells, f.in) {
					t.Errorf("the workbook does not say %s", f.words)
				}
			}
		}
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
