package cli

import (
	"cmp"
	"path/filepath"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// codebookCmd groups what changes the code tree.
type codebookCmd struct {
	Add       codebookAdd       `cmd:"" help:"Add a code."`
	Edit      codebookEdit      `cmd:"" help:"Change a code."`
	Move      codebookMove      `cmd:"" help:"Move codes with what is under them."`
	Merge     codebookMerge     `cmd:"" help:"Give the codings of codes to another; shows first what would happen."`
	Bin       codebookBin       `cmd:"" help:"Put codes into the bin; their codings rest with them."`
	Restore   codebookRestore   `cmd:"" help:"Fetch codes from the bin."`
	Facet     codebookFacet     `cmd:"" help:"Make a facet, or change it and its values."`
	Attribute codebookAttribute `cmd:"" help:"Make an attribute of cases, documents or speakers, or change it."`
	Import    codebookImport    `cmd:"" help:"Take over a codebook file (YAML, CSV, XLSX, QDC)."`
	Freeze    codebookFreeze    `cmd:"" help:"Keep the codebook as it stands under a label, for rounds to name."`
	Versions  codebookVersions  `cmd:"" help:"List the versions that were kept."`
	Compare   codebookCompare   `cmd:"" help:"Say how codes differ between two versions, or since one."`
	Export    codebookExport    `cmd:"" help:"Write the codebook as YAML, CSV, QDC, HTML or DOCX."`
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
	onProject
	wording
	Name   string `arg:"" help:"Its name."`
	Parent string `help:"The code it lies under." placeholder:"CODE"`
	After  string `help:"The sibling it follows; without it, it is the last." placeholder:"CODE"`
	Folder bool   `help:"It only groups codes and cannot be applied to text."`
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (codebookAdd) Examples() []string {
	return []string{
		`articula codebook add rural.articula "Seasonal work" --parent "Synergies and outcomes" --definition "Paid work that comes and goes with the harvest."`,
	}
}

func (c *codebookAdd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.AddCode{Name: c.Name, Folder: c.Folder, Color: value(c.Color), Definition: value(c.Definition), IncludeWhen: value(c.Include), ExcludeWhen: value(c.Exclude), Example: value(c.Example)}
		if err := codesInto(a, p, optional{c.Parent, &r.Parent}, optional{c.After, &r.After}); err != nil {
			return err
		}
		n, err := p.AddCode(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(n, func() { a.say("%s", n.Path) })
	})
}

// optional is a code that may be named, and where its identity goes.
type optional struct {
	ref  string
	into *qda.ID
}

func codesInto(a *app, p *engine.Project, list ...optional) error {
	for _, o := range list {
		if o.ref == "" {
			continue
		}
		code, err := p.FindCode(a.ctx, o.ref)
		if err != nil {
			return err
		}
		*o.into = code.ID
	}
	return nil
}

type codebookEdit struct {
	onProject
	wording
	Code   string            `arg:"" help:"The code, by identity, path or name."`
	Name   *string           `help:"Give it this name." placeholder:"NAME"`
	Folder *bool             `help:"Whether it only groups codes." negatable:""`
	Names  map[string]string `mapsep:"none" name:"name-in" help:"Its name in another language, as es=informal; may be given several times." placeholder:"XX=NAME"`
	Meant  map[string]string `mapsep:"none" name:"definition-in" help:"Its definition in another language; may be given several times." placeholder:"XX=TEXT"`
}

func (codebookEdit) Examples() []string {
	return []string{
		`articula codebook edit rural.articula "Technical design > Targeting" --include "Who is chosen, and by what list." --color "#1f6fb2"`,
		`articula codebook edit rural.articula Savings --name-in es=Ahorro --name-in "fr=Épargne"`,
	}
}

func (c *codebookEdit) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		code, err := p.FindCode(a.ctx, c.Code)
		if err != nil {
			return err
		}
		n, err := p.EditCode(a.ctx, engine.EditCode{ID: code.ID, Name: c.Name, Color: c.Color, Folder: c.Folder, Definition: c.Definition, IncludeWhen: c.Include, ExcludeWhen: c.Exclude, Example: c.Example, Names: c.Names, Definitions: c.Meant})
		if err != nil {
			return err
		}
		return a.print(n, func() { a.say("%s", n.Path) })
	})
}

type codebookMove struct {
	onProject
	Codes []string `arg:"" name:"code" help:"The codes."`
	Under string   `help:"The code they shall lie under; without it, at the top." placeholder:"CODE"`
	After string   `help:"The sibling they shall follow." placeholder:"CODE"`
	First bool     `help:"Before all siblings."`
}

func (codebookMove) Examples() []string {
	return []string{
		`articula codebook move rural.articula "Delegated tasks" --under "Implementation capacity" --first`,
	}
}

func (c *codebookMove) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		ids, err := codesNamed(a, p, c.Codes)
		if err != nil {
			return err
		}
		r := engine.MoveCode{IDs: ids, First: c.First}
		if err := codesInto(a, p, optional{c.Under, &r.Parent}, optional{c.After, &r.After}); err != nil {
			return err
		}
		if err := p.MoveCodes(a.ctx, r); err != nil {
			return err
		}
		return a.showCodes(p, ids)
	})
}

type codebookMerge struct {
	onProject
	From   []string `arg:"" name:"code" help:"The codes that become part of another."`
	Into   string   `required:"" help:"The code that takes over." placeholder:"CODE"`
	DryRun bool     `help:"Only say what would happen."`
}

func (codebookMerge) Examples() []string {
	return []string{
		`articula codebook merge rural.articula Incentives --into "Budget provision" --dry-run`,
		`articula codebook merge rural.articula Incentives --into "Budget provision"`,
	}
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
	onProject
	Codes []string `arg:"" name:"code" help:"The codes."`
}

func (codebookBin) Examples() []string {
	return []string{
		`articula codebook bin rural.articula Habits`,
	}
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
	onProject
	Codes []string `arg:"" name:"code" help:"The codes, by identity or path."`
}

func (codebookRestore) Examples() []string {
	return []string{
		`articula codebook restore rural.articula "Old code"`,
	}
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
	onProject
	Path   string `arg:"" help:"The codebook file." type:"path"`
	Dots   bool   `help:"A dot in the name of a code makes a level, as in tags of Taguette."`
	DryRun bool   `help:"Only say what would come in."`
}

func (codebookImport) Examples() []string {
	return []string{
		`articula codebook import rural.articula codebook.csv`,
		`articula codebook import rural.articula codebook.csv --dry-run`,
		`articula codebook import rural.articula theirs.qdpx`,
	}
}

func (c *codebookImport) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		book := engine.ImportCodebook{Path: c.Path, Dots: c.Dots}
		if c.DryRun {
			pre, err := p.PreviewCodebook(a.ctx, book)
			if err != nil {
				return err
			}
			return a.print(pre, func() { c.foresee(a, pre) })
		}
		r, err := p.ImportCodebook(a.ctx, book)
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

// foresee says what would come in.
func (c *codebookImport) foresee(a *app, pre engine.CodebookPreview) {
	for _, n := range pre.Notices {
		a.say("%s", n.Message)
	}
	for _, code := range pre.Codes {
		a.say("%s%s (%s)", strings.Repeat("  ", code.Depth), code.Name, map[string]string{"new": "new", "changed": "changed", "same": "as it was"}[code.State])
	}
	if more := pre.Total - len(pre.Codes); more > 0 {
		a.say("and %s", plural(more, "more code", "more codes"))
	}
	a.say("%d would be added, %d changed, %d stay as they are.", pre.Added, pre.Changed, pre.Unchanged)
	if pre.Dots && !c.Dots {
		a.say("There are dots in names: with --dots they make levels.")
	}
}

type codebookExport struct {
	file
	output
	Format  string `enum:",yaml,csv,qdc,html,docx" default:"" help:"yaml, csv, qdc for other programs; html or docx to be read. Without it: by the ending of --out; YAML without one." placeholder:"FORMAT"`
	Out     string `required:"" help:"The file to write." type:"path" placeholder:"PATH"`
	BOM     bool   `name:"bom" help:"Begin CSV with a byte order mark, for Excel."`
	Preview bool   `help:"Only say what the format has no place for."`
	sharing
}

func (codebookExport) Examples() []string {
	return []string{
		`articula codebook export rural.articula --out codebook.yaml`,
		`articula codebook export rural.articula --format csv --bom --out codebook-for-excel.csv`,
		`articula codebook export rural.articula --format qdc --out codebook.qdc`,
	}
}

// format is what was said, or the ending of the file.
func (c *codebookExport) format() string {
	switch f := cmp.Or(c.Format, strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Out), "."))); f {
	case "", "yml":
		return "yaml"
	default:
		return f
	}
}

// codebookFile is what the export of a codebook gives.
type codebookFile struct {
	Path     string                 `json:"path"`
	Format   string                 `json:"format"`
	Notices  []engine.ImportWarning `json:"notices"`  // what the format has no place for
	Manifest string                 `json:"manifest"` // the file beside it that says what it holds
}

func (c *codebookExport) Run(a *app) error {
	c.Format = c.format()
	return a.project(c.File, "", true, func(p *engine.Project) error {
		notices, err := p.ExportCodebook(a.ctx, c.Out, engine.ExportCodebook{Format: c.Format, BOM: c.BOM, Preview: c.Preview, Share: c.share()})
		if err != nil {
			return err
		}
		out := codebookFile{Path: c.Out, Format: c.Format, Notices: notices}
		if !c.Preview {
			out.Manifest = c.Out + engine.ManifestSuffix
		}
		return a.print(out, func() {
			for _, n := range notices {
				a.say("%s", n.Message)
			}
			if !c.Preview {
				a.say("%s", c.Out)
				a.holds(out.Manifest)
			}
		})
	})
}
