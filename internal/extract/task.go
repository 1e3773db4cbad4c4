package extract

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Task is work that a child does besides reading documents: reading the project of
// another program, which is not one file but whatever its place holds.
type Task struct {
	Name   string          `json:"name"` // of what is to be done
	Ask    json.RawMessage `json:"ask"`
	Memory int64           `json:"memory"`
	Time   time.Duration   `json:"time"`
}

// Tell hands something to the parent: a head of JSON and bytes.
type Tell func(head any, body []byte) error

// TaskFunc does a task in the child.
type TaskFunc func(ctx context.Context, ask json.RawMessage, tell Tell) error

// told is a part of an answer; the last one has no head and may have an error.
type told struct {
	Head  json.RawMessage `json:"head,omitempty"`
	Last  bool            `json:"last,omitempty"`
	Error *failed         `json:"error,omitempty"`
}

// mostTold is the most that one part of an answer may have.
const mostTold = 1 << 31

// brokenOff says how the conversation with a child that does a task ended.
type brokenOff struct {
	Why   Ending
	cause error
}

func (e *brokenOff) Error() string { return fmt.Sprintf("extract: the task ended: %v", e.cause) }
func (e *brokenOff) Unwrap() error { return e.cause }

// Ending is why a child did not finish a task.
type Ending string

// The ways in which a task ends without an answer.
const (
	OutOfTime   Ending = "time"
	OutOfMemory Ending = "memory"
	Died        Ending = "died"
)

// EndingOf tells why a task was not finished; "" for other errors.
func EndingOf(err error) Ending {
	var e *brokenOff
	if errors.As(err, &e) {
		return e.Why
	}
	return ""
}

// Do has a child of its own do a task, and calls take with each part of what it tells.
// What the child tells is to be believed no more than the file is. The error is the
// child's, that of take, or one of which [EndingOf] tells.
func (r *Runner) Do(ctx context.Context, t Task, take func(head json.RawMessage, body []byte) error) error {
	program, err := r.program()
	if err != nil {
		return errNoChild(err)
	}
	c, err := startChild(program)
	if err != nil {
		return errNoChild(err)
	}
	defer c.kill()
	done := make(chan error, 1)
	go func() {
		if err := writeFrame(c.in, request{Task: &t}, nil); err != nil {
			done <- err
			return
		}
		done <- listen(c.out, take)
	}()
	clock := time.NewTimer(t.Time)
	defer clock.Stop()
	var why error
	select {
	case err := <-done:
		var said *saidError
		switch {
		case err == nil:
			return nil
		case errors.As(err, &said):
			return said.error
		}
		c.kill()
		if c.outOfMemory() {
			return &brokenOff{OutOfMemory, err}
		}
		return &brokenOff{Died, errors.Join(err, c.lastWords())}
	case <-ctx.Done():
		why = ctx.Err()
	case <-clock.C:
		why = &brokenOff{OutOfTime, errTimeIsUp}
	}
	c.kill()
	<-done
	return why
}

// listen takes the parts of an answer until the last.
func listen(out io.Reader, take func(head json.RawMessage, body []byte) error) error {
	in := bufio.NewReaderSize(out, 1<<16)
	for {
		var part told
		body, err := readFrame(in, &part, mostHead, mostTold)
		switch {
		case err != nil:
			return err
		case part.Error != nil:
			return &saidError{part.Error.error()}
		case part.Last:
			return nil
		}
		if err := take(part.Head, body); err != nil {
			return &saidError{err}
		}
	}
}

// perform does a task in the child and tells how it ended.
func perform(out io.Writer, t Task, tasks map[string]TaskFunc) error {
	w := bufio.NewWriterSize(out, 1<<16)
	err := fmt.Errorf("there is no task %q", t.Name)
	if f := tasks[t.Name]; f != nil {
		err = f(context.Background(), t.Ask, func(head any, body []byte) error {
			h, err := json.Marshal(head)
			if err != nil {
				return err
			}
			if err := writeFrame(w, told{Head: h}, body); err != nil {
				os.Exit(exitTalk)
			}
			return nil
		})
	}
	last := told{Last: true}
	if err != nil {
		last.Error = failing(err)
	}
	if err := writeFrame(w, last, nil); err != nil {
		return err
	}
	return w.Flush()
}
