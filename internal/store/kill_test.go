package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/store"
)

const stormEnv = "ARTICULA_TEST_STORM"

// TestMain becomes the writer of the storm when it is started as its child.
func TestMain(m *testing.M) {
	if path := os.Getenv(stormEnv); path != "" {
		storm(path)
		return
	}
	if path := os.Getenv(drizzleEnv); path != "" {
		drizzle(path)
		return
	}
	os.Exit(m.Run())
}

// storm writes without pause and says each coding's identity once it is
// acknowledged, "+" for made and "-" for removed; "~" says that it is about to be
// removed, so that for a moment either is right.
func storm(path string) {
	s, err := store.Open(ctx, path, store.Options{Device: "storm", StateDir: filepath.Join(filepath.Dir(path), "state"), Settle: 3 * time.Millisecond})
	if err != nil {
		fmt.Println("!", err)
		os.Exit(1)
	}
	var coder qda.Coder
	var doc qda.Document
	var codes []qda.Code
	var round qda.Round
	if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) error {
		coders, err := store.List[qda.Coder](tx, store.Eq{})
		if err != nil {
			return err
		}
		docs, err := store.List[qda.Document](tx, store.Eq{})
		if err != nil {
			return err
		}
		rounds, err := store.List[qda.Round](tx, store.Eq{})
		if err != nil {
			return err
		}
		coder, doc, round = coders[0], docs[0], rounds[0]
		codes, err = store.List[qda.Code](tx, store.Eq{})
		return err
	}); err != nil {
		fmt.Println("!", err)
		os.Exit(1)
	}
	text := []rune(body)
	var last qda.ID
	for {
		start := rand.IntN(len(text) - 1)
		end := start + 1 + rand.IntN(len(text)-start-1)
		var c qda.Coding
		switch n := rand.IntN(10); {
		case n == 0 && !last.IsZero():
			fmt.Println("~", last)
			if _, err := s.Update(ctx, coder.ID, "coding.remove", func(tx *store.Tx) error { return store.Delete[qda.Coding](tx, last) }); err == nil {
				fmt.Println("-", last)
			}
			last = qda.ID{}
		case n == 1:
			if err := s.Stage(ctx, store.NewContent(strings.Repeat("staged ", 5000)+strconv.Itoa(rand.Int()), qda.Structure{}, "", nil)); err != nil {
				fmt.Println("!", err)
				os.Exit(1)
			}
		default:
			_, err := s.Update(ctx, coder.ID, "coding.add", func(tx *store.Tx) error {
				c = qda.Coding{ID: tx.NewID(), DocumentID: doc.ID, TextHash: doc.TextHash, CodeID: codes[rand.IntN(len(codes))].ID, CoderID: coder.ID, RoundID: round.ID,
					Span: qda.Span{Start: start, End: end}, Quote: string(text[start:end]), CreatedAt: tx.Now()}
				return store.Put(tx, c)
			})
			if err == nil {
				last = c.ID
				fmt.Println("+", c.ID)
			} else if qda.KindOf(err) != qda.Conflict {
				fmt.Println("!", err)
				os.Exit(1)
			}
		}
	}
}

// TestNoAcknowledgedCodingIsLostWhenTheProgramIsKilled kills a program that
// writes without pause, again and again, and after each kill opens the project
// and looks for everything it had acknowledged. ARTICULA_KILL_CYCLES says how
// often (200).
func TestNoAcknowledgedCodingIsLostWhenTheProgramIsKilled(t *testing.T) {
	cycles := 200
	if n, err := strconv.Atoi(os.Getenv("ARTICULA_KILL_CYCLES")); err == nil {
		cycles = n
	} else if testing.Short() {
		cycles = 20
	}
	dir := t.TempDir()
	f := newFixture(t, filepath.Join(dir, "p.articula"), options(t))
	path := f.Path()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	acked := map[string]bool{}
	total := 0
	for cycle := range cycles {
		made := stormOnce(t, path, acked)
		total += made
		s, err := store.Open(ctx, path, f.opts)
		if err != nil {
			t.Fatalf("cycle %d: %v", cycle, err)
		}
		stored := map[string]bool{}
		for _, c := range (&fixture{Store: s}).codings(t, f.ana) {
			stored[c.ID.String()] = true
		}
		for id, there := range acked {
			if there && !stored[id] {
				t.Errorf("cycle %d: acknowledged coding %s is lost", cycle, id)
			}
			if !there && stored[id] {
				t.Errorf("cycle %d: removed coding %s is back", cycle, id)
			}
		}
		if cycle%20 == 0 || cycle == cycles-1 {
			sound(t, s)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	if total < cycles {
		t.Errorf("only %d operations were acknowledged in %d cycles", total, cycles)
	}
	t.Logf("%d kills, %d acknowledged operations, none lost", cycles, total)
}

// stormOnce runs the writer, kills it and notes what it acknowledged.
func stormOnce(t *testing.T, path string, acked map[string]bool) int {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), stormEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n := 0
	lines := bufio.NewScanner(out)
	var deadline *time.Timer
	for lines.Scan() {
		sign, id, _ := strings.Cut(lines.Text(), " ")
		switch sign {
		case "+", "-":
			acked[id] = sign == "+"
			n++
		case "~":
			delete(acked, id)
		default:
			t.Errorf("the writer says %s", lines.Text())
		}
		if deadline == nil { // from its first acknowledgement on
			deadline = time.AfterFunc(time.Duration(1+rand.IntN(60))*time.Millisecond, func() { cmd.Process.Kill() })
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	return n
}
