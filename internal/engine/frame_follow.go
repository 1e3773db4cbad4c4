package engine

import (
	"cmp"
	"maps"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// maxTouched is how many operations are remembered, so that a frame can be brought
// up to date by what they changed instead of being read as a whole.
const maxTouched = 256

// touch is what one operation changed of what frames hold.
type touch struct {
	seq     int
	codings []qda.ID // none: they could not be named
}

// touchedSince gives what was touched since a frame was read; ok is false where that
// is not known. The caller holds p.mu.
func (p *Project) touchedSince(f *frame) (list []touch, ok bool) {
	if f == nil {
		return nil, false
	}
	missed := p.counted - f.counted
	if missed <= 0 || missed > len(p.touched) {
		return nil, false
	}
	list = p.touched[len(p.touched)-missed:]
	for _, t := range list {
		if len(t.codings) == 0 {
			return nil, false
		}
	}
	return slices.Clone(list), true
}

// note remembers what an operation changed of what frames hold. The caller holds p.mu.
func (p *Project) note(seq int, codings []qda.ID) {
	p.counted++
	if len(p.touched) == maxTouched {
		p.touched = slices.Delete(p.touched, 0, maxTouched/2)
	}
	p.touched = append(p.touched, touch{seq, codings})
}

// after gives the frame as it is once some codings were touched: these are read again,
// everything else is taken over. The old frame stays as it was for those who look at it.
//
// It is of the moment of the last operation that it knows of: a transaction may see a
// later one that was not told of yet.
func (f *frame) after(tx *store.Tx, list []touch, counted int) (*frame, error) {
	touched := map[qda.ID]bool{}
	for _, t := range list {
		for _, id := range t.codings {
			touched[id] = true
		}
	}
	ids := slices.Collect(maps.Keys(touched))
	fresh, err := tx.CodingPlaces(store.CodingFilter{IDs: ids})
	if err != nil {
		return nil, err
	}
	layer := f.cat.layer(f.consensus)
	fresh = slices.DeleteFunc(fresh, func(c qda.Coding) bool { return !layer[c.RoundID] })
	now := &frame{seq: list[len(list)-1].seq, counted: counted, viewer: f.viewer, consensus: f.consensus, cat: f.cat}
	documents := map[qda.ID]bool{}
	now.codings = make([]qda.Coding, 0, len(f.codings)+len(fresh))
	for _, c := range f.codings {
		if touched[c.ID] {
			documents[c.DocumentID] = true
			continue
		}
		now.codings = append(now.codings, c)
	}
	inOrder := f.cat.readingOrder()
	for _, c := range fresh {
		documents[c.DocumentID] = true
		at, _ := slices.BinarySearchFunc(now.codings, c, inOrder)
		now.codings = slices.Insert(now.codings, at, c)
	}

	f.mu.Lock()
	defer f.mu.Unlock()
	if f.qualifiers != nil {
		now.qualifiers = maps.Clone(f.qualifiers)
		again, err := tx.Qualifiers(ids)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			delete(now.qualifiers, id)
			if q := again[id]; q != nil {
				now.qualifiers[id] = q
			}
		}
	}
	if f.byDocument != nil {
		now.byDocument = maps.Clone(f.byDocument)
		for d := range documents {
			delete(now.byDocument, d)
		}
		for _, c := range now.codings {
			if documents[c.DocumentID] {
				now.byDocument[c.DocumentID] = append(now.byDocument[c.DocumentID], c)
			}
		}
	}
	now.rows = maps.Clone(f.rows)
	for row, kept := range now.rows {
		within := f.cat.cases.under(kept.cases...)
		for d := range documents {
			if slices.ContainsFunc(f.cat.spans[d], func(s qda.CaseSpan) bool { return within[s.CaseID] }) {
				delete(now.rows, row)
			}
		}
	}
	return now, nil
}

// readingOrder compares codings as [catalog.sortReading] puts them.
func (c *catalog) readingOrder() func(a, b qda.Coding) int {
	order := make(map[qda.ID]int, len(c.documents))
	for i, d := range c.documents {
		order[d.ID] = i
	}
	return func(a, b qda.Coding) int {
		return cmp.Or(order[a.DocumentID]-order[b.DocumentID], a.Start-b.Start, b.End-a.End, compareIDs(a.ID, b.ID))
	}
}
