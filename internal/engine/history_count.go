package engine

import (
	"strconv"
	"strings"

	"articula/internal/oplog"
	"articula/internal/store"
)

// madeOn names, by kind of record, the columns that say what a record was made on, where an
// action is told by that.
var madeOn = map[string][]string{
	"qualifier":    {"owner_id"},
	"coding_check": {"coding_id"},
	"decision":     {"document_id", "code_id", "start_pos", "end_pos"},
}

// about names what a change was made on: a value that takes the place of another changes
// one coding, not two, and so it is with decisions. It is "" for a decision beside those
// that were made or taken back, of which only what it cuts off has changed.
func about(tx *store.Tx, kind string, c oplog.Change) (string, error) {
	if c.Entity.Name == "decision" && c.Verb == oplog.Update && (kind == "adjudicate" || kind == "adjudicate.withdraw") {
		return "", nil
	}
	row := c.Row
	if row == nil && madeOn[c.Entity.Name] != nil {
		var err error
		if row, err = tx.LastRow(c.Entity, c.ID); err != nil {
			return "", err
		}
	}
	if row == nil || madeOn[c.Entity.Name] == nil {
		return c.ID.String(), nil
	}
	var parts []string
	for _, name := range madeOn[c.Entity.Name] {
		i, _ := c.Entity.Column(name)
		if c.Entity.Columns[i].Type == oplog.IDType {
			parts = append(parts, row[i].ID().String())
		} else {
			parts = append(parts, strconv.FormatInt(row[i].Int, 10))
		}
	}
	return strings.Join(parts, "/"), nil
}
