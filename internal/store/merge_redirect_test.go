package store_test

import (
	"fmt"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// mergeCodes gives the codings of one code that the copy knows to another, as merging
// codes does.
func mergeCodes(t *testing.T, f *fixture, by qda.Coder, from, into qda.Code) {
	t.Helper()
	if _, err := f.Update(ctx, by.ID, "code.merge", func(tx *store.Tx) error {
		list, err := store.List[qda.Coding](tx.Unblinded(), store.Eq{"code_id": from.ID})
		if err != nil {
			return err
		}
		for _, c := range list {
			c.CodeID = into.ID
			if err := store.Save(tx, c); err != nil {
				return err
			}
		}
		c, err := store.Get[qda.Code](tx, from.ID)
		if err != nil {
			return err
		}
		c.MergedInto, c.DeletedAt = into.ID, tx.Now()
		return store.Save(tx, c)
	}); err != nil {
		t.Fatal(err)
	}
}

// everyWay merges copies until each has what the others have, beginning in another place
// each time, and asks that they are the same.
func everyWay(t *testing.T, by qda.ID, copies ...*fixture) {
	t.Helper()
	for range 2 {
		for i := range copies {
			for j := range copies {
				if i != j {
					merge(t, copies[i].Store, by, copies[j].Store)
					copies[i].sound(t)
				}
			}
		}
	}
	for _, x := range copies[1:] {
		equalDigests(t, "the copies", digest(t, copies[0].Store), digest(t, x.Store))
	}
	for _, x := range copies {
		if r := merge(t, x.Store, by, copies[0].Store); r.Ops != 0 || r.Op.Seq != 0 {
			t.Errorf("merging once more: %+v", r)
		}
	}
}

func TestLateCodingsFollowAMergedCode(t *testing.T) {
	for order := range 3 {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			f, there := apart(t)
			third := *f
			third.Store = copyOf(t, f.Store, 55)
			low, mid, high := f.codes[1], f.codes[2], f.codes[0]
			twin := f.code(t, f.ben, high, 0, 12)
			before := f.code(t, f.ana, low, 4, 8)
			mergeCodes(t, f, f.ana, low, mid)
			mergeCodes(t, f, f.ana, mid, high)
			late := there.code(t, there.ben, low, 20, 30)
			folds := there.code(t, there.ben, mid, 0, 12)
			m := qda.Memo{ID: fresh(t, there), Owner: "coding", OwnerID: folds.ID, Title: "T", CoderID: there.ben.ID}
			put(t, there, there.ben, m)
			child := qda.Code{ID: fresh(t, there), ParentID: low.ID, Name: "Child", Pos: "5"}
			put(t, there, there.ben, child)
			copies := []*fixture{f, there, &third}
			copies = append(copies[order:], copies[:order]...)
			everyWay(t, f.ana.ID, copies...)
			stays := twin.ID
			if string(folds.ID[:]) < string(twin.ID[:]) {
				stays = folds.ID
			}
			for _, x := range copies {
				for _, id := range []qda.ID{before.ID, late.ID, stays} {
					if c, ok := get[qda.Coding](t, x, id); !ok || c.CodeID != high.ID {
						t.Errorf("%+v %v", c, ok)
					}
				}
				if list := x.codings(t, x.ben); len(list) != 3 {
					t.Errorf("%v", list)
				}
				if got, ok := get[qda.Memo](t, x, m.ID); !ok || got.OwnerID != stays {
					t.Errorf("%+v %v", got, ok)
				}
				if c, ok := get[qda.Code](t, x, child.ID); !ok || c.ParentID != high.ID {
					t.Errorf("%+v %v", c, ok)
				}
			}
		})
	}
}

func TestWhatFollowedAMergedCodeIsTakenBackWithTheMerge(t *testing.T) {
	f, there := apart(t)
	mergeCodes(t, f, f.ana, f.codes[1], f.codes[2])
	f.code(t, f.ben, f.codes[2], 0, 12)
	before := digest(t, f.Store)
	there.code(t, there.ben, f.codes[1], 0, 12)
	there.code(t, there.ben, f.codes[1], 20, 30)
	merge(t, f.Store, f.ana.ID, there.Store)
	if list := f.codings(t, f.ben); len(list) != 2 {
		t.Errorf("%v", list)
	}
	after := digest(t, f.Store)
	for range 2 {
		if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
			t.Fatal(err)
		}
		equalDigests(t, "undone", before, digest(t, f.Store))
		f.sound(t)
		if _, _, err := f.Redo(ctx, f.ana.ID); err != nil {
			t.Fatal(err)
		}
		equalDigests(t, "done again", after, digest(t, f.Store))
	}
}

func TestCodesMergedIntoEachOtherLeaveOneStanding(t *testing.T) {
	f, there := apart(t)
	a, b := f.codes[1], f.codes[2]
	x := f.code(t, f.ben, a, 0, 12)
	y := there.code(t, there.ben, b, 20, 30)
	mergeCodes(t, f, f.ana, a, b)
	mergeCodes(t, there, there.ana, b, a)
	everyWay(t, f.ana.ID, f, there)
	stands := a.ID
	if string(b.ID[:]) < string(a.ID[:]) {
		stands = b.ID
	}
	for _, id := range []qda.ID{x.ID, y.ID} {
		if c, ok := get[qda.Coding](t, f, id); !ok || c.CodeID != stands {
			t.Errorf("%+v %v", c, ok)
		}
	}
	if c, _ := get[qda.Code](t, f, stands); c.DeletedAt != "" {
		t.Errorf("%+v", c)
	}
}

func TestWhatFollowedAMergedCodeGoesBackWhenTheMergingOfCodesDoes(t *testing.T) {
	f, there := apart(t)
	low, high := f.codes[1], f.codes[2]
	mergeCodes(t, f, f.ana, low, high)
	late := there.code(t, there.ben, low, 20, 30)
	merge(t, f.Store, f.ben.ID, there.Store)
	if c, _ := get[qda.Coding](t, f, late.ID); c.CodeID != high.ID {
		t.Errorf("%+v", c)
	}
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	everyWay(t, f.ben.ID, f, there)
	if c, _ := get[qda.Coding](t, f, late.ID); c.CodeID != low.ID {
		t.Errorf("%+v", c)
	}
}
