package cli

import (
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type newCmd struct {
	onProject
	Title       string `required:"" help:"What the project is called." placeholder:"T"`
	Description string `help:"What it is about." placeholder:"TEXT"`
	Codebook    string `default:"institutional-analysis" help:"The codebook to start with: institutional-analysis or none." placeholder:"NAME"`
	Lang        string `help:"Language of the project, two letters." placeholder:"XX"`
}

func (newCmd) Examples() []string {
	return []string{
		`articula new study.articula --title "Rural programmes" --coder "Coder A"`,
		`articula new empty.articula --title "My own codes" --codebook none`,
	}
}

func (c *newCmd) Run(a *app) error {
	p, err := a.engine.Create(a.ctx, c.File, engine.NewProject{Title: c.Title, Description: c.Description, Codebook: c.Codebook, Coder: c.Coder, Language: c.Lang})
	if err != nil {
		return err
	}
	return a.shut(p, a.summary(p))
}

type sampleCmd struct {
	file
	output
}

func (sampleCmd) Examples() []string { return []string{"articula sample my-sample.articula"} }

func (c *sampleCmd) Run(a *app) error {
	p, err := a.engine.Sample(a.ctx, c.File, a.progress())
	if err != nil {
		return err
	}
	return a.shut(p, a.summary(p))
}

// shut closes a project that a command made.
func (a *app) shut(p *engine.Project, err error) error {
	if closing := p.Close(); err == nil {
		return closing
	}
	return err
}

type infoCmd struct {
	onProject
}

func (infoCmd) Examples() []string {
	return []string{"articula info rural.articula", "articula info rural.articula --json"}
}

func (c *infoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, a.summary)
}

// summary prints what a project holds.
func (a *app) summary(p *engine.Project) error {
	info, err := p.Info(a.ctx)
	if err != nil {
		return err
	}
	return a.print(info, func() {
		a.say("%s", info.Title)
		if info.Description != "" {
			a.say("%s", info.Description)
		}
		a.say("")
		a.say("file        %s", info.Path)
		a.say("cases       %d", info.Cases)
		a.say("documents   %d (%d characters)", info.Documents, info.Characters)
		a.say("codes       %d", info.Codes)
		a.say("codings     %d", info.Codings)
		a.say("memos       %d", info.Memos)
		a.say("coders      %s", orDash(joined(info.Coders, func(c engine.CoderView) string { return c.Name })))
		a.say("rounds      %s", orDash(joined(info.Rounds, func(r engine.RoundView) string { return r.Label })))
		for _, n := range info.Notices {
			a.note("%s", n.Message)
		}
		if info.Trouble != "" {
			a.note("%s", info.Trouble)
		}
		a.hidden(len(info.Hidden))
	})
}

type projectCmd struct {
	onProject
	Title       *string `help:"Call it this." placeholder:"T"`
	Description *string `help:"Say what it is about." placeholder:"TEXT"`
}

func (projectCmd) Examples() []string {
	return []string{`articula project rural.articula --title "Rural synergies, 2nd edition"`}
}

func (c *projectCmd) Run(a *app) error {
	if c.Title == nil && c.Description == nil {
		return qda.E(qda.Invalid, "cli.nothing", "Say what to change: {flags}.", "flags", "--title or --description")
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		info, err := p.Info(a.ctx)
		if err != nil {
			return err
		}
		title, description := info.Title, info.Description
		if c.Title != nil {
			title = *c.Title
		}
		if c.Description != nil {
			description = *c.Description
		}
		if err := p.SetTitle(a.ctx, title, description); err != nil {
			return err
		}
		return a.summary(p)
	})
}

type checkCmd struct {
	file
	output
}

func (checkCmd) Examples() []string { return []string{"articula check rural.articula"} }

// checkResult is what the check command gives.
type checkResult struct {
	OK       bool         `json:"ok"`
	Problems []problemRow `json:"problems"`
}

type problemRow struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Entity  string `json:"entity"`
	ID      string `json:"id"`
}

func (c *checkCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		report, err := p.Check(a.ctx, a.progress())
		if err != nil {
			return err
		}
		result := checkResult{OK: report.OK, Problems: []problemRow{}}
		for _, x := range report.Problems {
			result.Problems = append(result.Problems, problemRow{x.Code, x.Message, x.Entity, x.ID})
		}
		if err := a.print(result, func() {
			for _, x := range result.Problems {
				a.say("%-20s %s %s", x.Code, x.Message, strings.TrimSpace(x.Entity+" "+x.ID))
			}
			if result.OK {
				a.say("The project is whole.")
			}
		}); err != nil {
			return err
		}
		if !report.OK {
			return qda.E(qda.Damaged, "check.problems", "The check found problems: {n}. Nothing was changed. Open the latest backup, or ask for help with this list.", "n", len(report.Problems))
		}
		return nil
	})
}
