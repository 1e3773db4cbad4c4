package engine

import (
	"articula/internal/qda"
	"articula/internal/store"
	"context"
)

func (b *sampleBuilder) addSyntheses(ctx context.Context, p *Project) error {
	pos := qda.OrderKeys("", len(b.seed.Syntheses))
	for i, s := range b.seed.Syntheses {
		rows := rowsOf{}
		for _, name := range s.Rows {
			rows.Cases = append(rows.Cases, b.cases[name])
		}
		encoded, err := rows.encode()
		if err != nil {
			return err
		}
		dims := map[string]qda.ID{}
		if err := b.as(ctx, p, b.lead(), "synthesis.add", func(tx *store.Tx) error {
			rec := qda.Synthesis{ID: tx.NewID(), Title: s.Title, Rows: encoded, Pos: pos[i]}
			if err := store.Put(tx, rec); err != nil {
				return err
			}
			for j, dpos := range qda.OrderKeys("", len(s.Dimensions)) {
				d := s.Dimensions[j].Dimension
				d.ID, d.SynthesisID, d.Pos = tx.NewID(), rec.ID, dpos
				if s.Dimensions[j].Code != "" {
					if d.CodeID, err = b.code(s.Dimensions[j].Code); err != nil {
						return err
					}
				}
				dims[s.Dimensions[j].Key] = d.ID
				if err := store.Put(tx, d); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
		for _, c := range s.Cells {
			if err := b.as(ctx, p, b.orLead(c.Coder), "cell.write", func(tx *store.Tx) error {
				rec := qda.Cell{ID: tx.NewID(), DimensionID: dims[c.Dimension], CaseID: b.cases[c.Case], Part: c.Part, Statement: c.Statement, Status: c.Status, Evidence: "{}", CoderID: tx.Viewer(), At: tx.Now()}
				if err := store.Put(tx, rec); err != nil {
					return err
				}
				if err := b.cite(tx, "cell", rec.ID, c.Citations); err != nil {
					return err
				}
				return p.recordEvidence(tx, b.cat, rec)
			}); err != nil {
				return err
			}
		}
	}
	return nil
}
