package engine

import (
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// coderWork names what one coder does with one document in a round.
type coderWork struct{ round, document, coder qda.ID }

// seenWork counts, for what coders did in blind rounds, the codings that were made,
// changed or taken away after they could see the work of the others: after all had
// finished the document for the first time, or the round was unlocked. What was put back
// as it was is not counted, nor what merging codes or editing texts did. It is not known
// of documents whose assignments came into the project as finished, nor told of those
// that are blind again.
func seenWork(tx *store.Tx, rounds []qda.Round, assignments []qda.Assignment) (map[coderWork]int, error) {
	lifted := map[coderWork]int{} // by round and document: place in the log
	read := changesOnce(tx)
	for _, r := range rounds {
		if !r.Blind {
			continue
		}
		blind, err := tx.BlindDocuments(r.ID, false)
		if err != nil {
			return nil, err
		}
		unlocked, err := read.first("round", r.ID, func(c oplog.Change) (string, bool) { return valueOf(c, "unlocked_at") }, func(v string) bool { return v != "" })
		if err != nil {
			return nil, err
		}
		byDocument := map[qda.ID][]qda.Assignment{}
		for _, a := range assignments {
			if a.RoundID == r.ID && !blind[a.DocumentID] {
				byDocument[a.DocumentID] = append(byDocument[a.DocumentID], a)
			}
		}
		for d, list := range byDocument {
			at, err := read.allFinished(list)
			if err != nil {
				return nil, err
			}
			if unlocked > 0 && (at == 0 || unlocked < at) {
				at = unlocked
			}
			if at > 0 {
				lifted[coderWork{round: r.ID, document: d}] = at
			}
		}
	}
	if len(lifted) == 0 {
		return nil, nil
	}
	return read.changedCodings(lifted)
}

// logReader reads operations of the log, each once.
type logReader struct {
	tx   *store.Tx
	read map[int][]oplog.Change
}

func changesOnce(tx *store.Tx) logReader { return logReader{tx, map[int][]oplog.Change{}} }

func (l logReader) changes(seq int) ([]oplog.Change, error) {
	if known, ok := l.read[seq]; ok {
		return known, nil
	}
	changes, err := l.tx.Changes(seq)
	l.read[seq] = changes
	return changes, err
}

// valueOf is the text that a change gives a field, if it touches it.
func valueOf(c oplog.Change, column string) (string, bool) {
	i, ok := c.Entity.Column(column)
	if !ok {
		return "", false
	}
	if c.Verb == oplog.Create {
		return c.Row[i].Str, true
	}
	for _, f := range c.Fields {
		if f.Column == i {
			return f.New.Str, true
		}
	}
	return "", false
}

// first is the place of the first operation that gave a record a value that will do; 0
// if none did.
func (l logReader) first(entity string, id qda.ID, value func(oplog.Change) (string, bool), will func(string) bool) (int, error) {
	ops, err := l.tx.Ops(store.OpFilter{Entity: entity, ID: id})
	if err != nil {
		return 0, err
	}
	for _, op := range ops {
		changes, err := l.changes(op.Seq)
		if err != nil {
			return 0, err
		}
		for _, c := range changes {
			if v, ok := value(c); c.ID == id && ok && will(v) {
				return op.Seq, nil
			}
		}
	}
	return 0, nil
}

// allFinished is the place in the log where the assignments to a document were all
// finished for the first time; 0 if they never were, or it cannot be told.
func (l logReader) allFinished(list []qda.Assignment) (int, error) {
	type step struct {
		seq, which int
		done       bool
	}
	var steps []step
	for i, a := range list {
		ops, err := l.tx.Ops(store.OpFilter{Entity: "assignment", ID: a.ID})
		if err != nil {
			return 0, err
		}
		for _, op := range ops {
			changes, err := l.changes(op.Seq)
			if err != nil {
				return 0, err
			}
			for _, c := range changes {
				state, ok := valueOf(c, "state")
				if c.ID != a.ID || !ok {
					continue
				}
				if c.Verb == oplog.Create && state == qda.AssignmentFinished {
					return 0, nil
				}
				steps = append(steps, step{op.Seq, i, state == qda.AssignmentFinished})
			}
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return a.seq - b.seq })
	finished := make([]bool, len(list))
	for _, s := range steps {
		finished[s.which] = s.done
		if !slices.Contains(finished, false) {
			return s.seq, nil
		}
	}
	return 0, nil
}

// byHand reports whether somebody worked on single codings in an operation, or took back
// one in which somebody did.
func (l logReader) byHand(op oplog.Op) bool {
	for range 64 { // an undo of a redo of an undo …
		if op.Undoes.N == 0 {
			return strings.HasPrefix(op.Kind, "coding.")
		}
		var err error
		if op, err = l.tx.OpNamed(op.Undoes); err != nil {
			return false
		}
	}
	return false
}

// changedCodings counts the codings of which people made something else after the work of
// others could be seen.
func (l logReader) changedCodings(lifted map[coderWork]int) (map[coderWork]int, error) {
	since := 0
	for _, at := range lifted {
		if since == 0 || at < since {
			since = at
		}
	}
	ops, err := l.tx.Ops(store.OpFilter{Kinds: []string{"coding.", oplog.KindUndo, oplog.KindRedo, oplog.KindRevert}, After: since})
	if err != nil {
		return nil, err
	}
	e, _ := oplog.EntityNamed("coding")
	events, rows := map[qda.ID][]codingEvent{}, map[qda.ID]oplog.Row{}
	for _, op := range ops {
		if !l.byHand(op) {
			continue
		}
		changes, err := l.tx.Changes(op.Seq)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			if c.Entity == e {
				events[c.ID] = append(events[c.ID], codingEvent{op.Seq, c})
			}
			if c.Entity == e && c.Row != nil {
				rows[c.ID] = c.Row
			}
		}
	}
	out := map[coderWork]int{}
	for id, list := range events {
		found, err := store.RowsWhere(l.tx, e, store.Eq{"id": id})
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			rows[id] = found[0]
		}
		if rows[id] == nil {
			continue // it is hidden, or went with something else
		}
		var coding qda.Coding
		e.Fill(&coding, rows[id])
		at, ok := lifted[coderWork{round: coding.RoundID, document: coding.DocumentID}]
		list = slices.DeleteFunc(list, func(x codingEvent) bool { return x.seq <= at })
		if ok && differs(e, list) {
			out[coderWork{coding.RoundID, coding.DocumentID, coding.CoderID}]++
		}
	}
	return out, nil
}

// codingEvent is what an operation did to a coding.
type codingEvent struct {
	seq int
	oplog.Change
}

// differs reports whether events in their order leave another coding than there was: it
// came, went, lies elsewhere or has another code.
func differs(e *oplog.Entity, list []codingEvent) bool {
	if len(list) == 0 {
		return false
	}
	was, is := list[0].Verb != oplog.Create, list[len(list)-1].Verb != oplog.Delete
	if !was || !is {
		return was != is
	}
	for _, name := range []string{"start_pos", "end_pos", "code_id"} {
		column, _ := e.Column(name)
		var before, after oplog.Value
		touched := false
		for _, x := range list {
			old, now := oplog.Value{}, oplog.Value{}
			if x.Row != nil { // it went, or came back
				old, now = x.Row[column], x.Row[column]
			} else if i := slices.IndexFunc(x.Fields, func(f oplog.Field) bool { return f.Column == column }); i >= 0 {
				old, now = x.Fields[i].Before, x.Fields[i].New
			} else {
				continue
			}
			if !touched {
				before = old
			}
			after, touched = now, true
		}
		if before != after {
			return true
		}
	}
	return false
}
