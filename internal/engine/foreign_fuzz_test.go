package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/store/foreign/foreigntest"
)

// smallDatabases are the bytes of a small project of each program whose databases are
// read, by the ending of its name.
func smallDatabases(t testing.TB) map[string][]byte {
	t.Helper()
	made := map[string][]string{
		".sqlite3": {taguetteTables,
			`INSERT INTO projects VALUES (1, 'First', '', '2024-01-01 10:00:00'), (2, 'Second', '', '')`,
			`INSERT INTO documents VALUES (1, 'Día', '', 'd.txt', '', 1, '<p>El ministerio 😀</p>'), (2, 'Other', '', 'x.txt', '', 2, '<p>nothing</p>')`,
			`INSERT INTO tags VALUES (1, 1, 'a.b', 'two'), (2, 2, 'c', '')`,
			`INSERT INTO highlights VALUES (1, 1, 3, 13, '<p>ministerio</p>'), (2, 2, 0, 7, '<p>nothing</p>')`,
			`INSERT INTO highlight_tags VALUES (1, 1), (2, 2)`},
		".qda": {
			`CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT)`,
			`CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, date TEXT)`,
			`CREATE TABLE code_name (cid INTEGER, name TEXT, memo TEXT, catid INTEGER, owner TEXT, date TEXT, color TEXT)`,
			`CREATE TABLE code_text (cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT, important INTEGER)`,
			`CREATE TABLE code_image (imid INTEGER, id INTEGER, x1 INTEGER, y1 INTEGER, width INTEGER, height INTEGER, cid INTEGER, memo TEXT)`,
			`INSERT INTO project VALUES ('v8', '', '')`, `INSERT INTO source VALUES (1, 'one.txt', 'Uno 😀 dos tres', NULL, '', 'ana', '')`,
			`INSERT INTO code_name VALUES (1, 'Deep', '', NULL, 'ana', '', '#FF8800')`,
			`INSERT INTO code_text VALUES (1, 1, 'dos', 6, 9, 'ana', '', 'why', 1)`, `INSERT INTO code_image VALUES (1, 1, 1, 2, 3, 4, 1, '')`},
		".rqda": {
			`CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT)`,
			`CREATE TABLE source (name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, date TEXT, status INTEGER)`,
			`CREATE TABLE freecode (name TEXT, memo TEXT, owner TEXT, date TEXT, id INTEGER, status INTEGER, color TEXT)`,
			`CREATE TABLE coding (cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, selend REAL, status INTEGER, owner TEXT, date TEXT, memo TEXT)`,
			`INSERT INTO source VALUES ('one', 1, 'Uno dos tres', '', 'ana', '', 1)`, `INSERT INTO freecode VALUES ('Deep', '', 'ana', '', 1, 1, '')`,
			`INSERT INTO coding VALUES (1, 1, 'dos', 4.0, 7.0, 1, 'ana', '', 'm')`},
	}
	out := map[string][]byte{}
	for ending, statements := range made {
		path := filepath.Join(t.TempDir(), "small"+ending)
		foreigntest.Make(t, path, append([]string{"PRAGMA page_size=512", "VACUUM"}, statements...)...)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[ending] = b
	}
	return out
}

// Whatever a database holds, reading it ends soon, with a project that is sound or with
// one sentence. The input changes bytes of a valid one, three at a time: two say where,
// one says what; the first byte chooses the program, the second how much is cut off.
func FuzzForeignDatabases(f *testing.F) {
	valid := smallDatabases(f)
	endings := []string{".sqlite3", ".qda", ".rqda"}
	for i := range endings {
		f.Add([]byte{byte(i), 0})
		f.Add([]byte{byte(i), 9})                             // truncated
		f.Add([]byte{byte(i), 0, 0, 0, 'x'})                  // no database
		f.Add([]byte{byte(i), 0, 0, 16, 0xff})                // another size of pages
		f.Add([]byte{byte(i), 0, 2, 8, 1, 4, 8, 1, 6, 8, 2})  // pages that name each other
		f.Add([]byte{byte(i), 0, 2, 3, 0xff, 2, 4, 0xff})     // more cells than a page has
		f.Add([]byte{byte(i), 0, 1, 200, 0xff, 1, 201, 0xff}) // a length that is none
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) < 2 || len(in) > 300 {
			return
		}
		ending := endings[int(in[0])%len(endings)]
		b := append([]byte{}, valid[ending]...)
		for p := in[2:]; len(p) >= 3; p = p[3:] {
			b[(int(p[0])<<8|int(p[1]))%len(b)] = p[2]
		}
		b = b[:len(b)-len(b)*int(in[1])/256]
		path := filepath.Join(t.TempDir(), "data"+ending)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(bg, 20*time.Second)
		defer stop()
		got, err := readForeign(ctx, ImportProject{Path: path})
		var known *qda.Error
		switch {
		case ctx.Err() != nil:
			t.Fatal("reading does not end")
		case err != nil && (!errors.As(err, &known) || known.Kind == qda.Internal || !strings.HasSuffix(known.Message(), ".")):
			t.Fatalf("no sentence: %v", err)
		case err == nil && (!got.Account.Balanced() || !got.Sound()):
			t.Fatalf("not sound: %+v", got.Account.Entries)
		}
	})
}
