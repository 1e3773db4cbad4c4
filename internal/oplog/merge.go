package oplog

import (
	"cmp"
	"slices"
	"strings"
)

// Merging is a function of the set of operations that people made, and of nothing
// else: not of the order in which copies met, not of clocks, not of file names. What
// a record is after a merge is found by [Settle] from all operations that ever
// touched it, in the order of their stamps. Two copies that hold the same operations
// hold the same records; meeting twice changes nothing.
//
// Operations that only carry over what is in others already (a merge, its undo, the
// making of a packet) are [Derived]: they say what happened to a file and do not
// count as anybody's word. What follows from a meeting beyond single records, such as
// that values take the new name of what is permitted, is done after it by whoever
// merges, in operations that are her word and go with the merge; see [GoesWithMerge].

// More kinds of operation that the log itself gives a meaning to.
const (
	KindMerge  = "merge"         // brought another copy's operations in
	KindPacket = "packet.create" // made a smaller project out of parts of this one
)

// Kinds of operation by which whoever merges decides on what the merge brought, right after
// it in its session. They are her word, and are taken back together with the merge.
const (
	KindMergeDecide = "merge.decide"   // between two versions
	KindMergeUnify  = "merge.unify"    // joined documents with the same text
	KindMergeLeave  = "merge.leave"    // put into the bin what is not wanted
	KindMergeFollow = "merge.follow"   // had what was done with merged things follow to what took their place
	KindMergeValues = "merge.values"   // had values follow the new names of what is permitted
	KindUnify       = "document.unify" // KindMergeUnify at any other time
)

// GoesWithMerge reports whether operations of the kind follow a merge and go with it.
func GoesWithMerge(kind string) bool {
	switch kind {
	case KindMergeDecide, KindMergeUnify, KindMergeLeave, KindMergeFollow, KindMergeValues:
		return true
	}
	return false
}

// Derived reports, for every operation of a log that does not count as anybody's
// word, that it does not: merges, packets, and whatever takes one of these back or
// does it again.
func Derived(ops []Op) map[Ref]bool {
	byRef := make(map[Ref]Op, len(ops))
	for _, op := range ops {
		byRef[op.Ref] = op
	}
	out := map[Ref]bool{}
	for _, op := range ops {
		root := op
		for steps := 0; steps <= len(ops); steps++ {
			back, ok := byRef[root.Undoes]
			if root.Undoes.IsZero() || !ok {
				break
			}
			root = back
		}
		if root.Kind == KindMerge || root.Kind == KindPacket {
			out[op.Ref] = true
		}
	}
	return out
}

// Standing reports which operations stand: an operation that a standing one took
// back does not. The operations must be in the order of the log.
func Standing(ops []Op) map[Ref]bool {
	out := make(map[Ref]bool, len(ops))
	for _, op := range slices.Backward(ops) {
		if _, taken := out[op.Ref]; !taken {
			out[op.Ref] = true
		}
		if out[op.Ref] && !op.Undoes.IsZero() {
			out[op.Undoes] = false
		}
	}
	return out
}

// Stamp orders operations: by logical time, and where that is equal, which means
// that neither author knew of the other, by identity.
type Stamp struct {
	Lamport int
	Ref     Ref
}

// Compare orders stamps.
func (s Stamp) Compare(t Stamp) int {
	return cmp.Or(cmp.Compare(s.Lamport, t.Lamport), strings.Compare(string(s.Ref.Session[:]), string(t.Ref.Session[:])), cmp.Compare(s.Ref.N, t.Ref.N))
}

// Event is one change of one record by one operation.
type Event struct {
	Stamp
	Change
}

// Outcome is what a record is when all that was done to it is taken together.
type Outcome struct {
	Row       Row  // its fields, also if it is gone; nil if nothing ever made it
	Alive     bool // whether it is there
	Conflicts []Conflict
}

// Conflict is a difference that a person has to decide on. Column is −1 where one
// side deleted what the other changed: the record then stays.
type Conflict struct {
	Column       int
	Shown, Other Value
	By           Stamp // of the operation whose value is not shown
}

// Settle takes all events of one record together. They may come in any order.
//
//   - A field that one side changed has that side's value. If several did, the latest
//     is shown and the others are conflicts. Who knew of whom is read off the chain
//     of values before and after.
//   - Two who made the same thing have each given it their words: the later ones are
//     shown and the others are conflicts. Who goes on from what several wrote alike goes
//     on from all of them.
//   - The ends of a coding, with the text that they are of and its words there, are one
//     field: an end of one side and one of the other would be nobody's passage.
//   - Deleting a coding, or what only hangs on one, wins over changes of it. For
//     everything else the change wins: what somebody was still working on comes back,
//     and is a conflict. That the one who deleted it had not seen the change is read
//     off the row that was deleted.
func Settle(e *Entity, events []Event) Outcome {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b Event) int { return a.Stamp.Compare(b.Stamp) })
	var out Outcome
	var deletion *Event
	for i, ev := range events {
		switch ev.Verb {
		case Create:
			if out.Row == nil {
				out.Row = slices.Clone(ev.Row)
			}
			out.Alive, deletion = true, nil
		case Delete:
			out.Alive, deletion = false, &events[i]
		}
	}
	if out.Row == nil {
		return out
	}
	passage := passageOf(e)
	for column := 1; column < len(out.Row); column++ {
		if slices.Contains(passage, column) {
			continue
		}
		value, conflicts := settleField(e, column, out.Row[column], events)
		out.Row[column] = value
		out.Conflicts = append(out.Conflicts, conflicts...)
	}
	if len(passage) > 0 {
		for i, v := range settlePassage(passage, out.Row, events) {
			out.Row[passage[i]] = v
		}
	}
	switch {
	case out.Alive:
	case deleteWins[e.Name]:
		out.Conflicts = nil
	default:
		for column, v := range out.Row {
			if v != deletion.Row[column] && written(e, column, events) {
				out.Alive = true
				out.Conflicts = append(out.Conflicts, Conflict{Column: -1, By: deletion.Stamp})
				break
			}
		}
		if !out.Alive {
			out.Conflicts = nil
		}
	}
	return out
}

// deleteWins are the kinds of record of which a deletion stands against changes:
// they belong to one person, or say no more than that two things go together.
var deleteWins = map[string]bool{
	"coding": true, "coding_check": true, "qualifier": true, "assignment": true, "set_member": true, "case_span": true, "link": true, "passage_language": true, "excerpt": true, "refused_mention": true, "row_member": true,
	"label": true, "actor_name": true, "relation": true, "preserved": true,
	"identifier_answer": true, // taken back, the question is open again, which is the safe side
}

// DeleteWins reports whether deleting a record of the kind stands against changes.
func DeleteWins(e *Entity) bool { return deleteWins[e.Name] }

// bookkeeping are fields that no person writes as such: the later one is as good.
var bookkeeping = map[string]bool{
	"pos": true, "created_at": true, "changed_at": true, "at": true, "finished_at": true, "unlocked_at": true, "color": true,
}

// quiet are more fields whose differences are not worth a question: the ends of a
// coding belong to one coder, whose latest word counts, and of two who say that it still
// holds the later one is as good.
func quiet(e *Entity, column int) bool {
	return bookkeeping[e.Columns[column].Name] || e.Name == "coding" || e.Name == "coding_check" || e.Name == "assignment" || e.Name == "merge_conflict"
}

// written reports whether somebody changed the field in a way that others must not
// lose. Where a record lies in a tree is not such a field; and what only the merge
// itself changed, such as the place of a memo whose coding is gone, nobody wrote.
func written(e *Entity, column int, events []Event) bool {
	name := e.Columns[column].Name
	if bookkeeping[name] || name == "parent_id" {
		return false
	}
	for _, ev := range events {
		for _, f := range ev.Fields {
			if f.Column == column {
				return true
			}
		}
	}
	return false
}
