package bridge

import (
	"context"
	"sync"
	"time"
)

// keepLimit is how long the page has to keep what stands in its fields. A page that
// does not answer, because it hangs or is gone, does not hold the window open.
const keepLimit = 2 * time.Second

// closing is how far the window is on its way to be closed.
type closing struct {
	mu   sync.Mutex
	step closingStep
	kept chan struct{} // gets a value when the page has kept everything
}

type closingStep int

const (
	stays closingStep = iota
	asked             // the person or the page has been asked, and has not answered yet
	mayGo             // nothing is left to be kept
)

// begin says whether this is the first question since the window stays.
func (c *closing) begin() (first, may bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.step != stays {
		return false, c.step == mayGo
	}
	c.step = asked
	c.kept = make(chan struct{}, 1)
	return true, false
}

func (c *closing) set(s closingStep) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.step = s
}

// MayClose says whether the window may close now. While a job runs it asks the person.
// Where a project is open the page is then told to keep what stands in its fields, and
// the window has to wait: again is called when that is done or took too long, and the
// next question gets yes. It does not wait itself, because it may be asked on the thread
// that the page answers on.
func (d *Desk) MayClose(ctx context.Context, again func()) bool {
	first, may := d.closing.begin()
	if !first {
		return may
	}
	if d.jobs.running() {
		w := d.words()
		if yes, err := d.desktop.Confirm(ctx, w.closeTitle, w.closeQuestion); !yes && err == nil {
			d.closing.set(stays)
			return false
		}
	}
	if !d.hasProject() {
		d.closing.set(mayGo)
		return true
	}
	go func() {
		d.Emit("closing", nil)
		select {
		case <-d.closing.kept:
		case <-time.After(keepLimit):
			d.journal.Note("page-did-not-keep")
		}
		d.closing.set(mayGo)
		again()
	}()
	return false
}

// hasProject says whether a project is open, or is just being opened or closed.
func (d *Desk) hasProject() bool {
	if !d.open.mu.TryRLock() {
		return true
	}
	defer d.open.mu.RUnlock()
	return d.open.project != nil
}

// Kept is the page's answer to the event "closing": everything that stood in its fields
// has been kept.
func (b *Platform) Kept(c Caller) error {
	return perform(b.desk, c, func(context.Context) error {
		b.desk.closing.mu.Lock()
		defer b.desk.closing.mu.Unlock()
		select {
		case b.desk.closing.kept <- struct{}{}:
		default: // nobody asked, or it was said already
		}
		return nil
	})
}
