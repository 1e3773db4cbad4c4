package engine_test

import (
	"path/filepath"
	"slices"
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

// TestTheHistoryDoesNotCountWhatIsBlind lets one person code, comment and take back in a
// blind round, between open work: another sees that she worked, not how often nor what.
func TestTheHistoryDoesNotCountWhatIsBlind(t *testing.T) {
	p, d, round := team(t)
	become(t, p, "Coder B")
	blind := func(quotes ...string) {
		t.Helper()
		for _, quote := range quotes {
			if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, quote), Codes: []qda.ID{code(t, p, "informal")}, Memo: "why"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	open := func() {
		t.Helper()
		if _, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "open"}); err != nil {
			t.Fatal(err)
		}
	}
	open()
	blind("we meet every month", "share the list of households")
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	open()
	blind("share the list of households")
	become(t, p, "Coder A")
	list := func(f engine.HistoryFilter) []engine.HistoryEntry {
		t.Helper()
		entries, err := p.History(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	all := list(engine.HistoryFilter{})
	told := func(entries []engine.HistoryEntry) string {
		var kinds []string
		for _, e := range entries {
			kinds = append(kinds, e.Kind)
		}
		return strings.Join(kinds, " ")
	}
	if got, want := told(all[:4]), "hidden memo.add hidden memo.add"; got != want {
		t.Fatalf("%q, want %q: %+v", got, want, all[:4])
	}
	for _, e := range all {
		if e.Hidden && (e.Undoes != "" || e.Undone || len(e.Changes) > 0) {
			t.Errorf("it tells of what is hidden: %+v", e)
		}
	}
	who := coders(t, p, "Coder B")[0]
	for _, kind := range []string{"coding.", "coding.add", "undo", "hidden"} {
		for _, e := range list(engine.HistoryFilter{Coder: who, Kind: kind}) {
			if e.Hidden {
				t.Errorf("found by the kind %s: %+v", kind, e)
			}
		}
	}
	// Page by page the same, whatever the length of a page, and the other way round.
	for length := 1; length <= len(all); length++ {
		var paged []engine.HistoryEntry
		for before := 0; ; {
			page := list(engine.HistoryFilter{Before: before, Limit: length})
			if paged = append(paged, page...); len(page) < length {
				break
			}
			before = page[length-1].Seq
		}
		if told(paged) != told(all) {
			t.Errorf("in pages of %d: %s, want %s", length, told(paged), told(all))
		}
	}
	back := list(engine.HistoryFilter{Oldest: true})
	slices.Reverse(back)
	if told(back) != told(all) || back[0].Seq != all[0].Seq || back[0].Ref != all[0].Ref || back[2].At != all[2].At {
		t.Errorf("%s, want %s", told(back), told(all))
	}
	become(t, p, "Coder B")
	if n := len(list(engine.HistoryFilter{Coder: who, Kind: "coding.add"})); n < 3 {
		t.Errorf("%d of her own", n)
	}
	whole(t, p)
}
