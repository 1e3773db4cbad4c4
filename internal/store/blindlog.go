package store

import (
	"database/sql"
	"errors"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// HidesChange reports whether a change in the log would show the viewer something
// that a blind round hides: the history must be as blind as the codings are.
func (tx *Tx) HidesChange(by qda.ID, c oplog.Change) (bool, error) {
	pairs, err := tx.blindPairs()
	if err != nil || len(pairs) == 0 {
		return false, explain(err)
	}
	again, err := tx.reissued()
	if err != nil {
		return false, explain(err)
	}
	own := by == tx.viewer
	if own { // one's own work is hidden only where it is being done again
		if pairs = again; len(pairs) == 0 {
			return false, nil
		}
	} else {
		pairs = slices.Concat(pairs, again)
	}
	coding, _ := oplog.EntityNamed("coding")
	switch c.Entity.Name {
	case "coding":
		row := c.Row
		if c.Verb == oplog.Update {
			if row, err = tx.row(coding, c.ID); errors.Is(err, sql.ErrNoRows) {
				return true, nil // it is gone, and where it was cannot be asked
			}
		}
		return err == nil && tx.hidesCoding(pairs, row, own), explain(err)
	case "qualifier", "memo", "translation", "citation":
	default:
		return false, nil
	}
	row := c.Row
	if c.Verb == oplog.Update {
		if row, err = tx.row(c.Entity, c.ID); errors.Is(err, sql.ErrNoRows) {
			return true, nil
		} else if err != nil {
			return false, explain(err)
		}
	}
	column := "owner_id"
	if c.Entity.Name == "citation" {
		column = "coding_id"
	}
	i, _ := c.Entity.Column(column)
	owner := row[i].ID()
	if owner.IsZero() {
		return false, nil
	}
	for _, p := range pairs {
		if !own && c.Entity.Name == "memo" && p.document == owner {
			return true, nil
		}
	}
	of, err := tx.row(coding, owner)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil // it hangs on something else
	}
	return err == nil && tx.hidesCoding(pairs, of, own), explain(err)
}

func (tx *Tx) hidesCoding(pairs []blindPair, row oplog.Row, own bool) bool {
	r := oplogCoding(row)
	if (r.CoderID == tx.viewer) != own {
		return false
	}
	for _, p := range pairs {
		if p.round == r.RoundID && p.document == r.DocumentID {
			return true
		}
	}
	return false
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
