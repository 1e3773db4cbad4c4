package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"articula/internal/cli"
	"articula/internal/engine"
	"articula/internal/qdatest"
	"articula/seeds"
)

// TestMain makes "articula" a command of the scripts.
func TestMain(m *testing.M) {
	open := func() *engine.Engine {
		return engine.New(engine.Options{Version: "test", Seeds: seeds.Files, User: "Coder A", StateDir: os.Getenv("STATE"), CacheDir: os.Getenv("CACHE")})
	}
	testscript.Main(m, map[string]func(){
		"articula": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			os.Exit(cli.Main(ctx, open(), "test", os.Args[1:], cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
		},
		"holder": func() { holder(open()) },
	})
}

// TestScripts plays the command lines in testdata/script. Beside the usual commands
// the scripts have
//
//	json PATH VALUE   the JSON on standard output of the last command has the value at
//	                  the path: names and numbers separated by dots, "len" for a length
//	keep NAME PATH    puts the value at a path into a variable
//	await FILE        waits until there is the file
//	format FILE N     says in a project file that it has another format
//	truncated A B     writes the first half of A as B
//	staged FILE       waits until much is written beside the project
//	exits N COMMAND…  the command ends with this exit code
//	sheets FOLDER N   writes so many files of text
//	holder FILE SIGN  a program that holds the project, and writes the file SIGN when it does
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:         "testdata/script",
		WorkdirRoot: qdatest.FastDir(t),
		Setup: func(env *testscript.Env) error {
			env.Setenv("STATE", filepath.Join(env.WorkDir, ".state"))
			env.Setenv("CACHE", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("ARTICULA_CODER", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"json": func(ts *testscript.TestScript, neg bool, args []string) {
				if len(args) != 2 {
					ts.Fatalf("usage: json PATH VALUE")
				}
				got, err := lookUp(ts.ReadFile("stdout"), args[0])
				if err != nil {
					ts.Fatalf("%v", err)
				}
				if (got == args[1]) == neg {
					ts.Fatalf("%s is %q, want %q", args[0], got, args[1])
				}
			},
			"await": await, "format": format, "sheets": sheets, "exits": exits, "truncated": truncated, "staged": staged,
			"keep": func(ts *testscript.TestScript, _ bool, args []string) {
				got, err := lookUp(ts.ReadFile("stdout"), args[1])
				if err != nil {
					ts.Fatalf("%v", err)
				}
				ts.Setenv(args[0], got)
			},
		},
	})
}

// lookUp finds a value in a JSON text.
func lookUp(text, path string) (string, error) {
	var v any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return "", fmt.Errorf("no JSON: %w", err)
	}
	for _, step := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[step]
			if step == "len" {
				next, ok = json.Number(fmt.Sprint(len(at))), true
			}
			if !ok {
				return "", fmt.Errorf("%s: there is no %q", path, step)
			}
			v = next
		case []any:
			if step == "len" {
				v = json.Number(fmt.Sprint(len(at)))
				continue
			}
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(at) {
				return "", fmt.Errorf("%s: there is no %q among %d", path, step, len(at))
			}
			v = at[i]
		default:
			return "", fmt.Errorf("%s: nothing below %v", path, v)
		}
	}
	if s, ok := v.(string); ok {
		return s, nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}
