package cli

import (
	"fmt"

	"articula/internal/engine"
)

type unitizingCmd struct {
	file
	output
	Viewer   string   `name:"as" help:"The coder whose eyes are used: what is blind for her stays out." env:"ARTICULA_CODER" placeholder:"NAME"`
	Codes    []string `name:"code" required:"" help:"A code of the group whose codes exclude each other; may be given several times." placeholder:"C"`
	Coders   []string `help:"The coders to compare, as A,B,C. Without it: all who count." placeholder:"A,B"`
	Round    string   `help:"The round; without it the latest in which two of the coders worked." placeholder:"R"`
	Document []string `sep:"none" help:"Only this document; may be given several times." placeholder:"D"`
	Unit     string   `help:"Between what boundaries lie: sentence, turn or paragraph. Without it: as the project's settings say." placeholder:"UNIT"`
	Gamma    bool     `help:"Compute gamma, too: two or three coders, 300 passages at most; it takes long."`
	Near     int      `help:"How many units apart two boundaries may lie to be one that was moved; 2 without it." placeholder:"N"`
	Seed     uint64   `help:"Seed of what is drawn." placeholder:"N"`
	Masked   bool     `help:"Call people by letters."`
}

func (unitizingCmd) Examples() []string {
	return []string{`articula unitizing rural.articula --code "Political support" --code "Implementation capacity" --gamma`}
}

func (c *unitizingCmd) Run(a *app) error {
	return a.project(c.File, c.Viewer, true, func(p *engine.Project) error {
		named := &agreementCmd{Coders: c.Coders, Unit: c.Unit, Round: c.Round, Codes: c.Codes, Document: c.Document, Seed: c.Seed, Masked: c.Masked}
		q, err := named.query(a, p)
		if err != nil {
			return err
		}
		r, err := p.Unitizing(a.ctx, engine.UnitizingQuery{AgreementQuery: q, Gamma: c.Gamma, Near: c.Near}, a.progress())
		if err != nil {
			return err
		}
		return a.print(r, func() { a.showUnitizing(r) })
	})
}

func (a *app) showUnitizing(r engine.UnitizingReport) {
	line := func(name string, v engine.UnitizingValue) {
		text := v.Reason
		if v.Value != nil {
			text = fmt.Sprintf("%.2f", *v.Value)
		}
		if len(v.CI) == 2 {
			text += fmt.Sprintf("  (%.2f to %.2f)", v.CI[0], v.CI[1])
		}
		if v.Coverage != nil {
			text += fmt.Sprintf("  over %.0f %% of it", 100**v.Coverage)
		}
		a.say("%-40s %s", name, text)
	}
	line("u-alpha: same place and same code", r.U)
	line("|u-alpha: same view of what matters", r.Bar)
	line("cu-alpha: same code where both coded", r.C)
	for _, k := range r.Codes {
		line("(k)u-alpha: "+k.Code.Name, k)
	}
	line("alpha_U (1995), as INCEpTION has it", r.Alpha1995)
	if r.Experimental {
		a.say("With three coders or more, cu-alpha and (k)u-alpha are experimental.")
	}
	if g := r.Gamma; g != nil {
		line("gamma", g.Gamma)
		line("gamma-cat", g.Category)
		if !g.Exact {
			a.say("Gamma is a close estimate: the best alignment was not proved.")
		}
	}
	if b := r.Boundaries; b != nil {
		number := func(name string, v *float64) {
			line(name, engine.UnitizingValue{Value: v, Reason: b.Reason})
		}
		number("boundary similarity", b.Similarity)
		number("Pk (0 is best)", b.Pk)
		number("WindowDiff (0 is best)", b.WindowDiff)
	}
	for _, x := range r.Clashes {
		a.say("%s used %s and %s together: %s, %d to %d: %s", x.Coder.Name, x.First.Name, x.Second.Name, x.Document.Name, x.Start, x.End, oneLine(x.Quote, 80))
	}
}
