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
	Fate   string `json:"fate"` // "changed", "cut", "lost" or "widened"
}

// fateWidened is of a passage that held a part of what was replaced, and holds all of
// its replacement now.
const fateWidened = "widened"

// passageColumns are the ends of passages in the kinds of record that have some,
// each with the columns of its document, text, start, end and quote.
var passageColumns = map[string][][5]string{
	"coding":           {{"document_id", "text_hash", "start_pos", "end_pos", "quote"}},
	"citation":         {{"document_id", "text_hash", "start_pos", "end_pos", "quote"}},
	"link":             {{"from_document_id", "from_text_hash", "from_start_pos", "from_end_pos", "from_quote"}, {"to_document_id", "to_text_hash", "to_start_pos", "to_end_pos", "to_quote"}},
	"case_span":        {{"document_id", "", "start_pos", "end_pos", ""}},
	"decision":         {{"document_id", "", "start_pos", "end_pos", ""}},
	"passage_language": {{"document_id", "", "start_pos", "end_pos", ""}},
	"excerpt":          {{"document_id", "", "start_pos", "end_pos", ""}},
	"refused_mention":  {{"document_id", "", "start_pos", "end_pos", ""}},
}

// anchored is what becomes of everything that points into a text when it is edited.
type anchored struct {
	rows     map[*oplog.Entity][]oplog.Row
	was      map[qda.ID]qda.Span // of the codings
	reworded []qda.ID            // what has other words, as a coding or a citation
	lost     []Unanchored
}

// inTurn orders the rows of codings so that none takes a place that another one still
// holds, of which the project allows one for each code, coder and round. It fails where
// two would be the same in the end.
func (a *anchored) inTurn(e *oplog.Entity) error {
	if e.Name != "coding" {
		return nil
	}
	column := func(name string) int { i, _ := e.Column(name); return i }
	start, end, quote := column("start_pos"), column("end_pos"), column("quote")
	kin := []int{column("code_id"), column("coder_id"), column("round_id")}
	place := func(row oplog.Row, s qda.Span) string {
		key := fmt.Sprint(s)
		for _, i := range kin {
			key += row[i].Str
		}
		return key
	}
	rows := a.rows[e]
	holds, taken := map[string]int{}, map[string]bool{}
	for i, row := range rows {
		holds[place(row, a.was[row.Key()])] = i
	}
	var out []oplog.Row
	state := make([]int, len(rows)) // 0 not yet, 1 waiting for the one in its place, 2 placed
	var put func(i int) error
	put = func(i int) error {
		if state[i] == 2 {
			return nil
		}
		to := place(rows[i], qda.Span{Start: int(rows[i][start].Int), End: int(rows[i][end].Int)})
		twins := qda.E(qda.Conflict, "revise.twins", "Two codings with one code would both lie on “{quote}”. Nothing was changed. Take one of the two away first.", "quote", inVivoName(rows[i][quote].Str))
		if state[i] == 1 {
			return twins
		}
		state[i] = 1
		if j, held := holds[to]; held && j != i {
			if err := put(j); err != nil {
				return err
			}
		}
		if taken[to] {
			return twins
		}
		state[i], taken[to] = 2, true
		out = append(out, rows[i])
		return nil
	}
	for i := range rows {
		if err := put(i); err != nil {
			return err
		}
	}
	a.rows[e] = out
	return nil
}

// anchor works out what becomes of all that points into a document, seen or not. With
// widen, what holds a part of a replaced range takes all of it.
func anchor(tx *store.Tx, d qda.Document, next string, edits textpos.Edits, widen bool) (anchored, error) {
	out := anchored{rows: map[*oplog.Entity][]oplog.Row{}, was: map[qda.ID]qda.Span{}}
	ix, hash := textpos.NewIndex(next), qda.HashOf([]byte(next))
	for _, e := range oplog.Entities() {
		for _, end := range passageColumns[e.Name] {
			rows, err := store.RowsWhere(tx.Unblinded(), e, store.Eq{end[0]: d.ID})
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
				if e.Name == "coding" {
					out.was[row.Key()] = was
				}
				whole := was
				if widen {
					whole = edits.Widen(was)
				}
				span, fate := edits.Anchor(whole)
				if whole != was && fate != textpos.Lost {
					fate = fateWidened
				}
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
				if i, ok := e.Column("sides"); ok {
					if row[i].Str, err = movedSides(row[i].Str, edits, widen); err != nil {
						return out, err
					}
				}
				if at[1] >= 0 {
					row[at[1]].Str = string(hash[:])
				}
				if at[4] >= 0 {
					if row[at[4]].Str = ix.Slice(span); row[at[4]].Str != quote {
						out.reworded = append(out.reworded, row.Key())
					}
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
	lost, _, err := textChange{edits: edits, reason: reason, note: note, strict: strict}.apply(tx, d)
	return lost, err
}

// textChange is how a text is replaced.
type textChange struct {
	edits        textpos.Edits
	reason, note string
	strict       bool                                // not if any passage changes its words
	shape        func(string) (qda.Structure, error) // of the new text; nil finds it anew
}

// apply replaces the text. It gives the passages whose words changed, were cut, lost or
// widened, and how many lie elsewhere or changed.
func (c textChange) apply(tx *store.Tx, d qda.Document) ([]Unanchored, int, error) {
	old, err := tx.Text(d.TextHash)
	if err != nil {
		return nil, 0, err
	}
	ix := textpos.NewIndex(old.Body)
	if err := c.edits.Check(ix.Len()); err != nil {
		return nil, 0, err
	}
	next := textpos.Normalise(c.edits.Apply(ix))
	if next == old.Body {
		return nil, 0, nil
	}
	moved, err := anchor(tx, d, next, c.edits, c.reason == qda.RevisedForPseudonyms)
	if err != nil {
		return nil, 0, err
	}
	for _, l := range moved.lost {
		if c.strict || l.Fate == string(textpos.Lost) {
			return moved.lost, 0, nil
		}
	}
	shaped := c.shape
	if shaped == nil {
		shaped = func(text string) (qda.Structure, error) { return reshape(tx, text, d) }
	}
	shape, err := shaped(next)
	if err != nil {
		return nil, 0, err
	}
	content := store.NewContent(next, shape, "", nil)
	if err := tx.PutContent(content); err != nil {
		return nil, 0, err
	}
	written, err := json.Marshal(c.edits)
	if err != nil {
		return nil, 0, err
	}
	if err := store.Put(tx, qda.Revision{ID: tx.NewID(), DocumentID: d.ID, FromHash: d.TextHash, ToHash: content.Text.Hash, Edits: string(written), Reason: c.reason, Note: c.note, CoderID: tx.Viewer(), At: tx.Now()}); err != nil {
		return nil, 0, err
	}
	d.TextHash, d.StructureHash = content.Text.Hash, store.StructureHash(content.Structure)
	if err := store.Save(tx, d); err != nil {
		return nil, 0, err
	}
	n := 0
	for _, e := range oplog.Entities() {
		if err := moved.inTurn(e); err != nil {
			return nil, 0, err
		}
		for _, row := range moved.rows[e] {
			n++
			if err := store.SaveRow(tx, e, row); err != nil {
				return nil, 0, err
			}
		}
	}
	if _, err := unverify(tx.Unblinded(), moved.reworded...); err != nil {
		return nil, 0, err
	}
	return moved.lost, n, nil
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
