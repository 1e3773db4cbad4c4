package cli

import "articula/internal/engine"

type translationsCmd struct {
	onProject
	Owner string `arg:"" name:"owner" help:"The coding or citation, by identity."`
}

func (translationsCmd) Examples() []string {
	return []string{`articula translations rural.articula CITATION`}
}

func (c *translationsCmd) Run(a *app) error {
	ids, err := identities(c.Owner)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Translations(a.ctx, ids[0])
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, t := range list {
				a.showTranslation(t)
			}
			a.say("%s.", plural(len(list), "wording", "wordings"))
		})
	})
}

func (a *app) showTranslation(t engine.TranslationView) {
	a.say("    %s: “%s” [%s, %s]", t.Lang, oneLine(t.Text, 200), t.Translator, t.Status)
}
