package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"articula/internal/exchange/bundle"
	formats "articula/internal/exchange/foreign"
	"articula/internal/qda"
	"articula/internal/store/foreign"
)

// readForeign reads a project of Taguette, QualCoder or RQDA.
func readForeign(ctx context.Context, r ImportProject) (*bundle.Bundle, error) {
	path, name := r.Path, filepath.Base(r.Path)
	format := formatOf(path)
	folder := ""
	if format == "qualcoder" {
		info, err := os.Stat(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		if folder = path; info.IsDir() {
			path = filepath.Join(path, "data.qda")
			if in, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && in.IsDir() {
				return nil, qda.E(qda.Unsupported, "foreign.folder", "{name} is not a project of QualCoder: there is no file data.qda in this folder. Nothing was changed. Choose the folder that QualCoder made for the project.", "name", name).Because(err)
			}
		} else {
			folder = filepath.Dir(path)
			name = filepath.Base(folder)
		}
	}
	db, err := foreign.Open(ctx, path, foreign.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer db.Close()
	switch format {
	case "qualcoder":
		root, err := os.OpenRoot(folder)
		if err != nil {
			return nil, unreadable(folder, err)
		}
		defer root.Close()
		left := int64(maxBeside)
		return formats.QualCoder(ctx, db, name, func(place string) ([]byte, bool, error) { return beside(root, place, &left) })
	case "rqda":
		return formats.RQDA(ctx, db, name)
	}
	return formats.Taguette(ctx, db, name, formats.TaguetteOptions{Dots: r.Dots, Only: r.Projects})
}

// maxBeside bounds what is read of the files beside a database, all together.
const maxBeside = 2 << 30

// beside reads a file in a project's folder, and none that a name or link leads to
// outside of it.
func beside(root *os.Root, place string, left *int64) ([]byte, bool, error) {
	info, err := root.Stat(filepath.FromSlash(place))
	if err != nil || !info.Mode().IsRegular() {
		return nil, false, nil // missing, or somewhere else
	}
	if *left -= info.Size(); *left < 0 {
		return nil, false, qda.E(qda.Invalid, "foreign.files", "The files in the folder are larger than any project, so it was not read. Nothing was changed.")
	}
	b, err := root.ReadFile(filepath.FromSlash(place))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, unreadable(place, err)
	}
	return b, true, nil
}
