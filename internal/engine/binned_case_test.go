package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestACaseInTheBinIsNoPartOfTheOneAbove bins a case and looks at the one above it: its
// sheet and its coordinations hold what its segments hold.
func TestACaseInTheBinIsNoPartOfTheOneAbove(t *testing.T) {
	p := newSample(t)
	above, err := p.FindCase(ctx, "Colombia")
	if err != nil {
		t.Fatal(err)
	}
	binned, err := p.FindCase(ctx, "Colombia PPP")
	if err != nil {
		t.Fatal(err)
	}
	relations := func(k qda.ID) []engine.RelationView {
		list, err := p.Relations(ctx, engine.RelationFilter{Case: k})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if len(relations(binned.ID)) == 0 {
		t.Fatal("nothing is coordinated in the case")
	}
	if err := p.BinCases(ctx, []qda.ID{binned.ID}, true); err != nil {
		t.Fatal(err)
	}
	found := segments(t, p, `case:Colombia`)
	documents := map[qda.ID]bool{}
	for _, s := range found {
		documents[s.Document.ID] = true
	}
	sheet, err := p.CaseSheet(ctx, above.ID)
	if err != nil {
		t.Fatal(err)
	}
	codings := 0
	for _, d := range sheet.Documents {
		codings += d.Codings
		if d.Case.ID == binned.ID || !documents[d.Document.ID] {
			t.Errorf("it holds %s of %s", d.Document.Title, d.Case.Name)
		}
	}
	if len(sheet.Documents) != len(documents) || codings != len(found) || sheet.Coverage.Documents != len(documents) {
		t.Errorf("%d documents with %d codings, voices in %d; its segments are %d in %d", len(sheet.Documents), codings, sheet.Coverage.Documents, len(found), len(documents))
	}
	standing := relations(above.ID)
	if len(standing) == 0 || slices.ContainsFunc(standing, func(r engine.RelationView) bool { return r.Case.ID == binned.ID }) {
		t.Errorf("%d coordinations, some of the case in the bin", len(standing))
	}
	for _, a := range sheet.Actors {
		if !slices.ContainsFunc(standing, func(r engine.RelationView) bool { return r.From.ID == a.ID || r.To.ID == a.ID }) {
			t.Errorf("%s coordinates in nothing of it", a.Name)
		}
	}
	n, err := p.ActorNetwork(ctx, engine.RelationFilter{Case: above.ID}, "en")
	if err != nil || n.Relations != len(standing) {
		t.Errorf("%d coordinations are drawn, %d stand: %v", n.Relations, len(standing), err)
	}
	gone, err := p.CaseSheet(ctx, binned.ID)
	if err != nil || len(gone.Documents)+len(gone.Actors)+gone.Coverage.Documents != 0 || len(relations(binned.ID)) != 0 {
		t.Errorf("the case in the bin holds %d documents and %d actors: %v", len(gone.Documents), len(gone.Actors), err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if back, err := p.CaseSheet(ctx, above.ID); err != nil || len(back.Documents) <= len(sheet.Documents) || len(relations(above.ID)) <= len(standing) {
		t.Errorf("fetched back, it holds %d documents: %v", len(back.Documents), err)
	}
	whole(t, p)
}
