package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// codingsThere is a query, whose parameters begin after the given number, for the places in
// the log of what touched codings that lie in a document or have a code, those that did
// when they were taken away, and those that had the code before, up to where they lost it. What a blind round hides from the viewer is not among them:
// that something was done to it there would already say where it lies.
func (tx *Tx) codingsThere(of qda.ID, after int) (q string, args []any, err error) {
	args = []any{of[:]}
	q = fmt.Sprintf("SELECT t.seq FROM coding c JOIN op_target t ON t.entity = 'coding' AND t.id = c.id WHERE (c.document_id = ?%[1]d OR c.code_id = ?%[1]d)", after+1)
	hide, more, err := tx.visible("coding", after+1)
	if err != nil {
		return "", nil, err
	}
	seen := ""
	for _, clause := range hide {
		seen += " AND c." + clause
	}
	q += seen
	args = append(args, more...)
	moved, err := tx.codingsMoved(of)
	if err != nil {
		return "", nil, err
	}
	if len(moved) > 0 {
		list, err := json.Marshal(moved)
		if err != nil {
			return "", nil, err
		}
		args = append(args, string(list))
		q += fmt.Sprintf(" UNION ALL SELECT t.seq FROM json_each(?%d) j JOIN coding c ON c.id = unhex(j.key) JOIN op_target t ON t.entity = 'coding' AND t.id = c.id AND t.seq <= j.value WHERE TRUE", after+len(args)) + seen
	}
	gone, err := tx.codingsGone(of)
	if err != nil || len(gone) == 0 {
		return q, args, err
	}
	ids := make([]string, len(gone))
	for i, id := range gone {
		ids[i] = hex.EncodeToString(id[:])
	}
	list, err := json.Marshal(ids)
	args = append(args, string(list))
	q += fmt.Sprintf(" UNION ALL SELECT t.seq FROM op_target t WHERE t.entity = 'coding' AND t.id IN (SELECT unhex(value) FROM json_each(?%d))", after+len(args))
	return q, args, err
}

// codingsMoved gives, for each coding that had this code once and lost it to another, by its
// identity in hexadecimal digits, the last place in the log where it did.
func (tx *Tx) codingsMoved(of qda.ID) (map[string]int, error) {
	moved := map[string]int{}
	err := tx.recodings("o.kind IN ('coding.recode', 'code.merge', 'code.split') OR o.undoes_session IS NOT NULL", func(op opPlace, coding qda.ID, f oplog.Field) {
		if f.Before.ID() == of {
			moved[hex.EncodeToString(coding[:])] = op.seq
		}
	})
	return moved, err
}

// opPlace is where an operation stands: in this log, and in logical time.
type opPlace struct{ seq, lamport int }

// recodings gives, in the order of the log, what operations of a kind did to the codes of
// codings: the operation, the coding, and its code before and after.
func (tx *Tx) recodings(where string, each func(op opPlace, coding qda.ID, f oplog.Field)) error {
	rows, err := tx.query("SELECT DISTINCT o.seq, o.lamport FROM op o JOIN op_target t ON t.seq = o.seq AND t.entity = 'coding' WHERE " + where + " ORDER BY o.seq")
	if err != nil {
		return err
	}
	defer rows.Close()
	var places []opPlace
	for rows.Next() {
		var op opPlace
		if err := rows.Scan(&op.seq, &op.lamport); err != nil {
			return err
		}
		places = append(places, op)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	e, _ := oplog.EntityNamed("coding")
	code, _ := e.Column("code_id")
	for _, op := range places {
		changes, err := tx.Changes(op.seq)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if c.Entity != e || c.Verb != oplog.Update {
				continue
			}
			for _, f := range c.Fields {
				if f.Column == code {
					each(op, c.ID, f)
				}
			}
		}
	}
	return nil
}

// Given is a code that somebody gave to a coding which had another, and the Lamport clock of
// the operation.
type Given struct {
	Code    qda.ID
	Lamport int
}

// CodingsGiven lists, for each coding that somebody gave other codes, these codes in the order
// of the log.
func (tx *Tx) CodingsGiven() (map[qda.ID][]Given, error) {
	given := map[qda.ID][]Given{}
	err := tx.recodings("o.kind IN ('coding.recode', 'code.split')", func(op opPlace, coding qda.ID, f oplog.Field) {
		given[coding] = append(given[coding], Given{f.New.ID(), op.lamport})
	})
	return given, explain(err)
}

// codingsGone are the codings that were taken away, lay in this document or had this code
// then, and that the viewer may know of.
func (tx *Tx) codingsGone(of qda.ID) ([]qda.ID, error) {
	rows, err := tx.query("SELECT DISTINCT t.id FROM op_target t WHERE t.entity = 'coding' AND NOT EXISTS (SELECT 1 FROM coding c WHERE c.id = t.id)")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all, out []qda.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, oplog.Value{Str: string(id)}.ID())
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	e, _ := oplog.EntityNamed("coding")
	for _, id := range all {
		row, err := tx.LastRow(e, id)
		if err != nil {
			return nil, err
		}
		if row == nil {
			continue
		}
		if c := oplogCoding(row); c.DocumentID != of && c.CodeID != of {
			continue
		}
		at, err := tx.placeOf(e, row)
		if err != nil {
			return nil, err
		}
		hidden, err := tx.hidesPlace(at)
		if err != nil {
			return nil, err
		}
		if hidden == Shown {
			out = append(out, id)
		}
	}
	return out, nil
}
