package engine

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// A codebook in a workbook, with the columns that MAXQDA gives it.
func TestACodebookInAWorkbook(t *testing.T) {
	book := table.Table{Name: "Codes", Columns: []table.Column{{Name: "Parent code", Type: table.Text}, {Name: "Code", Type: table.Text}, {Name: "Code memo", Type: table.Text}}}
	book.Rows = func(yield func([]any, error) bool) {
		for _, r := range [][]any{{"", "Top", ""}, {"Top", "Middle", ""}, {`Top\Middle`, "Leaf", "=what it is"}} {
			if !yield(r, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	if _, err := table.XLSX(&b, book); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "codes.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	p := freshProject(t, "Workbook", "Coder A")
	r, err := p.ImportCodebook(bg, ImportCodebook{Path: path})
	if err != nil || r.Added != 3 {
		t.Fatal(r, err)
	}
	if c, err := p.FindCode(bg, "Top/Middle/Leaf"); err != nil || c.Definition != "=what it is" {
		t.Errorf("%+v %v", c, err)
	}
}

// A codebook goes to another program and back.
func TestACodebookOfTheStandard(t *testing.T) {
	p := sampleProject(t)
	path := filepath.Join(t.TempDir(), "book.qdc")
	lost, err := p.ExportCodebook(bg, path, ExportCodebook{Format: "qdc"})
	if err != nil || len(lost) == 0 {
		t.Fatal(lost, err)
	}
	ahead, err := p.ExportCodebook(bg, filepath.Join(t.TempDir(), "no", "file"), ExportCodebook{Format: "qdc", Preview: true})
	if err != nil || !reflect.DeepEqual(ahead, lost) {
		t.Errorf("said before: %v, %v; said when it was written: %v", ahead, err, lost)
	}
	q := freshProject(t, "Another", "Coder A")
	r, err := q.ImportCodebook(bg, ImportCodebook{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := p.names(bg)
	b, _ := q.names(bg)
	n := 0
	for x := range a.tree.Standing {
		n++
		y := b.tree.Node(x.Code.ID)
		if y == nil || y.Path() != x.Path() || y.Code.Definition != x.Code.Definition || y.Code.Folder != x.Code.Folder {
			t.Errorf("%s: %+v", x.Path(), y)
		}
	}
	if r.Added != n || n == 0 {
		t.Errorf("%d added of %d", r.Added, n)
	}
	if again, err := q.ImportCodebook(bg, ImportCodebook{Path: qdatest.Shared(t, "refi-qda", "examples", "A1-codebook.qdc")}); err != nil || again.Added != 6 {
		t.Errorf("%+v %v", again, err)
	}
}

// Whatever of a codebook a format has no place for is said, and a codebook to be read
// holds all of it.
func TestWhatACodebookLosesIsSaid(t *testing.T) {
	p := sampleProject(t)
	c, err := p.FindCode(bg, "Political support")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveMemo(bg, SaveMemo{Title: "How it grew", Body: "…", On: "code", OnID: c.ID}); err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string][]string{
		"yaml": {"codebook.lost_memos"}, "html": {"codebook.lost_memos"}, "docx": {"codebook.lost_memos"},
		"csv": {"codebook.lost_facets", "codebook.lost_attributes", "codebook.lost_memos"},
		"qdc": {"codebook.lost_rules", "codebook.lost_translations", "codebook.lost_facets", "codebook.lost_attributes", "codebook.lost_memos"},
	} {
		lost, err := p.ExportCodebook(bg, "", ExportCodebook{Format: format, Preview: true})
		var got []string
		for _, n := range lost {
			got = append(got, n.Code)
			if n.Args["count"] == "" {
				t.Errorf("%s: %+v cannot be translated", format, n)
			}
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s loses %v (%v), want %v", format, got, err, want)
		}
	}
	path := filepath.Join(t.TempDir(), "book.html")
	if _, err := p.ExportCodebook(bg, path, ExportCodebook{Format: "html"}); err != nil {
		t.Fatal(err)
	}
	text := wordsOf(t, path)
	for _, part := range []string{"Facets", "Attributes", "intentionality", "hinders", "Apoyo político"} {
		if !strings.Contains(text, part) {
			t.Errorf("the codebook to be read lacks %q", part)
		}
	}
}

// A codebook is read as a whole, so it has a bound far below that of a document.
func TestACodebookBeyondMeasureIsRefusedUnread(t *testing.T) {
	p := freshProject(t, "Large", "Coder A")
	for _, name := range []string{"book.csv", "book.yaml", "book.xlsx"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, maxBook+1); err != nil { // a hole, which takes no place
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := p.ImportCodebook(bg, ImportCodebook{Path: path})
		runtime.ReadMemStats(&after)
		if qda.AsError(err).Code != "extract.file_too_large" || !strings.Contains(err.Error(), "64 MB") {
			t.Errorf("%s: %v", name, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%s: %d bytes were taken to refuse it", name, n)
		}
	}
}
