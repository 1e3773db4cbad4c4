package profile

import (
	"path/filepath"
	"slices"

	"articula/internal/qda"
)

// worker is who was chosen last to work in a project on this computer. A project of
// another identity at the same path is another project.
type worker struct {
	Path    string `json:"path"`
	Project qda.ID `json:"project"`
	Name    string `json:"name"`
}

// Worker gives the name of who was chosen last to work in the project at the path;
// "" if nobody was.
func (p *Profile) Worker(path string, project qda.ID) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, w := range p.workers() {
		if w.Path == path && w.Project == project {
			return w.Name
		}
	}
	return ""
}

// Chosen notes who was chosen to work in the project at the path.
func (p *Profile) Chosen(path string, project qda.ID, name string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return qda.AsError(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	others := slices.DeleteFunc(p.workers(), func(w worker) bool { return w.Path == path })
	list := append([]worker{{Path: path, Project: project, Name: name}}, others...)
	return p.write("workers.json", list[:min(len(list), MaxRecent)])
}

func (p *Profile) workers() []worker { return listIn[worker](p, "workers.json") }
