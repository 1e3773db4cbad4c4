package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"articula/internal/qda"
)

// Holder says who has a project open for writing.
type Holder struct {
	User    string `json:"user"`
	Device  string `json:"device"`
	PID     int    `json:"pid"`
	Since   string `json:"since"`
	Program string `json:"program"`
}

func (s *Store) holder() Holder {
	return Holder{User: s.opts.User, Device: s.opts.Device, PID: os.Getpid(), Since: s.timestamp(), Program: s.opts.AppVersion}
}

// lock is the right to write a project. It is a lock of the operating system on a
// file beside the project, so it ends with the process that holds it, however
// that ends. The file's content only serves to say who the holder is.
type lock struct {
	file *flock.Flock
	path string
}

// lockPath is hidden and stands beside the project, so that every computer that
// sees the project sees it.
func lockPath(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".lock")
}

// takeLock takes the right to write. It fails with Busy, naming the holder, if
// someone has it, and with ReadOnly if the folder takes no file.
func takeLock(path string, h Holder) (*lock, error) {
	name := lockPath(path)
	for range 20 {
		l := flock.New(name, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
		got, err := l.TryLock()
		switch {
		case errors.Is(err, fs.ErrPermission) || isReadOnlyFS(err):
			return nil, readOnly().Because(err)
		case err != nil && unsupportedLock(err):
			return takePlainLock(name, h)
		case err != nil:
			return nil, explain(err)
		case !got:
			l.Close()
			return nil, busy(path, readHolder(name))
		}
		// The holder before us removed the file when it was done; if that happened
		// between our opening and locking, we hold a file that nobody else sees.
		if held, err := l.Stat(); err == nil && sameAs(held, name) {
			writeHolder(name, h)
			return &lock{file: l, path: name}, nil
		}
		l.Close()
		time.Sleep(5 * time.Millisecond)
	}
	return nil, busy(path, readHolder(name))
}

// takePlainLock serves file systems that know no locks: whoever makes the file
// holds the project until it is removed.
func takePlainLock(name string, h Holder) (*lock, error) {
	for range 2 {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
		if err == nil {
			f.Close()
			writeHolder(name, h)
			return &lock{path: name}, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, explain(err)
		}
		other := readHolder(name)
		if other.Device != h.Device || other.PID == h.PID || processLives(other.PID) {
			return nil, busy(name, other)
		}
		os.Remove(name) // its holder on this computer is gone
	}
	return nil, busy(name, readHolder(name))
}

func busy(path string, h Holder) error {
	if h.PID == 0 {
		return qda.E(qda.Busy, "project.busy", "{path} is open in another program. It can be opened for reading meanwhile.", "path", path)
	}
	return qda.E(qda.Busy, "project.busy_by", "{path} is open for {user} on {device} since {since} ({program}, process {pid}). It can be opened for reading meanwhile.",
		"path", path, "user", h.User, "device", h.Device, "since", h.Since, "program", h.Program, "pid", h.PID)
}

func (l *lock) release() {
	if l == nil {
		return
	}
	os.Remove(l.path) // while it is still held, so that nobody else's is removed
	if l.file != nil {
		l.file.Close()
	}
}

// writeHolder only tells others who we are; the lock holds without it.
func writeHolder(name string, h Holder) {
	if b, err := json.Marshal(h); err == nil {
		os.WriteFile(name, b, 0o600)
	}
}

func readHolder(name string) (h Holder) {
	b, err := os.ReadFile(name)
	if err == nil {
		json.Unmarshal(b, &h) // an unreadable holder is nobody in particular
	}
	return h
}

func sameAs(info os.FileInfo, name string) bool {
	other, err := os.Stat(name)
	return err == nil && os.SameFile(info, other)
}
