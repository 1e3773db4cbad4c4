package engine

import (
	"cmp"
	"slices"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// PairedPlace is a unit to which one of two sides applied a code, or both did: two
// passes of a coder, a learner and the answers, a coder and what was decided.
type PairedPlace struct {
	Document Ref    `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
	Both     []Ref  `json:"both"`   // codes that both sides applied
	First    []Ref  `json:"first"`  // codes of the first side only
	Second   []Ref  `json:"second"` // and of the second only
}

// pairedPlaces lists the passages behind a comparison of two sides, in reading order.
func (c comparison) pairedPlaces(tx *store.Tx) ([]PairedPlace, error) {
	type unit struct {
		document qda.ID
		span     qda.Span
	}
	at := map[unit]*PairedPlace{}
	place := func(d agreement.Disagreement) *PairedPlace {
		key := unit{d.Document, d.Span}
		if at[key] == nil {
			at[key] = &PairedPlace{Document: c.document(d.Document), Start: d.Span.Start, End: d.Span.End, Both: []Ref{}, First: []Ref{}, Second: []Ref{}}
		}
		return at[key]
	}
	for _, r := range c.report.Codes {
		code := Ref{r.Code, c.cat.nameOfThing("code", r.Code)}
		for _, d := range r.Disagreements {
			v := place(d)
			if d.With[0] == c.study.Coders[0] {
				v.First = append(v.First, code)
			} else {
				v.Second = append(v.Second, code)
			}
		}
		if c.report.Unit == agreement.Segment {
			continue // whose segments are matched and not laid over each other
		}
		for _, d := range c.agreed(r.Code) {
			v := place(d.Disagreement)
			v.Both = append(v.Both, code)
		}
	}
	order := c.cat.documentOrder()
	out := []PairedPlace{}
	for _, v := range at {
		ix, err := c.p.texts.of(tx, c.cat.docOf[v.Document.ID].TextHash)
		if err != nil {
			return nil, err
		}
		v.Quote = ix.Slice(qda.Span{Start: v.Start, End: v.End})
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b PairedPlace) int {
		return cmp.Or(order[a.Document.ID]-order[b.Document.ID], a.Start-b.Start, a.End-b.End)
	})
	return out, nil
}
