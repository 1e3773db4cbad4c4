package cli

import (
	"fmt"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type newCmd struct {
	file
	worker
	output
	Title       string `required:"" help:"What the project is called."`
	Description string `help:"What it is about."`
	Codebook    string `default:"institutional-analysis" help:"The codebook to start with: institutional-analysis or none."`
	Lang        string `help:"Language of the project, two letters." placeholder:"XX"`
}

func (c *newCmd) Run(a *app) error {
	p, err := a.engine.Create(a.ctx, c.File, engine.NewProject{Title: c.Title, Description: c.Description, Codebook: c.Codebook, Coder: c.Coder, Language: c.Lang})
	if err != nil {
		return err
	}
	defer p.Close()
	return a.summary(p)
}

type sampleCmd struct {
	file
	output
}

func (c *sampleCmd) Run(a *app) error {
	p, err := a.engine.Sample(a.ctx, c.File, a.progress())
	if err != nil {
		return err
	}
	defer p.Close()
	return a.summary(p)
}

type infoCmd struct {
	file
	worker
	output
}

func (c *infoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, a.summary)
}

// summary prints what a project holds.
func (a *app) summary(p *engine.Project) error {
	info, err := p.Info(a.ctx)
	if err != nil {
		return err
	}
	return a.print(info, func() {
		a.say("%s", info.Title)
		if info.Description != "" {
			a.say("%s", info.Description)
		}
		a.say("")
		a.say("file        %s", info.Path)
		a.say("cases       %d", info.Cases)
		a.say("documents   %d (%d characters)", info.Documents, info.Characters)
		a.say("codes       %d", info.Codes)
		a.say("codings     %d", info.Codings)
		a.say("memos       %d", info.Memos)
		a.say("coders      %s", joined(info.Coders, func(c engine.CoderView) string { return c.Name }))
		a.say("rounds      %s", joined(info.Rounds, func(r engine.RoundView) string { return r.Label }))
		for _, n := range info.Notices {
			a.note("%s", n.Message)
		}
		if len(info.Hidden) > 0 {
			a.note("%d documents lie in a blind round: others' codings of them are not counted.", len(info.Hidden))
		}
	})
}

func joined[T any](list []T, name func(T) string) string {
	var out []string
	for _, x := range list {
		out = append(out, name(x))
	}
	return strings.Join(out, ", ")
}

type checkCmd struct {
	file
	output
}

func (c *checkCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		report, err := p.Check(a.ctx, a.progress())
		if err != nil {
			return err
		}
		if err := a.print(map[string]any{"ok": report.OK, "problems": problemRows(report)}, func() {
			for _, problem := range report.Problems {
				a.say("%-20s %s %s", problem.Code, problem.Message, strings.TrimSpace(problem.Entity+" "+problem.ID))
			}
			if report.OK {
				a.say("The project is whole.")
			}
		}); err != nil {
			return err
		}
		if !report.OK {
			return qda.E(qda.Damaged, "check.problems", "The check found {n} problems. Nothing was changed. Open the latest backup, or ask for help with this list.", "n", len(report.Problems))
		}
		return nil
	})
}

type problemRow struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Entity  string `json:"entity"`
	ID      string `json:"id"`
}

func problemRows(r engine.CheckReport) []problemRow {
	rows := []problemRow{}
	for _, p := range r.Problems {
		rows = append(rows, problemRow{p.Code, p.Message, p.Entity, p.ID})
	}
	return rows
}

type backupCmd struct {
	file
	output
	To   string `help:"Where the copy goes. Without it: where the program keeps backups." type:"path" placeholder:"PATH"`
	List bool   `help:"List the backups instead of making one."`
}

func (c *backupCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		if c.List {
			list, err := p.Backups(a.ctx)
			if err != nil {
				return err
			}
			return a.print(list, func() {
				for _, b := range list {
					a.say("%s  %-16s %9d bytes  %s", b.At, b.Reason, b.Size, b.Path)
				}
			})
		}
		b, err := p.Backup(a.ctx, "by-hand", c.To)
		if err != nil {
			return err
		}
		return a.print(b, func() { a.say("%s", b.Path) })
	})
}

type logCmd struct {
	file
	worker
	output
	By      string `help:"Only what this coder did." placeholder:"NAME"`
	Since   string `help:"Only from this time on (RFC 3339 or a day)." placeholder:"TIME"`
	Until   string `help:"Only before this time." placeholder:"TIME"`
	Kind    string `help:"Only actions of this kind, as coding.add." placeholder:"KIND"`
	Limit   int    `help:"At most so many, the latest." placeholder:"N"`
	Changes bool   `help:"With every field before and after (JSON only)."`
}

func (c *logCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		f := engine.HistoryFilter{Since: c.Since, Until: c.Until, Kind: c.Kind, Limit: c.Limit, Changes: c.Changes && a.json}
		if c.By != "" {
			id, err := coderNamed(a, p, c.By)
			if err != nil {
				return err
			}
			f.Coder = id
		}
		list, err := p.History(a.ctx, f)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for i := len(list) - 1; i >= 0; i-- {
				e := list[i]
				undone := ""
				if e.Undone {
					undone = "  (taken back)"
				}
				a.say("%5d  %s  %s %s%s", e.Seq, e.At, e.Coder.Name, e.Sentence, undone)
			}
		})
	})
}

func coderNamed(a *app, p *engine.Project, name string) (qda.ID, error) {
	info, err := p.Info(a.ctx)
	if err != nil {
		return qda.ID{}, err
	}
	for _, c := range info.Coders {
		if strings.EqualFold(c.Name, name) || c.ID.String() == name {
			return c.ID, nil
		}
	}
	return qda.ID{}, qda.E(qda.NotFound, "coder.unknown", "There is no coder {coder}. The project has {choices}.", "coder", name, "choices", joined(info.Coders, func(c engine.CoderView) string { return c.Name }))
}

type undoCmd struct {
	file
	worker
	output
}

func (c *undoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		what, err := p.Undo(a.ctx)
		if err != nil {
			return err
		}
		return a.print(map[string]string{"undone": strings.TrimPrefix(what, "took back: ")}, func() { a.say("%s", what) })
	})
}

type redoCmd struct {
	file
	worker
	output
}

func (c *redoCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		what, err := p.Redo(a.ctx)
		if err != nil {
			return err
		}
		return a.print(map[string]string{"redone": strings.TrimPrefix(what, "did again: ")}, func() { a.say("%s", what) })
	})
}

type revertCmd struct {
	file
	worker
	output
	Ref string `arg:"" help:"The action, as the log names it in \"ref\"."`
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
		return a.print(map[string]string{"reverted": c.Ref}, func() { a.say("Taken back.") })
	})
}

type snapshotCmd struct {
	file
	worker
	output
	Name    string `help:"Name the present state so." placeholder:"NAME"`
	Restore string `help:"Bring the project back to the state of this name or identity." placeholder:"NAME"`
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
			return a.print(list, func() {
				for _, s := range list {
					a.say("%s  %-30s %s", s.At, s.Name, s.Coder.Name)
				}
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

// plural writes a number with the right form of a word.
func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("1 %s", one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
