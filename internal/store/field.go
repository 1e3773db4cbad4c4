package store

import (
	"fmt"
	"slices"
	"strconv"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// SetField gives one field of a record the value that a merge conflict wrote down as
// text.
func (tx *Tx) SetField(entity string, id qda.ID, field, text string) error {
	e, i, err := fieldOf(entity, field)
	if err != nil {
		return err
	}
	row, err := tx.row(e, id)
	if err != nil {
		return explain(err)
	}
	after := append(oplog.Row(nil), row...)
	if after[i], err = valueOf(e.Columns[i].Type, text); err != nil {
		return fmt.Errorf("store: %s.%s: %w", entity, field, err)
	}
	c, differs := oplog.UpdateOf(e, row, after)
	if !differs {
		return nil
	}
	return explain(tx.updateRow(e, c))
}

// valueOf reads what [plainText] writes.
func valueOf(t oplog.Type, text string) (oplog.Value, error) {
	switch {
	case t == oplog.IntType || t == oplog.BoolType:
		n, err := strconv.ParseInt(text, 10, 64)
		return oplog.Value{Int: n}, err
	case text == "":
		return oplog.Value{}, nil
	case t == oplog.IDType:
		id, err := qda.ParseID(text)
		return oplog.Value{Str: string(id[:])}, err
	case t == oplog.HashType:
		h, err := qda.ParseHash(text)
		return oplog.Value{Str: string(h[:])}, err
	}
	return oplog.Value{Str: text}, nil
}

// FieldText reads one field of a record as text; it fails with NotFound if the record
// is gone.
func (tx *Tx) FieldText(entity string, id qda.ID, field string) (string, error) {
	e, i, err := fieldOf(entity, field)
	if err != nil {
		return "", err
	}
	row, err := tx.row(e, id)
	if err != nil {
		return "", explain(err)
	}
	return plainText(e.Columns[i].Type, row[i]), nil
}

// FieldBefore reads what a field held before it was made to hold a text for the last
// time, of whichever copy; false if that is not known.
func (tx *Tx) FieldBefore(entity string, id qda.ID, field, text string) (string, bool, error) {
	e, i, err := fieldOf(entity, field)
	if err != nil {
		return "", false, err
	}
	ops, err := tx.Ops(OpFilter{Entity: entity, ID: id, Newest: true})
	if err != nil {
		return "", false, err
	}
	for _, op := range ops {
		if op.Kind == oplog.KindMerge {
			continue // it sets fields as a consequence, and is nobody's word
		}
		changes, err := tx.Changes(op.Seq)
		if err != nil {
			return "", false, err
		}
		for _, c := range changes {
			if c.Entity != e || c.ID != id || c.Verb != oplog.Update {
				continue
			}
			for _, f := range c.Fields {
				if f.Column == i && plainText(e.Columns[i].Type, f.New) == text {
					return plainText(e.Columns[i].Type, f.Before), true, nil
				}
			}
		}
	}
	return "", false, nil
}

// FieldWas lists the texts that a field held at some time, those of taken back actions
// included, without the one that it holds now.
func (tx *Tx) FieldWas(entity string, id qda.ID, field string) ([]string, error) {
	now, err := tx.FieldText(entity, id, field)
	if err != nil {
		return nil, err
	}
	e, i, err := fieldOf(entity, field)
	if err != nil {
		return nil, err
	}
	ops, err := tx.Ops(OpFilter{Entity: entity, ID: id})
	if err != nil {
		return nil, err
	}
	var out []string
	keep := func(v oplog.Value) {
		if text := plainText(e.Columns[i].Type, v); text != now && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, op := range ops {
		changes, err := tx.Changes(op.Seq)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			switch {
			case c.Entity != e || c.ID != id:
			case c.Verb != oplog.Update:
				keep(c.Row[i])
			default:
				for _, f := range c.Fields {
					if f.Column == i {
						keep(f.Before)
						keep(f.New)
					}
				}
			}
		}
	}
	return out, nil
}

// RemoveRecord deletes a record of a kind that is known by name only, with what hangs
// on it; see [Delete].
func (tx *Tx) RemoveRecord(entity string, id qda.ID) error {
	e, ok := oplog.EntityNamed(entity)
	if !ok {
		return fmt.Errorf("store: no kind of record %q", entity)
	}
	return explain(tx.remove(e, id))
}

func fieldOf(entity, field string) (*oplog.Entity, int, error) {
	e, ok := oplog.EntityNamed(entity)
	if !ok {
		return nil, 0, fmt.Errorf("store: no kind of record %q", entity)
	}
	i, ok := e.Column(field)
	if !ok || i == 0 {
		return nil, 0, fmt.Errorf("store: %s has no field %q", entity, field)
	}
	return e, i, nil
}
