package safefile_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"articula/internal/qda"
	"articula/internal/safefile"
)

func TestAFileIsCompleteOrAsItWas(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	write := func(text string, then error) error {
		return safefile.Write(path, func(w io.Writer) error {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			return then
		})
	}
	if err := write("first", nil); err != nil {
		t.Fatal(err)
	}
	if err := write("half of the sec", errors.New("stopped")); qda.KindOf(err) != qda.Storage {
		t.Errorf("error %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "first" {
		t.Errorf("after a failure the file holds %q", b)
	}
	if err := write("second", nil); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(path)
	info, _ := os.Stat(path)
	entries, _ := os.ReadDir(dir)
	if string(b) != "second" || info.Mode().Perm() != 0o600 || len(entries) != 1 {
		t.Errorf("%q, %v, %d files", b, info.Mode(), len(entries))
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	dir := t.TempDir()
	nothing := func(io.Writer) error { return nil }
	if err := safefile.Write(dir, nothing); qda.AsError(err).Code != "out.folder" {
		t.Error(err)
	}
	if err := safefile.Write(filepath.Join(dir, "no", "x"), nothing); qda.AsError(err).Code != "out.no_folder" {
		t.Error(err)
	}
	if _, err := os.Stat("/proc/self"); err == nil {
		if err := safefile.Write("/proc/x", nothing); qda.AsError(err).Code != "out.permission" {
			t.Error(err)
		}
	}
	full := qda.E(qda.Conflict, "x", "kept.")
	if err := safefile.Write(filepath.Join(dir, "x"), func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
}
