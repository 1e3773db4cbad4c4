// Command articula-desktop is the window of Articula.
//
// It puts the parts together and holds no logic of its own: package bridge has what
// the page can call, package webview locks the web view to the program's own page,
// package profile remembers the window, package frontend has the page.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/wailsapp/wails/v2"

	"articula/app/bridge"
	"articula/app/profile"
	"articula/internal/engine"
	"articula/seeds"
)

// version is stamped by the build: -ldflags "-X main.version=…".
var version = "development"

func main() {
	harden()
	engine.ReadFilesIfChild()
	args, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if args.version {
		fmt.Println("articula-desktop", version)
		return
	}
	os.Exit(run(args))
}

// run shows the window until it is closed, and gives the exit code.
func run(args arguments) int {
	graphics()
	kept, err := profile.Default()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		kept = profile.At(filepath.Join(os.TempDir(), "articula-"+fmt.Sprint(os.Getuid())))
	}
	desk := bridge.New(bridge.Options{
		Version: version, Profile: kept, Desktop: bridge.ThisDesktop(), Journal: os.Stderr,
		Engine: engine.New(engine.Options{Version: version, Seeds: seeds.Files, Reader: engine.Walled()}),
	})
	if args.file != "" {
		desk.StartWith(args.file)
	}
	w := &window{desk: desk, profile: kept, selfCheck: args.selfCheck}
	if err := wails.Run(w.options(pages(os.Args[1:]))); err != nil {
		fmt.Fprintln(os.Stderr, "The window could not be opened:", err)
		return 1
	}
	return w.code
}
