package engine

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// publishable is the sample with every kind of thing that a publication may hold, of which
// every word that may tell who somebody is has an answer.
func publishable(t testing.TB) *Project {
	t.Helper()
	p := sampleProject(t)
	segments, err := p.Segments(bg, SegmentQuery{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	on := segments.Segments[0]
	if _, err := p.SaveMemo(bg, SaveMemo{On: "coding", OnID: on.ID, Title: "Why", Body: "Because."}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveQuery(bg, SaveQuery{Name: "One document", Kind: SavedSegments, Where: `document:"` + on.Document.Title + `"`}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.FreezeCodebook(bg, "first", ""); err != nil {
		t.Fatal(err)
	}
	scan, err := p.ScanIdentifiers(bg, IdentifierQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, f := range scan.Findings {
		texts = append(texts, f.Text)
	}
	if err := p.AnswerIdentifiers(bg, AnswerIdentifiers{Texts: texts, Answer: qda.AnswerKeep}); err != nil {
		t.Fatal(err)
	}
	return p
}

// identitiesOf are those of all things that a project has or had, each by what it is of.
func identitiesOf(t testing.TB, p *Project) map[qda.ID]string {
	t.Helper()
	out := map[qda.ID]string{}
	if err := p.view(bg, func(tx *store.Tx) error {
		for _, e := range oplog.Entities() {
			rows, err := store.Rows(tx.Unblinded(), e)
			if err != nil {
				return err
			}
			for _, row := range rows {
				for i, c := range e.Columns {
					if c.Type == oplog.IDType && row[i].Str != "" {
						out[row[i].ID()] = e.Name + "." + c.Name
					}
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAPublicationHoldsNoIdentityOfTheProject(t *testing.T) {
	p := publishable(t)
	known := identitiesOf(t, p)
	if len(known) < 300 {
		t.Fatalf("only %d identities: the test looks for too little", len(known))
	}
	own, count := map[string]string{}, 0
	for id, what := range known {
		own[id.String()] = what
	}
	uuid := regexp.MustCompile(`(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}`)
	dir := everyExport(t, p, Sharing{Profile: ForPublication})
	for name, text := range inside(t, dir) {
		for _, found := range uuid.FindAllString(name+"\n"+text, -1) {
			id, err := qda.ParseID(found)
			if err != nil {
				continue
			}
			count++
			if what, ours := known[id]; ours {
				t.Errorf("%s holds the identity of a %s: %s", name, what, found)
				break
			}
			if strings.Contains(found, "-") && id[6]>>4 == 7 {
				t.Errorf("%s holds an identity that tells a time: %s", name, found)
				break
			}
		}
		for id, what := range known {
			if strings.Contains(text, string(id[:])) || strings.Contains(text, base64.StdEncoding.EncodeToString(id[:])) {
				t.Errorf("%s holds the bytes of the identity of a %s", name, what)
			}
		}
	}
	if count < 1000 {
		t.Errorf("only %d identities in all files: the test looks into too little", count)
	}
	team := 0
	for _, text := range inside(t, everyExport(t, p, Sharing{Profile: ForTeam})) {
		for _, found := range uuid.FindAllString(text, -1) {
			if own[strings.ToLower(found)] != "" {
				team++
			}
		}
	}
	if team < 1000 {
		t.Errorf("the files for the team hold %d identities of the project", team)
	}
}

func TestAPublicationIsTheSameEachTimeOfADay(t *testing.T) {
	p := publishable(t)
	var written []map[string][]byte
	for _, hour := range []time.Duration{8, 17} {
		at := time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC).Add(hour*time.Hour + 1234*time.Millisecond)
		p.eng.opts.Now = func() time.Time { return at }
		files := map[string][]byte{}
		dir := everyExport(t, p, Sharing{Profile: ForPublication})
		for name, text := range inside(t, dir) { // a workbook has its parts in any order
			if strings.Contains(name, ".xlsx/") {
				files[name] = []byte(text)
			}
		}
		if err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.Contains(path, ".xlsx") {
				return err
			}
			files[strings.TrimPrefix(path, dir)], err = os.ReadFile(path)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		written = append(written, files)
	}
	if !slices.Equal(slices.Sorted(maps.Keys(written[0])), slices.Sorted(maps.Keys(written[1]))) {
		t.Error("the files have other names")
	}
	for name, first := range written[0] {
		if !bytes.Equal(first, written[1][name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// What is published holds together: an identity is the same in each file, and what comes
// in again from it is as much as went out.
func TestReferencesOfAPublicationAreWhole(t *testing.T) {
	p := publishable(t)
	out := everyExport(t, p, Sharing{Profile: ForPublication})
	ids := func(file, column string) map[string]bool {
		set := map[string]bool{}
		for _, row := range tableRows(t, filepath.Join(out, file)) {
			set[row[column]] = true
		}
		return set
	}
	codings, codes, documents := ids("codings.csv", "coding_id"), ids("dataset/codes.csv", "code_id"), ids("dataset/documents.csv", "document_id")
	whole := inside(t, filepath.Join(out, "project.qdpx"))
	book, err := os.ReadFile(filepath.Join(out, "book.qdc"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range tableRows(t, filepath.Join(out, "dataset", "codings.csv")) {
		if !codings[row["coding_id"]] || !codes[row["code_id"]] || !documents[row["document_id"]] {
			t.Fatalf("%v is of nothing", row)
		}
		for _, column := range []string{"coding_id", "code_id", "document_id", "coder_id"} {
			if !strings.Contains(strings.ToLower(whole["project.qdpx/project.qde"]), row[column]) {
				t.Fatalf("the %s %s is none of the project", column, row[column])
			}
		}
		if !strings.Contains(strings.ToLower(string(book)), row["code_id"]) {
			t.Fatalf("the code %s is none of the codebook", row["code_id"])
		}
	}
	again := freshProject(t, "Again", "Coder A")
	report := takeOverProject(t, again, filepath.Join(out, "project.qdpx"))
	for _, c := range report.Records {
		if c.Dropped > 0 {
			t.Errorf("%d records %s hang on nothing", c.Dropped, c.Entity)
		}
	}
	count := func(p *Project) map[string]int {
		n := map[string]int{}
		for key := range standingRows(t, p) {
			kind, _, _ := strings.Cut(key, " ")
			n[kind]++
		}
		return n
	}
	before, after := count(p), count(again)
	for kind, n := range before {
		switch kind {
		case "memo", "identifier_answer", "pseudonym", "revision", "snapshot", "preserved": // stay in the project
		case "coder": // who took it over is one more
			if after[kind] < n {
				t.Errorf("%d coders of %d", after[kind], n)
			}
		default:
			if after[kind] != n {
				t.Errorf("%s: %d of %d", kind, after[kind], n)
			}
		}
	}
}
