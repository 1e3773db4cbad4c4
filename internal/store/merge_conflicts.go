package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
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
		for _, ev := range s.events { // one that a write of this record once raised
			if ev.Verb != oplog.Delete && conflictID(s.record, c.Field, ev.Stamp) == c.ID {
				i, _ := s.entity.Column(c.Field)
				c.State = "edited"
				if plainText(s.entity.Columns[i].Type, s.Row[i]) == c.Theirs {
					c.State = "theirs"
				}
				if err := Save(m.tx, c); err != nil {
					return err
				}
				break
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

// reopen leaves every record to be settled that a question is open about: what has
// come to hang on it, or does no longer, may answer it.
func (m *merger) reopen() error {
	list, err := List[qda.MergeConflict](m.tx, Eq{"state": "open"})
	if err != nil {
		return err
	}
	for _, c := range list {
		if e, ok := oplog.EntityNamed(c.Target); ok {
			m.unsure(record{e, c.TargetID})
		}
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

// takeDecision takes over what a person decided on a conflict in the other copy.
func (m *merger) takeDecision(key record) error {
	row, err := m.tx.row(key.entity, key.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // what it was about is no conflict here: both sides are the same by now
	}
	if err != nil {
		return err
	}
	s, err := m.settlementOf(key)
	if err != nil {
		return err
	}
	after := slices.Clone(row)
	slices.SortStableFunc(s.events, func(a, b oplog.Event) int { return a.Stamp.Compare(b.Stamp) })
	for _, ev := range s.events {
		for _, f := range ev.Fields {
			after[f.Column] = f.New
		}
	}
	if c, differs := oplog.UpdateOf(key.entity, row, after); differs {
		return m.tx.updateRow(key.entity, c)
	}
	return nil
}
