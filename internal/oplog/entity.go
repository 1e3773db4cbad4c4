package oplog

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"articula/internal/qda"
)

// Type is the type of a field in the log and of its column.
type Type int

const (
	TextType Type = iota
	IntType
	BoolType
	IDType
	HashType
)

// Column is one field of a kind of record.
type Column struct {
	Name string
	Type Type
	Refs []string // kinds of record that it may point at; empty if it points at none
	// RefBy is the column that names the kind it points at, where that varies.
	RefBy    string
	OnDelete OnDelete
	path     []int
}

// OnDelete says what becomes of a record when the one it points at is deleted.
type OnDelete int

const (
	Restrict OnDelete = iota // the deletion is refused
	Cascade                  // it is deleted too
	Clear                    // its field is set to none
)

// Entity describes one kind of record. The first column is always the identity.
type Entity struct {
	Name    string
	Columns []Column
	index   map[string]int
	typ     reflect.Type
}

// Value is the value of one column. Identities and hashes are their raw bytes in
// Str, or "" for none; integers and booleans are in Int.
type Value struct {
	Str string
	Int int64
}

// Row holds one value for each column of an entity, in order.
type Row []Value

var (
	idType   = reflect.TypeFor[qda.ID]()
	hashType = reflect.TypeFor[qda.Hash]()
)

var registry = sync.OnceValue(func() map[string]*Entity {
	m := map[string]*Entity{}
	for _, r := range qda.Records() {
		m[r.Entity()] = describe(r)
	}
	return m
})

var byType = sync.OnceValue(func() map[reflect.Type]*Entity {
	m := map[reflect.Type]*Entity{}
	for _, e := range registry() {
		m[e.typ] = e
	}
	return m
})

// Entities lists every kind of record in the order of [qda.Records].
func Entities() []*Entity {
	var out []*Entity
	for _, r := range qda.Records() {
		out = append(out, registry()[r.Entity()])
	}
	return out
}

// EntityNamed finds a kind of record by its name.
func EntityNamed(name string) (*Entity, bool) {
	e, ok := registry()[name]
	return e, ok
}

// EntityOf gives the kind of a record. It panics for a type that is not among
// [qda.Records], which is a mistake in the program.
func EntityOf(r qda.Record) *Entity {
	e := byType()[reflect.TypeOf(r)]
	if e == nil {
		panic(fmt.Sprintf("oplog: %T is not a record", r))
	}
	return e
}

func describe(r qda.Record) *Entity {
	e := &Entity{Name: r.Entity(), typ: reflect.TypeOf(r), index: map[string]int{}}
	e.addFields(e.typ, "", nil)
	if len(e.Columns) == 0 || e.Columns[0].Name != "id" || e.Columns[0].Type != IDType {
		panic("oplog: the first field of " + e.Name + " is not its identity")
	}
	for i, c := range e.Columns {
		if _, twice := e.index[c.Name]; twice {
			panic("oplog: " + e.Name + " has two fields " + c.Name)
		}
		e.index[c.Name] = i
	}
	return e
}

func (e *Entity) addFields(t reflect.Type, prefix string, path []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := prefix + f.Tag.Get("log")
		at := append(append([]int(nil), path...), i)
		if f.Type.Kind() == reflect.Struct {
			e.addFields(f.Type, tag, at)
			continue
		}
		if f.Tag.Get("log") == "" {
			panic("oplog: " + e.Name + "." + f.Name + " has no name in the log")
		}
		c := Column{Name: tag, path: at}
		switch {
		case f.Type == idType:
			c.Type = IDType
		case f.Type == hashType:
			c.Type = HashType
		case f.Type.Kind() == reflect.String:
			c.Type = TextType
		case f.Type.Kind() == reflect.Int:
			c.Type = IntType
		case f.Type.Kind() == reflect.Bool:
			c.Type = BoolType
		default:
			panic(fmt.Sprintf("oplog: %s.%s has type %s", e.Name, f.Name, f.Type))
		}
		if ref := f.Tag.Get("ref"); ref != "" {
			target, rule, _ := strings.Cut(ref, ",")
			if by, ok := strings.CutPrefix(target, "@"); ok {
				c.RefBy = by
			} else {
				c.Refs = strings.Split(target, "|")
			}
			c.OnDelete = map[string]OnDelete{"": Restrict, "cascade": Cascade, "clear": Clear}[rule]
		}
		e.Columns = append(e.Columns, c)
	}
}

// Column gives the position of a column by name.
func (e *Entity) Column(name string) (int, bool) {
	i, ok := e.index[name]
	return i, ok
}

// RowOf gives the record's fields as a row. The record must be of this kind.
func (e *Entity) RowOf(r qda.Record) Row {
	v := reflect.ValueOf(r)
	row := make(Row, len(e.Columns))
	for i, c := range e.Columns {
		f := v.FieldByIndex(c.path)
		switch c.Type {
		case TextType:
			row[i].Str = f.String()
		case IntType:
			row[i].Int = f.Int()
		case BoolType:
			if f.Bool() {
				row[i].Int = 1
			}
		case IDType:
			if id := f.Interface().(qda.ID); !id.IsZero() {
				row[i].Str = string(id[:])
			}
		case HashType:
			if h := f.Interface().(qda.Hash); !h.IsZero() {
				row[i].Str = string(h[:])
			}
		}
	}
	return row
}

// RecordOf gives the row as a record of this kind.
func (e *Entity) RecordOf(row Row) qda.Record {
	p := reflect.New(e.typ)
	e.fill(p.Elem(), row)
	return p.Elem().Interface().(qda.Record)
}

// Fill writes the row into the record that ptr points at. ptr must be a pointer
// to a record of this kind.
func (e *Entity) Fill(ptr any, row Row) { e.fill(reflect.ValueOf(ptr).Elem(), row) }

func (e *Entity) fill(v reflect.Value, row Row) {
	for i, c := range e.Columns {
		f := v.FieldByIndex(c.path)
		switch c.Type {
		case TextType:
			f.SetString(row[i].Str)
		case IntType:
			f.SetInt(row[i].Int)
		case BoolType:
			f.SetBool(row[i].Int != 0)
		case IDType:
			var id qda.ID
			copy(id[:], row[i].Str)
			f.Set(reflect.ValueOf(id))
		case HashType:
			var h qda.Hash
			copy(h[:], row[i].Str)
			f.Set(reflect.ValueOf(h))
		}
	}
}

// Pointers gives a pointer to each field of the record that ptr points at, in
// the order of the columns, for reading a database row straight into it.
func (e *Entity) Pointers(ptr any) []any {
	v := reflect.ValueOf(ptr).Elem()
	out := make([]any, len(e.Columns))
	for i, c := range e.Columns {
		out[i] = v.FieldByIndex(c.path).Addr().Interface()
	}
	return out
}

// ID gives the identity in a value.
func (v Value) ID() qda.ID {
	var id qda.ID
	copy(id[:], v.Str)
	return id
}

// Key is the identity of the row.
func (r Row) Key() qda.ID { return r[0].ID() }
