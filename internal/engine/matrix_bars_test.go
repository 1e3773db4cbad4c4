package engine_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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
