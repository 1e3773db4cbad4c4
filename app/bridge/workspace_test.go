package bridge

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestAProjectIsMadeImportedIntoCodedAndReadThroughTheBridge goes the way that the
// page goes.
func TestAProjectIsMadeImportedIntoCodedAndReadThroughTheBridge(t *testing.T) {
	d, h, c := newDesk(t)
	dir := t.TempDir()
	projects, documents := &Projects{d}, &Documents{d}
	if _, err := projects.Info(c); qda.AsError(err).Code != "bridge.no_project" {
		t.Fatal(err)
	}
	if _, err := projects.Create(c, "a made-up token", NewProject{Title: "T"}); qda.AsError(err).Code != "bridge.unknown_token" {
		t.Fatal(err)
	}
	token := d.tokens.Give(UseCreate, filepath.Join(dir, "p.articula")).Token
	info, err := projects.Create(c, token, NewProject{Title: "T", Codebook: "institutional-analysis", Coder: "Coder A"})
	if err != nil || info.Title != "T" || info.Codes < 40 {
		t.Fatalf("%+v %v", info, err)
	}
	file := filepath.Join(dir, "law.txt")
	if err := os.WriteFile(file, []byte("Article 1. Ministries shall coordinate.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	job, err := documents.Import(c, ImportChoice{Tokens: []string{d.tokens.Give(UseImport, file).Token}, Kind: qda.Law})
	if err != nil {
		t.Fatal(err)
	}
	report := finished[engine.ImportReport](t, d, c, job.ID)
	if len(report.Imported) != 1 {
		t.Fatalf("%+v", report)
	}
	id := report.Imported[0].ID
	if got := fetch(t, d, "/api/documents/"+id.String()+"/text"); got != "Article 1. Ministries shall coordinate.\n" {
		t.Errorf("text %q", got)
	}
	if got := fetch(t, d, "/api/documents/"+id.String()+"/original"); got != "Article 1. Ministries shall coordinate.\n" {
		t.Errorf("original %q", got)
	}
	tree, err := (&Codes{d}).Tree(c)
	if err != nil {
		t.Fatal(err)
	}
	made, err := (&Codings{d}).Add(c, engine.AddCodings{Document: id, Span: qda.Span{Start: 11, End: 38}, Codes: []qda.ID{tree[0].Children[1].ID}})
	if err != nil || made[0].Quote != "Ministries shall coordinate" {
		t.Fatalf("%+v %v", made, err)
	}
	var codings []engine.CodingView
	if err := json.Unmarshal([]byte(fetch(t, d, "/api/documents/"+id.String()+"/codings")), &codings); err != nil || len(codings) != 1 || codings[0].ID != made[0].ID {
		t.Errorf("%+v %v", codings, err)
	}
	one := "/api/codings?id=" + made[0].ID.String()
	if err := json.Unmarshal([]byte(fetch(t, d, one+"&id="+id.String())), &codings); err != nil || len(codings) != 1 || codings[0].ID != made[0].ID {
		t.Errorf("one alone: %+v %v", codings, err)
	}
	if got := fetch(t, d, "/api/codings"); got != "[]" {
		t.Errorf("none asked for: %s", got)
	}
	if what, err := (&History{d}).Undo(c); err != nil || what == "" {
		t.Error(what, err)
	}
	if n := len(h.sent("change")); n < 3 {
		t.Errorf("the page heard of %d changes", n)
	}
	if err := projects.Close(c); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".p.articula.lock")); err == nil {
		t.Error("a closed project is still held")
	}
	if list, err := (&Recent{d}).List(c); err != nil || len(list) != 1 || list[0].Title != "T" {
		t.Errorf("%+v %v", list, err)
	}
}

// A page that is loaded again, or that asks twice, must not find its own project in use.
func TestTheProjectThatIsOpenIsGivenToWhoeverAsksAgain(t *testing.T) {
	d, _, c := newDesk(t)
	path := filepath.Join(t.TempDir(), "p.articula")
	projects := &Projects{d}
	made, err := projects.Create(c, d.tokens.Give(UseCreate, path).Token, NewProject{Title: "T", Coder: "Coder A"})
	if err != nil {
		t.Fatal(err)
	}
	if err := projects.Close(c); err != nil {
		t.Fatal(err)
	}
	ids := make(chan qda.ID, 2)
	for range 2 {
		token := d.tokens.Give(UseOpen, path).Token
		go func() {
			info, err := projects.Open(c, token, false, "")
			if err != nil {
				t.Error(err)
			}
			ids <- info.ID
		}()
	}
	for range 2 {
		if id := <-ids; id != made.ID {
			t.Errorf("opened %v, not %v", id, made.ID)
		}
	}
}

// finished waits for a job and gives its result.
func finished[T any](t *testing.T, d *Desk, c Caller, id string) T {
	t.Helper()
	for range 6000 { // a minute: a machine may be slow
		list, err := (&Jobs{d}).List(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range list {
			switch {
			case j.ID != id || j.State == JobRunning:
			case j.State == JobDone:
				return j.Result.(T)
			default:
				t.Fatalf("%+v", j)
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the job does not end")
	panic("not reached")
}

func fetch(t *testing.T, d *Desk, address string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set(KeyHeader, d.key)
	w := httptest.NewRecorder()
	d.serveRoute(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	return w.Body.String()
}

func TestWhoWasChosenWorksAgainWhenTheProjectIsOpened(t *testing.T) {
	d, _, c := newDesk(t)
	projects, path := &Projects{d}, filepath.Join(t.TempDir(), "p.articula")
	if _, err := projects.Create(c, d.tokens.Give(UseCreate, path).Token, NewProject{Title: "T", Coder: "Coder A"}); err != nil {
		t.Fatal(err)
	}
	again := func(coder string) string {
		t.Helper()
		if err := projects.Close(c); err != nil {
			t.Fatal(err)
		}
		info, err := projects.Open(c, d.tokens.Give(UseOpen, path).Token, false, coder)
		if err != nil {
			t.Fatal(err)
		}
		return info.Coder.Name
	}
	for _, name := range []string{"Coder B", "Coder A", "Coder B"} {
		if _, err := projects.Become(c, name); err != nil {
			t.Fatal(err)
		}
		if err := projects.Rename(c, "Title by "+name, ""); err != nil {
			t.Fatal(err)
		}
		if got := again(""); got != name {
			t.Errorf("%q works, not %q", got, name)
		}
	}
	if got := again("Coder A"); got != "Coder A" {
		t.Errorf("%q works where Coder A was asked for", got)
	}
	// Somebody who never did anything is no coder of the project.
	if _, err := projects.Become(c, "Nobody"); err != nil {
		t.Fatal(err)
	}
	if got := again(""); got == "Nobody" {
		t.Errorf("%q works", got)
	}
}
