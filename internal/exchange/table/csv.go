package table

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"

	"articula/internal/formula"
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
		line[i] = formula.Guard(c.Name)
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
		return formula.Guard(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	panic("table: a value of unknown type")
}
