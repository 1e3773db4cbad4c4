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

// blindPair is a project whose interview two coders code in a blind round; the second is at work.
func blindPair(t *testing.T) (*engine.Project, qda.Document, engine.RoundDetail) {
	t.Helper()
	p, d := newProject(t)
	become(t, p, "Coder A")
	add(t, p, d, "formal", "The ministry never sent a guideline") // joins
	become(t, p, "Coder B")
	add(t, p, d, "resistance", "we meet every month") // joins
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Blind", Coders: coders(t, p, "Coder A", "Coder B"), Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	return p, d, round
}

// TestTheHistoryIsAsBlindAsTheCodings looks at what another did to codings that are gone
// again, and at what the viewer did herself to codings that she does not see.
func TestTheHistoryIsAsBlindAsTheCodings(t *testing.T) {
	p, d, round := blindPair(t)
	coded := func(ref, quote string) engine.CodingView {
		list, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, quote), Codes: []qda.ID{code(t, p, ref)}})
		if err != nil {
			t.Fatal(err)
		}
		return list[0]
	}
	gone, kept := coded("resistance", "share the list of households"), coded("informal", "share the list of households")
	for _, on := range []engine.CodingView{gone, kept} {
		if _, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "SECRETMEMO", On: "coding", OnID: on.ID}); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.RemoveCodings(ctx, []qda.ID{gone.ID}); err != nil {
		t.Fatal(err)
	}

	become(t, p, "Coder A")
	folder := true
	_, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "informal"), Folder: &folder})
	wantError(t, err, qda.Conflict, "code.in_use_unseen")
	informal := code(t, p, "informal")
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{informal}, Into: code(t, p, "formal")}); err != nil {
		t.Fatal(err)
	}
	told := func() string {
		list, err := p.History(ctx, engine.HistoryFilter{Changes: true})
		if err != nil {
			t.Fatal(err)
		}
		undo, err := p.UndoState(ctx)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]any{list, undo})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, trace := range []string{"SECRETMEMO", gone.ID.String(), kept.ID.String()} {
		if strings.Contains(told(), trace) {
			t.Errorf("the history shows %s of another's blind work", trace)
		}
	}
	// What is told of a document with its codings does not even count what is hidden there.
	of := func(entity string, id qda.ID) []engine.HistoryEntry {
		list, err := p.History(ctx, engine.HistoryFilter{Entity: entity, ID: id, Codings: true, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if n := len(of("document", d.ID)); n != 2 { // imported, and a coding of her own
		t.Errorf("%d actions of the document, want 2: %+v", n, of("document", d.ID))
	}
	if list := of("code", code(t, p, "resistance")); len(list) != 1 || list[0].Kind != "code.add" {
		t.Errorf("of a code that another used blindly: %+v", list)
	}
	// It lost the other's coding by her own merge, which took along what she does not see.
	if list := of("code", informal); slices.ContainsFunc(list, func(e engine.HistoryEntry) bool { return strings.HasPrefix(e.Kind, "coding.") }) {
		t.Errorf("of a code that another used blindly, and that was merged away: %+v", list)
	}
	undo, err := p.UndoState(ctx)
	if want := "merged coordination/informal into another code (0 codings)"; err != nil || undo.Undo != want {
		t.Errorf("undo says %q, want %q (%v)", undo.Undo, want, err)
	}
	if list, err := p.History(ctx, engine.HistoryFilter{Limit: 1}); err != nil || list[0].Sentence != undo.Undo || list[0].Hidden {
		t.Errorf("%+v %v", list, err)
	}
	for _, who := range []string{"Coder A", "Coder B"} {
		become(t, p, who)
		if who == "Coder B" && (!strings.Contains(told(), "SECRETMEMO") || !strings.Contains(told(), gone.ID.String())) {
			t.Error("one's own work is hidden from oneself")
		}
		if n := len(of("document", d.ID)); who == "Coder B" && n != 6 { // with two codings of the round, one of them taken away again
			t.Errorf("%d actions of the document for who did them, want 6", n)
		}
		if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
			t.Fatal(err)
		}
	}
	become(t, p, "Coder A")
	for _, trace := range []string{"SECRETMEMO", gone.ID.String(), kept.ID.String()} {
		if !strings.Contains(told(), trace) {
			t.Errorf("when everybody has finished, the history still hides %s", trace)
		}
	}
	if undo, err := p.UndoState(ctx); err != nil || !strings.Contains(told(), "merged coordination/informal into another code (1 coding)") {
		t.Errorf("%+v %v", undo, err)
	}
	whole(t, p)
}

// TestWhatAMergeLeavesOpenIsAsBlindAsTheRest has a memo of a blind document written in
// two ways, by its own coder: whoever brings both together does not read it.
func TestWhatAMergeLeavesOpenIsAsBlindAsTheRest(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "formal", "The ministry never sent a guideline")
	become(t, p, "Coder B")
	add(t, p, d, "resistance", "we meet every month") // joins
	if _, err := p.PlanRound(ctx, engine.PlanRound{Label: "Blind", Coders: coders(t, p, "Coder B"), Documents: []qda.ID{d.ID}}); err != nil {
		t.Fatal(err)
	}
	m, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "first words", On: "document", OnID: d.ID})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 94)
	for _, q := range []*engine.Project{p, there} {
		body := map[bool]string{true: "SECRET here", false: "SECRET there"}[q == p]
		if _, err := q.SaveMemo(ctx, engine.SaveMemo{ID: m.ID, Body: body, On: "document", OnID: d.ID}); err != nil {
			t.Fatal(err)
		}
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder A")
	look := func(name string, list []engine.ConflictView, err error, hidden bool) {
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %+v %v", name, list, err)
		}
		if b, _ := json.Marshal(list); strings.Contains(string(b), "SECRET") == hidden || strings.Contains(string(b), "first words") == hidden || list[0].Hidden != hidden {
			t.Errorf("%s: %s", name, b)
		}
	}
	trial, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: true}, nil)
	look("a trial", trial.Conflicts, err, true)
	done, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	look("the merge", done.Conflicts, err, true)
	list, err := p.Conflicts(ctx, false)
	look("the list", list, err, true)
	log := func() string {
		entries, err := p.History(ctx, engine.HistoryFilter{Changes: true, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(entries)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if strings.Contains(log(), "SECRET") || strings.Contains(log(), list[0].ID.String()) {
		t.Errorf("the history shows what is open on it: %s", log())
	}
	_, err = p.DecideConflict(ctx, list[0].ID, "theirs", "")
	wantError(t, err, qda.Conflict, "conflict.blind")
	become(t, p, "Coder B")
	list, err = p.Conflicts(ctx, false)
	look("the list of whose memo it is", list, err, false)
	if !strings.Contains(log(), list[0].ID.String()) {
		t.Errorf("the history hides from its author what is open on it: %s", log())
	}
	if _, err := p.DecideConflict(ctx, list[0].ID, "theirs", ""); err != nil {
		t.Error(err)
	}
	whole(t, p)
}
