package engine

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/column"
	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/store"
)

// TableImport says how a table of cases, or of documents, is to be taken over.
type TableImport struct {
	Path    string        `json:"path"`
	Sheet   string        `json:"sheet"`   // of a workbook; "" is the first
	Scope   qda.Scope     `json:"scope"`   // "case" (the default) or "document"
	Key     string        `json:"key"`     // the column that names the cases; "" is guessed
	Columns []TableColumn `json:"columns"` // what else is to become of the columns; those that are not named: as guessed
	Lang    string        `json:"lang"`    // of open answers, ISO 639-1; "" is guessed for each column
	Beside  bool          `json:"beside"`  // values that are held now stay beside others, as contested; else what rests on no passage is replaced
}

// TableColumn says what a column is.
type TableColumn struct {
	Header string        `json:"header"`
	Use    string        `json:"use"`  // "attribute", "answer" (open text: a document of the case), "kind", "description" (of the case) or "skip"
	Name   string        `json:"name"` // of the attribute; "" is the header
	Type   qda.ValueType `json:"type"` // of a new attribute; "" is guessed
	Form   string        `json:"form"` // how values that can be read in two ways are read: "day-first", "month-first", "decimal-point", "decimal-comma"; "" is guessed
}

// TablePreview says what an import would do.
type TablePreview struct {
	Sheets   []string        `json:"sheets"`
	Sheet    string          `json:"sheet"`
	Scope    qda.Scope       `json:"scope"`
	Key      string          `json:"key"`
	Rows     int             `json:"rows"`
	Columns  []ColumnPreview `json:"columns"`
	New      []string        `json:"new"`     // cases that are not there yet
	Known    int             `json:"known"`   // rows of cases or documents that are
	Values   int             `json:"values"`  // that would be set
	Changed  int             `json:"changed"` // of these, where another value is held now
	Answers  int             `json:"answers"` // open answers that would be new documents
	Updated  int             `json:"updated"` // answers that are there and would get another text
	Emptied  int             `json:"emptied"` // empty cells where the project has a value, which stays
	Problems []RowProblem    `json:"problems"`
}

// ColumnPreview is a column with what was found in it.
type ColumnPreview struct {
	TableColumn
	Attribute qda.ID   `json:"attribute" ts_type:"string"` // an attribute that there is already
	Choices   []string `json:"choices"`                    // that a new attribute would permit
	Examples  []string `json:"examples"`
	Filled    int      `json:"filled"`   // rows with a value, of those that would be taken over
	Fits      int      `json:"fits"`     // of these, with a value of the type
	Doubtful  int      `json:"doubtful"` // of these, that can be read in two ways while the column does not bear out the form
	Timed     int      `json:"timed"`    // of these, dates with a time of day, which is not kept
	Lang      string   `json:"lang"`     // of new open answers: asked for, else guessed of all that stands in the column, else the project's

	at      int // its place in the sheet
	reading column.Reading
}

// RowProblem is a value or row that would not be taken over.
type RowProblem struct {
	Line    int               `json:"line"` // in the file, from 1
	Column  string            `json:"column"`
	Value   string            `json:"value"`
	Message string            `json:"message"`
	Code    string            `json:"code"`
	Args    map[string]string `json:"args"` // what the message names
}

func rowProblem(line int, column, value string, err error) RowProblem {
	e := qda.AsError(err)
	out := RowProblem{Line: line, Column: column, Value: value, Message: e.Message(), Code: e.Code, Args: map[string]string{}}
	for _, a := range e.Args {
		out.Args[a.Name] = fmt.Sprint(a.Value)
	}
	return out
}

// plannedRow is a row that can be taken over.
type plannedRow struct {
	line        int
	name        string
	owner       qda.ID // none: to be made
	kind        string
	description string
	values      map[string]string // by header
	answers     map[string]string // by header
	cells       []string          // as they stand in the file, by place
}

// PreviewTable reads a table and says what an import would do, and what it would not
// take over. Nothing is changed.
func (p *Project) PreviewTable(ctx context.Context, r TableImport) (TablePreview, error) {
	preview, _, err := p.planTable(ctx, r)
	return preview, err
}

func (p *Project) planTable(ctx context.Context, r TableImport) (TablePreview, []plannedRow, error) {
	out := TablePreview{Sheets: []string{}, Columns: []ColumnPreview{}, New: []string{}, Problems: []RowProblem{}, Scope: r.Scope}
	var err error
	if r.Lang, err = language(r.Lang); err != nil {
		return out, nil, err
	}
	data, err := fileBytes(r.Path, table.MaxBytes)
	if err != nil {
		return out, nil, err
	}
	sheets, err := table.Read(filepath.Base(r.Path), data)
	if err != nil {
		return out, nil, err
	}
	sheet := sheets[0]
	for _, s := range sheets {
		out.Sheets = append(out.Sheets, s.Name)
		if s.Name == r.Sheet {
			sheet = s
		}
	}
	if r.Sheet != "" && sheet.Name != r.Sheet {
		return out, nil, qda.E(qda.NotFound, "table.no_sheet", "There is no sheet {sheet}. The file has {choices}.", "sheet", r.Sheet, "choices", strings.Join(out.Sheets, ", "))
	}
	if out.Scope == "" {
		out.Scope = qda.OnCase
	}
	if out.Scope != qda.OnCase && out.Scope != qda.OnDocument {
		return out, nil, qda.E(qda.Invalid, "table.scope", "A table can describe cases or documents.")
	}
	out.Sheet, out.Rows = sheet.Name, len(sheet.Rows)
	var rows []plannedRow
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		t := &tablePlan{tx: tx, cat: cat, project: p.projectID, file: r.Path, w: newWorld(p, tx, cat), sheet: sheet, out: &out}
		if err := t.findKey(r); err != nil {
			return err
		}
		t.rows()
		if err := t.columns(r); err != nil {
			return err
		}
		for i := range t.taken {
			if err := t.cells(&t.taken[i]); err != nil {
				return err
			}
		}
		slices.SortStableFunc(out.Problems, func(a, b RowProblem) int { return a.Line - b.Line })
		rows = t.taken
		return nil
	})
	return out, rows, err
}

// rows finds what each row is about, and which are taken over.
func (t *tablePlan) rows() {
	lineOf, lineOfOwner := map[string]int{}, map[qda.ID]int{}
	for n, row := range t.sheet.Rows {
		line, name := t.sheet.Lines[n], row[t.key]
		r := plannedRow{line: line, name: name, values: map[string]string{}, answers: map[string]string{}, cells: row}
		if name == "" {
			t.problem(line, t.out.Key, "", qda.E(qda.Invalid, "table.no_key", "The row does not say what it is about and is left out."))
			continue
		}
		if first, twice := lineOf[codebook.Fold(name)]; twice {
			t.problem(line, t.out.Key, name, rowTwice(name, first))
			continue
		}
		lineOf[codebook.Fold(name)] = line
		owner, err := t.owner(name)
		if err != nil {
			t.problem(line, t.out.Key, name, err)
			continue
		}
		if first, twice := lineOfOwner[owner]; twice { // of two names for one case
			t.problem(line, t.out.Key, name, rowTwice(name, first))
			continue
		} else if !owner.IsZero() {
			lineOfOwner[owner] = line
		}
		if r.owner = owner; owner.IsZero() {
			t.out.New = append(t.out.New, name)
		} else {
			t.out.Known++
		}
		t.taken = append(t.taken, r)
	}
}

func rowTwice(name string, line int) error {
	return qda.E(qda.Conflict, "table.twice", "{name} stands in line {line} already; this row is left out.", "name", name, "line", line)
}

// owner finds what a row is about; none for a case that is not there yet.
func (t *tablePlan) owner(name string) (qda.ID, error) {
	if t.out.Scope == qda.OnDocument {
		ids, err := named(t.standingDocuments(), name, qda.Document.Key, func() error {
			return qda.E(qda.NotFound, "document.unknown", "There is no document {document}. List the documents to see their titles.", "document", name)
		}, func(d qda.Document) string { return d.Title }, func(d qda.Document) string { return d.FileName })
		switch {
		case err != nil:
			return qda.ID{}, err
		case len(ids) > 1:
			return qda.ID{}, qda.E(qda.Conflict, "document.ambiguous", "{n} documents are called {document}. Name it by its identity.", "n", len(ids), "document", name)
		}
		return ids[0], nil
	}
	k, err := t.cat.findCase(name)
	if qda.KindOf(err) == qda.NotFound {
		return qda.ID{}, nil
	}
	return k.ID, err
}

func (t *tablePlan) standingDocuments() (out []qda.Document) {
	for _, d := range t.cat.documents {
		if d.DeletedAt == "" {
			out = append(out, d)
		}
	}
	return out
}

func (t *tablePlan) cells(r *plannedRow) error {
	for _, c := range t.out.Columns {
		value := r.cells[c.at]
		if c.Use == "skip" {
			continue
		}
		if value == "" {
			if t.has(r, c) {
				t.out.Emptied++
			}
			continue
		}
		switch c.Use {
		case "kind":
			r.kind = value
			continue
		case "description":
			r.description = value
			continue
		case "answer":
			if err := t.answer(r, c.TableColumn, value); err != nil {
				return err
			}
			continue
		}
		a := qda.Attribute{ID: c.Attribute, Name: c.Name, Scope: t.out.Scope, Type: c.Type}
		var choices []qda.Choice
		if c.Attribute.IsZero() {
			for _, name := range c.Choices {
				choices = append(choices, qda.Choice{Name: name})
			}
		} else {
			var err error
			if choices, err = t.w.choices(c.Attribute); err != nil {
				return err
			}
		}
		read, ok := c.reading.Value(value)
		if !ok {
			read = value // the check says what is wrong with it
		}
		clean, err := checkValue(a, choices, read)
		if err != nil {
			t.problem(r.line, c.Header, value, err)
			continue
		}
		held := t.w.values(r.owner, c.Attribute)
		if !r.owner.IsZero() && slices.Contains(held, clean) {
			continue // as it is already
		}
		r.values[c.Header] = clean
		t.out.Values++
		if !r.owner.IsZero() && len(held) > 0 {
			t.out.Changed++
		}
	}
	return nil
}

// TableImported says what an import did.
type TableImported struct {
	Cases      int             `json:"cases"`      // new ones
	Attributes int             `json:"attributes"` // new ones
	Values     int             `json:"values"`     // set
	Replaced   int             `json:"replaced"`   // of these, in place of another that rested on no passage; the history has it
	Contested  int             `json:"contested"`  // values that were held and now stand beside the new ones
	Answers    int             `json:"answers"`    // new documents of open answers
	Updated    int             `json:"updated"`    // answers that were there and got another text
	Emptied    int             `json:"emptied"`    // empty cells where the project has a value, which stayed
	Columns    []ColumnPreview `json:"columns"`    // how each was read
	Problems   []RowProblem    `json:"problems"`
}

// ImportTable takes a table over, as one operation: what the preview listed under
// problems is left out, everything else comes in. A value that differs from the one
// held takes its place; one that rests on passages, and every one if that is asked for,
// stays beside it as contested.
func (p *Project) ImportTable(ctx context.Context, r TableImport, progress Progress) (TableImported, error) {
	plan, rows, err := p.planTable(ctx, r)
	out := TableImported{Columns: plan.Columns, Problems: plan.Problems, Emptied: plan.Emptied}
	if err != nil {
		return out, err
	}
	_, err = p.update(ctx, "table.import", func(tx *store.Tx) error {
		out = TableImported{Columns: plan.Columns, Problems: plan.Problems, Emptied: plan.Emptied}
		attribute := map[string]qda.ID{}
		for _, c := range plan.Columns {
			if c.Use != "attribute" || c.Filled == 0 {
				continue
			}
			if attribute[c.Header] = c.Attribute; !c.Attribute.IsZero() {
				continue
			}
			a := SaveAttribute{Name: c.Name, Scope: plan.Scope, Type: c.Type}
			for _, name := range c.Choices {
				a.Choices = append(a.Choices, ChoiceView{Name: name})
			}
			if attribute[c.Header], err = saveAttribute(tx, a); err != nil {
				return err
			}
			out.Attributes++
		}
		w, err := newTableWriter(tx, p.projectID, r.Path, &out)
		if err != nil {
			return err
		}
		for i, row := range rows {
			if err := ctx.Err(); err != nil {
				return qda.E(qda.Cancelled, "table.cancelled", "Taking over the table was stopped. Nothing was changed.").Because(err)
			}
			if progress != nil {
				progress(row.name, i, len(rows))
			}
			if row.owner.IsZero() {
				if row.owner, err = w.newCase(row.name); err != nil {
					return err
				}
				out.Cases++
			}
			if err := describeCase(tx, row); err != nil {
				return err
			}
			for _, c := range plan.Columns {
				if text, ok := row.answers[c.Header]; ok && plan.Scope == qda.OnCase {
					if err := w.answer(row, c, text); err != nil {
						return err
					}
					continue
				}
				value, ok := row.values[c.Header]
				if !ok {
					continue
				}
				if err := p.tableValue(tx, SetValue{Attribute: attribute[c.Header], Owner: row.owner, Value: value, Note: filepath.Base(r.Path)}, r.Beside, &out); err != nil {
					return err
				}
				out.Values++
			}
		}
		return nil
	})
	return out, err
}

func describeCase(tx *store.Tx, row plannedRow) error {
	if row.kind == "" && row.description == "" {
		return nil
	}
	k, err := store.Get[qda.Case](tx, row.owner)
	if err != nil {
		return err
	}
	k.Kind, k.Description = orElse(row.kind, k.Kind), orElse(row.description, k.Description)
	return store.Save(tx, k)
}
