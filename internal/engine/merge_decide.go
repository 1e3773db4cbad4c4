package engine

import (
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// decisions are what a person decided on what a merge brought.
type decisions struct {
	conflicts    []qda.ID // that are decided
	joined, left int      // documents; documents and codes
}

// make makes the choices that came with a merge, each sort of them as one action.
func (d *decisions) make(r MergeRequest, report store.MergeReport, update func(kind string, fn func(*store.Tx) error) error) error {
	for _, part := range []struct {
		kind string
		fn   func(*store.Tx) error
	}{
		{oplog.KindMergeDecide, func(tx *store.Tx) error { return d.decide(tx, r, report) }},
		{oplog.KindMergeUnify, func(tx *store.Tx) error { return d.join(tx, r, report) }},
		{oplog.KindMergeLeave, func(tx *store.Tx) error { return d.leave(tx, r, report) }},
	} {
		if err := update(part.kind, part.fn); err != nil {
			return err
		}
	}
	return nil
}

func (d *decisions) decide(tx *store.Tx, r MergeRequest, report store.MergeReport) error {
	d.conflicts = nil
	for _, c := range report.Conflicts {
		choice := r.Choices[c.Conflict.String()]
		if choice == "" || choice == "later" {
			continue
		}
		if hidden, err := tx.Hides(c.Entity, c.ID); err != nil {
			return err
		} else if hidden {
			continue // it waits
		}
		if err := decideConflict(tx, c.Conflict, choice, ""); err != nil {
			return err
		}
		d.conflicts = append(d.conflicts, c.Conflict)
	}
	return nil
}

func (d *decisions) join(tx *store.Tx, r MergeRequest, report store.MergeReport) error {
	d.joined = 0
	for _, s := range report.SameTexts {
		if !slices.Contains(r.Join, s.Theirs) {
			continue
		}
		if _, err := joinDocuments(tx, s.Ours, s.Theirs); err != nil {
			return err
		}
		d.joined++
	}
	return nil
}

func (d *decisions) leave(tx *store.Tx, r MergeRequest, report store.MergeReport) error {
	var documents, codes []qda.ID
	for _, a := range report.Arrived {
		if !slices.Contains(r.Leave, a.ID) || slices.Contains(r.Join, a.ID) {
			continue
		}
		if a.Entity == "document" {
			documents = append(documents, a.ID)
		} else {
			codes = append(codes, a.ID)
		}
	}
	d.left = len(documents) + len(codes)
	if err := binDocuments(tx, documents, false); err != nil {
		return err
	}
	return binCodes(tx, codes, false)
}
