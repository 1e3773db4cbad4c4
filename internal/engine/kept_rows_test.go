package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/qda"
	"articula/internal/store/foreign/foreigntest"
)

// keptRowsProject is a project of QualCoder of which four rows have no home here: three
// codings of areas by two people, and a passage that is not in its text.
func keptRowsProject(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "study.qda")
	foreigntest.Make(t, filepath.Join(qdaFolder(t, dir), "data.qda"),
		`CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT)`,
		`CREATE TABLE source (id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE code_name (cid INTEGER, name TEXT, memo TEXT, catid INTEGER, owner TEXT, date TEXT, color TEXT)`,
		`CREATE TABLE code_text (cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT, important INTEGER)`,
		`CREATE TABLE code_image (imid INTEGER, id INTEGER, x1 INTEGER, y1 INTEGER, width INTEGER, height INTEGER, cid INTEGER, memo TEXT, owner TEXT)`,
		`INSERT INTO project VALUES ('v8', '2024-02-01 09:00:00', '')`,
		`INSERT INTO source VALUES (1, 'one.txt', 'Uno dos', NULL, '', 'ana', ''), (2, 'map.png', 'A map', '/images/map.png', '', 'ana', '')`,
		`INSERT INTO code_name VALUES (1, 'Reach', '', NULL, 'ana', '', '')`,
		`INSERT INTO code_image VALUES (1, 2, 10, 10, 20, 20, 1, 'a region', 'ana'), (2, 2, 40, 40, 5, 5, 1, 'a hill', 'ana'), (3, 2, 1, 1, 2, 2, 1, 'a lake', 'ben')`,
		`INSERT INTO code_text VALUES (1, 1, 'Uno', 0, 3, 'ana', '', '', 0), (1, 1, 'nowhere', 0, 3, 'ana', '', '', 0)`)
	return dir
}

func countKept(t *testing.T, p *Project) (n int) {
	t.Helper()
	for _, k := range listed[qda.Preserved](t, p) {
		if k.Format == "qualcoder" {
			n++
		}
	}
	return n
}

// What is kept of another program goes out beside the project, comes in again with its
// document, code and coder, and is accounted for both ways.
func TestKeptRowsTravelBesideTheProject(t *testing.T) {
	want := []string{"map.png area Reach ben 0 [1 1 3 3] 0-0 a lake", "map.png area Reach Ana 0 [10 10 30 30] 0-0 a region", "map.png area Reach Ana 0 [40 40 45 45] 0-0 a hill"}
	for _, before := range []bool{false, true} {
		p := freshProject(t, "QualCoder", "Ana")
		if before {
			if _, err := p.AddCode(bg, AddCode{Name: "Reach"}); err != nil {
				t.Fatal(err)
			}
		}
		path := keptRowsProject(t)
		takeOverProject(t, p, path)
		again(t, p, path)
		if n := countKept(t, p); n != 4 {
			t.Fatalf("%d rows are kept", n)
		}
		expectUnplaced(t, p, want)
		out := filepath.Join(t.TempDir(), "out.qdpx")
		w, err := p.ExportProject(bg, out, ExportProject{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e := entry(t, ProjectReport{Elements: w.Elements}, "preserved"); e.In != 4 || e.Kept != 4 {
			t.Errorf("the report of the export says %+v", e)
		}
		q := freshProject(t, "Again", "Ana")
		r := takeOverProject(t, q, out)
		if e := entry(t, r, "side-car preserved"); e.Stored != 4 || countKept(t, q) != 4 {
			t.Errorf("%d rows came in again; the report says %+v", countKept(t, q), e)
		}
		expectUnplaced(t, q, want)
		again(t, q, out)
		expectUnplaced(t, q, want)

		// a code that was merged is followed
		c, err := p.FindCode(bg, "Reach")
		if err != nil {
			t.Fatal(err)
		}
		into, err := p.AddCode(bg, AddCode{Name: "Scope"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.MergeCodes(bg, MergeCodes{From: []qda.ID{c.ID}, Into: into.ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.ExportProject(bg, out, ExportProject{}, nil); err != nil {
			t.Fatal(err)
		}
		q = freshProject(t, "Merged", "Ana")
		takeOverProject(t, q, out)
		expectUnplaced(t, q, each(want, func(s string) string { return strings.Replace(s, "Reach", "Scope", 1) }))
	}
}

// Without the entry beside the project, and without the names of people, the rows are left
// out, which the report says.
func TestKeptRowsThatAreNotWrittenAreReported(t *testing.T) {
	p := freshProject(t, "QualCoder", "Ana")
	takeOverProject(t, p, keptRowsProject(t))
	for _, r := range []ExportProject{{NoSideCar: true}, {Nameless: true}, {Share: Sharing{Profile: ForArchive}}} {
		out := filepath.Join(t.TempDir(), "out.qdpx")
		w, err := p.ExportProject(bg, out, r, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e := entry(t, ProjectReport{Elements: w.Elements}, "preserved"); e.In != 4 || e.Left != 4 {
			t.Errorf("with %+v the report says %+v", r, e)
		}
		q := freshProject(t, "Again", "Ana")
		takeOverProject(t, q, out)
		if n := countKept(t, q); n != 0 {
			t.Errorf("with %+v %d rows were written", r, n)
		}
	}
}

// In a blind round nobody takes out what others did.
func TestKeptRowsOfOthersStayHiddenInABlindRound(t *testing.T) {
	p := freshProject(t, "QualCoder", "ana")
	takeOverProject(t, p, keptRowsProject(t))
	for _, d := range listed[qda.Document](t, p) {
		MakeBlind(t, p, d.ID)
	}
	out := filepath.Join(t.TempDir(), "out.qdpx")
	if _, err := p.ExportProject(bg, out, ExportProject{}, nil); err != nil {
		t.Fatal(err)
	}
	q := freshProject(t, "Again", "Ben")
	takeOverProject(t, q, out)
	for _, k := range listed[qda.Preserved](t, q) {
		if strings.Contains(k.Body, "a lake") {
			t.Errorf("what ben did is in the file: %s", k.Body)
		}
	}
	if n := len(listed[qda.Preserved](t, q)); n == 0 {
		t.Error("what is one's own is not in the file")
	}
}

func qdaFolder(t *testing.T, dir string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "images"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "images", "map.png"), []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A table that is not known, and what was noted on a passage of a case, are not lost unsaid.
func TestNothingOfQualCoderIsLostUnsaid(t *testing.T) {
	dir := keptRowsProject(t)
	foreigntest.Make(t, filepath.Join(dir, "data.qda"),
		`CREATE TABLE cases (caseid INTEGER, name TEXT, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE case_text (id INTEGER, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT)`,
		`CREATE TABLE mysterious (x TEXT)`, `CREATE TABLE vacant (x TEXT)`,
		`INSERT INTO cases VALUES (1, 'Mali', '', 'ana', '')`,
		`INSERT INTO case_text VALUES (1, 1, 1, 0, 3, 'ana', '', 'why it belongs')`,
		`INSERT INTO mysterious VALUES ('a'), ('b')`)
	p := freshProject(t, "QualCoder", "Ana")
	r := takeOverProject(t, p, dir)
	if e := entry(t, r, "mysterious"); e.In != 2 || e.Left != 2 {
		t.Errorf("of the unknown table the report says %+v", e)
	}
	for _, e := range r.Elements {
		if e.Element == "vacant" {
			t.Error("the report speaks of an empty table")
		}
	}
	found := false
	for _, m := range listed[qda.Memo](t, p) {
		found = found || m.Body == "why it belongs" && m.Owner == "case_unit"
	}
	if !found {
		t.Error("the memo on the passage of a case is gone")
	}
	again(t, p, dir)
}
