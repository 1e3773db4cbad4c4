package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
	"articula/internal/store/foreign/foreigntest"
)

func listed[T qda.Record](t testing.TB, p *Project) []T {
	t.Helper()
	var out []T
	if err := p.view(bg, func(tx *store.Tx) (err error) {
		out, err = store.List[T](tx, store.Eq{})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// entry finds the account of one kind of thing.
func entry(t testing.TB, r ProjectReport, element string) AccountEntry {
	t.Helper()
	for _, e := range r.Elements {
		if e.Element == element {
			return e
		}
	}
	t.Errorf("the report says nothing of %s", element)
	return AccountEntry{}
}

// again imports the file a second time, which must add nothing.
func again(t testing.TB, p *Project, path string) {
	t.Helper()
	for _, c := range takeOverProject(t, p, path).Records {
		if c.Added > 0 {
			t.Errorf("a second import added %+v", c)
		}
	}
}

// The sample project of Taguette: 18 highlights with 24 tags, each of whose snippets
// is the passage that came in.
func TestARealProjectOfTaguette(t *testing.T) {
	path := qdatest.Shared(t, "corpus", "taguette", "sample-project.sqlite3")
	p := freshProject(t, "Taguette", "Coder A")
	r := takeOverProject(t, p, path)
	if got := len(listed[qda.Document](t, p)); got != 10 {
		t.Errorf("%d documents", got)
	}
	codings := listed[qda.Coding](t, p)
	if len(codings) != 24 || len(listed[qda.Code](t, p)) != 6 {
		t.Errorf("%d codings, %d codes", len(codings), len(listed[qda.Code](t, p)))
	}
	if e := entry(t, r, "highlight_tags"); e.Stored != 24 || len(e.Notes) > 0 {
		t.Errorf("%+v", e)
	}
	quotes := map[string]int{}
	for _, c := range codings {
		quotes[c.Quote]++
		if c.CreatedAt == "" || c.CreatedAt < "2024-06" {
			t.Errorf("a coding of %q", c.CreatedAt)
		}
	}
	for _, want := range []string{"disclosed", "disclosing", "disclose"} {
		if quotes[want] == 0 {
			t.Errorf("no coding of %q: %v", want, quotes)
		}
	}
	for _, c := range listed[qda.Coder](t, p) {
		if c.Name != "admin" && c.Name != "Coder A" {
			t.Errorf("a coder %q", c.Name)
		}
	}
	again(t, p, path)
}

const taguetteTables = `CREATE TABLE projects (id INTEGER, name TEXT, description TEXT, created DATETIME);
CREATE TABLE documents (id INTEGER, name TEXT, description TEXT, filename TEXT, created DATETIME, project_id INTEGER, contents TEXT);
CREATE TABLE tags (id INTEGER, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);`

func TestTaguetteCountsBytesOfTheText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "two.sqlite3")
	foreigntest.Make(t, path, taguetteTables,
		`INSERT INTO projects VALUES (1, 'First', '', '2024-01-01 10:00:00'), (2, 'Second', '', '2024-01-02 10:00:00')`,
		`INSERT INTO documents VALUES (1, 'Día 1', 'Un día', 'C:\docs\dia.docx', '2024-01-01 11:00:00', 1, '<h1>Día</h1><p>El <b>ministerio</b> &amp; 😀 la región</p><p>fin</p>')`,
		`INSERT INTO documents VALUES (2, 'Other', '', 'x.txt', '2024-01-01 11:00:00', 2, '<p>nothing</p>')`,
		`INSERT INTO tags VALUES (1, 1, 'a.b', 'two levels'), (2, 1, 'a', 'one'), (3, 2, 'a', 'of the second')`,
		// "Día" is 4 bytes, "El ministerio & 😀 la región" begins at 4
		`INSERT INTO highlights VALUES (1, 1, 7, 17, '<p>ministerio</p>'), (2, 1, 20, 24, '<p>😀</p>'), (3, 1, 0, 3, '<p>región</p>'), (4, 1, 0, 3, '<p>not there</p>'), (5, 2, 0, 7, '<p>nothing</p>'), (6, 1, 0, 4, '<p>Día</p>')`,
		`INSERT INTO highlight_tags VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)`)
	p := freshProject(t, "Two", "Coder A")
	r, err := p.ImportProject(bg, ImportProject{Path: path, Dots: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, p)
	var quotes []string
	for _, c := range listed[qda.Coding](t, p) {
		quotes = append(quotes, c.Quote)
	}
	for _, want := range []string{"ministerio", "😀", "región", "nothing"} {
		if !strings.Contains(strings.Join(quotes, "|"), want) {
			t.Errorf("no coding of %q in %q", want, quotes)
		}
	}
	if e := entry(t, r, "highlight_tags"); e.Stored != 4 || e.Kept != 1 {
		t.Errorf("%+v", e)
	}
	if e := entry(t, r, "highlights"); e.In != 6 || e.Kept != 1 {
		t.Errorf("%+v", e)
	}
	d, err := p.FindDocument(bg, "Día 1")
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := p.Text(bg, d.ID); text != "Día\nEl ministerio & 😀 la región\nfin" {
		t.Errorf("the text is %q", text)
	}
	if d.FileName != "dia.docx" {
		t.Errorf("the file is called %q", d.FileName)
	}
	for _, path := range []string{"First/a/b", "Second/a"} {
		if _, err := p.FindCode(bg, path); err != nil {
			t.Error(err)
		}
	}
}

// One of several projects in a file is taken over alone, and the rest is told of.
func TestOneOfSeveralProjectsOfTaguette(t *testing.T) {
	path := filepath.Join(t.TempDir(), "two.sqlite3")
	foreigntest.Make(t, path, taguetteTables,
		`INSERT INTO projects VALUES (1, 'First', '', '2024-01-01 10:00:00'), (2, 'Second', '', '2024-01-02 10:00:00')`,
		`INSERT INTO documents VALUES (1, 'One', '', '', '', 1, '<p>nothing here</p>'), (2, 'Two', '', '', '', 2, '<p>something there</p>')`,
		`INSERT INTO tags VALUES (1, 1, 'a', ''), (2, 2, 'a', '')`,
		`INSERT INTO highlights VALUES (1, 1, 0, 7, 'nothing'), (2, 2, 0, 9, 'something')`, `INSERT INTO highlight_tags VALUES (1, 1), (2, 2)`)
	p := freshProject(t, "One of two", "Coder A")
	look, err := p.ImportProject(bg, ImportProject{Path: path, Preview: true}, nil)
	if err != nil || len(look.Inside) != 2 || look.Inside[1] != (bundle.Inside{Name: "Second", Documents: 1, Chosen: true}) {
		t.Fatalf("%+v %v", look.Inside, err)
	}
	r, err := p.ImportProject(bg, ImportProject{Path: path, Projects: []string{"Second"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if list := listed[qda.Coding](t, p); len(list) != 1 || list[0].Quote != "something" || len(listed[qda.Document](t, p)) != 1 {
		t.Errorf("%+v", list)
	}
	if r.Inside[0].Chosen || !r.Inside[1].Chosen {
		t.Errorf("%+v", r.Inside)
	}
	for _, element := range []string{"projects", "documents", "tags", "highlights", "highlight_tags"} {
		if e := entry(t, r, element); e.In != 2 || e.Stored != 1 || e.Left != 1 {
			t.Errorf("%s: %+v", element, e)
		}
	}
	if r, err = p.ImportProject(bg, ImportProject{Path: path}, nil); err != nil || len(listed[qda.Coding](t, p)) != 2 || len(listed[qda.Document](t, p)) != 2 {
		t.Errorf("the other one after it: %+v %v", r.Records, err)
	}
	if _, err := p.ImportProject(bg, ImportProject{Path: path, Projects: []string{"Third"}}, nil); qda.AsError(err).Code != "foreign.project" {
		t.Errorf("a project that is not there: %v", err)
	}
}

// A folder that only has the name of a project of QualCoder is refused in words that help.
func TestAFolderThatIsNoProjectOfQualCoder(t *testing.T) {
	empty, odd := filepath.Join(t.TempDir(), "x.qda"), filepath.Join(t.TempDir(), "y.qda")
	for _, dir := range []string{empty, filepath.Join(odd, "data.qda")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p := freshProject(t, "QualCoder", "Coder A")
	for _, path := range []string{empty, odd} {
		for _, preview := range []bool{true, false} {
			_, err := p.ImportProject(bg, ImportProject{Path: path, Preview: preview}, nil)
			want := filepath.Base(path) + " is not a project of QualCoder: there is no file data.qda in this folder. Nothing was changed. Choose the folder that QualCoder made for the project."
			if e := qda.AsError(err); e.Kind != qda.Unsupported || e.Message() != want {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	sound(t, p)
}

func TestAProjectOfQualCoder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "study.qda")
	if err := os.MkdirAll(filepath.Join(dir, "documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "documents", "one.txt"), []byte("the file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret.txt"), []byte("outside"), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "data.qda")
	foreigntest.Make(t, db,
		`CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT)`,
		`CREATE TABLE source (id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE code_cat (catid INTEGER, name TEXT, owner TEXT, date TEXT, memo TEXT, supercatid INTEGER)`,
		`CREATE TABLE code_name (cid INTEGER, name TEXT, memo TEXT, catid INTEGER, owner TEXT, date TEXT, color TEXT)`,
		`CREATE TABLE code_text (cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT, important INTEGER)`,
		`CREATE TABLE code_image (imid INTEGER, id INTEGER, x1 INTEGER, y1 INTEGER, width INTEGER, height INTEGER, cid INTEGER, memo TEXT)`,
		`CREATE TABLE annotation (anid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE cases (caseid INTEGER, name TEXT, memo TEXT, owner TEXT, date TEXT)`,
		`CREATE TABLE case_text (id INTEGER, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, owner TEXT)`,
		`CREATE TABLE attribute_type (name TEXT, date TEXT, owner TEXT, memo TEXT, caseOrFile TEXT, valuetype TEXT)`,
		`CREATE TABLE attribute (attrid INTEGER, name TEXT, attr_type TEXT, value TEXT, id INTEGER, date TEXT, owner TEXT)`,
		`CREATE TABLE journal (jid INTEGER, name TEXT, jentry TEXT, date TEXT, owner TEXT)`,
		`CREATE TABLE ris (risid INTEGER, tag TEXT, value TEXT)`,
		`INSERT INTO project VALUES ('v8', '2024-02-01 09:00:00', 'about it')`,
		`INSERT INTO code_cat VALUES (1, 'Top', 'ana', '', '', NULL), (2, 'Below', 'ana', '', '', 1)`,
		`INSERT INTO code_name VALUES (1, 'Deep', 'what it is', 2, 'ana', '2024-02-01 09:30:00', '#FF8800'), (2, 'Flat', '', NULL, 'ana', '', '')`,
		`INSERT INTO cases VALUES (1, 'Mali', 'the case', 'ana', '')`,
		`INSERT INTO attribute_type VALUES ('size', '', 'ana', 'how many', 'case', 'numeric'), ('place', '', 'ana', '', 'file', 'character')`,
		`INSERT INTO attribute VALUES (1, 'size', 'case', '12', 1, '', 'ana'), (2, 'place', 'file', 'Bamako', 1, '', 'ana'), (3, 'place', 'file', '', 2, '', 'ana')`,
		`INSERT INTO journal VALUES (1, 'Day one', 'It rained.', '', 'ana')`,
		`INSERT INTO ris VALUES (1, 'TI', 'A title')`,
		`INSERT INTO code_image VALUES (1, 2, 10, 10, 20, 20, 1, 'a region')`)
	foreigntest.Insert(t, db, `INSERT INTO source VALUES (1, 'one.txt', ?, NULL, 'memo of one', 'ana', '2024-02-02 08:00:00'), (2, 'two', 'Second text.', '/../secret.txt', '', 'ben', '')`, "Uno 😀 dos\r\ntres cuatro cinco")
	// positions count code points with CRLF as two: "tres" is at 11, "cuatro" at 16
	foreigntest.Insert(t, db, `INSERT INTO code_text VALUES (1, 1, 'tres', 11, 15, 'ana', '2024-02-03 10:00:00', 'why', 1), (1, 1, 'tres', 11, 15, 'ben', '', '', 0), (2, 1, 'cuatro', 3, 9, 'ana', '', '', 0), (2, 1, 'absent words', 3, 9, 'ana', '', '', 0), (9, 1, 'x', 0, 1, 'ana', '', '', 0)`)
	foreigntest.Insert(t, db, `INSERT INTO annotation VALUES (1, 1, 0, 3, 'a remark', 'ben', '')`)
	foreigntest.Insert(t, db, `INSERT INTO case_text VALUES (1, 1, 1, 0, 28, 'ana'), (2, 1, 2, 0, 6, 'ana')`)
	p := freshProject(t, "QualCoder", "Coder A")
	r := takeOverProject(t, p, dir)
	if r.Origin != "QualCoder v8" {
		t.Errorf("origin %q", r.Origin)
	}
	found := map[string]string{}
	names := map[qda.ID]string{}
	for _, c := range listed[qda.Coder](t, p) {
		names[c.ID] = c.Name
	}
	for _, c := range listed[qda.Coding](t, p) {
		found[c.Quote+" "+names[c.CoderID]] = c.CreatedAt
		if c.Weight == 100 != (c.CreatedAt == "2024-02-03T10:00:00.000Z") {
			t.Errorf("%+v", c)
		}
	}
	if len(found) != 3 || found["tres ana"] == "" {
		t.Errorf("codings: %v", found)
	}
	if _, ok := found["cuatro ana"]; !ok {
		t.Errorf("a displaced coding was not found: %v", found)
	}
	if e := entry(t, r, "code_text"); e.In != 5 || e.Stored != 3 || e.Kept != 2 {
		t.Errorf("%+v", e)
	}
	if k, err := p.FindCode(bg, "Top/Below/Deep"); err != nil || k.Definition != "what it is" || k.Color != "#ff8800" {
		t.Errorf("%+v %v", k, err)
	}
	values := map[string]bool{}
	for _, v := range listed[qda.AttributeValue](t, p) {
		values[v.Value] = true
	}
	if !values["12"] || !values["Bamako"] || len(values) != 2 {
		t.Errorf("values %v", values)
	}
	whole := 0
	for _, s := range listed[qda.CaseSpan](t, p) {
		if s.Whole {
			whole++
		}
	}
	if whole != 1 || len(listed[qda.CaseSpan](t, p)) != 2 {
		t.Errorf("%d documents belong wholly to the case", whole)
	}
	bodies := map[string]bool{}
	for _, m := range listed[qda.Memo](t, p) {
		bodies[m.Body] = true
	}
	for _, want := range []string{"why", "a remark", "It rained."} {
		if !bodies[want] {
			t.Errorf("no memo %q", want)
		}
	}
	for _, d := range listed[qda.Document](t, p) {
		b, err := p.SourceFile(bg, d.ID)
		if d.Title == "one.txt" && (err != nil || string(b.Bytes) != "the file") {
			t.Errorf("the file of one.txt: %q %v", b.Bytes, err)
		}
		if strings.Contains(string(b.Bytes), "outside") {
			t.Error("a file outside of the folder was read")
		}
	}
	again(t, p, dir)
}

func TestAProjectOfRQDA(t *testing.T) {
	path := filepath.Join(t.TempDir(), "study.rqda")
	foreigntest.Make(t, path,
		`CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT)`,
		`CREATE TABLE source (name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, date TEXT, status INTEGER)`,
		`CREATE TABLE freecode (name TEXT, memo TEXT, owner TEXT, date TEXT, id INTEGER, status INTEGER, color TEXT)`,
		`CREATE TABLE codecat (name TEXT, catid INTEGER, owner TEXT, date TEXT, memo TEXT, status INTEGER)`,
		`CREATE TABLE treecode (cid INTEGER, catid INTEGER, status INTEGER)`,
		`CREATE TABLE coding (cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, selend REAL, status INTEGER, owner TEXT, date TEXT, memo TEXT)`,
		`CREATE TABLE cases (name TEXT, memo TEXT, owner TEXT, date TEXT, id INTEGER, status INTEGER)`,
		`CREATE TABLE caselinkage (caseid INTEGER, fid INTEGER, selfirst REAL, selend REAL, status INTEGER, owner TEXT)`,
		`CREATE TABLE attributes (name TEXT, status INTEGER, memo TEXT, class TEXT)`,
		`CREATE TABLE caseAttr (variable TEXT, value TEXT, caseID INTEGER, owner TEXT, status INTEGER)`,
		`CREATE TABLE filecat (name TEXT, catid INTEGER, memo TEXT, status INTEGER)`, `CREATE TABLE treefile (fid INTEGER, catid INTEGER, status INTEGER)`,
		`CREATE TABLE journal (name TEXT, journal TEXT, owner TEXT, date TEXT, status INTEGER)`,
		`CREATE TABLE image (name TEXT, id INTEGER, date TEXT, dateM TEXT, owner TEXT, status INTEGER)`,
		`CREATE TABLE imageCoding (cid INTEGER, iid INTEGER, x1 INTEGER, y1 INTEGER, x2 INTEGER, y2 INTEGER, memo TEXT, date TEXT, dateM TEXT, owner TEXT, status INTEGER)`,
		`INSERT INTO image VALUES ('map.png', 1, 'Thu Jan 31 17:37:41 2013', '', 'rqda', 1), ('gone.png', 2, '', '', 'rqda', 0)`,
		`INSERT INTO imageCoding VALUES (1, 1, 10, 20, 60, 90, 'the river', '', '', 'rqda', 1), (1, 1, 0, 0, 5, 5, '', '', '', 'rqda', 0)`,
		`INSERT INTO project VALUES ('0.2.2', 'Thu Jan 31 17:37:41 2013', 'about')`,
		`INSERT INTO source VALUES ('Entretien 1', 1, 'Une 😀 longue phrase ici.', 'note', 'rqda', 'Thu Jan 31 17:37:41 2013', 1), ('Deleted', 2, 'gone', '', 'rqda', '', 0)`,
		`INSERT INTO freecode VALUES ('code a', 'def', 'rqda', 'Thu Jan 31 17:37:41 2013', 1, 1, NULL), ('old', '', 'rqda', '', 2, 0, NULL)`,
		`INSERT INTO codecat VALUES ('Cat 1', 1, 'rqda', '', '', 1), ('Cat 2', 2, 'rqda', '', '', 1)`, `INSERT INTO treecode VALUES (1, 1, 1), (1, 2, 1)`,
		`INSERT INTO coding VALUES (1, 1, 'longue', 6.0, 12.0, 1, 'rqda', 'Fri Feb  1 08:00:00 2013', 'm'), (1, 1, 'phrase', 14.0, 20.0, 1, 'rqda', '', ''), (1, 1, 'ici', 20.0, 23.0, -1, 'rqda', '', ''), (2, 1, 'Une', 0.0, 3.0, 1, 'rqda', '', '')`,
		`INSERT INTO cases VALUES ('Case 1', '', 'rqda', '', 1, 1)`, `INSERT INTO caselinkage VALUES (1, 1, 0.0, 24.0, 1, 'rqda')`,
		`INSERT INTO attributes VALUES ('age', 1, '', 'numeric')`, `INSERT INTO caseAttr VALUES ('age', '44', 1, 'rqda', 1)`,
		`INSERT INTO filecat VALUES ('Group', 1, '', 1)`, `INSERT INTO treefile VALUES (1, 1, 1), (2, 1, 1)`, `INSERT INTO journal VALUES ('j', 'entry', 'rqda', '', 1)`)
	p := freshProject(t, "RQDA", "Coder A")
	r := takeOverProject(t, p, path)
	var quotes []string
	for _, c := range listed[qda.Coding](t, p) {
		quotes = append(quotes, c.Quote)
	}
	if got := strings.Join(quotes, "|"); len(quotes) != 2 || !strings.Contains(got, "longue") || !strings.Contains(got, "phrase") {
		t.Errorf("codings %q", got)
	}
	if e := entry(t, r, "coding"); e.In != 4 || e.Stored != 2 || e.Kept != 1 || e.Left != 1 {
		t.Errorf("%+v", e)
	}
	if e := entry(t, r, "treecode"); e.Stored != 1 || e.Kept != 1 {
		t.Errorf("%+v", e)
	}
	if e := entry(t, r, "source"); e.Stored != 1 || e.Left != 1 {
		t.Errorf("%+v", e)
	}
	if _, err := p.FindCode(bg, "Cat 1/code a"); err != nil {
		t.Error(err)
	}
	if d, err := p.FindDocument(bg, "Entretien 1"); err != nil || d.CreatedAt != "2013-01-31T17:37:41.000Z" {
		t.Errorf("%+v %v", d, err)
	}
	if e := entry(t, r, "image"); e.In != 2 || e.Stored != 1 || e.Left != 1 {
		t.Errorf("%+v", e)
	}
	if e := entry(t, r, "imageCoding"); e.In != 2 || e.Kept != 1 || e.Left != 1 {
		t.Errorf("%+v", e)
	}
	if list, err := p.Unplaced(bg, qda.ID{}); err != nil || len(list) != 1 || list[0].Kind != "area" || list[0].Area != [4]int{10, 20, 60, 90} || list[0].Name != "the river" ||
		list[0].Document.Name != "map.png" || list[0].Code.Name != "Cat 1/code a" || list[0].Coder.Name != "rqda" {
		t.Errorf("%+v %v", list, err)
	}
	if sets := listed[qda.Set](t, p); len(sets) != 1 || len(listed[qda.SetMember](t, p)) != 1 {
		t.Errorf("sets %+v", sets)
	}
	again(t, p, path)
}
