package cli

import (
	"fmt"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type codesCmd struct {
	file
	worker
	output
	Bin bool `help:"Those in the bin instead."`
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

type facetsCmd struct {
	file
	output
}

func (c *facetsCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.Facets(a.ctx)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, f := range list {
				a.say("%-12s %s", f.Name, joined(f.Values, func(v engine.FacetValueView) string { return v.Name }))
			}
		})
	})
}

// codebookCmd groups what changes the code tree.
type codebookCmd struct {
	Add     codebookAdd     `cmd:"" help:"Add a code."`
	Edit    codebookEdit    `cmd:"" help:"Change a code."`
	Move    codebookMove    `cmd:"" help:"Move codes with what is under them."`
	Merge   codebookMerge   `cmd:"" help:"Give the codings of codes to another; shows first what would happen."`
	Bin     codebookBin     `cmd:"" help:"Put codes into the bin; their codings rest with them."`
	Restore codebookRestore `cmd:"" help:"Fetch codes from the bin."`
	Import  codebookImport  `cmd:"" help:"Take over a codebook file (YAML or CSV)."`
	Export  codebookExport  `cmd:"" help:"Write the codebook as YAML or CSV."`
}

// wording is what a code means.
type wording struct {
	Color      *string `help:"Its colour, #rrggbb." placeholder:"#RRGGBB"`
	Definition *string `help:"What it means." placeholder:"TEXT"`
	Include    *string `help:"When to apply it." placeholder:"TEXT"`
	Exclude    *string `help:"When not to." placeholder:"TEXT"`
	Example    *string `help:"A typical passage." placeholder:"TEXT"`
}

type codebookAdd struct {
	file
	worker
	output
	wording
	Name   string `arg:"" help:"Its name."`
	Parent string `help:"The code it lies under." placeholder:"CODE"`
	Folder bool   `help:"It only groups codes and cannot be applied to text."`
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (c *codebookAdd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.AddCode{Name: c.Name, Folder: c.Folder, Color: value(c.Color), Definition: value(c.Definition), IncludeWhen: value(c.Include), ExcludeWhen: value(c.Exclude), Example: value(c.Example)}
		if c.Parent != "" {
			parent, err := p.FindCode(a.ctx, c.Parent)
			if err != nil {
				return err
			}
			r.Parent = parent.ID
		}
		n, err := p.AddCode(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(n, func() { a.say("%s", n.Path) })
	})
}

type codebookEdit struct {
	file
	worker
	output
	wording
	Code   string            `arg:"" help:"The code, by identity, path or name."`
	Name   *string           `help:"Give it this name." placeholder:"NAME"`
	Folder *bool             `help:"Whether it only groups codes." negatable:""`
	Names  map[string]string `name:"name-in" help:"Its name in another language, as es=informal; may be given several times." placeholder:"XX=NAME"`
}

func (c *codebookEdit) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		code, err := p.FindCode(a.ctx, c.Code)
		if err != nil {
			return err
		}
		n, err := p.EditCode(a.ctx, engine.EditCode{ID: code.ID, Name: c.Name, Color: c.Color, Folder: c.Folder, Definition: c.Definition, IncludeWhen: c.Include, ExcludeWhen: c.Exclude, Example: c.Example, Names: c.Names})
		if err != nil {
			return err
		}
		return a.print(n, func() { a.say("%s", n.Path) })
	})
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

type codebookMove struct {
	file
	worker
	output
	Codes []string `arg:"" name:"code" help:"The codes."`
	Under string   `help:"The code they shall lie under; without it, at the top." placeholder:"CODE"`
	After string   `help:"The sibling they shall follow." placeholder:"CODE"`
	First bool     `help:"Before all siblings."`
}

func (c *codebookMove) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		ids, err := codesNamed(a, p, c.Codes)
		if err != nil {
			return err
		}
		r := engine.MoveCode{IDs: ids, First: c.First}
		for ref, into := range map[string]*qda.ID{c.Under: &r.Parent, c.After: &r.After} {
			if ref == "" {
				continue
			}
			code, err := p.FindCode(a.ctx, ref)
			if err != nil {
				return err
			}
			*into = code.ID
		}
		if err := p.MoveCodes(a.ctx, r); err != nil {
			return err
		}
		return a.showCodes(p, ids)
	})
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
	return a.print(list, func() {
		for _, n := range list {
			a.say("%s", n.Path)
		}
	})
}

type codebookMerge struct {
	file
	worker
	output
	From   []string `arg:"" name:"code" help:"The codes that become part of another."`
	Into   string   `required:"" help:"The code that takes over." placeholder:"CODE"`
	DryRun bool     `help:"Only say what would happen."`
}

func (c *codebookMerge) Run(a *app) error {
	return a.project(c.File, c.Coder, c.DryRun, func(p *engine.Project) error {
		ids, err := codesNamed(a, p, c.From)
		if err != nil {
			return err
		}
		into, err := p.FindCode(a.ctx, c.Into)
		if err != nil {
			return err
		}
		do := p.MergeCodes
		if c.DryRun {
			do = p.PreviewMergeCodes
		}
		pre, err := do(a.ctx, engine.MergeCodes{From: ids, Into: into.ID})
		if err != nil {
			return err
		}
		return a.print(pre, func() {
			a.say("%s get the code %s; %s stood twice and became one; %s moved under it.",
				plural(pre.Codings, "coding", "codings"), pre.Into, plural(pre.Duplicates, "coding", "codings"), plural(pre.Children, "code", "codes"))
		})
	})
}

type codebookBin struct {
	file
	worker
	output
	Codes []string `arg:"" name:"code" help:"The codes."`
}

func (c *codebookBin) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		ids, err := codesNamed(a, p, c.Codes)
		if err != nil {
			return err
		}
		if err := p.BinCodes(a.ctx, ids, false); err != nil {
			return err
		}
		return a.showCodes(p, ids)
	})
}

type codebookRestore struct {
	file
	worker
	output
	Codes []string `arg:"" name:"code" help:"The codes, by identity or path."`
}

func (c *codebookRestore) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		binned, err := p.BinnedCodes(a.ctx)
		if err != nil {
			return err
		}
		var ids []qda.ID
		for _, ref := range c.Codes {
			found := false
			for _, n := range binned {
				if n.ID.String() == ref || strings.EqualFold(n.Path, ref) || strings.EqualFold(n.Name, ref) {
					ids, found = append(ids, n.ID), true
					break
				}
			}
			if !found {
				return qda.E(qda.NotFound, "code.not_in_bin", "{code} is not in the bin.", "code", ref)
			}
		}
		if err := p.BinCodes(a.ctx, ids, true); err != nil {
			return err
		}
		return a.showCodes(p, ids)
	})
}

type codebookImport struct {
	file
	worker
	output
	Path string `arg:"" help:"The codebook file." type:"path"`
}

func (c *codebookImport) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r, err := p.ImportCodebook(a.ctx, c.Path)
		if err != nil {
			return err
		}
		return a.print(r, func() {
			for _, n := range r.Notices {
				a.say("%s", n.Message)
			}
			a.say("%d added, %d changed, %d as they were.", r.Added, r.Changed, r.Unchanged)
		})
	})
}

type codebookExport struct {
	file
	Format string `enum:"yaml,csv" default:"yaml" help:"yaml or csv."`
	Out    string `required:"" help:"The file to write." type:"path" placeholder:"PATH"`
	BOM    bool   `name:"bom" help:"Begin CSV with a byte order mark, for Excel."`
}

func (c *codebookExport) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		return p.ExportCodebook(a.ctx, c.Out, c.Format, c.BOM)
	})
}
