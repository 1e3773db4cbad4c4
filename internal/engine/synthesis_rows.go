package engine

import (
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/store"
)

// noOldRows is what a synthesis says of its rows when all of them are records.
const noOldRows = "{}"

// oldRows is how a synthesis of a file before format 6 remembers its rows: cases, and what
// those are called in it that are not called as their cases.
type oldRows struct {
	Cases []qda.ID          `json:"cases"`
	Names map[qda.ID]string `json:"names,omitempty"`
}

func oldRowsOf(s qda.Synthesis) oldRows {
	var r oldRows
	json.Unmarshal([]byte(s.Rows), &r) // what cannot be read has no rows
	return r
}

// rowRecords are the rows of a synthesis in their order; those that only the synthesis
// names have no identity yet.
func rowRecords(tx *store.Tx, s qda.Synthesis) ([]qda.SynthesisRow, error) {
	list, err := store.List[qda.SynthesisRow](tx, store.Eq{"synthesis_id": s.ID})
	if err != nil {
		return nil, err
	}
	var out []qda.SynthesisRow
	old := oldRowsOf(s)
	for i, id := range old.Cases {
		if !slices.Contains(old.Cases[:i], id) && !slices.ContainsFunc(list, func(r qda.SynthesisRow) bool { return r.CaseID == id }) {
			out = append(out, qda.SynthesisRow{SynthesisID: s.ID, Kind: qda.RowOfCase, CaseID: id, Title: old.Names[id]})
		}
	}
	return append(out, list...), nil
}

// rowKey is what cells of a row are found by.
func rowKey(r qda.SynthesisRow) qda.ID {
	if r.Kind == qda.RowOfCase {
		return r.CaseID
	}
	return r.ID
}

// cellKey is the key of the row that a cell belongs to.
func cellKey(c qda.Cell) qda.ID {
	if !c.RowID.IsZero() {
		return c.RowID
	}
	return c.CaseID
}

// rowNow is a row with the cases that it gathers now, in the order of the tree.
type rowNow struct {
	qda.SynthesisRow
	key   qda.ID
	cases []qda.ID
}

// rowsOf reads the rows of a synthesis; those of cases in the bin are left out.
func (w *world) rowsOf(s qda.Synthesis) ([]rowNow, error) {
	list, err := rowRecords(w.tx, s)
	if err != nil {
		return nil, err
	}
	var out []rowNow
	for _, r := range list {
		if r.Kind == qda.RowOfCase && !w.cat.cases.stands(r.CaseID) {
			continue
		}
		cases, err := w.gathered(r)
		if err != nil {
			return nil, err
		}
		out = append(out, rowNow{r, rowKey(r), cases})
	}
	return out, nil
}

// gathered lists the cases that a row stands for, without those below them.
func (w *world) gathered(r qda.SynthesisRow) ([]qda.ID, error) {
	switch r.Kind {
	case qda.RowOfCase:
		return []qda.ID{r.CaseID}, nil
	case qda.RowOfValue:
		var out []qda.ID
		for _, id := range w.cat.cases.leafIDs() {
			if !r.AttributeID.IsZero() && slices.Contains(w.nearestValues(w.cat.cases.byID[id], r.AttributeID), r.Value) {
				out = append(out, id)
			}
		}
		return out, nil
	}
	members, err := store.List[qda.RowMember](w.tx, store.Eq{"row_id": r.ID})
	if err != nil {
		return nil, err
	}
	var out []qda.ID
	for _, k := range w.cat.cases.list {
		if !w.cat.cases.binned[k.ID] && slices.ContainsFunc(members, func(m qda.RowMember) bool { return m.CaseID == k.ID }) {
			out = append(out, k.ID)
		}
	}
	return out, nil
}

// nearestValues are the values of a case, or those of the nearest one above it where it
// has none itself.
func (w *world) nearestValues(k *qda.Case, attribute qda.ID) []string {
	for ; k != nil; k = w.cat.cases.byID[k.ParentID] {
		if list := w.values(k.ID, attribute); len(list) > 0 {
			return list
		}
	}
	return nil
}

func (t caseTree) stands(id qda.ID) bool { return t.byID[id] != nil && !t.binned[id] }

// under gives cases with all that lie below them.
func (t caseTree) under(ids ...qda.ID) map[qda.ID]bool {
	out := map[qda.ID]bool{}
	for _, id := range ids {
		for _, k := range t.within(id) {
			out[k] = true
		}
	}
	return out
}

// leavesUnder counts the compared cases among some and those below them.
func (t caseTree) leavesUnder(ids ...qda.ID) int {
	in, n := t.under(ids...), 0
	for _, leaf := range t.leafIDs() {
		if in[leaf] {
			n++
		}
	}
	return n
}

// ofCell lists the cases of the row that a cell belongs to.
func (w *world) ofCell(c qda.Cell) ([]qda.ID, error) {
	if c.RowID.IsZero() {
		return []qda.ID{c.CaseID}, nil
	}
	r, err := synthesisRow(w.tx, c.RowID)
	if err != nil {
		return nil, err
	}
	return w.gathered(r)
}

func synthesisRow(tx *store.Tx, id qda.ID) (qda.SynthesisRow, error) {
	r, err := store.Get[qda.SynthesisRow](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return r, noRow(id)
	}
	return r, err
}

// gatheringKey names a set of cases, so that what stands in it is counted once.
func gatheringKey(cases []qda.ID) qda.ID {
	if len(cases) == 1 {
		return cases[0]
	}
	parts := []string{"row"}
	for _, id := range cases {
		parts = append(parts, id.String())
	}
	return bundle.DerivedID(parts...)
}

// rowName is what a row is called where it was not given a name: as its case, its value in
// a language, or its cases.
func (w *world) rowName(r rowNow, lang string) (string, error) {
	switch {
	case w.cat.titleIn(r.ID, r.Title, lang) != "":
		return w.cat.titleIn(r.ID, r.Title, lang), nil
	case r.Kind == qda.RowOfCase:
		return w.cat.caseIn(r.CaseID, lang), nil
	case r.Kind == qda.RowOfValue:
		choices, err := w.choices(r.AttributeID)
		for _, c := range choices {
			if c.Name == r.Value {
				return w.cat.label(c.ID, c.Name, lang), err
			}
		}
		return r.Value, err
	}
	var names []string
	for _, id := range r.cases {
		names = append(names, w.cat.caseIn(id, lang))
	}
	return strings.Join(names, ", "), nil
}

func noRow(id qda.ID) error {
	return qda.E(qda.NotFound, "row.gone", "The row {row} is not in the synthesis (any more).", "row", id)
}
