package engine

import (
	"encoding/json"
	"fmt"

	"articula/internal/extract"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// Unanchored is a coding, citation or link whose words a new text changes or lacks.
type Unanchored struct {
	Entity string `json:"entity"`
	ID     qda.ID `json:"id" ts_type:"string"`
	Quote  string `json:"quote"`
	Fate   string `json:"fate"` // "changed", "cut" or "lost"
}

// passageColumns are the ends of passages in the kinds of record that have some,
// each with the columns of its document, text, start, end and quote.
var passageColumns = map[string][][5]string{
	"coding":    {{"document_id", "text_hash", "start_pos", "end_pos", "quote"}},
	"citation":  {{"document_id", "text_hash", "start_pos", "end_pos", "quote"}},
	"link":      {{"from_document_id", "from_text_hash", "from_start_pos", "from_end_pos", "from_quote"}, {"to_document_id", "to_text_hash", "to_start_pos", "to_end_pos", "to_quote"}},
	"case_span": {{"document_id", "", "start_pos", "end_pos", ""}},
	"decision":  {{"document_id", "", "start_pos", "end_pos", ""}},
}

// anchored is what becomes of everything that points into a text when it is edited.
type anchored struct {
	rows map[*oplog.Entity][]oplog.Row
	lost []Unanchored
}

// anchor works out what becomes of all that points into a document, seen or not.
func anchor(tx *store.Tx, d qda.Document, next string, edits textpos.Edits) (anchored, error) {
	out := anchored{rows: map[*oplog.Entity][]oplog.Row{}}
	ix, hash := textpos.NewIndex(next), qda.HashOf([]byte(next))
	for _, e := range oplog.Entities() {
		for _, end := range passageColumns[e.Name] {
			rows, err := store.Rows(tx.Unblinded(), e)
			if err != nil {
				return out, err
			}
			at := [5]int{-1, -1, -1, -1, -1}
			for i, name := range end {
				if name == "" {
					continue
				}
				var ok bool
				if at[i], ok = e.Column(name); !ok {
					return out, fmt.Errorf("engine: %s has no column %s", e.Name, name)
				}
			}
			for _, row := range rows {
				if row[at[0]].ID() != d.ID {
					continue
				}
				if i, ok := e.Column("whole"); ok && row[i].Int != 0 {
					row[at[2]].Int, row[at[3]].Int = 0, int64(ix.Len())
					out.add(e, row)
					continue
				}
				was := qda.Span{Start: int(row[at[2]].Int), End: int(row[at[3]].Int)}
				span, fate := edits.Anchor(was)
				quote := ""
				if at[4] >= 0 {
					quote = row[at[4]].Str
				}
				if fate != textpos.Kept {
					out.lost = append(out.lost, Unanchored{Entity: e.Name, ID: row.Key(), Quote: quote, Fate: string(fate)})
				}
				if fate == textpos.Lost {
					continue
				}
				row[at[2]].Int, row[at[3]].Int = int64(span.Start), int64(span.End)
				if at[1] >= 0 {
					row[at[1]].Str = string(hash[:])
				}
				if at[4] >= 0 {
					row[at[4]].Str = ix.Slice(span)
				}
				out.add(e, row)
			}
		}
	}
	return out, nil
}

// add keeps a row to be saved; a record with two passages is one row.
func (a *anchored) add(e *oplog.Entity, row oplog.Row) {
	list := a.rows[e]
	for i := range list {
		if list[i].Key() == row.Key() {
			for j := range row { // what the other passage changed stays
				if col := e.Columns[j].Name; len(passageColumns[e.Name]) > 1 && len(col) > 3 && col[:3] == "to_" {
					list[i][j] = row[j]
				}
			}
			return
		}
	}
	a.rows[e] = append(list, row)
}

// replaceText gives a document a new text by edits of the old one, with everything
// that points into it, in the operation of tx. What lost all of its words stays as
// it was and is listed; so must be nothing where strict is set, which also holds for
// words that changed: then nothing is done, and the list says what stands against
// it.
func replaceText(tx *store.Tx, d qda.Document, edits textpos.Edits, reason, note string, strict bool) ([]Unanchored, error) {
	old, err := tx.Text(d.TextHash)
	if err != nil {
		return nil, err
	}
	ix := textpos.NewIndex(old.Body)
	if err := edits.Check(ix.Len()); err != nil {
		return nil, err
	}
	next := textpos.Normalise(edits.Apply(ix))
	if next == old.Body {
		return nil, nil
	}
	moved, err := anchor(tx, d, next, edits)
	if err != nil {
		return nil, err
	}
	for _, l := range moved.lost {
		if strict || l.Fate == string(textpos.Lost) {
			return moved.lost, nil
		}
	}
	shape, err := reshape(tx, next, d)
	if err != nil {
		return nil, err
	}
	content := store.NewContent(next, shape, "", nil)
	if err := tx.PutContent(content); err != nil {
		return nil, err
	}
	written, err := json.Marshal(edits)
	if err != nil {
		return nil, err
	}
	if err := store.Put(tx, qda.Revision{ID: tx.NewID(), DocumentID: d.ID, FromHash: d.TextHash, ToHash: content.Text.Hash, Edits: string(written), Reason: reason, Note: note, CoderID: tx.Viewer(), At: tx.Now()}); err != nil {
		return nil, err
	}
	d.TextHash, d.StructureHash = content.Text.Hash, store.StructureHash(content.Structure)
	if err := store.Save(tx, d); err != nil {
		return nil, err
	}
	for _, e := range oplog.Entities() {
		for _, row := range moved.rows[e] {
			if err := store.SaveRow(tx, e, row); err != nil {
				return nil, err
			}
		}
	}
	return moved.lost, nil
}

// reshape finds the structure of a new text.
func reshape(tx *store.Tx, text string, d qda.Document) (qda.Structure, error) {
	res, err := extract.Bytes(tx.Context(), []byte(text), extract.Options{Name: "text.txt", Encoding: "utf-8", Lang: d.Lang, Kind: d.Kind})
	if err == nil && res.Text == text {
		return res.Structure, nil
	}
	return qda.Structure{}, tx.Context().Err()
}

// difference is the one edit between two texts: from where they begin to differ to
// where they end alike.
func difference(from, to string) textpos.Edits {
	a, b := []rune(from), []rune(to)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	endA, endB := len(a), len(b)
	for endA > start && endB > start && a[endA-1] == b[endB-1] {
		endA, endB = endA-1, endB-1
	}
	if start == endA && start == endB {
		return nil
	}
	return textpos.Edits{{Start: start, End: endA, Text: string(b[start:endB])}}
}
