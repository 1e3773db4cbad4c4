package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// What a finding can be.
const (
	FindingEmpty     = "empty"
	FindingDraft     = "draft"
	FindingReviewed  = "reviewed"
	FindingContested = "contested"
)

// WriteFinding writes a statement for a row and a column.
type WriteFinding struct {
	ID        qda.ID `json:"id" ts_type:"string"` // of a finding to change; none for a new one
	Dimension qda.ID `json:"dimension" ts_type:"string"`
	Row       qda.ID `json:"row" ts_type:"string"`  // none: that of the case
	Case      qda.ID `json:"case" ts_type:"string"` // of a row of a case
	Statement string `json:"statement"`
	Status    string `json:"status"`    // "" is draft, or empty without a statement
	Citations []Cite `json:"citations"` // added to those it has
}

// WriteFinding writes the statement, remembers what stands at its place, and who
// wrote it when. A new finding comes after those that the cell has.
func (p *Project) WriteFinding(ctx context.Context, r WriteFinding) (FindingView, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return FindingView{}, err
	}
	id := r.ID
	_, err = p.update(ctx, "cell.write", func(tx *store.Tx) error {
		c, err := p.findingToWrite(tx, cat, r)
		if err != nil {
			return err
		}
		c.Statement = strings.TrimSpace(r.Statement)
		if c.Status, err = findingStatus(r.Status, c.Statement); err != nil {
			return err
		}
		if id = c.ID; r.ID.IsZero() {
			if err := store.Put(tx, c); err != nil {
				return err
			}
		}
		if err := p.cite(tx, "cell", c.ID, r.Citations); err != nil {
			return err
		}
		return p.recordEvidence(tx, cat, c)
	})
	if err != nil {
		return FindingView{}, err
	}
	return p.Finding(ctx, id)
}

func (p *Project) findingToWrite(tx *store.Tx, cat *catalog, r WriteFinding) (qda.Cell, error) {
	if !r.ID.IsZero() {
		return finding(tx, r.ID)
	}
	d, err := dimension(tx, r.Dimension)
	if err != nil {
		return qda.Cell{}, err
	}
	c := qda.Cell{ID: tx.NewID(), DimensionID: r.Dimension, Evidence: "{}"}
	key := CellPlace{Case: r.Case, Row: r.Row}.key()
	if c.CaseID = key; cat.cases.byID[key] == nil {
		if r.Row.IsZero() {
			return c, noCase(key)
		}
		c.CaseID, c.RowID = qda.ID{}, key
		if row, err := synthesisRow(tx, key); err != nil {
			return c, err
		} else if row.SynthesisID != d.SynthesisID {
			return c, noRow(key)
		}
	}
	have, err := cellmates(tx, c)
	for _, x := range have {
		c.Part = max(c.Part, x.Part+1)
	}
	return c, err
}

// cellmates are the findings of the cell that one belongs to, itself among them if it is
// written.
func cellmates(tx *store.Tx, c qda.Cell) ([]qda.Cell, error) {
	at := store.Eq{"dimension_id": c.DimensionID, "case_id": c.CaseID}
	if !c.RowID.IsZero() {
		at = store.Eq{"dimension_id": c.DimensionID, "row_id": c.RowID}
	}
	return store.List[qda.Cell](tx, at)
}

func finding(tx *store.Tx, id qda.ID) (qda.Cell, error) {
	c, err := store.Get[qda.Cell](tx, id)
	if qda.KindOf(err) == qda.NotFound {
		return c, qda.E(qda.NotFound, "finding.gone", "The finding {finding} is not in the project (any more).", "finding", id)
	}
	return c, err
}

func findingStatus(status, statement string) (string, error) {
	switch {
	case status == "" && statement == "", status == FindingEmpty && statement == "":
		return FindingEmpty, nil
	case status == "":
		return FindingDraft, nil
	case !slices.Contains([]string{FindingDraft, FindingReviewed, FindingContested}, status) || statement == "":
		return "", qda.E(qda.Invalid, "finding.status", "A finding with a statement is draft, reviewed or contested; one without is empty. Nothing was changed.")
	}
	return status, nil
}

// recordEvidence saves a finding with what stands at its place now, and with who wrote
// it when.
func (p *Project) recordEvidence(tx *store.Tx, cat *catalog, c qda.Cell) error {
	c.CoderID, c.At = tx.Viewer(), tx.Now()
	return p.noteEvidence(tx, cat, c)
}

// noteEvidence saves a finding with what stands at its place now, or with what stood there
// when that could last be told.
func (p *Project) noteEvidence(tx *store.Tx, cat *catalog, c qda.Cell) error {
	d, err := dimension(tx, c.DimensionID)
	if err != nil {
		return err
	}
	w := newWorld(p, tx, cat)
	known := map[qda.ID][]qda.Coding{}
	layer := cat.layer(false)
	of := func(document qda.ID) []qda.Coding {
		list, read := known[document]
		if !read {
			all, err := tx.CodingPlaces(store.CodingFilter{Documents: []qda.ID{document}})
			if err != nil {
				w.fail(err)
			}
			list = slices.DeleteFunc(all, func(c qda.Coding) bool { return !layer[c.RoundID] })
			known[document] = list
		}
		return list
	}
	a, err := p.dimensionArea(tx, cat, d)
	if err != nil {
		return err
	}
	if a.problem != nil {
		return store.Save(tx, c)
	}
	if d.Kind == DimensionQuestion {
		cited, err := store.List[qda.Citation](tx, store.Eq{"owner_id": c.ID})
		if err != nil {
			return err
		}
		a = questionArea(cited, of)
	}
	cases, err := w.ofCell(c)
	if err != nil {
		return err
	}
	e := evidence{codes: a.marks(cat)}
	for _, k := range w.standing(a, cases, of) {
		e.codings = append(e.codings, placed{k.ID, k.CodeID, k.Span})
	}
	if w.err != nil {
		return w.err
	}
	c.Evidence = e.encode()
	return store.Save(tx, c)
}

// SeenFindings says that what changed at the places of findings was looked at and leaves
// them as they are: what stands there now is remembered anew, and neither their words nor
// who wrote them change.
func (p *Project) SeenFindings(ctx context.Context, ids []qda.ID) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	_, err = p.update(ctx, "cell.seen", func(tx *store.Tx) error {
		for _, id := range ids {
			c, err := finding(tx, id)
			if err != nil {
				return err
			}
			if err := p.noteEvidence(tx, cat, c); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// SetFindingStatus says how far findings are. To call one reviewed is to have looked
// at what stands at its place now; what that is, is remembered anew.
func (p *Project) SetFindingStatus(ctx context.Context, ids []qda.ID, status string) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	_, err = p.update(ctx, "cell.status", func(tx *store.Tx) error {
		for _, id := range ids {
			c, err := finding(tx, id)
			if err != nil {
				return err
			}
			if c.Status, err = findingStatus(status, c.Statement); err != nil {
				return err
			}
			if status == FindingReviewed {
				err = p.recordEvidence(tx, cat, c)
			} else {
				err = store.Save(tx, c)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// MoveFinding puts a finding at another place among those of its cell, from 0.
func (p *Project) MoveFinding(ctx context.Context, id qda.ID, to int) error {
	_, err := p.update(ctx, "cell.move", func(tx *store.Tx) error {
		c, err := finding(tx, id)
		if err != nil {
			return err
		}
		all, err := cellmates(tx, c)
		if err != nil {
			return err
		}
		slices.SortFunc(all, func(a, b qda.Cell) int { return a.Part - b.Part })
		rest := slices.DeleteFunc(slices.Clone(all), func(x qda.Cell) bool { return x.ID == id })
		to := max(0, min(to, len(rest)))
		order := slices.Insert(rest, to, c)
		// two findings never have one place, not even on the way there or on the way back:
		// all move on to numbers that none of them has
		for i, x := range order {
			x.Part = all[len(all)-1].Part + 1 + i
			if err := store.Save(tx, x); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// RemoveFinding deletes a finding with its citations.
func (p *Project) RemoveFinding(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "cell.remove", func(tx *store.Tx) error {
		if _, err := finding(tx, id); err != nil {
			return err
		}
		return store.Delete[qda.Cell](tx, id)
	})
	return err
}
