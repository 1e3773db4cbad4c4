package engine

import (
	"slices"
	"strconv"

	"articula/internal/qda"
)

// MatrixAxis says what the rows or columns of a matrix are.
type MatrixAxis struct {
	By string `json:"by"` // one of the Axis constants
	// ID is the attribute or facet, where By is one of these.
	ID qda.ID `json:"id" ts_type:"string"`
	// Only are the codes, cases or documents to show, in this order, with nothing left
	// out where one holds nothing; none for all.
	Only []qda.ID `json:"only" ts_type:"string[]"`
	// Below counts what lies under a code or case as its own, too.
	Below bool `json:"below"`
	// Group is an attribute under whose values cases or documents are gathered.
	Group qda.ID `json:"group" ts_type:"string"`
}

// What an axis can be.
const (
	AxisCode      = "code"
	AxisCase      = "case"
	AxisAttribute = "attribute"
	AxisFacet     = "facet"
	AxisDocument  = "document"
	AxisKind      = "kind"   // of the document
	AxisSource    = "source" // of the document: norm, practice or other
	AxisRole      = "role"   // of who speaks
	AxisYear      = "year"   // of the document's own date
	AxisMonth     = "month"  // in which it was coded
	AxisCoder     = "coder"
	AxisRound     = "round"
)

// axis is the rows or columns of one matrix.
type axis struct {
	heads  []MatrixHead
	chosen bool // the heads were asked for by name
	nested bool // a head counts for those that follow it and lie deeper
	of     func(qda.Coding) []int32
	// cases are those that each head stands for, by their numbers in caseTree.compared; nil
	// where heads do not stand for cases. The passages of a head may belong to others, too.
	cases [][]int32
}

// find gives the number of a key; -1 for [AnyKey].
func (a *axis) find(key string) (int, error) {
	if key == AnyKey {
		return -1, nil
	}
	for i, h := range a.heads {
		if h.Key == key {
			return i, nil
		}
	}
	return 0, qda.E(qda.NotFound, "matrix.no_head", "The matrix has no row or column {key} (any more). Count it again.", "key", key)
}

// axis makes the heads and says to which of them a coding belongs.
func (s *selection) axis(q MatrixAxis, lang string) (*axis, error) {
	if !q.Group.IsZero() {
		return s.grouped(q, lang)
	}
	switch q.By {
	case AxisCode:
		return s.codeAxis(q, lang)
	case AxisCase:
		return s.caseAxis(q, lang)
	case AxisAttribute:
		return s.attributeAxis(q, lang)
	case AxisFacet:
		return s.facetAxis(q, lang)
	case AxisDocument:
		return s.documentAxis(q), nil
	case AxisKind:
		var kinds []string
		for _, k := range qda.DocumentKinds() {
			kinds = append(kinds, string(k))
		}
		return s.perDocument(kinds, func(d *docWorld) string { return string(d.Kind) }), nil
	case AxisSource:
		return s.perDocument([]string{SourceNorm, SourcePractice, SourceOther}, func(d *docWorld) string { return sourceOf(d.Kind) }), nil
	case AxisYear:
		return s.perDocument(nil, func(d *docWorld) string { return d.Date[:min(4, len(d.Date))] }), nil
	case AxisMonth:
		return s.byValue(nil, func(c qda.Coding) []string { return []string{c.CreatedAt[:min(7, len(c.CreatedAt))]} }), nil
	case AxisRole:
		return s.roleAxis(), nil
	case AxisCoder:
		return s.named(each(s.w.cat.coders, qda.Coder.Key), s.w.cat.coderOf, func(c qda.Coding) qda.ID { return c.CoderID }), nil
	case AxisRound:
		return s.named(each(s.w.cat.rounds, qda.Round.Key), s.w.cat.roundOf, func(c qda.Coding) qda.ID { return c.RoundID }), nil
	}
	return nil, qda.E(qda.Invalid, "matrix.axis", "{word} cannot be the rows or columns of a matrix. Use code, case, attribute, facet, document, kind, source, role, year, month, coder or round.", "word", q.By)
}

func (s *selection) codeAxis(q MatrixAxis, lang string) (*axis, error) {
	a := &axis{chosen: len(q.Only) > 0, nested: q.Below && len(q.Only) == 0}
	number := map[qda.ID]int32{}
	put := func(id qda.ID) error {
		n := s.w.cat.tree.Node(id)
		if n == nil {
			return noCode(id)
		}
		if _, twice := number[id]; twice {
			return nil
		}
		number[id] = int32(len(a.heads))
		a.heads = append(a.heads, MatrixHead{Key: id.String(), Name: s.w.cat.label(id, n.Code.Name, lang), Path: n.Path(), Depth: n.Depth()})
		return nil
	}
	for _, id := range q.Only {
		if err := put(id); err != nil {
			return nil, err
		}
	}
	if !a.chosen {
		for n := range s.w.cat.tree.Standing {
			if err := put(n.Code.ID); err != nil {
				return nil, err
			}
		}
	}
	known := map[qda.ID][]int32{}
	a.of = func(c qda.Coding) []int32 {
		list, ok := known[c.CodeID]
		if ok {
			return list
		}
		for n := s.w.cat.tree.Node(c.CodeID); n != nil; n = n.Parent {
			if i, shown := number[n.Code.ID]; shown {
				list = append(list, i)
			}
			if !q.Below {
				break
			}
		}
		known[c.CodeID] = list
		return list
	}
	return a, nil
}

func (s *selection) caseAxis(q MatrixAxis, lang string) (*axis, error) {
	cat := s.w.cat
	a := &axis{chosen: len(q.Only) > 0, nested: q.Below && len(q.Only) == 0}
	number := map[qda.ID]int32{}
	put := func(id qda.ID) error {
		k := cat.cases.byID[id]
		if k == nil {
			return noCase(id)
		}
		if _, twice := number[id]; twice {
			return nil
		}
		depth := 0
		for up := cat.cases.byID[k.ParentID]; up != nil; up = cat.cases.byID[up.ParentID] {
			depth++
		}
		number[id] = int32(len(a.heads))
		a.heads = append(a.heads, MatrixHead{Key: id.String(), Name: cat.label(id, k.Name, lang), Path: cat.cases.path(id), Depth: depth})
		return nil
	}
	for _, id := range q.Only {
		if err := put(id); err != nil {
			return nil, err
		}
	}
	none := -1
	if !a.chosen {
		for _, k := range cat.cases.list {
			if cat.cases.binned[k.ID] {
				continue
			}
			if err := put(k.ID); err != nil {
				return nil, err
			}
		}
		none = a.none()
	}
	a.cases = make([][]int32, len(a.heads))
	for id, n := range cat.cases.compared() {
		for up := cat.cases.byID[id]; up != nil; up = cat.cases.byID[up.ParentID] {
			if i, shown := number[up.ID]; shown {
				a.cases[i] = append(a.cases[i], n)
			}
			if !q.Below {
				break
			}
		}
	}
	a.of = s.perPlace(func(d *docWorld, span qda.Span) []int32 {
		var list []int32
		cases := d.cases(span)
		for _, k := range cases {
			for up := k; up != nil; up = cat.cases.byID[up.ParentID] {
				if i, shown := number[up.ID]; shown && !slices.Contains(list, i) {
					list = append(list, i)
				}
				if !q.Below {
					break
				}
			}
		}
		return orNoneOf(list, len(cases) == 0, none)
	})
	return a, nil
}

// none adds the head that gathers what has no value, and gives its number.
func (a *axis) none() int {
	a.heads = append(a.heads, MatrixHead{None: true})
	return len(a.heads) - 1
}

func orNoneOf(list []int32, nothing bool, none int) []int32 {
	if nothing && none >= 0 {
		return []int32{int32(none)}
	}
	return list
}

// perPlace remembers an answer that depends on the document alone, where all its
// case links are whole.
func (s *selection) perPlace(find func(d *docWorld, span qda.Span) []int32) func(qda.Coding) []int32 {
	known := map[qda.ID][]int32{}
	var d *docWorld // of the coding before: those of a document come together
	var list []int32
	return func(c qda.Coding) []int32 {
		if d == nil || d.ID != c.DocumentID {
			d = s.w.doc(c.DocumentID)
			var ok bool
			if list, ok = known[d.ID]; !ok && d.whole {
				list = find(d, c.Span)
				known[d.ID] = list
			}
		}
		if !d.whole {
			return find(d, c.Span)
		}
		return list
	}
}

func (s *selection) attributeAxis(q MatrixAxis, lang string) (*axis, error) {
	attr, err := s.w.cat.attribute(q.ID)
	if err != nil {
		return nil, err
	}
	var values []string
	for _, list := range s.w.cat.held {
		for _, v := range list {
			if v.AttributeID == attr.ID && v.Status == "held" && !slices.Contains(values, v.Value) {
				values = append(values, v.Value)
			}
		}
	}
	choices, err := s.w.choices(attr.ID)
	if err != nil {
		return nil, err
	}
	sortValues(values, attr.Type, choices)
	a := &axis{}
	number := map[string]int32{}
	for i, v := range values {
		name := v
		for _, c := range choices {
			if c.Name == v {
				name = s.w.cat.label(c.ID, v, lang)
			}
		}
		number[v] = int32(i)
		a.heads = append(a.heads, MatrixHead{Key: v, Name: name, Path: name, Boolean: attr.Type == qda.BooleanValue})
	}
	none := a.none()
	find := func(d *docWorld, span qda.Span) []int32 {
		facts := &passageFacts{docWorld: d, span: span}
		held := facts.Values(attr)
		if attr.Scope == qda.OnDocument {
			held = d.documentValues(attr)
		}
		var list []int32
		for _, v := range held {
			if i, ok := number[v]; ok && !slices.Contains(list, i) {
				list = append(list, i)
			}
		}
		return orNoneOf(list, len(list) == 0, none)
	}
	if attr.Scope == qda.OnSpeaker { // depends on the passage
		a.of = func(c qda.Coding) []int32 { return find(s.w.doc(c.DocumentID), c.Span) }
		return a, nil
	}
	a.of = s.perPlace(find)
	if attr.Scope == qda.OnCase {
		a.cases = make([][]int32, len(a.heads))
		for id, n := range s.w.cat.cases.compared() {
			var list []int32
			for _, v := range s.w.caseValues(s.w.cat.cases.byID[id], attr.ID) {
				if i, ok := number[v]; ok && !slices.Contains(list, i) {
					list = append(list, i)
				}
			}
			for _, i := range orNoneOf(list, len(list) == 0, none) {
				a.cases[i] = append(a.cases[i], n)
			}
		}
	}
	return a, nil
}

func (c *catalog) attribute(id qda.ID) (qda.Attribute, error) {
	for _, a := range c.attrs {
		if a.ID == id {
			return a, nil
		}
	}
	return qda.Attribute{}, noAttribute(id)
}

// sortValues puts values into the order of their type: numbers by size, choices as
// the codebook has them, everything else by letters.
func sortValues(values []string, t qda.ValueType, choices []qda.Choice) {
	slices.Sort(values)
	switch t {
	case qda.NumberValue:
		slices.SortStableFunc(values, func(a, b string) int {
			x, errX := strconv.ParseFloat(a, 64)
			y, errY := strconv.ParseFloat(b, 64)
			if errX != nil || errY != nil || x == y {
				return 0
			}
			if x < y {
				return -1
			}
			return 1
		})
	case qda.ChoiceValue:
		rank := func(v string) int {
			return slices.IndexFunc(choices, func(c qda.Choice) bool { return c.Name == v })
		}
		slices.SortStableFunc(values, func(a, b string) int { return rank(a) - rank(b) })
	}
}

func (s *selection) facetAxis(q MatrixAxis, lang string) (*axis, error) {
	var facet qda.Facet
	for _, f := range s.w.cat.facets {
		if f.ID == q.ID && f.DeletedAt == "" {
			facet = f
		}
	}
	if facet.ID.IsZero() {
		return nil, noFacet(q.ID)
	}
	a := &axis{}
	number := map[qda.ID]int32{}
	put := func(id qda.ID, name string) {
		number[id] = int32(len(a.heads))
		a.heads = append(a.heads, MatrixHead{Key: id.String(), Name: name, Path: name})
	}
	if facet.Actors {
		for _, x := range s.w.cat.actors {
			put(x.ID, x.Name)
		}
	} else {
		for _, v := range s.w.cat.values {
			if v.FacetID == facet.ID {
				put(v.ID, s.w.cat.label(v.ID, v.Name, lang))
			}
		}
	}
	none := int32(a.none())
	a.of = func(c qda.Coding) []int32 {
		var list []int32
		for _, f := range s.facets[c.ID] {
			if i, ok := number[f.ValueID]; ok && f.FacetID == facet.ID {
				list = append(list, i)
			}
		}
		if len(list) == 0 {
			return []int32{none}
		}
		return list
	}
	return a, nil
}

func (s *selection) documentAxis(q MatrixAxis) *axis {
	a := &axis{chosen: len(q.Only) > 0}
	number := map[qda.ID]int32{}
	for _, d := range s.w.cat.documents {
		if d.DeletedAt == "" && (!a.chosen || slices.Contains(q.Only, d.ID)) {
			number[d.ID] = int32(len(a.heads))
			a.heads = append(a.heads, MatrixHead{Key: d.ID.String(), Name: d.Title, Path: d.Title})
		}
	}
	a.of = func(c qda.Coding) []int32 {
		if i, ok := number[c.DocumentID]; ok {
			return []int32{i}
		}
		return nil
	}
	return a
}

// perDocument makes an axis of what a document is.
func (s *selection) perDocument(order []string, value func(*docWorld) string) *axis {
	return s.byValue(order, func(c qda.Coding) []string { return []string{value(s.w.doc(c.DocumentID))} })
}

func (s *selection) roleAxis() *axis {
	var roles []string
	for _, r := range qda.SpeakerRoles() {
		roles = append(roles, string(r))
	}
	return s.byValue(roles, func(c qda.Coding) []string {
		var out []string
		for _, r := range (&passageFacts{docWorld: s.w.doc(c.DocumentID), span: c.Span}).Roles() {
			if !slices.Contains(out, string(r)) {
				out = append(out, string(r))
			}
		}
		return out
	})
}

// byValue makes an axis of texts: the known ones in their order, others after them
// by letters; "" and no text at all are gathered apart.
func (s *selection) byValue(order []string, values func(qda.Coding) []string) *axis {
	a := &axis{}
	of := make(map[qda.ID][]string, len(s.codings))
	number := map[string]int32{}
	var others []string
	for _, v := range order {
		number[v] = -1
	}
	for _, c := range s.codings {
		list := values(c)
		of[c.ID] = list
		for _, v := range list {
			if _, known := number[v]; !known && v != "" {
				number[v] = -1
				others = append(others, v)
			}
		}
	}
	slices.Sort(others)
	for _, v := range append(slices.Clone(order), others...) {
		number[v] = int32(len(a.heads))
		a.heads = append(a.heads, MatrixHead{Key: v, Name: v, Path: v})
	}
	none := int32(a.none())
	a.of = func(c qda.Coding) []int32 {
		var list []int32
		for _, v := range of[c.ID] {
			if v != "" {
				list = append(list, number[v])
			}
		}
		if len(list) == 0 {
			return []int32{none}
		}
		return list
	}
	return a
}

// named makes an axis of records that every coding has one of.
func (s *selection) named(ids []qda.ID, name map[qda.ID]string, of func(qda.Coding) qda.ID) *axis {
	a := &axis{}
	number := map[qda.ID]int32{}
	for i, id := range ids {
		number[id] = int32(i)
		a.heads = append(a.heads, MatrixHead{Key: id.String(), Name: name[id], Path: name[id]})
	}
	a.of = func(c qda.Coding) []int32 {
		if i, ok := number[of(c)]; ok {
			return []int32{i}
		}
		return nil
	}
	return a
}

// What a source is, when norm and practice are held against each other.
const (
	SourceNorm     = "norm"     // laws, decrees, manuals, agreements: what shall be
	SourcePractice = "practice" // interviews, focus groups, field notes: what people say and do
	SourceOther    = "other"    // reports and the rest: what somebody wrote about both
)

func sourceOf(k qda.DocumentKind) string {
	switch {
	case k.Formal():
		return SourceNorm
	case k.Spoken() || k == qda.FieldNote:
		return SourcePractice
	}
	return SourceOther
}
