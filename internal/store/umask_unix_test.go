//go:build unix

package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFilesAreForTheOwnerWhateverTheMask makes a project, a backup and a working
// copy under the laxest and the strictest mask.
func TestFilesAreForTheOwnerWhateverTheMask(t *testing.T) {
	for _, mask := range []int{0, 0o022, 0o077} {
		t.Run(fmt.Sprintf("%03o", mask), func(t *testing.T) {
			root := t.TempDir()
			if err := os.MkdirAll(filepath.Join(root, "Dropbox", ".dropbox.cache"), 0o700); err != nil {
				t.Fatal(err)
			}
			old := syscall.Umask(mask)
			defer syscall.Umask(old)
			o := options(t)
			o.StateDir = filepath.Join(root, "state")
			for _, place := range []string{"p.articula", "Dropbox/p.articula"} {
				f := newFixture(t, filepath.Join(root, place), o)
				f.code(t, f.ana, f.codes[1], 4, 8)
				if _, err := f.Backup(ctx, "by-hand"); err != nil {
					t.Fatal(err)
				}
				if err := f.BackupTo(ctx, filepath.Join(root, filepath.Base(filepath.Dir(f.Path()))+"-copy.articula")); err != nil {
					t.Fatal(err)
				}
				ownerOnly(t, root)
				if err := f.Close(); err != nil {
					t.Fatal(err)
				}
				ownerOnly(t, root)
			}
		})
	}
}

// ownerOnly checks everything below a folder.
func ownerOnly(t *testing.T, root string) {
	t.Helper()
	files := 0
	if err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || path == root {
			return err
		}
		files++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Error("nothing was looked at")
	}
}
