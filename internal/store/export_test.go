package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// EngineSettings tells tests the version of SQLite and the settings of a reading
// and the writing connection.
func EngineSettings(ctx context.Context, s *Store) (version string, settings map[string]string) {
	s.reader.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version)
	settings = map[string]string{}
	for who, db := range map[string]*sql.DB{"reader": s.reader, "writer": s.writer} {
		for _, name := range []string{"synchronous", "journal_mode", "foreign_keys", "secure_delete", "trusted_schema", "query_only", "cell_size_check", "mmap_size", "temp_store"} {
			var v string
			if db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&v) == nil {
				settings[who+" "+name] = v
			}
		}
	}
	return version, settings
}

// AddMigrations lets a test play a later version of the program.
func AddMigrations(list ...string) (restore func()) {
	old := migrations
	migrations = append(slices.Clone(old), list...)
	return func() { migrations = old }
}

// FirstDefinition is the statement that makes a table in version 1 of the format.
func FirstDefinition(table string) string {
	_, rest, _ := strings.Cut(schemaSQL(), "CREATE TABLE "+table+" (")
	body, _, _ := strings.Cut(rest, ";")
	return "CREATE TABLE " + table + " (" + body
}

// Tamper runs a statement behind the store's back.
func Tamper(s *Store, statement string, args ...any) error {
	_, err := s.writer.Exec(statement, args...)
	return err
}

// PlaceOf and Thin are tested by themselves.
var (
	PlaceOf = placeOf
	Thin    = thin
)

// EachRecord reads every record of a file, unseen by blindness.
func EachRecord(ctx context.Context, s *Store, fn func(*oplog.Entity, oplog.Row)) error {
	return s.View(ctx, qda.ID{}, func(tx *Tx) error {
		for _, e := range oplog.Entities() {
			if err := tx.eachRow(e, func(row oplog.Row) error { fn(e, row); return nil }); err != nil {
				return err
			}
		}
		return nil
	})
}
