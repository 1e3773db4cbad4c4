package engine_test

import (
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func sentences(t *testing.T, p *engine.Project, open bool) engine.DisagreementPage {
	t.Helper()
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence"}, Open: open}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func consensus(t *testing.T, p *engine.Project) []engine.Segment {
	t.Helper()
	page, err := p.Segments(ctx, engine.SegmentQuery{Consensus: true})
	if err != nil {
		t.Fatal(err)
	}
	return page.Segments
}

func TestDecidingLeavesTheCodersWorkAsItIs(t *testing.T) {
	p, d := pair(t) // A has 1, 3 with resistance; B has 1, half of 4, 5, and formal on 3
	before, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	own, err := p.Segments(ctx, engine.SegmentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	page := sentences(t, p, true)
	if page.Total != 4 || page.Open != 4 {
		t.Fatalf("%+v", page)
	}
	ids := coders(t, p, "Coder A", "Coder B")
	item := func(quote, code string) engine.Disagreement {
		t.Helper()
		i := slices.IndexFunc(page.Items, func(x engine.Disagreement) bool { return x.Quote == quote && x.Code.Name == code })
		if i < 0 {
			t.Fatalf("no difference on %q", quote)
		}
		return page.Items[i]
	}
	decide := func(x engine.Disagreement, choice string, more ...engine.NewCoding) engine.Decided {
		t.Helper()
		got, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: x.Code.ID, Span: qda.Span{Start: x.Start, End: x.End}, A: ids[0], B: ids[1], Choice: choice, Reason: "definition", Note: "see the manual", New: more})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	three := item("Gamma three here.", "resistance")
	got := decide(three, "a")
	if len(got.Codings) != 1 || got.Codings[0].Quote != "Gamma three here." || len(got.Settled) != 2 || got.Decision.By.Name != "Coder B" || got.Decision.Codebook.ID.IsZero() || got.Decision.Reason != "definition" {
		t.Errorf("%+v", got)
	}
	// the other side of the same difference, formal instead of resistance, is settled with it
	if open := sentences(t, p, true); open.Total != 2 || open.Open != 2 {
		t.Errorf("%d of %d", open.Open, open.Total)
	}
	// deciding again replaces
	if got = decide(three, "b"); len(got.Codings) != 1 || got.Codings[0].Code != code(t, p, "formal") {
		t.Errorf("%+v", got)
	}
	if told, err := p.UndoState(ctx); err != nil || told.Undo != "decided on 2 differences between coders" { // of the two codes, as the first time
		t.Errorf("it is told as %q, %v", told.Undo, err)
	}
	if list := consensus(t, p); len(list) != 1 || list[0].Code.Name != "formal" {
		t.Errorf("%+v", list)
	}
	if got = decide(three, "both"); len(got.Codings) != 2 {
		t.Errorf("%+v", got)
	}
	// rejecting everything can be said
	if got = decide(three, "neither"); len(got.Codings) != 0 || got.Decision.Choice != "neither" {
		t.Errorf("%+v", got)
	}
	if list := consensus(t, p); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	four := item("Delta four here.", "resistance")
	got = decide(four, "new", engine.NewCoding{Code: code(t, p, "informal"), Span: at(t, p, d, "Delta four")})
	if len(got.Codings) != 1 || got.Codings[0].Quote != "Delta four" {
		t.Errorf("%+v", got)
	}
	if open := sentences(t, p, true); open.Total != 1 || open.Items[0].Quote != "Epsilon five here." {
		t.Errorf("%+v", open.Items)
	}

	after, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, _ := json.Marshal(before.Codes)
	y, _ := json.Marshal(after.Codes)
	if string(x) != string(y) || after.Round != before.Round {
		t.Error("deciding changed the agreement of the independent codings")
	}
	still, err := p.Segments(ctx, engine.SegmentQuery{})
	if err != nil || len(still.Segments) != len(own.Segments) {
		t.Errorf("%d codings were, %d are: %v", len(own.Segments), len(still.Segments), err)
	}
	tally, err := p.Reasons(ctx, page.Round.ID)
	if err != nil || len(tally) != 2 || tally[0].Decisions != 2 || tally[0].Reasons["definition"] != 2 || tally[0].Choices["neither"] != 1 {
		t.Errorf("%+v %v", tally, err)
	}
	_, err = p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: four.Code.ID, Span: qda.Span{Start: four.Start, End: four.End}, Choice: "perhaps"})
	wantError(t, err, qda.Invalid, "decision.choice")
	engine.MakeBlind(t, p, d.ID)
	whole(t, p)
}

func TestDecidingWaitsForEverybody(t *testing.T) {
	p, d := pair(t)
	page := sentences(t, p, false)
	engine.MakeBlind(t, p, d.ID)
	_, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: page.Items[0].Code.ID, Span: qda.Span{Start: 0, End: 5}, Choice: "a"})
	wantError(t, err, qda.Conflict, "decision.blind")
}

func TestWaysOfPuttingCodingsTogether(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Coder C")
	add(t, p, d, "resistance", "Alpha one here. Beta two here.")
	add(t, p, d, "resistance", "Epsilon five here.")
	round := sentences(t, p, false).Round.ID
	quotes := func() []string {
		var out []string
		for _, s := range consensus(t, p) {
			out = append(out, s.Code.Name+": "+s.Quote)
		}
		return out
	}
	try := func(r engine.MergeCoders, want ...string) {
		t.Helper()
		r.Round = round
		dry := r
		dry.DryRun = true
		preview, err := p.MergeCoders(ctx, dry)
		if err != nil || preview.Codings != len(want) || len(quotes()) != 0 {
			t.Errorf("%s: preview %+v %v", r.Strategy, preview, err)
		}
		done, err := p.MergeCoders(ctx, r)
		if err != nil || done.Codings != len(want) || !slices.Equal(quotes(), want) {
			t.Errorf("%s: %+v %q %v", r.Strategy, done, quotes(), err)
		}
		again, err := p.MergeCoders(ctx, r)
		if err != nil || again.Codings != 0 || again.Known != len(want) || !slices.Equal(quotes(), want) {
			t.Errorf("%s again: %+v %v", r.Strategy, again, err)
		}
		if len(want) > 0 {
			if _, err := p.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	try(engine.MergeCoders{}, "resistance: Alpha one here.")
	try(engine.MergeCoders{Strategy: "threshold"}, "resistance: Alpha one here.", "resistance: Epsilon five here.")
	try(engine.MergeCoders{Strategy: "threshold", Voters: 4})
	try(engine.MergeCoders{Strategy: "threshold", Share: 0.9}, "resistance: Alpha one here.")
	try(engine.MergeCoders{Strategy: "fill"}, "resistance: Alpha one here. Beta two here.", "resistance: four here.")

	// what a person has decided stays
	ids := coders(t, p, "Coder A", "Coder B")
	if _, err := p.Decide(ctx, engine.Decide{Round: round, Document: d.ID, Code: code(t, p, "resistance"), Span: at(t, p, d, "Epsilon five here."), A: ids[0], B: ids[1], Choice: "neither"}); err != nil {
		t.Fatal(err)
	}
	done, err := p.MergeCoders(ctx, engine.MergeCoders{Round: round, Strategy: "threshold"})
	if err != nil || done.Decided != 1 || !slices.Equal(quotes(), []string{"resistance: Alpha one here."}) {
		t.Errorf("%+v %q %v", done, quotes(), err)
	}
	whole(t, p)
}

func TestAccuracyAgainstTheConsensus(t *testing.T) {
	p, d := pair(t)
	page := sentences(t, p, false)
	_, err := p.Accuracy(ctx, engine.AgreementQuery{Unit: "sentence"})
	wantError(t, err, qda.NotFound, "consensus.none")
	if _, err := p.MergeCoders(ctx, engine.MergeCoders{Round: page.Round.ID}); err != nil {
		t.Fatal(err)
	}
	ids := coders(t, p, "Coder A", "Coder B")
	// B was right about five
	if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: code(t, p, "resistance"), Span: at(t, p, d, "Epsilon five here."), A: ids[0], B: ids[1], Choice: "new", New: []engine.NewCoding{{Code: code(t, p, "resistance"), Span: at(t, p, d, "Epsilon five here.")}}}); err != nil {
		t.Fatal(err)
	}
	r, err := p.Accuracy(ctx, engine.AgreementQuery{Unit: "sentence"})
	if err != nil || len(r.Coders) != 2 || r.Documents != 1 || r.Undecided != 3 {
		t.Fatalf("%+v %v", r, err)
	}
	of := func(c engine.CoderAccuracy) engine.AccuracyOn {
		i := slices.IndexFunc(c.Codes, func(a engine.AccuracyOn) bool { return a.Code.Name == "resistance" })
		return c.Codes[i]
	}
	a, b := of(r.Coders[0]), of(r.Coders[1])
	// consensus: 1, 5. A: 1, 3. B: 1, 4, 5
	if a.Right != 1 || a.Extra != 1 || a.Missed != 1 || b.Right != 2 || b.Extra != 1 || b.Missed != 0 {
		t.Errorf("%+v %+v", a, b)
	}
	for _, c := range r.Coders {
		right, extra, missed := 0, 0, 0
		for _, v := range c.Places {
			right, extra, missed = right+len(v.Both), extra+len(v.First), missed+len(v.Second)
		}
		if right != c.All.Right || extra != c.All.Extra || missed != c.All.Missed {
			t.Errorf("%d right, %d extra, %d missed passages behind %+v", right, extra, missed, c.All)
		}
	}
	if b.Precision == nil || math.Abs(*b.Precision-2.0/3) > 1e-9 || *b.Recall != 1 {
		t.Errorf("%+v", b)
	}
}

// A report says in words what was decided, between whom and why; a screen finds again
// between which two of several it was.
func TestAReportSaysWhatWasDecided(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Coder C")
	add(t, p, d, "formal", "Zeta six here.")
	page := sentences(t, p, true)
	ids := coders(t, p, "Coder A", "Coder B", "Coder C")
	choices := []string{"a", "b", "both", "neither"}
	reasons := []string{"definition", "oversight", "boundary", ""}
	for i, choice := range choices {
		x := page.Items[i]
		if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: d.ID, Code: x.Code.ID, Span: qda.Span{Start: x.Start, End: x.End}, A: ids[0], B: ids[2], Choice: choice, Reason: reasons[i], Note: "see the manual"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range sentences(t, p, false).Items[:4] {
		if x.Decision == nil || x.Decision.A.Name != "Coder A" || x.Decision.B.Name != "Coder C" {
			t.Errorf("%+v", x.Decision)
		}
	}
	dir := t.TempDir()
	for lang, want := range map[string][]string{
		"en": {"decided: as Coder A, by Coder C (definition unclear)", "decided: as Coder C, by Coder C (oversight)", "decided: both, by Coder C (where it ends)", "decided: neither, by Coder C"},
		"fr": {"décidé : comme Coder A, par Coder C (définition peu claire)", "décidé : aucun, par Coder C"},
	} {
		for _, format := range []string{"html", "xlsx"} {
			path := filepath.Join(dir, lang+"."+format)
			if _, err := p.ReportAgreement(ctx, path, engine.AgreementQuery{Unit: "sentence", Lang: lang}, nil); err != nil {
				t.Fatal(err)
			}
			if format == "xlsx" {
				want = []string{"decided_as", "see the manual", "oversight"}
			}
			text := contents(t, path, format)
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s %s does not say %q", lang, format, w)
				}
			}
		}
	}
}

// What was decided is listed with its passages and reasons, can be explained better
// without being decided again, and can be taken back.
func TestDecisionsAreListedExplainedAndWithdrawn(t *testing.T) {
	p, d := pair(t)
	page := sentences(t, p, true)
	ids := coders(t, p, "Coder A", "Coder B")
	var first engine.Disagreement
	for i, x := range page.Items {
		if x.Code.Name != "resistance" {
			continue
		}
		if first.Key == "" {
			first = x
		}
		choice := engine.Decide{Round: page.Round.ID, Document: d.ID, Code: x.Code.ID, Span: qda.Span{Start: x.Start, End: x.End}, A: ids[0], B: ids[1], Choice: "new", Reason: []string{"definition", ""}[i%2], New: []engine.NewCoding{{Code: code(t, p, "informal"), Span: qda.Span{Start: x.Start, End: x.End}}}}
		if _, err := p.Decide(ctx, choice); err != nil {
			t.Fatal(err)
		}
	}
	list := func(q engine.DecidedQuery) engine.DecidedPage {
		t.Helper()
		q.Round = page.Round.ID
		got, err := p.Decided(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	tally, err := p.Reasons(ctx, page.Round.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range tally {
		for reason, n := range r.Reasons {
			if reason == "" {
				reason = "none"
			}
			if got := list(engine.DecidedQuery{Code: r.Code.ID, Reason: reason}); got.Total != n || len(got.Items) != n {
				t.Errorf("%s, %s: %d counted, %+v listed", r.Code.Name, reason, n, got)
			}
		}
		if got := list(engine.DecidedQuery{Code: r.Code.ID, Limit: 1}); got.Total != r.Decisions || len(got.Items) != 1 {
			t.Errorf("%s: %+v", r.Code.Name, got)
		}
	}
	found := func() []engine.DecidedPassage {
		return slices.DeleteFunc(list(engine.DecidedQuery{}).Items, func(x engine.DecidedPassage) bool { return x.Start != first.Start })
	}
	before := found()
	if len(before) != 2 || before[0].Quote != "Gamma three here." { // formal was settled with resistance
		t.Fatalf("%+v", before)
	}
	if err := p.ExplainDecision(ctx, engine.ExplainDecision{ID: before[0].ID, Reason: "ambiguous", Note: " both hold "}); err != nil {
		t.Fatal(err)
	}
	for i, x := range found() {
		if x.Reason != "ambiguous" || x.Note != "both hold" || x.Choice != "new" || x.At != before[i].At || x.ID != before[i].ID {
			t.Errorf("%+v", x)
		}
	}
	wantError(t, p.ExplainDecision(ctx, engine.ExplainDecision{ID: before[0].ID, Reason: "whim"}), qda.Invalid, "decision.reason")
	if masked, err := p.Decided(ctx, engine.DecidedQuery{Round: page.Round.ID, Masked: true}); err != nil || strings.HasPrefix(masked.Items[0].By.Name, "Coder") || !masked.Items[0].By.ID.IsZero() {
		t.Errorf("%+v %v", masked.Items, err)
	}

	made := len(consensus(t, p))
	if err := p.WithdrawDecision(ctx, before[0].ID); err != nil {
		t.Fatal(err)
	}
	if len(found()) != 0 || len(consensus(t, p)) != made-1 {
		t.Errorf("%+v %+v", found(), consensus(t, p))
	}
	open := sentences(t, p, true)
	if open.Open != 2 {
		t.Errorf("%+v", open)
	}
	whole(t, p)

	// Putting together leaves decisions alone, unless they are discarded in so many words.
	ask := engine.MergeCoders{Round: page.Round.ID, Discard: []qda.ID{d.ID}, DryRun: true}
	dry, err := p.MergeCoders(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	if left := list(engine.DecidedQuery{}).Total; dry.Discarded != left || left == 0 {
		t.Errorf("%+v of %d", dry, left)
	}
	ask.DryRun = false
	done, err := p.MergeCoders(ctx, ask)
	if err != nil || done.Discarded != dry.Discarded || done.Codings != dry.Codings || list(engine.DecidedQuery{}).Total != 0 {
		t.Errorf("%+v %v", done, err)
	}
	if all := consensus(t, p); len(all) != 1 || all[0].Quote != "Alpha one here." {
		t.Errorf("%+v", all)
	}
	whole(t, p)

	// While somebody works on the document blindly again, it is not told what was decided.
	again := engine.Decide{Round: page.Round.ID, Document: d.ID, Code: first.Code.ID, Span: qda.Span{Start: first.Start, End: first.End}, A: ids[0], B: ids[1], Choice: "a"}
	if _, err := p.Decide(ctx, again); err != nil {
		t.Fatal(err)
	}
	engine.MakeBlind(t, p, d.ID)
	if got := list(engine.DecidedQuery{}); got.Total != 0 {
		t.Errorf("%+v", got)
	}
}

// Where codes are rolled up, the passages behind the numbers are those of all codes below.
func TestPassagesOfCodesRolledUp(t *testing.T) {
	p := newSample(t)
	for _, level := range []string{"parent", "top"} {
		q := engine.AgreementQuery{Unit: "sentence", Level: level}
		r, err := p.Agreement(ctx, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		both := 0
		for _, c := range r.Codes {
			if c.Table != nil {
				both += c.Table.Both
			}
		}
		for cell, want := range map[string]int{"": r.Pooled.Differ, "both": both, "counted": both + r.Pooled.Differ} {
			page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: q, Cell: cell}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if page.Total != want || want == 0 || page.Open != 0 {
				t.Errorf("%s, %q: %d passages, %d counted, %d open", level, cell, page.Total, want, page.Open)
			}
			for _, x := range page.Items {
				for _, side := range x.With {
					if len(side.Codings) == 0 || x.Decision != nil {
						t.Fatalf("%s, %q: nothing behind %+v", level, cell, x)
					}
				}
			}
		}
	}
}

// Where there is no alpha, pairs and documents say why, in words.
func TestWhyThereIsNoFigureIsSaid(t *testing.T) {
	p := newSample(t)
	for _, unit := range []string{"segment", "sentence"} {
		r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: unit, Lang: "es"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := 0
		tell := func(alpha *float64, why string) {
			if (alpha == nil) != (why != "") || strings.Contains(why, "_") {
				t.Errorf("%s: alpha %v, %q", unit, alpha, why)
			}
			if why != "" {
				said++
			}
		}
		for _, x := range r.Pairs {
			tell(x.Alpha, x.Why)
		}
		for _, x := range r.Documents {
			tell(x.Alpha, x.Why)
		}
		for _, c := range r.Codes {
			for _, x := range c.Pairs {
				tell(x.Alpha, x.Why)
			}
			for _, x := range c.By {
				tell(x.Alpha, x.Why)
			}
		}
		if said == 0 {
			t.Errorf("%s: nothing to say", unit)
		}
	}
}
