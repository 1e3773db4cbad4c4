package table

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Dates of a workbook are dates and numbers numbers, however they are shown.
func TestDatesOfWorkbooks(t *testing.T) {
	f := excelize.NewFile()
	style := func(format int, own string) int {
		s := &excelize.Style{NumFmt: format}
		if own != "" {
			s.CustomNumFmt = &own
		}
		id, err := f.NewStyle(s)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	f.SetCellValue("Sheet1", "A1", "head")
	want := []string{}
	for i, c := range []struct {
		value any
		style int
		want  string
	}{
		{45292, style(14, ""), "2024-01-01"}, {45355, style(0, "dd/mm/yyyy"), "2024-03-04"}, {45355, style(0, "mm/dd/yy"), "2024-03-04"}, {45292.5, style(22, ""), "2024-01-01 12:00:00"},
		{1.5, style(0, `0.0 "days in a month"`), "1.5 days in a month"}, {3, style(0, "[Red]0"), "3"}, {"text", style(14, ""), "text"}, {0.25, style(10, ""), "25.00%"}, {45292, 0, "45292"},
		{1234567.125, style(4, ""), "1234567.125"}, {-1200, style(3, ""), "-1200"}, {5001, style(0, "00000"), "05001"}, {0.1, style(2, ""), "0.1"}, {"1,234", style(3, ""), "1,234"},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		f.SetCellValue("Sheet1", cell, c.value)
		if c.style != 0 {
			f.SetCellStyle("Sheet1", cell, cell, c.style)
		}
		want = append(want, c.want)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	sheets, err := Read("x.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range sheets[0].Rows {
		if row[0] != want[i] {
			t.Errorf("row %d: %q, want %q", i, row[0], want[i])
		}
	}
}
