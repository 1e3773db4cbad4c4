package engine

import (
	"fmt"

	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/store"
)

// facets writes for each facet that is on codings how its values are spread over the
// cases: as bars and, below, as numbers. Actors are too many for bars; the map has them.
func (b *reportBuilder) facets() error {
	var facets []qda.Facet
	names := map[qda.ID]string{}
	err := b.named(func(_ *store.Tx, cat *catalog) error {
		for _, f := range cat.facets {
			if f.DeletedAt == "" && !f.Actors {
				facets, names[f.ID] = append(facets, f), cat.label(f.ID, f.Name, b.words.Lang)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.heading(1, b.words.FacetsByCase)
	for _, f := range facets {
		m, bars, err := b.p.matrixAndBars(b.ctx, MatrixQuery{Rows: MatrixAxis{By: AxisCase}, Columns: MatrixAxis{By: AxisFacet, ID: f.ID}, Lang: b.words.Lang, Bars: "segments"}, nil)
		if err != nil {
			return err
		}
		if len(m.Cells) > 0 {
			b.heading(2, names[f.ID])
			b.put(report.Block{Picture: bars}, report.Block{Table: m.counts(b.words, names[f.ID])})
		}
	}
	return nil
}

// counts are the codings of each case and value; what has several values is in each of
// them, and once in n.
func (m Matrix) counts(w report.Words, facet string) *report.Table {
	t := &report.Table{Caption: w.Named(w.Codings, facet), Head: []string{w.Case}, Widths: []int{5}, RowHead: true}
	for _, h := range m.Columns {
		t.Head, t.Widths = append(t.Head, h.saidIn(w, AxisFacet)), append(t.Widths, 2)
	}
	t.Head, t.Widths = append(t.Head, "n"), append(t.Widths, 2)
	for i, h := range m.Rows {
		row := []report.Cell{report.Plain(h.saidIn(w, AxisCase))}
		for k := range m.Columns {
			row = append(row, report.Plain(fmt.Sprint(m.At(i, k).Segments)))
		}
		t.Rows = append(t.Rows, append(row, report.Plain(fmt.Sprint(h.Tally.Segments))))
	}
	return t
}
