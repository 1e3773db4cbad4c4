package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

const (
	drizzleEnv   = "ARTICULA_TEST_DRIZZLE"
	drizzleCount = 60
)

// drizzle writes single codings, removes some, undoes and stages, and says after
// each that it was acknowledged.
func drizzle(path string) {
	fail := func(err error) {
		if err != nil {
			fmt.Println("!", err)
			os.Exit(1)
		}
	}
	s, err := store.Open(ctx, path, store.Options{Device: "drizzle", StateDir: filepath.Join(filepath.Dir(path), "state")})
	fail(err)
	f := &fixture{Store: s, text: body}
	fail(s.View(ctx, qda.ID{}, func(tx *store.Tx) error {
		coders, err := store.List[qda.Coder](tx, store.Eq{})
		fail(err)
		docs, err := store.List[qda.Document](tx, store.Eq{})
		fail(err)
		rounds, err := store.List[qda.Round](tx, store.Eq{})
		fail(err)
		f.ana, f.doc, f.round = coders[0], docs[0], rounds[0]
		f.codes, err = store.List[qda.Code](tx, store.Eq{})
		return err
	}))
	for i := range drizzleCount {
		if i%5 == 4 {
			_, _, err = s.Undo(ctx, f.ana.ID)
		} else {
			_, err = s.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error { return store.Put(tx, f.coding(tx, f.ana, f.codes[1], i%30, i%30+1+i/30)) })
		}
		fail(err)
		fmt.Fprintf(os.Stdout, "acknowledged %d\n", i)
	}
	fail(s.Close())
}

// TestEveryAcknowledgementIsSyncedFirst watches the calls of a program to the
// system: between two acknowledgements the log of the project is written and synced
// to the disk, in this order. Killing the program cannot show this, since what was
// only written survives in the system's memory.
func TestEveryAcknowledgementIsSyncedFirst(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	f := newFixture(t, filepath.Join(t.TempDir(), "p.articula"), options(t))
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command(strace, "-f", "-y", "-e", "trace=fsync,fdatasync,write,pwrite64", "-o", trace, exe)
	cmd.Env = append(os.Environ(), drizzleEnv+"="+f.Path())
	out, err := cmd.CombinedOutput()
	if err != nil && strings.Contains(string(out), "ptrace") {
		t.Skipf("programs cannot be traced here: %s", out)
	}
	if err != nil || strings.Contains(string(out), "!") {
		t.Fatalf("%v: %s", err, out)
	}
	file, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	wrote := regexp.MustCompile(`pwrite64\(\d+<[^>]*-wal>`)
	synced := regexp.MustCompile(`f(data)?sync\((resumed|\d+<[^>]*-wal>)`)
	acks, syncs := 0, 0
	dirty, safe := false, false
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		l := lines.Text()
		switch {
		case wrote.MatchString(l):
			dirty, safe = true, false
		case synced.MatchString(l):
			syncs++
			safe = dirty
		case strings.Contains(l, `"acknowledged `):
			if !safe {
				t.Errorf("acknowledged before it was on the disk: %s", l)
			}
			acks++
			dirty, safe = false, false
		}
	}
	t.Logf("%d acknowledgements, %d syncs of the log", acks, syncs)
	if acks != drizzleCount {
		t.Errorf("%d of %d acknowledgements seen", acks, drizzleCount)
	}
}
