package engine

import (
	"context"
	"maps"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// maxNamed is how many codings, and maxDocuments how many documents, an event names.
const (
	maxNamed     = 200
	maxDocuments = 50
)

// Event tells what an operation changed, to those who show it.
type Event struct {
	Seq      int      `json:"seq"`
	Kind     string   `json:"kind"`
	Coder    qda.ID   `json:"coder" ts_type:"string"`
	Entities []string `json:"entities"` // kinds of record that were touched
	// Documents are those whose codings, text or header were touched; empty with
	// Everywhere set where they are too many to name, or not known.
	Documents  []qda.ID `json:"documents" ts_type:"string[]"`
	Everywhere bool     `json:"everywhere"`
	// Codings, if any, are all that were touched in what is shown of them, their facets
	// and how many memos they bear, and nothing else was that could change how others
	// are shown: whoever shows codings need read these alone ([Project.CodingsByID]).
	// Where Everywhere is not set, Documents lacks the document of one that only
	// changed. None are named where they are more than maxNamed.
	Codings []qda.ID `json:"codings" ts_type:"string[]"`
}

// Subscribe calls f after every operation, until the returned function is called.
// Own changes arrive the same way as others'.
func (p *Project) Subscribe(f func(Event)) (cancel func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := p.nextFed
	p.nextFed++
	p.feeds[n] = f
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.feeds, n)
	}
}

// committed runs after each operation, in the order of the log.
func (p *Project) committed(op oplog.Op, changes []oplog.Change) {
	ev := eventOf(op, changes)
	p.mu.Lock()
	inSome := false
	for _, name := range ev.Entities {
		if inCatalog[name] {
			p.changed = op.Seq
		}
		inSome = inSome || inFrame[name]
	}
	if inSome {
		p.note(op.Seq, ev.Codings)
	}
	feeds := make([]func(Event), 0, len(p.feeds))
	for _, f := range p.feeds {
		feeds = append(feeds, f)
	}
	p.mu.Unlock()
	for _, f := range feeds {
		f(ev)
	}
}

func eventOf(op oplog.Op, changes []oplog.Change) Event {
	ev := Event{Seq: op.Seq, Kind: op.Kind, Coder: op.CoderID, Entities: []string{}, Documents: []qda.ID{}, Codings: codingsOf(changes)}
	entities, documents := map[string]bool{}, map[qda.ID]bool{}
	for _, c := range changes {
		entities[c.Entity.Name] = true
		if d, ok := documentOf(c); ok {
			documents[d] = true
		} else if len(ev.Codings) == 0 {
			ev.Everywhere = true
		}
	}
	for _, e := range oplog.Entities() {
		if entities[e.Name] {
			ev.Entities = append(ev.Entities, e.Name)
		}
	}
	if len(documents) > maxDocuments {
		ev.Everywhere = true
		return ev
	}
	ev.Documents = append(ev.Documents, slices.SortedFunc(maps.Keys(documents), compareIDs)...)
	return ev
}

// documentOf names the document that a change concerns, if its row says so.
func documentOf(c oplog.Change) (qda.ID, bool) {
	if c.Entity.Name == "document" {
		return c.ID, true
	}
	i, ok := c.Entity.Column("document_id")
	if !ok || c.Verb == oplog.Update {
		return qda.ID{}, false
	}
	return c.Row[i].ID(), true
}

// codingsOf names the codings that an operation touched, without repetition; none if
// they are too many, or if something else was touched that is shown at codings.
func codingsOf(changes []oplog.Change) []qda.ID {
	out := []qda.ID{}
	for _, c := range changes {
		ids, ok := drawnAt(c)
		if !ok {
			return []qda.ID{}
		}
		for _, id := range ids {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
		if len(out) > maxNamed {
			return []qda.ID{}
		}
	}
	return out
}

// drawnAt names the codings that are shown differently after the change; ok is false
// where they cannot be named from it.
func drawnAt(c oplog.Change) (ids []qda.ID, ok bool) {
	switch c.Entity.Name {
	case "coding":
		return []qda.ID{c.ID}, true
	case "code", "round":
		// One that comes or goes bears no codings but those that come or go with it.
		return nil, c.Verb != oplog.Update
	case "citation", "coding_check":
		return nil, true
	case "qualifier", "memo":
	default:
		return nil, false
	}
	owner, _ := c.Entity.Column("owner_id")
	kind, _ := c.Entity.Column("owner_entity")
	if c.Verb != oplog.Update {
		if c.Row[kind].Str != "coding" {
			return nil, true
		}
		var m qda.Memo
		if c.Entity.Name == "memo" {
			c.Entity.Fill(&m, c.Row)
		}
		return append([]qda.ID{c.Row[owner].ID()}, m.AlsoOn()...), true
	}
	for _, f := range c.Fields {
		if f.Column == owner { // of another kind of owner, it is the identity of no coding
			return []qda.ID{f.Before.ID(), f.New.ID()}, true
		}
	}
	if c.Entity.Name != "memo" {
		return nil, false
	}
	// A memo's words are not shown at its coding, only that there is one; but they may name others.
	for _, f := range c.Fields {
		if c.Entity.Columns[f.Column].Name == "body" {
			for _, text := range []string{f.Before.Str, f.New.Str} {
				ids = append(ids, qda.Memo{Owner: "coding", Body: text}.AlsoOn()...)
			}
		}
	}
	return ids, true
}

// CodingsByID reads those of the codings that stand and that the present coder may
// see, in reading order; what is missing in the answer is not to be shown.
func (p *Project) CodingsByID(ctx context.Context, ids []qda.ID) ([]CodingView, error) {
	out := []CodingView{}
	if len(ids) == 0 { // an empty filter would select all
		return out, nil
	}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		list, err := allCodings(tx, store.CodingFilter{IDs: ids})
		if err != nil {
			return err
		}
		out, err = codingViews(tx, cat, list)
		return err
	})
	return out, err
}
