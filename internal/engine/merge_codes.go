package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// MergeCodes says which codes become part of which.
type MergeCodes struct {
	From []qda.ID `json:"from" ts_type:"string[]"`
	Into qda.ID   `json:"into" ts_type:"string"`
}

// MergePreview is what merging codes would do.
type MergePreview struct {
	Codings    int    `json:"codings"`    // that get the other code
	Duplicates int    `json:"duplicates"` // of them, that would stand twice and become one
	Children   int    `json:"children"`   // codes that move under the target
	Into       string `json:"into"`       // path of the target
}

// PreviewMergeCodes counts what MergeCodes would do, and changes nothing.
func (p *Project) PreviewMergeCodes(ctx context.Context, r MergeCodes) (MergePreview, error) {
	var pre MergePreview
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		pre, err = mergeCodes(tx, r, false)
		return err
	})
	return pre, err
}

// MergeCodes gives the codings of some codes to another. Each coding keeps its
// identity, memo, facets and history. Where a coder already has the target on the
// very same words, the two become one, and memos and facets of both stay. The
// merged codes go to the bin and remember where they went. What was decided on them holds
// on the target.
func (p *Project) MergeCodes(ctx context.Context, r MergeCodes) (MergePreview, error) {
	pre, err := p.PreviewMergeCodes(ctx, r) // what the coder may know of it
	if err != nil {
		return pre, err
	}
	_, err = p.update(ctx, "code.merge", func(tx *store.Tx) error {
		if _, err := mergeCodes(tx.Unblinded(), r, true); err != nil {
			return err
		}
		return p.settleDecided(tx.Unblinded(), r.Into, false)
	})
	return pre, err
}

func mergeCodes(tx *store.Tx, r MergeCodes, do bool) (MergePreview, error) {
	tree, err := readTree(tx)
	if err != nil {
		return MergePreview{}, err
	}
	into := tree.Node(r.Into)
	if into == nil || into.Binned {
		return MergePreview{}, noCode(r.Into)
	}
	if into.Code.Folder {
		return MergePreview{}, qda.E(qda.Invalid, "code.folder", "{code} is a folder and cannot be applied to text. Choose a code below it.", "code", into.Path())
	}
	rounds, err := store.List[qda.Round](tx, store.Eq{"kind": qda.ConsensusRound})
	if err != nil {
		return MergePreview{}, err
	}
	pre := MergePreview{Into: into.Path()}
	folded := map[qda.ID]qda.ID{}
	for _, id := range r.From {
		n := tree.Node(id)
		if n == nil {
			return pre, noCode(id)
		}
		if tree.Under(r.Into, id) {
			return pre, qda.E(qda.Conflict, "code.merge_up", "{code} cannot be merged into {into}, which is the same or lies under it. Nothing was changed.", "code", n.Path(), "into", into.Path())
		}
		codings, err := allCodings(tx, store.CodingFilter{Codes: []qda.ID{id}, Binned: true})
		if err != nil {
			return pre, err
		}
		for _, c := range codings {
			pre.Codings++
			find := sameCoding
			if slices.ContainsFunc(rounds, func(r qda.Round) bool { return r.ID == c.RoundID }) {
				find = sameDecided
			}
			twin, err := find(tx, c, r.Into)
			if err != nil {
				return pre, err
			}
			if twin != nil {
				pre.Duplicates++
			}
			if !do {
				continue
			}
			if twin == nil {
				c.CodeID = r.Into
				err = store.Save(tx, c)
			} else {
				folded[c.ID] = twin.ID
				err = foldCoding(tx, c, *twin)
			}
			if err != nil {
				return pre, err
			}
		}
		last := ""
		if k := len(into.Children); k > 0 {
			last = into.Children[k-1].Code.Pos
		}
		for _, child := range n.Children {
			pre.Children++
			if do {
				c := child.Code
				last = qda.OrderKeys(last, 1)[0]
				c.ParentID, c.Pos = r.Into, last
				if err := store.Save(tx, c); err != nil {
					return pre, err
				}
			}
		}
		if do {
			c := n.Code
			c.MergedInto, c.DeletedAt = r.Into, tx.Now()
			if err := store.Save(tx, c); err != nil {
				return pre, err
			}
			if err := meantInstead(tx, c.ID, r.Into); err != nil {
				return pre, err
			}
		}
	}
	if do {
		return pre, moveDecisions(tx, r.From, r.Into, folded)
	}
	return pre, nil
}

// sameCoding finds the coding that would stand twice if c had the given code.
func sameCoding(tx *store.Tx, c qda.Coding, code qda.ID) (*qda.Coding, error) {
	return firstCoding(tx, store.Eq{
		"document_id": c.DocumentID, "start_pos": c.Start, "end_pos": c.End, "code_id": code, "coder_id": c.CoderID, "round_id": c.RoundID,
	})
}

// sameDecided finds the coding of a consensus on the very words of c that has the given
// code, whoever decided it.
func sameDecided(tx *store.Tx, c qda.Coding, code qda.ID) (*qda.Coding, error) {
	return firstCoding(tx, store.Eq{"document_id": c.DocumentID, "start_pos": c.Start, "end_pos": c.End, "code_id": code, "round_id": c.RoundID})
}

func firstCoding(tx *store.Tx, at store.Eq) (*qda.Coding, error) {
	list, err := store.List[qda.Coding](tx, at)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// growCoding lets a coding take in others with its code, and the words of a span.
func growCoding(tx *store.Tx, c qda.Coding, others []qda.Coding, span qda.Span, ix *textpos.Index) (qda.Coding, error) {
	was := c
	c.Span = c.Span.Union(span)
	for _, o := range others {
		c.Span = c.Span.Union(o.Span)
		if err := foldCoding(tx, o, was); err != nil {
			return c, err
		}
	}
	if c.Quote = ix.Slice(c.Span); c.Quote != was.Quote {
		if _, err := unverify(tx, c.ID); err != nil {
			return c, err
		}
	}
	return c, store.Save(tx, c)
}

// foldCoding lets one coding go into another: what hangs on it moves over.
func foldCoding(tx *store.Tx, from, into qda.Coding) error {
	if err := moveMemos(tx, from.ID, into.ID); err != nil {
		return err
	}
	cites, err := store.List[qda.Citation](tx, store.Eq{"coding_id": from.ID})
	if err != nil {
		return err
	}
	for _, c := range cites {
		c.CodingID = into.ID
		if err := store.Save(tx, c); err != nil {
			return err
		}
	}
	byOwner, err := tx.Qualifiers([]qda.ID{from.ID, into.ID})
	if err != nil {
		return err
	}
	have := map[[2]qda.ID]bool{}
	for _, q := range byOwner[into.ID] {
		have[[2]qda.ID{q.FacetID, q.ValueID}] = true
	}
	for _, q := range byOwner[from.ID] {
		if !have[[2]qda.ID{q.FacetID, q.ValueID}] {
			q.OwnerID = into.ID
			if err := store.Save(tx, q); err != nil {
				return err
			}
		}
	}
	translations, err := store.List[qda.Translation](tx, store.Eq{"owner_id": []qda.ID{from.ID, into.ID}})
	if err != nil {
		return err
	}
	langs := map[string]bool{}
	for _, t := range translations {
		langs[t.Lang] = langs[t.Lang] || t.OwnerID == into.ID
	}
	for _, t := range translations {
		if t.OwnerID == from.ID && !langs[t.Lang] {
			t.OwnerID = into.ID
			if from.Quote != into.Quote { // nobody compared it with these words
				t.Status = "draft"
			}
			if err := store.Save(tx, t); err != nil {
				return err
			}
		}
	}
	return store.Delete[qda.Coding](tx, from.ID)
}

// allCodings collects codings.
func allCodings(tx *store.Tx, f store.CodingFilter) ([]qda.Coding, error) {
	var out []qda.Coding
	for c, err := range tx.Codings(f) {
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}
