package cli

import (
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type casesCmd struct {
	file
	output
}

func (casesCmd) Examples() []string { return []string{"articula cases rural.articula"} }

func (c *casesCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.Cases(a.ctx)
		if err != nil {
			return err
		}
		return a.print(list, func() { a.caseTree(list, 0) })
	})
}

func (a *app) caseTree(list []engine.CaseNode, depth int) {
	for _, c := range list {
		a.say("%s%s  %s", strings.Repeat("  ", depth), c.Name, bracketed(plural(len(c.Documents), "document", "documents")))
		for _, x := range c.Attributes {
			a.say("%s    %s: %s", strings.Repeat("  ", depth), x.Name, x.Value)
		}
		a.caseTree(c.Children, depth+1)
	}
}

type linkCaseCmd struct {
	file
	worker
	output
	Case      string   `arg:"" help:"The case, by name or path."`
	Documents []string `name:"document" help:"A document that belongs to it; may be given several times." placeholder:"D"`
	Unlink    bool     `help:"Take the documents out of the case instead."`
}

func (linkCaseCmd) Examples() []string {
	return []string{
		`articula case rural.articula "Africa/Mali Nioro Cash+" --document comparative-note.md`,
		`articula case rural.articula "Africa" --document comparative-note.md --unlink`,
	}
}

func (c *linkCaseCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		var ids []qda.ID
		for _, ref := range c.Documents {
			d, err := p.FindDocument(a.ctx, ref)
			if err != nil {
				return err
			}
			ids = append(ids, d.ID)
		}
		find := p.EnsureCase
		if c.Unlink {
			find = p.FindCase
		}
		k, err := find(a.ctx, c.Case)
		if err != nil {
			return err
		}
		if len(ids) > 0 {
			if err := p.LinkCase(a.ctx, k.ID, ids, !c.Unlink); err != nil {
				return err
			}
		}
		return a.print(engine.Ref{ID: k.ID, Name: k.Name}, func() { a.say("%s: %s", k.Name, plural(len(ids), "document", "documents")) })
	})
}
