package bridge

import (
	"context"
	"path/filepath"
	"strings"

	"articula/internal/engine"
)

// Reports put what the project says into files for readers, and words into other
// languages for them.
type Reports struct{ desk *Desk }

// Preview gathers what a report would hold. It is seen as a job meanwhile.
func (b *Reports) Preview(c Caller, r engine.ReportRequest) (engine.ReportPreview, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.ReportPreview, error) {
		return await(ctx, b.desk, "report.preview", func(ctx context.Context, progress Progress) (engine.ReportPreview, error) {
			return p.PreviewReport(ctx, r, func(step string, done, total int) { progress(int64(done), int64(total), step) })
		})
	})
}

// Write writes a report to the place that the token stands for, in the format of its
// ending, as a job whose result is an engine.Exported.
func (b *Reports) Write(c Caller, token string, r engine.ReportRequest) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		r.Format = strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
		return b.desk.work("report", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.Report(ctx, path, r, progress)
		}), nil
	})
}

// Translations lists the wordings of a coding or citation in other languages.
func (b *Reports) Translations(c Caller, owner string) ([]engine.TranslationView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.TranslationView, error) {
		id, err := identity(owner)
		if err != nil {
			return nil, err
		}
		return p.Translations(ctx, id)
	})
}

// Translate gives a coding or citation a wording in another language; no text takes
// it away.
func (b *Reports) Translate(c Caller, r engine.Translate) ([]engine.TranslationView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.TranslationView, error) {
		return p.Translate(ctx, r)
	})
}
