package store

import (
	"maps"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// followMergedCodes lets codings and codes that came under a code which was merged into
// another follow it there: whoever made them did not know of it. Where a coder then has
// one code twice on the same words in one round, the two become one.
func (m *merger) followMergedCodes() error {
	e, _ := oplog.EntityNamed("code")
	into, err := m.mergedInto(e)
	if err != nil || len(into) == 0 {
		return err
	}
	merged := slices.SortedFunc(maps.Keys(into), byBytes)
	for _, id := range merged {
		if end := endOf(into, id); end == id { // two merged them into each other: one of them stands
			c, err := Get[qda.Code](m.tx, id)
			if err != nil {
				return err
			}
			c.DeletedAt, c.MergedInto = "", qda.ID{}
			if err := m.place(record{e, id}, e.RowOf(c)); err != nil {
				return err
			}
			delete(into, id)
		}
	}
	coding, _ := oplog.EntityNamed("coding")
	for _, id := range merged {
		if into[id].IsZero() {
			continue
		}
		end := endOf(into, id)
		if err := m.lead(coding, "code_id", id, end, nil); err != nil {
			return err
		}
		if err := m.lead(e, "parent_id", id, end, func(child qda.ID) (bool, error) { return m.liesUnder(end, child) }); err != nil {
			return err
		}
	}
	return nil
}

// mergedInto says into what each record of a kind was merged that lies in the bin for it.
func (m *merger) mergedInto(e *oplog.Entity) (map[qda.ID]qda.ID, error) {
	rows, err := m.tx.query("SELECT id, merged_into FROM " + e.Name + " WHERE merged_into IS NOT NULL AND deleted_at <> ''")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	into := map[qda.ID]qda.ID{}
	for rows.Next() {
		var from, to []byte
		if err := rows.Scan(&from, &to); err != nil {
			return nil, err
		}
		into[qda.ID(from)] = qda.ID(to)
	}
	return into, rows.Err()
}

// endOf follows a merged code to the one that was not merged any further; of a circle it
// gives the smallest identity.
func endOf(into map[qda.ID]qda.ID, id qda.ID) qda.ID {
	seen := []qda.ID{}
	for at := id; ; at = into[at] {
		if i := slices.Index(seen, at); i >= 0 {
			return slices.MinFunc(seen[i:], byBytes)
		}
		if into[at].IsZero() {
			return at
		}
		seen = append(seen, at)
	}
}

// lead has the records whose column names one code name another, but for those that are
// to stay.
func (m *merger) lead(e *oplog.Entity, name string, from, to qda.ID, stays func(qda.ID) (bool, error)) error {
	column, _ := e.Column(name)
	ids, err := m.idsOf("SELECT id FROM "+e.Name+" WHERE "+name+" = ?1 ORDER BY id", from[:])
	if err != nil {
		return err
	}
	for _, id := range ids {
		if stays != nil {
			if stay, err := stays(id); err != nil {
				return err
			} else if stay {
				continue
			}
		}
		row, err := m.tx.row(e, id)
		if err != nil {
			return err
		}
		row[column] = oplog.Value{Str: string(to[:])}
		if err := m.place(record{e, id}, row); err != nil {
			return err
		}
	}
	return nil
}

// liesUnder reports whether a code is another or lies under it.
func (m *merger) liesUnder(code, other qda.ID) (bool, error) {
	n, err := m.tx.scalar(`WITH RECURSIVE up(id) AS (SELECT ?1 UNION SELECT c.parent_id FROM code c JOIN up ON c.id = up.id WHERE c.parent_id IS NOT NULL)
		SELECT COUNT(*) FROM up WHERE id = ?2`, code[:], other[:])
	return n > 0, err
}

func (m *merger) idsOf(q string, args ...any) ([]qda.ID, error) {
	rows, err := m.tx.query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []qda.ID
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, err
		}
		out = append(out, qda.ID(b))
	}
	return out, rows.Err()
}

// askAgain leaves to be settled what merges themselves led elsewhere or fetched from the
// bin, with what moved along: what made them do so may have been taken back, and then it
// is where people put it. It looks at merges that were made here and stand.
func (m *merger) askAgain() error {
	ops, err := m.tx.specialOps()
	if err != nil {
		return err
	}
	standing := oplog.Standing(ops)
	for _, op := range ops {
		if op.Kind != oplog.KindMerge || !standing[op.Ref] {
			continue
		}
		changes, err := m.tx.effect(op)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(changes, ledElsewhere) {
			continue
		}
		for _, c := range changes {
			if !ledElsewhere(c) && !CanBeHidden(c.Entity) { // a coding and what hangs on one
				continue
			}
			s, err := m.settlementOf(record{c.Entity, c.ID})
			if err != nil {
				return err
			}
			if s.Row != nil {
				m.unsure(s.record)
			}
		}
	}
	return nil
}

// ledElsewhere reports whether a change is one that a merge makes of its own accord: it
// gave a coding another code or let it go into its twin, or fetched a document or code.
func ledElsewhere(c oplog.Change) bool {
	column := map[string]string{"coding": "code_id", "document": "deleted_at", "code": "deleted_at"}[c.Entity.Name]
	if column == "" {
		return false
	}
	i, _ := c.Entity.Column(column)
	return c.Verb == oplog.Delete && c.Entity.Name == "coding" || slices.ContainsFunc(c.Fields, func(f oplog.Field) bool { return f.Column == i })
}
