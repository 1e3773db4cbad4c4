package cli

import (
	"articula/internal/engine"
	"articula/internal/qda"
)

type actorsBin struct {
	onProject
	Actors []string `arg:"" name:"actor" help:"The actors, by a name or identity."`
}

func (actorsBin) Examples() []string { return []string{`articula actors bin rural.articula PROSPERA`} }

func (c *actorsBin) Run(a *app) error { return binActors(a, c.File, c.Coder, c.Actors, true) }

type actorsRestore struct {
	onProject
	Actors []string `arg:"" name:"actor" help:"The actors, by identity."`
}

func (actorsRestore) Examples() []string {
	return []string{`articula actors restore rural.articula ACTOR`}
}

func (c *actorsRestore) Run(a *app) error { return binActors(a, c.File, c.Coder, c.Actors, false) }

func binActors(a *app, file, coder string, refs []string, bin bool) error {
	return a.project(file, coder, false, func(p *engine.Project) error {
		var ids []qda.ID
		var list []engine.Ref
		for _, ref := range refs {
			x, err := p.FindActor(a.ctx, ref)
			if err != nil {
				return err
			}
			ids, list = append(ids, x.ID), append(list, engine.Ref{ID: x.ID, Name: x.Name})
		}
		if err := p.BinActors(a.ctx, ids, bin); err != nil {
			return err
		}
		return printEach(a, list, func(x engine.Ref) {
			a.say("%s  %s", x.Name, x.ID)
		})
	})
}

type actorsMerge struct {
	onProject
	Actors []string `arg:"" name:"actor" help:"The actors that are one: the last of them remains, and gets what the others have."`
	DryRun bool     `help:"Only say what would happen."`
}

func (actorsMerge) Examples() []string {
	return []string{`articula actors merge rural.articula FONCODES MIDIS --dry-run`}
}

func (c *actorsMerge) Run(a *app) error {
	return a.project(c.File, c.Coder, c.DryRun, func(p *engine.Project) error {
		var r engine.MergeActors
		for _, ref := range c.Actors {
			x, err := p.FindActor(a.ctx, ref)
			if err != nil {
				return err
			}
			r.From = append(r.From, x.ID)
		}
		last := len(r.From) - 1
		r.From, r.Into = r.From[:last], r.From[last]
		merge := p.MergeActors
		if c.DryRun {
			merge = p.PreviewMergeActors
		}
		done, err := merge(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(done, func() {
			a.say("%s: %s, %s, %s; %s between them taken away.", done.Into, plural(done.Names, "more name", "more names"), plural(done.Relations, "coordination", "coordinations"), plural(done.Codings, "coding", "codings"), plural(done.Between, "coordination", "coordinations"))
		})
	})
}
