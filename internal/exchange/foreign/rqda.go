package foreign

import (
	"context"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// RQDA reads a project of RQDA. Rows that were deleted or unmarked there (status 0
// and -1) are not taken over, and counted.
func RQDA(ctx context.Context, db Database, name string) (*bundle.Bundle, error) {
	w := newWork(ctx, db, "RQDA", "rqda", "")
	if err := w.needAll(name, map[string][]string{"source": {"id", "name", "file"}, "freecode": {"id", "name"}, "coding": {"cid", "fid", "selfirst", "selend"}}); err != nil {
		return nil, err
	}
	r := &rqda{work: w, name: name}
	for _, step := range []func() error{r.project, r.sources, r.codebook, r.codings, r.caseList, r.attributes, r.annotations, r.journal, r.groups, r.pictures} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w.b, nil
}

type rqda struct {
	*work
	name string
}

// live calls f with the rows of a table that stand, and counts the others.
func (q *rqda) live(table string, f func(r row) error) error {
	return q.each(table, func(r row) error {
		if n, ok := r.number("status"); ok && n != 1 {
			q.b.Account.Left(table, short(r.text("name")+r.text("seltext")), bundle.Why("account.rqda_deleted", "it was deleted or unmarked in RQDA"))
			return nil
		}
		return f(r)
	})
}

func (q *rqda) project() error {
	p := qda.Project{ID: q.id("project"), Title: oneLine(strings.TrimSuffix(q.name, ".rqda"), "RQDA"), Settings: "{}"}
	err := q.each("project", func(r row) error {
		q.seed = r.text("date")
		p.Description = textpos.Normalise(r.text("memo"))
		q.b.Origin = strings.TrimSpace("RQDA " + r.text("databaseversion"))
		return nil
	})
	q.put(p)
	return err
}

func (q *rqda) sources() error {
	return q.live("source", func(r row) error {
		d := qda.Document{
			ID: q.id("document", r.ref("id"), r.text("name")), Title: oneLine(r.text("name"), "Document "+r.ref("id")), FileName: fileName(r.text("name")),
			CreatedAt: moment(r.text("date")),
		}
		doc := q.add(r.ref("id"), d, textpos.Normalise(r.text("file")), []byte(r.text("file")), "text/plain")
		doc.raw = newRawPositions(r.text("file"))
		q.memo("source", doc.ID.String(), "document", doc.ID, "", r.text("memo"), r.text("owner"), r.text("date"))
		q.b.Account.Stored("source")
		return nil
	})
}

// codebook puts categories as folders. A code may lie in several categories there;
// it comes under the first.
func (q *rqda) codebook() error {
	category := map[string]qda.ID{}
	if err := q.live("codecat", func(r row) error {
		id := q.id("category", r.ref("catid"), r.text("name"))
		category[r.ref("catid")] = q.put(qda.Code{ID: id, Name: oneLine(r.text("name"), "(unnamed)"), Folder: true, Definition: textpos.Normalise(r.text("memo")), Pos: q.pos(), CreatedAt: moment(r.text("date"))})
		q.b.Account.Stored("codecat")
		return nil
	}); err != nil {
		return err
	}
	under := map[string]qda.ID{}
	if err := q.live("treecode", func(r row) error {
		to, ok := category[r.ref("catid")]
		switch {
		case !ok:
			q.b.Account.Left("treecode", r.ref("cid"), bundle.Why("account.category_deleted", "its category was deleted"))
		case !under[r.ref("cid")].IsZero():
			q.keep("treecode", r, "", qda.ID{}, r.ref("cid"), bundle.Why("account.row_second_category", "a code lies in one place here; that it lay in a second category is kept"))
		default:
			under[r.ref("cid")] = to
			q.b.Account.Stored("treecode")
		}
		return nil
	}); err != nil {
		return err
	}
	return q.live("freecode", func(r row) error {
		id := q.id("code", r.ref("id"), r.text("name"))
		q.codes[r.ref("id")] = q.put(qda.Code{ID: id, ParentID: under[r.ref("id")], Name: oneLine(r.text("name"), "(unnamed)"), Color: colorOf(r.text("color")), Definition: textpos.Normalise(r.text("memo")), Pos: q.pos(), CreatedAt: moment(r.text("date"))})
		q.b.Account.Stored("freecode")
		return nil
	})
}

func (q *rqda) codings() error {
	for _, table := range []string{"coding", "coding2"} {
		if err := q.live(table, func(r row) error {
			doc, code := q.docs[r.ref("fid")], q.codes[r.ref("cid")]
			if doc == nil || code.IsZero() {
				q.keep(table, r, "", qda.ID{}, short(r.text("seltext")), bundle.Why("account.row_deleted", "its document or code was deleted; the row is kept"))
				return nil
			}
			key := table + doc.ID.String() + " " + r.ref("selfirst") + " " + r.ref("selend") + " " + r.ref("cid") + " " + r.text("owner")
			id, ok := q.coding(key, q.at(table, r, doc, "selfirst", "selend", r.text("seltext")), code, r.text("owner"), r.text("date"), 0)
			if ok {
				q.memo(table, key, "coding", id, "", r.text("memo"), r.text("owner"), r.text("date"))
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

func (q *rqda) caseList() error {
	if err := q.live("cases", func(r row) error {
		id := q.id("case", r.ref("id"), r.text("name"))
		q.cases[r.ref("id")] = q.put(qda.Case{ID: id, Name: oneLine(r.text("name"), "(unnamed)"), Kind: "case", Description: textpos.Normalise(r.text("memo")), Pos: q.pos()})
		q.b.Account.Stored("cases")
		return nil
	}); err != nil {
		return err
	}
	return q.live("caselinkage", func(r row) error {
		return q.caseSpan("caselinkage", r, q.cases[r.ref("caseid")], q.docs[r.ref("fid")], "selfirst", "selend")
	})
}

func (q *rqda) attributes() error {
	class, memo := map[string]qda.ValueType{}, map[string]string{}
	if err := q.live("attributes", func(r row) error {
		class[r.text("name")] = qda.TextValue
		if r.text("class") == "numeric" {
			class[r.text("name")] = qda.NumberValue
		}
		memo[r.text("name")] = r.text("memo")
		q.b.Account.Stored("attributes")
		return nil
	}); err != nil {
		return err
	}
	for _, of := range []struct {
		table, owner string
		scope        qda.Scope
	}{{"caseAttr", "caseID", qda.OnCase}, {"fileAttr", "fileID", qda.OnDocument}} {
		if err := q.live(of.table, func(r row) error {
			name := r.text("variable")
			typ, ok := class[name]
			if !ok {
				typ = qda.TextValue
			}
			q.attribute(string(of.scope)+name, name, of.scope, typ, memo[name])
			owner := q.cases[r.ref(of.owner)]
			if of.scope == qda.OnDocument {
				owner = qda.ID{}
				if doc := q.docs[r.ref(of.owner)]; doc != nil {
					owner = doc.ID
				}
			}
			return q.value(of.table, r, string(of.scope)+name, owner, r.text("value"), r.text("owner"), r.text("date"))
		}); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(class) { // those without a value
		if _, used := q.attrs[string(qda.OnDocument)+name]; !used {
			q.attribute(string(qda.OnCase)+name, name, qda.OnCase, class[name], memo[name])
		}
	}
	return nil
}

func (q *rqda) annotations() error {
	return q.live("annotation", func(r row) error {
		doc := q.docs[r.ref("fid")]
		if doc == nil || strings.TrimSpace(r.text("annotation")) == "" {
			q.keep("annotation", r, "", qda.ID{}, short(r.text("annotation")), bundle.Why("account.row_empty_or_deleted", "it is empty, or its document was deleted; the row is kept"))
			return nil
		}
		title := "Annotation"
		if at, ok := r.number("position"); ok {
			if span, in := doc.raw.span(at, min(at+60, doc.ix.Len())); in {
				title = "“" + short(doc.ix.Slice(span)) + "”"
			}
		}
		q.memo("annotation", doc.ID.String()+r.ref("position")+r.text("annotation"), "document", doc.ID, title, r.text("annotation"), r.text("owner"), r.text("date"))
		q.b.Account.Stored("annotation")
		return nil
	})
}

func (q *rqda) journal() error {
	return q.live("journal", func(r row) error {
		if strings.TrimSpace(r.text("journal")) == "" {
			q.b.Account.Left("journal", r.text("name"), bundle.Why("account.empty_entry", "empty entries say nothing"))
			return nil
		}
		q.memo("journal", r.text("name"), "", qda.ID{}, r.text("name"), r.text("journal"), r.text("owner"), r.text("date"))
		q.b.Account.Stored("journal")
		return nil
	})
}

// groups puts the categories of files as sets of documents.
func (q *rqda) groups() error {
	sets := map[string]qda.ID{}
	if err := q.live("filecat", func(r row) error {
		id := q.id("set", r.ref("catid"), r.text("name"))
		sets[r.ref("catid")] = q.put(qda.Set{ID: id, Name: oneLine(r.text("name"), "(unnamed)"), Target: "document", Description: textpos.Normalise(r.text("memo")), Pos: q.pos()})
		q.b.Account.Stored("filecat")
		return nil
	}); err != nil {
		return err
	}
	return q.live("treefile", func(r row) error {
		set, doc := sets[r.ref("catid")], q.docs[r.ref("fid")]
		if set.IsZero() || doc == nil {
			q.b.Account.Left("treefile", r.ref("fid"), bundle.Why("account.category_or_document_deleted", "its category or document was deleted"))
			return nil
		}
		id := q.id("member", set.String(), doc.ID.String())
		if q.seen(id) {
			q.b.Account.Left("treefile", doc.Title, bundle.Why("account.twice", "it stands twice"))
			return nil
		}
		q.put(qda.SetMember{ID: id, SetID: set, Target: "document", TargetID: doc.ID, Pos: q.pos()})
		q.b.Account.Stored("treefile")
		return nil
	})
}

// pictures become documents without a text; what is coded on them is kept with them.
func (q *rqda) pictures() error {
	key := func(id string) string { return "image " + id }
	if err := q.live("image", func(r row) error {
		d := qda.Document{
			ID: q.id("image", r.ref("id"), r.text("name")), Title: oneLine(r.text("name"), "Picture "+r.ref("id")), FileName: fileName(r.text("name")),
			CreatedAt: moment(r.text("date")),
		}
		doc := q.add(key(r.ref("id")), d, "", nil, "")
		q.memo("image", doc.ID.String(), "document", doc.ID, "", r.text("memo"), r.text("owner"), r.text("date"))
		q.b.Account.Note("image", d.Title, bundle.Why("account.file_beside", "its file lies outside of the project; only what the project holds of it came in"))
		q.b.Account.Stored("image")
		return nil
	}); err != nil {
		return err
	}
	return q.live("imageCoding", func(r row) error {
		return q.keepArea("imageCoding", r, q.docs[key(r.ref("iid"))])
	})
}
