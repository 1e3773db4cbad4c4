package store_test

import (
	"errors"
	"os"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// older makes a file as version 1 of the format had it.
func older(t *testing.T) (*fixture, string) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	if _, err := f.Update(ctx, f.ana.ID, "cell.write", func(tx *store.Tx) error {
		k := qda.Case{ID: tx.NewID(), Name: "Case"}
		s := qda.Synthesis{ID: tx.NewID(), Title: "Results", Rows: `{"cases":["` + k.ID.String() + `"]}`}
		d := qda.Dimension{ID: tx.NewID(), SynthesisID: s.ID, Title: "Support", Kind: "question"}
		c := qda.Cell{ID: tx.NewID(), DimensionID: d.ID, CaseID: k.ID, Statement: "Found.", Status: "draft", Evidence: "{}", CoderID: f.ana.ID, At: tx.Now()}
		return errors.Join(store.Put(tx, k), store.Put(tx, s), store.Put(tx, d), store.Put(tx, c))
	}); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"ALTER TABLE cell RENAME TO later", store.FirstDefinition("cell"),
		"INSERT INTO cell SELECT id, dimension_id, case_id, part, statement, status, evidence, coder_id, at FROM later",
		"DROP TABLE later", "CREATE UNIQUE INDEX cell_natural ON cell(dimension_id, case_id, part)", "DROP TABLE row_member", "DROP TABLE synthesis_row",
		"DROP TABLE pseudonym", "DROP TABLE identifier_answer", "DROP TABLE passage_language", "DROP TABLE excerpt", "DROP TABLE refused_mention", "DROP TABLE coding_check",
		"ALTER TABLE case_unit DROP COLUMN merged_into", "ALTER TABLE actor DROP COLUMN merged_into", "PRAGMA user_version = 1"} {
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
	// A finding of before stands, and one of a row that is no case has its place beside it.
	if _, err := s.Update(ctx, f.ana.ID, "cell.write", func(tx *store.Tx) error {
		list, err := store.List[qda.Cell](tx, store.Eq{})
		if err != nil || len(list) != 1 || list[0].Statement != "Found." || list[0].CaseID.IsZero() {
			t.Errorf("%+v %v", list, err)
			return err
		}
		d, err := store.Get[qda.Dimension](tx, list[0].DimensionID)
		if err != nil {
			return err
		}
		r := qda.SynthesisRow{ID: tx.NewID(), SynthesisID: d.SynthesisID, Kind: qda.RowOfGroup, Title: "Both", Pos: "1"}
		c := qda.Cell{ID: tx.NewID(), DimensionID: d.ID, RowID: r.ID, Statement: "Found in both.", Status: "draft", Evidence: "{}", CoderID: f.ana.ID, At: tx.Now()}
		return errors.Join(store.Put(tx, r), store.Put(tx, qda.RowMember{ID: tx.NewID(), RowID: r.ID, CaseID: list[0].CaseID}), store.Put(tx, c))
	}); err != nil {
		t.Fatal(err)
	}
	// What is merged now says into what.
	if _, err := s.Update(ctx, f.ana.ID, "case.merge", func(tx *store.Tx) error {
		list, err := store.List[qda.Case](tx, store.Eq{})
		if err != nil || len(list) != 1 || !list[0].MergedInto.IsZero() {
			t.Errorf("%+v %v", list, err)
			return err
		}
		other := qda.Case{ID: tx.NewID(), Name: "Another", MergedInto: list[0].ID, DeletedAt: tx.Now()}
		return store.Put(tx, other)
	}); err != nil {
		t.Fatal(err)
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
