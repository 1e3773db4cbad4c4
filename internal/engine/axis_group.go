package engine

import (
	"slices"
	"strings"

	"articula/internal/qda"
)

// groupMark begins the key of a row or column that stands for a group of others.
const groupMark = "group:"

// grouped gathers rows or columns, which are cases or documents, under the values that
// they have of an attribute. Each group is a row of its own, in which every segment
// counts once, before its members; what has no value comes last.
func (s *selection) grouped(q MatrixAxis, lang string) (*axis, error) {
	attr, err := s.w.cat.attribute(q.Group)
	if err != nil {
		return nil, err
	}
	if q.By != AxisCase && q.By != AxisDocument || attr.Scope == qda.OnSpeaker || q.By == AxisCase && attr.Scope != qda.OnCase {
		return nil, qda.E(qda.Invalid, "matrix.group", "Cases can be grouped by an attribute of cases, documents by one of documents or cases.")
	}
	if q.By == AxisCase && len(q.Only) == 0 {
		q.Only = s.w.cat.cases.leafIDs() // what groups cases already is no member
	}
	q.Group = qda.ID{}
	base, err := s.axis(q, lang)
	if err != nil {
		return nil, err
	}
	choices, err := s.w.choices(attr.ID)
	if err != nil {
		return nil, err
	}
	of := make([]string, len(base.heads))
	var values []string
	for i, h := range base.heads {
		of[i] = strings.Join(s.groupValues(h, q.By, attr), " · ")
		if of[i] != "" && !slices.Contains(values, of[i]) {
			values = append(values, of[i])
		}
	}
	sortValues(values, attr.Type, choices)
	a := &axis{chosen: base.chosen}
	moved, group := make([]int32, len(base.heads)), make([]int32, len(base.heads))
	for _, v := range append(values, "") {
		at := int32(len(a.heads))
		head := MatrixHead{Key: groupMark + v, Name: v, Path: v, Group: true}
		for _, c := range choices {
			if c.Name == v {
				head.Name = s.w.cat.label(c.ID, v, lang)
			}
		}
		if slices.Contains(of, v) {
			a.heads = append(a.heads, head)
			if base.cases != nil {
				a.cases = append(a.cases, nil)
			}
		}
		for i, h := range base.heads {
			if of[i] == v {
				moved[i], group[i] = int32(len(a.heads)), at
				h.Depth = 1
				a.heads = append(a.heads, h)
				if base.cases != nil {
					a.cases = append(a.cases, base.cases[i])
					a.cases[at] = append(a.cases[at], base.cases[i]...)
				}
			}
		}
	}
	a.of = func(c qda.Coding) []int32 {
		var list []int32
		for _, i := range base.of(c) {
			for _, n := range []int32{group[i], moved[i]} {
				if !slices.Contains(list, n) {
					list = append(list, n)
				}
			}
		}
		return list
	}
	return a, nil
}

// groupValues are the values of a row; a case has those of the nearest one above it
// where it has none itself.
func (s *selection) groupValues(h MatrixHead, by string, attr qda.Attribute) []string {
	id, err := qda.ParseID(h.Key)
	if err != nil {
		return nil // the row of what has none
	}
	ofCase := func(k *qda.Case) []string {
		for ; k != nil; k = s.w.cat.cases.byID[k.ParentID] {
			if list := s.w.values(k.ID, attr.ID); len(list) > 0 {
				return list
			}
		}
		return nil
	}
	var out []string
	switch {
	case by == AxisCase:
		out = ofCase(s.w.cat.cases.byID[id])
	case attr.Scope == qda.OnDocument:
		out = s.w.values(id, attr.ID)
	default:
		for _, k := range s.w.cat.documentCases(id) {
			out = append(out, ofCase(k)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
