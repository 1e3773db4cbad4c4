package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// childVariable marks a process that was started to read files.
const childVariable = "ARTICULA_READS_FILES"

// child is a process that reads files, as its parent sees it.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.Reader
	words  opening // of what it wrote to its error output
	served int     // files so far
	dead   bool    // the conversation with it has broken off
	idle   *time.Timer
	once   sync.Once
}

var (
	errTimeIsUp = errors.New("the time is up")
	errAnswer   = errors.New("the answer of the child is not one")
)

// startChild starts a process that knows nothing of this one: no environment, no
// files, and pipes for its input and output.
func startChild(program string) (*child, error) {
	c := &child{cmd: exec.Command(program)}
	c.cmd.Env = append(childEnvironment(), childVariable+"=1")
	c.cmd.Dir = os.TempDir()
	c.cmd.Stderr = &c.words
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.in, c.out = in, out
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	return c, nil
}

// childEnvironment is what a process cannot start without.
func childEnvironment() (env []string) {
	names := []string{"TMPDIR"}
	if runtime.GOOS == "windows" {
		names = []string{"SYSTEMROOT", "TEMP", "TMP"}
	}
	for _, n := range names {
		if v := os.Getenv(n); v != "" {
			env = append(env, n+"="+v)
		}
	}
	return env
}

// read has the child read one file. Any error that is not the child's own word on
// the file leaves it dead.
func (c *child) read(ctx context.Context, data []byte, o Options) (Result, error) {
	type answer struct {
		res Result
		err error
	}
	done := make(chan answer, 1)
	c.dead = true
	go func() {
		// Writing may block for ever on a child that does not listen; killing it
		// ends that.
		if err := writeFrame(c.in, request{Options: o}, data); err != nil {
			done <- answer{err: err}
			return
		}
		res, err := readReply(c.out, o)
		done <- answer{res, err}
	}()
	clock := time.NewTimer(o.Limits.Time)
	defer clock.Stop()
	var why error
	select {
	case a := <-done:
		var said *saidError
		if a.err == nil || errors.As(a.err, &said) {
			c.dead = false
			c.served++
		}
		if said != nil {
			return Result{}, said.error
		}
		return a.res, a.err
	case <-ctx.Done():
		why = ctx.Err()
	case <-clock.C:
		why = errTimeIsUp
	}
	c.kill()
	<-done
	return Result{}, why
}

// saidError is an error that the child reports, as opposed to one of talking to it.
type saidError struct{ error }

// kill ends the process and waits until it is gone.
func (c *child) kill() {
	c.once.Do(func() {
		_ = c.cmd.Process.Kill()
		_ = c.in.Close()
		_ = c.cmd.Wait()
	})
}

// outOfMemory tells whether a child that has ended did so for want of memory.
func (c *child) outOfMemory() bool {
	if c.cmd.ProcessState != nil && c.cmd.ProcessState.ExitCode() == exitMemory {
		return true
	}
	w := c.words.String()
	return slices.ContainsFunc(memoryWords, func(sign string) bool { return strings.Contains(w, sign) })
}

// memoryWords are what the Go runtime says before it gives up for want of memory; a
// thread that cannot be made is one whose stack found no room.
var memoryWords = []string{"out of memory", "cannot allocate memory", "pthread_create failed"}

// lastWords is how the process ended, for the log. The text of a file is never in
// it: what the Go runtime says of a crash is names of functions and numbers.
func (c *child) lastWords() error {
	first, _, _ := strings.Cut(c.words.String(), "\n")
	return fmt.Errorf("reader process: %v: %.200s", c.cmd.ProcessState, first)
}

// opening keeps the first of what is written to it, where a crash says what it is.
type opening struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *opening) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 4096 - t.buf.Len(); room > 0 {
		t.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (t *opening) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
