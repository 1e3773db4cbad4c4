package cli

import (
	"strconv"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// coverageCmd groups who speaks where, and what nobody coded.
type coverageCmd struct {
	Cells     coverageCells     `cmd:"" default:"withargs" help:"Who speaks in each cell, and where one voice alone does."`
	Documents coverageDocuments `cmd:"" help:"How much of each document is coded, and which new codes it brought."`
	Uncoded   coverageUncoded   `cmd:"" help:"Turns and paragraphs without a coding."`
	Time      coverageTime      `cmd:"" help:"How often each code was used in each month."`
}

type coverageCells struct {
	onProject
	filter
	written
	Rows    string   `default:"code" help:"What the rows are, as in matrix." placeholder:"AXIS"`
	Columns string   `default:"case" help:"What the columns are." placeholder:"AXIS"`
	Code    []string `help:"Only codings with this code or one below it." placeholder:"C"`
	Single  bool     `help:"Only cells that rest on one voice."`
}

func (coverageCells) Examples() []string {
	return []string{
		`articula coverage cells rural.articula --single`,
		`articula coverage cells rural.articula --columns attr.country --out voices.xlsx`,
	}
}

func (c *coverageCells) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		q := engine.MatrixQuery{Where: c.condition(c.Code)}
		var err error
		if q.Rows, err = a.axis(p, c.Rows, true); err != nil {
			return err
		}
		if q.Columns, err = a.axis(p, c.Columns, true); err != nil {
			return err
		}
		if c.Out != "" {
			done, err := p.ExportCoverage(a.ctx, c.Out, q, c.Single, c.export())
			return a.exported(done, err, "cell", "cells")
		}
		v, err := p.Coverage(a.ctx, q)
		if err != nil {
			return err
		}
		if c.Single {
			v = v.Singles()
		}
		return a.print(v, func() {
			for _, cell := range v.Cells {
				mark := ""
				if cell.Voices.Single {
					mark = "  one voice"
				}
				levels := ""
				if len(cell.Voices.Levels) > 0 {
					levels = " at " + strings.Join(cell.Voices.Levels, ", ")
				}
				a.say("%s × %s: %s, %s, %s [%s]%s%s", v.Rows[cell.Row].Path, orElse(v.Columns[cell.Column].Path, "(none)"), plural(cell.Voices.Voices, "voice", "voices"),
					plural(cell.Voices.Segments, "coding", "codings"), plural(cell.Voices.Documents, "document", "documents"), strings.Join(cell.Voices.Kinds, ", "), levels, mark)
			}
			a.say("%s on one voice.", plural(v.Single, "cell rests", "cells rest"))
			a.hidden(v.Hidden)
		})
	})
}

// exported says what became of a result that went into a file.
func (a *app) exported(done engine.Exported, err error, one, many string) error {
	if err != nil {
		return err
	}
	return a.print(done, func() {
		a.say("%s in %s", plural(done.Rows, one, many), done.Path)
		a.holds(done.Manifest)
		a.hidden(done.Hidden)
	})
}

// holds names the manifest of what was written, where it has one.
func (a *app) holds(manifest string) {
	if manifest != "" {
		a.say("what it holds: %s", manifest)
	}
}

type coverageDocuments struct {
	onProject
	written
	Order string `enum:"document,date,coded" default:"document" help:"In the order of the list, of their dates, or as they were first coded."`
}

func (coverageDocuments) Examples() []string {
	return []string{
		`articula coverage documents rural.articula --order date`,
		`articula coverage documents rural.articula --out saturation.csv`,
	}
}

func (c *coverageDocuments) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		if c.Out != "" {
			done, err := p.ExportDocumentsCoverage(a.ctx, c.Out, c.Order, c.export())
			return a.exported(done, err, "document", "documents")
		}
		list, err := p.DocumentsCoverage(a.ctx, c.Order)
		if err != nil {
			return err
		}
		return printEach(a, list, func(d engine.DocumentCoverage) {
			a.say("%3d%% coded  %4d codings  %3d codes, %2d new, %3d in all  %3d of %d passages uncoded  %s", 100*d.Coded/max(1, d.Characters), d.Codings, d.Codes, d.New, d.Total, d.Uncoded, d.Passages, d.Document.Title)
			if d.New > 0 {
				a.say("       new: %s", joined(d.NewCodes, func(r engine.Ref) string { return r.Name }))
			}
		})
	})
}

type coverageTime struct {
	onProject
	filter
	written
}

func (coverageTime) Examples() []string {
	return []string{
		`articula coverage time rural.articula`,
		`articula coverage time rural.articula --out months.csv`,
	}
}

func (c *coverageTime) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCode, Below: true}, Columns: engine.MatrixAxis{By: engine.AxisMonth}, Where: c.condition(nil)}
		if c.Out != "" {
			done, err := p.ExportMatrix(a.ctx, c.Out, q, "segments", c.export())
			return a.exported(done, err, "row", "rows")
		}
		m, err := p.Matrix(a.ctx, q)
		if err != nil {
			return err
		}
		return a.print(m, func() { a.showMatrix(m, "segments", false, engine.HiddenRows(m.Rows, nil)) })
	})
}

type coverageUncoded struct {
	onProject
	written
	Document []string `help:"Only of this document; several may be given." placeholder:"D"`
}

func (coverageUncoded) Examples() []string {
	return []string{
		`articula coverage uncoded rural.articula --document interview-councillor.txt`,
		`articula coverage uncoded rural.articula --out uncoded.csv --profile archive`,
	}
}

func (c *coverageUncoded) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		var ids []qda.ID
		for _, ref := range c.Document {
			d, err := p.FindDocument(a.ctx, ref)
			if err != nil {
				return err
			}
			ids = append(ids, d.ID)
		}
		if c.Out != "" {
			done, err := p.ExportUncoded(a.ctx, c.Out, ids, c.export())
			return a.exported(done, err, "passage", "passages")
		}
		list, err := p.UncodedPassages(a.ctx, ids)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, u := range list {
				a.say("%s  %d:%d  %s", u.Document.Title, u.Start, u.End, oneLine(u.Quote, 160))
			}
			a.say("%s without a coding.", plural(len(list), "passage", "passages"))
		})
	})
}

type gapCmd struct {
	onProject
	written
	Code     []string `help:"A dimension: a code with those below it; several may be given. Without it: the codes at the top." placeholder:"C"`
	Case     []string `help:"Only this case; several may be given." placeholder:"NAME"`
	Together bool     `help:"Take the cases together, as one."`
}

func (gapCmd) Examples() []string {
	return []string{
		`articula gap rural.articula --together --case "Colombia PPP" --case "Mali Nioro Cash+"`,
		`articula gap rural.articula --case "Mexico PROINPRO–PDP"`,
		`articula gap rural.articula --out gap.csv`,
	}
}

func (gapCmd) Help() string {
	return "A side speaks where it has codings of the dimension in the case, or where a link joins one of its passages with such a coding. " +
		"So a link that contradicts gives the verdict contradicted, although the decree or the interview at its other end is coded otherwise."
}

func (c *gapCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		q := engine.GapQuery{Together: c.Together}
		var err error
		if q.Codes, err = codesNamed(a, p, c.Code); err != nil {
			return err
		}
		for _, name := range c.Case {
			k, err := p.FindCase(a.ctx, name)
			if err != nil {
				return err
			}
			q.Cases = append(q.Cases, k.ID)
		}
		if c.Out != "" {
			done, err := p.ExportGap(a.ctx, c.Out, q, c.export())
			return a.exported(done, err, "row", "rows")
		}
		list, err := p.Gap(a.ctx, q)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, r := range list {
				a.say("%s × %s: %s (norm %s, practice %s, other %s)", r.Case.Name, r.Code.Name, strings.ReplaceAll(r.Verdict, "_", " "), gapSide(r.Norm), gapSide(r.Practice), gapSide(r.Other))
				for _, l := range r.Links {
					a.say("    “%s” (%s) %s “%s” (%s)", oneLine(l.From.Quote, 100), l.From.Document.Title, strings.ReplaceAll(l.Kind, "_", " "), oneLine(l.To.Quote, 100), l.To.Document.Title)
				}
			}
		})
	})
}

// gapSide says how much speaks on a side: its codings and, beside them, its passages
// that only a link brings in.
func gapSide(s engine.GapSide) string {
	if s.Linked == 0 {
		return strconv.Itoa(s.Segments)
	}
	return strconv.Itoa(s.Segments) + " and " + strconv.Itoa(s.Linked) + " by a link"
}

type reportCmd struct {
	onProject
	Out       string   `required:"" help:"The file to write: .docx, .html or .xlsx." type:"path" placeholder:"PATH" xor:"what"`
	Preview   bool     `required:"" help:"Write nothing; show what the report would hold." xor:"what"`
	Section   []string `enum:"synthesis,cases,gap,facets,actors,codebook,methods" help:"Only this part; several may be given: synthesis, cases, gap, facets, actors, codebook, methods." placeholder:"PART"`
	Lang      string   `help:"Language of its own words, and of the titles, findings and names that are said in it: en, es, fr, pt. Without it: that of the project." placeholder:"XX"`
	Title     string   `help:"Its title. Without it: that of the project." placeholder:"TEXT"`
	Cases     []string `name:"case" help:"A sheet for this case only; several may be given." placeholder:"NAME"`
	Agreement bool     `help:"Compute the agreement between coders for the part on methods."`
	sharing
}

func (reportCmd) Examples() []string {
	return []string{
		`articula report rural.articula --out report.docx`,
		`articula report rural.articula --out informe.html --lang es --section synthesis --section methods`,
		`articula report rural.articula --out report.xlsx --section codebook`,
		`articula report rural.articula --preview --section methods`,
		`articula report rural.articula --out sheets.docx --section cases --case "Mali Nioro Cash+"`,
	}
}

func (c *reportCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		r := engine.ReportRequest{Format: (&written{Out: c.Out}).format(), Lang: c.Lang, Title: c.Title, Sections: c.Section, Agreement: c.Agreement, Share: c.share()}
		for _, ref := range c.Cases {
			k, err := p.FindCase(a.ctx, ref)
			if err != nil {
				return err
			}
			r.Cases = append(r.Cases, k.ID)
		}
		if c.Preview {
			v, err := p.PreviewReport(a.ctx, r, a.progress())
			if err != nil {
				return err
			}
			return a.print(v, func() { a.showReport(v) })
		}
		return a.writeReport(p, c.Out, r)
	})
}

// writeReport writes a report and says where.
func (a *app) writeReport(p *engine.Project, path string, r engine.ReportRequest) error {
	done, err := p.Report(a.ctx, path, r, a.progress())
	if err != nil {
		return err
	}
	return a.print(done, func() {
		a.say("%s", done.Path)
		a.hidden(done.Hidden)
	})
}

func (a *app) showReport(v engine.ReportPreview) {
	a.say("%s\n%s", v.Title, v.Subtitle)
	for _, b := range v.Blocks {
		switch b.Kind {
		case "heading":
			a.say("\n%s %s", strings.Repeat("#", b.Level), b.Text)
		case "text":
			a.say("%s", plainRuns(b.Runs))
		case "table":
			a.say("%s: %s, %s", b.Text, plural(len(b.Rows), "row", "rows"), joined(b.Head, func(h string) string { return h }))
		case "picture":
			a.say("%s: %s, %s", b.Text, plural(len(b.Nodes), "actor", "actors"), plural(len(b.Edges), "line", "lines"))
		}
	}
}

func plainRuns(runs []engine.ReportRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
