package oplog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"articula/internal/qda"
)

// Encode writes changes as JSON, always the same bytes for the same changes:
//
//	[{"create":"coding","id":"…","row":{"start_pos":12,…}},
//	 {"update":"code","id":"…","set":{"name":["old","new"]}},
//	 {"delete":"memo","id":"…","row":{…}}]
//
// Fields stand in the order of their declaration; fields that hold nothing (none,
// "", 0, false) are left out of rows.
func Encode(changes []Change) []byte {
	b := make([]byte, 0, 256*len(changes)+2)
	b = append(b, '[')
	for i, c := range changes {
		if i > 0 {
			b = append(b, ",\n"...)
		}
		b = append(b, `{"`...)
		b = append(b, [...]string{"create", "update", "delete"}[c.Verb]...)
		b = append(b, `":"`...)
		b = append(b, c.Entity.Name...)
		b = append(b, `","id":"`...)
		b = append(b, c.ID.String()...)
		b = append(b, '"')
		if c.Verb == Update {
			b = append(b, `,"set":{`...)
			for j, f := range c.Fields {
				if j > 0 {
					b = append(b, ',')
				}
				col := c.Entity.Columns[f.Column]
				b = appendString(b, col.Name)
				b = append(b, ":["...)
				b = appendValue(b, col.Type, f.Before)
				b = append(b, ',')
				b = appendValue(b, col.Type, f.New)
				b = append(b, ']')
			}
			b = append(b, "}}"...)
			continue
		}
		b = append(b, `,"row":{`...)
		first := true
		for j := 1; j < len(c.Row); j++ {
			if c.Row[j] == (Value{}) {
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			col := c.Entity.Columns[j]
			b = appendString(b, col.Name)
			b = append(b, ':')
			b = appendValue(b, col.Type, c.Row[j])
		}
		b = append(b, "}}"...)
	}
	return append(b, ']')
}

func appendValue(b []byte, t Type, v Value) []byte {
	switch t {
	case IntType:
		return strconv.AppendInt(b, v.Int, 10)
	case BoolType:
		return strconv.AppendBool(b, v.Int != 0)
	case IDType:
		b = append(b, '"')
		if v.Str != "" {
			b = append(b, v.ID().String()...)
		}
		return append(b, '"')
	case HashType:
		const digits = "0123456789abcdef"
		b = append(b, '"')
		for i := range len(v.Str) {
			b = append(b, digits[v.Str[i]>>4], digits[v.Str[i]&15])
		}
		return append(b, '"')
	}
	return appendString(b, v.Str)
}

// appendString writes a JSON string. Only what JSON requires is escaped, so that
// the log stays readable in every language.
func appendString(b []byte, s string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(b, s[from:i]...)
				b = append(b, "\uFFFD"...)
				from = i + 1
			}
			i += n
			continue
		}
		if c >= 0x20 && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
		i++
		from = i
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

// wire is the shape of one change in JSON.
type wire struct {
	Create string                       `json:"create"`
	Update string                       `json:"update"`
	Delete string                       `json:"delete"`
	ID     qda.ID                       `json:"id"`
	Row    map[string]json.RawMessage   `json:"row"`
	Set    map[string][]json.RawMessage `json:"set"`
}

// Decode reads what [Encode] writes. Fields that this version of the program does
// not know are an error: such a project is refused earlier, by its schema version.
func Decode(b []byte) ([]Change, error) {
	var list []wire
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&list); err != nil {
		return nil, fmt.Errorf("operation log: %w", err)
	}
	out := make([]Change, len(list))
	for i, w := range list {
		c, err := w.change()
		if err != nil {
			return nil, fmt.Errorf("operation log: change %d: %w", i, err)
		}
		out[i] = c
	}
	return out, nil
}

func (w wire) change() (Change, error) {
	c := Change{ID: w.ID}
	name := ""
	switch {
	case w.Create != "" && w.Update == "" && w.Delete == "":
		c.Verb, name = Create, w.Create
	case w.Update != "" && w.Create == "" && w.Delete == "":
		c.Verb, name = Update, w.Update
	case w.Delete != "" && w.Create == "" && w.Update == "":
		c.Verb, name = Delete, w.Delete
	default:
		return c, fmt.Errorf("it must create, update or delete")
	}
	e, ok := EntityNamed(name)
	if !ok {
		return c, fmt.Errorf("unknown kind of record %q", name)
	}
	if c.ID.IsZero() {
		return c, fmt.Errorf("%s has no identity", name)
	}
	c.Entity = e
	if c.Verb != Update {
		c.Row = make(Row, len(e.Columns))
		c.Row[0].Str = string(c.ID[:])
		for field, raw := range w.Row {
			j, ok := e.Column(field)
			if !ok || j == 0 {
				return c, fmt.Errorf("%s has no field %q", name, field)
			}
			v, err := parseValue(e.Columns[j].Type, raw)
			if err != nil {
				return c, fmt.Errorf("%s.%s: %w", name, field, err)
			}
			c.Row[j] = v
		}
		return c, nil
	}
	for j, col := range e.Columns {
		pair, ok := w.Set[col.Name]
		if !ok {
			continue
		}
		if j == 0 || len(pair) != 2 {
			return c, fmt.Errorf("%s.%s is not a pair of values", name, col.Name)
		}
		before, err := parseValue(col.Type, pair[0])
		if err != nil {
			return c, fmt.Errorf("%s.%s: %w", name, col.Name, err)
		}
		after, err := parseValue(col.Type, pair[1])
		if err != nil {
			return c, fmt.Errorf("%s.%s: %w", name, col.Name, err)
		}
		c.Fields = append(c.Fields, Field{j, before, after})
	}
	if len(c.Fields) != len(w.Set) || len(c.Fields) == 0 {
		return c, fmt.Errorf("%s changes unknown fields or none", name)
	}
	return c, nil
}

func parseValue(t Type, raw json.RawMessage) (Value, error) {
	switch t {
	case IntType:
		var n int64
		err := json.Unmarshal(raw, &n)
		return Value{Int: n}, err
	case BoolType:
		var v bool
		err := json.Unmarshal(raw, &v)
		if v {
			return Value{Int: 1}, err
		}
		return Value{}, err
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return Value{}, err
	}
	if s == "" {
		return Value{}, nil
	}
	switch t {
	case IDType:
		id, err := qda.ParseID(s)
		return Value{Str: string(id[:])}, err
	case HashType:
		h, err := qda.ParseHash(s)
		return Value{Str: string(h[:])}, err
	}
	return Value{Str: s}, nil
}
