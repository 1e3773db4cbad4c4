package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Tx is one view of the project: everything read through it belongs to the same
// moment. Inside Update it also writes.
type Tx struct {
	store  *Store
	ctx    context.Context
	sql    *sql.Tx
	viewer qda.ID
	now    string
	rec    *oplog.Recorder // nil in View
	undoes oplog.Ref
	blind  *[]blindPair // read once, on first need
	again  *[]blindPair // likewise
	all    bool         // see [Tx.Unblinded]
	empty  map[string]bool
	stmts  map[string]*sql.Stmt
}

// Unblinded gives the same transaction with sight of what blind rounds hide, for
// operations that must carry every coding along: merging codes, replacing a text.
// It works in Update only, and nothing that is read through it may be shown.
func (tx *Tx) Unblinded() *Tx {
	c := *tx
	c.all = tx.rec != nil
	return &c
}

// Changed gives what the operation under way changed so far, one change for each record.
func (tx *Tx) Changed() []oplog.Change { return tx.rec.Changes() }

// Now is the time of the transaction, the same for everything it writes.
func (tx *Tx) Now() string { return tx.now }

// NewID mints an identity.
func (tx *Tx) NewID() qda.ID { return tx.store.newID() }

// Viewer is the coder on whose behalf the transaction reads.
func (tx *Tx) Viewer() qda.ID { return tx.viewer }

// Context is the context that the transaction runs under.
func (tx *Tx) Context() context.Context { return tx.ctx }

// View reads. The viewer is the coder whose eyes it reads with: codings and memos
// that a blind round hides from that coder are not given. The zero ID sees only
// what is hidden from nobody.
func (s *Store) View(ctx context.Context, viewer qda.ID, fn func(*Tx) error) error {
	t, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(err)
	}
	defer t.Rollback()
	tx := &Tx{store: s, ctx: ctx, sql: t, viewer: viewer, now: s.timestamp()}
	return explain(fn(tx))
}

// Update is the only way to write. What fn changes through the mutators becomes
// one operation of the coder, of the given kind, in the same transaction; when
// Update returns without error it is on the disk. If fn changes nothing, nothing
// is written and the zero Op is returned. fn must have no effect outside of tx: it
// may run again where the engine behind the store asks for a retry.
func (s *Store) Update(ctx context.Context, coder qda.ID, kind string, fn func(*Tx) error) (oplog.Op, error) {
	ops, err := s.updateAll(ctx, coder, step{kind, fn})
	if err != nil {
		return oplog.Op{}, err
	}
	return ops[0], nil
}

// query runs a read with the transaction's context.
func (tx *Tx) query(q string, args ...any) (*sql.Rows, error) {
	return tx.sql.QueryContext(tx.ctx, q, args...)
}

func (tx *Tx) exec(q string, args ...any) (sql.Result, error) {
	return tx.sql.ExecContext(tx.ctx, q, args...)
}

// prepared keeps statements for the life of the transaction, for bulk work.
func (tx *Tx) prepared(q string) (*sql.Stmt, error) {
	if st := tx.stmts[q]; st != nil {
		return st, nil
	}
	st, err := tx.sql.PrepareContext(tx.ctx, q)
	if err != nil {
		return nil, err
	}
	if tx.stmts == nil {
		tx.stmts = map[string]*sql.Stmt{}
	}
	tx.stmts[q] = st
	return st, nil
}

// scalar reads one integer.
func (tx *Tx) scalar(q string, args ...any) (int, error) {
	var n int
	err := tx.sql.QueryRowContext(tx.ctx, q, args...).Scan(&n)
	return n, err
}

func columnList(e *oplog.Entity) string {
	names := make([]string, len(e.Columns))
	for i, c := range e.Columns {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// bind gives a value as the driver takes it: none is NULL.
func bind(t oplog.Type, v oplog.Value) any {
	switch t {
	case oplog.IntType, oplog.BoolType:
		return v.Int
	case oplog.IDType, oplog.HashType:
		if v.Str == "" {
			return nil
		}
		return []byte(v.Str)
	}
	return v.Str
}

// idArg binds an identity.
func idArg(id qda.ID) any {
	if id.IsZero() {
		return nil
	}
	return id[:]
}

func hashArg(h qda.Hash) any {
	if h.IsZero() {
		return nil
	}
	return h[:]
}

// insertRow, updateRow and deleteRow change the table and record the change: no
// other code writes to a record's table.
func (tx *Tx) insertRow(e *oplog.Entity, row oplog.Row) error {
	if tx.rec == nil {
		return readOnly()
	}
	marks := make([]string, len(row))
	args := make([]any, len(row))
	for i, v := range row {
		marks[i] = fmt.Sprintf("?%d", i+1)
		args[i] = bind(e.Columns[i].Type, v)
	}
	st, err := tx.prepared("INSERT INTO " + e.Name + " (" + columnList(e) + ") VALUES (" + strings.Join(marks, ", ") + ")")
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(tx.ctx, args...); err != nil {
		return err
	}
	tx.rec.Add(oplog.CreateOf(e, row))
	delete(tx.empty, e.Name)
	return tx.keepContent(e, row.Key())
}

func (tx *Tx) updateRow(e *oplog.Entity, c oplog.Change) error {
	if tx.rec == nil {
		return readOnly()
	}
	sets := make([]string, len(c.Fields))
	args := make([]any, 0, len(c.Fields)+1)
	args = append(args, c.ID[:])
	for i, f := range c.Fields {
		col := e.Columns[f.Column]
		sets[i] = fmt.Sprintf("%s = ?%d", col.Name, i+2)
		args = append(args, bind(col.Type, f.New))
	}
	st, err := tx.prepared("UPDATE " + e.Name + " SET " + strings.Join(sets, ", ") + " WHERE id = ?1")
	if err != nil {
		return err
	}
	if _, err := st.ExecContext(tx.ctx, args...); err != nil {
		return err
	}
	tx.rec.Add(c)
	return tx.keepContent(e, c.ID)
}

func (tx *Tx) deleteRow(e *oplog.Entity, row oplog.Row) error {
	if tx.rec == nil {
		return readOnly()
	}
	st, err := tx.prepared("DELETE FROM " + e.Name + " WHERE id = ?1")
	if err != nil {
		return err
	}
	key := row.Key()
	if _, err := st.ExecContext(tx.ctx, key[:]); err != nil {
		return err
	}
	tx.rec.Add(oplog.DeleteOf(e, row))
	return nil
}

// row reads one record's row; sql.ErrNoRows if there is none.
func (tx *Tx) row(e *oplog.Entity, id qda.ID) (oplog.Row, error) {
	st, err := tx.prepared("SELECT " + columnList(e) + " FROM " + e.Name + " WHERE id = ?1")
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(tx.ctx, id[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, sql.ErrNoRows
	}
	return scanRow(e, rows)
}

// scanRow reads the current database row as a log row.
func scanRow(e *oplog.Entity, rows *sql.Rows) (oplog.Row, error) {
	dest := make([]any, len(e.Columns))
	blobs := make([][]byte, len(e.Columns))
	row := make(oplog.Row, len(e.Columns))
	for i, c := range e.Columns {
		switch c.Type {
		case oplog.IntType, oplog.BoolType:
			dest[i] = &row[i].Int
		case oplog.IDType, oplog.HashType:
			dest[i] = &blobs[i]
		default:
			dest[i] = &row[i].Str
		}
	}
	if err := rows.Scan(dest...); err != nil {
		return nil, err
	}
	for i, b := range blobs {
		if b != nil {
			row[i].Str = string(b)
		}
	}
	return row, nil
}
