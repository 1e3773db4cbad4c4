package engine

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"articula/internal/exchange/table"
)

// tableShape is what the cells of a table are like: SPSS wants the widths of texts to be
// said beforehand, and cannot read cells of several lines.
type tableShape struct {
	widths []int // the most bytes of each column
	lines  bool  // a cell has several lines
}

// shapeOf gives the shape of a table, which is known when its rows were gone through.
func shapeOf(t *table.Table) *tableShape {
	s := &tableShape{widths: make([]int, len(t.Columns))}
	rows := t.Rows
	t.Rows = func(yield func([]any, error) bool) {
		for row, err := range rows {
			for i, v := range row {
				if text, ok := v.(string); ok {
					s.widths[i] = max(s.widths[i], len(text)+1) // a mark may stand before it
					s.lines = s.lines || strings.ContainsAny(text, "\n\r")
				}
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return s
}

// What SPSS has room for, in bytes.
const (
	spssWidth = 32767 // a text
	spssLabel = 255   // the label of a variable
)

// spssSyntax reads the tables of a dataset in SPSS and PSPP: texts as wide as they are,
// numbers as numbers, with labels of variables and of marks, missing values and levels
// of measurement. Tables with cells of several lines are left out, which SPSS cannot
// read from a text; R can. The file begins with a byte order mark, by which SPSS knows
// UTF-8.
func spssSyntax(files []string, tables []table.Table, shapes []tableShape) string {
	var b strings.Builder
	b.WriteString("\ufeff* Reads the tables of this folder. Set the folder first.\n* CD '...'.\n")
	for i, t := range tables {
		if shapes[i].lines {
			fmt.Fprintf(&b, "\n* %s is not read: some of its cells have several lines.\n", files[i])
			continue
		}
		names := spssNames(t.Columns)
		fmt.Fprintf(&b, "\nGET DATA\n  /TYPE=TXT\n  /FILE=%s\n  /ENCODING='UTF8'\n  /ARRANGEMENT=DELIMITED\n  /DELCASE=LINE\n  /FIRSTCASE=2\n  /DELIMITERS=\",\"\n  /QUALIFIER='\"'\n  /VARIABLES=", spssText(files[i]))
		var texts, marks, nominal, scale []string
		for j, c := range t.Columns {
			form := fmt.Sprintf("A%d", min(max(shapes[i].widths[j], 1), spssWidth))
			switch c.Type {
			case table.Integer:
				form = "F8.0"
			case table.Number:
				form = "F16.6"
			case table.Boolean:
				form = fmt.Sprintf("A%d", max(shapes[i].widths[j], len("false")))
			}
			fmt.Fprintf(&b, "\n    %s %s", names[j], form)
			switch {
			case form[0] == 'A':
				texts, nominal = append(texts, names[j]), append(nominal, names[j])
			case c.Marks:
				marks, nominal = append(marks, names[j]), append(nominal, names[j])
			default:
				scale = append(scale, names[j])
			}
		}
		b.WriteString(".\nVARIABLE LABELS")
		for j, c := range t.Columns {
			fmt.Fprintf(&b, "\n  %s %s", names[j], spssText(clipBytes(c.Meaning, spssLabel)))
		}
		b.WriteString(".\n")
		if len(marks) > 0 {
			fmt.Fprintf(&b, "VALUE LABELS%s\n  0 'not there' 1 'there'.\n", spssList(marks))
		}
		// an empty number is missing by itself, an empty text only if that is said
		fmt.Fprintf(&b, "MISSING VALUES%s\n  (' ').\n", spssList(texts))
		fmt.Fprintf(&b, "VARIABLE LEVEL%s\n  (NOMINAL)", spssList(nominal))
		if len(scale) > 0 {
			fmt.Fprintf(&b, "\n  /%s\n  (SCALE)", strings.TrimPrefix(spssList(scale), "\n  "))
		}
		// a copy of the name stays when the next table is read, in PSPP as well
		fmt.Fprintf(&b, ".\nEXECUTE.\nDATASET COPY %s.\n", strings.TrimSuffix(files[i], ".csv"))
	}
	return b.String()
}

func spssList(names []string) string { return "\n  " + strings.Join(names, "\n  ") }

// spssText is a text in quotes, on one line.
func spssText(s string) string {
	return "'" + strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "'", "''") + "'"
}

// clipBytes cuts a text to n bytes of UTF-8.
func clipBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[:n-len("…")]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s + "…"
}
