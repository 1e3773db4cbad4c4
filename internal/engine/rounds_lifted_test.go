package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// What a coder does to her codings once she sees those of the others is counted and said;
// what she puts back, and what is done to codings as a whole, is not.
func TestWorkThatHasSeenTheOthersIsToldApart(t *testing.T) {
	p, d := pair(t)
	resistance, formal := code(t, p, "resistance"), code(t, p, "formal")
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Next", Coders: coders(t, p, "Coder A", "Coder B"), Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	coded := func(quote string) engine.CodingView {
		t.Helper()
		got, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, quote), Codes: []qda.ID{resistance}})
		if err != nil {
			t.Fatal(err)
		}
		return got[0]
	}
	become(t, p, "Coder A")
	coded("Alpha one here.")
	become(t, p, "Coder B")
	first, second := coded("Beta two here."), coded("Delta four here.")
	finish(t, p, round.ID, d.ID, "Coder A", "Coder B")
	want := func(when string, n int) {
		t.Helper()
		r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Unit: "sentence"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		detail, err := p.Round(ctx, round.ID)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, a := range detail.Assignments {
			if a.Coder.Name == "Coder B" {
				seen += a.Seen
			} else if a.Seen != 0 {
				t.Errorf("%s: %+v", when, a)
			}
		}
		said := strings.Contains(strings.Join(r.Notices, " "), "after the work of the others could be seen")
		if r.Seen != n || seen != n || said != (n > 0) {
			t.Errorf("%s: %d, %d in the round, %q", when, r.Seen, seen, r.Notices)
		}
		path := filepath.Join(t.TempDir(), "r.html")
		if _, err := p.ReportAgreement(ctx, path, engine.AgreementQuery{Round: round.ID, Unit: "sentence"}, nil); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "All numbers rest on the independent codings") != (n == 0) || strings.Contains(string(text), "not rest on independent work alone") != (n > 0) {
			t.Errorf("%s: the methods", when)
		}
	}
	want("finished", 0)
	coded("Alpha one here.")
	want("one more", 1)
	if _, err := p.ResizeCoding(ctx, first.ID, at(t, p, d, "Beta two")); err != nil {
		t.Fatal(err)
	}
	want("another cut", 2)
	if err := p.RemoveCodings(ctx, []qda.ID{second.ID}); err != nil {
		t.Fatal(err)
	}
	want("another taken away", 3)
	for n := 2; n >= 0; n-- {
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		want("undone", n)
	}
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{resistance}, Into: formal}); err != nil {
		t.Fatal(err)
	}
	want("codes merged", 0)
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	want("the merge undone", 0)
	// Who takes the document up again has seen the others all the same.
	become(t, p, "Coder B")
	if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, true); err != nil {
		t.Fatal(err)
	}
	coded("Zeta six here.")
	detail, err := p.Round(ctx, round.ID)
	if err != nil || detail.Assignments[0].Seen+detail.Assignments[1].Seen != 0 {
		t.Errorf("it is blind again: %+v %v", detail.Assignments, err)
	}
	finish(t, p, round.ID, d.ID, "Coder B")
	want("finished again", 1)
	whole(t, p)
}
