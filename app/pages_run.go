//go:build !dev

package main

import (
	"flag"
	"io/fs"

	"articula/frontend"
)

type served struct{}

// libraryFlags: the window library reads no flags in this build.
func libraryFlags(*flag.FlagSet, *arguments) {}

// pages are those that are built into the program.
func pages(arguments) fs.FS { return frontend.Dist() }
