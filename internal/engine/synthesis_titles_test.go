package engine_test

import (
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestSynthesisTitlesInOtherLanguages gives a synthesis, a column and a row titles in other
// languages, finds them by these, and takes them back.
func TestSynthesisTitlesInOtherLanguages(t *testing.T) {
	p := newSample(t)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ref, err := p.FindSynthesis(ctx, "Comparison by theme")
	ok(err)
	v, err := p.Synthesis(ctx, ref.ID)
	ok(err)
	local := v.Dimensions[6]
	_, err = p.SaveSynthesis(ctx, engine.SaveSynthesis{ID: v.ID, Title: v.Title, Titles: map[string]string{"es": "Comparación por temas", "fr": "Comparaison par thème"}})
	ok(err)
	_, err = p.SaveDimension(ctx, engine.SaveDimension{ID: local.ID, Title: local.Title, Kind: local.Kind, Code: local.Code, Query: local.Query, Titles: map[string]string{"es": "Coordinación informal en lo local"}})
	ok(err)
	row, err := p.SaveRow(ctx, engine.SaveRow{Synthesis: v.ID, Kind: qda.RowOfGroup, Title: "Andes", Members: []qda.ID{v.Rows[0].Case, v.Rows[3].Case}, Titles: map[string]string{"es": "Países andinos"}})
	ok(err)

	found, err := p.FindSynthesis(ctx, "comparacion por temas")
	ok(err)
	if found.ID != v.ID || found.Titles["fr"] != "Comparaison par thème" {
		t.Fatalf("found %+v", found)
	}
	v, err = p.Synthesis(ctx, v.ID)
	ok(err)
	if v.Title != "Comparison by theme" || v.Titles["es"] != "Comparación por temas" {
		t.Fatalf("the synthesis is called %q, %v", v.Title, v.Titles)
	}
	if d := v.Dimensions[6]; d.Title != local.Title || !d.Called("COORDINACIÓN informal en lo local") || !d.Called(local.Title) || d.Called("Political support") {
		t.Fatalf("the column is called %q, %v", d.Title, d.Titles)
	}
	last := v.Rows[len(v.Rows)-1]
	if last.Row != row || last.Name != "Andes" || !last.Called("países andinos") {
		t.Fatalf("the row is called %q, %v", last.Name, last.Titles)
	}

	// A report is in its language; what has no title there keeps its own.
	heads := func(lang string) map[string]bool {
		t.Helper()
		r, err := p.PreviewReport(ctx, engine.ReportRequest{Lang: lang, Sections: []string{"synthesis"}, Syntheses: []qda.ID{v.ID}}, nil)
		ok(err)
		out := map[string]bool{}
		for _, b := range r.Blocks {
			out[b.Text] = true
			for _, h := range b.Head {
				out[h] = true
			}
			for _, row := range b.Rows {
				for _, runs := range row[0].Paragraphs {
					for _, run := range runs {
						out[run.Text] = true
					}
				}
			}
		}
		return out
	}
	for lang, want := range map[string][]string{
		"es": {"Comparación por temas", "Coordinación informal en lo local", "Países andinos", "Apoyo político"},
		"fr": {"Comparaison par thème", "Coordination informelle au niveau local", "Andes"},
		"en": {"Comparison by theme", local.Title, "Andes", "Political support"},
	} {
		got := heads(lang)
		for _, text := range want {
			if !got[text] {
				t.Errorf("the report in %s does not say %q", lang, text)
			}
		}
	}

	// "" takes a title away; those not named stay; undo brings it back.
	_, err = p.SaveSynthesis(ctx, engine.SaveSynthesis{ID: v.ID, Title: v.Title, Titles: map[string]string{"es": " "}})
	ok(err)
	if v, _ = p.Synthesis(ctx, v.ID); v.Titles["es"] != "" || v.Titles["fr"] == "" {
		t.Fatalf("after taking one away: %v", v.Titles)
	}
	log, err := p.History(ctx, engine.HistoryFilter{Limit: 1})
	ok(err)
	if got := log[0].Sentence; got != "changed the synthesis Comparación por temas" && got != "changed the synthesis Comparison by theme" {
		t.Errorf("the history says %q", got)
	}
	_, err = p.Undo(ctx)
	ok(err)
	if v, _ = p.Synthesis(ctx, v.ID); v.Titles["es"] != "Comparación por temas" {
		t.Fatalf("after undo: %v", v.Titles)
	}
	if _, err = p.SaveSynthesis(ctx, engine.SaveSynthesis{ID: v.ID, Title: v.Title, Titles: map[string]string{"español": "x"}}); qda.KindOf(err) != qda.Invalid {
		t.Fatalf("a language of seven letters: %v", err)
	}

	// What is deleted takes its titles with it.
	ok(p.RemoveSynthesis(ctx, v.ID))
	check, err := p.Check(ctx, nil)
	ok(err)
	if !check.OK {
		t.Fatalf("check: %+v", check.Problems)
	}
}
