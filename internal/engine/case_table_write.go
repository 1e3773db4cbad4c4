package engine

import (
	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// tableWriter writes the rows of a table. It reads the documents and cases of the project
// once, for a table may have thousands of rows.
type tableWriter struct {
	tx           *store.Tx
	project      qda.ID
	file         string
	out          *TableImported
	documents    map[qda.ID]qda.Document
	lastDocument string                       // the place of the last document
	cases        map[qda.ID]map[string]qda.ID // by parent and folded name
	lastCase     map[qda.ID]string            // the place of the last one, by parent
}

func newTableWriter(tx *store.Tx, project qda.ID, file string, out *TableImported) (*tableWriter, error) {
	w := &tableWriter{tx: tx, project: project, file: file, out: out, documents: map[qda.ID]qda.Document{}, cases: map[qda.ID]map[string]qda.ID{}, lastCase: map[qda.ID]string{}}
	documents, err := store.List[qda.Document](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	for _, d := range documents {
		w.documents[d.ID] = d
		w.lastDocument = max(w.lastDocument, d.Pos)
	}
	cases, err := store.List[qda.Case](tx, store.Eq{})
	for _, k := range cases {
		if k.DeletedAt == "" {
			w.keep(k)
		}
	}
	return w, err
}

func (w *tableWriter) keep(k qda.Case) {
	if w.cases[k.ParentID] == nil {
		w.cases[k.ParentID] = map[string]qda.ID{}
	}
	w.cases[k.ParentID][codebook.Fold(k.Name)] = k.ID
	w.lastCase[k.ParentID] = max(w.lastCase[k.ParentID], k.Pos)
}

// newCase makes the case of a path, and those above it that are missing, as [ensureCase]
// does for one.
func (w *tableWriter) newCase(ref string) (at qda.ID, err error) {
	path := codebook.SplitPath(ref)
	for i, name := range path {
		if name == "" {
			return at, noCaseName()
		}
		if id, there := w.cases[at][codebook.Fold(name)]; there {
			at = id
			continue
		}
		k := qda.Case{ID: w.tx.NewID(), ParentID: at, Name: name, Pos: qda.OrderKeys(w.lastCase[at], 1)[0]}
		if i == len(path)-1 {
			k.Kind = "case"
		}
		if err := store.Put(w.tx, k); err != nil {
			return at, err
		}
		w.keep(k)
		at = k.ID
	}
	return at, nil
}

// tableValue sets a value. What was held until now and rests on no passage goes, unless all
// shall stay; what rests on some stays beside the new one.
func (p *Project) tableValue(tx *store.Tx, r SetValue, beside bool, out *TableImported) error {
	have, err := valuesInOrder(tx, r.Attribute, r.Owner)
	if err != nil {
		return err
	}
	if _, err := p.setValue(tx, r); err != nil {
		return err
	}
	for _, v := range have {
		if v.Status != ValueHeld || v.Value == r.Value {
			continue
		}
		cited, err := store.List[qda.Citation](tx, store.Eq{"owner_id": v.ID})
		if err != nil {
			return err
		}
		if beside || len(cited) > 0 {
			out.Contested++
			continue
		}
		if err := store.Delete[qda.AttributeValue](tx, v.ID); err != nil {
			return err
		}
		out.Replaced++
	}
	return nil
}
