package engine

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"articula/internal/extract"
	"articula/internal/qda"
)

// Reader turns the bytes of a file into text and structure. [Walled] does it in
// another process, where projects of other programs are read as well; [InProcess] in
// this one.
type Reader interface {
	Read(ctx context.Context, data []byte, o extract.Options) (extract.Result, error)
}

// Walled reads files in child processes, which a hostile or broken file may bring
// down without harm. The program must call [ReadFilesIfChild] first thing.
func Walled() Reader { return &extract.Runner{} }

// ReadFilesIfChild makes this process read files for the one that started it, if
// that is what it was started for, and does not return then.
func ReadFilesIfChild() { extract.ServeIfChild(childTasks) }

// InProcess reads files in the program itself: for files that come with it, and
// for tests.
type InProcess struct{}

// Read reads the file.
func (InProcess) Read(ctx context.Context, data []byte, o extract.Options) (extract.Result, error) {
	return extract.Bytes(ctx, data, o)
}

func (e *Engine) reader() Reader {
	if e.opts.Reader == nil {
		return InProcess{}
	}
	return e.opts.Reader
}

// readFile reads a file from the disk and gives its bytes besides what they say.
func (e *Engine) readFile(ctx context.Context, path string, o extract.Options) (extract.Result, []byte, error) {
	data, err := fileBytes(path, o.Limits.FileBytes)
	if err != nil {
		return extract.Result{}, nil, err
	}
	if o.Name == "" {
		o.Name = filepath.Base(path)
	}
	res, err := e.reader().Read(ctx, data, o)
	return res, data, err
}

// fileBytes takes in a file, but no more of it than the limit and one byte, by
// which the reader sees that it is too large. 0 means the usual limit.
func fileBytes(path string, limit int64) ([]byte, error) {
	if limit <= 0 {
		limit = extract.DefaultLimits().FileBytes
	}
	f, size, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if size > limit {
		return nil, extract.TooLarge(filepath.Base(path), size, limit)
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

// openRegular opens a file that somebody named, and says how large it is.
func openRegular(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, unreadable(path, err)
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return nil, 0, irregular(path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, unreadable(path, err)
	}
	return f, info.Size(), nil
}

func unreadable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return qda.E(qda.NotFound, "import.missing", "{path} does not exist.", "path", path).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return qda.E(qda.Storage, "import.permission", "{path} cannot be read: the system does not allow it.", "path", path).Because(err)
	}
	return qda.E(qda.Storage, "import.unreadable", "{path} cannot be read.", "path", path).Because(err)
}

func irregular(path string) error {
	return qda.E(qda.Unsupported, "import.irregular", "{name} is not a regular file.", "name", filepath.Base(path))
}
