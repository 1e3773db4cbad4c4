package engine

import (
	"context"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"articula/internal/qda"
	"articula/internal/store"
)

// Options say where the program runs. Zero values mean the system's own.
type Options struct {
	Now      func() time.Time
	Random   io.Reader
	Device   string // name of the computer
	User     string // name of the person on it
	Version  string // of the program
	StateDir string // for working copies and backups
	CacheDir string // for search indexes and the compiled PDF reader
	Reader   Reader // of files to import; nil reads them in the program itself
	Seeds    fs.FS  // what comes with the program: codebooks and the sample project
}

// Engine opens and makes projects.
type Engine struct{ opts Options }

// New fills in what the options leave open.
func New(o Options) *Engine {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Device == "" {
		o.Device, _ = os.Hostname()
	}
	if o.User == "" {
		o.User = systemUser()
	}
	if o.StateDir == "" {
		o.StateDir = defaultDir("XDG_STATE_HOME", ".local/state", os.UserConfigDir)
	}
	if o.CacheDir == "" {
		o.CacheDir = defaultDir("XDG_CACHE_HOME", ".cache", os.UserCacheDir)
	}
	return &Engine{opts: o}
}

// systemUser is the person's name as the system has it, else the account's.
func systemUser() string {
	u, err := user.Current()
	switch {
	case err != nil:
		return "Coder"
	case u.Name != "":
		return u.Name
	}
	return u.Username
}

// defaultDir is the folder of the XDG Base Directory Specification where its
// variable or Linux says so, and the system's own elsewhere.
func defaultDir(variable, underHome string, system func() (string, error)) string {
	if dir := os.Getenv(variable); dir != "" {
		return filepath.Join(dir, "articula")
	}
	if home, err := os.UserHomeDir(); err == nil {
		if _, err := os.Stat("/proc"); err == nil {
			return filepath.Join(home, underHome, "articula")
		}
	}
	if dir, err := system(); err == nil {
		return filepath.Join(dir, "articula")
	}
	return filepath.Join(os.TempDir(), "articula")
}

func (e *Engine) storeOptions(readOnly bool) store.Options {
	return store.Options{
		Now: e.opts.Now, Random: e.opts.Random, Device: e.opts.Device, User: e.opts.User,
		AppVersion: e.opts.Version, StateDir: e.opts.StateDir, ReadOnly: readOnly,
	}
}

// NewProject is what a project starts with.
type NewProject struct {
	Title       string
	Description string
	Language    string // of the codebook's names, ISO 639-1; "" is English
	Codebook    string // "institutional-analysis" or "" for none
	Coder       string // name of the person who works in it
}

// OpenProject says how a project is to be opened.
type OpenProject struct {
	ReadOnly bool
	Coder    string // name of the person who works in it; "" as in [Project.Become]
}

// Open opens a project file. See [store.Open] for its errors.
func (e *Engine) Open(ctx context.Context, path string, o OpenProject) (*Project, error) {
	s, err := store.Open(ctx, path, e.storeOptions(o.ReadOnly))
	if err != nil {
		return nil, explained(err)
	}
	p := newProject(e, s)
	if err := p.Become(ctx, o.Coder); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// explained makes sure that what leaves the engine is a qda.Error.
func explained(err error) error {
	if err == nil {
		return nil
	}
	return qda.AsError(err)
}
