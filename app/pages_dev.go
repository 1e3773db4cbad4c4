//go:build dev

package main

import (
	"flag"
	"io/fs"
	"os"

	"articula/frontend"
)

type served struct {
	assets string // folder to serve the page from
}

// libraryFlags names the flags that the window library reads by itself in a build
// for tests in a browser, so that they are not taken for something else.
func libraryFlags(flags *flag.FlagSet, out *arguments) {
	flags.String("devserver", "", "")
	flags.String("loglevel", "", "")
	flags.StringVar(&out.assets, "assetdir", "", "")
}

// pages are those of the folder, so that a change of the front end needs no new
// build of the program.
func pages(a arguments) fs.FS {
	if a.assets != "" {
		return os.DirFS(a.assets)
	}
	return frontend.Dist()
}
