package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// rowOrder is the rows of a synthesis while they are changed; all of them are records.
type rowOrder struct {
	tx   *store.Tx
	cat  *catalog
	of   qda.ID
	rows []qda.SynthesisRow
}

// openRows reads the rows of a synthesis to change them, and makes records of those that
// only the synthesis names.
func openRows(tx *store.Tx, cat *catalog, s qda.Synthesis) (*rowOrder, error) {
	list, err := rowRecords(tx, s)
	if err != nil {
		return nil, err
	}
	o := &rowOrder{tx: tx, cat: cat, of: s.ID, rows: list}
	if s.Rows == noOldRows {
		return o, nil
	}
	for _, r := range list { // a case that is not there, not even in the bin, cannot be pointed at
		if _, err := store.Get[qda.Case](tx, r.CaseID); r.ID.IsZero() && qda.KindOf(err) == qda.NotFound {
			list = slices.DeleteFunc(slices.Clone(list), func(x qda.SynthesisRow) bool { return x.CaseID == r.CaseID })
		}
	}
	s.Rows = noOldRows
	if err := store.Save(tx, s); err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].ID.IsZero() { // two people who do this apart make the same records
			list[i].ID = qda.NaturalID("synthesis_row", s.ID, list[i].CaseID)
		}
	}
	return o, o.write(list)
}

// write gives the rows an order: those that have no place yet are made, those that stand
// before another than before move, and the rest is not touched.
func (o *rowOrder) write(order []qda.SynthesisRow) error {
	last := ""
	for i := range order {
		r := &order[i]
		fresh, moves := r.Pos == "", r.Pos <= last
		if moves {
			next := ""
			for _, x := range order[i+1:] {
				if x.Pos > last && next == "" {
					next = x.Pos
				}
			}
			r.Pos = qda.OrderBetween(last, next)
		}
		last = r.Pos
		var err error
		if r.ID.IsZero() {
			r.ID = o.tx.NewID()
		}
		if fresh {
			err = store.Put(o.tx, *r)
		} else if moves {
			err = store.Save(o.tx, *r)
		}
		if err != nil {
			return err
		}
	}
	o.rows = order
	return nil
}

func (o *rowOrder) find(key qda.ID) int {
	return slices.IndexFunc(o.rows, func(r qda.SynthesisRow) bool { return rowKey(r) == key || r.ID == key })
}

// arrange makes the rows those that are named, by their keys or cases; no name leaves
// them as they are.
func (o *rowOrder) arrange(keys []qda.ID) error {
	if len(keys) == 0 {
		return nil
	}
	var order []qda.SynthesisRow
	named := map[int]bool{}
	for _, key := range keys {
		i := o.find(key)
		switch {
		case i >= 0 && named[i]:
		case i >= 0:
			named[i] = true
			order = append(order, o.rows[i])
		case o.cat.cases.byID[key] == nil:
			return noCase(key)
		case !slices.ContainsFunc(order, func(r qda.SynthesisRow) bool { return r.CaseID == key }):
			order = append(order, qda.SynthesisRow{SynthesisID: o.of, Kind: qda.RowOfCase, CaseID: key})
		}
	}
	for i, r := range o.rows {
		switch {
		case named[i]:
		case r.Kind != qda.RowOfCase || o.cat.cases.binned[r.CaseID]: // nobody saw the latter to leave it out
			order = append(order, r)
		default:
			if err := store.Delete[qda.SynthesisRow](o.tx, r.ID); err != nil {
				return err
			}
		}
	}
	return o.write(order)
}

// call gives a row another name; "" takes it back.
func (o *rowOrder) call(key qda.ID, name string) error {
	i := o.find(key)
	if i < 0 {
		if o.cat.cases.byID[key] == nil {
			return noCase(key)
		}
		return noRow(key)
	}
	if o.rows[i].Title = strings.TrimSpace(name); o.rows[i].Title == "" && o.rows[i].Kind == qda.RowOfGroup {
		return noRowTitle()
	}
	return store.Save(o.tx, o.rows[i])
}

func noRowTitle() error {
	return qda.E(qda.Invalid, "row.no_title", "A group of cases needs a name. Nothing was changed.")
}

// SaveRow makes a row of a synthesis or changes one.
type SaveRow struct {
	ID        qda.ID   `json:"id" ts_type:"string"` // the row, as a view of the synthesis gives it; none for a new one
	Synthesis qda.ID   `json:"synthesis" ts_type:"string"`
	Kind      string   `json:"kind"`  // "case", "value" or "group"; that of a row which is there stays
	Title     string   `json:"title"` // "": as its case or its value
	Case      qda.ID   `json:"case" ts_type:"string"`
	Attribute qda.ID   `json:"attribute" ts_type:"string"` // of cases
	Value     string   `json:"value"`
	Members   []qda.ID `json:"members" ts_type:"string[]"` // the cases of a group
	After     *qda.ID  `json:"after" ts_type:"string"`     // the row that it shall follow, none for the first place; absent: where it is, a new one at the end
	// Titles are its names in other languages; those not named stay, "" takes one away.
	Titles map[string]string `json:"titles,omitempty"`
}

// SaveRow writes it and gives its key, under which a view of the synthesis shows it.
func (p *Project) SaveRow(ctx context.Context, r SaveRow) (qda.ID, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return r.ID, err
	}
	key := r.ID
	_, err = p.update(ctx, addOrEdit("row", r.ID), func(tx *store.Tx) error {
		s, err := store.Get[qda.Synthesis](tx, r.Synthesis)
		if err != nil {
			return noSynthesis(r.Synthesis)
		}
		o, err := openRows(tx, cat, s)
		if err != nil {
			return err
		}
		row := qda.SynthesisRow{SynthesisID: s.ID, Kind: r.Kind}
		at := len(o.rows)
		if !r.ID.IsZero() {
			if at = o.find(r.ID); at < 0 {
				return noRow(r.ID)
			}
			row = o.rows[at]
		}
		if err := o.fill(&row, r, at); err != nil {
			return err
		}
		order := slices.Clone(o.rows)
		if at < len(order) {
			order[at] = row
			if err := store.Save(tx, row); err != nil {
				return err
			}
		} else {
			order = append(order, row)
		}
		if r.After != nil {
			rest := slices.Delete(slices.Clone(order), at, at+1)
			to := 0
			if !r.After.IsZero() {
				if to = slices.IndexFunc(rest, func(x qda.SynthesisRow) bool { return rowKey(x) == *r.After }) + 1; to == 0 {
					return qda.E(qda.NotFound, "order.no_neighbour", "What it should follow is not there (any more). Nothing was changed.")
				}
			}
			order, at = slices.Insert(rest, to, row), to
		}
		if err := o.write(order); err != nil {
			return err
		}
		row = o.rows[at]
		key = rowKey(row)
		if err := setTitles(tx, "synthesis_row", row.ID, r.Titles); err != nil {
			return err
		}
		if row.Kind == qda.RowOfGroup {
			return setMembers(tx, row.ID, r.Members)
		}
		return nil
	})
	return key, err
}

// fill puts what a request says into a row, and refuses what gathers nothing or stands
// there already. at is the place of the row among the others.
func (o *rowOrder) fill(row *qda.SynthesisRow, r SaveRow, at int) error {
	row.Title = strings.TrimSpace(r.Title)
	twice := func(same func(qda.SynthesisRow) bool) error {
		for i, x := range o.rows {
			if i != at && same(x) {
				return qda.E(qda.Conflict, "row.twice", "The synthesis has a row for this already. Nothing was changed.")
			}
		}
		return nil
	}
	switch row.Kind {
	case qda.RowOfCase:
		if !row.CaseID.IsZero() {
			return nil
		}
		if row.CaseID = r.Case; o.cat.cases.byID[r.Case] == nil {
			return noCase(r.Case)
		}
		return twice(func(x qda.SynthesisRow) bool { return x.CaseID == r.Case })
	case qda.RowOfValue:
		a, err := o.cat.attribute(r.Attribute)
		if err != nil {
			return err
		}
		if a.Scope != qda.OnCase {
			return qda.E(qda.Invalid, "row.attribute", "{attribute} is no attribute of cases, so no cases can be gathered by it. Nothing was changed.", "attribute", a.Name)
		}
		choices, err := store.List[qda.Choice](o.tx, store.Eq{"attribute_id": a.ID})
		if err != nil {
			return err
		}
		if row.Value, err = checkValue(a, choices, r.Value); err != nil {
			return err
		}
		row.AttributeID = a.ID
		return twice(func(x qda.SynthesisRow) bool { return x.AttributeID == a.ID && x.Value == row.Value })
	case qda.RowOfGroup:
		if row.Title == "" {
			return noRowTitle()
		}
		if len(r.Members) == 0 {
			return qda.E(qda.Invalid, "row.no_cases", "A group needs at least one case. Nothing was changed.")
		}
		for _, id := range r.Members {
			if o.cat.cases.byID[id] == nil {
				return noCase(id)
			}
		}
		return nil
	}
	return qda.E(qda.Invalid, "row.kind", "A row is a case, a value of an attribute or a group of cases. Nothing was changed.")
}

// setMembers makes the cases of a group those that are named.
func setMembers(tx *store.Tx, row qda.ID, cases []qda.ID) error {
	have, err := store.List[qda.RowMember](tx, store.Eq{"row_id": row})
	if err != nil {
		return err
	}
	there := map[qda.ID]bool{}
	for _, m := range have {
		if there[m.CaseID] = true; !slices.Contains(cases, m.CaseID) {
			if err := store.Delete[qda.RowMember](tx, m.ID); err != nil {
				return err
			}
		}
	}
	for _, id := range cases {
		if there[id] {
			continue
		}
		there[id] = true
		if err := store.Put(tx, qda.RowMember{ID: tx.NewID(), RowID: row, CaseID: id}); err != nil {
			return err
		}
	}
	return nil
}

// RemoveRow takes a row out of a synthesis. What was found for a case stays with the case;
// any other row is deleted with its findings.
func (p *Project) RemoveRow(ctx context.Context, synthesis, row qda.ID) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	_, err = p.update(ctx, "row.remove", func(tx *store.Tx) error {
		s, err := store.Get[qda.Synthesis](tx, synthesis)
		if err != nil {
			return noSynthesis(synthesis)
		}
		o, err := openRows(tx, cat, s)
		if err != nil {
			return err
		}
		i := o.find(row)
		if i < 0 {
			return noRow(row)
		}
		return store.Delete[qda.SynthesisRow](tx, o.rows[i].ID)
	})
	return err
}

// renameRows has rows that gather the cases with a value follow its new name. All of them
// lose the old name first, because two values may have changed names with each other. Where
// a row goes by the new name already, it gets what the other one says.
func renameRows(tx *store.Tx, attribute qda.ID, renamed map[string]string) error {
	if len(renamed) == 0 {
		return nil
	}
	rows, err := store.List[qda.SynthesisRow](tx, store.Eq{"attribute_id": attribute})
	if err != nil {
		return err
	}
	var stay, change []qda.SynthesisRow
	for _, r := range rows {
		if renamed[r.Value] == "" {
			stay = append(stay, r)
		} else {
			change = append(change, r)
		}
	}
	for _, r := range change {
		r.Value = r.ID.String()
		if err := store.Save(tx, r); err != nil {
			return err
		}
	}
	for _, r := range change {
		r.Value = renamed[r.Value]
		twin := slices.IndexFunc(stay, func(s qda.SynthesisRow) bool { return s.SynthesisID == r.SynthesisID && s.Value == r.Value })
		if twin >= 0 {
			err = joinRows(tx, r, stay[twin])
		} else {
			err = store.Save(tx, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// joinRows puts the findings of one row after those of another in its columns, but for
// words that stand there already, and deletes the row.
func joinRows(tx *store.Tx, gone, stays qda.SynthesisRow) error {
	have, err := store.List[qda.Cell](tx, store.Eq{"row_id": stays.ID})
	if err != nil {
		return err
	}
	list, err := store.List[qda.Cell](tx, store.Eq{"row_id": gone.ID})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b qda.Cell) int { return cmp.Or(cmp.Compare(a.Part, b.Part), compareIDs(a.ID, b.ID)) })
	for _, c := range list {
		part, said := 0, c.Statement == ""
		for _, h := range have {
			if h.DimensionID == c.DimensionID {
				part, said = max(part, h.Part+1), said || h.Statement == c.Statement
			}
		}
		if said {
			cited, err := tx.CountAll("citation", "owner_id", c.ID)
			if err != nil {
				return err
			}
			if cited == 0 {
				continue
			}
		}
		c.RowID, c.Part = stays.ID, part
		have = append(have, c)
		if err := store.Save(tx, c); err != nil {
			return err
		}
	}
	return store.Delete[qda.SynthesisRow](tx, gone.ID)
}
