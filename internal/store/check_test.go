package store_test

import (
	"errors"
	"slices"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// TestCheckFindsEveryTampering alters the file behind the store's back, in one
// way at a time, and wants the check to say which.
func TestCheckFindsEveryTampering(t *testing.T) {
	for name, c := range map[string]struct{ statement, code string }{
		"a quote":                {"UPDATE coding SET quote = 'something else'", "coding.quote"},
		"a position":             {"UPDATE coding SET end_pos = end_pos + 1", "coding.quote"},
		"a position outside":     {"UPDATE coding SET end_pos = 9999", "coding.span"},
		"a field of a code":      {"UPDATE code SET name = 'x' WHERE name = 'formal'", "log.replay"},
		"a record taken away":    {"DELETE FROM coding", "log.replay"},
		"a record brought in":    {"INSERT INTO term_group (id, name, terms) VALUES (randomblob(16), 'x', '[]')", "log.replay"},
		"a text":                 {"UPDATE text SET body = replace(body, 'ministry', 'minister')", "text.hash"},
		"an imported file":       {"UPDATE source SET bytes = x'00'", "source.hash"},
		"a structure":            {"UPDATE structure SET body = replace(body, '32', '31')", "structure.hash"},
		"an operation":           {"UPDATE op SET at = '2030-01-01T00:00:00.000Z' WHERE seq = 2", "log.chain"},
		"an operation's payload": {"UPDATE op SET payload = CAST(replace(CAST(payload AS TEXT), 'Interview', 'Interviev') AS BLOB) WHERE seq = 1", "log.chain"},
		"an operation gone":      {"DELETE FROM op WHERE seq = 2", "log.count"},
		"a cycle":                {"UPDATE code SET parent_id = (SELECT id FROM code WHERE name = 'formal') WHERE name = 'coordination'", "tree.cycle"},
		"a dangling owner":       {"UPDATE memo SET owner_id = randomblob(16)", "reference.dangling"},
		"a dangling key":         {"UPDATE coding SET code_id = randomblob(16)", "file.reference"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, "", options(t))
			coding := f.code(t, f.ana, f.codes[1], 4, 8)
			if _, err := f.Update(ctx, f.ana.ID, "memo.add", func(tx *store.Tx) error {
				return store.Put(tx, qda.Memo{ID: tx.NewID(), Body: "b", CoderID: f.ana.ID, Owner: "coding", OwnerID: coding.ID})
			}); err != nil {
				t.Fatal(err)
			}
			f.sound(t)
			if err := store.Tamper(f.Store, "PRAGMA foreign_keys = OFF"); err != nil {
				t.Fatal(err)
			}
			if err := store.Tamper(f.Store, c.statement); err != nil {
				t.Fatal(err)
			}
			problems, err := f.Check(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				if p.Code == c.code {
					return
				}
			}
			t.Errorf("not found; reported: %v", problems)
		})
	}
}

func TestABackupOfADamagedProjectIsRefused(t *testing.T) {
	f := newFixture(t, "", options(t))
	f.code(t, f.ana, f.codes[1], 4, 8)
	if err := store.Tamper(f.Store, "UPDATE code SET name = 'x' WHERE name = 'formal'"); err != nil {
		t.Fatal(err)
	}
	_, err := f.Backup(ctx, "by-hand")
	wantError(t, err, qda.Damaged, "backup.unverified")
	list, err := f.Backups(ctx)
	if err != nil || len(list) != 0 {
		t.Error(errors.Join(err), list)
	}
}

// TestACheckNamesTheSameRecordsEachTime wants a circle to be told of by one of its own
// records, though others hang on it, and lists in one order.
func TestACheckNamesTheSameRecordsEachTime(t *testing.T) {
	f := newFixture(t, "", options(t))
	for i := range 6 {
		f.code(t, f.ana, f.codes[1], i, i+3)
	}
	for _, statement := range []string{
		"PRAGMA foreign_keys = OFF",
		"UPDATE code SET parent_id = (SELECT id FROM code WHERE name = 'formal') WHERE name = 'coordination'",
		"DELETE FROM coding",
	} {
		if err := store.Tamper(f.Store, statement); err != nil {
			t.Fatal(err)
		}
	}
	var first []store.Problem
	for range 30 {
		problems, err := f.Check(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = problems
		}
		if !slices.Equal(first, problems) {
			t.Fatalf("one check says\n%v\nand the next\n%v", first, problems)
		}
		for _, p := range problems {
			if p.Code == "tree.cycle" && p.ID != f.codes[0].ID.String() && p.ID != f.codes[1].ID.String() {
				t.Fatalf("%v is no part of the circle", p)
			}
		}
	}
}
