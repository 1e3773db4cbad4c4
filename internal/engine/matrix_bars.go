package engine

import (
	"fmt"
	"math"
	"slices"

	"articula/internal/analysis"
	"articula/internal/qda"
	"articula/internal/report"
)

// MatrixBars is a matrix as bars: one for each row, stacked of the values of the facet
// in the columns, as it stands in files. Lengths are in pixels.
type MatrixBars struct {
	Width       float64           `json:"width"`
	Height      float64           `json:"height"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Groups      []MatrixBarsGroup `json:"groups"` // in the order of drawing
}

// MatrixBarsGroup is what is drawn of a cell; a row or column of -1 is none.
type MatrixBarsGroup struct {
	Row     int               `json:"row"`
	Column  int               `json:"column"`
	Tooltip string            `json:"tooltip"`
	Shapes  []MatrixBarsShape `json:"shapes"`
}

// MatrixBarsShape is a filled polygon or, where it has no points, a text.
type MatrixBarsShape struct {
	Points string  `json:"points"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Text   string  `json:"text"`
	Size   float64 `json:"size"`
	Anchor string  `json:"anchor"` // "start", "middle" or "end"
	Color  string  `json:"color"`
}

// checkBars refuses bars of what cannot be stacked.
func checkBars(q MatrixQuery) error {
	if q.Bars == "" {
		return nil
	}
	if q.Columns.By != AxisFacet {
		return qda.E(qda.Invalid, "matrix.bars", "Bars are stacked of the values of a facet: the columns must be a facet.")
	}
	_, err := Measure(analysis.Tally{}, q.Bars)
	return err
}

// HiddenRows says which rows lie below one that is folded, by the keys of those.
func HiddenRows(rows []MatrixHead, folded []string) []bool {
	out := make([]bool, len(rows))
	under := math.MaxInt // how deep a row lies that is hidden
	for i, h := range rows {
		if out[i] = h.Depth > under; out[i] {
			continue
		}
		if under = math.MaxInt; h.Group && slices.Contains(folded, h.Key) {
			under = h.Depth
		}
	}
	return out
}

// stack makes bars of the matrix that was counted.
func (m *Matrix) stack(q MatrixQuery, cat *catalog) (report.Bars, error) {
	w := report.WordsIn(q.Lang)
	facet := ""
	for _, f := range cat.facets {
		if f.ID == q.Columns.ID {
			facet = cat.label(f.ID, f.Name, q.Lang)
		}
	}
	counts := map[string]string{"segments": w.Codings, "documents": w.Documents, "cases": w.Cases, "characters": w.Characters}[q.Bars]
	b := report.Bars{Title: counts + ": " + facet, PartsHead: facet}
	for _, h := range m.Columns {
		b.Parts = append(b.Parts, report.BarPart{Name: h.saidIn(w, AxisFacet), None: h.None})
	}
	shown, hidden := []int{}, HiddenRows(m.Rows, q.Folded) // numbers of the rows that have a bar
	for i, h := range m.Rows {
		if hidden[i] {
			continue
		}
		shown = append(shown, i)
		all, err := Measure(h.Tally, q.Bars)
		if err != nil {
			return b, err
		}
		row := report.BarRow{Name: h.saidIn(w, q.Rows.By), Depth: h.Depth, After: fmt.Sprintf("n %d", h.Tally.Segments)}
		if q.Bars != "segments" {
			row.After = fmt.Sprintf("%d (n %d)", all, h.Tally.Segments)
		}
		sum := 0
		for k := range m.Columns {
			n, _ := Measure(m.At(i, k), q.Bars)
			row.Values, sum = append(row.Values, n), sum+n
		}
		if sum > all {
			b.Note = w.SeveralValues
		}
		b.Rows = append(b.Rows, row)
	}
	b.Description = fmt.Sprintf("n %d", m.Total.Segments)
	now := b.Fewest(w.OtherValues)
	column := make([]int, len(b.Parts))
	for i := range column {
		column[i] = -1
	}
	for k, part := range now {
		if part < len(column)-1 || len(b.Parts) == len(m.Columns) {
			column[part] = k
		}
	}
	b.Mark()
	m.Bars = laidBars(b, shown, column)
	return b, nil
}

// laidBars lays bars out; row and column give for each bar and part the row and column
// that it is of; no rows stand for those of the bars themselves.
func laidBars(b report.Bars, row, column []int) *MatrixBars {
	wide, high, groups := b.Laid()
	out := &MatrixBars{Width: wide, Height: high, Title: b.Title, Description: b.Description, Groups: []MatrixBarsGroup{}}
	for _, g := range groups {
		next := MatrixBarsGroup{Row: g.Row, Column: -1, Tooltip: g.Tooltip, Shapes: []MatrixBarsShape{}}
		if g.Row >= 0 && g.Row < len(row) {
			next.Row = row[g.Row]
		}
		if g.Part >= 0 && g.Part < len(column) {
			next.Column = column[g.Part]
		}
		for _, s := range g.Shapes {
			next.Shapes = append(next.Shapes, MatrixBarsShape(s))
		}
		out.Groups = append(out.Groups, next)
	}
	return out
}

// saidIn is what a row or column is called in a language.
func (h MatrixHead) saidIn(w report.Words, by string) string {
	if h.None {
		return w.None
	}
	switch by {
	case AxisKind:
		return w.Name(h.Key)
	case AxisRole:
		return w.Name("role." + h.Key)
	case AxisSource:
		return sourceIn(w, h.Key)
	case AxisAttribute:
		if h.Boolean {
			return w.YesNo(h.Key == "true")
		}
	}
	return h.Name
}

// sourceIn is what a kind of source is called in a language.
func sourceIn(w report.Words, source string) string {
	return orElse(map[string]string{SourceNorm: w.Norm, SourcePractice: w.Practice, SourceOther: w.Other}[source], source)
}
