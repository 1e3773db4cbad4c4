package foreign

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"articula/internal/qda"
	"articula/internal/store/foreign/foreigntest"
)

var ctx = context.Background()

func TestRowsAreGivenAsTheyWereStored(t *testing.T) {
	made, path := filepath.Join(t.TempDir(), "x.db"), filepath.Join(t.TempDir(), "x?#%.db")
	foreigntest.Make(t, made, `CREATE TABLE "a ""b" (id INTEGER, "na me" TEXT, made DATETIME, n REAL, b BLOB)`,
		`INSERT INTO "a ""b" VALUES (1, 'é😀', '2024-01-02 03:04:05', 1.5, x'00ff'), (2, NULL, '', NULL, NULL)`,
		`CREATE VIEW v AS SELECT 1`, `CREATE VIRTUAL TABLE f USING rtree(id, a, b)`)
	if err := os.Rename(made, path); err != nil {
		t.Fatal(err)
	}
	f, err := Open(ctx, path, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []map[string]any
	for row, err := range f.Rows(ctx, `a "b`) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	if len(got) != 2 || got[0]["id"] != int64(1) || got[0]["na me"] != "é😀" || got[0]["n"] != 1.5 || got[1]["na me"] != nil {
		t.Errorf("%v", got)
	}
	if b, ok := got[0]["b"].([]byte); !ok || !slices.Equal(b, []byte{0, 255}) {
		t.Errorf("%v", got[0]["b"])
	}
	if f.Columns("v") != nil || f.Columns("f") != nil {
		t.Error("a view or virtual table is offered")
	}
	for range f.Rows(ctx, "absent") {
		t.Error("a table that is not there has rows")
	}
}

// TestRowsComeInTheOrderInWhichTheyWereAdded reads tables that an index holds whole, so
// that they might come in its order; a table may name columns as SQLite names its own
// number of a row, or do without that number.
func TestRowsComeInTheOrderInWhichTheyWereAdded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	tables := map[string][]int64{"pairs": {3, 1, 2}, "named": {3, 1, 2}, "computed": {3, 1, 2}, "all": {3, 1, 2}, "keyed": {1, 2, 3}}
	foreigntest.Make(t, path, `CREATE TABLE pairs (a, b, PRIMARY KEY (a, b))`, `CREATE TABLE named (a, RowID, PRIMARY KEY (a, RowID))`,
		`CREATE TABLE computed (a, b, rowid AS (a), PRIMARY KEY (a, b))`, `CREATE TABLE "all" (a, rowid, _rowid_, oid, PRIMARY KEY (a, rowid, _rowid_, oid))`,
		`CREATE TABLE keyed (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID`, `CREATE VIEW seen AS SELECT 1`)
	for name := range tables {
		values := "(3, 1), (1, 2), (2, 3)"
		if name == "all" {
			values = "(3, 1, 1, 1), (1, 2, 2, 2), (2, 3, 3, 3)"
		}
		foreigntest.Insert(t, path, `INSERT INTO "`+name+`" VALUES `+values)
	}
	f, err := Open(ctx, path, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, want := range tables {
		var got []int64
		for row, err := range f.Rows(ctx, name) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got = append(got, row["a"].(int64))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.db")
	foreigntest.Make(t, path, `CREATE TABLE t (a TEXT)`, `INSERT INTO t VALUES (printf('%.200000c', 'x'))`)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		b    []byte
		l    Limits
		kind qda.Kind
	}{
		"a text":       {[]byte("not a database, but long enough to be taken for one by its size alone............................................."), DefaultLimits(), qda.Unsupported},
		"a cut file":   {whole[:len(whole)/2], DefaultLimits(), qda.Damaged},
		"a long value": {whole, Limits{FileBytes: 1 << 30, ValueBytes: 1000, Rows: 10, TotalBytes: 1 << 30}, qda.Invalid},
		"many bytes":   {whole, Limits{FileBytes: 1 << 30, ValueBytes: 1 << 20, Rows: 10, TotalBytes: 1000}, qda.Invalid},
		"a large file": {whole, Limits{FileBytes: 100, ValueBytes: 1 << 20, Rows: 10, TotalBytes: 1000}, qda.Invalid},
	}
	for name, c := range cases {
		at := filepath.Join(dir, "case.db")
		if err := os.WriteFile(at, c.b, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(ctx, at, c.l)
		if err == nil {
			for _, e := range f.Rows(ctx, "t") {
				err = e
			}
			f.Close()
		}
		if qda.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
	if err := os.WriteFile(path+"-wal", []byte("pages"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, path, DefaultLimits()); qda.KindOf(err) != qda.Busy {
		t.Errorf("a file with a log beside it: %v", err)
	}
}
