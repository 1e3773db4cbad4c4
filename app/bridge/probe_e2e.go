//go:build e2e

package bridge

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"articula/internal/qda"
)

// This file is compiled only with the tag e2e, into programs that end-to-end tests
// build for themselves and that are never given to anybody; a test holds the list
// of bound methods with and without it. It lets a test do what no script can do in
// a real program: answer the dialogs of the system, hand a path over as if it had
// been chosen, and make the mechanisms of this package show themselves.

// Prepared is the desktop of end-to-end tests: the machine's, but dialogs and
// questions are answered from a list that the test has prepared, as long as it
// lasts. An empty list leads to the real dialog.
type Prepared struct {
	System
	mu       sync.Mutex
	files    [][]string
	confirms []bool
	reports  map[string]chan string // results of scripts that are waited for
}

// ThisDesktop is the desktop of this build.
func ThisDesktop() Desktop { return &Prepared{reports: map[string]chan string{}} }

func (p *Prepared) next() ([]string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.files) == 0 {
		return nil, false
	}
	out := p.files[0]
	p.files = p.files[1:]
	return out, true
}

// OpenFiles gives the prepared answer.
func (p *Prepared) OpenFiles(ctx context.Context, d Dialog) ([]string, error) {
	if out, ok := p.next(); ok {
		return out, nil
	}
	return p.System.OpenFiles(ctx, d)
}

// OpenFolder gives the prepared answer.
func (p *Prepared) OpenFolder(ctx context.Context, d Dialog) ([]string, error) {
	if out, ok := p.next(); ok {
		return out, nil
	}
	return p.System.OpenFolder(ctx, d)
}

// SaveFile gives the prepared answer.
func (p *Prepared) SaveFile(ctx context.Context, d Dialog) ([]string, error) {
	if out, ok := p.next(); ok {
		return out, nil
	}
	return p.System.SaveFile(ctx, d)
}

// Confirm gives the prepared answer.
func (p *Prepared) Confirm(ctx context.Context, title, question string) (bool, error) {
	p.mu.Lock()
	if len(p.confirms) > 0 {
		out := p.confirms[0]
		p.confirms = p.confirms[1:]
		p.mu.Unlock()
		return out, nil
	}
	p.mu.Unlock()
	return p.System.Confirm(ctx, title, question)
}

// Probe are the methods that only tests have.
type Probe struct{ desk *Desk }

func (d *Desk) probes() []any {
	d.Route("/api/probe/text", func(r *http.Request) (Payload, error) {
		n, err := strconv.Atoi(r.URL.Query().Get("n"))
		if err != nil || n < 0 || n > 20_000_000 {
			return Payload{}, qda.E(qda.Invalid, "probe.length", "The length {n} is none.", "n", r.URL.Query().Get("n"))
		}
		return Payload{Text: ProbeText(n)}, nil
	})
	return []any{&Probe{d}}
}

// markForTests writes the secret a second time, where a test finds it after the page
// has taken its own away.
func (d *Desk) markForTests(page []byte) []byte {
	mark := fmt.Sprintf(`<meta name="articula-test-key" content="%s" /></head>`, d.key)
	return bytes.Replace(page, []byte("</head>"), []byte(mark), 1)
}

// ProbeText is n code points that hold every size of UTF-8 and UTF-16.
func ProbeText(n int) string {
	runes := []rune("Coordinación, élève 𠮷 👩‍🌾 שלום\n")
	var b strings.Builder
	for i := range n {
		b.WriteRune(runes[i%len(runes)])
	}
	return b.String()
}

// Fail gives an error of every kind.
func (b *Probe) Fail(c Caller, kind string) error {
	return perform(b.desk, c, func(context.Context) error {
		return qda.E(qda.Kind(kind), "probe.failed", "The probe failed as {kind} after {n} steps.", "kind", kind, "n", 3).
			Because(fmt.Errorf("a cause that stays here"))
	})
}

// Panic panics.
func (b *Probe) Panic(c Caller) error {
	return perform(b.desk, c, func(context.Context) error { panic("a text that stays here") })
}

// Lists gives lists that are nil in Go.
func (b *Probe) Lists(c Caller) ([]Failure, error) {
	return answer(b.desk, c, func(context.Context) ([]Failure, error) { return nil, nil })
}

// Wait waits until the call is cancelled, at most a minute, and says which.
func (b *Probe) Wait(c Caller) (string, error) {
	return answer(b.desk, c, func(ctx context.Context) (string, error) {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Minute):
			return "a minute", nil
		}
	})
}

// Count starts a job of so many steps, each taking so many microseconds.
func (b *Probe) Count(c Caller, steps, micros int) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		return b.desk.Start("probe", func(ctx context.Context, progress Progress) (any, error) {
			for i := range steps {
				select {
				case <-ctx.Done():
					return nil, ctx.Err()
				case <-time.After(time.Duration(micros) * time.Microsecond):
				}
				progress(int64(i+1), int64(steps), fmt.Sprintf("step %d", i+1))
			}
			return map[string]int{"steps": steps}, nil
		}), nil
	})
}

// Tell sends n events.
func (b *Probe) Tell(c Caller, n int) error {
	return perform(b.desk, c, func(context.Context) error {
		for i := range n {
			b.desk.Emit("probe", i)
		}
		return nil
	})
}

// NextFiles prepares the answer to the next dialog.
func (b *Probe) NextFiles(c Caller, paths []string) error {
	return perform(b.desk, c, func(context.Context) error {
		p := b.desk.desktop.(*Prepared)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.files = append(p.files, paths)
		return nil
	})
}

// NextConfirm prepares the answer to the next question.
func (b *Probe) NextConfirm(c Caller, yes bool) error {
	return perform(b.desk, c, func(context.Context) error {
		p := b.desk.desktop.(*Prepared)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.confirms = append(p.confirms, yes)
		return nil
	})
}

// Grant gives a token for a path as if it had been chosen.
func (b *Probe) Grant(c Caller, use, path string) (Chosen, error) {
	return answer(b.desk, c, func(context.Context) (Chosen, error) {
		return b.desk.tokens.Give(Use(use), path), nil
	})
}

// PathOf gives the path behind a token.
func (b *Probe) PathOf(c Caller, use, token string) (string, error) {
	return answer(b.desk, c, func(context.Context) (string, error) { return b.desk.tokens.Path(Use(use), token) })
}

// Remember puts a path into the list of recent projects.
func (b *Probe) Remember(c Caller, path, title string) error {
	return perform(b.desk, c, func(context.Context) error {
		b.desk.Opened(path, title)
		return nil
	})
}

// Report hands the result of a script that a test ran in the page to whoever waits.
func (b *Probe) Report(c Caller, id, result string) error {
	return perform(b.desk, c, func(context.Context) error {
		p := b.desk.desktop.(*Prepared)
		p.mu.Lock()
		waiting := p.reports[id]
		delete(p.reports, id)
		p.mu.Unlock()
		if waiting != nil {
			waiting <- result
		}
		return nil
	})
}

// Script wraps an expression so that its value comes back by Report, and gives the
// channel on which it will.
func (d *Desk) Script(expression string) (string, <-chan string) {
	id, p := secret(), d.desktop.(*Prepared)
	result := make(chan string, 1)
	p.mu.Lock()
	p.reports[id] = result
	p.mu.Unlock()
	return fmt.Sprintf(`(async () => {
  let out;
  try { out = { value: await (%s) }; } catch (e) { out = { error: String(e && e.stack || e) }; }
  window.go.bridge.Probe.Report({ key: %q, call: "" }, %q, JSON.stringify(out));
})()`, expression, d.key, id), result
}
