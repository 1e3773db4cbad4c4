package cli

import (
	"slices"

	"articula/internal/engine"
	"articula/internal/qda"
)

// decidedOn names a decision by what it was about.
type decidedOn struct {
	Round    string `required:"" help:"The round." placeholder:"R"`
	Document string `required:"" help:"The document." placeholder:"D"`
	Code     string `required:"" help:"The code that was decided on." placeholder:"C"`
	Range    string `required:"" help:"The passage, as adjudicate list gives it: START:END." placeholder:"START:END"`
}

func (c *decidedOn) find(a *app, p *engine.Project) (engine.DecidedPassage, error) {
	var none engine.DecidedPassage
	round, err := p.FindRound(a.ctx, c.Round)
	if err != nil {
		return none, err
	}
	d, err := p.FindDocument(a.ctx, c.Document)
	if err != nil {
		return none, err
	}
	k, err := p.FindCode(a.ctx, c.Code)
	if err != nil {
		return none, err
	}
	span, err := parseRange(c.Range)
	if err != nil {
		return none, err
	}
	page, err := p.Decided(a.ctx, engine.DecidedQuery{Round: round.ID, Code: k.ID})
	if err != nil {
		return none, err
	}
	for _, x := range page.Items {
		if x.Document.ID == d.ID && x.Start == span.Start && x.End == span.End {
			return x, nil
		}
	}
	if slices.ContainsFunc(page.Hidden, func(r engine.Ref) bool { return r.ID == d.ID }) {
		return none, qda.E(qda.Conflict, "decision.hidden", "What was decided there is hidden as long as not everybody has finished the document. Nothing was changed.")
	}
	return none, qda.E(qda.NotFound, "decision.none", "Nothing was decided on {code} at {range} of {document}. See adjudicate list.", "code", k.Name, "range", c.Range, "document", d.Title)
}

type explainCmd struct {
	onProject
	decidedOn
	Reason string `enum:",definition,oversight,boundary,ambiguous" default:"" help:"Why they differed: definition, oversight, boundary or ambiguous; none without it."`
	Note   string `help:"A note; none without it." placeholder:"TEXT"`
}

func (c *explainCmd) Examples() []string {
	return []string{`articula adjudicate explain decided.articula --round "Round 2" --document ley-sistema-victimas.md --code Staff --range 0:40 --reason ambiguous --note "Both readings hold" --coder "Coder A"`}
}

func (c *explainCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		x, err := c.find(a, p)
		if err != nil {
			return err
		}
		if err := p.ExplainDecision(a.ctx, engine.ExplainDecision{ID: x.ID, Reason: c.Reason, Note: c.Note}); err != nil {
			return err
		}
		if x, err = c.find(a, p); err != nil {
			return err
		}
		return a.print(x, func() { a.sayDecided(x) })
	})
}

type withdrawCmd struct {
	onProject
	decidedOn
}

func (c *withdrawCmd) Examples() []string {
	return []string{`articula adjudicate withdraw decided.articula --round "Round 2" --document ley-sistema-victimas.md --code Staff --range 0:40 --coder "Coder A"`}
}

func (c *withdrawCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		x, err := c.find(a, p)
		if err != nil {
			return err
		}
		if err := p.WithdrawDecision(a.ctx, x.ID); err != nil {
			return err
		}
		return a.print(x, func() { a.say("%s at %d:%d of %s is undecided again.", x.Code.Name, x.Start, x.End, x.Document.Name) })
	})
}

type decidedCmd struct {
	onProject
	Round  string `required:"" help:"The round." placeholder:"R"`
	Code   string `help:"Only on this code." placeholder:"C"`
	Reason string `enum:",definition,oversight,boundary,ambiguous,none" default:"" help:"Only for this reason: definition, oversight, boundary, ambiguous; none: where no reason was given."`
	Limit  int    `help:"How many at most; all without it." placeholder:"N"`
	Masked bool   `help:"Call people by letters."`
}

func (c *decidedCmd) Examples() []string {
	return []string{`articula adjudicate list decided.articula --round "Round 2"`}
}

func (c *decidedCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		round, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return err
		}
		q := engine.DecidedQuery{Round: round.ID, Reason: c.Reason, Limit: c.Limit, Masked: c.Masked}
		if c.Code != "" {
			k, err := p.FindCode(a.ctx, c.Code)
			if err != nil {
				return err
			}
			q.Code = k.ID
		}
		page, err := p.Decided(a.ctx, q)
		if err != nil {
			return err
		}
		return a.print(page, func() {
			for _, x := range page.Items {
				a.sayDecided(x)
			}
			a.note("%s.", plural(page.Total, "decision", "decisions"))
			if len(page.Hidden) > 0 {
				a.note("What was decided on %s is hidden as long as not everybody has finished there.", joined(page.Hidden, func(r engine.Ref) string { return r.Name }))
			}
		})
	})
}

func (a *app) sayDecided(x engine.DecidedPassage) {
	choice := x.Choice
	switch choice {
	case "a":
		choice = "as " + x.A.Name
	case "b":
		choice = "as " + x.B.Name
	}
	a.say("“%s”", oneLine(x.Quote, 160))
	a.say("    %s · %d:%d · %s · %s, by %s%s%s", x.Document.Name, x.Start, x.End, x.Code.Name, choice, x.By.Name, before(" · ", x.Reason), before(" · ", oneLine(x.Note, 160)))
}

// before puts something before a text, if there is one.
func before(mark, text string) string {
	if text == "" {
		return ""
	}
	return mark + text
}
