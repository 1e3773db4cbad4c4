package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// vector gives the number of the last operation of every session.
func (tx *Tx) vector() (map[qda.ID]int, error) {
	rows, err := tx.query("SELECT session_id, MAX(n) FROM op GROUP BY session_id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[qda.ID]int{}
	for rows.Next() {
		var session []byte
		var n int
		if err := rows.Scan(&session, &n); err != nil {
			return nil, err
		}
		out[qda.ID(session)] = n
	}
	return out, rows.Err()
}

func (tx *Tx) hashOf(ref oplog.Ref) (string, error) {
	var b []byte
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT hash FROM op WHERE session_id = ?1 AND n = ?2", ref.Session[:], ref.N).Scan(&b)
	return string(b), err
}

// specialOps reads the operations that say what happened to a file or to other
// operations; they are few.
func (tx *Tx) specialOps() ([]oplog.Op, error) {
	rows, err := tx.query("SELECT "+opColumns+" FROM op o JOIN session s ON s.id = o.session_id WHERE o.kind IN (?1, ?2) OR o.undoes_session IS NOT NULL ORDER BY o.seq", oplog.KindMerge, oplog.KindPacket)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ops []oplog.Op
	for rows.Next() {
		op, err := scanOp(rows)
		if err != nil {
			return nil, err
		}
		ops = append(ops, op)
	}
	return ops, rows.Err()
}

// nobodysWord gives the derived operations of a file, and those that it holds but
// does not stand by, because the merge that brought them was taken back.
func (tx *Tx) nobodysWord() (derived, gone map[oplog.Ref]bool, err error) {
	ops, err := tx.specialOps()
	if err != nil {
		return nil, nil, err
	}
	derived, gone = oplog.Derived(ops), map[oplog.Ref]bool{}
	standing := oplog.Standing(ops)
	for _, op := range ops {
		if op.Kind != oplog.KindMerge || standing[op.Ref] {
			continue
		}
		group, err := tx.mergedRefs(op.Seq)
		if err != nil {
			return nil, nil, err
		}
		for _, ref := range group {
			gone[ref] = true
		}
	}
	return derived, gone, nil
}

// mergedRefs names the operations that a merge brought.
func (tx *Tx) mergedRefs(seq int) ([]oplog.Ref, error) {
	rows, err := tx.query("SELECT session_id, n FROM op WHERE merged_by IN (?1, -?1) ORDER BY seq", seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var refs []oplog.Ref
	for rows.Next() {
		var session []byte
		var ref oplog.Ref
		if err := rows.Scan(&session, &ref.N); err != nil {
			return nil, err
		}
		ref.Session = qda.ID(session)
		refs = append(refs, ref)
	}
	return refs, rows.Err()
}

// silent gives the places in the log whose operations do not count for settling.
func (tx *Tx) silent() (map[int]bool, error) {
	derived, gone, err := tx.nobodysWord()
	if err != nil {
		return nil, err
	}
	out := map[int]bool{}
	for _, set := range []map[oplog.Ref]bool{derived, gone} {
		for ref := range set {
			seq, err := tx.scalar("SELECT seq FROM op WHERE session_id = ?1 AND n = ?2", ref.Session[:], ref.N)
			if err != nil {
				return nil, err
			}
			out[seq] = true
		}
	}
	return out, nil
}

// retake does a merge again that was taken back, if the other copy holds what it
// brought: the operations are here, and only their effect is not.
func (s *Store) retake(ctx context.Context, coder qda.ID, other *Store) (done []oplog.Op, err error) {
	var undone []takenBack
	head := 0
	if err := s.View(ctx, coder, func(tx *Tx) error {
		ops, err := tx.specialOps()
		if err != nil {
			return err
		}
		if head, _, err = tx.Head(); err != nil {
			return err
		}
		standing := oplog.Standing(ops)
		return other.View(ctx, coder, func(theirs *Tx) error {
			vector, err := theirs.vector()
			if err != nil {
				return err
			}
			_, gone, err := theirs.nobodysWord()
			if err != nil {
				return err
			}
			for _, merge := range ops {
				if merge.Kind != oplog.KindMerge || standing[merge.Ref] {
					continue
				}
				group, err := tx.mergedRefs(merge.Seq)
				if err != nil {
					return err
				}
				for _, ref := range group {
					if vector[ref.Session] >= ref.N && !gone[ref] {
						if by, ok := takenBackBy(ops, standing, merge.Ref); ok {
							undone = append(undone, takenBack{merge, by})
						}
						break
					}
				}
			}
			return nil
		})
	}); err != nil {
		return nil, explain(err)
	}
	for _, u := range undone {
		var op oplog.Op
		if len(undone) == 1 && u.by.Seq == head { // nothing was done since
			op, err = s.invert(ctx, coder, oplog.KindRevert, u.by)
		} else {
			op, err = s.settleAgain(ctx, coder, u)
		}
		if err != nil {
			return nil, s.giveBack(ctx, coder, done, err)
		}
		done = append(done, op)
	}
	return done, nil
}

// giveBack takes back what was done again for a merge that then failed.
func (s *Store) giveBack(ctx context.Context, coder qda.ID, done []oplog.Op, cause error) error {
	for _, op := range slices.Backward(done) {
		if _, err := s.invert(context.WithoutCancel(ctx), coder, oplog.KindUndo, op); err != nil {
			return explain(errors.Join(cause, err))
		}
	}
	return explain(cause)
}

// takenBack is a merge and what took it back.
type takenBack struct{ merge, by oplog.Op }

// settleAgain does a merge again after which people went on working: what it had made
// does not fit any more as it was, so that its records are settled from the whole log,
// in which the operations that it brought count from now on.
func (s *Store) settleAgain(ctx context.Context, coder qda.ID, u takenBack) (oplog.Op, error) {
	return s.Update(ctx, coder, oplog.KindRevert, func(tx *Tx) error {
		tx.undoes, tx.all = u.by.Ref, true
		m := newMerger(tx, &MergeReport{})
		projects, err := List[qda.Project](tx, Eq{})
		if err != nil {
			return err
		}
		if len(projects) > 0 {
			m.project = projects[0].ID
		}
		if m.mine, err = tx.silent(); err != nil {
			return err
		}
		derived, _, err := tx.nobodysWord()
		if err != nil {
			return err
		}
		rows, err := tx.query("SELECT o.seq, o.session_id, o.n, t.entity, t.id FROM op o LEFT JOIN op_target t ON t.seq = o.seq WHERE o.merged_by IN (?1, -?1) ORDER BY o.seq", u.merge.Seq)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var seq int
			var session, id []byte
			var ref oplog.Ref
			var entity sql.NullString
			if err := rows.Scan(&seq, &session, &ref.N, &entity, &id); err != nil {
				return err
			}
			ref.Session = qda.ID(session)
			if derived[ref] {
				continue
			}
			delete(m.mine, seq)
			if e, ok := oplog.EntityNamed(entity.String); ok {
				m.unsure(record{e, qda.ID(id)})
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		return m.settle()
	})
}

// takenBackBy finds the standing operation that took another back.
func takenBackBy(ops []oplog.Op, standing map[oplog.Ref]bool, ref oplog.Ref) (oplog.Op, bool) {
	for _, op := range ops {
		if op.Undoes == ref && standing[op.Ref] {
			return op, true
		}
	}
	return oplog.Op{}, false
}
