package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

func TestWhatWasWrittenIsThereAfterReopening(t *testing.T) {
	f := newFixture(t, "", options(t))
	want := f.code(t, f.ana, f.codes[1], 4, 12)
	f.reopen(t)
	if got := f.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		text, err := tx.Text(f.doc.TextHash)
		if err != nil || text.Body != body || text.Runes != len([]rune(body)) {
			t.Errorf("text %+v, %v", text, err)
		}
		source, err := tx.Source(f.doc.SourceHash)
		if err != nil || string(source.Bytes) != body || source.MediaType != "text/plain" {
			t.Errorf("source %q, %v", source.Bytes, err)
		}
		s, err := tx.Structure(f.doc.StructureHash)
		if err != nil || len(s.Parts) != 1 || s.TextHash != f.doc.TextHash {
			t.Errorf("structure %+v, %v", s, err)
		}
		docs, err := store.List[qda.Document](tx, store.Eq{"kind": qda.Interview, "lang": "en"})
		if err != nil || len(docs) != 1 || docs[0] != f.doc {
			t.Errorf("documents %+v, %v", docs, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.sound(t)
}

func TestCodingsComeInReadingOrderLongestFirst(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	f.code(t, f.ben, f.codes[2], 4, 12)
	f.code(t, f.ana, f.codes[0], 0, 3)
	var got []qda.Span
	for _, c := range f.codings(t, f.ana) {
		got = append(got, c.Span)
	}
	if want := []qda.Span{{Start: 0, End: 3}, {Start: 4, End: 12}, {Start: 4, End: 8}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTheSameCodingTwiceIsAConflict(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	_, err := f.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error {
		return store.Put(tx, f.coding(tx, f.ana, f.codes[1], 4, 8))
	})
	wantError(t, err, qda.Conflict, "record.exists")
	if n := len(f.codings(t, f.ana)); n != 1 {
		t.Errorf("%d codings", n)
	}
	f.sound(t)
}

func TestAFailedUpdateLeavesNothing(t *testing.T) {
	f := newFixture(t, "", options(t))
	boom := errors.New("boom")
	_, err := f.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error {
		if err := store.Put(tx, f.coding(tx, f.ana, f.codes[1], 4, 8)); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	_, err = f.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error {
		c := f.coding(tx, f.ana, f.codes[1], 4, 8)
		c.CodeID = tx.NewID() // a code that does not exist: the foreign key speaks at the end
		return store.Put(tx, c)
	})
	wantError(t, err, qda.Conflict, "record.in_use")
	if n := len(f.codings(t, f.ana)); n != 0 {
		t.Errorf("%d codings", n)
	}
	f.code(t, f.ana, f.codes[1], 4, 8)
	f.sound(t)
}

func TestAnUpdateThatChangesNothingWritesNothing(t *testing.T) {
	f := newFixture(t, "", options(t))
	op, err := f.Update(ctx, f.ana.ID, "code.edit", func(tx *store.Tx) error {
		return store.Save(tx, f.codes[1])
	})
	if err != nil || op.Seq != 0 {
		t.Errorf("op %+v, %v", op, err)
	}
}

func TestDeletingTakesAlongWhatExistsOnlyBecauseOfIt(t *testing.T) {
	f := newFixture(t, "", options(t))
	c := f.code(t, f.ana, f.codes[1], 4, 8)
	var memo qda.Memo
	var cite qda.Citation
	if _, err := f.Update(ctx, f.ana.ID, "coding.qualify", func(tx *store.Tx) error {
		memo = qda.Memo{ID: tx.NewID(), Kind: "note", Body: "why", CoderID: f.ana.ID, Owner: "coding", OwnerID: c.ID}
		v := qda.AttributeValue{ID: tx.NewID(), OwnerID: f.doc.ID, Value: "x"}
		a := qda.Attribute{ID: tx.NewID(), Name: "a", Scope: qda.OnDocument, Type: qda.TextValue}
		v.AttributeID = a.ID
		cite = qda.Citation{ID: tx.NewID(), Owner: "attribute_value", OwnerID: v.ID, CodingID: c.ID, Role: "supports",
			Passage: qda.Passage{DocumentID: f.doc.ID, TextHash: f.doc.TextHash, Span: c.Span, Quote: c.Quote}}
		return errors.Join(store.Put(tx, memo), store.Put(tx, a), store.Put(tx, v), store.Put(tx, cite),
			store.Put(tx, qda.Qualifier{ID: tx.NewID(), Owner: "coding", OwnerID: c.ID, FacetID: f.facet.ID, ValueID: f.facetValue.ID}))
	}); err != nil {
		t.Fatal(err)
	}
	f.sound(t)
	if _, err := f.Update(ctx, f.ana.ID, "coding.remove", func(tx *store.Tx) error { return store.Delete[qda.Coding](tx, c.ID) }); err != nil {
		t.Fatal(err)
	}
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		if _, err := store.Get[qda.Memo](tx, memo.ID); qda.KindOf(err) != qda.NotFound {
			t.Errorf("the memo of a coding that is gone: %v", err)
		}
		if q, err := store.List[qda.Qualifier](tx, store.Eq{}); err != nil || len(q) != 0 {
			t.Errorf("facets of a coding that is gone: %v %v", q, err)
		}
		got, err := store.Get[qda.Citation](tx, cite.ID)
		if err != nil || !got.CodingID.IsZero() || got.Quote != c.Quote {
			t.Errorf("the citation should stand without its coding: %+v %v", got, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.sound(t)
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		got, err := store.Get[qda.Memo](tx, memo.ID)
		if err != nil || got != memo {
			t.Errorf("memo after undo: %+v %v", got, err)
		}
		c2, err := store.Get[qda.Citation](tx, cite.ID)
		if err != nil || c2 != cite {
			t.Errorf("citation after undo: %+v %v", c2, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.sound(t)
}

func TestWhatIsInUseIsNotDeleted(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	_, err := f.Update(ctx, f.ana.ID, "code.delete", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, f.codes[1].ID) })
	wantError(t, err, qda.Conflict, "record.in_use")
	f.sound(t)
}

func TestTheBinHidesCodesAndWhatIsUnderThem(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	f.code(t, f.ana, f.codes[0], 0, 3)
	if _, err := f.Update(ctx, f.ana.ID, "code.bin", func(tx *store.Tx) error {
		c := f.codes[0]
		c.DeletedAt = tx.Now()
		return store.Save(tx, c)
	}); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 0 {
		t.Errorf("codings of binned codes are shown: %v", got)
	}
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		counts, err := tx.CountByCode(store.CodingFilter{Binned: true})
		if err != nil || counts[f.codes[1].ID] != (store.Count{Codings: 1, Documents: 1}) {
			t.Errorf("counts with the bin: %v %v", counts, err)
		}
		counts, err = tx.CountByCode(store.CodingFilter{})
		if err != nil || len(counts) != 0 {
			t.Errorf("counts without the bin: %v %v", counts, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestBlindRoundsHideOthersWork walks through the life of a blind round and asks
// every way of reading at each step.
func TestBlindRoundsHideOthersWork(t *testing.T) {
	f := newFixture(t, "", options(t))
	mine, theirs := f.code(t, f.ana, f.codes[1], 4, 8), f.code(t, f.ben, f.codes[2], 4, 12)
	assign := map[string]qda.Assignment{}
	if _, err := f.Update(ctx, f.ben.ID, "memo.add", func(tx *store.Tx) error {
		return errors.Join(
			store.Put(tx, qda.Memo{ID: tx.NewID(), Kind: "note", Body: "on my coding", CoderID: f.ben.ID, Owner: "coding", OwnerID: theirs.ID}),
			store.Put(tx, qda.Memo{ID: tx.NewID(), Kind: "note", Body: "on the document", CoderID: f.ben.ID, Owner: "document", OwnerID: f.doc.ID}),
			store.Put(tx, qda.Memo{ID: tx.NewID(), Kind: "note", Body: "free", CoderID: f.ben.ID}),
			store.Put(tx, qda.Translation{ID: tx.NewID(), Owner: "coding", OwnerID: theirs.ID, Lang: "fr", Text: "x"}),
			store.Put(tx, qda.Qualifier{ID: tx.NewID(), Owner: "coding", OwnerID: theirs.ID, FacetID: f.facet.ID, ValueID: f.facetValue.ID}))
	}); err != nil {
		t.Fatal(err)
	}
	type seen struct{ Codings, Memos, Qualifiers, Translations, Count, Get int }
	look := func(viewer qda.ID) (s seen) {
		t.Helper()
		if err := f.View(ctx, viewer, func(tx *store.Tx) error {
			for c, err := range tx.Codings(store.CodingFilter{}) {
				if err != nil {
					return err
				}
				if c.CoderID == f.ben.ID {
					s.Codings++
				}
			}
			memos, err := store.List[qda.Memo](tx, store.Eq{})
			if err != nil {
				return err
			}
			s.Memos = len(memos)
			qs, err := tx.Qualifiers([]qda.ID{mine.ID, theirs.ID})
			if err != nil {
				return err
			}
			s.Qualifiers = len(qs[theirs.ID])
			trs, err := store.List[qda.Translation](tx, store.Eq{})
			if err != nil {
				return err
			}
			s.Translations = len(trs)
			counts, err := tx.CountByCode(store.CodingFilter{})
			if err != nil {
				return err
			}
			s.Count = counts[f.codes[2].ID].Codings
			if _, err := store.Get[qda.Coding](tx, theirs.ID); err == nil {
				s.Get = 1
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	open, hidden := seen{1, 3, 1, 1, 1, 1}, seen{0, 1, 0, 0, 0, 0}
	set := func(kind string, fn func(tx *store.Tx) error) {
		t.Helper()
		if _, err := f.Update(ctx, f.ana.ID, kind, fn); err != nil {
			t.Fatal(err)
		}
	}
	want := func(when string, viewer qda.ID, s seen) {
		t.Helper()
		if d := cmp.Diff(s, look(viewer)); d != "" {
			t.Errorf("%s: %s", when, d)
		}
	}
	want("before the round is blind", f.ana.ID, open)
	set("round.plan", func(tx *store.Tx) error {
		r := f.round
		r.Blind = true
		for name, coder := range map[string]qda.Coder{"ana": f.ana, "ben": f.ben} {
			a := qda.Assignment{ID: tx.NewID(), RoundID: r.ID, DocumentID: f.doc.ID, CoderID: coder.ID, State: qda.AssignmentOpen}
			assign[name] = a
			if err := store.Put(tx, a); err != nil {
				return err
			}
		}
		return store.Save(tx, r)
	})
	finish := func(name, state string) {
		set("assignment.state", func(tx *store.Tx) error {
			a := assign[name]
			a.State = state
			return store.Save(tx, a)
		})
	}
	want("while both code", f.ana.ID, hidden)
	want("while both code, to nobody in particular", qda.ID{}, hidden)
	want("their own", f.ben.ID, open)
	finish("ana", qda.AssignmentFinished)
	want("while one still codes", f.ana.ID, hidden)
	finish("ben", qda.AssignmentFinished)
	want("when all have finished", f.ana.ID, open)
	finish("ana", qda.AssignmentReopened)
	want("when one reopens", f.ana.ID, hidden)
	set("round.unlock", func(tx *store.Tx) error {
		r, err := store.Get[qda.Round](tx, f.round.ID)
		r.UnlockedAt = tx.Now()
		return errors.Join(err, store.Save(tx, r))
	})
	want("when unlocked early", f.ana.ID, open)
	f.sound(t)
}

func TestStagedContentIsSweptUnlessADocumentTakesIt(t *testing.T) {
	f := newFixture(t, "", options(t))
	kept := store.NewContent("kept text", qda.Structure{}, "text/plain", []byte("kept"))
	lost := store.NewContent("lost text", qda.Structure{}, "text/plain", []byte("lost"))
	for _, c := range []store.Content{kept, lost} {
		if err := f.Stage(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Update(ctx, f.ana.ID, "document.import", func(tx *store.Tx) error {
		return store.Put(tx, qda.Document{ID: tx.NewID(), Title: "kept", TextHash: kept.Text.Hash, SourceHash: kept.Source.Hash, StructureHash: store.StructureHash(kept.Structure)})
	}); err != nil {
		t.Fatal(err)
	}
	f.reopen(t)
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		if _, err := tx.Text(kept.Text.Hash); err != nil {
			t.Errorf("kept text: %v", err)
		}
		if _, err := tx.Text(lost.Text.Hash); qda.KindOf(err) != qda.NotFound {
			t.Errorf("lost text: %v", err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	// undoing the import keeps the content, so that redo works
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	f.reopen(t)
	if _, _, err := f.Redo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	f.sound(t)
}

func TestCreateNeverReplacesAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.articula")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Create(ctx, path, options(t), qda.Project{Title: "x"}, qda.Coder{Name: "x"}, nil)
	wantError(t, err, qda.Conflict, "project.exists")
	if b, _ := os.ReadFile(path); string(b) != "mine" {
		t.Errorf("the file now holds %q", b)
	}
	boom := errors.New("boom")
	dir := t.TempDir()
	if _, err := store.Create(ctx, filepath.Join(dir, "q.articula"), options(t), qda.Project{Title: "x"}, qda.Coder{Name: "x"}, func(*store.Tx, qda.Coder) error { return boom }); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("a failed creation left %v", left)
	}
}

func TestSQLiteIsNewEnoughAndEveryConnectionIsSafe(t *testing.T) {
	f := newFixture(t, "", options(t))
	version, settings := store.EngineSettings(t.Context(), f.Store)
	var major, minor, patch int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch); err != nil {
		t.Fatal(err)
	}
	if major*1_000_000+minor*1_000+patch < 3_051_003 {
		t.Errorf("SQLite %s has the fault in resetting its log", version)
	}
	for name, want := range map[string]string{
		"writer synchronous": "2", "writer journal_mode": "wal", "writer foreign_keys": "1", "writer secure_delete": "1",
		"writer trusted_schema": "0", "reader trusted_schema": "0", "reader query_only": "1", "reader cell_size_check": "1", "reader mmap_size": "0", "reader temp_store": "2",
	} {
		if got := settings[name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestSchemaAndRecordsAgree holds the columns of every table against the fields
// of its record.
func TestSchemaAndRecordsAgree(t *testing.T) {
	f := newFixture(t, "", options(t))
	db, err := sql.Open("sqlite3", f.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, e := range oplog.Entities() {
		rows, err := db.Query("SELECT name, type, \"notnull\" FROM pragma_table_info(?1) ORDER BY cid", e.Name)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for rows.Next() {
			var name, typ string
			var notNull bool
			if err := rows.Scan(&name, &typ, &notNull); err != nil {
				t.Fatal(err)
			}
			got = append(got, name+" "+typ)
			if typ != "BLOB" && !notNull {
				t.Errorf("%s.%s may be NULL", e.Name, name)
			}
		}
		for _, c := range e.Columns {
			typ := map[oplog.Type]string{oplog.TextType: "TEXT", oplog.IntType: "INTEGER", oplog.BoolType: "INTEGER", oplog.IDType: "BLOB", oplog.HashType: "BLOB"}[c.Type]
			want = append(want, c.Name+" "+typ)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-record +table):\n%s", e.Name, d)
		}
	}
}

func TestProjectAndSideFilesAreForTheOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	f := newFixture(t, filepath.Join(dir, "p.articula"), options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	if _, err := f.Backup(ctx, "by-hand"); err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{dir, f.opts.StateDir} {
		if err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
			if err == nil && !info.IsDir() && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s is %v", path, info.Mode())
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		t.Errorf("a closed project is %s", strings.Join(names, ", "))
	}
}
