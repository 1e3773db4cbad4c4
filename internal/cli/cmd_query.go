package cli

import (
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// queryCmd groups what is done with queries that are kept.
type queryCmd struct {
	Save   querySave   `cmd:"" help:"Keep a retrieval or search; one of the same name is replaced."`
	List   queryList   `cmd:"" help:"List what was kept."`
	Run    queryRun    `cmd:"" help:"Retrieve or search what was kept."`
	Delete queryDelete `cmd:"" help:"Delete what was kept."`
}

type querySave struct {
	onProject
	filter
	Name string   `arg:"" help:"The name to keep it under."`
	Code []string `help:"With this code or one below it." placeholder:"C"`
	Text string   `help:"The words of a search; without them it is a retrieval." placeholder:"QUERY"`
}

func (querySave) Examples() []string {
	return []string{
		`articula query save rural.articula "Agreements in laws" --code Agreements --kind law --coder "Coder A"`,
		`articula query save rural.articula "Round tables" --text "mesa AND coordin*" --lang es --coder "Coder A" --json`,
	}
}

func (c *querySave) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.SaveQuery{Name: c.Name, Kind: engine.SavedSegments, Text: c.Text, Where: c.condition(c.Code)}
		if strings.TrimSpace(c.Text) != "" {
			r.Kind = engine.SavedSearch
		}
		q, err := p.SaveQuery(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(q, func() { a.savedQuery(q) })
	})
}

func (a *app) savedQuery(q engine.SavedQueryView) {
	a.say("%s  %s", q.ID, strings.TrimSpace(q.Name+"  "+strings.TrimSpace(q.Text+"  "+q.Where)))
}

type queryList struct {
	file
	output
}

func (queryList) Examples() []string { return []string{`articula query list rural.articula`} }

func (c *queryList) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.SavedQueries(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(q engine.SavedQueryView) {
			a.savedQuery(q)
		})
	})
}

type queryRun struct {
	onProject
	Query string `arg:"" help:"Its name or identity."`
	Limit int    `help:"At most so many." placeholder:"N"`
}

func (queryRun) Examples() []string {
	return []string{`articula query run rural.articula "Formal coordination" --limit 5`}
}

func (c *queryRun) Run(a *app) error {
	var q engine.SavedQueryView
	if err := a.project(c.File, c.Coder, true, func(p *engine.Project) (err error) {
		q, err = p.FindQuery(a.ctx, c.Query)
		return err
	}); err != nil {
		return err
	}
	if q.Kind == engine.SavedSearch {
		return (&searchCmd{onProject: c.onProject, filter: filter{Where: q.Where}, Query: q.Text, Limit: c.Limit}).Run(a)
	}
	return (&segmentsCmd{onProject: c.onProject, filter: filter{Where: q.Where}, Order: "document", Limit: c.Limit}).Run(a)
}

type queryDelete struct {
	onProject
	Query string `arg:"" help:"Its name or identity."`
}

func (queryDelete) Examples() []string {
	return []string{`articula query delete rural.articula "Formal coordination" --coder "Coder A"`}
}

func (c *queryDelete) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		q, err := p.FindQuery(a.ctx, c.Query)
		if err != nil {
			return err
		}
		if err := p.RemoveQuery(a.ctx, q.ID); err != nil {
			return err
		}
		return a.print(removed{[]qda.ID{q.ID}}, func() { a.say("Deleted.") })
	})
}

// termsCmd groups what is done with groups of terms.
type termsCmd struct {
	Save   termsSave   `cmd:"" help:"Make a group of terms, or give one other terms."`
	List   termsList   `cmd:"" help:"List the groups of terms."`
	Delete termsDelete `cmd:"" help:"Delete a group of terms."`
}

type termsSave struct {
	onProject
	Name  string   `arg:"" help:"Its name; a search for {name} finds its terms."`
	Terms []string `arg:"" help:"Words, phrases, beginnings of words such as coordin*."`
}

func (termsSave) Examples() []string {
	return []string{`articula terms save rural.articula fuel fuel gasoline combustible carburant --coder "Coder A" --json`}
}

func (c *termsSave) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		g := engine.TermGroupView{Name: c.Name, Terms: c.Terms}
		if there, err := p.FindTermGroup(a.ctx, c.Name); err == nil {
			g.ID = there.ID
		} else if qda.KindOf(err) != qda.NotFound {
			return err
		}
		g, err := p.SaveTermGroup(a.ctx, g)
		if err != nil {
			return err
		}
		return a.print(g, func() { a.say("{%s}  %s", g.Name, strings.Join(g.Terms, ", ")) })
	})
}

type termsList struct {
	file
	output
}

func (termsList) Examples() []string { return []string{`articula terms list rural.articula`} }

func (c *termsList) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		list, err := p.TermGroups(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(g engine.TermGroupView) {
			a.say("{%s}  %s", g.Name, strings.Join(g.Terms, ", "))
		})
	})
}

type termsDelete struct {
	onProject
	Group string `arg:"" help:"Its name or identity."`
}

func (termsDelete) Examples() []string {
	return []string{`articula terms delete rural.articula coordination --coder "Coder A"`}
}

func (c *termsDelete) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		g, err := p.FindTermGroup(a.ctx, c.Group)
		if err != nil {
			return err
		}
		if err := p.RemoveTermGroup(a.ctx, g.ID); err != nil {
			return err
		}
		return a.print(removed{[]qda.ID{g.ID}}, func() { a.say("Deleted.") })
	})
}
