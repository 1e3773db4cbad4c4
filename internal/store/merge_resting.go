package store

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// readBinned gives the codes and documents that lie in the bin, with the codes under them.
func (m *merger) readBinned() (map[record]bool, error) {
	out := map[record]bool{}
	for name, q := range map[string]string{
		"code": `WITH RECURSIVE binned(id) AS (SELECT id FROM code WHERE deleted_at <> '' UNION SELECT c.id FROM code c JOIN binned b ON c.parent_id = b.id)
			SELECT id FROM binned`,
		"document": "SELECT id FROM document WHERE deleted_at <> ''",
	} {
		e, _ := oplog.EntityNamed(name)
		ids, err := m.idsOf(q)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[record{e, id}] = true
		}
	}
	return out, nil
}

// resting names the codes and documents in the bin with which somebody worked who did not
// know that they lie there: what came with this merge, where they lay in the bin before it;
// where they came into the bin with it, what the other copy does not know, or knows only
// since then.
func (m *merger) resting() error {
	binned, err := m.readBinned()
	if err != nil {
		return err
	}
	coding, _ := oplog.EntityNamed("coding")
	viewer := &Tx{store: m.tx.store, ctx: m.ctx, sql: m.tx.sql, viewer: m.tx.viewer}
	for thing := range binned {
		worked, err := m.unaware(thing, thing)
		if err != nil {
			return err
		}
		if !worked {
			ids, err := m.codingsUnaware(thing)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if worked, err = m.unaware(thing, record{coding, id}); err != nil {
					return err
				}
				if worked {
					h, err := viewer.HidesChange(oplog.Change{Entity: coding, ID: id})
					if err != nil {
						return err
					}
					worked = h == Shown
				}
				if worked {
					break
				}
			}
		}
		if worked {
			if err := m.rests(thing); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(m.report.Resting, func(a, b MergeArrival) int {
		return cmp.Or(strings.Compare(a.Entity, b.Entity), strings.Compare(a.Name, b.Name), byBytes(a.ID, b.ID))
	})
	return nil
}

// codingsUnaware gives the codings under a code or in a document of which some may have
// been made without knowing that it lies in the bin.
func (m *merger) codingsUnaware(thing record) ([]qda.ID, error) {
	q, args := "SELECT c.id FROM coding c WHERE c."+thing.entity.Name+"_id = ?1", []any{thing.id[:]}
	if m.binned[thing] {
		q += " AND EXISTS (SELECT 1 FROM op_target t WHERE t.id = c.id AND t.entity = 'coding' AND t.seq > ?2)"
		args = append(args, m.start)
	}
	return m.idsOf(q+" ORDER BY c.id", args...)
}

// unaware reports whether somebody made or changed a record who did not know of the bin
// that the code or document lies in. What only says where a record lies is no work on it.
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

// binnedAt gives the place in the log of the other copy of what put a code or document, or
// a code above it, into the bin; 0 if that is not known there.
func (m *merger) binnedAt(thing record) (int, error) {
	ids := []qda.ID{thing.id}
	if thing.entity.Name == "code" {
		var err error
		if ids, err = m.idsOf(`WITH RECURSIVE up(id) AS (SELECT ?1 UNION SELECT c.parent_id FROM code c JOIN up ON c.id = up.id WHERE c.parent_id IS NOT NULL)
			SELECT c.id FROM code c JOIN up ON c.id = up.id WHERE c.deleted_at <> ''`, thing.id[:]); err != nil {
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

// isWork reports whether a change is work that a person would miss: of a coding, that it
// came to lie under the code or in the document; of these, that their words changed.
func isWork(thing record, c oplog.Change) bool {
	if c.Entity != thing.entity {
		column, _ := c.Entity.Column(thing.entity.Name + "_id")
		return c.Verb == oplog.Create || slices.ContainsFunc(c.Fields, func(f oplog.Field) bool { return f.Column == column && f.New.ID() == thing.id })
	}
	return slices.ContainsFunc(c.Fields, func(f oplog.Field) bool {
		switch c.Entity.Columns[f.Column].Name {
		case "deleted_at", "merged_into", "parent_id", "pos", "color", "created_at":
			return false
		}
		return true
	})
}

// rests adds a code or document to the report.
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
