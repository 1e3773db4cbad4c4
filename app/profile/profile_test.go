package profile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"articula/app/profile"
	"articula/internal/qda"
)

func TestWhatIsSavedComesBackAfterARestart(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "articula")
	first := profile.At(folder)
	want := profile.Preferences{Language: "pt", Theme: "dark", Density: "roomy", Scale: 150, Reading: 24, Face: "legible", Leading: 150, Measure: 80}
	if err := first.SavePreferences(want); err != nil {
		t.Fatal(err)
	}
	if err := first.SaveWindow(profile.Window{Width: 1400, Height: 900}); err != nil {
		t.Fatal(err)
	}
	second := profile.At(folder)
	if got := second.Preferences(); got != want {
		t.Errorf("preferences %+v, want %+v", got, want)
	}
	if got := second.Window(); got != (profile.Window{Width: 1400, Height: 900}) {
		t.Errorf("window %+v", got)
	}
}

func TestAMaximisedWindowKeepsTheSizeFromBefore(t *testing.T) {
	p := profile.At(t.TempDir())
	for _, w := range []profile.Window{{Width: 1300, Height: 800}, {Width: 3840, Height: 2160, Maximised: true}} {
		if err := p.SaveWindow(w); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := p.Window(), (profile.Window{Width: 1300, Height: 800, Maximised: true}); got != want {
		t.Errorf("window %+v, want %+v", got, want)
	}
}

func TestDamagedFilesCountAsEmptyAndNothingOutOfRangeComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		folder := t.TempDir()
		body := rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{`{"scale":-5,"theme":"<b>"}`, `{"width":-1,"height":1e9}`, `[{"path":3}]`, `null`, `{"language":"xx"`}),
		).Draw(rt, "body")
		for _, name := range []string{"preferences.json", "window.json", "recent.json", "layout.json", "places.json", "workers.json"} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(body), 0o600); err != nil {
				rt.Fatal(err)
			}
		}
		p := profile.At(folder)
		v := p.Preferences()
		if v.Scale < 80 || v.Scale > 200 || v.Reading < 14 || v.Reading > 28 || v.Theme == "" || len(v.Language) > 2 {
			rt.Errorf("preferences out of range: %+v", v)
		}
		if err := p.SavePreferences(v); err != nil {
			rt.Errorf("what was read cannot be saved: %v", err)
		}
		if w := p.Window(); w.Width < profile.MinWidth || w.Height < profile.MinHeight || w.Width > 16384 {
			rt.Errorf("window out of range: %+v", w)
		}
		if l := p.Layout(); l.Left < 200 || l.Side < 240 || l.Documents < 10 || l.Documents > 90 || l.Outline < 140 || l.Outline > 800 || l.Pages < 15 || l.Pages > 80 {
			rt.Errorf("layout out of range: %+v", l)
		}
		if p.Places("p") == nil {
			rt.Error("the places are nil")
		}
		if p.Recent() == nil {
			rt.Error("the list is nil")
		}
	})
}

func TestPreferencesThatNoScreenOffersAreRefused(t *testing.T) {
	p := profile.At(t.TempDir())
	v := p.Preferences()
	v.Theme = "javascript:alert(1)"
	if err := p.SavePreferences(v); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "profile.preferences"}) {
		t.Errorf("got %v", err)
	}
	if got := p.Preferences().Theme; got != "system" {
		t.Errorf("the theme became %q", got)
	}
}

func TestRecentProjectsAreInOrderWithoutDoubles(t *testing.T) {
	p := profile.At(t.TempDir())
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for i := range profile.MaxRecent + 5 {
		if err := p.Opened(fmt.Sprintf("/projects/%d.articula", i), "T", at); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Opened("/projects/7.articula", "Seven", at); err != nil {
		t.Fatal(err)
	}
	list := p.Recent()
	if len(list) != profile.MaxRecent || list[0].Title != "Seven" || list[1].Path != "/projects/24.articula" {
		t.Fatalf("got %d entries, first %+v %+v", len(list), list[0], list[1])
	}
	if err := p.Forget("/projects/7.articula"); err != nil {
		t.Fatal(err)
	}
	if list = p.Recent(); len(list) != profile.MaxRecent-1 || list[0].Path != "/projects/24.articula" {
		t.Errorf("after forgetting: %d entries, first %+v", len(list), list[0])
	}
}

func TestAFolderThatCannotBeWrittenGivesOneSentence(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := profile.At(filepath.Join(blocked, "articula"))
	err := p.SaveWindow(p.Window())
	if !errors.Is(err, &qda.Error{Kind: qda.Storage, Code: "profile.not_written"}) {
		t.Errorf("got %v", err)
	}
}

func TestConcurrentWritersLeaveAWholeFile(t *testing.T) {
	p := profile.At(t.TempDir())
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := p.Opened(fmt.Sprintf("/p/%d", i), "T", time.Now()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(p.Recent()); n != profile.MaxRecent {
		t.Errorf("%d entries", n)
	}
}

func TestPlacesInDocumentsComeBackTheLatestFirst(t *testing.T) {
	folder := t.TempDir()
	p := profile.At(folder)
	for i := range 600 {
		if err := p.SavePlace("one", profile.Place{Document: fmt.Sprint(i % 550), Position: i}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 60 {
		if err := p.SavePlace(fmt.Sprintf("other %d", i), profile.Place{Document: "d", Position: 3}); err != nil {
			t.Fatal(err)
		}
		if err := p.SavePlace("one", profile.Place{Document: "7", Position: 1000 + i}); err != nil {
			t.Fatal(err)
		}
	}
	again := profile.At(folder)
	got := again.Places("one")
	if len(got) != 500 || got[0] != (profile.Place{Document: "7", Position: 1059}) || got[1] != (profile.Place{Document: "49", Position: 599}) {
		t.Errorf("%d places, first %+v", len(got), got[:2])
	}
	if len(again.Places("other 0")) != 0 || len(again.Places("other 59")) != 1 {
		t.Error("the projects that were read last are not those that are remembered")
	}
}

func TestTheArrangementOfThePanesComesBack(t *testing.T) {
	folder := t.TempDir()
	want := profile.Layout{Left: 280, Side: 420, Documents: 60, AreaLeft: map[string]bool{"matrix": true}, SideHidden: true, Outline: 300, OutlineOpen: true, Pages: 60, PagesOpen: true}
	if err := profile.At(folder).SaveLayout(want); err != nil {
		t.Fatal(err)
	}
	if got := profile.At(folder).Layout(); !reflect.DeepEqual(got, want) {
		t.Errorf("layout %+v, want %+v", got, want)
	}
}

func TestWhoWasChosenIsRememberedPerProjectAndPath(t *testing.T) {
	folder := t.TempDir()
	one, other := qda.ID{1}, qda.ID{2}
	first := profile.At(folder)
	for _, name := range []string{"Coder A", "Coder B"} {
		if err := first.Chosen("/study.articula", one, name); err != nil {
			t.Fatal(err)
		}
	}
	second := profile.At(folder)
	if got := second.Worker("/study.articula", one); got != "Coder B" {
		t.Errorf("%q works", got)
	}
	if got := second.Worker("/study.articula", other) + second.Worker("/copy.articula", one); got != "" {
		t.Errorf("%q works in another project", got)
	}
}
