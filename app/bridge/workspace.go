package bridge

import (
	"context"
	"net/http"
	"sync"

	"articula/internal/engine"
	"articula/internal/qda"
)

// workspace is the project that is open in the window: one at a time.
type workspace struct {
	opening sync.Mutex   // held while a project is opened: one after the other
	mu      sync.RWMutex // held for reading by every call that uses the project
	project *engine.Project
	stop    context.CancelFunc // ends what runs beside it
}

// inProject runs a bound method that needs an open project. The project stays open
// until the method is done.
func inProject[T any](d *Desk, c Caller, do func(context.Context, *engine.Project) (T, error)) (T, error) {
	return answer(d, c, func(ctx context.Context) (T, error) {
		d.open.mu.RLock()
		defer d.open.mu.RUnlock()
		if d.open.project == nil {
			var none T
			return none, noProject()
		}
		return do(ctx, d.open.project)
	})
}

// changing is inProject for methods that give nothing back.
func changing(d *Desk, c Caller, do func(context.Context, *engine.Project) error) error {
	_, err := inProject(d, c, func(ctx context.Context, p *engine.Project) (struct{}, error) { return struct{}{}, do(ctx, p) })
	return err
}

func noProject() error {
	return qda.E(qda.NotFound, "bridge.no_project", "No project is open in this window.")
}

// work does something long with the open project in the background.
func (d *Desk) work(kind string, do func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error)) Job {
	return d.Start(kind, func(ctx context.Context, progress Progress) (any, error) {
		d.open.mu.RLock()
		defer d.open.mu.RUnlock()
		if d.open.project == nil {
			return nil, noProject()
		}
		return do(ctx, d.open.project, func(step string, done, total int) { progress(int64(done), int64(total), step) })
	})
}

// take makes a project the one that is open; the one before is closed.
func (d *Desk) take(p *engine.Project) error {
	d.jobs.cancelAll() // they work on the one before, and hold it
	d.open.mu.Lock()
	defer d.open.mu.Unlock()
	if err := d.open.close(); err != nil {
		p.Close()
		return err
	}
	ctx, stop := context.WithCancel(d.context())
	unsubscribe := p.Subscribe(func(e engine.Event) { d.Emit("change", e) })
	p.KeepSearchReady(ctx, func(_ string, done, total int) {
		d.Emit("indexing", Indexing{Done: done, Total: total})
	}, func(err error) { d.journal.failed(qda.AsError(err)) })
	p.KeepCountingReady(ctx)
	d.open.project = p
	d.open.stop = func() {
		unsubscribe()
		stop()
	}
	return nil
}

// Indexing is an event: how far the search index has come.
type Indexing struct {
	Done  int `json:"done"`
	Total int `json:"total"`
}

// close closes the project; the caller holds the lock.
func (w *workspace) close() error {
	if w.project == nil {
		return nil
	}
	w.stop()
	err := w.project.Close()
	w.project, w.stop = nil, nil
	return err
}

// identity reads an identity that the page got from here.
func identity(s string) (qda.ID, error) {
	id, err := qda.ParseID(s)
	if err != nil {
		return id, qda.E(qda.Invalid, "bridge.identity", "The page named something that does not exist. Nothing was changed; please report it.").Because(err)
	}
	return id, nil
}

func identities(list []string) ([]qda.ID, error) {
	out := make([]qda.ID, len(list))
	for i, s := range list {
		id, err := identity(s)
		if err != nil {
			return nil, err
		}
		out[i] = id
	}
	return out, nil
}

// optional reads an identity that may be "".
func optional(s string) (qda.ID, error) {
	if s == "" {
		return qda.ID{}, nil
	}
	return identity(s)
}

// projectRoutes serves what is too big for a message: texts, structures, codings.
func (d *Desk) projectRoutes() {
	route := func(pattern string, read func(*http.Request, *engine.Project) (Payload, error)) {
		d.Route(pattern, func(r *http.Request) (Payload, error) {
			d.open.mu.RLock()
			defer d.open.mu.RUnlock()
			if d.open.project == nil {
				return Payload{}, noProject()
			}
			return read(r, d.open.project)
		})
	}
	get := func(pattern string, read func(context.Context, *engine.Project, qda.ID) (Payload, error)) {
		route(pattern, func(r *http.Request, p *engine.Project) (Payload, error) {
			id, err := identity(r.PathValue("id"))
			if err != nil {
				return Payload{}, err
			}
			return read(r.Context(), p, id)
		})
	}
	get("/api/documents/{id}/text", func(ctx context.Context, p *engine.Project, id qda.ID) (Payload, error) {
		text, err := p.Text(ctx, id)
		return Payload{Text: text}, err
	})
	get("/api/documents/{id}/view", func(ctx context.Context, p *engine.Project, id qda.ID) (Payload, error) {
		v, err := p.Document(ctx, id)
		return Payload{JSON: v}, err
	})
	get("/api/documents/{id}/codings", func(ctx context.Context, p *engine.Project, id qda.ID) (Payload, error) {
		list, err := p.DocumentCodings(ctx, id)
		return Payload{JSON: list}, err
	})
	// The imported file, byte for byte: the pages of a PDF are drawn from it.
	get("/api/documents/{id}/original", func(ctx context.Context, p *engine.Project, id qda.ID) (Payload, error) {
		s, err := p.SourceFile(ctx, id)
		return Payload{Bytes: s.Bytes}, err
	})
	// "/api/codings?id=…&id=…": those that stand and may be seen.
	route("/api/codings", func(r *http.Request, p *engine.Project) (Payload, error) {
		ids, err := identities(r.URL.Query()["id"])
		if err != nil {
			return Payload{}, err
		}
		list, err := p.CodingsByID(r.Context(), ids)
		return Payload{JSON: list}, err
	})
}
