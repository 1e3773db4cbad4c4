package store

import (
	"database/sql"
	"errors"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Two people who do not know of each other may decide one question. Who takes the other
// version writes it into the record, and is heard like whoever writes there. Who leaves
// what is shown writes nothing there, so that another's decision would stand against that
// one without a word: here it is heard, and a person is asked again. The new question has
// an identity of its own, so that a decision on it is known to come after both.

// Decide writes down that a person decided a conflict: state is "ours", "theirs" or
// "edited"; what follows for the record itself is written by whoever calls. With "ours"
// the log tells which version was left, also where the conflict says so already: in
// another copy it may say another.
func (tx *Tx) Decide(c qda.MergeConflict, state string) error {
	e := oplog.EntityOf(c)
	row, err := tx.row(e, c.ID)
	if err != nil {
		return explain(err)
	}
	if state == "ours" && c.Field != "" {
		if now, err := tx.FieldText(c.Target, c.TargetID, c.Field); err == nil {
			c.Ours = now
		} else if qda.KindOf(err) != qda.NotFound {
			return err
		}
	}
	c.State, c.CoderID, c.At = state, tx.viewer, tx.now
	after := e.RowOf(c)
	change, differs := oplog.UpdateOf(e, row, after)
	if !differs {
		return nil
	}
	if i, _ := e.Column("ours"); state == "ours" && !change.Touches("ours") {
		change.Fields = append(change.Fields, oplog.Field{Column: i, Before: row[i], New: after[i]})
		slices.SortFunc(change.Fields, func(a, b oplog.Field) int { return a.Column - b.Column })
	}
	return explain(tx.updateRow(e, change))
}

// verdict is a decision on a conflict.
type verdict struct {
	oplog.Event
	state string
	left  string // with "ours", the version that was left
}

// verdictsOn gives the decisions on a conflict, in the order of their stamps, and those
// of them that nobody took back.
func (m *merger) verdictsOn(c qda.MergeConflict) (all, last []verdict, err error) {
	e := oplog.EntityOf(c)
	s, err := m.settlementOf(record{e, c.ID})
	if err != nil {
		return nil, nil, err
	}
	state, _ := e.Column("state")
	ours, _ := e.Column("ours")
	slices.SortStableFunc(s.events, func(a, b oplog.Event) int { return a.Stamp.Compare(b.Stamp) })
	for _, ev := range s.events {
		before, v := "", verdict{Event: ev, left: c.Ours}
		for _, f := range ev.Fields {
			switch f.Column {
			case state:
				before, v.state = f.Before.Str, f.New.Str
			case ours:
				v.left = f.New.Str
			}
		}
		if v.state == "" {
			continue
		}
		all = append(all, v)
		from := -1 // what this one goes on from: its own side's word, if there is one
		for i, w := range last {
			if w.state == before && (from < 0 || w.Ref.Session == v.Ref.Session || last[from].Ref.Session != v.Ref.Session) {
				from = i
			}
		}
		if from >= 0 {
			last = slices.Delete(last, from, from+1)
		}
		last = append(last, v)
	}
	return all, slices.DeleteFunc(last, func(v verdict) bool { return v.state == "open" }), nil
}

// split reports whether some left what was shown and others did not.
func split(last []verdict) bool {
	ours := func(v verdict) bool { return v.state == "ours" }
	return slices.ContainsFunc(last, ours) && slices.ContainsFunc(last, func(v verdict) bool { return !ours(v) })
}

// splitBy stands for the operation that raised the question about a version that one
// person left and another did not.
func splitBy(c qda.MergeConflict, left string) oplog.Stamp {
	return oplog.Stamp{Ref: oplog.Ref{Session: qda.NaturalID("merge_conflict", c.ID, qda.Key(left))}}
}

// heedDecisions adds to what a record was settled to what was decided on it in two ways: a
// version that somebody left and that does not stand is a question again, and so is whether
// a thing stays that one person kept and another deleted. It stays until that is decided.
func (m *merger) heedDecisions(s *settlement) error {
	for _, c := range m.asked[s.record] {
		_, last, err := m.verdictsOn(c)
		if err != nil {
			return err
		}
		if !split(last) {
			continue
		}
		if c.Field == "" {
			by := lastDeletion(s.events)
			if s.Row != nil && !s.Alive && slices.ContainsFunc(last, func(v verdict) bool { return v.Ref == by.Ref }) {
				s.Alive = true
				s.Conflicts = append(s.Conflicts, oplog.Conflict{Column: -1, By: splitBy(c, "")})
			}
			continue
		}
		column, ok := s.entity.Column(c.Field)
		if !ok || !s.Alive {
			continue
		}
		kind := s.entity.Columns[column].Type
		shown := plainText(kind, s.Row[column])
		for _, v := range last {
			if v.state != "ours" || v.left == shown || wentOn(s, column, v) {
				continue
			}
			other, err := valueOf(kind, v.left)
			if err != nil {
				return err
			}
			by := splitBy(c, v.left)
			if !slices.ContainsFunc(s.Conflicts, func(o oplog.Conflict) bool { return o.Column == column && o.By == by }) {
				s.Conflicts = append(s.Conflicts, oplog.Conflict{Column: column, Shown: s.Row[column], Other: other, By: by})
			}
		}
	}
	return nil
}

// standing gives what was done to a record as if those whose version was not taken had
// written the one that was: whoever goes on from that has not come to differ from them again.
func (m *merger) standing(s *settlement) ([]oplog.Event, error) {
	events := s.events
	for _, c := range m.asked[s.record] {
		column, ok := s.entity.Column(c.Field)
		if c.Field == "" || !ok {
			continue
		}
		_, last, err := m.verdictsOn(c)
		if err != nil {
			return nil, err
		}
		if len(last) == 0 || slices.ContainsFunc(last, func(v verdict) bool { return v.state == "theirs" }) || split(last) {
			continue
		}
		taken, known, err := takenBy(s, column, last[len(last)-1])
		if err != nil {
			return nil, err
		}
		for i, ev := range events {
			if !known || ev.Verb != oplog.Update || conflictID(s.record, c.Field, ev.Stamp) != c.ID {
				continue
			}
			events = slices.Clone(events)
			events[i].Fields = slices.Clone(ev.Fields)
			for j, f := range ev.Fields {
				if f.Column == column {
					events[i].Fields[j].New = taken
				}
			}
			break
		}
	}
	return events, nil
}

// takenBy gives the version that a decision left or wrote.
func takenBy(s *settlement, column int, v verdict) (oplog.Value, bool, error) {
	if v.state == "ours" {
		left, err := valueOf(s.entity.Columns[column].Type, v.left)
		return left, true, err
	}
	for _, ev := range s.events {
		for _, f := range ev.Fields {
			if f.Column == column && ev.Ref == v.Ref {
				return f.New, true, nil
			}
		}
	}
	return oplog.Value{}, false, nil
}

// wentOn reports whether the side that left a version wrote another after it.
func wentOn(s *settlement, column int, v verdict) (on bool) {
	var last oplog.Stamp
	for _, ev := range s.events {
		for _, f := range ev.Fields {
			if f.Column == column && ev.Ref.Session == v.Ref.Session && ev.Ref.N > v.Ref.N && ev.Stamp.Compare(last) > 0 {
				last, on = ev.Stamp, plainText(s.entity.Columns[column].Type, f.New) != v.left
			}
		}
	}
	return on
}

// raised reports whether a write of the record, or a decision on it, once raised a question.
func (m *merger) raised(s *settlement, c qda.MergeConflict) (bool, error) {
	for _, ev := range s.events {
		if ev.Verb != oplog.Delete && conflictID(s.record, c.Field, ev.Stamp) == c.ID {
			return true, nil
		}
	}
	for _, of := range m.asked[s.record] {
		if of.Field != c.Field || of.ID == c.ID {
			continue
		}
		all, _, err := m.verdictsOn(of)
		if err != nil {
			return false, err
		}
		for _, v := range all {
			if v.state == "ours" && conflictID(s.record, c.Field, splitBy(of, v.left)) == c.ID {
				return true, nil
			}
		}
	}
	return false, nil
}

// takeDecision takes over what people decided on a conflict in the other copy. Where they
// did not decide alike, the conflict says what stands.
func (m *merger) takeDecision(key record) error {
	c, here, err := m.conflictOf(key)
	if err != nil || c.ID.IsZero() {
		return err
	}
	all, last, err := m.verdictsOn(c)
	if err != nil {
		return err
	}
	if split(last) {
		last = slices.DeleteFunc(last, func(v verdict) bool { return (v.state == "ours") != (c.Field == "") })
	}
	if len(last) > 0 {
		all = last[len(last)-1:]
	} else if !here {
		return nil // what it was about is no conflict here: both sides are the same by now
	}
	before := key.entity.RowOf(c)
	after := slices.Clone(before)
	for _, v := range all {
		for _, f := range v.Fields {
			after[f.Column] = f.New
		}
	}
	if !here {
		return m.tx.insertRow(key.entity, after)
	}
	if len(last) == 0 { // taken back: the question is open again, if there still is one
		if e, ok := oplog.EntityNamed(c.Target); ok {
			if _, err := m.tx.row(e, c.TargetID); errors.Is(err, sql.ErrNoRows) {
				return m.tx.deleteRow(key.entity, before)
			} else if err != nil {
				return err
			}
		}
	}
	if change, differs := oplog.UpdateOf(key.entity, before, after); differs {
		return m.tx.updateRow(key.entity, change)
	}
	return nil
}
