package cli

import "articula/internal/engine"

type backupCmd struct {
	file
	output
	To   string `help:"Where the copy goes. Without it: where the program keeps backups." type:"path" placeholder:"PATH" xor:"what"`
	List bool   `help:"List the backups instead of making one." xor:"what"`
}

func (backupCmd) Examples() []string {
	return []string{
		"articula backup rural.articula",
		"articula backup rural.articula --to rural-copy.articula",
		"articula backup rural.articula --list",
	}
}

func (c *backupCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		if c.List {
			list, err := p.Backups(a.ctx)
			if err != nil {
				return err
			}
			return printEach(a, list, func(b engine.BackupView) {
				a.say("%s  %-16s %9d bytes  %s", b.At, b.Reason, b.Size, b.Path)
			})
		}
		b, err := p.Backup(a.ctx, "by-hand", c.To)
		if err != nil {
			return err
		}
		return a.print(b, func() { a.say("%s", b.Path) })
	})
}

type restoreCmd struct {
	file
	output
	To string `required:"" help:"The project file to make of it; an existing file is not replaced." type:"path" placeholder:"PATH"`
}

func (restoreCmd) Examples() []string {
	return []string{"articula restore backup-of-rural.articula --to rural-again.articula"}
}

func (c *restoreCmd) Run(a *app) error {
	if err := a.engine.Restore(a.ctx, c.File, c.To); err != nil {
		return err
	}
	return a.project(c.To, "", true, a.summary)
}
