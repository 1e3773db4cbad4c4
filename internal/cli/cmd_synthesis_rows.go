package cli

import (
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type synthesisRow struct {
	onProject
	inSynthesis
	Change string   `help:"Change this row instead of adding one; what is not said stays as it is." placeholder:"ROW"`
	Title  string   `help:"What it is called; - for the name of its case or value again." placeholder:"TEXT"`
	Case   []string `help:"The case; with several, or with --group, a group of them." placeholder:"CASE"`
	Group  bool     `help:"A group of cases, though it is one case at present."`
	Value  string   `help:"All cases that hold this value of an attribute, now and later." placeholder:"ATTRIBUTE=VALUE" xor:"kind"`
	After  string   `help:"Its place: after this row, or - for the first place." placeholder:"ROW"`
	titles
}

func (synthesisRow) Examples() []string {
	return []string{
		`articula synthesis row rural.articula --synthesis "Comparison by theme" --value "intentionality=Intentional"`,
		`articula synthesis row rural.articula --synthesis "Comparison by theme" --title "Andes" --case "Colombia PPP" --case "Peru Juntos–Haku Wiñay" --after -`,
		`articula synthesis row rural.articula --synthesis "Comparison by theme" --change "Mali Nioro Cash+" --title "Mali, one integrated programme"`,
	}
}

func (c *synthesisRow) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v, err := c.find(a, p)
		if err != nil {
			return err
		}
		r := engine.SaveRow{Synthesis: v.ID, Title: c.Title}
		if c.Change != "" {
			if r, err = rowAsItIs(a, p, v, c.Change); err != nil {
				return err
			}
			if c.Title != "" {
				r.Title = c.Title
			}
		}
		if r.Title == "-" {
			r.Title = ""
		}
		r.Titles = c.Titles
		if err := c.gathers(a, p, &r); err != nil {
			return err
		}
		if c.After == "-" {
			r.After = &qda.ID{}
		} else if c.After != "" {
			after, err := rowCalled(a, p, v, c.After)
			if err != nil {
				return err
			}
			r.After = &after
		}
		key, err := p.SaveRow(a.ctx, r)
		if err != nil {
			return err
		}
		if v, err = p.Synthesis(a.ctx, v.ID); err != nil {
			return err
		}
		for _, row := range v.Rows {
			if row.Row == key {
				return a.print(row, func() { a.say("%s", rowTitle(row)) })
			}
		}
		return nil
	})
}

// gathers says which cases a row stands for, where the command line says so.
func (c *synthesisRow) gathers(a *app, p *engine.Project, r *engine.SaveRow) error {
	cases, err := a.rowsNamed(p, c.Case)
	if err != nil {
		return err
	}
	fresh := r.ID.IsZero()
	switch {
	case c.Value != "":
		name, value, ok := strings.Cut(c.Value, "=")
		if !ok {
			return qda.E(qda.Invalid, "synthesis.value", "{text} is not of the form ATTRIBUTE=VALUE. Nothing was changed.", "text", c.Value)
		}
		attr, err := p.FindAttribute(a.ctx, qda.OnCase, name)
		if err != nil {
			return err
		}
		r.Attribute, r.Value = attr.ID, value
		if fresh {
			r.Kind = qda.RowOfValue
		}
	case len(cases) > 1 || c.Group || len(cases) == 1 && !fresh:
		r.Members = cases
		if fresh {
			r.Kind = qda.RowOfGroup
		}
	case len(cases) == 1:
		r.Kind, r.Case = qda.RowOfCase, cases[0]
	case fresh:
		return qda.E(qda.Invalid, "synthesis.no_row", "Say what the row is: --case CASE, several of them, or --value ATTRIBUTE=VALUE. Nothing was changed.")
	}
	return nil
}

// rowAsItIs is what saving a row anew without a change would say.
func rowAsItIs(a *app, p *engine.Project, v engine.SynthesisView, name string) (engine.SaveRow, error) {
	key, err := rowCalled(a, p, v, name)
	for _, r := range v.Rows {
		if err == nil && r.Row == key {
			members := []qda.ID{}
			for _, m := range r.Members {
				members = append(members, m.ID)
			}
			return engine.SaveRow{ID: key, Synthesis: v.ID, Kind: r.By, Title: r.Title, Attribute: r.Attribute.ID, Value: r.Value, Members: members}, nil
		}
	}
	if err == nil {
		err = qda.E(qda.NotFound, "row.gone", "The row {row} is not in the synthesis (any more).", "row", name)
	}
	return engine.SaveRow{}, err
}
