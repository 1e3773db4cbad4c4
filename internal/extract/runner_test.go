package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articula/internal/qda"
)

// TestMain becomes the child when the runner starts this program again. Files of
// some names make it misbehave as a reader might.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		os.Exit(serve(os.Stdin, os.Stdout, misbehave, map[string]TaskFunc{"count": countTask}))
	}
	os.Exit(m.Run())
}

func misbehave(ctx context.Context, data []byte, o Options) (Result, error) {
	switch o.Name {
	case "hang":
		select {}
	case "spin":
		for i := 0; ; i++ {
			data[0] = byte(i)
		}
	case "eat":
		var all [][]byte
		for {
			b := make([]byte, 16<<20)
			for i := range b {
				b[i] = 1
			}
			all = append(all, b)
			_ = all
		}
	case "gulp":
		b := make([]byte, 64<<30)
		b[len(data)] = 1
	case "recurse":
		return misbehave(ctx, data, deeper(o))
	case "exit":
		os.Exit(3)
	case "babble":
		_, _ = io.WriteString(os.Stdout, strings.Repeat("this is no answer ", 100))
	case "flood":
		for {
			if _, err := os.Stdout.Write(make([]byte, 1<<20)); err != nil {
				os.Exit(4)
			}
		}
	case "announce":
		_, _ = os.Stdout.Write([]byte{0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255})
	case "promise": // a text within the limit that never comes
		_, _ = os.Stdout.Write([]byte{0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0, 0, '{', '}'})
		select {}
	case "lie":
		res, err := Bytes(ctx, []byte("One paragraph.\n\nAnother."), Options{Name: "a.txt"})
		res.Structure.Parts[0].Span.End = 1000
		return res, err
	case "panic":
		panic("as a reader might")
	}
	return Bytes(ctx, data, o)
}

// deeper keeps the compiler from seeing that recurse never ends.
func deeper(o Options) Options { return o }

func newRunner(t testing.TB) *Runner {
	r := &Runner{Program: os.Args[0]}
	t.Cleanup(r.Close)
	return r
}

func wantCode(t *testing.T, err error, kind qda.Kind, code string) {
	t.Helper()
	var e *qda.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Code != code {
		t.Fatalf("%v, want %s %s", err, kind, code)
	}
	if m := e.Message(); strings.ContainsAny(m, "{}") || !strings.HasSuffix(m, ".") {
		t.Errorf("the sentence has holes: %s", m)
	}
}

// reads checks that the runner does its work.
func reads(t *testing.T, r *Runner) {
	t.Helper()
	res, err := r.Read(t.Context(), []byte(interviewES), Options{Name: "a.txt"})
	if err != nil || res.Turns != 4 {
		t.Fatalf("%d turns, %v", res.Turns, err)
	}
}

func TestAChildReadsWhatThisProcessReads(t *testing.T) {
	r := newRunner(t)
	for _, s := range samples(t) {
		o := Options{Name: s.name}
		want, err := Bytes(t.Context(), s.data, o)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for range 2 { // in a fresh child and in a used one
			got, err := r.Read(t.Context(), s.data, o)
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %.500s", s.name, diff)
			}
		}
	}
}

func TestErrorsComeThroughTheWallAsTheyAre(t *testing.T) {
	r := newRunner(t)
	for _, c := range []struct {
		name string
		data string
	}{
		{"a.docx", "PK\x03\x04 and no archive"},
		{"a.txt", ""},
		{"a.jpg", "\xFF\xD8\xFF\xE0"},
		{"panic", "x"},
	} {
		_, want := misbehaved(t, []byte(c.data), Options{Name: c.name})
		_, got := r.Read(t.Context(), []byte(c.data), Options{Name: c.name})
		if c.name == "panic" { // is caught by nobody in the child but the runtime
			wantCode(t, got, qda.Damaged, "extract.reader_died")
			continue
		}
		w, g := qda.AsError(want), qda.AsError(got)
		if w.Kind != g.Kind || w.Code != g.Code || w.Message() != g.Message() {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
	_, err := r.Read(t.Context(), []byte("1234567"), Options{Name: "a.txt", Limits: Limits{TextBytes: 3}})
	wantCode(t, err, qda.Invalid, "extract.too_much_text")
	reads(t, r)
}

// misbehaved is misbehave for the inputs that return.
func misbehaved(t *testing.T, data []byte, o Options) (res Result, err error) {
	if o.Name == "panic" {
		return Result{}, nil
	}
	return misbehave(t.Context(), data, o)
}

func TestWordsOfAChildWithoutMemory(t *testing.T) {
	for words, want := range map[string]bool{
		"fatal error: runtime: out of memory":                                    true,
		"runtime: cannot allocate memory":                                        true,
		"runtime/cgo: pthread_create failed: Resource temporarily unavailable":   true,
		"runtime: goroutine stack exceeds 1000000000-byte limit":                 false,
		"panic: runtime error: index out of range [3] with length 3 [recovered]": false,
		"": false,
	} {
		c := &child{cmd: &exec.Cmd{}}
		if _, err := c.words.Write([]byte(words)); err != nil {
			t.Fatal(err)
		}
		if got := c.outOfMemory(); got != want {
			t.Errorf("%q means a want of memory: %v, want %v", words, got, want)
		}
	}
}

func TestTheWallHolds(t *testing.T) {
	small := Limits{Memory: 256 << 20, Time: 20 * time.Second}
	short := Limits{Time: 400 * time.Millisecond}
	for _, c := range []struct {
		name   string
		limits Limits
		kind   qda.Kind
		code   string
	}{
		{"hang", short, qda.Invalid, "extract.too_long"},
		{"spin", short, qda.Invalid, "extract.too_long"},
		{"promise", short, qda.Invalid, "extract.too_long"},
		{"eat", small, qda.Invalid, "extract.too_much_memory"},
		{"gulp", small, qda.Invalid, "extract.too_much_memory"},
		{"recurse", small, qda.Damaged, "extract.reader_died"},
		{"exit", small, qda.Damaged, "extract.reader_died"},
		{"babble", small, qda.Damaged, "extract.reader_died"},
		{"flood", small, qda.Damaged, "extract.reader_died"},
		{"announce", small, qda.Damaged, "extract.reader_died"},
		{"lie", small, qda.Damaged, "extract.reader_died"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRunner(t)
			reads(t, r) // so that it meets a used child first
			runtime.GC()
			before := memoryPeak(t)
			start := time.Now()
			_, err := r.Read(t.Context(), []byte("some text"), Options{Name: c.name, Limits: c.limits})
			if c.name == "recurse" && qda.AsError(err).Code == "extract.too_much_memory" {
				err = errChildDied(c.name) // either limit of a stack may come first
			}
			wantCode(t, err, c.kind, c.code)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
			if grown := memoryPeak(t) - before; grown > 64<<20 {
				t.Errorf("this process took %d MB more", grown>>20)
			}
			reads(t, r)
		})
	}
}

func TestAChildThatIsKilledTakesOnlyItsFileAlong(t *testing.T) {
	r := newRunner(t)
	go func() {
		for { // it is found once it has left the idle ones; kill whatever runs
			if pid := childOf(os.Getpid()); pid > 0 {
				time.Sleep(50 * time.Millisecond)
				killProcess(pid)
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	_, err := r.Read(t.Context(), []byte("x"), Options{Name: "hang"})
	wantCode(t, err, qda.Damaged, "extract.reader_died")
	reads(t, r)

	// One that is killed while it is idle is replaced, and nobody hears of it.
	killProcess(r.idle[0].cmd.Process.Pid)
	reads(t, r)
}

func TestStoppingEndsTheChild(t *testing.T) {
	r := newRunner(t)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := r.Read(ctx, []byte("x"), Options{Name: "spin"})
	wantCode(t, err, qda.Cancelled, "extract.cancelled")
	if took := time.Since(start); took > 30*time.Second { // left alone it has a minute
		t.Errorf("it took %v", took)
	}
	if pid := childOf(os.Getpid()); pid > 0 {
		t.Errorf("process %d still runs", pid)
	}
	reads(t, r)
}

func TestAChildEndsWithItsParent(t *testing.T) {
	c, err := startChild(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := writeFrame(c.in, request{Options: Options{Name: "spin"}}, []byte("x")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	_ = c.in.Close() // as the system does when the parent dies
	done := make(chan error, 1)
	go func() { done <- c.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(time.Minute): // it would go on for ever, and a machine may be slow
		c.kill()
		t.Fatal("it goes on without a parent")
	}
}

func TestAProgramThatCannotBeStartedIsSaidToBe(t *testing.T) {
	r := &Runner{Program: "/no/such/program"}
	_, err := r.Read(t.Context(), []byte("x"), Options{Name: "a.txt"})
	wantCode(t, err, qda.Internal, "extract.no_reader")
}

func TestAChildHasOnlyWhatItNeeds(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looked up in /proc")
	}
	t.Setenv("ARTICULA_TEST_SECRET", "value")
	c, err := startChild(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer c.kill()
	if _, err := c.read(t.Context(), []byte("x"), Options{Name: "a.txt", Limits: DefaultLimits()}); err != nil {
		t.Fatal(err)
	}
	env := procFile(t, c, "environ")
	if strings.Contains(env, "ARTICULA_TEST_SECRET") || strings.Contains(env, "HOME=") {
		t.Errorf("environment %q", env)
	}
	limits := procFile(t, c, "limits")
	for _, want := range []string{"Max core file size        0 ", "Max open files            64 "} {
		if !strings.Contains(limits, want) {
			t.Errorf("no %q in\n%s", want, limits)
		}
	}
	if s := procFile(t, c, "status"); !strings.Contains(s, "NoNewPrivs:\t1") || !strings.Contains(s, "Umask:\t0077") {
		t.Errorf("status\n%s", s)
	}
}

// countTask tells numbers, and misbehaves when it is asked to.
func countTask(_ context.Context, ask json.RawMessage, tell Tell) error {
	var to int
	if err := json.Unmarshal(ask, &to); err != nil {
		return qda.E(qda.Invalid, "test.number", "{what} is no number.", "what", string(ask))
	}
	switch to {
	case -1:
		select {}
	case -2:
		var all [][]byte
		for {
			all = append(all, bytes.Repeat([]byte{1}, 16<<20))
			_ = all
		}
	case -3:
		os.Exit(7)
	case -4:
		_, _ = io.WriteString(os.Stdout, strings.Repeat("this is no answer ", 100))
		select {}
	}
	for i := range to {
		if err := tell(i, []byte(strings.Repeat("x", i))); err != nil {
			return err
		}
	}
	return nil
}

func TestTasksAreDoneBehindTheWall(t *testing.T) {
	r := newRunner(t)
	do := func(ask string, limit time.Duration, take func(json.RawMessage, []byte) error) error {
		return r.Do(context.Background(), Task{Name: "count", Ask: json.RawMessage(ask), Memory: 256 << 20, Time: limit}, take)
	}
	var got []string
	note := func(head json.RawMessage, body []byte) error {
		got = append(got, string(head)+string(body))
		return nil
	}
	if err := do("3", time.Minute, note); err != nil || strings.Join(got, " ") != "0 1x 2xx" {
		t.Errorf("%v: %q", err, got)
	}
	if err := do(`"a"`, time.Minute, note); qda.KindOf(err) != qda.Invalid || qda.AsError(err).Code != "test.number" {
		t.Errorf("the task's own error: %v", err)
	}
	full := errors.New("full")
	if err := do("3", time.Minute, func(json.RawMessage, []byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("an error of the taker: %v", err)
	}
	for ask, want := range map[string]Ending{"-1": OutOfTime, "-2": OutOfMemory, "-3": Died, "-4": Died} {
		limit := time.Minute
		if want == OutOfTime {
			limit = 300 * time.Millisecond
		}
		if err := do(ask, limit, note); EndingOf(err) != want {
			t.Errorf("%s: %v", ask, err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, stop)
	if err := r.Do(ctx, Task{Name: "count", Ask: json.RawMessage("-1"), Memory: 256 << 20, Time: time.Minute}, note); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := r.Do(context.Background(), Task{Name: "other", Memory: 256 << 20, Time: time.Minute}, note); err == nil {
		t.Error("a task that is none was done")
	}
}
