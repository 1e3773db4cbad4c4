package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// A text may have been edited on one side while somebody on the other went on coding
// its earlier state. What was coded there is moved by the edits of the revisions in
// between, as it would have been had the text been edited later. Where that cannot be
// done without guessing, the merge is refused as a whole.

// passages are the ends of records that name the text which they were made in.
var passages = []struct{ entity, prefix string }{{"coding", ""}, {"citation", ""}, {"link", "from_"}, {"link", "to_"}}

// bareSpans are kinds of record whose positions mean whatever text the document has.
var bareSpans = []string{"case_span", "decision", "passage_language", "excerpt", "refused_mention"}

// sideTexts is what one copy says of the texts of documents.
type sideTexts struct {
	hash  map[qda.ID]qda.Hash
	spans map[record]qda.Span // of the kinds of bareSpans
}

func (tx *Tx) sideTexts() (sideTexts, error) {
	out := sideTexts{map[qda.ID]qda.Hash{}, map[record]qda.Span{}}
	rows, err := tx.query("SELECT id, text_hash FROM document")
	if err != nil {
		return out, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, hash []byte
		if err := rows.Scan(&id, &hash); err != nil {
			return out, err
		}
		out.hash[qda.ID(id)] = qda.Hash(hash)
	}
	return out, rows.Err()
}

// readSpans adds the positions in the given documents.
func (side *sideTexts) readSpans(tx *Tx, documents map[qda.ID]bool) error {
	for d := range documents {
		for _, kind := range bareSpans {
			e, _ := oplog.EntityNamed(kind)
			list, err := tx.bareSpansIn(e, d)
			if err != nil {
				return err
			}
			for id, span := range list {
				side.spans[record{e, id}] = span
			}
		}
	}
	return nil
}

func (tx *Tx) bareSpansIn(e *oplog.Entity, document qda.ID) (map[qda.ID]qda.Span, error) {
	q := "SELECT id, start_pos, end_pos FROM " + e.Name + " WHERE document_id = ?1"
	if _, ok := e.Column("whole"); ok {
		q += " AND whole = 0"
	}
	rows, err := tx.query(q, document[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[qda.ID]qda.Span{}
	for rows.Next() {
		var id []byte
		var span qda.Span
		if err := rows.Scan(&id, &span.Start, &span.End); err != nil {
			return nil, err
		}
		out[qda.ID(id)] = span
	}
	return out, rows.Err()
}

// compareTexts finds the documents whose text is not the same in the two copies.
func (m *merger) compareTexts(theirs *Tx) error {
	var err error
	if m.ours, err = m.tx.sideTexts(); err != nil {
		return err
	}
	if m.theirs, err = theirs.sideTexts(); err != nil {
		return err
	}
	for id, hash := range m.ours.hash {
		if other, both := m.theirs.hash[id]; both && other != hash {
			m.texts[id] = true
		}
	}
	if err := m.ours.readSpans(m.tx, m.texts); err != nil {
		return err
	}
	return m.theirs.readSpans(theirs, m.texts)
}

// textsApart refuses a merge whose passages cannot be brought into one text.
func (m *merger) textsApart(document qda.ID, why error) error {
	title := ""
	if d, err := Get[qda.Document](m.tx, document); err == nil {
		title = d.Title
	}
	return qda.E(qda.Conflict, "merge.texts", "The text of “{title}” was edited in one copy, and in the other something was done to it that cannot be carried over into the edited text. Nothing was changed. Undo the editing of the text in the one copy, merge, and edit the text after that.", "title", title).Because(why)
}

// editedTwice reports whether each copy gave a document another text.
func (m *merger) editedTwice(s *settlement) bool {
	i, ok := s.entity.Column("text_hash")
	return ok && s.entity.Name == "document" && m.ours.hash[s.id] != m.theirs.hash[s.id] &&
		slices.ContainsFunc(s.Conflicts, func(c oplog.Conflict) bool { return c.Column == i })
}

// reanchor moves what was made in another state of a text than the one that its
// document has now, and sees to it that every quote is what the text says at its place.
func (m *merger) reanchor() error {
	for key := range m.slow {
		if key.entity.Name == "document" {
			m.texts[key.id] = true
		}
	}
	for _, p := range passages {
		e, _ := oplog.EntityNamed(p.entity)
		i, _ := e.Column(p.prefix + "document_id")
		for key := range m.slow { // its ends may be one side's, and its text the other's
			if key.entity != e {
				continue
			}
			row, err := m.tx.row(e, key.id)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			m.texts[row[i].ID()] = true
		}
		rows, err := m.tx.query(fmt.Sprintf(`SELECT DISTINCT d.id FROM %[1]s x JOIN document d ON d.id = x.%[2]sdocument_id WHERE x.%[2]stext_hash <> d.text_hash`, p.entity, p.prefix))
		if err != nil {
			return err
		}
		for rows.Next() {
			var id []byte
			if err := rows.Scan(&id); err != nil {
				rows.Close()
				return err
			}
			m.texts[qda.ID(id)] = true
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(m.texts), byBytes) { // what is written, or refused, is the same every time
		d, err := Get[qda.Document](m.tx, id)
		if qda.KindOf(err) == qda.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if err := m.reanchorIn(d); err != nil {
			return err
		}
	}
	return m.measureWholes()
}

// measureWholes gives the links of whole documents to cases the length of the text of
// today, whichever text they were made in.
func (m *merger) measureWholes() error {
	rows, err := m.tx.query(`SELECT s.id, t.runes FROM case_span s JOIN document d ON d.id = s.document_id JOIN text t ON t.hash = d.text_hash
		WHERE s.whole = 1 AND (s.start_pos <> 0 OR s.end_pos <> t.runes)`)
	if err != nil {
		return err
	}
	defer rows.Close()
	length := map[qda.ID]int{}
	for rows.Next() {
		var id []byte
		var runes int
		if err := rows.Scan(&id, &runes); err != nil {
			return err
		}
		length[qda.ID(id)] = runes
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, id := range slices.SortedFunc(maps.Keys(length), byBytes) {
		s, err := Get[qda.CaseSpan](m.tx, id)
		if err != nil {
			return err
		}
		s.Span = qda.Span{End: length[id]}
		if err := Save(m.tx, s); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) historyOf(d qda.Document) (*history, error) {
	revisions, err := List[qda.Revision](m.tx, Eq{"document_id": d.ID})
	return &history{tx: m.tx, document: d.ID, to: d.TextHash, revisions: revisions, texts: map[qda.Hash]*textpos.Index{}}, err
}

func (m *merger) reanchorIn(d qda.Document) error {
	h, err := m.historyOf(d)
	if err != nil {
		return err
	}
	for _, p := range passages {
		e, _ := oplog.EntityNamed(p.entity)
		keys, err := m.tx.keysIn(e, p.prefix+"document_id", d.ID)
		if err != nil {
			return err
		}
		for _, id := range keys {
			if err := m.reanchorPassage(h, record{e, id}, p.prefix); err != nil {
				return err
			}
		}
	}
	return m.checkBareSpans(d)
}

// keysIn names the records whose column leads to a document.
func (tx *Tx) keysIn(e *oplog.Entity, column string, document qda.ID) ([]qda.ID, error) {
	rows, err := tx.query("SELECT id FROM "+e.Name+" WHERE "+column+" = ?1 ORDER BY id", document[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var keys []qda.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		keys = append(keys, qda.ID(id))
	}
	return keys, rows.Err()
}

func (m *merger) reanchorPassage(h *history, key record, prefix string) error {
	row, err := m.tx.row(key.entity, key.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // it has become one with its twin
	}
	if err != nil {
		return err
	}
	moved, err := m.inTextOfToday(h, key, prefix, row)
	if err != nil {
		return err
	}
	if _, differs := oplog.UpdateOf(key.entity, row, moved); !differs {
		return nil
	}
	return m.place(key, moved)
}

// inTextOfToday gives a record with its passage where it is in the text that the
// document has now.
func (m *merger) inTextOfToday(h *history, key record, prefix string, row oplog.Row) (oplog.Row, error) {
	row = slices.Clone(row)
	column := func(name string) *oplog.Value {
		i, _ := key.entity.Column(prefix + name)
		return &row[i]
	}
	start, end, text, quote := column("start_pos"), column("end_pos"), column("text_hash"), column("quote")
	span := qda.Span{Start: int(start.Int), End: int(end.Int)}
	var at qda.Hash
	copy(at[:], text.Str)
	if at == h.to {
		same, err := h.says(at, span, quote.Str)
		if err != nil || same {
			return row, err
		}
		// the ends were moved in an earlier text, by somebody who did not have this one
		if at, err = h.textOf(span, quote.Str); err != nil {
			return nil, err
		}
	}
	moved, ok, err := h.follow(at, span)
	if err != nil {
		return nil, err
	}
	if ok && at != h.to { // a merge may have moved it before its coder set the ends anew
		then, err := h.says(at, span, quote.Str)
		if err != nil {
			return nil, err
		}
		now, err := h.says(h.to, span, quote.Str)
		if err != nil {
			return nil, err
		}
		if now && !then {
			moved = span
		}
		ok = then != now || then && moved == span
	}
	if !ok {
		return nil, m.textsApart(h.document, fmt.Errorf("%s %s does not fit", key.entity.Name, key.id))
	}
	ix, err := h.index(h.to)
	if err != nil {
		return nil, err
	}
	start.Int, end.Int, text.Str, quote.Str = int64(moved.Start), int64(moved.End), string(h.to[:]), ix.Slice(moved)
	return row, nil
}

// oneText places a coding whose positions are those of another coding in another
// state of the text: seen in one text they lie apart, or are the same indeed.
func (m *merger) oneText(key record, row oplog.Row, twin record) error {
	i, _ := key.entity.Column("document_id")
	d, err := Get[qda.Document](m.tx, row[i].ID())
	if err != nil {
		return err
	}
	h, err := m.historyOf(d)
	if err != nil {
		return err
	}
	if i, _ = key.entity.Column("text_hash"); row[i].Str != string(d.TextHash[:]) {
		if row, err = m.inTextOfToday(h, key, "", row); err != nil {
			return err
		}
	} else if err := m.reanchorPassage(h, twin, ""); err != nil {
		return err
	}
	return m.place(key, row)
}

// checkBareSpans holds the positions that name no text against the copy whose text the
// document has: what that copy does not know was set in the other text.
func (m *merger) checkBareSpans(d qda.Document) error {
	ours, here := m.ours.hash[d.ID]
	theirs, there := m.theirs.hash[d.ID]
	if !here || !there || ours == theirs {
		return nil
	}
	side := m.ours
	if theirs == d.TextHash {
		side = m.theirs
	}
	for _, kind := range bareSpans {
		e, _ := oplog.EntityNamed(kind)
		list, err := m.tx.bareSpansIn(e, d.ID)
		if err != nil {
			return err
		}
		for id, span := range list {
			if was, known := side.spans[record{e, id}]; !known || was != span {
				return m.textsApart(d.ID, fmt.Errorf("%s %s was set in another text", kind, id))
			}
		}
	}
	return nil
}

// history follows the texts of one document up to the one that it has now.
type history struct {
	tx        *Tx
	document  qda.ID
	to        qda.Hash
	revisions []qda.Revision
	texts     map[qda.Hash]*textpos.Index
}

func (h *history) index(hash qda.Hash) (*textpos.Index, error) {
	if ix := h.texts[hash]; ix != nil {
		return ix, nil
	}
	t, err := h.tx.Text(hash)
	if err != nil {
		return nil, err
	}
	h.texts[hash] = textpos.NewIndex(t.Body)
	return h.texts[hash], nil
}

func (h *history) says(text qda.Hash, span qda.Span, quote string) (bool, error) {
	ix, err := h.index(text)
	return err == nil && span.Valid(ix.Len()) && ix.Slice(span) == quote, err
}

// textOf finds the one earlier text that has the quote at the place; none if there
// are several.
func (h *history) textOf(span qda.Span, quote string) (found qda.Hash, err error) {
	for _, r := range h.revisions {
		same, err := h.says(r.FromHash, span, quote)
		if err != nil {
			return found, err
		}
		if same && found != r.FromHash && r.FromHash != h.to {
			if !found.IsZero() {
				return qda.Hash{}, nil
			}
			found = r.FromHash
		}
	}
	return found, nil
}

// follow moves a span along the revisions. It reports false where none lead to the
// text of today, or nothing of the words is left.
func (h *history) follow(from qda.Hash, span qda.Span) (qda.Span, bool, error) {
	seen := []qda.Hash{from}
	for at := from; at != h.to; {
		i := slices.IndexFunc(h.revisions, func(r qda.Revision) bool { return r.FromHash == at && !slices.Contains(seen, r.ToHash) })
		if i < 0 {
			return span, false, nil
		}
		r := h.revisions[i]
		if slices.ContainsFunc(h.revisions, func(o qda.Revision) bool { return o.FromHash == at && o.ToHash != r.ToHash }) {
			return span, false, nil // the text was edited twice from here
		}
		var edits textpos.Edits
		if err := json.Unmarshal([]byte(r.Edits), &edits); err != nil {
			return span, false, err
		}
		if r.Reason == qda.RevisedForPseudonyms {
			span = edits.Widen(span)
		}
		var fate textpos.Fate
		if span, fate = edits.Anchor(span); fate == textpos.Lost {
			return span, false, nil
		}
		at = r.ToHash
		seen = append(seen, at)
	}
	ix, err := h.index(h.to)
	return span, err == nil && !from.IsZero() && span.Valid(ix.Len()), err
}
