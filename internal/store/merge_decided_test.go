package store_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/qda"
	"articula/internal/store"
)

// twoDefinitions gives two copies in which Ana and Ben wrote different definitions of one code,
// each of which knows of the other's.
func twoDefinitions(t *testing.T, f *fixture) (a, b *store.Store) {
	t.Helper()
	x, y := copyOf(t, f.Store, 1), copyOf(t, f.Store, 2)
	define(t, x, f.ana, f.codes[0].ID, "by Ana")
	define(t, y, f.ben, f.codes[0].ID, "by Ben")
	a, b = copyOf(t, x, 3), copyOf(t, y, 4)
	merge(t, a, f.ana.ID, y)
	merge(t, b, f.ben.ID, x)
	return a, b
}

func define(t *testing.T, s *store.Store, who qda.Coder, code qda.ID, text string) {
	t.Helper()
	if _, err := s.Update(ctx, who.ID, "test.define", func(tx *store.Tx) error { return tx.SetField("code", code, "definition", text) }); err != nil {
		t.Fatal(err)
	}
}

func conflicts(t *testing.T, s *store.Store, match store.Eq) (list []qda.MergeConflict) {
	t.Helper()
	if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) (err error) {
		list, err = store.List[qda.MergeConflict](tx, match)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// decideOpen decides the one conflict that is open.
func decideOpen(t *testing.T, s *store.Store, who qda.Coder, choice string) {
	t.Helper()
	open := conflicts(t, s, store.Eq{"state": "open"})
	if len(open) != 1 {
		t.Fatalf("open are %+v", open)
	}
	if _, err := s.Update(ctx, who.ID, "test.decide", func(tx *store.Tx) error {
		c, err := store.Get[qda.MergeConflict](tx, open[0].ID)
		if err != nil {
			return err
		}
		return decideOn(tx, c, choice, "by both")
	}); err != nil {
		t.Fatal(err)
	}
}

func definitionOf(t *testing.T, s *store.Store, code qda.ID) (text string) {
	t.Helper()
	if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) error {
		c, err := store.Get[qda.Code](tx, code)
		text = c.Definition
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return text
}

// TestOppositeDecisionsAreAQuestionAgain lets two people decide one conflict differently.
func TestOppositeDecisionsAreAQuestionAgain(t *testing.T) {
	for _, takes := range []string{"theirs", "edited"} {
		for _, first := range []bool{true, false} { // who decides later
			t.Run(fmt.Sprint(takes, first), func(t *testing.T) {
				f := newFixture(t, t.TempDir()+"/base.articula", options(t))
				a, b := twoDefinitions(t, f)
				left := definitionOf(t, a, f.codes[0].ID)
				if first {
					define(t, a, f.ana, f.codes[1].ID, "something else")
				} else {
					define(t, b, f.ben, f.codes[1].ID, "something else")
				}
				decideOpen(t, a, f.ana, takes)
				decideOpen(t, b, f.ben, "ours")
				ab, ba := copyOf(t, a, 5), copyOf(t, b, 6)
				third := copyOf(t, f.Store, 7)
				merge(t, ab, f.ana.ID, b)
				merge(t, ba, f.ben.ID, a)
				merge(t, third, f.ana.ID, ab)
				for _, s := range []*store.Store{ab, ba, third} {
					open := conflicts(t, s, store.Eq{"state": "open"})
					if len(open) != 1 || open[0].Theirs != left || open[0].Ours != definitionOf(t, s, f.codes[0].ID) || open[0].Ours == left {
						t.Fatalf("shown is %q and open are %+v, after %q was left", definitionOf(t, s, f.codes[0].ID), open, left)
					}
					for _, c := range conflicts(t, s, store.Eq{"state": "ours"}) {
						t.Errorf("what does not stand is told as left: %+v", c)
					}
				}
				equalDigests(t, "the order matters", digest(t, ab), digest(t, ba))
				equalDigests(t, "a third copy differs", digest(t, ab), digest(t, third))
				if r := merge(t, ab, f.ana.ID, b); r.Op.Seq != 0 {
					t.Fatalf("merging twice did something: %+v", r)
				}
				decideOpen(t, ab, f.ana, "theirs")
				for _, s := range []*store.Store{ba, third} {
					merge(t, s, f.ben.ID, ab)
					if open := conflicts(t, s, store.Eq{"state": "open"}); len(open) != 0 || definitionOf(t, s, f.codes[0].ID) != left {
						t.Errorf("after the decision %q stands and open are %+v", definitionOf(t, s, f.codes[0].ID), open)
					}
				}
			})
		}
	}
}

// TestKeptByOneAndDeletedByAnotherStays lets two people decide differently whether a code
// stays that one deleted and another changed.
func TestKeptByOneAndDeletedByAnotherStays(t *testing.T) {
	for _, first := range []bool{true, false} { // who decides later
		f := newFixture(t, t.TempDir()+"/base.articula", options(t))
		x, y := copyOf(t, f.Store, 1), copyOf(t, f.Store, 2)
		code := f.codes[2].ID
		remove(t, x, f.ana, code)
		define(t, y, f.ben, code, "by Ben")
		a, b := copyOf(t, x, 3), copyOf(t, y, 4)
		merge(t, a, f.ana.ID, y)
		merge(t, b, f.ben.ID, x)
		if first {
			define(t, a, f.ana, f.codes[1].ID, "something else")
		} else {
			define(t, b, f.ben, f.codes[1].ID, "something else")
		}
		decideOpen(t, a, f.ana, "theirs")
		decideOpen(t, b, f.ben, "ours")
		ab, ba := copyOf(t, a, 5), copyOf(t, b, 6)
		third := copyOf(t, f.Store, 7)
		merge(t, ab, f.ana.ID, b)
		merge(t, ba, f.ben.ID, a)
		merge(t, third, f.ana.ID, ab)
		for _, s := range []*store.Store{ab, ba, third} {
			if open := conflicts(t, s, store.Eq{"state": "open"}); len(open) != 1 || open[0].Field != "" || definitionOf(t, s, code) != "by Ben" {
				t.Fatalf("open are %+v", open)
			}
		}
		equalDigests(t, "the order matters", digest(t, ab), digest(t, ba))
		equalDigests(t, "a third copy differs", digest(t, ab), digest(t, third))
		if r := merge(t, ab, f.ana.ID, b); r.Op.Seq != 0 {
			t.Fatalf("merging twice did something: %+v", r)
		}
		decideOpen(t, ab, f.ana, "theirs")
		merge(t, ba, f.ben.ID, ab)
		if open := conflicts(t, ba, store.Eq{"state": "open"}); len(open) != 0 {
			t.Errorf("after the decision open are %+v", open)
		}
		equalDigests(t, "the decision did not come", digest(t, ab), digest(t, ba))
	}
}

func remove(t *testing.T, s *store.Store, who qda.Coder, code qda.ID) {
	t.Helper()
	if _, err := s.Update(ctx, who.ID, "test.drop_code", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, code) }); err != nil {
		t.Fatal(err)
	}
}

// TestMergeLawsOfDecisions lets three people decide what has been a question in all of
// their copies from the beginning, and do a dozen things at most; see [TestMergeLaws].
func TestMergeLawsOfDecisions(t *testing.T) {
	f, third := threePeople(t)
	x := copyOf(t, f.Store, 1)
	for _, c := range f.codes[:2] {
		define(t, x, f.ben, c.ID, "by Ben")
		define(t, f.Store, f.ana, c.ID, "by Ana")
	}
	remove(t, x, f.ben, f.codes[2].ID)
	define(t, f.Store, f.ana, f.codes[2].ID, "by Ana")
	var fourth qda.Coder // so that none of the three takes it back
	if _, err := f.Update(ctx, f.ana.ID, "test.join", func(tx *store.Tx) error {
		fourth = qda.Coder{ID: tx.NewID(), Name: "Coder D"}
		return store.Put(tx, fourth)
	}); err != nil {
		t.Fatal(err)
	}
	merge(t, f.Store, fourth.ID, x)
	if open := conflicts(t, f.Store, store.Eq{"state": "open"}); len(open) != 3 {
		t.Fatalf("open are %+v", open)
	}
	does := []string{"decide", "decide", "decide", "decide", "define", "drop code", "undo", "redo", "code", "label", "move"}
	rapid.Check(t, func(rt *rapid.T) { mergeLaws(trial{t, rt}, rt, f, third, does, 12) })
}
