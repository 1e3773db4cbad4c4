package table

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// dates finds the cells of a workbook that show a date, whose number would otherwise
// be read as it happens to be shown: day and month first or last, years cut short.
type dates struct {
	f     *excelize.File
	known map[int]bool // by style: whether it shows a date
}

// value gives a cell that shows a date as YYYY-MM-DD, with the time after a blank
// where there is one; a number that is shown in groups or with fewer decimals than it
// has, as it is; other cells as they are shown.
func (d *dates) value(sheet, shown string, column, row int) string {
	if shown == "" {
		return shown
	}
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return shown
	}
	style, err := d.f.GetCellStyle(sheet, cell)
	if err != nil || style == 0 {
		return shown
	}
	date, known := d.known[style]
	if !known {
		date = d.shows(style)
		d.known[style] = date
	}
	if !date && strings.Trim(shown, "-0123456789., \u00A0'") != "" {
		return shown
	}
	raw, err := d.f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		return shown
	}
	n, err := strconv.ParseFloat(raw, 64)
	if err == nil && !date {
		return number(n, shown)
	}
	if err != nil || !(n >= 0 && n < 2_958_466) { // the year 10000
		return shown
	}
	t, err := excelize.ExcelDateToTime(n, d.f.WorkBook.WorkbookPr != nil && d.f.WorkBook.WorkbookPr.Date1904)
	if err != nil {
		return shown
	}
	if t.Hour()+t.Minute()+t.Second() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04:05")
}

// number writes a number with the 15 digits that spreadsheets keep, unless it is shown
// so already, or with zeros in front, as codes of places are.
func number(n float64, shown string) string {
	if len(shown) > 1 && shown[0] == '0' && shown[1] != '.' {
		return shown
	}
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// shows reports whether a style shows a date: by the numbers of the formats that
// every workbook has (ECMA-376 §18.8.30), or by a year, or a day and month, in one of
// its own.
func (d *dates) shows(style int) bool {
	s, err := d.f.GetStyle(style)
	if err != nil {
		return false
	}
	if s.CustomNumFmt == nil {
		n := s.NumFmt
		return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
	}
	form := strings.ToLower(*s.CustomNumFmt)
	for _, marks := range []string{`""`, "[]"} { // words and colours
		for {
			a := strings.IndexByte(form, marks[0])
			if a < 0 {
				break
			}
			b := strings.IndexByte(form[a+1:], marks[1])
			if b < 0 {
				break
			}
			form = form[:a] + form[a+b+2:]
		}
	}
	return strings.Contains(form, "yy") || strings.Contains(form, "d") && strings.Contains(form, "m")
}
