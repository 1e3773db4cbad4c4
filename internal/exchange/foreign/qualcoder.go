package foreign

import (
	"context"
	"strings"

	"articula/internal/column"
	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// Files gives the files beside a database by their place in its folder; ok is false
// where there is none.
type Files func(place string) (b []byte, ok bool, err error)

// QualCoder reads a project of QualCoder: its database and the files in its folder.
// Columns differ between its versions; what is not there is taken as empty.
func QualCoder(ctx context.Context, db Database, name string, files Files) (*bundle.Bundle, error) {
	w := newWork(ctx, db, "QualCoder", "qualcoder", "")
	if err := w.needAll(name, map[string][]string{"source": {"id", "name", "fulltext"}, "code_name": {"cid", "name"}, "code_text": {"cid", "fid", "pos0", "pos1"}}); err != nil {
		return nil, err
	}
	q := &qualcoder{work: w, files: files, name: name}
	for _, step := range []func() error{q.project, q.sources, q.codebook, q.codings, q.annotations, q.caseList, q.attributes, q.journal, q.rest, q.unknownTables} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w.b, nil
}

type qualcoder struct {
	*work
	files Files
	name  string
}

func (q *qualcoder) project() error {
	p := qda.Project{ID: q.id("project"), Title: oneLine(strings.TrimSuffix(q.name, ".qda"), "QualCoder"), Settings: "{}"}
	err := q.each("project", func(r row) error {
		q.seed = r.text("date") // numbers of rows are the same in every file
		p.Description = textpos.Normalise(r.text("memo"))
		q.b.Origin = strings.TrimSpace("QualCoder " + r.text("databaseversion"))
		return nil
	})
	q.put(p)
	return err
}

func (q *qualcoder) sources() error {
	return q.each("source", func(r row) error {
		text := textpos.Normalise(r.text("fulltext"))
		d := qda.Document{
			ID: q.id("document", r.ref("id"), r.text("name")), Title: oneLine(r.text("name"), "Document "+r.ref("id")), FileName: fileName(r.text("name")),
			Description: textpos.Normalise(r.text("memo")), CreatedAt: moment(r.text("date")),
		}
		file, media := []byte(r.text("fulltext")), "text/plain"
		place := strings.ReplaceAll(r.text("mediapath"), `\`, "/")
		if place == "" {
			place = "/documents/" + r.text("name")
		}
		head, linked, isLink := strings.Cut(place, ":")
		switch {
		case isLink && !strings.Contains(head, "/"):
			q.b.Account.Note("source", d.Title, bundle.Why("account.file_beside", "its file lies outside of the project; only what the project holds of it came in"))
			d.FileName = fileName(linked)
		default:
			place = strings.TrimPrefix(place, "/")
			place = strings.Replace(place, "docs/", "documents/", 1)
			b, ok, err := q.files(place)
			if err != nil {
				return err
			}
			if ok {
				file, media = b, mediaOf(place)
			} else if r.text("mediapath") != "" {
				q.b.Account.Note("source", d.Title, bundle.Why("account.file_not_in_folder", "its file is not in the folder of the project"))
			}
		}
		if len(file) == 0 {
			file = nil
		}
		doc := q.add(r.ref("id"), d, text, file, media)
		doc.raw = newRawPositions(r.text("fulltext"))
		q.b.Account.Stored("source")
		return nil
	})
}

func (q *qualcoder) codebook() error {
	cats := map[string]row{}
	var order []string
	if err := q.each("code_cat", func(r row) error {
		cats[r.ref("catid")] = r
		order = append(order, r.ref("catid"))
		return nil
	}); err != nil {
		return err
	}
	folder := func(k string) qda.ID {
		if _, ok := cats[k]; !ok {
			return qda.ID{}
		}
		return q.id("category", k, cats[k].text("name"))
	}
	for _, k := range order {
		r := cats[k]
		q.put(qda.Code{ID: folder(k), ParentID: folder(r.ref("supercatid")), Name: oneLine(r.text("name"), "(unnamed)"), Folder: true, Definition: textpos.Normalise(r.text("memo")), Pos: q.pos(), CreatedAt: moment(r.text("date"))})
		q.b.Account.Stored("code_cat")
	}
	var names []row
	if err := q.each("code_name", func(r row) error {
		q.codes[r.ref("cid")] = q.id("code", r.ref("cid"), r.text("name"))
		names = append(names, r)
		return nil
	}); err != nil {
		return err
	}
	for _, r := range names {
		c := qda.Code{ID: q.codes[r.ref("cid")], ParentID: folder(r.ref("catid")), Name: oneLine(r.text("name"), "(unnamed)"), Color: colorOf(r.text("color")), Definition: textpos.Normalise(r.text("memo")), Pos: q.pos(), CreatedAt: moment(r.text("date"))}
		if up, ok := q.codes[r.ref("supercid")]; ok && r.ref("supercid") != "" {
			c.ParentID = up
		}
		q.put(c)
		q.b.Account.Stored("code_name")
	}
	return nil
}

func colorOf(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) != 7 || s[0] != '#' || strings.Trim(s[1:], "0123456789abcdef") != "" {
		return ""
	}
	return s
}

// at is the passage of a row with two positions.
func (w *work) at(table string, r row, doc *document, from, to, quote string) passage {
	p := passage{table: table, row: r, doc: doc, quote: quote}
	start, ok1 := r.number(from)
	end, ok2 := r.number(to)
	if ok1 && ok2 {
		p.span, p.inOK = doc.raw.span(start, end)
	}
	return p
}

func (q *qualcoder) codings() error {
	if err := q.each("code_text", func(r row) error {
		doc, code := q.docs[r.ref("fid")], q.codes[r.ref("cid")]
		if doc == nil || code.IsZero() {
			q.keep("code_text", r, "", qda.ID{}, short(r.text("seltext")), bundle.Why("account.row_no_document_or_code", "its document or code is not in the project; the row is kept"))
			return nil
		}
		weight := 0
		if n, ok := r.number("important"); ok && n > 0 {
			weight = 100
			q.b.Account.Note("code_text", short(r.text("seltext")), bundle.Why("account.important", "marked as important: it has the weight 100"))
		}
		key := doc.ID.String() + " " + r.ref("pos0") + " " + r.ref("pos1") + " " + r.ref("cid") + " " + r.text("owner")
		id, ok := q.coding(key, q.at("code_text", r, doc, "pos0", "pos1", r.text("seltext")), code, r.text("owner"), r.text("date"), weight)
		if ok {
			q.memo("code_text", key, "coding", id, "", r.text("memo"), r.text("owner"), r.text("date"))
		}
		return nil
	}); err != nil {
		return err
	}
	for _, table := range []string{"code_image", "code_av"} {
		if err := q.each(table, func(r row) error {
			return q.keepArea(table, r, q.docs[r.ref("id")])
		}); err != nil {
			return err
		}
	}
	return nil
}

func (q *qualcoder) annotations() error {
	return q.each("annotation", func(r row) error {
		doc := q.docs[r.ref("fid")]
		if doc == nil || strings.TrimSpace(r.text("memo")) == "" {
			q.keep("annotation", r, "", qda.ID{}, short(r.text("memo")), bundle.Why("account.row_empty", "it is empty, or its document is not in the project; the row is kept"))
			return nil
		}
		title := "Annotation"
		if p := q.at("annotation", r, doc, "pos0", "pos1", ""); p.inOK {
			title = "“" + short(doc.ix.Slice(p.span)) + "”"
		}
		q.memo("annotation", doc.ID.String()+r.ref("pos0")+" "+r.ref("pos1")+r.text("memo"), "document", doc.ID, title, r.text("memo"), r.text("owner"), r.text("date"))
		q.b.Account.Stored("annotation")
		return nil
	})
}

func (q *qualcoder) caseList() error {
	if err := q.each("cases", func(r row) error {
		c := qda.Case{ID: q.id("case", r.ref("caseid"), r.text("name")), Name: oneLine(r.text("name"), "(unnamed)"), Kind: "case", Description: textpos.Normalise(r.text("memo")), Pos: q.pos()}
		q.cases[r.ref("caseid")] = q.put(c)
		q.b.Account.Stored("cases")
		return nil
	}); err != nil {
		return err
	}
	return q.each("case_text", func(r row) error {
		return q.caseSpan("case_text", r, q.cases[r.ref("caseid")], q.docs[r.ref("fid")], "pos0", "pos1")
	})
}

// caseSpan puts a document, or a part of it, into a case.
func (w *work) caseSpan(table string, r row, k qda.ID, doc *document, from, to string) error {
	if k.IsZero() || doc == nil {
		w.keep(table, r, "", qda.ID{}, table, bundle.Why("account.row_no_case", "its case or document is not in the project; the row is kept"))
		return nil
	}
	p := w.at(table, r, doc, from, to, "")
	n := doc.ix.Len()
	s := qda.CaseSpan{CaseID: k, DocumentID: doc.ID, Span: p.span}
	start, _ := r.number(from)
	end, _ := r.number(to)
	switch {
	case start == 0 && (end >= n-1 || end == 0):
		s.Whole, s.Span = true, qda.Span{End: n}
	case !p.inOK:
		w.keep(table, r, "document", doc.ID, doc.Title, bundle.Why("account.row_outside", "it lies outside of the text; the row is kept"))
		return nil
	}
	w.memo(table, k.String()+doc.ID.String()+r.ref(from)+" "+r.text("memo"), "case_unit", k, doc.Title, r.text("memo"), r.text("owner"), r.text("date"))
	s.ID = w.id("span", k.String(), doc.ID.String(), s.Span.String())
	if w.seen(s.ID) {
		w.b.Account.Left(table, doc.Title, bundle.Why("account.twice", "it stands twice"))
		return nil
	}
	w.put(s)
	w.b.Account.Stored(table)
	return nil
}

func (q *qualcoder) attributes() error {
	if err := q.each("attribute_type", func(r row) error {
		scope := qda.OnCase
		if r.text("caseOrFile") == "file" {
			scope = qda.OnDocument
		}
		typ := qda.TextValue
		if r.text("valuetype") == "numeric" {
			typ = qda.NumberValue
		}
		q.attribute(string(scope)+r.text("name"), r.text("name"), scope, typ, r.text("memo"))
		q.b.Account.Stored("attribute_type")
		return nil
	}); err != nil {
		return err
	}
	return q.each("attribute", func(r row) error {
		scope, owner := qda.OnCase, q.cases[r.ref("id")]
		if r.text("attr_type") == "file" {
			scope, owner = qda.OnDocument, qda.ID{}
			if doc := q.docs[r.ref("id")]; doc != nil {
				owner = doc.ID
			}
		}
		return q.value("attribute", r, string(scope)+r.text("name"), owner, r.text("value"), r.text("owner"), r.text("date"))
	})
}

// attribute puts an attribute once.
func (w *work) attribute(key, name string, scope qda.Scope, typ qda.ValueType, memo string) {
	if _, known := w.attrs[key]; known {
		return
	}
	a := qda.Attribute{ID: w.id("attribute", key), Name: oneLine(name, "(unnamed)"), Scope: scope, Type: typ, Definition: textpos.Normalise(memo), Pos: w.pos()}
	w.attrs[key] = a
	w.put(a)
}

// value puts a value of an attribute.
func (w *work) value(table string, r row, key string, owner qda.ID, value, who, when string) error {
	a, known := w.attrs[key]
	value = textpos.Normalise(value)
	switch {
	case !known || owner.IsZero():
		w.keep(table, r, "", qda.ID{}, value, bundle.Why("account.row_no_attribute", "its attribute, case or document is not in the project; the row is kept"))
		return nil
	case strings.TrimSpace(value) == "":
		w.b.Account.Left(table, a.Name, bundle.Why("account.empty_value", "empty values say nothing"))
		return nil
	}
	if a.Type == qda.NumberValue {
		n, ok := column.Number(value)
		if !ok {
			w.keep(table, r, "", qda.ID{}, a.Name+": "+value, bundle.Why("account.row_no_number", "values of a number that are none, or can be read as two, are kept, not shown"))
			return nil
		}
		value = n
	}
	v := qda.AttributeValue{ID: w.id("value", owner.String(), a.ID.String()), AttributeID: a.ID, OwnerID: owner, Value: value, Status: "held", CoderID: w.coder(who), At: moment(when)}
	if w.seen(v.ID) {
		w.keep(table, r, "", qda.ID{}, a.Name+": "+value, bundle.Why("account.row_second_value", "second values of one attribute are kept, not shown"))
		return nil
	}
	w.put(v)
	w.b.Account.Stored(table)
	return nil
}

func (q *qualcoder) journal() error {
	return q.each("journal", func(r row) error {
		if strings.TrimSpace(r.text("jentry")) == "" {
			q.b.Account.Left("journal", r.text("name"), bundle.Why("account.empty_entry", "empty entries say nothing"))
			return nil
		}
		q.memo("journal", r.ref("jid")+r.text("name"), "", qda.ID{}, r.text("name"), r.text("jentry"), r.text("owner"), r.text("date"))
		q.b.Account.Stored("journal")
		return nil
	})
}

// rest keeps what has no home here.
func (q *qualcoder) rest() error {
	graphs := bundle.Why("account.row_graphs", "graphs are kept, but not shown")
	return q.leftTables(map[string]bundle.Reason{
		"ris": bundle.Why("account.row_references", "bibliographic references are kept, but not shown"), "stored_sql": bundle.Why("account.row_queries", "stored queries are kept, but cannot be run here"),
		"graph": graphs, "gr_cdct_text_item": graphs, "gr_case_text_item": graphs, "gr_file_text_item": graphs,
		"gr_free_text_item": graphs, "gr_cdct_line_item": graphs, "gr_free_line_item": graphs,
		"gr_pix_item": graphs, "gr_av_item": graphs, "gr_memo_item": graphs,
		"files_filter": bundle.Why("account.row_filters", "file filters are kept, but not used"), "manage_files_display": bundle.Why("account.row_filters", "file filters are kept, but not used"),
	})
}
