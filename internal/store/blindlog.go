package store

import (
	"database/sql"
	"errors"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Hidden says whose work it is that a blind round hides from the viewer.
type Hidden int

// Nobody's; another's; or the viewer's own, which she does again without seeing it.
const (
	Shown Hidden = iota
	OthersHidden
	OwnHidden
)

// place is where a record stands as far as blindness goes: the round, document and coder
// of the coding that it is or hangs on, or of the decision that it is; for a question that a
// merge left open, where that stands which it is on; for a link or a citation straight from a text, and
// what hangs on one, the documents and who made it; for a memo on anything else, what it is on and who wrote it. The zero
// place is nowhere that a blind round could hide.
type place struct {
	round, document, coder qda.ID
	other                  qda.ID // the document at the second end of a link
	anyRound               bool   // it belongs to no round, and hides where its document is blind in any
}

// HidesChange says whether a change in the log would show the viewer something that a
// blind round hides, whoever made the change: the history must be as blind as the
// codings are. What is gone counts by what it was when it went.
func (tx *Tx) HidesChange(c oplog.Change) (Hidden, error) {
	if !BlindKind(c.Entity) {
		return Shown, nil
	}
	pairs, err := tx.blindPairs()
	if err != nil || len(pairs) == 0 {
		return Shown, explain(err)
	}
	row, err := tx.LastRow(c.Entity, c.ID)
	if err != nil || row == nil {
		return OthersHidden, explain(err)
	}
	for _, row := range told(c, row) {
		at, err := tx.placeOf(c.Entity, row)
		if err != nil {
			return OthersHidden, explain(err)
		}
		if h, err := tx.hidesPlace(at); err != nil || h != Shown {
			return h, explain(err)
		}
	}
	return Shown, nil
}

// told lists the states of a record by which it is judged whether a change to it is told:
// as it stands, and for a link, whose ends can be put elsewhere, those that the change itself
// would show.
func told(c oplog.Change, now oplog.Row) []oplog.Row {
	out := []oplog.Row{now}
	if c.Entity.Name != "link" {
		return out
	}
	if c.Row != nil {
		return append(out, c.Row)
	}
	before, after := slices.Clone(now), slices.Clone(now)
	for _, f := range c.Fields {
		before[f.Column], after[f.Column] = f.Before, f.New
	}
	return append(out, before, after)
}

// BlindKind reports whether a blind round can hide records of a kind: those of
// [CanBeHidden], and what was decided on them or is to be decided between versions of them.
func BlindKind(e *oplog.Entity) bool {
	return e.Name == "decision" || e.Name == "merge_conflict" || CanBeHidden(e)
}

// CanBeHidden reports whether a blind round can hide records of a kind as what somebody
// did with a text.
func CanBeHidden(e *oplog.Entity) bool {
	switch e.Name {
	case "coding", "coding_check", "qualifier", "memo", "translation", "citation", "link":
		return true
	}
	return false
}

// placeOf finds where a record of a kind that can be hidden stands.
func (tx *Tx) placeOf(e *oplog.Entity, row oplog.Row) (place, error) {
	if e.Name == "coding" {
		k := oplogCoding(row)
		return place{round: k.RoundID, document: k.DocumentID, coder: k.CoderID}, nil
	}
	at := func(column string) qda.ID {
		i, _ := e.Column(column)
		return row[i].ID()
	}
	if e.Name == "merge_conflict" { // it holds what was written in two copies
		i, _ := e.Column("target_entity")
		on, ok := oplog.EntityNamed(row[i].Str)
		if !ok || on == e || !BlindKind(on) {
			return place{}, nil
		}
		of, err := tx.LastRow(on, at("target_id"))
		if err != nil || of == nil {
			return place{}, err
		}
		return tx.placeOf(on, of)
	}
	if e.Name == "decision" {
		return place{round: at("round_id"), document: at("document_id"), coder: at("coder_id")}, nil
	}
	if e.Name == "link" {
		return place{document: at("from_document_id"), other: at("to_document_id"), coder: at("coder_id"), anyRound: true}, nil
	}
	column, kind := "coding_id", "coding"
	if i, ok := e.Column("owner_entity"); ok && e.Name != "citation" {
		column, kind = "owner_id", row[i].Str
	}
	owner := at(column)
	if owner.IsZero() {
		if e.Name == "citation" { // straight from the text
			return place{document: at("document_id"), coder: at("coder_id"), anyRound: true}, nil
		}
		return place{}, nil
	}
	if kind == "coding" || kind == "link" || kind == "citation" {
		on, _ := oplog.EntityNamed(kind)
		switch of, err := tx.LastRow(on, owner); {
		case err != nil:
			return place{}, err
		case of != nil:
			return tx.placeOf(on, of)
		}
	}
	if e.Name == "memo" {
		return place{document: owner, coder: at("coder_id"), anyRound: true}, nil
	}
	return place{}, nil // it hangs on something else
}

// hidesPlace says whose work it is that stands where a blind round hides it.
func (tx *Tx) hidesPlace(p place) (Hidden, error) {
	if p == (place{}) {
		return Shown, nil
	}
	pairs, err := tx.blindPairs()
	if err != nil {
		return OthersHidden, err
	}
	again, err := tx.reissued()
	if err != nil {
		return OthersHidden, err
	}
	own, at := p.coder == tx.viewer, blindPair{p.round, p.document}
	switch {
	case p.anyRound:
		if !own && slices.ContainsFunc(pairs, func(b blindPair) bool { return b.document == p.document || b.document == p.other }) {
			return OthersHidden, nil
		}
	case own && slices.Contains(again, at):
		return OwnHidden, nil
	case !own && (slices.Contains(pairs, at) || slices.Contains(again, at)):
		return OthersHidden, nil
	}
	return Shown, nil
}

// LastRow gives a record as it stands, or as it stood when it was taken away, whoever may
// see it; nil if there never was one.
func (tx *Tx) LastRow(e *oplog.Entity, id qda.ID) (oplog.Row, error) {
	row, err := tx.row(e, id)
	if !errors.Is(err, sql.ErrNoRows) {
		return row, explain(err)
	}
	ops, err := tx.Ops(OpFilter{Entity: e.Name, ID: id, Newest: true})
	if err != nil {
		return nil, explain(err)
	}
	for _, op := range ops {
		changes, err := tx.Changes(op.Seq)
		if err != nil {
			return nil, explain(err)
		}
		for _, c := range slices.Backward(changes) {
			if c.Entity == e && c.ID == id && c.Row != nil {
				return c.Row, nil
			}
		}
	}
	return nil, nil
}

// Hides reports whether a record is in the project and a blind round hides it from the
// viewer.
func (tx *Tx) Hides(entity string, id qda.ID) (bool, error) {
	hide, args, err := tx.visible(entity, 1)
	if err != nil || len(hide) == 0 {
		return false, explain(err)
	}
	all, err := tx.CountAll(entity, "id", id)
	if err != nil {
		return false, err
	}
	q := "SELECT COUNT(*) FROM " + entity + " WHERE id = ?1"
	for _, clause := range hide {
		q += " AND " + clause
	}
	seen, err := tx.scalar(q, append([]any{id[:]}, args...)...)
	return seen < all, explain(err)
}

func oplogCoding(row oplog.Row) (c qda.Coding) {
	oplog.EntityOf(c).Fill(&c, row)
	return c
}

// BlindDocuments lists the documents of a round in which the viewer does not see others
// yet, because the round is blind or because she codes the document blindly in another
// one; and those that she is coding again without seeing what was done the first time.
// With own set it lists the latter alone: where she does not see her own work either.
func (tx *Tx) BlindDocuments(round qda.ID, own bool) (map[qda.ID]bool, error) {
	pairs, err := tx.reissued()
	if err != nil {
		return nil, explain(err)
	}
	if !own {
		apart, err := tx.blindPairs()
		if err != nil {
			return nil, explain(err)
		}
		pairs = slices.Concat(pairs, apart)
	}
	out := map[qda.ID]bool{}
	for _, p := range pairs {
		if p.round == round {
			out[p.document] = true
		}
	}
	return out, nil
}

// HiddenDecisions gives the documents of a layer of consensus on which something was
// decided that blindness hides from the viewer.
func (tx *Tx) HiddenDecisions(consensus qda.ID) (map[qda.ID]bool, error) {
	hidden, err := tx.reissued()
	if err != nil {
		return nil, explain(err)
	}
	out := map[qda.ID]bool{}
	for _, p := range hidden {
		if p.round != consensus {
			continue
		}
		n, err := tx.scalar("SELECT COUNT(*) FROM decision WHERE round_id = ?1 AND document_id = ?2", p.round[:], p.document[:])
		if err != nil {
			return nil, explain(err)
		}
		if n > 0 {
			out[p.document] = true
		}
	}
	return out, nil
}

// RoundCoder says that a coder has visible codings of a document in a round.
type RoundCoder struct{ Round, Document, Coder qda.ID }

// RoundCoders lists who coded what in which round, as far as the viewer may see.
func (tx *Tx) RoundCoders() ([]RoundCoder, error) {
	q, args, _, err := tx.codingQuery("DISTINCT c.round_id, c.document_id, c.coder_id", CodingFilter{})
	if err != nil {
		return nil, explain(err)
	}
	rows, err := tx.query(q, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var out []RoundCoder
	for rows.Next() {
		var round, document, coder []byte
		if err := rows.Scan(&round, &document, &coder); err != nil {
			return nil, explain(err)
		}
		id := func(b []byte) qda.ID { return oplog.Value{Str: string(b)}.ID() }
		out = append(out, RoundCoder{id(round), id(document), id(coder)})
	}
	return out, explain(rows.Err())
}
