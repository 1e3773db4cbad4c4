package bridge

import (
	"context"
	"os"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Projects opens, makes and closes projects, and tells of the one that is open.
type Projects struct{ desk *Desk }

// Open opens the project that the token stands for. A page that is loaded again asks for
// the one that is open already, and gets it.
func (b *Projects) Open(c Caller, token string, readOnly bool, coder string) (engine.Info, error) {
	return b.begin(c, UseOpen, token, func(ctx context.Context, path string) (*engine.Project, error) {
		p, err := b.desk.engine.Open(ctx, path, engine.OpenProject{ReadOnly: readOnly, Coder: coder})
		if err != nil || coder != "" {
			return p, err
		}
		if err := p.Resume(ctx, func(project qda.ID) string { return b.desk.profile.Worker(path, project) }); err != nil {
			p.Close()
			return nil, err
		}
		return p, nil
	})
}

// NewProject is what a project starts with.
type NewProject struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Language    string `json:"lang"`
	Codebook    string `json:"codebook"` // "" or "none" for none
	Coder       string `json:"coder"`
}

// Create makes a project at the place that the token stands for, and opens it.
func (b *Projects) Create(c Caller, token string, r NewProject) (engine.Info, error) {
	return b.begin(c, UseCreate, token, func(ctx context.Context, path string) (*engine.Project, error) {
		return b.desk.engine.Create(ctx, path, engine.NewProject{Title: r.Title, Description: r.Description, Language: r.Language, Codebook: r.Codebook, Coder: r.Coder})
	})
}

// Sample makes the sample project at the place that the token stands for, and opens
// it. While it is made there is a job of the kind "sample".
func (b *Projects) Sample(c Caller, token string) (engine.Info, error) {
	return b.begin(c, UseCreate, token, func(ctx context.Context, path string) (*engine.Project, error) {
		return await(ctx, b.desk, "sample", func(ctx context.Context, progress Progress) (*engine.Project, error) {
			return b.desk.engine.Sample(ctx, path, func(step string, done, total int) { progress(int64(done), int64(total), step) })
		})
	})
}

func (b *Projects) begin(c Caller, use Use, token string, open func(context.Context, string) (*engine.Project, error)) (engine.Info, error) {
	return answer(b.desk, c, func(ctx context.Context) (engine.Info, error) {
		if err := b.desk.MayOpen(ctx); err != nil {
			return engine.Info{}, err
		}
		path, err := b.desk.tokens.Path(use, token)
		if err != nil {
			return engine.Info{}, err
		}
		b.desk.open.opening.Lock()
		defer b.desk.open.opening.Unlock()
		if use == UseOpen {
			if info, ok := b.isOpen(ctx, path); ok {
				return info, nil
			}
		}
		p, err := open(ctx, path)
		if err != nil {
			return engine.Info{}, err
		}
		info, err := p.Info(ctx)
		if err != nil {
			p.Close()
			return info, err
		}
		if err := b.desk.take(p); err != nil {
			return info, err
		}
		b.desk.Opened(info.Path, info.Title)
		return info, nil
	})
}

// isOpen gives the project that is open, if it is the one at the path.
func (b *Projects) isOpen(ctx context.Context, path string) (engine.Info, bool) {
	b.desk.open.mu.RLock()
	defer b.desk.open.mu.RUnlock()
	if b.desk.open.project == nil {
		return engine.Info{}, false
	}
	info, err := b.desk.open.project.Info(ctx)
	if err != nil {
		return engine.Info{}, false
	}
	here, errHere := os.Stat(info.Path)
	there, errThere := os.Stat(path)
	return info, errHere == nil && errThere == nil && os.SameFile(here, there)
}

// Codebooks lists the codebooks that come with the program.
func (b *Projects) Codebooks(c Caller) ([]string, error) {
	return answer(b.desk, c, func(context.Context) ([]string, error) { return b.desk.engine.Codebooks(), nil })
}

// Close closes the project.
func (b *Projects) Close(c Caller) error {
	return perform(b.desk, c, func(context.Context) error {
		b.desk.jobs.cancelAll()
		b.desk.open.mu.Lock()
		defer b.desk.open.mu.Unlock()
		return b.desk.open.close()
	})
}

// Info tells what the open project is and holds.
func (b *Projects) Info(c Caller) (engine.Info, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.Info, error) { return p.Info(ctx) })
}

// Rename gives the project another title and description.
func (b *Projects) Rename(c Caller, title, description string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.SetTitle(ctx, title, description) })
}

// Become makes the named person the one who works in the project, now and when it is
// opened again on this computer. A choice that cannot be remembered is no reason not to
// work.
func (b *Projects) Become(c Caller, name string) (engine.Info, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.Info, error) {
		if err := p.Become(ctx, name); err != nil {
			return engine.Info{}, err
		}
		info, err := p.Info(ctx)
		if err != nil {
			return info, err
		}
		if err := b.desk.profile.Chosen(info.Path, info.ID, info.Coder.Name); err != nil {
			b.desk.journal.failed(qda.AsError(err))
		}
		return info, nil
	})
}

// Check verifies the project, as a job whose result is an engine.CheckReport.
func (b *Projects) Check(c Caller) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		return b.desk.work("check", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.Check(ctx, progress)
		}), nil
	})
}

// Backup makes a verified copy where backups are kept.
func (b *Projects) Backup(c Caller) (engine.BackupView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.BackupView, error) {
		return p.Backup(ctx, "by-hand", "")
	})
}

// Backups lists the backups, newest first.
func (b *Projects) Backups(c Caller) ([]engine.BackupView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.BackupView, error) { return p.Backups(ctx) })
}

// SaveCopy writes a verified copy to the place that the token stands for.
func (b *Projects) SaveCopy(c Caller, token string) (engine.BackupView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.BackupView, error) {
		path, err := b.desk.tokens.Path(UseCreate, token)
		if err != nil {
			return engine.BackupView{}, err
		}
		return p.Backup(ctx, "copy", path)
	})
}
