package engine

import (
	"slices"
	"strings"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// placing is an end of a record in a text: columns for the document, for the name of the
// text and for the words, where there are such, and for the positions, which are half-open
// and count code points.
type placing struct{ document, text, start, end, quote string }

var placings = map[string][]placing{
	"coding":    {{"document_id", "text_hash", "start_pos", "end_pos", "quote"}},
	"case_span": {{"document_id", "", "start_pos", "end_pos", ""}},
	"link": {
		{"from_document_id", "from_text_hash", "from_start_pos", "from_end_pos", "from_quote"},
		{"to_document_id", "to_text_hash", "to_start_pos", "to_end_pos", "to_quote"},
	},
}

// leavesAlone are the kinds of action that leave a record as a file had it.
var leavesAlone = []string{"project.import", oplog.KindUndo, oplog.KindRedo}

// counted tells for which documents of the file the person decided how positions count, as
// the keys of conventions name them.
func (in *intake) counted(conventions map[string]string) {
	in.decided = map[qda.ID]bool{}
	for key := range conventions {
		if id, err := qda.ParseID(strings.TrimSpace(key)); err == nil {
			in.decided[id] = true
		}
	}
	if _, all := conventions[""]; all {
		for _, r := range in.b.Records {
			if d, ok := r.(qda.Document); ok {
				in.decided[d.ID] = true
			}
		}
	}
}

// putRight gives the records of the project that nobody touched since they came in the
// places that the file gives them now, in the documents for which the person decided how
// positions count: where they are is what was decided before, or guessed. A record whose
// place another has that stays is left where it is.
func (in *intake) putRight(e *oplog.Entity, rows []oplog.Row, byID map[qda.ID]oplog.Row, byNature map[string]oplog.Row, count *RecordCount) error {
	ends := placings[e.Name]
	if len(in.decided) == 0 || len(ends) == 0 || len(byID) == 0 {
		return nil
	}
	var moves [][2]oplog.Row
	for _, original := range rows {
		row := slices.Clone(original)
		if !in.refit(e, row) {
			continue
		}
		old := in.same(e, original.Key(), row, byID)
		if old == nil {
			continue
		}
		next := slices.Clone(old)
		for _, p := range ends {
			in.place(e, p, original, row, next)
		}
		if slices.Equal(old, next) {
			continue
		}
		ops, err := in.tx.Ops(store.OpFilter{Entity: e.Name, ID: old.Key()})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(ops, func(o oplog.Op) bool { return !slices.Contains(leavesAlone, o.Kind) }) {
			moves = append(moves, [2]oplog.Row{old, next})
		}
	}
	for before := -1; len(moves) != before; {
		before = len(moves)
		var waiting [][2]oplog.Row // for the place of another that goes away itself
		for _, m := range moves {
			to := in.nature(e, m[1])
			if there := byNature[to]; unique[e.Name] && there != nil && there.Key() != m[1].Key() {
				waiting = append(waiting, m)
				continue
			}
			if err := store.SaveRow(in.tx, e, m[1]); err != nil {
				return err
			}
			if from := in.nature(e, m[0]); byNature[from].Key() == m[0].Key() {
				delete(byNature, from)
			}
			byID[m[1].Key()], byNature[to] = m[1], m[1]
			if !in.hidden[m[1].Key()] {
				count.Moved++
			}
		}
		moves = waiting
	}
	return nil
}

// place gives one end of a record the place that a row has, if it lies in the same text of
// a document that was decided on. The original is the row as the file has it.
func (in *intake) place(e *oplog.Entity, p placing, original, row, next oplog.Row) {
	document, _ := e.Column(p.document)
	if !in.decided[original[document].ID()] || next[document] != row[document] {
		return
	}
	if i, ok := e.Column(p.text); ok && next[i] != row[i] {
		return
	}
	for _, name := range []string{p.start, p.end, p.quote} {
		if i, ok := e.Column(name); ok {
			next[i] = row[i]
		}
	}
}
