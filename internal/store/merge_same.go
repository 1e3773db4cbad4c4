package store

import (
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// sameTexts finds documents that could be joined with one that stands and has the same
// text: those that came and stand, and those in the bin under which work came, or which
// came into the bin with work under them, as from somebody who did not know that the two
// had been joined. Each is offered with one partner.
func (m *merger) sameTexts() error {
	twins, err := m.twins()
	if err != nil {
		return err
	}
	e, _ := oplog.EntityNamed("document")
	for _, group := range twins {
		for _, d := range group {
			came := m.direct[record{e, d.ID}]
			if d.DeletedAt != "" {
				if came, err = m.workUnder(d.ID); err != nil {
					return err
				}
			}
			i := slices.IndexFunc(group, func(o qda.Document) bool {
				return o.ID != d.ID && o.DeletedAt == "" && (d.DeletedAt != "" || !m.direct[record{e, o.ID}])
			})
			if came && i >= 0 {
				m.report.SameTexts = append(m.report.SameTexts, SameText{Ours: group[i].ID, Theirs: d.ID})
			}
		}
	}
	slices.SortFunc(m.report.SameTexts, func(a, b SameText) int { return byBytes(a.Theirs, b.Theirs) })
	return nil
}

// twins gives the documents that have their text in common with others, by text, each
// group in the order of identities.
func (m *merger) twins() ([][]qda.Document, error) {
	rows, err := m.tx.query("SELECT text_hash FROM document GROUP BY text_hash HAVING COUNT(*) > 1 ORDER BY text_hash")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]qda.Document
	for rows.Next() {
		var hash []byte
		if err := rows.Scan(&hash); err != nil {
			return nil, err
		}
		group, err := m.tx.DocumentsWithText(qda.Hash(hash))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(group, func(a, b qda.Document) int { return byBytes(a.ID, b.ID) })
		out = append(out, group)
	}
	return out, rows.Err()
}

// workUnder reports whether a document has codings or memos, and this merge brought some
// of them or changed the document.
func (m *merger) workUnder(document qda.ID) (bool, error) {
	n, err := m.tx.scalar(`WITH work AS (SELECT 'coding' AS entity, id FROM coding WHERE document_id = ?1 UNION ALL SELECT 'memo', id FROM memo WHERE owner_id = ?1)
		SELECT COUNT(*) FROM op_target t WHERE t.seq > ?2 AND EXISTS (SELECT 1 FROM work w WHERE t.id = w.id AND t.entity = w.entity OR t.id = ?1 AND t.entity = 'document')`, document[:], m.start)
	return n > 0, err
}

// wakeJoined fetches a document from the bin where several with one text all lie there
// because each was joined with another: two people who did not know of each other chose
// differently which of them stays. The one with the smallest identity does, in every copy.
// Where the text was edited since in the one that stays, there is nothing to fetch.
func (m *merger) wakeJoined() error {
	twins, err := m.twins()
	if err != nil {
		return err
	}
	for _, group := range twins {
		all := true
		for _, d := range group {
			joined := d.DeletedAt != ""
			if joined {
				if joined, err = m.binnedByJoining(d); err != nil {
					return err
				}
			}
			if all = all && joined; !all {
				break
			}
		}
		if !all {
			continue
		}
		d := group[0]
		if n, err := m.tx.scalar("SELECT COUNT(*) FROM revision r JOIN document d ON d.id = r.document_id WHERE r.from_hash = ?1 AND d.text_hash <> ?1", d.TextHash[:]); err != nil {
			return err
		} else if n > 0 {
			continue
		}
		d.DeletedAt = ""
		if err := Save(m.tx, d); err != nil {
			return err
		}
	}
	return nil
}

// binnedByJoining reports whether what put a document into the bin was that it was joined
// with another.
func (m *merger) binnedByJoining(d qda.Document) (bool, error) {
	e, _ := oplog.EntityNamed("document")
	column, _ := e.Column("deleted_at")
	ops, err := m.tx.Ops(OpFilter{Entity: e.Name, ID: d.ID, Kinds: []string{oplog.KindUnify, oplog.KindMergeUnify}})
	if err != nil {
		return false, err
	}
	for _, op := range ops {
		changes, err := m.tx.Changes(op.Seq)
		if err != nil {
			return false, err
		}
		for _, c := range changes {
			if c.ID == d.ID && slices.ContainsFunc(c.Fields, func(f oplog.Field) bool { return f.Column == column && f.New.Str == d.DeletedAt }) {
				return true, nil
			}
		}
	}
	return false, nil
}
