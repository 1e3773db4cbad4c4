package cli

import (
	"strconv"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type linksCmd struct {
	onProject
	Kind     string `enum:",supports,contradicts,implements,refers_to" default:"" help:"Only those of this kind: supports, contradicts, implements, refers_to." placeholder:"KIND"`
	Document string `help:"Only those that begin or end in this document." placeholder:"D"`
	By       string `help:"Only those that this coder made." placeholder:"NAME"`
	Context  int    `help:"So many characters around each passage (JSON only)." placeholder:"N"`
}

func (linksCmd) Examples() []string {
	return []string{
		`articula links rural.articula`,
		`articula links rural.articula --kind contradicts --json`,
	}
}

func (c *linksCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f := engine.LinkFilter{Kind: c.Kind, Context: c.Context}
		if c.Document != "" {
			d, err := p.FindDocument(a.ctx, c.Document)
			if err != nil {
				return err
			}
			f.Document = d.ID
		}
		if c.By != "" {
			id, err := coderNamed(a, p, c.By)
			if err != nil {
				return err
			}
			f.Coder = id
		}
		list, err := p.Links(a.ctx, f)
		if err != nil {
			return err
		}
		return printEach(a, list, a.showLink)
	})
}

type linkCmd struct {
	onProject
	Link   string  `help:"Change the link of this identity instead of making one." placeholder:"ID"`
	From   string  `help:"Where it begins: a coding's identity, or DOCUMENT:START:END." placeholder:"PASSAGE"`
	To     string  `help:"Where it ends, in the same way." placeholder:"PASSAGE"`
	Kind   string  `enum:",supports,contradicts,implements,refers_to" default:"" help:"What the first passage does to the second: supports, contradicts, implements, refers_to." placeholder:"KIND"`
	Note   *string `help:"A note." placeholder:"TEXT"`
	Delete bool    `help:"Delete the link of --link."`
}

func (linkCmd) Examples() []string {
	return []string{
		`articula link rural.articula --from ley-sistema-victimas.md:0:40 --to CODING --kind contradicts --note "said otherwise" --coder "Coder A"`,
		`articula link rural.articula --link LINK --kind supports --coder "Coder A"`,
		`articula link rural.articula --link LINK --delete --coder "Coder A"`,
	}
}

func (c *linkCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.SaveLink{Kind: c.Kind}
		if c.Link != "" {
			old, err := linkWith(a, p, c.Link)
			if err != nil {
				return err
			}
			if c.Delete {
				if err := p.RemoveLinks(a.ctx, []qda.ID{old.ID}); err != nil {
					return err
				}
				return a.print(removed{[]qda.ID{old.ID}}, func() { a.say("Deleted.") })
			}
			r.ID, r.Kind, r.Note = old.ID, orElse(c.Kind, old.Kind), old.Note
		} else if c.From == "" || c.To == "" || c.Kind == "" {
			return qda.E(qda.Invalid, "cli.link", "A link needs --from, --to and --kind. Nothing was changed.")
		}
		for ref, end := range map[*string]*engine.LinkEnd{&c.From: &r.From, &c.To: &r.To} {
			if *ref == "" {
				continue
			}
			at, err := passageNamed(a, p, *ref)
			if err != nil {
				return err
			}
			*end = at
		}
		if c.Note != nil {
			r.Note = *c.Note
		}
		l, err := p.SaveLink(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(l, func() { a.showLink(l) })
	})
}

// passageNamed reads a coding's identity or DOCUMENT:START:END.
func passageNamed(a *app, p *engine.Project, ref string) (engine.LinkEnd, error) {
	if id, err := qda.ParseID(ref); err == nil {
		return engine.LinkEnd{Coding: id}, nil
	}
	parts := strings.Split(ref, ":")
	if n := len(parts); n >= 3 {
		start, bad := strconv.Atoi(parts[n-2])
		end, worse := strconv.Atoi(parts[n-1])
		if bad == nil && worse == nil {
			d, err := p.FindDocument(a.ctx, strings.Join(parts[:n-2], ":"))
			return engine.LinkEnd{Document: d.ID, Start: start, End: end}, err
		}
	}
	return engine.LinkEnd{}, qda.E(qda.Invalid, "cli.passage", "{text} does not name a passage. Write a coding's identity, or DOCUMENT:START:END in characters of the text.", "text", ref)
}

// linkWith finds the link of an identity.
func linkWith(a *app, p *engine.Project, ref string) (engine.LinkView, error) {
	ids, err := identities(ref)
	if err != nil {
		return engine.LinkView{}, err
	}
	list, err := p.Links(a.ctx, engine.LinkFilter{})
	if err != nil {
		return engine.LinkView{}, err
	}
	for _, l := range list {
		if l.ID == ids[0] {
			return l, nil
		}
	}
	return engine.LinkView{}, qda.E(qda.NotFound, "link.gone", "The link {link} is not in the project (any more).", "link", ref)
}

func (a *app) showLink(l engine.LinkView) {
	a.say("“%s” (%s) %s “%s” (%s)%s  %s", oneLine(l.From.Quote, 100), l.From.Document.Title, strings.ReplaceAll(l.Kind, "_", " "), oneLine(l.To.Quote, 100), l.To.Document.Title, prefixed("  ", l.Note), l.ID)
}
