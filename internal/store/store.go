package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Extension is the ending of project files.
const Extension = ".articula"

// Options are what the store takes from outside.
type Options struct {
	Now        func() time.Time // nil: the system's clock
	Random     io.Reader        // nil: the system's randomness
	Device     string           // name of this computer, for the log and for "in use by"
	AppVersion string
	StateDir   string // own folder for working copies and backups; made if missing
	User       string // who holds the project, for "in use by"
	ReadOnly   bool   // open for reading even if writing is possible
	// Settle is how long after the last change the file is made whole (and a
	// working copy published). 0 means the usual time.
	Settle time.Duration
}

// Store is an open project file.
type Store struct {
	opts     Options
	path     string // as the person knows it
	file     string // the file that is open: path, or a working copy of it
	readOnly bool
	sealed   bool   // on a medium where nothing can change
	scratch  string // a folder that holds the copy of an older file that is read; "" is none
	reader   *sql.DB
	writer   *sql.DB
	lock     *lock
	work     *workingCopy // nil where the file is worked on in place
	identity os.FileInfo  // of the open file, to notice a replacement

	mu       sync.Mutex // held by whoever writes
	sessions map[qda.ID]session
	settle   *time.Timer
	changed  bool // since the file was last made whole
	closed   bool
	notices  []Notice
	listener func(oplog.Op, []oplog.Change)

	statusMu sync.Mutex
	trouble  error // why the last publishing failed, nil if it did not
}

// Notice is something about the file that the person should know.
type Notice struct {
	Code    string // stable identity, for translation
	Text    string // English template
	Args    []qda.Arg
	Message string // English, filled in
}

func (s *Store) notice(e *qda.Error) {
	s.notices = append(s.notices, Notice{Code: e.Code, Text: e.Text, Args: e.Args, Message: e.Message()})
}

// Notices says what was found when the file was opened: recovered work, a folder
// that synchronises, an old backup.
func (s *Store) Notices() []Notice { return s.notices }

// Path is the project file as the person knows it.
func (s *Store) Path() string { return s.path }

// ReadOnly reports whether nothing can be written.
func (s *Store) ReadOnly() bool { return s.readOnly }

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Settle == 0 {
		o.Settle = settleTime
	}
	return o
}

// settleTime is how long the file rests before what was committed to the log
// beside it is moved into it.
const settleTime = 300 * time.Millisecond

func (s *Store) newID() qda.ID { return qda.NewID(s.opts.Now(), s.opts.Random) }

func (s *Store) timestamp() string { return qda.FormatTime(s.opts.Now()) }

// Create makes a new project file and opens it. The coder signs the project; fn,
// if there is one, fills it in the same operation. Both get an identity if they
// have none. It fails with Conflict if the file exists, and leaves nothing behind
// if it fails.
func Create(ctx context.Context, path string, o Options, project qda.Project, coder qda.Coder, fn func(*Tx, qda.Coder) error) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, explain(err)
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, qda.E(qda.Conflict, "project.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", path)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, explain(err)
	}
	// It is made whole under another name and appears complete or not at all.
	draft, err := os.CreateTemp(filepath.Dir(path), ".new-*"+Extension)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, qda.E(qda.NotFound, "project.no_folder", "The folder of {path} does not exist. Nothing was made. Make the folder first, or choose another place.", "path", path).Because(err)
	}
	if err != nil {
		return nil, explain(err)
	}
	draft.Close()
	defer removeDatabase(draft.Name())
	if err := fillNew(ctx, draft.Name(), o.filled(), project, coder, fn); err != nil {
		return nil, explain(err)
	}
	if err := os.Link(draft.Name(), path); err != nil { // unlike a rename, a link never replaces
		if errors.Is(err, fs.ErrExist) {
			return nil, qda.E(qda.Conflict, "project.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", path)
		}
		if err := os.Rename(draft.Name(), path); err != nil { // file systems without links
			return nil, explain(err)
		}
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return nil, explain(err)
	}
	return Open(ctx, path, o)
}

func fillNew(ctx context.Context, path string, o Options, project qda.Project, coder qda.Coder, fn func(*Tx, qda.Coder) error) error {
	s := &Store{opts: o, path: path, file: path, writer: open(path, creating), reader: open(path, reading)}
	defer s.closePools()
	if _, err := s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, Version)); err != nil {
		return err
	}
	if _, err := s.writer.ExecContext(ctx, newSchema()+"; INSERT INTO head (id, seq, lamport) VALUES (1, 0, 0)"); err != nil {
		return err
	}
	if project.ID.IsZero() {
		project.ID = s.newID()
	}
	if coder.ID.IsZero() {
		coder.ID = s.newID()
	}
	_, err := s.Update(ctx, coder.ID, oplog.KindCreate, func(tx *Tx) error {
		project.CreatedAt = tx.Now()
		if err := Put(tx, project); err != nil {
			return err
		}
		if err := Put(tx, coder); err != nil {
			return err
		}
		if fn == nil {
			return nil
		}
		return fn(tx, coder)
	})
	if s.settle != nil {
		s.settle.Stop()
	}
	return err
}

// Open opens a project file: for writing where that is possible and wanted, else
// for reading. It fails with Busy, naming the holder, if another program has it
// open for writing (open it with ReadOnly then), with TooNew if a newer program
// wrote it, and with Damaged if it is not whole or not a project.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, explain(err)
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, qda.E(qda.NotFound, "project.missing", "The project {path} is not there. Look whether it was moved or renamed.", "path", path).Because(err)
	}
	if err != nil {
		return nil, explain(err)
	}
	path = real
	info, err := os.Stat(path)
	if err != nil {
		return nil, explain(err)
	}
	if info.IsDir() {
		return nil, qda.E(qda.Invalid, "project.folder", "{path} is a folder, not a project file. Nothing was changed.", "path", path)
	}
	if err := refuseOther(path); err != nil {
		return nil, explain(err)
	}
	s := &Store{opts: o.filled(), path: path, file: path}
	if o.ReadOnly || !writable(path) {
		return s, s.finish(s.openForReading(ctx))
	}
	if s.lock, err = takeLock(path, s.holder()); err != nil {
		if qda.KindOf(err) == qda.ReadOnly {
			return s, s.finish(s.openForReading(ctx))
		}
		return nil, err
	}
	return s, s.finish(s.openForWriting(ctx))
}

// finish closes what is half open if opening failed.
func (s *Store) finish(err error) error {
	if err != nil {
		s.closePools()
		s.lock.release()
		return explain(err)
	}
	return nil
}

func (s *Store) openForReading(ctx context.Context) error {
	s.readOnly = true
	s.reader = open(s.file, reading)
	err := s.verifyHeader(ctx, s.reader)
	var known *qda.Error
	if err != nil && !errors.As(err, &known) && !exists(s.file+"-wal") {
		// A file that was not closed cleanly cannot be opened on a medium that
		// takes no side files; without a log beside it, nothing is missed.
		s.reader.Close()
		s.reader, s.sealed = open(s.file, immutable), true
		err = s.verifyHeader(ctx, s.reader)
	}
	if err != nil {
		return err
	}
	return s.readOlder(ctx)
}

// readOlder reads a file of an older format from a copy that was brought up to date:
// the file itself is not to be changed.
func (s *Store) readOlder(ctx context.Context) error {
	var version int
	if err := s.reader.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version >= 1+len(migrations) {
		return err
	}
	dir, err := os.MkdirTemp("", "articula-read-*")
	if err != nil {
		return err
	}
	s.scratch = dir
	older := open(s.file, s.copyAs())
	path := filepath.Join(dir, "project.articula")
	err = snapshotTo(ctx, older, path)
	older.Close()
	if err != nil {
		return err
	}
	newer := open(path, writing)
	defer newer.Close()
	if err := migrateTables(ctx, newer, version); err != nil {
		return qda.E(qda.Damaged, "migrate.unreadable", "{path} is of an older format and could not be read. It was not changed.", "path", s.path).Because(err)
	}
	s.reader.Close()
	s.file, s.sealed, s.reader = path, true, open(path, immutable)
	return nil
}

func (s *Store) openForWriting(ctx context.Context) error {
	if err := refuseForeign(s.path); err != nil {
		return err
	}
	place := placeOf(s.path)
	if place.Remote {
		if err := s.takeWorkingCopy(ctx, place); err != nil {
			return err
		}
	}
	s.writer = open(s.file, writing)
	if err := s.verifyHeader(ctx, s.writer); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if _, err := s.writer.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	if err := sweep(ctx, s.writer); err != nil {
		return err
	}
	s.reader = open(s.file, reading)
	info, err := os.Stat(s.file)
	if err != nil {
		return err
	}
	s.identity = info
	return tightenMode(s.file)
}

// verifyHeader refuses what is not a project of ours, before anything is believed
// that the file says.
func (s *Store) verifyHeader(ctx context.Context, db *sql.DB) error {
	var id, version int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id != applicationID {
		return notAProject(s.path)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > Version {
		return qda.E(qda.TooNew, "project.too_new", "{path} was written by a newer version of Articula (format {version}; this program knows {known}). It was not changed. Update the program to open it.",
			"path", s.path, "version", version, "known", Version)
	}
	return verifySchema(ctx, db, version)
}

// OnCommit sets a function that is called after each operation is on the disk,
// with what it changed. It must return soon and must not write.
func (s *Store) OnCommit(f func(oplog.Op, []oplog.Change)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listener = f
}

// committed notes an operation that is on the disk. The caller holds mu.
func (s *Store) committed(op oplog.Op, sess session, changes []oplog.Change) {
	if s.sessions == nil {
		s.sessions = map[qda.ID]session{}
	}
	s.sessions[op.CoderID] = sess
	s.changed = true
	if s.settle == nil {
		s.settle = time.AfterFunc(s.opts.Settle, s.settled)
	} else {
		s.settle.Reset(s.opts.Settle)
	}
	if s.listener != nil {
		s.listener(op, changes)
	}
}

// settled makes the file whole after a pause in the work.
func (s *Store) settled() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || !s.changed {
		return
	}
	if err := s.makeWhole(context.Background()); err != nil {
		s.settle.Reset(10 * s.opts.Settle)
	}
}

// makeWhole moves everything committed into the one file, and publishes a working
// copy. The caller holds mu.
func (s *Store) makeWhole(ctx context.Context) error {
	var busy, log, moved int
	if err := s.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("a reader holds the log")
	}
	if s.work != nil {
		err := s.work.publish(ctx, s)
		s.statusMu.Lock()
		s.trouble = err
		s.statusMu.Unlock()
		if err != nil {
			return err
		}
	}
	s.changed = false
	return nil
}

// Trouble says why work that is safe on this computer could not yet be written
// to the shared folder, medium or network; nil when all is well.
func (s *Store) Trouble() error {
	s.statusMu.Lock()
	defer s.statusMu.Unlock()
	return s.trouble
}

// Flush makes the file whole now.
func (s *Store) Flush(ctx context.Context) error {
	if s.readOnly {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	return explain(s.makeWhole(ctx))
}

// Close makes the file whole, leaves nothing beside it, and lets it go.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.settle != nil {
		s.settle.Stop()
	}
	var err error
	if !s.readOnly {
		s.reader.Close() // the last connection leaves the rollback form, which opens from read-only media too
		err = s.makeWhole(context.Background())
		if _, e := s.writer.Exec("PRAGMA journal_mode = DELETE"); err == nil && s.work == nil {
			err = ignoreBusy(e)
		}
	}
	s.closePools()
	if s.work != nil && err == nil {
		err = s.work.discard()
	}
	s.lock.release()
	return explain(err)
}

// ignoreBusy lets a file that someone is reading keep the form it has: it is
// whole, and the next to close it tidies up.
func ignoreBusy(err error) error {
	if qda.KindOf(explain(err)) == qda.Busy {
		return nil
	}
	return err
}

func (s *Store) closePools() {
	for _, db := range []*sql.DB{s.reader, s.writer} {
		if db != nil {
			db.Close()
		}
	}
	if s.scratch != "" {
		os.RemoveAll(s.scratch)
	}
}

// stillOurs notices when the open file was moved away or replaced by another
// program: going on would write into a file that nobody will find again.
func (s *Store) stillOurs() error {
	if s.closed {
		return qda.E(qda.Invalid, "project.closed", "The project has been closed.")
	}
	if s.identity == nil {
		return nil
	}
	info, err := os.Stat(s.file)
	if err == nil && os.SameFile(info, s.identity) {
		return nil
	}
	return qda.E(qda.Conflict, "project.replaced", "The project file {path} was moved, deleted or replaced by another program. Your work up to the last change is kept. Save a copy under another name now.", "path", s.path)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func removeDatabase(path string) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		os.Remove(path + suffix)
	}
}

// Random is the source of randomness for identities.
func (s *Store) Random() io.Reader { return s.opts.Random }

// RemoveProject deletes a project file and whatever lies beside it. It is for a
// file that this program has just made and not finished.
func RemoveProject(path string) { removeDatabase(path) }
