package engine_test

import (
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestThatACopyWasBroughtInIsToldWithoutWhatIsBlind has nothing in the copy but blind work
// of another: who brought it in did not work on it, and taking it back says what it was.
func TestThatACopyWasBroughtInIsToldWithoutWhatIsBlind(t *testing.T) {
	p, d, round := team(t)
	copied := func(name string, seed byte) string {
		path := filepath.Join(t.TempDir(), name)
		if _, err := p.Backup(ctx, "by-hand", path); err != nil {
			t.Fatal(err)
		}
		there := openAs(t, path, "Coder B", seed)
		_, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, "we meet every month"), Codes: []qda.ID{code(t, there, "informal")}, Memo: name})
		if err != nil {
			t.Fatal(err)
		}
		if err := there.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		return path
	}
	first := copied("first.articula", 97)
	second := copied("second.articula", 98)
	for _, path := range []string{first, second} { // the second coding goes into the first, its twin
		if m, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil); err != nil || !m.Hidden || m.Seq == 0 {
			t.Fatalf("%+v %v", m, err)
		}
	}
	const merged = "brought the work of another copy in"
	latest := func(when, want string) {
		t.Helper()
		list, err := p.History(ctx, engine.HistoryFilter{Limit: 1, Changes: true})
		if err != nil || len(list) != 1 || list[0].Sentence != want || list[0].Hidden || len(list[0].Changes) > 0 {
			t.Errorf("%s: %+v %v", when, list, err)
		}
	}
	latest("the merge", merged)
	if state, err := p.UndoState(ctx); err != nil || state.Undo != merged || state.UndoKey != "merge" {
		t.Errorf("%+v %v", state, err)
	}
	become(t, p, "Coder C")
	latest("the merge of another", merged)
	become(t, p, "Coder A")
	said, err := p.Undo(ctx)
	if err != nil || said != "took back: "+merged {
		t.Errorf("%q %v", said, err)
	}
	latest("taken back", "took back: "+merged)
	if said, err := p.Redo(ctx); err != nil || !strings.HasSuffix(said, merged) {
		t.Errorf("%q %v", said, err)
	}
	become(t, p, "Coder B")
	list, err := p.History(ctx, engine.HistoryFilter{Kind: "coding.", Coder: coders(t, p, "Coder B")[0], Limit: 1, Changes: true})
	if err != nil || len(list) != 1 || list[0].Hidden || len(list[0].Changes) == 0 {
		t.Errorf("one's own work: %+v %v", list, err)
	}
	whole(t, p)
}
