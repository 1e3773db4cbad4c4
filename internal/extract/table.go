package extract

import (
	"strings"

	"articula/internal/qda"
)

// cellGap stands between the cells of a row.
const cellGap = " | "

// addRow adds one row of a table, of which each cell is a list of blocks. Rows
// that only serve the layout, with a single cell in use that holds more than a
// short paragraph, are added as the blocks they are.
func (d *draft) addRow(cells [][]block) error {
	used, last := 0, 0
	for i, c := range cells {
		if len(c) > 0 {
			used++
			last = i
		}
	}
	if used == 0 {
		return nil
	}
	if used == 1 && (len(cells) == 1 || len(cells[last]) > 1) {
		for _, b := range cells[last] {
			if err := d.add(b); err != nil {
				return err
			}
		}
		return nil
	}
	row := block{kind: qda.TableRow, styled: true, blank: d.spacing.take()}
	var text strings.Builder
	for i, c := range cells {
		if i > 0 {
			text.WriteString(cellGap)
			row.cells = append(row.cells, text.Len())
		}
		for j, b := range c {
			if j > 0 {
				// Paragraphs of the last cell keep their lines, where they
				// cannot be mistaken for the next cell.
				if i == last {
					text.WriteByte('\n')
				} else {
					text.WriteByte(' ')
				}
			}
			at := text.Len()
			text.WriteString(b.text)
			for _, r := range b.runs {
				row.runs = append(row.runs, run{r.start + at, r.end + at, r.style})
			}
		}
	}
	row.text = text.String()
	return d.add(row)
}
