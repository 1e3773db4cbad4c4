package engine

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// HistoryEntry is one action, told as a sentence and as data.
type HistoryEntry struct {
	Seq      int               `json:"seq"`
	Ref      string            `json:"ref"` // its identity in every copy of the project: "session/n"
	At       string            `json:"at"`
	Coder    Ref               `json:"coder"`
	Kind     string            `json:"kind"`
	Sentence string            `json:"sentence"` // English, without the person's name
	Key      string            `json:"key"`      // of the sentence, for translation
	Args     map[string]string `json:"args"`
	Undoes   string            `json:"undoes"` // ref of the action that it takes back
	Undone   bool              `json:"undone"` // something took it back
	Hidden   bool              `json:"hidden"` // a blind round hides what it was, and how often: it stands for all such actions of the person in a row
	Changes  []HistoryChange   `json:"changes,omitempty"`
}

// HistoryChange is one record that an action touched.
type HistoryChange struct {
	Verb   string                    `json:"verb"` // "create", "update" or "delete"
	Entity string                    `json:"entity"`
	ID     qda.ID                    `json:"id" ts_type:"string"`
	Fields map[string][2]interface{} `json:"fields" ts_type:"Record<string, [unknown, unknown]>"` // before and after
	Of     *LabelOf                  `json:"of,omitempty"`                                        // of a text in another language: what it stands for
}

// HistoryFilter selects actions; zero values select all.
type HistoryFilter struct {
	Coder   qda.ID `json:"coder" ts_type:"string"`
	Entity  string `json:"entity"` // with ID: what touched this record or its texts in other languages
	ID      qda.ID `json:"id" ts_type:"string"`
	Codings bool   `json:"codings"` // with the ID of a document or a code: or codings that lie there
	Kind    string `json:"kind"`    // one kind, or a whole area with its dot: "coding."; several with commas
	Since   string `json:"since"`
	Until   string `json:"until"`
	Before  int    `json:"before"` // seq: for turning pages
	Limit   int    `json:"limit"`
	Changes bool   `json:"changes"` // with every field before and after
	Oldest  bool   `json:"oldest"`  // oldest first instead of newest
}

// History reads the log. What a blind round hides is not found by its kind, and what one
// person did of it in a row is one entry, with the time and reference of the latest and the
// place of the first.
func (p *Project) History(ctx context.Context, f HistoryFilter) ([]HistoryEntry, error) {
	out := []HistoryEntry{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		all, err := tx.Ops(store.OpFilter{})
		if err != nil {
			return err
		}
		undone := takenBack(all)
		byRef := map[oplog.Ref]oplog.Op{}
		for _, op := range all {
			byRef[op.Ref] = op
		}
		var labels []qda.ID
		if f.Entity != "" {
			labels = cat.labelsOf(f.ID)
		}
		var kinds []string
		if f.Kind != "" {
			kinds = strings.Split(f.Kind, ",")
		}
		filter := store.OpFilter{Coder: f.Coder, Entity: f.Entity, ID: f.ID, Labels: labels, Codings: f.Codings, Kinds: kinds, Since: f.Since, Until: f.Until, Before: f.Before, Newest: !f.Oldest}
		if f.Limit > 0 {
			filter.Limit = f.Limit + 1 // one more tells where a run of hidden actions ends
		}
		for op, err := range opsInParts(tx, filter) {
			if err != nil {
				return err
			}
			e, err := historyEntry(tx, cat, op, byRef, f.Changes)
			if err != nil {
				return err
			}
			if e.Hidden && f.Kind != "" {
				continue
			}
			if n := len(out); n > 0 && out[n-1].joins(e) {
				out[n-1].with(e)
				continue
			}
			if f.Limit > 0 && len(out) == f.Limit {
				break
			}
			e.Undone = undone[op.Ref] && !e.Hidden
			out = append(out, e)
		}
		return nil
	})
	return out, err
}

// opsInParts reads operations as many at a time as the limit says: how many of them make a
// page is known only when they are told. Without a limit it reads all at once.
func opsInParts(tx *store.Tx, filter store.OpFilter) iter.Seq2[oplog.Op, error] {
	return func(yield func(oplog.Op, error) bool) {
		for {
			ops, err := tx.Ops(filter)
			if err != nil {
				yield(oplog.Op{}, err)
				return
			}
			for _, op := range ops {
				if !yield(op, nil) {
					return
				}
			}
			if filter.Limit == 0 || len(ops) < filter.Limit {
				return
			}
			if last := ops[len(ops)-1].Seq; filter.Newest {
				filter.Before = last
			} else {
				filter.After = last
			}
		}
	}
}

// joins reports whether two actions, one after the other, are told as one.
func (e HistoryEntry) joins(next HistoryEntry) bool {
	return e.Hidden && next.Hidden && e.Coder.ID == next.Coder.ID
}

// with takes another hidden action in. Pages are turned by the place, so that it is the
// first of all.
func (e *HistoryEntry) with(next HistoryEntry) {
	if next.Seq > e.Seq {
		e.Ref, e.At = next.Ref, next.At
	}
	e.Seq = min(e.Seq, next.Seq)
}

func refText(r oplog.Ref) string {
	if r.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s/%d", r.Session, r.N)
}

// ParseRef reads the identity of an action as History writes it.
func ParseRef(s string) (oplog.Ref, error) {
	session, n, ok := strings.Cut(s, "/")
	id, err := qda.ParseID(session)
	var r oplog.Ref
	if _, scan := fmt.Sscan(n, &r.N); !ok || err != nil || scan != nil {
		return r, qda.E(qda.Invalid, "history.ref", "{ref} does not name an action. The history lists them.", "ref", s)
	}
	r.Session = id
	return r, nil
}

// takenBack says which actions do not stand any more.
func takenBack(ops []oplog.Op) map[oplog.Ref]bool {
	out := map[oplog.Ref]bool{}
	byRef := map[oplog.Ref]oplog.Op{}
	for _, op := range ops {
		byRef[op.Ref] = op
		switch op.Kind {
		case oplog.KindUndo, oplog.KindRevert:
			out[op.Undoes] = true
			if again := byRef[op.Undoes]; again.Kind == oplog.KindRedo { // an undo of a redo: what the redo did is back again
				out[byRef[again.Undoes].Undoes] = true
			}
		case oplog.KindRedo:
			out[byRef[op.Undoes].Undoes] = false
		}
	}
	return out
}

func historyEntry(tx *store.Tx, cat *catalog, op oplog.Op, byRef map[oplog.Ref]oplog.Op, full bool) (HistoryEntry, error) {
	e := HistoryEntry{Seq: op.Seq, Ref: refText(op.Ref), At: op.At, Coder: Ref{op.CoderID, cat.coderOf[op.CoderID]}, Kind: op.Kind, Undoes: refText(op.Undoes)}
	told := op
	for told.Kind == oplog.KindUndo || told.Kind == oplog.KindRedo || told.Kind == oplog.KindRevert {
		back, ok := byRef[told.Undoes]
		if !ok {
			break
		}
		told = back
	}
	changes, err := tx.Changes(told.Seq)
	if err != nil {
		return e, err
	}
	changes, hidden, err := seenChanges(tx, told, changes)
	if err != nil {
		return e, err
	}
	if hidden {
		e.Hidden, e.Kind, e.Undoes, e.Key, e.Args = true, "hidden", "", "hidden", map[string]string{}
		e.Sentence = sentences["hidden"]
		return e, nil
	}
	s, err := sentence(tx, cat, told, changes)
	if err != nil {
		return e, err
	}
	e.Key, e.Args = s.key, s.args
	e.Sentence = s.sentence()
	switch op.Kind {
	case oplog.KindUndo, oplog.KindRevert:
		e.Sentence = "took back: " + e.Sentence
	case oplog.KindRedo:
		e.Sentence = "did again: " + e.Sentence
	}
	if full {
		own := changes
		if told.Seq != op.Seq {
			if own, err = tx.Changes(op.Seq); err != nil {
				return e, err
			}
			if own, _, err = seenChanges(tx, told, own); err != nil {
				return e, err
			}
		}
		for _, c := range own {
			e.Changes = append(e.Changes, historyChange(cat, c))
		}
	}
	return e, nil
}

// seenChanges takes out what a blind round hides from the viewer. An action of others is
// hidden as a whole, and so is one of her own on what she does again; of an action of
// hers that carried along codings of others, as merging codes does, the rest is told. That
// a copy was brought in is told in any case: whoever did so worked on nothing in it.
func seenChanges(tx *store.Tx, op oplog.Op, changes []oplog.Change) (seen []oplog.Change, hidden bool, err error) {
	merge := op.Kind == oplog.KindMerge
	for _, c := range changes {
		switch h, err := tx.HidesChange(c); {
		case err != nil:
			return nil, false, err
		case h == store.Shown:
			seen = append(seen, c)
		case !merge && (h == store.OwnHidden || op.CoderID != tx.Viewer()):
			return nil, true, nil
		}
	}
	return seen, !merge && len(seen) == 0 && len(changes) > 0, nil
}

func historyChange(cat *catalog, c oplog.Change) HistoryChange {
	h := HistoryChange{Verb: [...]string{"create", "update", "delete"}[c.Verb], Entity: c.Entity.Name, ID: c.ID, Fields: map[string][2]interface{}{}}
	for i, v := range c.Row {
		if i == 0 || v == (oplog.Value{}) {
			continue
		}
		pair := [2]interface{}{nil, plain(c.Entity.Columns[i].Type, v)}
		if c.Verb == oplog.Delete {
			pair[0], pair[1] = pair[1], nil
		}
		h.Fields[c.Entity.Columns[i].Name] = pair
	}
	for _, f := range c.Fields {
		t := c.Entity.Columns[f.Column].Type
		h.Fields[c.Entity.Columns[f.Column].Name] = [2]interface{}{plain(t, f.Before), plain(t, f.New)}
	}
	if of, ok := cat.labelled(c); ok {
		h.Of = &of
	}
	return h
}

func plain(t oplog.Type, v oplog.Value) interface{} {
	switch t {
	case oplog.IntType:
		return v.Int
	case oplog.BoolType:
		return v.Int != 0
	case oplog.IDType:
		if v.Str == "" {
			return nil
		}
		return v.ID().String()
	case oplog.HashType:
		if v.Str == "" {
			return nil
		}
		return qda.Hash([]byte(v.Str)).String()
	}
	return v.Str
}

// UndoState says what undo and redo would do for the present coder, as sentences and,
// as in a HistoryEntry, as keys with what is filled in; "" where there is nothing.
type UndoState struct {
	Undo     string            `json:"undo"`
	UndoKey  string            `json:"undo_key"`
	UndoArgs map[string]string `json:"undo_args"`
	Redo     string            `json:"redo"`
	RedoKey  string            `json:"redo_key"`
	RedoArgs map[string]string `json:"redo_args"`
}

// UndoState reads the nearest of each.
func (p *Project) UndoState(ctx context.Context) (UndoState, error) {
	out := UndoState{UndoArgs: map[string]string{}, RedoArgs: map[string]string{}}
	me := p.Me()
	if me.ID.IsZero() {
		return out, nil
	}
	undo, redo, err := p.store.Nearest(ctx, me.ID)
	if err != nil {
		return out, explained(err)
	}
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		tell := func(op oplog.Op, text, key *string, args *map[string]string) error {
			for op.Kind == oplog.KindUndo || op.Kind == oplog.KindRedo {
				back, err := tx.OpNamed(op.Undoes)
				if err != nil {
					return err
				}
				op = back
			}
			changes, err := tx.Changes(op.Seq)
			if err != nil {
				return err
			}
			changes, hidden, err := seenChanges(tx, op, changes)
			if err != nil {
				return err
			}
			s, err := sentence(tx, cat, op, changes)
			if hidden {
				s = told{"hidden", map[string]string{}}
			}
			*text, *key, *args = s.sentence(), s.key, s.args
			return err
		}
		if n := len(undo); n > 0 {
			if err := tell(undo[n-1], &out.Undo, &out.UndoKey, &out.UndoArgs); err != nil {
				return err
			}
		}
		if len(redo) == 0 {
			return nil
		}
		return tell(redo[0], &out.Redo, &out.RedoKey, &out.RedoArgs)
	})
	return out, err
}

// Undo takes back the present coder's nearest action and says what it was.
func (p *Project) Undo(ctx context.Context) (string, error) {
	return p.back(ctx, p.store.Undo)
}

// Redo does the present coder's nearest undone action again and says what it was.
func (p *Project) Redo(ctx context.Context) (string, error) {
	return p.back(ctx, p.store.Redo)
}

func (p *Project) back(ctx context.Context, do func(context.Context, qda.ID) (oplog.Op, oplog.Op, error)) (string, error) {
	_, by, err := do(ctx, p.Me().ID) // who has not joined has done nothing, and does not join for it
	if err != nil {
		return "", explained(err)
	}
	list, err := p.History(ctx, HistoryFilter{Before: by.Seq + 1, Limit: 1})
	if err != nil || len(list) == 0 {
		return "", err
	}
	return list[0].Sentence, nil
}

// Revert takes back one action out of turn.
func (p *Project) Revert(ctx context.Context, ref oplog.Ref) error {
	me, err := p.join(ctx)
	if err != nil {
		return err
	}
	_, err = p.store.Revert(ctx, me.ID, ref)
	return explained(err)
}
