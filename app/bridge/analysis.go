package bridge

import (
	"context"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Analysis counts, compares and says what was found.
type Analysis struct{ desk *Desk }

// Matrix counts how often rows meet columns.
func (b *Analysis) Matrix(c Caller, q engine.MatrixQuery) (engine.Matrix, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.Matrix, error) { return p.Matrix(ctx, q) })
}

// MatrixSegments opens a cell: the segments that its number counts.
func (b *Analysis) MatrixSegments(c Caller, q engine.CellQuery) (engine.SegmentPage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.SegmentPage, error) {
		return p.MatrixSegments(ctx, q)
	})
}

// ExportMatrix writes a matrix to the place that the token stands for, in the format
// of its ending, as a job whose result is an engine.Exported.
func (b *Analysis) ExportMatrix(c Caller, token string, q engine.MatrixQuery, measure string, share engine.Sharing) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		r := engine.Export{Format: ending(path), BOM: true, Share: share}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, _ engine.Progress) (any, error) {
			return p.ExportMatrix(ctx, path, q, measure, r)
		}), nil
	})
}

// Attributes lists the attributes of cases, documents and speakers.
func (b *Analysis) Attributes(c Caller) ([]engine.AttributeView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.AttributeView, error) { return p.Attributes(ctx) })
}

// Syntheses lists the framework matrices of the project.
func (b *Analysis) Syntheses(c Caller) ([]engine.SynthesisRef, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.SynthesisRef, error) { return p.Syntheses(ctx) })
}

// SaveSynthesis makes one, or changes its title and rows, and gives its identity.
func (b *Analysis) SaveSynthesis(c Caller, r engine.SaveSynthesis) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) { return textOf(p.SaveSynthesis(ctx, r)) })
}

// SaveRow makes a row of a synthesis, or changes it, and gives its key.
func (b *Analysis) SaveRow(c Caller, r engine.SaveRow) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) { return textOf(p.SaveRow(ctx, r)) })
}

// RemoveRow takes a row out of a synthesis; one that is no case goes with its findings.
func (b *Analysis) RemoveRow(c Caller, synthesis, row string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities([]string{synthesis, row})
		if err != nil {
			return err
		}
		return p.RemoveRow(ctx, ids[0], ids[1])
	})
}

// SaveDimension makes a column, or changes it, and gives its identity.
func (b *Analysis) SaveDimension(c Caller, r engine.SaveDimension) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) { return textOf(p.SaveDimension(ctx, r)) })
}

// RemoveDimension deletes a column with its findings.
func (b *Analysis) RemoveDimension(c Caller, dimension string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(dimension)
		if err != nil {
			return err
		}
		return p.RemoveDimension(ctx, id)
	})
}

// Synthesis gives a framework matrix with its cells.
func (b *Analysis) Synthesis(c Caller, synthesis string) (engine.SynthesisView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.SynthesisView, error) {
		id, err := identity(synthesis)
		if err != nil {
			return engine.SynthesisView{}, err
		}
		return p.Synthesis(ctx, id)
	})
}

// Cell opens a cell: what is said, what it rests on, what else stands there.
func (b *Analysis) Cell(c Caller, r engine.CellPlace) (engine.CellDetail, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CellDetail, error) { return p.Cell(ctx, r) })
}

// WriteFinding writes a statement with the passages that it rests on.
func (b *Analysis) WriteFinding(c Caller, r engine.WriteFinding) (engine.FindingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.FindingView, error) {
		return p.WriteFinding(ctx, r)
	})
}

// TranslateFinding says what a finding states in other languages.
func (b *Analysis) TranslateFinding(c Caller, finding string, statements map[string]string) (engine.FindingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.FindingView, error) {
		id, err := identity(finding)
		if err != nil {
			return engine.FindingView{}, err
		}
		return p.TranslateFinding(ctx, id, statements)
	})
}

// RemoveSynthesis deletes a framework matrix with its columns and findings.
func (b *Analysis) RemoveSynthesis(c Caller, synthesis string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(synthesis)
		if err != nil {
			return err
		}
		return p.RemoveSynthesis(ctx, id)
	})
}

// SetFindingStatus says how far findings are.
func (b *Analysis) SetFindingStatus(c Caller, findings []string, status string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(findings)
		if err != nil {
			return err
		}
		return p.SetFindingStatus(ctx, ids, status)
	})
}

// SeenFindings says that what changed at the places of findings was looked at.
func (b *Analysis) SeenFindings(c Caller, findings []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(findings)
		if err != nil {
			return err
		}
		return p.SeenFindings(ctx, ids)
	})
}

// FindingVersions lists what a finding said in the course of time, the latest first.
func (b *Analysis) FindingVersions(c Caller, finding string) ([]engine.FindingVersion, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.FindingVersion, error) {
		id, err := identity(finding)
		if err != nil {
			return nil, err
		}
		return p.FindingVersions(ctx, id)
	})
}

// MoveFinding puts a finding at another place in its cell, from 0.
func (b *Analysis) MoveFinding(c Caller, finding string, to int) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(finding)
		if err != nil {
			return err
		}
		return p.MoveFinding(ctx, id, to)
	})
}

// Cite puts passages at the end of what a finding, a value or a coordination rests on.
func (b *Analysis) Cite(c Caller, owner, id string, list []engine.Cite) ([]engine.CitationView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CitationView, error) {
		of, err := identity(id)
		if err != nil {
			return nil, err
		}
		return p.AddCitations(ctx, owner, of, list)
	})
}

// EditCitation gives a citation another role or place.
func (b *Analysis) EditCitation(c Caller, r engine.EditCitation) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.EditCitation(ctx, r) })
}

// RemoveFinding deletes a finding.
func (b *Analysis) RemoveFinding(c Caller, finding string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(finding)
		if err != nil {
			return err
		}
		return p.RemoveFinding(ctx, id)
	})
}

// RemoveCitations takes citations away.
func (b *Analysis) RemoveCitations(c Caller, citations []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(citations)
		if err != nil {
			return err
		}
		return p.RemoveCitations(ctx, ids)
	})
}

func textOf(id qda.ID, err error) (string, error) { return id.String(), err }
