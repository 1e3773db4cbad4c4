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

// settlement is what the merge found out about a record in doubt.
type settlement struct {
	record
	oplog.Outcome
	events []oplog.Event
}

// settle brings the records in doubt to what all operations together make of them,
// and then sees to it that everything hangs together again.
func (m *merger) settle() error {
	if err := m.reopen(); err != nil {
		return err
	}
	if err := m.askAgain(); err != nil {
		return err
	}
	rank := map[*oplog.Entity]int{}
	for i, e := range oplog.Entities() {
		rank[e] = i
	}
	var list []*settlement
	var decisions []record
	for _, key := range m.order {
		switch {
		case key.entity.Name == "merge_conflict":
			decisions = append(decisions, key)
			continue
		case key.entity.Name == "project" && key.id != m.project:
			m.unplaced(key, "other_project")
			continue
		}
		s, err := m.settlementOf(key)
		if err != nil {
			return err
		}
		if s.Row == nil { // changed by somebody, and made by nobody who is known here
			m.unplaced(key, "no_parent")
			continue
		}
		list = append(list, s)
	}
	for _, name := range treeKinds { // what hangs on what is asked of what people did
		if err := m.untangle(name, false); err != nil {
			return err
		}
	}
	slices.SortStableFunc(list, func(a, b *settlement) int { return rank[b.entity] - rank[a.entity] })
	if err := m.removeAll(list); err != nil {
		return err
	}
	for _, s := range slices.Backward(list) { // what others hang on comes before them
		if s.Alive {
			if err := m.place(s.record, s.Row); err != nil {
				return err
			}
			if loose(s.entity) {
				m.fresh = append(m.fresh, s.record)
			}
		}
	}
	if err := m.standAsTrees(); err != nil {
		return err
	}
	if err := m.wakeJoined(); err != nil {
		return err
	}
	if err := m.reanchor(); err != nil {
		return err
	}
	if err := m.followMergedCodes(); err != nil {
		return err
	}
	for _, key := range decisions {
		if err := m.takeDecision(key); err != nil {
			return err
		}
	}
	for _, s := range list {
		if s.Alive {
			if m.editedTwice(s) {
				return m.textsApart(s.id, errors.New("two texts"))
			}
			if err := m.keepConflicts(s); err != nil {
				return err
			}
		}
	}
	return m.askRoles()
}

func (m *merger) unplaced(key record, why string) {
	m.report.Unplaced = append(m.report.Unplaced, MergeUnplaced{key.entity.Name, key.id, why})
}

// settlementOf reads everything that was ever done to a record.
func (m *merger) settlementOf(key record) (*settlement, error) {
	s := &settlement{record: key}
	var handed *oplog.Event
	rows, err := m.tx.query(`SELECT `+opColumns+`, o.packed, o.payload FROM op_target t JOIN op o ON o.seq = t.seq JOIN session s ON s.id = o.session_id
		WHERE t.id = ?1 AND t.entity = ?2 ORDER BY o.seq`, key.id[:], key.entity.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var packed int
		var stored []byte
		op, err := scanOp(rows, &packed, &stored)
		if err != nil {
			return nil, err
		}
		if m.mine[op.Seq] && op.Kind != oplog.KindPacket {
			continue
		}
		changes, err := m.changesOf(op.Seq, packed, stored)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			if c.Entity != key.entity || c.ID != key.id {
				continue
			}
			if op.Kind == oplog.KindPacket {
				handed = &oplog.Event{Change: c}
			} else {
				s.events = append(s.events, oplog.Event{Stamp: oplog.Stamp{Lamport: op.Lamport, Ref: op.Ref}, Change: c})
			}
		}
	}
	if handed != nil && !slices.ContainsFunc(s.events, func(ev oplog.Event) bool { return ev.Verb == oplog.Create }) {
		s.events = append(s.events, *handed) // how it was when the packet was made; who made it is known elsewhere
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	events, err := m.standing(s)
	if err != nil {
		return nil, err
	}
	s.Outcome = oplog.Settle(key.entity, events)
	return s, m.heedDecisions(s)
}

// manyChanges is from how many changes an operation is kept after it was read: it
// will be asked for again by the next record that it made.
const manyChanges = 50

func (m *merger) changesOf(seq, packed int, stored []byte) ([]oplog.Change, error) {
	if changes := m.decoded[seq]; changes != nil {
		return changes, nil
	}
	payload, err := unpack(packed, stored)
	if err != nil {
		return nil, altered(err)
	}
	changes, err := oplog.Decode(payload)
	if err != nil {
		return nil, altered(err)
	}
	if len(changes) >= manyChanges {
		if len(m.decoded) >= 4 {
			clear(m.decoded)
		}
		m.decoded[seq] = changes
	}
	return changes, nil
}

// place writes a record as it was settled.
func (m *merger) place(key record, row oplog.Row) error {
	before, err := m.tx.row(key.entity, key.id)
	missing := errors.Is(err, sql.ErrNoRows)
	if err != nil && !missing {
		return err
	}
	if missing {
		err = m.tx.insertRow(key.entity, row)
	} else if c, differs := oplog.UpdateOf(key.entity, before, row); differs {
		err = m.tx.updateRow(key.entity, c)
	}
	if err != nil && qda.KindOf(explain(err)) == qda.Conflict {
		return m.collide(key, row, err)
	}
	return err
}

// naturalKeys say which fields make two records the same, whatever their identity.
var naturalKeys = map[string][]string{
	"label": {"owner_id", "field", "lang"}, "assignment": {"round_id", "document_id", "coder_id"},
	"coding":       {"document_id", "start_pos", "end_pos", "code_id", "coder_id", "round_id"},
	"coding_check": {"coding_id"}, "qualifier": {"owner_id", "facet_id", "value_id"}, "cell": {"dimension_id", "case_id", "row_id", "part"},
	"translation": {"owner_id", "lang"}, "set_member": {"set_id", "target_id"},
	"synthesis_row": {"synthesis_id", "case_id", "attribute_id", "value"}, "row_member": {"row_id", "case_id"},
}

// collide makes one of two records that are the same thing: the one with the smaller
// identity stays, what hangs on the other moves over, and where their words differ
// both are kept for a person to decide.
func (m *merger) collide(key record, row oplog.Row, cause error) error {
	clauses, args := []string{"id <> ?1"}, []any{key.id[:]}
	for _, name := range naturalKeys[key.entity.Name] {
		i, _ := key.entity.Column(name)
		args = append(args, bind(key.entity.Columns[i].Type, row[i]))
		clauses = append(clauses, fmt.Sprintf("%s IS NOT DISTINCT FROM ?%d", name, len(args)))
	}
	if len(args) == 1 {
		return cause
	}
	var b []byte
	if err := m.tx.sql.QueryRowContext(m.ctx, "SELECT id FROM "+key.entity.Name+" WHERE "+strings.Join(clauses, " AND "), args...).Scan(&b); err != nil {
		return cause
	}
	twin := record{key.entity, oplog.Value{Str: string(b)}.ID()}
	twinRow, err := m.tx.row(twin.entity, twin.id)
	if err != nil {
		return err
	}
	if i, ok := key.entity.Column("text_hash"); ok && row[i] != twinRow[i] {
		return m.oneText(key, row, twin)
	}
	kept, keptRow, lost, lostRow := twin, twinRow, key, row
	if strings.Compare(string(key.id[:]), string(twin.id[:])) < 0 {
		kept, keptRow, lost, lostRow = key, row, twin, twinRow
		if err := m.tx.deleteRow(twin.entity, twinRow); err != nil {
			return err
		}
		if err := m.place(key, row); err != nil {
			return err
		}
	} else if old, err := m.tx.row(key.entity, key.id); err == nil {
		if err := m.tx.deleteRow(key.entity, old); err != nil {
			return err
		}
	}
	if err := m.moveOver(lost, kept); err != nil {
		return err
	}
	for i, c := range key.entity.Columns {
		if c.Type == oplog.TextType && (c.Name == "text" || c.Name == "statement" || c.Name == "title") && keptRow[i] != lostRow[i] && lostRow[i].Str != "" {
			if err := m.keepConflict(kept, i, keptRow[i], lostRow[i], oplog.Stamp{Ref: oplog.Ref{Session: lost.id}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// moveOver lets what points at one record point at another.
func (m *merger) moveOver(from, to record) error {
	m.tx.empty = nil
	for _, ref := range referrers(from.entity.Name) {
		keys, err := m.tx.keysPointingAt(ref, from.entity.Name, from.id)
		if err != nil {
			return err
		}
		for _, id := range keys {
			row, err := m.tx.row(ref.entity, id)
			if err != nil {
				return err
			}
			row[ref.index] = oplog.Value{Str: string(to.id[:])}
			if err := m.place(record{ref.entity, id}, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// arrived names the documents and codes that came and stand.
func (m *merger) arrived() error {
	for key := range m.direct {
		a := MergeArrival{Entity: key.entity.Name, ID: key.id}
		gone := ""
		var err error
		switch a.Entity {
		case "document":
			var d qda.Document
			d, err = Get[qda.Document](m.tx, key.id)
			a.Name, gone = d.Title, d.DeletedAt
		case "code":
			var c qda.Code
			c, err = Get[qda.Code](m.tx, key.id)
			a.Name, gone = c.Name, c.DeletedAt
		default:
			continue
		}
		if qda.KindOf(err) == qda.NotFound || gone != "" {
			continue
		}
		if err != nil {
			return err
		}
		m.report.Arrived = append(m.report.Arrived, a)
	}
	slices.SortFunc(m.report.Arrived, func(a, b MergeArrival) int {
		return cmp.Or(strings.Compare(b.Entity, a.Entity), strings.Compare(string(a.ID[:]), string(b.ID[:]))) // documents first
	})
	return nil
}
