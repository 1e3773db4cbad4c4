package store

import (
	"strings"

	"articula/internal/oplog"
)

// Rows reads all records of a kind as rows, in the order of [List]. What a blind
// round hides from the viewer is not among them.
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
	return out, explain(rows.Err())
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
