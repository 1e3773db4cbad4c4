package engine

import (
	"encoding/json"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// codes has conditions, columns and decisions follow merged codes; codings and lower codes
// do so already, see [store.Store.Merge].
func (f *following) codes() error {
	into, parents := map[qda.ID]qda.ID{}, map[qda.ID]qda.ID{}
	for _, c := range f.cat.codes {
		parents[c.ID] = c.ParentID
		if c.DeletedAt != "" && !c.MergedInto.IsZero() {
			into[c.ID] = c.MergedInto
		}
	}
	if len(into) == 0 {
		return nil
	}
	for id, up := range lifted(into, parents, func(id qda.ID) bool { n := f.cat.tree.Node(id); return n != nil && n.Code.DeletedAt == "" }) {
		c := f.cat.tree.Node(id).Code
		c.ParentID = up
		if err := store.Save(f.tx, c); err != nil {
			return err
		}
	}
	tree, err := readTree(f.tx)
	if err != nil {
		return err
	}
	gone, end := ends(into, func(id qda.ID) bool { n := tree.Node(id); return n != nil && !n.Binned })
	if len(gone) == 0 {
		return nil
	}
	folded, err := f.foldedCodings(end)
	if err != nil {
		return err
	}
	if _, err := f.count(); err != nil {
		return err
	}
	var survivors []qda.ID
	for _, id := range gone {
		at := end[id]
		if !slices.Contains(survivors, at) {
			survivors = append(survivors, at)
		}
		if err := meantInstead(f.tx, id, at); err != nil {
			return err
		}
		if err := moveDecisions(f.tx, []qda.ID{id}, at, folded); err != nil {
			return err
		}
		if err := f.tell("code", id, at); err != nil {
			return err
		}
	}
	for _, at := range survivors {
		if err := f.project.settleDecided(f.tx, at, true); err != nil {
			return err
		}
	}
	return nil
}

// foldedCodings names for each coding that became one with another, when their codes did,
// the one that stands. In a consensus that is so whoever decided on the two.
func (f *following) foldedCodings(end map[qda.ID]qda.ID) (map[qda.ID]qda.ID, error) {
	folded := map[qda.ID]qda.ID{}
	e, _ := oplog.EntityNamed("coding")
	all, err := store.List[qda.Decision](f.tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	survives := map[qda.ID]bool{}
	for _, at := range end {
		survives[at] = true
	}
	for _, d := range all {
		var s sides
		if end[d.CodeID].IsZero() && !survives[d.CodeID] || json.Unmarshal([]byte(d.Sides), &s) != nil {
			continue
		}
		for _, id := range slices.Concat(s.A.Codings, s.B.Codings, s.Made) {
			_, err := store.Get[qda.Coding](f.tx, id)
			if err == nil || qda.KindOf(err) != qda.NotFound {
				continue
			}
			last, err := f.tx.Ops(store.OpFilter{Entity: e.Name, ID: id, Newest: true, Limit: 1})
			if err != nil {
				return nil, err
			}
			if len(last) == 0 || last[0].Kind != oplog.KindMerge { // its coder took it away
				continue
			}
			row, err := f.tx.LastRow(e, id)
			if err != nil || row == nil {
				return nil, err
			}
			was := e.RecordOf(row).(qda.Coding)
			if at := end[was.CodeID]; !at.IsZero() {
				was.CodeID = at
			}
			twin, err := sameCoding(f.tx, was, was.CodeID)
			if err != nil {
				return nil, err
			}
			if twin != nil {
				folded[id] = twin.ID
			}
		}
	}
	rounds, err := store.List[qda.Round](f.tx, store.Eq{"kind": qda.ConsensusRound})
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		list, err := store.List[qda.Coding](f.tx, store.Eq{"round_id": r.ID})
		if err != nil {
			return nil, err
		}
		type place struct {
			document, code qda.ID
			span           qda.Span
		}
		first := map[place]qda.Coding{} // the list is in the order of identities
		for _, c := range list {
			at := place{c.DocumentID, c.CodeID, c.Span}
			stays, twice := first[at]
			switch {
			case !survives[c.CodeID]:
				continue
			case !twice:
				first[at] = c
				continue
			}
			folded[c.ID] = stays.ID
			if err := foldCoding(f.tx, c, stays); err != nil {
				return nil, err
			}
		}
	}
	for id, at := range folded {
		if further, ok := folded[at]; ok {
			folded[id] = further
		}
	}
	return folded, nil
}
