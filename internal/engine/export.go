package engine

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"articula/internal/exchange/table"
	"articula/internal/qda"
	"articula/internal/report"
	"articula/internal/store"
)

// Export says what to write and how.
type Export struct {
	Format    string `json:"format"` // "csv", "xlsx", "json" or "jsonl"; of a table that is no list of codings also "html"
	Where     string `json:"where"`  // which codings; "" for all
	Consensus bool   `json:"consensus"`
	BOM       bool   `json:"bom"`       // CSV: for Excel
	Semicolon bool   `json:"semicolon"` // CSV: for Excel in languages whose decimals have a comma
	Lang      string `json:"lang"`      // in which tables say what their columns are: es, fr, pt, else English

	Share Sharing `json:"share"`
}

// Exported says what was written.
type Exported struct {
	Path string `json:"path"`
	Rows int    `json:"rows"`
	// Long counts texts that a cell of a workbook could not hold whole; they go on in
	// a sheet of their own.
	Long   int `json:"long"`
	Mended int `json:"mended"` // characters that the format cannot hold, written as U+FFFD
	Hidden int `json:"hidden"` // documents in a blind round, of which others' codings were left out
	// Manifest is the file beside it that says what it holds; "" for what has none.
	Manifest string `json:"manifest"`
}

// Export writes one row per coding, with everything that is needed to go on in a
// statistics program, and a manifest beside it. The file is complete or not there.
func (p *Project) Export(ctx context.Context, path string, r Export, progress Progress) (Exported, error) {
	out := Exported{Path: path}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		found, w, err := p.selectCodings(tx, cat, r.Where, r.Consensus, nil)
		if err != nil {
			return err
		}
		if w.cover, err = p.coverOver(tx, cat, r.Share, documentsOf(found)); err != nil {
			return err
		}
		t, err := w.codingTable(found, progress)
		if err != nil {
			return err
		}
		t = w.cover.table(worded(t, r.Lang))
		m, _, err := p.manifest(w, r.Where, r.Consensus, r.Share, len(found))
		if err != nil {
			return err
		}
		out.Hidden = m.Hidden
		out.Manifest, err = withManifest(path, "One row per coding, with everything that belongs to it", &m, func(to io.Writer) (int, error) {
			done, err := writeTable(to, t, r)
			out.Rows, out.Long, out.Mended = done.Rows, done.Long, done.Mends
			m.Mended = done.Mends
			return done.Rows, err
		})
		return err
	})
	return out, err
}

func writeTable(to io.Writer, t table.Table, r Export) (table.Written, error) {
	switch r.Format {
	case "csv":
		o := table.CSVOptions{BOM: r.BOM}
		if r.Semicolon {
			o.Separator = ';'
		}
		return table.CSV(to, t, o)
	case "xlsx":
		return table.XLSX(to, t)
	case "html":
		return writePage(to, t)
	case "json":
		return writeJSON(to, t)
	case "jsonl":
		return writeLines(to, t)
	}
	return table.Written{}, qda.E(qda.Invalid, "export.format", "{format} is not a format for this. Use one of {choices}.", "format", r.Format, "choices", "csv, xlsx, html, json, jsonl")
}

// saidOnPage says a value of a column as people read it: programs read the keys.
func saidOnPage(w report.Words, column string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return w.YesNo(v)
	case string:
		switch column {
		case "kind", "kinds":
			return strings.Join(each(strings.Split(v, "; "), w.Name), "; ")
		case "sources":
			return strings.Join(each(strings.Split(v, "; "), func(key string) string { return sourceIn(w, key) }), "; ")
		}
	}
	return fmt.Sprint(v)
}

// writePage writes a page that holds the table, below pictures of it, and needs nothing
// else.
func writePage(to io.Writer, t table.Table, pictures ...report.Picture) (table.Written, error) {
	var done table.Written
	w := report.WordsIn(orElse(t.Lang, "en"))
	page := report.Table{Caption: orElse(t.Title, t.Name), RowHead: true}
	for _, c := range t.Columns {
		page.Head = append(page.Head, orElse(c.Heading, c.Name))
	}
	for row, err := range t.Rows {
		if err != nil {
			return done, err
		}
		var cells []report.Cell
		for i, v := range row {
			cells = append(cells, report.Plain(saidOnPage(w, t.Columns[i].Name, v)))
		}
		page.Rows = append(page.Rows, cells)
		done.Rows++
	}
	blocks := each(pictures, func(pic report.Picture) report.Block { return report.Block{Picture: pic} })
	return done, report.HTML(to, report.Document{Title: page.Caption, Lang: orElse(t.Lang, "en"), Wide: true, Blocks: append(blocks, report.Block{Table: &page})})
}

// writeJSON writes a list with one object per row, fields in the order of the
// columns.
func writeJSON(to io.Writer, t table.Table) (table.Written, error) {
	var done table.Written
	if _, err := io.WriteString(to, "["); err != nil {
		return done, err
	}
	for row, err := range t.Rows {
		if err != nil {
			return done, err
		}
		line, err := jsonRow(t.Columns, row)
		if err != nil {
			return done, err
		}
		if done.Rows > 0 {
			line = "," + "\n" + line
		} else {
			line = "\n" + line
		}
		if _, err := io.WriteString(to, line); err != nil {
			return done, err
		}
		done.Rows++
	}
	_, err := io.WriteString(to, "\n]\n")
	return done, err
}

// codingTable describes codings as a table, one row each.
func (w *world) codingTable(list []qda.Coding, progress Progress) (table.Table, error) {
	t := table.Table{Name: "Codings"}
	col := func(name string, typ table.Type, meaning string, args ...string) {
		t.Columns = append(t.Columns, table.Column{Name: name, Type: typ, Meaning: meaning, Args: args})
	}
	col("coding_id", table.Text, "Identity of the coding; the same in every copy of the project and every export with the same profile")
	col("document_id", table.Text, "Identity of the document")
	col("document", table.Text, "Title of the document")
	col("file_name", table.Text, "Name of the imported file")
	col("kind", table.Text, "What the document is: {kinds}", "kinds", kindChoices())
	col("language", table.Text, "Language of the document, ISO 639-1")
	col("document_date", table.Date, "Date of the document itself: YYYY, YYYY-MM or YYYY-MM-DD")
	col("jurisdiction", table.Text, "Where the document applies")
	col("text_hash", table.Text, "SHA-256 of the text that positions refer to")
	col("case_id", table.Text, "Identity of the first case that the passage belongs to")
	col("case", table.Text, "Cases that the passage belongs to, separated by semicolons")
	col("case_path", table.Text, "The first case with those above it")
	col("page", table.Text, "Page on which the passage begins")
	col("turn", table.Integer, "Turn in which it begins, from 1")
	col("paragraph", table.Integer, "Paragraph in which it begins, from 1")
	col("speaker", table.Text, "Who speaks there")
	col("speaker_role", table.Text, "The role of who speaks: interviewer, authority, technical, other")
	col("start", table.Integer, "First character, counted in Unicode code points from 0")
	col("end", table.Integer, "Character after the last one, in Unicode code points")
	col("quote", table.Text, "The coded words, exactly")
	col("code_id", table.Text, "Identity of the code")
	col("code", table.Text, "Name of the code")
	col("code_path", table.Text, "The code with those above it")
	var own []ownColumn
	for _, f := range w.cat.facets {
		if f.DeletedAt == "" {
			own = append(own, ownColumn{at: len(t.Columns), prefix: "facet_", name: f.Name, id: f.ID})
			col("", table.Text, "Facet {facet}: {definition}", "facet", f.Name, "definition", f.Definition)
		}
	}
	col("coder_id", table.Text, "Identity of the coder")
	col("coder", table.Text, "Who coded")
	col("round", table.Text, "Round of coding")
	col("weight", table.Integer, "Importance, 1 to 100; empty if none was given")
	col("created", table.Date, "When it was coded, UTC")
	col("memo", table.Text, "Memos on the coding, separated by empty lines")
	col("passage_language", table.Text, "Language of the passage, ISO 639-1: that of the document unless the passage was said to be in another")
	for _, a := range w.cat.attrs {
		own = append(own, ownColumn{at: len(t.Columns), prefix: string(a.Scope) + "_", name: a.Name, id: a.ID})
		col("", attributeType(a.Type), "Attribute of the "+string(a.Scope)+" "+a.Name+": "+a.Definition)
	}
	ids := each(list, qda.Coding.Key)
	wordings, err := w.translations(ids)
	if err != nil {
		return t, err
	}
	languages := languagesOf(wordings)
	for _, lang := range languages {
		col("quote_"+lang, table.Text, "The coded words in the language "+lang)
		col("quote_"+lang+"_by", table.Text, "Who put them into it, and whether somebody compared it with the original: draft or verified")
	}
	nameOwn(t.Columns, own)
	facets, err := w.tx.Qualifiers(ids)
	if err != nil {
		return t, err
	}
	memos, err := w.memoTexts()
	if err != nil {
		return t, err
	}
	t.Rows = func(yield func([]any, error) bool) {
		i := 0
		for row, err := range w.codingRows(list, facets, memos, progress) {
			if err == nil {
				row = append(row, translationCells(wordings[list[i].ID], languages)...)
				i++
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return t, nil
}

// documentsOf gives the documents that codings lie in.
func documentsOf(list []qda.Coding) map[qda.ID]bool {
	out := map[qda.ID]bool{}
	for _, c := range list {
		out[c.DocumentID] = true
	}
	return out
}

func attributeType(t qda.ValueType) table.Type {
	switch t {
	case qda.NumberValue:
		return table.Number
	case qda.DateValue:
		return table.Date
	case qda.BooleanValue:
		return table.Boolean
	}
	return table.Text
}

func (w *world) codingRows(list []qda.Coding, facets map[qda.ID][]qda.Qualifier, memos map[qda.ID]string, progress Progress) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for i, c := range list {
			if progress != nil && i%500 == 0 {
				progress("export", i, len(list))
			}
			if err := w.tx.Context().Err(); err != nil {
				yield(nil, err)
				return
			}
			row := w.codingRow(c, facets[c.ID], memos[c.ID])
			if w.err != nil {
				yield(nil, w.err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if progress != nil {
			progress("export", len(list), len(list))
		}
	}
}

func (w *world) codingRow(c qda.Coding, qualifiers []qda.Qualifier, memo string) []any {
	d := w.doc(c.DocumentID)
	at := d.form().position(c.Start)
	cases := d.cases(c.Span)
	shown, err := w.cover.coding(w.tx, d.Document, c)
	if err != nil {
		w.fail(err)
	}
	var caseID, casePath string
	var caseNames []string
	for i, k := range cases {
		if i == 0 {
			caseID, casePath = k.ID.String(), w.cat.cases.path(k.ID)
		}
		caseNames = append(caseNames, k.Name)
	}
	role := ""
	for _, s := range w.cat.speakers[d.ID] {
		if s.Name == at.Speaker && at.Speaker != "" {
			role = string(s.Role)
		}
	}
	code, path := "", ""
	if n := w.cat.tree.Node(c.CodeID); n != nil {
		code, path = n.Code.Name, n.Path()
	}
	row := []any{
		c.ID.String(), d.ID.String(), d.Title, d.FileName, string(d.Kind), d.Lang, d.Date, d.Jurisdiction, shown.TextHash.String(),
		caseID, strings.Join(caseNames, "; "), casePath, at.Page, orNone(at.Turn), orNone(at.Paragraph), at.Speaker, role,
		shown.Start, shown.End, shown.Quote, c.CodeID.String(), code, path,
	}
	for _, f := range w.cat.facets {
		if f.DeletedAt != "" {
			continue
		}
		var values []string
		for _, v := range w.cat.facetValues(qualifiers) {
			if v.Facet == f.ID {
				values = append(values, v.Meaning)
			}
		}
		row = append(row, strings.Join(values, "; "))
	}
	row = append(row, c.CoderID.String(), w.cat.coderOf[c.CoderID], w.cat.roundOf[c.RoundID], orNone(c.Weight), c.CreatedAt, memo, w.cat.langAt(d.Document, c.Span))
	facts := &passageFacts{docWorld: d, span: c.Span}
	for _, a := range w.cat.attrs {
		values := facts.Values(a)
		if a.Scope == qda.OnDocument {
			values = d.documentValues(a)
		}
		row = append(row, typed(a.Type, values))
	}
	return row
}

// typed gives values of an attribute as a cell: a number or truth value where there
// is one, texts otherwise.
func typed(t qda.ValueType, values []string) any {
	switch {
	case len(values) == 0:
		return nil
	case len(values) > 1:
		return strings.Join(values, "; ")
	case t == qda.NumberValue:
		if n, err := strconv.ParseFloat(values[0], 64); err == nil {
			return n
		}
	case t == qda.BooleanValue:
		return values[0] == "true"
	}
	return values[0]
}

func orNone(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// memoTexts gives the visible memos on each coding.
func (w *world) memoTexts() (map[qda.ID]string, error) {
	memos, err := store.List[qda.Memo](w.tx, store.Eq{"owner_entity": "coding"})
	if err != nil {
		return nil, err
	}
	out := map[qda.ID]string{}
	for _, m := range memos {
		text := m.Body
		if m.Title != "" {
			text = fmt.Sprintf("%s: %s", m.Title, m.Body)
		}
		for _, on := range append([]qda.ID{m.OwnerID}, m.AlsoOn()...) {
			if out[on] != "" {
				out[on] += "\n\n"
			}
			out[on] += text
		}
	}
	return out, nil
}
