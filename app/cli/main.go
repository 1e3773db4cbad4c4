// Articula's command line. It needs no window system.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"articula/internal/cli"
	"articula/internal/engine"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Main(ctx, engine.New(engine.Options{Version: version}), version, os.Args[1:], cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
