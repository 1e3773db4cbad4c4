package engine_test

import (
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestSavedQueriesOutliveRenaming(t *testing.T) {
	p, ctx := newSample(t), t.Context()
	code, err := p.FindCode(ctx, "Shared targeting")
	if err != nil {
		t.Fatal(err)
	}
	where := `code:"Shared targeting" AND (kind:law OR level:local)`
	before, err := p.Segments(ctx, engine.SegmentQuery{Where: where})
	if err != nil || before.Total == 0 {
		t.Fatal(before.Total, err)
	}
	saved, err := p.SaveQuery(ctx, engine.SaveQuery{Name: " Targeting ", Kind: engine.SavedSegments, Where: where})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(saved.Where, "Shared targeting") || saved.Name != "Targeting" {
		t.Errorf("saved as %+v", saved)
	}
	name := "Common targeting"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code.ID, Name: &name}); err != nil {
		t.Fatal(err)
	}
	list, err := p.SavedQueries(ctx)
	if err != nil || len(list) != 1 || !strings.Contains(list[0].Where, name) {
		t.Fatalf("%+v, %v", list, err)
	}
	after, err := p.Segments(ctx, engine.SegmentQuery{Where: list[0].Where})
	if err != nil || after.Total != before.Total {
		t.Errorf("%d segments, want %d: %v", after.Total, before.Total, err)
	}

	again, err := p.SaveQuery(ctx, engine.SaveQuery{Name: "TARGETING", Kind: engine.SavedSegments, Where: "kind:law"})
	if err != nil || again.ID != saved.ID {
		t.Errorf("a query of the same name was not replaced: %v %v", again, err)
	}
	if _, err := p.SaveQuery(ctx, engine.SaveQuery{Name: "Targeting", Kind: engine.SavedSearch, Text: "mesa*"}); err != nil {
		t.Error(err)
	}
	if list, err = p.SavedQueries(ctx); err != nil || len(list) != 2 {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, err = p.SavedQueries(ctx); err != nil || len(list) != 1 {
		t.Errorf("undone, but %+v %v", list, err)
	}
	if err := p.RemoveQuery(ctx, saved.ID); err != nil {
		t.Fatal(err)
	}
	if list, err = p.SavedQueries(ctx); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}

func TestQueriesThatCannotBeKept(t *testing.T) {
	p, ctx := newSample(t), t.Context()
	for code, r := range map[string]engine.SaveQuery{
		"query.no_name":  {Name: "  ", Kind: engine.SavedSegments},
		"query.kind":     {Name: "x", Kind: "other"},
		"query.no_words": {Name: "x", Kind: engine.SavedSearch},
		"query.syntax":   {Name: "x", Kind: engine.SavedSegments, Where: "code:"},
		"code.unknown":   {Name: "x", Kind: engine.SavedSegments, Where: "code:nothing-of-this-name"},
	} {
		if _, err := p.SaveQuery(ctx, r); err == nil || qda.AsError(err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if list, err := p.SavedQueries(ctx); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}

func TestTermGroups(t *testing.T) {
	p, ctx := newSample(t), t.Context()
	g, err := p.SaveTermGroup(ctx, engine.TermGroupView{Name: "kitchen", Terms: []string{" huerta ", "garden", "", "huerta"}})
	if err != nil || !slices.Equal(g.Terms, []string{"huerta", "garden"}) {
		t.Fatalf("%+v %v", g, err)
	}
	both, err := p.Search(ctx, engine.SearchQuery{Text: "{kitchen}", In: []string{"text"}})
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, word := range g.Terms {
		one, err := p.Search(ctx, engine.SearchQuery{Text: word, In: []string{"text"}})
		if err != nil || one.Total == 0 {
			t.Fatal(word, one.Total, err)
		}
		want += one.Total
	}
	if both.Total != want {
		t.Errorf("{kitchen} finds %d, its terms find %d", both.Total, want)
	}
	if _, err := p.SaveTermGroup(ctx, engine.TermGroupView{Name: "Kitchen", Terms: []string{"x"}}); err == nil || qda.KindOf(err) != qda.Conflict {
		t.Errorf("two groups of one name: %v", err)
	}
	g.Terms = []string{"garden"}
	if _, err := p.SaveTermGroup(ctx, g); err != nil {
		t.Error(err)
	}
	if found, err := p.FindTermGroup(ctx, "KITCHEN"); err != nil || len(found.Terms) != 1 {
		t.Errorf("%+v %v", found, err)
	}
	if err := p.RemoveTermGroup(ctx, g.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := p.FindTermGroup(ctx, "kitchen"); qda.KindOf(err) != qda.NotFound {
		t.Errorf("deleted, but %v", err)
	}
}
