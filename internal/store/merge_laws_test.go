package store_test

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

// errApart is a merge that was refused because of texts.
var errApart = errors.New("texts apart")

// meets merges, unless the two hold texts that cannot be brought together: that must
// leave everything as it was.
func meets(t testing.TB, into *store.Store, by qda.ID, from *store.Store) (store.MergeReport, error) {
	before := digest(t, into)
	r, err := into.Merge(ctx, by, from, false, nil)
	if err == nil {
		return r, nil
	}
	if e := qda.AsError(err); e.Code != "merge.texts" {
		t.Fatalf("merge: %v", err)
	}
	equalDigests(t, "a refused merge", before, digest(t, into))
	return r, errApart
}

// trial lets the helpers of this package speak to the case that is being tried, so
// that one that fails is made smaller, and its seed printed.
type trial struct {
	testing.TB
	rt *rapid.T
}

func (c trial) Helper()                           {}
func (c trial) Cleanup(fn func())                 { c.rt.Cleanup(fn) }
func (c trial) Error(args ...any)                 { c.rt.Error(args...) }
func (c trial) Errorf(format string, args ...any) { c.rt.Errorf(format, args...) }
func (c trial) Fatal(args ...any)                 { c.rt.Fatal(args...) }
func (c trial) Fatalf(format string, args ...any) { c.rt.Fatalf(format, args...) }
func (c trial) Log(args ...any)                   { c.rt.Log(args...) }
func (c trial) Logf(format string, args ...any)   { c.rt.Logf(format, args...) }
func (c trial) Fail()                             { c.rt.Fail() }
func (c trial) FailNow()                          { c.rt.FailNow() }
func (c trial) Failed() bool                      { return c.rt.Failed() }
func (c trial) TempDir() string                   { return qdatest.FastDir(c) }

// TestMergeLaws lets three people work apart on copies of one project, sometimes
// meeting on the way, and then brings the three together in every order. One of them
// edits the text, or all do; texts edited apart may be refused, as a whole.
func TestMergeLaws(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue { // seconds, unless somebody asks for more
		if err := f.Value.Set("30"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Value.Set(f.DefValue) })
	}
	f := newFixture(t, filepath.Join(qdatest.FastDir(t), "base.articula"), options(t))
	third := qda.Coder{Name: "Coder C"}
	if _, err := f.Update(ctx, f.ana.ID, "test.join", func(tx *store.Tx) error {
		k, a := qda.Case{ID: tx.NewID(), Name: "North", Pos: "1"}, qda.Attribute{ID: tx.NewID(), Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Pos: "1"}
		third.ID, f.held = tx.NewID(), qda.AttributeValue{ID: tx.NewID(), AttributeID: a.ID, OwnerID: k.ID, Value: "coast", Status: "held", CoderID: f.ana.ID, At: tx.Now()}
		f.otherValue = qda.FacetValue{ID: tx.NewID(), FacetID: f.facet.ID, Name: "national", Pos: "2"}
		for _, put := range []func() error{
			func() error { return store.Put(tx, f.otherValue) },
			func() error { return store.Put(tx, third) },
			func() error { return store.Put(tx, k) },
			func() error { return store.Put(tx, a) },
			func() error {
				for i, name := range []string{"coast", "hills", "plain", "island", "delta"} {
					if err := store.Put(tx, qda.Choice{ID: tx.NewID(), AttributeID: a.ID, Name: name, Pos: fmt.Sprint(i + 1)}); err != nil {
						return err
					}
				}
				return nil
			},
			func() error { return store.Put(tx, f.held) },
		} {
			if err := put(); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.code(t, f.ana, f.codes[1], 0, 5)
	rapid.Check(t, func(rt *rapid.T) { mergeLaws(trial{t, rt}, rt, f, third) })
}

func mergeLaws(t testing.TB, rt *rapid.T, f *fixture, third qda.Coder) {
	people := []*scribe{
		{f: f, s: copyOf(t, f.Store, 11), coder: f.ana}, {f: f, s: copyOf(t, f.Store, 12), coder: f.ben}, {f: f, s: copyOf(t, f.Store, 13), coder: third},
	}
	// Texts that two edited apart are mostly refused: then nothing else is tried.
	if editor := rapid.IntRange(0, 5).Draw(rt, "who edits"); editor < len(people) {
		for i, p := range people {
			p.still = i != editor
		}
	}
	narrow, apart := rapid.IntRange(0, 2).Draw(rt, "narrow") == 0, 11
	for _, p := range people {
		p.narrow = narrow
	}
	if narrow {
		apart = 3
	}
	for range rapid.IntRange(1, 60).Draw(rt, "steps") {
		i := rapid.IntRange(0, 2).Draw(rt, "who")
		if rapid.IntRange(0, apart).Draw(rt, "meet") == 0 {
			meets(t, people[i].s, people[i].coder.ID, people[(i+1)%3].s)
			continue
		}
		people[i].act(rt, t)
	}
	takesBack := rapid.IntRange(0, 5).Draw(rt, "order that is taken back")
	seed := byte(20)
	var first string
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		seed++
		s := copyOf(t, people[order[0]].s, seed)
		me := people[order[0]].coder.ID
		before := digest(t, s)
		head := headOf(t, s)
		for _, i := range order[1:] {
			if _, err := meets(t, s, me, people[i].s); err != nil {
				return
			}
		}
		sound(t, s)
		oneStands(t, s)
		got := digest(t, s)
		if first == "" {
			first = got
		}
		equalDigests(t, fmt.Sprintf("order %v differs", order), first, got)
		if r := merge(t, s, me, people[order[1]].s); r.Ops != 0 || r.Op.Seq != 0 {
			t.Fatalf("merging twice did something: %+v", r)
		}
		equalDigests(t, "merging twice changed something", got, digest(t, s))
		// all of it can be taken back
		if int(seed)-21 != takesBack {
			continue
		}
		for {
			ops, _, err := s.Stacks(ctx, me)
			if err != nil {
				t.Fatal(err)
			}
			if len(ops) == 0 || ops[len(ops)-1].Seq <= head {
				break
			}
			if _, _, err := s.Undo(ctx, me); err != nil {
				t.Fatalf("undoing the merges: %v", err)
			}
		}
		sound(t, s)
		equalDigests(t, "undoing the merges does not give what was there", withoutCoders(before), withoutCoders(digest(t, s)))
	}
	// grouping does not matter either
	bc := copyOf(t, people[1].s, 31)
	if _, err := meets(t, bc, people[1].coder.ID, people[2].s); err != nil {
		return
	}
	a := copyOf(t, people[0].s, 32)
	merge(t, a, people[0].coder.ID, bc)
	sound(t, a)
	equalDigests(t, "A with (B with C) differs", first, digest(t, a))
	merge(t, bc, people[1].coder.ID, a)
	sound(t, bc)
	equalDigests(t, "and back", first, digest(t, bc))
}

// oneStands fails the test where several values stand of what there may be one.
func oneStands(t testing.TB, s *store.Store) {
	t.Helper()
	if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) error {
		held, err := store.List[qda.AttributeValue](tx, store.Eq{"status": "held"})
		if err != nil || len(held) > 1 {
			t.Errorf("held: %+v, %v", held, err)
		}
		choices, err := store.List[qda.Choice](tx, store.Eq{})
		if err != nil {
			return err
		}
		values, err := store.List[qda.AttributeValue](tx, store.Eq{})
		for _, v := range values {
			if !slices.ContainsFunc(choices, func(c qda.Choice) bool { return c.Name == v.Value }) {
				t.Errorf("%q is not permitted, as %+v are, %v", v.Value, choices, err)
			}
		}
		list, err := store.List[qda.Qualifier](tx, store.Eq{})
		on := map[qda.ID]bool{}
		for _, q := range list {
			if on[q.OwnerID] {
				t.Errorf("two values of one facet: %+v", list)
			}
			on[q.OwnerID] = true
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func headOf(t testing.TB, s *store.Store) (seq int) {
	t.Helper()
	if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) (err error) {
		seq, _, err = tx.Head()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return seq
}

func withoutCoders(digest string) string {
	lines := strings.Split(digest, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, `[{"create":"coder"`) }), "\n")
}
