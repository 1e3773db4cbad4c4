package bridge

import (
	"context"

	"articula/internal/engine"
)

// Actors are institutions and programmes, where texts name them, and who coordinates
// with whom.
type Actors struct{ desk *Desk }

// List gives the register, or what is in its bin.
func (b *Actors) List(c Caller, binned bool) ([]engine.ActorView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.ActorView, error) {
		if binned {
			return p.BinnedActors(ctx)
		}
		return p.Actors(ctx)
	})
}

// Save makes an actor or changes it.
func (b *Actors) Save(c Caller, r engine.SaveActor) (engine.ActorView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.ActorView, error) { return p.SaveActor(ctx, r) })
}

// Bin puts actors into the bin, or fetches them back.
func (b *Actors) Bin(c Caller, actors []string, bin bool) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(actors)
		if err != nil {
			return err
		}
		return p.BinActors(ctx, ids, bin)
	})
}

// PreviewMerge says what merging actors would do.
func (b *Actors) PreviewMerge(c Caller, r engine.MergeActors) (engine.ActorMerge, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.ActorMerge, error) {
		return p.PreviewMergeActors(ctx, r)
	})
}

// Merge makes one actor of several.
func (b *Actors) Merge(c Caller, r engine.MergeActors) (engine.ActorMerge, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.ActorMerge, error) { return p.MergeActors(ctx, r) })
}

// Mentions finds where texts name actors.
func (b *Actors) Mentions(c Caller, q engine.MentionQuery) ([]engine.Mention, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.Mention, error) { return p.Mentions(ctx, q) })
}

// CodeMentions codes such places, as one step.
func (b *Actors) CodeMentions(c Caller, r engine.CodeMentions) (engine.CodedHits, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodedHits, error) { return p.CodeMentions(ctx, r) })
}

// RefuseMentions remembers that such places do not speak of the actors, and gives how
// many were not refused before.
func (b *Actors) RefuseMentions(c Caller, places []engine.MentionPlace) (int, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (int, error) { return p.RefuseMentions(ctx, places) })
}

// RestoreMentions takes that back, and gives of how many.
func (b *Actors) RestoreMentions(c Caller, places []engine.MentionPlace) (int, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (int, error) { return p.RestoreMentions(ctx, places) })
}

// Relations lists coordinations.
func (b *Actors) Relations(c Caller, f engine.RelationFilter) ([]engine.RelationView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.RelationView, error) {
		return p.Relations(ctx, f)
	})
}

// SaveRelation records a coordination or changes it, and gives its identity.
func (b *Actors) SaveRelation(c Caller, r engine.SaveRelation) (string, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (string, error) { return textOf(p.SaveRelation(ctx, r)) })
}

// RemoveRelations takes coordinations away.
func (b *Actors) RemoveRelations(c Caller, relations []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(relations)
		if err != nil {
			return err
		}
		return p.RemoveRelations(ctx, ids)
	})
}

// Network gives the actors that coordinate, each at its place in the picture, named in a
// language.
func (b *Actors) Network(c Caller, f engine.RelationFilter, lang string) (engine.ActorNetwork, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.ActorNetwork, error) {
		return p.ActorNetwork(ctx, f, lang)
	})
}

// ExportNetwork writes them to the place that the token stands for, in the format of
// its ending, as a job whose result is an engine.Exported.
func (b *Actors) ExportNetwork(c Caller, token string, f engine.RelationFilter, lang string, share engine.Sharing) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		r := engine.Export{Format: ending(path), BOM: true, Share: share}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, _ engine.Progress) (any, error) {
			return p.ExportNetwork(ctx, path, f, r, lang)
		}), nil
	})
}
