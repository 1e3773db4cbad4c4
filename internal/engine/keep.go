package engine

import (
	"context"
	"path/filepath"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

func refOf(s qda.Snapshot) oplog.Ref { return oplog.Ref{Session: s.SessionID, N: s.N} }

// CheckReport is the result of a check.
type CheckReport struct {
	OK       bool            `json:"ok"`
	Problems []store.Problem `json:"problems"`
}

// Progress is told how far a long piece of work is; total is 0 while unknown.
type Progress func(step string, done, total int)

// Check verifies the project; see [store.Store.Check].
func (p *Project) Check(ctx context.Context, progress Progress) (CheckReport, error) {
	problems, err := p.store.Check(ctx, progress)
	if err != nil {
		return CheckReport{}, explained(err)
	}
	if problems == nil {
		problems = []store.Problem{}
	}
	return CheckReport{OK: len(problems) == 0, Problems: problems}, nil
}

// BackupView is a backup in a list.
type BackupView struct {
	Path   string `json:"path"`
	At     string `json:"at"`
	Reason string `json:"reason"`
	Seq    int    `json:"seq"`
	Size   int64  `json:"size"`
}

func viewBackup(b store.Backup) BackupView {
	return BackupView{Path: b.Path, At: qda.FormatTime(b.At), Reason: b.Reason, Seq: b.Seq, Size: b.Size}
}

// Backup makes a verified copy: at a path, or where backups are kept.
func (p *Project) Backup(ctx context.Context, reason, path string) (BackupView, error) {
	if path == "" {
		b, err := p.store.Backup(ctx, reason)
		return viewBackup(b), explained(err)
	}
	if err := p.store.BackupTo(ctx, path); err != nil {
		return BackupView{}, explained(err)
	}
	return BackupView{Path: path, At: qda.FormatTime(p.eng.opts.Now()), Reason: reason}, nil
}

// Backups lists the backups of the project, newest first.
func (p *Project) Backups(ctx context.Context) ([]BackupView, error) {
	list, err := p.store.Backups(ctx)
	out := []BackupView{}
	for _, b := range list {
		out = append(out, viewBackup(b))
	}
	return out, explained(err)
}

// BackupFolder is where the program keeps the backups of all projects, a folder for
// each.
func (e *Engine) BackupFolder() string { return filepath.Join(e.opts.StateDir, "backups") }

// Restore makes a project file of a backup. The backup stays as it is, and no file is
// replaced.
func (e *Engine) Restore(ctx context.Context, backup, to string) (err error) {
	s, err := store.Open(ctx, backup, e.storeOptions(true))
	if err != nil {
		return explained(err)
	}
	defer func() {
		if closing := s.Close(); err == nil {
			err = explained(closing)
		}
	}()
	return explained(s.BackupTo(ctx, to))
}

// SnapshotView is a named state of the project.
type SnapshotView struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Name  string `json:"name"`
	Coder Ref    `json:"coder"`
	At    string `json:"at"`
	Seq   int    `json:"seq"`
}

// TakeSnapshot names the present state, to come back to.
func (p *Project) TakeSnapshot(ctx context.Context, name string) (SnapshotView, error) {
	var s qda.Snapshot
	_, err := p.update(ctx, oplog.KindSnapshot, func(tx *store.Tx) error {
		seq, _, err := tx.Head()
		if err != nil {
			return err
		}
		last, err := tx.OpAt(seq)
		if err != nil {
			return err
		}
		if name == "" {
			name = tx.Now()
		}
		s = qda.Snapshot{ID: tx.NewID(), Name: name, SessionID: last.Ref.Session, N: last.Ref.N, CoderID: tx.Viewer(), At: tx.Now()}
		return store.Put(tx, s)
	})
	if err != nil {
		return SnapshotView{}, err
	}
	list, err := p.Snapshots(ctx)
	for _, v := range list {
		if v.ID == s.ID {
			return v, err
		}
	}
	return SnapshotView{}, err
}

// Snapshots lists the named states, latest first.
func (p *Project) Snapshots(ctx context.Context) ([]SnapshotView, error) {
	out := []SnapshotView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := store.List[qda.Snapshot](tx, store.Eq{})
		if err != nil {
			return err
		}
		for i := len(list) - 1; i >= 0; i-- {
			s := list[i]
			op, err := tx.OpNamed(refOf(s))
			if err != nil {
				return err
			}
			out = append(out, SnapshotView{ID: s.ID, Name: s.Name, Coder: Ref{s.CoderID, cat.coderOf[s.CoderID]}, At: s.At, Seq: op.Seq})
		}
		return nil
	})
	return out, err
}

// RestoreSnapshot brings the project back to a named state. What was done since
// stays in the history, other named states stay, and the step can be undone.
func (p *Project) RestoreSnapshot(ctx context.Context, id qda.ID) error {
	var s qda.Snapshot
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		s, err = store.Get[qda.Snapshot](tx, id)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := p.Backup(ctx, "before-restore", ""); err != nil {
		return err
	}
	me, err := p.join(ctx)
	if err != nil {
		return err
	}
	_, err = p.store.RestoreTo(ctx, me.ID, refOf(s))
	return explained(err)
}
