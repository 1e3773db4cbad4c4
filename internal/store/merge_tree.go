package store

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// treeKinds are the kinds of record that hang on others of their kind.
var treeKinds = []string{"code", "case_unit", "actor"}

// standAsTrees brings back what others hang on, and lets nothing hang on itself: what
// came back may close a circle, and what leaves one may need another parent.
func (m *merger) standAsTrees() error {
	if _, err := m.hangTogether(); err != nil {
		return err
	}
	for range 100 {
		clear(m.circles)
		for _, name := range treeKinds {
			if err := m.untangle(name, true); err != nil {
				return err
			}
		}
		changed, err := m.hangTogether()
		if err != nil {
			return err
		}
		if !changed {
			return m.reportCircles()
		}
	}
	return errors.New("store: the trees of a merge do not come to rest")
}

// reportCircles lists the moves that do not count, if this merge has to do with them.
func (m *merger) reportCircles() error {
	changed := map[record]bool{}
	for _, c := range m.tx.rec.Changes() {
		changed[record{c.Entity, c.ID}] = true
	}
	inOrder := slices.SortedFunc(maps.Keys(m.circles), func(a, b record) int {
		return cmp.Or(strings.Compare(a.entity.Name, b.entity.Name), byBytes(a.id, b.id))
	})
	for _, key := range inOrder {
		if changed[key] || m.slow[key] {
			m.unplaced(key, "cycle")
		}
	}
	return nil
}

// untangle keeps a tree a tree. Parents are what each node's own history says; where
// they form a circle, the latest of the moves in it does not count. Without cut, circles stay.
func (m *merger) untangle(name string, cut bool) error {
	e, _ := oplog.EntityNamed(name)
	column, _ := e.Column("parent_id")
	parent := map[qda.ID]qda.ID{}
	if err := m.tx.eachRow(e, func(row oplog.Row) error {
		parent[row.Key()] = row[column].ID()
		return nil
	}); err != nil {
		return err
	}
	// what was touched only once was never moved
	rows, err := m.tx.query("SELECT id FROM op_target WHERE entity = ?1 GROUP BY id HAVING COUNT(*) > 1", name)
	if err != nil {
		return err
	}
	var ids []qda.ID
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			rows.Close()
			return err
		}
		ids = append(ids, qda.ID(b))
	}
	rows.Close()
	moves := map[qda.ID][]move{}
	for _, id := range ids {
		if _, standing := parent[id]; !standing {
			continue
		}
		s, err := m.settlementOf(record{e, id})
		if err != nil {
			return err
		}
		if list := movesOf(s, column); len(list) > 1 {
			moves[id] = list
			parent[id] = list[len(list)-1].to
		}
	}
	for cut {
		circle := circleIn(parent)
		if len(circle) == 0 {
			break
		}
		latest := qda.ID{}
		for _, id := range circle {
			if list := moves[id]; len(list) > 1 && (latest.IsZero() || list[len(list)-1].Compare(moves[latest][len(moves[latest])-1].Stamp) > 0) {
				latest = id
			}
		}
		if latest.IsZero() { // nobody moved anything: it was made so
			parent[circle[0]] = qda.ID{}
			m.circles[record{e, circle[0]}] = true
			continue
		}
		list := moves[latest][:len(moves[latest])-1]
		moves[latest] = list
		parent[latest] = list[len(list)-1].to
		m.circles[record{e, latest}] = true
	}
	for id, to := range parent {
		row, err := m.tx.row(e, id)
		if err != nil {
			return err
		}
		after := slices.Clone(row)
		after[column] = oplog.Value{}
		if !to.IsZero() {
			after[column].Str = string(to[:])
		}
		if c, differs := oplog.UpdateOf(e, row, after); differs {
			if err := m.tx.updateRow(e, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// move is one value that a node's parent had.
type move struct {
	oplog.Stamp
	to qda.ID
}

// movesOf gives the parents that a node was given, the one that counts last.
func movesOf(s *settlement, column int) []move {
	var list []move
	for _, ev := range s.events {
		switch ev.Verb {
		case oplog.Create:
			list = append(list, move{ev.Stamp, ev.Row[column].ID()})
		case oplog.Update:
			for _, f := range ev.Fields {
				if f.Column == column {
					list = append(list, move{ev.Stamp, f.New.ID()})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b move) int { return a.Stamp.Compare(b.Stamp) })
	if n := len(list); n > 0 && s.Row != nil && list[n-1].to != s.Row[column].ID() {
		list = append(list, move{list[n-1].Stamp, s.Row[column].ID()})
	}
	return list
}

// circleIn finds nodes that are their own ancestors: the circle with the smallest
// identity; none if the parents form a tree.
func circleIn(parent map[qda.ID]qda.ID) []qda.ID {
	var best []qda.ID
	sound := map[qda.ID]bool{}
	for id := range parent {
		path := map[qda.ID]bool{}
		at := id
		for !at.IsZero() && !sound[at] && !path[at] {
			path[at] = true
			at = parent[at]
		}
		if path[at] {
			var circle []qda.ID
			for node := at; ; {
				circle = append(circle, node)
				if node = parent[node]; node == at {
					break
				}
			}
			slices.SortFunc(circle, func(a, b qda.ID) int { return strings.Compare(string(a[:]), string(b[:])) })
			if best == nil || strings.Compare(string(circle[0][:]), string(best[0][:])) < 0 {
				best = circle
			}
		}
		for node := range path {
			sound[node] = true
		}
	}
	return best
}
