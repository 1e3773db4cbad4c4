package engine

import (
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/column"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/store"
)

// tablePlan works out what becomes of a sheet.
type tablePlan struct {
	tx      *store.Tx
	cat     *catalog
	project qda.ID
	file    string
	w       *world
	sheet   table.Sheet
	out     *TablePreview
	key     int
	taken   []plannedRow
}

// keyNames are headers that name what a row is about.
var keyNames = []string{"case", "cases", "caso", "casos", "cas", "name", "nombre", "nom", "nome", "path", "document", "documento", "title"}

// findKey finds the column that names what the rows are about.
func (t *tablePlan) findKey(r TableImport) error {
	t.key = -1
	for _, name := range append([]string{r.Key}, keyNames...) {
		for i, h := range t.sheet.Header {
			if t.key < 0 && name != "" && codebook.Fold(h) == codebook.Fold(name) {
				t.key = i
			}
		}
		if r.Key != "" && t.key < 0 {
			return t.noColumn(r.Key)
		}
	}
	t.key = max(t.key, 0)
	t.out.Key = t.sheet.Header[t.key]
	return nil
}

// columns says what the others are, by what the rows that are taken over have in them.
func (t *tablePlan) columns(r TableImport) error {
	for _, c := range r.Columns {
		if !slices.ContainsFunc(t.sheet.Header, c.is) {
			return t.noColumn(c.Header)
		}
	}
	seen := map[string]bool{codebook.Fold(t.out.Key): t.out.Key != ""}
	for i, h := range t.sheet.Header {
		if i == t.key {
			continue
		}
		if h == "" || seen[codebook.Fold(h)] {
			t.problem(t.sheet.Lines[0]-1, h, "", qda.E(qda.Invalid, "table.header", "A column without a name of its own is left out."))
			continue
		}
		seen[codebook.Fold(h)] = true
		c, err := t.column(i, r)
		if err != nil {
			return err
		}
		t.out.Columns = append(t.out.Columns, c)
	}
	return nil
}

// is reports whether the column has this header.
func (c TableColumn) is(header string) bool {
	return c.Header == header || codebook.Fold(c.Header) == codebook.Fold(header)
}

func (t *tablePlan) noColumn(header string) error {
	return qda.E(qda.NotFound, "table.no_column", "There is no column {column}. The table has {choices}.", "column", header, "choices", strings.Join(t.sheet.Header, ", "))
}

func (t *tablePlan) problem(line int, column, value string, err error) {
	t.out.Problems = append(t.out.Problems, rowProblem(line, column, value, err))
}

func (t *tablePlan) column(i int, r TableImport) (ColumnPreview, error) {
	h := t.sheet.Header[i]
	c := ColumnPreview{at: i, TableColumn: TableColumn{Header: h, Use: "attribute"}, Choices: []string{}, Examples: []string{}}
	if t.out.Scope == qda.OnCase {
		switch codebook.Fold(h) {
		case "kind", "description":
			c.Use = codebook.Fold(h)
		}
	}
	for _, asked := range r.Columns { // several may each say something of it
		if asked.is(h) {
			c.Use, c.Name = orElse(asked.Use, c.Use), orElse(asked.Name, c.Name)
			c.Type, c.Form = qda.ValueType(orElse(string(asked.Type), string(c.Type))), orElse(asked.Form, c.Form)
		}
	}
	if !slices.Contains([]string{"attribute", "answer", "skip", "kind", "description"}, c.Use) {
		return c, qda.E(qda.Invalid, "table.use", "{use} is not what a column can be. Use attribute, answer, kind, description or skip.", "use", c.Use)
	}
	if c.Use == "answer" && t.out.Scope != qda.OnCase {
		return c, qda.E(qda.Invalid, "table.answer_scope", "Open answers belong to cases; this table describes documents. Nothing was changed.")
	}
	c.Name = strings.TrimSpace(orElse(c.Name, h))
	var values []string
	for _, row := range t.taken {
		if v := row.cells[i]; v != "" {
			values = append(values, v)
			if len(c.Examples) < 3 {
				c.Examples = add(c.Examples, v)
			}
		}
	}
	c.Filled = len(values)
	asked := slices.ContainsFunc(r.Columns, func(asked TableColumn) bool { return asked.is(h) && (asked.Use != "" || asked.Type != "") })
	if c.Use == "answer" {
		c.Lang = t.language(r.Lang, values)
	}
	if c.Use != "attribute" {
		return c, nil
	}
	for _, a := range t.cat.attrs {
		if a.Scope == t.out.Scope && t.cat.called(a.ID, a.Name, c.Name) {
			if c.Type != "" && c.Type != a.Type {
				return c, qda.E(qda.Conflict, "table.type_fixed", "{attribute} is an attribute already, and its values are of the type {type}. Give the column another name, or change the type of the attribute first. Nothing was changed.", "attribute", a.Name, "type", a.Type)
			}
			c.Attribute, c.Type, c.Name = a.ID, a.Type, a.Name
			break
		}
	}
	if c.Type != "" && !slices.Contains(ValueTypes(), c.Type) {
		return c, qda.E(qda.Invalid, "attribute.type", "{type} is not a type of values. Use text, number, date, boolean or choice. Nothing was changed.", "type", c.Type)
	}
	if !asked && c.Attribute.IsZero() && t.out.Scope == qda.OnCase && column.Answers(values) {
		c.Use, c.Lang = "answer", t.language(r.Lang, values)
		return c, nil
	}
	return c, t.read(&c, values)
}

// read works out how the values of a column are read.
func (t *tablePlan) read(c *ColumnPreview, values []string) error {
	if c.Type == "" {
		c.Type = column.Guess(values).Type
	}
	if forms := column.Forms(c.Type); c.Form != "" && !slices.Contains(forms, c.Form) {
		return qda.E(qda.Invalid, "table.form", "{form} is not a way to read values of the type {type}. Dates are read day-first or month-first, numbers decimal-point or decimal-comma. Nothing was changed.", "form", c.Form, "type", c.Type)
	}
	c.reading = column.As(c.Type, c.Form, values)
	c.Form, c.Fits, c.Doubtful, c.Timed = c.reading.Form, c.reading.Fits, c.reading.Doubtful, c.reading.Timed
	if c.Type != qda.ChoiceValue {
		return nil
	}
	if !c.Attribute.IsZero() {
		permitted, err := t.w.choices(c.Attribute)
		c.Fits = 0
		for _, v := range values {
			if _, err := checkValue(qda.Attribute{Type: c.Type}, permitted, v); err == nil {
				c.Fits++
			}
		}
		return err
	}
	for _, v := range values {
		if !slices.ContainsFunc(c.Choices, func(o string) bool { return codebook.Fold(o) == codebook.Fold(v) }) {
			c.Choices = append(c.Choices, v)
		}
	}
	return nil
}

// has reports whether the project has a value for a cell. The kind that every new case has is
// none: nobody gave it.
func (t *tablePlan) has(r *plannedRow, c ColumnPreview) bool {
	if r.owner.IsZero() {
		return false
	}
	switch {
	case c.Use == "answer", c.Use == "attribute" && c.Attribute.IsZero(): // answers that are all gone are not taken for some
		d := t.cat.docOf[answerID(t.project, r.name, c.Name)]
		return d != nil && d.DeletedAt == ""
	case c.Use == "kind":
		k := t.cat.cases.byID[r.owner]
		return k != nil && k.Kind != "" && k.Kind != "case"
	case c.Use == "description":
		k := t.cat.cases.byID[r.owner]
		return k != nil && k.Description != ""
	}
	return len(t.w.values(r.owner, c.Attribute)) > 0
}
