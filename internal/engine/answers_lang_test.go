package engine

import (
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// TestOpenAnswersHaveTheLanguageOfTheirColumn has answers most of which are too short to tell
// their language alone: together they do, and so other forms of a word are found in them.
func TestOpenAnswersHaveTheLanguageOfTheirColumn(t *testing.T) {
	file := survey(t, "case,¿qué cambió?,remark",
		`R1,"Nos reunimos cada mes con los vecinos para que todos sepan lo que hace el municipio",x`,
		`R2,"Las reuniones",y`,
		`R3,"No hay nada nuevo desde que se fue el alcalde, y por eso la gente ya no va a las reuniones",z`)
	columns := []TableColumn{{Header: "¿qué cambió?", Use: "answer"}, {Header: "remark", Use: "answer"}}
	lang := func(p *Project, title string) string {
		t.Helper()
		d, err := p.FindDocument(bg, title)
		if err != nil {
			t.Fatal(err)
		}
		return d.Lang
	}
	for _, c := range []struct{ name, asked, answers, remarks string }{
		{"guessed", "", "es", "fr"}, // what nothing tells has the language of the project
		{"asked for", " PT", "pt", "pt"},
	} {
		p := freshProject(t, "Survey", "Coder A")
		if _, err := p.update(bg, "project.edit", func(tx *store.Tx) error {
			list, err := store.List[qda.Project](tx, store.Eq{})
			if err != nil {
				return err
			}
			list[0].Language = "fr"
			return store.Save(tx, list[0])
		}); err != nil {
			t.Fatal(err)
		}
		r := TableImport{Path: file, Columns: columns, Lang: c.asked}
		look, err := p.PreviewTable(bg, r)
		if err != nil || len(look.Columns) != 2 || look.Columns[0].Lang != c.answers || look.Columns[1].Lang != c.remarks {
			t.Fatalf("%s: %+v %v", c.name, look.Columns, err)
		}
		if _, err := p.ImportTable(bg, r, nil); err != nil {
			t.Fatal(err)
		}
		if got := []string{lang(p, "R2 – ¿qué cambió?"), lang(p, "R2 – remark")}; got[0] != c.answers || got[1] != c.remarks {
			t.Errorf("%s: %v", c.name, got)
		}
		if c.asked != "" {
			continue
		}
		found, err := p.Search(bg, SearchQuery{Text: "reunión", In: []string{"text"}})
		if err != nil || len(found.Documents) != 2 {
			t.Errorf("other forms of a word: %+v %v", found, err)
		}
	}
	p := freshProject(t, "Survey", "Coder A")
	if _, err := p.PreviewTable(bg, TableImport{Path: file, Columns: columns, Lang: "Spanish"}); qda.AsError(err).Code != "document.lang" {
		t.Errorf("no language: %v", err)
	}
}
