package bridge

import (
	"context"

	"articula/internal/engine"
)

// Coverage says who speaks where, what nobody coded, and where norm and practice part.
type Coverage struct{ desk *Desk }

// Voices counts who stands behind each cell of a matrix.
func (b *Coverage) Voices(c Caller, q engine.MatrixQuery) (engine.Coverage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.Coverage, error) { return p.Coverage(ctx, q) })
}

// Documents says how much of each document is coded, and how many new codes it brought.
func (b *Coverage) Documents(c Caller, order string) ([]engine.DocumentCoverage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.DocumentCoverage, error) {
		return p.DocumentsCoverage(ctx, order)
	})
}

// Uncoded lists turns and paragraphs without a coding, of some documents or of all.
func (b *Coverage) Uncoded(c Caller, documents []string) ([]engine.UncodedPassage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.UncodedPassage, error) {
		ids, err := identities(documents)
		if err != nil {
			return nil, err
		}
		return p.UncodedPassages(ctx, ids)
	})
}

// Gap holds what formal documents say against what people say.
func (b *Coverage) Gap(c Caller, q engine.GapQuery) ([]engine.GapRow, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.GapRow, error) { return p.Gap(ctx, q) })
}
