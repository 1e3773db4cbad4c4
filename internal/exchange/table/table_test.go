package table_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/exchange/table"
	"articula/internal/formula"
)

func of(rows ...[]any) table.Table {
	return table.Table{
		Name: "Codings",
		Columns: []table.Column{
			{Name: "quote", Type: table.Text, Meaning: "the coded words"}, {Name: "start", Type: table.Integer, Meaning: "first character"},
			{Name: "weight", Type: table.Number}, {Name: "blind", Type: table.Boolean},
		},
		Rows: func(yield func([]any, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		},
	}
}

var payloads = []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''=1", "=cmd|' /C calc'!A0", "＝1", "plain", "'quoted'", "", "a;b,c\"d\ne", "été 😀"}

func TestTextsNeverBecomeFormulasInCSV(t *testing.T) {
	var rows [][]any
	for _, p := range payloads {
		rows = append(rows, []any{p, 3, -1.5, true})
	}
	for _, o := range []table.CSVOptions{{}, {BOM: true}, {Separator: ';'}} {
		var b bytes.Buffer
		done, err := table.CSV(&b, of(rows...), o)
		if err != nil || done.Rows != len(payloads) {
			t.Fatal(done, err)
		}
		text := b.String()
		if strings.HasPrefix(text, "\uFEFF") != o.BOM {
			t.Error("byte order mark")
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
		if o.Separator != 0 {
			r.Comma = o.Separator
		}
		got, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range payloads {
			cell := got[i+1][0]
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") || strings.HasPrefix(cell, "＝") {
				t.Errorf("%q stands as %q", p, cell)
			}
			if back := formula.Unguard(cell); back != p {
				t.Errorf("%q comes back as %q", p, back)
			}
			if got[i+1][1] != "3" || got[i+1][2] != "-1.5" || got[i+1][3] != "true" {
				t.Errorf("numbers became %q", got[i+1])
			}
		}
	}
}

func TestWorkbookHoldsTextsAsTextsAndExplainsItsColumns(t *testing.T) {
	long := strings.Repeat("0123456789", 4000) + "😀end"
	var rows [][]any
	for _, p := range append(payloads, long, "bell\x07") {
		rows = append(rows, []any{p, 3, -1.5, true})
	}
	rows = append(rows, []any{nil, nil, nil, nil})
	var b bytes.Buffer
	done, err := table.XLSX(&b, of(rows...))
	if err != nil || done.Rows != len(rows) || done.Long != 1 || done.Mends != 1 {
		t.Fatal(done, err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Codings", "Dictionary", "Continued"}) {
		t.Errorf("sheets %v", got)
	}
	for i, p := range payloads {
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		got, err := f.GetCellValue("Codings", cell)
		formula, _ := f.GetCellFormula("Codings", cell)
		if want := strings.ReplaceAll(p, "\r", "\n"); err != nil || got != p && got != want || formula != "" {
			t.Errorf("%s: %q, formula %q, %v, want %q", cell, got, formula, err, p)
		}
	}
	if typ, err := f.GetCellType("Codings", "B2"); err != nil || typ != excelize.CellTypeUnset && typ != excelize.CellTypeNumber {
		t.Errorf("a number is of type %v, %v", typ, err)
	}
	meaning, _ := f.GetCellValue("Dictionary", "D2")
	if meaning != "the coded words" {
		t.Errorf("dictionary says %q", meaning)
	}
	cell, _ := excelize.CoordinatesToCellName(1, len(payloads)+2)
	head, _ := f.GetCellValue("Codings", cell)
	tail, _ := f.GetCellValue("Continued", "C2")
	if joined := strings.Replace(head, " […] (continued)", "", 1) + tail; joined != long {
		t.Errorf("a long text lost %d of %d bytes", len(long)-len(joined), len(long))
	}
	style, _ := f.GetCellStyle("Codings", "A2")
	if q := f.Styles.CellXfs.Xf[style].QuotePrefix; q == nil || !*q {
		t.Error("texts are not marked as texts")
	}
}

func TestAnErrorInTheRowsEndsTheFile(t *testing.T) {
	boom := errors.New("boom")
	bad := of()
	bad.Rows = func(yield func([]any, error) bool) { yield(nil, boom) }
	if _, err := table.CSV(&bytes.Buffer{}, bad, table.CSVOptions{}); !errors.Is(err, boom) {
		t.Error(err)
	}
	if _, err := table.XLSX(&bytes.Buffer{}, bad); !errors.Is(err, boom) {
		t.Error(err)
	}
}
