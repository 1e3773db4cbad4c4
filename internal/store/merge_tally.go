package store

import (
	"articula/internal/oplog"
	"articula/internal/qda"
)

// mergeTally counts what comes by where it stands: what a blind round hides from the
// coder is known only when all has come. It grows with the documents and coders, not
// with the codings.
type mergeTally struct {
	records map[tallyKey]int
	ops     map[place]int
	fresh   []oplog.Change // of the operation under way, that count
	moved   []qda.ID       // memos that were put on what remains of the thing they were on
}

// tallyKey says what is counted together.
type tallyKey struct {
	entity string
	verb   oplog.Verb
	at     place
}

// tellOp counts an operation and those of its changes that took effect directly. An
// operation stands where its first change does, if a blind round can hide all of them.
func (m *merger) tellOp(changes []oplog.Change) error {
	var at place
	for i, c := range changes {
		if !CanBeHidden(c.Entity) {
			at = place{}
			break
		}
		if i > 0 {
			continue
		}
		var err error
		if at, err = m.placeOfChange(c); err != nil {
			return err
		}
	}
	m.tally.ops[at]++
	fresh := m.tally.fresh
	m.tally.fresh = fresh[:0]
	return m.tell(fresh)
}

// tell counts changes.
func (m *merger) tell(changes []oplog.Change) error {
	for _, c := range changes {
		at, err := m.placeOfChange(c)
		if err != nil {
			return err
		}
		m.tally.records[tallyKey{c.Entity.Name, c.Verb, at}]++
	}
	return nil
}

// counted reports whether a record was known before the merge, and whether an operation of
// this merge has made or changed it directly and so counted it. The log is asked, so that
// no record needs to be kept in mind.
func (m *merger) counted(key record) (before, counted bool, err error) {
	st, err := m.tx.prepared(`SELECT COUNT(CASE WHEN o.seq <= ?3 THEN 1 END), COUNT(CASE WHEN o.seq > ?3 AND o.merged_by = -1 THEN 1 END)
		FROM op_target t JOIN op o ON o.seq = t.seq WHERE t.id = ?1 AND t.entity = ?2`)
	if err != nil {
		return false, false, err
	}
	var old, direct int
	err = st.QueryRowContext(m.ctx, key.id[:], key.entity.Name, m.start).Scan(&old, &direct)
	return old > 0, direct > 0, err
}

func (m *merger) placeOfChange(c oplog.Change) (place, error) {
	if !CanBeHidden(c.Entity) {
		return place{}, nil
	}
	row := c.Row
	if c.Verb == oplog.Update {
		var err error
		if row, err = m.tx.LastRow(c.Entity, c.ID); err != nil || row == nil {
			return place{}, err
		}
	}
	return m.tx.placeOf(c.Entity, row)
}

// count writes the report: what came directly, what the merge itself changed, and not
// what is hidden.
func (m *merger) count() error {
	for _, c := range m.tx.rec.Changes() {
		if c.Entity.Name == "merge_conflict" {
			continue
		}
		before, counted, err := m.counted(record{c.Entity, c.ID})
		if err != nil {
			return err
		}
		switch {
		case c.Verb == oplog.Update && (counted || onlyWhenMade(c)):
			continue
		case c.Verb == oplog.Delete && counted: // it was made with this merge or changed
			was := oplog.Create
			if before {
				was = oplog.Update
			}
			at, err := m.placeOfChange(c)
			if err != nil {
				return err
			}
			if m.tally.records[tallyKey{c.Entity.Name, was, at}]--; !before {
				continue
			}
		}
		if err := m.tell([]oplog.Change{c}); err != nil {
			return err
		}
		if c.Verb == oplog.Create && (c.Entity.Name == "document" || c.Entity.Name == "code") {
			m.direct[record{c.Entity, c.ID}] = true
		}
	}
	viewer := &Tx{store: m.tx.store, ctx: m.ctx, sql: m.tx.sql, viewer: m.tx.viewer}
	seen := func(at place) (bool, error) {
		h, err := viewer.hidesPlace(at)
		m.report.Hidden = m.report.Hidden || h != Shown
		return h == Shown, err
	}
	for at, n := range m.tally.ops {
		if ok, err := seen(at); err != nil {
			return err
		} else if ok {
			m.report.Ops += n
		}
	}
	for key, n := range m.tally.records {
		ok, err := seen(key.at)
		if err != nil {
			return err
		}
		if !ok || n <= 0 {
			continue
		}
		switch key.verb {
		case oplog.Create:
			m.report.New[key.entity] += n
			if key.entity == "coding" {
				m.report.Codings[key.at.coder] += n
			}
		case oplog.Update:
			m.report.Changed[key.entity] += n
		case oplog.Delete:
			m.report.Removed[key.entity] += n
		}
	}
	memo, _ := oplog.EntityNamed("memo")
	for _, id := range m.tally.moved {
		h, err := viewer.HidesChange(oplog.Change{Entity: memo, ID: id})
		if err != nil {
			return err
		}
		if m.report.Hidden = m.report.Hidden || h != Shown; h == Shown {
			m.report.Moved++
		}
	}
	return nil
}

// onlyWhenMade reports whether a record is what it was but for when it was made: two projects
// that began with one codebook agree on its codes, whenever each took them over.
func onlyWhenMade(c oplog.Change) bool {
	for _, f := range c.Fields {
		if c.Entity.Columns[f.Column].Name != "created_at" {
			return false
		}
	}
	return true
}
