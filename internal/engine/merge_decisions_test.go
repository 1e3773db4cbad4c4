package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// What was decided goes with a code that becomes part of another: it is still decided,
// can be decided otherwise and taken back, and comes back as it was when the merge is
// undone.
func TestDecisionsGoWithMergedCodes(t *testing.T) {
	p, d := pair(t)
	page := sentences(t, p, true)
	ids := coders(t, p, "Coder A", "Coder B")
	resistance, formal, informal := code(t, p, "resistance"), code(t, p, "formal"), code(t, p, "informal")
	decide := func(c qda.ID, quote, choice string) engine.Decided {
		t.Helper()
		got, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: c, Span: at(t, p, d, quote), A: ids[0], B: ids[1], Choice: choice})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	decided := func() (out []engine.DecidedPassage) {
		t.Helper()
		got, err := p.Decided(ctx, engine.DecidedQuery{Round: page.Round.ID})
		if err != nil {
			t.Fatal(err)
		}
		return got.Items
	}
	held := func() (out []string) {
		for _, s := range consensus(t, p) {
			out = append(out, s.Code.Name+": "+s.Quote)
		}
		slices.Sort(out)
		return out
	}
	decide(resistance, "Gamma three here.", "both") // settles formal, too
	decide(resistance, "Delta four here.", "b")
	decide(resistance, "Epsilon five here.", "b")
	before, was := decided(), held()
	if len(before) != 4 || len(was) != 3 || sentences(t, p, true).Open != 0 {
		t.Fatalf("%+v %q", before, was)
	}

	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{resistance, formal}, Into: informal}); err != nil {
		t.Fatal(err)
	}
	after := decided()
	if len(after) != 3 || slices.ContainsFunc(after, func(x engine.DecidedPassage) bool { return x.Code.ID != informal }) {
		t.Errorf("%+v", after)
	}
	if now := held(); !slices.Equal(now, []string{"informal: Gamma three here.", "informal: four here. Epsilon five here."}) {
		t.Errorf("%q", now)
	}
	if open := sentences(t, p, true); open.Open != 0 {
		t.Errorf("%+v", open.Items)
	}
	if got := decide(informal, "Delta four here.", "neither"); len(got.Settled) != 1 {
		t.Errorf("%+v", got)
	}
	if got := decide(informal, "Epsilon five here.", "neither"); len(got.Codings) != 0 {
		t.Errorf("%+v", got)
	}
	if now := held(); !slices.Equal(now, []string{"informal: Gamma three here."}) {
		t.Errorf("%q", now)
	}
	for _, x := range decided() {
		if err := p.WithdrawDecision(ctx, x.ID); err != nil {
			t.Fatal(err)
		}
	}
	if now := held(); len(now) != 0 || len(decided()) != 0 {
		t.Errorf("%q %+v", now, decided())
	}
	whole(t, p)
	for range 6 { // three taken back, two decided, one merge
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if now := held(); !slices.Equal(now, was) || len(decided()) != len(before) {
		t.Errorf("%q %+v", now, decided())
	}
	whole(t, p)
}

// Two people's decisions at one place both stay when their codes become one, with what
// they led to; the one that led to something is shown.
func TestDecisionsOfCodesThatBecomeOne(t *testing.T) {
	p, d := pair(t)
	page := sentences(t, p, true)
	ids := coders(t, p, "Coder A", "Coder B")
	resistance, informal := code(t, p, "resistance"), code(t, p, "informal")
	four := at(t, p, d, "Delta four here.")
	become(t, p, "Coder C")
	add(t, p, d, "formal", "Zeta six here.")
	none := coders(t, p, "Coder C")[0]
	become(t, p, "Coder A")
	if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: resistance, Span: four, A: ids[0], B: ids[1], Choice: "new", New: []engine.NewCoding{{Code: resistance, Span: four}}}); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder B")
	if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: informal, Span: four, A: ids[0], B: none, Choice: "neither"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{resistance}, Into: informal}); err != nil {
		t.Fatal(err)
	}
	list, err := p.Decided(ctx, engine.DecidedQuery{Round: page.Round.ID, Code: informal})
	if err != nil || list.Total < 2 {
		t.Fatalf("%+v %v", list, err)
	}
	for range 3 {
		for _, x := range sentences(t, p, false).Items {
			if x.Quote == "Delta four here." && (x.Decision == nil || x.Decision.Choice != "new" || x.Decision.By.Name != "Coder A") {
				t.Errorf("%+v", x.Decision)
			}
		}
	}
	if err := p.WithdrawDecision(ctx, list.Items[0].ID); err != nil {
		t.Fatal(err)
	}
	if left := consensus(t, p); len(left) != 0 {
		t.Errorf("%+v", left)
	}
	whole(t, p)
}
