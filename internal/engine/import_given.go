package engine

import (
	"articula/internal/exchange/bundle"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// unsaid tells what a file does not say of a document, so that it is guessed, or what is
// said of the import holds.
type unsaid struct{ kind, lang bool }

// unsaidIn finds by document what the file of a bundle does not say.
func unsaidIn(b *bundle.Bundle) map[qda.ID]unsaid {
	out := map[qda.ID]unsaid{}
	for _, r := range b.Records {
		if d, ok := r.(qda.Document); ok {
			out[d.ID] = unsaid{kind: d.Kind == qda.OtherKind || d.Kind == "", lang: d.Lang == ""}
		}
	}
	return out
}

// give gives a document that comes in what is said of the import and not by the file. from
// is its identity in the file.
func (in *intake) give(e *oplog.Entity, from qda.ID, row oplog.Row) {
	if e.Name != "document" {
		return
	}
	open := in.unsaid[from]
	for column, given := range map[string]struct {
		value string
		open  bool
	}{"kind": {string(in.docKind), open.kind}, "lang": {in.lang, open.lang}} {
		i, _ := e.Column(column)
		switch {
		case given.value == "" || given.value == row[i].Str:
		case given.open:
			row[i].Str = given.value
		default:
			in.otherwise(row.Key(), row)
		}
	}
}

// withoutGuesses is a row of a document as the file has it: what was guessed is no word of
// the file.
func (in *intake) withoutGuesses(e *oplog.Entity, from qda.ID, row oplog.Row) oplog.Row {
	if e.Name != "document" {
		return row
	}
	for column, guessed := range map[string]bool{"kind": in.unsaid[from].kind, "lang": in.unsaid[from].lang} {
		if i, _ := e.Column(column); guessed {
			row[i].Str = ""
		}
	}
	return row
}

// otherwise notes that the file says otherwise of a document than was said of the import.
func (in *intake) otherwise(id qda.ID, row oplog.Row) {
	if in.against == nil {
		in.against = map[qda.ID]string{}
	}
	if _, twice := in.against[id]; !twice {
		e, _ := oplog.EntityNamed("document")
		in.against[id] = nameOfRow(e, row)
		in.stands = append(in.stands, id)
	}
}

// putInCase puts the documents that came in into a case, but for those that the file has
// in one.
func (in *intake) putInCase(ref string) error {
	if ref == "" || len(in.documents) == 0 {
		return nil
	}
	var into qda.Case
	e, _ := oplog.EntityNamed("document")
	for _, id := range in.documents {
		spans, err := store.List[qda.CaseSpan](in.tx, store.Eq{"document_id": id})
		if err != nil {
			return err
		}
		if len(spans) > 0 {
			d, err := store.Get[qda.Document](in.tx, id)
			if err != nil {
				return err
			}
			in.otherwise(id, e.RowOf(d))
			continue
		}
		if into.ID.IsZero() {
			if into, err = findOrMakeCase(in.tx, ref); err != nil {
				return err
			}
		}
		if err := linkCase(in.tx, into.ID, id, true); err != nil {
			return err
		}
	}
	return nil
}

// tellGiven tells of which documents the file says otherwise than was said of the import.
func (in *intake) tellGiven() {
	for _, id := range in.stands {
		in.b.Account.Note("document", in.against[id], bundle.Why("account.file_says", "the file says otherwise of its case, kind or language than was said for the import; what the file says stands"))
	}
}
