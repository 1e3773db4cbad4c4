package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"articula/internal/qda"
)

// Backup is a verified copy of a project at one moment.
type Backup struct {
	Path   string
	At     time.Time
	Reason string // "regular", "by-hand", "before-merge" …
	Seq    int    // last operation in it
	State  string // tells the states of copies apart that have as many operations; "" for one that does not say
	Size   int64
}

const backupTime = "20060102T150405Z"

// Backup makes a copy in the state folder, checks it as a whole project, and only
// then gives it its name. A regular backup of an unchanged project gives the
// latest one of its state. Old regular backups are thinned out; see [thin].
func (s *Store) Backup(ctx context.Context, reason string) (Backup, error) {
	if s.opts.StateDir == "" {
		return Backup{}, errors.New("store: no folder for backups was given")
	}
	db := open(s.file, s.copyAs())
	defer db.Close()
	id, seq, err := identify(ctx, db)
	if err != nil {
		return Backup{}, explain(err)
	}
	dir := filepath.Join(s.opts.StateDir, "backups", id.String())
	list, err := backupsIn(dir)
	if err != nil {
		return Backup{}, explain(err)
	}
	state, err := stateOf(ctx, db)
	if err != nil {
		return Backup{}, explain(err)
	}
	same := func(b Backup) bool { return b.Seq == seq && b.State == state }
	if at := slices.IndexFunc(list, same); reason == "regular" && at >= 0 {
		return list[at], nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Backup{}, explain(err)
	}
	b := Backup{At: s.opts.Now().UTC().Truncate(time.Second), Reason: reason, Seq: seq, State: state}
	b.Path = filepath.Join(dir, fmt.Sprintf("%s-%d.%s-%s%s", b.At.Format(backupTime), seq, state, reason, Extension))
	for _, old := range list {
		if old.Path == b.Path { // of the same moment and the same state
			return old, nil
		}
	}
	if err := snapshotTo(ctx, db, b.Path); errors.Is(err, fs.ErrExist) { // made meanwhile, of the same state
		return b, nil
	} else if err != nil {
		return Backup{}, explain(err)
	}
	if info, err := os.Stat(b.Path); err == nil {
		b.Size = info.Size()
	}
	for _, old := range thin(append([]Backup{b}, list...), b.At) {
		os.Remove(old.Path) // a backup too many harms nobody
	}
	return b, nil
}

// BackupTo makes a verified copy at a path of the person's choice. It fails with
// Conflict if something is there.
func (s *Store) BackupTo(ctx context.Context, path string) error {
	if exists(path) {
		return qda.E(qda.Conflict, "backup.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", path)
	}
	db := open(s.file, s.copyAs())
	defer db.Close()
	return explain(snapshotTo(ctx, db, path))
}

// copyAs is how the file is opened for being copied. A project that is open for
// reading can be copied, too, and is not touched by it.
func (s *Store) copyAs() access {
	switch {
	case !s.readOnly:
		return writing
	case s.sealed:
		return copyingSealed
	}
	return copying
}

// Backups lists the backups of the project, newest first.
func (s *Store) Backups(ctx context.Context) ([]Backup, error) {
	id, _, err := identify(ctx, s.reader)
	if err != nil {
		return nil, explain(err)
	}
	list, err := backupsIn(filepath.Join(s.opts.StateDir, "backups", id.String()))
	return list, explain(err)
}

func identify(ctx context.Context, db *sql.DB) (id qda.ID, seq int, err error) {
	var b []byte
	err = db.QueryRowContext(ctx, "SELECT p.id, h.seq FROM project p, head h").Scan(&b, &seq)
	copy(id[:], b)
	return id, seq, err
}

// stateOf names the state of a project by the last operations of all of its sessions. Two
// copies that worked apart have one folder for their backups, and may have as many
// operations.
func stateOf(ctx context.Context, db *sql.DB) (string, error) {
	rows, err := db.QueryContext(ctx, "SELECT o.session_id, o.n, o.hash FROM op o JOIN (SELECT session_id, MAX(n) AS n FROM op GROUP BY session_id) l ON l.session_id = o.session_id AND l.n = o.n ORDER BY o.session_id")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var all []byte
	for rows.Next() {
		var session, hash []byte
		var n int
		if err := rows.Scan(&session, &n, &hash); err != nil {
			return "", err
		}
		all = fmt.Appendf(all, "%x %d %x\n", session, n, hash)
	}
	sum := qda.HashOf(all)
	return fmt.Sprintf("%x", sum[:6]), rows.Err()
}

// snapshotTo writes the database, as it stands at this moment, as one new file:
// whole, checked, on the disk, and never seen under its name before that.
func snapshotTo(ctx context.Context, db *sql.DB, path string) (err error) {
	draft := fmt.Sprintf("%s.%d.part", path, os.Getpid()) // another process may be writing the same
	removeDatabase(draft)
	defer removeDatabase(draft)
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?1", draft); err != nil {
		return err
	}
	if err := os.Chmod(draft, 0o600); err != nil {
		return err
	}
	if err := verifyFile(ctx, draft); err != nil {
		return qda.E(qda.Damaged, "backup.unverified", "The copy that was made did not pass its check and was thrown away. The project itself was not changed. Run a check of the project.").Because(err)
	}
	if err := syncFile(draft); err != nil {
		return err
	}
	if exists(path) && filepath.Base(path)[0] != '.' {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// verifyFile opens a copy by itself and checks that it is sound and that its log
// accounts for its tables.
func verifyFile(ctx context.Context, path string) error {
	db := open(path, immutable)
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return errors.New(verdict)
	}
	t, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer t.Rollback()
	c := checker{tx: &Tx{ctx: ctx, sql: t}}
	if err := c.log(); err != nil {
		return err
	}
	if len(c.problems) > 0 {
		return errors.New(c.problems[0].Message)
	}
	return nil
}

// backupsIn lists a folder of backups, newest first. What is not one of ours is
// passed over.
func backupsIn(dir string) ([]Backup, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []Backup
	for _, entry := range entries {
		parts := strings.SplitN(strings.TrimSuffix(entry.Name(), Extension), "-", 3)
		info, err := entry.Info()
		if len(parts) != 3 || !strings.HasSuffix(entry.Name(), Extension) || err != nil {
			continue
		}
		at, err := time.Parse(backupTime, parts[0])
		count, state, _ := strings.Cut(parts[1], ".")
		seq, err2 := strconv.Atoi(count)
		if err != nil || err2 != nil {
			continue
		}
		list = append(list, Backup{Path: filepath.Join(dir, entry.Name()), At: at, Seq: seq, State: state, Reason: parts[2], Size: info.Size()})
	}
	slices.SortFunc(list, func(a, b Backup) int {
		if c := b.At.Compare(a.At); c != 0 {
			return c
		}
		return b.Seq - a.Seq
	})
	return list, nil
}

// thin says which backups are no longer needed: of the regular ones it keeps the
// newest six, the newest of each hour for a day and of each day for thirty days;
// those made by hand or before a risky step it keeps for ninety days. Backups
// from the future (a clock was wrong) are kept. The list is newest first.
func thin(list []Backup, now time.Time) []Backup {
	var drop []Backup
	hours, days, regular := map[string]bool{}, map[string]bool{}, 0
	for _, b := range list {
		age := now.Sub(b.At)
		if b.Reason != "regular" {
			if age > 90*24*time.Hour {
				drop = append(drop, b)
			}
			continue
		}
		regular++
		hour, day := b.At.Format("2006010215"), b.At.Format("20060102")
		keep := regular <= 6 || age < 0 ||
			age <= 24*time.Hour && !hours[hour] ||
			age <= 30*24*time.Hour && !days[day]
		hours[hour], days[day] = true, true
		if !keep {
			drop = append(drop, b)
		}
	}
	return drop
}
