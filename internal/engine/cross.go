package engine

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"articula/internal/codebook"
	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// cross counts codings by code in documents, cases and units, for tables that
// statistics programs read. Codes count with their own codings only: what stands
// below them has a column of its own.
type cross struct {
	w         *world
	codes     []*codebook.Node
	variable  map[qda.ID]string // name of a code's column
	documents []qda.Document
	cases     []qda.Case
	codings   []qda.Coding
	byRow     map[[2]qda.ID][]qda.Coding // by document or case, and code
}

// Measures of the matrices: whether, how often, and how much.
var crossMeasures = []string{"binary", "counts", "characters"}

var crossMeaning = map[string]string{"binary": "1 if it occurs there, else 0", "counts": "how many codings", "characters": "how many characters are coded, each once"}

// newCross sorts codings. With a condition, only the documents and cases that have
// codings are rows.
func newCross(w *world, found []qda.Coding, some bool) *cross {
	m := &cross{w: w, codings: found, byRow: map[[2]qda.ID][]qda.Coding{}, variable: map[qda.ID]string{}}
	taken := map[string]bool{}
	for n := range w.cat.tree.Standing {
		m.codes = append(m.codes, n)
		m.variable[n.Code.ID] = variableName("c_"+n.Path(), taken)
	}
	touched := map[qda.ID]bool{}
	for _, c := range found {
		m.byRow[[2]qda.ID{c.DocumentID, c.CodeID}] = append(m.byRow[[2]qda.ID{c.DocumentID, c.CodeID}], c)
		touched[c.DocumentID] = true
		for _, k := range w.doc(c.DocumentID).cases(c.Span) {
			m.byRow[[2]qda.ID{k.ID, c.CodeID}] = append(m.byRow[[2]qda.ID{k.ID, c.CodeID}], c)
			touched[k.ID] = true
		}
	}
	for _, d := range w.cat.documents {
		if d.DeletedAt == "" && (!some || touched[d.ID]) {
			m.documents = append(m.documents, d)
		}
	}
	for _, k := range w.cat.cases.list {
		if !w.cat.cases.binned[k.ID] && (!some || touched[k.ID]) {
			m.cases = append(m.cases, k)
		}
	}
	return m
}

// variableName makes a name that every statistics program takes: ASCII letters,
// digits and underscores, at most 60 of them, each name once.
func variableName(s string, taken map[string]bool) string {
	var b strings.Builder
	for _, r := range codebook.Fold(s) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	name := strings.Trim(b.String(), "_")
	switch {
	case name == "":
		name = "v"
	case name[0] >= '0' && name[0] <= '9':
		name = "v_" + name
	}
	if len(name) > 55 {
		name = strings.TrimRight(name[:55], "_")
	}
	free := name
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s_%d", name, n)
	}
	taken[free] = true
	return free
}

// codeColumns has a column for each code. Marks says that they hold 1 and 0.
func (m *cross) codeColumns(marks bool) []table.Column {
	var out []table.Column
	for _, n := range m.codes {
		out = append(out, table.Column{Name: m.variable[n.Code.ID], Type: table.Integer, Meaning: n.Path(), Marks: marks})
	}
	return out
}

// table is a matrix of documents or cases by codes.
func (m *cross) table(by, measure string) table.Table {
	t := table.Table{Name: by + " by code"}
	t.Columns = append(t.Columns, table.Column{Name: by + "_id", Type: table.Text, Meaning: "Identity of the " + by}, table.Column{Name: by, Type: table.Text, Meaning: "Name of the " + by})
	t.Columns = append(t.Columns, m.codeColumns(measure == "binary")...)
	t.Rows = func(yield func([]any, error) bool) {
		put := func(id qda.ID, name string) bool {
			row := []any{id.String(), name}
			for _, n := range m.codes {
				row = append(row, measured(m.byRow[[2]qda.ID{id, n.Code.ID}], measure))
			}
			return yield(row, m.w.tx.Context().Err())
		}
		if by == "document" {
			for _, d := range m.documents {
				if !put(d.ID, d.Title) {
					return
				}
			}
			return
		}
		for _, k := range m.cases {
			if !put(k.ID, m.w.cat.cases.path(k.ID)) {
				return
			}
		}
	}
	return t
}

func measured(list []qda.Coding, measure string) int {
	switch {
	case measure == "counts":
		return len(list)
	case measure == "binary":
		return min(1, len(list))
	}
	spans := map[qda.ID][]qda.Span{}
	for _, c := range list {
		spans[c.DocumentID] = append(spans[c.DocumentID], c.Span)
	}
	total := 0
	for _, s := range spans {
		total += covered(s)
	}
	return total
}

// covered is how many characters lie in at least one of the spans.
func covered(spans []qda.Span) int {
	slices.SortFunc(spans, func(a, b qda.Span) int { return a.Start - b.Start })
	n, end := 0, 0
	for _, s := range spans {
		if s.End > end {
			n += s.End - max(s.Start, end)
			end = s.End
		}
	}
	return n
}

// unitTable has a row for each turn, or paragraph where there are no turns.
func (m *cross) unitTable() table.Table {
	t := table.Table{Name: "unit by code"}
	for _, c := range [][3]string{
		{"document_id", "text", "Identity of the document"}, {"document", "text", "Title of the document"}, {"case", "text", "The first case that the unit belongs to, with those above it"},
		{"unit", "integer", "Number of the unit in its document, from 1"}, {"kind", "text", "turn or paragraph"}, {"speaker", "text", "Who speaks"}, {"speaker_role", "text", "interviewer, authority, technical, other"},
		{"start", "integer", "First character, counted in Unicode code points from 0"}, {"end", "integer", "Character after the last one"}, {"coded", "integer", "How many codings touch the unit"},
	} {
		t.Columns = append(t.Columns, table.Column{Name: c[0], Type: table.Type(c[1]), Meaning: c[2]})
	}
	t.Columns = append(t.Columns, m.codeColumns(true)...)
	byDocument := map[qda.ID][]qda.Coding{}
	for _, c := range m.codings {
		byDocument[c.DocumentID] = append(byDocument[c.DocumentID], c)
	}
	column := map[qda.ID]int{}
	for i, n := range m.codes {
		column[n.Code.ID] = i
	}
	t.Rows = func(yield func([]any, error) bool) {
		for _, doc := range m.documents {
			d := m.w.doc(doc.ID)
			units, kind := d.form().turns, "turn"
			if len(units) == 0 {
				units, kind = d.form().blocks, "paragraph"
			}
			touching := make([][]int, len(units)) // columns of the codings that touch each unit
			for _, c := range byDocument[doc.ID] {
				col, known := column[c.CodeID]
				for i := max(0, at(units, c.Start)); known && i < len(units) && units[i].Span.Start < c.End; i++ {
					if units[i].Span.Overlaps(c.Span) {
						touching[i] = append(touching[i], col)
					}
				}
			}
			for i, u := range units {
				row := []any{doc.ID.String(), doc.Title, m.caseOf(d, u.Span), i + 1, kind, u.Speaker, m.roleOf(d, u.Speaker), u.Span.Start, u.Span.End, len(touching[i])}
				marks := make([]int, len(m.codes))
				for _, col := range touching[i] {
					marks[col] = 1
				}
				for _, n := range marks {
					row = append(row, n)
				}
				if err := m.w.tx.Context().Err(); !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
	return t
}

func (m *cross) caseOf(d *docWorld, span qda.Span) string {
	for _, k := range d.cases(span) {
		return m.w.cat.cases.path(k.ID)
	}
	return ""
}

func (m *cross) roleOf(d *docWorld, name string) string {
	for _, s := range m.w.cat.speakers[d.ID] {
		if s.Name == name && name != "" {
			return string(s.Role)
		}
	}
	return ""
}

func (m *cross) codeTable() table.Table {
	t := table.Table{Name: "codes"}
	for _, c := range [][2]string{
		{"column", "Name of the code's column in the matrices"}, {"code_id", "Identity of the code"}, {"code", "Name"}, {"code_path", "The code with those above it"},
		{"definition", "Definition"}, {"include", "When it applies"}, {"exclude", "When it does not"}, {"example", "Example"},
	} {
		t.Columns = append(t.Columns, table.Column{Name: c[0], Type: table.Text, Meaning: c[1]})
	}
	t.Rows = func(yield func([]any, error) bool) {
		for _, n := range m.codes {
			c := n.Code
			if !yield([]any{m.variable[c.ID], c.ID.String(), c.Name, n.Path(), c.Definition, c.IncludeWhen, c.ExcludeWhen, c.Example}, nil) {
				return
			}
		}
	}
	return t
}

// attributeColumns are the attributes of a scope, by names that statistics programs
// take.
func (m *cross) attributeColumns(scope qda.Scope, taken map[string]bool) ([]table.Column, []qda.Attribute) {
	var columns []table.Column
	var attrs []qda.Attribute
	for _, a := range m.w.cat.attrs {
		if a.Scope == scope {
			columns = append(columns, table.Column{Name: variableName("a_"+a.Name, taken), Type: attributeType(a.Type), Meaning: strings.TrimSuffix("Attribute "+a.Name+": "+a.Definition, ": ")})
			attrs = append(attrs, a)
		}
	}
	return columns, attrs
}

func (m *cross) documentTable() table.Table {
	t := table.Table{Name: "documents"}
	for _, c := range [][3]string{
		{"document_id", "text", "Identity of the document"}, {"document", "text", "Title"}, {"file_name", "text", "Name of the imported file"}, {"kind", "text", "What it is"}, {"language", "text", "ISO 639-1"},
		{"document_date", "date", "Of the document itself"}, {"jurisdiction", "text", "Where it applies"}, {"cases", "text", "Its cases, separated by semicolons"}, {"characters", "integer", "Length of its text in Unicode code points"}, {"text_hash", "text", "SHA-256 of its text"},
	} {
		t.Columns = append(t.Columns, table.Column{Name: c[0], Type: table.Type(c[1]), Meaning: c[2]})
	}
	columns, attrs := m.attributeColumns(qda.OnDocument, map[string]bool{})
	t.Columns = append(t.Columns, columns...)
	t.Rows = func(yield func([]any, error) bool) {
		for _, doc := range m.documents {
			d := m.w.doc(doc.ID)
			n, err := m.w.tx.TextLength(doc.TextHash)
			var cases []string
			for _, k := range d.cases(qda.Span{End: n}) {
				cases = append(cases, m.w.cat.cases.path(k.ID))
			}
			row := []any{doc.ID.String(), doc.Title, doc.FileName, string(doc.Kind), doc.Lang, doc.Date, doc.Jurisdiction, strings.Join(cases, "; "), n, doc.TextHash.String()}
			for _, a := range attrs {
				row = append(row, typed(a.Type, d.documentValues(a)))
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
	return t
}

func (m *cross) caseTable() table.Table {
	t := table.Table{Name: "cases"}
	for _, c := range [][2]string{{"case_id", "Identity of the case"}, {"case", "The case with those above it"}, {"name", "Its own name"}, {"kind", "What this level of the tree is"}, {"description", "What it is about"}} {
		t.Columns = append(t.Columns, table.Column{Name: c[0], Type: table.Text, Meaning: c[1]})
	}
	columns, attrs := m.attributeColumns(qda.OnCase, map[string]bool{})
	t.Columns = append(t.Columns, columns...)
	t.Rows = func(yield func([]any, error) bool) {
		for _, k := range m.cases {
			row := []any{k.ID.String(), m.w.cat.cases.path(k.ID), k.Name, k.Kind, k.Description}
			for _, a := range attrs {
				row = append(row, typed(a.Type, m.w.values(k.ID, a.ID)))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}
