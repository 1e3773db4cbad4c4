package bridge

import (
	"context"
	"sync"
	"testing"
	"time"

	"articula/app/profile"
	"articula/internal/engine"
	"articula/seeds"
)

// hands is a desktop without a screen: it records, and answers what the test says.
type hands struct {
	mu       sync.Mutex
	events   []Event
	times    []time.Time
	files    []string
	asked    []Dialog
	question string
	yes      bool
	browsed  []string
	copied   string
	quit     bool
	err      error
}

func (h *hands) Emit(_ context.Context, _ string, data any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events = append(h.events, data.(Event))
	h.times = append(h.times, time.Now())
}

func (h *hands) ask(d Dialog) ([]string, error) {
	h.asked = append(h.asked, d)
	return h.files, h.err
}

func (h *hands) OpenFiles(_ context.Context, d Dialog) ([]string, error)  { return h.ask(d) }
func (h *hands) OpenFolder(_ context.Context, d Dialog) ([]string, error) { return h.ask(d) }
func (h *hands) SaveFile(_ context.Context, d Dialog) ([]string, error)   { return h.ask(d) }
func (h *hands) Confirm(_ context.Context, _, question string) (bool, error) {
	h.question = question
	return h.yes, h.err
}
func (h *hands) Browse(_ context.Context, address string)        { h.browsed = append(h.browsed, address) }
func (h *hands) Copy(_ context.Context, text string) (err error) { h.copied = text; return h.err }
func (h *hands) Quit(context.Context)                            { h.quit = true }

func (h *hands) sent(name string) []Event {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []Event
	for _, e := range h.events {
		if e.Name == name {
			out = append(out, e)
		}
	}
	return out
}

// newDesk is a desk in a folder of the test, with a lock that holds.
func newDesk(t *testing.T) (*Desk, *hands, Caller) {
	t.Helper()
	h := &hands{}
	d := New(Options{Version: "1.2.3", Profile: profile.At(t.TempDir()), Desktop: h, Engine: engine.New(engine.Options{StateDir: t.TempDir(), CacheDir: t.TempDir(), Seeds: seeds.Files}), Journal: t.Output()})
	d.HoldLock(func(context.Context) error { return nil })
	t.Cleanup(d.Stop)
	return d, h, Caller{Key: d.key}
}
