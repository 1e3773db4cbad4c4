package report_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image/png"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"articula/internal/report"
)

// hostile is a document in which every text tries to be more than text.
func hostile() report.Document {
	const evil = "<script>alert(1)</script> & \"x\" ' ]]> \x01\uFFFE <img src=http://x onerror=y>"
	q := report.Quote{Text: evil, Lang: "es\"><b>", Before: evil, After: evil, Source: evil, Role: evil, Translation: evil, TransLang: "en", TransNote: evil}
	again := q
	again.Role = ""
	return report.Document{
		Title: evil, Subtitle: evil, Lang: "en", Wide: true,
		Blocks: []report.Block{
			report.Head(1, evil), report.Paragraph(evil + "\nnext"), report.Head(1, "Second"),
			{Table: &report.Table{Caption: evil, Head: []string{evil, "B"}, RowHead: true, Widths: []int{1, 3}, Rows: [][]report.Cell{
				{report.Plain(evil), {{Runs: []report.Run{{Text: evil, Bold: true, Italic: true, Small: true, Quotes: []report.Quote{q, again}}}}}},
				{report.Plain("x"), nil},
			}}},
			{Picture: &report.Network{Title: evil, Description: "Two actors.", Nodes: []report.NetworkNode{{Name: evil, Label: evil, Kind: evil}}}},
		},
	}
}

func TestNoTextOfAProjectBecomesMarkup(t *testing.T) {
	var b bytes.Buffer
	if err := report.HTML(&b, hostile()); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			count[n.Data]++
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	if count["script"]+count["img"]+count["link"]+count["iframe"] > 0 {
		t.Errorf("%v", count)
	}
	if count["details"] != 2 || count["mark"] != 2 || count["table"] != 1 || count["svg"] != 1 || count["b"] != 2 {
		t.Errorf("%v", count)
	}
	if !strings.Contains(b.String(), "default-src 'none'") {
		t.Error("the page may fetch things")
	}
}

func TestAWordFileIsWholeAndItsQuotesAreNotes(t *testing.T) {
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	var b, again bytes.Buffer
	if err := report.DOCX(&b, hostile(), at); err != nil {
		t.Fatal(err)
	}
	if err := report.DOCX(&again, hostile(), at); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same report gives two files", err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(body)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			wellFormed(t, body)
		}
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/endnotes.xml", "word/styles.xml", "docProps/core.xml"} {
		if parts[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	doc := parts["word/document.xml"]
	for want, n := range map[string]int{"<w:tbl>": 1, "<w:tblHeader/>": 1, "<w:endnoteReference ": 2, "<w:cantSplit/>": 3, "<w:tc>": 6, `w:orient="landscape"`: 1, "<w:br/>": 1} {
		if got := strings.Count(doc, want); got != n {
			t.Errorf("%s stands %d times, want %d", want, got, n)
		}
	}
	if got := strings.Count(parts["word/endnotes.xml"], "<w:endnote "); got != 4 {
		t.Errorf("%d notes", got)
	}
	for i := range 2 {
		if !strings.Contains(parts["word/endnotes.xml"], fmt.Sprintf(`w:id="%d"`, i+1)) || !strings.Contains(doc, fmt.Sprintf(`<w:endnoteReference w:id="%d"/>`, i+1)) {
			t.Errorf("note %d is not joined to its place", i+1)
		}
	}
	if dots, err := png.DecodeConfig(strings.NewReader(parts["word/media/image1.png"])); err != nil || dots.Width != 2500 {
		t.Errorf("the picture of actors is not in the file: %v", err)
	}
	for part, want := range map[string]string{
		"word/document.xml": `r:embed="picture1"`, "word/_rels/document.xml.rels": `Id="picture1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"`,
		"[Content_Types].xml": `Extension="png" ContentType="image/png"`,
	} {
		if !strings.Contains(parts[part], want) {
			t.Errorf("%s does not say %s", part, want)
		}
	}
	size := regexp.MustCompile(`<wp:extent cx="(\d+)" cy="(\d+)"/>`).FindStringSubmatch(doc)
	if size == nil {
		t.Fatal("the picture has no size")
	}
	if high, err := strconv.Atoi(size[2]); err != nil || high > (11906-2*1134-1900)*635 {
		t.Errorf("a picture of the height %s leaves no room for its heading and caption on the page", size[2])
	}
	if !strings.Contains(doc, `descr="&lt;script&gt;`) || !strings.Contains(doc, `. Two actors."`) {
		t.Error("the picture has no words for those who cannot see it")
	}
	for _, style := range []string{"Title", "Subtitle", "Heading1", "TableText", "TableGrid", "Caption"} {
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("style %s is used and not defined", style)
		}
	}
}

// TestEveryLanguageSaysEverything compares the texts of the languages: none is empty,
// and each has the same places to fill in as the English one.
func TestEveryLanguageSaysEverything(t *testing.T) {
	english := reflect.ValueOf(report.WordsIn("en"))
	places := func(s string) (out []string) {
		for _, part := range strings.Split(s, "{")[1:] {
			out = append(out, part[:strings.IndexByte(part, '}')])
		}
		return out
	}
	same := 0
	for _, lang := range report.Languages() {
		words := report.WordsIn(lang)
		v := reflect.ValueOf(words)
		if words.Lang != lang {
			t.Errorf("%s gives %s", lang, words.Lang)
		}
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).Kind() != reflect.String {
				continue
			}
			got, en := v.Field(i).String(), english.Field(i).String()
			if got == "" || !reflect.DeepEqual(places(got), places(en)) {
				t.Errorf("%s %s: %q", lang, name, got)
			}
			if lang != "en" && got == en {
				same++
			}
		}
		for _, counted := range []string{words.Unwritten, words.StaleNew, words.StaleWithdrawn, words.StaleResized, words.StaleRecoded, words.StaleDefinitions, words.LinkedSide, words.CountCases, words.CountCited, words.MethodCoding, words.MethodVersions, words.MethodFindings} {
			if strings.Count(counted, "|") != 1 || strings.Contains(words.Count(counted, 1), "|") || !strings.Contains(words.Count(counted, 23), "23") {
				t.Errorf("%s: %q does not tell one from many", lang, counted)
			}
		}
		for key := range report.WordsIn("en").Names {
			if words.Names[key] == "" {
				t.Errorf("%s has no name for %s", lang, key)
			}
		}
	}
	if same > 25 {
		t.Errorf("%d texts are the English ones", same)
	}
	for lang, want := range map[string]string{"en": "1 definition changed", "es": "1 definición cambiada", "fr": "1 définition modifiée", "pt": "1 definição alterada"} {
		if got := report.WordsIn(lang).Count(report.WordsIn(lang).StaleDefinitions, 1); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if report.WordsIn("xx").Lang != "en" || report.Fill("{a} {b}", "a", "{b}", "b", "c") != "{b} c" {
		t.Error("fallback or filling in")
	}
}

// TestNumbersAndListsAreWrittenAsTheLanguageDoes says counts and lists in each language.
func TestNumbersAndListsAreWrittenAsTheLanguageDoes(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"0 codes", "1 code", "1,234 codes", "1,234,567 codes", "a, b and c", "law: 3"},
		"es": {"0 códigos", "1 código", "1234 códigos", "1.234.567 códigos", "a, b y c", "law: 3"},
		"fr": {"0 code", "1 code", "1\u202f234 codes", "1\u202f234\u202f567 codes", "a, b et c", "law : 3"},
		"pt": {"0 códigos", "1 código", "1234 códigos", "1.234.567 códigos", "a, b e c", "law: 3"},
	} {
		w := report.WordsIn(lang)
		got := []string{w.Count(w.CountCodes, 0), w.Count(w.CountCodes, 1), w.Count(w.CountCodes, 1234), w.Count(w.CountCodes, 1234567), w.List([]string{"a", "b", "c"}), w.Named("law", "3")}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := report.WordsIn("es").List([]string{"español", "inglés"}); got != "español e inglés" {
		t.Error(got)
	}
	if w := report.WordsIn("en"); w.List(nil) != "" || w.List([]string{"a"}) != "a" {
		t.Error("a list of none or one")
	}
}

// TestQuotesOfAPageAreShownWhenTheyAreAskedFor holds that a page whose texts rest on quotes
// has a switch for all of them, in its language, and one without quotes has none.
func TestQuotesOfAPageAreShownWhenTheyAreAskedFor(t *testing.T) {
	page := func(d report.Document) string {
		t.Helper()
		var b bytes.Buffer
		if err := report.HTML(&b, d); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	d := cited()
	d.Lang = "es"
	if got := page(d); strings.Count(got, `<input type="checkbox" id="quotes">`) != 1 || !strings.Contains(got, "Mostrar cada cita") || !strings.Contains(got, "@media screen{main:not(:has(#quotes:checked)) details.q:not(:target){display:none}}") {
		t.Error("the page has no switch for its quotes")
	}
	d.Blocks = []report.Block{report.Head(1, "Codebook"), {Table: &report.Table{Caption: "Codebook", Head: []string{"Code"}, Rows: [][]report.Cell{{report.Plain("Savings")}}}}}
	if got := page(d); strings.Contains(got, "checkbox") || strings.Contains(got, "<caption>") || !strings.Contains(got, `<table aria-label="Codebook">`) {
		t.Errorf("a page without quotes has a switch for them, or says twice what its table is called: %s", got[strings.Index(got, "<main>"):])
	}
}
