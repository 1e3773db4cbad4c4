package engine

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// save writes what became of the layer. A coding that is cut, or comes back, is the same
// coding as far as there was one.
func (l *layer) save() error {
	missing, made := l.standing(), l.made()
	var spare []qda.Coding
	for _, c := range l.codings {
		i := slices.Index(missing, NewCoding{c.CodeID, c.Span})
		switch {
		case made[c.ID]:
			if l.fresh[c.ID] {
				if err := store.Put(l.tx, c); err != nil {
					return err
				}
			}
		case i >= 0:
			missing = slices.Delete(missing, i, i+1)
		case !l.fresh[c.ID]:
			spare = append(spare, c)
		}
	}
	for _, k := range missing {
		i := slices.IndexFunc(spare, func(c qda.Coding) bool { return c.CodeID == k.Code && c.Overlaps(k.Span) })
		if i < 0 {
			if err := store.Put(l.tx, l.coding(k)); err != nil {
				return err
			}
			continue
		}
		c := spare[i]
		spare = slices.Delete(spare, i, i+1)
		c.Span, c.Quote, c.TextHash = k.Span, l.ix.Slice(k.Span), l.doc.TextHash
		if err := store.Save(l.tx, c); err != nil {
			return err
		}
	}
	for _, c := range spare {
		if err := store.Delete[qda.Coding](l.tx, c.ID); err != nil {
			return err
		}
	}
	return l.saveDecisions()
}

// saveDecisions writes the decisions with the runs that each act changed, the same for
// all codes that it settled together.
func (l *layer) saveDecisions() error {
	for _, k := range l.stored {
		if !slices.ContainsFunc(l.decisions, func(x decidedOn) bool { return x.ID == k.ID }) {
			if err := store.Delete[qda.Decision](l.tx, k.ID); err != nil {
				return err
			}
		}
	}
	cut := l.cuts()
	for _, k := range l.decisions {
		k.sides.Cut = nil
		for j, other := range l.decisions {
			if k.sameAct(other) {
				k.sides.Cut = append(k.sides.Cut, cut[j]...)
			}
		}
		slices.SortFunc(k.sides.Cut, func(a, b NewCoding) int {
			return cmp.Or(bytes.Compare(a.Code[:], b.Code[:]), a.Span.Start-b.Span.Start, a.Span.End-b.Span.End)
		})
		k.sides.Cut = slices.Compact(k.sides.Cut)
		if err := k.write(); err != nil {
			return err
		}
		at := slices.IndexFunc(l.stored, func(x qda.Decision) bool { return x.ID == k.ID })
		var err error
		switch {
		case at < 0:
			err = store.Put(l.tx, k.Decision)
		case l.stored[at] != k.Decision:
			err = store.Save(l.tx, k.Decision)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// cuts gives for each decision the runs of which less stands because of it.
func (l *layer) cuts() [][]NewCoding {
	out := make([][]NewCoding, len(l.decisions))
	decisive := l.decisive()
	for _, run := range l.runs {
		holding := map[qda.ID]bool{}
		for _, part := range l.parts(run) {
			for _, c := range decisive {
				if c.CodeID == part.Code && c.Contains(part.Span) {
					holding[c.ID] = true
				}
			}
		}
		for i, k := range l.decisions {
			if k.decides(run) || slices.ContainsFunc(k.sides.Made, func(id qda.ID) bool { return holding[id] }) {
				out[i] = append(out[i], run)
			}
		}
	}
	return out
}

// sameAct reports whether two decisions on one document were settled together.
func (k decidedOn) sameAct(other decidedOn) bool {
	return k.Span == other.Span && k.At == other.At && k.CoderID == other.CoderID && k.sides.A.same(other.sides.A) && k.sides.B.same(other.sides.B) && slices.Equal(k.sides.Made, other.sides.Made)
}

func (s side) same(other side) bool {
	return s.Coder == other.Coder && slices.Equal(s.Codings, other.Codings)
}

// movedSides gives the sides of a decision in an edited text: the runs that were cut lie
// where their words are. Runs whose words are gone are forgotten.
func movedSides(written string, edits textpos.Edits, widen bool) (string, error) {
	var s sides
	if json.Unmarshal([]byte(written), &s) != nil || len(s.Cut) == 0 {
		return written, nil
	}
	var cut []NewCoding
	for _, run := range s.Cut {
		if widen {
			run.Span = edits.Widen(run.Span)
		}
		span, fate := edits.Anchor(run.Span)
		if fate != textpos.Lost {
			cut = append(cut, NewCoding{run.Code, span})
		}
	}
	s.Cut = cut
	b, err := json.Marshal(s)
	return string(b), err
}

// write puts the sides into the record, where they say something else.
func (k *decidedOn) write() error {
	var was sides
	if k.Sides != "" && (json.Unmarshal([]byte(k.Sides), &was) != nil || slices.Equal(was.Cut, k.sides.Cut)) {
		return nil
	}
	b, err := json.Marshal(k.sides)
	k.Sides = string(b)
	return err
}
