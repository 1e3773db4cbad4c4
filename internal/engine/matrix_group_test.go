package engine_test

import (
	"testing"

	"articula/internal/analysis"
	"articula/internal/engine"
	"articula/internal/qda"
)

// A group of rows counts what its members count, each segment once, and its cell opens
// these very segments; the kinds of source add up to the cell.
func TestRowsAreGroupedByAnAttributeAndSplitBySource(t *testing.T) {
	p := newSample(t)
	attr, err := p.FindAttribute(ctx, qda.OnCase, "intentionality")
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []string{engine.AxisCase, engine.AxisDocument} {
		q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: by}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}, Group: attr.ID, Split: true}
		m, err := p.Matrix(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		groups := 0
		for r := 0; r < len(m.Rows); r++ {
			if !m.Rows[r].Group {
				continue
			}
			groups++
			for k, column := range m.Columns {
				seen := map[qda.ID]bool{}
				var all []engine.Segment
				for i := r + 1; i < len(m.Rows) && !m.Rows[i].Group; i++ {
					page, err := p.MatrixSegments(ctx, engine.CellQuery{Matrix: q, Row: m.Rows[i].Key, Column: column.Key})
					if err != nil {
						t.Fatal(err)
					}
					for _, s := range page.Segments {
						if !seen[s.ID] {
							seen[s.ID] = true
							all = append(all, s)
						}
					}
				}
				if got, want := m.At(r, k), tallySegments(all); got != want {
					t.Errorf("%s × %s: %+v, its members have %+v", m.Rows[r].Name, column.Name, got, want)
				}
				page, err := p.MatrixSegments(ctx, engine.CellQuery{Matrix: q, Row: m.Rows[r].Key, Column: column.Key})
				if err != nil || len(page.Segments) != len(all) {
					t.Errorf("the cell of a group opens %d segments of %d: %v", len(page.Segments), len(all), err)
				}
				sources := map[string][]engine.Segment{}
				for _, s := range all {
					source := engine.SourceOther
					switch {
					case s.Document.Kind.Formal():
						source = engine.SourceNorm
					case s.Document.Kind.Spoken() || s.Document.Kind == qda.FieldNote:
						source = engine.SourcePractice
					}
					sources[source] = append(sources[source], s)
				}
				var split engine.TallySplit
				if at := m.SplitAt(r, k); at != nil {
					split = *at
				}
				for source, got := range map[string]analysis.Tally{engine.SourceNorm: split.Norm, engine.SourcePractice: split.Practice, engine.SourceOther: split.Other} {
					if want := tallySegments(sources[source]); got != want {
						t.Errorf("%s × %s, %s: %+v, want %+v", m.Rows[r].Name, column.Name, source, got, want)
					}
				}
			}
		}
		if groups < 2 {
			t.Errorf("%s: %d groups", by, groups)
		}
	}
	code := engine.MatrixAxis{By: engine.AxisCode}
	for want, q := range map[string]engine.MatrixQuery{
		"matrix.group":          {Rows: code, Columns: code, Group: attr.ID},
		"matrix.together_split": {Rows: code, Columns: code, Together: "overlap", Split: true},
	} {
		if _, err := p.Matrix(ctx, q); qda.AsError(err) == nil || qda.AsError(err).Code != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
