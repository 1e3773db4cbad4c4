package cli

import (
	"fmt"

	"articula/internal/engine"
	"articula/internal/qda"
)

type unplacedCmd struct {
	onProject
	Document string `help:"Only those of this document." placeholder:"D"`
}

func (unplacedCmd) Examples() []string {
	return []string{
		`articula unplaced rural.articula`,
		`articula unplaced rural.articula --json`,
	}
}

func (c *unplacedCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		document := qda.ID{}
		if c.Document != "" {
			d, err := p.FindDocument(a.ctx, c.Document)
			if err != nil {
				return err
			}
			document = d.ID
		}
		list, err := p.Unplaced(a.ctx, document)
		if err != nil {
			return err
		}
		return printEach(a, list, func(u engine.UnplacedCoding) {
			a.say("%-24s %-16s %s  %s", u.Code.Name, orDash(u.Coder.Name), placeOf(u), u.Document.Name)
		})
	})
}

// placeOf says where a coding lies that no text has a place for.
func placeOf(u engine.UnplacedCoding) string {
	switch u.Kind {
	case "area":
		at := fmt.Sprintf("(%d, %d)–(%d, %d)", u.Area[0], u.Area[1], u.Area[2], u.Area[3])
		if u.Page > 0 {
			return fmt.Sprintf("page %d, %s", u.Page, at)
		}
		return at
	case "time":
		return clock(u.Begin) + "–" + clock(u.End)
	case "words":
		return fmt.Sprintf("%d–%d", u.Begin, u.End)
	}
	return "the whole document"
}

// clock is a time of a recording.
func clock(ms int) string {
	return fmt.Sprintf("%d:%02d:%02d.%d", ms/3600000, ms/60000%60, ms/1000%60, ms/100%10)
}
