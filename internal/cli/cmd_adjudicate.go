package cli

import (
	"articula/internal/engine"
	"articula/internal/qda"
)

type decisionCmd struct {
	Decide   decideCmd    `cmd:"" help:"Decide on one difference between coders; their own codings stay as they are."`
	Explain  explainCmd   `cmd:"" help:"Give a decision another reason or note; what was decided stays."`
	Withdraw withdrawCmd  `cmd:"" help:"Take a decision back: its passage is undecided again."`
	List     decidedCmd   `cmd:"" help:"List what was decided, with the passages; of one code, or for one reason."`
	Fill     fillCmd      `cmd:"" help:"Put together what coders agree on, without looking at it one by one."`
	Reasons  reasonsCmd   `cmd:"" help:"Tally, by code, why coders differed."`
	Accuracy accuracyCmd  `cmd:"" help:"Compare each coder with what was decided."`
	Again    lookAgainCmd `cmd:"" help:"List codings made before the definition of their code was changed."`
}

type decideCmd struct {
	onProject
	Round    string `help:"The round; without it the latest in which coders shared a document." placeholder:"R"`
	Document string `required:"" help:"The document." placeholder:"D"`
	Code     string `required:"" help:"The code in question." placeholder:"C"`
	Range    string `required:"" help:"The passage, as agreement --passages gives it: START:END." placeholder:"START:END"`
	Choice   string `required:"" enum:"a,b,both,neither,new" help:"a or b: what this coder did; both, neither; new: the code of --new on the passage or on --new-range." placeholder:"CHOICE"`
	A        string `help:"Who a is; without it the first of the two coders." placeholder:"NAME"`
	B        string `help:"Who b is." placeholder:"NAME"`
	New      string `help:"With new: the code that holds instead." placeholder:"C"`
	NewRange string `help:"With new: on these characters instead of the whole passage." placeholder:"START:END"`
	Reason   string `enum:",definition,oversight,boundary,ambiguous" default:"" help:"Why they differed: definition, oversight, boundary or ambiguous."`
	Note     string `help:"A note." placeholder:"TEXT"`
}

func (c *decideCmd) Examples() []string {
	return []string{`articula adjudicate decide rural.articula --document ley-sistema-victimas.md --code Staff --range 0:40 --choice neither --reason oversight --coder "Coder A" --round "Round 2" --a "Coder A" --b "Coder B"`}
}

func (c *decideCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.Decide{Choice: c.Choice, Reason: c.Reason, Note: c.Note}
		d, err := p.FindDocument(a.ctx, c.Document)
		if err != nil {
			return err
		}
		k, err := p.FindCode(a.ctx, c.Code)
		if err != nil {
			return err
		}
		r.Document, r.Code = d.ID, k.ID
		if r.Span, err = parseRange(c.Range); err != nil {
			return err
		}
		if r.Round, r.A, r.B, err = c.sides(a, p, d.ID); err != nil {
			return err
		}
		if c.New != "" {
			other, err := p.FindCode(a.ctx, c.New)
			if err != nil {
				return err
			}
			span := r.Span
			if c.NewRange != "" {
				if span, err = parseRange(c.NewRange); err != nil {
					return err
				}
			}
			r.New = []engine.NewCoding{{Code: other.ID, Span: span}}
		}
		got, err := p.Decide(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(got, func() {
			a.say("%s: %s, settled for %s", got.Round.Name, got.Decision.Choice, joined(got.Settled, func(r engine.Ref) string { return r.Name }))
			for _, k := range got.Codings {
				a.say("    %d:%d “%s”", k.Start, k.End, oneLine(k.Quote, 200))
			}
		})
	})
}

// sides finds the round and the two coders between whom it is decided.
func (c *decideCmd) sides(a *app, p *engine.Project, document qda.ID) (round, first, second qda.ID, err error) {
	q := engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Documents: []qda.ID{document}}, Limit: 1}
	if c.Round != "" {
		r, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return round, first, second, err
		}
		q.Round = r.ID
	}
	page, err := p.Disagreements(a.ctx, q, nil)
	if err != nil {
		return round, first, second, err
	}
	for i, who := range []*qda.ID{&first, &second} {
		if name := []string{c.A, c.B}[i]; name != "" {
			k, err := p.FindCoder(a.ctx, name)
			if err != nil {
				return round, first, second, err
			}
			*who = k.ID
		}
	}
	for _, k := range page.Coders {
		switch {
		case first.IsZero() && k.ID != second:
			first = k.ID
		case second.IsZero() && k.ID != first:
			second = k.ID
		}
	}
	return page.Round.ID, first, second, nil
}

type fillCmd struct {
	onProject
	Round    string   `required:"" help:"The round." placeholder:"R"`
	Document []string `help:"Only this document; may be given several times." placeholder:"D"`
	Strategy string   `enum:"unanimous,threshold,fill" default:"unanimous" help:"unanimous: everybody applied the code; threshold: enough did; fill: everybody did, or one did and the others nothing at all."`
	Voters   int      `help:"For threshold: how many must have finished a document." placeholder:"N"`
	Share    float64  `help:"For threshold: the part of them that must have applied the code; more than half without it." placeholder:"SHARE"`
	Discard  []string `help:"Take back what people decided in this document first; may be given several times. Without it all decisions stay." placeholder:"D"`
	DryRun   bool     `help:"Only say what would be added."`
}

func (c *fillCmd) Examples() []string {
	return []string{`articula adjudicate fill rural.articula --round "Round 2" --coder "Coder A"`}
}

func (c *fillCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		round, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return err
		}
		documents, err := documentsNamed(a, p, c.Document)
		if err != nil {
			return err
		}
		discard, err := documentsNamed(a, p, c.Discard)
		if err != nil {
			return err
		}
		m, err := p.MergeCoders(a.ctx, engine.MergeCoders{Round: round.ID, Documents: documents, Strategy: c.Strategy, Voters: c.Voters, Share: c.Share, DryRun: c.DryRun, Discard: discard})
		if err != nil {
			return err
		}
		return a.print(m, func() {
			added, taken := "added to", "%s of people taken back first."
			if c.DryRun {
				added, taken = "would be added to", "%s of people would be taken back first."
			}
			a.say("%s %s %s after going through %s; %s there already.",
				plural(m.Codings, "coding", "codings"), added, m.Consensus.Name, plural(m.Documents, "document", "documents"), plural(m.Known, "was", "were"))
			if m.Decided > 0 {
				a.note("A person has decided within %s that coders agree on. What was decided stays.", plural(m.Decided, "passage", "passages"))
			}
			if m.Discarded > 0 {
				a.note(taken, plural(m.Discarded, "decision", "decisions"))
			}
			if m.Skipped > 0 {
				a.note("%s passed over: too few coders, or still blind.", plural(m.Skipped, "document was", "documents were"))
			}
		})
	})
}

type reasonsCmd struct {
	onProject
	Round string `required:"" help:"The round." placeholder:"R"`
}

func (c *reasonsCmd) Examples() []string {
	return []string{`articula adjudicate reasons rural.articula --round "Round 2"`}
}

func (c *reasonsCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		round, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return err
		}
		list, err := p.Reasons(a.ctx, round.ID)
		if err != nil {
			return err
		}
		return printEach(a, list, func(t engine.ReasonTally) {
			a.say("%-44.44s %3d decided  definition %d, oversight %d, boundary %d, ambiguous %d", t.Code.Name, t.Decisions, t.Reasons["definition"], t.Reasons["oversight"], t.Reasons["boundary"], t.Reasons["ambiguous"])
		})
	})
}

type accuracyCmd struct {
	onProject
	Round  string `help:"The round; without it the latest in which coders shared a document." placeholder:"R"`
	Unit   string `help:"What is compared: sentence, turn, paragraph, character or document." placeholder:"UNIT"`
	Masked bool   `help:"Call people by letters."`
}

func (c *accuracyCmd) Examples() []string {
	return []string{`articula adjudicate accuracy decided.articula --round "Round 2" --unit sentence`}
}

func (c *accuracyCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		q := engine.AgreementQuery{Unit: c.Unit, Masked: c.Masked}
		if c.Round != "" {
			r, err := p.FindRound(a.ctx, c.Round)
			if err != nil {
				return err
			}
			q.Round = r.ID
		}
		r, err := p.Accuracy(a.ctx, q)
		if err != nil {
			return err
		}
		return a.print(r, func() {
			a.say("Against %s, by %s, in %s. This is accuracy, and no agreement: the consensus was made of the coders' own work.", r.Consensus.Name, r.Unit, plural(r.Documents, "document", "documents"))
			for _, c := range r.Coders {
				a.say("%-28.28s precision %s  recall %s  F1 %s  (%d right, %d extra, %d missed)", c.Coder.Name, figure(c.All.Precision), figure(c.All.Recall), figure(c.All.F1), c.All.Right, c.All.Extra, c.All.Missed)
			}
			if r.Undecided > 0 {
				a.note("In these documents %s not decided yet.", plural(r.Undecided, "difference is", "differences are"))
			}
		})
	})
}

type lookAgainCmd struct {
	onProject
	Code   []string `help:"Only this code; may be given several times." placeholder:"C"`
	Holds  []string `help:"Say first that this coding still holds, by its identity (see --json); may be given several times." placeholder:"CODING"`
	Limit  int      `help:"How many of each code at most; all without it." placeholder:"N"`
	Masked bool     `help:"Call people by letters."`
}

func (c *lookAgainCmd) Examples() []string {
	return []string{`articula adjudicate again rural.articula`}
}

func (c *lookAgainCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, len(c.Holds) == 0, func(p *engine.Project) error {
		if held, err := parseIDs(c.Holds); err != nil {
			return err
		} else if len(held) > 0 {
			if err := p.CheckCodings(a.ctx, held); err != nil {
				return err
			}
		}
		codes, err := codesNamed(a, p, c.Code)
		if err != nil {
			return err
		}
		list, err := p.LookAgain(a.ctx, codes, engine.AgreementQuery{Masked: c.Masked}, c.Limit)
		if err != nil {
			return err
		}
		return printEach(a, list, func(k engine.LookAgain) {
			a.say("%s, defined otherwise since %s by %s: %s to look at, %d looked at and kept", k.Code.Name, k.Changed, k.By.Name, plural(k.Count, "coding", "codings"), k.Looked)
			for _, s := range k.Segments {
				a.say("    %s %d:%d “%s”", s.Document.Title, s.Start, s.End, oneLine(s.Quote, 160))
			}
		})
	})
}

type followCmd struct {
	Rounds roundsCompareCmd `cmd:"" help:"Compare rounds over time."`
	Self   selfCmd          `cmd:"" help:"Compare one coder with herself, or with the expert that she learns from: the same documents in two rounds."`
	Drift  driftCmd         `cmd:"" help:"Follow a coder against what was decided, week by week."`
}

type roundsCompareCmd struct {
	onProject
	Unit   string `help:"What is compared." placeholder:"UNIT"`
	Masked bool   `help:"Call people by letters."`
}

func (c *roundsCompareCmd) Examples() []string {
	return []string{`articula consistency rounds rural.articula --unit sentence`}
}

func (c *roundsCompareCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		r, err := p.RoundsOverTime(a.ctx, engine.AgreementQuery{Unit: c.Unit, Masked: c.Masked})
		if err != nil {
			return err
		}
		return a.print(r, func() {
			for _, x := range r.Rounds {
				a.say("%-28.28s percent %s  alpha %s  %s  %s", x.Round.Name, figure(x.Percent), figure(x.Alpha), rangeOf(x.CI), x.Reason)
			}
		})
	})
}

type selfCmd struct {
	file
	output
	Coder  string `required:"" help:"The coder." placeholder:"NAME"`
	First  string `required:"" help:"The earlier round." placeholder:"R"`
	Second string `required:"" help:"The later round." placeholder:"R"`
	Unit   string `help:"What is compared." placeholder:"UNIT"`
	Masked bool   `help:"Call people by letters."`
}

func (c *selfCmd) Examples() []string {
	return []string{`articula consistency self rural.articula --coder "Coder A" --first "Round 1 – pilot" --second "Round 2" --unit sentence`}
}

func (c *selfCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		k, err := p.FindCoder(a.ctx, c.Coder)
		if err != nil {
			return err
		}
		first, err := p.FindRound(a.ctx, c.First)
		if err != nil {
			return err
		}
		second, err := p.FindRound(a.ctx, c.Second)
		if err != nil {
			return err
		}
		r, err := p.Stability(a.ctx, k.ID, first.ID, second.ID, engine.AgreementQuery{Unit: c.Unit, Masked: c.Masked})
		if err != nil {
			return err
		}
		return a.print(r, func() {
			a.say("%s, %s and %s, %s", r.Coder.Name, r.First.Name, r.Second.Name, plural(r.Documents, "document", "documents"))
			if r.Expert.Name != "" {
				a.say("The answers are by %s.  percent %s  alpha %s  kappa %s", r.Expert.Name, figure(r.Percent), figure(r.Alpha), figure(r.Kappa))
			}
			for _, x := range r.Codes {
				a.say("%-44.44s percent %s  alpha %s  lost %d, gained %d (p %.3f)", x.Code.Name, figure(x.Percent), figure(x.Alpha), x.Lost, x.Gained, x.P)
			}
		})
	})
}

type driftCmd struct {
	file
	output
	Coder  string `required:"" help:"The coder." placeholder:"NAME"`
	Round  string `help:"The round." placeholder:"R"`
	Days   int    `default:"7" help:"Length of a window in days." placeholder:"N"`
	Unit   string `help:"What is compared." placeholder:"UNIT"`
	Masked bool   `help:"Call people by letters."`
}

func (c *driftCmd) Examples() []string {
	return []string{`articula consistency drift decided.articula --coder "Coder A" --round "Round 2" --unit sentence`}
}

func (c *driftCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		k, err := p.FindCoder(a.ctx, c.Coder)
		if err != nil {
			return err
		}
		q := engine.AgreementQuery{Unit: c.Unit, Masked: c.Masked}
		if c.Round != "" {
			r, err := p.FindRound(a.ctx, c.Round)
			if err != nil {
				return err
			}
			q.Round = r.ID
		}
		r, err := p.Drift(a.ctx, k.ID, c.Days, q)
		if err != nil {
			return err
		}
		return a.print(r, func() {
			for _, w := range r.Windows {
				mark := ""
				if w.Signal {
					mark = "  outside the limits"
				}
				a.say("%s  %d of %d  EWMA %.2f (%.2f–%.2f)%s", w.From, w.Agreed, w.Units, w.EWMA, w.Low, w.High, mark)
			}
			a.say("trend z %s, p %.3f. A signal is a reason to look, and no proof: documents differ.", figure(r.Z), r.P)
		})
	})
}
