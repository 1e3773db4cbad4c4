package bridge

import (
	"context"
	"slices"
	"sync"
	"time"

	"articula/internal/qda"
)

const (
	progressEvery = 100 * time.Millisecond // at most ten events a second for each job
	keptJobs      = 50                     // finished jobs that can still be looked at
)

// States of a job.
const (
	JobRunning   = "running"
	JobDone      = "done"
	JobFailed    = "failed"
	JobCancelled = "cancelled"
)

// Job is the state of one piece of long work.
type Job struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"`    // "import", "export", …; the page has a text for each
	State   string   `json:"state"`   // JobRunning, JobDone, JobFailed, JobCancelled
	Done    int64    `json:"done"`    // steps done
	Total   int64    `json:"total"`   // steps in all; 0 while unknown
	Item    string   `json:"item"`    // name of what is being worked on
	Started string   `json:"started"` // qda.TimeLayout
	Ended   string   `json:"ended"`   // qda.TimeLayout, or "" while running
	Result  any      `json:"result"`  // of a job that is done; its type belongs to the kind
	Failure *Failure `json:"failure"` // of a job that failed
}

// Progress is how a job tells how far it is. It may be called as often as is
// convenient and from several goroutines.
type Progress func(done, total int64, item string)

type jobs struct {
	desk *Desk
	mu   sync.Mutex
	list []*job // oldest first
	wg   sync.WaitGroup
}

type job struct {
	state  Job
	cancel context.CancelFunc
	sent   time.Time
	late   *time.Timer // sends the progress that came too soon after the last event
}

func newJobs(d *Desk) *jobs { return &jobs{desk: d} }

// Start runs work in the background and gives its first state at once. The context
// ends when the person cancels the job or the window closes. What work returns
// becomes the result; an error after the context ended counts as cancelled.
func (d *Desk) Start(kind string, work func(ctx context.Context, progress Progress) (any, error)) Job {
	ctx, cancel := context.WithCancel(d.context())
	j := &job{cancel: cancel, state: Job{
		ID: secret(), Kind: kind, State: JobRunning, Started: qda.FormatTime(d.now()),
	}}
	s := d.jobs
	s.mu.Lock()
	s.list = append(s.list, j)
	s.wg.Add(1)
	first := j.state
	s.mu.Unlock()
	go func() {
		defer s.wg.Done()
		defer cancel()
		result, err := s.run(ctx, j, work)
		s.end(ctx, j, result, err)
	}()
	return first
}

// await does work that a call waits for as a job, so that it is seen and can be
// cancelled; it ends with the call, too. The error is for the caller to tell.
func await[T any](ctx context.Context, d *Desk, kind string, work func(ctx context.Context, progress Progress) (T, error)) (out T, err error) {
	over := make(chan struct{})
	d.Start(kind, func(running context.Context, progress Progress) (any, error) {
		defer close(over)
		defer func() {
			if p := recover(); p != nil {
				err = d.panicked(p)
			}
		}()
		running, end := context.WithCancel(running)
		defer end()
		defer context.AfterFunc(ctx, end)()
		out, err = work(running, progress)
		return nil, err
	})
	<-over
	return out, err
}

func (s *jobs) run(ctx context.Context, j *job, work func(context.Context, Progress) (any, error)) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = s.desk.panicked(p)
		}
	}()
	return work(ctx, func(done, total int64, item string) { s.progress(j, done, total, item) })
}

// progress keeps the newest figures, and tells the page at most ten times a second:
// at once if the last event is old enough, otherwise by a timer that sends whatever
// is newest when it fires.
func (s *jobs) progress(j *job, done, total int64, item string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j.state.State != JobRunning {
		return
	}
	j.state.Done, j.state.Total, j.state.Item = done, total, item
	if j.late != nil {
		return
	}
	if wait := progressEvery - time.Since(j.sent); wait > 0 {
		j.late = time.AfterFunc(wait, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			if j.state.State == JobRunning {
				s.send(j)
			}
			j.late = nil
		})
		return
	}
	s.send(j)
}

// send is called under the lock, so that the events of one job are in order.
func (s *jobs) send(j *job) {
	j.sent = time.Now()
	s.desk.Emit("job", j.state)
}

func (s *jobs) end(ctx context.Context, j *job, result any, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j.late != nil {
		j.late.Stop()
	}
	j.state.Ended = qda.FormatTime(s.desk.now())
	switch {
	case err == nil:
		j.state.State, j.state.Result = JobDone, result
	case ctx.Err() != nil || qda.KindOf(err) == qda.Cancelled:
		j.state.State = JobCancelled
	default:
		s.desk.journal.failed(qda.AsError(err))
		f := FailureOf(err)
		j.state.State, j.state.Failure = JobFailed, &f
	}
	s.send(j)
	s.forgetOld()
}

// forgetOld drops the oldest finished jobs beyond those kept.
func (s *jobs) forgetOld() {
	extra := -keptJobs
	for _, j := range s.list {
		if j.state.State != JobRunning {
			extra++
		}
	}
	s.list = slices.DeleteFunc(s.list, func(j *job) bool {
		if extra > 0 && j.state.State != JobRunning {
			extra--
			return true
		}
		return false
	})
}

// wait gives the jobs time to stop; one that does not look at its context is left
// behind when the window has closed.
func (s *jobs) wait(limit time.Duration) {
	over := make(chan struct{})
	go func() {
		s.wg.Wait()
		close(over)
	}()
	select {
	case <-over:
	case <-time.After(limit):
		s.desk.journal.Note("a-job-did-not-stop")
	}
}

// cancelAll asks every job to stop.
func (s *jobs) cancelAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.list {
		j.cancel()
	}
}

func (s *jobs) find(id string) (*job, error) {
	for _, j := range s.list {
		if j.state.ID == id {
			return j, nil
		}
	}
	return nil, qda.E(qda.NotFound, "bridge.unknown_job", "This task is not known any more; it ended some time ago.")
}

func (s *jobs) running() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.list, func(j *job) bool { return j.state.State == JobRunning })
}

// Jobs are the tasks in the status bar.
type Jobs struct{ desk *Desk }

// List gives the jobs that run or ended lately, oldest first.
func (b *Jobs) List(c Caller) ([]Job, error) {
	return answer(b.desk, c, func(context.Context) ([]Job, error) {
		s := b.desk.jobs
		s.mu.Lock()
		defer s.mu.Unlock()
		out := make([]Job, len(s.list))
		for i, j := range s.list {
			out[i] = j.state
		}
		return out, nil
	})
}

// Cancel asks a job to stop; the event that it has stopped follows.
func (b *Jobs) Cancel(c Caller, id string) error {
	return perform(b.desk, c, func(context.Context) error {
		s := b.desk.jobs
		s.mu.Lock()
		defer s.mu.Unlock()
		j, err := s.find(id)
		if err == nil {
			j.cancel()
		}
		return err
	})
}

// Dismiss takes a finished job out of the list; one that runs stays.
func (b *Jobs) Dismiss(c Caller, id string) error {
	return perform(b.desk, c, func(context.Context) error {
		s := b.desk.jobs
		s.mu.Lock()
		defer s.mu.Unlock()
		s.list = slices.DeleteFunc(s.list, func(j *job) bool { return j.state.ID == id && j.state.State != JobRunning })
		return nil
	})
}
