package engine

import (
	"cmp"
	"context"
	"slices"

	"articula/internal/analysis"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/report"
	"articula/internal/store"
)

// MatrixQuery asks how often rows meet columns.
type MatrixQuery struct {
	Rows    MatrixAxis `json:"rows"`
	Columns MatrixAxis `json:"columns"`
	// Together asks, where both axes are codes, for the segments of the row with which
	// a segment of the column stands: "overlap", "near" (at most Distance characters
	// apart), "turn" or "document". "" asks for segments that belong to both. A code at a
	// place is then one segment, however many coders gave it in however many rounds, and
	// does not stand with itself.
	Together  string `json:"together"`
	Distance  int    `json:"distance"`
	Where     string `json:"where"` // which codings count, see package query; "" for all
	Consensus bool   `json:"consensus"`
	Lang      string `json:"lang"` // of the names; "" is the project's own
	// Split counts every cell for each kind of source, too.
	Split bool `json:"split"`
	// Bars asks for the rows as bars, too, that are stacked of the facet in the columns; by
	// what they are measured, see [Measures]. "" is none.
	Bars string `json:"bars"`
	// Folded names rows that gather others, by their keys: the bars have none for those
	// that lie below them.
	Folded []string `json:"folded,omitempty"`
}

// Matrix is the answer. Only cells that hold something are listed.
type Matrix struct {
	Rows    []MatrixHead   `json:"rows"`
	Columns []MatrixHead   `json:"columns"`
	Cells   []MatrixCell   `json:"cells"`           // by row, then column
	Total   analysis.Tally `json:"total"`           // of all that stands in the matrix, each once
	Split   *TallySplit    `json:"split,omitempty"` // of the total, where it was asked for
	// Of is what was looked at: all codings that meet the condition.
	Of     analysis.Tally `json:"of"`
	Hidden int            `json:"hidden"`         // documents in a blind round: others' codings of them are not counted
	Bars   *MatrixBars    `json:"bars,omitempty"` // where it was asked for
}

// MatrixHead is a row or column, with what it holds in all, each segment once.
type MatrixHead struct {
	Key   string         `json:"key"` // of the row or column: an identity or a value; "" for those that have none
	Name  string         `json:"name"`
	Path  string         `json:"path"`
	Depth int            `json:"depth"` // in its tree, from 0
	None  bool           `json:"none"`  // gathers what has no value at all
	Group bool           `json:"group"` // counts for those that follow it and lie deeper, too
	Tally analysis.Tally `json:"tally"`
	Split *TallySplit    `json:"split,omitempty"` // where it was asked for

	Boolean bool `json:"-"` // the key is one of the two values of such an attribute
}

// MatrixCell is one number of the matrix, in all its measures.
type MatrixCell struct {
	Row    int            `json:"row"` // number in Rows, from 0
	Column int            `json:"column"`
	Tally  analysis.Tally `json:"tally"`
	Split  *TallySplit    `json:"split,omitempty"` // where it was asked for
}

// TallySplit measures a cell by kind of source: what shall be, what people say, and
// the rest.
type TallySplit struct {
	Norm     analysis.Tally `json:"norm"`
	Practice analysis.Tally `json:"practice"`
	Other    analysis.Tally `json:"other"`
}

// At gives the tally of a cell; a cell that is not listed holds nothing.
func (m Matrix) At(row, column int) analysis.Tally {
	if c := m.cell(row, column); c != nil {
		return c.Tally
	}
	return analysis.Tally{}
}

// SplitAt gives a cell by kind of source; nil where that was not asked for.
func (m Matrix) SplitAt(row, column int) *TallySplit {
	if c := m.cell(row, column); c != nil {
		return c.Split
	}
	return nil
}

func (m Matrix) cell(row, column int) *MatrixCell {
	i, found := slices.BinarySearchFunc(m.Cells, [2]int{row, column}, func(c MatrixCell, at [2]int) int {
		return cmp.Or(c.Row-at[0], c.Column-at[1])
	})
	if !found {
		return nil
	}
	return &m.Cells[i]
}

// counted is a matrix with what it was counted from.
type counted struct {
	selection *selection
	items     []analysis.Item
	rows      *axis
	columns   *axis
	relation  analysis.Relation
	together  bool
}

// Matrix counts.
func (p *Project) Matrix(ctx context.Context, q MatrixQuery) (Matrix, error) {
	m, _, err := p.matrixAndBars(ctx, q, nil)
	return m, err
}

// matrixAndBars counts, and gives the bars that were asked for as they are written, too.
// Also, if it is not nil, is called in the same state of the project.
func (p *Project) matrixAndBars(ctx context.Context, q MatrixQuery, also func(*counted) error) (Matrix, report.Bars, error) {
	out := Matrix{Rows: []MatrixHead{}, Columns: []MatrixHead{}, Cells: []MatrixCell{}}
	var bars report.Bars
	if err := checkBars(q); err != nil {
		return out, bars, err
	}
	err := p.withCounted(ctx, q, func(c *counted) error {
		shape := analysis.Shape{Rows: len(c.rows.heads), Columns: len(c.columns.heads), Cases: len(c.selection.w.cat.cases.leafIDs()), RowCases: c.rows.cases, ColumnCases: c.columns.cases}
		var m analysis.Matrix
		if c.together {
			m = analysis.CoOccur(c.items, shape, c.relation)
		} else {
			m = analysis.Count(c.items, shape)
		}
		out.fill(m, c)
		if q.Split {
			out.split(c, shape)
		}
		out.Of = analysis.TallyOf(c.items, shape.Cases)
		if q.Bars != "" {
			var err error
			if bars, err = out.stack(q, c.selection.w.cat); err != nil {
				return err
			}
		}
		hidden, err := c.selection.w.tx.HiddenCodings()
		out.Hidden = len(hidden)
		if err == nil && also != nil {
			err = also(c)
		}
		return err
	})
	return out, bars, err
}

// withCounted gives the items of a question their rows and columns.
func (p *Project) withCounted(ctx context.Context, q MatrixQuery, fn func(*counted) error) error {
	f, err := p.frame(ctx, q.Consensus)
	if err != nil {
		return err
	}
	return p.view(ctx, func(tx *store.Tx) error {
		c := &counted{}
		if q.Together != "" {
			c.together, c.relation = true, analysis.Relation{Kind: analysis.RelationKind(q.Together), Distance: q.Distance}
			if err := checkTogether(q); err != nil {
				return err
			}
		}
		s, err := p.selectFrame(tx, f, q.Where, q.Rows.By == AxisFacet || q.Columns.By == AxisFacet)
		if err != nil {
			return err
		}
		c.selection, c.items = s, s.items(c.relation.Kind == analysis.SameTurn)
		if c.rows, err = s.axis(q.Rows, q.Lang); err != nil {
			return err
		}
		if c.columns, err = s.axis(q.Columns, q.Lang); err != nil {
			return err
		}
		for i, coding := range s.codings {
			c.items[i].Rows = c.rows.of(coding)
			c.items[i].Columns = c.columns.of(coding)
		}
		if c.together {
			s.say(c.items)
		}
		if err := fn(c); err != nil {
			return err
		}
		return s.w.err
	})
}

func checkTogether(q MatrixQuery) error {
	switch analysis.RelationKind(q.Together) {
	case analysis.Overlap, analysis.Near, analysis.SameTurn, analysis.SameDocument:
	default:
		return qda.E(qda.Invalid, "matrix.together", "{word} is not a way of standing together. Use overlap, near, turn or document.", "word", q.Together)
	}
	if q.Rows.By != AxisCode || q.Columns.By != AxisCode {
		return qda.E(qda.Invalid, "matrix.together_codes", "Only codes can stand together: rows and columns must both be codes.")
	}
	if q.Split {
		return qda.E(qda.Invalid, "matrix.together_split", "What stands together may come from several kinds of source: it cannot be split by them.")
	}
	if q.Distance < 0 {
		return qda.E(qda.Invalid, "matrix.distance", "A distance cannot be less than 0 characters.")
	}
	return nil
}

// fill writes the counts under their heads. Rows and columns that were not asked for
// by name are left out where they hold nothing.
func (m *Matrix) fill(counts analysis.Matrix, c *counted) {
	place := func(a *axis, tally func(i int) analysis.Tally) (heads []MatrixHead, at []int) {
		heads, at = []MatrixHead{}, make([]int, len(a.heads))
		for i, h := range a.heads {
			h.Tally = tally(i)
			at[i] = -1
			if h.Tally.Segments > 0 || a.chosen && !h.None {
				at[i] = len(heads)
				if n := len(heads); a.nested && n > 0 && heads[n-1].Depth < h.Depth {
					heads[n-1].Group = true
				}
				heads = append(heads, h)
			}
		}
		return heads, at
	}
	var rowAt, columnAt []int
	m.Rows, rowAt = place(c.rows, func(i int) analysis.Tally { return counts.At(i, counts.Columns) })
	m.Columns, columnAt = place(c.columns, func(i int) analysis.Tally { return counts.At(counts.Rows, i) })
	for r, row := range rowAt {
		for k, column := range columnAt {
			if t := counts.At(r, k); row >= 0 && column >= 0 && t.Segments > 0 {
				m.Cells = append(m.Cells, MatrixCell{Row: row, Column: column, Tally: t})
			}
		}
	}
	m.Total = counts.At(counts.Rows, counts.Columns)
}

// split counts the cells and their sums anew for each kind of source.
func (m *Matrix) split(c *counted, shape analysis.Shape) {
	for i := range m.Cells {
		m.Cells[i].Split = &TallySplit{}
	}
	for _, heads := range [][]MatrixHead{m.Rows, m.Columns} {
		for i := range heads {
			heads[i].Split = &TallySplit{}
		}
	}
	m.Split = &TallySplit{}
	rowAt, columnAt := shownAt(c.rows, m.Rows), shownAt(c.columns, m.Columns)
	for _, source := range []string{SourceNorm, SourcePractice, SourceOther} {
		var items []analysis.Item
		for i, it := range c.items {
			if c.selection.source(i) == source {
				items = append(items, it)
			}
		}
		counts := analysis.Count(items, shape)
		for r, row := range rowAt {
			if row >= 0 {
				*m.Rows[row].Split.of(source) = counts.At(r, shape.Columns)
			}
			for k, column := range columnAt {
				if cell := m.cell(row, column); cell != nil {
					*cell.Split.of(source) = counts.At(r, k)
				}
			}
		}
		for k, column := range columnAt {
			if column >= 0 {
				*m.Columns[column].Split.of(source) = counts.At(shape.Rows, k)
			}
		}
		*m.Split.of(source) = counts.At(shape.Rows, shape.Columns)
	}
}

// of gives the tally of a kind of source.
func (s *TallySplit) of(source string) *analysis.Tally {
	switch source {
	case SourceNorm:
		return &s.Norm
	case SourcePractice:
		return &s.Practice
	}
	return &s.Other
}

// source is the kind of source that a coding of the selection comes from.
func (s *selection) source(i int) string { return sourceOf(s.w.doc(s.codings[i].DocumentID).Kind) }

// CellQuery names a cell of a matrix by the keys of its row and column; AnyKey
// stands for all of them.
type CellQuery struct {
	Matrix  MatrixQuery `json:"matrix"`
	Row     string      `json:"row"`
	Column  string      `json:"column"`
	Source  string      `json:"source"`  // only those of this kind of source: norm, practice or other; "" for all
	Context int         `json:"context"` // characters of text to give before and after
	Offset  int         `json:"offset"`
	Limit   int         `json:"limit"` // 0 for all
}

// AnyKey stands for all rows or all columns of a matrix.
const AnyKey = "*"

// MatrixSegments opens a cell: the very segments that its number counts.
func (p *Project) MatrixSegments(ctx context.Context, q CellQuery) (SegmentPage, error) {
	page := emptyPage()
	err := p.withCounted(ctx, q.Matrix, func(c *counted) error {
		row, err := c.rows.find(q.Row)
		if err != nil {
			return err
		}
		column, err := c.columns.find(q.Column)
		if err != nil {
			return err
		}
		var partner []bool
		if c.together {
			partner = c.relation.Partners(c.items, column)
		}
		var ids []qda.ID
		var in []analysis.Item
		for i, it := range c.items {
			inColumn := belongs(it.Columns, column)
			if c.together {
				inColumn = partner[i]
			}
			if inColumn && belongs(it.Rows, row) && (q.Source == "" || c.selection.source(i) == q.Source) {
				ids, in = append(ids, c.selection.codings[i].ID), append(in, it)
			}
		}
		if err := c.selection.w.page(ids, q.Context, q.Offset, q.Limit, &page); err != nil {
			return err
		}
		page.Cases = c.casesAt(in, row, column)
		return nil
	})
	return page, err
}

// casesAt counts the cases of items as the cell counts them that holds these.
func (c *counted) casesAt(in []analysis.Item, row, column int) int {
	only := func(a *axis, at int) [][]int32 {
		switch {
		case a.cases == nil:
			return nil
		case at < 0:
			return [][]int32{slices.Concat(a.cases...)}
		}
		return a.cases[at : at+1]
	}
	shape := analysis.Shape{Rows: 1, Columns: 1, Cases: len(c.selection.w.cat.cases.leafIDs()), RowCases: only(c.rows, row), ColumnCases: only(c.columns, column)}
	for i := range in {
		in[i].Rows, in[i].Columns = []int32{0}, []int32{0}
	}
	return analysis.Count(in, shape).At(0, 0).Cases
}

// belongs reports whether an item belongs to a row or column; -1 is any.
func belongs(list []int32, n int) bool {
	for _, x := range list {
		if n < 0 || int(x) == n {
			return true
		}
	}
	return false
}

func emptyPage() SegmentPage {
	return SegmentPage{Segments: []Segment{}, Clauses: []query.Clause{}, Notes: []string{}, Notices: []Notice{}}
}

// page reads the segments of the given codings, in the order given, and fills the
// page with what is asked for of them.
func (w *world) page(ids []qda.ID, around, offset, limit int, page *SegmentPage) error {
	list, err := w.codings(ids)
	if err != nil {
		return err
	}
	page.Total = len(list)
	page.Documents, page.Cases = w.spread(list)
	list = list[min(offset, len(list)):]
	if limit > 0 {
		list = list[:min(limit, len(list))]
	}
	if page.Segments, err = w.segments(list, around); err != nil {
		return err
	}
	hidden, err := w.tx.HiddenCodings()
	page.Hidden = len(hidden)
	return err
}

// spread counts the documents that codings come from, and the cases that are compared
// and that they belong to.
func (w *world) spread(list []qda.Coding) (documents, cases int) {
	compared := w.cat.cases.compared()
	docs, of := map[qda.ID]bool{}, map[qda.ID]bool{}
	for _, c := range list {
		docs[c.DocumentID] = true
		for _, k := range w.doc(c.DocumentID).cases(c.Span) {
			if _, ok := compared[k.ID]; ok {
				of[k.ID] = true
			}
		}
	}
	return len(docs), len(of)
}

// codings reads codings with their words, in the order asked for.
func (w *world) codings(ids []qda.ID) ([]qda.Coding, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := allCodings(w.tx, store.CodingFilter{IDs: ids})
	if err != nil {
		return nil, err
	}
	byID := make(map[qda.ID]qda.Coding, len(list))
	for _, c := range list {
		byID[c.ID] = c
	}
	out := make([]qda.Coding, 0, len(ids))
	for _, id := range ids {
		if c, ok := byID[id]; ok {
			out = append(out, c)
		}
	}
	return out, nil
}
