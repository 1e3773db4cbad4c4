package store

import (
	"strings"

	"articula/internal/oplog"
)

// Rows reads all records of a kind as rows, in the order of [List]. What a blind
// round hides from the viewer is not among them, nor are questions that a merge left open
// on it: [List] gives those, for somebody has to know that there is something to decide.
func Rows(tx *Tx, e *oplog.Entity) ([]oplog.Row, error) { return RowsWhere(tx, e, Eq{}) }

// RowsWhere is [Rows] of the records that match.
func RowsWhere(tx *Tx, e *oplog.Entity, match Eq) ([]oplog.Row, error) {
	clauses, args, err := match.where(e)
	if err != nil {
		return nil, err
	}
	hide, hideArgs, err := tx.visible(e.Name, len(args))
	if err != nil {
		return nil, explain(err)
	}
	clauses, args = append(clauses, hide...), append(args, hideArgs...)
	q := "SELECT " + columnList(e) + " FROM " + e.Name
	if len(clauses) > 0 {
		q += " WHERE " + strings.Join(clauses, " AND ")
	}
	if _, ok := e.Column("pos"); ok {
		q += " ORDER BY pos, id"
	} else {
		q += " ORDER BY id"
	}
	rows, err := tx.query(q, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var out []oplog.Row
	for rows.Next() {
		row, err := scanRow(e, rows)
		if err != nil {
			return nil, explain(err)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	return tx.seenQuestions(e, out)
}

// seenQuestions leaves out, of what merges left open, what is open on something hidden.
func (tx *Tx) seenQuestions(e *oplog.Entity, rows []oplog.Row) ([]oplog.Row, error) {
	if e.Name != "merge_conflict" || tx.all {
		return rows, nil
	}
	var out []oplog.Row
	for _, row := range rows {
		switch h, err := tx.HidesChange(oplog.Change{Entity: e, ID: row.Key(), Row: row}); {
		case err != nil:
			return nil, err
		case h == Shown:
			out = append(out, row)
		}
	}
	return out, nil
}

// PutRow adds a record given as a row.
func PutRow(tx *Tx, e *oplog.Entity, row oplog.Row) error {
	return explain(tx.insertRow(e, row))
}

// SaveRow is [Save] for a record given as a row.
func SaveRow(tx *Tx, e *oplog.Entity, row oplog.Row) error {
	before, err := tx.row(e, row.Key())
	if err != nil {
		return explain(err)
	}
	c, differs := oplog.UpdateOf(e, before, row)
	if !differs {
		return nil
	}
	return explain(tx.updateRow(e, c))
}
