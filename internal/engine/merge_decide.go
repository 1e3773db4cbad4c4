package engine

import (
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// decisions are what a person decided on what a merge brought.
type decisions struct {
	conflicts    []qda.ID     // that are decided
	joined, left int          // documents; documents and codes
	before       valuesBefore // what was not in order with values
	project      *Project
	followed     []Notice       // what went on to what had taken the place of what it was done with
	closed       []qda.ID       // conflicts about what went into something else with it
	notices      []Notice       // what was made of values
	several      []ConflictView // values of facets that take one, open
	decided      []ConflictView // and those that are decided
}

// make makes the choices that came with a merge, each sort of them as one action, has what
// was done with merged things follow them, and values follow new names. A trial makes no
// choices.
func (d *decisions) make(r MergeRequest, report store.MergeReport, update func(kind string, fn func(*store.Tx) error) error) error {
	if err := update(oplog.KindMergeDecide, func(tx *store.Tx) error { return offered(tx, r, report) }); err != nil {
		return err
	}
	for _, part := range []struct {
		kind string
		fn   func(*store.Tx) error
	}{
		{oplog.KindMergeDecide, func(tx *store.Tx) error { return d.decide(tx, r, report) }},
		{oplog.KindMergeUnify, func(tx *store.Tx) error { return d.join(tx, r, report) }},
		{oplog.KindMergeLeave, func(tx *store.Tx) error { return d.leave(tx, r, report) }},
		{oplog.KindMergeFollow, d.follow},
		{oplog.KindMergeValues, d.values},
	} {
		if r.DryRun && part.kind != oplog.KindMergeFollow && part.kind != oplog.KindMergeValues {
			continue
		}
		if err := update(part.kind, part.fn); err != nil {
			return err
		}
	}
	return nil
}

// offered refuses choices about what this merge does not bring: they would be passed over.
func offered(tx *store.Tx, r MergeRequest, report store.MergeReport) error {
	known := map[string]bool{}
	for _, c := range report.Conflicts {
		known[c.Conflict.String()] = true
	}
	var strange []string
	for id := range r.Choices {
		if !known[id] {
			strange = append(strange, id)
		}
	}
	if len(strange) > 0 {
		cat, err := readCatalog(tx)
		if err != nil {
			return err
		}
		several, err := severalValues(tx, cat)
		if err != nil {
			return err
		}
		strange = slices.DeleteFunc(strange, func(id string) bool {
			return slices.ContainsFunc(several, func(c ConflictView) bool { return c.ID.String() == id })
		})
	}
	for _, id := range r.Join {
		if !slices.ContainsFunc(report.SameTexts, func(s store.SameText) bool { return s.Theirs == id }) {
			strange = append(strange, id.String())
		}
	}
	for _, id := range r.Leave {
		if !slices.ContainsFunc(report.Arrived, func(a store.MergeArrival) bool { return a.ID == id }) {
			strange = append(strange, id.String())
		}
	}
	if len(strange) > 0 {
		slices.Sort(strange)
		return qda.E(qda.Invalid, "merge.not_offered", "This merge leaves nothing to choose about {id}. Nothing was changed. Look at what it would bring, which names what can be chosen.", "id", strings.Join(strange, ", "))
	}
	return nil
}

// values has values follow new names, and finds of what facets have too many.
func (d *decisions) values(tx *store.Tx) error {
	cat, err := readCatalog(tx)
	if err != nil {
		return err
	}
	if d.notices, err = valuesMeet(tx, cat, d.before); err != nil {
		return err
	}
	told, err := tellSeveral(tx, cat, d.before.several)
	if err != nil {
		return err
	}
	d.notices = append(d.notices, told...)
	d.several, err = severalValues(tx, cat)
	return err
}

func (d *decisions) decide(tx *store.Tx, r MergeRequest, report store.MergeReport) error {
	d.conflicts, d.decided = nil, nil
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
	return d.decideSeveral(tx, r)
}

// decideSeveral makes the choices between values of facets that take one.
func (d *decisions) decideSeveral(tx *store.Tx, r MergeRequest) error {
	if len(r.Choices) == 0 {
		return nil
	}
	cat, err := readCatalog(tx)
	if err != nil {
		return err
	}
	open, err := severalValues(tx, cat)
	if err != nil {
		return err
	}
	for _, c := range open {
		choice := r.Choices[c.ID.String()]
		if choice == "" || choice == "later" {
			continue
		}
		v, found, err := decideSeveral(tx, cat, c.ID, choice)
		if err != nil {
			return err
		}
		if found { // another choice may have answered it
			d.conflicts, d.decided = append(d.conflicts, c.ID), append(d.decided, v)
		}
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
