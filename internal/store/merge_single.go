package store

import (
	"database/sql"
	"errors"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// Of some things one at most may stand: of the values of an attribute of one case,
// document or speaker one is held, and a facet of one value has one on a coding or
// relation. Two copies may each have given one. Then the later one stands, by the stamp of
// the operation that gave it. The other value of an attribute stays beside it, contested,
// as it would in one copy; that of a facet goes, for the latest word of a coder counts.
//
// This is nobody's word. At the next merge it is taken back first and found anew, so that
// it depends on what people did and not on who met whom before.

// reopenSingles leaves to be settled again what merges made of values of which one stands.
func (m *merger) reopenSingles() error {
	ops, err := m.tx.specialOps()
	if err != nil {
		return err
	}
	derived := oplog.Derived(ops)
	for _, op := range ops {
		if !derived[op.Ref] || op.Kind == oplog.KindPacket {
			continue
		}
		var packed int
		var stored []byte
		if err := m.tx.sql.QueryRowContext(m.ctx, "SELECT packed, payload FROM op WHERE seq = ?1", op.Seq).Scan(&packed, &stored); err != nil {
			return err
		}
		changes, err := m.changesOf(op.Seq, packed, stored)
		if err != nil {
			return err
		}
		for _, c := range changes {
			switch c.Entity.Name {
			case "attribute_value", "qualifier":
			case "citation": // one that a value has from another that is the same
				if !c.Touches("owner_id") {
					continue
				}
			default:
				continue
			}
			if key := (record{c.Entity, c.ID}); !m.slow[key] {
				m.redone[key] = true
				m.unsure(key)
			}
		}
	}
	return nil
}

// standAlone sees to it that one value stands where one may.
func (m *merger) standAlone() error {
	if err := m.holdOne(); err != nil {
		return err
	}
	return m.oneFacetValue()
}

// groups gives what the rows of a query, of two identities each, name.
func (m *merger) groups(query string) ([][2]qda.ID, error) {
	rows, err := m.tx.query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][2]qda.ID
	for rows.Next() {
		var a, b []byte
		if err := rows.Scan(&a, &b); err != nil {
			return nil, err
		}
		out = append(out, [2]qda.ID{qda.ID(a), qda.ID(b)})
	}
	return out, rows.Err()
}

// latestFirst puts records in the order of the operations that gave them what given
// looks for, the latest first.
func latestFirst[R qda.Record](m *merger, list []R, given func(oplog.Change) bool) error {
	stamps := map[qda.ID]oplog.Stamp{}
	for _, r := range list {
		s, err := m.settlementOf(record{oplog.EntityOf(r), r.Key()})
		if err != nil {
			return err
		}
		for _, ev := range s.events {
			if at := stamps[r.Key()]; given(ev.Change) && ev.Stamp.Compare(at) > 0 {
				stamps[r.Key()] = ev.Stamp
			}
		}
	}
	slices.SortFunc(list, func(a, b R) int {
		if c := stamps[b.Key()].Compare(stamps[a.Key()]); c != 0 {
			return c
		}
		return byBytes(a.Key(), b.Key())
	})
	return nil
}

// holdOne keeps one held value of each attribute of each thing.
func (m *merger) holdOne() error {
	groups, err := m.groups("SELECT attribute_id, owner_id FROM attribute_value WHERE status = 'held' GROUP BY attribute_id, owner_id HAVING COUNT(*) > 1 ORDER BY attribute_id, owner_id")
	if err != nil {
		return err
	}
	e, _ := oplog.EntityNamed("attribute_value")
	status, _ := e.Column("status")
	for _, g := range groups {
		all, err := List[qda.AttributeValue](m.tx, Eq{"attribute_id": g[0], "owner_id": g[1]})
		if err != nil {
			return err
		}
		var held, stays []qda.AttributeValue
		for _, v := range all {
			switch v.Status {
			case "held":
				held = append(held, v)
			case "contested":
				stays = append(stays, v)
			}
		}
		if err := latestFirst(m, held, func(c oplog.Change) bool {
			if c.Verb == oplog.Update {
				return slices.ContainsFunc(c.Fields, func(f oplog.Field) bool { return f.Column == status && f.New.Str == "held" })
			}
			return c.Verb == oplog.Create && c.Row[status].Str == "held"
		}); err != nil {
			return err
		}
		stays = append([]qda.AttributeValue{held[0]}, stays...)
		for _, v := range held[1:] {
			same := slices.IndexFunc(stays, func(s qda.AttributeValue) bool {
				return s.Value == v.Value && (v.Note == "" || v.Note == s.Note) && (v.Alternatives == "" || v.Alternatives == s.Alternatives)
			})
			if same >= 0 {
				if err := m.foldValue(record{e, v.ID}, record{e, stays[same].ID}); err != nil {
					return err
				}
				continue
			}
			v.Status = "contested"
			stays = append(stays, v)
			if err := Save(m.tx, v); err != nil {
				return err
			}
			if !m.redone[record{e, v.ID}] {
				m.unplaced(record{e, v.ID}, "contested")
			}
		}
	}
	return nil
}

// foldValue makes one of two values that say the same: what the one rests on, the other
// rests on.
func (m *merger) foldValue(from, into record) error {
	if err := m.moveOver(from, into); err != nil {
		return err
	}
	row, err := m.tx.row(from.entity, from.id)
	if err != nil {
		return err
	}
	if err := m.dropConflicts(from); err != nil {
		return err
	}
	return m.tx.deleteRow(from.entity, row)
}

// oneFacetValue keeps one value of each facet that never took several.
func (m *merger) oneFacetValue() error {
	groups, err := m.groups(`SELECT q.owner_id, q.facet_id FROM qualifier q JOIN facet f ON f.id = q.facet_id
		WHERE f.multiple = 0 GROUP BY q.owner_id, q.facet_id HAVING COUNT(*) > 1 ORDER BY q.owner_id, q.facet_id`)
	if err != nil {
		return err
	}
	viewer := &Tx{store: m.tx.store, ctx: m.ctx, sql: m.tx.sql, viewer: m.tx.viewer}
	several := map[qda.ID]bool{}
	for _, g := range groups {
		if _, known := several[g[1]]; !known {
			if several[g[1]], err = m.tookSeveral(g[1]); err != nil {
				return err
			}
		}
		if several[g[1]] { // they may have been given on purpose
			continue
		}
		list, err := List[qda.Qualifier](m.tx, Eq{"owner_id": g[0], "facet_id": g[1]})
		if err != nil {
			return err
		}
		if err := latestFirst(m, list, func(c oplog.Change) bool { return c.Verb != oplog.Delete }); err != nil {
			return err
		}
		for _, q := range list[1:] {
			e := oplog.EntityOf(q)
			value, _, err := m.find([]string{"facet_value", "actor"}, q.ValueID)
			if err != nil {
				return err
			}
			hidden, err := viewer.HidesChange(oplog.Change{Entity: e, ID: q.ID})
			if err != nil {
				return err
			}
			if err := m.tx.deleteRow(e, e.RowOf(q)); err != nil {
				return err
			}
			switch {
			case m.redone[record{e, q.ID}]:
			case hidden != Shown:
				m.report.Hidden = true
			default:
				m.unplaced(value, "one_value")
			}
		}
	}
	return nil
}

// tookSeveral reports whether a facet ever took several values.
func (m *merger) tookSeveral(facet qda.ID) (bool, error) {
	e, _ := oplog.EntityNamed("facet")
	multiple, _ := e.Column("multiple")
	s, err := m.settlementOf(record{e, facet})
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(s.events, func(ev oplog.Event) bool {
		if ev.Verb == oplog.Update {
			return slices.ContainsFunc(ev.Fields, func(f oplog.Field) bool { return f.Column == multiple && f.New.Int+f.Before.Int > 0 })
		}
		return ev.Row[multiple].Int > 0
	}), nil
}

// gone reports whether a value is alive by what people did and does not stand, because
// another does in its place.
func (m *merger) gone(key record) (bool, error) {
	if key.entity.Name != "attribute_value" && key.entity.Name != "qualifier" {
		return false, nil
	}
	_, err := m.tx.row(key.entity, key.id)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return false, err
}
