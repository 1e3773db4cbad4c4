package engine

import (
	"context"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// FindingVersion is a finding as it was after one action.
type FindingVersion struct {
	Ref       string `json:"ref"` // of the action, as in a HistoryEntry
	At        string `json:"at"`
	Coder     Ref    `json:"coder"`
	Kind      string `json:"kind"` // of the action: "cell.write", "cell.status", "cell.seen", "undo" and so on
	Statement string `json:"statement"`
	Status    string `json:"status"`
	Now       bool   `json:"now"` // it says what the finding says now
}

// FindingVersions lists what a finding said in the course of time, the latest first:
// one entry for each action that changed its words, its status or what it was held
// against. To go back to one is to write it again.
func (p *Project) FindingVersions(ctx context.Context, id qda.ID) ([]FindingVersion, error) {
	out := []FindingVersion{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		is, err := finding(tx, id)
		if err != nil {
			return err
		}
		ops, err := tx.Ops(store.OpFilter{Entity: is.Entity(), ID: id})
		if err != nil {
			return err
		}
		v := FindingVersion{}
		for _, op := range ops {
			changes, err := tx.Changes(op.Seq)
			if err != nil {
				return err
			}
			for _, c := range changes {
				if c.Entity.Name != is.Entity() || c.ID != id || !v.follow(c) {
					continue
				}
				v.Ref, v.At, v.Kind, v.Coder = refText(op.Ref), op.At, op.Kind, Ref{op.CoderID, cat.coderOf[op.CoderID]}
				out = append(out, v)
			}
		}
		slices.Reverse(out)
		for i := range out {
			out[i].Now = out[i].Statement == is.Statement && out[i].Status == is.Status
		}
		return nil
	})
	return out, err
}

// follow takes over what a change says of the finding, and reports whether there is
// anything in it for people.
func (v *FindingVersion) follow(c oplog.Change) bool {
	if c.Verb == oplog.Create {
		var k qda.Cell
		c.Entity.Fill(&k, c.Row)
		v.Statement, v.Status = k.Statement, k.Status
		return true
	}
	told := false
	for _, f := range c.Fields {
		switch c.Entity.Columns[f.Column].Name {
		case "statement":
			v.Statement, told = f.New.Str, true
		case "status":
			v.Status, told = f.New.Str, true
		case "evidence":
			told = true
		}
	}
	return told
}
