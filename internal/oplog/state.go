package oplog

import (
	"fmt"
	"hash/maphash"

	"articula/internal/qda"
)

// State is all records in memory: what applying a log gives. It is the slow and
// strict reference for the tables.
type State map[*Entity]map[qda.ID]Row

// Apply makes the changes. It fails, with the state half changed, on a change
// that does not fit: creating what exists, deleting or updating what does not, or
// a value before that is not the value there.
func (s State) Apply(changes []Change) error {
	for _, c := range changes {
		if err := s.apply(c); err != nil {
			return err
		}
	}
	return nil
}

func (s State) apply(c Change) error {
	rows := s[c.Entity]
	if rows == nil {
		rows = map[qda.ID]Row{}
		s[c.Entity] = rows
	}
	row, exists := rows[c.ID]
	switch c.Verb {
	case Create:
		if exists {
			return fmt.Errorf("%s %s is created twice", c.Entity.Name, c.ID)
		}
		rows[c.ID] = c.Row
	case Delete:
		if !exists {
			return fmt.Errorf("%s %s is deleted but does not exist", c.Entity.Name, c.ID)
		}
		for i := range row {
			if row[i] != c.Row[i] {
				return fmt.Errorf("%s %s is deleted with another %s than it had", c.Entity.Name, c.ID, c.Entity.Columns[i].Name)
			}
		}
		delete(rows, c.ID)
	case Update:
		if !exists {
			return fmt.Errorf("%s %s is changed but does not exist", c.Entity.Name, c.ID)
		}
		row = append(Row(nil), row...)
		for _, f := range c.Fields {
			if row[f.Column] != f.Before {
				return fmt.Errorf("%s %s: %s was not what the log says", c.Entity.Name, c.ID, c.Entity.Columns[f.Column].Name)
			}
			row[f.Column] = f.New
		}
		rows[c.ID] = row
	}
	return nil
}

// Sum is a fingerprint of a set of records that changes can be added to and taken
// from in any order and in constant memory: the sum, over every field of every
// record, of a hash of (kind, identity, field, value). Two sums of one process
// are equal if, but for chance in 2¹²⁸, the records are.
type Sum struct{ a, b uint64 }

var seedA, seedB = maphash.MakeSeed(), maphash.MakeSeed()

// Add counts the changes in.
func (s *Sum) Add(changes []Change) {
	for _, c := range changes {
		switch c.Verb {
		case Create:
			s.Row(c.Entity, c.Row)
		case Delete:
			for i, v := range c.Row {
				s.cell(c.Entity, c.ID, i, v, -1)
			}
		case Update:
			for _, f := range c.Fields {
				s.cell(c.Entity, c.ID, f.Column, f.Before, -1)
				s.cell(c.Entity, c.ID, f.Column, f.New, 1)
			}
		}
	}
}

// Row counts one record in.
func (s *Sum) Row(e *Entity, row Row) {
	id := row.Key()
	for i, v := range row {
		s.cell(e, id, i, v, 1)
	}
}

// Equal reports whether two sums stand for the same records.
func (s Sum) Equal(t Sum) bool { return s == t }

func (s *Sum) cell(e *Entity, id qda.ID, column int, v Value, sign int) {
	var buf [256]byte
	b := append(buf[:0], e.Name...)
	b = append(b, 0)
	b = append(b, id[:]...)
	b = append(b, byte(column), byte(v.Int), byte(v.Int>>8), byte(v.Int>>16), byte(v.Int>>24),
		byte(v.Int>>32), byte(v.Int>>40), byte(v.Int>>48), byte(v.Int>>56))
	b = append(b, v.Str...)
	x, y := maphash.Bytes(seedA, b), maphash.Bytes(seedB, b)
	if sign < 0 {
		x, y = -x, -y
	}
	s.a += x
	s.b += y
}
