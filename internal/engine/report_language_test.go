package engine

import (
	"slices"
	"strings"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// A report in another language than the project's labels what has no translation, and
// says once that the rest of the project's own words are in its language.
func TestAReportSaysWhichOfItsTextsAreInAnotherLanguage(t *testing.T) {
	p := sampleProject(t)
	read := func(lang string, sections ...string) (string, []string) {
		v, err := p.PreviewReport(bg, ReportRequest{Lang: lang, Sections: sections}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		var heads []string
		for _, b := range v.Blocks {
			runs := [][]ReportRun{b.Runs}
			heads = append(heads, b.Head...)
			for _, row := range b.Rows {
				for _, c := range row {
					runs = append(runs, c.Paragraphs...)
				}
			}
			for _, list := range runs {
				for _, r := range list {
					all.WriteString(r.Text)
				}
				all.WriteString("\n")
			}
		}
		return all.String(), heads
	}
	code, err := p.FindCode(bg, "Political support")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.update(bg, "code.edit", func(tx *store.Tx) error { // the starter codebook is translated whole
		all, err := store.List[qda.Label](tx, store.Eq{"owner_id": code.ID, "field": "include_when"})
		for _, l := range all {
			if err := store.Delete[qda.Label](tx, l.ID); err != nil {
				return err
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"es": {"Incluir cuando (en inglés): ", "está en inglés donde no tiene traducción", "Apoyo político"},
		"fr": {"Inclure quand (en anglais) : ", "est en anglais là où il n’a pas de traduction", "Soutien politique"},
		"pt": {"Incluir quando (em inglês): ", "está em inglês onde não tem tradução", "Apoio político"},
	} {
		text, _ := read(lang, "codebook")
		_, heads := read(lang, "synthesis")
		for _, s := range want[:2] {
			if !strings.Contains(text, s) {
				t.Errorf("%s: %q is not in the codebook", lang, s)
			}
		}
		if strings.Contains(text, want[0]+"\n") {
			t.Errorf("%s: a label without a text", lang)
		}
		if !slices.Contains(heads, want[2]) || slices.Contains(heads, "Political support") {
			t.Errorf("%s: %q", lang, heads)
		}
	}
	if text, _ := read("en", "codebook"); strings.Contains(text, "in English") {
		t.Error("an English report of an English project speaks of English")
	}
	if _, err := p.update(bg, "code.edit", func(tx *store.Tx) error {
		return store.Put(tx, qda.Label{ID: tx.NewID(), OwnerID: code.ID, Owner: "code", Field: "include_when", Lang: "es", Text: "Voluntad declarada."})
	}); err != nil {
		t.Fatal(err)
	}
	if text, _ := read("es", "codebook"); !strings.Contains(text, "Incluir cuando: Voluntad declarada.") {
		t.Error("a translation is labelled as foreign")
	}
}
