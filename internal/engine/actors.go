package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// ActorView is an institution or programme of the register.
type ActorView struct {
	ID          qda.ID            `json:"id" ts_type:"string"`
	Name        string            `json:"name"`
	Kind        qda.ActorKind     `json:"kind"`
	Parent      Ref               `json:"parent"` // the institution that it belongs to
	Description string            `json:"description"`
	Names       []ActorNameView   `json:"names"`
	Titles      map[string]string `json:"titles"` // what it is called in other languages than that of the project
	Relations   int               `json:"relations"`
	Codings     int               `json:"codings"` // on which it is named as the actor
}

// ActorNameView is a name or acronym under which texts speak of an actor.
type ActorNameView struct {
	Name    string `json:"name"`
	Lang    string `json:"lang"` // "" for any
	Acronym bool   `json:"acronym"`
}

// Actors lists the register.
func (p *Project) Actors(ctx context.Context) ([]ActorView, error) { return p.listActors(ctx, false) }

// BinnedActors lists the actors in the bin.
func (p *Project) BinnedActors(ctx context.Context) ([]ActorView, error) {
	return p.listActors(ctx, true)
}

func (p *Project) listActors(ctx context.Context, binned bool) ([]ActorView, error) {
	out := []ActorView{}
	f, err := p.frame(ctx, false)
	if err != nil {
		return nil, err
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		names, err := store.List[qda.ActorName](tx, store.Eq{})
		if err != nil {
			return err
		}
		relations, err := store.List[qda.Relation](tx, store.Eq{})
		if err != nil {
			return err
		}
		facets, err := f.facets(tx)
		if err != nil {
			return err
		}
		coded := map[qda.ID]int{}
		for _, c := range f.codings {
			for _, q := range facets[c.ID] {
				coded[q.ValueID]++
			}
		}
		for _, a := range f.cat.actors {
			if (a.DeletedAt != "") != binned {
				continue
			}
			v := ActorView{ID: a.ID, Name: a.Name, Kind: a.Kind, Description: a.Description, Names: []ActorNameView{}, Titles: f.cat.titlesOfActor(a.ID), Codings: coded[a.ID]}
			if name := f.cat.actorOf[a.ParentID]; name != "" {
				v.Parent = Ref{a.ParentID, name}
			}
			for _, n := range names {
				if n.ActorID == a.ID {
					v.Names = append(v.Names, ActorNameView{n.Name, n.Lang, n.Acronym})
				}
			}
			for _, r := range relations {
				if r.FromID == a.ID || r.ToID == a.ID {
					v.Relations++
				}
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// SaveActor makes an actor or changes it. Names are the whole list.
type SaveActor struct {
	ID          qda.ID          `json:"id" ts_type:"string"` // none for a new one
	Name        string          `json:"name"`
	Kind        qda.ActorKind   `json:"kind"` // "" is "other"
	Parent      qda.ID          `json:"parent" ts_type:"string"`
	Description string          `json:"description"`
	Names       []ActorNameView `json:"names"`
}

// SaveActor writes it.
func (p *Project) SaveActor(ctx context.Context, r SaveActor) (ActorView, error) {
	return saved(ctx, p, "actor", r.ID, func(tx *store.Tx) (qda.ID, error) { return saveActor(tx, r) }, p.Actors, func(a ActorView) qda.ID { return a.ID })
}

func saveActor(tx *store.Tx, r SaveActor) (qda.ID, error) {
	a := qda.Actor{ID: r.ID, Name: strings.TrimSpace(r.Name), Kind: r.Kind, ParentID: r.Parent, Description: r.Description}
	if a.Kind == "" {
		a.Kind = qda.OtherActor
	}
	switch {
	case a.Name == "":
		return a.ID, qda.E(qda.Invalid, "actor.no_name", "An actor needs a name. Nothing was changed.")
	case !slices.Contains(qda.ActorKinds(), a.Kind):
		return a.ID, qda.E(qda.Invalid, "actor.kind", "{kind} is not a kind of actor. Use ministry, agency, programme, local_body, ngo, international or other. Nothing was changed.", "kind", a.Kind)
	}
	all, err := store.List[qda.Actor](tx, store.Eq{})
	if err != nil {
		return a.ID, err
	}
	parents := map[qda.ID]qda.ID{}
	last, known := "", a.ID.IsZero()
	for _, o := range all {
		parents[o.ID] = o.ParentID
		last = max(last, o.Pos)
		switch {
		case o.ID == a.ID:
			known, a.Pos = true, o.Pos
		case o.DeletedAt == "" && codebook.Fold(o.Name) == codebook.Fold(a.Name):
			return a.ID, qda.E(qda.Conflict, "actor.exists", "There is an actor {actor} already. Nothing was changed.", "actor", o.Name)
		}
	}
	if _, there := parents[a.ParentID]; !known || !a.ParentID.IsZero() && !there {
		return a.ID, noActor(a.ID)
	}
	for up := a.ParentID; !up.IsZero(); up = parents[up] {
		if up == a.ID {
			return a.ID, qda.E(qda.Invalid, "actor.cycle", "{actor} cannot belong to itself. Nothing was changed.", "actor", a.Name)
		}
	}
	if a.ID.IsZero() {
		a.ID, a.Pos = tx.NewID(), qda.OrderKeys(last, 1)[0]
		err = store.Put(tx, a)
	} else {
		err = store.Save(tx, a)
	}
	if err != nil {
		return a.ID, err
	}
	return a.ID, saveActorNames(tx, a.ID, r.Names)
}

func noActor(id qda.ID) error {
	return qda.E(qda.NotFound, "actor.gone", "The actor {actor} is not in the project (any more).", "actor", id)
}

// saveActorNames makes an actor's names what the list says.
func saveActorNames(tx *store.Tx, id qda.ID, list []ActorNameView) error {
	have, err := store.List[qda.ActorName](tx, store.Eq{"actor_id": id})
	if err != nil {
		return err
	}
	wanted := map[ActorNameView]bool{}
	for _, n := range list {
		if n.Name = strings.Join(strings.Fields(n.Name), " "); n.Name != "" {
			wanted[n] = true
		}
	}
	for _, n := range have {
		key := ActorNameView{n.Name, n.Lang, n.Acronym}
		if wanted[key] {
			delete(wanted, key)
			continue
		}
		if err := store.Delete[qda.ActorName](tx, n.ID); err != nil {
			return err
		}
	}
	for _, n := range list {
		n.Name = strings.Join(strings.Fields(n.Name), " ")
		if !wanted[n] {
			continue
		}
		delete(wanted, n)
		if err := store.Put(tx, qda.ActorName{ID: tx.NewID(), ActorID: id, Name: n.Name, Lang: n.Lang, Acronym: n.Acronym}); err != nil {
			return err
		}
	}
	return nil
}

// BinActors puts actors into the bin, or fetches them back. Relations and codings
// keep them.
func (p *Project) BinActors(ctx context.Context, ids []qda.ID, bin bool) error {
	kind := "actor.restore"
	if bin {
		kind = "actor.bin"
	}
	_, err := p.update(ctx, kind, func(tx *store.Tx) error {
		for _, id := range ids {
			a, err := store.Get[qda.Actor](tx, id)
			if qda.KindOf(err) == qda.NotFound {
				return noActor(id)
			}
			if err != nil {
				return err
			}
			a.DeletedAt, a.MergedInto = "", qda.ID{}
			if bin {
				a.DeletedAt = tx.Now()
			}
			if err := store.Save(tx, a); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
