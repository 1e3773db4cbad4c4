package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// removeAll takes the records away that all operations together deleted, but for those on
// which something hangs that the one who deleted them did not know of. What goes itself,
// or moves elsewhere, holds nothing back.
func (m *merger) removeAll(list []*settlement) error {
	m.leaving = map[record]*settlement{}
	defer func() { m.leaving = nil }()
	var gone []*settlement
	for _, s := range list {
		m.leaving[s.record] = s
		if s.Alive {
			continue
		}
		switch _, err := m.tx.row(s.entity, s.id); {
		case errors.Is(err, sql.ErrNoRows):
			if err := m.dropConflicts(s.record); err != nil {
				return err
			}
		case err != nil:
			return err
		default:
			gone = append(gone, s)
		}
	}
	for again := true; again; { // what comes back may hang on something that would go
		again = false
		for _, s := range gone {
			if s.Alive {
				continue
			}
			back, err := m.heldBack(s)
			if err != nil {
				return err
			}
			if back {
				s.Alive, again = true, true
				s.Conflicts = append(s.Conflicts, oplog.Conflict{Column: -1, By: lastDeletion(s.events)})
			}
		}
	}
	for _, s := range gone {
		if !s.Alive {
			if err := m.remove(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// heldBack reports whether a record that was deleted stays for the sake of something.
func (m *merger) heldBack(s *settlement) (bool, error) {
	children, err := m.hangingOn(s.record)
	if err != nil {
		return false, err
	}
	for _, c := range children {
		if comesBack(c.child, c.column, s.record, s.Row) {
			return true, nil
		}
	}
	worked, err := m.tx.worked(s.record)
	return worked && comesBack(inLog, 0, s.record, s.Row), err
}

// remove takes a record away, and finds another place for what hangs on it.
func (m *merger) remove(s *settlement) error {
	children, err := m.hangingOn(s.record)
	if err != nil {
		return err
	}
	for _, c := range children {
		if err := m.orphan(c.child, c.column, s.record, s.Row); err != nil {
			return err
		}
	}
	if err := m.dropConflicts(s.record); err != nil {
		return err
	}
	row, err := m.tx.row(s.entity, s.id)
	if errors.Is(err, sql.ErrNoRows) { // it went with something else
		return nil
	}
	if err != nil {
		return err
	}
	return m.tx.deleteRow(s.entity, row)
}

// hangingOn finds the references that lead to a record. While records are taken away,
// what goes as well, or is settled to lie elsewhere, hangs on nothing any more.
func (m *merger) hangingOn(parent record) ([]dangler, error) {
	m.tx.empty = nil
	var out []dangler
	for _, ref := range referrers(parent.entity.Name) {
		keys, err := m.tx.keysPointingAt(ref, parent.entity.Name, parent.id)
		if err != nil {
			return nil, err
		}
		for _, id := range keys {
			child := record{ref.entity, id}
			if s := m.leaving[child]; s != nil && (!s.Alive || s.Row[ref.index].Str != string(parent.id[:])) {
				continue
			}
			out = append(out, dangler{child, ref.index, parent})
		}
	}
	return out, nil
}

// lastDeletion names the operation that counts as the one that deleted a record.
func lastDeletion(events []oplog.Event) (by oplog.Stamp) {
	for _, ev := range events {
		if ev.Verb == oplog.Delete && (by.Ref.IsZero() || ev.Stamp.Compare(by) > 0) {
			by = ev.Stamp
		}
	}
	return by
}

// comesBack reports whether a record that was deleted comes back for the sake of
// another that hangs on it.
func comesBack(child record, column int, parent record, parentRow oplog.Row) bool {
	if child == inLog {
		return parentRow != nil
	}
	return parentRow != nil && !atItsDocument(child, parent) && child.entity.Columns[column].OnDelete != oplog.Clear &&
		!oplog.DeleteWins(parent.entity) && child.entity.Name != "set_member"
}

// inLog stands for the log where it is what refers to a record: whoever wrote in it
// stays known, though somebody took that person out meanwhile.
var inLog record

// worked reports whether a record is a person who wrote in the log.
func (tx *Tx) worked(key record) (bool, error) {
	if key.entity.Name != "coder" {
		return false, nil
	}
	n, err := tx.scalar("SELECT COUNT(*) FROM session WHERE coder_id = ?1", key.id[:])
	return n > 0, err
}

// atItsDocument reports whether a record is a memo on a coding: without the coding
// the words stay where they were written, at the document.
func atItsDocument(child, parent record) bool {
	return child.entity.Name == "memo" && parent.entity.Name == "coding"
}

// orphan finds a record another place whose parent is gone and does not come back for
// it, or lets it go.
func (m *merger) orphan(child record, column int, parent record, parentRow oplog.Row) error {
	if child == inLog {
		return fmt.Errorf("store: the log refers to a %s that nobody made", parent.entity.Name)
	}
	row, err := m.tx.row(child.entity, child.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	after := slices.Clone(row)
	switch {
	case child.entity.Columns[column].OnDelete == oplog.Clear:
		after[column] = oplog.Value{}
	case atItsDocument(child, parent) && parentRow != nil:
		d, _ := parent.entity.Column("document_id")
		kind, _ := child.entity.Column("owner_entity")
		after[column], after[kind] = parentRow[d], oplog.Value{Str: "document"}
		m.tally.moved = append(m.tally.moved, child.id)
	default:
		why := "gone"
		if parentRow == nil {
			why = "no_parent"
		}
		m.unplaced(child, why)
		return m.takeAway(child, row)
	}
	if c, differs := oplog.UpdateOf(child.entity, row, after); differs {
		return m.tx.updateRow(child.entity, c)
	}
	return nil
}

// takeAway deletes a record with whatever hangs on it.
func (m *merger) takeAway(key record, row oplog.Row) error {
	children, err := m.hangingOn(key)
	if err != nil {
		return err
	}
	for _, c := range children {
		if err := m.orphan(c.child, c.column, key, row); err != nil {
			return err
		}
	}
	if err := m.dropConflicts(key); err != nil {
		return err
	}
	return m.tx.deleteRow(key.entity, row)
}

// hangTogether brings back what something alive refers to, or finds another place
// for what refers to something gone. It reports whether there was such a thing.
func (m *merger) hangTogether() (changed bool, err error) {
	for round := range 100 {
		list, err := m.danglers()
		if err != nil {
			return false, err
		}
		if len(list) == 0 {
			return round > 0, nil
		}
		var parents []*settlement
		for _, d := range list {
			s, err := m.settlementOf(d.parent)
			if err != nil {
				return false, err
			}
			parents = append(parents, s)
		}
		back := 0
		for i, d := range list { // what comes back does so before anything is moved or let go
			s := parents[i]
			if !s.Alive && !comesBack(d.child, d.column, d.parent, s.Row) {
				continue
			}
			back++ // if it is alive, it stands, perhaps under the identity of its twin
			if _, err := m.tx.row(d.parent.entity, d.parent.id); err == nil {
				continue // brought back for another
			}
			if err := m.place(d.parent, s.Row); err != nil {
				return false, err
			}
			if s.Alive {
				continue
			}
			m.fresh = append(m.fresh, d.parent)
			if err := m.keepConflict(d.parent, -1, oplog.Value{}, oplog.Value{}, lastDeletion(s.events)); err != nil {
				return false, err
			}
		}
		if back > 0 {
			continue
		}
		for i, d := range list {
			if err := m.orphan(d.child, d.column, d.parent, parents[i].Row); err != nil {
				return false, err
			}
		}
	}
	return false, errors.New("store: references of a merge do not come to rest")
}

// dangler is a reference that leads nowhere.
type dangler struct {
	child  record
	column int
	parent record
}

func (m *merger) danglers() ([]dangler, error) {
	var out []dangler
	rows, err := m.tx.query("PRAGMA foreign_key_check")
	if err != nil {
		return nil, err
	}
	type broken struct {
		table, parent string
		rowid, key    int64
	}
	var list []broken
	for rows.Next() {
		var b broken
		if err := rows.Scan(&b.table, &b.rowid, &b.parent, &b.key); err != nil {
			rows.Close()
			return nil, err
		}
		list = append(list, b)
	}
	rows.Close()
	for _, b := range list {
		e, ok := oplog.EntityNamed(b.table)
		target, known := oplog.EntityNamed(b.parent)
		if known && b.table == "session" {
			var coder []byte
			if err := m.tx.sql.QueryRowContext(m.ctx, "SELECT coder_id FROM session WHERE rowid = ?1", b.rowid).Scan(&coder); err != nil {
				return nil, err
			}
			out = append(out, dangler{child: inLog, parent: record{target, qda.ID(coder)}})
			continue
		}
		if !ok || !known {
			return nil, fmt.Errorf("store: %s refers to a %s that is not there", b.table, b.parent)
		}
		var column string
		if err := m.tx.sql.QueryRowContext(m.ctx, `SELECT "from" FROM pragma_foreign_key_list(?1) WHERE id = ?2`, b.table, b.key).Scan(&column); err != nil {
			return nil, err
		}
		var id, at []byte
		if err := m.tx.sql.QueryRowContext(m.ctx, "SELECT id, "+column+" FROM "+b.table+" WHERE rowid = ?1", b.rowid).Scan(&id, &at); err != nil {
			return nil, err
		}
		i, _ := e.Column(column)
		out = append(out, dangler{record{e, qda.ID(id)}, i, record{target, qda.ID(at)}})
	}
	for _, key := range m.fresh {
		row, err := m.tx.row(key.entity, key.id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for i, c := range key.entity.Columns {
			targets := c.Refs
			if c.RefBy != "" {
				by, _ := key.entity.Column(c.RefBy)
				targets = []string{row[by].Str}
			}
			if c.RefBy == "" && len(c.Refs) < 2 || row[i].Str == "" {
				continue
			}
			parent, there, err := m.find(targets, row[i].ID())
			if err != nil {
				return nil, err
			}
			if !there && parent.entity != nil {
				out = append(out, dangler{key, i, parent})
			}
		}
	}
	return out, nil
}

// find looks for a record among several kinds; where there is none, it names the
// kind that the log knows it as.
func (m *merger) find(kinds []string, id qda.ID) (record, bool, error) {
	var at record
	for _, kind := range kinds {
		e, ok := oplog.EntityNamed(kind)
		if !ok {
			continue
		}
		if at.entity == nil {
			at = record{e, id}
		}
		switch _, err := m.tx.row(e, id); {
		case err == nil:
			return record{e, id}, true, nil
		case !errors.Is(err, sql.ErrNoRows):
			return at, false, err
		}
		if n, err := m.tx.scalar("SELECT COUNT(*) FROM op_target WHERE id = ?1 AND entity = ?2", id[:], kind); err != nil {
			return at, false, err
		} else if n > 0 {
			at = record{e, id}
		}
	}
	return at, false, nil
}
