package bridge

import (
	"context"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Cases are what is compared, and what is said of cases, documents and speakers.
type Cases struct{ desk *Desk }

// Sheet gives everything about one case.
func (b *Cases) Sheet(c Caller, id string) (engine.CaseSheet, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CaseSheet, error) {
		k, err := identity(id)
		if err != nil {
			return engine.CaseSheet{}, err
		}
		return p.CaseSheet(ctx, k)
	})
}

// Save makes a case, or changes its name, kind and description, and gives its identity.
func (b *Cases) Save(c Caller, r engine.SaveCase) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) {
		k, err := p.SaveCase(ctx, r)
		return k.ID.String(), err
	})
}

// Move puts a case under another one ("" is the top), behind a sibling ("" is the first
// place).
func (b *Cases) Move(c Caller, id, parent, after string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		k, err := identity(id)
		if err != nil {
			return err
		}
		under, err := optional(parent)
		if err != nil {
			return err
		}
		behind, err := optional(after)
		if err != nil {
			return err
		}
		return p.MoveCase(ctx, k, under, behind)
	})
}

// Bin puts cases into the bin, or fetches them from it.
func (b *Cases) Bin(c Caller, cases []string, back bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(cases)
		if err != nil {
			return err
		}
		return p.BinCases(ctx, ids, !back)
	})
}

// PreviewMerge says what merging cases would do.
func (b *Cases) PreviewMerge(c Caller, r engine.MergeCases) (engine.CaseMerge, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CaseMerge, error) {
		return p.PreviewMergeCases(ctx, r)
	})
}

// Merge gives one case what belongs to others.
func (b *Cases) Merge(c Caller, r engine.MergeCases) (engine.CaseMerge, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CaseMerge, error) { return p.MergeCases(ctx, r) })
}

// Binned lists the cases in the bin.
func (b *Cases) Binned(c Caller) ([]engine.Ref, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.Ref, error) { return p.BinnedCases(ctx) })
}

// LinkDocuments says which documents belong wholly to a case, or no longer do.
func (b *Cases) LinkDocuments(c Caller, id string, documents []string, on bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		k, err := identity(id)
		if err != nil {
			return err
		}
		ids, err := identities(documents)
		if err != nil {
			return err
		}
		return p.LinkCase(ctx, k, ids, on)
	})
}

// LinkPassage says that a part of a document belongs to a case.
func (b *Cases) LinkPassage(c Caller, id, document string, start, end int) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		pair, err := identities([]string{id, document})
		if err != nil {
			return err
		}
		return p.LinkCaseSpan(ctx, pair[0], pair[1], qda.Span{Start: start, End: end})
	})
}

// Unlink takes documents or parts of them out of cases.
func (b *Cases) Unlink(c Caller, spans []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(spans)
		if err != nil {
			return err
		}
		return p.UnlinkCaseSpans(ctx, ids)
	})
}

// Values lists what is said of a case, document or speaker.
func (b *Cases) Values(c Caller, owner string) ([]engine.ValueView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.ValueView, error) {
		id, err := identity(owner)
		if err != nil {
			return nil, err
		}
		return p.Values(ctx, id)
	})
}

// SetValue says what an attribute is for a case, document or speaker.
func (b *Cases) SetValue(c Caller, r engine.SetValue) (engine.ValueView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.ValueView, error) { return p.SetValue(ctx, r) })
}

// RemoveValue deletes a value with its citations.
func (b *Cases) RemoveValue(c Caller, value string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(value)
		if err != nil {
			return err
		}
		return p.RemoveValue(ctx, id)
	})
}

// Table gives what is said of every case, document or speaker.
func (b *Cases) Table(c Caller, scope qda.Scope) (engine.AttributeTable, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.AttributeTable, error) {
		return p.AttributeTable(ctx, scope)
	})
}

// ExportTable writes that table to the place that the token stands for, in the format
// of its ending, headed in a language, as a job whose result is an engine.Exported.
func (b *Cases) ExportTable(c Caller, token string, scope qda.Scope, lang string, share engine.Sharing) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		r := engine.Export{Format: ending(path), BOM: true, Lang: lang, Share: share}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, _ engine.Progress) (any, error) {
			return p.ExportAttributes(ctx, path, scope, r)
		}), nil
	})
}

// SaveAttribute makes an attribute or changes it.
func (b *Cases) SaveAttribute(c Caller, r engine.SaveAttribute) (engine.AttributeView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.AttributeView, error) {
		return p.SaveAttribute(ctx, r)
	})
}

// Misfits says which values would not fit an attribute if it were changed so.
func (b *Cases) Misfits(c Caller, r engine.SaveAttribute) ([]engine.Misfit, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.Misfit, error) {
		return p.AttributeMisfits(ctx, r)
	})
}

// MoveAttribute puts an attribute behind another one, or first.
func (b *Cases) MoveAttribute(c Caller, id, after string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		a, err := identity(id)
		if err != nil {
			return err
		}
		behind, err := optional(after)
		if err != nil {
			return err
		}
		return p.MoveAttribute(ctx, a, behind)
	})
}

// RemoveAttribute deletes an attribute with its values.
func (b *Cases) RemoveAttribute(c Caller, id string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		a, err := identity(id)
		if err != nil {
			return err
		}
		return p.RemoveAttribute(ctx, a)
	})
}

// TableChoice says how the table that a token stands for is to be taken over.
type TableChoice struct {
	Token   string               `json:"token"`
	Sheet   string               `json:"sheet"`
	Scope   qda.Scope            `json:"scope"`
	Key     string               `json:"key"`
	Columns []engine.TableColumn `json:"columns"`
	Beside  bool                 `json:"beside"` // values that are held now stay beside those that differ
}

func (b *Cases) table(r TableChoice) (engine.TableImport, error) {
	path, err := b.desk.tokens.Path(UseImport, r.Token)
	return engine.TableImport{Path: path, Sheet: r.Sheet, Scope: r.Scope, Key: r.Key, Columns: r.Columns, Beside: r.Beside}, err
}

// PreviewTable says what taking over a table would do, and what it would not take.
func (b *Cases) PreviewTable(c Caller, r TableChoice) (engine.TablePreview, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.TablePreview, error) {
		t, err := b.table(r)
		if err != nil {
			return engine.TablePreview{}, err
		}
		return p.PreviewTable(ctx, t)
	})
}

// ImportTable takes a table over, as a job whose result is an engine.TableImported.
func (b *Cases) ImportTable(c Caller, r TableChoice) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		t, err := b.table(r)
		if err != nil {
			return Job{}, err
		}
		return b.desk.work("table", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.ImportTable(ctx, t, progress)
		}), nil
	})
}
