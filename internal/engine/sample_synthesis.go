package engine

import (
	"context"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/seed"
	"articula/internal/store"
)

func (b *sampleBuilder) addSyntheses(ctx context.Context, p *Project) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	pos := qda.OrderKeys("", len(b.seed.Syntheses))
	columns := make([]map[string]qda.ID, len(b.seed.Syntheses))
	for i, s := range b.seed.Syntheses {
		columns[i] = map[string]qda.ID{}
		if err := b.as(ctx, p, b.lead(), "synthesis.add", func(tx *store.Tx) error {
			rec := qda.Synthesis{ID: tx.NewID(), Title: s.Title, Rows: noOldRows, Pos: pos[i]}
			if err := store.Put(tx, rec); err != nil {
				return err
			}
			if err := setTitles(tx, "synthesis", rec.ID, s.Titles); err != nil {
				return err
			}
			for j, rpos := range qda.OrderKeys("", len(s.Rows)) {
				row := qda.SynthesisRow{ID: tx.NewID(), SynthesisID: rec.ID, Kind: qda.RowOfCase, CaseID: b.cases[s.Rows[j]], Pos: rpos}
				if err := store.Put(tx, row); err != nil {
					return err
				}
			}
			if err := b.addGathered(tx, rec, s.Gathered); err != nil {
				return err
			}
			for j, dpos := range qda.OrderKeys("", len(s.Dimensions)) {
				d := s.Dimensions[j].Dimension
				d.ID, d.SynthesisID, d.Pos = tx.NewID(), rec.ID, dpos
				if d.Kind != DimensionQuestion {
					where, err := query.ParseWhere(d.Query)
					if err != nil {
						return err
					}
					d.Query = names{cat, tx}.held(where)
				}
				if s.Dimensions[j].Code != "" {
					var err error
					if d.CodeID, err = b.code(s.Dimensions[j].Code); err != nil {
						return err
					}
				}
				columns[i][s.Dimensions[j].Key] = d.ID
				if err := store.Put(tx, d); err != nil {
					return err
				}
				if err := setTitles(tx, "dimension", d.ID, s.Dimensions[j].Titles); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	// Findings after which something happened come first: the others are written when it
	// has happened, and are fresh.
	for _, stale := range []bool{true, false} {
		for i, s := range b.seed.Syntheses {
			for _, c := range s.Cells {
				if c.Since.Empty() == stale {
					continue
				}
				if err := b.addCell(ctx, p, columns[i][c.Dimension], c); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// addGathered makes the rows of several cases, and remembers them by their titles.
func (b *sampleBuilder) addGathered(tx *store.Tx, s qda.Synthesis, list []seed.Row) error {
	o, err := openRows(tx, b.cat, s)
	if err != nil {
		return err
	}
	for _, g := range list {
		row := qda.SynthesisRow{SynthesisID: s.ID, Kind: qda.RowOfGroup, Title: g.Title, Value: g.Value}
		if g.Attribute != "" {
			row.Kind = qda.RowOfValue
			row.AttributeID = b.attribute(qda.OnCase, g.Attribute)
		}
		if err := o.write(append(o.rows, row)); err != nil {
			return err
		}
		made := o.rows[len(o.rows)-1]
		b.gathered[g.Title] = made.ID
		if err := setTitles(tx, "synthesis_row", made.ID, g.Titles); err != nil {
			return err
		}
		var cases []qda.ID
		for _, name := range g.Cases {
			cases = append(cases, b.cases[name])
		}
		if err := setMembers(tx, made.ID, cases); err != nil {
			return err
		}
	}
	return nil
}

func (b *sampleBuilder) addCell(ctx context.Context, p *Project, column qda.ID, c seed.Cell) error {
	settle, err := b.before(ctx, p, c.Since)
	if err != nil {
		return err
	}
	if err := b.as(ctx, p, b.orLead(c.Coder), "cell.write", func(tx *store.Tx) error {
		rec := qda.Cell{ID: tx.NewID(), DimensionID: column, CaseID: b.cases[c.Case], RowID: b.gathered[c.Case], Part: c.Part, Statement: c.Statement, Status: c.Status, Evidence: "{}"}
		rec.CoderID, rec.At = tx.Viewer(), tx.Now()
		if err := store.Put(tx, rec); err != nil {
			return err
		}
		if err := b.cite(tx, "cell", rec.ID, c.Citations); err != nil {
			return err
		}
		if err := translateFinding(tx, rec, c.Statements); err != nil {
			return err
		}
		return p.recordEvidence(tx, b.cat, rec)
	}); err != nil {
		return err
	}
	return settle()
}

// later are the passages that are coded only after a finding was written.
func (b *sampleBuilder) later() map[seed.Passage]bool {
	out := map[seed.Passage]bool{}
	for _, s := range b.seed.Syntheses {
		for _, c := range s.Cells {
			for _, p := range c.Since.New {
				out[p] = true
			}
		}
	}
	return out
}

// before brings the place of a finding into the state in which it was written, and
// gives what happened since.
func (b *sampleBuilder) before(ctx context.Context, p *Project, s seed.Since) (settle func() error, err error) {
	now := map[string]string{}
	for _, r := range s.Reworded {
		if now[r.Code], err = b.reword(ctx, p, r.Code, r.Was); err != nil {
			return nil, err
		}
	}
	for _, c := range s.Withdrawn {
		if err := b.as(ctx, p, c.Coder, "coding.add", func(tx *store.Tx) error { return b.addCoding(tx, c) }); err != nil {
			return nil, err
		}
	}
	return func() error {
		for _, c := range s.Withdrawn {
			if err := b.as(ctx, p, c.Coder, "coding.remove", func(tx *store.Tx) error { return b.withdraw(tx, c) }); err != nil {
				return err
			}
		}
		for _, passage := range s.New {
			for _, c := range b.seed.Codings {
				if c.Passage != passage {
					continue
				}
				if err := b.as(ctx, p, c.Coder, "coding.add", func(tx *store.Tx) error { return b.addCoding(tx, c) }); err != nil {
					return err
				}
			}
		}
		for _, r := range s.Reworded {
			if _, err := b.reword(ctx, p, r.Code, now[r.Code]); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// withdraw takes a coding away that was made for it.
func (b *sampleBuilder) withdraw(tx *store.Tx, c seed.Coding) error {
	made := b.passages[c.Passage]
	for i, o := range made {
		if k, err := store.Get[qda.Coding](tx, o.id); err == nil && k.CoderID == tx.Viewer() {
			b.passages[c.Passage] = append(made[:i:i], made[i+1:]...)
			return store.Delete[qda.Coding](tx, k.ID)
		}
	}
	return qda.E(qda.NotFound, "coding.gone", "The coding {coding} is not in the project (any more).", "coding", c.Quote)
}

// reword gives a code another definition, and says what it was.
func (b *sampleBuilder) reword(ctx context.Context, p *Project, path, definition string) (was string, err error) {
	id, err := b.code(path)
	if err != nil {
		return "", err
	}
	if err = b.as(ctx, p, b.lead(), "code.edit", func(tx *store.Tx) error {
		k, err := store.Get[qda.Code](tx, id)
		if err != nil {
			return err
		}
		was, k.Definition = k.Definition, definition
		return store.Save(tx, k)
	}); err != nil {
		return "", err
	}
	b.cat, err = p.names(ctx)
	return was, err
}
