package store

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// readBinned gives what lies in the bin, with the codes and cases under what lies there.
// What was merged into something that stands is not among it: what is done with it follows.
func (m *merger) readBinned() (map[record]bool, error) {
	out := map[record]bool{}
	for _, name := range []string{"document", "code", "case_unit", "actor", "facet", "facet_value"} {
		e, _ := oplog.EntityNamed(name)
		q := "SELECT id FROM " + name + " WHERE deleted_at <> ''"
		if isTree(e) {
			q = "WITH RECURSIVE binned(id) AS (" + q + " UNION SELECT c.id FROM " + name + " c JOIN binned b ON c.parent_id = b.id) SELECT id FROM binned"
		}
		ids, err := m.idsOf(q)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[record{e, id}] = true
		}
	}
	for _, name := range []string{"case_unit", "actor"} {
		e, _ := oplog.EntityNamed(name)
		into, err := m.mergedInto(e)
		if err != nil {
			return nil, err
		}
		var followed []record
		for id := range into {
			if end := (record{e, endOf(into, id)}); !out[end] {
				followed = append(followed, record{e, id})
			}
		}
		for _, key := range followed {
			delete(out, key)
		}
	}
	return out, nil
}

// isTree reports whether what lies under a record of the kind lies in the bin with it.
func isTree(e *oplog.Entity) bool { return e.Name == "code" || e.Name == "case_unit" }

// resting names what lies in the bin where somebody worked with it who did not know that:
// what came with this merge, where it lay in the bin before it; where it came into the bin
// with it, what the other copy does not know, or knows only since then.
func (m *merger) resting() error {
	binned, err := m.readBinned()
	if err != nil {
		return err
	}
	for thing := range binned {
		worked, err := m.unaware(thing, thing)
		if err == nil && !worked {
			worked, err = m.workedUnder(thing)
		}
		if err == nil && worked {
			err = m.rests(thing)
		}
		if err != nil {
			return err
		}
	}
	slices.SortFunc(m.report.Resting, func(a, b MergeArrival) int {
		return cmp.Or(strings.Compare(a.Entity, b.Entity), strings.Compare(a.Name, b.Name), byBytes(a.ID, b.ID))
	})
	return nil
}

// workedUnder reports whether somebody who did not know of the bin put something on what
// lies there that the viewer may see.
func (m *merger) workedUnder(thing record) (bool, error) {
	viewer := &Tx{store: m.tx.store, ctx: m.ctx, sql: m.tx.sql, viewer: m.tx.viewer}
	for _, ref := range hangs(thing.entity) {
		ids, err := m.madeUnaware(thing, ref)
		if err != nil {
			return false, err
		}
		for _, id := range ids {
			worked, err := m.unaware(thing, record{ref.entity, id})
			if err != nil {
				return false, err
			}
			if !worked {
				continue
			}
			if h, err := viewer.HidesChange(oplog.Change{Entity: ref.entity, ID: id}); err != nil || h == Shown {
				return err == nil, err
			}
		}
	}
	return false, nil
}

// hangs lists what may be put on a record of the kind: on codes and in documents, codings.
func hangs(e *oplog.Entity) (out []referrer) {
	for _, ref := range referrers(e.Name) {
		switch {
		case e.Name == "code" || e.Name == "document":
			if ref.entity.Name != "coding" {
				continue
			}
		case ref.column.Name == "merged_into":
			continue
		}
		out = append(out, ref)
	}
	return out
}

// madeUnaware gives the records that hang on what lies in the bin by a column and of which
// some may have been made without knowing of it.
func (m *merger) madeUnaware(thing record, ref referrer) ([]qda.ID, error) {
	q, args := "SELECT c.id FROM "+ref.entity.Name+" c WHERE c."+ref.column.Name+" = ?1", []any{thing.id[:]}
	if ref.column.RefBy != "" {
		args = append(args, thing.entity.Name)
		q += fmt.Sprintf(" AND c.%s = ?%d", ref.column.RefBy, len(args))
	}
	if m.binned[thing] {
		args = append(args, m.start, ref.entity.Name)
		q += fmt.Sprintf(" AND EXISTS (SELECT 1 FROM op_target t WHERE t.id = c.id AND t.entity = ?%d AND t.seq > ?%d)", len(args), len(args)-1)
	}
	return m.idsOf(q+" ORDER BY c.id", args...)
}

// unaware reports whether somebody made or changed a record who did not know of the bin
// that the thing lies in. What only says where a record lies is no work on it.
func (m *merger) unaware(thing, on record) (bool, error) {
	binned := 0
	if !m.binned[thing] {
		var err error
		if binned, err = m.binnedAt(thing); err != nil {
			return false, err
		}
	}
	rows, err := m.tx.query(`SELECT o.seq, o.session_id, o.n, o.packed, o.payload FROM op_target t JOIN op o ON o.seq = t.seq
		WHERE t.id = ?1 AND t.entity = ?2 AND (o.seq > ?3) = ?4 ORDER BY o.seq`, on.id[:], on.entity.Name, m.start, m.binned[thing])
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq, n, packed int
		var session, stored []byte
		if err := rows.Scan(&seq, &session, &n, &packed, &stored); err != nil {
			return false, err
		}
		if m.mine[seq] {
			continue
		}
		if seq <= m.start && n <= m.theirVector[qda.ID(session)] {
			there := 0
			if err := m.other.QueryRowContext(m.ctx, "SELECT seq FROM op WHERE session_id = ?1 AND n = ?2", session, n).Scan(&there); err != nil {
				return false, err
			}
			if binned == 0 || there < binned {
				continue
			}
		}
		changes, err := m.changesOf(seq, packed, stored)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(changes, func(c oplog.Change) bool { return c.Entity == on.entity && c.ID == on.id && isWork(thing, c) }) {
			return true, nil
		}
	}
	return false, rows.Err()
}

// binnedAt gives the place in the log of the other copy of what put a thing, or one above
// it, into the bin; 0 if that is not known there.
func (m *merger) binnedAt(thing record) (int, error) {
	ids := []qda.ID{thing.id}
	if kind := thing.entity.Name; isTree(thing.entity) {
		var err error
		if ids, err = m.idsOf("WITH RECURSIVE up(id) AS (SELECT ?1 UNION SELECT c.parent_id FROM "+kind+" c JOIN up ON c.id = up.id WHERE c.parent_id IS NOT NULL)"+
			" SELECT c.id FROM "+kind+" c JOIN up ON c.id = up.id WHERE c.deleted_at <> ''", thing.id[:]); err != nil {
			return 0, err
		}
	}
	column, _ := thing.entity.Column("deleted_at")
	first := 0
	theirs := &Tx{ctx: m.ctx, sql: m.other}
	for _, id := range ids {
		row, err := m.tx.row(thing.entity, id)
		if err != nil {
			return 0, err
		}
		ops, err := theirs.Ops(OpFilter{Entity: thing.entity.Name, ID: id})
		if err != nil {
			return 0, err
		}
		for _, op := range ops {
			changes, err := theirs.Changes(op.Seq)
			if err != nil {
				return 0, err
			}
			if slices.ContainsFunc(changes, func(c oplog.Change) bool {
				return c.ID == id && slices.ContainsFunc(c.Fields, func(f oplog.Field) bool { return f.Column == column && f.New == row[column] })
			}) {
				if first == 0 || op.Seq < first {
					first = op.Seq
				}
				break
			}
		}
	}
	return first, nil
}

// isWork reports whether a change is work that a person would miss: of what is put on the
// thing, that it came to lie there or, but for a coding, that it changed; of the thing
// itself, that its words changed.
func isWork(thing record, c oplog.Change) bool {
	if c.ID != thing.id || c.Entity != thing.entity {
		if c.Verb == oplog.Create || slices.ContainsFunc(c.Fields, func(f oplog.Field) bool {
			return c.Entity.Columns[f.Column].Type == oplog.IDType && f.New.ID() == thing.id
		}) {
			return true
		}
		if c.Entity.Name == "coding" || c.Entity == thing.entity {
			return false
		}
	}
	return slices.ContainsFunc(c.Fields, func(f oplog.Field) bool {
		switch c.Entity.Columns[f.Column].Name {
		case "deleted_at", "merged_into", "parent_id", "pos", "color", "created_at":
			return false
		}
		return true
	})
}

// rests adds a thing to the report.
func (m *merger) rests(thing record) error {
	row, err := m.tx.row(thing.entity, thing.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	name := "name"
	if thing.entity.Name == "document" {
		name = "title"
	}
	column, _ := thing.entity.Column(name)
	m.report.Resting = append(m.report.Resting, MergeArrival{thing.entity.Name, thing.id, row[column].Str})
	return nil
}
