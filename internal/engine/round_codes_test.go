package engine_test

import (
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// A round stays about what it was planned for when codes become part of others or go
// to the bin: nothing that nobody was asked about takes their place.
func TestARoundFollowsItsCodes(t *testing.T) {
	p, d := pair(t)
	formal, informal, resistance := code(t, p, "formal"), code(t, p, "informal"), code(t, p, "resistance")
	round := sentences(t, p, false).Round.ID
	plan := func(label string, codes ...qda.ID) qda.ID {
		t.Helper()
		r, err := p.PlanRound(ctx, engine.PlanRound{Label: label, Again: round, Expert: coders(t, p, "Coder B")[0], Coders: coders(t, p, "Coder A"), Codes: codes, Documents: []qda.ID{d.ID}})
		if err != nil {
			t.Fatal(err)
		}
		return r.ID
	}
	compared := func(round qda.ID) (codes []string, notices string) {
		t.Helper()
		r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round, Unit: "sentence"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Codes {
			codes = append(codes, c.Code)
		}
		slices.Sort(codes)
		return codes, strings.Join(r.Notices, " ")
	}
	two, one := plan("Two", resistance, formal), plan("One", resistance)
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{resistance}, Into: informal}); err != nil {
		t.Fatal(err)
	}
	if codes, said := compared(two); !slices.Equal(codes, []string{"coordination/formal", "coordination/informal"}) || !strings.Contains(said, "“resistance”") || !strings.Contains(said, "“coordination/informal”") {
		t.Errorf("%q %q", codes, said)
	}
	if codes, _ := compared(one); !slices.Equal(codes, []string{"coordination/informal"}) {
		t.Errorf("%q", codes)
	}
	if r, err := p.Round(ctx, one); err != nil || len(r.Codes) != 1 || r.Codes[0].ID != informal {
		t.Errorf("%+v %v", r.Codes, err)
	}
	if err := p.BinCodes(ctx, []qda.ID{informal}, false); err != nil {
		t.Fatal(err)
	}
	if codes, said := compared(two); !slices.Equal(codes, []string{"coordination/formal"}) || !strings.Contains(said, "“resistance”, which the round is about, is no longer") {
		t.Errorf("%q %q", codes, said)
	}
	if codes, said := compared(one); len(codes) != 0 || !strings.Contains(said, "None of the codes") {
		t.Errorf("%q %q", codes, said)
	}
	if page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Round: one, Unit: "sentence"}}, nil); err != nil || page.Total != 0 {
		t.Errorf("%+v %v", page.Items, err)
	}
	if codes, said := compared(round); len(codes) < 2 || strings.Contains(said, "codebook") {
		t.Errorf("a round about everything: %q %q", codes, said)
	}
	whole(t, p)
}

// Who coded with a code that became part of a younger one knew it.
func TestACodeIsAsOldAsWhatWentIntoIt(t *testing.T) {
	p, d := pair(t)
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Next", Coders: coders(t, p, "Coder A", "Coder B"), Codes: []qda.ID{code(t, p, "resistance")}, Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"Coder A", "Coder B"} {
		become(t, p, who)
		if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, "Alpha one here."), Codes: []qda.ID{code(t, p, "resistance")}}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
			t.Fatal(err)
		}
	}
	later, err := p.AddCode(ctx, engine.AddCode{Name: "later"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{code(t, p, "resistance")}, Into: later.ID}); err != nil {
		t.Fatal(err)
	}
	r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Unit: "sentence"}, nil)
	if err != nil || len(r.Codes) != 1 || r.Codes[0].Units != 8 || r.Ignored != 0 {
		t.Errorf("%+v %v", r, err)
	}
}

// A code that is new since the others finished is in no number, and is told with the
// reason: nobody left it out.
func TestACodeThatOneAloneKnewIsTold(t *testing.T) {
	p, d := pair(t)
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Next", Coders: coders(t, p, "Coder A", "Coder B"), Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	finish := func(who string, again bool) {
		t.Helper()
		become(t, p, who)
		if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, again); err != nil {
			t.Fatal(err)
		}
	}
	finish("Coder A", false)
	finish("Coder B", false)
	k9, err := p.AddCode(ctx, engine.AddCode{Name: "K9"})
	if err != nil {
		t.Fatal(err)
	}
	finish("Coder B", true)
	if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, "Alpha one here."), Codes: []qda.ID{k9.ID}}); err != nil {
		t.Fatal(err)
	}
	finish("Coder B", false)
	r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Unit: "sentence"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := codeNamed(t, r, "K9")
	if c.Reason != "code_known_to_one" || len(c.Says) != 1 || !strings.HasPrefix(c.Says[0], "Fewer than two coders knew this code") || !strings.Contains(strings.Join(r.Notices, " "), "not compared: K9.") {
		t.Errorf("%s %q %q", c.Reason, c.Says, r.Notices)
	}
}
