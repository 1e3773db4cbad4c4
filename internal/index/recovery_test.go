package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articula/internal/qda"
	"articula/internal/query"
)

// story is a project that always grows in the same way: n operations.
func story(n int) *project {
	p := newProject(42)
	for i := range n {
		tell(p, i)
	}
	return p
}

func tell(p *project, i int) {
	r := rand.New(rand.NewPCG(3, uint64(i)))
	var items []Item
	for range 1 + r.IntN(3) {
		t := target(entities[r.IntN(3)], byte(r.IntN(60)))
		if r.IntN(8) == 0 {
			items = append(items, Item{Target: t, Gone: true})
			continue
		}
		var text []string
		for range 1 + r.IntN(200) {
			text = append(text, fmt.Sprintf("párrafo %d de la coordinación local número %d con palabra%d", r.IntN(99), i, r.IntN(500)))
		}
		items = append(items, Item{Target: t, Fields: []Field{{Name: "text", Lang: "es", Text: strings.Join(text, "\n\n")}}})
	}
	p.do(items...)
}

var storyQueries = []string{"coordinacion", "palabra7", "palabra41 OR palabra300", `"numero 13"`, "palabra1*", "parrafos palabra99"}

// agrees compares an index with reading everything.
func agrees(t *testing.T, ix *Index, p *project, when string) {
	t.Helper()
	for _, q := range storyQueries {
		if diff := cmp.Diff(naive(p, q, Filter{}), shown(find(t, ix, q, Filter{}, Page{}))); diff != "" {
			t.Fatalf("%s, %s: %.600s", when, q, diff)
		}
	}
}

func files(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDamagedFilesAreNoticed damages a whole index in every way that a disk can, and
// demands that no search is ever wrong and that catching up makes it whole again.
func TestDamagedFilesAreNoticed(t *testing.T) {
	p := story(12)
	dir := t.TempDir()
	ix := ready(t, p, dir)
	tell(p, 12)
	if err := ix.CatchUp(t.Context(), nil); err != nil { // several segments
		t.Fatal(err)
	}
	agrees(t, ix, p, "whole")
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	whole := map[string][]byte{}
	for _, f := range files(t, dir) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		whole[f] = b
	}
	names := files(t, dir)
	trials := 24
	if n, err := strconv.Atoi(os.Getenv("ARTICULA_DAMAGES")); err == nil {
		trials = n
	}
	rebuilt := 0
	for i := range trials {
		r := rand.New(rand.NewPCG(11, uint64(i)))
		if err := Remove(dir, p.id); err != nil {
			t.Fatal(err)
		}
		for f, b := range whole {
			if err := os.MkdirAll(filepath.Dir(f), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(f, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		f := names[r.IntN(len(names))]
		b := append([]byte(nil), whole[f]...)
		what := ""
		switch r.IntN(6) {
		case 0:
			what = "removed"
			b = nil
		case 1:
			what = "emptied"
			b = b[:0]
		case 2:
			what = "cut"
			b = b[:r.IntN(len(b))]
		case 3:
			what = "one bit"
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		case 4:
			what = "400 bytes"
			for range 400 {
				b[r.IntN(len(b))] = byte(r.Uint32())
			}
		case 5:
			what = "a page zeroed"
			at := r.IntN(max(1, len(b)-4096)) &^ 4095
			clear(b[at:min(len(b), at+4096)])
		}
		when := fmt.Sprintf("trial %d: %s of %s", i, what, filepath.Base(f))
		var err error
		if what == "removed" {
			err = os.Remove(f)
		} else {
			err = os.WriteFile(f, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		ix := New(Options{Dir: dir, Project: p.id}, p)
		if err := ix.Open(); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if !ix.Status().Built {
			rebuilt++
		}
		agrees(t, ix, p, when+", opened")
		if err := ix.CatchUp(t.Context(), nil); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if !ix.Status().Built || !ix.Status().Open {
			t.Fatalf("%s: %+v", when, ix.Status())
		}
		agrees(t, ix, p, when+", caught up")
		if err := ix.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d damages led to a new index", rebuilt, trials)
	if rebuilt < trials/2 {
		t.Errorf("only %d of %d damages were noticed", rebuilt, trials)
	}
}

// TestKilledWhileIndexing kills a process that indexes, again and again, and
// compares what is left with reading everything.
func TestKilledWhileIndexing(t *testing.T) {
	if dir := os.Getenv("ARTICULA_INDEX_CHILD"); dir != "" {
		child(t, dir)
		return
	}
	if runtime.GOOS == "windows" {
		t.Skip("processes are killed by signal")
	}
	const operations = 400
	cycles := 10
	if n, err := strconv.Atoi(os.Getenv("ARTICULA_KILLS")); err == nil {
		cycles = n
	}
	dir := t.TempDir()
	p := story(operations)
	r := rand.New(rand.NewPCG(5, 5))
	survived := 0
	for cycle := range cycles {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestKilledWhileIndexing$")
		cmd.Env = append(os.Environ(), "ARTICULA_INDEX_CHILD="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 1 + cycle%2 { // it has begun; or caught up once, however slow the machine is
			lines.Scan()
		}
		time.Sleep(time.Duration(r.IntN(150)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()

		ix := New(Options{Dir: dir, Project: p.id}, p)
		if err := ix.Open(); err != nil {
			t.Fatalf("cycle %d: %v", cycle, err)
		}
		if ix.Status().Base.Seq > 0 {
			survived++
		}
		q := storyQueries[cycle%len(storyQueries)]
		if diff := cmp.Diff(naive(p, q, Filter{}), shown(find(t, ix, q, Filter{}, Page{}))); diff != "" {
			t.Fatalf("cycle %d: %.600s", cycle, diff)
		}
		if cycle%5 == 4 {
			if err := ix.CatchUp(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			agrees(t, ix, p, "caught up")
			_ = ix.Close()
			if err := Remove(dir, p.id); err != nil { // and from the beginning
				t.Fatal(err)
			}
		}
		_ = ix.Close()
	}
	if survived == 0 {
		t.Error("no kill came while there was something in the index")
	}
}

// child indexes a growing project until it is killed.
func child(t *testing.T, dir string) {
	p := story(0)
	ix := New(Options{Dir: dir, Project: p.id}, p)
	if err := ix.Open(); err != nil {
		t.Fatal(err)
	}
	for p.op(len(p.log)).Seq < ix.Status().Base.Seq { // as far as the index had come
		tell(p, len(p.log))
	}
	for len(p.log) < 400 {
		fmt.Println("so far", len(p.log))
		tell(p, len(p.log))
		if err := ix.CatchUp(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Second)
}

func TestSecondOpenerIsToldAtOnce(t *testing.T) {
	p := story(10)
	dir := t.TempDir()
	first := ready(t, p, dir)
	second := New(Options{Dir: dir, Project: p.id}, p)
	start := time.Now()
	err := second.Open()
	if qda.KindOf(err) != qda.Busy {
		t.Errorf("got %v", err)
	}
	if d := time.Since(start); d > 30*time.Second { // it would wait for ever, or it is a slow machine
		t.Errorf("it took %v", d)
	}
	agrees(t, second, p, "without the index")
	if err := second.CatchUp(t.Context(), nil); qda.KindOf(err) != qda.Busy {
		t.Errorf("catching up: %v", err)
	}
	if err := second.Rebuild(t.Context(), nil); qda.KindOf(err) != qda.Busy {
		t.Errorf("rebuilding: %v", err)
	}
	agrees(t, first, p, "the first")
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := second.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if s := second.Status(); !s.Open || !s.Built {
		t.Errorf("%+v", s)
	}
	agrees(t, second, p, "with the index")
	second.Close()
}

func TestForeignAndOldIndexesAreReplaced(t *testing.T) {
	dir := t.TempDir()
	p := story(8)
	ready(t, p, dir).Close()

	other := newProject(43) // the folder of another project holds a copy
	other.do(doc(1, "es", "coordinación ajena"))
	if err := os.CopyFS(Folder(dir, other.id), os.DirFS(Folder(dir, p.id))); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(Folder(dir, p.id), "v0")
	if err := os.Mkdir(old, 0o700); err != nil {
		t.Fatal(err)
	}
	ix := New(Options{Dir: dir, Project: other.id}, other)
	if err := ix.Open(); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, other, "foreign")
	if err := ix.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if s := ix.Status(); s.Targets != 1 {
		t.Errorf("%+v", s)
	}
	ix.Close()

	ix = New(Options{Dir: dir, Project: p.id}, p)
	if err := ix.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old version is still there: %v", err)
	}
	agrees(t, ix, p, "rebuilt")
	ix.Close()
	if err := Remove(dir, p.id); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(Folder(dir, p.id)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the index was not removed")
	}
}

// TestAnotherHistoryIsNoticed: a restored backup has an older log, or one that went
// another way.
func TestAnotherHistoryIsNoticed(t *testing.T) {
	dir := t.TempDir()
	ready(t, story(30), dir).Close()
	older := story(12)
	ix := New(Options{Dir: dir, Project: older.id}, older)
	if err := ix.Open(); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, older, "older")
	if err := ix.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, older, "older, caught up")
	ix.Close()

	fork := story(6)
	fork.salt = "fork"
	for i := range 20 {
		tell(fork, 100+i)
	}
	ix = New(Options{Dir: dir, Project: fork.id}, fork)
	if err := ix.Open(); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, fork, "fork")
	if err := ix.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, fork, "fork, caught up")
	if s := ix.Status(); s.Base.Seq != 26 {
		t.Errorf("%+v", s)
	}
	ix.Close()
}

// TestATextThatChangedWithoutALogEntryIsReadAgain: the index never maps its places
// onto another text.
func TestATextThatChangedWithoutALogEntryIsReadAgain(t *testing.T) {
	p := newProject(1)
	p.do(doc(1, "es", "uno\n\ndos agua\n\ntres"))
	ix := ready(t, p, t.TempDir())
	p.items[target(Document, 1)] = doc(1, "es", "agua al principio")
	expect(t, ix, "agua", "agua")
	if h := find(t, ix, "agua", Filter{}, Page{}).Hits[0]; h.Span != span(0, 4) {
		t.Errorf("%+v", h)
	}
}

func TestCancelledIndexingGoesOn(t *testing.T) {
	p := newProject(1)
	var items []Item
	for i := range 60 {
		items = append(items, doc(byte(i), "es", strings.Repeat(fmt.Sprintf("agua número %d\n\n", i), 4000)))
	}
	p.do(items...) // one operation as large as an import
	dir := t.TempDir()
	ix := New(Options{Dir: dir, Project: p.id}, p)
	ctx, cancel := context.WithCancel(t.Context())
	last := Progress{}
	err := ix.CatchUp(ctx, func(pr Progress) {
		if last = pr; pr.Done > 20 {
			cancel()
		}
	})
	if qda.KindOf(err) != qda.Cancelled {
		t.Fatalf("got %v", err)
	}
	s := ix.Status()
	if s.Built || s.Targets < 20 || s.Targets == 60 || last.Total != 60 {
		t.Errorf("%+v, progress %+v", s, last)
	}
	r := find(t, ix, "agua", Filter{}, Page{})
	if r.Total != 60*4000 || r.Scanned == 0 || r.Scanned == 60 {
		t.Errorf("%d hits, %d scanned", r.Total, r.Scanned)
	}
	ix.Close()
	p.do(doc(3, "es", "cambiado mientras tanto"))
	again := New(Options{Dir: dir, Project: p.id}, p)
	done := 0
	if err := again.CatchUp(t.Context(), func(pr Progress) { done = pr.Done }); err != nil {
		t.Fatal(err)
	}
	if s := again.Status(); !s.Built || s.Targets != 60 || s.Base.Seq != 2 || done > 45 {
		t.Errorf("%+v after %d more", s, done)
	}
	if r := find(t, again, "agua", Filter{}, Page{}); r.Total != 59*4000 || r.Scanned != 0 {
		t.Errorf("%d hits, %d scanned", r.Total, r.Scanned)
	}
	again.Close()
}

// TestOperationsWithoutWordsArePassed: what touches nothing that can be found is not
// looked at again by every search, whether or not the place was written down.
func TestOperationsWithoutWordsArePassed(t *testing.T) {
	p := story(3)
	dir := t.TempDir()
	ix := ready(t, p, dir)
	for range 2 * idle {
		p.do()
		if err := ix.CatchUp(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if s := ix.Status(); s.Base.Seq != len(p.log) {
			t.Fatalf("at %d of %d", s.Base.Seq, len(p.log))
		}
	}
	agrees(t, ix, p, "passed")
	tell(p, 4)
	agrees(t, ix, p, "not caught up")
	if err := ix.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, p, "caught up")
	for range 3 {
		p.do()
	}
	if err := ix.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	ix.Close()
	ix = New(Options{Dir: dir, Project: p.id}, p)
	defer ix.Close()
	if err := ix.Open(); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, p, "opened again")
}

// TestALargeChangeIsFollowedInParts: one operation behind the index touches more than
// fits into a batch, and following it stops half way.
func TestALargeChangeIsFollowedInParts(t *testing.T) {
	p := story(3)
	dir := t.TempDir()
	ix := ready(t, p, dir)
	var items []Item
	for i := range 40 {
		items = append(items, doc(byte(i), "es", strings.Repeat(fmt.Sprintf("coordinación %d\n\n", i), 1500)+strings.Repeat("relleno ", 9000)))
	}
	p.do(items...)
	ctx, cancel := context.WithCancel(t.Context())
	err := ix.CatchUp(ctx, func(Progress) { cancel() })
	if qda.KindOf(err) != qda.Cancelled {
		t.Fatalf("got %v", err)
	}
	if s := ix.Status(); s.Base.Seq != 3 {
		t.Errorf("%+v", s)
	}
	agrees(t, ix, p, "half way")
	ix.Close()
	ix = ready(t, p, dir)
	if s := ix.Status(); s.Base.Seq != 4 {
		t.Errorf("%+v", s)
	}
	agrees(t, ix, p, "all the way")
}

func TestSearchesWhileTheProjectChanges(t *testing.T) {
	p := story(20)
	ix := ready(t, p, t.TempDir())
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				r, err := ix.Search(context.Background(), query.Parse(storyQueries[n%len(storyQueries)], nil), Filter{}, Page{Limit: 10})
				if err != nil {
					t.Error(err)
					return
				}
				for _, h := range r.Hits {
					if h.Quote == "" || h.Span.Len() != len([]rune(h.Quote)) {
						t.Errorf("%+v", h)
					}
				}
			}
		}()
	}
	for i := range 40 {
		tell(p, 20+i)
		if i%3 == 0 {
			if err := ix.CatchUp(t.Context(), nil); err != nil {
				t.Error(err)
			}
		}
		if i == 25 {
			ix.Close()
		}
	}
	close(stop)
	wg.Wait()
	agrees(t, ix, p, "in the end")
}

func TestErrorsOfTheProjectAreReported(t *testing.T) {
	p := story(5)
	broken := errors.New("the disk is gone")
	bad := &failing{project: p, err: broken}
	ix := New(Options{Dir: t.TempDir(), Project: p.id}, bad)
	if err := ix.CatchUp(t.Context(), nil); !errors.Is(err, broken) {
		t.Errorf("catching up: %v", err)
	}
	if _, err := ix.Search(t.Context(), query.Parse("coordinacion", nil), Filter{}, Page{}); !errors.Is(err, broken) {
		t.Errorf("searching: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	good := ready(t, p, t.TempDir())
	if _, err := good.Search(ctx, query.Parse("coordinacion", nil), Filter{}, Page{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	ix.Close()
}

// failing is a project whose texts cannot be read.
type failing struct {
	*project
	err error
}

func (f *failing) Load(context.Context, []Target, func(Item) error) error { return f.err }

func TestIndexInMemory(t *testing.T) {
	p := story(15)
	ix := ready(t, p, "")
	if s := ix.Status(); !s.Open || !s.Built {
		t.Errorf("%+v", s)
	}
	agrees(t, ix, p, "in memory")
	tell(p, 15)
	if err := ix.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	agrees(t, ix, p, "in memory, changed")
}

func TestFolderThatCannotBeUsed(t *testing.T) {
	p := story(4)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ix := New(Options{Dir: file, Project: p.id}, p)
	err := ix.Open()
	if qda.KindOf(err) != qda.Storage || ix.Status().Reason == nil {
		t.Errorf("got %v", err)
	}
	agrees(t, ix, p, "without a folder")
}
