package engine_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestBarsAreTheMatrix holds every part of a bar, its tooltip and its n against the
// matrix that was counted in the same answer.
func TestBarsAreTheMatrix(t *testing.T) {
	p := newSample(t)
	level := facetNamed(t, p, "level")
	for _, measure := range engine.Measures() {
		q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCase}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: level}, Lang: "es", Bars: measure}
		m, err := p.Matrix(ctx, q)
		if err != nil || m.Bars == nil || len(m.Rows) < 7 {
			t.Fatalf("%d rows, %v", len(m.Rows), err)
		}
		said := map[[2]int]string{}
		after := map[int]string{}
		for _, g := range m.Bars.Groups {
			switch {
			case g.Row >= 0 && g.Column >= 0:
				said[[2]int{g.Row, g.Column}] = g.Tooltip
			case g.Row >= 0:
				after[g.Row] = g.Shapes[len(g.Shapes)-1].Text
			}
		}
		drawn := 0
		for _, c := range m.Cells {
			n, _ := engine.Measure(c.Tally, measure)
			if n == 0 {
				continue // documents of a region are of no case
			}
			drawn++
			if want := fmt.Sprintf(": %d", n); !strings.HasPrefix(said[[2]int{c.Row, c.Column}], m.Rows[c.Row].Name+", ") || !strings.HasSuffix(said[[2]int{c.Row, c.Column}], want) {
				t.Errorf("%s: %q, want %q", measure, said[[2]int{c.Row, c.Column}], m.Rows[c.Row].Name+want)
			}
		}
		if len(said) != drawn || drawn < 20 {
			t.Errorf("%s: %d parts are drawn of %d", measure, len(said), drawn)
		}
		for i, h := range m.Rows {
			if n := fmt.Sprintf("n %d", h.Tally.Segments); !strings.Contains(after[i], n) {
				t.Errorf("%s: after %s stands %q, want %q", measure, h.Name, after[i], n)
			}
		}
		if !strings.Contains(m.Bars.Title, "nivel") {
			t.Errorf("the title is %q", m.Bars.Title)
		}
	}
}

// What is folded away in the table has no bar, and what a bar opens is still its own row.
func TestBarsOfFoldedRows(t *testing.T) {
	p := newSample(t)
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCode, Below: true}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}, Bars: "segments"}
	drawn := func() (engine.Matrix, []int) {
		t.Helper()
		m, err := p.Matrix(ctx, q)
		if err != nil || m.Bars == nil {
			t.Fatal(err)
		}
		var rows []int
		for _, g := range m.Bars.Groups {
			if g.Row >= 0 && !slices.Contains(rows, g.Row) {
				rows = append(rows, g.Row)
				if !strings.HasSuffix(g.Tooltip, fmt.Sprint(m.Rows[g.Row].Tally.Segments)) && !strings.Contains(g.Tooltip, m.Rows[g.Row].Name) && g.Tooltip != "" {
					t.Errorf("%q is of %s", g.Tooltip, m.Rows[g.Row].Name)
				}
			}
		}
		return m, rows
	}
	m, all := drawn()
	first := slices.IndexFunc(m.Rows, func(h engine.MatrixHead) bool { return h.Group && h.Depth == 0 })
	next := first + 1
	for m.Rows[next].Depth > 0 {
		next++
	}
	if len(all) != len(m.Rows) || first < 0 || next < first+2 {
		t.Fatalf("%d of %d rows are drawn, %d to %d fold", len(all), len(m.Rows), first, next)
	}
	q.Folded = []string{m.Rows[first].Key}
	_, some := drawn()
	want := slices.DeleteFunc(slices.Clone(all), func(i int) bool { return i > first && i < next })
	if slices.Sort(some); !slices.Equal(some, want) {
		t.Errorf("folded, rows %v are drawn, want %v", some, want)
	}
}

// TestTheReportShowsFacetsByCase holds the table of the section against a matrix of its
// own, and the bars above it against the table.
func TestTheReportShowsFacetsByCase(t *testing.T) {
	p := newSample(t)
	v, err := p.PreviewReport(ctx, engine.ReportRequest{Format: "html", Lang: "fr", Sections: []string{"facets"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := p.Matrix(ctx, engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCase}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}, Lang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(v.Blocks, func(b engine.ReportBlock) bool { return b.Kind == "heading" && b.Text == "niveau" })
	if at < 0 || v.Blocks[at+1].Bars == nil || v.Blocks[at+2].Kind != "table" || len(v.Blocks[at+2].Rows) != len(m.Rows) {
		t.Fatalf("%+v", v.Blocks)
	}
	table := v.Blocks[at+2]
	text := func(c engine.ReportCell) string { return c.Paragraphs[0][0].Text }
	for i, row := range table.Rows {
		bar := ""
		for _, g := range v.Blocks[at+1].Bars.Groups {
			if g.Row == i {
				bar += g.Tooltip + "\n"
			}
		}
		for k := range m.Columns {
			n := fmt.Sprint(m.At(i, k).Segments)
			if text(row[k+1]) != n || n != "0" && !strings.Contains(bar, table.Head[k+1]+": "+n+"\n") {
				t.Errorf("%s, %s: %s in the table, %s counted, bars of %q", text(row[0]), table.Head[k+1], text(row[k+1]), n, bar)
			}
		}
	}
	for format, want := range map[string]string{"docx": "PK", "xlsx": "PK", "html": "<polygon"} {
		path := filepath.Join(t.TempDir(), "facets."+format)
		if _, err := p.Report(ctx, path, engine.ReportRequest{Format: format, Sections: []string{"facets"}}, nil); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || !bytes.Contains(b, []byte(want)) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestBarsOfManyValuesGatherTheRest(t *testing.T) {
	p := newSample(t)
	actor := facetNamed(t, p, "actor")
	m, err := p.Matrix(ctx, engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisRole}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: actor}, Bars: "segments"})
	if err != nil || len(m.Columns) < 9 {
		t.Fatalf("%d columns, %v", len(m.Columns), err)
	}
	rest := 0
	for _, g := range m.Bars.Groups {
		if g.Column >= 0 {
			var n int
			if _, err := fmt.Sscan(g.Tooltip[strings.LastIndex(g.Tooltip, " ")+1:], &n); err != nil || n != m.At(g.Row, g.Column).Segments {
				t.Errorf("%q at %d, %d: %d", g.Tooltip, g.Row, g.Column, m.At(g.Row, g.Column).Segments)
			}
		}
		if strings.Contains(g.Tooltip, ", others: ") {
			rest++
		}
	}
	if rest == 0 {
		t.Error("nothing is gathered")
	}
}

func TestBarsAreWrittenLikeTheMap(t *testing.T) {
	p := newSample(t)
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisRole}, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}, Lang: "fr"}
	for format, want := range map[string][]string{"svg": {"<svg", "niveau:", "responsable technique"}, "png": {"\x89PNG"}, "html": {"<svg", "niveau:", "<table"}} {
		path := filepath.Join(t.TempDir(), "bars."+format)
		done, err := p.ExportMatrix(ctx, path, q, "documents", engine.Export{Format: format})
		if err != nil || done.Rows < 2 {
			t.Fatalf("%s: %+v, %v", format, done, err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range want {
			if !bytes.Contains(b, []byte(x)) {
				t.Errorf("the %s does not hold %q", format, x)
			}
		}
	}
	q.Columns = engine.MatrixAxis{By: engine.AxisCase}
	path := filepath.Join(t.TempDir(), "bars.svg")
	if _, err := p.ExportMatrix(ctx, path, q, "segments", engine.Export{Format: "svg"}); qda.AsError(err) == nil || qda.AsError(err).Code != "matrix.bars" {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("something was written all the same")
	}
}
