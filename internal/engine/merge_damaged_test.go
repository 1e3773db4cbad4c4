package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestADamagedCopyIsSaidToBeTheOther merges copies that are damaged from near their
// beginning on, or later.
func TestADamagedCopyIsSaidToBeTheOther(t *testing.T) {
	p, _ := newProject(t)
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []int{8192, 40960} {
		b := []byte(string(whole))
		for i := from; i < len(b); i++ {
			b[i] = 0x5a
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
		e := qda.AsError(err)
		if err == nil || e.Code != "merge.damaged" || !strings.Contains(e.Error(), path) {
			t.Errorf("damaged from %d: %v", from, err)
		}
	}
}
