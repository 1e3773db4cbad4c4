package engine_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
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
		q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: by, Group: attr.ID}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}, Split: true}
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
				if got, want := m.At(r, k), tallySegments(all, casesAt(t, p, q, m.Rows[r].Key, column.Key)); got != want {
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
					if want := tallySegments(sources[source], casesAt(t, p, q, m.Rows[r].Key, column.Key)); got != want {
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
		"matrix.group":          {Rows: engine.MatrixAxis{By: engine.AxisCode, Group: attr.ID}, Columns: code},
		"matrix.together_split": {Rows: code, Columns: code, Together: "overlap", Split: true},
	} {
		if _, err := p.Matrix(ctx, q); qda.AsError(err) == nil || qda.AsError(err).Code != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Columns are grouped as rows are, and every number of a split matrix, its sums
// included, opens the passages of its kind of source.
func TestColumnsAreGroupedAndEverySplitNumberOpensWhatItCounts(t *testing.T) {
	p := newSample(t)
	attr, err := p.FindAttribute(ctx, qda.OnCase, "intentionality")
	if err != nil {
		t.Fatal(err)
	}
	cases, level := engine.MatrixAxis{By: engine.AxisCase, Group: attr.ID}, engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}
	across, err := p.Matrix(ctx, engine.MatrixQuery{Rows: cases, Columns: level, Split: true})
	if err != nil {
		t.Fatal(err)
	}
	q := engine.MatrixQuery{Rows: level, Columns: cases, Split: true}
	down, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(across.Rows, down.Columns) || !reflect.DeepEqual(across.Columns, down.Rows) || *across.Split != *down.Split {
		t.Errorf("the matrix turned over has other heads: %+v, %+v", across.Rows, down.Columns)
	}
	opens := func(row, column string, split *engine.TallySplit) {
		t.Helper()
		if split == nil {
			split = &engine.TallySplit{}
		}
		for source, want := range map[string]analysis.Tally{engine.SourceNorm: split.Norm, engine.SourcePractice: split.Practice, engine.SourceOther: split.Other} {
			page, err := p.MatrixSegments(ctx, engine.CellQuery{Matrix: q, Row: row, Column: column, Source: source})
			if got := tallySegments(page.Segments, casesAt(t, p, q, row, column)); err != nil || got != want {
				t.Errorf("%s × %s, %s: opens %+v, counts %+v: %v", row, column, source, got, want, err)
			}
		}
	}
	for r, row := range down.Rows {
		for k, column := range down.Columns {
			if across.At(k, r) != down.At(r, k) {
				t.Errorf("%s × %s: %+v, turned over %+v", row.Name, column.Name, down.At(r, k), across.At(k, r))
			}
			opens(row.Key, column.Key, down.SplitAt(r, k))
		}
		opens(row.Key, engine.AnyKey, row.Split)
	}
	for _, column := range down.Columns {
		opens(engine.AnyKey, column.Key, column.Split)
	}
	opens(engine.AnyKey, engine.AnyKey, down.Split)
}

// A head of a tree that counts for those below it says so, and the written table has a
// column for each kind of source.
func TestHeadsOfATreeAreGroupsAndASplitMatrixIsWritten(t *testing.T) {
	p := newSample(t)
	code := engine.MatrixAxis{By: engine.AxisCode, Below: true}
	m, err := p.Matrix(ctx, engine.MatrixQuery{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisCase}})
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range m.Rows {
		if want := i+1 < len(m.Rows) && m.Rows[i+1].Depth > h.Depth; h.Group != want {
			t.Errorf("%s is a group: %v", h.Path, h.Group)
		}
	}
	path := filepath.Join(t.TempDir(), "split.csv")
	if _, err := p.ExportMatrix(ctx, path, engine.MatrixQuery{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisKind}, Split: true}, "segments", engine.Export{Format: "csv"}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	last := lines[len(lines)-1]
	number := func(name string) int {
		n, err := strconv.Atoi(last[slices.Index(lines[0], name)])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if all, parts := number("all columns"), number("all columns: norm")+number("all columns: practice")+number("all columns: other"); all == 0 || all != parts {
		t.Errorf("%d in all, %d in its parts", all, parts)
	}
}
