package cli

import (
	"fmt"

	"articula/internal/engine"
	"articula/internal/qda"
)

type citationsCmd struct {
	onProject
	Owner string `arg:"" name:"owner" help:"What rests on them: a finding, a value or a coordination, by identity."`
}

func (citationsCmd) Examples() []string { return []string{`articula citations rural.articula FINDING`} }

func (c *citationsCmd) Run(a *app) error {
	ids, err := identities(c.Owner)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		list, err := p.Citations(a.ctx, ids[0])
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, x := range list {
				a.showCitation(x)
			}
			a.say("%s.", plural(len(list), "passage", "passages"))
		})
	})
}

type citationCmd struct {
	onProject
	Citation string `arg:"" help:"The citation, by identity."`
	Role     string `enum:",supports,qualifies,contradicts" default:"" help:"What the passage does to the statement: supports, qualifies, contradicts." placeholder:"ROLE"`
	First    bool   `help:"Put it before the others." xor:"place"`
	After    string `help:"Put it behind this one, by identity." placeholder:"CITATION" xor:"place"`
	Delete   bool   `help:"Take the passage away from what it is cited for."`
}

func (citationCmd) Examples() []string {
	return []string{
		`articula citation rural.articula CITATION --role qualifies`,
		`articula citation rural.articula CITATION --first`,
		`articula citation rural.articula CITATION --delete`,
	}
}

func (c *citationCmd) Run(a *app) error {
	ids, err := identities(c.Citation)
	if err != nil {
		return err
	}
	r := engine.EditCitation{ID: ids[0]}
	if c.Role != "" {
		r.Role = &c.Role
	}
	switch {
	case c.First:
		r.After = &qda.ID{}
	case c.After != "":
		after, err := identities(c.After)
		if err != nil {
			return err
		}
		r.After = &after[0]
	}
	changes := r.Role != nil || r.After != nil
	if c.Delete && changes {
		return qda.E(qda.Invalid, "citation.delete_and_change", "A citation is changed or deleted, not both. Nothing was changed.")
	}
	return a.project(c.File, c.Coder, !changes && !c.Delete, func(p *engine.Project) error {
		if c.Delete {
			if err := p.RemoveCitations(a.ctx, ids); err != nil {
				return err
			}
			return a.print(removed{ids}, func() { a.say("Deleted.") })
		}
		if changes {
			if err := p.EditCitation(a.ctx, r); err != nil {
				return err
			}
		}
		x, err := p.Citation(a.ctx, ids[0])
		if err != nil {
			return err
		}
		return a.print(x, func() { a.showCitation(x) })
	})
}

func (a *app) showCitation(x engine.CitationView) {
	a.say("%-11s %s %s", x.Role, citedAs(x, 200), x.ID)
	for _, t := range x.Translations {
		a.showTranslation(t)
	}
}

// citedAs is a cited passage in a line: so much of its words, where they stand, and if
// nothing rests on them because their document is in the bin.
func citedAs(x engine.CitationView, length int) string {
	s := fmt.Sprintf("“%s” (%s)", oneLine(x.Quote, length), x.Document.Title)
	if x.Binned {
		s += " [in the bin]"
	}
	return s
}

// citations counts the passages on which something rests, and those in the bin beside them.
func citations(list []engine.CitationView) string {
	standing := len(engine.Standing(list))
	return citationsCounted(standing, len(list)-standing)
}

func citationsCounted(standing, binned int) string {
	s := plural(standing, "citation", "citations")
	if binned > 0 {
		s += fmt.Sprintf(" and %d in the bin", binned)
	}
	return s
}

// identities reads identities that other commands have given.
func identities(refs ...string) ([]qda.ID, error) {
	ids := make([]qda.ID, len(refs))
	for i, ref := range refs {
		id, err := qda.ParseID(ref)
		if err != nil {
			return nil, qda.E(qda.Invalid, "cli.identity", "{text} is not an identity. Other commands give them with --json.", "text", ref).Because(err)
		}
		ids[i] = id
	}
	return ids, nil
}
