package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// connector opens SQLite connections that all carry the same settings: pragmas
// hold per connection, so they belong here and nowhere else.
type connector struct{ dsn string }

func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	d := &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		for _, pragma := range []string{
			"trusted_schema=OFF", // a project file may come from anyone
			"cell_size_check=ON", // find damaged pages when they are read
			"mmap_size=0",        // a damaged disk must give an error, not a signal
			"temp_store=MEMORY",  // no text of an interview in a temporary file
			"recursive_triggers=OFF",
		} {
			if _, err := conn.Exec("PRAGMA "+pragma, nil); err != nil {
				return err
			}
		}
		return nil
	}}
	return d.Open(c.dsn)
}

// access says what a set of connections may do.
type access string

const (
	reading   access = "ro"
	writing   access = "rw"
	creating  access = "rwc"
	immutable access = "immutable" // read-only medium: nothing can change, so no side files are looked for

	// For VACUUM INTO, which query_only refuses although it writes to another file.
	copying       access = "copying"
	copyingSealed access = "copying immutable"
)

// open makes a pool for the file. Nothing is opened before the first use.
func open(path string, a access) *sql.DB {
	q := url.Values{}
	q.Set("_foreign_keys", "1")
	q.Set("_busy_timeout", "5000")
	q.Set("_cache_size", "-16384")
	switch a {
	case reading, copying:
		q.Set("mode", "ro")
	case immutable, copyingSealed:
		q.Set("mode", "ro")
		q.Set("immutable", "1")
	default:
		q.Set("mode", string(a))
		q.Set("_txlock", "immediate")
		q.Set("_cache_size", "-65536")
		q.Set("_synchronous", "FULL") // the driver's default in WAL mode would lose the last commits in a power cut
		q.Set("_secure_delete", "1")
	}
	if a == reading || a == immutable {
		q.Set("_query_only", "1")
	}
	db := sql.OpenDB(connector{dsn: fileURL(path) + "?" + q.Encode()})
	if a == writing || a == creating {
		db.SetMaxOpenConns(1)
	} else {
		// A long read may need another one beside it; a bound could leave both waiting.
		db.SetMaxIdleConns(4)
	}
	return db
}

// fileURL writes a path as SQLite's URI form, in which ? # % have a meaning.
func fileURL(path string) string {
	p := filepath.ToSlash(path)
	if len(p) > 1 && p[1] == ':' { // a drive letter
		p = "/" + p
	}
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(p)
}
