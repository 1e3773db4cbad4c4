package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Undo takes back the coder's nearest operation that stands, in this session or
// an earlier one, and gives both that operation and the one that took it back. A merge
// is taken back together with the decisions that were made with it, and is what is given.
// It fails with Conflict, naming what came in between, if someone has since
// changed the same fields or come to depend on what would vanish.
func (s *Store) Undo(ctx context.Context, coder qda.ID) (undone, by oplog.Op, err error) {
	undo, _, err := s.Nearest(ctx, coder)
	if err != nil {
		return undone, by, err
	}
	if len(undo) == 0 {
		return undone, by, qda.E(qda.NotFound, "undo.nothing", "There is nothing to undo.")
	}
	ops, err := s.invertAll(ctx, coder, oplog.KindUndo, undo)
	if err != nil {
		return undone, by, err
	}
	return undo[len(undo)-1], ops[len(ops)-1], nil
}

// Redo takes back the coder's nearest undo, as long as nothing was done since; with a
// merge the decisions that were made with it are made again.
func (s *Store) Redo(ctx context.Context, coder qda.ID) (redone, by oplog.Op, err error) {
	_, redo, err := s.Nearest(ctx, coder)
	if err != nil {
		return redone, by, err
	}
	if len(redo) == 0 {
		return redone, by, qda.E(qda.NotFound, "redo.nothing", "There is nothing to redo.")
	}
	ops, err := s.invertAll(ctx, coder, oplog.KindRedo, redo)
	if err != nil {
		return redone, by, err
	}
	return redo[0], ops[0], nil
}

// Revert takes back one operation out of turn, whoever made it, as an action of
// the coder that can itself be undone.
func (s *Store) Revert(ctx context.Context, coder qda.ID, ref oplog.Ref) (oplog.Op, error) {
	var target oplog.Op
	err := s.View(ctx, coder, func(tx *Tx) (err error) {
		target, err = tx.OpNamed(ref)
		return err
	})
	if err != nil {
		return oplog.Op{}, err
	}
	if oplog.Setup(target.Kind) {
		return oplog.Op{}, qda.E(qda.Invalid, "revert.setup", "This step set the project up and cannot be taken back.")
	}
	return s.invert(ctx, coder, oplog.KindRevert, target)
}

// Stacks gives what undo and redo would act on for the coder, nearest last.
func (s *Store) Stacks(ctx context.Context, coder qda.ID) (undo, redo []oplog.Op, err error) {
	err = s.ownOps(ctx, coder, func(ops []oplog.Op) { undo, redo = oplog.Stacks(ops) })
	return undo, redo, err
}

// Nearest gives the operations that the next undo and the next redo would take back, in
// the order in which they would: one each, or a merge and what was decided with it, which
// is undone before and done again after it. None where there is nothing.
func (s *Store) Nearest(ctx context.Context, coder qda.ID) (undo, redo []oplog.Op, err error) {
	err = s.ownOps(ctx, coder, func(ops []oplog.Op) {
		undo, redo = oplog.Stacks(ops)
		undo, redo = oplog.Together(undo, ops), oplog.Together(redo, ops)
	})
	return undo, redo, err
}

func (s *Store) ownOps(ctx context.Context, coder qda.ID, fn func([]oplog.Op)) error {
	if coder.IsZero() { // somebody who has not joined; a filter would take it for everybody
		return nil
	}
	return s.View(ctx, coder, func(tx *Tx) error {
		ops, err := tx.Ops(OpFilter{Coder: coder, Own: true})
		if err == nil {
			fn(ops)
		}
		return err
	})
}

func (s *Store) invert(ctx context.Context, coder qda.ID, kind string, target oplog.Op) (oplog.Op, error) {
	ops, err := s.invertAll(ctx, coder, kind, []oplog.Op{target})
	if err != nil {
		return oplog.Op{}, err
	}
	return ops[0], nil
}

// invertAll takes back several operations, in that order, all of them or none.
func (s *Store) invertAll(ctx context.Context, coder qda.ID, kind string, targets []oplog.Op) ([]oplog.Op, error) {
	var steps []step
	for _, target := range targets {
		steps = append(steps, step{kind, func(tx *Tx) error {
			tx.undoes = target.Ref
			changes, err := tx.Changes(target.Seq)
			if err != nil {
				return err
			}
			if target.Kind == oplog.KindMerge {
				if changes, err = tx.withMerged(target.Seq, changes); err != nil {
					return err
				}
			}
			return tx.applyChecked(oplog.Invert(changes), target.Seq)
		}})
	}
	return s.updateAll(ctx, coder, steps...)
}

// withMerged gives everything that a merge did: the operations that came with it and
// have their own effect, and then its own changes. People who joined with it stay
// known: the operations that they made stay in the log.
func (tx *Tx) withMerged(seq int, own []oplog.Change) ([]oplog.Change, error) {
	rows, err := tx.query("SELECT packed, payload FROM op WHERE merged_by = -?1 ORDER BY seq", seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var rec oplog.Recorder
	add := func(changes []oplog.Change) {
		for _, c := range changes {
			if c.Entity.Name != "coder" || c.Verb != oplog.Create {
				rec.Add(c)
			}
		}
	}
	for rows.Next() {
		var packed int
		var stored []byte
		if err := rows.Scan(&packed, &stored); err != nil {
			return nil, err
		}
		payload, err := unpack(packed, stored)
		if err != nil {
			return nil, err
		}
		changes, err := oplog.Decode(payload)
		if err != nil {
			return nil, err
		}
		add(changes)
	}
	add(own)
	return rec.Changes(), rows.Err()
}

// RestoreTo brings every record back to how it was after the operation, as one
// action of the coder that can be undone. Nothing of the history is lost.
func (s *Store) RestoreTo(ctx context.Context, coder qda.ID, ref oplog.Ref) (oplog.Op, error) {
	return s.Update(ctx, coder, "project.restore", func(tx *Tx) error {
		target, err := tx.OpNamed(ref)
		if err != nil {
			return err
		}
		ops, err := tx.Ops(OpFilter{After: target.Seq, Newest: true})
		if err != nil {
			return err
		}
		for _, op := range ops {
			if oplog.Setup(op.Kind) {
				continue // coders who joined since, and other named states, stay
			}
			changes, err := tx.effect(op)
			if err != nil {
				return err
			}
			if err := tx.applyChecked(oplog.Invert(changes), op.Seq); err != nil {
				return err
			}
		}
		return nil
	})
}

// effect gives the changes that the operation made to this file's tables: none if
// it came with a merge and the merge's own operation carries them.
func (tx *Tx) effect(op oplog.Op) ([]oplog.Change, error) {
	merged, err := tx.scalar("SELECT merged_by FROM op WHERE seq = ?1", op.Seq)
	if err != nil || merged > 0 {
		return nil, explain(err)
	}
	return tx.Changes(op.Seq)
}

// applyChecked makes changes that were computed from the log, and only if every
// value before is still what the log says and nothing else hangs on what goes.
// since is the place in the log from which a culprit is looked for.
func (tx *Tx) applyChecked(changes []oplog.Change, since int) error {
	// what goes makes room first, what comes takes it last: natural keys stay unique
	changes = slices.Clone(changes)
	order := map[oplog.Verb]int{oplog.Delete: 0, oplog.Update: 1, oplog.Create: 2}
	slices.SortStableFunc(changes, func(a, b oplog.Change) int { return order[a.Verb] - order[b.Verb] })
	for _, c := range changes {
		row, err := tx.row(c.Entity, c.ID)
		gone := errors.Is(err, sql.ErrNoRows)
		if err != nil && !gone {
			return err
		}
		switch c.Verb {
		case oplog.Create:
			if !gone {
				return tx.conflict(c, since)
			}
			if err := tx.insertRow(c.Entity, c.Row); err != nil {
				return tx.blocked(c, since, err)
			}
		case oplog.Delete:
			if gone {
				return tx.conflict(c, since)
			}
			for i := range row {
				if row[i] != c.Row[i] {
					return tx.conflict(c, since)
				}
			}
			if err := tx.deleteRow(c.Entity, row); err != nil {
				return err
			}
		case oplog.Update:
			if gone {
				return tx.conflict(c, since)
			}
			for _, f := range c.Fields {
				if row[f.Column] != f.Before {
					return tx.conflict(c, since)
				}
			}
			if err := tx.updateRow(c.Entity, c); err != nil {
				return tx.blocked(c, since, err)
			}
		}
	}
	return tx.nothingHangs(changes)
}

// nothingHangs refuses if a record that went is still pointed at.
func (tx *Tx) nothingHangs(changes []oplog.Change) error {
	tx.empty = nil
	refs := map[string][]referrer{}
	for _, c := range changes {
		if c.Verb != oplog.Delete {
			continue
		}
		list, known := refs[c.Entity.Name]
		if !known {
			list = referrers(c.Entity.Name)
			refs[c.Entity.Name] = list
		}
		for _, ref := range list {
			keys, err := tx.keysPointingAt(ref, c.Entity.Name, c.ID)
			if err != nil {
				return err
			}
			if len(keys) > 0 {
				return tx.conflictAt(ref.entity, keys[0], 0, fmt.Errorf("%s.%s points at %s %s", ref.entity.Name, ref.column.Name, c.Entity.Name, c.ID))
			}
		}
	}
	return nil
}

// blocked turns a uniqueness error into a conflict that names its cause.
func (tx *Tx) blocked(c oplog.Change, since int, err error) error {
	if qda.KindOf(explain(err)) == qda.Conflict {
		return tx.conflict(c, since)
	}
	return err
}

func (tx *Tx) conflict(c oplog.Change, since int) error {
	return tx.conflictAt(c.Entity, c.ID, since, fmt.Errorf("%s %s is not what it was", c.Entity.Name, c.ID))
}

// conflictAt names the last operation that touched the record.
func (tx *Tx) conflictAt(e *oplog.Entity, id qda.ID, since int, cause error) error {
	ops, err := tx.Ops(OpFilter{Entity: e.Name, ID: id, After: since, Newest: true, Limit: 1})
	if err != nil {
		return err
	}
	if len(ops) == 0 {
		return qda.E(qda.Conflict, "undo.conflict", "This cannot be taken back: what it changed is no longer as it was. Nothing was changed.").Because(cause)
	}
	coder, err := Get[qda.Coder](tx, ops[0].CoderID)
	if err != nil {
		return err
	}
	return qda.E(qda.Conflict, "undo.conflict_with",
		"This cannot be taken back: {coder} has changed or used the same {thing} since ({when}). Nothing was changed. Take that back first, or change it by hand.",
		"coder", coder.Name, "thing", e.Name, "kind", ops[0].Kind, "when", ops[0].At, "ref", fmt.Sprintf("%s/%d", ops[0].Ref.Session, ops[0].Ref.N)).Because(cause)
}
