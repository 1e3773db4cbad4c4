package engine

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"articula/internal/exchange/bundle"
	"articula/internal/extract"
	"articula/internal/qda"
)

// taskReader is a [Reader] that can have other work done behind its wall as well.
type taskReader interface {
	Do(ctx context.Context, t extract.Task, take func(head json.RawMessage, body []byte) error) error
}

// projectTask is what a child calls reading the project of another program.
const projectTask = "project"

var childTasks = map[string]extract.TaskFunc{projectTask: func(ctx context.Context, ask json.RawMessage, tell extract.Tell) error {
	var r ImportProject
	if err := json.Unmarshal(ask, &r); err != nil {
		return err
	}
	debug.SetMemoryLimit(usualMemory + 2*sizeOf(r.Path)) // the collector works harder from here on
	b, err := readProjectHere(ctx, r)
	if err != nil {
		return err
	}
	return b.Send(tell)
}}

// What reading a project may cost: memory for the tree of its largest part, and as
// much again as the files hold that come with it.
const (
	usualMemory   = 420 << 20 // is enough for the largest project that is read; what it takes beyond that is given back soon
	projectTime   = 10 * time.Minute
	projectMemory = 1 << 30
	mostMemory    = 5 << 30
)

// readProject reads a file of another program into a bundle: behind the wall, if the
// reader has one.
func (p *Project) readProject(ctx context.Context, r ImportProject) (*bundle.Bundle, error) {
	wall, ok := p.eng.reader().(taskReader)
	if !ok {
		return readProjectHere(ctx, r)
	}
	path, err := filepath.Abs(r.Path)
	if err != nil {
		return nil, unreadable(r.Path, err)
	}
	r.Path = path
	ask, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	b, name := bundle.New(""), filepath.Base(path)
	err = wall.Do(ctx, extract.Task{Name: projectTask, Ask: ask, Memory: min(projectMemory+2*sizeOf(path), mostMemory), Time: projectTime}, b.Take)
	if err == nil && !b.Sound() {
		err = errProjectReader(name)
	}
	switch extract.EndingOf(err) {
	case extract.OutOfTime:
		return nil, qda.E(qda.Invalid, "import.project_time", "{name} could not be read within {minutes} minutes, so reading it was stopped. Nothing was changed.", "name", name, "minutes", int(projectTime.Minutes())).Because(err)
	case extract.OutOfMemory:
		return nil, qda.E(qda.Invalid, "import.project_memory", "{name} needs more memory to be read than any project should, so reading it was stopped. Nothing was changed.", "name", name).Because(err)
	case extract.Died:
		return nil, errProjectReader(name).Because(err)
	}
	return b, err
}

func errProjectReader(name string) *qda.Error {
	return qda.E(qda.Damaged, "import.project_reader", "{name} could not be read: the part of the program that reads files broke on it. Nothing was changed. Export it again in its own program.", "name", name)
}

// sizeOf is how many bytes a file or the files of a folder have.
func sizeOf(path string) (total int64) {
	_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			total += info.Size()
		}
		return nil
	})
	if info, err := os.Stat(path); err == nil && total == 0 {
		total = info.Size() // it is a link
	}
	return total
}
