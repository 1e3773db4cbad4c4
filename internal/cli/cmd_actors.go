package cli

import (
	"context"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// actorsCmd groups the register of actors and their coordination.
type actorsCmd struct {
	Show      actorsShow      `cmd:"" default:"withargs" help:"List the actors with their names."`
	Save      actorsSave      `cmd:"" help:"Add an actor, or change one."`
	Mentions  actorsMentions  `cmd:"" help:"Find where texts name actors; code the places."`
	Relations actorsRelations `cmd:"" help:"List who coordinates with whom."`
	Relate    actorsRelate    `cmd:"" help:"Record a coordination between two actors."`
	Relation  actorsRelation  `cmd:"" help:"Show, change or delete a coordination."`
	Bin       actorsBin       `cmd:"" help:"Put actors into the bin; coordinations and codings keep them."`
	Restore   actorsRestore   `cmd:"" help:"Fetch actors from the bin."`
	Merge     actorsMerge     `cmd:"" help:"Make one actor of several."`
	Network   actorsNetwork   `cmd:"" help:"Actor × actor, or the map as GraphML, SVG, PNG, CSV or XLSX."`
}

type actorsShow struct {
	onProject
	written
	Binned bool `help:"Those in the bin."`
}

func (actorsShow) Examples() []string {
	return []string{`articula actors show rural.articula`, `articula actors show rural.articula --out actors.xlsx`}
}

func (c *actorsShow) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		if c.Out != "" {
			done, err := p.ExportActors(a.ctx, c.Out, c.Binned, c.export())
			return a.exported(done, err, "actor", "actors")
		}
		actors := p.Actors
		if c.Binned {
			actors = p.BinnedActors
		}
		list, err := actors(a.ctx)
		if err != nil {
			return err
		}
		return printEach(a, list, func(x engine.ActorView) {
			names := joined(x.Names, func(n engine.ActorNameView) string { return n.Name })
			a.say("%-13s %s  %s", x.Kind, x.Name, bracketed(names))
		})
	})
}

type actorsSave struct {
	onProject
	Name     string   `arg:"" help:"The actor, by a name that it has, or the name of a new one."`
	Rename   string   `help:"Give it this name." placeholder:"NAME"`
	Kind     string   `help:"ministry, agency, programme, local_body, ngo, international or other." placeholder:"KIND"`
	Parent   string   `help:"The institution that it belongs to." placeholder:"ACTOR"`
	About    string   `help:"What it is." placeholder:"TEXT"`
	Called   []string `help:"Another name of it, as es:NAME; several may be given, and they replace those it has." placeholder:"LANG:NAME"`
	Acronyms []string `name:"acronym" help:"An acronym of it, likewise." placeholder:"ACRONYM"`
}

func (actorsSave) Examples() []string {
	return []string{`articula actors save rural.articula "Ministry of Water" --kind ministry --called "fr:Ministère de l’Eau" --acronym MoW`}
}

func (c *actorsSave) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.SaveActor{Name: orElse(c.Rename, c.Name), Kind: qda.ActorKind(c.Kind), Description: c.About}
		list, err := p.Actors(a.ctx)
		if err != nil {
			return err
		}
		if found, err := p.FindActor(a.ctx, c.Name); err == nil {
			for _, x := range list {
				if x.ID == found.ID {
					r.ID, r.Kind, r.Parent, r.Names = x.ID, qda.ActorKind(orElse(c.Kind, string(x.Kind))), x.Parent.ID, x.Names
					r.Name, r.Description = orElse(c.Rename, x.Name), orElse(c.About, x.Description)
				}
			}
		} else if qda.KindOf(err) != qda.NotFound {
			return err
		}
		if c.Parent != "" {
			parent, err := p.FindActor(a.ctx, c.Parent)
			if err != nil {
				return err
			}
			r.Parent = parent.ID
		}
		if len(c.Called)+len(c.Acronyms) > 0 {
			r.Names = nil
		}
		for _, n := range c.Called {
			lang, name, ok := strings.Cut(n, ":")
			if !ok || len(lang) != 2 {
				lang, name = "", n
			}
			r.Names = append(r.Names, engine.ActorNameView{Name: name, Lang: lang})
		}
		for _, n := range c.Acronyms {
			r.Names = append(r.Names, engine.ActorNameView{Name: n, Acronym: true})
		}
		v, err := p.SaveActor(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(v, func() { a.say("%s  %s", v.Name, v.ID) })
	})
}

type actorsMentions struct {
	onProject
	Actor   []string `help:"Only of this actor; several may be given." placeholder:"ACTOR"`
	Where   string   `help:"Only in turns or paragraphs that meet this condition." placeholder:"EXPR"`
	Uncoded bool     `help:"Only where no coding names the actor yet."`
	Code    string   `help:"Code the places with this code and the actor, as one action." placeholder:"CODE" xor:"what"`
	Extent  string   `enum:"match,sentence,paragraph" default:"sentence" help:"How much to code: the name, its sentence, or its turn or paragraph."`
	DryRun  bool     `help:"Only show what would be coded."`
	Refuse  bool     `help:"Remember that these places do not speak of the actor: they are not proposed again." xor:"what"`
	Refused bool     `help:"Show the places that were refused."`
	Restore bool     `help:"With --refused: take that back." xor:"what"`
}

func (actorsMentions) Examples() []string {
	return []string{
		`articula actors mentions rural.articula --actor STEIA`,
		`articula actors mentions rural.articula --actor STEIA --uncoded --code "External actors"`,
		`articula actors mentions rural.articula --actor STEIA --where kind:law --refuse`,
		`articula actors mentions rural.articula --refused --restore`,
	}
}

// mentionsResult is what the command gives.
type mentionsResult struct {
	Mentions []engine.Mention  `json:"mentions"`
	Coding   *engine.CodedHits `json:"coding,omitempty"`
	Refused  *int              `json:"refused,omitempty"`  // how many are refused now
	Restored *int              `json:"restored,omitempty"` // how many may be proposed again
}

func (c *actorsMentions) Run(a *app) error {
	return a.project(c.File, c.Coder, c.DryRun || c.Code == "" && !c.Refuse && !c.Restore, func(p *engine.Project) error {
		q := engine.MentionQuery{Where: c.Where, Uncoded: c.Uncoded, Refused: c.Refused || c.Restore}
		for _, name := range c.Actor {
			x, err := p.FindActor(a.ctx, name)
			if err != nil {
				return err
			}
			q.Actors = append(q.Actors, x.ID)
		}
		var out mentionsResult
		var err error
		if out.Mentions, err = p.Mentions(a.ctx, q); err != nil {
			return err
		}
		var places []engine.MentionPlace
		for _, m := range out.Mentions {
			places = append(places, engine.MentionPlace{HitPlace: engine.HitPlace{Document: m.Document.ID, Start: m.Start, End: m.End, Quote: m.Quote}, Actor: m.Actor.ID})
		}
		for _, what := range []struct {
			on   bool
			do   func(context.Context, []engine.MentionPlace) (int, error)
			done **int
		}{{c.Refuse, p.RefuseMentions, &out.Refused}, {c.Restore, p.RestoreMentions, &out.Restored}} {
			if !what.on || c.DryRun {
				continue
			}
			n, err := what.do(a.ctx, places)
			if err != nil {
				return err
			}
			*what.done = &n
		}
		if c.Code != "" && !c.DryRun && len(out.Mentions) > 0 {
			code, err := p.FindCode(a.ctx, c.Code)
			if err != nil {
				return err
			}
			r := engine.CodeMentions{Code: code.ID, Extent: engine.Extent(c.Extent), Mentions: places}
			done, err := p.CodeMentions(a.ctx, r)
			if err != nil {
				return err
			}
			out.Coding = &done
		}
		return a.print(out, func() {
			for _, m := range out.Mentions {
				a.say("%s  %d:%d  %s", m.Document.Title, m.Start, m.End, bracketed(m.Actor.Name))
				a.say("    %s", oneLine(m.Before+"«"+m.Quote+"»"+m.After, 300))
			}
			a.say("%s.", plural(len(out.Mentions), "mention", "mentions"))
			if out.Refused != nil {
				a.say("%s refused: not proposed again.", plural(*out.Refused, "place", "places"))
			}
			if out.Restored != nil {
				a.say("%s may be proposed again.", plural(*out.Restored, "place", "places"))
			}
			if out.Coding != nil {
				a.say("%s made, %d extended, %d were coded already.", plural(out.Coding.Coded, "coding", "codings"), out.Coding.Extended, out.Coding.Covered)
			}
		})
	})
}

// relationFilter selects coordinations.
type relationFilter struct {
	Case  string   `help:"In this case or one below it." placeholder:"CASE"`
	Actor string   `help:"Of this actor." placeholder:"ACTOR"`
	Facet []string `help:"With this facet, as level=local; several must all hold." placeholder:"F=V"`
}

func (c *relationFilter) filter(a *app, p *engine.Project) (engine.RelationFilter, error) {
	var f engine.RelationFilter
	if c.Case != "" {
		k, err := p.FindCase(a.ctx, c.Case)
		if err != nil {
			return f, err
		}
		f.Case = k.ID
	}
	if c.Actor != "" {
		x, err := p.FindActor(a.ctx, c.Actor)
		if err != nil {
			return f, err
		}
		f.Actor = x.ID
	}
	for _, text := range c.Facet {
		v, err := p.ParseFacet(a.ctx, text)
		if err != nil {
			return f, err
		}
		f.Facets = append(f.Facets, v)
	}
	return f, nil
}

type actorsRelations struct {
	onProject
	relationFilter
	written
}

func (actorsRelations) Examples() []string {
	return []string{
		`articula actors relations rural.articula --case "Latin America" --facet level=local --facet mechanism=informal`,
		`articula actors relations rural.articula --out coordination.csv`,
	}
}

func (c *actorsRelations) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f, err := c.filter(a, p)
		if err != nil {
			return err
		}
		if c.Out != "" {
			done, err := p.ExportRelations(a.ctx, c.Out, f, c.export())
			return a.exported(done, err, "coordination", "coordinations")
		}
		list, err := p.Relations(a.ctx, f)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, r := range list {
				a.showRelation(r)
			}
			a.say("%s.", plural(len(list), "coordination", "coordinations"))
		})
	})
}

type actorsRelate struct {
	onProject
	From     string   `arg:"" help:"The actor that coordinates."`
	To       string   `arg:"" help:"The actor with which it does."`
	Case     string   `help:"The case in which they do." placeholder:"CASE"`
	Strength int      `help:"1 weak, 2 medium, 3 strong." placeholder:"N"`
	Facet    []string `help:"Its level, mechanism, direction, as level=local." placeholder:"F=V"`
	Note     string   `help:"A note." placeholder:"TEXT"`
	Document string   `help:"Cite a passage: the document it stands in." placeholder:"D"`
	Quote    string   `help:"Cite a passage: its words." placeholder:"TEXT"`
}

func (actorsRelate) Examples() []string {
	return []string{`articula actors relate rural.articula STEIA PROSPERA --case "Mexico PROINPRO–PDP" --facet level=central --facet mechanism=formal --strength 1 --document minuta-steia.md --quote "Subcomité Técnico"`}
}

func (c *actorsRelate) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := (&relationFilter{Case: c.Case, Facet: c.Facet}).filter(a, p)
		if err != nil {
			return err
		}
		r := engine.SaveRelation{Case: f.Case, Facets: f.Facets, Strength: c.Strength, Note: c.Note}
		for _, end := range []struct {
			name string
			id   *qda.ID
		}{{c.From, &r.From}, {c.To, &r.To}} {
			x, err := p.FindActor(a.ctx, end.name)
			if err != nil {
				return err
			}
			*end.id = x.ID
		}
		if c.Quote != "" {
			d, span, err := (&place{Document: c.Document, Quote: c.Quote, Nth: 1}).find(a, p)
			if err != nil {
				return err
			}
			r.Citations = []engine.Cite{{Document: d, Start: span.Start, End: span.End}}
		}
		id, err := p.SaveRelation(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(map[string]string{"id": id.String()}, func() { a.say("%s → %s  %s", c.From, c.To, id) })
	})
}

type actorsNetwork struct {
	onProject
	relationFilter
	written
	Lang string `help:"Language of the names of actors, facets and values, and of the picture's own words: en, es, fr, pt." placeholder:"XX"`
}

func (actorsNetwork) Examples() []string {
	return []string{
		`articula actors network rural.articula --facet level=local`,
		`articula actors network rural.articula --out actors.graphml`,
		`articula actors network rural.articula --case Africa --out actors.svg --lang fr`,
		`articula actors network rural.articula --facet mechanism=informal --out actors.png`,
	}
}

func (c *actorsNetwork) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f, err := c.filter(a, p)
		if err != nil {
			return err
		}
		if c.Out != "" {
			done, err := p.ExportNetwork(a.ctx, c.Out, f, c.export(), c.Lang)
			return a.exported(done, err, "coordination", "coordinations")
		}
		n, err := p.ActorNetwork(a.ctx, f, c.Lang)
		if err != nil {
			return err
		}
		return a.print(n, func() {
			for _, e := range n.Edges {
				a.say("%s → %s: %s, %s [%s]", n.Nodes[e.From].Label, n.Nodes[e.To].Label, plural(len(e.Relations), "coordination", "coordinations"), plural(e.Citations, "citation", "citations"), strings.Join(append(append([]string{}, e.Levels...), e.Mechanisms...), ", "))
			}
			a.say("%s between %s; %d rest on a passage.", plural(n.Relations, "coordination", "coordinations"), plural(len(n.Nodes), "actor", "actors"), n.Cited)
		})
	})
}
