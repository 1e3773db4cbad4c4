// Command articula is the command line of Articula. It needs no window system.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"articula/internal/cli"
	"articula/internal/engine"
	"articula/seeds"
)

// version is stamped by the build: -ldflags "-X main.version=…".
var version = "development"

func main() {
	engine.ReadFilesIfChild()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the program at once
	}()
	code := cli.Main(ctx, engine.New(engine.Options{Version: version, Seeds: seeds.Files, Reader: engine.Walled()}), version, os.Args[1:], cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
