package table

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// CSVOptions are the habits of the program that will read the file.
type CSVOptions struct {
	BOM       bool // Excel takes a file for UTF-8 only with a byte order mark
	Separator rune // 0 is ","; Excel in many languages wants ";"
}

// CSV writes the table as RFC 4180, with a header line, but with plain line feeds:
// the carriage returns of the standard would find their way into the texts.
func CSV(w io.Writer, t Table, o CSVOptions) (Written, error) {
	var done Written
	buf := bufio.NewWriter(w)
	if o.BOM {
		buf.WriteString("\uFEFF")
	}
	out := csv.NewWriter(buf)
	if o.Separator != 0 {
		out.Comma = o.Separator
	}
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = Harmless(c.Name)
	}
	if err := out.Write(line); err != nil {
		return done, err
	}
	for row, err := range t.Rows {
		if err != nil {
			return done, err
		}
		for i := range line {
			line[i] = csvCell(row[i])
		}
		if err := out.Write(line); err != nil {
			return done, err
		}
		done.Rows++
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return done, err
	}
	return done, buf.Flush()
}

func csvCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return Harmless(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	panic("table: a value of unknown type")
}

// Harmless puts an apostrophe before a text that a spreadsheet would take for a
// formula, also where it has apostrophes before it already. Reading the file back,
// [Original] takes it away.
func Harmless(s string) string {
	if risky(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Original is the inverse of [Harmless].
func Original(s string) string {
	if strings.HasPrefix(s, "'") && risky(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

// risky looks at the first character: = + - @ begin formulas, also in their wide
// forms, and a tab or line end would hide one.
func risky(s string) bool {
	for _, r := range s {
		switch r {
		case '=', '+', '-', '@', '\t', '\r', '\n', 0, '＝', '＋', '－', '＠':
			return true
		}
		return false
	}
	return false
}
