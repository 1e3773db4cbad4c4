package engine_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func csvRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		out = append(out, row)
	}
	return out
}

// TestCoverageGoesIntoFiles holds the three tables of coverage against what is shown.
func TestCoverageGoesIntoFiles(t *testing.T) {
	p := newSample(t)
	doc, err := p.FindDocument(ctx, "manual-operativo-fest.md")
	if err != nil {
		t.Fatal(err)
	}
	first, formula := doc.ID, "=1+1"
	if err := p.EditDocument(ctx, engine.EditDocument{ID: first, Title: &formula}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCode}, Columns: engine.MatrixAxis{By: engine.AxisDocument}}
	shown, err := p.Coverage(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	for _, single := range []bool{false, true} {
		done, err := p.ExportCoverage(ctx, file("voices.csv"), q, single, engine.Export{Format: "csv"})
		if err != nil {
			t.Fatal(err)
		}
		cells := shown.Cells
		if single {
			cells = shown.Singles().Cells
		}
		rows := csvRows(t, file("voices.csv"))
		if len(rows) != len(cells) || done.Rows != len(cells) || single && len(cells) != shown.Single || len(cells) == 0 {
			t.Fatalf("%d rows and %d said for %d cells, %d of one voice", len(rows), done.Rows, len(cells), shown.Single)
		}
		guarded := false
		for i, x := range cells {
			r := rows[i]
			if r["voices"] != strconv.Itoa(x.Voices.Voices) || r["segments"] != strconv.Itoa(x.Voices.Segments) || r["single"] != strconv.FormatBool(x.Voices.Single) || r["row"] != shown.Rows[x.Row].Path {
				t.Errorf("row %d is %v for %+v", i, r, x)
			}
			guarded = guarded || r["column"] == "'=1+1"
		}
		if !guarded {
			t.Error("a title that is a formula was not guarded, or is missing")
		}
	}

	list, err := p.DocumentsCoverage(ctx, engine.OrderDate)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.ExportDocumentsCoverage(ctx, file("documents.csv"), engine.OrderDate, engine.Export{Format: "csv"}); err != nil {
		t.Fatal(err)
	}
	rows := csvRows(t, file("documents.csv"))
	if len(rows) != len(list) {
		t.Fatalf("%d rows for %d documents", len(rows), len(list))
	}
	for i, d := range list {
		if r := rows[i]; r["document_id"] != d.Document.ID.String() || r["coded"] != strconv.Itoa(d.Coded) || r["new"] != strconv.Itoa(d.New) || r["uncoded"] != strconv.Itoa(d.Uncoded) {
			t.Errorf("row %d is %v for %+v", i, r, d)
		}
	}

	gaps, err := p.UncodedPassages(ctx, []qda.ID{first})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.ExportUncoded(ctx, file("uncoded.json"), []qda.ID{first}, engine.Export{Format: "json"}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file("uncoded.json"))
	if err != nil {
		t.Fatal(err)
	}
	var written []struct {
		Start, End int
		Quote      string
	}
	if err := json.Unmarshal(b, &written); err != nil || len(written) != len(gaps) || len(gaps) == 0 {
		t.Fatalf("%d of %d passages: %v", len(written), len(gaps), err)
	}
	for i, g := range gaps {
		if w := written[i]; w.Start != g.Start || w.End != g.End || w.Quote != g.Quote {
			t.Errorf("%+v for %+v", w, g)
		}
	}

	if _, err := p.ExportUncoded(ctx, file("uncoded.odt"), nil, engine.Export{Format: "odt"}); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
	if _, err := os.Stat(file("uncoded.odt")); !os.IsNotExist(err) {
		t.Error("a file that could not be written is there", err)
	}
}

// TestTheGapGoesIntoAFile holds the rows of the file against what is shown.
func TestTheGapGoesIntoAFile(t *testing.T) {
	p := newSample(t)
	shown, err := p.Gap(ctx, engine.GapQuery{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "gap.csv")
	done, err := p.ExportGap(ctx, path, engine.GapQuery{}, engine.Export{Format: "csv"})
	if err != nil || done.Rows != len(shown) {
		t.Fatalf("%+v for %d rows: %v", done, len(shown), err)
	}
	for i, row := range csvRows(t, path) {
		r := shown[i]
		if row["case"] != r.Case.Name || row["code"] != r.Code.Name || row["verdict"] != r.Verdict || row["norm"] != strconv.Itoa(r.Norm.Segments) ||
			row["practice_linked"] != strconv.Itoa(r.Practice.Linked) || len(r.Links) > 0 && !strings.Contains(row["links"], r.Links[0].To.Quote) {
			t.Errorf("%v, want %+v", row, r)
		}
	}
}
