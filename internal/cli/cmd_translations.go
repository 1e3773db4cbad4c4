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

type passageLanguageCmd struct {
	onProject
	Document string `arg:"" help:"The document, by title, file name or identity."`
	Lang     string `help:"The language of the passage, two letters; empty: that of the document again." placeholder:"XX"`
	Quote    string `help:"The passage: its words." placeholder:"TEXT" xor:"where"`
	Range    string `help:"The passage: code points, end exclusive: A:B." placeholder:"A:B" xor:"where"`
}

func (passageLanguageCmd) Examples() []string {
	return []string{
		`articula passage-language rural.articula comparative-note.md --range 0:40 --lang fr`,
		`articula passage-language rural.articula comparative-note.md`,
	}
}

func (c *passageLanguageCmd) Run(a *app) error {
	asked := c.Quote == "" && c.Range == ""
	return a.project(c.File, c.Coder, asked, func(p *engine.Project) error {
		d, err := p.FindDocument(a.ctx, c.Document)
		if err != nil {
			return err
		}
		if !asked {
			_, span, err := (&place{Document: c.Document, Quote: c.Quote, Range: c.Range, Nth: 1}).find(a, p)
			if err != nil {
				return err
			}
			if err := p.SetPassageLanguage(a.ctx, d.ID, span, c.Lang); err != nil {
				return err
			}
		}
		v, err := p.Document(a.ctx, d.ID)
		if err != nil {
			return err
		}
		return a.print(v.Languages, func() {
			for _, l := range v.Languages {
				a.say("    %s  %d:%d", l.Lang, l.Start, l.End)
			}
			a.say("%s in another language than the document (%s).", plural(len(v.Languages), "passage", "passages"), orDash(v.Lang))
		})
	})
}

func (a *app) showTranslation(t engine.TranslationView) {
	a.say("    %s: “%s” [%s, %s]", t.Lang, oneLine(t.Text, 200), t.Translator, t.Status)
}
