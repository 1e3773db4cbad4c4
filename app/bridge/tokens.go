package bridge

import (
	"path/filepath"
	"sync"

	"articula/internal/qda"
)

// Use is what a path may be used for; a token given for one use is worth nothing
// for another.
type Use string

const (
	UseOpen   Use = "open"   // a project to open
	UseCreate Use = "create" // a project to write anew
	UseImport Use = "import" // a document, codebook or folder to read
	UseExport Use = "export" // a file to write
)

// maxTokens is far more than a person can choose in one run; the oldest go first.
const maxTokens = 20000

// Tokens stand for paths in what the page says. They hold for the run that gave
// them out. It is safe for concurrent use.
type Tokens struct {
	mu     sync.Mutex
	grants map[string]grant
	order  []string
}

type grant struct {
	use  Use
	path string
}

// Chosen is a file that the person chose, as the page sees it.
type Chosen struct {
	Token  string `json:"token"`
	Name   string `json:"name"`   // file name, to show
	Folder string `json:"folder"` // its folder, to show
}

// Give makes a token for an absolute path.
func (t *Tokens) Give(use Use, path string) Chosen {
	path = filepath.Clean(path)
	token := secret()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.grants == nil {
		t.grants = map[string]grant{}
	}
	t.grants[token] = grant{use, path}
	t.order = append(t.order, token)
	if len(t.order) > maxTokens {
		delete(t.grants, t.order[0])
		t.order = t.order[1:]
	}
	return Chosen{Token: token, Name: filepath.Base(path), Folder: filepath.Dir(path)}
}

// Path gives the path of a token that was made for this use.
func (t *Tokens) Path(use Use, token string) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g, ok := t.grants[token]
	if !ok || g.use != use {
		return "", qda.E(qda.Invalid, "bridge.unknown_token",
			"This file was not chosen in this window, or too long ago. Nothing was opened; please choose it again.")
	}
	return g.path, nil
}

// Tokens are those of this run.
func (d *Desk) Tokens() *Tokens { return d.tokens }
