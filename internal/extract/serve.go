package extract

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Exit codes of a child.
const (
	exitMemory = 86 // it would have needed more memory than it may have
	exitTalk   = 87 // what came in was no request, or nobody listens
)

// ServeIfChild makes the process read files for its parent if it was started for
// that, and does not return then. It must be the first thing that main does. Tasks are
// what the child can do besides reading documents, by name.
func ServeIfChild(tasks map[string]TaskFunc) {
	if os.Getenv(childVariable) == "" {
		return
	}
	os.Exit(serve(os.Stdin, os.Stdout, Bytes, tasks))
}

// serve reads requests until there are no more and answers each. When the parent
// goes away in the middle of one, the process ends at once.
func serve(in io.Reader, out io.Writer, read func(context.Context, []byte, Options) (Result, error), tasks map[string]TaskFunc) int {
	hardenChild()
	type job struct {
		request
		data []byte
	}
	jobs := make(chan job)
	go func() {
		r := bufio.NewReaderSize(in, 1<<16)
		for {
			var j job
			var err error
			if j.data, err = readFrame(r, &j.request, 1<<20, DefaultLimits().FileBytes); err != nil {
				if errors.Is(err, io.EOF) {
					os.Exit(0)
				}
				os.Exit(exitTalk)
			}
			jobs <- j
		}
	}()
	for j := range jobs {
		if j.Task != nil {
			release := limitMemory(j.Task.Memory)
			if perform(out, *j.Task, tasks) != nil {
				return exitTalk
			}
			release()
			continue
		}
		l := j.Options.Limits.orDefault()
		release := limitMemory(l.Memory + int64(len(j.data)))
		res, err := read(context.Background(), j.data, j.Options)
		if answer(out, res, err) != nil {
			return exitTalk
		}
		j.data, res = nil, Result{}
		release()
	}
	return 0
}

// limitMemory holds the process to a number of bytes, in two ways: the runtime's
// own figure is looked at so often that no reader gets far beyond it, on every
// system; and where the system can hold a limit it does.
func limitMemory(bytes int64) (release func()) {
	hardLimit(bytes + bytes/2)
	debug.SetMemoryLimit(bytes / 4 * 3) // the collector works harder before it comes to that
	stop := make(chan struct{})
	go func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				if inUse() > bytes {
					os.Exit(exitMemory)
				}
			}
		}
	}()
	return func() {
		close(stop)
		if inUse() > keptMemory {
			debug.FreeOSMemory()
		}
	}
}

// keptMemory is what a child may hold between two files: the PDF engine with room
// for its document, and some.
const keptMemory = 384 << 20

// inUse gives the bytes of memory that the process holds.
func inUse() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64() - s[1].Value.Uint64())
}
