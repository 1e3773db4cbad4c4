package cli

import (
	"maps"
	"slices"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type synthesisMove struct {
	onProject
	inFinding
	To int `required:"" help:"The place among the findings of the cell, from 1." placeholder:"N"`
}

func (synthesisMove) Examples() []string {
	return []string{`articula synthesis move rural.articula --row "Colombia PPP" --part 2 --to 1`}
}

func (c *synthesisMove) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := c.inFinding.find(a, p)
		if err != nil {
			return err
		}
		_, cell, err := c.inCell.find(a, p)
		if err != nil {
			return err
		}
		if c.To < 1 || c.To > len(cell.Findings) {
			return qda.E(qda.Invalid, "synthesis.no_place", "The cell has {n} findings: a place among them is from 1 to {n}. Nothing was changed.", "n", len(cell.Findings))
		}
		if err := p.MoveFinding(a.ctx, f.ID, c.To-1); err != nil {
			return err
		}
		if _, cell, err = c.inCell.find(a, p); err != nil {
			return err
		}
		return a.print(cell.Findings, func() { a.showFindings(cell.Findings) })
	})
}

type synthesisSay struct {
	onProject
	inFinding
	Texts map[string]string `mapsep:"none" name:"in" required:"" help:"The statement in another language, as es=Bajo nivel de coordinación; - takes it away; may be given several times. Said again, it holds for the statement as it is now." placeholder:"XX=TEXT"`
}

func (synthesisSay) Examples() []string {
	return []string{
		`articula synthesis say rural.articula --row "Colombia PPP" --part 2 --in "es=Bajo nivel de coordinación" --in "fr=Faible niveau de coordination"`,
		`articula synthesis say rural.articula --synthesis "Comparison by theme" --row "Ethiopia PSNP–IN-SCT" --column "Technical design" --in es=-`,
	}
}

// AfterApply reads the sign for taking a text away.
func (c *synthesisSay) AfterApply() error {
	orTakenAway(c.Texts)
	return nil
}

func (c *synthesisSay) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := c.find(a, p)
		if err != nil {
			return err
		}
		if f, err = p.TranslateFinding(a.ctx, f.ID, c.Texts); err != nil {
			return err
		}
		return a.print(f, func() {
			a.say("%d. %s [%s]", f.Part+1, f.Statement, f.Status)
			for _, lang := range slices.Sorted(maps.Keys(f.Statements)) {
				earlier := ""
				if slices.Contains(f.Outdated, lang) {
					earlier = "  (of earlier words)"
				}
				a.say("   %s: %s%s", lang, f.Statements[lang], earlier)
			}
		})
	})
}

// rowsNamed finds the cases that shall be rows.
func (a *app) rowsNamed(p *engine.Project, names []string) ([]qda.ID, error) {
	var out []qda.ID
	for _, name := range names {
		k, err := p.FindCase(a.ctx, name)
		if err != nil {
			return nil, err
		}
		out = append(out, k.ID)
	}
	return out, nil
}

type synthesisEdit struct {
	onProject
	inSynthesis
	Title string   `help:"What it is called from now on." placeholder:"TEXT"`
	Row   []string `help:"A row: a case, or one that groups others; all rows in their order. One that is left out keeps its findings, and has them again when it comes back." placeholder:"CASE"`
	Call  []string `help:"Call the row of a case otherwise, here and in reports: CASE=NAME, or CASE= for its own name again." placeholder:"CASE=NAME"`
	titles
}

func (synthesisEdit) Examples() []string {
	return []string{
		`articula synthesis edit rural.articula --synthesis Recommendations --title "Recommendations by region" --row Africa --row "Latin America"`,
		`articula synthesis edit rural.articula --synthesis "Synthesis of results" --call "Mali Nioro Cash+=Mali, one integrated programme"`,
		`articula synthesis edit rural.articula --synthesis Recommendations --title-in es=Recomendaciones --title-in pt=Recomendações`,
	}
}

func (c *synthesisEdit) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		s, err := p.FindSynthesis(a.ctx, c.Synthesis)
		if err != nil {
			return err
		}
		r := engine.SaveSynthesis{ID: s.ID, Title: orElse(c.Title, s.Title), Titles: c.Titles}
		if r.Rows, err = a.rowsNamed(p, c.Row); err != nil {
			return err
		}
		for _, text := range c.Call {
			ref, name, ok := strings.Cut(text, "=")
			if !ok {
				return qda.E(qda.Invalid, "synthesis.call", "{text} is not of the form CASE=NAME. Nothing was changed.", "text", text)
			}
			k, err := p.FindCase(a.ctx, ref)
			if err != nil {
				return err
			}
			r.Names = append(r.Names, engine.RowName{Case: k.ID, Name: name})
		}
		if _, err := p.SaveSynthesis(a.ctx, r); err != nil {
			return err
		}
		return a.print(engine.Ref{ID: s.ID, Name: r.Title}, func() { a.say("%s  %s", r.Title, s.ID) })
	})
}

type synthesisHistory struct {
	onProject
	inFinding
}

func (synthesisHistory) Examples() []string {
	return []string{`articula synthesis history rural.articula --row "Colombia PPP" --part 2`}
}

func (c *synthesisHistory) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f, err := c.find(a, p)
		if err != nil {
			return err
		}
		list, err := p.FindingVersions(a.ctx, f.ID)
		if err != nil {
			return err
		}
		return printEach(a, list, func(v engine.FindingVersion) {
			a.say("%s  %-12s %-12s %s [%s]", v.At[:16], v.Coder.Name, v.Kind, v.Statement, v.Status)
		})
	})
}

type synthesisSeen struct {
	onProject
	inSynthesis
	Row    string `help:"Only findings of this row." placeholder:"ROW"`
	Column string `help:"Only findings of this column." placeholder:"TITLE"`
}

func (synthesisSeen) Examples() []string {
	return []string{`articula synthesis seen rural.articula --synthesis "Comparison by theme" --row "Mali Nioro Cash+"`}
}

// Run accepts what changed at the findings of a synthesis, of a row, of a column or of
// a cell, and gives those at which something had.
func (c *synthesisSeen) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v, err := c.find(a, p)
		if err != nil {
			return err
		}
		row, column := qda.ID{}, qda.ID{}
		if c.Row != "" {
			if row, err = rowCalled(a, p, v, c.Row); err != nil {
				return err
			}
		}
		if c.Column != "" {
			d, err := columnOf(v, c.Column)
			if err != nil {
				return err
			}
			column = d.ID
		}
		list, ids := []engine.FindingView{}, []qda.ID{}
		for _, cell := range v.Cells {
			if c.Row != "" && cell.Row != row || c.Column != "" && cell.Dimension != column {
				continue
			}
			for _, f := range cell.Findings {
				if !f.Stale.Fresh() {
					list, ids = append(list, f), append(ids, f.ID)
				}
			}
		}
		if len(ids) > 0 {
			if err := p.SeenFindings(a.ctx, ids); err != nil {
				return err
			}
		}
		return a.print(list, func() { a.say("%s looked at.", plural(len(list), "finding", "findings")) })
	})
}

type synthesisStale struct {
	onProject
	Synthesis string `help:"Only of this synthesis, by title or identity; without it, of all." placeholder:"TITLE"`
}

func (synthesisStale) Examples() []string {
	return []string{
		`articula synthesis stale rural.articula`,
		`articula synthesis stale rural.articula --synthesis "Comparison by theme"`,
	}
}

// Run lists the findings at whose places something has changed, in the order of the
// syntheses.
func (c *synthesisStale) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		views, err := c.find(a, p)
		if err != nil {
			return err
		}
		list, all := []engine.FindingView{}, 0
		var places []string
		for _, v := range views {
			for i, cell := range v.Cells {
				for _, f := range cell.Findings {
					if all++; stale(f.Stale) != "" {
						list = append(list, f)
						places = append(places, v.Title+": "+v.Rows[i/len(v.Dimensions)].Path+" × "+v.Dimensions[i%len(v.Dimensions)].Title)
					}
				}
			}
		}
		return a.print(list, func() {
			for i, f := range list {
				a.say("%s\n    %d. %s [%s]%s", places[i], f.Part+1, f.Statement, f.Status, stale(f.Stale))
			}
			a.say("%s of %d to look at again.", plural(len(list), "finding", "findings"), all)
		})
	})
}

func (c *synthesisStale) find(a *app, p *engine.Project) ([]engine.SynthesisView, error) {
	if c.Synthesis != "" {
		v, err := (&inSynthesis{Synthesis: c.Synthesis}).find(a, p)
		return []engine.SynthesisView{v}, err
	}
	list, err := p.Syntheses(a.ctx)
	if err != nil {
		return nil, err
	}
	var out []engine.SynthesisView
	for _, s := range list {
		v, err := p.Synthesis(a.ctx, s.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (a *app) showFindings(list []engine.FindingView) {
	for i, f := range list {
		a.say("%d. %s [%s]%s", i+1, f.Statement, f.Status, stale(f.Stale))
	}
}
