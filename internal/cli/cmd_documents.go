package cli

import (
	"io"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type importCmd struct {
	file
	worker
	output
	Paths       []string `arg:"" name:"path" help:"Files, or folders with everything in them." type:"path"`
	Kind        string   `help:"What they are: law, decree, manual, agreement, report, interview, focus_group, field_note, other. Without it: guessed." placeholder:"KIND"`
	Lang        string   `help:"Their language, two letters. Without it: guessed." placeholder:"XX"`
	Case        string   `help:"The case they belong to, by name or path; made if it is not there." placeholder:"NAME"`
	Encoding    string   `help:"Encoding of plain text files. Without it: detected." placeholder:"NAME"`
	KeepRunning bool     `help:"Keep running headers and footers of PDF pages in the text."`
}

func (c *importCmd) Run(a *app) error {
	r := engine.Import{Paths: c.Paths, Lang: c.Lang, Case: c.Case, Encoding: c.Encoding, KeepRunning: c.KeepRunning}
	if c.Kind != "" {
		kind, err := engine.ParseKind(c.Kind)
		if err != nil {
			return err
		}
		r.Kind = kind
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		report, err := p.Import(a.ctx, r, a.progress())
		if err != nil {
			return err
		}
		if err := a.print(report, func() {
			for _, d := range report.Imported {
				a.say("%-12s %-3s %8d characters %5d turns %4d pages  %s", d.Kind, orDash(d.Lang), d.Characters, d.Turns, d.Pages, d.Title)
				for _, w := range d.Warnings {
					a.say("             %s", w.Message)
				}
			}
			for _, s := range report.Skipped {
				a.say("skipped      %s: %s", s.Path, s.Reason)
			}
			a.say("%s, %s.", plural(len(report.Imported), "document imported", "documents imported"), plural(len(report.Skipped), "file skipped", "files skipped"))
		}); err != nil {
			return err
		}
		if len(report.Imported) == 0 && len(report.Skipped) > 0 {
			return qda.E(qda.Invalid, "import.nothing", "Nothing was imported. The reasons are listed.")
		}
		return nil
	})
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

type documentsCmd struct {
	file
	worker
	output
	Bin bool `help:"Those in the bin instead."`
}

func (c *documentsCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Documents(a.ctx, engine.DocumentFilter{Binned: c.Bin})
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, d := range list {
				a.say("%-12s %-3s %8d characters %5d codings  %s  %s", d.Kind, orDash(d.Lang), d.Characters, d.Codings, d.Title, bracketed(d.Case))
			}
		})
	})
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "[" + s + "]"
}

type documentCmd struct {
	file
	worker
	output
	Document     string  `arg:"" help:"The document, by identity, title or file name."`
	Title        *string `help:"Give it this title." placeholder:"T"`
	Kind         *string `help:"Say what it is." placeholder:"KIND"`
	Lang         *string `help:"Say its language, two letters." placeholder:"XX"`
	Date         *string `help:"Say its date: YYYY, YYYY-MM or YYYY-MM-DD." placeholder:"DATE"`
	Jurisdiction *string `help:"Say where it applies." placeholder:"NAME"`
	Bin          bool    `help:"Put it into the bin; its codings rest with it."`
	Restore      bool    `help:"Fetch it from the bin."`
	Original     string  `help:"Write the imported file, as it was, to this path." type:"path" placeholder:"PATH"`
}

func (c *documentCmd) changes() bool {
	return c.Title != nil || c.Kind != nil || c.Lang != nil || c.Date != nil || c.Jurisdiction != nil
}

func (c *documentCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, !c.changes() && !c.Bin && !c.Restore, func(p *engine.Project) error {
		d, err := c.find(a, p)
		if err != nil {
			return err
		}
		if c.changes() {
			r := engine.EditDocument{ID: d, Title: c.Title, Lang: c.Lang, Date: c.Date, Jurisdiction: c.Jurisdiction}
			if c.Kind != nil {
				kind, err := engine.ParseKind(*c.Kind)
				if err != nil {
					return err
				}
				r.Kind = &kind
			}
			if err := p.EditDocument(a.ctx, r); err != nil {
				return err
			}
		}
		if c.Bin || c.Restore {
			if err := p.BinDocuments(a.ctx, []qda.ID{d}, c.Restore); err != nil {
				return err
			}
		}
		if c.Original != "" {
			if err := p.SaveOriginal(a.ctx, d, c.Original); err != nil {
				return err
			}
		}
		v, err := p.Document(a.ctx, d)
		if err != nil {
			return err
		}
		return a.print(v, func() {
			a.say("%s", v.Title)
			a.say("kind        %s", v.Kind)
			a.say("language    %s", orDash(v.Lang))
			a.say("date        %s", orDash(v.Date))
			a.say("applies in  %s", orDash(v.Jurisdiction))
			a.say("case        %s", orDash(v.Case))
			a.say("file        %s (%s)", v.FileName, v.MediaType)
			a.say("text        %d characters, hash %s", v.Characters, v.Hash)
			a.say("codings     %d", v.Codings)
			a.say("speakers    %s", orDash(joined(v.Speakers, func(s engine.SpeakerView) string { return s.Name + " (" + string(s.Role) + ")" })))
			for _, x := range v.Attributes {
				a.say("attribute   %s: %s", x.Name, x.Value)
			}
		})
	})
}

// find also looks into the bin when it is to be emptied.
func (c *documentCmd) find(a *app, p *engine.Project) (qda.ID, error) {
	if c.Restore {
		list, err := p.Documents(a.ctx, engine.DocumentFilter{Binned: true})
		if err != nil {
			return qda.ID{}, err
		}
		for _, d := range list {
			if d.ID.String() == c.Document || strings.EqualFold(d.Title, c.Document) || d.FileName == c.Document {
				return d.ID, nil
			}
		}
	}
	d, err := p.FindDocument(a.ctx, c.Document)
	return d.ID, err
}

type textCmd struct {
	file
	Document string `arg:"" help:"The document, by identity, title or file name."`
}

func (c *textCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		d, err := p.FindDocument(a.ctx, c.Document)
		if err != nil {
			return err
		}
		text, err := p.Text(a.ctx, d.ID)
		if err != nil {
			return err
		}
		_, err = io.WriteString(a.Out, text)
		return err
	})
}

type casesCmd struct {
	file
	output
}

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

func (c *linkCaseCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		k, err := p.EnsureCase(a.ctx, c.Case)
		if err != nil {
			return err
		}
		var ids []qda.ID
		for _, ref := range c.Documents {
			d, err := p.FindDocument(a.ctx, ref)
			if err != nil {
				return err
			}
			ids = append(ids, d.ID)
		}
		if len(ids) > 0 {
			if err := p.LinkCase(a.ctx, k.ID, ids, !c.Unlink); err != nil {
				return err
			}
		}
		return a.print(engine.Ref{ID: k.ID, Name: k.Name}, func() { a.say("%s: %s", k.Name, plural(len(ids), "document", "documents")) })
	})
}
