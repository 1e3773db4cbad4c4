package bridge

import (
	"context"
	"path/filepath"
	"testing"
	"time"
)

// opened is a desk with a project, so that the page may have something to keep.
func opened(t *testing.T) (*Desk, *hands, Caller) {
	t.Helper()
	d, h, c := newDesk(t)
	token := d.tokens.Give(UseCreate, filepath.Join(t.TempDir(), "p.articula")).Token
	if _, err := (&Projects{d}).Create(c, token, NewProject{Title: "T", Coder: "Coder A"}); err != nil {
		t.Fatal(err)
	}
	return d, h, c
}

func TestTheWindowClosesOnlyWhenThePageHasKeptWhatWasWritten(t *testing.T) {
	d, h, c := opened(t)
	again := make(chan struct{}, 2)
	ask := func() bool { return d.MayClose(context.Background(), func() { again <- struct{}{} }) }
	page := &Platform{d}
	if err := page.Kept(c); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if ask() {
			t.Fatal("the window may close before the page has kept anything")
		}
	}
	for i := 0; len(h.sent("closing")) == 0 && i < 1000; i++ {
		time.Sleep(time.Millisecond)
	}
	select {
	case <-again:
		t.Fatal("it is asked again before the page has answered")
	case <-time.After(20 * time.Millisecond):
	}
	if err := page.Kept(c); err != nil {
		t.Fatal(err)
	}
	<-again
	if !ask() {
		t.Error("the window may not close although everything is kept")
	}
	if n := len(h.sent("closing")); n != 1 {
		t.Errorf("the page was told %d times", n)
	}
}

func TestAPageThatDoesNotAnswerHoldsTheWindowOpenForAMomentOnly(t *testing.T) {
	d, _, _ := opened(t)
	begun, again := time.Now(), make(chan struct{})
	if d.MayClose(context.Background(), func() { close(again) }) {
		t.Fatal("the window may close at once")
	}
	<-again
	if took := time.Since(begun); took < keepLimit || took > 5*keepLimit {
		t.Errorf("it took %v", took)
	}
	if !d.MayClose(context.Background(), nil) {
		t.Error("the window may still not close")
	}
}

func TestWithoutAProjectNothingIsKept(t *testing.T) {
	d, h, _ := newDesk(t)
	if !d.MayClose(context.Background(), nil) || len(h.sent("closing")) != 0 {
		t.Error("the page was asked to keep something without a project")
	}
}
