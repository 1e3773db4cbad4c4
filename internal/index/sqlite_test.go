package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/query"
	"articula/internal/textpos"
)

// database is a source in SQLite, laid out as a project file is: texts by
// themselves, the structure as JSON beside them, a log that says what was touched.
type database struct {
	db    *sql.DB
	id    qda.ID
	bytes int
}

// createDatabase imports a corpus, one transaction a document, and calls each for
// every document inside its transaction.
func createDatabase(b testing.TB, c qdatest.Corpus, each func(tx *sql.Tx, d qdatest.CorpusDocument)) *database {
	db, err := sql.Open("sqlite3", filepath.Join(b.TempDir(), "project.db")+"?_journal_mode=WAL&_synchronous=NORMAL&_cache_size=-64000")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	p := &database{db: db, id: c.ID("project", 0)}
	for _, s := range []string{
		`CREATE TABLE op(seq INTEGER PRIMARY KEY, hash BLOB)`,
		`CREATE TABLE op_target(seq INTEGER, n INTEGER, id BLOB, PRIMARY KEY(seq, n)) WITHOUT ROWID`,
		`CREATE TABLE document(id BLOB PRIMARY KEY, lang TEXT, hash BLOB)`,
		`CREATE TABLE text(hash BLOB PRIMARY KEY, body TEXT, structure TEXT)`,
	} {
		p.exec(b, s)
	}
	for i := range c.Documents {
		d := c.Document(i)
		structure, err := json.Marshal(d.Structure)
		if err != nil {
			b.Fatal(err)
		}
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		id, hash := d.Document.ID, d.Document.TextHash
		for _, s := range []struct {
			sql  string
			args []any
		}{
			{`INSERT INTO text VALUES(?,?,?)`, []any{hash[:], d.Text, string(structure)}},
			{`INSERT INTO document VALUES(?,?,?)`, []any{id[:], d.Document.Lang, hash[:]}},
			{`INSERT INTO op VALUES(?,?)`, []any{i + 1, hash[:]}},
			{`INSERT INTO op_target VALUES(?,?,?)`, []any{i + 1, 0, id[:]}},
		} {
			if _, err := tx.Exec(s.sql, s.args...); err != nil {
				b.Fatal(err)
			}
		}
		if each != nil {
			each(tx, d)
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		p.bytes += len(d.Text)
	}
	return p
}

func (p *database) exec(b testing.TB, s string, args ...any) {
	b.Helper()
	if _, err := p.db.Exec(s, args...); err != nil {
		b.Fatal(err)
	}
}

func (p *database) Head(ctx context.Context) (Op, error) {
	return p.one(ctx, `SELECT seq, hash FROM op ORDER BY seq DESC LIMIT 1`)
}

func (p *database) Op(ctx context.Context, seq int) (Op, error) {
	return p.one(ctx, `SELECT seq, hash FROM op WHERE seq = ?`, seq)
}

func (p *database) one(ctx context.Context, q string, args ...any) (op Op, err error) {
	var hash []byte
	err = p.db.QueryRowContext(ctx, q, args...).Scan(&op.Seq, &hash)
	if err == sql.ErrNoRows {
		return Op{}, nil
	}
	copy(op.Hash[:], hash)
	return op, err
}

func (p *database) Changed(ctx context.Context, after Place, limit int) (out []Change, next Place, err error) {
	rows, err := p.db.QueryContext(ctx, `SELECT seq, id FROM op_target WHERE seq > ? ORDER BY seq LIMIT ?`, after.Seq, limit)
	if err != nil {
		return nil, next, err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&next.Seq, &id); err != nil {
			return nil, next, err
		}
		out = append(out, Change{Target{Document, qda.ID(id)}, next})
	}
	if len(out) < limit {
		head, err := p.Head(ctx)
		return out, Place{Seq: head.Seq}, err
	}
	return out, next, rows.Err()
}

func (p *database) All(ctx context.Context) (out []Target, err error) {
	rows, err := p.db.QueryContext(ctx, `SELECT id FROM document ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, Target{Document, qda.ID(id)})
	}
	return out, rows.Err()
}

func (p *database) Load(ctx context.Context, ts []Target, each func(Item) error) error {
	st, err := p.db.PrepareContext(ctx, `SELECT lang, d.hash, body FROM document d JOIN text t ON t.hash = d.hash WHERE id = ?`)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, t := range ts {
		f := Field{Name: "text"}
		var hash []byte
		if err := st.QueryRowContext(ctx, t.ID[:]).Scan(&f.Lang, &hash, &f.Text); err == sql.ErrNoRows {
			if err := each(Item{Target: t, Gone: true}); err != nil {
				return err
			}
			continue
		} else if err != nil {
			return err
		}
		copy(f.Hash[:], hash)
		f.Units = func() ([]query.Unit, error) {
			var body string
			// it may be asked for when the search that loaded the item is over
			if err := p.db.QueryRowContext(context.WithoutCancel(ctx), `SELECT structure FROM text WHERE hash = ?`, hash).Scan(&body); err != nil {
				return nil, err
			}
			var s qda.Structure
			if err := json.NewDecoder(strings.NewReader(body)).Decode(&s); err != nil {
				return nil, err
			}
			return query.Units(textpos.NewIndex(f.Text), s), nil
		}
		if err := each(Item{Target: t, Fields: []Field{f}}); err != nil {
			return err
		}
	}
	return nil
}
