package engine

import (
	"archive/zip"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"articula/internal/qda"
)

// Every coding stands in the file with its words between its two marks, and no word
// of a document is lost.
func TestDocumentsAreWrittenWithTheirCodings(t *testing.T) {
	p := sampleProject(t)
	path := filepath.Join(t.TempDir(), "coded.html")
	done, err := p.ExportCodedDocuments(bg, path, ExportDocuments{Format: "html"}, nil)
	if err != nil || done.Documents == 0 || done.Codings == 0 {
		t.Fatal(done, err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	shown := squeeze(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(b), "")))
	marks := regexp.MustCompile(`\[\d+ | \d+: [^\]]*?\([^()]*\)\]`)
	plain := strings.ReplaceAll(marks.ReplaceAllString(shown, ""), " ", "")
	for _, d := range listed[qda.Document](t, p) {
		text, err := p.Text(bg, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(text, "\n") {
			if !strings.Contains(plain, strings.ReplaceAll(squeeze(line), " ", "")) && !strings.ContainsAny(line, "[]") {
				t.Errorf("%s: a line is not in the file: %q", d.Title, line)
			}
		}
	}
	if n := len(regexp.MustCompile(`\[\d+ `).FindAllString(shown, -1)); n < done.Codings {
		t.Errorf("%d codings begin, there are %d", n, done.Codings)
	}
	some, err := p.ExportCodedDocuments(bg, path, ExportDocuments{Format: "html", Where: "lang:fr"}, nil)
	if err != nil || some.Documents == 0 || some.Documents >= done.Documents {
		t.Errorf("%+v %v", some, err)
	}
}

func TestMarksTellCodingsApart(t *testing.T) {
	p := freshProject(t, `<script>alert(1)</script>`, "Coder A")
	file := filepath.Join(t.TempDir(), "x.txt")
	if err := os.WriteFile(file, []byte("one two three\nfour <b>five</b> 😀"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := p.Import(bg, Import{Paths: []string{file}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := p.AddCode(bg, AddCode{Name: `<img src=x onerror=alert(1)>`})
	if err != nil {
		t.Fatal(err)
	}
	k, err := p.AddCode(bg, AddCode{Name: "k", Definition: "what & why", IncludeWhen: "now"})
	if err != nil {
		t.Fatal(err)
	}
	for i, span := range []qda.Span{{Start: 4, End: 18}, {Start: 0, End: 7}, {Start: 8, End: 13}} {
		if _, err := p.AddCodings(bg, AddCodings{Document: r.Imported[0].ID, Span: span, Codes: []qda.ID{[]qda.ID{c.ID, k.ID, k.ID}[i]}}); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "coded")
	for _, format := range []string{"html", "docx"} {
		if _, err := p.ExportCodedDocuments(bg, path+"."+format, ExportDocuments{Format: format}, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := p.ExportCodebook(bg, path+"-book."+format, ExportCodebook{Format: format}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{path + "." + format, path + "-book." + format} {
			text := wordsOf(t, name)
			if strings.Contains(text, "<script>alert") || strings.Contains(text, "<img src") {
				t.Errorf("%s holds markup of the project", name)
			}
			want := "[1 one [2 two 1: k (Coder A)] [3 three 3: k (Coder A)]"
			if strings.HasSuffix(name, "-book."+format) {
				want = "what & why"
			}
			plain := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""))
			if !strings.Contains(strings.Join(strings.Fields(plain), " "), want) {
				t.Errorf("%s lacks %q: %.1500s", name, want, plain)
			}
		}
	}
	if _, err := p.ExportCodedDocuments(bg, path, ExportDocuments{Format: "pdf"}, nil); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
}

// wordsOf gives the markup of a page, or of the main part of a word-processor file.
func wordsOf(t *testing.T, path string) string {
	t.Helper()
	if filepath.Ext(path) == ".html" {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", path, err))
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
