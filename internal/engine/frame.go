package engine

import (
	"context"
	"slices"
	"sync"
	"time"

	"articula/internal/analysis"
	"articula/internal/qda"
	"articula/internal/store"
)

// inFrame names the kinds of record, beside those of the catalog, whose change makes
// a frame stale. To write a finding or a memo is none of them.
var inFrame = map[string]bool{"coding": true, "qualifier": true, "assignment": true}

// frame is what counting looks at: every coding of one layer that the coder may see,
// in reading order, at one moment. It is kept until something of it changes, because
// one look at a matrix leads to the next.
type frame struct {
	seq       int // last operation when it was read
	counted   int // see Project.counted
	viewer    qda.ID
	consensus bool
	cat       *catalog
	codings   []qda.Coding // without their words

	mu         sync.Mutex
	qualifiers map[qda.ID][]qda.Qualifier // read when first asked for
	byDocument map[qda.ID][]qda.Coding
	rows       map[qda.ID]*rowCodings // by what cases are gathered, made when first asked for
}

// frame gives the codings of a layer as they are now.
func (p *Project) frame(ctx context.Context, consensus bool) (*frame, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	me := p.Me().ID
	p.mu.Lock()
	old, counted := p.frames[consensus], p.counted
	touched, named := p.touchedSince(old)
	p.mu.Unlock()
	var f *frame
	err = p.view(ctx, func(tx *store.Tx) error {
		seq, _, err := tx.Head()
		if err != nil {
			return err
		}
		// nobody else writes while this program may; where it only reads, others do
		unchanged := old != nil && (old.seq == seq || old.counted == counted && !p.store.ReadOnly())
		alike := old != nil && old.viewer == me && old.cat == cat
		if unchanged && alike {
			f = old
			return nil
		}
		if alike && named && !p.store.ReadOnly() {
			f, err = old.after(tx, touched, counted)
			return err
		}
		list, err := tx.CodingPlaces(store.CodingFilter{})
		if err != nil {
			return err
		}
		f = &frame{seq: seq, counted: counted, viewer: me, consensus: consensus, cat: cat}
		layer := cat.layer(consensus)
		f.codings = slices.DeleteFunc(list, func(c qda.Coding) bool { return !layer[c.RoundID] })
		cat.sortReading(f.codings)
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.frames == nil {
		p.frames = map[bool]*frame{}
	}
	p.frames[consensus] = f
	return f, nil
}

// countingPause is how long after a project was opened its codings are read for counting:
// what is shown first is not to wait for it.
const countingPause = 500 * time.Millisecond

// KeepCountingReady reads soon what the first matrix will look at, so that nobody waits for
// it there. It returns at once; where that fails, the matrix reads it itself.
func (p *Project) KeepCountingReady(ctx context.Context) {
	go func() {
		select {
		case <-ctx.Done():
		case <-time.After(countingPause):
			p.prepareCounting(ctx)
		}
	}()
}

// prepareCounting reads what the first matrix looks at, and keeps it.
func (p *Project) prepareCounting(ctx context.Context) error {
	f, err := p.frame(ctx, false)
	if err != nil {
		return err
	}
	return p.view(ctx, func(tx *store.Tx) error {
		_, err := f.facets(tx)
		return err
	})
}

// facets reads the facet values of the frame's codings.
func (f *frame) facets(tx *store.Tx) (map[qda.ID][]qda.Qualifier, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.qualifiers != nil {
		return f.qualifiers, nil
	}
	ids := make([]qda.ID, len(f.codings))
	for i, c := range f.codings {
		ids[i] = c.ID
	}
	var err error
	f.qualifiers, err = tx.Qualifiers(ids)
	return f.qualifiers, err
}

// of gives the frame's codings of one document.
func (f *frame) of(document qda.ID) []qda.Coding {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.byDocument == nil {
		f.byDocument = map[qda.ID][]qda.Coding{}
		for _, c := range f.codings {
			f.byDocument[c.DocumentID] = append(f.byDocument[c.DocumentID], c)
		}
	}
	return f.byDocument[document]
}

// layer says which rounds belong to the consensus, or to the coders' own coding;
// training belongs to neither.
func (c *catalog) layer(consensus bool) map[qda.ID]bool {
	out := map[qda.ID]bool{}
	for _, r := range c.rounds {
		out[r.ID] = (r.Kind == qda.ConsensusRound) == consensus && r.Kind != qda.TrainingRound
	}
	return out
}

// selection is the codings that a question is about, in reading order.
type selection struct {
	w       *world
	codings []qda.Coding
	facets  map[qda.ID][]qda.Qualifier
	number  map[qda.ID]int // of each document
}

// selectFrame finds the codings that meet a condition; "" is met by all. The
// transaction must be of the frame's moment or later.
func (p *Project) selectFrame(tx *store.Tx, f *frame, where string, withFacets bool) (*selection, error) {
	s := &selection{w: newWorld(p, tx, f.cat), codings: f.codings, number: map[qda.ID]int{}}
	if where != "" {
		found, w, err := p.selectCodings(tx, f.cat, where, f.consensus, nil)
		if err != nil {
			return nil, err
		}
		s.codings, s.w = found, w
	}
	for i, d := range f.cat.documents {
		s.number[d.ID] = i
	}
	if withFacets {
		var err error
		if s.facets, err = f.facets(tx); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// items makes countable items of the selection, as yet in no row and column. Of the
// cases, those count that are compared: a passage of a region is of none.
func (s *selection) items(turns bool) []analysis.Item {
	caseNumber := s.w.cat.cases.compared()
	out := make([]analysis.Item, len(s.codings))
	var d *docWorld
	var number int
	var cases []int32
	for i := range s.codings {
		c := &s.codings[i]
		turned := d == nil || d.ID != c.DocumentID // to another document, whose codings come together
		if turned {
			d, number = s.w.doc(c.DocumentID), s.number[c.DocumentID]
		}
		if turned || !d.whole {
			cases = make([]int32, 0, 1)
			for _, k := range d.cases(c.Span) {
				if n, ok := caseNumber[k.ID]; ok {
					cases = append(cases, n)
				}
			}
		}
		it := &out[i]
		it.Doc, it.Start, it.End, it.Cases, it.FirstTurn, it.LastTurn = number, c.Start, c.End, cases, -1, -1
		if turns {
			it.FirstTurn, it.LastTurn = d.form().turnsOf(c.Span)
		}
	}
	return out
}

// say notes on each item with which code it was coded.
func (s *selection) say(items []analysis.Item) {
	number := map[qda.ID]int32{}
	for i, c := range s.codings {
		n, known := number[c.CodeID]
		if !known {
			n = int32(len(number))
			number[c.CodeID] = n
		}
		items[i].Says = n
	}
}

// turnsOf gives the first and last turn that a span touches, from 0; the first is -1
// where it touches none.
func (s *shape) turnsOf(span qda.Span) (first, last int) {
	first, last = -1, -1
	for i := max(0, at(s.turns, span.Start)); i < len(s.turns) && s.turns[i].Span.Start < span.End; i++ {
		if s.turns[i].Span.Overlaps(span) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}
