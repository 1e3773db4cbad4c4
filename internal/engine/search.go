package engine

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/rivo/uniseg"

	"articula/internal/index"
	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
	"articula/internal/textpos"
)

// SearchQuery asks for words.
type SearchQuery struct {
	Text    string   `json:"text"`    // see package query
	Where   string   `json:"where"`   // a condition on the turn or paragraph in which the words stand
	In      []string `json:"in"`      // "text", "memo", "code"; none for all where there is no condition, else "text"
	Context int      `json:"context"` // characters of text to give before and after; 0 for the usual
	Offset  int      `json:"offset"`
	Limit   int      `json:"limit"` // 0 for all
	Ranked  bool     `json:"ranked"`
}

// usualContext is how much text a hit is shown with.
const usualContext = 80

// SearchHit is one place.
type SearchHit struct {
	In       string          `json:"in"` // "text", "memo" or "code"
	Document SegmentDocument `json:"document"`
	Memo     Ref             `json:"memo"`
	Code     Ref             `json:"code"`
	Field    string          `json:"field"` // of a memo or code: which of its texts
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Quote    string          `json:"quote"`
	Context  string          `json:"context"` // the quote with what stands before and after
	Before   string          `json:"before"`
	After    string          `json:"after"`
	Position Position        `json:"position"`
}

// SearchPage is one page of an answer.
type SearchPage struct {
	Total      int            `json:"total"`
	Hits       []SearchHit    `json:"hits"`
	Documents  []SearchCount  `json:"documents"` // with hits, in order
	Understood string         `json:"understood"`
	Notes      []string       `json:"notes"`
	Notices    []Notice       `json:"notices"` // the same, for translation
	Clauses    []query.Clause `json:"clauses"`
	Complete   bool           `json:"complete"` // the index was up to date; if not, texts were read instead, with the same result
}

// SearchCount is how much was found in one document.
type SearchCount struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Title string `json:"title"`
	Hits  int    `json:"hits"`
}

// Search finds words in texts, memos and codes. Hits are exact ranges of the texts
// as they are now.
func (p *Project) Search(ctx context.Context, q SearchQuery) (SearchPage, error) {
	page := SearchPage{Hits: []SearchHit{}, Documents: []SearchCount{}, Notes: []string{}, Notices: []Notice{}, Clauses: []query.Clause{}}
	ix := p.searcher(ctx)
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		text := query.Parse(q.Text, names{cat, tx}.TermGroup)
		page.Understood = text.Sentence()
		for _, n := range text.Notes {
			page.Notes, page.Notices = append(page.Notes, n.Message()), append(page.Notices, noticeOf(n))
		}
		filter, w, err := p.searchFilter(tx, cat, q, &page)
		if err != nil {
			return err
		}
		order := index.ByPlace
		if q.Ranked {
			order = index.ByRelevance
		}
		res, err := ix.Search(ctx, text, filter, index.Page{Order: order, Skip: q.Offset, Limit: q.Limit})
		if err != nil {
			return err
		}
		if w.err != nil {
			return w.err
		}
		page.Total, page.Complete = res.Total, res.Scanned == 0
		for _, t := range res.Targets {
			if d := cat.docOf[t.Target.ID]; t.Target.Entity == index.Document && d != nil {
				page.Documents = append(page.Documents, SearchCount{d.ID, d.Title, t.Hits})
			}
		}
		around := q.Context
		if around == 0 {
			around = usualContext
		}
		for _, h := range res.Hits {
			hit, err := w.hit(h, around)
			if err != nil {
				return err
			}
			page.Hits = append(page.Hits, hit)
		}
		return nil
	})
	return page, err
}

// searchFilter turns a condition into what the index can ask. Documents come in
// their order; of memos only those that the coder may see.
func (p *Project) searchFilter(tx *store.Tx, cat *catalog, q SearchQuery, page *SearchPage) (index.Filter, *world, error) {
	var f index.Filter
	w := newWorld(p, tx, cat)
	parsed, err := query.ParseWhere(q.Where)
	if err != nil {
		return f, w, err
	}
	cond, err := parsed.Bind(names{cat, tx})
	if err != nil {
		return f, w, err
	}
	page.Clauses = append(page.Clauses, parsed.Clauses()...)
	in := q.In
	if len(in) == 0 {
		in = []string{"text", "memo", "code"}
		if parsed.Root != nil {
			in = in[:1]
		}
	}
	f.Only = []index.Target{}
	if slices.Contains(in, "text") {
		for _, d := range cat.documents {
			if d.DeletedAt == "" && cond.MatchDocument(docFacts{w.doc(d.ID)}) != query.Never {
				f.Only = append(f.Only, index.Target{Entity: index.Document, ID: d.ID})
			}
		}
	}
	if slices.Contains(in, "memo") {
		memos, err := store.List[qda.Memo](tx, store.Eq{})
		if err != nil {
			return f, w, err
		}
		for _, m := range memos {
			f.Only = append(f.Only, index.Target{Entity: index.Memo, ID: m.ID})
		}
	}
	if slices.Contains(in, "code") {
		for n := range cat.tree.Standing {
			f.Only = append(f.Only, index.Target{Entity: index.Code, ID: n.Code.ID})
		}
	}
	if parsed.Root == nil {
		return f, w, nil
	}
	var mu sync.Mutex // facts are looked up in one transaction
	f.Unit = func(t index.Target, _ string, u query.Unit) bool {
		if t.Entity != index.Document {
			return true
		}
		mu.Lock()
		defer mu.Unlock()
		d := w.doc(t.ID)
		facts := &passageFacts{docWorld: d, span: u.Span, text: func() string { return w.slice(d, u.Span) }}
		if uses(parsed.Root, query.OnCode, query.OnCoder, query.OnRound, query.OnFacet, query.OnMemo, query.OnWeight, query.OnCoded, query.OnSet) {
			facts.codings = d.over(u.Span, 0)
		}
		return cond.Match(facts)
	}
	return f, w, nil
}

func (w *world) slice(d *docWorld, span qda.Span) string {
	ix, err := w.p.texts.of(w.tx, d.TextHash)
	if err != nil {
		w.fail(err)
		return ""
	}
	return ix.Slice(span)
}

// hit gives a hit its names and context.
func (w *world) hit(h index.Hit, around int) (SearchHit, error) {
	out := SearchHit{In: "text", Start: h.Span.Start, End: h.Span.End, Quote: h.Quote, Field: h.Field}
	var ix *textpos.Index
	switch h.Target.Entity {
	case index.Document:
		d := w.doc(h.Target.ID)
		out.Field = ""
		out.Document = SegmentDocument{ID: d.ID, Title: d.Title, Kind: d.Kind, Lang: d.Lang, Date: d.Date}
		out.Position = d.form().position(h.Span.Start)
		var err error
		if ix, err = w.p.texts.of(w.tx, d.TextHash); err != nil {
			return out, err
		}
	case index.Memo:
		m, err := store.Get[qda.Memo](w.tx, h.Target.ID)
		if err != nil {
			return out, err
		}
		out.In, out.Memo = "memo", Ref{m.ID, m.Title}
		text := m.Body
		if h.Field == fieldTitle {
			text = m.Title
		}
		ix = textpos.NewIndex(text)
	case index.Code:
		out.In = "code"
		text := ""
		if n := w.cat.tree.Node(h.Target.ID); n != nil {
			out.Code = Ref{n.Code.ID, n.Path()}
			text = w.cat.codeText(n.Code, h.Field)
		}
		ix = textpos.NewIndex(text)
	}
	out.Before = ix.Slice(qda.Span{Start: max(0, h.Span.Start-around), End: h.Span.Start})
	out.After = ix.Slice(qda.Span{Start: h.Span.End, End: min(ix.Len(), h.Span.End+around)})
	out.Context = out.Before + out.Quote + out.After
	return out, nil
}

// codeText gives one of a code's texts by the name of its field in the index.
func (c *catalog) codeText(k qda.Code, field string) string {
	switch field {
	case "name":
		return k.Name
	case "definition":
		return k.Definition
	case "include_when":
		return k.IncludeWhen
	case "exclude_when":
		return k.ExcludeWhen
	case "example":
		return k.Example
	}
	name, lang, _ := strings.Cut(field, ".")
	for _, l := range c.labels[k.ID] {
		if l.Field == name && l.Lang == lang {
			return l.Text
		}
	}
	return ""
}

// Extent says how much around a hit is coded.
type Extent string

const (
	ExtentMatch    Extent = "match"
	ExtentSentence Extent = "sentence"
	ExtentUnit     Extent = "paragraph" // the turn or paragraph
)

// CodeHits codes places that a search found.
type CodeHits struct {
	Hits   []HitPlace `json:"hits"`
	Codes  []qda.ID   `json:"codes" ts_type:"string[]"`
	Round  qda.ID     `json:"round" ts_type:"string"`
	Extent Extent     `json:"extent"` // "" is match

	NewRound string `json:"new_round,omitempty"` // see AddCodings
}

// HitPlace is a place in a document with the words that were found there.
type HitPlace struct {
	Document qda.ID `json:"document" ts_type:"string"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
}

// CodedHits says what became of the places.
type CodedHits struct {
	Coded    int `json:"coded"`    // new codings
	Extended int `json:"extended"` // codings of one's own that grew
	Covered  int `json:"covered"`  // lay in a coding of one's own already
}

// PreviewHits gives the passages that CodeHits would code, each once, in reading
// order.
func (p *Project) PreviewHits(ctx context.Context, r CodeHits) ([]HitPlace, error) {
	var out []HitPlace
	err := p.view(ctx, func(tx *store.Tx) error {
		byDoc, docs, err := p.hitSpans(tx, r)
		if err != nil {
			return err
		}
		for _, id := range docs {
			_, ix, err := p.documentText(tx, id)
			if err != nil {
				return err
			}
			for _, s := range byDoc[id] {
				out = append(out, HitPlace{Document: id, Start: s.Start, End: s.End, Quote: ix.Slice(s)})
			}
		}
		return nil
	})
	return out, err
}

// CodeHits codes them, as one operation. Where the coder has the code on words that
// overlap, that coding grows. Every place is compared with the text first; if one
// does not read as it did, nothing is coded.
func (p *Project) CodeHits(ctx context.Context, r CodeHits) (CodedHits, error) {
	var done CodedHits
	if len(r.Codes) == 0 {
		return done, qda.E(qda.Invalid, "coding.no_code", "No code was chosen. Nothing was changed.")
	}
	_, err := p.update(ctx, "coding.bulk", func(tx *store.Tx) error {
		done = CodedHits{}
		byDoc, docs, err := p.hitSpans(tx, r)
		if err != nil {
			return err
		}
		round, err := roundNamed(tx, r.Round, r.NewRound)
		if err != nil {
			return err
		}
		for _, code := range r.Codes {
			if _, err := codableCode(tx, code); err != nil {
				return err
			}
			for _, id := range docs {
				d, ix, err := p.documentText(tx, id)
				if err != nil {
					return err
				}
				if err := codeSpans(tx, d, ix, code, round, byDoc[id], &done); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return done, err
}

// codeSpans codes spans of one document, which are in order and do not touch.
func codeSpans(tx *store.Tx, d qda.Document, ix *textpos.Index, code, round qda.ID, spans []qda.Span, done *CodedHits) error {
	have, err := store.List[qda.Coding](tx, store.Eq{"document_id": d.ID, "code_id": code, "coder_id": tx.Viewer(), "round_id": round})
	if err != nil {
		return err
	}
	for _, s := range spans {
		var near []qda.Coding
		covered := false
		for _, c := range have {
			covered = covered || c.Contains(s)
			if c.Overlaps(s) {
				near = append(near, c)
			}
		}
		switch {
		case covered:
			done.Covered++
		case len(near) > 0:
			keep, err := growCoding(tx, near[0], near[1:], s, ix)
			if err != nil {
				return err
			}
			have = slices.DeleteFunc(have, func(c qda.Coding) bool {
				return slices.ContainsFunc(near[1:], func(o qda.Coding) bool { return o.ID == c.ID })
			})
			for i := range have {
				if have[i].ID == keep.ID {
					have[i] = keep
				}
			}
			done.Extended++
		default:
			if err := store.Put(tx, qda.Coding{ID: tx.NewID(), DocumentID: d.ID, TextHash: d.TextHash, CodeID: code, CoderID: tx.Viewer(), RoundID: round, Span: s, Quote: ix.Slice(s), CreatedAt: tx.Now()}); err != nil {
				return err
			}
			done.Coded++
		}
	}
	return nil
}

// hitSpans grows places to their extent and joins those that overlap.
func (p *Project) hitSpans(tx *store.Tx, r CodeHits) (map[qda.ID][]qda.Span, []qda.ID, error) {
	byDoc := map[qda.ID][]qda.Span{}
	unitsOf := map[qda.ID][]query.Unit{}
	var docs []qda.ID
	for _, h := range r.Hits {
		d, ix, err := p.documentText(tx, h.Document)
		if err != nil {
			return nil, nil, err
		}
		span := qda.Span{Start: h.Start, End: h.End}
		if !span.Valid(ix.Len()) || ix.Slice(span) != h.Quote {
			return nil, nil, qda.E(qda.Conflict, "search.moved", "The text of {document} is no longer what was found there. Nothing was changed. Search again.", "document", d.Title)
		}
		if r.Extent != ExtentMatch && r.Extent != "" {
			units, known := unitsOf[d.ID]
			if !known {
				s, err := tx.Structure(d.StructureHash)
				if err != nil {
					return nil, nil, err
				}
				units = query.Units(ix, s)
				unitsOf[d.ID] = units
			}
			if span, err = grow(ix, units, span, r.Extent); err != nil {
				return nil, nil, err
			}
		}
		if byDoc[d.ID] == nil {
			docs = append(docs, d.ID)
		}
		byDoc[d.ID] = append(byDoc[d.ID], span)
	}
	for id, spans := range byDoc {
		slices.SortFunc(spans, func(a, b qda.Span) int { return a.Start - b.Start })
		joined := spans[:1]
		for _, s := range spans[1:] {
			if last := &joined[len(joined)-1]; s.Overlaps(*last) || s == *last {
				*last = last.Union(s)
			} else {
				joined = append(joined, s)
			}
		}
		byDoc[id] = joined
	}
	return byDoc, docs, nil
}

// grow widens a span to whole sentences or to the turns or paragraphs it lies in.
func grow(ix *textpos.Index, units []query.Unit, span qda.Span, extent Extent) (qda.Span, error) {
	found := span
	// Units are in order and do not overlap.
	first := sort.Search(len(units), func(i int) bool { return units[i].Span.End > found.Start })
	for _, u := range units[first:] {
		if u.Span.Start >= found.End {
			break
		}
		switch extent {
		case ExtentUnit:
			span = span.Union(u.Span)
		case ExtentSentence:
			span = span.Union(sentencesAt(ix, u.Span, span))
		default:
			return span, qda.E(qda.Invalid, "search.extent", "{extent} is not an extent. Use match, sentence or paragraph.", "extent", extent)
		}
	}
	return span, nil
}

// sentencesAt gives the sentences of a unit that a span touches (Unicode Standard
// Annex #29).
func sentencesAt(ix *textpos.Index, unit, span qda.Span) qda.Span {
	out := span.Intersect(unit)
	rest, state, pos := ix.Slice(unit), -1, unit.Start
	for len(rest) > 0 {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		end := pos + len([]rune(sentence))
		s := qda.Span{Start: pos, End: end}
		if s.Overlaps(span) {
			out = out.Union(ix.TrimSpace(s))
		}
		pos = end
	}
	return out
}
