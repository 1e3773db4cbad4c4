package store

import (
	"database/sql"
	"fmt"
	"sort"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Put adds a record.
func Put[T qda.Record](tx *Tx, r T) error {
	e := oplog.EntityOf(r)
	return explain(tx.insertRow(e, e.RowOf(r)))
}

// Save writes the record's present fields over the stored ones; fields that did
// not change are not in the log. It fails with NotFound if the record is gone.
func Save[T qda.Record](tx *Tx, r T) error {
	e := oplog.EntityOf(r)
	before, err := tx.row(e, r.Key())
	if err != nil {
		return explain(err)
	}
	c, differs := oplog.UpdateOf(e, before, e.RowOf(r))
	if !differs {
		return nil
	}
	return explain(tx.updateRow(e, c))
}

// Get reads one record. It fails with NotFound, also where a blind round hides it
// from the viewer.
func Get[T qda.Record](tx *Tx, id qda.ID) (T, error) {
	var r T
	list, err := List[T](tx, Eq{"id": id})
	if err != nil {
		return r, err
	}
	if len(list) == 0 {
		return r, explain(sql.ErrNoRows)
	}
	return list[0], nil
}

// Eq selects records by the values of columns: identities, hashes, texts, integers,
// booleans, or a []qda.ID for any of several.
type Eq map[string]any

// List reads the records that match, in the order of their pos, else of their
// identity. What a blind round hides from the viewer is not among them.
func List[T qda.Record](tx *Tx, match Eq) ([]T, error) {
	var zero T
	e := oplog.EntityOf(zero)
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
	var out []T
	for rows.Next() {
		row, err := scanRow(e, rows)
		if err != nil {
			return nil, explain(err)
		}
		var r T
		e.Fill(&r, row)
		out = append(out, r)
	}
	return out, explain(rows.Err())
}

// maxIn is how many values one condition may list; engines limit parameters.
const maxIn = 500

// where turns the selection into conditions with parameters from ?1.
func (m Eq) where(e *oplog.Entity) (clauses []string, args []any, err error) {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		i, ok := e.Column(name)
		if !ok {
			return nil, nil, fmt.Errorf("store: %s has no column %q", e.Name, name)
		}
		switch v := m[name].(type) {
		case []qda.ID:
			if len(v) > maxIn {
				return nil, nil, fmt.Errorf("store: %d values for %s.%s, at most %d", len(v), e.Name, name, maxIn)
			}
			marks := make([]string, len(v))
			for j, id := range v {
				args = append(args, id[:])
				marks[j] = fmt.Sprintf("?%d", len(args))
			}
			clauses = append(clauses, name+" IN ("+strings.Join(marks, ", ")+")")
			continue
		case qda.ID:
			if v.IsZero() {
				clauses = append(clauses, name+" IS NULL")
				continue
			}
			args = append(args, v[:])
		case qda.Hash:
			args = append(args, hashArg(v))
		case bool:
			n := 0
			if v {
				n = 1
			}
			args = append(args, n)
		case int:
			args = append(args, v)
		default:
			if e.Columns[i].Type != oplog.TextType {
				return nil, nil, fmt.Errorf("store: %s.%s cannot be compared with a %T", e.Name, name, v)
			}
			args = append(args, fmt.Sprint(v))
		}
		clauses = append(clauses, fmt.Sprintf("%s = ?%d", name, len(args)))
	}
	return clauses, args, nil
}

// Delete removes a record for good, with the records that exist only because of
// it, as the ref tags of package qda say. It fails with Conflict while something
// else depends on it.
func Delete[T qda.Record](tx *Tx, id qda.ID) error {
	var zero T
	return explain(tx.remove(oplog.EntityOf(zero), id))
}

func (tx *Tx) remove(e *oplog.Entity, id qda.ID) error {
	row, err := tx.row(e, id)
	if err != nil {
		return err
	}
	for _, ref := range referrers(e.Name) {
		keys, err := tx.keysPointingAt(ref, e.Name, id)
		if err != nil {
			return err
		}
		for _, key := range keys {
			switch ref.column.OnDelete {
			case oplog.Cascade:
				if err := tx.remove(ref.entity, key); err != nil && err != sql.ErrNoRows {
					return err
				}
			case oplog.Clear:
				from, err := tx.row(ref.entity, key)
				if err != nil {
					return err
				}
				to := append(oplog.Row(nil), from...)
				to[ref.index] = oplog.Value{}
				if c, differs := oplog.UpdateOf(ref.entity, from, to); differs {
					if err := tx.updateRow(ref.entity, c); err != nil {
						return err
					}
				}
			default:
				return qda.E(qda.Conflict, "record.in_use", "Something else in the project depends on this. Nothing was changed.").
					Because(fmt.Errorf("%s %s is used by %s.%s of %s", e.Name, id, ref.entity.Name, ref.column.Name, key))
			}
		}
	}
	return tx.deleteRow(e, row)
}

// referrer is a column that may point at a kind of record.
type referrer struct {
	entity *oplog.Entity
	column oplog.Column
	index  int
}

// referrers lists the columns that may point at records of the kind.
func referrers(kind string) []referrer {
	var out []referrer
	for _, e := range oplog.Entities() {
		for i, c := range e.Columns {
			if c.RefBy != "" {
				out = append(out, referrer{e, c, i})
			}
			for _, target := range c.Refs {
				if target == kind {
					out = append(out, referrer{e, c, i})
				}
			}
		}
	}
	return out
}

// keysPointingAt lists the records whose column points at the given one. Most
// tables are empty in most projects, so emptiness is remembered.
func (tx *Tx) keysPointingAt(ref referrer, kind string, id qda.ID) ([]qda.ID, error) {
	if tx.empty == nil {
		tx.empty = map[string]bool{}
	}
	none, known := tx.empty[ref.entity.Name]
	if !known {
		n, err := tx.scalar("SELECT COUNT(*) FROM (SELECT 1 FROM " + ref.entity.Name + " LIMIT 1)")
		if err != nil {
			return nil, err
		}
		none = n == 0
		tx.empty[ref.entity.Name] = none
	}
	if none {
		return nil, nil
	}
	q := "SELECT id FROM " + ref.entity.Name + " WHERE " + ref.column.Name + " = ?1"
	args := []any{id[:]}
	if ref.column.RefBy != "" {
		q += " AND " + ref.column.RefBy + " = ?2"
		args = append(args, kind)
	}
	st, err := tx.prepared(q)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(tx.ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var keys []qda.ID
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, err
		}
		keys = append(keys, oplog.Value{Str: string(b)}.ID())
	}
	return keys, rows.Err()
}
