package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// apart gives two copies of a project, of which Ana and Ben each import one text, under two
// names, and code it.
func anaAndBen(t *testing.T) (ana, ben *engine.Project, of, her qda.Document) {
	t.Helper()
	return apartFrom(t, 110)
}

func apartFrom(t *testing.T, seed byte) (ana, ben *engine.Project, of, her qda.Document) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "home.articula")
	home, err := engine.New(engine.Options{Random: qdatest.NewRandom(seed), StateDir: t.TempDir(), CacheDir: t.TempDir()}).Create(ctx, path, engine.NewProject{Title: "T", Codebook: "none", Coder: "Sup"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := home.AddCode(ctx, engine.AddCode{Name: "trust"}); err != nil {
		t.Fatal(err)
	}
	if _, err := home.RoundNamed(ctx, "R1"); err != nil {
		t.Fatal(err)
	}
	if err := home.Close(); err != nil {
		t.Fatal(err)
	}
	ana, ben = openAs(t, copyFile(t, path), "Ana", seed+1), openAs(t, copyFile(t, path), "Ben", seed+2)
	importText(t, ana, "new.txt", interview)
	importText(t, ben, "other-name.txt", interview)
	of, her = document(t, ana, "new"), document(t, ben, "other-name")
	add(t, ana, of, "trust", "informally")
	add(t, ben, her, "trust", "informally")
	return ana, ben, of, her
}

// copyFile gives another copy of a project that nobody has open.
func copyFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "copy.articula")
	if err := os.WriteFile(out, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

func document(t *testing.T, p *engine.Project, name string) qda.Document {
	t.Helper()
	d, err := p.FindDocument(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// takeIn merges and joins whatever a trial offers.
func takeIn(t *testing.T, p, from *engine.Project) engine.MergeResult {
	t.Helper()
	if err := from.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	info, err := from.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r := engine.MergeRequest{Path: info.Path, DryRun: true}
	trial, err := p.Merge(ctx, r, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range trial.SameTexts {
		r.Join = append(r.Join, s.Theirs.ID)
	}
	r.DryRun = false
	done, err := p.Merge(ctx, r, nil)
	if err != nil || done.Joined != len(trial.SameTexts) {
		t.Fatalf("%+v after %+v: %v", done, trial, err)
	}
	whole(t, p)
	return done
}

// standing asks for one document that stands, with so many codings.
func standing(t *testing.T, p *engine.Project, codings int) {
	t.Helper()
	info, err := p.Info(ctx)
	if err != nil || info.Documents != 1 || info.Codings != codings {
		t.Errorf("%s has %d documents with %d codings, not one with %d: %v", p.Me().Name, info.Documents, info.Codings, codings, err)
	}
}

func TestJoiningAsOfferedLeavesOneDocumentWithAllCodings(t *testing.T) {
	ana, ben, _, _ := anaAndBen(t)
	if done := takeIn(t, ana, ben); done.Joined != 1 {
		t.Errorf("%+v", done)
	}
	standing(t, ana, 2)
	if done := takeIn(t, ben, ana); done.Joined != 0 {
		t.Errorf("%+v", done)
	}
	standing(t, ben, 2)
}

func TestNothingIsJoinedWithWhatLiesInTheBin(t *testing.T) {
	ana, ben, d, e := anaAndBen(t)
	takeIn(t, ana, ben)
	_, err := ana.JoinDocuments(ctx, e.ID, d.ID)
	wantError(t, err, qda.Conflict, "document.binned")
	standing(t, ana, 2)
}

func TestWorkUnderADocumentThatWasJoinedIsOfferedToFollow(t *testing.T) {
	ana, ben, _, e := anaAndBen(t)
	takeIn(t, ana, ben)
	add(t, ben, e, "trust", "we meet every month")
	if done := takeIn(t, ana, ben); done.Joined != 1 {
		t.Errorf("%+v", done)
	}
	standing(t, ana, 3)
	add(t, ben, e, "trust", "The ministry never sent a guideline")
	if done := takeIn(t, ben, ana); done.Joined != 1 { // what he does not see any more where it lies
		t.Errorf("%+v", done)
	}
	standing(t, ben, 4)
	takeIn(t, ana, ben)
	standing(t, ana, 4)
}

func TestTwoWhoJoinInOppositeWaysLoseNothingFromSight(t *testing.T) {
	ana, ben, _, _ := anaAndBen(t)
	as, err := ana.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := ana.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	early := openAs(t, copyFile(t, as.Path), "Ana", 113) // as hers was before
	takeIn(t, ana, ben)
	takeIn(t, ben, early)
	standing(t, ana, 2)
	standing(t, ben, 2)
	for range 2 {
		takeIn(t, ana, ben)
		standing(t, ana, 2)
		takeIn(t, ben, ana)
		standing(t, ben, 2)
	}
}

func TestOneDocumentIsOfferedOnce(t *testing.T) {
	ana, ben, d, _ := anaAndBen(t)
	_, cid, _, _ := apartFrom(t, 120) // with a document of his own
	for _, bin := range []bool{false, true} {
		if err := ben.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		info, err := ben.Info(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !bin { // two with one text stand
			if _, err := ana.Merge(ctx, engine.MergeRequest{Path: info.Path}, nil); err != nil {
				t.Fatal(err)
			}
		} else if err := ana.BinDocuments(ctx, []qda.ID{d.ID}, false); err != nil {
			t.Fatal(err)
		}
		if err := cid.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		if info, err = cid.Info(ctx); err != nil {
			t.Fatal(err)
		}
		trial, err := ana.Merge(ctx, engine.MergeRequest{Path: info.Path, DryRun: true}, nil)
		if err != nil || len(trial.SameTexts) != 1 {
			t.Errorf("%+v %v", trial, err)
		}
	}
	whole(t, ana)
}

func TestAMergeAndWhatWasDecidedWithItAreTakenBackAsOne(t *testing.T) {
	ana, ben, _, e := anaAndBen(t)
	importText(t, ben, "unwanted.txt", "Nobody asked for this.\n")
	unwanted := document(t, ben, "unwanted")
	if err := ben.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	info, err := ben.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	before, err := ana.UndoState(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done, err := ana.Merge(ctx, engine.MergeRequest{Path: info.Path, Join: []qda.ID{e.ID}, Leave: []qda.ID{unwanted.ID}}, nil)
	if err != nil || done.Joined != 1 || done.Left != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	state, err := ana.UndoState(ctx)
	if err != nil || state.UndoKey != "merge" {
		t.Errorf("%+v %v", state, err)
	}
	for range 2 {
		if said, err := ana.Undo(ctx); err != nil || said != "took back: brought the work of another copy in" {
			t.Fatalf("%q %v", said, err)
		}
		whole(t, ana)
		list, err := ana.Documents(ctx, engine.DocumentFilter{Binned: true})
		if err != nil || slices.ContainsFunc(list, func(v engine.DocumentRow) bool { return v.ID == e.ID || v.ID == unwanted.ID }) {
			t.Errorf("%+v %v", list, err)
		}
		standing(t, ana, 1)
		if now, err := ana.UndoState(ctx); err != nil || now.UndoKey != before.UndoKey || now.RedoKey != "merge" {
			t.Errorf("%+v %v", now, err)
		}
		if said, err := ana.Redo(ctx); err != nil || said != "did again: brought the work of another copy in" {
			t.Fatalf("%q %v", said, err)
		}
		whole(t, ana)
		standing(t, ana, 2)
	}
}
