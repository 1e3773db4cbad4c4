package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// conflictID names a conflict by what it is about, so that every copy names it alike.
func conflictID(key record, field string, by oplog.Stamp) qda.ID {
	h := qda.HashOf([]byte(strings.Join([]string{"conflict", key.entity.Name, key.id.String(), field, by.Ref.Session.String(), fmt.Sprint(by.Ref.N)}, "\x00")))
	var id qda.ID
	copy(id[:], h[:])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// keepConflicts keeps the differences of a record until a person decides, and closes
// those that have become pointless.
func (m *merger) keepConflicts(s *settlement) error {
	open := map[qda.ID]bool{}
	for _, c := range s.Conflicts {
		field := ""
		if c.Column >= 0 {
			field = s.entity.Columns[c.Column].Name
		}
		open[conflictID(s.record, field, c.By)] = true
		if err := m.keepConflict(s.record, c.Column, c.Shown, c.Other, c.By); err != nil {
			return err
		}
	}
	list, err := List[qda.MergeConflict](m.tx, Eq{"target_entity": s.entity.Name, "target_id": s.id, "state": "open"})
	if err != nil {
		return err
	}
	for _, c := range list {
		if open[c.ID] {
			continue
		}
		if c.Field == "" { // whoever deleted it took that back, or somebody deleted it later
			if err := Delete[qda.MergeConflict](m.tx, c.ID); err != nil {
				return err
			}
			continue
		}
		raised, err := m.raised(s, c)
		if err != nil {
			return err
		}
		if raised {
			i, _ := s.entity.Column(c.Field)
			c.State = "edited"
			if plainText(s.entity.Columns[i].Type, s.Row[i]) == c.Theirs {
				c.State = "theirs"
			}
			if err := Save(m.tx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// dropConflicts closes what is open about a record that goes.
func (m *merger) dropConflicts(key record) error {
	list, err := List[qda.MergeConflict](m.tx, Eq{"target_entity": key.entity.Name, "target_id": key.id, "state": "open"})
	if err != nil {
		return err
	}
	for _, c := range list {
		if err := Delete[qda.MergeConflict](m.tx, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// reopen leaves every record to be settled that a question was ever asked about: what has
// come to hang on it, or does no longer, may answer it, and what others wrote or decided
// may ask it again.
func (m *merger) reopen() error {
	list, err := List[qda.MergeConflict](m.tx, Eq{})
	if err != nil {
		return err
	}
	known := map[qda.ID]bool{}
	for _, c := range list {
		known[c.ID] = true
	}
	for _, key := range m.order {
		if key.entity.Name != "merge_conflict" || known[key.id] {
			continue
		}
		c, _, err := m.conflictOf(key)
		if err != nil {
			return err
		}
		if !c.ID.IsZero() {
			list = append(list, c)
		}
	}
	for _, c := range list {
		e, ok := oplog.EntityNamed(c.Target)
		if !ok {
			continue
		}
		on := record{e, c.TargetID}
		m.asked[on] = append(m.asked[on], c)
		m.unsure(on)
	}
	return nil
}

func (m *merger) keepConflict(key record, column int, shown, other oplog.Value, by oplog.Stamp) error {
	c := qda.MergeConflict{Target: key.entity.Name, TargetID: key.id, State: "open", At: m.tx.now}
	if column >= 0 {
		col := key.entity.Columns[column]
		c.Field, c.Ours, c.Theirs = col.Name, plainText(col.Type, shown), plainText(col.Type, other)
	}
	c.ID = conflictID(key, c.Field, by)
	e := oplog.EntityOf(c)
	if _, err := m.tx.row(e, c.ID); err == nil {
		return nil // it is known already, and may have been decided
	} else if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	m.report.Conflicts = append(m.report.Conflicts, MergeDifference{Conflict: c.ID, Entity: c.Target, ID: c.TargetID, Field: c.Field, Shown: c.Ours, Other: c.Theirs})
	return m.tx.insertRow(e, e.RowOf(c))
}

// plainText writes a value for people.
func plainText(t oplog.Type, v oplog.Value) string {
	switch t {
	case oplog.IntType, oplog.BoolType:
		return fmt.Sprint(v.Int)
	case oplog.IDType:
		if v.Str == "" {
			return ""
		}
		return v.ID().String()
	case oplog.HashType:
		return fmt.Sprintf("%x", v.Str)
	}
	return v.Str
}

// conflictOf gives a conflict as it is here, or as whoever met it first wrote it down; the
// zero one if that is not known.
func (m *merger) conflictOf(key record) (c qda.MergeConflict, here bool, err error) {
	row, err := m.tx.row(key.entity, key.id)
	if err == nil {
		key.entity.Fill(&c, row)
		return c, true, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return c, false, err
	}
	rows, err := m.tx.query("SELECT o.seq, o.packed, o.payload FROM op_target t JOIN op o ON o.seq = t.seq WHERE t.id = ?1 AND t.entity = ?2 ORDER BY o.seq", key.id[:], key.entity.Name)
	if err != nil {
		return c, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq, packed int
		var stored []byte
		if err := rows.Scan(&seq, &packed, &stored); err != nil {
			return c, false, err
		}
		changes, err := m.changesOf(seq, packed, stored)
		if err != nil {
			return c, false, err
		}
		for _, change := range changes {
			if change.Entity == key.entity && change.ID == key.id && change.Verb == oplog.Create {
				key.entity.Fill(&c, change.Row)
				return c, false, nil
			}
		}
	}
	return c, false, rows.Err()
}
