package store_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/store"
)

func TestASecondOpenerIsToldWhoHoldsTheProjectAndMayRead(t *testing.T) {
	f := newFixture(t, "", options(t))
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	_, err := store.Open(ctx, f.Path(), f.opts)
	wantError(t, err, qda.Busy, "project.busy_by")
	if m := qda.AsError(err).Message(); !strings.Contains(m, "tester") || !strings.Contains(m, "testbench") {
		t.Errorf("the holder is not named: %s", m)
	}
	link := filepath.Join(t.TempDir(), "link.articula")
	if err := os.Symlink(f.Path(), link); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(ctx, link, f.opts)
	wantError(t, err, qda.Busy, "project.busy_by")

	o := f.opts
	o.ReadOnly = true
	s, err := store.Open(ctx, f.Path(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	g := &fixture{Store: s}
	if got := g.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Errorf("the reader sees %v", got)
	}
	_, err = s.Update(ctx, f.ana.ID, "x", func(tx *store.Tx) error { return nil })
	wantError(t, err, qda.ReadOnly, "project.read_only")
	f.code(t, f.ana, f.codes[2], 4, 12) // the writer is not held up
	if got := g.codings(t, f.ana); len(got) != 2 {
		t.Errorf("the reader does not see the new coding: %v", got)
	}
}

func TestALockEndsWithItsHolder(t *testing.T) {
	f := newFixture(t, "", options(t))
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	// a file left by a killed process is not a lock
	if err := os.WriteFile(filepath.Join(filepath.Dir(f.Path()), ".p.articula.lock"), []byte(`{"user":"ghost","pid":1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, f.Path(), f.opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func TestReadOnlyFilesAndFoldersOpenForReading(t *testing.T) {
	if os.Geteuid() == 0 && !canMountTmpfs(t) {
		t.Skip("permissions do not bind this user and no file system can be mounted")
	}
	dir := t.TempDir()
	f := newFixture(t, filepath.Join(dir, "p.articula"), options(t))
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	readOnlyFolder(t, dir)
	s, err := store.Open(ctx, f.Path(), f.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !s.ReadOnly() {
		t.Error("not read-only")
	}
	g := &fixture{Store: s}
	if got := g.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Errorf("codings %v", got)
	}
	sound(t, s)
}

func TestForeignAndDamagedFilesAreRefusedUntouched(t *testing.T) {
	dir := t.TempDir()
	f := newFixture(t, filepath.Join(dir, "good.articula"), options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(f.Path())
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign.sqlite")
	db, err := sql.Open("sqlite3", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE x (y)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	other, _ := os.ReadFile(foreign)
	zeroed := bytes.Clone(good)
	copy(zeroed[4096:8192], make([]byte, 4096))
	for name, c := range map[string]struct {
		content []byte
		kind    qda.Kind
	}{
		"empty":     {nil, qda.Damaged},
		"text":      {[]byte("Dear colleague,\n" + strings.Repeat("x", 5000)), qda.Damaged},
		"foreign":   {other, qda.Damaged},
		"truncated": {good[:len(good)/2], qda.Damaged},
		"headless":  {append(make([]byte, 100), good[100:]...), qda.Damaged},
		"page lost": {zeroed, qda.Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name+".articula")
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(ctx, path, f.opts)
			if err == nil {
				// SQLite reads lazily: damage in a page may show only in the check
				problems, cerr := s.Check(ctx, nil)
				s.Close()
				if cerr == nil && len(problems) == 0 {
					t.Fatal("the damage went unseen")
				}
				return
			}
			if qda.KindOf(err) != c.kind {
				t.Errorf("%v is %s, want %s", err, qda.KindOf(err), c.kind)
			}
			after, _ := os.ReadFile(path)
			if !bytes.Equal(after, c.content) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestAProjectWithDefinitionsOfItsOwnIsNotUsed(t *testing.T) {
	for name, statement := range map[string]string{
		"trigger": "CREATE TRIGGER evil AFTER INSERT ON coding BEGIN DELETE FROM coding; END",
		"view":    "CREATE VIEW evil AS SELECT * FROM coding",
		"table":   "CREATE TABLE evil (x)",
		"index":   "CREATE INDEX evil ON coding(quote)",
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, "", options(t))
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite3", f.Path())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
			db.Close()
			_, err = store.Open(ctx, f.Path(), f.opts)
			wantError(t, err, qda.Damaged, "project.schema")
		})
	}
}

func TestAReplacedFileStopsWriting(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	if err := os.Rename(f.Path(), f.Path()+".old"); err != nil {
		t.Fatal(err)
	}
	_, err := f.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error { return store.Put(tx, f.coding(tx, f.ana, f.codes[2], 4, 12)) })
	wantError(t, err, qda.Conflict, "project.replaced")
	rescue := filepath.Join(t.TempDir(), "rescue.articula")
	if err := os.Rename(f.Path()+".old", f.Path()); err != nil {
		t.Fatal(err)
	}
	if err := f.BackupTo(ctx, rescue); err != nil {
		t.Fatal(err)
	}
}

func TestPlaces(t *testing.T) {
	root := t.TempDir()
	marked := filepath.Join(root, "shared stuff")
	if err := os.MkdirAll(filepath.Join(marked, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/h/x/Dropbox/p.articula":                             "sync",
		"/h/x/Dropbox (University)/a/b/p.articula":            "sync",
		"/h/x/OneDrive - Ministry/p.articula":                 "sync",
		"/u/x/Library/Mobile Documents/p.articula":            "sync",
		"/u/x/Library/CloudStorage/Box-Box/p.articula":        "sync",
		"/h/x/Nextcloud/p.articula":                           "sync",
		"/h/x/Mi unidad/p.articula":                           "sync",
		filepath.Join(marked, "deep", "p.articula"):           "sync",
		"/h/x/Documents/Dropbox-notes/p.articula":             "local",
		"/h/x/Boxes/p.articula":                               "local",
		filepath.Join(root, "plain", "p.articula"):            "local",
		filepath.Join(root, "odd [name] *?", "p.articula"):    "local",
		filepath.Join(root, "not", "My driver", "p.articula"): "local",
	} {
		if got := store.PlaceOf(path); got.Kind != want || got.Remote != (want != "local") {
			t.Errorf("%s is %+v, want %s", path, got, want)
		}
	}
	for name, want := range map[string]bool{
		"p (conflicted copy 2026-01-02).articula":           true,
		"p (Copia en conflicto de X 2026-01-02).articula":   true,
		"p.sync-conflict-20260102-101010-ABCDEFG.articula":  true,
		"p (en conflit).articula":                           true,
		"conflict resolution in the region.articula":        false,
		"interviews (final).articula":                       false,
		"Conflicto de competencias entre sectores.articula": false,
	} {
		if got := store.ConflictedCopy("/a/" + name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// inDropbox makes a project in a folder that looks synchronised.
func inDropbox(t *testing.T) *fixture {
	dir := filepath.Join(t.TempDir(), "Dropbox")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return newFixture(t, filepath.Join(dir, "p.articula"), options(t))
}

func TestInASynchronisedFolderOnlyWholeFilesAppear(t *testing.T) {
	f := inDropbox(t)
	if n := f.Notices(); len(n) != 1 || n[0].Code != "work.place.sync" {
		t.Errorf("notices %+v", n)
	}
	before, _ := os.ReadFile(f.Path())
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	if after, _ := os.ReadFile(f.Path()); !bytes.Equal(before, after) {
		t.Error("the shared file was written to in place")
	}
	if err := f.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copied.articula") // what a synchronising service would take
	b, _ := os.ReadFile(f.Path())
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, copied, f.opts)
	if err != nil {
		t.Fatal(err)
	}
	g := &fixture{Store: s}
	if got := g.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Errorf("the copy holds %v", got)
	}
	sound(t, s)
	s.Close()
	f.code(t, f.ana, f.codes[2], 4, 12)
	f.reopen(t) // closing publishes
	if got := f.codings(t, f.ana); len(got) != 2 {
		t.Errorf("after closing: %v", got)
	}
	entries, _ := os.ReadDir(filepath.Dir(f.Path()))
	for _, e := range entries {
		if e.Name() != "p.articula" && e.Name() != ".p.articula.lock" {
			t.Errorf("beside the project lies %s", e.Name())
		}
	}
}

func TestWorkThatACrashKeptFromPublishingIsTakenUp(t *testing.T) {
	f := inDropbox(t)
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	s, err := store.Open(ctx, f.Path(), crash(t, f)) // the same computer, after the crash
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := s.Notices(); len(n) != 1 || n[0].Code != "work.recovered" {
		t.Errorf("notices %+v", n)
	}
	g := &fixture{Store: s}
	if got := g.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Errorf("codings %v", got)
	}
}

func TestWorkOnAFileThatChangedElsewhereIsKeptBeside(t *testing.T) {
	f := inDropbox(t)
	f.code(t, f.ana, f.codes[1], 4, 8)
	o := crash(t, f)
	replaceByOthers(t, f)
	s, err := store.Open(ctx, f.Path(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := s.Notices(); len(n) != 2 || n[0].Code != "work.rescued" {
		t.Fatalf("notices %+v", n)
	}
	rescued := s.Notices()[0].Args[0].Value.(string)
	r, err := store.Open(ctx, rescued, options(t))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := (&fixture{Store: r}).codings(t, f.ana); len(got) != 1 {
		t.Errorf("the rescued file holds %v", got)
	}
	if got := (&fixture{Store: s}).codings(t, f.ana); len(got) != 0 {
		t.Errorf("the file of the others holds %v", got)
	}
}

func TestAFileThatChangesUnderUsIsNotOverwritten(t *testing.T) {
	f := inDropbox(t)
	f.code(t, f.ana, f.codes[1], 4, 8)
	theirs := replaceByOthers(t, f)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if now, _ := os.ReadFile(f.Path()); !bytes.Equal(now, theirs) {
		t.Error("the other computer's version was overwritten")
	}
	matches, _ := filepath.Glob(filepath.Join(filepath.Dir(f.Path()), "p (testbench*.articula"))
	if len(matches) != 1 {
		t.Fatalf("our version: %v", matches)
	}
	s, err := store.Open(ctx, matches[0], options(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := (&fixture{Store: s}).codings(t, f.ana); len(got) != 1 {
		t.Errorf("our version holds %v", got)
	}
}

// crash copies the state folder as it is now, and gives the options that a
// program started after a crash would have. The project's lock is let go.
func crash(t *testing.T, f *fixture) store.Options {
	o := f.opts
	o.StateDir = filepath.Join(t.TempDir(), "state")
	if err := os.CopyFS(o.StateDir, os.DirFS(f.opts.StateDir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(filepath.Dir(f.Path()), ".p.articula.lock")); err != nil {
		t.Fatal(err)
	}
	return o
}

// replaceByOthers puts another whole version in place of the project, as a
// synchronising service would.
func replaceByOthers(t *testing.T, f *fixture) []byte {
	dir := t.TempDir()
	plain := filepath.Join(dir, "theirs.articula")
	b, err := os.ReadFile(f.Path())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(plain, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, plain, options(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(ctx, f.ben.ID, "term.add", func(tx *store.Tx) error {
		return store.Put(tx, qda.TermGroup{ID: tx.NewID(), Name: "theirs", Terms: "[]"})
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(plain, f.Path()); err != nil {
		t.Fatal(err)
	}
	return theirs
}

// TestTheFileIsWholeAfterAPause copies the one file while the project is open
// and idle.
func TestTheFileIsWholeAfterAPause(t *testing.T) {
	o := options(t)
	o.Settle = 20 * time.Millisecond
	f := newFixture(t, "", o)
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	var got []qda.Coding
	for range 3000 { // a minute: as long as it takes on a busy machine
		time.Sleep(20 * time.Millisecond)
		if wal, err := os.Stat(f.Path() + "-wal"); err == nil && wal.Size() == 0 {
			copied := filepath.Join(t.TempDir(), "copied.articula")
			b, _ := os.ReadFile(f.Path())
			if err := os.WriteFile(copied, b, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(ctx, copied, options(t))
			if err != nil {
				t.Fatal(err)
			}
			got = (&fixture{Store: s}).codings(t, f.ana)
			sound(t, s)
			s.Close()
			break
		}
	}
	if len(got) != 1 || got[0] != want {
		t.Errorf("the copied file holds %v", got)
	}
}
