package engine

import (
	"maps"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// What people do with a code, a case or an actor follows it when it is merged into another
// one. Where somebody merged it in one copy and somebody else went on working with it in
// another, the merge of the copies leaves that work with what lies in the bin. It follows
// then, by whoever merges, in an operation that goes with the merge: it is told, and is
// taken back with it. Whoever meets the same copies makes the same of them.

// following takes along what was done with merged things.
type following struct {
	project *Project
	tx      *store.Tx // sees everything
	viewer  *store.Tx
	cat     *catalog
	counted map[thing]bool // records that are told of, or need not be
	notices []Notice
}

// follow has what was done with merged things follow them.
func (d *decisions) follow(tx *store.Tx) error {
	cat, err := readCatalog(tx)
	if err != nil {
		return err
	}
	f := &following{project: d.project, tx: tx.Unblinded(), viewer: tx, cat: cat, counted: map[thing]bool{}}
	for _, step := range []func() error{f.codes, f.cases, f.actors} {
		if err := step(); err != nil {
			return err
		}
	}
	d.followed = f.notices
	d.closed, err = f.closed()
	return err
}

// closed takes away the open questions about records that went into others, and names them.
func (f *following) closed() (ids []qda.ID, err error) {
	open, err := store.List[qda.MergeConflict](f.tx, store.Eq{"state": "open"})
	if err != nil {
		return nil, err
	}
	changes := f.tx.Changed()
	for _, c := range open {
		if slices.ContainsFunc(changes, func(x oplog.Change) bool {
			return x.Verb == oplog.Delete && x.Entity.Name == c.Target && x.ID == c.TargetID
		}) {
			ids = append(ids, c.ID)
			if err := store.Delete[qda.MergeConflict](f.tx, c.ID); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

// ends says what stands in the end for each thing that was merged into another, over as
// many steps as there were. A thing is left out where they lead in a circle, or to what does
// not stand. The identities come in their order, so that everybody does the same.
func ends(into map[qda.ID]qda.ID, stands func(qda.ID) bool) (gone []qda.ID, end map[qda.ID]qda.ID) {
	end = map[qda.ID]qda.ID{}
	for _, id := range slices.SortedFunc(maps.Keys(into), compareIDs) {
		at := id
		for seen := map[qda.ID]bool{}; !seen[at] && !into[at].IsZero(); at = into[at] {
			seen[at] = true
		}
		if into[at].IsZero() && stands(at) {
			gone, end[id] = append(gone, id), at
		}
	}
	return gone, end
}

// lifted gives the things that are to lie elsewhere so that what took the place of a merged
// one does not lie under it: each with the nearest above that was not merged. Parents says
// where things lie.
func lifted(into, parents map[qda.ID]qda.ID, stands func(qda.ID) bool) map[qda.ID]qda.ID {
	out := map[qda.ID]qda.ID{}
	_, end := ends(into, stands)
	for gone, at := range end {
		for steps := 0; steps < len(parents) && !at.IsZero(); steps++ {
			if parents[at] != gone {
				at = parents[at]
				continue
			}
			up := gone
			for seen := map[qda.ID]bool{}; !end[up].IsZero() && !seen[up]; up = parents[up] {
				seen[up] = true
			}
			out[at] = up
			break
		}
	}
	return out
}

// tell says that work followed a merged thing, if the viewer may know of any of it.
func (f *following) tell(entity string, gone, into qda.ID) error {
	n, err := f.count()
	if err == nil && n > 0 {
		f.notices = append(f.notices, notice("merge.followed", "{merged} was merged into {into} in one copy, and somebody worked with it in another. That is with {into} now ({count}).", "merged", f.cat.nameOfThing(entity, gone), "into", f.cat.nameOfThing(entity, into), "count", n))
	}
	return err
}

// count counts the records that changed since it was last asked, as far as the viewer may
// see them. What only bears out a value or a finding is no work of its own.
func (f *following) count() (n int, err error) {
	for _, c := range f.tx.Changed() {
		key := thing{c.Entity.Name, c.ID}
		if f.counted[key] {
			continue
		}
		f.counted[key] = true
		h, err := f.viewer.HidesChange(c)
		if err != nil {
			return n, err
		}
		if h == store.Shown && c.Entity.Name != "citation" {
			n++
		}
	}
	return n, nil
}
