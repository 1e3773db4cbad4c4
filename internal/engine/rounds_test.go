package engine_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func coders(t testing.TB, p *engine.Project, names ...string) []qda.ID {
	t.Helper()
	var ids []qda.ID
	for _, n := range names {
		c, err := p.FindCoder(ctx, n)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c.ID)
	}
	return ids
}

func TestDrawingIsRepeatableAndInProportion(t *testing.T) {
	p := newSample(t)
	plan := engine.PlanRound{Label: "Round 3", Coders: coders(t, p, "Coder A", "Coder B"), Draw: 20, Stratify: "region", Seed: 11, Share: 0.25, DryRun: true}
	first, err := p.PlanRound(ctx, plan)
	if err != nil {
		t.Fatal(err)
	}
	again, err := p.PlanRound(ctx, plan)
	if err != nil || !slices.Equal(first.Assignments, again.Assignments) {
		t.Errorf("the same seed draws otherwise: %v", err)
	}
	plan.Seed = 12
	other, err := p.PlanRound(ctx, plan)
	if err != nil || slices.Equal(first.Assignments, other.Assignments) {
		t.Errorf("another seed draws the same: %v", err)
	}
	byDocument, byCoder := map[qda.ID]int{}, map[string]int{}
	for _, a := range first.Assignments {
		byDocument[a.Document.ID]++
		byCoder[a.Coder.Name]++
	}
	twice := 0
	for _, n := range byDocument {
		if n == 2 {
			twice++
		}
	}
	if len(byDocument) != 20 || twice != 5 || max(byCoder["Coder A"], byCoder["Coder B"])-min(byCoder["Coder A"], byCoder["Coder B"]) > 1 {
		t.Errorf("%d documents, %d coded twice, %v", len(byDocument), twice, byCoder)
	}
	total := 0
	for value, n := range first.Strata {
		total += n
		if n == 0 {
			t.Errorf("nothing drawn from %q", value)
		}
	}
	if total != 20 || len(first.Strata) < 2 {
		t.Errorf("strata %v", first.Strata)
	}
	if list, err := p.Rounds(ctx); err != nil || len(list) != 2 {
		t.Errorf("a dry run left a round: %v %v", list, err)
	}
	plan.DryRun = false
	made, err := p.PlanRound(ctx, plan)
	if err != nil || made.Cautions == nil || !slices.EqualFunc(made.Assignments, other.Assignments, func(a, b engine.AssignmentView) bool { return a.Document == b.Document && a.Coder == b.Coder }) || made.Seed != 12 || made.Codebook.ID.IsZero() || made.Total != len(other.Assignments) {
		t.Errorf("%+v %v", made, err)
	}
	_, err = p.PlanRound(ctx, plan)
	wantError(t, err, qda.Conflict, "round.exists")
	plan.Label, plan.Draw = "Round 4", 1000
	_, err = p.PlanRound(ctx, plan)
	wantError(t, err, qda.Invalid, "round.draw_many")
	whole(t, p)
}

// TestNobodySeesWhatIsBlind codes as one person in a blind round and then looks, as
// another, at everything that the program can show.
func TestNobodySeesWhatIsBlind(t *testing.T) {
	p, d := newProject(t)
	become(t, p, "Coder B")
	add(t, p, d, "formal", "The ministry never sent a guideline") // joins
	become(t, p, "Coder A")
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Blind", Coders: coders(t, p, "Coder A", "Coder B"), Documents: []qda.ID{d.ID}})
	if err != nil || round.Total != 2 || !round.Blind || round.Assignments[0].State != "open" {
		t.Fatalf("%+v %v", round, err)
	}
	secret, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, "share the list of households"), Codes: []qda.ID{code(t, p, "informal")}, Memo: "SECRETMEMO on a coding"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "SECRETMEMO of a document", Body: "x", On: "document", OnID: d.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}

	shown := func(viewer string) map[string]string {
		become(t, p, viewer)
		out := map[string]string{}
		note := func(name string, v any, err error) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			b, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = string(b)
		}
		info, err := p.Info(ctx)
		info.Seq = 0
		note("info", struct{ Codings, Memos int }{info.Codings, info.Memos}, err)
		codings, err := p.DocumentCodings(ctx, d.ID)
		note("reading", codings, err)
		single, err := p.CodingsByID(ctx, []qda.ID{secret[0].ID})
		note("reading one", single, err)
		docs, err := p.Documents(ctx, engine.DocumentFilter{})
		note("documents", docs, err)
		tree, err := p.Codes(ctx)
		note("frequencies", tree, err)
		segments, err := p.Segments(ctx, engine.SegmentQuery{})
		note("retrieval", segments, err)
		by, err := p.Segments(ctx, engine.SegmentQuery{Where: `coder:"Coder A"`})
		note("retrieval by coder", by.Segments, err)
		for _, in := range []string{"text", "memo"} {
			hits, err := p.Search(ctx, engine.SearchQuery{Text: "SECRETMEMO OR households", In: []string{in}, Where: ""})
			note("search in "+in, hits.Hits, err)
		}
		coded, err := p.Search(ctx, engine.SearchQuery{Text: "households", Where: "code:informal"})
		note("search in coded text", coded, err)
		memos, err := p.Memos(ctx, engine.MemoFilter{})
		note("memos", memos, err)
		history, err := p.History(ctx, engine.HistoryFilter{Changes: true})
		note("history", history, err)
		path := filepath.Join(t.TempDir(), "x.csv")
		_, err = p.Export(ctx, path, engine.Export{Format: "csv"}, nil)
		b, _ := os.ReadFile(path)
		note("export", string(b), err)
		matrix, err := p.Matrix(ctx, engine.MatrixQuery{Rows: engine.MatrixAxis{By: "code"}, Columns: engine.MatrixAxis{By: "document"}})
		note("matrix", matrix, err)
		report, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Unit: "sentence", Cover: "any"}, nil)
		note("agreement", report.Documents, err)
		page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Round: round.ID, Unit: "sentence", Cover: "any"}}, nil)
		note("disagreements", page.Items, err)
		return out
	}
	traces := []string{secret[0].ID.String(), "SECRETMEMO", "share the list of households"}
	seen := func(viewer string) (names []string) {
		for name, text := range shown(viewer) {
			for i, trace := range traces {
				if strings.Contains(text, trace) && !(i == 2 && strings.HasPrefix(name, "search in text")) {
					names = append(names, name)
					break
				}
			}
		}
		slices.Sort(names)
		return names
	}
	if names := seen("Coder B"); len(names) > 0 {
		t.Errorf("while the round is blind, %v show another's work", names)
	}
	blind := shown("Coder B")
	if got := blind["info"]; got != `{"Codings":1,"Memos":0}` {
		t.Errorf("counts: %s", got)
	}
	if own := seen("Coder A"); !slices.Contains(own, "reading") || !slices.Contains(own, "memos") || !slices.Contains(own, "export") || !slices.Contains(own, "history") {
		t.Errorf("one's own work shows only in %v", own)
	}
	become(t, p, "Coder B")
	if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	all := seen("Coder B")
	for _, name := range []string{"reading", "reading one", "retrieval", "retrieval by coder", "memos", "search in memo", "history", "export", "disagreements"} {
		if !slices.Contains(all, name) {
			t.Errorf("when everybody has finished, %s still hides it (%v do not)", name, all)
		}
	}
	// B finished with nothing: that is a "no" everywhere, and not missing
	r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round.ID, Unit: "sentence", Cover: "any"}, nil)
	if err != nil || len(r.Coders) != 2 || codeNamed(t, r, "coordination/informal").Differ != 1 {
		t.Errorf("%+v %v", r.Pooled, err)
	}
	// taking it up again closes the curtain
	if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, true); err != nil {
		t.Fatal(err)
	}
	if names := seen("Coder B"); len(names) > 0 {
		t.Errorf("reopened, %v show another's work", names)
	}
	_, err = p.UnlockRound(ctx, round.ID, " ")
	wantError(t, err, qda.Invalid, "round.unlock_why")
	opened, err := p.UnlockRound(ctx, round.ID, "Coder B has left.")
	if err != nil || opened.Unlocked == "" || opened.UnlockedFor != "Coder B has left." {
		t.Errorf("%+v %v", opened, err)
	}
	if names := seen("Coder B"); !slices.Contains(names, "reading") {
		t.Errorf("unlocked, but only %v show", names)
	}
	list, err := p.History(ctx, engine.HistoryFilter{Kind: "round.unlock"})
	if err != nil || len(list) != 1 || list[0].Coder.Name != "Coder B" || list[0].Sentence != "lifted the blindness of "+round.Label+" early: “Coder B has left.”" {
		t.Errorf("the unlocking is not in the history: %+v %v", list, err)
	}
	_, err = p.UnlockRound(ctx, round.ID, "again")
	wantError(t, err, qda.Conflict, "round.not_blind")
	whole(t, p)
}

// TestDoingItAgainWithoutSeeingTheFirstTime repeats a round: one's own earlier work is
// hidden from oneself, and from nobody else, until it is done.
func TestDoingItAgainWithoutSeeingTheFirstTime(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "resistance", "The ministry never sent a guideline") // joins, in a round of its own
	a := coders(t, p, "Coder A")
	first, err := p.PlanRound(ctx, engine.PlanRound{Label: "First", Coders: a, Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	old, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: first.ID, Span: at(t, p, d, "share the list of households"), Codes: []qda.ID{code(t, p, "informal")}, Memo: "FIRSTTIME"})
	if err != nil {
		t.Fatal(err)
	}
	plan := engine.PlanRound{Label: "Second", Coders: a, Again: first.ID}
	_, err = p.PlanRound(ctx, plan)
	wantError(t, err, qda.NotFound, "round.nothing_again")
	if _, err := p.FinishDocuments(ctx, first.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	sees := func() bool {
		t.Helper()
		list, err := p.DocumentCodings(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		history, err := p.History(ctx, engine.HistoryFilter{Changes: true})
		if err != nil {
			t.Fatal(err)
		}
		memos, err := p.Memos(ctx, engine.MemoFilter{})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := json.Marshal([]any{list, history, memos})
		found := strings.Contains(string(b), "FIRSTTIME")
		if found != slices.ContainsFunc(list, func(c engine.CodingView) bool { return c.ID == old[0].ID }) {
			t.Errorf("reading and history or memos do not hide the same: %s", b)
		}
		if one, err := p.CodingsByID(ctx, []qda.ID{old[0].ID}); err != nil || found != (len(one) == 1) {
			t.Errorf("reading and reading one do not hide the same: %+v %v", one, err)
		}
		return found
	}
	if !sees() {
		t.Error("one's own work is hidden before it is repeated")
	}
	second, err := p.PlanRound(ctx, plan)
	if err != nil || second.Of.ID != first.ID || second.Total != 1 {
		t.Fatalf("%+v %v", second, err)
	}
	if sees() {
		t.Error("she sees what she did the first time")
	}
	r, err := p.Agreement(ctx, engine.AgreementQuery{Round: first.ID, Unit: "sentence"}, nil)
	if err != nil || r.Hidden != 1 {
		t.Errorf("numbers are computed on what is hidden: %+v %v", r, err)
	}
	become(t, p, "Coder B")
	if !sees() {
		t.Error("others do not see the first round")
	}
	become(t, p, "Coder A")
	if _, err := p.FinishDocuments(ctx, second.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	if !sees() {
		t.Error("it stays hidden when it is done")
	}
	s, err := p.Stability(ctx, a[0], first.ID, second.ID, engine.AgreementQuery{Unit: "sentence", Cover: "any"})
	if err != nil || s.Documents != 1 || s.Codes[0].Lost != 1 {
		t.Errorf("%+v %v", s, err)
	}
	whole(t, p)
}
