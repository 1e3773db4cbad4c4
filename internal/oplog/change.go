package oplog

import (
	"fmt"
	"slices"

	"articula/internal/qda"
)

// Verb says what a change does to a record.
type Verb int

const (
	Create Verb = iota
	Update
	Delete
)

// Change is what one operation did to one record. Create and Delete carry the
// whole Row; Update carries the fields that changed.
type Change struct {
	Verb   Verb
	Entity *Entity
	ID     qda.ID
	Row    Row
	Fields []Field
}

// Field is one field of a record before and after.
type Field struct {
	Column      int
	Before, New Value
}

// CreateOf is the change that adds the row.
func CreateOf(e *Entity, row Row) Change {
	return Change{Verb: Create, Entity: e, ID: row.Key(), Row: row}
}

// DeleteOf is the change that removes the row.
func DeleteOf(e *Entity, row Row) Change {
	return Change{Verb: Delete, Entity: e, ID: row.Key(), Row: row}
}

// UpdateOf is the change from one row to the other; ok is false if nothing differs.
func UpdateOf(e *Entity, before, after Row) (c Change, ok bool) {
	c = Change{Verb: Update, Entity: e, ID: before.Key()}
	for i := 1; i < len(before); i++ {
		if before[i] != after[i] {
			c.Fields = append(c.Fields, Field{i, before[i], after[i]})
		}
	}
	return c, len(c.Fields) > 0
}

// Touches reports whether the change alters the named field; creating and
// deleting a record touch all of its fields.
func (c Change) Touches(column string) bool {
	i, ok := c.Entity.Column(column)
	if !ok {
		return false
	}
	if c.Verb != Update {
		return true
	}
	for _, f := range c.Fields {
		if f.Column == i {
			return true
		}
	}
	return false
}

// Invert gives the changes that take back the given ones, in the order in which
// they must be applied.
func Invert(changes []Change) []Change {
	out := make([]Change, 0, len(changes))
	for i := len(changes) - 1; i >= 0; i-- {
		c := changes[i]
		switch c.Verb {
		case Create:
			c.Verb = Delete
		case Delete:
			c.Verb = Create
		case Update:
			fields := make([]Field, len(c.Fields))
			for j, f := range c.Fields {
				fields[j] = Field{f.Column, f.New, f.Before}
			}
			c.Fields = fields
		}
		out = append(out, c)
	}
	return out
}

// Recorder collects the changes of one operation and folds what happens to the
// same record several times into one change, so that undo and the audit trail
// speak of what a person did and not of how the program did it.
type Recorder struct {
	changes []Change
	at      map[target]int
}

type target struct {
	entity *Entity
	id     qda.ID
}

// Add records a change that has been made.
func (r *Recorder) Add(c Change) {
	if r.at == nil {
		r.at = map[target]int{}
	}
	key := target{c.Entity, c.ID}
	i, seen := r.at[key]
	if !seen {
		r.at[key] = len(r.changes)
		r.changes = append(r.changes, c)
		return
	}
	old := &r.changes[i]
	switch {
	case old.Entity == nil: // came and went; now it comes again
		*old = c
	case old.Verb == Create && c.Verb == Update:
		row := append(Row(nil), old.Row...)
		for _, f := range c.Fields {
			row[f.Column] = f.New
		}
		old.Row = row
	case old.Verb == Create && c.Verb == Delete:
		*old = Change{}
	case old.Verb == Update && c.Verb == Update:
		old.Fields = foldFields(old.Fields, c.Fields)
		if len(old.Fields) == 0 {
			*old = Change{}
		}
	case old.Verb == Update && c.Verb == Delete:
		row := append(Row(nil), c.Row...)
		for _, f := range old.Fields {
			row[f.Column] = f.Before
		}
		*old = DeleteOf(c.Entity, row)
	case old.Verb == Delete && c.Verb == Create:
		u, differs := UpdateOf(c.Entity, old.Row, c.Row)
		if !differs {
			u = Change{}
		}
		*old = u
	default:
		panic(fmt.Sprintf("oplog: %s %s: change %d after %d", c.Entity.Name, c.ID, c.Verb, old.Verb))
	}
}

func foldFields(first, second []Field) []Field {
	out := append([]Field(nil), first...)
next:
	for _, f := range second {
		for i := range out {
			if out[i].Column == f.Column {
				out[i].New = f.New
				continue next
			}
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Field) int { return a.Column - b.Column })
	kept := out[:0]
	for _, f := range out {
		if f.Before != f.New {
			kept = append(kept, f)
		}
	}
	return kept
}

// Changes gives the folded list, in the order in which records were first touched.
func (r *Recorder) Changes() []Change {
	out := make([]Change, 0, len(r.changes))
	for _, c := range r.changes {
		if c.Entity != nil {
			out = append(out, c)
		}
	}
	return out
}
