package cli

import (
	"strings"
	"time"

	"articula/internal/engine"
	"articula/internal/qda"
)

type logCmd struct {
	onProject
	By       string `help:"Only what this coder did." placeholder:"NAME"`
	Since    string `help:"Only from this time on (RFC 3339 or a day)." placeholder:"TIME"`
	Until    string `help:"Only before this time." placeholder:"TIME"`
	Kind     string `help:"Only actions of this kind, as coding.add, or of a whole area, as coding.; several with commas." placeholder:"KIND"`
	Document string `help:"Only what touched the header of this document." placeholder:"D" xor:"thing"`
	Code     string `help:"Only what touched this code." placeholder:"C" xor:"thing"`
	Codings  bool   `help:"With --document or --code: also what touched codings that lie there."`
	Coding   string `help:"Only what touched the coding of this identity." placeholder:"ID" xor:"thing"`
	Before   int    `help:"Only actions before the one of this number: for turning pages." placeholder:"SEQ"`
	Limit    int    `help:"At most so many, the latest." placeholder:"N"`
	Oldest   bool   `help:"The oldest instead of the latest, and in that order."`
	Changes  bool   `help:"With every field before and after (JSON only)."`
}

func (logCmd) Examples() []string {
	return []string{
		"articula log rural.articula --limit 20",
		`articula log rural.articula --by "Coder B" --since 2020-01-01 --limit 5`,
		`articula log rural.articula --code "Technical design > Targeting" --changes --json`,
	}
}

func (c *logCmd) Run(a *app) error {
	since, err := parseTime(c.Since)
	if err != nil {
		return err
	}
	until, err := parseTime(c.Until)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f := engine.HistoryFilter{Since: since, Until: until, Kind: c.Kind, Before: c.Before, Limit: c.Limit, Oldest: c.Oldest, Changes: c.Changes && a.json}
		if c.By != "" {
			id, err := coderNamed(a, p, c.By)
			if err != nil {
				return err
			}
			f.Coder = id
		}
		if err := c.thing(a, p, &f); err != nil {
			return err
		}
		list, err := p.History(a.ctx, f)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for i := range list {
				e := list[i]
				if !c.Oldest { // people read downwards
					e = list[len(list)-1-i]
				}
				undone := ""
				if e.Undone {
					undone = "  (taken back)"
				}
				a.say("%5d  %s  %s %s%s", e.Seq, e.At, e.Coder.Name, e.Sentence, undone)
			}
		})
	})
}

// parseTime reads a day, which begins at midnight UTC, or a time.
func parseTime(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339Nano} {
		if t, err := time.Parse(layout, s); err == nil {
			return qda.FormatTime(t), nil
		}
	}
	return "", qda.E(qda.Invalid, "cli.time", "{time} is not a time. Write a day as 2026-11-25, or a time as 2026-11-25T15:04:05Z.", "time", s)
}

// thing resolves what the actions must have touched.
func (c *logCmd) thing(a *app, p *engine.Project, f *engine.HistoryFilter) error {
	switch {
	case c.Document != "":
		d, err := p.FindDocument(a.ctx, c.Document)
		f.Entity, f.ID, f.Codings = "document", d.ID, c.Codings
		return err
	case c.Code != "":
		k, err := p.FindCode(a.ctx, c.Code)
		f.Entity, f.ID, f.Codings = "code", k.ID, c.Codings
		return err
	case c.Coding != "":
		ids, err := parseIDs([]string{c.Coding})
		if err != nil {
			return err
		}
		f.Entity, f.ID = "coding", ids[0]
	}
	return nil
}

func coderNamed(a *app, p *engine.Project, name string) (qda.ID, error) {
	info, err := p.Info(a.ctx)
	if err != nil {
		return qda.ID{}, err
	}
	for _, c := range info.Coders {
		if strings.EqualFold(c.Name, name) || strings.EqualFold(c.Initials, name) || c.ID.String() == name {
			return c.ID, nil
		}
	}
	return qda.ID{}, qda.E(qda.NotFound, "coder.unknown", "There is no coder {coder}. The project has {choices}.", "coder", name, "choices", joined(info.Coders, func(c engine.CoderView) string { return c.Name }))
}

// undoResult, redoResult and revertResult are what these commands give.
type (
	undoResult struct {
		Undone string `json:"undone"`
	}
	redoResult struct {
		Redone string `json:"redone"`
	}
	revertResult struct {
		Reverted string `json:"reverted"`
	}
)

type undoCmd struct {
	onProject
	DryRun bool `help:"Only say what would be taken back, and what redo would do."`
}

func (undoCmd) Examples() []string {
	return []string{
		`articula undo rural.articula --coder "Coder A"`,
		`articula undo rural.articula --coder "Coder A" --dry-run --json`,
	}
}

func (c *undoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, c.DryRun, func(p *engine.Project) error {
		if c.DryRun {
			s, err := p.UndoState(a.ctx)
			if err != nil {
				return err
			}
			return a.print(s, func() { a.say("undo  %s\nredo  %s", orDash(s.Undo), orDash(s.Redo)) })
		}
		what, err := p.Undo(a.ctx)
		if err != nil {
			return err
		}
		return a.print(undoResult{strings.TrimPrefix(what, "took back: ")}, func() { a.say("%s", what) })
	})
}

type redoCmd struct {
	onProject
}

func (redoCmd) Examples() []string {
	return []string{`articula redo rural.articula --coder "Coder A"`}
}

func (c *redoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		what, err := p.Redo(a.ctx)
		if err != nil {
			return err
		}
		return a.print(redoResult{strings.TrimPrefix(what, "did again: ")}, func() { a.say("%s", what) })
	})
}

type revertCmd struct {
	onProject
	Ref string `arg:"" help:"The action, as the log names it in \"ref\"."`
}

func (revertCmd) Examples() []string {
	return []string{`articula revert rural.articula ACTION --coder "Coder A"`}
}

func (c *revertCmd) Run(a *app) error {
	ref, err := engine.ParseRef(c.Ref)
	if err != nil {
		return err
	}
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		if err := p.Revert(a.ctx, ref); err != nil {
			return err
		}
		return a.print(revertResult{c.Ref}, func() { a.say("Taken back.") })
	})
}

type snapshotCmd struct {
	onProject
	Name    string `help:"Name the present state so." placeholder:"NAME" xor:"what"`
	Restore string `help:"Bring the project back to the state of this name or identity." placeholder:"NAME" xor:"what"`
}

func (snapshotCmd) Examples() []string {
	return []string{
		`articula snapshot rural.articula --name "before the merge"`,
		"articula snapshot rural.articula",
		`articula snapshot rural.articula --restore "first state"`,
	}
}

func (c *snapshotCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, c.Name == "" && c.Restore == "", func(p *engine.Project) error {
		if c.Name != "" {
			s, err := p.TakeSnapshot(a.ctx, c.Name)
			if err != nil {
				return err
			}
			return a.print(s, func() { a.say("%s  %s", s.At, s.Name) })
		}
		list, err := p.Snapshots(a.ctx)
		if err != nil {
			return err
		}
		if c.Restore == "" {
			return printEach(a, list, func(s engine.SnapshotView) {
				a.say("%s  %-30s %s", s.At, s.Name, s.Coder.Name)
			})
		}
		for _, s := range list {
			if s.Name == c.Restore || s.ID.String() == c.Restore {
				if err := p.RestoreSnapshot(a.ctx, s.ID); err != nil {
					return err
				}
				return a.print(s, func() { a.say("The project is as it was at %s (%s).", s.At, s.Name) })
			}
		}
		return qda.E(qda.NotFound, "snapshot.unknown", "No state is called {name}. List them with articula snapshot FILE.", "name", c.Restore)
	})
}
