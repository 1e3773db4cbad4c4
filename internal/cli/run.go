package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

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
	ctx    context.Context
	engine *engine.Engine
	json   bool
}

// Main runs one command line and gives its exit code. The context ends it early:
// what is under way is stopped, and nothing half done is kept.
func Main(ctx context.Context, e *engine.Engine, version string, args []string, std IO) int {
	var g grammar
	a := &app{IO: std, ctx: ctx, engine: e}
	exited, code := false, 0
	parser, err := kong.New(&g,
		kong.Name("articula"),
		kong.Description("Qualitative institutional analysis: import, code, search, compare and export. A project is one file; every command names it first."),
		kong.UsageOnError(),
		kong.Writers(std.Out, std.Err),
		kong.Exit(func(c int) { exited, code = true, c }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Help(help),
		kong.Vars{"version": "articula " + version},
		kong.Bind(a),
	)
	if err != nil {
		fmt.Fprintln(std.Err, err)
		return exitCodes[qda.Internal]
	}
	parsed, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		return a.usage(parser, err)
	}
	a.json = wantsJSON(parsed)
	return a.report(parsed.Run(a))
}

// help shows the usual help and, for the program itself, the exit codes.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	if ctx.Selected() == nil {
		fmt.Fprint(ctx.Stdout, exitHelp)
	}
	return nil
}

// usage explains a command line that was not understood.
func (a *app) usage(parser *kong.Kong, err error) int {
	var bad *kong.ParseError
	command := ""
	if errors.As(err, &bad) && bad.Context != nil && bad.Context.Selected() != nil {
		command = " " + bad.Context.Selected().Path()
	}
	fmt.Fprintf(a.Err, "articula: %v\nTry \"articula%s --help\".\n", err, command)
	return usageCode
}

// usageCode is the exit code for a command line that was not understood.
const usageCode = 2

// exitCodes is the contract with scripts; see doc.go.
var exitCodes = map[qda.Kind]int{
	"": 0, qda.Internal: 1, qda.Invalid: 2, qda.NotFound: 3, qda.Conflict: 4, qda.Busy: 5, qda.Damaged: 6,
	qda.TooNew: 7, qda.Unsupported: 8, qda.ReadOnly: 9, qda.Cancelled: 10, qda.Storage: 11,
}

const exitHelp = `
Exit codes: 0 done, 1 fault of the program, 2 the request cannot be carried out as it was put,
3 not found, 4 something stands in the way, 5 the project is in use, 6 damaged, 7 written by a
newer version, 8 format not known, 9 read-only, 10 stopped, 11 the disk refused.
`

// report says what went wrong and gives the exit code.
func (a *app) report(err error) int {
	if err == nil {
		return 0
	}
	e := qda.AsError(err)
	if a.json {
		args := map[string]any{}
		for _, arg := range e.Args {
			args[arg.Name] = arg.Value
		}
		b, _ := json.Marshal(map[string]any{"error": map[string]any{"kind": e.Kind, "code": e.Code, "message": e.Message(), "args": args}})
		fmt.Fprintln(a.Err, string(b))
	} else {
		fmt.Fprintln(a.Err, "articula: "+e.Message())
	}
	if e.Kind == qda.Internal && e.Cause != nil {
		fmt.Fprintln(a.Err, "cause:", e.Cause)
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
	p, err := a.engine.Open(a.ctx, file, engine.OpenProject{Coder: coder, ReadOnly: readOnly})
	if err != nil {
		return err
	}
	defer func() {
		if e := p.Close(); err == nil {
			err = e
		}
	}()
	return fn(p)
}

// print writes JSON or calls text.
func (a *app) print(v any, text func()) error {
	if !a.json {
		text()
		return nil
	}
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// say writes a line of text.
func (a *app) say(format string, args ...any) { fmt.Fprintf(a.Out, format+"\n", args...) }

// note writes a line for people, beside the result.
func (a *app) note(format string, args ...any) { fmt.Fprintf(a.Err, format+"\n", args...) }

// progress draws how far a long piece of work is, where a person looks at it.
func (a *app) progress() engine.Progress {
	f, ok := a.Err.(*os.File)
	if !ok || a.json {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(step string, done, total int) {
		line := step
		if total > 0 {
			line = fmt.Sprintf("%s %d of %d", step, done, total)
		}
		fmt.Fprintf(f, "\r%-70.70s", line)
		if done >= total {
			fmt.Fprint(f, "\r"+strings.Repeat(" ", 70)+"\r")
		}
	}
}
