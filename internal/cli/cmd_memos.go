package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type memosCmd struct {
	onProject
	On        string `help:"Only those on a project, document, case, code, coding, actor or cell; free: on nothing." placeholder:"WHAT"`
	ID        string `help:"Only those on the thing of this identity; of a coding also those on another coding that refer to it as [[coding:ID]]." placeholder:"ID"`
	Kind      string `help:"Only those of this kind." placeholder:"KIND"`
	By        string `help:"Only those that this coder wrote." placeholder:"NAME"`
	Words     string `help:"Only those with all of these words." placeholder:"WORDS"`
	Out       string `help:"Write them to a file instead: .md, .docx, .html, .csv, .xlsx, .json or .jsonl." type:"path" placeholder:"PATH"`
	BOM       bool   `name:"bom" help:"Begin CSV with a byte order mark, for Excel."`
	Semicolon bool   `help:"Separate CSV by semicolons, for Excel where decimals have a comma."`
}

func (memosCmd) Examples() []string {
	return []string{
		`articula memos rural.articula`,
		`articula memos rural.articula --on code --json`,
		`articula memos rural.articula --by "Coder A" --out memos.docx`,
	}
}

func (c *memosCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f := engine.MemoFilter{On: c.On, Kind: c.Kind, Words: c.Words}
		if c.By != "" {
			id, err := coderNamed(a, p, c.By)
			if err != nil {
				return err
			}
			f.Coder = id
		}
		if c.ID != "" {
			ids, err := parseIDs([]string{c.ID})
			if err != nil {
				return err
			}
			f.OnID = ids[0]
		}
		if c.Out != "" {
			format := strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Out), "."))
			done, err := p.ExportMemos(a.ctx, c.Out, engine.ExportMemos{Format: format, Filter: f, BOM: c.BOM, Semicolon: c.Semicolon})
			if err != nil {
				return err
			}
			return a.print(done, func() { a.say("%s in %s", plural(done.Rows, "memo", "memos"), done.Path) })
		}
		list, err := p.Memos(a.ctx, f)
		if err != nil {
			return err
		}
		return printEach(a, list, func(m engine.MemoView) {
			a.say("%s", strings.TrimSpace(fmt.Sprintf("%s  %s  %s  %s", m.ChangedAt, m.Coder.Name, strings.TrimSpace(m.On+" "+m.OnName), m.Title)))
			a.say("    %s", strings.ReplaceAll(engine.SayMemo(m), "\n", "\n    "))
		})
	})
}

type memoCmd struct {
	onProject
	ID       string  `help:"Change the memo of this identity instead of writing a new one." placeholder:"ID"`
	Delete   bool    `help:"Delete it."`
	Title    *string `help:"Its title." placeholder:"T"`
	Text     *string `help:"Its text; - reads it from standard input. [[code:ID]] refers to a code, and so do document, case, coding and memo." placeholder:"TEXT"`
	Kind     *string `help:"Its kind: note, method, theory, question, summary or a word of your own." placeholder:"KIND"`
	Document string  `help:"On this document." placeholder:"D" xor:"on"`
	Case     string  `help:"On this case." placeholder:"NAME" xor:"on"`
	Code     string  `help:"On this code." placeholder:"C" xor:"on"`
	Coding   string  `help:"On this coding." placeholder:"ID" xor:"on"`
	Project  bool    `help:"On the project." xor:"on"`
}

func (memoCmd) Examples() []string {
	return []string{
		`articula memo rural.articula --title "To ask again" --text "Who pays for the fuel?" --document interview-woreda-expert.txt --coder "Coder A"`,
		`articula memo rural.articula --id MEMO --text - --coder "Coder A" --json`,
		`articula memo rural.articula --id MEMO --delete --coder "Coder A"`,
	}
}

func (c *memoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		var r engine.SaveMemo
		if c.ID != "" {
			old, err := memoWith(a, p, c.ID)
			if err != nil {
				return err
			}
			if c.Delete {
				if err := p.RemoveMemo(a.ctx, old.ID); err != nil {
					return err
				}
				return a.print(removed{[]qda.ID{old.ID}}, func() { a.say("Deleted.") })
			}
			r = engine.SaveMemo{ID: old.ID, Kind: old.Kind, Title: old.Title, Body: old.Body, On: old.On, OnID: old.OnID}
		} else if err := c.target(a, p, &r); err != nil {
			return err
		}
		for field, flag := range map[*string]*string{&r.Kind: c.Kind, &r.Title: c.Title, &r.Body: c.Text} {
			if flag != nil {
				*field = *flag
			}
		}
		if c.Text != nil && *c.Text == "-" {
			b, err := io.ReadAll(a.In)
			if err != nil {
				return err
			}
			r.Body = string(b)
		}
		m, err := p.SaveMemo(a.ctx, r)
		if err != nil {
			return err
		}
		return a.print(m, func() { a.say("%s  %s", m.ID, oneLine(m.Title+" "+m.Body, 80)) })
	})
}

// memoWith finds the memo of an identity.
func memoWith(a *app, p *engine.Project, ref string) (engine.MemoView, error) {
	ids, err := parseIDs([]string{ref})
	if err != nil {
		return engine.MemoView{}, err
	}
	list, err := p.Memos(a.ctx, engine.MemoFilter{})
	if err != nil {
		return engine.MemoView{}, err
	}
	for _, m := range list {
		if m.ID == ids[0] {
			return m, nil
		}
	}
	return engine.MemoView{}, qda.E(qda.NotFound, "memo.gone", "The memo {memo} is not in the project (any more).", "memo", ref)
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
