package bridge

import (
	"context"
	"path/filepath"

	"articula/internal/engine"
	"articula/internal/qda"
)

// Codes are the code tree and the facets.
type Codes struct{ desk *Desk }

// Tree gives the code tree with its counts.
func (b *Codes) Tree(c Caller) ([]engine.CodeNode, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodeNode, error) { return p.Codes(ctx) })
}

// Binned lists the codes in the bin.
func (b *Codes) Binned(c Caller) ([]engine.CodeNode, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodeNode, error) { return p.BinnedCodes(ctx) })
}

// Add makes a code.
func (b *Codes) Add(c Caller, r engine.AddCode) (engine.CodeNode, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodeNode, error) { return p.AddCode(ctx, r) })
}

// Edit changes a code.
func (b *Codes) Edit(c Caller, r engine.EditCode) (engine.CodeNode, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodeNode, error) { return p.EditCode(ctx, r) })
}

// Move moves codes with what is under them.
func (b *Codes) Move(c Caller, r engine.MoveCode) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.MoveCodes(ctx, r) })
}

// PreviewMerge says what merging codes would do.
func (b *Codes) PreviewMerge(c Caller, r engine.MergeCodes) (engine.MergePreview, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.MergePreview, error) {
		return p.PreviewMergeCodes(ctx, r)
	})
}

// Merge gives the codings of codes to another.
func (b *Codes) Merge(c Caller, r engine.MergeCodes) (engine.MergePreview, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.MergePreview, error) { return p.MergeCodes(ctx, r) })
}

// Split makes a code and gives it to codings, in one step.
func (b *Codes) Split(c Caller, r engine.SplitCode) ([]engine.CodingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodingView, error) { return p.SplitCode(ctx, r) })
}

// Bin puts codes into the bin, or fetches them from it.
func (b *Codes) Bin(c Caller, codes []string, back bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(codes)
		if err != nil {
			return err
		}
		return p.BinCodes(ctx, ids, back)
	})
}

// Facets lists the facets with their values.
func (b *Codes) Facets(c Caller) ([]engine.FacetView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.FacetView, error) { return p.Facets(ctx) })
}

// SaveFacet makes a facet or changes it, with its values.
func (b *Codes) SaveFacet(c Caller, r engine.SaveFacet) (engine.FacetView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.FacetView, error) { return p.SaveFacet(ctx, r) })
}

// MoveFacet puts a facet behind another one, or first.
func (b *Codes) MoveFacet(c Caller, facet, after string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(facet)
		if err != nil {
			return err
		}
		behind, err := optional(after)
		if err != nil {
			return err
		}
		return p.MoveFacet(ctx, id, behind)
	})
}

// BinFacet puts a facet into the bin, or fetches it back.
func (b *Codes) BinFacet(c Caller, facet string, back bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(facet)
		if err != nil {
			return err
		}
		return p.BinFacet(ctx, id, !back)
	})
}

// CodebookChoice says how the codebook that a token stands for is to be taken over.
type CodebookChoice struct {
	Token string `json:"token"`
	Dots  bool   `json:"dots"` // a dot in the name of a code makes a level
}

func (b *Codes) codebook(r CodebookChoice) (engine.ImportCodebook, error) {
	path, err := b.desk.tokens.Path(UseImport, r.Token)
	return engine.ImportCodebook{Path: path, Dots: r.Dots}, err
}

// PreviewImport says what taking over a codebook file would do.
func (b *Codes) PreviewImport(c Caller, r CodebookChoice) (engine.CodebookPreview, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodebookPreview, error) {
		book, err := b.codebook(r)
		if err != nil {
			return engine.CodebookPreview{}, err
		}
		return p.PreviewCodebook(ctx, book)
	})
}

// Import takes over a codebook file.
func (b *Codes) Import(c Caller, r CodebookChoice) (engine.CodebookReport, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodebookReport, error) {
		book, err := b.codebook(r)
		if err != nil {
			return engine.CodebookReport{}, err
		}
		return p.ImportCodebook(ctx, book)
	})
}

// Losses says what of the codebook the format has no place for.
func (b *Codes) Losses(c Caller, r engine.ExportCodebook) ([]engine.ImportWarning, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.ImportWarning, error) {
		r.Preview = true
		return p.ExportCodebook(ctx, "", r)
	})
}

// Export writes the codebook to the place that the token stands for, and gives the name
// of the manifest beside it.
func (b *Codes) Export(c Caller, token string, r engine.ExportCodebook) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return "", err
		}
		_, err = p.ExportCodebook(ctx, path, r)
		return filepath.Base(path) + engine.ManifestSuffix, err
	})
}

// Codings apply codes to passages.
type Codings struct{ desk *Desk }

// Add applies codes to a passage.
func (b *Codings) Add(c Caller, r engine.AddCodings) ([]engine.CodingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodingView, error) { return p.AddCodings(ctx, r) })
}

// Remove takes codings away.
func (b *Codings) Remove(c Caller, codings []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(codings)
		if err != nil {
			return err
		}
		return p.RemoveCodings(ctx, ids)
	})
}

// Resize gives a coding other ends, in code points.
func (b *Codings) Resize(c Caller, coding string, start, end int) (engine.CodingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodingView, error) {
		id, err := identity(coding)
		if err != nil {
			return engine.CodingView{}, err
		}
		return p.ResizeCoding(ctx, id, qda.Span{Start: start, End: end})
	})
}

// Recode gives codings another code.
func (b *Codings) Recode(c Caller, codings []string, code string) ([]engine.CodingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodingView, error) {
		ids, err := identities(codings)
		if err != nil {
			return nil, err
		}
		to, err := identity(code)
		if err != nil {
			return nil, err
		}
		return p.RecodeCodings(ctx, ids, to)
	})
}

// RecodeToNew gives codings a code that is made with it.
func (b *Codings) RecodeToNew(c Caller, codings []string, made engine.NewCode) ([]engine.CodingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodingView, error) {
		ids, err := identities(codings)
		if err != nil {
			return nil, err
		}
		return p.RecodeToNew(ctx, ids, made)
	})
}

// SetFacet gives codings a facet's value, or takes it away.
func (b *Codings) SetFacet(c Caller, codings []string, facet, value string, on bool) ([]engine.CodingView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodingView, error) {
		ids, err := identities(codings)
		if err != nil {
			return nil, err
		}
		pair, err := identities([]string{facet, value})
		if err != nil {
			return nil, err
		}
		return p.SetFacets(ctx, ids, engine.FacetValue{Facet: pair[0], Value: pair[1]}, on)
	})
}

// Weigh says how important a coding is, 1–100, or 0 for no weight.
func (b *Codings) Weigh(c Caller, coding string, weight int) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(coding)
		if err != nil {
			return err
		}
		return p.WeighCoding(ctx, id, weight)
	})
}

// InVivoDone is what coding in vivo made.
type InVivoDone struct {
	Code   engine.CodeNode   `json:"code"`
	Coding engine.CodingView `json:"coding"`
}

// InVivo makes a code of the words themselves and applies it.
func (b *Codings) InVivo(c Caller, r engine.InVivo) (InVivoDone, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (InVivoDone, error) {
		code, coding, err := p.CodeInVivo(ctx, r)
		return InVivoDone{code, coding}, err
	})
}
