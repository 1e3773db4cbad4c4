package table

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// The measures of sheets that are read: columns in characters, rows in points.
const (
	pageNarrowest, pageWidest = 9, 52
	pageLine, pageHighest     = 15, 240
)

// layOut gives each column the width that its texts need, up to a limit, and puts the sheet
// across the paper, on one page's width. It must come before the sheet is written, and gives
// the rows, which it has gone through.
func layOut(f *excelize.File, t Table) (widths []int, rows iter.Seq2[[]any, error], err error) {
	widths = make([]int, len(t.Columns))
	for i, c := range t.Columns {
		for word := range strings.FieldsSeq(c.Name) {
			widths[i] = max(widths[i], utf8.RuneCountInString(word)+2)
		}
	}
	var all [][]any
	for row, err := range t.Rows {
		if err != nil {
			return nil, nil, err
		}
		all = append(all, row)
		for i, v := range row {
			if text, is := v.(string); is {
				for line := range strings.SplitSeq(text, "\n") {
					widths[i] = max(widths[i], utf8.RuneCountInString(line)+2)
				}
			}
		}
	}
	for i := range widths {
		widths[i] = min(max(widths[i], pageNarrowest), pageWidest)
	}
	across, one, high := "landscape", 1, 0 // as many pages below each other as it takes
	fit := true
	if err := f.SetSheetProps(t.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return nil, nil, err
	}
	rows = func(yield func([]any, error) bool) {
		for _, row := range all {
			if !yield(row, nil) {
				return
			}
		}
	}
	return widths, rows, f.SetPageLayout(t.Name, &excelize.PageLayoutOptions{Orientation: &across, FitToWidth: &one, FitToHeight: &high})
}

// rowHeight is how high a row is in which every text is seen, up to a limit: programs that
// measure texts themselves do so only once a row is written in.
func rowHeight(row []any, widths []int) float64 {
	most := 1
	for i, v := range row {
		text, is := v.(string)
		if !is || i >= len(widths) {
			continue
		}
		lines := 0
		for line := range strings.SplitSeq(text, "\n") {
			lines += 1 + utf8.RuneCountInString(line)*11/10/widths[i] // words are not broken
		}
		most = max(most, lines)
	}
	return float64(min(most*pageLine, pageHighest))
}
