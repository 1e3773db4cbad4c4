package engine_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Where names are hidden, nothing that a comparison says holds one, whatever it is asked
// for, and everybody is called the same everywhere.
func TestHiddenNamesAreHiddenEverywhere(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Coder C")
	add(t, p, d, "resistance", "Zeta six here.")
	ids := coders(t, p, "Coder A", "Coder B", "Coder C")
	page := sentences(t, p, false)
	x := page.Items[0]
	if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: x.Code.ID, Span: qda.Span{Start: x.Start, End: x.End}, A: ids[0], B: ids[1], Choice: "a"}); err != nil {
		t.Fatal(err)
	}
	text := "what keeps things as they are"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Definition: &text}); err != nil {
		t.Fatal(err)
	}
	learning, err := p.PlanRound(ctx, engine.PlanRound{Label: "Learning", Coders: ids[2:], Again: page.Round.ID, Expert: ids[1]})
	if err != nil {
		t.Fatal(err)
	}
	q := engine.AgreementQuery{Round: page.Round.ID, Unit: "sentence", Masked: true}
	_, unfinished := p.Stability(ctx, ids[2], page.Round.ID, learning.ID, q)
	wantError(t, unfinished, qda.NotFound, "stability.none")
	if _, err := p.FinishDocuments(ctx, learning.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	asked := map[string]func(q engine.AgreementQuery) (any, error){
		"agreement": func(q engine.AgreementQuery) (any, error) { return p.Agreement(ctx, q, nil) },
		"passages": func(q engine.AgreementQuery) (any, error) {
			return p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: q}, nil)
		},
		"passages of two": func(q engine.AgreementQuery) (any, error) {
			q.Coders = ids[1:]
			return p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: q}, nil)
		},
		"accuracy":  func(q engine.AgreementQuery) (any, error) { return p.Accuracy(ctx, q) },
		"over time": func(q engine.AgreementQuery) (any, error) { return p.RoundsOverTime(ctx, q) },
		"drift":     func(q engine.AgreementQuery) (any, error) { return p.Drift(ctx, ids[0], 7, q) },
		"stability": func(q engine.AgreementQuery) (any, error) {
			return p.Stability(ctx, ids[2], page.Round.ID, learning.ID, q)
		},
		"codings to look at again": func(q engine.AgreementQuery) (any, error) { return p.LookAgain(ctx, nil, q, 0) },
		"a refusal":                func(engine.AgreementQuery) (any, error) { return unfinished.Error(), nil },
		"cut": func(q engine.AgreementQuery) (any, error) {
			q.Codes = []qda.ID{code(t, p, "resistance")}
			return p.Unitizing(ctx, engine.UnitizingQuery{AgreementQuery: q}, nil)
		},
	}
	for what, ask := range asked {
		out, err := ask(q)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		body, _ := json.Marshal(out)
		for i, id := range ids {
			if strings.Contains(string(body), "Coder "+"ABC"[i:i+1]) || strings.Contains(string(body), id.String()) {
				t.Errorf("%s tells who somebody is: %s", what, body)
			}
		}
	}
	for _, format := range []string{"html", "docx", "xlsx", "json"} {
		path := filepath.Join(t.TempDir(), "report."+format)
		if _, err := p.ReportAgreement(ctx, path, q, nil); err != nil {
			t.Fatal(err)
		}
		if said := contents(t, path, format); strings.Contains(said, "Coder A") || strings.Contains(said, "Coder B") || strings.Contains(said, "Coder C") {
			t.Errorf("the report as %s tells who somebody is", format)
		}
	}

	// The same letters everywhere, for a screen that asks again, and in their order.
	info, err := p.Info(ctx)
	if err != nil || len(info.Masks) != 3 {
		t.Fatalf("%+v %v", info.Masks, err)
	}
	q.Known = true
	all, err := p.Agreement(ctx, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	two := q
	two.Coders = ids[1:]
	some, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: two}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range slices.Concat(all.Coders, some.Coders) {
		if c.Name != info.Masks[c.ID] {
			t.Errorf("%s is called %s", info.Masks[c.ID], c.Name)
		}
	}
	if len(all.Coders) != 3 || !slices.IsSortedFunc(all.Coders, func(a, b engine.Ref) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("their order tells who they are: %+v", all.Coders)
	}
	for range 9 {
		become(t, p, "Coder "+string(rune('D'+len(info.Coders)-3)))
		if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Definition: &text}); err != nil {
			t.Fatal(err)
		}
		more, err := p.Info(ctx)
		if err != nil || len(more.Coders) != len(info.Coders)+1 {
			t.Fatalf("%+v %v", more.Coders, err)
		}
		for id, letter := range info.Masks {
			if more.Masks[id] != letter {
				t.Errorf("%s became %s when somebody joined", letter, more.Masks[id])
			}
		}
		info = more
	}
	again, err := p.Stability(ctx, ids[2], page.Round.ID, learning.ID, q)
	if err != nil || again.Expert != (engine.Ref{ID: ids[1], Name: info.Masks[ids[1]]}) {
		t.Errorf("%+v %v", again.Expert, err)
	}
}
