package cli

import (
	"strconv"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// place is a passage as the command line names it.
type place struct {
	Document string `required:"" help:"The document, by identity, title or file name." placeholder:"D"`
	Range    string `help:"The passage as code points, end exclusive: A:B." placeholder:"A:B" xor:"place"`
	Quote    string `help:"The passage by its words." placeholder:"TEXT" xor:"place"`
	Nth      int    `default:"1" help:"Which occurrence of the quote." placeholder:"N"`
}

// find resolves the passage.
func (c *place) find(a *app, p *engine.Project) (qda.ID, qda.Span, error) {
	d, err := p.FindDocument(a.ctx, c.Document)
	if err != nil {
		return d.ID, qda.Span{}, err
	}
	if c.Range != "" {
		span, err := parseRange(c.Range)
		return d.ID, span, err
	}
	if c.Quote == "" {
		return d.ID, qda.Span{}, qda.E(qda.Invalid, "cli.no_place", "Say which passage: --range A:B or --quote TEXT.")
	}
	span, n, err := p.FindSpan(a.ctx, d.ID, c.Quote, c.Nth)
	if err == nil && n > 1 {
		a.note("The quote occurs %d times; this is occurrence %d.", n, c.Nth)
	}
	return d.ID, span, err
}

func parseRange(s string) (qda.Span, error) {
	from, to, ok := strings.Cut(s, ":")
	start, err1 := strconv.Atoi(strings.TrimSpace(from))
	end, err2 := strconv.Atoi(strings.TrimSpace(to))
	if !ok || err1 != nil || err2 != nil {
		return qda.Span{}, qda.E(qda.Invalid, "cli.range", "{range} is not a range of positions. Write it as START:END, in characters, end exclusive.", "range", s)
	}
	return qda.Span{Start: start, End: end}, nil
}

// codingRow is a coding in JSON: identities, positions in code points, end exclusive.
type codingRow struct {
	ID       qda.ID              `json:"id"`
	Document qda.ID              `json:"document"`
	Code     qda.ID              `json:"code"`
	CodePath string              `json:"code_path"`
	Start    int                 `json:"start"`
	End      int                 `json:"end"`
	Quote    string              `json:"quote"`
	Coder    string              `json:"coder"`
	Round    string              `json:"round"`
	Facets   map[string][]string `json:"facets"`
	Weight   int                 `json:"weight"`
	Memos    int                 `json:"memos"`
	Created  string              `json:"created"`
	// Unverified is how many translations of it a resize made drafts again.
	Unverified int `json:"unverified,omitempty"`
}

// rows names what codings refer to.
func (a *app) rows(p *engine.Project, list []engine.CodingView) ([]codingRow, error) {
	info, err := p.Info(a.ctx)
	if err != nil {
		return nil, err
	}
	name := map[qda.ID]string{}
	for _, c := range info.Coders {
		name[c.ID] = c.Name
	}
	for _, r := range info.Rounds {
		name[r.ID] = r.Label
	}
	out := []codingRow{}
	for _, v := range list {
		code, err := p.Code(a.ctx, v.Code)
		if err != nil {
			return nil, err
		}
		row := codingRow{ID: v.ID, Document: v.Document, Code: v.Code, CodePath: code.Path, Start: v.Start, End: v.End, Quote: v.Quote, Coder: name[v.Coder], Round: name[v.Round], Facets: map[string][]string{}, Weight: v.Weight, Memos: v.Memos, Created: v.CreatedAt, Unverified: v.Unverified}
		for _, f := range v.Facets {
			row.Facets[f.Name] = append(row.Facets[f.Name], f.Meaning)
		}
		out = append(out, row)
	}
	return out, nil
}

// showCodings prints codings: one as an object, several as a list.
func (a *app) showCodings(p *engine.Project, list []engine.CodingView, single bool) error {
	rows, err := a.rows(p, list)
	if err != nil {
		return err
	}
	var v any = rows
	if single && len(rows) == 1 {
		v = rows[0]
	}
	return a.print(v, func() {
		for _, r := range rows {
			a.say("%s  %d:%d  %s  “%s”", r.ID, r.Start, r.End, r.CodePath, oneLine(r.Quote, 80))
			if r.Unverified > 0 {
				a.say("    %s again: the words have changed.", plural(r.Unverified, "verified translation is a draft", "verified translations are drafts"))
			}
		}
	})
}

type codeCmd struct {
	onProject
	place
	Code    []string `help:"The code, by identity, path or name; may be given several times." placeholder:"C"`
	New     []string `name:"new" sep:"none" help:"A code that is made with it, by its path from the top, as Savings/Village banks; what stands of the path is taken." placeholder:"PATH"`
	Round   string   `help:"The round, by name; begun if it is not there. Without it: the latest." placeholder:"R"`
	Facet   []string `help:"A facet of the coding, as level=local; may be given several times." placeholder:"F=V"`
	Memo    string   `help:"A memo on the coding." placeholder:"TEXT"`
	Weight  int      `help:"How important it is, 1 to 100." placeholder:"N"`
	Overlap string   `enum:"refuse,extend,separate" default:"refuse" help:"Where you have the same code on words that overlap or touch these: refuse, extend that coding, or make a separate one."`
}

func (codeCmd) Examples() []string {
	return []string{
		`articula code rural.articula --document interview-woreda-expert.txt --code "Working groups and committees" --quote "Once a month the steering committee sits." --facet level=local --facet mechanism=formal --coder "Coder A" --round "Round 3"`,
		`articula code rural.articula --document interview-woreda-expert.txt --code Services --code NGOs --range 222:280 --coder "Coder A" --json`,
		`articula code rural.articula --document interview-woreda-expert.txt --new "Savings/Village banks" --range 222:280 --coder "Coder A"`,
	}
}

func (c *codeCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		document, span, err := c.find(a, p)
		if err != nil {
			return err
		}
		codes, err := codesNamed(a, p, c.Code)
		if err != nil {
			return err
		}
		r := engine.AddCodings{Document: document, Span: span, Codes: codes, Memo: c.Memo, Weight: c.Weight, NewRound: c.Round}
		for _, path := range c.New {
			r.New = append(r.New, engine.NewCode{Names: engine.PathNames(path)})
		}
		if c.Overlap != "refuse" {
			r.Overlap = engine.Overlap(c.Overlap)
		}
		if r.Facets, err = facetsNamed(a, p, c.Facet); err != nil {
			return err
		}
		list, err := p.AddCodings(a.ctx, r)
		if e := qda.AsError(err); err != nil && e.Code == "coding.overlaps" {
			offered := *e
			offered.Text += " (--overlap extend or --overlap separate)"
			return &offered
		}
		if err != nil {
			return err
		}
		return a.showCodings(p, list, len(c.Code)+len(c.New) == 1)
	})
}

// facetsNamed resolves values of facets.
func facetsNamed(a *app, p *engine.Project, refs []string) ([]engine.FacetValue, error) {
	var out []engine.FacetValue
	for _, ref := range refs {
		v, err := p.ParseFacet(a.ctx, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// parseIDs reads identities.
func parseIDs(refs []string) ([]qda.ID, error) {
	var ids []qda.ID
	for _, ref := range refs {
		id, err := qda.ParseID(ref)
		if err != nil {
			return nil, qda.E(qda.Invalid, "cli.identity", "{text} is not an identity. The segments command lists the identities of codings.", "text", ref).Because(err)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// removed is what commands give that take things away.
type removed struct {
	IDs []qda.ID `json:"removed"`
}

type uncodeCmd struct {
	onProject
	IDs []string `arg:"" name:"coding" help:"The codings, by identity."`
}

func (uncodeCmd) Examples() []string {
	return []string{
		`articula uncode rural.articula CODING --coder "Coder A"`,
	}
}

func (c *uncodeCmd) Run(a *app) error {
	ids, err := parseIDs(c.IDs)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		if err := p.RemoveCodings(a.ctx, ids); err != nil {
			return err
		}
		return a.print(removed{ids}, func() { a.say("%s taken away.", plural(len(ids), "coding", "codings")) })
	})
}

type resizeCmd struct {
	onProject
	ID    string `arg:"" name:"coding" help:"The coding, by identity."`
	Range string `required:"" help:"The new ends as code points, end exclusive: A:B." placeholder:"A:B"`
}

func (resizeCmd) Examples() []string {
	return []string{
		`articula resize rural.articula CODING --range 10:60 --coder "Coder A"`,
	}
}

func (c *resizeCmd) Run(a *app) error {
	ids, err := parseIDs([]string{c.ID})
	if err != nil {
		return err
	}
	span, err := parseRange(c.Range)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v, err := p.ResizeCoding(a.ctx, ids[0], span)
		if err != nil {
			return err
		}
		return a.showCodings(p, []engine.CodingView{v}, true)
	})
}

type recodeCmd struct {
	onProject
	IDs    []string `arg:"" name:"coding" help:"The codings, by identity."`
	Code   string   `required:"" help:"The code they shall have." placeholder:"C" xor:"code"`
	New    string   `required:"" help:"Make a code of this name for them instead, in the same step." placeholder:"NAME" xor:"code"`
	Parent string   `help:"With new: the code under which it stands." placeholder:"C"`
}

func (recodeCmd) Examples() []string {
	return []string{
		`articula recode rural.articula CODING --code "Information exchange" --coder "Coder A"`,
		`articula recode rural.articula CODING --new "Old staff" --parent "Staff" --coder "Coder A"`,
	}
}

func (c *recodeCmd) Run(a *app) error {
	ids, err := parseIDs(c.IDs)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		if c.New != "" {
			r := engine.SplitCode{Codings: ids, Name: c.New}
			if c.Parent != "" {
				parent, err := p.FindCode(a.ctx, c.Parent)
				if err != nil {
					return err
				}
				r.Parent = parent.ID
			}
			list, err := p.SplitCode(a.ctx, r)
			if err != nil {
				return err
			}
			return a.showCodings(p, list, false)
		}
		code, err := p.FindCode(a.ctx, c.Code)
		if err != nil {
			return err
		}
		list, err := p.RecodeCodings(a.ctx, ids, code.ID)
		if err != nil {
			return err
		}
		return a.showCodings(p, list, false)
	})
}

type facetCmd struct {
	onProject
	IDs []string `arg:"" name:"coding" help:"The codings, by identity."`
	Set []string `help:"Set this value, as level=local; may be given several times." placeholder:"F=V"`
	Off []string `help:"Take this value away; may be given several times." placeholder:"F=V"`
}

func (facetCmd) Examples() []string {
	return []string{
		`articula facet rural.articula CODING --set level=central --off mechanism=formal --coder "Coder A"`,
	}
}

func (c *facetCmd) Run(a *app) error {
	ids, err := parseIDs(c.IDs)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		give, err := facetsNamed(a, p, c.Set)
		if err != nil {
			return err
		}
		take, err := facetsNamed(a, p, c.Off)
		if err != nil {
			return err
		}
		if len(give)+len(take) == 0 {
			return qda.E(qda.Invalid, "cli.no_facet", "Say which facet: --set level=local or --off level=local.")
		}
		list, err := p.ChangeFacets(a.ctx, ids, give, take)
		if err != nil {
			return err
		}
		return a.showCodings(p, list, false)
	})
}

type weighCmd struct {
	onProject
	ID     string `arg:"" name:"coding" help:"The coding, by identity."`
	Weight int    `arg:"" help:"How important it is, 1 to 100; 0 for no weight."`
}

// weighed is what the weigh command gives.
type weighed struct {
	ID     qda.ID `json:"id"`
	Weight int    `json:"weight"`
}

func (weighCmd) Examples() []string {
	return []string{
		`articula weigh rural.articula CODING 80 --coder "Coder A"`,
	}
}

func (c *weighCmd) Run(a *app) error {
	ids, err := parseIDs([]string{c.ID})
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		if err := p.WeighCoding(a.ctx, ids[0], c.Weight); err != nil {
			return err
		}
		return a.print(weighed{ids[0], c.Weight}, func() { a.say("%s  weight %d", ids[0], c.Weight) })
	})
}

type inVivoCmd struct {
	onProject
	place
	Parent string `help:"The code that the new one lies under." placeholder:"CODE"`
	Round  string `help:"The round, by name." placeholder:"R"`
}

func (inVivoCmd) Examples() []string {
	return []string{
		`articula in-vivo rural.articula --document interview-woreda-expert.txt --quote "save five birr a week" --parent "Synergies and outcomes" --coder "Coder A"`,
	}
}

func (c *inVivoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		document, span, err := c.find(a, p)
		if err != nil {
			return err
		}
		r := engine.InVivo{Document: document, Span: span, NewRound: c.Round}
		if err := codesInto(a, p, optional{c.Parent, &r.Parent}); err != nil {
			return err
		}
		_, v, err := p.CodeInVivo(a.ctx, r)
		if err != nil {
			return err
		}
		return a.showCodings(p, []engine.CodingView{v}, true)
	})
}
