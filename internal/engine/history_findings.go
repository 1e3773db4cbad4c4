package engine

import (
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// A change of a memo or of a finding that was there before holds what is different now, and
// neither what the memo is called nor where the finding stands: that is read from the record
// as it stands, or as it stood when it was taken away.

// memoName is what a memo is called after a change to it: its title, or how its text begins.
func memoName(tx *store.Tx, c oplog.Change) (string, error) {
	row := c.Row
	if row == nil {
		var err error
		if row, err = tx.LastRow(c.Entity, c.ID); err != nil || row == nil {
			return "", err
		}
	}
	var m qda.Memo
	c.Entity.Fill(&m, row)
	if f, ok := field(c, "title"); ok {
		m.Title = f.New.Str
	}
	if f, ok := field(c, "body"); ok {
		m.Body = f.New.Str
	}
	if m.Title != "" {
		return m.Title, nil
	}
	return inVivoName(m.Body), nil
}

// tellFinding chooses the sentence for what was done to one finding, and adds to args what it
// is filled with. What is written into a finding that said nothing is told like a new one, and
// one that never said anything by its place.
func tellFinding(tx *store.Tx, cat *catalog, kind string, c oplog.Change, args map[string]string) (key string, err error) {
	statement, said := field(c, "statement")
	_, put := field(c, "status")
	switch {
	case kind == "cell.write" && c.Verb == oplog.Update:
		switch {
		case said && statement.Before.Str == "":
			args["quote"] = inVivoName(statement.New.Str)
			return kind, nil
		case said && put:
			key = "cell.write.status"
		case said:
			key = "cell.write.statement"
		case put:
			key = "cell.status"
		default:
			key = "cell.write.again"
		}
	case kind == "cell.write" && args["quote"] == "":
		key = "cell.write.begin"
	case kind == "cell.remove" && args["quote"] == "":
		key = "cell.remove.begun"
	case kind == "cell.status":
		key = kind
	default:
		return kind, nil
	}
	args["status"] = statusSet(c)
	args["place"], err = findingPlace(tx, cat, c)
	return key, err
}

// statusSet is what changes set findings to. Where none changes a status, what was reviewed
// is called so again, because of what stands at its place now.
func statusSet(changes ...oplog.Change) string {
	for _, c := range changes {
		if f, ok := field(c, "status"); ok && c.Entity.Name == "cell" {
			return f.New.Str
		}
	}
	return FindingReviewed
}

// findingPlace says where a finding stands, as "row × column"; "" if nothing tells it.
func findingPlace(tx *store.Tx, cat *catalog, c oplog.Change) (string, error) {
	var k qda.Cell
	var d qda.Dimension
	if known, err := lastKnown(tx, &k, c.ID); err != nil || !known {
		return "", err
	}
	if known, err := lastKnown(tx, &d, k.DimensionID); err != nil || !known {
		return "", err
	}
	row := cat.caseIn(k.CaseID, "")
	if !k.RowID.IsZero() {
		var r qda.SynthesisRow
		if _, err := lastKnown(tx, &r, k.RowID); err != nil {
			return "", err
		}
		if row = r.Title; row == "" {
			row = r.Value
		}
	}
	if row == "" {
		return "", nil
	}
	return row + " × " + d.Title, nil
}

// lastKnown reads a record as it stands, or as it stood last, and reports whether there ever
// was one.
func lastKnown[T qda.Record](tx *store.Tx, out *T, id qda.ID) (bool, error) {
	e := oplog.EntityOf(*out)
	row, err := tx.LastRow(e, id)
	if err != nil || row == nil {
		return false, err
	}
	e.Fill(out, row)
	return true, nil
}

// field is what a change does to a column of a record that was there before.
func field(c oplog.Change, column string) (oplog.Field, bool) {
	for _, f := range c.Fields {
		if c.Entity.Columns[f.Column].Name == column {
			return f, true
		}
	}
	return oplog.Field{}, false
}
