package bridge

import (
	"context"
	"path/filepath"
	"strings"

	"articula/internal/engine"
)

// Memos are notes on anything.
type Memos struct{ desk *Desk }

// List gives memos, the latest first; on and id select those on one thing.
func (b *Memos) List(c Caller, on, id string) ([]engine.MemoView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.MemoView, error) {
		target, err := optional(id)
		if err != nil {
			return nil, err
		}
		return p.Memos(ctx, engine.MemoFilter{On: on, OnID: target})
	})
}

// Save makes or changes a memo.
func (b *Memos) Save(c Caller, r engine.SaveMemo) (engine.MemoView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.MemoView, error) { return p.SaveMemo(ctx, r) })
}

// Remove deletes a memo of one's own.
func (b *Memos) Remove(c Caller, memo string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(memo)
		if err != nil {
			return err
		}
		return p.RemoveMemo(ctx, id)
	})
}

// Export writes memos to the place that the token stands for, in the format of its
// ending.
func (b *Memos) Export(c Caller, token string, r engine.ExportMemos) (engine.Exported, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.Exported, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return engine.Exported{}, err
		}
		r.Format = strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
		return p.ExportMemos(ctx, path, r)
	})
}

// Links join passages.
type Links struct{ desk *Desk }

// List gives links, the latest first.
func (b *Links) List(c Caller, f engine.LinkFilter) ([]engine.LinkView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.LinkView, error) { return p.Links(ctx, f) })
}

// Save makes or changes a link.
func (b *Links) Save(c Caller, r engine.SaveLink) (engine.LinkView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.LinkView, error) { return p.SaveLink(ctx, r) })
}

// Remove deletes links of one's own.
func (b *Links) Remove(c Caller, links []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(links)
		if err != nil {
			return err
		}
		return p.RemoveLinks(ctx, ids)
	})
}
