package engine

import (
	"context"
	"fmt"
	"slices"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// PassageQuery asks for the passages behind a number of a comparison.
type PassageQuery struct {
	AgreementQuery
	Code    qda.ID   `json:"code" ts_type:"string"` // none: of all codes
	Kinds   []string `json:"kinds"`                 // types of disagreement; empty: all
	Context int      `json:"context"`               // characters of text before and after
	Offset  int      `json:"offset"`
	Limit   int      `json:"limit"`     // 0 for all
	Open    bool     `json:"undecided"` // only those on which nothing was decided yet
	// Cell asks for the passages of one cell of the table of two coders instead:
	// "both", "only_first" or "only_second"; or, for any number of coders, "counted": all
	// that somebody gave the code, where they agree and where they differ; or "unfilled":
	// the codings that fill no unit and are in no number.
	Cell string `json:"cell"`
}

// DisagreementPage is one page of the passages on which coders differ.
type DisagreementPage struct {
	Total  int              `json:"total"`
	Kinds  map[string]int   `json:"kinds"` // of all, before the filter by type
	Items  []Disagreement   `json:"items"`
	Coders []Ref            `json:"coders"`
	Round  Ref              `json:"round"`
	Open   int              `json:"undecided"`
	Notes  []AgreementOpen  `json:"incomplete"`
	Report AgreementCounted `json:"counted"`
}

// AgreementCounted says what was compared, for a heading.
type AgreementCounted struct {
	Unit      string `json:"unit"`
	Documents int    `json:"documents"`
	Hidden    int    `json:"hidden"`
}

// Disagreement is a passage that some coders gave a code and others, who had
// finished the document and knew the code, did not.
type Disagreement struct {
	Key      string     `json:"key"` // names it within its round: document, code and place
	Document Ref        `json:"document"`
	Code     Ref        `json:"code"`
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Quote    string     `json:"quote"`
	Before   string     `json:"before"`
	After    string     `json:"after"`
	Position Position   `json:"position"`
	Unit     int        `json:"unit"` // number of the unit in its document, from 0; -1 for characters and segments
	Kind     string     `json:"kind"` // "missed", "different_code", "sibling_code", "boundary_only", "extra_code"; "agreed" for the cell "both", "unfilled" for that
	With     []SideOf   `json:"with"`
	Without  []SideOf   `json:"without"`
	Decision *DecisionV `json:"decision"` // nil if nothing was decided
}

// SideOf is what one coder did at a passage.
type SideOf struct {
	Coder   Ref      `json:"coder"`
	Kind    string   `json:"kind"`                       // for those without the code
	Instead []Ref    `json:"instead"`                    // codes that she applied here instead
	Codings []qda.ID `json:"codings" ts_type:"string[]"` // her codings with the code that reach into the passage
}

// Disagreements lists the passages on which the coders differ, in reading order; or
// those behind one cell of a table.
func (p *Project) Disagreements(ctx context.Context, q PassageQuery, progress Progress) (DisagreementPage, error) {
	page := DisagreementPage{Kinds: map[string]int{}, Items: []Disagreement{}, Coders: []Ref{}, Notes: []AgreementOpen{}}
	if !q.Code.IsZero() && len(q.Codes) == 0 && (q.Level == "" || q.Level == string(agreement.AsCoded)) && q.Cell != "" {
		q.Codes = []qda.ID{q.Code}
	}
	q.bare = true
	err := p.compare(ctx, q.AgreementQuery, progress, func(tx *store.Tx, c comparison) error {
		coded := c.coded()
		c.study.Study = c.study.RolledUp(c.options.Level)
		page.Round = Ref{c.study.round.ID, c.study.round.Label}
		page.Report = AgreementCounted{Unit: string(c.report.Unit), Documents: len(c.study.Documents), Hidden: len(c.study.hidden)}
		for _, id := range c.study.Coders {
			page.Coders = append(page.Coders, c.coder(id))
		}
		for _, u := range c.study.incomplete {
			page.Notes = append(page.Notes, AgreementOpen{c.document(u.document), c.coder(u.coder)})
		}
		list, err := c.places(q)
		if err != nil {
			return err
		}
		decided := map[string]DecisionV{}
		if coded == nil {
			if decided, err = decisionsOn(tx, c.cat, c.study.round.ID, c.coder); err != nil {
				return err
			}
		}
		var found []place
		for _, d := range list {
			page.Kinds[string(d.Kind)]++
			_, done := decided[placeKey(d.Document, d.code, d.Span)]
			settled := done || d.Kind == "agreed" || d.Kind == "unfilled" || coded != nil // nothing is to be decided where all agree, nor where nothing is compared
			if !settled {
				page.Open++
			}
			if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, string(d.Kind)) || q.Open && settled {
				continue
			}
			found = append(found, d)
		}
		page.Total = len(found)
		found = found[min(q.Offset, len(found)):]
		if q.Limit > 0 {
			found = found[:min(q.Limit, len(found))]
		}
		w := newWorld(p, tx, c.cat)
		for _, d := range found {
			item, err := c.passage(w, d, coded[d.code], q.Context)
			if err != nil {
				return err
			}
			if v, done := decided[item.Key]; done {
				item.Decision = &v
			}
			page.Items = append(page.Items, item)
		}
		return w.err
	})
	return page, err
}

// coded gives the codes that were applied behind each code of a comparison with codes
// rolled up; nil where codes are as they are. What is decided is decided on codes as
// they are.
func (c comparison) coded() map[qda.ID][]qda.ID {
	if c.options.Level == "" || c.options.Level == agreement.AsCoded {
		return nil
	}
	out := map[qda.ID][]qda.ID{}
	for _, code := range c.study.Codes {
		one := agreement.Study{Codes: []agreement.Code{code}}.RolledUp(c.options.Level)
		out[one.Codes[0].ID] = append(out[one.Codes[0].ID], code.ID)
	}
	return out
}

// place is a passage of one code that a number counts.
type place struct {
	agreement.Disagreement
	code qda.ID
}

// placeKey names a passage within a round.
func placeKey(document, code qda.ID, s qda.Span) string {
	return fmt.Sprintf("%s/%s/%d-%d", document, code, s.Start, s.End)
}

// places lists the passages asked for, in the order of documents and text.
func (c comparison) places(q PassageQuery) ([]place, error) {
	var out []place
	for _, code := range c.report.Codes {
		if !q.Code.IsZero() && code.Code != q.Code {
			continue
		}
		if q.Cell == "both" || q.Cell == "counted" {
			out = append(out, c.agreed(code.Code)...)
		}
		if q.Cell == "unfilled" {
			out = append(out, short(code)...)
		}
		if q.Cell == "both" || q.Cell == "unfilled" {
			continue
		}
		for _, d := range code.Disagreements {
			if q.Cell != "" && q.Cell != "counted" {
				first := len(d.With) == 1 && d.With[0] == c.study.Coders[0]
				if (q.Cell == "only_first") != first {
					continue
				}
			}
			out = append(out, place{d, code.Code})
		}
	}
	switch q.Cell {
	case "", "both", "only_first", "only_second", "counted", "unfilled":
	default:
		return nil, qda.E(qda.Invalid, "agreement.cell", "{cell} is not a cell whose passages can be shown. Use both, only_first, only_second, counted or unfilled.", "cell", q.Cell)
	}
	if q.Cell != "" && q.Cell != "counted" && q.Cell != "unfilled" && len(c.study.Coders) != 2 {
		return nil, qda.E(qda.Invalid, "agreement.two_coders", "The cells of a table exist for two coders, and {n} are compared. Name two.", "n", len(c.study.Coders))
	}
	order := c.cat.documentOrder()
	slices.SortStableFunc(out, func(a, b place) int {
		if a.Document != b.Document {
			return order[a.Document] - order[b.Document]
		}
		return a.Span.Start - b.Span.Start
	})
	return out, nil
}

// agreed lists where everybody who counts applied the code.
func (c comparison) agreed(code qda.ID) []place {
	var out []place
	// Characters and matched segments have no units: there it is the words that all gave it.
	stretches := c.report.Unit == agreement.Character || c.report.Unit == agreement.Segment
	for _, d := range c.study.Documents {
		runs := map[qda.ID][]qda.Span{}
		for _, k := range c.study.Codings {
			if k.Document == d.ID && k.Code == code {
				runs[k.Coder] = append(runs[k.Coder], k.Span)
			}
		}
		var common []qda.Span
		var with []qda.ID
		units, cover := c.partition(d)
		for _, a := range c.study.Assignments {
			if a.Document != d.ID || !a.Finished || !slices.Contains(c.study.Coders, a.Coder) || slices.Contains(a.Unknown, code) {
				continue
			}
			lane, _ := agreement.Normalise(runs[a.Coder], d.Length)
			if !stretches {
				lane = units.Project(lane, cover)
			}
			if with = append(with, a.Coder); len(with) == 1 {
				common = lane
			} else {
				common = intersection(common, lane)
			}
		}
		if len(with) < 2 {
			continue
		}
		for _, run := range common {
			if stretches {
				out = append(out, place{agreement.Disagreement{Document: d.ID, Span: run, Unit: -1, Kind: "agreed", With: with}, code})
				continue
			}
			for u := run.Start; u < run.End; u++ {
				out = append(out, place{agreement.Disagreement{Document: d.ID, Span: units.Units[u], Unit: u, Kind: "agreed", With: with}, code})
			}
		}
	}
	return out
}

// partition gives the units in effect for a document, and how much of one must be
// covered: of a whole document, anything.
func (c comparison) partition(d agreement.Document) (agreement.Partition, agreement.Cover) {
	for _, r := range c.report.Documents {
		if r.Document == d.ID && len(d.Partitions[r.Unit]) > 0 {
			return agreement.NewPartition(d.Partitions[r.Unit], d.Length), c.options.Cover
		}
	}
	return agreement.NewPartition([]qda.Span{{Start: 0, End: d.Length}}, d.Length), agreement.Any
}

// intersection of two ordered lists of disjoint spans.
func intersection(a, b []qda.Span) []qda.Span {
	var out []qda.Span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if s := a[i].Intersect(b[j]); s.Len() > 0 {
			out = append(out, s)
		}
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return out
}

// passage gives a place its words and names. Its code stands for others, or for none
// but itself.
func (c comparison) passage(w *world, d place, codes []qda.ID, around int) (Disagreement, error) {
	if codes == nil {
		codes = []qda.ID{d.code}
	}
	doc := w.doc(d.Document)
	out := Disagreement{
		Key: placeKey(d.Document, d.code, d.Span), Document: c.document(d.Document), Code: c.code(d.code), Start: d.Span.Start, End: d.Span.End,
		Unit: d.Unit, Kind: string(d.Kind), Position: doc.form().position(d.Span.Start), With: []SideOf{}, Without: []SideOf{},
	}
	ix, err := c.p.texts.of(w.tx, c.cat.docOf[d.Document].TextHash)
	if err != nil {
		return out, err
	}
	out.Quote = ix.Slice(d.Span)
	if around > 0 {
		out.Before = ix.Slice(qda.Span{Start: max(0, d.Span.Start-around), End: d.Span.Start})
		out.After = ix.Slice(qda.Span{Start: d.Span.End, End: min(ix.Len(), d.Span.End+around)})
	}
	side := func(coder qda.ID) (SideOf, error) {
		s := SideOf{Coder: c.coder(coder), Instead: []Ref{}, Codings: []qda.ID{}}
		for k, err := range w.tx.Codings(store.CodingFilter{Documents: []qda.ID{d.Document}, Codes: codes, Coders: []qda.ID{coder}, Rounds: []qda.ID{c.study.round.ID}}) {
			if err != nil {
				return s, err
			}
			if k.Overlaps(d.Span) {
				s.Codings = append(s.Codings, k.ID)
			}
		}
		return s, nil
	}
	for _, coder := range d.With {
		s, err := side(coder)
		if err != nil {
			return out, err
		}
		out.With = append(out.With, s)
	}
	for _, a := range d.Without {
		s, err := side(a.Coder)
		if err != nil {
			return out, err
		}
		s.Kind = string(a.Kind)
		for _, id := range a.Instead {
			s.Instead = append(s.Instead, c.code(id))
		}
		out.Without = append(out.Without, s)
	}
	return out, nil
}
