package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"articula/internal/engine"
	"articula/internal/qda"
)

// IO is where a command reads and writes.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
}

// app is what commands work with.
type app struct {
	IO
	ctx     context.Context
	engine  *engine.Engine
	json    bool
	drawn   bool      // a line of progress stands on the terminal
	printed func(any) // told what is written as JSON; for tests
}

// Main runs one command line and gives its exit code. The context ends it early:
// what is under way is stopped, and nothing half done is kept.
func Main(ctx context.Context, e *engine.Engine, version string, args []string, std IO) int {
	return (&app{IO: std, ctx: ctx, engine: e}).run(version, args)
}

func (a *app) run(version string, args []string) int {
	exited, code := false, 0
	parser, err := newParser(
		kong.Writers(a.Out, a.Err),
		kong.Exit(func(c int) { exited, code = true, c }),
		kong.Vars{"version": "articula " + version},
		kong.Bind(a),
	)
	if err != nil {
		fmt.Fprintln(a.Err, err)
		return exitCodes[qda.Internal]
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		return a.usage(err, args)
	}
	a.json = wantsJSON(parsed)
	if c, ok := parsed.Selected().Target.Addr().Interface().(interface{ readable() error }); ok {
		if err := c.readable(); err != nil {
			return a.report(err)
		}
	}
	return a.report(parsed.Run(a))
}

// newParser builds the grammar.
func newParser(options ...kong.Option) (*kong.Kong, error) {
	parser, err := kong.New(&grammar{}, append(options,
		kong.Name("articula"),
		kong.Description("Qualitative institutional analysis: import, code, search, compare and export. A project is one file; every command names it first."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Help(help),
		kong.ExplicitGroups(groups),
	)...)
	if err != nil {
		return nil, err
	}
	whole(parser.Model.Node)
	return parser, nil
}

// whole keeps values that are given several times as they are: names of codes and
// cases have commas in them.
func whole(n *kong.Node) {
	for _, f := range n.Flags {
		f.Tag.Sep, f.Tag.MapSep = -1, -1
	}
	for _, child := range n.Children {
		whole(child)
	}
}

// usage explains a command line that was not understood.
func (a *app) usage(err error, args []string) int {
	var bad *kong.ParseError
	command := ""
	if errors.As(err, &bad) && bad.Context != nil && bad.Context.Selected() != nil {
		command = " " + bad.Context.Selected().Path()
	}
	text := strings.TrimSuffix(err.Error(), ".")
	if change := changers[strings.TrimSpace(command)]; change != "" && strings.HasPrefix(text, "unexpected argument") {
		text += fmt.Sprintf("; articula%s only lists, and articula %s changes", command, change)
	}
	if slices.Contains(args, "--json") {
		a.json = true
		return a.report(qda.E(qda.Invalid, "cli.usage", "The command line was not understood: {problem}. See {help}.",
			"problem", text, "help", "articula"+command+" --help"))
	}
	if !strings.HasSuffix(text, "?") {
		text += "."
	}
	fmt.Fprintf(a.Err, "articula: %s\nTry \"articula%s --help\".\n", text, command)
	return exitCodes[qda.Invalid]
}

// changers names, for each command that only lists, the one that changes what it lists.
var changers = map[string]string{
	"codes": "codebook", "documents": "document", "cases": "case", "facets": "codebook facet", "attributes": "codebook attribute",
	"memos": "memo", "links": "link", "citations": "citation", "translations": "translate",
}

// exitCodes is the contract with scripts; see doc.go.
var exitCodes = map[qda.Kind]int{
	"": 0, qda.Internal: 1, qda.Invalid: 2, qda.NotFound: 3, qda.Conflict: 4, qda.Busy: 5, qda.Damaged: 6,
	qda.TooNew: 7, qda.Unsupported: 8, qda.ReadOnly: 9, qda.Cancelled: 10, qda.Storage: 11,
}

// report says what went wrong and gives the exit code.
func (a *app) report(err error) int {
	a.clearProgress()
	if err == nil {
		return 0
	}
	e := qda.AsError(err)
	if a.json {
		args := map[string]any{}
		for _, arg := range e.Args {
			args[arg.Name] = arg.Value
		}
		failure := map[string]any{"error": map[string]any{"kind": e.Kind, "code": e.Code, "message": e.Message(), "args": args}}
		enc := json.NewEncoder(a.Err)
		enc.SetEscapeHTML(false)
		enc.Encode(failure)
	} else {
		a.note("articula: %s", e.Message())
		if e.Kind == qda.Damaged && !ofAnotherFile(e.Code) {
			a.note("Backups lie in %s; \"articula restore BACKUP --to FILE\" makes a project of one.", a.engine.BackupFolder())
		}
	}
	if e.Kind == qda.Internal && e.Cause != nil {
		a.note("cause: %v", e.Cause)
	}
	return exitCodes[e.Kind]
}

// wantsJSON finds the --json flag of the chosen command, for its errors too.
func wantsJSON(ctx *kong.Context) bool {
	for _, f := range ctx.Flags() {
		if f.Name == "json" {
			return f.Target.Bool()
		}
	}
	return false
}

// project opens the file of a command, and closes it when the command is done.
func (a *app) project(file, coder string, readOnly bool, fn func(*engine.Project) error) (err error) {
	p, err := a.open(file, engine.OpenProject{Coder: coder, ReadOnly: readOnly})
	if err != nil {
		return err
	}
	defer func() {
		if e := p.Close(); err == nil {
			err = e
		}
	}()
	stranger := p.Me().ID.IsZero()
	if err := fn(p); err != nil {
		return a.forWhom(p, err)
	}
	if stranger && !p.Me().ID.IsZero() {
		a.note("%s joined the project as a new coder. --coder NAME works as somebody else.", p.Me().Name)
	}
	return nil
}

// patience is how long a command waits for another one to let go of the project:
// commands that a script starts side by side come one after another. Whoever has it
// open in a window keeps it longer, and is named.
const patience = 1500 * time.Millisecond

func (a *app) open(file string, o engine.OpenProject) (*engine.Project, error) {
	until := time.Now().Add(patience)
	for {
		p, err := a.engine.Open(a.ctx, file, o)
		if qda.KindOf(err) != qda.Busy || time.Now().After(until) {
			return p, err
		}
		select {
		case <-a.ctx.Done():
			return nil, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// forWhom says who had nothing to undo: it is easily somebody else than one thinks.
func (a *app) forWhom(p *engine.Project, err error) error {
	e := qda.AsError(err)
	if e.Kind != qda.NotFound || e.Code != "undo.nothing" && e.Code != "redo.nothing" {
		return err
	}
	info, failed := p.Info(a.ctx)
	if failed != nil || len(info.Coders) < 2 && !p.Me().ID.IsZero() {
		return err
	}
	told := *e
	told.Text = strings.TrimSuffix(told.Text, ".") + " for {coder}. The coders are {choices}; --coder NAME says who works."
	told.Args = append(slices.Clone(told.Args), qda.Arg{Name: "coder", Value: p.Me().Name},
		qda.Arg{Name: "choices", Value: joined(info.Coders, func(c engine.CoderView) string { return c.Name })})
	return &told
}

// ofAnotherFile reports whether an error speaks of a file that was to come in. Backups are of
// the project and are no help there.
func ofAnotherFile(code string) bool {
	part, _, _ := strings.Cut(code, ".")
	return slices.Contains([]string{"refi", "foreign", "import", "extract"}, part)
}
