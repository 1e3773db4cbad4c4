package cli

import (
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

type synthesisStale struct {
	onProject
	inSynthesis
}

func (synthesisStale) Examples() []string {
	return []string{`articula synthesis stale rural.articula --synthesis "Comparison by theme"`}
}

// Run lists the findings at whose places something has changed, in the order of the
// synthesis.
func (c *synthesisStale) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		v, err := c.find(a, p)
		if err != nil {
			return err
		}
		list, all := []engine.FindingView{}, 0
		var places []string
		for i, cell := range v.Cells {
			for _, f := range cell.Findings {
				if all++; stale(f.Stale) != "" {
					list = append(list, f)
					places = append(places, v.Rows[i/len(v.Dimensions)].Path+" × "+v.Dimensions[i%len(v.Dimensions)].Title)
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

func (a *app) showFindings(list []engine.FindingView) {
	for i, f := range list {
		a.say("%d. %s [%s]%s", i+1, f.Statement, f.Status, stale(f.Stale))
	}
}
