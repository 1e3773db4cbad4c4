package store_test

import (
	"slices"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// bin puts a code into the bin.
func bin(t *testing.T, f *fixture, by qda.Coder, code qda.ID) {
	t.Helper()
	change(t, f, by, code, func(c *qda.Code) { c.DeletedAt = "2026-01-01T00:00:00.000Z" })
}

// rest asks which codes and documents a trial and then a merge say to be looked at.
func rest(t *testing.T, into *fixture, by qda.Coder, from *store.Store, want ...string) {
	t.Helper()
	for _, dry := range []bool{true, false} {
		r, err := into.Merge(ctx, by.ID, from, dry, nil)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, a := range r.Resting {
			names = append(names, a.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("dry %v: %q, want %q", dry, names, want)
		}
	}
	into.sound(t)
}

// openConflicts gives what a person would be asked.
func openConflicts(t *testing.T, f *fixture) (list []qda.MergeConflict) {
	t.Helper()
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) (err error) {
		list, err = store.List[qda.MergeConflict](tx, store.Eq{"state": "open"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWorkWithWhatLiesInTheBinIsNamed(t *testing.T) {
	t.Run("nothing of others that came before", func(t *testing.T) {
		f, there := apart(t)
		f.code(t, f.ben, f.codes[1], 0, 12) // known to whoever puts the code into the bin
		bin(t, f, f.ana, f.codes[1].ID)
		there.code(t, there.ben, f.codes[2], 20, 30)
		rest(t, f, f.ana, there.Store)
		rest(t, there, there.ben, f.Store)
	})
	t.Run("codings", func(t *testing.T) {
		f, there := apart(t)
		bin(t, f, f.ana, f.codes[1].ID)
		there.code(t, there.ben, f.codes[1], 20, 30)
		rest(t, f, f.ana, there.Store, "formal")
		rest(t, there, there.ben, f.Store, "formal")
		rest(t, f, f.ana, there.Store) // once
		rest(t, there, there.ben, f.Store)
	})
	t.Run("codings under a code below it", func(t *testing.T) {
		f, there := apart(t)
		bin(t, f, f.ana, f.codes[0].ID)
		there.code(t, there.ben, f.codes[1], 20, 30)
		rest(t, f, f.ana, there.Store, "formal")
		rest(t, there, there.ben, f.Store, "formal")
	})
	t.Run("another definition", func(t *testing.T) {
		f, there := apart(t)
		bin(t, f, f.ana, f.codes[1].ID)
		change(t, there, there.ben, f.codes[1].ID, func(c *qda.Code) { c.Definition = "written down" })
		rest(t, f, f.ana, there.Store, "formal")
		rest(t, there, there.ben, f.Store, "formal")
	})
	t.Run("a document", func(t *testing.T) {
		f, there := apart(t)
		change(t, f, f.ana, f.doc.ID, func(d *qda.Document) { d.DeletedAt = "2026-01-01T00:00:00.000Z" })
		there.code(t, there.ben, f.codes[1], 20, 30)
		rest(t, f, f.ana, there.Store, "Interview")
		rest(t, there, there.ben, f.Store, "Interview")
	})
	t.Run("nothing where both put it there", func(t *testing.T) {
		f, there := apart(t)
		bin(t, f, f.ana, f.codes[1].ID)
		change(t, there, there.ben, f.codes[1].ID, func(c *qda.Code) { c.DeletedAt = "2026-02-02T00:00:00.000Z" })
		rest(t, f, f.ana, there.Store)
		rest(t, there, there.ben, f.Store)
		if open := openConflicts(t, f); len(open) != 0 {
			t.Errorf("%+v", open)
		}
		equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
	})
	t.Run("nothing where it follows", func(t *testing.T) {
		f, there := apart(t)
		mergeCodes(t, f, f.ana, f.codes[1], f.codes[2])
		there.code(t, there.ben, f.codes[1], 20, 30)
		rest(t, f, f.ana, there.Store)
		rest(t, there, there.ben, f.Store)
	})
}
