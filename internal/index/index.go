package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"articula/internal/qda"
)

// Options say where the index of a project lies and what it may use.
type Options struct {
	// Dir is the cache folder of the program; the index of each project has a folder
	// of its own below it. "" keeps the index in memory.
	Dir     string
	Project qda.ID
	// Memory bounds the texts kept for searching, in bytes; 0 means 128 MiB.
	Memory int
}

// Index answers searches over one project. It is ready at once: until [Index.Open]
// and [Index.CatchUp] have done their work, and whenever the file cannot be used,
// it reads the texts themselves. The answers are the same.
type Index struct {
	options Options
	source  Source
	texts   *texts

	work sync.Mutex // held while the index is opened, written or closed

	mu     sync.Mutex
	disk   *disk
	now    *catalogue // of the last batch that is known to be written
	coming *catalogue // of a batch that is being written
	reason *qda.Error // why there is no disk
	doubts bool       // the disk is to be thrown away
}

// New makes an index that answers by reading texts.
func New(options Options, source Source) *Index {
	if options.Memory == 0 {
		options.Memory = 128 << 20
	}
	return &Index{options: options, source: source, texts: newTexts(source, options.Memory), reason: errClosed}
}

var (
	errClosed = qda.E(qda.Unsupported, "index.closed", "The search index is not open. Searches read the texts themselves.")
	errBusy   = qda.E(qda.Busy, "index.held", "Another window or command uses the search index of this project. Searches read the texts themselves meanwhile.")
)

func (ix *Index) errFolder(cause error) *qda.Error {
	return qda.E(qda.Storage, "index.folder", "The search index cannot be kept in {folder}. Searches read the texts themselves; nothing of the project is affected.",
		"folder", ix.options.Dir).Because(cause)
}

// Folder is where the index of a project lies in a cache folder, with all its
// versions. It may be deleted at any time when the project is closed.
func Folder(dir string, project qda.ID) string {
	return filepath.Join(dir, "index", project.String())
}

// Remove deletes the index of a project, all versions.
func Remove(dir string, project qda.ID) error {
	if err := os.RemoveAll(Folder(dir, project)); err != nil {
		return qda.E(qda.Storage, "index.remove", "The search index in {folder} could not be deleted.", "folder", dir).Because(err)
	}
	return nil
}

func (ix *Index) path() string {
	if ix.options.Dir == "" {
		return ""
	}
	return filepath.Join(Folder(ix.options.Dir, ix.options.Project), version)
}

// Open opens the index file, or starts a new one where it is missing, damaged, of
// another version or of another project. An error says why there is none for the
// time being (kind Busy: another process has it; Storage: the folder cannot be
// used); searches work all the same.
func (ix *Index) Open() error {
	ix.work.Lock()
	defer ix.work.Unlock()
	if d, _ := ix.current(); d != nil {
		return nil
	}
	return ix.open()
}

func (ix *Index) open() error {
	path := ix.path()
	if path == "" {
		return ix.create()
	}
	err := checkFiles(path)
	if err == nil {
		err = ix.load(path)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errHeld):
		return ix.without(errBusy)
	}
	if err := os.RemoveAll(path); err != nil {
		return ix.without(ix.errFolder(err))
	}
	return ix.create()
}

// load opens an index that is there.
func (ix *Index) load(path string) error {
	d, err := openDisk(path)
	if err != nil {
		return err
	}
	c, err := d.catalogue()
	if err == nil && c.state.Project != ix.options.Project {
		err = errIncomplete
	}
	if err != nil {
		_ = d.close(path)
		return err
	}
	ix.with(d, c)
	return nil
}

// create starts an empty index in place of whatever is there.
func (ix *Index) create() error {
	path := ix.path()
	if path != "" {
		if err := prepareFolder(path); err != nil {
			return ix.without(ix.errFolder(err))
		}
	}
	d, err := openDisk(path)
	if errors.Is(err, errHeld) {
		return ix.without(errBusy)
	}
	if err != nil {
		return ix.without(ix.errFolder(err))
	}
	c := newCatalogue(state{Project: ix.options.Project})
	b := bleveindex.NewBatch()
	b.SetInternal(stateKey, c.state.encode())
	if err := d.write(b); err != nil {
		_ = d.close(path)
		return ix.without(ix.errFolder(err))
	}
	ix.with(d, c)
	return nil
}

// prepareFolder makes the folder of the index, for this user only, and removes the
// indexes of other versions beside it.
func prepareFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) { // the project's folder and "index" above it
		if err := os.Chmod(dir, 0o700); err != nil {
			return err
		}
		if filepath.Base(dir) == "index" {
			break
		}
	}
	others, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.Name() != filepath.Base(path) {
			if err := os.RemoveAll(filepath.Join(filepath.Dir(path), o.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func (ix *Index) with(d *disk, c *catalogue) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.disk, ix.now, ix.coming, ix.reason, ix.doubts = d, c, nil, nil, false
}

// doubt notes that the index failed to answer; it is not asked again, and built anew
// when it is to catch up.
func (ix *Index) doubt(c *catalogue) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.now == c || ix.coming == c {
		ix.doubts = true
	}
}

// without gives the index up for the time being.
func (ix *Index) without(reason *qda.Error) error {
	ix.mu.Lock()
	d := ix.disk
	ix.disk, ix.now, ix.coming, ix.reason = nil, nil, nil, reason
	ix.mu.Unlock()
	if d != nil {
		_ = d.close(ix.path())
	}
	return reason
}

func (ix *Index) current() (*disk, *catalogue) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return ix.disk, ix.now
}

// Close closes the index file. Searches go on without it.
func (ix *Index) Close() error {
	ix.work.Lock()
	defer ix.work.Unlock()
	_ = ix.without(errClosed)
	return nil
}

// snapshot is one state of the index: what can be found in it, and what it holds.
type snapshot struct {
	bleveindex.IndexReader
	*catalogue
}

// snapshot takes hold of the present state, nil if there is none. While a batch is
// being written bleve may already show it: the generation tells which catalogue
// belongs to what bleve shows.
func (ix *Index) snapshot() *snapshot {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.disk == nil || ix.doubts {
		return nil
	}
	r, err := ix.disk.ix.Reader()
	if err != nil {
		return nil
	}
	if b, err := r.GetInternal(stateKey); err == nil {
		if s, err := decodeState(b); err == nil {
			for _, c := range []*catalogue{ix.now, ix.coming} {
				if c != nil && c.state.Gen == s.Gen {
					return &snapshot{r, c}
				}
			}
		}
	}
	_ = r.Close()
	return nil
}

// Status says what the index is and how far it has come.
type Status struct {
	Open    bool
	Reason  *qda.Error // why it is not open
	Built   bool       // false while it is built for the first time
	Base    Op         // up to here it has read the log
	Targets int
	Chunks  int
}

// Status gives the present status.
func (ix *Index) Status() Status {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.disk == nil {
		return Status{Reason: ix.reason}
	}
	return Status{Open: true, Built: ix.now.state.Done, Base: ix.now.state.Base, Targets: len(ix.now.entries), Chunks: ix.now.state.Chunks}
}

// Rebuild throws the index away and reads the whole project again.
func (ix *Index) Rebuild(ctx context.Context, progress func(Progress)) error {
	ix.work.Lock()
	err := ix.restart()
	ix.work.Unlock()
	if err != nil {
		return err
	}
	return ix.CatchUp(ctx, progress)
}

// restart begins an empty index.
func (ix *Index) restart() error {
	if d, _ := ix.current(); d == nil {
		if err := ix.open(); err != nil {
			return err // not ours to throw away
		}
	}
	_ = ix.without(errClosed)
	if path := ix.path(); path != "" {
		if err := os.RemoveAll(path); err != nil {
			return ix.without(ix.errFolder(err))
		}
	}
	return ix.create()
}
