package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"syscall"

	sqlite3 "github.com/mattn/go-sqlite3"

	"articula/internal/qda"
)

// explain turns an error of the database or file system into one that people can
// act on. Errors that are already explained pass through.
func explain(err error) error {
	var known *qda.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return qda.E(qda.Cancelled, "cancelled", "Stopped. Nothing of this step was kept; everything before it was.").Because(err)
	case errors.Is(err, sql.ErrNoRows):
		return qda.E(qda.NotFound, "record.unknown", "What was asked for is not in the project (any more). Nothing was changed.").Because(err)
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return diskFull(err)
	case errors.Is(err, fs.ErrPermission):
		return qda.E(qda.Storage, "file.permission", "The system does not allow this file or folder to be used. Nothing was changed. Choose another place or ask for access.").Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return qda.E(qda.NotFound, "file.missing", "The file or folder is not there. Nothing was changed.").Because(err)
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return diskFull(err)
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen:
		return qda.E(qda.Storage, "file.io", "The disk did not take or give the data. What was saved before is kept. Check the disk or the connection to it, then try again.").Because(err)
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return qda.E(qda.Damaged, "file.damaged", "The project file is damaged. It was not changed. Open the latest backup, and keep the damaged file.").Because(err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return qda.E(qda.Busy, "file.busy", "Another program is writing to the project file. Nothing was changed. Try again in a moment.").Because(err)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return readOnly().Because(err)
	case sqlite3.ErrTooBig:
		return qda.E(qda.Invalid, "file.too_big", "One piece of data is larger than a project can hold (1 GB). Nothing was changed.").Because(err)
	case sqlite3.ErrConstraint:
		if e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey {
			return qda.E(qda.Conflict, "record.exists", "The same thing is already in the project. Nothing was changed.").Because(err)
		}
		return qda.E(qda.Conflict, "record.in_use", "Something else in the project depends on this. Nothing was changed.").Because(err)
	case sqlite3.ErrInterrupt:
		return qda.E(qda.Cancelled, "cancelled", "Stopped. Nothing of this step was kept; everything before it was.").Because(err)
	}
	return err
}

func diskFull(err error) error {
	return qda.E(qda.Storage, "disk.full", "The disk is full. The last change was not kept; everything before it was. Make room and do it again.").Because(err)
}

func readOnly() *qda.Error {
	return qda.E(qda.ReadOnly, "project.read_only", "The project is open for reading only. Nothing was changed. Save a copy to work in.")
}
