package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"articula/internal/formula"
	"articula/internal/qda"
)

// Sheet is a table as a file has it: a header and rows of texts, each as long as the
// header.
type Sheet struct {
	Name   string
	Header []string
	Rows   [][]string
	Lines  []int // for each row, its number in the file, from 1
}

// The limits of a file that is read: what is larger is no table of cases. They bound the
// memory, too, for a cell of one byte takes many times as much.
const (
	MaxBytes     = 64 << 20
	maxReadRows  = 100_000
	maxReadCols  = 1000
	maxReadCells = 5_000_000
)

// Read reads the sheets of a workbook, or the one table of a CSV file, by the ending
// of the file's name. Rows and columns without anything in them are left out. It
// fails with Unsupported for another kind of file, and with Invalid for a file that
// is not what its name says.
func Read(name string, data []byte) ([]Sheet, error) {
	if len(data) > MaxBytes {
		return nil, tooLarge(name, int64(len(data)))
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		s, err := readCSV(name, data)
		if err != nil {
			return nil, err
		}
		return []Sheet{s}, nil
	case ".xlsx":
		return readXLSX(name, data)
	}
	return nil, qda.E(qda.Unsupported, "table.format", "{file} is not a table that can be read. Save it as CSV or XLSX.", "file", name)
}

func readCSV(name string, data []byte) (Sheet, error) {
	text, err := Decode(data)
	if err != nil {
		return Sheet{}, unreadable(name, err)
	}
	comma := Separator(text)
	declared := 0 // lines before the table
	if first, rest, more := strings.Cut(text, "\n"); more {
		if said := strings.Trim(first, "\r\" "); len(said) == 5 && strings.EqualFold(said[:4], "sep=") { // as Excel lets a file say how it is divided
			comma, text, declared = rune(said[4]), rest, 1
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	if tooManyColumns(text, comma) {
		return Sheet{}, tooWide(name)
	}
	g := gathered{file: name}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Sheet{}, unreadable(name, err)
		}
		line, _ := r.FieldPos(0)
		for i := range row {
			row[i] = formula.Unguard(row[i])
		}
		if err := g.add(row, line+declared); err != nil {
			return Sheet{}, err
		}
	}
	return tidy(name, strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), g.rows, g.lines)
}

// gathered are the rows of a file that were read, within the limits.
type gathered struct {
	file  string
	rows  [][]string
	lines []int
	cells int
}

// add takes a row without the empty cells at its end, which spreadsheets write for all of
// their columns.
func (g *gathered) add(row []string, line int) error {
	for len(row) > 0 && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1]
	}
	if len(row) > maxReadCols {
		return tooWide(g.file)
	}
	g.rows, g.lines = append(g.rows, slices.Clone(row)), append(g.lines, line)
	if g.cells += len(row); g.cells > maxReadCells {
		return tooManyCells(g.file)
	}
	if len(g.rows) > maxReadRows {
		return tooManyRows(g.file)
	}
	return nil
}

// maxSeparators is how many separators a row may have: as a spreadsheet has columns.
const maxSeparators = 16_384

// tooManyColumns looks for a row with more separators than any spreadsheet has columns,
// before its cells are made.
func tooManyColumns(text string, comma rune) bool {
	n, quoted := 0, false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n' && !quoted:
			n = 0
		case r == comma:
			if n++; n > maxSeparators && !quoted {
				return true
			}
		}
	}
	return false
}

func tooLarge(name string, bytes int64) error {
	return qda.E(qda.Invalid, "table.too_large", "{file} is too large for a table ({n} MB). Nothing was read.", "file", name, "n", bytes>>20)
}

func tooManyCells(name string) error {
	return qda.E(qda.Invalid, "table.too_many_cells", "{file} has more than {n} cells. Nothing was read.", "file", name, "n", maxReadCells)
}

func tooWide(name string) error {
	return qda.E(qda.Invalid, "table.too_wide", "{file} has more than {n} columns. Nothing was read.", "file", name, "n", maxReadCols)
}

func unreadable(name string, err error) error {
	return qda.E(qda.Invalid, "table.damaged", "{file} cannot be read as a table. Nothing was changed. Open it in a spreadsheet and save it again.", "file", name).Because(err)
}

func tooManyRows(name string) error {
	return qda.E(qda.Invalid, "table.too_many", "{file} has more than {n} rows. Nothing was read.", "file", name, "n", maxReadRows)
}

// Decode reads the bytes of a table as Unicode: UTF-8 or UTF-16 by their mark, else UTF-8 where
// they are, else Windows-1252, which spreadsheets write where they do not write UTF-8.
func Decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return string(b), err
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\uFEFF"), nil
	}
	b, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(b), err
}

// Separator is what the first line is divided by: the one of tab, semicolon and comma
// that stands there most often outside of quotation marks.
func Separator(text string) rune {
	count := map[rune]int{}
	quoted := false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted {
			break
		}
		if !quoted {
			count[r]++
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}

func readXLSX(name string, data []byte) ([]Sheet, error) {
	if err := bounded(name, data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: MaxBytes})
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer f.Close()
	var out []Sheet
	d := &dates{f: f, known: map[int]bool{}}
	for _, title := range f.GetSheetList() {
		it, err := f.Rows(title)
		if err != nil {
			continue // a chart, not a table
		}
		g := gathered{file: name}
		for n := 1; it.Next(); n++ {
			row, err := it.Columns()
			if err != nil {
				it.Close()
				return nil, unreadable(name, err)
			}
			for i := range row {
				if row[i] != "" {
					row[i] = d.value(title, row[i], i+1, n)
				}
			}
			if err := g.add(row, n); err != nil {
				it.Close()
				return nil, err
			}
		}
		if err := errors.Join(it.Error(), it.Close()); err != nil {
			return nil, unreadable(name, err)
		}
		s, err := tidy(name, title, g.rows, g.lines)
		if err == nil {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, empty(name)
	}
	return out, nil
}

func empty(name string) error {
	return qda.E(qda.Invalid, "table.empty", "{file} has no table: the first row must name the columns, and rows must follow. Nothing was changed.", "file", name)
}

// tidy takes the first row with something in it for the header, cuts columns that
// have neither name nor value, and fills rows up to the header's length.
func tidy(file, name string, rows [][]string, lines []int) (Sheet, error) {
	s := Sheet{Name: name}
	blank := func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" }
	start := 0
	for start < len(rows) && blank(rows[start]) {
		start++
	}
	width := 0
	for _, row := range rows[start:] {
		for i, v := range row {
			if strings.TrimSpace(v) != "" {
				width = max(width, i+1)
			}
		}
	}
	if start >= len(rows)-1 || width == 0 {
		return s, empty(file)
	}
	if width > maxReadCols {
		return s, tooWide(file)
	}
	if width*(len(rows)-start) > 2*maxReadCells {
		return s, tooManyCells(file)
	}
	cut := func(row []string) []string {
		out := make([]string, width)
		for i := range min(width, len(row)) {
			out[i] = strings.TrimSpace(row[i])
		}
		return out
	}
	s.Header = cut(rows[start])
	for i, row := range rows[start+1:] {
		if !blank(row) {
			s.Rows = append(s.Rows, cut(row))
			s.Lines = append(s.Lines, lines[start+1+i])
		}
	}
	if len(s.Rows) == 0 {
		return s, empty(file)
	}
	return s, nil
}
