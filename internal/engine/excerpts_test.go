package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// eight is the document of pair, as sentences by name.
var eight = []string{"Alpha one here.", "Beta two here.", "Gamma three here.", "Delta four here.", "Epsilon five here.", "Zeta six here.", "Eta seven here.", "Theta eight here."}

func passages(t *testing.T, p *engine.Project, d qda.Document, quotes ...string) (out []engine.Passage) {
	t.Helper()
	for _, q := range quotes {
		s := at(t, p, d, q)
		out = append(out, engine.Passage{Document: d.ID, Start: s.Start, End: s.End})
	}
	return out
}

func TestExcerptsAreDrawnRepeatablyAndShuffled(t *testing.T) {
	p := newSample(t)
	plan := engine.PlanRound{
		Label: "Passages", Coders: coders(t, p, "Coder A", "Coder B"), Seed: 3, DryRun: true,
		Excerpts: engine.PlanExcerpts{Draw: 40, Of: "sentence"},
	}
	first, err := p.PlanRound(ctx, plan)
	if err != nil || len(first.Excerpts) != 40 || first.Drawn != "sentence" || len(first.Cautions) != 0 {
		t.Fatalf("%d, %q, %v: %v", len(first.Excerpts), first.Drawn, first.Cautions, err)
	}
	again, err := p.PlanRound(ctx, plan)
	if err != nil || !slices.Equal(first.Excerpts, again.Excerpts) {
		t.Errorf("the same seed draws others: %v", err)
	}
	plan.Seed = 4
	if other, err := p.PlanRound(ctx, plan); err != nil || slices.Equal(first.Excerpts, other.Excerpts) {
		t.Errorf("another seed draws the same: %v", err)
	}
	documents := map[qda.ID]bool{}
	for _, e := range first.Excerpts {
		documents[e.Document.ID] = true
	}
	for _, a := range first.Assignments {
		if !documents[a.Document.ID] {
			t.Errorf("%s is to be coded, and nothing was drawn from it", a.Document.Name)
		}
	}
	if len(first.Assignments) != 2*len(documents) {
		t.Errorf("%d assignments for two coders and %d documents", len(first.Assignments), len(documents))
	}
	if slices.IsSortedFunc(first.Excerpts, func(a, b engine.ExcerptView) int {
		return strings.Compare(a.Document.Name, b.Document.Name)
	}) {
		t.Error("the passages of a document follow each other")
	}
	plan.Excerpts.Draw = 1_000_000
	_, err = p.PlanRound(ctx, plan)
	wantError(t, err, qda.Invalid, "round.draw_many_excerpts")
	plan.Excerpts = engine.PlanExcerpts{Draw: 5, Coded: true}
	_, err = p.PlanRound(ctx, plan)
	wantError(t, err, qda.Invalid, "round.excerpts_coded")
	plan.Excerpts = engine.PlanExcerpts{Draw: 5, Of: "word"}
	_, err = p.PlanRound(ctx, plan)
	wantError(t, err, qda.Invalid, "agreement.choice")
}

// Coders are compared on the passages that they were given, and on nothing else.
func TestCodersAreComparedOnTheirExcerpts(t *testing.T) {
	p, d := pair(t)
	texts := sentences(t, p, false).Round.ID
	both := coders(t, p, "Coder A", "Coder B")
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Four", Coders: both, Excerpts: engine.PlanExcerpts{Passages: passages(t, p, d, eight[3], eight[0], eight[6], eight[4])}})
	if err != nil || len(round.Excerpts) != 4 || round.Excerpts[0].Start != at(t, p, d, eight[3]).Start || !slices.Equal(round.Cautions, []string{"few_excerpts"}) {
		t.Fatalf("%+v %v", round, err)
	}
	give := func(name string, quotes ...string) {
		t.Helper()
		become(t, p, name)
		for _, q := range quotes {
			if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, q), Codes: []qda.ID{code(t, p, "resistance")}}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
			t.Fatal(err)
		}
	}
	give("Coder A", eight[0], eight[3], "Beta two here.")
	give("Coder B", eight[0], "Eta", eight[4]) // of one excerpt a quarter only: that is not enough
	for _, unit := range []string{"", "sentence", "excerpt"} {
		r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Unit: unit, Codes: []qda.ID{code(t, p, "resistance")}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Unit != "excerpt" || *r.Codes[0].Table != (engine.AgreementTable{Both: 1, First: 1, Second: 1, Neither: 1}) || !slices.ContainsFunc(r.Notices, func(s string) bool { return strings.Contains(s, "4 passages in one document") }) {
			t.Errorf("%q: %s %+v %v", unit, r.Unit, r.Codes[0].Table, r.Notices)
		}
	}
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Round: round.ID}}, nil)
	if err != nil || page.Total != 2 || page.Items[0].Quote != eight[3] || page.Items[1].Quote != eight[4] {
		t.Errorf("%+v %v", page, err)
	}
	if r, err := p.Round(ctx, round.ID); err != nil || r.Excerpts[1].Quote != eight[0] || r.Excerpts[1].Codings != 1 || r.Excerpts[2].Codings != 1 || r.Excerpts[0].Codings != 0 {
		t.Errorf("%+v %v", r.Excerpts, err)
	}
	found, err := p.PlanRound(ctx, engine.PlanRound{Label: "Found", Coders: both, DryRun: true, Excerpts: engine.PlanExcerpts{Where: `code = "resistance" round = "Four"`}})
	if err != nil || len(found.Excerpts) != 5 {
		t.Errorf("%+v %v", found.Excerpts, err)
	}
	// of a round without them there are none
	if r, err := p.Agreement(ctx, engine.AgreementQuery{Round: texts, Unit: "excerpt"}, nil); err != nil || r.Unit == "excerpt" {
		t.Errorf("%s %v", r.Unit, err)
	}
	whole(t, p)
}

// Whoever learns sees neither the answers nor what was decided on them, until she has
// finished, and then sees at once where she differs.
func TestLearningFromAnExpert(t *testing.T) {
	p, d := pair(t) // Coder B is the expert: resistance in 1, 4 and 5, formal in 3
	answers := sentences(t, p, false).Round.ID
	expert := coders(t, p, "Coder B")[0]
	if _, err := p.MergeCoders(ctx, engine.MergeCoders{Round: answers}); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder C")
	if _, err := p.RoundNamed(ctx, "Her own"); err != nil { // whoever changes something joins
		t.Fatal(err)
	}
	learner := coders(t, p, "Coder C")
	plan := engine.PlanRound{
		Label: "Learning", Coders: learner, Again: answers, Expert: expert,
		Excerpts: engine.PlanExcerpts{Passages: passages(t, p, d, eight[0], eight[1], eight[2], eight[4], eight[7])},
	}
	open := plan
	open.Open = true
	_, err := p.PlanRound(ctx, open)
	wantError(t, err, qda.Invalid, "round.expert")
	self := plan
	self.Coders = append(slices.Clone(learner), expert)
	_, err = p.PlanRound(ctx, self)
	wantError(t, err, qda.Invalid, "round.expert_learns")
	round, err := p.PlanRound(ctx, plan)
	if err != nil || round.Kind != qda.TrainingRound || round.Expert.ID != expert || !slices.Contains(round.Cautions, "few_decisions") {
		t.Fatalf("%+v %v", round, err)
	}
	seen := func() int {
		t.Helper()
		page, err := p.Segments(ctx, engine.SegmentQuery{})
		if err != nil {
			t.Fatal(err)
		}
		decided, err := p.Segments(ctx, engine.SegmentQuery{Consensus: true})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, s := range append(page.Segments, decided.Segments...) {
			if s.Document.ID == d.ID && s.Coder != "Coder C" {
				n++
			}
		}
		return n
	}
	if n := seen(); n > 0 {
		t.Errorf("the learner sees %d codings of others", n)
	}
	_, err = p.Stability(ctx, learner[0], answers, round.ID, engine.AgreementQuery{})
	wantError(t, err, qda.NotFound, "stability.none")
	for quote, name := range map[string]string{eight[0]: "resistance", eight[1]: "resistance", eight[2]: "formal"} {
		if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, quote), Codes: []qda.ID{code(t, p, name)}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	if n := seen(); n < 5 {
		t.Errorf("when she has finished she sees %d codings of others", n)
	}
	r, err := p.Stability(ctx, learner[0], answers, round.ID, engine.AgreementQuery{})
	if err != nil || r.Expert.ID != expert || r.Unit != "excerpt" || r.Units != 5 || r.Same != 3 || len(r.Places) != 4 || r.Kappa == nil {
		t.Fatalf("%+v %v", r, err)
	}
	// the expert has resistance in 1 and 5, the learner in 1 and 2
	i := slices.IndexFunc(r.Codes, func(c engine.StabilityCode) bool { return strings.HasSuffix(c.Code.Name, "resistance") })
	if c := r.Codes[i]; c.Table != (engine.AgreementTable{Both: 1, First: 1, Second: 1, Neither: 2}) {
		t.Errorf("%+v", c)
	}
	for i, want := range []string{"1 0 0", "0 0 1", "1 0 0", "0 1 0"} {
		if p := r.Places[i]; p.Quote != eight[[]int{0, 1, 2, 4}[i]] || fmt.Sprint(len(p.Both), len(p.First), len(p.Second)) != want {
			t.Errorf("%+v", p)
		}
	}
	whole(t, p)
}
