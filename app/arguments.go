package main

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
)

// arguments are what the window was started with.
type arguments struct {
	version   bool
	selfCheck bool
	file      string // absolute path of a project to open, or ""
}

const usage = `usage: articula-desktop [--version] [--self-check] [PROJECT.articula]

  --version     print the version and end
  --self-check  open the window, print whether it is locked to the program's own
                page as one line of JSON, and end (exit code 1 when it is not)`

func parse(args []string) (arguments, error) {
	var out arguments
	flags := flag.NewFlagSet("articula-desktop", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&out.version, "version", false, "")
	flags.BoolVar(&out.selfCheck, "self-check", false, "")
	libraryFlags(flags)
	if err := flags.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return out, fmt.Errorf("%s", usage)
		}
		return out, fmt.Errorf("%w\n%s", err, usage)
	}
	if flags.NArg() > 1 {
		return out, fmt.Errorf("one project is opened in one window; start the program again for another\n%s", usage)
	}
	if flags.NArg() == 1 {
		path, err := filepath.Abs(flags.Arg(0))
		if err != nil {
			return out, err
		}
		out.file = path
	}
	return out, nil
}
