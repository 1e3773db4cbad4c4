// Package safefile writes files that are complete or absent: under their name
// there is either what was there before or the whole new content, whatever happens
// in between.
package safefile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"articula/internal/qda"
)

// Write writes a file by way of a draft in the same folder, which is put on the
// disk before it gets its name. A file of that name is replaced; a folder is not.
// If write fails, the draft is removed and the old file stays. The file is for its
// owner only.
func Write(path string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return qda.E(qda.Invalid, "out.folder", "{path} is a folder. Nothing was written. Give the name of a file.", "path", path)
	}
	dir := filepath.Dir(path)
	draft, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*.part")
	if err != nil {
		return explain(path, err)
	}
	defer func() {
		if err != nil {
			draft.Close()
			os.Remove(draft.Name())
		}
	}()
	if err := write(draft); err != nil {
		return explain(path, err)
	}
	if err := draft.Sync(); err != nil {
		return explain(path, err)
	}
	if err := draft.Close(); err != nil {
		return explain(path, err)
	}
	if err := os.Rename(draft.Name(), path); err != nil {
		return explain(path, err)
	}
	if d, err := os.Open(dir); err == nil { // systems that cannot sync a folder do not need it
		d.Sync()
		d.Close()
	}
	return nil
}

func explain(path string, err error) error {
	var known *qda.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, fs.ErrNotExist) && !exists(filepath.Dir(path)):
		return qda.E(qda.NotFound, "out.no_folder", "The folder of {path} does not exist. Nothing was written.", "path", path).Because(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrNotExist):
		return qda.E(qda.Storage, "out.permission", "{path} cannot be written: the system does not allow it. Choose another place.", "path", path).Because(err)
	case errors.Is(err, syscall.ENOSPC):
		return qda.E(qda.Storage, "out.full", "The disk is full. {path} was not written; a file that was there before is kept. Make room or choose another place.", "path", path).Because(err)
	}
	return qda.E(qda.Storage, "out.failed", "{path} could not be written; a file that was there before is kept.", "path", path).Because(err)
}

// exists tells if there is something of a name. Some folders that take no files, as
// those in which a system shows itself, say of a new file that it does not exist.
func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
