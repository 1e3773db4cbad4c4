package store_test

import (
	"os"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// older makes a file as version 1 of the format had it.
func older(t *testing.T) (*fixture, string) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	for _, statement := range []string{"DROP TABLE pseudonym", "DROP TABLE identifier_answer", "DROP TABLE passage_language", "DROP TABLE excerpt", "DROP TABLE refused_mention", "PRAGMA user_version = 1"} {
		if err := store.Tamper(f.Store, statement); err != nil {
			t.Fatal(err)
		}
	}
	path := f.Path()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return f, path
}

func TestAFileOfTheFirstFormatIsBroughtUpToDate(t *testing.T) {
	f, path := older(t)
	s, err := store.Open(ctx, path, f.opts)
	if err != nil {
		t.Fatal(err)
	}
	f.Store = s
	defer s.Close()
	if _, err := s.Update(ctx, f.ana.ID, "pseudonym.save", func(tx *store.Tx) error {
		if err := store.Put(tx, qda.PassageLanguage{ID: tx.NewID(), DocumentID: f.doc.ID, Lang: "fr", Span: qda.Span{Start: 2, End: 5}}); err != nil {
			return err
		}
		return store.Put(tx, qda.Pseudonym{ID: tx.NewID(), Kind: qda.PersonName, Name: "Role A", Replacement: "Person 1", Forms: "[]"})
	}); err != nil {
		t.Fatal(err)
	}
	if got := f.codings(t, f.ana); len(got) != 1 {
		t.Errorf("%d codings", len(got))
	}
	f.sound(t)
}

func TestAFileOfTheFirstFormatIsReadWithoutBeingChanged(t *testing.T) {
	f, path := older(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o := f.opts
	o.ReadOnly = true
	s, err := store.Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		list, err := store.List[qda.Coding](tx, store.Eq{})
		if err == nil && len(list) != 1 {
			t.Errorf("%d codings", len(list))
		}
		names, err := store.List[qda.Pseudonym](tx, store.Eq{})
		if len(names) != 0 {
			t.Errorf("names %v", names)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file was changed")
	}
}
