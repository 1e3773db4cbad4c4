package bridge

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"io"
	"net/http"
	"sync"
	"time"

	"articula/app/profile"
	"articula/internal/engine"
	"articula/internal/qda"
)

// Options are the parts that a [Desk] is made of.
type Options struct {
	Version string
	Profile *profile.Profile
	Desktop Desktop
	Engine  *engine.Engine
	Journal io.Writer        // gets one line per failure; never text of a document
	Now     func() time.Time // time.Now when nil
}

// Desk is what one run of the window shares.
type Desk struct {
	version string
	profile *profile.Profile
	desktop Desktop
	journal *Journal
	now     func() time.Time
	key     string // secret of this run, in the page and in every call
	nonce   string // of style elements made by scripts of the page
	tokens  *Tokens
	jobs    *jobs
	routes  *http.ServeMux
	events  events
	engine  *engine.Engine
	open    workspace
	closing closing
	atStart []string // paths that the program was started with

	mu     sync.Mutex
	ctx    context.Context
	stop   context.CancelFunc
	calls  map[string]context.CancelFunc
	locked func(context.Context) error
}

// New makes the desk of one run.
func New(o Options) *Desk {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Journal == nil {
		o.Journal = io.Discard
	}
	d := &Desk{
		version: o.Version,
		profile: o.Profile,
		desktop: o.Desktop,
		engine:  o.Engine,
		journal: &Journal{out: o.Journal, now: o.Now},
		now:     o.Now,
		key:     secret(),
		nonce:   secret(),
		tokens:  &Tokens{},
		routes:  http.NewServeMux(),
		calls:   map[string]context.CancelFunc{},
	}
	d.ctx, d.stop = context.WithCancel(context.Background())
	d.jobs = newJobs(d)
	d.projectRoutes()
	return d
}

// secret is 128 random bits as text.
func secret() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: the program ends where the system has no randomness
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Bound are the structs whose methods the page can call.
func (d *Desk) Bound() []any {
	return append([]any{
		&Platform{d}, &Settings{d}, &Files{d}, &Recent{d}, &Jobs{d}, &Calls{d},
		&Projects{d}, &Documents{d}, &Codes{d}, &Codings{d}, &Retrieval{d}, &Sharing{d}, &Analysis{d}, &Actors{d}, &Coverage{d}, &Cases{d}, &Reports{d},
		&Memos{d}, &Links{d}, &History{d},
		&Review{d}, &Team{d},
	}, d.probes()...)
}

// Ready tells the desk that the window is there: ctx is the window library's own,
// without which it shows no dialog.
func (d *Desk) Ready(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stop()
	d.ctx, d.stop = context.WithCancel(ctx)
}

// Stop ends every call and every job, and waits for the jobs, but not for ever.
func (d *Desk) Stop() {
	d.mu.Lock()
	d.stop()
	d.mu.Unlock()
	d.jobs.wait(10 * time.Second)
	d.open.mu.Lock()
	defer d.open.mu.Unlock()
	if err := d.open.close(); err != nil {
		d.journal.failed(qda.AsError(err))
	}
}

func (d *Desk) context() context.Context {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ctx
}

// HoldLock gives the desk the check of the lock on the web view, which it makes
// before it opens a project. Until it has one, it opens none.
func (d *Desk) HoldLock(check func(context.Context) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.locked = check
}

// MayOpen says whether a project may be opened in this window: only while the web
// view is locked to the program's own pages.
func (d *Desk) MayOpen(ctx context.Context) error {
	d.mu.Lock()
	check := d.locked
	d.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var cause error
	if check != nil {
		if cause = check(ctx); cause == nil {
			return nil
		}
	}
	return qda.E(qda.Internal, "bridge.not_locked",
		"This window could not be closed against foreign pages, so no project is opened in it. Nothing was changed. Start the program again; the command line is not affected.").Because(cause)
}
