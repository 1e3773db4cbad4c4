package cli

import (
	"fmt"
	"strconv"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type roundCmd struct {
	Plan   roundPlanCmd   `cmd:"" help:"Begin a round: who codes what, drawn at random or chosen."`
	List   roundListCmd   `cmd:"" help:"List the rounds with their plans and how far they are."`
	Finish roundFinishCmd `cmd:"" help:"Say that you have finished documents of a round."`
	Reopen roundReopenCmd `cmd:"" help:"Take finished documents up again."`
	Unlock roundUnlockCmd `cmd:"" help:"Lift the blindness of a round before everybody has finished; kept in the history."`
}

type roundPlanCmd struct {
	onProject
	Label    string   `arg:"" help:"The name of the round."`
	Coders   []string `required:"" help:"Who codes, as A,B,C." placeholder:"A,B"`
	Document []string `help:"These documents, or drawn from these; may be given several times." placeholder:"D"`
	Draw     int      `help:"How many documents are drawn at random." placeholder:"N"`
	Seed     uint64   `help:"Seed of the drawing; it is kept with the round." placeholder:"N"`
	Stratify string   `help:"Draw in proportion to the values of this attribute of cases." placeholder:"ATTRIBUTE"`
	Share    float64  `help:"The part of the documents that everybody codes; the others go to one coder each. All without it." placeholder:"SHARE"`
	Code     []string `help:"A code that the round is about; may be given several times. All without it." placeholder:"C"`
	Unit     string   `help:"What coders will be compared on." placeholder:"UNIT"`
	Target   float64  `help:"The alpha to be reached." placeholder:"ALPHA"`
	Again    string   `help:"Repeat this round: what the coders finished there is coded once more, and nobody sees what she did the first time." placeholder:"R"`
	Expert   string   `help:"A round to learn in: what this coder did in the round given by --again are the answers, seen by each learner when she has finished." placeholder:"NAME"`
	Excerpts int      `help:"How many passages are drawn at random and handed out shuffled, instead of whole documents." placeholder:"N"`
	Of       string   `name:"excerpt" help:"What a drawn passage is: sentence, turn or paragraph." placeholder:"UNIT"`
	Coded    bool     `name:"coded-only" help:"Draw only passages that were given a code in the round of --again."`
	Passage  []string `help:"A passage chosen by hand, as DOCUMENT:A:B in code points, end exclusive; may be given several times." placeholder:"D:A:B"`
	Where    string   `help:"The passages that a retrieval finds; see articula segments." placeholder:"CONDITION"`
	Training bool     `help:"A round to learn in, which stays out of results."`
	Open     bool     `help:"Not blind: coders see each other's work."`
	DryRun   bool     `help:"Only say what would be planned."`
}

func (c *roundPlanCmd) Examples() []string {
	return []string{
		`articula round plan rural.articula "Round 3" --coders "Coder A,Coder B" --draw 6 --stratify region --seed 7 --coder "Coder A"`,
		`articula round plan rural.articula "Learning" --coders "Coder B" --again "Round 1 – pilot" --expert "Coder A" --excerpts 10 --coded-only --seed 7 --dry-run --coder "Coder A"`,
	}
}

func (c *roundPlanCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, c.DryRun, func(p *engine.Project) error {
		r := engine.PlanRound{
			Label: c.Label, Draw: c.Draw, Seed: c.Seed, Stratify: c.Stratify, Share: c.Share, Unit: c.Unit, Target: c.Target,
			Training: c.Training, Open: c.Open, DryRun: c.DryRun, Excerpts: engine.PlanExcerpts{Draw: c.Excerpts, Of: c.Of, Coded: c.Coded, Where: c.Where},
		}
		for _, name := range names(c.Coders) {
			k, err := p.FindCoder(a.ctx, name)
			if err != nil {
				return err
			}
			r.Coders = append(r.Coders, k.ID)
		}
		if c.Again != "" {
			again, err := p.FindRound(a.ctx, c.Again)
			if err != nil {
				return err
			}
			r.Again = again.ID
		}
		if c.Expert != "" {
			k, err := p.FindCoder(a.ctx, c.Expert)
			if err != nil {
				return err
			}
			r.Expert = k.ID
		}
		var err error
		if r.Excerpts.Passages, err = passagesNamed(a, p, c.Passage); err != nil {
			return err
		}
		if r.Documents, err = documentsNamed(a, p, c.Document); err != nil {
			return err
		}
		if r.Codes, err = codesNamed(a, p, c.Code); err != nil {
			return err
		}
		d, err := p.PlanRound(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(d, func() { a.showRound(d, true) })
	})
}

// passagesNamed reads passages written as DOCUMENT:A:B.
func passagesNamed(a *app, p *engine.Project, refs []string) ([]engine.Passage, error) {
	var out []engine.Passage
	for _, ref := range refs {
		parts := strings.Split(ref, ":")
		last := len(parts) - 1
		wrong := qda.E(qda.Invalid, "passage.form", "{passage} is not a passage. Write the document and the places, as INT-07:120:340. Nothing was changed.", "passage", ref)
		if last < 2 {
			return nil, wrong
		}
		d, err := p.FindDocument(a.ctx, strings.Join(parts[:last-1], ":"))
		if err != nil {
			return nil, err
		}
		start, one := strconv.Atoi(parts[last-1])
		end, two := strconv.Atoi(parts[last])
		if one != nil || two != nil {
			return nil, wrong
		}
		out = append(out, engine.Passage{Document: d.ID, Start: start, End: end})
	}
	return out, nil
}

// cautionWords say what a plan is warned of.
var cautionWords = map[string]string{
	"few_excerpts":  "Fewer than 30 passages say little about a coder.",
	"few_decisions": "The answers hold fewer than 75 codings in these passages: that says little about somebody who learns.",
	"too_soon":      "The coders finished this less than two weeks ago: they may remember what they did.",
}

func documentsNamed(a *app, p *engine.Project, refs []string) ([]qda.ID, error) {
	var ids []qda.ID
	for _, ref := range refs {
		d, err := p.FindDocument(a.ctx, ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, d.ID)
	}
	return ids, nil
}

func (a *app) showRound(r engine.RoundDetail, all bool) {
	var words []string
	switch {
	case r.Blind && r.Finished == r.Total:
		words = append(words, "coded blind")
	case r.Blind:
		words = append(words, "blind")
	}
	if r.Unlocked != "" {
		words = append(words, "opened early: "+r.UnlockedFor)
	}
	if r.Total > 0 {
		words = append(words, plural(r.Finished, "assignment", "assignments")+" finished")
	}
	a.say("%s (%s)  %s", r.Label, r.Kind, strings.Join(words, ", "))
	if !all {
		return
	}
	if r.Expert.Name != "" {
		a.say("    answers by %s in %s", r.Expert.Name, r.Of.Name)
	}
	if len(r.Excerpts) > 0 {
		a.say("    %s", plural(len(r.Excerpts), "passage", "passages"))
	}
	for _, c := range r.Cautions {
		a.say("    %s", cautionWords[c])
	}
	for _, s := range r.Assignments {
		after := ""
		if s.Seen > 0 {
			after = fmt.Sprintf("  (%s after the work of the others could be seen)", plural(s.Seen, "coding made or changed", "codings made or changed"))
		}
		a.say("    %-10s %-24s %s%s", s.State, s.Coder.Name, s.Document.Name, after)
	}
}

type roundListCmd struct {
	onProject
}

func (c *roundListCmd) Examples() []string { return []string{`articula round list rural.articula`} }

func (c *roundListCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Rounds(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(r engine.RoundDetail) {
			a.showRound(r, true)
		})
	})
}

// roundState is what finishing and reopening have in common.
type roundState struct {
	onProject
	Round    string   `arg:"" help:"The round."`
	Document []string `help:"This document; may be given several times. Without it: all that are assigned to you." placeholder:"D"`
}

func (c *roundState) run(a *app, again bool) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return err
		}
		documents, err := documentsNamed(a, p, c.Document)
		if err != nil {
			return err
		}
		if len(documents) == 0 {
			d, err := p.Round(a.ctx, r.ID)
			if err != nil {
				return err
			}
			for _, s := range d.Assignments {
				if s.Coder.ID == p.Me().ID {
					documents = append(documents, s.Document.ID)
				}
			}
			if len(documents) == 0 {
				return qda.E(qda.NotFound, "assignment.nothing", "{coder} was assigned nothing in {round}. Nothing was changed.", "coder", p.Me().Name, "round", r.Label)
			}
		}
		d, err := p.FinishDocuments(a.ctx, r.ID, documents, again)
		if err != nil {
			return err
		}
		return a.print(d, func() { a.showRound(d, false) })
	})
}

type roundFinishCmd struct{ roundState }

func (c *roundFinishCmd) Examples() []string {
	return []string{`articula round finish rural.articula "Round 2" --coder "Coder A"`}
}

func (c *roundFinishCmd) Run(a *app) error { return c.run(a, false) }

type roundReopenCmd struct{ roundState }

func (c *roundReopenCmd) Examples() []string {
	return []string{`articula round reopen rural.articula "Round 2" --coder "Coder A"`}
}

func (c *roundReopenCmd) Run(a *app) error { return c.run(a, true) }

type roundUnlockCmd struct {
	onProject
	Round string `arg:"" help:"The round."`
	Why   string `required:"" help:"The reason; it is kept in the history." placeholder:"TEXT"`
}

func (c *roundUnlockCmd) Examples() []string {
	return []string{`articula round unlock rural.articula BLIND --why "A coder has left the team." --coder "Coder A"`}
}

func (c *roundUnlockCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return err
		}
		d, err := p.UnlockRound(a.ctx, r.ID, c.Why)
		if err != nil {
			return err
		}
		return a.print(d, func() { a.showRound(d, false) })
	})
}
