package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Work with a case, an actor or a facet that lies in the bin of the other copy is named once, on
// both sides, and nothing is named where nobody worked.
func TestWorkWithWhatTheOtherCopyPutIntoTheBinIsNamed(t *testing.T) {
	p, d := newProject(t)
	id := map[string]qda.ID{}
	for _, name := range []string{"Valued", "Linked", "Above", "Untouched", "Renamed"} {
		k, err := p.SaveCase(ctx, engine.SaveCase{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		id[name] = k.ID
	}
	below, err := p.SaveCase(ctx, engine.SaveCase{Name: "Below", Parent: id["Above"]})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Board", "Council", "Idle"} {
		a, err := p.SaveActor(ctx, engine.SaveActor{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		id[name] = a.ID
	}
	a, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.TextValue})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []qda.ID{id["Valued"], id["Untouched"]} { // known to whoever puts them into the bin
		if _, err := p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k, Value: "coast"}); err != nil {
			t.Fatal(err)
		}
	}
	facet, err := p.SaveFacet(ctx, engine.SaveFacet{Name: "Tone", Values: []engine.FacetValueView{{Name: "calm"}, {Name: "angry"}}})
	if err != nil {
		t.Fatal(err)
	}
	there, meet := apart(t, p, "Coder B", 180)
	if err := p.BinFacet(ctx, facet.ID, true); err != nil {
		t.Fatal(err)
	}
	passage := add(t, there, d, "resistance", "informally")
	if _, err := there.SetFacets(ctx, []qda.ID{passage.ID}, engine.FacetValue{Facet: facet.ID, Value: facet.Values[0].ID}, true); err != nil {
		t.Fatal(err)
	}
	if err := p.BinCases(ctx, []qda.ID{id["Valued"], id["Linked"], id["Above"], id["Untouched"], id["Renamed"]}, true); err != nil {
		t.Fatal(err)
	}
	if err := p.BinActors(ctx, []qda.ID{id["Board"], id["Idle"]}, true); err != nil {
		t.Fatal(err)
	}
	if _, err := there.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: id["Valued"], Value: "hills"}); err != nil {
		t.Fatal(err)
	}
	if err := there.LinkCase(ctx, id["Linked"], []qda.ID{d.ID}, true); err != nil {
		t.Fatal(err)
	}
	if _, err := there.SaveMemo(ctx, engine.SaveMemo{Title: "Seen", On: "case", OnID: below.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := there.SaveCase(ctx, engine.SaveCase{ID: id["Renamed"], Name: "Another name"}); err != nil {
		t.Fatal(err)
	}
	if _, err := there.SaveRelation(ctx, engine.SaveRelation{From: id["Board"], To: id["Council"], Strength: 1}); err != nil {
		t.Fatal(err)
	}
	want := []string{"Above/Below", "Another name", "Board", "Linked", "Tone", "Valued"}
	for i, met := range meet() {
		var names []string
		for _, r := range met.Resting {
			names = append(names, r.Name)
		}
		slices.Sort(names)
		if !slices.Equal(names, want) {
			t.Errorf("%d: %q", i, names)
		}
	}
	for i, met := range meet() {
		if len(met.Resting) > 0 {
			t.Errorf("%d: again: %+v", i, met.Resting)
		}
	}
}
