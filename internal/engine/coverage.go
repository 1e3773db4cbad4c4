package engine

import (
	"context"
	"slices"

	"articula/internal/analysis"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// Coverage says who speaks in each cell of a matrix.
type Coverage struct {
	Rows    []MatrixHead   `json:"rows"`
	Columns []MatrixHead   `json:"columns"`
	Cells   []CoverageCell `json:"cells"`  // that hold something, by row, then column
	Single  int            `json:"single"` // cells that rest on one voice
	Hidden  int            `json:"hidden"`
}

// CoverageCell is one cell of it.
type CoverageCell struct {
	Row    int    `json:"row"`
	Column int    `json:"column"`
	Voices Voices `json:"voices"`
}

// Coverage counts voices: segments, documents, kinds of document and levels for each
// cell, and which cells one voice alone speaks in.
func (p *Project) Coverage(ctx context.Context, q MatrixQuery) (Coverage, error) {
	out := Coverage{Rows: []MatrixHead{}, Columns: []MatrixHead{}, Cells: []CoverageCell{}}
	if q.Together != "" {
		return out, qda.E(qda.Invalid, "coverage.together", "Voices are counted where rows and columns meet, not where codes stand together.")
	}
	m, err := p.Matrix(ctx, q)
	if err != nil {
		return out, err
	}
	out.Rows, out.Columns, out.Hidden = m.Rows, m.Columns, m.Hidden
	f, err := p.frame(ctx, q.Consensus)
	if err != nil {
		return out, err
	}
	err = p.withCounted(ctx, q, func(c *counted) error {
		facets, err := f.facets(c.selection.w.tx)
		if err != nil {
			return err
		}
		rowAt, columnAt := shownAt(c.rows, m.Rows), shownAt(c.columns, m.Columns)
		sets := map[[2]int]*voiceSet{}
		for i, it := range c.items {
			coding := c.selection.codings[i]
			for _, r := range it.Rows {
				for _, k := range it.Columns {
					key := [2]int{rowAt[r], columnAt[k]}
					if key[0] < 0 || key[1] < 0 {
						continue
					}
					if sets[key] == nil {
						sets[key] = c.selection.w.newVoices()
					}
					sets[key].add(coding.DocumentID, coding.Span)
					sets[key].level(facets[coding.ID])
				}
			}
		}
		for r := range out.Rows {
			for k := range out.Columns {
				if s := sets[[2]int{r, k}]; s != nil {
					v := s.view()
					out.Cells = append(out.Cells, CoverageCell{Row: r, Column: k, Voices: v})
					if v.Single {
						out.Single++
					}
				}
			}
		}
		return nil
	})
	return out, err
}

// shownAt says where the heads of an axis stand among those that are shown, -1 for
// those that are not.
func shownAt(a *axis, shown []MatrixHead) []int {
	out := make([]int, len(a.heads))
	for i, h := range a.heads {
		out[i] = slices.IndexFunc(shown, func(s MatrixHead) bool { return s.Key == h.Key && s.None == h.None })
	}
	return out
}

// DocumentCoverage says how much of a document is coded.
type DocumentCoverage struct {
	Document   SegmentDocument `json:"document"`
	Cases      []Ref           `json:"cases"`
	Characters int             `json:"characters"`
	Coded      int             `json:"coded"` // characters under at least one coding
	Codings    int             `json:"codings"`
	Codes      int             `json:"codes"`     // different ones
	New        int             `json:"new"`       // codes that no document before it has, in the order asked for
	NewCodes   []Ref           `json:"new_codes"` // these, in the order of the text
	Total      int             `json:"total"`     // different codes up to it
	Passages   int             `json:"passages"`  // turns or paragraphs
	Uncoded    int             `json:"uncoded"`   // of these, without a coding
}

// Orders in which documents can be looked at for saturation.
const (
	OrderDocument = "document" // as they are listed
	OrderDate     = "date"     // of the document itself; those without a date last
	OrderCoded    = "coded"    // as they were first coded; uncoded ones last
)

// DocumentsCoverage says, for every document, how much of it is coded and how many
// new codes it brought: when no new ones come, the material is saturated.
func (p *Project) DocumentsCoverage(ctx context.Context, order string) ([]DocumentCoverage, error) {
	out := []DocumentCoverage{}
	f, err := p.frame(ctx, false)
	if err != nil {
		return out, err
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		w := newWorld(p, tx, f.cat)
		docs, err := w.documentsBy(order, f)
		if err != nil {
			return err
		}
		lengths, err := tx.TextLengths()
		if err != nil {
			return err
		}
		var series [][]qda.ID
		for _, d := range docs {
			codings := f.of(d.ID)
			series = append(series, each(codings, func(c qda.Coding) qda.ID { return c.CodeID }))
			v := DocumentCoverage{Document: SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}, Cases: []Ref{}, Characters: lengths[d.TextHash], Codings: len(codings)}
			for _, k := range f.cat.documentCases(d.ID) {
				v.Cases = append(v.Cases, Ref{k.ID, k.Name})
			}
			spans := each(codings, func(c qda.Coding) qda.Span { return c.Span })
			_, v.Coded = analysis.Cover(spans)
			units, err := w.unitSpans(d)
			if err != nil {
				return err
			}
			v.Passages, v.Uncoded = len(units), len(analysis.Untouched(units, spans))
			codes := map[qda.ID]bool{}
			for _, c := range codings {
				codes[c.CodeID] = true
			}
			v.Codes = len(codes)
			out = append(out, v)
		}
		fresh, total := analysis.Saturation(series)
		for i := range out {
			out[i].New, out[i].Total, out[i].NewCodes = len(fresh[i]), total[i], []Ref{}
			for _, id := range fresh[i] {
				r := Ref{ID: id}
				if n := f.cat.tree.Node(id); n != nil {
					r.Name = n.Code.Name
				}
				out[i].NewCodes = append(out[i].NewCodes, r)
			}
		}
		return w.err
	})
	return out, err
}

func (w *world) documentsBy(order string, f *frame) ([]qda.Document, error) {
	var docs []qda.Document
	for _, d := range w.cat.documents {
		if d.DeletedAt == "" {
			docs = append(docs, d)
		}
	}
	var key func(qda.Document) string
	switch order {
	case "", OrderDocument:
		return docs, nil
	case OrderDate:
		key = func(d qda.Document) string { return d.Date }
	case OrderCoded:
		first := map[qda.ID]string{}
		for _, c := range f.codings {
			if at := first[c.DocumentID]; at == "" || c.CreatedAt < at {
				first[c.DocumentID] = c.CreatedAt
			}
		}
		key = func(d qda.Document) string { return first[d.ID] }
	default:
		return nil, qda.E(qda.Invalid, "coverage.order", "{order} is not an order of documents. Use document, date or coded.", "order", order)
	}
	slices.SortStableFunc(docs, func(a, b qda.Document) int {
		x, y := key(a), key(b)
		switch {
		case x == y:
			return 0
		case x == "" || y != "" && x > y:
			return 1
		}
		return -1
	})
	return docs, nil
}

// unitSpans are the turns and paragraphs of a document, without labels of speakers,
// headings and what a file says of itself.
func (w *world) unitSpans(d qda.Document) ([]qda.Span, error) {
	ix, err := w.p.texts.of(w.tx, d.TextHash)
	if err != nil {
		return nil, err
	}
	s, err := w.tx.Structure(d.StructureHash)
	if err != nil {
		return nil, err
	}
	var out []qda.Span
	for _, u := range query.Units(ix, s) {
		if u.Kind != qda.TurnLabel && u.Kind != qda.Heading && u.Kind != qda.Metadata {
			out = append(out, u.Span)
		}
	}
	return out, nil
}

// UncodedPassage is a turn or paragraph without a coding.
type UncodedPassage struct {
	Document SegmentDocument `json:"document"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Quote    string          `json:"quote"`
	Position Position        `json:"position"`
	// Asking says that an interviewer speaks: most of these need no coding.
	Asking bool `json:"asking"`
}

// UncodedPassages lists the turns and paragraphs without a coding, in reading order:
// of some documents, or of all.
func (p *Project) UncodedPassages(ctx context.Context, documents []qda.ID) ([]UncodedPassage, error) {
	out := []UncodedPassage{}
	f, err := p.frame(ctx, false)
	if err != nil {
		return out, err
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		w := newWorld(p, tx, f.cat)
		for _, d := range f.cat.documents {
			if d.DeletedAt != "" || len(documents) > 0 && !slices.Contains(documents, d.ID) {
				continue
			}
			units, err := w.unitSpans(d)
			if err != nil {
				return err
			}
			spans := each(f.of(d.ID), func(c qda.Coding) qda.Span { return c.Span })
			doc := w.doc(d.ID)
			for _, u := range analysis.Untouched(units, spans) {
				v := UncodedPassage{Document: SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}, Start: u.Start, End: u.End, Quote: w.slice(doc, u), Position: doc.form().position(u.Start)}
				v.Asking = v.Position.Speaker != "" && w.interviewer(d.ID, v.Position.Speaker)
				out = append(out, v)
			}
		}
		return w.err
	})
	return out, err
}
