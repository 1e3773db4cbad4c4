// Package foreign reads the tables of SQLite files that other programs wrote. It
// knows nothing of what they mean: it gives rows as plain values, opened so that
// nothing in the file can act and nothing is ever written, within limits.
package foreign

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"articula/internal/qda"
)

// Limits bound what reading one file may cost.
type Limits struct {
	FileBytes  int64
	ValueBytes int   // one text or blob
	Rows       int   // of one table
	TotalBytes int64 // of all values given
}

// DefaultLimits hold any project that a team would have.
func DefaultLimits() Limits {
	return Limits{FileBytes: 2 << 30, ValueBytes: 128 << 20, Rows: 5_000_000, TotalBytes: 1 << 30}
}

// File is an open database.
type File struct {
	db     *sql.DB
	name   string
	limits Limits
	tables map[string][]string
	number map[string]string // what a table calls the number of a row; not there where it has none
	left   int64
}

type connector struct {
	dsn    string
	limits Limits
}

func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	d := &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		conn.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, c.limits.ValueBytes)
		conn.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
		conn.SetLimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
		for _, pragma := range []string{"trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY", "query_only=ON"} {
			if _, err := conn.Exec("PRAGMA "+pragma, nil); err != nil {
				return err
			}
		}
		return nil
	}}
	return d.Open(c.dsn)
}

// Open opens a database for reading. It fails with Unsupported for other files,
// with Damaged for those that are not whole, and with Busy where a log beside the
// file holds changes that are not in it yet.
func Open(ctx context.Context, path string, l Limits) (*File, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, qda.E(qda.NotFound, "foreign.missing", "{name} does not exist.", "name", name).Because(err)
	case err != nil || !info.Mode().IsRegular():
		return nil, qda.E(qda.Storage, "foreign.unreadable", "{name} cannot be read.", "name", name).Because(err)
	case info.Size() > l.FileBytes:
		return nil, qda.E(qda.Invalid, "foreign.size", "{name} is larger than {size} MB, so it was not read. Nothing was changed.", "name", name, "size", l.FileBytes>>20)
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil, qda.E(qda.Busy, "foreign.open", "{name} is open in another program, or was not closed there properly: some of its changes are still beside it. Nothing was read. Open and close it in that program first.", "name", name)
	}
	if log, err := os.Stat(path + "-journal"); err == nil && log.Size() > 0 {
		return nil, qda.E(qda.Busy, "foreign.open", "{name} is open in another program, or was not closed there properly: some of its changes are still beside it. Nothing was read. Open and close it in that program first.", "name", name)
	}
	q := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_query_only": {"1"}}
	p := filepath.ToSlash(path)
	if len(p) > 1 && p[1] == ':' {
		p = "/" + p
	}
	f := &File{name: name, limits: l, left: l.TotalBytes, tables: map[string][]string{}, number: map[string]string{}}
	f.db = sql.OpenDB(connector{"file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(p) + "?" + q.Encode(), l})
	f.db.SetMaxOpenConns(2)
	if err := f.readTables(ctx); err != nil {
		f.db.Close()
		return nil, f.explain(ctx, err)
	}
	return f, nil
}

// Close lets the file go.
func (f *File) Close() error { return f.db.Close() }

func (f *File) explain(ctx context.Context, err error) error {
	var known *qda.Error
	var e sqlite3.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &e) && e.Code == sqlite3.ErrNotADB:
		return qda.E(qda.Unsupported, "foreign.format", "{name} is not a database. Nothing was changed.", "name", f.name).Because(err)
	case errors.As(err, &e) && e.Code == sqlite3.ErrTooBig:
		return f.tooMuch().Because(err)
	}
	return qda.E(qda.Damaged, "foreign.damaged", "{name} is not whole: its tables cannot be read to the end. Nothing was changed. Ask for the file again, or open it in its own program.", "name", f.name).Because(err)
}

func (f *File) tooMuch() *qda.Error {
	return qda.E(qda.Invalid, "foreign.limits", "{name} holds more than any project, so it was not read. Nothing was changed.", "name", f.name)
}

// readTables lists the ordinary tables: views and virtual tables could run what
// their author wants, and none of the programs needs them.
func (f *File) readTables(ctx context.Context) error {
	rows, err := f.db.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
	if err != nil {
		return err
	}
	var names []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			rows.Close()
			return err
		}
		if upper := strings.ToUpper(strings.Join(strings.Fields(text), " ")); strings.HasPrefix(upper, "CREATE TABLE") && len(names) < 1000 {
			names = append(names, name)
		}
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return err
	}
	for _, name := range names {
		if err := f.readColumns(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// readColumns lists the columns of a table that are stored, and finds out by which
// name its rows can be put in the order in which they were added.
func (f *File) readColumns(ctx context.Context, table string) error {
	rows, err := f.db.QueryContext(ctx, "SELECT name, hidden FROM pragma_table_xinfo(?1)", table)
	if err != nil {
		return err
	}
	defer rows.Close()
	free := []string{"rowid", "_rowid_", "oid"}
	for rows.Next() {
		var column string
		var hidden int
		if err := rows.Scan(&column, &hidden); err != nil {
			return err
		}
		if hidden == 0 {
			f.tables[table] = append(f.tables[table], column)
		}
		// a column of that name hides the number
		free = slices.DeleteFunc(free, func(name string) bool { return strings.EqualFold(name, column) })
	}
	if err := rows.Err(); err != nil {
		return err
	}
	// a table WITHOUT ROWID has no number, and is an index of its own name
	var keys int
	if err := f.db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_index_info(?1)", table).Scan(&keys); err != nil {
		return err
	}
	if keys == 0 && len(free) > 0 {
		f.number[table] = free[0]
	}
	return nil
}

// Columns lists the columns of a table; none if there is no such table.
func (f *File) Columns(table string) []string { return f.tables[table] }

// Tables lists the tables.
func (f *File) Tables() []string {
	var out []string
	for name := range f.tables {
		out = append(out, name)
	}
	return out
}

// Count says how many rows a table has; none if there is no such table.
func (f *File) Count(ctx context.Context, table string) (n int, err error) {
	if f.tables[table] == nil {
		return 0, nil
	}
	err = f.db.QueryRowContext(ctx, "SELECT count(*) FROM "+quote(table)).Scan(&n)
	return n, f.explain(ctx, err)
}

// Rows gives the rows of a table in the order in which they were added, by column:
// nil, int64, float64, string or []byte. A table that is not there has none. A table
// that does not number its rows gives them in an order of its own.
func (f *File) Rows(ctx context.Context, table string) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		columns := f.tables[table]
		if columns == nil {
			return
		}
		quoted := make([]string, len(columns))
		for i, c := range columns {
			quoted[i] = quote(c)
		}
		statement := "SELECT " + strings.Join(quoted, ", ") + " FROM " + quote(table)
		if number := f.number[table]; number != "" {
			statement += " ORDER BY " + number
		}
		rows, err := f.db.QueryContext(ctx, statement)
		if err != nil {
			yield(nil, f.explain(ctx, err))
			return
		}
		defer rows.Close()
		for n := 0; rows.Next(); n++ {
			values, targets := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				targets[i] = &values[i]
			}
			if err := rows.Scan(targets...); err != nil {
				yield(nil, f.explain(ctx, err))
				return
			}
			row := make(map[string]any, len(columns))
			for i, c := range columns {
				row[c] = plain(values[i])
				switch v := row[c].(type) {
				case string:
					f.left -= int64(len(v))
				case []byte:
					f.left -= int64(len(v))
				}
			}
			if f.left -= 16 * int64(len(columns)); f.left < 0 || n >= f.limits.Rows {
				yield(nil, f.tooMuch())
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, f.explain(ctx, err))
		}
	}
}

// plain undoes what the driver makes of declared types: a date is the text it was.
func plain(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case fmt.Stringer:
		return v.String()
	}
	return v
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
