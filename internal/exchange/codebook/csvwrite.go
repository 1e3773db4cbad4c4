package codebook

import (
	"bytes"
	"encoding/csv"

	tree "articula/internal/codebook"
	"articula/internal/formula"
	"articula/internal/qda"
)

// CSVOptions say how a CSV file is written.
type CSVOptions struct {
	Comma rune // ',' if 0
	BOM   bool // a byte order mark, by which Excel knows UTF-8
}

// WriteCSV gives the codes of a codebook as a table; facets and attributes have
// no place in it. The same Book always gives the same bytes.
func WriteCSV(b Book, o CSVOptions) []byte {
	var out bytes.Buffer
	if o.BOM {
		out.WriteString("\uFEFF")
	}
	w := csv.NewWriter(&out)
	if o.Comma != 0 {
		w.Comma = o.Comma
	}
	columns := langColumns(b)
	header := []string{"id", "path", "name", "folder", "color"}
	for _, f := range fields[1:] {
		header = append(header, f.key)
	}
	for _, c := range columns {
		header = append(header, c.field.key+"_"+c.lang)
	}
	rows := [][]string{header}
	b.Walk(func(path []string, c *Code) {
		row := []string{idText(c.ID), tree.JoinPath(path), tidyName(c.Name), "", c.Color}
		if c.Folder {
			row[3] = "true"
		}
		for _, f := range fields[1:] {
			row = append(row, tidy(*f.of(&c.Wording)))
		}
		for _, col := range columns {
			wording := c.Translations[col.lang]
			row = append(row, tidy(*col.field.of(&wording)))
		}
		for i := range row {
			row[i] = formula.Guard(row[i])
		}
		rows = append(rows, row)
	})
	// writing to memory cannot fail, and the separator is one that csv allows
	if err := w.WriteAll(rows); err != nil {
		panic("codebook: " + err.Error())
	}
	return out.Bytes()
}

type langColumn struct {
	field field
	lang  string
}

// langColumns are name and definition for each language of the codes, and the
// other texts where some code has them.
func langColumns(b Book) []langColumn {
	var out []langColumn
	for _, lang := range (Book{Codes: b.Codes}).Languages() {
		for i, f := range fields {
			used := i < 2
			b.Walk(func(_ []string, c *Code) {
				w := c.Translations[lang]
				used = used || *f.of(&w) != ""
			})
			if used {
				out = append(out, langColumn{f, lang})
			}
		}
	}
	return out
}

func idText(id qda.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
