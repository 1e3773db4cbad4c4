package store

import (
	"context"
	"database/sql"
	"maps"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// step is what becomes one operation.
type step struct {
	kind string
	fn   func(*Tx) error
}

// updateAll does several updates in one transaction: all of them or none. It gives their
// operations in order; the zero Op for one that changed nothing.
func (s *Store) updateAll(ctx context.Context, coder qda.ID, steps ...step) ([]oplog.Op, error) {
	if s.readOnly {
		return nil, readOnly()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.stillOurs(); err != nil {
		return nil, err
	}
	t, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, explain(err)
	}
	defer t.Rollback()
	b := s.batch(ctx, t, coder)
	var ops []oplog.Op
	for _, st := range steps {
		op, err := b.do(st.kind, st.fn)
		if err != nil {
			b.drop()
			return nil, explain(err)
		}
		ops = append(ops, op)
	}
	return ops, b.commit()
}

// batch is the operations of one coder that one transaction makes.
type batch struct {
	store *Store
	ctx   context.Context
	sql   *sql.Tx
	coder qda.ID
	now   string
	had   map[qda.ID]session // how far the sessions were before
	made  []made
}

// made is an operation that is written and not yet committed.
type made struct {
	op      oplog.Op
	session session
	changes []oplog.Change
}

func (s *Store) batch(ctx context.Context, t *sql.Tx, coder qda.ID) *batch {
	return &batch{store: s, ctx: ctx, sql: t, coder: coder, now: s.timestamp(), had: maps.Clone(s.sessions)}
}

// tx begins the next operation.
func (b *batch) tx() *Tx {
	return &Tx{store: b.store, ctx: b.ctx, sql: b.sql, viewer: b.coder, now: b.now, rec: &oplog.Recorder{}}
}

// do makes an operation of what fn changes, if it changes anything.
func (b *batch) do(kind string, fn func(*Tx) error) (oplog.Op, error) {
	tx := b.tx()
	if err := fn(tx); err != nil {
		return oplog.Op{}, err
	}
	if len(tx.rec.Changes()) == 0 && tx.undoes.IsZero() { // taking back a merge that only brought history is an action, too
		return oplog.Op{}, nil
	}
	return b.add(tx, kind)
}

// add writes what a transaction changed as an operation.
func (b *batch) add(tx *Tx, kind string) (oplog.Op, error) {
	changes := tx.rec.Changes()
	op, sess, err := tx.appendOp(b.coder, kind, changes)
	if err != nil {
		return op, err
	}
	if b.store.sessions == nil {
		b.store.sessions = map[qda.ID]session{}
	}
	b.store.sessions[b.coder] = sess // the next one follows it
	b.made = append(b.made, made{op, sess, changes})
	return op, nil
}

// drop forgets operations that will not be committed.
func (b *batch) drop() { b.store.sessions = b.had }

func (b *batch) commit() error {
	if err := b.sql.Commit(); err != nil {
		b.store.sessions = nil // whether it was kept is unknown: read the chain again before the next one
		return explain(err)
	}
	for _, m := range b.made {
		b.store.committed(m.op, m.session, m.changes)
	}
	return nil
}
