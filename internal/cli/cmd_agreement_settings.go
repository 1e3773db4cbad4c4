package cli

import "articula/internal/engine"

type agreementSettingsCmd struct {
	onProject
	Unit  string   `help:"What coders are compared on: sentence, turn, paragraph, character, document or segment." placeholder:"UNIT"`
	Cover string   `help:"How much of a unit must be coded: half, any, all, or a share such as 0.8." placeholder:"SHARE"`
	Low   *float64 `help:"Below it, agreement is low; 0.667 unless chosen." placeholder:"N"`
	High  *float64 `help:"From it on, agreement is good; 0.8 unless chosen." placeholder:"N"`
	Off   bool     `help:"Work without coefficients: only differences are looked at." xor:"off"`
	On    bool     `help:"Work with coefficients again." xor:"off"`
}

func (agreementSettingsCmd) Examples() []string {
	return []string{
		`articula agreement-settings rural.articula`,
		`articula agreement-settings rural.articula --unit turn --low 0.6 --high 0.75`,
		`articula agreement-settings rural.articula --cover any`,
		`articula agreement-settings rural.articula --off`,
	}
}

func (c *agreementSettingsCmd) Run(a *app) error {
	changes := c.Unit != "" || c.Cover != "" || c.Low != nil || c.High != nil || c.Off || c.On
	return a.project(c.File, c.Coder, !changes, func(p *engine.Project) error {
		s, err := p.AgreementSettings(a.ctx)
		if err != nil {
			return err
		}
		if changes {
			s.Unit, s.Cover = orElse(c.Unit, s.Unit), orElse(c.Cover, s.Cover)
			if c.Low != nil {
				s.Low = *c.Low
			}
			if c.High != nil {
				s.High = *c.High
			}
			if c.Off || c.On {
				s.Off = c.Off
			}
			if err := p.SetAgreementSettings(a.ctx, s); err != nil {
				return err
			}
		}
		return a.print(s, func() {
			a.say("Coders are compared by %s, of which must be covered: %s; agreement is low below %.3g and good from %.3g.", s.Unit, s.Cover, s.Low, s.High)
			if s.Off {
				a.say("The team works without coefficients.")
			}
		})
	})
}
