package store

import (
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// One passage may have been cited for one thing in two copies. Both citations stay, and are
// read as one, the one with the smallest identity: whoever takes hers away has not seen the
// other. What they say the passage does to the statement may differ; that is a question.

// askRoles keeps open what a passage does to a statement where two citations of it differ,
// and closes what has become pointless. It does not ask about what a blind round hides from
// anybody: the question would tell.
func (m *merger) askRoles() error {
	differ, err := m.tx.scalar(`SELECT COUNT(*) FROM (SELECT 1 FROM citation GROUP BY owner_id, document_id, text_hash, start_pos, end_pos HAVING COUNT(DISTINCT role) > 1)`)
	if err != nil {
		return err
	}
	open, err := List[qda.MergeConflict](m.tx, Eq{"target_entity": "citation", "field": "role", "state": "open"})
	if err != nil || differ == 0 && len(open) == 0 {
		return err
	}
	e, _ := oplog.EntityNamed("citation")
	column, _ := e.Column("role")
	asked := map[qda.ID]bool{}
	everybody := &Tx{store: m.tx.store, ctx: m.ctx, sql: m.tx.sql}
	list, err := List[qda.Citation](everybody, Eq{})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b qda.Citation) int { return byBytes(a.ID, b.ID) })
	type place struct {
		owner, document qda.ID
		text            qda.Hash
		span            qda.Span
	}
	first, said := map[place]qda.Citation{}, map[place][]string{}
	for _, c := range list {
		at := place{c.OwnerID, c.DocumentID, c.TextHash, c.Span}
		shown, twice := first[at]
		if !twice {
			first[at] = c
		}
		if slices.Contains(said[at], c.Role) {
			continue
		}
		if said[at] = append(said[at], c.Role); !twice {
			continue
		}
		by := oplog.Stamp{Ref: oplog.Ref{Session: c.ID}}
		key := record{e, shown.ID}
		asked[conflictID(key, "role", by)] = true
		if err := m.keepConflict(key, column, oplog.Value{Str: shown.Role}, oplog.Value{Str: c.Role}, by); err != nil {
			return err
		}
	}
	for _, c := range open {
		if asked[c.ID] {
			continue
		}
		s, err := m.settlementOf(record{e, c.TargetID})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(s.Conflicts, func(o oplog.Conflict) bool { return o.Column == column && conflictID(s.record, "role", o.By) == c.ID }) {
			continue // two people gave one citation different roles
		}
		if err := Delete[qda.MergeConflict](m.tx, c.ID); err != nil {
			return err
		}
	}
	return nil
}
