package engine

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"articula/internal/analysis"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
)

// Measures are what a cell of a matrix can be shown by, in their order.
func Measures() []string { return []string{"segments", "documents", "cases", "characters"} }

// Measure picks one number of a tally.
func Measure(t analysis.Tally, name string) (int, error) {
	switch name {
	case "segments", "":
		return t.Segments, nil
	case "documents":
		return t.Documents, nil
	case "cases":
		return t.Cases, nil
	case "characters":
		return t.Characters, nil
	}
	return 0, qda.E(qda.Invalid, "matrix.measure", "{word} is not counted in a matrix. Use segments, documents, cases or characters.", "word", name)
}

// ExportMatrix writes a matrix as a table: CSV and JSON in one measure, XLSX with a
// sheet for each. The last column and row count everything in them once, and the n
// of segments, documents and cases stands beside every row. SVG and PNG draw it as bars
// that are stacked of the facet in the columns, and a page has them above the table. A
// manifest lies beside it.
func (p *Project) ExportMatrix(ctx context.Context, path string, q MatrixQuery, measure string, r Export) (Exported, error) {
	out := Exported{Path: path}
	if _, err := Measure(analysis.Tally{}, measure); err != nil {
		return out, err
	}
	q.Bars, r.Lang = "", cmp.Or(r.Lang, q.Lang)
	if r.drawn() || r.Format == "html" && q.Columns.By == AxisFacet {
		q.Bars = cmp.Or(measure, "segments")
	}
	if r.Format == "html" {
		q.Folded = nil // the table below the bars has all rows
	}
	var over *cover
	var told Dataset
	m, bars, err := p.matrixAndBars(ctx, q, func(c *counted) (err error) {
		tx, cat := c.selection.w.tx, c.selection.w.cat
		if over, err = p.coverOver(tx, cat, r.Share, nil); err != nil {
			return err
		}
		told, err = p.manifestOf(tx, cat, over, q.Where, q.Consensus, r.Share, len(c.items))
		return err
	})
	if err != nil {
		return out, err
	}
	told.Matrix = &MatrixAsked{over.axis(q.Rows), over.axis(q.Columns), q.Together, q.Distance, q.Split, cmp.Or(measure, "segments"), []string{}}
	for _, h := range m.Rows {
		if h.Group && r.drawn() && slices.Contains(q.Folded, h.Key) {
			told.Matrix.Folded = append(told.Matrix.Folded, over.words(h.Path))
		}
	}
	out.Hidden = m.Hidden
	out.Manifest, err = withManifest(path, "A matrix: how often its rows meet its columns", &told, func(to io.Writer) (int, error) {
		var done table.Written
		var err error
		switch {
		case r.Format == "svg":
			done.Rows, err = len(bars.Rows), report.SVG(to, over.bars(bars))
		case r.Format == "png":
			done.Rows, err = len(bars.Rows), report.PNG(to, over.bars(bars))
		case r.Format == "html" && m.Bars != nil:
			done, err = writePage(to, over.table(worded(m.page(measure, q, r.Lang), r.Lang)), over.bars(bars))
		case r.Format == "html":
			done, err = writePage(to, over.table(worded(m.page(measure, q, r.Lang), r.Lang)))
		case r.Format == "xlsx":
			var sheets []table.Table
			for _, name := range Measures() {
				sheets = append(sheets, over.table(worded(m.table(name), r.Lang)))
			}
			done, err = table.XLSX(to, sheets...)
			done.Rows /= len(sheets)
		default:
			done, err = writeTable(to, over.table(worded(m.table(measure), r.Lang)), r)
		}
		out.Rows, out.Long, out.Mended, told.Mended = done.Rows, done.Long, done.Mends, done.Mends
		return done.Rows, err
	})
	return out, err
}

// drawn reports whether a matrix is written as a picture.
func (r Export) drawn() bool { return r.Format == "svg" || r.Format == "png" }

// page lays the matrix out for people: rows and columns are called what they are in the
// language, and stand below each other as in their tree.
func (m Matrix) page(measure string, q MatrixQuery, lang string) table.Table {
	w := report.WordsIn(lang)
	t := m.table(measure)
	for i, c := range t.Columns {
		if k := slices.Index(c.Args, "column"); k >= 0 {
			at, _ := strconv.Atoi(c.Args[slices.Index(c.Args, "at")+1])
			t.Columns[i].Heading = m.Columns[at].saidIn(w, q.Columns.By)
			if k := slices.Index(c.Args, "source"); k >= 0 {
				t.Columns[i].Heading += ": " + inWords(tableWords().meanings, c.Args[k+1], lang)
			}
		}
	}
	rows, at := t.Rows, 0
	t.Rows = func(yield func([]any, error) bool) {
		for row, err := range rows {
			if at < len(m.Rows) {
				row[0] = strings.Repeat("\u00a0", 4*m.Rows[at].Depth) + m.Rows[at].saidIn(w, q.Rows.By)
			} else {
				row[0] = inWords(tableWords().heads, allRows, lang)
			}
			at++
			if !yield(row, err) {
				return
			}
		}
	}
	return t
}

// table lays the matrix out in one measure.
func (m Matrix) table(measure string) table.Table {
	t := table.Table{Name: title(measure)}
	col := func(name string, typ table.Type, meaning string, args ...string) {
		t.Columns = append(t.Columns, table.Column{Name: name, Type: typ, Meaning: meaning, Args: args})
	}
	col("row", table.Text, "What the row is, with what stands above it")
	var sources []string
	if m.Split != nil {
		sources = []string{SourceNorm, SourcePractice, SourceOther}
	}
	number := func(name, meaning string, args ...string) {
		args = append([]string{"measure", measure}, args...)
		col(name, table.Integer, meaning, args...)
		for _, source := range sources {
			col(name+": "+source, table.Integer, meaning+"; from sources that are {source}", append([]string{"source", source}, args...)...)
		}
	}
	names := map[string]int{}
	for k, h := range m.Columns {
		name := h.shown()
		if names[name]++; names[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, names[name])
		}
		number(name, "Number of {measure} that belong to the row and to {column}", "column", h.shown(), "at", strconv.Itoa(k))
	}
	number("all columns", "Number of {measure} of the row in any column, each counted once")
	col("n segments", table.Integer, "Segments of the row")
	col("n documents", table.Integer, "Documents that they come from")
	col("n cases", table.Integer, "Cases that they belong to")
	t.Rows = func(yield func([]any, error) bool) {
		line := func(name string, at func(column int) (analysis.Tally, *TallySplit), all analysis.Tally, split *TallySplit) []any {
			row := []any{name}
			put := func(t analysis.Tally, split *TallySplit) {
				n, _ := Measure(t, measure)
				row = append(row, n)
				for _, source := range sources {
					if split == nil {
						split = &TallySplit{}
					}
					n, _ := Measure(*split.of(source), measure)
					row = append(row, n)
				}
			}
			for k := range m.Columns {
				put(at(k))
			}
			put(all, split)
			return append(row, all.Segments, all.Documents, all.Cases)
		}
		for i, h := range m.Rows {
			if !yield(line(h.shown(), func(k int) (analysis.Tally, *TallySplit) { return m.At(i, k), m.SplitAt(i, k) }, h.Tally, h.Split), nil) {
				return
			}
		}
		yield(line(allRows, func(k int) (analysis.Tally, *TallySplit) { return m.Columns[k].Tally, m.Columns[k].Split }, m.Total, m.Split), nil)
	}
	return t
}

// noneShown is what a table calls that which has no value.
const (
	noneShown = "(none)"
	allRows   = "all rows"
)

// shown is what a table calls a row or column.
func (h MatrixHead) shown() string {
	if h.None {
		return noneShown
	}
	return h.Path
}

func title(s string) string {
	if s == "" {
		s = "segments"
	}
	return string(s[0]-'a'+'A') + s[1:]
}
