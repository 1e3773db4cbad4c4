package bridge

import (
	"fmt"
	"io"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"articula/internal/qda"
)

// Journal writes one line for each thing that went wrong. It has no method that
// takes free text, because what people work on must not end up in a log: a line
// holds codes, kinds, type names and places in the program, nothing else.
type Journal struct {
	mu  sync.Mutex
	out io.Writer
	now func() time.Time
}

func (j *Journal) line(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Fprintf(j.out, "%s "+format+"\n", append([]any{j.now().UTC().Format(time.RFC3339)}, args...)...)
}

// failed notes an error by its code and the types of its causes.
func (j *Journal) failed(e *qda.Error) {
	causes := ""
	for cause := e.Cause; cause != nil; {
		causes += fmt.Sprintf(" <- %T", cause)
		u, ok := cause.(interface{ Unwrap() error })
		if !ok {
			break
		}
		cause = u.Unwrap()
	}
	j.line("failed kind=%s code=%s%s", plain(string(e.Kind)), plain(e.Code), causes)
}

// panicked notes where a panic came from. The value of a panic can hold anything,
// so only the run-time system's own is written out.
func (j *Journal) panicked(value any) {
	what := fmt.Sprintf("%T", value)
	if e, ok := value.(runtime.Error); ok {
		what = e.Error() // "index out of range [5] with length 3": figures, no text
	}
	j.line("panic %s\n%s", what, debug.Stack())
}

// foreign notes a request without the secret.
func (j *Journal) foreign(what string) { j.line("refused foreign %s", what) }

// Blocked notes what the lock on the web view refused; origin is scheme and host.
func (j *Journal) Blocked(kind, origin string) { j.line("blocked %s %s", plain(kind), origin) }

// Note writes that something happened, by a name of the program's own.
func (j *Journal) Note(name string) { j.line("note %s", plain(name)) }

// name is what the program's own codes look like.
var name = regexp.MustCompile(`^[a-z0-9._-]*$`)

// plain lets codes through and nothing that a person could have written.
func plain(code string) string {
	if !name.MatchString(code) {
		return "?"
	}
	return code
}

// Journal is where this run notes what went wrong.
func (d *Desk) Journal() *Journal { return d.journal }

// LibraryLog is the window library's logger. The library writes whole messages of
// the page into its lines, with everything that the person typed, and lines that the
// page asked for; only the beginnings that it is known to write are kept, and only
// of warnings and errors.
type LibraryLog struct{ Journal *Journal }

var known = []string{
	"process message error", "error parsing arguments", "method", "Unknown message from front end",
	"Blocked request from unauthorized origin", "failed to get origin", "Invalid", "Unable to",
	"[AssetServer]", "[AssetHandler]", "Notify", "WebView", "Error during binding",
}

func (l LibraryLog) keep(level, message string) {
	what := "something else"
	for _, k := range known {
		if strings.HasPrefix(message, k) {
			what = k
		}
	}
	l.Journal.line("window library %s: %s", level, what)
}

func (LibraryLog) Print(string)             {}
func (LibraryLog) Trace(string)             {}
func (LibraryLog) Debug(string)             {}
func (LibraryLog) Info(string)              {}
func (l LibraryLog) Warning(message string) { l.keep("warning", message) }
func (l LibraryLog) Error(message string)   { l.keep("error", message) }
func (l LibraryLog) Fatal(message string)   { l.keep("fatal", message) }
