package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

func TestABackupIsAWholeProject(t *testing.T) {
	f := newFixture(t, "", options(t))
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	b, err := f.Backup(ctx, "regular")
	if err != nil {
		t.Fatal(err)
	}
	again, err := f.Backup(ctx, "regular")
	if err != nil || again.Path != b.Path {
		t.Errorf("an unchanged project was backed up again: %+v %v", again, err)
	}
	f.code(t, f.ana, f.codes[2], 4, 12)
	if again, err = f.Backup(ctx, "regular"); err != nil || again.Path == b.Path {
		t.Errorf("a changed project was not backed up: %+v %v", again, err)
	}
	list, err := f.Backups(ctx)
	if err != nil || len(list) != 2 || list[0].Path != again.Path || list[1].Seq != b.Seq || list[1].Size == 0 {
		t.Errorf("list %+v %v", list, err)
	}
	s, err := store.Open(ctx, b.Path, f.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	g := &fixture{Store: s}
	if got := g.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Errorf("the backup holds %v", got)
	}
	sound(t, s)
}

func TestTwoBackupsInOneSecond(t *testing.T) {
	o := options(t)
	now := o.Now()
	o.Now = func() time.Time { return now }
	f := newFixture(t, "", o)
	a, err := f.Backup(ctx, "by-hand")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := f.Backup(ctx, "by-hand"); err != nil || b.Path != a.Path {
		t.Errorf("%+v %v", b, err)
	}
	f.code(t, f.ana, f.codes[1], 4, 8)
	if b, err := f.Backup(ctx, "by-hand"); err != nil || b.Path == a.Path {
		t.Errorf("after a change: %+v %v", b, err)
	}
}

func TestAProjectOpenForReadingCanBeCopied(t *testing.T) {
	f := newFixture(t, "", options(t))
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	o := options(t)
	o.ReadOnly = true
	s, err := store.Open(ctx, f.Path(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b, err := s.Backup(ctx, "by-hand")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.articula")
	if err := s.BackupTo(ctx, path); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{b.Path, path} {
		c, err := store.Open(ctx, p, options(t))
		if err != nil {
			t.Fatal(err)
		}
		sound(t, c)
		c.Close()
	}
}

func TestBackupToNeverReplaces(t *testing.T) {
	f := newFixture(t, "", options(t))
	path := filepath.Join(t.TempDir(), "copy.articula")
	if err := f.BackupTo(ctx, path); err != nil {
		t.Fatal(err)
	}
	err := f.BackupTo(ctx, path)
	wantError(t, err, qda.Conflict, "backup.exists")
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the copy: %v %v", entries, err)
	}
}

func TestThinningKeepsTheLadder(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var list []store.Backup
	for minute := 0; minute < 60*24*60; minute += 10 { // every ten minutes for sixty days
		list = append(list, store.Backup{At: now.Add(-time.Duration(minute) * time.Minute), Reason: "regular", Seq: 100000 - minute})
	}
	list = append([]store.Backup{{At: now.Add(48 * time.Hour), Reason: "regular"}}, list...)
	list = append(list,
		store.Backup{At: now.AddDate(0, 0, -80), Reason: "before-merge"},
		store.Backup{At: now.AddDate(0, 0, -100), Reason: "before-merge"})
	drop := store.Thin(list, now)
	kept := slices.DeleteFunc(slices.Clone(list), func(b store.Backup) bool { return slices.Contains(drop, b) })
	if !slices.ContainsFunc(kept, func(b store.Backup) bool { return b.At.After(now) }) {
		t.Error("a backup from the future was dropped")
	}
	count := func(pred func(store.Backup) bool) (n int) {
		for _, b := range kept {
			if pred(b) {
				n++
			}
		}
		return n
	}
	age := func(b store.Backup) time.Duration { return now.Sub(b.At) }
	if n := count(func(b store.Backup) bool { return age(b) >= 0 && age(b) <= 40*time.Minute }); n != 5 {
		t.Errorf("%d of the newest", n)
	}
	if n := count(func(b store.Backup) bool { return age(b) > time.Hour && age(b) <= 24*time.Hour }); n < 22 || n > 25 {
		t.Errorf("%d of the last day", n)
	}
	if n := count(func(b store.Backup) bool { return age(b) > 24*time.Hour && age(b) <= 30*24*time.Hour }); n < 28 || n > 31 {
		t.Errorf("%d of the last thirty days", n)
	}
	if n := count(func(b store.Backup) bool { return b.Reason == "regular" && age(b) > 31*24*time.Hour }); n != 0 {
		t.Errorf("%d older ones", n)
	}
	if n := count(func(b store.Backup) bool { return b.Reason == "before-merge" }); n != 1 {
		t.Errorf("%d made before a merge", n)
	}
}

func TestMigrationBacksUpFirstAndOldProgramsRefuse(t *testing.T) {
	f := newFixture(t, "", options(t))
	want := f.code(t, f.ana, f.codes[1], 4, 8)
	path := f.Path()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	restore := store.AddMigrations("CREATE TABLE extra (id INTEGER NOT NULL PRIMARY KEY) STRICT")
	defer restore()
	s, err := store.Open(ctx, path, f.opts)
	if err != nil {
		t.Fatal(err)
	}
	f.Store = s
	if got := f.codings(t, f.ana); len(got) != 1 || got[0] != want {
		t.Errorf("after migrating: %v", got)
	}
	if n := s.Notices(); len(n) != 1 || n[0].Code != "migrate.done" {
		t.Errorf("notices %+v", n)
	}
	list, err := s.Backups(ctx)
	if err != nil || len(list) != 1 || list[0].Reason != fmt.Sprintf("before-format-%d", store.Version+1) {
		t.Fatalf("backups %+v %v", list, err)
	}
	f.sound(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	restore()
	before, _ := os.ReadFile(path)
	_, err = store.Open(ctx, path, f.opts)
	wantError(t, err, qda.TooNew, "project.too_new")
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("a file that is too new was changed")
	}
	old, err := store.Open(ctx, list[0].Path, f.opts)
	if err != nil {
		t.Fatalf("the backup opens in the older program: %v", err)
	}
	old.Close()
}

// Two copies of a project on one computer have one folder for backups, and may have as many
// operations: each is backed up as it is.
func TestTwoCopiesAreBackedUpEachAsItIs(t *testing.T) {
	o := options(t)
	now := o.Now()
	o.Now = func() time.Time { return now }
	f := newFixture(t, "", o)
	b, err := os.ReadFile(func() string { f.Flush(ctx); return f.Path() }())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.articula")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	o.Random = qdatest.NewRandom(99)
	there, err := store.Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer there.Close()
	other := *f
	other.Store = there
	want := []qda.Coding{f.code(t, f.ana, f.codes[1], 4, 8), other.code(t, f.ana, f.codes[2], 4, 12)}
	for _, reason := range []string{"before-merge", "regular"} {
		for i, s := range []*store.Store{f.Store, there} {
			backup, err := s.Backup(ctx, reason)
			if err != nil {
				t.Fatal(err)
			}
			kept, err := store.Open(ctx, backup.Path, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := (&fixture{Store: kept}).codings(t, f.ana); len(got) != 1 || got[0] != want[i] {
				t.Errorf("%s of copy %d is of another: %v", reason, i, got)
			}
			kept.Close()
		}
	}
}
