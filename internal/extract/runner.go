package extract

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"articula/internal/qda"
)

// Runner reads files in child processes of this program. A child that runs out of
// memory or time, or dies of what it reads, takes nothing along but that one file.
//
// A child reads one file after the other, since starting the PDF engine costs more
// than most files do. What has passed through it cannot change a later result: each
// file is read from nothing but its bytes and options, and a child that fails after
// having read other files is replaced and the file tried once more, so that an
// outcome never depends on what was read before.
//
// The program must call [ServeIfChild] first thing in its main.
type Runner struct {
	// Program is the program to start; "" is this one.
	Program string

	mu     sync.Mutex
	idle   []*child
	closed bool
}

// maxIdle is how many children are kept for the next files, and idleTime for how
// long: they hold the PDF engine and whatever memory they had come to use.
const (
	maxIdle  = 2
	idleTime = 20 * time.Second
)

// Read reads a file as [Bytes] does, behind the wall. Besides the errors of Bytes
// it returns Cancelled when the context ends, and one sentence when the limits of
// memory or time were reached or the child died.
func (r *Runner) Read(ctx context.Context, data []byte, o Options) (Result, error) {
	o.Limits = o.Limits.orDefault()
	if int64(len(data)) > o.Limits.FileBytes {
		return Result{}, errFileTooLarge(o.Name, int64(len(data)), o.Limits.FileBytes)
	}
	for {
		if err := ctx.Err(); err != nil {
			return Result{}, errCancelled(err)
		}
		c, err := r.take()
		if err != nil {
			return Result{}, errNoChild(err)
		}
		fresh := c.served == 0
		res, err := c.read(ctx, data, o)
		var said *qda.Error
		if err == nil || errors.As(err, &said) && !c.dead {
			r.give(c)
			return res, err
		}
		c.kill()
		switch {
		case ctx.Err() != nil:
			return Result{}, errCancelled(ctx.Err())
		case errors.Is(err, errTimeIsUp):
			return Result{}, errTooLong(o.Name, o.Limits.Time)
		case !fresh:
			continue
		case c.outOfMemory():
			return Result{}, errTooMuchMemory(o.Name).Because(err)
		}
		return Result{}, errChildDied(o.Name).Because(errors.Join(err, c.lastWords()))
	}
}

// take gives a child that has nothing to do.
func (r *Runner) take() (*child, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.idle); n > 0 {
		c := r.idle[n-1]
		r.idle = r.idle[:n-1]
		c.idle.Stop()
		return c, nil
	}
	program, err := r.program()
	if err != nil {
		return nil, err
	}
	return startChild(program)
}

func (r *Runner) program() (string, error) {
	if r.Program != "" {
		return r.Program, nil
	}
	return os.Executable()
}

// give keeps a child for the next file.
func (r *Runner) give(c *child) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || len(r.idle) >= maxIdle {
		c.kill()
		return
	}
	r.idle = append(r.idle, c)
	c.idle = time.AfterFunc(idleTime, func() { r.retire(c) })
}

// retire ends a child that nothing was asked of for a while.
func (r *Runner) retire(c *child) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.idle {
		if r.idle[i] == c {
			r.idle = append(r.idle[:i], r.idle[i+1:]...)
			c.kill()
			return
		}
	}
}

// Close ends the children that are idle; others end when their file is read.
func (r *Runner) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for _, c := range r.idle {
		c.idle.Stop()
		c.kill()
	}
	r.idle = nil
}
