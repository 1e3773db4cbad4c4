package agreement

import (
	"runtime"
	"sync"
	"sync/atomic"

	"articula/internal/qda"
)

// Job lets a long computation be watched and stopped. The zero value runs on all
// processors to the end.
type Job struct {
	Workers  int                   // goroutines; 0 for one per processor. Results do not depend on it.
	Progress func(done, total int) // called after each step, never by two goroutines at once
	Stopped  func() bool           // asked before each step; true ends the work. Must be safe for concurrent use.
}

func (j Job) stopped() bool { return j.Stopped != nil && j.Stopped() }

// errStopped is the answer of everything that was stopped.
func errStopped() error {
	return qda.E(qda.Cancelled, "agreement.stopped", "The comparison was stopped. Nothing was changed; start it again whenever you like.")
}

// each calls work for 0 … n−1 from several goroutines. Work must put its result
// where only its own index leads, so that the outcome is the same for any number
// of goroutines.
func (j Job) each(n int, work func(i int)) error {
	workers := j.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var (
		next    atomic.Int64
		stopped atomic.Bool
		wait    sync.WaitGroup
		report  sync.Mutex
		done    int
	)
	for range min(workers, n) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if j.stopped() {
					stopped.Store(true)
					return
				}
				work(i)
				if j.Progress != nil {
					report.Lock()
					done++
					j.Progress(done, n)
					report.Unlock()
				}
			}
		})
	}
	wait.Wait()
	if stopped.Load() {
		return errStopped()
	}
	return nil
}
