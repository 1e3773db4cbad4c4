package yamltree

import (
	"reflect"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// Decode fills the struct that into points at. A field takes the key of its
// `yaml` tag; a field tagged `yaml:",line"`, of type int, takes the line at which
// the struct begins. Fields may be strings, ints, bools, structs, and slices and
// maps of these; a field of type *Node takes the node as it is. A key that no field
// takes, and a value of another shape than its field, are errors of kind Invalid
// that name the line.
func Decode(n *Node, into any) error {
	return decode(n, reflect.ValueOf(into).Elem())
}

func decode(n *Node, v reflect.Value) error {
	if v.Type() == reflect.TypeFor[*Node]() {
		v.Set(reflect.ValueOf(n))
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		if n.Kind != Scalar {
			return Shape(n, "a text")
		}
		v.SetString(n.Text)
	case reflect.Int:
		i, err := strconv.Atoi(n.Text)
		if n.Kind != Scalar || err != nil {
			return Shape(n, "a whole number")
		}
		v.SetInt(int64(i))
	case reflect.Bool:
		if n.Kind != Scalar || n.Text != "true" && n.Text != "false" {
			return Shape(n, "true or false")
		}
		v.SetBool(n.Text == "true")
	case reflect.Slice:
		if n.Kind != List {
			return Shape(n, "a list")
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
		for i, item := range n.Items {
			if err := decode(item, v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		if n.Kind != Map {
			return Shape(n, "a map")
		}
		v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Entries)))
		for _, e := range n.Entries {
			item := reflect.New(v.Type().Elem()).Elem()
			if err := decode(e.Value, item); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(e.Key), item)
		}
	case reflect.Struct:
		return decodeStruct(n, v)
	default:
		panic("yamltree: cannot decode into " + v.Type().String())
	}
	return nil
}

func decodeStruct(n *Node, v reflect.Value) error {
	if n.Kind != Map {
		return Shape(n, "a map")
	}
	fields := map[string]reflect.Value{}
	collect(n, v, fields)
	for _, e := range n.Entries {
		f, ok := fields[e.Key]
		if !ok {
			return qda.E(qda.Invalid, "yaml.unknown_key", "Line {line} has the key {key}, which is not known there.", "line", e.Line, "key", e.Key)
		}
		if err := decode(e.Value, f); err != nil {
			return err
		}
	}
	return nil
}

// collect finds the fields of a struct and of the structs embedded in it.
func collect(n *Node, v reflect.Value, fields map[string]reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			collect(n, v.Field(i), fields)
			continue
		}
		name, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case option == "line":
			v.Field(i).SetInt(int64(n.Line))
		case name != "":
			fields[name] = v.Field(i)
		}
	}
}

// Shape is the error that a node is not of the shape that is wanted there: "a
// text", "a list".
func Shape(n *Node, want string) error {
	return qda.E(qda.Invalid, "yaml.shape", "Line {line} should hold {want}.", "line", n.Line, "want", want)
}
