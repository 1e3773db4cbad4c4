package engine

import (
	"context"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// MergeActors makes one actor of several.
type MergeActors struct {
	From []qda.ID `json:"from" ts_type:"string[]"`
	Into qda.ID   `json:"into" ts_type:"string"`
}

// ActorMerge says what a merge of actors does, or did.
type ActorMerge struct {
	Into      string `json:"into"`
	Names     int    `json:"names"`     // that the remaining actor gets, the names of the others among them
	Relations int    `json:"relations"` // coordinations that move over
	Between   int    `json:"between"`   // coordinations between the actors themselves: they are taken away
	Codings   int    `json:"codings"`   // on which the remaining actor is named now
}

// PreviewMergeActors says what a merge would do.
func (p *Project) PreviewMergeActors(ctx context.Context, r MergeActors) (ActorMerge, error) {
	var out ActorMerge
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		out, err = mergeActors(tx, r, false)
		return err
	})
	return out, err
}

// MergeActors gives one actor the names, coordinations and codings of others, which go
// into the bin, as one operation. A coordination between them cannot stay, for an actor
// does not coordinate with itself.
func (p *Project) MergeActors(ctx context.Context, r MergeActors) (ActorMerge, error) {
	var out ActorMerge
	_, err := p.update(ctx, "actor.merge", func(tx *store.Tx) (err error) {
		out, err = mergeActors(tx, r, true)
		return err
	})
	return out, err
}

func mergeActors(tx *store.Tx, r MergeActors, do bool) (ActorMerge, error) {
	into, err := store.Get[qda.Actor](tx, r.Into)
	if err != nil {
		return ActorMerge{}, noActor(r.Into)
	}
	out := ActorMerge{Into: into.Name}
	from := map[qda.ID]bool{}
	for _, id := range r.From {
		if id == r.Into {
			return out, qda.E(qda.Invalid, "actor.merge_self", "An actor cannot be merged into itself. Nothing was changed.")
		}
		from[id] = true
	}
	if err := seesAllNaming(tx, r.From); err != nil {
		return out, err
	}
	if len(from) == 0 {
		return out, qda.E(qda.Invalid, "actor.merge_none", "No actor was chosen to be merged. Nothing was changed.")
	}
	for _, step := range []func() error{
		func() error { return mergeActorRecords(tx, r, from, do, &out) },
		func() error { return mergeActorRelations(tx, r.Into, from, do, &out) },
		func() error { return mergeActorFacets(tx, r.Into, from, do, &out) },
		func() error { return mergeRefusals(tx, r.Into, from, do) },
	} {
		if err := step(); err != nil {
			return out, err
		}
	}
	return out, nil
}

// seesAllNaming refuses where codings that are hidden from whoever merges name one of
// the actors: they would go on naming an actor in the bin.
func seesAllNaming(tx *store.Tx, actors []qda.ID) error {
	for _, id := range actors {
		all, err := tx.CountAll("qualifier", "value_id", id)
		if err != nil {
			return err
		}
		seen, err := store.List[qda.Qualifier](tx, store.Eq{"value_id": id})
		if err != nil {
			return err
		}
		if len(seen) != all {
			return qda.E(qda.Conflict, "actor.merge_blind", "Codings of a blind round that are hidden from you name one of these actors. Nothing was changed. Merge them when the round is finished.")
		}
	}
	return nil
}

// mergeActorRecords moves names and what belongs to the actors, and bins them.
func mergeActorRecords(tx *store.Tx, r MergeActors, from map[qda.ID]bool, do bool, out *ActorMerge) error {
	all, err := store.List[qda.Actor](tx, store.Eq{})
	if err != nil {
		return err
	}
	byID := map[qda.ID]qda.Actor{}
	for _, a := range all {
		byID[a.ID] = a
	}
	called, err := actorCalled(tx, out.Into, r.Into)
	if err != nil {
		return err
	}
	for _, id := range r.From {
		a, there := byID[id]
		if !there {
			return noActor(id)
		}
		n, err := called.takeOver(tx, a, do, false)
		if err != nil {
			return err
		}
		if out.Names += n; !do {
			continue
		}
		a.DeletedAt, a.MergedInto = tx.Now(), r.Into
		if err := store.Save(tx, a); err != nil {
			return err
		}
		if err := meantInstead(tx, id, r.Into); err != nil {
			return err
		}
	}
	if !do {
		return nil
	}
	return actorsBelongTo(tx, all, r.Into, from)
}

// actorNames is what an actor is called.
type actorNames struct {
	of    qda.ID
	known map[string]bool // as [actorNames.key] gives them
	all   []qda.ActorName // of all actors
}

func actorCalled(tx *store.Tx, name string, id qda.ID) (*actorNames, error) {
	all, err := store.List[qda.ActorName](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	c := &actorNames{of: id, known: map[string]bool{codebook.Fold(name): true}, all: all}
	for _, n := range all {
		if n.ActorID == id {
			c.known[c.key(n)] = true
		}
	}
	return c, nil
}

func (c *actorNames) key(n qda.ActorName) string {
	if n.Acronym {
		return "\x00" + n.Name
	}
	return codebook.Fold(n.Name)
}

// takeOver has the actor be called what another one is called, and counts the names that
// it gets. Whoever does this apart makes the same records. With late set, a name that it
// got once and lost again is not given again.
func (c *actorNames) takeOver(tx *store.Tx, from qda.Actor, do, late bool) (int, error) {
	given := 0
	got := []qda.ActorName{{ID: from.ID, Name: from.Name}}
	for _, n := range c.all {
		if n.ActorID == from.ID {
			got = append(got, n)
		}
	}
	for _, n := range got {
		if c.known[c.key(n)] {
			continue
		}
		n.ID, n.ActorID = qda.NaturalID("actor_name", c.of, n.ID, qda.Key(n.Name)), c.of
		if late {
			lost, err := takenAway(tx, n)
			if err != nil {
				return given, err
			}
			if lost {
				continue
			}
		}
		c.known[c.key(n)] = true
		given++
		if !do {
			continue
		}
		if err := store.Put(tx, n); err != nil {
			return given, err
		}
	}
	return given, nil
}

// takenAway reports whether somebody took a record away, other than by undoing what made it.
func takenAway(tx *store.Tx, r qda.Record) (bool, error) {
	last, err := tx.Ops(store.OpFilter{Entity: r.Entity(), ID: r.Key(), Newest: true, Limit: 1})
	return len(last) > 0 && last[0].Undoes.IsZero(), err
}

// actorsBelongTo has what belongs to some actors belong to the one that they became part of.
func actorsBelongTo(tx *store.Tx, all []qda.Actor, into qda.ID, from map[qda.ID]bool) error {
	byID := map[qda.ID]qda.Actor{}
	for _, a := range all {
		byID[a.ID] = a
	}
	for _, a := range all {
		if !from[a.ParentID] || from[a.ID] {
			continue
		}
		// What remains may have belonged to one of those that go: it takes over where that one belonged.
		up := into
		if a.ID == into {
			for up = a.ParentID; from[up]; {
				up = byID[up].ParentID
			}
		}
		a.ParentID = up
		if a.ID == into && isBelow(byID, up, a.ID) {
			a.ParentID = qda.ID{}
		}
		if err := store.Save(tx, a); err != nil {
			return err
		}
	}
	return nil
}

// isBelow reports whether an actor belongs to another, directly or not.
func isBelow(byID map[qda.ID]qda.Actor, id, under qda.ID) bool {
	for ; !id.IsZero(); id = byID[id].ParentID {
		if id == under {
			return true
		}
	}
	return false
}

func mergeActorRelations(tx *store.Tx, into qda.ID, from map[qda.ID]bool, do bool, out *ActorMerge) error {
	list, err := store.List[qda.Relation](tx, store.Eq{})
	if err != nil {
		return err
	}
	for _, rel := range list {
		if !from[rel.FromID] && !from[rel.ToID] {
			continue
		}
		if from[rel.FromID] {
			rel.FromID = into
		}
		if from[rel.ToID] {
			rel.ToID = into
		}
		switch {
		case rel.FromID == rel.ToID:
			out.Between++
			if do {
				err = store.Delete[qda.Relation](tx, rel.ID)
			}
		default:
			out.Relations++
			if do {
				err = store.Save(tx, rel)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func mergeActorFacets(tx *store.Tx, into qda.ID, from map[qda.ID]bool, do bool, out *ActorMerge) error {
	list, err := store.List[qda.Qualifier](tx, store.Eq{})
	if err != nil {
		return err
	}
	type named struct{ owner, facet qda.ID }
	has := map[named]bool{}
	for _, q := range list {
		if q.ValueID == into {
			has[named{q.OwnerID, q.FacetID}] = true
		}
	}
	for _, q := range list {
		if !from[q.ValueID] {
			continue
		}
		key := named{q.OwnerID, q.FacetID}
		switch {
		case has[key]:
			if do {
				err = store.Delete[qda.Qualifier](tx, q.ID)
			}
		default:
			has[key] = true
			if q.Owner == "coding" {
				out.Codings++
			}
			if q.ValueID = into; do {
				err = store.Save(tx, q)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
