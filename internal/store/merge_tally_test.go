package store_test

import (
	"fmt"
	"maps"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// TestAMergeCountsRecordsAndNotChanges has one copy change things again and again, and make
// what it takes away.
func TestAMergeCountsRecordsAndNotChanges(t *testing.T) {
	for _, doubt := range []bool{false, true} { // whether this copy has changed the same code
		f := newFixture(t, t.TempDir()+"/base.articula", options(t))
		old := f.code(t, f.ben, f.codes[1], 0, 5)
		there := copyOf(t, f.Store, 1)
		by := scribe{f: f, s: there, coder: f.ben}
		for i := range 3 {
			define(t, there, f.ben, f.codes[0].ID, fmt.Sprint("by Ben ", i))
		}
		var fresh, gone, other qda.ID
		by.do(t, "test.code", func(tx *store.Tx) error {
			fresh, gone, other = tx.NewID(), tx.NewID(), tx.NewID()
			for i, id := range []qda.ID{fresh, gone} {
				c := f.coding(tx, f.ben, f.codes[1], 10+i, 15+i)
				c.ID = id
				if err := store.Put(tx, c); err != nil {
					return err
				}
			}
			return store.Put(tx, qda.Code{ID: other, Name: "other", Pos: "9", CreatedAt: tx.Now()})
		})
		for i := range 3 {
			by.do(t, "test.weigh", func(tx *store.Tx) error {
				for _, id := range []qda.ID{fresh, old.ID} {
					c, err := store.Get[qda.Coding](tx, id)
					if err != nil {
						return err
					}
					c.Weight = 10 + i
					if err := store.Save(tx, c); err != nil {
						return err
					}
				}
				return nil
			})
		}
		by.do(t, "test.remove", func(tx *store.Tx) error { return store.Delete[qda.Coding](tx, gone) })
		by.do(t, "test.drop_code", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, other) })
		want := map[string]int{"code": 1, "coding": 1}
		if doubt {
			define(t, f.Store, f.ana, f.codes[0].ID, "by Ana")
		}
		r := merge(t, f.Store, f.ana.ID, there)
		if doubt && r.Changed["code"] == 0 { // the later version is the one that is shown
			delete(want, "code")
		}
		if !maps.Equal(r.Changed, want) || !maps.Equal(r.New, map[string]int{"coding": 1}) || len(r.Removed) != 0 || r.Codings[f.ben.ID] != 1 {
			t.Errorf("new %v, changed %v, gone %v, codings %v", r.New, r.Changed, r.Removed, r.Codings)
		}
	}
}
