package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// SegmentQuery asks for coded passages.
type SegmentQuery struct {
	Where   string `json:"where"`   // a condition, see package query; "" for all
	Order   string `json:"order"`   // "document" (reading order, the default), "code", "case" or "time"
	Context int    `json:"context"` // characters of text to give before and after
	Offset  int    `json:"offset"`
	Limit   int    `json:"limit"` // 0 for all
	// Consensus asks for the adjudicated layer instead of the coders' own codings;
	// the two never mix.
	Consensus bool `json:"consensus"`
}

// Segment is a coded passage as it is retrieved.
type Segment struct {
	ID       qda.ID              `json:"id" ts_type:"string"`
	Document SegmentDocument     `json:"document"`
	Code     SegmentCode         `json:"code"`
	Start    int                 `json:"start"`
	End      int                 `json:"end"`
	Quote    string              `json:"quote"`
	Lang     string              `json:"lang"` // of the passage
	Before   string              `json:"before"`
	After    string              `json:"after"`
	Coder    string              `json:"coder"`
	CoderID  qda.ID              `json:"coder_id" ts_type:"string"`
	Round    string              `json:"round"`
	Facets   map[string][]string `json:"facets"`
	Cases    []Ref               `json:"cases"`
	Position Position            `json:"position"`
	Weight   int                 `json:"weight"`
	Memos    int                 `json:"memos"`
	Created  string              `json:"created"`
	// Translations are its wordings in other languages, where there are any.
	Translations []TranslationView `json:"translations,omitempty"`
}

// SegmentDocument names the document of a segment.
type SegmentDocument struct {
	ID    qda.ID           `json:"id" ts_type:"string"`
	Title string           `json:"title"`
	Kind  qda.DocumentKind `json:"kind"`
	Lang  string           `json:"lang"`
	Date  string           `json:"date"`
}

// SegmentCode names the code of a segment.
type SegmentCode struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Name  string `json:"name"`
	Path  string `json:"path"`
	Color string `json:"color"`
}

// SegmentPage is one page of an answer.
type SegmentPage struct {
	Total     int            `json:"total"`
	Documents int            `json:"documents"` // that the segments come from
	Cases     int            `json:"cases"`     // that they belong to; what groups cases, as a region does, is none
	Segments  []Segment      `json:"segments"`
	Clauses   []query.Clause `json:"clauses"` // the condition, for reading it back
	Notes     []string       `json:"notes"`   // how its text queries were understood
	Notices   []Notice       `json:"notices"` // the same, for translation
	Hidden    int            `json:"hidden"`  // documents in a blind round: others' codings of them are not shown
}

// Segments retrieves.
func (p *Project) Segments(ctx context.Context, q SegmentQuery) (SegmentPage, error) {
	page := SegmentPage{Segments: []Segment{}, Clauses: []query.Clause{}, Notes: []string{}, Notices: []Notice{}}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		found, w, err := p.selectCodings(tx, cat, q.Where, q.Consensus, &page)
		if err != nil {
			return err
		}
		page.Total = len(found)
		page.Documents, page.Cases = w.spread(found)
		w.sort(found, q.Order)
		found = found[min(q.Offset, len(found)):]
		if q.Limit > 0 {
			found = found[:min(q.Limit, len(found))]
		}
		if page.Segments, err = w.segments(found, q.Context); err != nil {
			return err
		}
		hidden, err := tx.HiddenCodings()
		page.Hidden = len(hidden)
		return err
	})
	return page, err
}

// CheckCondition says what keeps a condition from being read (code query.syntax or
// query.too_long), without a project; the names in it are not looked up.
func CheckCondition(where string) error {
	_, err := query.ParseWhere(where)
	return err
}

// selectCodings finds the codings that meet a condition, in reading order.
func (p *Project) selectCodings(tx *store.Tx, cat *catalog, where string, consensus bool, page *SegmentPage) ([]qda.Coding, *world, error) {
	parsed, err := query.ParseWhere(where)
	if err != nil {
		return nil, nil, err
	}
	n := names{cat, tx}
	cond, err := parsed.Bind(n)
	if err != nil {
		return nil, nil, err
	}
	filter, err := pushed(parsed, n)
	if err != nil {
		return nil, nil, err
	}
	if page != nil {
		page.Clauses = append(page.Clauses, parsed.Clauses()...)
		for _, note := range cond.Notes {
			page.Notes, page.Notices = append(page.Notes, note.Message()), append(page.Notices, noticeOf(note))
		}
	}
	layer := cat.layer(consensus)
	w := newWorld(p, tx, cat)
	verdicts := map[qda.ID]query.Verdict{}
	var found, undecided []qda.Coding
	for c, err := range tx.Codings(filter) {
		if err != nil {
			return nil, nil, err
		}
		v, known := verdicts[c.DocumentID]
		if !known {
			v = cond.MatchDocument(docFacts{w.doc(c.DocumentID)})
			verdicts[c.DocumentID] = v
		}
		switch {
		case !layer[c.RoundID] || v == query.Never:
		case v == query.Always:
			found = append(found, c)
		default:
			undecided = append(undecided, c)
		}
	}
	for _, c := range undecided {
		d := w.doc(c.DocumentID)
		if cond.Match(&passageFacts{docWorld: d, span: c.Span, codings: []qda.Coding{c}, text: func() string { return c.Quote }}) {
			found = append(found, c)
		}
		if err := tx.Context().Err(); err != nil {
			return nil, nil, err
		}
	}
	cat.sortReading(found)
	return found, w, w.err
}

// sortReading puts codings, of which each document's are in the order of the store,
// into reading order: by document, in each by start and longest first.
func (c *catalog) sortReading(list []qda.Coding) {
	order := make(map[qda.ID]int, len(c.documents))
	for i, d := range c.documents {
		order[d.ID] = i
	}
	next := make([]int, len(c.documents)+1) // where the codings of each document begin
	sorted, last := true, 0
	for i := range list {
		if i == 0 || list[i].DocumentID != list[i-1].DocumentID {
			at := order[list[i].DocumentID]
			sorted = sorted && at >= last
			last = at
		}
		next[last+1]++
	}
	if sorted {
		return
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	for _, x := range slices.Clone(list) {
		i := order[x.DocumentID]
		list[next[i]] = x
		next[i]++
	}
}

// sort puts codings, which are in reading order, into another order.
func (w *world) sort(list []qda.Coding, by string) {
	rank := map[qda.ID]int{}
	switch by {
	case "code":
		n := 0
		for node := range w.cat.tree.Walk {
			rank[node.Code.ID] = n
			n++
		}
		slices.SortStableFunc(list, func(a, b qda.Coding) int { return rank[a.CodeID] - rank[b.CodeID] })
	case "case":
		for i, k := range w.cat.cases.list {
			rank[k.ID] = i
		}
		of := func(c qda.Coding) int {
			if cases := w.doc(c.DocumentID).cases(c.Span); len(cases) > 0 {
				return rank[cases[0].ID]
			}
			return len(rank)
		}
		slices.SortStableFunc(list, func(a, b qda.Coding) int { return of(a) - of(b) })
	case "time":
		slices.SortStableFunc(list, func(a, b qda.Coding) int { return strings.Compare(a.CreatedAt, b.CreatedAt) })
	}
}

// segments gives codings their names, places and context.
func (w *world) segments(list []qda.Coding, around int) ([]Segment, error) {
	ids := make([]qda.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	facets, err := w.tx.Qualifiers(ids)
	if err != nil {
		return nil, err
	}
	translated, err := w.translations(ids)
	if err != nil {
		return nil, err
	}
	out := make([]Segment, len(list))
	for i, c := range list {
		d := w.doc(c.DocumentID)
		s := Segment{
			ID: c.ID, Start: c.Start, End: c.End, Quote: c.Quote, Lang: w.cat.langAt(d.Document, c.Span), Coder: w.cat.coderOf[c.CoderID], CoderID: c.CoderID, Round: w.cat.roundOf[c.RoundID],
			Document: SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date},
			Facets:   map[string][]string{}, Cases: []Ref{}, Position: d.form().position(c.Start), Weight: c.Weight, Memos: w.memoCount(c.ID), Created: c.CreatedAt, Translations: translated[c.ID],
		}
		if n := w.cat.tree.Node(c.CodeID); n != nil {
			s.Code = SegmentCode{ID: c.CodeID, Name: n.Code.Name, Path: n.Path(), Color: cmp.Or(n.Hue(), defaultColor)}
		}
		for _, f := range w.cat.facetValues(facets[c.ID]) {
			s.Facets[f.Name] = append(s.Facets[f.Name], f.Meaning)
		}
		for _, k := range d.cases(c.Span) {
			s.Cases = append(s.Cases, Ref{k.ID, k.Name})
		}
		if around > 0 {
			ix, err := w.p.texts.of(w.tx, c.TextHash)
			if err != nil {
				return nil, err
			}
			s.Before = ix.Slice(qda.Span{Start: max(0, c.Start-around), End: c.Start})
			s.After = ix.Slice(qda.Span{Start: c.End, End: min(ix.Len(), c.End+around)})
		}
		out[i] = s
	}
	return out, w.err
}

// noticeOf says how a query was understood, for translation.
func noticeOf(n query.Note) Notice {
	out := Notice{Code: n.Code, Message: n.Message(), Args: map[string]string{}}
	for _, a := range n.Args {
		out.Args[a.Name] = fmt.Sprint(a.Value)
	}
	return out
}
