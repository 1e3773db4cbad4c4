package engine

import (
	"articula/internal/qda"
	"articula/internal/store"
)

// cases has what hangs on merged cases follow them.
func (f *following) cases() error {
	all, err := store.List[qda.Case](f.tx, store.Eq{})
	if err != nil {
		return err
	}
	into, parents, at := map[qda.ID]qda.ID{}, map[qda.ID]qda.ID{}, map[qda.ID]int{}
	for i, k := range all {
		parents[k.ID], at[k.ID] = k.ParentID, i
		if k.DeletedAt != "" && !k.MergedInto.IsZero() {
			into[k.ID] = k.MergedInto
		}
	}
	for id, up := range lifted(into, parents, func(id qda.ID) bool { i, there := at[id]; return there && all[i].DeletedAt == "" }) {
		k := &all[at[id]]
		k.ParentID = up
		if err := store.Save(f.tx, *k); err != nil {
			return err
		}
	}
	if _, err := f.count(); err != nil {
		return err
	}
	stands := func(id qda.ID) bool {
		seen := map[qda.ID]bool{}
		for !id.IsZero() {
			i, there := at[id]
			if !there || seen[id] {
				return false
			}
			seen[id] = true
			switch next := into[id]; {
			case all[i].DeletedAt == "":
				id = all[i].ParentID
			case next.IsZero():
				return false
			default: // below what was merged is below what took its place
				id = next
			}
		}
		return true
	}
	gone, end := ends(into, stands)
	for _, id := range gone {
		m := &caseMerging{tx: f.tx, do: true, into: end[id], late: true}
		if err := m.takeOver(id); err != nil {
			return err
		}
		if all, err = m.children(all, all[at[id]]); err != nil {
			return err
		}
		if err := meantInstead(f.tx, id, end[id]); err != nil {
			return err
		}
		if err := f.tell("case_unit", id, end[id]); err != nil {
			return err
		}
	}
	return nil
}

// actors has names, coordinations, refused mentions, what names them and what belongs to
// them follow merged actors.
func (f *following) actors() error {
	all, err := store.List[qda.Actor](f.tx, store.Eq{})
	if err != nil {
		return err
	}
	byID, into := map[qda.ID]qda.Actor{}, map[qda.ID]qda.ID{}
	for _, a := range all {
		byID[a.ID] = a
		if a.DeletedAt != "" && !a.MergedInto.IsZero() {
			into[a.ID] = a.MergedInto
		}
	}
	gone, end := ends(into, func(id qda.ID) bool { a, there := byID[id]; return there && a.DeletedAt == "" })
	for _, id := range gone {
		at, from := end[id], map[qda.ID]bool{id: true}
		called, err := actorCalled(f.tx, byID[at].Name, at)
		if err != nil {
			return err
		}
		if _, err := called.takeOver(f.tx, byID[id], true, true); err != nil {
			return err
		}
		var out ActorMerge
		for _, step := range []func() error{
			func() error { return mergeActorRelations(f.tx, at, from, true, &out) },
			func() error { return mergeActorFacets(f.tx, at, from, true, &out) },
			func() error { return mergeRefusals(f.tx, at, from, true) },
			func() error { return meantInstead(f.tx, id, at) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		if all, err = store.List[qda.Actor](f.tx, store.Eq{}); err != nil {
			return err
		}
		if err := actorsBelongTo(f.tx, all, at, from); err != nil {
			return err
		}
		if err := f.tell("actor", id, at); err != nil {
			return err
		}
	}
	return nil
}
