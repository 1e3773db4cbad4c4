package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

func TestUndoAndRedoSurviveReopening(t *testing.T) {
	f := newFixture(t, "", options(t))
	first := f.code(t, f.ana, f.codes[1], 4, 8)
	second := f.code(t, f.ana, f.codes[2], 4, 12)
	f.reopen(t)
	undone, by, err := f.Undo(ctx, f.ana.ID)
	if err != nil || undone.Kind != "coding.add" || by.Kind != oplog.KindUndo || by.Undoes != undone.Ref {
		t.Fatalf("%+v %+v %v", undone, by, err)
	}
	if got := f.codings(t, f.ana); len(got) != 1 || got[0] != first {
		t.Fatalf("after undo: %v", got)
	}
	f.reopen(t)
	if _, _, err := f.Redo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 2 || !slices.Contains(got, second) {
		t.Fatalf("after redo: %v", got)
	}
	_, _, err = f.Redo(ctx, f.ana.ID)
	wantError(t, err, qda.NotFound, "redo.nothing")
	for range 2 {
		if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err = f.Undo(ctx, f.ana.ID) // the setting up of the project is not undone
	wantError(t, err, qda.NotFound, "undo.nothing")
	f.sound(t)
}

func TestUndoIsPerCoder(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	bens := f.code(t, f.ben, f.codes[2], 4, 12)
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ben); len(got) != 1 || got[0] != bens {
		t.Errorf("codings %v", got)
	}
}

func TestUndoRefusesWhatSomeoneElseChangedSince(t *testing.T) {
	f := newFixture(t, "", options(t))
	rename := func(coder qda.Coder, name string) {
		if _, err := f.Update(ctx, coder.ID, "code.edit", func(tx *store.Tx) error {
			c, err := store.Get[qda.Code](tx, f.codes[1].ID)
			c.Name = name
			return errors.Join(err, store.Save(tx, c))
		}); err != nil {
			t.Fatal(err)
		}
	}
	rename(f.ana, "written")
	rename(f.ben, "by decree")
	_, _, err := f.Undo(ctx, f.ana.ID)
	wantError(t, err, qda.Conflict, "undo.conflict_with")
	args := fmt.Sprint(qda.AsError(err).Args)
	for _, want := range []string{"Coder B", "code.edit"} {
		if !slices.ContainsFunc(qda.AsError(err).Args, func(a qda.Arg) bool { return a.Value == want }) {
			t.Errorf("the conflict does not name %q: %s", want, args)
		}
	}
	if _, _, err := f.Undo(ctx, f.ben.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Errorf("with the later change taken back: %v", err)
	}
	f.sound(t)
}

func TestUndoRefusesToPullAwayWhatOthersCameToUse(t *testing.T) {
	f := newFixture(t, "", options(t))
	code := qda.Code{Name: "new", Pos: "9"}
	if _, err := f.Update(ctx, f.ana.ID, "code.add", func(tx *store.Tx) error {
		code.ID = tx.NewID()
		return store.Put(tx, code)
	}); err != nil {
		t.Fatal(err)
	}
	f.code(t, f.ben, code, 4, 8)
	_, _, err := f.Undo(ctx, f.ana.ID)
	wantError(t, err, qda.Conflict, "undo.conflict_with")
	c := f.code(t, f.ana, f.codes[1], 0, 3)
	if _, err := f.Update(ctx, f.ben.ID, "memo.add", func(tx *store.Tx) error {
		return store.Put(tx, qda.Memo{ID: tx.NewID(), Body: "mine", CoderID: f.ben.ID, Owner: "coding", OwnerID: c.ID})
	}); err != nil {
		t.Fatal(err)
	}
	_, _, err = f.Undo(ctx, f.ana.ID) // would leave the memo hanging
	wantError(t, err, qda.Conflict, "undo.conflict_with")
	f.sound(t)
}

func TestRevertTakesBackOneOldActionAndIsItselfUndone(t *testing.T) {
	f := newFixture(t, "", options(t))
	first := f.code(t, f.ana, f.codes[1], 4, 8)
	second := f.code(t, f.ana, f.codes[2], 4, 12)
	var ref oplog.Ref
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		ops, err := tx.Ops(store.OpFilter{Entity: "coding", ID: first.ID})
		if len(ops) == 1 {
			ref = ops[0].Ref
		}
		return err
	}); err != nil || ref.IsZero() {
		t.Fatal(ref, err)
	}
	if _, err := f.Revert(ctx, f.ben.ID, ref); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 1 || got[0] != second {
		t.Fatalf("after revert: %v", got)
	}
	if _, _, err := f.Undo(ctx, f.ben.ID); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 2 {
		t.Fatalf("after undoing the revert: %v", got)
	}
	f.sound(t)
}

func TestRestoreToAPointInTheHistory(t *testing.T) {
	f := newFixture(t, "", options(t))
	keep := f.code(t, f.ana, f.codes[1], 4, 8)
	var at oplog.Op
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		seq, _, err := tx.Head()
		if err != nil {
			return err
		}
		at, err = tx.OpAt(seq)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	f.code(t, f.ben, f.codes[2], 4, 12)
	if _, err := f.Update(ctx, f.ana.ID, "coding.remove", func(tx *store.Tx) error { return store.Delete[qda.Coding](tx, keep.ID) }); err != nil {
		t.Fatal(err)
	}
	if _, err := f.RestoreTo(ctx, f.ana.ID, at.Ref); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 1 || got[0] != keep {
		t.Fatalf("after restoring: %v", got)
	}
	f.sound(t)
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 1 || got[0].CodeID != f.codes[2].ID {
		t.Fatalf("after undoing the restoration: %v", got)
	}
	f.sound(t)
}

// machine plays two coders who code, change, remove, rename, undo, redo, reopen
// and back up, beside a model that keeps whole states on stacks.
type machine struct {
	f      *fixture
	now    map[qda.ID]string     // the model: every coding and code, printed
	stacks map[qda.ID]*[2][]step // per coder: undo, redo
}

type step struct{ before, after map[qda.ID]string }

func (m *machine) state(t *rapid.T) map[qda.ID]string {
	out := map[qda.ID]string{}
	err := m.f.View(ctx, qda.ID{}, func(tx *store.Tx) error {
		for c, err := range tx.Codings(store.CodingFilter{Binned: true}) {
			if err != nil {
				return err
			}
			out[c.ID] = fmt.Sprintf("%+v", c)
		}
		codes, err := store.List[qda.Code](tx, store.Eq{})
		for _, c := range codes {
			out[c.ID] = fmt.Sprintf("%+v", c)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fits reports whether taking the step back is possible: everything it changed is
// still as it left it, and no coding by someone else hangs on a code that goes.
func fits(now map[qda.ID]string, from, to map[qda.ID]string) bool {
	for id := range union(from, to) {
		if from[id] != to[id] && now[id] != from[id] {
			return false
		}
	}
	return true
}

func union(a, b map[qda.ID]string) map[qda.ID]bool {
	out := map[qda.ID]bool{}
	for id := range a {
		out[id] = true
	}
	for id := range b {
		out[id] = true
	}
	return out
}

func apply(now, from, to map[qda.ID]string) map[qda.ID]string {
	out := map[qda.ID]string{}
	for id, v := range now {
		out[id] = v
	}
	for id := range union(from, to) {
		if from[id] == to[id] {
			continue
		}
		if v, ok := to[id]; ok {
			out[id] = v
		} else {
			delete(out, id)
		}
	}
	return out
}

func same(a, b map[qda.ID]string) bool {
	if len(a) != len(b) {
		return false
	}
	for id, v := range a {
		if b[id] != v {
			return false
		}
	}
	return true
}

// TestUndoEqualsTheModel is the state machine of doing, undoing and redoing.
func TestUndoEqualsTheModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir := qdatest.FastDir(t)
		o := options(t)
		o.StateDir = dir
		f := newFixture(t, filepath.Join(dir, "p.articula"), o)
		defer f.Close()
		m := &machine{f: f, stacks: map[qda.ID]*[2][]step{f.ana.ID: {}, f.ben.ID: {}}}
		m.now = m.state(rt)
		for range rapid.IntRange(1, 25).Draw(rt, "actions") {
			who := rapid.SampledFrom([]qda.Coder{f.ana, f.ben}).Draw(rt, "coder")
			m.act(rt, who)
		}
		problems, err := f.Check(ctx, nil)
		if err != nil || len(problems) > 0 {
			rt.Fatalf("check: %v %v", problems, err)
		}
	})
}

func (m *machine) act(t *rapid.T, who qda.Coder) {
	f, stack := m.f, m.stacks[who.ID]
	var err error
	switch rapid.SampledFrom([]string{"code", "code", "remove", "resize", "rename", "undo", "undo", "redo", "reopen"}).Draw(t, "action") {
	case "undo":
		m.back(t, stack, 0, func() error { _, _, err := f.Undo(ctx, who.ID); return err })
		return
	case "redo":
		m.back(t, stack, 1, func() error { _, _, err := f.Redo(ctx, who.ID); return err })
		return
	case "reopen":
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if f.Store, err = store.Open(ctx, f.Path(), f.opts); err != nil {
			t.Fatal(err)
		}
		return
	case "code":
		start := rapid.IntRange(0, 20).Draw(t, "start")
		end := rapid.IntRange(start+1, 30).Draw(t, "end")
		code := rapid.SampledFrom(f.codes).Draw(t, "code")
		_, err = f.Update(ctx, who.ID, "coding.add", func(tx *store.Tx) error { return store.Put(tx, f.coding(tx, who, code, start, end)) })
	case "remove", "resize":
		var mine []qda.Coding
		if e := f.View(ctx, who.ID, func(tx *store.Tx) error {
			for c, err := range tx.Codings(store.CodingFilter{Coders: []qda.ID{who.ID}}) {
				if err != nil {
					return err
				}
				mine = append(mine, c)
			}
			return nil
		}); e != nil {
			t.Fatal(e)
		}
		if len(mine) == 0 {
			return
		}
		c := rapid.SampledFrom(mine).Draw(t, "coding")
		_, err = f.Update(ctx, who.ID, "coding.change", func(tx *store.Tx) error {
			if rapid.Bool().Draw(t, "remove") {
				return store.Delete[qda.Coding](tx, c.ID)
			}
			c.End++
			c.Quote = string([]rune(f.text)[c.Start:c.End])
			return store.Save(tx, c)
		})
	case "rename":
		name := rapid.SampledFrom([]string{"one", "two", "three"}).Draw(t, "name")
		_, err = f.Update(ctx, who.ID, "code.edit", func(tx *store.Tx) error {
			c, err := store.Get[qda.Code](tx, f.codes[1].ID)
			if err != nil {
				return err
			}
			c.Name = name
			return store.Save(tx, c)
		})
	}
	if qda.KindOf(err) == qda.Conflict { // the same coding twice
		if !same(m.state(t), m.now) {
			t.Fatal("a refused action left something")
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	after := m.state(t)
	if same(after, m.now) {
		return // nothing changed: nothing to undo
	}
	stack[0] = append(stack[0], step{m.now, after})
	stack[1] = nil
	m.now = after
}

// back plays undo (which 0) or redo (which 1) on the program and on the model.
func (m *machine) back(t *rapid.T, stack *[2][]step, which int, do func() error) {
	err := do()
	list := stack[which]
	if len(list) == 0 {
		if qda.KindOf(err) != qda.NotFound {
			t.Fatalf("nothing there, but %v", err)
		}
		return
	}
	s := list[len(list)-1]
	from, to := s.after, s.before
	if which == 1 {
		from, to = s.before, s.after
	}
	if !fits(m.now, from, to) {
		if qda.KindOf(err) != qda.Conflict {
			t.Fatalf("someone else changed it, but %v", err)
		}
		if !same(m.state(t), m.now) {
			t.Fatal("a refused undo left something")
		}
		return
	}
	if err != nil {
		if qda.KindOf(err) == qda.Conflict && same(m.state(t), m.now) {
			return // a natural key that someone else has taken meanwhile
		}
		t.Fatal(err)
	}
	stack[which] = list[:len(list)-1]
	stack[1-which] = append(stack[1-which], s)
	m.now = apply(m.now, from, to)
	if !same(m.state(t), m.now) {
		t.Fatal("undo and redo leave residue")
	}
}
