package engine

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// TestTablesSayWhatTheyHoldInEveryLanguage holds every meaning and heading that tables
// for people have against the words, and what fills them.
func TestTablesSayWhatTheyHoldInEveryLanguage(t *testing.T) {
	p := sampleProject(t)
	w := tableWords()
	for _, all := range []map[string][]string{w.meanings, w.heads} {
		for s, words := range all {
			if len(words) != 4 || slices.Contains(words, "") {
				t.Errorf("%q is not there in four languages: %q", s, words)
			}
			for _, hole := range regexp.MustCompile(`\{\w+\}`).FindAllString(s, -1) {
				for _, in := range words {
					if !strings.Contains(in, hole) {
						t.Errorf("%q lacks %s", in, hole)
					}
				}
			}
		}
	}
	actors, err := p.Actors(bg)
	if err != nil {
		t.Fatal(err)
	}
	relations, err := p.Relations(bg, RelationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := p.ActorNetwork(bg, RelationFilter{}, "")
	if err != nil {
		t.Fatal(err)
	}
	m, err := p.Matrix(bg, MatrixQuery{Rows: MatrixAxis{By: AxisCode}, Columns: MatrixAxis{By: AxisCase}, Split: true})
	if err != nil {
		t.Fatal(err)
	}
	list := append([]table.Table{actorTable(actors), relationTable(relations), n.nodeTable(), Coverage{}.table(), documentsCoverageTable(nil), uncodedTable(nil), gapTable(nil), m.table("segments")},
		n.matrixTables(relations, matrixNames{all: "Matrix", from: "from", value: func(FacetValue) string { return "" }})...)
	for _, own := range list {
		for _, c := range own.Columns {
			if w.meanings[c.Meaning] == nil {
				t.Errorf("%s: %q has no translation", own.Name, c.Meaning)
			}
			mine := !slices.ContainsFunc([]string{"column", "facet", "actor"}, func(s string) bool { return slices.Contains(c.Args, s) })
			if head := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(c.Name, ": norm"), ": practice"), ": other"); mine && w.heads[head] == nil && !strings.HasPrefix(c.Meaning, "Facet") {
				if w.meanings[head] == nil {
					t.Errorf("%s: the heading %q has no translation", own.Name, head)
				}
			}
		}
		for _, lang := range []string{"", "en", "es", "fr", "pt"} {
			for _, c := range worded(own, lang).Columns {
				if strings.ContainsAny(c.Meaning, "{}") || c.Meaning == "" || c.Heading == "" {
					t.Errorf("%s in %q: %+v", own.Name, lang, c)
				}
			}
		}
	}
}

func TestAWorkbookHasItsDictionaryInTheLanguageAskedFor(t *testing.T) {
	p := sampleProject(t)
	path := filepath.Join(t.TempDir(), "m.xlsx")
	q := MatrixQuery{Rows: MatrixAxis{By: AxisCode}, Columns: MatrixAxis{By: AxisCase}, Lang: "es"}
	if _, err := p.ExportMatrix(bg, path, q, "segments", Export{Format: "xlsx"}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(&all, r)
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{`name="Diccionario"`, "significado", "Codificaciones de la fila", ">entero<"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the workbook does not say %s", want)
		}
	}
	path = filepath.Join(t.TempDir(), "a.html")
	if _, err := p.ExportAttributes(bg, path, qda.OnCase, Export{Format: "html", Lang: "fr"}); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`lang="fr"`, ">Cas<", ">cas<", ">intentionnalité<", ">Non intentionnelle<"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %s", want)
		}
	}
}

// What a meaning leaves open is filled in every file that carries it.
func TestNoFileOfADatasetLeavesAMeaningOpen(t *testing.T) {
	p := sampleProject(t)
	if _, err := p.SaveAttribute(bg, SaveAttribute{Name: "Of {definition}", Scope: qda.OnCase, Type: qda.TextValue, Definition: "Meant"}); err != nil {
		t.Fatal(err)
	}
	open := regexp.MustCompile(`\{[a-z]+\}`)
	look := func(name string, b []byte) {
		said := strings.ReplaceAll(string(b), "Of {definition}", "")
		if hole := open.FindString(said); hole != "" {
			t.Errorf("%s holds %s", name, hole)
		}
	}
	for _, share := range []Sharing{{}, {Profile: ForArchive}} {
		path, d := writeDataset(t, p, ExportDataset{Share: share})
		for _, f := range d.Files {
			b, err := os.ReadFile(filepath.Join(path, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			look(f.Name, b)
			if f.Name == "read_in_SPSS.sps" && !strings.Contains(string(b), "0 'not there' 1 'there'") {
				t.Errorf("with %+v the marks have no labels", share)
			}
		}
		names := map[string]bool{}
		for _, r := range tableRows(t, filepath.Join(path, "dictionary.csv")) {
			names[r["meaning"]] = true
		}
		for _, want := range []string{"What the document is: " + kindChoices(), "Attribute of the case Of {definition}: Meant"} {
			if !names[want] {
				t.Errorf("%q is not in the dictionary", want)
			}
		}
	}
	for _, format := range []string{"csv", "xlsx", "json", "jsonl"} {
		path := filepath.Join(t.TempDir(), "codings."+format)
		if _, err := p.Export(bg, path, Export{Format: format}, nil); err != nil {
			t.Fatal(err)
		}
		for name, text := range inside(t, filepath.Dir(path)) {
			look(name, []byte(text))
		}
	}
}

// A name in braces is no place for something else.
func TestWhatFillsAMeaningIsNotFilledItself(t *testing.T) {
	own := table.Table{Columns: []table.Column{{Name: "f", Meaning: "Facet {facet}: {definition}", Args: []string{"facet", "{definition}", "definition", "of {facet}"}}}}
	if got := worded(own, "").Columns[0].Meaning; got != "Facet {definition}: of {facet}" {
		t.Error(got)
	}
}
