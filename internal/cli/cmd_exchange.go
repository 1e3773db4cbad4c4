package cli

import (
	"slices"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// asProject are the flags of an export that is a project for other programs.
type asProject struct {
	Positions    string `enum:"standard,nvivo,original," default:"" help:"qdpx: how positions count: standard (also without it), nvivo, or original to leave what came from such a file as it came." placeholder:"HOW"`
	StripPaths   bool   `help:"qdpx: leave out where files lay on somebody's computer."`
	NoNames      bool   `help:"qdpx: without the names of those who worked, of files and folders, and without files whose inside may name an author."`
	StandardOnly bool   `help:"qdpx: without the entry that only this program reads (facets, findings, rounds, translations)."`
	Preview      bool   `help:"Only say what would be written, what the profile takes out and, for qdpx, what the standard cannot hold."`
}

func (c *exportCmd) preview(a *app, p *engine.Project) error {
	v, err := p.PreviewExport(a.ctx, engine.PreviewExport{
		Format: c.Format, Where: c.condition(c.Code), Consensus: c.Consensus, Positions: engine.Positions(c.Positions), NoSideCar: c.StandardOnly, Share: c.share(),
	}, a.progress())
	if err != nil {
		return err
	}
	return a.print(v, func() {
		a.accounts(v.Elements)
		a.say("%s in %s", plural(v.Codings, "coding", "codings"), plural(v.Documents, "document", "documents"))
		if len(v.Takes) > 0 {
			a.say("taken out: %s; %s replaced in texts", strings.Join(v.Takes, ", "), plural(v.Names, "name", "names"))
		}
		if v.Open > 0 {
			a.say("%s without an answer: see articula pseudonyms scan", plural(v.Open, "finding", "findings"))
		}
		a.hidden(v.Hidden)
	})
}

func (a *app) accounts(list []engine.AccountEntry) {
	for _, e := range list {
		if e.In+e.Stored+e.Kept+e.Left == 0 {
			a.say("%s", e.Element)
			a.remarks(e)
			continue
		}
		a.say("%-28s %6d in the standard, %6d beside it, %6d left out", e.Element, e.Stored, e.Kept, e.Left)
		a.remarks(e)
	}
}

func (c *exportCmd) project(a *app, p *engine.Project) error {
	done, err := p.ExportProject(a.ctx, c.Out, engine.ExportProject{
		Where: c.condition(c.Code), Positions: engine.Positions(c.Positions), StripPaths: c.StripPaths, Nameless: c.NoNames, NoSideCar: c.StandardOnly, Share: c.share(),
	}, a.progress())
	if err != nil {
		return err
	}
	return a.print(done, func() {
		a.accounts(done.Elements)
		a.say("%d bytes in %s", done.Size, done.Path)
		a.holds(done.Manifest)
		if done.Mended > 0 {
			a.note("%s cannot stand in this format and became �.", plural(done.Mended, "character", "characters"))
		}
		a.hidden(done.Hidden)
	})
}

func (c *exportCmd) dataset(a *app, p *engine.Project) error {
	done, err := p.ExportDataset(a.ctx, c.Out, engine.ExportDataset{Where: c.condition(c.Code), Consensus: c.Consensus, BOM: c.BOM, Share: c.share()}, a.progress())
	if err != nil {
		return err
	}
	return a.print(done, func() {
		for _, f := range done.Files {
			a.say("%-34s %7d rows  %s", f.Name, f.Rows, f.Meaning)
		}
		a.say("%s in %s", plural(done.Codings, "coding", "codings"), done.Path)
		a.hidden(done.Hidden)
	})
}

func (c *exportCmd) documents(a *app, p *engine.Project) error {
	done, err := p.ExportCodedDocuments(a.ctx, c.Out, engine.ExportDocuments{Format: c.Format, Where: c.condition(c.Code), Consensus: c.Consensus, Share: c.share()}, a.progress())
	if err != nil {
		return err
	}
	return a.print(done, func() {
		a.say("%s with %s in %s", plural(done.Documents, "document", "documents"), plural(done.Codings, "coding", "codings"), done.Path)
		a.holds(done.Manifest)
		a.hidden(done.Hidden)
	})
}

// remarks tells what is said of the things of an entry of an account.
func (a *app) remarks(e engine.AccountEntry) {
	for _, n := range e.Notes {
		// An identity is no name for a person.
		names := slices.DeleteFunc(slices.Clone(n.Names), func(name string) bool {
			_, err := qda.ParseID(name)
			return name == "" || err == nil
		})
		if len(names) > 3 {
			names = names[:3]
		}
		what := n.What
		if n.Beside {
			what += "; it travels beside the standard, where only this program reads it"
		}
		switch {
		case len(names) == 0:
		case n.Count > len(names):
			what += " (" + strings.Join(names, ", ") + ", …)"
		default:
			what += " (" + strings.Join(names, ", ") + ")"
		}
		a.say("    %d: %s", n.Count, what)
	}
}

// brief is the beginning of a text, on one line.
func brief(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}

// taken tells what came in from a file of another program.
func (a *app) taken(r engine.ProjectReport) {
	a.say("%s: %s", r.Path, orDash(r.Origin))
	for _, i := range r.Inside {
		if len(r.Inside) > 1 {
			a.say("  project %s: %s, %s", i.Name, plural(i.Documents, "document", "documents"), map[bool]string{true: "taken", false: "not taken"}[i.Chosen])
		}
	}
	for _, e := range r.Elements {
		if e.In+e.Stored+e.Kept+e.Left == 0 { // something to say, nothing to count
			a.say("  %s", e.Element)
			a.remarks(e)
			continue
		}
		a.say("  %-28s %6d in the file: %6d stored, %6d kept as they are, %6d left out", e.Element, e.In, e.Stored, e.Kept, e.Left)
		a.remarks(e)
	}
	for _, c := range r.Records {
		if c.Entity != "preserved" {
			a.say("  %-28s %6d added, %6d known already, %6d of them filled in, %6d without what they belong to", c.Entity, c.Added, c.Known, c.Filled, c.Dropped)
			for _, part := range []struct {
				n    int
				what string
			}{
				{c.Moved, "of the known went to the places that the file gives them with this way of counting; nobody had touched them here"},
				{c.Differ, "of the known differ from the file; the project stands"},
				{c.Hidden, "of the known are hidden by a blind round, so they were not compared"},
			} {
				if part.n > 0 {
					a.say("    %d %s", part.n, part.what)
				}
			}
		}
	}
	for _, q := range r.Questions {
		a.say("  positions of %s: %s (%s: %s)", q.About, q.Choice, q.Confidence, q.Evidence)
		if q.Confidence == "ambiguous" {
			a.say("    to decide: --convention %s=%s", q.Source, orDash(q.Other))
		}
	}
	for _, d := range r.Differences {
		switch {
		case d.Theirs == "":
			a.say("  %s %s: the %s in the project stands; the file has none", d.Entity, d.Name, d.Field)
		default:
			a.say("  %s %s: the %s in the project stands; the file has another: %s", d.Entity, d.Name, d.Field, brief(d.Theirs))
		}
	}
	if more := r.Differ - len(r.Differences); more > 0 {
		a.say("  and %d more such", more)
	}
	if r.Preview {
		a.say("Nothing was changed.")
	}
}
