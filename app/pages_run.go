//go:build !dev

package main

import (
	"flag"
	"io/fs"

	"articula/frontend"
)

// libraryFlags: the window library reads no flags in this build.
func libraryFlags(*flag.FlagSet) {}

// pages are those that are built into the program.
func pages([]string) fs.FS { return frontend.Dist() }
