package qdatest

import (
	"os"
	"testing"
)

// FastDir is a folder for one test in memory where the system has one: for tests
// that make many projects and do not ask whether they are on a disk.
func FastDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "articula-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
