//go:build unix

package index

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

// TestOnlyTheUserCanReadTheIndex walks the folder of an index that was made under a
// generous umask.
func TestOnlyTheUserCanReadTheIndex(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	dir := t.TempDir()
	ready(t, story(30), dir).Close()
	seen := 0
	err := filepath.WalkDir(filepath.Join(dir, "index"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if seen++; info.Mode().Perm() != want {
			t.Errorf("%s is %v", path, info.Mode().Perm())
		}
		return nil
	})
	if err != nil || seen < 4 {
		t.Errorf("%d entries, %v", seen, err)
	}
}
