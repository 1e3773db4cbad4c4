package cli

import (
	"fmt"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type codesCmd struct {
	onProject
	Bin bool `help:"Those in the bin instead."`
}

func (codesCmd) Examples() []string {
	return []string{"articula codes rural.articula", "articula codes rural.articula --json"}
}

func (c *codesCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Codes(a.ctx)
		if c.Bin {
			list, err = p.BinnedCodes(a.ctx)
		}
		if err != nil {
			return err
		}
		return a.print(list, func() { a.codeTree(list, 0) })
	})
}

func (a *app) codeTree(list []engine.CodeNode, depth int) {
	for _, c := range list {
		count := fmt.Sprintf("%d", c.Codings)
		if c.Below != c.Codings {
			count = fmt.Sprintf("%d (%d with those below)", c.Codings, c.Below)
		}
		folder := ""
		if c.Folder {
			folder = "/"
		}
		a.say("%s%s%s  %s", strings.Repeat("  ", depth), c.Name, folder, count)
		a.codeTree(c.Children, depth+1)
	}
}

// codesNamed resolves several codes.
func codesNamed(a *app, p *engine.Project, refs []string) ([]qda.ID, error) {
	var ids []qda.ID
	for _, ref := range refs {
		c, err := p.FindCode(a.ctx, ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, c.ID)
	}
	return ids, nil
}

// showCodes prints codes as they are now.
func (a *app) showCodes(p *engine.Project, ids []qda.ID) error {
	list := []engine.CodeNode{}
	for _, id := range ids {
		n, err := p.Code(a.ctx, id)
		if err != nil {
			return err
		}
		list = append(list, n)
	}
	return printEach(a, list, func(n engine.CodeNode) {
		a.say("%s", n.Path)
	})
}

type facetsCmd struct {
	file
	output
}

func (facetsCmd) Examples() []string { return []string{"articula facets rural.articula"} }

func (c *facetsCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.Facets(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(f engine.FacetView) {
			a.say("%-12s %s", f.Name, joined(f.Values, func(v engine.FacetValueView) string { return v.Name }))
		})
	})
}
