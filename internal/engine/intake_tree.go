package engine

import (
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// parentsFirst orders the rows of a kind that forms a tree. Of rows that lie within each
// other, the first comes to the top; these are given as broken, with nothing above them.
func parentsFirst(e *oplog.Entity, rows []oplog.Row) (ordered, broken []oplog.Row) {
	at, ok := e.Column("parent_id")
	if !ok {
		return rows, nil
	}
	byID := map[qda.ID]oplog.Row{}
	for _, r := range rows {
		byID[r.Key()] = r
	}
	below := map[qda.ID][]oplog.Row{}
	for _, r := range rows {
		up := r[at].ID()
		if byID[up] == nil {
			up = qda.ID{}
		}
		below[up] = append(below[up], r)
	}
	ordered = make([]oplog.Row, 0, len(rows))
	placed := map[qda.ID]bool{}
	place := func(queue []oplog.Row) {
		for len(queue) > 0 {
			r := queue[0]
			queue = queue[1:]
			if placed[r.Key()] { // it closed a circle
				continue
			}
			placed[r.Key()] = true
			ordered = append(ordered, r)
			queue = append(queue, below[r.Key()]...)
		}
	}
	place(slices.Clone(below[qda.ID{}]))
	for _, r := range rows {
		if placed[r.Key()] || !withinItself(r.Key(), byID, at) {
			continue
		}
		top := slices.Clone(r)
		top[at] = oplog.Value{}
		broken = append(broken, top)
		place([]oplog.Row{top})
	}
	return ordered, broken
}

// withinItself reports whether a row is among those above it, and not only below such.
func withinItself(id qda.ID, byID map[qda.ID]oplog.Row, parent int) bool {
	seen := map[qda.ID]bool{}
	for up := byID[id][parent].ID(); byID[up] != nil && !seen[up]; up = byID[up][parent].ID() {
		if up == id {
			return true
		}
		seen[up] = true
	}
	return false
}
