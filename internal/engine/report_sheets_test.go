package engine

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bookSheet is a sheet of a workbook, its rows with the header.
type bookSheet struct {
	name string
	rows [][]string
}

// workbook writes a report as a workbook and reads its sheets, without the dictionary,
// which is the last one.
func workbook(t *testing.T, p *Project, r ReportRequest) (out []bookSheet) {
	t.Helper()
	r.Format = "xlsx"
	path := filepath.Join(t.TempDir(), "report.xlsx")
	if _, err := p.Report(bg, path, r, nil); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, bookSheet{name, rows})
	}
	return out[:len(out)-1]
}

// TestAWorkbookSaysOfACaseOnItsSheet reads who speaks of a case, and what it is, on the
// sheet of the case.
func TestAWorkbookSaysOfACaseOnItsSheet(t *testing.T) {
	p := sampleProject(t)
	sheets := workbook(t, p, ReportRequest{Lang: "en", Sections: []string{"cases"}})
	voices := 0
	for _, s := range sheets {
		for _, row := range s.rows {
			for i, cell := range row {
				if !strings.HasPrefix(cell, "Voices: ") {
					continue
				}
				voices++
				k, err := p.FindCase(bg, s.name)
				if err != nil {
					t.Errorf("it is said on the sheet %s: %v", s.name, err)
					continue
				}
				sheet, err := p.CaseSheet(bg, k.ID)
				if err != nil {
					t.Fatal(err)
				}
				if want := fmt.Sprintf("Voices: %d, in %d coded", sheet.Coverage.Voices, sheet.Coverage.Documents); !strings.HasPrefix(cell, want) || row[0] != "Note" || s.rows[0][i] != "Value" {
					t.Errorf("of %s, %q is said in %q, want %q", s.name, cell, s.rows[0][i], want)
				}
				if sheet.Description != "" && !slices.ContainsFunc(s.rows, func(row []string) bool { return slices.Contains(row, sheet.Description) }) {
					t.Errorf("%s is not described", s.name)
				}
			}
		}
	}
	if len(sheets) != 14 || voices != 7 {
		t.Errorf("%d cases on %d sheets", voices, len(sheets))
	}
}

// TestAWorkbookHasNoSheetThatNobodyAskedFor looks for the sheet of what stands in no table.
func TestAWorkbookHasNoSheetThatNobodyAskedFor(t *testing.T) {
	p := sampleProject(t)
	for _, sections := range [][]string{{"codebook"}, {"codebook", "facets"}, {"cases"}, {"gap", "actors"}, {"synthesis"}} {
		for _, s := range workbook(t, p, ReportRequest{Lang: "en", Sections: sections}) {
			if s.name == "Methods" || s.name == "Note" || len(s.rows) < 2 {
				t.Errorf("%v: a sheet %s with %d rows", sections, s.name, len(s.rows))
			}
		}
	}
	with := workbook(t, p, ReportRequest{Lang: "en", Sections: []string{"codebook", "methods"}})
	if last := with[len(with)-1]; last.name != "Methods" || len(last.rows) != 2 {
		t.Errorf("of %d sheets the last is %s with %d rows", len(with), last.name, len(last.rows))
	}
	// in which language the project's own words are
	with = workbook(t, p, ReportRequest{Lang: "es", Sections: []string{"codebook"}})
	if last := with[len(with)-1]; last.name != "Nota" || len(last.rows) != 2 {
		t.Errorf("of %d sheets the last is %s with %d rows", len(with), last.name, len(last.rows))
	}
}
