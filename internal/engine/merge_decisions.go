package engine

import (
	"bytes"
	"encoding/json"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// moveDecisions lets what was decided on merged codes hold on the one that they became
// part of. Folded names for each coding that stands no more the one that it went into.
// Where one act settled several of the codes at one place, it stands once; what was
// decided there on another occasion stays beside it.
func moveDecisions(tx *store.Tx, merged []qda.ID, into qda.ID, folded map[qda.ID]qda.ID) error {
	all, err := store.List[qda.Decision](tx, store.Eq{})
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b qda.Decision) int {
		if (a.CodeID == into) != (b.CodeID == into) { // what is on the code already stays
			return map[bool]int{true: -1, false: 1}[a.CodeID == into]
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	acts := map[qda.Decision]bool{}
	for _, d := range all {
		was := d
		if d.Sides, err = foldedSides(d.Sides, merged, into, folded); err != nil {
			return err
		}
		if slices.Contains(merged, d.CodeID) {
			d.CodeID = into
		}
		act := d
		act.ID = qda.ID{}
		switch {
		case d.CodeID == into && acts[act]:
			err = store.Delete[qda.Decision](tx, d.ID)
		case d != was:
			err = store.Save(tx, d)
		}
		if err != nil {
			return err
		}
		acts[act] = true
	}
	return nil
}

// settleDecided brings what was decided on a code, and what else the layers of consensus
// hold of it, into line: both may have come from several codes. With alike set, whoever
// does this apart makes the same codings.
func (p *Project) settleDecided(tx *store.Tx, code qda.ID, alike bool) error {
	all, err := store.List[qda.Decision](tx, store.Eq{"code_id": code})
	if err != nil {
		return err
	}
	type place struct{ round, document qda.ID }
	done := map[place]bool{}
	for _, k := range all {
		at := place{k.RoundID, k.DocumentID}
		if done[at] {
			continue
		}
		done[at] = true
		layer, err := p.layerIn(tx, k.RoundID, k.DocumentID)
		if err != nil {
			return err
		}
		layer.alike = alike
		if err := layer.save(); err != nil {
			return err
		}
	}
	return nil
}

// foldedSides gives the sides of a decision with the codings that others went into, and
// with the code that merged ones became part of. They are left as they are written where
// nothing is to be changed.
func foldedSides(written string, merged []qda.ID, into qda.ID, folded map[qda.ID]qda.ID) (string, error) {
	var s sides
	if json.Unmarshal([]byte(written), &s) != nil {
		return written, nil // sides that cannot be read name no codings
	}
	changed := false
	for _, list := range []*[]qda.ID{&s.A.Codings, &s.B.Codings, &s.Made} {
		var now []qda.ID
		for _, id := range *list {
			if into, gone := folded[id]; gone {
				id, changed = into, true
			}
			if !slices.Contains(now, id) {
				now = append(now, id)
			}
		}
		*list = append((*list)[:0], now...)
	}
	var cut []NewCoding
	for _, run := range s.Cut {
		if slices.Contains(merged, run.Code) {
			run.Code, changed = into, true
		}
		if !slices.Contains(cut, run) {
			cut = append(cut, run)
		}
	}
	s.Cut = cut
	if !changed {
		return written, nil
	}
	b, err := json.Marshal(s)
	return string(b), err
}
