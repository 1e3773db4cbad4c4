package bridge

import (
	"context"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// Filter is one choice of the list of file types in a dialog.
type Filter struct {
	Name    string   // in the person's language
	Endings []string // "articula", without a dot
}

// Dialog asks the person for files or a folder.
type Dialog struct {
	Title    string
	Filters  []Filter
	Folder   string // where to start; "" leaves it to the system
	Name     string // proposed name of a file to write
	Multiple bool
}

// Desktop is what the system does for the window. There are two: the real one, and
// the one of end-to-end tests in a browser, which cannot click a dialog.
type Desktop interface {
	Emit(ctx context.Context, event string, data any)
	OpenFiles(ctx context.Context, d Dialog) ([]string, error)  // none when the person cancelled
	OpenFolder(ctx context.Context, d Dialog) ([]string, error) // none or one
	SaveFile(ctx context.Context, d Dialog) ([]string, error)   // none or one
	Confirm(ctx context.Context, title, question string) (bool, error)
	Browse(ctx context.Context, address string)
	Copy(ctx context.Context, text string) error
	Quit(ctx context.Context)
}

// System is the desktop of the machine, by way of the window library.
type System struct{}

func patterns(filters []Filter) []runtime.FileFilter {
	out := make([]runtime.FileFilter, 0, len(filters))
	for _, f := range filters {
		pattern := ""
		for _, e := range f.Endings {
			pattern += ";*." + e
		}
		if pattern == "" {
			pattern = ";*"
		}
		out = append(out, runtime.FileFilter{DisplayName: f.Name, Pattern: pattern[1:]})
	}
	return out
}

// one makes a list of a path that may be empty.
func one(path string, err error) ([]string, error) {
	if path == "" {
		return nil, err
	}
	return []string{path}, err
}

// Emit sends an event to the page.
func (System) Emit(ctx context.Context, event string, data any) {
	if ctx.Value("events") != nil { // before the window is there, nobody listens
		runtime.EventsEmit(ctx, event, data)
	}
}

// OpenFiles asks for files to read.
func (System) OpenFiles(ctx context.Context, d Dialog) ([]string, error) {
	o := runtime.OpenDialogOptions{Title: d.Title, Filters: patterns(d.Filters), DefaultDirectory: d.Folder}
	if d.Multiple {
		return runtime.OpenMultipleFilesDialog(ctx, o)
	}
	return one(runtime.OpenFileDialog(ctx, o))
}

// OpenFolder asks for a folder to read.
func (System) OpenFolder(ctx context.Context, d Dialog) ([]string, error) {
	return one(runtime.OpenDirectoryDialog(ctx, runtime.OpenDialogOptions{Title: d.Title, DefaultDirectory: d.Folder}))
}

// SaveFile asks where to write a file; the system asks before an existing one is chosen.
func (System) SaveFile(ctx context.Context, d Dialog) ([]string, error) {
	return one(runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{
		Title: d.Title, Filters: patterns(d.Filters), DefaultDirectory: d.Folder, DefaultFilename: d.Name, CanCreateDirectories: true,
	}))
}

// Confirm asks yes or no. The buttons speak the language of the system.
func (System) Confirm(ctx context.Context, title, question string) (bool, error) {
	chosen, err := runtime.MessageDialog(ctx, runtime.MessageDialogOptions{
		Type: runtime.QuestionDialog, Title: title, Message: question, DefaultButton: "No", CancelButton: "No",
	})
	return chosen == "Yes", err
}

// Browse opens an address in the person's browser or mail program.
func (System) Browse(ctx context.Context, address string) { runtime.BrowserOpenURL(ctx, address) }

// Copy puts text on the clipboard.
func (System) Copy(ctx context.Context, text string) error {
	return runtime.ClipboardSetText(ctx, text)
}

// Quit closes the window.
func (System) Quit(ctx context.Context) { runtime.Quit(ctx) }
