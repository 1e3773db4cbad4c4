package table

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// maxCell is how many UTF-16 units a cell of a workbook can hold.
const maxCell = 32767

// XLSX writes the tables as sheets of one workbook, then a sheet "Dictionary", in their language, that
// says what each column means, and, if a text was too long for a cell, a sheet
// "Continued" with what did not fit.
func XLSX(w io.Writer, tables ...Table) (Written, error) {
	var done Written
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return done, err
	}
	var rest []continued
	for _, t := range tables {
		n, long, err := addSheet(f, styles, t, &done)
		if err != nil {
			return done, err
		}
		done.Rows += n
		rest = append(rest, long...)
	}
	done.Long = len(rest)
	if _, _, err := addSheet(f, styles, dictionary(tables), &Written{}); err != nil {
		return done, err
	}
	if len(rest) > 0 {
		if _, _, err := addSheet(f, styles, continuedTable(rest, wordsOf(tables)), &Written{}); err != nil {
			return done, err
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return done, err
	}
	f.SetActiveSheet(0)
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Articula"}); err != nil {
		return done, err
	}
	return done, f.Write(w)
}

// styles of cells.
type styles struct{ head, text int }

func newStyles(f *excelize.File) (s styles, err error) {
	if s.head, err = f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#E8EEF5"}},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
	}); err != nil {
		return s, err
	}
	if s.text, err = f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}); err != nil {
		return s, err
	}
	// the mark of a text that looks like a formula: it stays a text when edited, too
	yes := true
	f.Styles.CellXfs.Xf[s.text].QuotePrefix = &yes
	return s, nil
}

// continued is what did not fit into a cell.
type continued struct {
	sheet, cell string
	part        int
	text        string
}

func addSheet(f *excelize.File, st styles, t Table, done *Written) (rows int, rest []continued, err error) {
	if _, err := f.NewSheet(t.Name); err != nil {
		return 0, nil, err
	}
	var widths []int // of a sheet that is laid out
	if t.Page {
		if widths, t.Rows, err = layOut(f, t); err != nil {
			return 0, nil, err
		}
	}
	out, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return 0, nil, err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		width := 14.0
		if c.Type == Text {
			width = 24
		}
		if widths != nil {
			width = float64(widths[i])
		}
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return 0, nil, err
		}
		head[i] = excelize.Cell{StyleID: st.head, Value: c.Name}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return 0, nil, err
	}
	var headOpts []excelize.RowOpts
	if widths != nil {
		names := make([]any, len(t.Columns))
		for i, c := range t.Columns {
			names[i] = c.Name
		}
		headOpts = append(headOpts, excelize.RowOpts{Height: rowHeight(names, widths)})
	}
	if err := out.SetRow("A1", head, headOpts...); err != nil {
		return 0, nil, err
	}
	for row, err := range t.Rows {
		if err != nil {
			return rows, rest, err
		}
		rows++
		cells := make([]any, len(row))
		for i, v := range row {
			text, isText := v.(string)
			if !isText {
				cells[i] = v
				continue
			}
			clean, n := xmlText(text)
			done.Mends += n
			parts := cellParts(clean)
			name, err := excelize.CoordinatesToCellName(i+1, rows+1)
			if err != nil {
				return rows, rest, err
			}
			for p, part := range parts[1:] {
				rest = append(rest, continued{t.Name, name, p + 2, part})
			}
			cells[i] = excelize.Cell{StyleID: st.text, Value: parts[0]}
		}
		at, err := excelize.CoordinatesToCellName(1, rows+1)
		if err != nil {
			return rows, rest, err
		}
		var opts []excelize.RowOpts
		if widths != nil {
			opts = append(opts, excelize.RowOpts{Height: rowHeight(row, widths)})
		}
		if err := out.SetRow(at, cells, opts...); err != nil {
			return rows, rest, err
		}
	}
	if t.Heat && rows > 0 {
		if err := heat(f, t, rows); err != nil {
			return rows, rest, err
		}
	}
	return rows, rest, out.Flush()
}

// heat colours the numbers of a sheet from white to the largest. It must come before
// the sheet is closed, with which its colours are written.
func heat(f *excelize.File, t Table, rows int) error {
	for i, c := range t.Columns {
		if c.Type == Text {
			continue
		}
		from, err := excelize.CoordinatesToCellName(i+1, 2)
		if err != nil {
			return err
		}
		to, err := excelize.CoordinatesToCellName(len(t.Columns), rows+1)
		if err != nil {
			return err
		}
		return f.SetConditionalFormat(t.Name, from+":"+to, []excelize.ConditionalFormatOptions{{
			Type: "2_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MinColor: "#FFFFFF", MaxType: "max", MaxColor: "#7FB2E5",
		}})
	}
	return nil
}

// mark says in a cell that its text goes on elsewhere.
const mark = " […] (continued)"

// cellParts cuts a text that is too long for one cell.
func cellParts(s string) []string {
	units := utf16.Encode([]rune(s))
	if len(units) <= maxCell {
		return []string{s}
	}
	size := maxCell - len(utf16.Encode([]rune(mark)))
	var parts []string
	for len(units) > 0 {
		n := min(size, len(units))
		if n < len(units) && utf16.IsSurrogate(rune(units[n-1])) && units[n-1] < 0xDC00 {
			n--
		}
		part := string(utf16.Decode(units[:n]))
		if n < len(units) {
			part += mark
		}
		parts = append(parts, part)
		units = units[n:]
	}
	return parts
}

// xmlText replaces what XML cannot hold (XML 1.0, production 2) and counts it.
func xmlText(s string) (string, int) {
	n := 0
	out := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r != 0xFFFE && r != 0xFFFF {
			return r
		}
		n++
		return 0xFFFD
	}, s)
	return out, n
}

func dictionary(tables []Table) Table {
	w := wordsOf(tables)
	d := Table{Name: w.dictionary, Columns: []Column{{Name: w.sheet, Type: Text}, {Name: w.column, Type: Text}, {Name: w.kind, Type: Text}}}
	said := slices.ContainsFunc(tables, func(t Table) bool {
		return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Meaning != "" })
	})
	if said { // where names say all there is to say, there is no empty column
		d.Columns = append(d.Columns, Column{Name: w.meaning, Type: Text})
	}
	d.Rows = func(yield func([]any, error) bool) {
		for _, t := range tables {
			for _, c := range t.Columns {
				row := []any{t.Name, c.Name, w.types[c.Type], c.Meaning}
				if !yield(row[:len(d.Columns)], nil) {
					return
				}
			}
		}
	}
	return d
}

func continuedTable(rest []continued, w words) Table {
	t := Table{Name: w.continued, Columns: []Column{{Name: w.cell, Type: Text}, {Name: w.part, Type: Integer}, {Name: w.text, Type: Text}}}
	t.Rows = func(yield func([]any, error) bool) {
		for _, c := range rest {
			if !yield([]any{fmt.Sprintf("%s!%s", c.sheet, c.cell), c.part, c.text}, nil) {
				return
			}
		}
	}
	return t
}
