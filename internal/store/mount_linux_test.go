package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// canMountTmpfs reports whether this user may mount file systems.
func canMountTmpfs(t *testing.T) bool {
	dir := t.TempDir()
	if syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m") != nil {
		return false
	}
	syscall.Unmount(dir, 0)
	return true
}

// readOnlyFolder makes a folder and what is in it unwritable for this test.
func readOnlyFolder(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(dir, 0o700) })
		return
	}
	if err := syscall.Mount(dir, dir, "", syscall.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
}

// TestAFullDiskKeepsEverythingAcknowledged fills a small disk while coding, then
// makes room and goes on.
func TestAFullDiskKeepsEverythingAcknowledged(t *testing.T) {
	if !canMountTmpfs(t) {
		t.Skip("no file system can be mounted here")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Fatal(err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	f := newFixture(t, filepath.Join(dir, "p.articula"), options(t))
	acked := map[qda.ID]bool{}
	var full error
	for i := 0; full == nil && i < 20000; i++ {
		var c qda.Coding
		_, err := f.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error {
			c = f.coding(tx, f.ana, f.codes[i%3], i%40, i%40+1+i%50)
			return errors.Join(store.Put(tx, c), store.Put(tx, qda.Memo{ID: tx.NewID(), Body: string(make([]byte, 2000)), CoderID: f.ana.ID, Owner: "coding", OwnerID: c.ID}))
		})
		switch qda.KindOf(err) {
		case "":
			acked[c.ID] = true
		case qda.Conflict: // the same place twice
		default:
			full = err
		}
	}
	if len(acked) < 10 {
		t.Fatalf("only %d codings before %v", len(acked), full)
	}
	if k := qda.KindOf(full); k != qda.Storage {
		t.Fatalf("a full disk gives %v (%s)", full, k)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=16m"); err != nil {
		t.Fatal(err)
	}
	f.code(t, f.ana, f.codes[1], 0, 3) // saving resumes
	f.reopen(t)
	for _, c := range f.codings(t, f.ana) {
		delete(acked, c.ID)
	}
	if len(acked) > 0 {
		t.Errorf("%d acknowledged codings are lost", len(acked))
	}
	f.sound(t)
}
