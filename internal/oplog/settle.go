package oplog

import (
	"slices"
	"unicode/utf8"
)

// write is one value that an operation gave a field, or several that are one.
type write[T comparable] struct {
	Stamp
	before, after T
	from          int // the write that its author had seen; −1 for the value at the beginning, −2 for one that is not known
	tip           bool
	apart         bool // made the record, without knowing that somebody else did: it goes on from nothing
}

// remade gives what making a record again says about a value of it. Made again after it
// was deleted, the record begins from what was deleted: as it was, if that was undone.
// Made by two people who did not know of each other, such as the same label, each has
// given it its value.
func remade[T comparable](of func(Row) T, base T, events []Event) []write[T] {
	var writes []write[T]
	var deletion *Event
	made, deleted := 0, false
	for i, ev := range events {
		switch ev.Verb {
		case Delete:
			deletion, deleted = &events[i], true
		case Create:
			w := write[T]{Stamp: ev.Stamp, before: base, after: of(ev.Row), from: -2, tip: true, apart: deletion == nil}
			if deletion != nil {
				w.before = of(deletion.Row)
			}
			if made++; made > 1 && (w.after != w.before || deletion == nil) {
				writes = append(writes, w)
			}
			deletion = nil
		}
	}
	if made > 1 && !deleted { // the first one's word counts like the others'
		for _, ev := range events {
			if ev.Verb == Create {
				return append([]write[T]{{Stamp: ev.Stamp, before: base, after: of(ev.Row), from: -2, tip: true, apart: true}}, writes...)
			}
		}
	}
	return writes
}

// settled follows the values that were written, from the one at the beginning. It gives
// the value that is shown, and the last write of each side that changed it: the latest of
// them is shown.
func settled[T comparable](base T, writes []write[T]) (shown T, changed []write[T]) {
	slices.SortStableFunc(writes, func(a, b write[T]) int { return a.Stamp.Compare(b.Stamp) })
	if len(writes) == 0 {
		return base, nil
	}
	value := func(i int) T {
		if i < 0 {
			return base
		}
		return writes[i].after
	}
	for i := range writes {
		if writes[i].apart {
			continue
		}
		if writes[i].before == base {
			writes[i].from = -1
		}
		for j := i - 1; j >= 0; j-- {
			if writes[j].after == writes[i].before { // all who wrote it agree, so that whoever goes on goes on from each of them
				writes[j].tip = false
				writes[i].from = max(writes[i].from, j)
			}
		}
	}
	// where two lines of work part; false if they have no beginning in common
	fork := func(a, b int) (T, bool) {
		seen := map[int]bool{}
		apart := false
		for ; a >= 0; a = writes[a].from {
			seen[a] = true
			apart = writes[a].apart
		}
		for ; b >= 0; b = writes[b].from {
			if seen[b] {
				return value(b), true
			}
			apart = apart || writes[b].apart
		}
		return base, !apart
	}
	var tips []int
	for i := range writes {
		if writes[i].tip {
			tips = append(tips, i)
		}
	}
	// who came back to where the lines part did not change anything
	for _, t := range tips {
		idle := false
		for _, u := range tips {
			if at, ok := fork(t, u); ok && t != u && value(t) == at && value(u) != at {
				idle = true
			}
		}
		if !idle {
			changed = append(changed, writes[t])
		}
	}
	if len(changed) == 0 {
		for _, t := range tips {
			changed = append(changed, writes[t])
		}
	}
	return changed[len(changed)-1].after, changed
}

// settleField follows the values of one field.
func settleField(e *Entity, column int, base Value, events []Event) (Value, []Conflict) {
	writes := remade(func(r Row) Value { return r[column] }, base, events)
	for _, ev := range events {
		if ev.Verb != Update {
			continue
		}
		for _, f := range ev.Fields {
			if f.Column == column {
				writes = append(writes, write[Value]{Stamp: ev.Stamp, before: f.Before, after: f.New, from: -2, tip: true})
			}
		}
	}
	shown, changed := settled(base, writes)
	if quiet(e, column) {
		return shown, nil
	}
	bin := e.Columns[column].Name == "deleted_at" // two who put one thing there do not differ
	var conflicts []Conflict
	for _, w := range changed {
		if w.after != shown && !(bin && w.after.Str != "" && shown.Str != "") {
			conflicts = append(conflicts, Conflict{Column: column, Shown: shown, Other: w.after, By: w.Stamp})
		}
	}
	return shown, conflicts
}

// passageOf names the columns of a coding that are one field: where it begins and ends,
// in which text, and what that says there. It is empty for other kinds of record.
func passageOf(e *Entity) []int {
	if e.Name != "coding" {
		return nil
	}
	var columns []int
	for _, name := range []string{"start_pos", "end_pos", "text_hash", "quote"} {
		if i, ok := e.Column(name); ok {
			columns = append(columns, i)
		}
	}
	return columns
}

// passage is where a coding lies, in the order of [passageOf].
type passage [4]Value

const startPart, endPart, textPart, quotePart = 0, 1, 2, 3

// settlePassage follows the passage of a coding. An operation tells only those parts of
// it that it changed. Where its words are told they give the length, and so the end that
// stayed; what else is not told was for the author as in the latest passage before that
// agrees with what was changed.
func settlePassage(columns []int, base Row, events []Event) passage {
	of := func(r Row) (p passage) {
		for i, c := range columns {
			p[i] = r[c]
		}
		return p
	}
	first := of(base)
	writes := remade(of, first, events)
	known := []passage{first}
	for _, ev := range events {
		switch ev.Verb {
		case Create:
			known = append(known, of(ev.Row))
		case Update:
			told := map[int]Field{}
			for _, f := range ev.Fields {
				if i := slices.Index(columns, f.Column); i >= 0 {
					told[i] = f
				}
			}
			if _, text := told[textPart]; len(told) == 0 || text && len(told) == 1 {
				continue // the text was edited elsewhere: that is no word about this passage
			}
			before := known[len(known)-1]
			for _, p := range slices.Backward(known) {
				agrees := true
				for i, f := range told {
					agrees = agrees && p[i] == f.Before
				}
				if agrees {
					before = p
					break
				}
			}
			after := before
			for i, f := range told {
				before[i], after[i] = f.Before, f.New
			}
			if _, words := told[quotePart]; words {
				_, start := told[startPart]
				_, end := told[endPart]
				for _, p := range []*passage{&before, &after} {
					length := int64(utf8.RuneCountInString(p[quotePart].Str))
					switch {
					case start && !end:
						p[endPart].Int = p[startPart].Int + length
					case end && !start:
						p[startPart].Int = p[endPart].Int - length
					}
				}
			}
			writes = append(writes, write[passage]{Stamp: ev.Stamp, before: before, after: after, from: -2, tip: true})
			known = append(known, after)
		}
	}
	shown, _ := settled(first, writes)
	return shown
}
