package store

import "articula/internal/oplog"

// Rows reads all records of a kind as rows, in the order of [List]. What a blind
// round hides from the viewer is not among them.
func Rows(tx *Tx, e *oplog.Entity) ([]oplog.Row, error) {
	hide, args, err := tx.visible(e.Name, 0)
	if err != nil {
		return nil, explain(err)
	}
	q := "SELECT " + columnList(e) + " FROM " + e.Name
	for i, c := range hide {
		if i == 0 {
			q += " WHERE " + c
		} else {
			q += " AND " + c
		}
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
