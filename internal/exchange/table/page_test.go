package table_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/exchange/table"
)

// A sheet that is made to be read has columns as wide and rows as high as its texts need,
// within limits, and is printed across on one page's width; one of data has not.
func TestASheetThatIsReadHasRoomForItsTexts(t *testing.T) {
	long := strings.Repeat("coordination ", 40)
	columns := []table.Column{{Name: "Case", Type: table.Text}, {Name: "Finding", Type: table.Text}, {Name: "n", Type: table.Integer}}
	rows := func(yield func([]any, error) bool) {
		_ = yield([]any{"Mali", long, 3}, nil) && yield([]any{"Peru", "short\nand long", 1}, nil)
	}
	var out bytes.Buffer
	if _, err := table.XLSX(&out, table.Table{Name: "Read", Columns: columns, Rows: rows, Page: true}, table.Table{Name: "Data", Columns: columns, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for column, want := range map[string]float64{"A": 9, "B": 52, "C": 9} {
		if got, err := f.GetColWidth("Read", column); got != want || err != nil {
			t.Errorf("column %s is %v wide, %v", column, got, err)
		}
	}
	for row, want := range map[int]float64{1: 15, 2: 180, 3: 30} {
		if got, err := f.GetRowHeight("Read", row); got != want || err != nil {
			t.Errorf("row %d is %v high, %v", row, got, err)
		}
	}
	if value, err := f.GetCellValue("Read", "B2"); value != long || err != nil {
		t.Errorf("the text became %q, %v", value, err)
	}
	for sheet, want := range map[string]bool{"Read": true, "Data": false} {
		props, err := f.GetSheetProps(sheet)
		if err != nil {
			t.Fatal(err)
		}
		page, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if fits := props.FitToPage != nil && *props.FitToPage; fits != want || want && (*page.Orientation != "landscape" || *page.FitToHeight != 0) {
			t.Errorf("%s: fits %v, %+v", sheet, fits, page)
		}
	}
}
