// Package qdatest helps tests: where the material beside the project lies, and
// sources of time and randomness that repeat.
package qdatest

import (
	"os"
	"path/filepath"
	"testing"
)

// Root is the folder of go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}

// Shared gives the path of a file or folder of the material that lies beside the
// project, in ../shared, and skips the test where it is not there.
func Shared(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{Root(t), "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the material beside the project is not here: %s", filepath.Join(parts...))
	}
	return path
}
