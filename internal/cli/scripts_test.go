package cli_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"articula/internal/engine"
)

// holder is a program that has a project open for writing until it is interrupted,
// as a window has.
func holder(e *engine.Engine) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p, err := e.Open(ctx, os.Args[1], engine.OpenProject{Coder: "Coder A"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.WriteFile(os.Args[2], nil, 0o600)
	<-ctx.Done()
	p.Close()
}

// await waits for a file that another program of the script makes.
func await(ts *testscript.TestScript, neg bool, args []string) {
	for range 1200 { // a minute: a machine may be slow
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s does not come", args[0])
}

// format writes a number into a project file that names the version of its format:
// the four bytes at 60 that SQLite calls user_version.
func format(ts *testscript.TestScript, neg bool, args []string) {
	var n uint32
	fmt.Sscan(args[1], &n)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	_, err = f.WriteAt(binary.BigEndian.AppendUint32(nil, n), 60)
	ts.Check(err)
	ts.Check(f.Close())
}

// sheets writes files of text into a folder.
func sheets(ts *testscript.TestScript, neg bool, args []string) {
	var n int
	fmt.Sscan(args[1], &n)
	ts.Check(os.MkdirAll(ts.MkAbs(args[0]), 0o755))
	for i := range n {
		text := strings.Repeat(fmt.Sprintf("Paragraph of file %d about the coordination of programmes.\n\n", i), 400)
		ts.Check(os.WriteFile(ts.MkAbs(fmt.Sprintf("%s/file-%04d.txt", args[0], i)), []byte(text), 0o644))
	}
}

// exits holds the exit code of a command: exits CODE COMMAND….
func exits(ts *testscript.TestScript, neg bool, args []string) {
	var want int
	fmt.Sscan(args[0], &want)
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit %d, want %d", got, want)
	}
}

// truncated writes the first half of a file.
func truncated(ts *testscript.TestScript, neg bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b[:len(b)/2], 0o600))
}

// staged waits until an import has begun to write beside a project.
func staged(ts *testscript.TestScript, neg bool, args []string) {
	for range 6000 { // a minute: a machine may be slow
		if info, err := os.Stat(ts.MkAbs(args[0]) + "-wal"); err == nil && info.Size() > 1<<20 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("nothing is written beside %s", args[0])
}
