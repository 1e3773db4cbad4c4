package profile

import (
	"path/filepath"
	"slices"
	"time"

	"articula/internal/qda"
)

// MaxRecent is how many projects are remembered.
const MaxRecent = 20

// Recent is a project opened lately.
type Recent struct {
	Path   string `json:"path"`
	Title  string `json:"title"`
	Opened string `json:"opened"` // qda.TimeLayout
}

// Recent lists the projects opened lately, the last one first.
func (p *Profile) Recent() []Recent {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.recent()
}

func (p *Profile) recent() []Recent {
	if list := listIn[Recent](p, "recent.json"); list != nil {
		return list
	}
	return []Recent{}
}

// Opened puts a project first in the list.
func (p *Profile) Opened(path, title string, at time.Time) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return qda.AsError(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	list := append([]Recent{{Path: path, Title: title, Opened: qda.FormatTime(at)}}, p.without(path)...)
	return p.write("recent.json", list[:min(len(list), MaxRecent)])
}

// Forget takes a project out of the list; the project itself is not touched.
func (p *Profile) Forget(path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.write("recent.json", p.without(path))
}

func (p *Profile) without(path string) []Recent {
	return slices.DeleteFunc(p.recent(), func(r Recent) bool { return r.Path == path })
}
