package engine

import (
	"context"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// JoinDocuments makes one document of two that have the same text: what hangs on the
// second moves to the first, and the second goes into the bin. It gives the number of
// codings that moved. It fails with Conflict where the first lies in the bin.
func (p *Project) JoinDocuments(ctx context.Context, keep, drop qda.ID) (int, error) {
	n := 0
	_, err := p.update(ctx, oplog.KindUnify, func(tx *store.Tx) (err error) {
		n, err = joinDocuments(tx, keep, drop)
		return err
	})
	return n, err
}

func joinDocuments(mine *store.Tx, keep, drop qda.ID) (int, error) {
	tx, n := mine.Unblinded(), 0
	a, err := store.Get[qda.Document](tx, keep)
	if err != nil {
		return n, err
	}
	b, err := store.Get[qda.Document](tx, drop)
	if err != nil {
		return n, err
	}
	if a.ID == b.ID || a.TextHash != b.TextHash {
		return n, qda.E(qda.Invalid, "document.other_text", "{a} and {b} do not have the same text and cannot be joined. Nothing was changed.", "a", a.Title, "b", b.Title)
	}
	if a.DeletedAt != "" {
		return n, qda.E(qda.Conflict, "document.binned", "{document} lies in the bin. Fetch it from there first.", "document", a.Title)
	}
	codings, err := store.List[qda.Coding](tx, store.Eq{"document_id": b.ID})
	if err != nil {
		return n, err
	}
	for _, c := range codings {
		twin, err := store.List[qda.Coding](tx, store.Eq{"document_id": a.ID, "code_id": c.CodeID, "coder_id": c.CoderID, "round_id": c.RoundID, "start_pos": c.Start, "end_pos": c.End})
		if err != nil {
			return n, err
		}
		if len(twin) > 0 {
			if err := foldCoding(tx, c, twin[0]); err != nil {
				return n, err
			}
			continue
		}
		c.DocumentID = a.ID
		if err := store.Save(tx, c); err != nil {
			return n, err
		}
		n++
	}
	if err := moveDocumentThings(tx, a, b); err != nil {
		return n, err
	}
	b.DeletedAt = tx.Now()
	return n, store.Save(tx, b)
}

// moveDocumentThings moves what hangs on a document beside its codings. What the other has
// already, at the same place, stays where it is.
func moveDocumentThings(tx *store.Tx, a, b qda.Document) error {
	for _, move := range []func() error{
		func() error { return moveMemos(tx, b.ID, a.ID) },
		moveRecords(tx, a, b,
			nil,
			func(r *qda.Citation) { r.DocumentID = a.ID }),
		func() error { return moveLinks(tx, a, b) },
		moveRecords(tx, a, b,
			func(r, h qda.Assignment) bool { return h.RoundID == r.RoundID && h.CoderID == r.CoderID },
			func(r *qda.Assignment) { r.DocumentID = a.ID }),
		moveRecords(tx, a, b,
			func(r, h qda.CaseSpan) bool { return h.CaseID == r.CaseID && h.Whole == r.Whole && h.Span == r.Span },
			func(r *qda.CaseSpan) { r.DocumentID = a.ID }),
		moveRecords(tx, a, b,
			func(r, h qda.Excerpt) bool { return h.RoundID == r.RoundID && h.Span == r.Span },
			func(r *qda.Excerpt) { r.DocumentID = a.ID }),
		moveRecords(tx, a, b,
			func(r, h qda.PassageLanguage) bool { return h.Start < r.End && r.Start < h.End },
			func(r *qda.PassageLanguage) { r.DocumentID = a.ID }),
		moveRecords(tx, a, b,
			func(r, h qda.Decision) bool {
				return h.RoundID == r.RoundID && h.CodeID == r.CodeID && h.Span == r.Span
			},
			func(r *qda.Decision) { r.DocumentID = a.ID }),
		// The identities of these two are made of what they are about: they are written anew.
		moveRecords(tx, a, b,
			func(r, h qda.RefusedMention) bool { return h.ActorID == r.ActorID && h.Span == r.Span },
			func(r *qda.RefusedMention) { r.DocumentID, r.ID = a.ID, refusalOf(r.ActorID, a.ID, r.Span) }),
		moveRecords(tx, a, b,
			func(r, h qda.IdentifierAnswer) bool { return qda.Key(h.Text) == qda.Key(r.Text) },
			func(r *qda.IdentifierAnswer) { r.DocumentID, r.ID = a.ID, answerOf(r.Text, a.ID) }),
		func() error { return moveValues(tx, b.ID, a.ID) },
		func() error { return moveSpeakers(tx, a, b) },
	} {
		if err := move(); err != nil {
			return err
		}
	}
	return nil
}

// moveRecords gives what has everything that hangs on b hang on a, but for what has a twin
// there; nil knows of no twins.
func moveRecords[R qda.Record](tx *store.Tx, a, b qda.Document, twins func(r, h R) bool, set func(*R)) func() error {
	return func() error {
		have, err := store.List[R](tx, store.Eq{"document_id": a.ID})
		if err != nil {
			return err
		}
		list, err := store.List[R](tx, store.Eq{"document_id": b.ID})
		if err != nil {
			return err
		}
		for _, r := range list {
			if twins != nil && slices.ContainsFunc(have, func(h R) bool { return twins(r, h) }) {
				continue
			}
			was := r.Key()
			set(&r)
			write := store.Save[R]
			if r.Key() != was {
				write = store.Put[R]
			}
			if err := write(tx, r); err != nil {
				return err
			}
		}
		return nil
	}
}

// moveMemos has the memos on one thing lie on another.
func moveMemos(tx *store.Tx, from, to qda.ID) error {
	memos, err := store.List[qda.Memo](tx, store.Eq{"owner_id": from})
	if err != nil {
		return err
	}
	for _, m := range memos {
		m.OwnerID = to
		if err := store.Save(tx, m); err != nil {
			return err
		}
	}
	return nil
}

func moveLinks(tx *store.Tx, a, b qda.Document) error {
	links, err := store.List[qda.Link](tx, store.Eq{})
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.From.DocumentID != b.ID && l.To.DocumentID != b.ID {
			continue
		}
		if l.From.DocumentID == b.ID {
			l.From.DocumentID = a.ID
		}
		if l.To.DocumentID == b.ID {
			l.To.DocumentID = a.ID
		}
		if err := store.Save(tx, l); err != nil {
			return err
		}
	}
	return nil
}

// moveSpeakers has the values of each voice be those of the voice of that name.
func moveSpeakers(tx *store.Tx, a, b qda.Document) error {
	have, err := store.List[qda.Speaker](tx, store.Eq{"document_id": a.ID})
	if err != nil {
		return err
	}
	list, err := store.List[qda.Speaker](tx, store.Eq{"document_id": b.ID})
	if err != nil {
		return err
	}
	for _, s := range list {
		i := slices.IndexFunc(have, func(h qda.Speaker) bool { return h.Name == s.Name })
		if i < 0 {
			s.DocumentID = a.ID
			if err := store.Save(tx, s); err != nil {
				return err
			}
			continue
		}
		if err := moveValues(tx, s.ID, have[i].ID); err != nil {
			return err
		}
	}
	return nil
}

// moveValues has the values of one owner be those of another, as where two cases become one.
func moveValues(tx *store.Tx, from, to qda.ID) error {
	m := caseMerging{tx: tx, into: to, do: true}
	return m.values(from)
}
