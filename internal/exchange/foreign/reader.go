package foreign

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"articula/internal/exchange/bundle"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// Database gives the tables of a file.
type Database interface {
	// Tables lists the tables, in no order.
	Tables() []string
	// Count says how many rows a table has.
	Count(ctx context.Context, table string) (int, error)
	// Columns lists the columns of a table; none if there is no such table.
	Columns(table string) []string
	// Rows gives the rows of a table by column: nil, int64, float64, string or
	// []byte. A table that is not there has none.
	Rows(ctx context.Context, table string) iter.Seq2[map[string]any, error]
}

// Row is a row of a table.
type row map[string]any

func (r row) text(column string) string {
	switch v := r[column].(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// number is a whole number; ok is false where there is none.
func (r row) number(column string) (n int, ok bool) {
	switch v := r[column].(type) {
	case int64:
		return int(v), true
	case float64:
		return int(v), v == float64(int(v))
	case string:
		f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
		return int(f), err == nil && f == float64(int(f))
	}
	return 0, false
}

// ref is a number as a key.
func (r row) ref(column string) string {
	if n, ok := r.number(column); ok {
		return strconv.Itoa(n)
	}
	return r.text(column)
}

// work is a bundle in the making.
type work struct {
	ctx    context.Context
	db     Database
	b      *bundle.Bundle
	format string
	seed   string // what identities follow from, beside kind and row

	coders  map[string]qda.ID
	codes   map[string]qda.ID
	docs    map[string]*document
	cases   map[string]qda.ID
	attrs   map[string]qda.Attribute
	natural map[qda.Coding]bool
	rounds  qda.ID
	orders  int
	ids     map[qda.ID]bool
	have    map[string]bool // records by kind and identity
	read    map[string]bool // tables that were asked for
}

// put adds a record, and gives the identity that it has. One whose identity another of
// its kind has, because two rows have one number and name, gets its own: what belongs to
// it must be put under that.
func (w *work) put(r qda.Record) qda.ID {
	if w.have == nil {
		w.have = map[string]bool{}
	}
	e := oplog.EntityOf(r)
	row := e.RowOf(r)
	first := row.Key().String()
	for n := 2; w.have[e.Name+row.Key().String()]; n++ {
		id := w.id("again", e.Name, first, strconv.Itoa(n))
		row[0].Str = string(id[:])
	}
	w.have[e.Name+row.Key().String()] = true
	w.b.Put(e.RecordOf(row))
	return row.Key()
}

// seen reports whether something of the identity was put before.
func (w *work) seen(id qda.ID) bool {
	if w.ids == nil {
		w.ids = map[qda.ID]bool{}
	}
	twice := w.ids[id]
	w.ids[id] = true
	return twice
}

// document is a document with what is needed to find passages in it.
type document struct {
	qda.Document
	text  string
	ix    *textpos.Index
	flat  *flat
	raw   *rawPositions
	bytes *byteText // where positions count bytes
}

func newWork(ctx context.Context, db Database, origin, format, seed string) *work {
	return &work{
		ctx: ctx, db: db, b: bundle.New(origin), format: format, seed: seed, coders: map[string]qda.ID{}, codes: map[string]qda.ID{}, docs: map[string]*document{},
		cases: map[string]qda.ID{}, attrs: map[string]qda.Attribute{}, natural: map[qda.Coding]bool{}, read: map[string]bool{},
	}
}

func (w *work) id(kind string, parts ...string) qda.ID {
	return bundle.DerivedID(append([]string{w.format, w.seed, kind}, parts...)...)
}

// each calls f with every row of a table.
func (w *work) each(table string, f func(r row) error) error {
	w.read[table] = true
	for r, err := range w.db.Rows(w.ctx, table) {
		if err != nil {
			return err
		}
		if err := f(r); err != nil {
			return err
		}
	}
	return w.ctx.Err()
}

// need fails where a file lacks a table or its columns.
func (w *work) need(name, table string, columns ...string) error {
	have := map[string]bool{}
	for _, c := range w.db.Columns(table) {
		have[c] = true
	}
	for _, c := range columns {
		if !have[c] {
			return qda.E(qda.Unsupported, "foreign.layout", "{name} is no project of {format} in a form that is known here: it lacks {what}. Nothing was changed.", "name", name, "format", w.format, "what", table+"."+c)
		}
	}
	return nil
}

// needAll does so for several tables: the first by name that lacks something is told of.
func (w *work) needAll(name string, layout map[string][]string) error {
	for _, table := range sortedKeys(layout) {
		if err := w.need(name, table, layout[table]...); err != nil {
			return err
		}
	}
	return nil
}

// pos gives places in ascending order.
func (w *work) pos() string {
	w.orders++
	return fmt.Sprintf("f%07d", w.orders)
}

// coder is the person of a name.
func (w *work) coder(name string) qda.ID {
	name = oneLine(name, "Unknown coder")
	if id, ok := w.coders[name]; ok {
		return id
	}
	id := bundle.DerivedID(w.format, "coder", name)
	w.put(qda.Coder{ID: id, Name: name, Role: "coder"})
	w.coders[name] = id
	return id
}

func (w *work) round() qda.ID {
	if w.rounds.IsZero() {
		w.rounds = bundle.DerivedID("refi", "round")
		w.put(qda.Round{ID: w.rounds, Label: "Imported", Kind: qda.CodingRound, Plan: "{}", Pos: "m"})
	}
	return w.rounds
}

func oneLine(s, instead string) string {
	s = strings.Join(strings.Fields(textpos.Normalise(s)), " ")
	if s == "" {
		return instead
	}
	return s
}

// moment reads the forms of time that the programs write. They have no zone; the
// time stays the one that they show.
func moment(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", "2006-01-02", time.ANSIC, "2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04:05 +0000 UTC"} {
		if t, err := time.Parse(layout, s); err == nil {
			return qda.FormatTime(t)
		}
	}
	return ""
}

// add puts a document.
func (w *work) add(key string, d qda.Document, text string, file []byte, media string) *document {
	d.TextHash = w.b.AddText(text)
	d.SourceHash = w.b.AddSource(file, media)
	d.Pos = w.pos()
	if d.Kind == "" {
		d.Kind = qda.OtherKind
	}
	d.ID = w.put(d)
	doc := &document{Document: d, text: text, ix: textpos.NewIndex(text)}
	w.docs[key] = doc
	return doc
}

// memo puts a memo, unless it says nothing.
func (w *work) memo(kind, key, entity string, on qda.ID, title, body, who, when string) {
	body = textpos.Normalise(body)
	if strings.TrimSpace(body) == "" {
		return
	}
	w.put(qda.Memo{
		ID: w.id("memo", kind, key), Kind: "note", Title: strings.Join(strings.Fields(textpos.Normalise(title)), " "), Body: body, CoderID: w.coder(who),
		Owner: entity, OwnerID: on, CreatedAt: moment(when), ChangedAt: moment(when),
	})
}

// keep puts a row beside the records, as it was.
func (w *work) keep(table string, r row, entity string, on qda.ID, name string, why bundle.Reason) {
	plain := map[string]any{}
	for k, v := range r {
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
		plain[k] = v
	}
	body, err := json.Marshal(plain)
	if err != nil {
		body = []byte("{}")
	}
	w.put(qda.Preserved{ID: w.id("kept", table, string(body)), OwnerID: on, Owner: entity, Format: w.format, Element: table, Body: string(body), Pos: w.pos()})
	w.b.Account.Kept(table, name, why)
}

// passage is what a row says of a place in a text.
type passage struct {
	table string
	row   row
	doc   *document
	span  qda.Span
	inOK  bool   // the positions lie in the text
	quote string // as the file has it; "" if it has none
}

// settle decides where a passage is: where its positions say, if its words are
// there; else where its words are. ok is false where they are nowhere.
func (w *work) settle(p passage) (qda.Span, bool) {
	n := p.doc.ix.Len()
	in := p.inOK && p.span.Valid(n)
	want := textpos.Normalise(p.quote)
	if strings.TrimSpace(want) == "" {
		return p.span, in
	}
	if in && squeeze(p.doc.ix.Slice(p.span)) == squeeze(want) {
		return p.span, true
	}
	if p.doc.flat == nil {
		p.doc.flat = flatten(p.doc.text)
	}
	if span, ok := p.doc.flat.near(want, p.span.Start); ok {
		w.b.Account.Note(p.table, p.doc.Title+": "+short(want), bundle.Why("account.found_nearby", "the words were not where the file says, and were found nearby"))
		return span, true
	}
	return p.span, false
}

// coding puts a coding of a passage.
func (w *work) coding(key string, p passage, code qda.ID, who, when string, weight int) (qda.ID, bool) {
	name := p.doc.Title + ": " + short(p.quote)
	span, ok := w.settle(p)
	if !ok {
		why := bundle.Why("account.row_words_missing", "its words are not in the text; the row is kept")
		if strings.TrimSpace(p.quote) == "" {
			why = bundle.Why("account.row_outside", "it lies outside of the text; the row is kept")
		}
		w.keep(p.table, p.row, "document", p.doc.ID, name, why)
		return qda.ID{}, false
	}
	c := qda.Coding{DocumentID: p.doc.ID, TextHash: p.doc.TextHash, CodeID: code, CoderID: w.coder(who), RoundID: w.round(), Span: span}
	if w.natural[c] {
		w.keep(p.table, p.row, "document", p.doc.ID, name, bundle.Why("account.row_same", "the same coder gave the same passage the same code before; the row is kept"))
		return qda.ID{}, false
	}
	w.natural[c] = true
	c.ID, c.Quote, c.CreatedAt, c.Weight = w.id("coding", key), p.doc.ix.Slice(span), moment(when), weight
	w.b.Account.Stored(p.table)
	return w.put(c), true
}

// mediaOf is the type of a file by the ending of its name.
func mediaOf(name string) string {
	switch strings.ToLower(name[strings.LastIndexByte(name, '.')+1:]) {
	case "txt", "md":
		return "text/plain"
	case "pdf":
		return "application/pdf"
	case "docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case "htm", "html":
		return "text/html"
	case "jpg", "jpeg":
		return "image/jpeg"
	case "png":
		return "image/png"
	}
	return "application/octet-stream"
}

func short(s string) string {
	r := []rune(squeeze(s))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// leftTables accounts for tables that hold something and are not taken over.
func (w *work) leftTables(what map[string]bundle.Reason) error {
	for _, table := range sortedKeys(what) {
		if err := w.each(table, func(r row) error {
			w.keep(table, r, "", qda.ID{}, r.text("name"), what[table])
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// unknownTables accounts for the rows of tables that nothing asked for.
func (w *work) unknownTables() error {
	for _, table := range slices.Sorted(slices.Values(w.db.Tables())) {
		if w.read[table] || strings.HasPrefix(table, "sqlite_") {
			continue
		}
		n, err := w.db.Count(w.ctx, table)
		if err != nil {
			return err
		}
		for range n {
			w.b.Account.Left(table, table, bundle.Why("account.table_unknown", "the table is not known here, so its rows were left out; they stay in the file"))
		}
	}
	return w.ctx.Err()
}
