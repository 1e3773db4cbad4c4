package store_test

import (
	"slices"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// TestWhoCodesBlindlySeesOthersInNoRound has work of an earlier, open round on the document
// that is handed out blindly now: a hint as good as the blind work itself.
func TestWhoCodesBlindlySeesOthersInNoRound(t *testing.T) {
	f := newFixture(t, "", options(t))
	mine, theirs := f.code(t, f.ana, f.codes[1], 4, 8), f.code(t, f.ben, f.codes[2], 4, 12)
	third, blind := qda.Coder{ID: qda.ID{9}, Name: "Coder C"}, qda.Round{ID: qda.ID{8}, Label: "again", Kind: qda.CodingRound, Blind: true}
	var hers qda.Assignment
	write := func(fn func(tx *store.Tx) error) {
		t.Helper()
		if _, err := f.Update(ctx, f.ana.ID, "round.plan", fn); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *store.Tx) error {
		if err := store.Put(tx, third); err != nil {
			return err
		}
		if err := store.Put(tx, blind); err != nil {
			return err
		}
		for _, coder := range []qda.ID{f.ana.ID, third.ID} {
			hers = qda.Assignment{ID: tx.NewID(), RoundID: blind.ID, DocumentID: f.doc.ID, CoderID: coder, State: qda.AssignmentOpen}
			if err := store.Put(tx, hers); err != nil {
				return err
			}
		}
		return nil
	})
	type seen struct {
		Codings []qda.ID
		Apart   bool // the document counts as blind in the earlier round
		History bool // the log shows that theirs was made
	}
	look := func(viewer qda.ID) (s seen) {
		t.Helper()
		if err := f.View(ctx, viewer, func(tx *store.Tx) error {
			for c, err := range tx.Codings(store.CodingFilter{}) {
				if err != nil {
					return err
				}
				s.Codings = append(s.Codings, c.ID)
			}
			slices.SortFunc(s.Codings, func(a, b qda.ID) int { return slices.Compare(a[:], b[:]) })
			documents, err := tx.BlindDocuments(f.round.ID, false)
			if err != nil {
				return err
			}
			s.Apart = documents[f.doc.ID]
			s.History, err = told(tx, theirs.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	both := []qda.ID{mine.ID, theirs.ID}
	slices.SortFunc(both, func(a, b qda.ID) int { return slices.Compare(a[:], b[:]) })
	same := func(when string, got, want seen) {
		t.Helper()
		if !slices.Equal(got.Codings, want.Codings) || got.Apart != want.Apart || got.History != want.History {
			t.Errorf("%s: %+v, want %+v", when, got, want)
		}
	}
	open, apart := seen{both, false, true}, seen{[]qda.ID{mine.ID}, true, false}
	same("who codes blindly", look(f.ana.ID), apart)
	same("who codes nothing there", look(qda.ID{}), open)
	same("who is not assigned", look(f.ben.ID), open)
	write(func(tx *store.Tx) error {
		all, err := store.List[qda.Assignment](tx, store.Eq{"coder_id": f.ana.ID})
		if err != nil {
			return err
		}
		all[0].State = qda.AssignmentFinished
		return store.Save(tx, all[0])
	})
	same("who has finished before the others", look(f.ana.ID), apart)
	write(func(tx *store.Tx) error {
		hers.State = qda.AssignmentFinished
		return store.Save(tx, hers)
	})
	same("when all have finished", look(f.ana.ID), open)
	f.sound(t)
}

// told reports whether the history shows the viewer how the coding was made.
func told(tx *store.Tx, coding qda.ID) (bool, error) {
	ops, err := tx.Ops(store.OpFilter{Entity: "coding", ID: coding})
	if err != nil {
		return false, err
	}
	for _, op := range ops {
		changes, err := tx.Changes(op.Seq)
		if err != nil {
			return false, err
		}
		for _, c := range changes {
			if h, err := tx.HidesChange(c); err != nil || h != store.Shown {
				return false, err
			}
		}
	}
	return len(ops) > 0, nil
}
