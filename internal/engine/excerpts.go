package engine

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"strings"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// PlanExcerpts says which passages a round is about: drawn at random, or chosen.
type PlanExcerpts struct {
	Draw     int       `json:"draw"`     // how many are drawn, with the seed of the plan
	Of       string    `json:"of"`       // what one is: "sentence", "turn" or "paragraph" ("")
	Coded    bool      `json:"coded"`    // draw only from those that were given a code of the round in the one that is repeated
	Passages []Passage `json:"passages"` // chosen by hand
	Where    string    `json:"where"`    // chosen as the passages that a retrieval finds, see package query
}

// Passage is a stretch of the text of a document, in code points, half-open.
type Passage struct {
	Document qda.ID `json:"document" ts_type:"string"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

// ExcerptView is a passage that a round is about.
type ExcerptView struct {
	ID       qda.ID `json:"id" ts_type:"string"`
	Document Ref    `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`   // its first words
	Codings  int    `json:"codings"` // that the one who asks has made in it in the round
}

// quoteHead is how many characters of a passage stand in a list.
const quoteHead = 160

const (
	fewExcerpts  = 30 // fewer say little about a coder
	fewDecisions = 75 // fewer answers say little about somebody who learns
)

func (e PlanExcerpts) unit() string { return cmp.Or(e.Of, string(agreement.Paragraph)) }

func (e PlanExcerpts) any() bool { return e.Draw > 0 || len(e.Passages) > 0 || e.Where != "" }

func (e PlanExcerpts) check(again qda.ID) error {
	nothing := " Nothing was planned."
	switch unit := agreement.Unit(e.unit()); {
	case e.Draw < 0:
		return qda.E(qda.Invalid, "round.draw_excerpts", "A negative number of passages cannot be drawn."+nothing)
	case e.Draw > 0 && (len(e.Passages) > 0 || e.Where != ""):
		return qda.E(qda.Invalid, "round.excerpts_both", "Passages are either drawn or chosen."+nothing)
	case e.Coded && again.IsZero():
		return qda.E(qda.Invalid, "round.excerpts_coded", "Say which round is repeated: only there it is known what was coded."+nothing)
	case unit != agreement.Sentence && unit != agreement.Turn && unit != agreement.Paragraph:
		return qda.E(qda.Invalid, "agreement.choice", "{value} is not a {what} of a comparison. Use {choices}.", "value", e.Of, "what", "passage", "choices", "sentence, turn, paragraph")
	}
	return nil
}

// chooseExcerpts gives the passages of a plan in the order in which they are to be
// handed out: as chosen, or shuffled so that nobody works through a text from its
// beginning. The same seed draws the same passages from the same texts.
func (p *Project) chooseExcerpts(ctx context.Context, r PlanRound, documents []qda.ID) (out []qda.Excerpt, cautions []string, err error) {
	if !r.Excerpts.any() {
		return nil, nil, nil
	}
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		coded, err := r.codedBefore(tx, cat)
		if err != nil {
			return err
		}
		if r.Excerpts.Where != "" {
			found, _, err := p.selectCodings(tx, cat, r.Excerpts.Where, false, nil)
			if err != nil {
				return err
			}
			for _, c := range found {
				r.Excerpts.Passages = append(r.Excerpts.Passages, Passage{c.DocumentID, c.Start, c.End})
			}
		}
		if r.Excerpts.Draw == 0 {
			out, err = p.chosenExcerpts(tx, r, documents)
		} else {
			out, err = p.drawnExcerpts(tx, cat, r, documents, coded)
		}
		if len(out) < fewExcerpts {
			cautions = append(cautions, "few_excerpts")
		}
		if !r.Expert.IsZero() {
			answers := 0
			for _, e := range out {
				for _, s := range coded[e.DocumentID] {
					if s.Overlaps(e.Span) {
						answers++
					}
				}
			}
			if answers < fewDecisions {
				cautions = append(cautions, "few_decisions")
			}
		}
		return err
	})
	return out, cautions, err
}

// codedBefore gives the places that have a code of the plan in the round that is
// repeated: by the one who is learnt from, or by those who repeat it.
func (r PlanRound) codedBefore(tx *store.Tx, cat *catalog) (map[qda.ID][]qda.Span, error) {
	out := map[qda.ID][]qda.Span{}
	if r.Again.IsZero() {
		return out, nil
	}
	who := r.Coders
	if !r.Expert.IsZero() {
		who = []qda.ID{r.Expert}
	}
	for c, err := range tx.Codings(store.CodingFilter{Rounds: []qda.ID{r.Again}, Coders: who, Codes: cat.codesOrBelow(r.Codes)}) {
		if err != nil {
			return nil, err
		}
		out[c.DocumentID] = append(out[c.DocumentID], c.Span)
	}
	return out, nil
}

func (p *Project) chosenExcerpts(tx *store.Tx, r PlanRound, documents []qda.ID) ([]qda.Excerpt, error) {
	var out []qda.Excerpt
	for _, x := range r.Excerpts.Passages {
		if !slices.Contains(documents, x.Document) {
			continue
		}
		d, ix, err := p.documentText(tx, x.Document)
		if err != nil {
			return nil, err
		}
		span := qda.Span{Start: x.Start, End: x.End}
		if err := checkSpan(d, ix, span); err != nil {
			return nil, err
		}
		e := qda.Excerpt{DocumentID: d.ID, Span: ix.TrimSpace(span)}
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return nil, qda.E(qda.Invalid, "round.no_excerpts", "None of the passages lies in the documents of the round. Nothing was planned.")
	}
	return out, nil
}

func (p *Project) drawnExcerpts(tx *store.Tx, cat *catalog, r PlanRound, documents []qda.ID, coded map[qda.ID][]qda.Span) ([]qda.Excerpt, error) {
	var pool []qda.Excerpt
	unit := r.Excerpts.unit()
	for _, id := range documents {
		d, err := p.studyDocument(tx, *cat.docOf[id], unit, nil)
		if err != nil {
			return nil, err
		}
		units := d.Partitions[agreement.Unit(unit)]
		if len(units) == 0 {
			units = d.Partitions[agreement.Paragraph] // a law among interviews has no turns
		}
		for _, s := range units {
			if !r.Excerpts.Coded || slices.ContainsFunc(coded[id], s.Overlaps) {
				pool = append(pool, qda.Excerpt{DocumentID: id, Span: s})
			}
		}
	}
	if r.Excerpts.Draw > len(pool) {
		return nil, qda.E(qda.Invalid, "round.draw_many_excerpts", "{n} passages cannot be drawn from {m}. Nothing was planned.", "n", r.Excerpts.Draw, "m", len(pool))
	}
	slices.SortFunc(pool, func(a, b qda.Excerpt) int {
		return cmp.Or(strings.Compare(string(a.DocumentID[:]), string(b.DocumentID[:])), a.Start-b.Start)
	})
	random := rand.New(rand.NewPCG(r.Seed, 0x65786365727074)) // "excerpt"
	random.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	return pool[:r.Excerpts.Draw], nil
}

// excerptsByRound reads the passages that rounds are about, as they are handed out.
func excerptsByRound(tx *store.Tx) (map[qda.ID][]qda.Excerpt, error) {
	list, err := store.List[qda.Excerpt](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b qda.Excerpt) int { return strings.Compare(a.Pos, b.Pos) })
	out := map[qda.ID][]qda.Excerpt{}
	for _, e := range list {
		if e.Len() > 0 { // a new text may have lost all of its words
			out[e.RoundID] = append(out[e.RoundID], e)
		}
	}
	return out, nil
}

// showExcerpts gives the excerpts of a round their words, and says how many codings the
// viewer has made in each.
func (p *Project) showExcerpts(tx *store.Tx, cat *catalog, round qda.ID, list []ExcerptView) error {
	if len(list) == 0 {
		return nil
	}
	mine := map[qda.ID][]qda.Span{}
	if me := tx.Viewer(); !me.IsZero() {
		for c, err := range tx.Codings(store.CodingFilter{Rounds: []qda.ID{round}, Coders: []qda.ID{me}}) {
			if err != nil {
				return err
			}
			mine[c.DocumentID] = append(mine[c.DocumentID], c.Span)
		}
	}
	for i := range list {
		e := &list[i]
		ix, err := p.texts.of(tx, cat.docOf[e.Document.ID].TextHash)
		if err != nil {
			return err
		}
		span := qda.Span{Start: e.Start, End: e.End}
		e.Quote = ix.Slice(qda.Span{Start: e.Start, End: min(e.End, e.Start+quoteHead)})
		for _, s := range mine[e.Document.ID] {
			if s.Overlaps(span) {
				e.Codings++
			}
		}
	}
	return nil
}

// spansByDocument gives passages as units to compare on.
func spansByDocument(list []qda.Excerpt) map[qda.ID][]qda.Span {
	if len(list) == 0 {
		return nil
	}
	out := map[qda.ID][]qda.Span{}
	for _, e := range list {
		out[e.DocumentID] = append(out[e.DocumentID], e.Span)
	}
	return out
}
