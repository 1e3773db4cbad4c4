package store

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"articula/internal/qda"
)

// writable reports whether the file can be opened for writing. It opens and
// closes it before SQLite does: closing a second handle later would drop locks.
func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	f.Close()
	return true
}

// tightenMode takes away what others may do with a file of ours that a copy or a
// lax umask gave them.
func tightenMode(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 == 0 || !ownedByUs(info) {
		return nil
	}
	return os.Chmod(path, 0o600)
}

// conflictedCopy matches the names that services which synchronise folders give
// to a second version of a file.
var conflictedCopy = regexp.MustCompile(`(?i)\(.*(conflict|conflit|conflicto|conflito|konflikt).*\)|\.sync-conflict-\d{8}-`)

// ConflictedCopy reports whether the name looks like a copy that a service made
// because two computers changed the file.
func ConflictedCopy(path string) bool { return conflictedCopy.MatchString(filepath.Base(path)) }

// refuseOther looks at the beginning of the file: what is not a database at all is
// most likely another file, not a project that broke.
func refuseOther(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	begin := make([]byte, len(magic))
	if _, err := io.ReadFull(f, begin); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return err
	}
	if string(begin) != magic {
		return notAProject(path)
	}
	return nil
}

func notAProject(path string) error {
	return qda.E(qda.Damaged, "project.foreign", "{path} is not an Articula project. It was not changed.", "path", path)
}

// refuseForeign looks at the files beside the project. A log that belongs to
// another version of the file would be played into this one.
func refuseForeign(path string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		side, err := os.Stat(path + suffix)
		if err != nil || side.Size() == 0 {
			continue
		}
		main, err := os.Stat(path)
		if err != nil {
			return err
		}
		// A log is written after the file it belongs to. One that is much older was
		// restored by something that does not know that the two belong together.
		if main.ModTime().Sub(side.ModTime()) > foreignAfter {
			return qda.E(qda.Damaged, "project.foreign_log", "Beside {path} lies {side}, which is older than the project and may belong to another version of it. Nothing was changed. Move {side} away to open the project as it is, or restore a backup.",
				"path", path, "side", filepath.Base(path)+suffix)
		}
	}
	return nil
}

// foreignAfter is how much older a log may look than its file: while a log is in
// use the file is rewritten from it within seconds.
const foreignAfter = time.Hour

// syncFile and syncDir put what was written on the disk; a renamed file is only
// safe when its folder is, too.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
