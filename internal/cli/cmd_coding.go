package cli

import (
	"fmt"
	"io"
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
	Memos    int                 `json:"memos"`
	Created  string              `json:"created"`
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
		row := codingRow{ID: v.ID, Document: v.Document, Code: v.Code, CodePath: code.Path, Start: v.Start, End: v.End, Quote: v.Quote, Coder: name[v.Coder], Round: name[v.Round], Facets: map[string][]string{}, Memos: v.Memos, Created: v.CreatedAt}
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
		}
	})
}

func oneLine(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

type codeCmd struct {
	file
	worker
	output
	place
	Code    []string `required:"" help:"The code, by identity, path or name; may be given several times." placeholder:"C"`
	Round   string   `help:"The round, by name; begun if it is not there. Without it: the latest." placeholder:"R"`
	Facet   []string `help:"A facet of the coding, as level=local; may be given several times." placeholder:"F=V"`
	Memo    string   `help:"A memo on the coding." placeholder:"TEXT"`
	Weight  int      `help:"How important it is, 1 to 100." placeholder:"N"`
	Overlap string   `enum:"refuse,extend,separate" default:"refuse" help:"Where you have the same code on words that overlap or touch these: refuse, extend that coding, or make a separate one."`
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
		r := engine.AddCodings{Document: document, Span: span, Codes: codes, Memo: c.Memo, Weight: c.Weight}
		if c.Overlap != "refuse" {
			r.Overlap = engine.Overlap(c.Overlap)
		}
		for _, f := range c.Facet {
			v, err := p.ParseFacet(a.ctx, f)
			if err != nil {
				return err
			}
			r.Facets = append(r.Facets, v)
		}
		if c.Round != "" {
			round, err := p.RoundNamed(a.ctx, c.Round)
			if err != nil {
				return err
			}
			r.Round = round.ID
		}
		list, err := p.AddCodings(a.ctx, r)
		if err != nil {
			return err
		}
		return a.showCodings(p, list, len(c.Code) == 1)
	})
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

type uncodeCmd struct {
	file
	worker
	output
	IDs []string `arg:"" name:"coding" help:"The codings, by identity."`
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
		return a.print(map[string]any{"removed": ids}, func() { a.say("%s taken away.", plural(len(ids), "coding", "codings")) })
	})
}

type resizeCmd struct {
	file
	worker
	output
	ID    string `arg:"" name:"coding" help:"The coding, by identity."`
	Range string `required:"" help:"The new ends as code points, end exclusive: A:B." placeholder:"A:B"`
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
	file
	worker
	output
	IDs  []string `arg:"" name:"coding" help:"The codings, by identity."`
	Code string   `required:"" help:"The code they shall have." placeholder:"C"`
}

func (c *recodeCmd) Run(a *app) error {
	ids, err := parseIDs(c.IDs)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
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
	file
	worker
	output
	IDs []string `arg:"" name:"coding" help:"The codings, by identity."`
	Set []string `help:"Set this value, as level=local; may be given several times." placeholder:"F=V"`
	Off []string `help:"Take this value away; may be given several times." placeholder:"F=V"`
}

func (c *facetCmd) Run(a *app) error {
	ids, err := parseIDs(c.IDs)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		var list []engine.CodingView
		for on, values := range map[bool][]string{true: c.Set, false: c.Off} {
			for _, text := range values {
				v, err := p.ParseFacet(a.ctx, text)
				if err != nil {
					return err
				}
				if list, err = p.SetFacets(a.ctx, ids, v, on); err != nil {
					return err
				}
			}
		}
		if list == nil {
			return qda.E(qda.Invalid, "cli.no_facet", "Say which facet: --set level=local or --off level=local.")
		}
		return a.showCodings(p, list, false)
	})
}

type inVivoCmd struct {
	file
	worker
	output
	place
	Parent string `help:"The code that the new one lies under." placeholder:"CODE"`
	Round  string `help:"The round, by name." placeholder:"R"`
}

func (c *inVivoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		document, span, err := c.find(a, p)
		if err != nil {
			return err
		}
		r := engine.InVivo{Document: document, Span: span}
		if c.Parent != "" {
			parent, err := p.FindCode(a.ctx, c.Parent)
			if err != nil {
				return err
			}
			r.Parent = parent.ID
		}
		if c.Round != "" {
			round, err := p.RoundNamed(a.ctx, c.Round)
			if err != nil {
				return err
			}
			r.Round = round.ID
		}
		_, v, err := p.CodeInVivo(a.ctx, r)
		if err != nil {
			return err
		}
		return a.showCodings(p, []engine.CodingView{v}, true)
	})
}

type memosCmd struct {
	file
	worker
	output
	On   string `help:"Only those on a project, document, case, code, coding, actor or cell." placeholder:"WHAT"`
	ID   string `help:"Only those on the thing of this identity." placeholder:"ID"`
	Kind string `help:"Only those of this kind." placeholder:"KIND"`
}

func (c *memosCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f := engine.MemoFilter{On: c.On, Kind: c.Kind}
		if c.ID != "" {
			ids, err := parseIDs([]string{c.ID})
			if err != nil {
				return err
			}
			f.OnID = ids[0]
		}
		list, err := p.Memos(a.ctx, f)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, m := range list {
				a.say("%s  %s  %s  %s", m.ChangedAt, m.Coder.Name, strings.TrimSpace(m.On+" "+m.OnName), m.Title)
				a.say("    %s", strings.ReplaceAll(m.Body, "\n", "\n    "))
			}
		})
	})
}

type memoCmd struct {
	file
	worker
	output
	ID       string `help:"Change the memo of this identity instead of writing a new one." placeholder:"ID"`
	Delete   bool   `help:"Delete it."`
	Title    string `help:"Its title." placeholder:"T"`
	Text     string `help:"Its text; - reads it from standard input." placeholder:"TEXT"`
	Kind     string `help:"Its kind: note, method, theory, question, summary or a word of your own." placeholder:"KIND"`
	Document string `help:"On this document." placeholder:"D" xor:"on"`
	Case     string `help:"On this case." placeholder:"NAME" xor:"on"`
	Code     string `help:"On this code." placeholder:"C" xor:"on"`
	Coding   string `help:"On this coding." placeholder:"ID" xor:"on"`
	Project  bool   `help:"On the project." xor:"on"`
}

func (c *memoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		r := engine.SaveMemo{Kind: c.Kind, Title: c.Title, Body: c.Text}
		if c.Text == "-" {
			b, err := io.ReadAll(a.In)
			if err != nil {
				return err
			}
			r.Body = string(b)
		}
		if c.ID != "" {
			ids, err := parseIDs([]string{c.ID})
			if err != nil {
				return err
			}
			if c.Delete {
				if err := p.RemoveMemo(a.ctx, ids[0]); err != nil {
					return err
				}
				return a.print(map[string]any{"removed": ids}, func() { a.say("Deleted.") })
			}
			r.ID = ids[0]
		} else if err := c.target(a, p, &r); err != nil {
			return err
		}
		m, err := p.SaveMemo(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(m, func() { a.say("%s  %s", m.ID, fmt.Sprint(oneLine(m.Title+" "+m.Body, 80))) })
	})
}

func (c *memoCmd) target(a *app, p *engine.Project, r *engine.SaveMemo) error {
	switch {
	case c.Document != "":
		d, err := p.FindDocument(a.ctx, c.Document)
		r.On, r.OnID = "document", d.ID
		return err
	case c.Case != "":
		k, err := p.FindCase(a.ctx, c.Case)
		r.On, r.OnID = "case", k.ID
		return err
	case c.Code != "":
		k, err := p.FindCode(a.ctx, c.Code)
		r.On, r.OnID = "code", k.ID
		return err
	case c.Coding != "":
		ids, err := parseIDs([]string{c.Coding})
		if err != nil {
			return err
		}
		r.On, r.OnID = "coding", ids[0]
	case c.Project:
		info, err := p.Info(a.ctx)
		r.On, r.OnID = "project", info.ID
		return err
	}
	return nil
}
