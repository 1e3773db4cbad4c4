package bridge

import (
	"context"

	"articula/internal/engine"
)

// Retrieval finds coded passages and words, and writes what it finds.
type Retrieval struct{ desk *Desk }

// Segments retrieves coded passages.
func (b *Retrieval) Segments(c Caller, q engine.SegmentQuery) (engine.SegmentPage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.SegmentPage, error) { return p.Segments(ctx, q) })
}

// Search finds words in texts, memos and codes.
func (b *Retrieval) Search(c Caller, q engine.SearchQuery) (engine.SearchPage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.SearchPage, error) { return p.Search(ctx, q) })
}

// PreviewHits gives the passages that CodeHits would code.
func (b *Retrieval) PreviewHits(c Caller, r engine.CodeHits) ([]engine.HitPlace, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.HitPlace, error) { return p.PreviewHits(ctx, r) })
}

// CodeHits codes places that a search found, as one step.
func (b *Retrieval) CodeHits(c Caller, r engine.CodeHits) (engine.CodedHits, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodedHits, error) { return p.CodeHits(ctx, r) })
}

// Reindex builds the search index anew, as a job.
func (b *Retrieval) Reindex(c Caller) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		return b.desk.work("reindex", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			_, err := p.RebuildSearch(ctx, progress)
			return nil, err
		}), nil
	})
}

// Export writes one row per coding to the place that the token stands for, in the
// format of its ending, as a job whose result is an engine.Exported.
func (b *Retrieval) Export(c Caller, token string, r engine.Export) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		if r.Format == "" {
			r.Format = ending(path)
		}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.Export(ctx, path, r, progress)
		}), nil
	})
}

// ExportProject writes the project for other programs to the place that the token
// stands for, as a job whose result is an engine.ProjectWritten.
func (b *Retrieval) ExportProject(c Caller, token string, r engine.ExportProject) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.ExportProject(ctx, path, r, progress)
		}), nil
	})
}

// Queries lists the retrievals and searches that were kept.
func (b *Retrieval) Queries(c Caller) ([]engine.SavedQueryView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.SavedQueryView, error) {
		return p.SavedQueries(ctx)
	})
}

// SaveQuery keeps a retrieval or search under a name.
func (b *Retrieval) SaveQuery(c Caller, r engine.SaveQuery) (engine.SavedQueryView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.SavedQueryView, error) {
		return p.SaveQuery(ctx, r)
	})
}

// RemoveQuery deletes one that was kept.
func (b *Retrieval) RemoveQuery(c Caller, query string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(query)
		if err != nil {
			return err
		}
		return p.RemoveQuery(ctx, id)
	})
}

// Terms lists the groups of terms.
func (b *Retrieval) Terms(c Caller) ([]engine.TermGroupView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.TermGroupView, error) { return p.TermGroups(ctx) })
}

// SaveTerms makes a group of terms, or changes it.
func (b *Retrieval) SaveTerms(c Caller, r engine.TermGroupView) (engine.TermGroupView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.TermGroupView, error) {
		return p.SaveTermGroup(ctx, r)
	})
}

// RemoveTerms deletes a group of terms.
func (b *Retrieval) RemoveTerms(c Caller, group string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(group)
		if err != nil {
			return err
		}
		return p.RemoveTermGroup(ctx, id)
	})
}

// History is the log of actions, undo and redo, named states.
type History struct{ desk *Desk }

// List gives actions as sentences, latest first.
func (b *History) List(c Caller, f engine.HistoryFilter) ([]engine.HistoryEntry, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.HistoryEntry, error) { return p.History(ctx, f) })
}

// State says what undo and redo would do.
func (b *History) State(c Caller) (engine.UndoState, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.UndoState, error) { return p.UndoState(ctx) })
}

// Undo takes back the coder's nearest action and says what it was.
func (b *History) Undo(c Caller) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) { return p.Undo(ctx) })
}

// Redo does the nearest undone action again and says what it was.
func (b *History) Redo(c Caller) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) { return p.Redo(ctx) })
}

// Revert takes back one action out of turn.
func (b *History) Revert(c Caller, ref string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		r, err := engine.ParseRef(ref)
		if err != nil {
			return err
		}
		return p.Revert(ctx, r)
	})
}

// Snapshots lists the named states, latest first.
func (b *History) Snapshots(c Caller) ([]engine.SnapshotView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.SnapshotView, error) { return p.Snapshots(ctx) })
}

// TakeSnapshot names the present state.
func (b *History) TakeSnapshot(c Caller, name string) (engine.SnapshotView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.SnapshotView, error) {
		return p.TakeSnapshot(ctx, name)
	})
}

// RestoreSnapshot brings the project back to a named state.
func (b *History) RestoreSnapshot(c Caller, snapshot string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(snapshot)
		if err != nil {
			return err
		}
		return p.RestoreSnapshot(ctx, id)
	})
}
