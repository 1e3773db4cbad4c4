package bridge

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"articula/internal/qda"
)

// Files asks the person for files and folders, by the dialogs of the system, and
// gives the page tokens for them. Cancelling a dialog gives an empty list.
type Files struct{ desk *Desk }

// Ask is a question for files. The words are the page's, in the person's language.
type Ask struct {
	Title string `json:"title"`
	Type  string `json:"type"` // name of the file type, to show
	Name  string `json:"name"` // proposed name of a file to write
}

// Ending of a project file.
const Ending = "articula"

// readable are the endings of the files that can be imported.
var readable = []string{"txt", "md", "html", "htm", "docx", "odt", "rtf", "pdf", "vtt", "srt", "csv", "qdpx", "qde", "sqlite3", "sqlite", "rqda", "qda"}

// tables are the endings of the files that cases and attributes can be read from.
var tables = []string{"csv", "tsv", "xlsx"}

// codebooks are the endings of the files that codebooks can be read from.
var codebooks = []string{"yaml", "yml", "csv", "xlsx", "qdc"}

// AtStart gives the project that the program was started with, if any.
func (b *Files) AtStart(c Caller) ([]Chosen, error) {
	return answer(b.desk, c, func(context.Context) ([]Chosen, error) {
		return b.desk.give(UseOpen, b.desk.atStart), nil
	})
}

// ChooseProject asks for a project to open.
func (b *Files) ChooseProject(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseOpen, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFiles(ctx, Dialog{
			Title: ask.Title, Filters: []Filter{{ask.Type, []string{Ending}}}, Folder: b.desk.lastFolder(),
		})
	})
}

// ChooseDocuments asks for documents to import.
func (b *Files) ChooseDocuments(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseImport, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFiles(ctx, Dialog{Title: ask.Title, Multiple: true, Filters: []Filter{{ask.Type, readable}}})
	})
}

// ChooseTable asks for a table of cases, documents or answers to take over.
func (b *Files) ChooseTable(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseImport, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFiles(ctx, Dialog{Title: ask.Title, Filters: []Filter{{ask.Type, tables}}})
	})
}

// ChooseCodebook asks for a codebook to take over.
func (b *Files) ChooseCodebook(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseImport, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFiles(ctx, Dialog{Title: ask.Title, Filters: []Filter{{ask.Type, codebooks}}})
	})
}

// ChoosePacket asks for a packet or another copy of the project, locked or not.
func (b *Files) ChoosePacket(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseOpen, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFiles(ctx, Dialog{Title: ask.Title, Filters: []Filter{{ask.Type, []string{Ending, "age"}}}, Folder: b.desk.lastFolder()})
	})
}

// ChooseKeys asks for the file with one's own keys.
func (b *Files) ChooseKeys(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseImport, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFiles(ctx, Dialog{Title: ask.Title})
	})
}

// ChooseFolder asks for a folder of documents to import.
func (b *Files) ChooseFolder(c Caller, ask Ask) ([]Chosen, error) {
	return b.choose(c, UseImport, func(ctx context.Context) ([]string, error) {
		return b.desk.desktop.OpenFolder(ctx, Dialog{Title: ask.Title})
	})
}

// ChooseNewProject asks where to write a new project.
func (b *Files) ChooseNewProject(c Caller, ask Ask) ([]Chosen, error) {
	return b.target(c, UseCreate, ask, Ending)
}

// ChooseNewPacket asks where to write a packet; its ending is that of the proposed name.
func (b *Files) ChooseNewPacket(c Caller, ask Ask) ([]Chosen, error) {
	return b.target(c, UseCreate, ask, ending(ask.Name))
}

// ChooseTarget asks where to write an export; its ending is that of the proposed name.
func (b *Files) ChooseTarget(c Caller, ask Ask) ([]Chosen, error) {
	return b.target(c, UseExport, ask, ending(ask.Name))
}

func (b *Files) target(c Caller, use Use, ask Ask, ending string) ([]Chosen, error) {
	return b.choose(c, use, func(ctx context.Context) ([]string, error) {
		d := Dialog{Title: ask.Title, Name: fileName(ask.Name, ending)}
		if use == UseCreate {
			d.Folder = b.desk.lastFolder()
		}
		if ending != "" {
			d.Filters = []Filter{{ask.Type, []string{ending}}}
		}
		paths, err := b.desk.desktop.SaveFile(ctx, d)
		for i, p := range paths {
			paths[i] = withEnding(p, ending)
		}
		return paths, err
	})
}

func (b *Files) choose(c Caller, use Use, ask func(context.Context) ([]string, error)) ([]Chosen, error) {
	return answer(b.desk, c, func(ctx context.Context) ([]Chosen, error) {
		paths, err := ask(ctx)
		if err != nil {
			return nil, qda.E(qda.Internal, "bridge.dialog",
				"The system could not show the dialog for choosing a file. Nothing was changed.").Because(err)
		}
		return b.desk.give(use, paths), nil
	})
}

// give makes tokens for paths that came from the system.
func (d *Desk) give(use Use, paths []string) []Chosen {
	out := make([]Chosen, 0, len(paths))
	for _, p := range paths {
		if filepath.IsAbs(p) {
			out = append(out, d.tokens.Give(use, p))
		}
	}
	return out
}

// lastFolder is that of the project opened last, if it can still be seen: a dialog
// for projects starts there.
func (d *Desk) lastFolder() string {
	for _, r := range d.profile.Recent() {
		if folder := filepath.Dir(r.Path); isFolder(folder) {
			return folder
		}
	}
	return ""
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// StartWith notes the project, by its absolute path, that the program was started with.
func (d *Desk) StartWith(path string) { d.atStart = []string{path} }

// fileName makes a name that every file system takes of a proposed one.
func fileName(name, ending string) string {
	if ending != "" {
		name = strings.TrimSuffix(name, "."+ending)
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	if name = strings.Trim(name, " ."); name == "" {
		name = "articula"
	}
	if ending == "" {
		return name
	}
	return name + "." + ending
}

// ending of a path, in small letters and without its dot.
func ending(path string) string {
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
}

// withEnding adds the ending that the person left out.
func withEnding(path, ending string) string {
	if ending == "" || strings.EqualFold(filepath.Ext(path), "."+ending) {
		return path
	}
	return path + "." + ending
}

// Drop is an event: files were dropped on the window, at x, y in pixels of the page.
type Drop struct {
	Files []Chosen `json:"files"`
	X     int      `json:"x"`
	Y     int      `json:"y"`
}

// Dropped is told by the window, never by the page, what was dropped on it. A
// project can be opened, anything else imported.
func (d *Desk) Dropped(x, y int, paths []string) {
	projects, rest := []string{}, []string{}
	for _, p := range paths {
		if strings.EqualFold(filepath.Ext(p), "."+Ending) {
			projects = append(projects, p)
		} else {
			rest = append(rest, p)
		}
	}
	if len(projects) > 0 {
		d.Emit("drop-project", Drop{d.give(UseOpen, projects[:1]), x, y})
	}
	if len(rest) > 0 {
		d.Emit("drop", Drop{d.give(UseImport, rest), x, y})
	}
}

// Hovering is told by the window that files are held over it.
func (d *Desk) Hovering(over bool) { d.Emit("hover", over) }
