package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestTheTableOfAttributesShowsWhatIsHeldAndOnWhatItRests(t *testing.T) {
	p := newSample(t)
	for _, scope := range []qda.Scope{qda.OnCase, qda.OnDocument, qda.OnSpeaker} {
		table, err := p.AttributeTable(ctx, scope)
		if err != nil || len(table.Rows) == 0 {
			t.Fatal(scope, len(table.Rows), err)
		}
		for _, row := range table.Rows {
			if len(row.Cells) != len(table.Columns) {
				t.Fatalf("%s: %d cells, %d columns", row.Name, len(row.Cells), len(table.Columns))
			}
			held, err := p.Values(ctx, row.Owner)
			if err != nil {
				t.Fatal(err)
			}
			for i, cell := range row.Cells {
				at := slices.IndexFunc(held, func(v engine.ValueView) bool {
					return v.Attribute == table.Columns[i].ID && v.Status == engine.ValueHeld
				})
				if (at < 0) != (cell.Value == "") || at >= 0 && (held[at].Value != cell.Value || len(held[at].Citations) != cell.Citations || held[at].ID != cell.ID) {
					t.Errorf("%s, %s: %+v", row.Name, table.Columns[i].Name, cell)
				}
			}
		}
		done, err := p.ExportAttributes(ctx, filepath.Join(t.TempDir(), "t.csv"), scope, engine.Export{Format: "csv"})
		if err != nil || done.Rows != len(table.Rows) {
			t.Error(done, err)
		}
	}
	if _, err := p.AttributeTable(ctx, "code"); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
}

func TestAChangeOfTypeSaysFirstWhatWouldNotFit(t *testing.T) {
	p := newSample(t)
	list, err := p.Attributes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	a := list[slices.IndexFunc(list, func(a engine.AttributeView) bool { return a.Scope == qda.OnCase && a.Type == qda.ChoiceValue })]
	r := engine.SaveAttribute{ID: a.ID, Name: a.Name, Scope: a.Scope, Type: qda.NumberValue}
	misfits, err := p.AttributeMisfits(ctx, r)
	if err != nil || len(misfits) == 0 || misfits[0].Owner.Name == "" || misfits[0].Reason == "" {
		t.Fatal(misfits, err)
	}
	if _, err := p.SaveAttribute(ctx, r); qda.KindOf(err) != qda.Conflict {
		t.Fatal(err)
	}
	for _, m := range misfits {
		if err := p.RemoveValue(ctx, m.ID); err != nil {
			t.Fatal(err)
		}
	}
	if misfits, err = p.AttributeMisfits(ctx, r); err != nil || len(misfits) != 0 {
		t.Fatal(misfits, err)
	}
	if _, err := p.SaveAttribute(ctx, r); err != nil {
		t.Fatal(err)
	}
	// A vocabulary whose words are only renamed fits.
	b := list[slices.IndexFunc(list, func(x engine.AttributeView) bool { return x.Type == qda.ChoiceValue && x.ID != a.ID && x.Values > 0 })]
	renamed := engine.SaveAttribute{ID: b.ID, Name: b.Name, Scope: b.Scope, Type: b.Type, Choices: slices.Clone(b.Choices)}
	for i := range renamed.Choices {
		renamed.Choices[i].Name += " (renamed)"
		renamed.Choices[i].Meant = map[string]string{"fr": "Défini."}
	}
	if misfits, err = p.AttributeMisfits(ctx, renamed); err != nil || len(misfits) != 0 {
		t.Fatal(misfits, err)
	}
	if v, err := p.SaveAttribute(ctx, renamed); err != nil || v.Choices[0].Meant["fr"] != "Défini." {
		t.Fatal(v, err)
	}
	if err := p.MoveAttribute(ctx, b.ID, qda.ID{}); err != nil {
		t.Fatal(err)
	}
	if list, err = p.Attributes(ctx); err != nil || list[0].ID != b.ID {
		t.Error(list[0].Name, err)
	}
	whole(t, p)
}

func TestFacetsHaveAnOrderAndWordsInEveryLanguage(t *testing.T) {
	p := newSample(t)
	facets, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f := facets[len(facets)-2]
	r := engine.SaveFacet{ID: f.ID, Name: f.Name, Definition: f.Definition, Multiple: f.Multiple, Actors: f.Actors, Values: f.Values,
		Names: map[string]string{"pt": "outro nome"}, Meant: map[string]string{"pt": "O que diz.", "es": ""}}
	v, err := p.SaveFacet(ctx, r)
	if err != nil || v.Names["pt"] != "outro nome" || v.Meant["pt"] != "O que diz." || v.Names["es"] != f.Names["es"] {
		t.Fatal(v, err)
	}
	if err := p.MoveFacet(ctx, f.ID, qda.ID{}); err != nil {
		t.Fatal(err)
	}
	if facets, err = p.Facets(ctx); err != nil || facets[0].ID != f.ID {
		t.Error(facets[0].Name, err)
	}
	whole(t, p)
}

func TestATableIsTakenOverWhollyOrNotAtAll(t *testing.T) {
	p := newSample(t)
	file := filepath.Join(t.TempDir(), "cases.csv")
	if err := os.WriteFile(file, []byte("case,remark\nChile A,one\nChile B,two\nChile C,three\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(ctx)
	defer stop()
	_, err := p.ImportTable(stopped, engine.TableImport{Path: file}, func(_ string, done, _ int) {
		if done == 1 {
			stop()
		}
	})
	if qda.KindOf(err) != qda.Cancelled {
		t.Fatal(err)
	}
	if _, err := p.FindCase(ctx, "Chile A"); qda.KindOf(err) != qda.NotFound {
		t.Error("a case of a table that was stopped is there")
	}
}

func TestAPreviewOfAReportHoldsWhatTheFileHolds(t *testing.T) {
	p := newSample(t)
	v, err := p.PreviewReport(ctx, engine.ReportRequest{Lang: "es"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	quotes, translated := 0, 0
	for _, b := range v.Blocks {
		kinds[b.Kind]++
		for _, row := range b.Rows {
			for _, cell := range row {
				for _, p := range cell.Paragraphs {
					for _, r := range p {
						quotes += len(r.Quotes)
						for _, q := range r.Quotes {
							if q.Translation != "" {
								translated++
							}
							if q.Text == "" || q.Source == "" {
								t.Errorf("%+v", q)
							}
						}
					}
				}
			}
		}
	}
	if v.Lang != "es" || kinds["heading"] < 6 || kinds["table"] < 6 || kinds["picture"] != 1 || kinds["text"] < 1 || quotes < 50 || translated == 0 {
		t.Errorf("%s %v, %d quotes, %d translated", v.Lang, kinds, quotes, translated)
	}
	if _, err := p.PreviewReport(ctx, engine.ReportRequest{Sections: []string{"weather"}}, nil); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
}

func TestExportedCodingsCarryTheirTranslations(t *testing.T) {
	p := newSample(t)
	c := segments(t, p, `lang:es`)[0]
	if _, err := p.Translate(ctx, engine.Translate{Owner: "coding", ID: c.ID, Lang: "en", Text: "In other words.", Translator: "Coder A", Status: "verified"}); err != nil {
		t.Fatal(err)
	}
	if got := segments(t, p, `lang:es`)[0]; len(got.Translations) != 1 || got.Translations[0].Text != "In other words." || got.Translations[0].Status != "verified" {
		t.Errorf("retrieved with the translations %+v", got.Translations)
	}
	file := filepath.Join(t.TempDir(), "codings.csv")
	if _, err := p.Export(ctx, file, engine.Export{Format: "csv"}, nil); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	header, _, _ := strings.Cut(text, "\n")
	if !strings.Contains(header, "quote_en,quote_en_by") || !strings.Contains(header, "passage_language") || strings.Count(text, `In other words.,"Coder A, verified"`) != 1 {
		t.Error(header)
	}
}
