package engine_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// layered is a text that two coders coded, and what can be done about its consensus.
type layered struct {
	*engine.Project
	t      *testing.T
	d      qda.Document
	round  qda.ID
	coders []qda.ID
}

// newLayered lets each of two coders code: places by code, for the one and for the other.
func newLayered(t *testing.T, a, b map[string][]qda.Span) layered {
	t.Helper()
	p, _ := newProject(t)
	importText(t, p, "LAYERS.txt", "First sentence here. Second sentence here. Third sentence here. Fourth sentence here.\n")
	d, err := p.FindDocument(ctx, "LAYERS")
	if err != nil {
		t.Fatal(err)
	}
	for who, coded := range []map[string][]qda.Span{a, b} {
		become(t, p, []string{"Coder A", "Coder B"}[who])
		for name, spans := range coded {
			for _, s := range spans {
				if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: s, Codes: []qda.ID{code(t, p, name)}, Overlap: engine.OverlapExtend}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	rounds, err := p.Rounds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return layered{p, t, d, rounds[0].ID, coders(t, p, "Coder A", "Coder B")}
}

func (l layered) fill(strategy string) engine.MergedCoders {
	l.t.Helper()
	ask := engine.MergeCoders{Round: l.round, Documents: []qda.ID{l.d.ID}, Strategy: strategy, DryRun: true}
	dry, err := l.MergeCoders(ctx, ask)
	if err != nil {
		l.t.Fatal(err)
	}
	ask.DryRun = false
	done, err := l.MergeCoders(ctx, ask)
	if err != nil {
		l.t.Fatal(err)
	}
	dry.Consensus, done.Consensus = engine.Ref{}, engine.Ref{}
	if dry.Codings != done.Codings || dry.Known != done.Known || dry.Decided != done.Decided || dry.Documents != done.Documents {
		l.t.Errorf("said %+v, did %+v", dry, done)
	}
	return done
}

func (l layered) decide(code qda.ID, span qda.Span, choice string) engine.Decided {
	l.t.Helper()
	got, err := l.Decide(ctx, engine.Decide{Round: l.round, Document: l.d.ID, Code: code, Span: span, A: l.coders[0], B: l.coders[1], Choice: choice})
	if err != nil {
		l.t.Fatal(err)
	}
	return got
}

// held is what the consensus holds.
func (l layered) held() []string {
	l.t.Helper()
	out := []string{}
	for _, s := range consensus(l.t, l.Project) {
		out = append(out, fmt.Sprintf("%s %d:%d %s", s.Code.Name, s.Start, s.End, s.Quote))
	}
	slices.Sort(out)
	return out
}

func (l layered) accuracy() string {
	l.t.Helper()
	r, err := l.Accuracy(ctx, engine.AgreementQuery{Round: l.round, Unit: "sentence"})
	if err != nil {
		return err.Error()
	}
	b, err := json.Marshal(r.Coders)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

func (l layered) want(when string, want ...string) {
	l.t.Helper()
	if got := l.held(); !slices.Equal(got, want) {
		l.t.Errorf("%s: %q", when, got)
	}
}

// A decision on a part of what everybody agrees on decides that part alone, whether it
// was filled in before or after, and gives it back.
func TestADecisionHoldsForItsPlaceAlone(t *testing.T) {
	const part, all = "resistance 21:42 Second sentence here.", "resistance 12:42 ce here. Second sentence here."
	first := qda.Span{Start: 0, End: 20}
	fresh := func() (layered, qda.ID) {
		l := newLayered(t, map[string][]qda.Span{"resistance": {{Start: 0, End: 42}}}, map[string][]qda.Span{"resistance": {{Start: 12, End: 42}}})
		return l, code(t, l.Project, "resistance")
	}
	l, resistance := fresh()
	l.decide(resistance, first, "neither")
	if done := l.fill("unanimous"); done.Codings != 1 || done.Decided != 1 || done.Known != 0 {
		t.Errorf("%+v", done)
	}
	l.want("decided, filled", part)
	if done := l.fill("unanimous"); done.Codings != 0 || done.Decided != 1 || done.Known != 1 {
		t.Errorf("%+v", done)
	}
	l.want("filled again", part)

	l, resistance = fresh()
	l.fill("unanimous")
	l.want("filled", all)
	was := consensus(t, l.Project)[0].ID
	neither := l.decide(resistance, first, "neither")
	l.want("filled, decided", part)
	if err := l.WithdrawDecision(ctx, neither.Decision.ID); err != nil {
		t.Fatal(err)
	}
	l.want("neither taken back", all)
	b := l.decide(resistance, first, "b")
	l.want("decided as B", all)
	if err := l.WithdrawDecision(ctx, b.Decision.ID); err != nil {
		t.Fatal(err)
	}
	l.want("B taken back", all)
	if is := consensus(t, l.Project)[0].ID; is != was {
		t.Error("it is another coding now")
	}
	a := l.decide(resistance, first, "a")
	l.want("decided as A", "resistance 0:42 First sentence here. Second sentence here.")
	if err := l.WithdrawDecision(ctx, a.Decision.ID); err != nil {
		t.Fatal(err)
	}
	l.want("A taken back", all)
	whole(t, l.Project)

	l, resistance = fresh()
	b = l.decide(resistance, first, "b")
	l.fill("unanimous")
	l.want("as B, filled", all)
	if err := l.WithdrawDecision(ctx, b.Decision.ID); err != nil {
		t.Fatal(err)
	}
	l.want("as B, filled, taken back", all)
	whole(t, l.Project)
}

// What a decision cut off comes back where its words are, though the text was edited, and
// with the code that its own became part of.
func TestWhatADecisionCutFollowsTextAndCodes(t *testing.T) {
	l := newLayered(t, map[string][]qda.Span{"resistance": {{Start: 0, End: 42}}}, map[string][]qda.Span{"resistance": {{Start: 12, End: 42}}})
	l.fill("")
	neither := l.decide(code(t, l.Project, "resistance"), qda.Span{Start: 0, End: 20}, "neither")
	if _, err := l.SavePseudonym(ctx, engine.PseudonymView{Name: "First", Replacement: "Initial", Kind: qda.PlaceName}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Pseudonymise(ctx, engine.Pseudonymise{Documents: []qda.ID{l.d.ID}}, nil); err != nil {
		t.Fatal(err)
	}
	l.want("the text is longer", "resistance 23:44 Second sentence here.")
	if _, err := l.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{code(t, l.Project, "resistance")}, Into: code(t, l.Project, "formal")}); err != nil {
		t.Fatal(err)
	}
	l.want("the code is another", "formal 23:44 Second sentence here.")
	if err := l.WithdrawDecision(ctx, neither.Decision.ID); err != nil {
		t.Fatal(err)
	}
	l.want("taken back", "formal 14:44 ce here. Second sentence here.")
	whole(t, l.Project)
}

// Whatever the order in which agreed codings are filled in and differences are decided on,
// the consensus and the accuracy come out alike; without decisions, it is what was filled.
func TestTheOrderOfFillingAndDecidingDoesNotMatter(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 7))
		names := []string{"resistance", "formal"}
		codings := func() map[string][]qda.Span {
			out := map[string][]qda.Span{}
			for _, n := range names {
				for range 1 + random.IntN(2) {
					start := random.IntN(60)
					out[n] = append(out[n], qda.Span{Start: start, End: min(84, start+12+random.IntN(30))})
				}
			}
			return out
		}
		a, b := codings(), codings()
		strategy := []string{"unanimous", "fill"}[seed%2]
		choices := make([]string, 40)
		for i := range choices {
			choices[i] = []string{"a", "b", "both", "neither"}[random.IntN(4)]
		}
		var before, filled []string
		var accuracy string
		for _, filledAt := range []int{0, 2, 100} {
			l := newLayered(t, a, b)
			items := sentences(t, l.Project, true).Items
			if filledAt == 0 {
				l.fill(strategy)
				filled = l.held()
			}
			for i, x := range items {
				if i == filledAt && i > 0 {
					l.fill(strategy)
				}
				l.decide(x.Code.ID, qda.Span{Start: x.Start, End: x.End}, choices[i])
			}
			if filledAt > 0 && filledAt >= len(items) {
				l.fill(strategy)
			}
			held, right := l.held(), l.accuracy()
			if filledAt > 0 && !slices.Equal(held, before) {
				t.Errorf("seed %d, filled after %d: %q, filled first: %q", seed, filledAt, held, before)
			}
			if filledAt == 0 {
				before, accuracy = held, right
			}
			if accuracyOf(right) != accuracyOf(accuracy) {
				t.Errorf("seed %d, filled after %d: %s, filled first: %s", seed, filledAt, right, accuracy)
			}
			for {
				left, err := l.Decided(ctx, engine.DecidedQuery{Round: l.round})
				if err != nil {
					t.Fatal(err)
				}
				if len(left.Items) == 0 {
					break
				}
				if err := l.WithdrawDecision(ctx, left.Items[random.IntN(len(left.Items))].ID); err != nil {
					t.Fatal(err)
				}
			}
			held = l.held()
			if !slices.Equal(held, filled) {
				t.Errorf("seed %d, filled after %d, all taken back: %q, only filled: %q", seed, filledAt, held, filled)
			}
			whole(t, l.Project)
		}
	}
}

// accuracyOf leaves out the identities, which are others in every project.
func accuracyOf(s string) string {
	var coders []engine.CoderAccuracy
	json.Unmarshal([]byte(s), &coders)
	out := ""
	for _, c := range coders {
		out += fmt.Sprintln(c.Coder.Name, c.All.Right, c.All.Extra, c.All.Missed, c.Kinds)
	}
	return out
}
