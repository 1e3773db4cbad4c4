package cli

import (
	"fmt"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// synthesisCmd groups the framework matrix.
type synthesisCmd struct {
	Show    synthesisShow    `cmd:"" default:"withargs" help:"Show a synthesis with the state of its cells, or write it to a file."`
	List    synthesisList    `cmd:"" help:"List the syntheses."`
	Cell    synthesisCell    `cmd:"" help:"Open a cell: its findings, what they rest on, and what else stands there."`
	New     synthesisNew     `cmd:"" help:"Begin a synthesis."`
	Edit    synthesisEdit    `cmd:"" help:"Give a synthesis another title, or other rows in another order."`
	Row     synthesisRow     `cmd:"" help:"Add a row, or change one: a case, the cases that hold a value, or a group of cases."`
	Column  synthesisColumn  `cmd:"" help:"Add a column, or change one: a code with its descendants, a condition, or a free question."`
	Write   synthesisWrite   `cmd:"" help:"Write a finding, or write one anew."`
	Say     synthesisSay     `cmd:"" help:"Say a finding in other languages."`
	Cite    synthesisCite    `cmd:"" help:"Cite a passage for a finding."`
	Move    synthesisMove    `cmd:"" help:"Put a finding at another place in its cell."`
	History synthesisHistory `cmd:"" help:"List the versions of a finding; write one anew to go back to it."`
	Stale   synthesisStale   `cmd:"" help:"List the findings whose evidence changed since they were written."`
	Seen    synthesisSeen    `cmd:"" help:"Say of findings that what changed since they were written was looked at."`
	Status  synthesisStatus  `cmd:"" help:"Say how far a finding is: draft, reviewed or contested."`
	Remove  synthesisRemove  `cmd:"" help:"Delete a finding, a row, a column or a synthesis."`
}

// inSynthesis names a synthesis.
type inSynthesis struct {
	Synthesis string `help:"The synthesis, by title or identity; without it, the first." placeholder:"TITLE"`
}

func (s *inSynthesis) find(a *app, p *engine.Project) (engine.SynthesisView, error) {
	ref, err := p.FindSynthesis(a.ctx, s.Synthesis)
	if err != nil {
		return engine.SynthesisView{}, err
	}
	return p.Synthesis(a.ctx, ref.ID)
}

// inCell names a cell, and in it a finding.
type inCell struct {
	inSynthesis
	Row    string `required:"" help:"The row, by what it is called, or by its case." placeholder:"ROW"`
	Column string `help:"The column, by title; without it, the only one." placeholder:"TITLE"`
}

func (c *inCell) find(a *app, p *engine.Project) (engine.CellPlace, engine.CellView, error) {
	v, err := c.inSynthesis.find(a, p)
	if err != nil {
		return engine.CellPlace{}, engine.CellView{}, err
	}
	row, err := rowCalled(a, p, v, c.Row)
	if err != nil {
		return engine.CellPlace{}, engine.CellView{}, err
	}
	for _, d := range v.Dimensions {
		if c.Column == "" && len(v.Dimensions) > 1 || c.Column != "" && !d.Called(c.Column) {
			continue
		}
		for _, cell := range v.Cells {
			if cell.Row == row && cell.Dimension == d.ID {
				return engine.CellPlace{Dimension: d.ID, Row: row, Case: cell.Case}, cell, nil
			}
		}
	}
	return engine.CellPlace{}, engine.CellView{}, qda.E(qda.NotFound, "synthesis.no_cell", "{synthesis} has no cell for {row} and {column}. Its columns are {choices}.",
		"synthesis", v.Title, "row", c.Row, "column", orElse(c.Column, "…"), "choices", joined(v.Dimensions, func(d engine.DimensionView) string { return d.Title }))
}

// rowCalled finds a row by what it is called in the synthesis, or by its case.
func rowCalled(a *app, p *engine.Project, v engine.SynthesisView, name string) (qda.ID, error) {
	for _, r := range v.Rows {
		if r.Called(name) {
			return r.Row, nil
		}
	}
	k, err := p.FindCase(a.ctx, name)
	return k.ID, err
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// inFinding names a finding of a cell.
type inFinding struct {
	inCell
	Part int `default:"1" help:"Which finding of the cell, from 1." placeholder:"N"`
}

func (c *inFinding) find(a *app, p *engine.Project) (engine.FindingView, error) {
	_, cell, err := c.inCell.find(a, p)
	if err != nil {
		return engine.FindingView{}, err
	}
	if c.Part < 1 || c.Part > len(cell.Findings) {
		return engine.FindingView{}, qda.E(qda.NotFound, "synthesis.no_finding", "The cell has {n} findings, so there is no number {part}.", "n", len(cell.Findings), "part", c.Part)
	}
	return cell.Findings[c.Part-1], nil
}

type synthesisShow struct {
	onProject
	inSynthesis
	Out  string `help:"Write it to this file: .docx, .html or .xlsx." type:"path" placeholder:"PATH"`
	Lang string `help:"Language of the file's own words, and of the titles, findings and names that are said in it: en, es, fr, pt." placeholder:"XX"`
	sharing
}

func (synthesisShow) Examples() []string {
	return []string{
		`articula synthesis show rural.articula --synthesis "Comparison by theme"`,
		`articula synthesis show rural.articula --out results.docx --lang es`,
		`articula synthesis show rural.articula --out archive.xlsx --profile archive`,
	}
}

func (c *synthesisShow) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		v, err := c.find(a, p)
		if err != nil {
			return err
		}
		if c.Out != "" {
			r := engine.ReportRequest{Format: (&written{Out: c.Out}).format(), Lang: c.Lang, Sections: []string{"synthesis"}, Syntheses: []qda.ID{v.ID}, Share: c.share()}
			done, err := p.Report(a.ctx, c.Out, r, a.progress())
			if err != nil {
				return err
			}
			return a.print(done, func() { a.say("%s", done.Path) })
		}
		return a.print(v, func() { a.showSynthesis(v) })
	})
}

// rowTitle is the path of a row's case, after the name of the row where that is another.
func rowTitle(r engine.SynthesisRow) string {
	if r.By != qda.RowOfCase {
		return r.Name + " (" + joined(r.Members, func(m engine.Ref) string { return m.Name }) + ")"
	}
	if strings.HasSuffix(r.Path, r.Name) {
		return r.Path
	}
	return r.Name + " (" + r.Path + ")"
}

func (a *app) showSynthesis(v engine.SynthesisView) {
	a.say("%s", v.Title)
	for i, r := range v.Rows {
		a.say("\n%s", rowTitle(r))
		for k, d := range v.Dimensions {
			c := v.Cells[i*len(v.Dimensions)+k]
			at := standing(c)
			if d.Problem != nil {
				at = d.Problem.Message
			}
			a.say("  %s  (%s; %s)", d.Title, c.State, at)
			for _, f := range c.Findings {
				a.say("    %d. %s [%s; %s]%s", f.Part+1, f.Statement, f.Status, citations(f.Citations), stale(f.Stale))
			}
		}
	}
	a.hidden(v.Hidden)
}

// standing says what stands at a cell: "31 passages with 45 codings, 4 passages not cited".
func standing(c engine.CellView) string {
	return fmt.Sprintf("%s with %s, %s not cited", plural(c.Passages, "passage", "passages"), plural(c.Segments, "coding", "codings"), plural(c.UncitedPassages, "passage", "passages"))
}

// stale says what changed: " 3 new, 1 withdrawn since it was written".
func stale(s engine.Staleness) string {
	var parts []string
	for _, x := range []struct {
		n         int
		one, many string
	}{{s.New, "new", "new"}, {s.Withdrawn, "withdrawn", "withdrawn"}, {s.Resized, "resized", "resized"}, {s.Recoded, "recoded", "recoded"}, {s.Definitions, "definition changed", "definitions changed"}} {
		if x.n > 0 {
			parts = append(parts, plural(x.n, x.one, x.many))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "  " + strings.Join(parts, ", ") + " since it was written"
}

type synthesisList struct {
	file
	output
}

func (synthesisList) Examples() []string { return []string{`articula synthesis list rural.articula`} }

func (c *synthesisList) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.Syntheses(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(s engine.SynthesisRef) {
			a.say("%-40s %d rows, %d columns, %d findings", s.Title, s.Rows, s.Dimensions, s.Findings)
		})
	})
}

type synthesisCell struct {
	onProject
	inCell
}

func (synthesisCell) Examples() []string {
	return []string{`articula synthesis cell rural.articula --synthesis "Comparison by theme" --row "Peru Juntos–Haku Wiñay" --column "Implementation capacity"`}
}

func (c *synthesisCell) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		place, _, err := c.find(a, p)
		if err != nil {
			return err
		}
		d, err := p.Cell(a.ctx, place)
		if err != nil {
			return err
		}
		return a.print(d, func() {
			a.say("%s × %s  (%s)", d.Row, d.Dimension.Title, standing(d.Cell))
			for _, f := range d.Cell.Findings {
				a.say("\n%d. %s [%s]%s", f.Part+1, f.Statement, f.Status, stale(f.Stale))
				for _, x := range f.Citations {
					a.say("   %-11s %s", x.Role, citedAs(x, 200))
					for _, t := range x.Translations {
						a.say("               %s: “%s” [%s, %s]", t.Lang, oneLine(t.Text, 200), t.Translator, t.Status)
					}
				}
			}
			a.say("\nNot cited yet:")
			for _, x := range d.Passages {
				mark := " "
				if x.New {
					mark = "+"
				}
				if !x.Cited {
					a.say(" %s “%s” (%s; %s) %s", mark, oneLine(x.Segment.Quote, 200), x.Segment.Document.Title, x.Segment.Code.Path, x.Segment.ID)
				}
			}
		})
	})
}

type synthesisNew struct {
	onProject
	Title string   `required:"" help:"What it is called."`
	Row   []string `help:"A row: a case, or one that groups others; several may be given. Without it: all cases." placeholder:"CASE"`
	titles
}

func (synthesisNew) Examples() []string {
	return []string{`articula synthesis new rural.articula --title "By region" --row "Latin America" --row Africa`}
}

func (c *synthesisNew) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.SaveSynthesis{Title: c.Title, Titles: c.Titles}
		var err error
		if r.Rows, err = a.rowsNamed(p, c.Row); err != nil {
			return err
		}
		id, err := p.SaveSynthesis(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(engine.Ref{ID: id, Name: c.Title}, func() { a.say("%s  %s", c.Title, id) })
	})
}

type synthesisColumn struct {
	onProject
	inSynthesis
	Title    string `help:"What it is called; needed for a new column."`
	Change   string `help:"Change this column instead of adding one; what is not said stays as it is." placeholder:"TITLE"`
	After    string `help:"Its place: after this column, or - for the first place." placeholder:"TITLE"`
	Code     string `help:"Its evidence is what is coded with this code or one below it." placeholder:"CODE" xor:"kind"`
	Where    string `help:"Its evidence is what meets this condition, as level:local." placeholder:"EXPR"`
	Question string `help:"A free question." placeholder:"TEXT" xor:"kind"`
	titles
}

// titles are what something is called in other languages.
type titles struct {
	Titles map[string]string `mapsep:"none" name:"title-in" help:"Its title in another language, as es=Recomendaciones; - takes it away; may be given several times." placeholder:"XX=TEXT"`
}

// AfterApply reads the sign for taking a title away.
func (t *titles) AfterApply() error {
	orTakenAway(t.Titles)
	return nil
}

// orTakenAway reads the sign for taking a text in another language away.
func orTakenAway(texts map[string]string) {
	for lang, text := range texts {
		if text == "-" {
			texts[lang] = ""
		}
	}
}

func (synthesisColumn) Examples() []string {
	return []string{
		`articula synthesis column rural.articula --synthesis "Comparison by theme" --title "Local formal" --code "Coordination mechanisms" --where "level:local AND mechanism:formal"`,
		`articula synthesis column rural.articula --title Lessons --question "What would they do again?"`,
		`articula synthesis column rural.articula --synthesis "Comparison by theme" --change "Political support" --title "Political will" --after "Technical design"`,
		`articula synthesis column rural.articula --synthesis Recommendations --change Recommendations --title-in es=Recomendaciones --title-in fr=Recommandations`,
	}
}

func (c *synthesisColumn) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		s, err := c.inSynthesis.find(a, p)
		if err != nil {
			return err
		}
		r := engine.SaveDimension{Synthesis: s.ID, Title: c.Title, Titles: c.Titles, Kind: engine.DimensionFacet, Query: c.Where}
		if c.Change != "" {
			d, err := columnOf(s, c.Change)
			if err != nil {
				return err
			}
			r.ID, r.Title = d.ID, orElse(c.Title, d.Title)
			if c.Code == "" && c.Question == "" && c.Where == "" {
				r.Kind, r.Code, r.Query = d.Kind, d.Code, d.Query
			}
		}
		if c.After == "-" {
			r.After = &qda.ID{}
		} else if c.After != "" {
			d, err := columnOf(s, c.After)
			if err != nil {
				return err
			}
			r.After = &d.ID
		}
		switch {
		case c.Code != "":
			code, err := p.FindCode(a.ctx, c.Code)
			if err != nil {
				return err
			}
			r.Kind, r.Code = engine.DimensionCode, code.ID
		case c.Question != "" || c.Where == "" && r.ID.IsZero():
			r.Kind, r.Query = engine.DimensionQuestion, c.Question
		}
		id, err := p.SaveDimension(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(engine.Ref{ID: id, Name: r.Title}, func() { a.say("%s  %s", r.Title, id) })
	})
}

// columnOf finds a column by what a person calls it.
func columnOf(v engine.SynthesisView, ref string) (engine.DimensionView, error) {
	for _, d := range v.Dimensions {
		if d.Called(ref) {
			return d, nil
		}
	}
	return engine.DimensionView{}, qda.E(qda.NotFound, "synthesis.no_column", "{synthesis} has no column {column}.", "synthesis", v.Title, "column", ref)
}

type synthesisWrite struct {
	onProject
	inCell
	Text   string `required:"" help:"The statement."`
	Part   int    `help:"Write this finding of the cell anew, from 1; without it, a new one is added." placeholder:"N"`
	Status string `enum:",draft,reviewed,contested" default:"" help:"draft, reviewed or contested." placeholder:"STATUS"`
}

func (synthesisWrite) Examples() []string {
	return []string{
		`articula synthesis write rural.articula --synthesis "Comparison by theme" --row "Colombia PPP" --column "Implementation capacity" --text "One technician for three municipalities."`,
		`articula synthesis write rural.articula --row "Colombia PPP" --part 2 --text "Low level of coordination." --status reviewed`,
	}
}

func (c *synthesisWrite) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		place, cell, err := c.find(a, p)
		if err != nil {
			return err
		}
		r := engine.WriteFinding{Dimension: place.Dimension, Row: place.Row, Statement: c.Text, Status: c.Status}
		if c.Part > 0 {
			if c.Part > len(cell.Findings) {
				return qda.E(qda.NotFound, "synthesis.no_finding", "The cell has {n} findings, so there is no number {part}.", "n", len(cell.Findings), "part", c.Part)
			}
			r.ID = cell.Findings[c.Part-1].ID
		}
		f, err := p.WriteFinding(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(f, func() { a.say("%d. %s [%s]", f.Part+1, f.Statement, f.Status) })
	})
}

type synthesisCite struct {
	onProject
	inFinding
	place
	Role string `enum:"supports,qualifies,contradicts" default:"supports" help:"What the passage does to the statement: supports, qualifies, contradicts."`
}

func (synthesisCite) Examples() []string {
	return []string{`articula synthesis cite rural.articula --row "Colombia PPP" --part 2 --document ley-sistema-victimas.md --quote "no tendrán carácter vinculante" --role qualifies`}
}

func (c *synthesisCite) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := c.inFinding.find(a, p)
		if err != nil {
			return err
		}
		d, span, err := c.place.find(a, p)
		if err != nil {
			return err
		}
		list, err := p.AddCitations(a.ctx, "cell", f.ID, []engine.Cite{{Document: d, Start: span.Start, End: span.End, Role: c.Role}})
		if err != nil {
			return err
		}
		return a.print(list, func() { a.say("%s rests on %s.", f.Statement, plural(len(list), "passage", "passages")) })
	})
}

type synthesisStatus struct {
	onProject
	inFinding
	Status string `required:"" enum:"draft,reviewed,contested" help:"draft, reviewed or contested."`
}

func (synthesisStatus) Examples() []string {
	return []string{`articula synthesis status rural.articula --row "Mali Nioro Cash+" --part 1 --status contested`}
}

func (c *synthesisStatus) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := c.find(a, p)
		if err != nil {
			return err
		}
		if err := p.SetFindingStatus(a.ctx, []qda.ID{f.ID}, c.Status); err != nil {
			return err
		}
		if f, err = p.Finding(a.ctx, f.ID); err != nil {
			return err
		}
		return a.print(f, func() { a.say("%s [%s]", f.Statement, f.Status) })
	})
}

type synthesisRemove struct {
	onProject
	inSynthesis
	Row    string `help:"The row; without --part it is taken out, and one that is no case is deleted with all its findings." placeholder:"ROW"`
	Column string `help:"The column; without --part it is deleted with all its findings." placeholder:"TITLE"`
	Part   int    `help:"The finding of the cell, from 1." placeholder:"N"`
}

func (synthesisRemove) Examples() []string {
	return []string{
		`articula synthesis remove rural.articula --row "Colombia PPP" --part 3`,
		`articula synthesis remove rural.articula --synthesis "Comparison by theme" --row "Colombia PPP"`,
		`articula synthesis remove rural.articula --synthesis "Comparison by theme" --column "Political support"`,
		`articula synthesis remove rural.articula --synthesis Recommendations`,
	}
}

func (c *synthesisRemove) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v, err := c.find(a, p)
		if err != nil {
			return err
		}
		removed := v.Title
		which := qda.E(qda.Invalid, "synthesis.which", "Say what to delete: --synthesis TITLE, --row ROW, --column TITLE, or --row ROW --part N.")
		switch {
		case c.Part > 0:
			in := inFinding{inCell: inCell{inSynthesis: c.inSynthesis, Row: c.Row, Column: c.Column}, Part: c.Part}
			f, err := in.find(a, p)
			if err != nil {
				return err
			}
			removed, err = f.Statement, p.RemoveFinding(a.ctx, f.ID)
			if err != nil {
				return err
			}
		case c.Row != "" && c.Column != "":
			return which
		case c.Row != "":
			row, err := rowCalled(a, p, v, c.Row)
			if err != nil {
				return err
			}
			removed = c.Row
			if err := p.RemoveRow(a.ctx, v.ID, row); err != nil {
				return err
			}
		case c.Column != "":
			d, err := columnOf(v, c.Column)
			if err != nil {
				return err
			}
			removed = c.Column
			if err := p.RemoveDimension(a.ctx, d.ID); err != nil {
				return err
			}
		case c.Synthesis == "":
			return which
		default:
			if err := p.RemoveSynthesis(a.ctx, v.ID); err != nil {
				return err
			}
		}
		return a.print(map[string]string{"removed": removed}, func() { a.say("Deleted: %s", fmt.Sprint(removed)) })
	})
}
