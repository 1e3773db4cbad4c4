package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// CellPlace names a cell of a synthesis.
type CellPlace struct {
	Dimension qda.ID `json:"dimension" ts_type:"string"`
	Row       qda.ID `json:"row" ts_type:"string"`  // none: that of the case
	Case      qda.ID `json:"case" ts_type:"string"` // of a row of a case
}

func (p CellPlace) key() qda.ID {
	if p.Row.IsZero() {
		return p.Case
	}
	return p.Row
}

// caseOf is the case that a row is, none if it is no case.
func (s *synthesisWorld) caseOf(row qda.ID) qda.ID {
	if s.w.cat.cases.byID[row] == nil {
		return qda.ID{}
	}
	return row
}

// CellDetail is a cell opened: what is said, what it rests on, and what else stands
// there.
type CellDetail struct {
	Row         string          `json:"row"`                      // path of the case, or what the row is called
	Cases       []qda.ID        `json:"cases" ts_type:"string[]"` // that the row gathers
	Dimension   DimensionView   `json:"column"`
	Cell        CellView        `json:"cell"`
	Passages    []CellPassage   `json:"passages"` // one for each coding at the intersection, in reading order
	Withdrawn   []WithdrawnView `json:"withdrawn"`
	Definitions []Ref           `json:"definitions"` // codes whose definition changed since, by path
}

// CellPassage is a coding at the intersection.
type CellPassage struct {
	Segment      Segment           `json:"segment"`
	Source       string            `json:"source"` // norm, practice or other
	Cited        bool              `json:"cited"`
	New          bool              `json:"new"` // came since a finding was written
	Translations []TranslationView `json:"translations"`
}

// WithdrawnView is a coding that stood at the intersection and does not any more.
type WithdrawnView struct {
	Coding   qda.ID          `json:"coding" ts_type:"string"`
	Finding  qda.ID          `json:"finding" ts_type:"string"`
	Document SegmentDocument `json:"document"`
	Quote    string          `json:"quote"` // its words, as the log has them
	Start    int             `json:"start"` // where it stood
	End      int             `json:"end"`
	// Now says what became of it: "removed", "binned" if its document lies in the bin, or
	// "moved" if it has another code or its document another case.
	Now string `json:"now"`
}

// Cell opens a cell.
func (p *Project) Cell(ctx context.Context, r CellPlace) (CellDetail, error) {
	out := CellDetail{Passages: []CellPassage{}, Withdrawn: []WithdrawnView{}, Definitions: []Ref{}}
	var d qda.Dimension
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		d, err = dimension(tx, r.Dimension)
		return err
	})
	if err != nil {
		return out, err
	}
	err = p.withSynthesis(ctx, d.SynthesisID, func(s *synthesisWorld, _ qda.Synthesis) error {
		var err error
		if out.Row, err = s.called(r.key()); err != nil {
			return err
		}
		out.Cases, out.Dimension = s.casesOf(r.key()), s.dimensionView(d)
		if out.Cell, err = s.cellView(r.key(), d, citationContext); err != nil {
			return err
		}
		return s.openCell(r.key(), d, &out)
	})
	return out, err
}

// called is how a row is called: by the path of its case, or by its name.
func (s *synthesisWorld) called(row qda.ID) (string, error) {
	if s.w.cat.cases.byID[row] != nil {
		return s.w.cat.cases.path(row), nil
	}
	for _, r := range s.rows {
		if r.key == row {
			return s.w.rowName(r, "")
		}
	}
	return "", noRow(row)
}

func (s *synthesisWorld) openCell(row qda.ID, d qda.Dimension, out *CellDetail) error {
	pl := s.place(row, d)
	now := s.standing(pl.area, row)
	fresh := map[qda.ID]bool{}
	for _, c := range pl.cells {
		ch := s.since(c, d, pl)
		if e := decodeEvidence(c.Evidence); e.known {
			held := e.held()
			for _, k := range now {
				if !held[k.ID] {
					fresh[k.ID] = true
				}
			}
		}
		for _, was := range ch.withdrawn {
			v := WithdrawnView{Coding: was.id, Finding: c.ID, Start: was.Start, End: was.End, Now: "removed"}
			if n, err := s.w.tx.CountAll("coding", "id", was.id); err != nil {
				return err
			} else if n > 0 {
				v.Now = "moved"
			}
			if err := s.remember(&v); err != nil {
				return err
			}
			if v.Now == "moved" && !v.Document.ID.IsZero() && s.w.cat.binned(v.Document.ID) {
				v.Now = "binned"
			}
			out.Withdrawn = append(out.Withdrawn, v)
		}
		for _, id := range ch.definitions {
			if n := s.w.cat.tree.Node(id); n != nil && !slices.ContainsFunc(out.Definitions, func(r Ref) bool { return r.ID == id }) {
				out.Definitions = append(out.Definitions, Ref{id, n.Path()})
			}
		}
	}
	codings, err := s.w.codings(each(now, qda.Coding.Key))
	if err != nil {
		return err
	}
	segments, err := s.w.segments(codings, citationContext)
	if err != nil {
		return err
	}
	translations, err := s.w.translations(each(codings, qda.Coding.Key))
	if err != nil {
		return err
	}
	for i, seg := range segments {
		v := CellPassage{Segment: seg, Source: sourceOf(seg.Document.Kind), Cited: cites(pl.cited, codings[i]), New: fresh[seg.ID], Translations: []TranslationView{}}
		v.Translations = append(v.Translations, translations[seg.ID]...)
		out.Passages = append(out.Passages, v)
	}
	return nil
}

// remember finds in the log what a coding that stood at a place covered.
func (s *synthesisWorld) remember(v *WithdrawnView) error {
	ops, err := s.w.tx.Ops(store.OpFilter{Entity: "coding", ID: v.Coding})
	if err != nil {
		return err
	}
	for _, op := range ops {
		changes, err := s.w.tx.Changes(op.Seq)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if c.ID != v.Coding || c.Row == nil {
				continue
			}
			if h, err := s.w.tx.HidesChange(c); err != nil || h != store.Shown {
				return err
			}
			var k qda.Coding
			c.Entity.Fill(&k, c.Row)
			d := s.w.doc(k.DocumentID)
			v.Quote, v.Document = k.Quote, SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}
		}
	}
	return nil
}
