// Package foreigntest makes SQLite files as other programs write them, for tests.
package foreigntest

import (
	"database/sql"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver
)

// Make makes a database of statements.
func Make(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// Insert adds a row.
func Insert(t testing.TB, path, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
