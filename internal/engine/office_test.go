package engine

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"articula/internal/formula"
	"articula/internal/qda"
	"articula/internal/report"
)

// opened has LibreOffice open a file and write it in another form.
func opened(t *testing.T, path, form string) string {
	t.Helper()
	tool, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not here")
	}
	dir := t.TempDir()
	ending, _, _ := strings.Cut(form, ":")
	cmd := exec.Command(tool, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--convert-to", form, "--outdir", dir, path)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	b, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))+"."+ending))
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return strings.TrimPrefix(string(b), "\ufeff")
}

// officeProject is the sample with words that a table could take for formulas, and
// those that a file of XML must write in another way.
func officeProject(t *testing.T) *Project {
	p := sampleProject(t)
	parts := []string{"=1+1 and more", "+cmd|' /C calc'!A0", "@SUM(1)", "<b>&amp;</b> \"q\" 👩\u200d🔬 e\u0301 שלום"}
	file := filepath.Join(t.TempDir(), "odd.txt")
	if err := os.WriteFile(file, []byte(strings.Join(parts, "\n\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := p.Import(bg, Import{Paths: []string{file}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	code, err := p.AddCode(bg, AddCode{Name: "=A1"})
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, words := range parts {
		span := qda.Span{Start: at, End: at + utf8.RuneCountInString(words)}
		if _, err := p.AddCodings(bg, AddCodings{Document: r.Imported[0].ID, Span: span, Codes: []qda.ID{code.ID}}); err != nil {
			t.Fatal(err)
		}
		at = span.End + 2
	}
	return p
}

// A workbook opens in LibreOffice with every cell as it is in the table of text, and
// none is a formula.
func TestLibreOfficeReadsOurWorkbooks(t *testing.T) {
	p := officeProject(t)
	dir := t.TempDir()
	book, text := filepath.Join(dir, "codings.xlsx"), filepath.Join(dir, "codings.csv")
	for path, format := range map[string]string{book: "xlsx", text: "csv"} {
		if _, err := p.Export(bg, path, Export{Format: format}, nil); err != nil {
			t.Fatal(err)
		}
	}
	// columns by commas, texts in quotes, UTF-8, all as text
	rows := func(s string) [][]string {
		r := csv.NewReader(strings.NewReader(s))
		all, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	b, err := os.ReadFile(text)
	if err != nil {
		t.Fatal(err)
	}
	want, got := rows(string(b)), rows(opened(t, book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"))
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	odd := 0
	for i := range want {
		for j, w := range want[i] {
			g := got[i][j]
			if formula.Guard(g) == w && g != w {
				odd++ // a text cell needs no mark before it
				continue
			}
			if (w == "true" || w == "false") && strings.EqualFold(g, w) {
				continue // a truth value, which it writes in its own way
			}
			if g != w {
				t.Errorf("row %d, %s: %q, want %q", i, want[0][j], g, w)
			}
		}
	}
	if odd < 3 {
		t.Errorf("%d cells that could be formulas came as they are", odd)
	}
}

// The documents with their codings open in LibreOffice with every word.
func TestLibreOfficeReadsOurDocuments(t *testing.T) {
	p := officeProject(t)
	path := filepath.Join(t.TempDir(), "coded.docx")
	done, err := p.ExportCodedDocuments(bg, path, ExportDocuments{Format: "docx"}, nil)
	if err != nil || done.Documents == 0 {
		t.Fatal(done, err)
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	marks := regexp.MustCompile(`\[\d+ | \d+: [^\]]*?\([^()]*\)\]`)
	got := bare(marks.ReplaceAllString(strings.Join(strings.Fields(opened(t, path, "txt:Text (encoded):UTF8")), " "), ""))
	docs, err := p.Documents(bg, DocumentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, d := range docs {
		text, err := p.Text(bg, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(text) {
			if strings.ContainsAny(line, "[]") {
				continue
			}
			lines++
			if !strings.Contains(got, bare(line)) {
				t.Errorf("%s: %q is not in the file", d.Title, line)
			}
		}
	}
	if lines < 100 {
		t.Errorf("%d lines were looked at", lines)
	}
}

// A report opens in LibreOffice with its map of actors, and every coordination stands
// beside it in words.
func TestLibreOfficeReadsTheMapOfActors(t *testing.T) {
	p := sampleProject(t)
	path := filepath.Join(t.TempDir(), "actors.docx")
	if _, err := p.Report(bg, path, ReportRequest{Format: "docx", Lang: "es", Sections: []string{"actors"}}, nil); err != nil {
		t.Fatal(err)
	}
	odt := opened(t, path, "odt")
	z, err := zip.NewReader(strings.NewReader(odt), int64(len(odt)))
	if err != nil {
		t.Fatal(err)
	}
	pictures, content := 0, ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "Pictures/") {
			if c, err := png.DecodeConfig(bytes.NewReader(b)); err == nil && c.Width >= 2000 {
				pictures++
			}
		}
		if f.Name == "content.xml" {
			content = string(b)
		}
	}
	if pictures != 1 || strings.Count(content, "<draw:image") != 1 {
		t.Errorf("%d pictures in the document", pictures)
	}
	words := report.WordsIn("es")
	if !strings.Contains(content, "<svg:desc>") && !strings.Contains(content, "<svg:title>") {
		t.Error("nothing says what the picture shows")
	}
	text := tags.ReplaceAllString(content, " ")
	for _, want := range []string{words.ActorMap, words.Direction, words.Passages, words.Strong} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the document", want)
		}
	}
}
