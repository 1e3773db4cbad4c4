//go:build dev

package main

import (
	"flag"
	"io/fs"
	"os"
	"slices"

	"articula/frontend"
)

// libraryFlags names the flags that the window library reads by itself in a build
// for tests in a browser, so that they are not taken for something else.
func libraryFlags(flags *flag.FlagSet) {
	flags.String("devserver", "", "")
	flags.String("loglevel", "", "")
	flags.String("assetdir", "", "")
}

// pages are those of the folder, so that a change of the front end needs no new
// build of the program.
func pages(args []string) fs.FS {
	if i := slices.Index(args, "-assetdir"); i >= 0 && i+1 < len(args) {
		return os.DirFS(args[i+1])
	}
	return frontend.Dist()
}
