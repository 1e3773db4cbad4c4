package bridge

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"articula/internal/qda"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestProgressIsToldTenTimesASecondAndTheLastStateAlways(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, h, c := newDesk(t)
		first := d.Start("import", func(_ context.Context, progress Progress) (any, error) {
			for i := range 5000 {
				time.Sleep(time.Millisecond)
				progress(int64(i+1), 5000, "a.docx")
			}
			return 5000, nil
		})
		if first.State != JobRunning || first.ID == "" {
			t.Fatalf("first state %+v", first)
		}
		d.jobs.wait(time.Minute)
		events := h.sent("job")
		if n := len(events); n < 48 || n > 53 {
			t.Errorf("%d events in five seconds, want about 50", n)
		}
		for i := 1; i < len(events)-1; i++ {
			if gap := h.times[i].Sub(h.times[i-1]); gap < progressEvery {
				t.Errorf("event %d came after %v", i, gap)
			}
			if events[i].Data.(Job).Done <= events[i-1].Data.(Job).Done || events[i].Seq <= events[i-1].Seq {
				t.Errorf("event %d is out of order", i)
			}
		}
		last := events[len(events)-1].Data.(Job)
		if last.State != JobDone || last.Done != 5000 || last.Result != 5000 || last.Ended == "" {
			t.Errorf("last state %+v", last)
		}
		list, err := (&Jobs{d}).List(c)
		if err != nil || len(list) != 1 || list[0] != last {
			t.Errorf("the list says %+v, %v", list, err)
		}
	})
}

// TestASlowJobTellsItsNewestFigureWithoutAnotherStep holds the timer that sends
// what came too soon after the last event.
func TestASlowJobTellsItsNewestFigureWithoutAnotherStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, h, _ := newDesk(t)
		d.Start("export", func(_ context.Context, progress Progress) (any, error) {
			progress(1, 3, "one")
			progress(2, 3, "two")
			time.Sleep(time.Hour)
			return nil, nil
		})
		time.Sleep(time.Second)
		events := h.sent("job")
		if len(events) != 2 || events[1].Data.(Job).Done != 2 {
			t.Errorf("got %+v", events)
		}
		d.jobs.wait(2 * time.Hour)
	})
}

func TestHowAJobEnds(t *testing.T) {
	d, h, c := newDesk(t)
	b := &Jobs{d}
	ended := func(id string) Job {
		t.Helper()
		for range 1000 {
			for _, e := range h.sent("job") {
				if j := e.Data.(Job); j.ID == id && j.Ended != "" {
					return j
				}
			}
			time.Sleep(5 * time.Millisecond)
		}
		t.Fatal("the job did not end")
		return Job{}
	}
	failed := ended(d.Start("a", func(context.Context, Progress) (any, error) {
		return nil, qda.E(qda.Damaged, "x.broken", "The file {name} is broken.", "name", "a.pdf")
	}).ID)
	if failed.State != JobFailed || failed.Failure == nil || failed.Failure.Message != "The file a.pdf is broken." {
		t.Errorf("failed as %+v %+v", failed, failed.Failure)
	}
	panicked := ended(d.Start("b", func(context.Context, Progress) (any, error) { panic(1) }).ID)
	if panicked.State != JobFailed || panicked.Failure.Code != "bridge.panic" {
		t.Errorf("panicked as %+v", panicked)
	}
	begun := make(chan struct{})
	long := d.Start("c", func(ctx context.Context, _ Progress) (any, error) {
		close(begun)
		<-ctx.Done()
		return nil, errors.New("stopped in the middle")
	})
	<-begun
	if !d.jobs.running() {
		t.Error("a job that runs is not seen")
	}
	h.yes = false
	if d.MayClose(context.Background(), nil) || !contains(h.question, "stop the task") {
		t.Errorf("the window may close while a job runs; asked %q", h.question)
	}
	if err := b.Dismiss(c, long.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.Cancel(c, long.ID); err != nil {
		t.Fatal(err)
	}
	if j := ended(long.ID); j.State != JobCancelled || j.Failure != nil {
		t.Errorf("cancelled as %+v", j)
	}
	if !d.MayClose(context.Background(), nil) {
		t.Error("the window may not close although nothing runs")
	}
	if err := b.Dismiss(c, failed.ID); err != nil {
		t.Fatal(err)
	}
	list, err := b.List(c)
	if err != nil || len(list) != 2 {
		t.Errorf("%d jobs are left, %v", len(list), err)
	}
	if err := b.Cancel(c, "none"); !errors.Is(err, &qda.Error{Kind: qda.NotFound, Code: "bridge.unknown_job"}) {
		t.Errorf("cancelling an unknown job: %v", err)
	}
}

func TestTheListForgetsOldJobsButNoneThatRuns(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := &hands{}
		d := New(Options{Desktop: h})
		running := rapid.IntRange(0, 5).Draw(rt, "running")
		ended := rapid.IntRange(0, 2*keptJobs).Draw(rt, "ended")
		stop := make(chan struct{})
		for range running {
			d.Start("long", func(context.Context, Progress) (any, error) { <-stop; return nil, nil })
		}
		over := make(chan struct{})
		for range ended {
			d.Start("short", func(context.Context, Progress) (any, error) { over <- struct{}{}; return nil, nil })
		}
		for range ended {
			<-over
		}
		for d.countEnded(h) < ended {
			time.Sleep(time.Millisecond)
		}
		list, err := (&Jobs{d}).List(Caller{Key: d.key})
		if want := running + min(ended, keptJobs); err != nil || len(list) != want {
			rt.Errorf("%d jobs in the list, want %d", len(list), want)
		}
		close(stop)
		d.Stop()
	})
}

func (d *Desk) countEnded(h *hands) (n int) {
	for _, e := range h.sent("job") {
		if e.Data.(Job).Ended != "" {
			n++
		}
	}
	return n
}

func TestStopEndsTheJobsAndWaitsForThem(t *testing.T) {
	d, _, _ := newDesk(t)
	cleaned := false
	begun := make(chan struct{})
	d.Start("import", func(ctx context.Context, _ Progress) (any, error) {
		close(begun)
		<-ctx.Done()
		time.Sleep(50 * time.Millisecond)
		cleaned = true
		return nil, ctx.Err()
	})
	<-begun
	d.Stop()
	if !cleaned {
		t.Error("Stop came back before the job had ended")
	}
}

func TestACallThatWaitsForItsJobGetsItsResultItsErrorAndItsPanic(t *testing.T) {
	d, _, c := newDesk(t)
	jobs := &Jobs{d}
	got, err := await(t.Context(), d, "sample", func(context.Context, Progress) (int, error) { return 7, nil })
	if got != 7 || err != nil {
		t.Errorf("%d %v", got, err)
	}
	broken := qda.E(qda.Damaged, "x.broken", "Broken.")
	if _, err := await(t.Context(), d, "sample", func(context.Context, Progress) (int, error) { return 0, broken }); err != broken {
		t.Errorf("%v", err)
	}
	if _, err := await(t.Context(), d, "sample", func(context.Context, Progress) (int, error) { panic("x") }); qda.AsError(err).Code != "bridge.panic" {
		t.Errorf("%v", err)
	}
	for name, stop := range map[string]func(cancel func(), id string){
		"by the person": func(_ func(), id string) { _ = jobs.Cancel(c, id) },
		"with the call": func(cancel func(), _ string) { cancel() },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := await(ctx, d, "sample", func(ctx context.Context, _ Progress) (int, error) {
			list, _ := jobs.List(c)
			stop(cancel, list[len(list)-1].ID)
			<-ctx.Done()
			return 0, ctx.Err()
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
	}
}
