package cli

import "articula/internal/engine"

type codebookFreeze struct {
	onProject
	Label string `arg:"" help:"What the version is called."`
	Note  string `help:"What is new in it." placeholder:"TEXT"`
}

func (codebookFreeze) Examples() []string {
	return []string{`articula codebook freeze rural.articula "Version 3" --note "After the second meeting."`}
}

func (c *codebookFreeze) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v, err := p.FreezeCodebook(a.ctx, c.Label, c.Note)
		if err != nil {
			return err
		}
		return a.print(v, func() { a.showVersion(v) })
	})
}

type codebookVersions struct {
	file
	output
}

func (codebookVersions) Examples() []string {
	return []string{`articula codebook versions rural.articula`}
}

func (c *codebookVersions) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.CodebookVersions(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(v engine.CodebookVersion) {
			a.showVersion(v)
		})
	})
}

func (a *app) showVersion(v engine.CodebookVersion) {
	a.say("%s  %s  %s  %.12s  %s", v.Label, v.At, v.By.Name, v.Hash, v.Note)
}

type codebookCompare struct {
	file
	output
	Earlier string `arg:"" help:"A version, by label or identity."`
	Later   string `arg:"" optional:"" help:"Another one; the codebook as it stands without it."`
}

func (codebookCompare) Examples() []string {
	return []string{`articula codebook compare rural.articula "Codebook after the pilot"`}
}

func (c *codebookCompare) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		from, err := p.FindVersion(a.ctx, c.Earlier)
		if err != nil {
			return err
		}
		var to engine.CodebookVersion
		if c.Later != "" {
			if to, err = p.FindVersion(a.ctx, c.Later); err != nil {
				return err
			}
		}
		list, err := p.CompareVersions(a.ctx, from.ID, to.ID)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, d := range list {
				a.say("%-8s %s", d.Change, d.Code.Name)
				if d.From != "" {
					a.say("    before: %s", d.From)
				}
				for _, f := range d.Fields {
					a.say("    %s", f.Field)
					a.say("      - %s", f.Before)
					a.say("      + %s", f.After)
				}
			}
		})
	})
}
