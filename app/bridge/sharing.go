package bridge

import (
	"context"

	"articula/internal/engine"
)

// Sharing is what keeps names from leaving the project, and what writes it for others.
type Sharing struct{ desk *Desk }

// Register lists the names that must not leave the project.
func (b *Sharing) Register(c Caller) ([]engine.PseudonymView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.PseudonymView, error) {
		return p.Pseudonyms(ctx)
	})
}

// Save puts a name into the register, or changes one.
func (b *Sharing) Save(c Caller, v engine.PseudonymView) (engine.PseudonymView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.PseudonymView, error) {
		return p.SavePseudonym(ctx, v)
	})
}

// Remove takes a name out of the register.
func (b *Sharing) Remove(c Caller, name string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(name)
		if err != nil {
			return err
		}
		return p.RemovePseudonym(ctx, id)
	})
}

// Scan finds what may still tell who somebody is.
func (b *Sharing) Scan(c Caller, q engine.IdentifierQuery) (engine.IdentifierScan, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.IdentifierScan, error) {
		return p.ScanIdentifiers(ctx, q)
	})
}

// Answer says what is decided on findings.
func (b *Sharing) Answer(c Caller, r engine.AnswerIdentifiers) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.AnswerIdentifiers(ctx, r) })
}

// Shown gives a document with the names of the register replaced.
func (b *Sharing) Shown(c Caller, document string) (engine.CoveredText, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CoveredText, error) {
		id, err := identity(document)
		if err != nil {
			return engine.CoveredText{}, err
		}
		return p.CoveredText(ctx, id)
	})
}

// Permanent replaces the names in the project itself, as a job whose result is an
// engine.Pseudonymised.
func (b *Sharing) Permanent(c Caller, r engine.Pseudonymise) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		return b.desk.work("pseudonymise", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.Pseudonymise(ctx, r, progress)
		}), nil
	})
}

// Profiles lists for whom something can be written, and what that takes out.
func (b *Sharing) Profiles(c Caller) ([]engine.SharingProfile, error) {
	return answer(b.desk, c, func(context.Context) ([]engine.SharingProfile, error) { return engine.SharingProfiles(), nil })
}

// Preview looks at an export before it is written, as a job whose result is an
// engine.ExportPreview.
func (b *Sharing) Preview(c Caller, r engine.PreviewExport) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		return b.desk.work("preview", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.PreviewExport(ctx, r, progress)
		}), nil
	})
}

// Dataset writes a folder for statistics to the place that the token stands for, as a
// job whose result is an engine.Dataset.
func (b *Sharing) Dataset(c Caller, token string, r engine.ExportDataset) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.ExportDataset(ctx, path, r, progress)
		}), nil
	})
}

// CodedDocuments writes documents with their codings, to be read, as a job whose result
// is an engine.DocumentsWritten.
func (b *Sharing) CodedDocuments(c Caller, token string, r engine.ExportDocuments) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.ExportCodedDocuments(ctx, path, r, progress)
		}), nil
	})
}
