package cli

import (
	"fmt"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type casesCmd struct {
	file
	output
	Binned bool `help:"List the cases in the bin instead."`
}

func (casesCmd) Examples() []string {
	return []string{"articula cases rural.articula", "articula cases rural.articula --binned"}
}

func (c *casesCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		if c.Binned {
			list, err := p.BinnedCases(a.ctx)
			if err != nil {
				return err
			}
			return a.print(list, func() {
				for _, k := range list {
					a.say("%s  %s", k.ID, k.Name)
				}
			})
		}
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
			var marks []string
			if x.Status != "held" {
				marks = append(marks, x.Status)
			}
			if !x.Cited {
				marks = append(marks, "no citation")
			}
			mark := ""
			if len(marks) > 0 {
				mark = "  (" + strings.Join(marks, ", ") + ")"
			}
			a.say("%s    %s: %s%s", strings.Repeat("  ", depth), x.Name, x.Value, mark)
		}
		a.caseTree(c.Children, depth+1)
	}
}

type caseCmd struct {
	onProject
	Case        string            `arg:"" help:"The case, by name, path or identity; made at that path if it is not there."`
	Documents   []string          `name:"document" help:"A document that belongs to it; may be given several times." placeholder:"D"`
	Range       string            `help:"Only this part of the one document, as code points, end exclusive: A:B." placeholder:"A:B"`
	Unlink      bool              `help:"Take the documents, or the part of one, out of the case instead."`
	Name        *string           `help:"Give it this name." placeholder:"NAME"`
	Names       map[string]string `mapsep:"none" name:"name-in" help:"Its name in another language, as es=Perú; - takes it away; may be given several times." placeholder:"XX=TEXT"`
	Kind        *string           `help:"What this level of the tree is: region, country, case or a word of your own." placeholder:"KIND"`
	Description *string           `help:"Say what it is." placeholder:"TEXT"`
	Under       string            `help:"Move it under this case, with those below it." placeholder:"CASE" xor:"under"`
	Top         bool              `help:"Move it to the top of the tree." xor:"under"`
	After       string            `help:"Move it behind this sibling; without it, first." placeholder:"CASE"`
	MergeInto   string            `help:"Give its documents, values, findings and lower cases to this case, and put it into the bin." placeholder:"CASE"`
	DryRun      bool              `help:"With --merge-into: only say what would happen."`
	Bin         bool              `help:"Put it into the bin, with those below it." xor:"bin"`
	Restore     bool              `help:"Fetch it from the bin; it is named by its identity then." xor:"bin"`
}

func (caseCmd) Examples() []string {
	return []string{
		`articula case rural.articula "Africa/Mali Nioro Cash+" --document comparative-note.md`,
		`articula case rural.articula "Africa" --document comparative-note.md --unlink`,
		`articula case rural.articula "Lesotho CGP–SPRINGS" --document comparative-note.md --range 100:400`,
		`articula case rural.articula "Peru Juntos–Haku Wiñay" --document ley-sistema-victimas.md --range 0:120 --unlink`,
		`articula case rural.articula "Peru" --kind country --description "Programmes of the ministry of social inclusion."`,
		`articula case rural.articula "Lesotho" --name-in es=Lesoto --name-in pt=-`,
		`articula case rural.articula "Colombia PPP" --merge-into "Colombia FEST–UNIDOS" --dry-run`,
		`articula case rural.articula "Colombia PPP" --bin`,
	}
}

// existing says that the command is about a case that must be there.
func (c *caseCmd) existing() bool {
	return c.Unlink || c.MergeInto != "" || c.Name != nil || c.moves() || c.Bin || c.Restore
}

func (c *caseCmd) moves() bool { return c.Under != "" || c.Top || c.After != "" }

// AfterApply reads the sign for taking a name away.
func (c *caseCmd) AfterApply() error {
	orTakenAway(c.Names)
	return nil
}

func (c *caseCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		documents, span, err := c.places(a, p)
		if err != nil {
			return err
		}
		find := p.EnsureCase
		if c.existing() {
			find = p.FindCase
		}
		k, err := find(a.ctx, c.Case)
		if err != nil {
			return err
		}
		if c.MergeInto != "" {
			return c.merge(a, p, k)
		}
		switch {
		case c.Range != "" && c.Unlink:
			err = c.unlinkPart(a, p, k, documents[0], span)
		case c.Range != "":
			err = p.LinkCaseSpan(a.ctx, k.ID, documents[0], span)
		case len(documents) > 0:
			err = p.LinkCase(a.ctx, k.ID, documents, !c.Unlink)
		}
		if err != nil {
			return err
		}
		if c.Name != nil || len(c.Names) > 0 || c.Kind != nil || c.Description != nil {
			r := engine.SaveCase{ID: k.ID, Name: k.Name, Names: c.Names, Kind: k.Kind, Description: k.Description}
			for field, flag := range map[*string]*string{&r.Name: c.Name, &r.Kind: c.Kind, &r.Description: c.Description} {
				if flag != nil {
					*field = *flag
				}
			}
			if k, err = p.SaveCase(a.ctx, r); err != nil {
				return err
			}
		}
		if c.moves() {
			if err := c.move(a, p, k); err != nil {
				return err
			}
		}
		if c.Bin || c.Restore {
			if err := p.BinCases(a.ctx, []qda.ID{k.ID}, c.Bin); err != nil {
				return err
			}
		}
		return a.print(engine.Ref{ID: k.ID, Name: k.Name}, func() { a.say("%s: %s", k.Name, plural(len(documents), "document", "documents")) })
	})
}

// merge makes the case part of another.
func (c *caseCmd) merge(a *app, p *engine.Project, k qda.Case) error {
	into, err := p.FindCase(a.ctx, c.MergeInto)
	if err != nil {
		return err
	}
	do := p.MergeCases
	if c.DryRun {
		do = p.PreviewMergeCases
	}
	done, err := do(a.ctx, engine.MergeCases{From: []qda.ID{k.ID}, Into: into.ID})
	if err != nil {
		return err
	}
	return a.print(done, func() {
		a.say("%s gets %s, %s (%d contested), %s, %s and %s.", done.Into, plural(done.Documents, "document", "documents"), plural(done.Values, "value", "values"), done.Contested,
			plural(done.Findings, "finding", "findings"), plural(done.Relations, "coordination", "coordinations"), plural(done.Children, "lower case", "lower cases"))
	})
}

// places resolves the documents and the part of one.
func (c *caseCmd) places(a *app, p *engine.Project) (documents []qda.ID, span qda.Span, err error) {
	for _, ref := range c.Documents {
		d, err := p.FindDocument(a.ctx, ref)
		if err != nil {
			return nil, span, err
		}
		documents = append(documents, d.ID)
	}
	if c.Range == "" {
		return documents, span, nil
	}
	if len(documents) != 1 {
		return nil, span, qda.E(qda.Invalid, "cli.part", "A range is a part of one document that belongs to the case: give --document once. Nothing was changed.")
	}
	span, err = parseRange(c.Range)
	return documents, span, err
}

// unlinkPart takes a part of a document out of the case: the part as it was linked,
// for half of one would leave in doubt what became of the other half.
func (c *caseCmd) unlinkPart(a *app, p *engine.Project, k qda.Case, document qda.ID, span qda.Span) error {
	sheet, err := p.CaseSheet(a.ctx, k.ID)
	if err != nil {
		return err
	}
	var parts []string
	for _, d := range sheet.Documents {
		if d.Document.ID != document || d.Whole || d.Case.ID != k.ID { // the sheet has the parts of those below it, too
			continue
		}
		if d.Start == span.Start && d.End == span.End {
			return p.UnlinkCaseSpans(a.ctx, []qda.ID{d.ID})
		}
		parts = append(parts, fmt.Sprintf("%d:%d", d.Start, d.End))
	}
	return qda.E(qda.NotFound, "cli.no_part", "{case} has no such part of the document. The parts that belong to it are: {choices}. Nothing was changed.",
		"case", k.Name, "choices", orDash(strings.Join(parts, ", ")))
}

func (c *caseCmd) move(a *app, p *engine.Project, k qda.Case) error {
	parent, after := k.ParentID, qda.ID{}
	if c.Top {
		parent = qda.ID{}
	}
	for ref, into := range map[string]*qda.ID{c.Under: &parent, c.After: &after} {
		if ref == "" {
			continue
		}
		other, err := p.FindCase(a.ctx, ref)
		if err != nil {
			return err
		}
		*into = other.ID
	}
	return p.MoveCase(a.ctx, k.ID, parent, after)
}
