package engine

import (
	"context"

	"articula/internal/qda"
	"articula/internal/store"
)

// RecodeCodings gives codings another code. Each keeps its identity, memos, facets
// and history; where the coder already has that code on the same words, the two
// become one. It gives the codings that stand afterwards.
func (p *Project) RecodeCodings(ctx context.Context, ids []qda.ID, code qda.ID) ([]CodingView, error) {
	var kept []qda.ID
	_, err := p.update(ctx, "coding.recode", func(tx *store.Tx) (err error) {
		kept, err = p.recode(tx, ids, code)
		return err
	})
	if err != nil {
		return nil, err
	}
	return p.codingsByID(ctx, kept)
}

// RecodeToNew makes a code, or takes the one of this path that stands already, and gives it to
// codings, as one operation.
func (p *Project) RecodeToNew(ctx context.Context, ids []qda.ID, made NewCode) ([]CodingView, error) {
	var kept []qda.ID
	if len(made.Names) == 0 {
		return nil, qda.E(qda.Invalid, "coding.no_code", "No code was chosen. Nothing was changed.")
	}
	_, err := p.update(ctx, "coding.recode", func(tx *store.Tx) error {
		if len(ids) == 0 {
			return noneToSplit()
		}
		code, err := makeCode(tx, made)
		if err != nil {
			return err
		}
		kept, err = p.recode(tx, ids, code)
		return err
	})
	if err != nil {
		return nil, err
	}
	return p.codingsByID(ctx, kept)
}

// SplitCode takes codings away from their codes to a new code.
type SplitCode struct {
	Codings []qda.ID `json:"codings" ts_type:"string[]"`
	Name    string   `json:"name"`                    // of the new code
	Parent  qda.ID   `json:"parent" ts_type:"string"` // under which it stands; none: at the top
}

// SplitCode makes a code and gives it to codings, as one operation: they keep their
// identity, memos and history.
func (p *Project) SplitCode(ctx context.Context, r SplitCode) ([]CodingView, error) {
	var kept []qda.ID
	_, err := p.update(ctx, "code.split", func(tx *store.Tx) error {
		if len(r.Codings) == 0 {
			return noneToSplit()
		}
		c, err := addCode(tx, AddCode{Name: r.Name, Parent: r.Parent})
		if err != nil {
			return err
		}
		kept, err = p.recode(tx, r.Codings, c.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return p.codingsByID(ctx, kept)
}

func noneToSplit() error {
	return qda.E(qda.Invalid, "code.split_none", "Choose the codings that the new code takes over. Nothing was changed.")
}

// recode gives codings another code within an operation, and names those that stand
// afterwards.
func (p *Project) recode(tx *store.Tx, ids []qda.ID, code qda.ID) (kept []qda.ID, err error) {
	if _, err := codableCode(tx, code); err != nil {
		return nil, err
	}
	for _, id := range ids {
		c, err := p.ownCoding(tx, id)
		if err != nil {
			return nil, err
		}
		twin, err := sameCoding(tx, c, code)
		switch {
		case err != nil:
			return nil, err
		case twin != nil && twin.ID == c.ID:
			kept = append(kept, id)
			continue
		case twin != nil:
			err = foldCoding(tx, c, *twin)
			kept = append(kept, twin.ID)
		default:
			c.CodeID = code
			err = store.Save(tx, c)
			kept = append(kept, id)
		}
		if err != nil {
			return nil, err
		}
	}
	return kept, nil
}
