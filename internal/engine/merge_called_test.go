package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestAConflictSaysWhatItIsAbout has two people change a group of terms and the place of a
// code, and one delete a search that the other changes.
func TestAConflictSaysWhatItIsAbout(t *testing.T) {
	p, _ := newProject(t)
	group, err := p.SaveTermGroup(ctx, engine.TermGroupView{Name: "meeting", Terms: []string{"meet"}})
	if err != nil {
		t.Fatal(err)
	}
	saved, err := p.SaveQuery(ctx, engine.SaveQuery{Name: "Ministries", Kind: "search", Text: "ministry"})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 98)
	change := func(q *engine.Project, term, parent string) {
		t.Helper()
		if _, err := q.SaveTermGroup(ctx, engine.TermGroupView{ID: group.ID, Name: "meeting", Terms: []string{term}}); err != nil {
			t.Fatal(err)
		}
		if err := q.MoveCodes(ctx, engine.MoveCode{IDs: []qda.ID{code(t, q, "formal")}, Parent: code(t, q, parent)}); err != nil {
			t.Fatal(err)
		}
	}
	change(p, "gather", "informal")
	if err := p.RemoveQuery(ctx, saved.ID); err != nil {
		t.Fatal(err)
	}
	change(there, "assemble", "resistance")
	if _, err := there.SaveQuery(ctx, engine.SaveQuery{Name: "Ministries", Kind: "search", Text: "minister"}); err != nil {
		t.Fatal(err)
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	says := func(list []engine.ConflictView) {
		t.Helper()
		named := map[string]string{}
		for _, c := range list {
			named[c.Entity] = c.Thing.Name
			if c.Field != "parent_id" {
				continue
			}
			for _, text := range []string{c.Shown, c.Other} {
				if n, err := p.FindCode(ctx, text); err != nil || n.ID.String() == text {
					t.Errorf("the place is told as %q: %v", text, err)
				}
			}
			_, err := p.DecideConflict(ctx, c.ID, "edited", "informal")
			if qda.KindOf(err) != qda.NotFound { // it is a trial
				wantError(t, err, qda.Invalid, "conflict.no_words")
			}
		}
		if named["saved_query"] != "Ministries" || named["term_group"] != "meeting" || named["code"] == "" {
			t.Errorf("%v", named)
		}
	}
	for _, dry := range []bool{true, false} {
		r, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: dry}, nil)
		if err != nil {
			t.Fatal(err)
		}
		says(r.Conflicts)
	}
	list, err := p.Conflicts(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	says(list)
	for _, c := range list {
		if c.Field == "parent_id" {
			if done, err := p.DecideConflict(ctx, c.ID, "theirs", ""); err != nil || done.Shown != c.Other {
				t.Errorf("%+v %v", done, err)
			}
		}
	}
	whole(t, p)
}
