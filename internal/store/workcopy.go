package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"articula/internal/qda"
)

// workingCopy is a local copy on which a project is worked that lies where SQLite
// must not write: in a folder that synchronises, on a network, on a medium that
// can be pulled out. What is acknowledged is on the local disk; the file that the
// person owns is replaced by a whole one after each pause and at closing.
type workingCopy struct {
	dir    string
	target string // the file that the person owns
	base   base
	place  Place
}

// base is the state of the target that the copy descends from.
type base struct {
	Path string `json:"path"`
	Hash string `json:"hash"` // SHA-256 of the target, hexadecimal
	Next string `json:"next"` // of the version that is about to replace it
}

func (b base) knows(hash string) bool { return hash == b.Hash || hash == b.Next }

const (
	copyName = "project" + Extension
	baseName = "base.json"
)

// takeWorkingCopy makes the local copy, or finds the one that a crash left.
func (s *Store) takeWorkingCopy(ctx context.Context, place Place) error {
	if s.opts.StateDir == "" {
		return errors.New("store: no folder for working copies was given")
	}
	key := sha256.Sum256([]byte(s.path))
	w := &workingCopy{dir: filepath.Join(s.opts.StateDir, "work", hex.EncodeToString(key[:8])), target: s.path, place: place}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return err
	}
	now, err := hashFile(s.path)
	if err != nil {
		return err
	}
	s.file = filepath.Join(w.dir, copyName)
	if left, err := w.readBase(); err == nil && exists(s.file) {
		if left.knows(now) {
			w.base = base{Path: left.Path, Hash: now}
			s.work = w
			s.changed = true
			s.notice(qda.E(qda.Invalid, "work.recovered", "Work that had not reached {place} when the program ended was found on this computer and taken up again.", "place", w.place.Name))
			return nil
		}
		rescued, err := w.rescue(ctx, s)
		if err != nil {
			return err
		}
		s.notice(qda.E(qda.Conflict, "work.rescued", "The project was changed elsewhere while this computer still held work of its own. That work was kept as {path}; merge it into the project.", "path", rescued))
	}
	removeDatabase(s.file)
	if err := copyDatabase(s.path, s.file); err != nil {
		return err
	}
	w.base = base{Path: s.path, Hash: now}
	if err := w.writeBase(); err != nil {
		return err
	}
	s.work = w
	s.notice(qda.E(qda.Invalid, "work.place."+place.Kind, map[string]string{
		"sync":      "The project lies in {name}, which synchronises with other computers. It is worked on through a copy on this computer; the file there is replaced by a whole one after each pause.",
		"network":   "The project lies on a network ({name}). It is worked on through a copy on this computer; the file there is replaced by a whole one after each pause.",
		"removable": "The project lies on a medium that can be pulled out ({name}). It is worked on through a copy on this computer; the file there is replaced by a whole one after each pause. Close the project before removing the medium.",
	}[place.Kind], "name", place.Name))
	return nil
}

// publish replaces the target by a whole copy, unless someone changed the target
// meanwhile: then the copy goes beside it under a new name.
func (w *workingCopy) publish(ctx context.Context, s *Store) error {
	now, err := hashFile(w.target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil && !w.base.knows(now) {
		aside := w.asideName(s)
		s.notice(qda.E(qda.Conflict, "work.diverged", "The project was changed by another computer while it was open here. Your work is kept as {path}; merge the two.", "path", aside))
		w.target = aside
	}
	draft := filepath.Join(filepath.Dir(w.target), "."+filepath.Base(w.target)+".new")
	defer os.Remove(draft)
	if err := snapshotTo(ctx, s.writer, draft); err != nil {
		return err
	}
	hash, err := hashFile(draft)
	if err != nil {
		return err
	}
	// What is to come is written down first: a crash on either side of the rename
	// must find that the target is ours.
	w.base.Next = hash
	if err := w.writeBase(); err != nil {
		return err
	}
	// A log that an earlier crash left beside the target is in the copy; it must
	// never meet the new file.
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Remove(w.target + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := os.Rename(draft, w.target); err != nil {
		return err
	}
	w.base = base{Path: w.base.Path, Hash: hash}
	if err := syncDir(filepath.Dir(w.target)); err != nil {
		return err
	}
	return w.writeBase()
}

// rescue saves a copy that cannot be published beside the target.
func (w *workingCopy) rescue(ctx context.Context, s *Store) (string, error) {
	aside := w.asideName(s)
	db := open(s.file, writing)
	defer db.Close()
	if err := snapshotTo(ctx, db, aside); err != nil {
		return "", err
	}
	return aside, syncDir(filepath.Dir(aside))
}

func (w *workingCopy) asideName(s *Store) string {
	stem := strings.TrimSuffix(s.path, Extension)
	stamp := s.opts.Now().Format("2006-01-02 15.04")
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s (%s, %s)%s", stem, s.opts.Device, stamp, Extension)
		if n > 1 {
			name = fmt.Sprintf("%s (%s, %s, %d)%s", stem, s.opts.Device, stamp, n, Extension)
		}
		if !exists(name) {
			return name
		}
	}
}

// discard removes the copy once its content is published.
func (w *workingCopy) discard() error {
	removeDatabase(filepath.Join(w.dir, copyName))
	return os.RemoveAll(w.dir)
}

func (w *workingCopy) readBase() (b base, err error) {
	raw, err := os.ReadFile(filepath.Join(w.dir, baseName))
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, err
	}
	if b.Path != w.target { // a moved project is another project to this computer
		return b, errors.New("another project's base")
	}
	return b, nil
}

func (w *workingCopy) writeBase() error {
	raw, err := json.Marshal(w.base)
	if err != nil {
		return err
	}
	name := filepath.Join(w.dir, baseName)
	if err := os.WriteFile(name+".new", raw, 0o600); err != nil {
		return err
	}
	if err := syncFile(name + ".new"); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return err
	}
	return syncDir(w.dir)
}

// copyDatabase copies a file with what lies beside it: a log that a crash left
// holds acknowledged work.
func copyDatabase(from, to string) error {
	for _, suffix := range []string{"-wal", "-journal", ""} {
		if err := copyFile(from+suffix, to+suffix); err != nil && (suffix == "" || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		os.Remove(to)
		return err
	}
	if err := out.Sync(); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
