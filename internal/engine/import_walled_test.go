package engine

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articula/internal/exchange/refi"
	"articula/internal/extract"
	"articula/internal/qda"
	"articula/internal/store/foreign/foreigntest"
)

// TestMain becomes the child where a test starts this program again to read files.
func TestMain(m *testing.M) {
	ReadFilesIfChild()
	os.Exit(m.Run())
}

// foreignFiles writes one file of each kind that is read behind the wall.
func foreignFiles(t *testing.T) []string {
	dir := t.TempDir()
	qdpx := filepath.Join(dir, "large.qdpx")
	done, _, err := refi.Encode(largeBundle(700), refi.EncodeOptions{Origin: "test", SideCar: true})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(qdpx)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := refi.Write(f, done); err != nil {
		t.Fatal(err)
	}
	taguette := filepath.Join(dir, "a.sqlite3")
	foreigntest.Make(t, taguette, taguetteTables, `INSERT INTO projects VALUES (1, 'One', '', '2024-01-02 03:04:05')`,
		`INSERT INTO documents VALUES (1, 'Doc', '', 'd.html', '2024-01-02 03:04:05', 1, '<p>The ministry meets the municipality.</p>')`,
		`INSERT INTO tags VALUES (1, 1, 'meeting', '')`, `INSERT INTO highlights VALUES (1, 1, 4, 12, 'ministry')`, `INSERT INTO highlight_tags VALUES (1, 1)`)
	return []string{qdpx, taguette}
}

// What a child reads is what the program itself would read.
func TestProjectsAreReadBehindTheWall(t *testing.T) {
	for _, path := range foreignFiles(t) {
		here, there := freshProject(t, "Here", "Coder A"), freshProject(t, "There", "Coder A")
		there.eng.opts.Reader = &extract.Runner{}
		want, got := takeOverProject(t, here, path), takeOverProject(t, there, path)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", filepath.Base(path), d)
		}
		codings := 0
		for _, c := range listed[qda.Coding](t, there) {
			if c.Quote != "" {
				codings++
			}
		}
		if codings == 0 || codings != len(listed[qda.Coding](t, here)) {
			t.Errorf("%s: %d codings", filepath.Base(path), codings)
		}
		if err := there.eng.reader().(*extract.Runner).Do(bg, extract.Task{Name: "none", Memory: 1 << 30, Time: projectTime}, nil); err == nil {
			t.Error("a task of another name was done")
		}
	}
}

// A reader that breaks, or says what cannot be, changes nothing.
func TestAProjectThatBreaksItsReaderChangesNothing(t *testing.T) {
	files := foreignFiles(t)
	broken, err := exec.LookPath("false")
	if err != nil {
		t.Skip("there is no program false here")
	}
	p := freshProject(t, "Broken", "Coder A")
	before := fmt.Sprint(standingRows(t, p))
	p.eng.opts.Reader = &extract.Runner{Program: broken}
	for _, path := range files {
		_, err := p.ImportProject(bg, ImportProject{Path: path}, nil)
		var said *qda.Error
		if !errors.As(err, &said) || said.Code != "import.project_reader" {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	p.eng.opts.Reader = &extract.Runner{}
	if _, err := p.ImportProject(bg, ImportProject{Path: filepath.Join(t.TempDir(), "none.qdpx")}, nil); qda.KindOf(err) != qda.NotFound {
		t.Errorf("a file that is not there: %v", err)
	}
	if fmt.Sprint(standingRows(t, p)) != before {
		t.Error("the project was changed")
	}
}
