package bridge

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"articula/internal/qda"
)

func TestAPathIsReachedByTheTokenOfItsUseAlone(t *testing.T) {
	d, h, c := newDesk(t)
	h.files = []string{"/projects/Study.articula"}
	chosen, err := (&Files{d}).ChooseProject(c, Ask{Title: "Open", Type: "Projects"})
	if err != nil || len(chosen) != 1 {
		t.Fatalf("%+v, %v", chosen, err)
	}
	if got, want := chosen[0].Name+" in "+chosen[0].Folder, "Study.articula in /projects"; got != want {
		t.Errorf("shown as %q", got)
	}
	if path, err := d.Tokens().Path(UseOpen, chosen[0].Token); err != nil || path != h.files[0] {
		t.Errorf("the token gives %q, %v", path, err)
	}
	unknown := &qda.Error{Kind: qda.Invalid, Code: "bridge.unknown_token"}
	for _, try := range []struct {
		use   Use
		token string
	}{{UseImport, chosen[0].Token}, {UseExport, chosen[0].Token}, {UseOpen, h.files[0]}, {UseOpen, ""}, {UseOpen, "../../etc/passwd"}} {
		if path, err := d.Tokens().Path(try.use, try.token); !errors.Is(err, unknown) {
			t.Errorf("%s %q gives %q, %v", try.use, try.token, path, err)
		}
	}
	other, _, _ := newDesk(t)
	if _, err := other.Tokens().Path(UseOpen, chosen[0].Token); !errors.Is(err, unknown) {
		t.Errorf("the token holds in another run: %v", err)
	}
}

func TestTheOldestTokensGoFirst(t *testing.T) {
	var tokens Tokens
	first := tokens.Give(UseImport, "/a")
	var last Chosen
	for range maxTokens {
		last = tokens.Give(UseImport, "/b")
	}
	if _, err := tokens.Path(UseImport, first.Token); err == nil {
		t.Error("the first token holds for ever")
	}
	if path, err := tokens.Path(UseImport, last.Token); err != nil || path != "/b" {
		t.Errorf("the last token gives %q, %v", path, err)
	}
	if len(tokens.grants) != maxTokens || len(tokens.order) != maxTokens {
		t.Errorf("%d tokens are kept", len(tokens.grants))
	}
}

func TestACancelledDialogGivesAnEmptyListAndABrokenOneASentence(t *testing.T) {
	d, h, c := newDesk(t)
	for _, ask := range []func(Caller, Ask) ([]Chosen, error){
		(&Files{d}).ChooseProject, (&Files{d}).ChooseDocuments, (&Files{d}).ChooseFolder, (&Files{d}).ChooseNewProject, (&Files{d}).ChooseTarget,
	} {
		h.files, h.err = nil, nil
		if chosen, err := ask(c, Ask{}); err != nil || chosen == nil || len(chosen) != 0 {
			t.Errorf("cancelled: %v, %v", chosen, err)
		}
		h.err = errors.New("no bus")
		if _, err := ask(c, Ask{}); !errors.Is(err, &qda.Error{Kind: qda.Internal, Code: "bridge.dialog"}) {
			t.Errorf("broken: %v", err)
		}
	}
}

func TestANewFileGetsItsEndingAndANameThatEveryFileSystemTakes(t *testing.T) {
	d, h, c := newDesk(t)
	h.files = []string{"/projects/Study"}
	chosen, err := (&Files{d}).ChooseNewProject(c, Ask{Name: `a/b:c*?"<>|.articula`})
	if err != nil || chosen[0].Name != "Study.articula" {
		t.Errorf("%+v, %v", chosen, err)
	}
	if got := h.asked[0].Name; got != "a-b-c------.articula" {
		t.Errorf("proposed %q", got)
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := fileName(rapid.String().Draw(rt, "name"), rapid.SampledFrom([]string{"", "csv", "articula"}).Draw(rt, "ending"))
		if filepath.Base(name) != name || name == "" || name == "." || name == ".." {
			rt.Errorf("the name is %q", name)
		}
	})
}

func TestADialogForProjectsStartsWhereTheLastProjectIs(t *testing.T) {
	d, h, c := newDesk(t)
	folder := t.TempDir()
	d.Opened(filepath.Join(folder, "Study.articula"), "Study")
	d.Opened("/gone/away.articula", "Gone")
	b := &Files{d}
	for _, ask := range []func(Caller, Ask) ([]Chosen, error){b.ChooseProject, b.ChooseNewProject, b.ChooseDocuments, b.ChooseTarget} {
		if _, err := ask(c, Ask{}); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []string{folder, folder, "", ""} {
		if got := h.asked[i].Folder; got != want {
			t.Errorf("dialog %d starts in %q, want %q", i, got, want)
		}
	}
}

func TestDroppedFilesBecomeTokensAndAProjectIsOfferedToOpen(t *testing.T) {
	d, h, _ := newDesk(t)
	d.Dropped(10, 20, []string{"/x/a.docx", "/x/B.ARTICULA", "/x/c.pdf", "relative.txt"})
	project, files := h.sent("drop-project"), h.sent("drop")
	if len(project) != 1 || len(files) != 1 {
		t.Fatalf("events: %+v", h.events)
	}
	drop := files[0].Data.(Drop)
	if len(drop.Files) != 2 || drop.X != 10 || drop.Y != 20 {
		t.Errorf("dropped %+v", drop)
	}
	if path, err := d.Tokens().Path(UseImport, drop.Files[1].Token); err != nil || path != "/x/c.pdf" {
		t.Errorf("%q, %v", path, err)
	}
	if path, err := d.Tokens().Path(UseOpen, project[0].Data.(Drop).Files[0].Token); err != nil || path != "/x/B.ARTICULA" {
		t.Errorf("%q, %v", path, err)
	}
}

func TestRecentProjectsComeAsTokensAndSayWhatIsGone(t *testing.T) {
	d, _, c := newDesk(t)
	here := filepath.Join(t.TempDir(), "here.articula")
	if err := os.WriteFile(here, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.Opened("/gone/away.articula", "Gone")
	d.Opened(here, "Here")
	list, err := (&Recent{d}).List(c)
	if err != nil || len(list) != 2 || list[0].Title != "Here" || !list[0].There || list[1].There {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := (&Recent{d}).Forget(c, list[1].File.Token); err != nil {
		t.Fatal(err)
	}
	if list, err = (&Recent{d}).List(c); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestNoProjectIsOpenedInAWindowThatIsNotLocked(t *testing.T) {
	d, _, c := newDesk(t)
	refused := &qda.Error{Kind: qda.Internal, Code: "bridge.not_locked"}
	if err := d.MayOpen(t.Context()); err != nil {
		t.Errorf("locked, and yet: %v", err)
	}
	d.HoldLock(func(context.Context) error { return errors.New("a hook came off") })
	if err := d.MayOpen(t.Context()); !errors.Is(err, refused) {
		t.Errorf("not locked, and yet: %v", err)
	}
	about, err := (&Platform{d}).Describe(c)
	if err != nil || about.Locked || about.Problem == "" || about.Version != "1.2.3" {
		t.Errorf("%+v, %v", about, err)
	}
	unasked := New(Options{Desktop: &hands{}, Now: time.Now})
	if err := unasked.MayOpen(t.Context()); !errors.Is(err, refused) {
		t.Errorf("never locked, and yet: %v", err)
	}
	d.HoldLock(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := d.MayOpen(ctx); !errors.Is(err, refused) {
		t.Errorf("a check that does not answer: %v", err)
	}
}
