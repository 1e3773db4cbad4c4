package engine

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// layer is what was decided on one document of a round, while it is worked on.
//
// Its codings come from two sources. Decisions made some of them. The others are runs
// that coders agree on, or that a person put there. Above runs stand decisions: where a
// code was decided on, runs of it have no part, and what a decision made needs no run
// beside it. What is left of a run is its parts. Each decision keeps the whole runs that
// it changed, so that what the layer holds follows from the runs and the decisions alone,
// whichever came first, and a decision that is taken back leaves no trace.
type layer struct {
	tx        *store.Tx
	consensus qda.ID
	doc       qda.Document
	ix        *textpos.Index
	codings   []qda.Coding // as they are stored, and new ones of decisions
	fresh     map[qda.ID]bool
	stored    []qda.Decision
	decisions []decidedOn
	runs      []NewCoding // whole, none twice
	alike     bool        // whoever saves it apart makes the same codings
}

// decidedOn is a decision with what it keeps.
type decidedOn struct {
	qda.Decision
	sides sides
}

// layerIn reads what was decided on a document, which may lie in the bin.
func (p *Project) layerIn(tx *store.Tx, consensus, document qda.ID) (*layer, error) {
	d, err := store.Get[qda.Document](tx, document)
	if err != nil {
		return nil, err
	}
	ix, err := p.texts.of(tx, d.TextHash)
	if err != nil {
		return nil, err
	}
	return layerOf(tx, consensus, d, ix)
}

// layerOf reads what was decided on a document. The consensus may be none yet.
func layerOf(tx *store.Tx, consensus qda.ID, d qda.Document, ix *textpos.Index) (*layer, error) {
	l := &layer{tx: tx, consensus: consensus, doc: d, ix: ix, fresh: map[qda.ID]bool{}}
	if consensus.IsZero() {
		return l, nil
	}
	at := store.Eq{"round_id": consensus, "document_id": d.ID}
	var err error
	if l.stored, err = store.List[qda.Decision](tx, at); err != nil {
		return nil, err
	}
	if l.codings, err = store.List[qda.Coding](tx, at); err != nil {
		return nil, err
	}
	slices.SortFunc(l.codings, func(a, b qda.Coding) int {
		return cmp.Or(a.Start-b.Start, b.End-a.End, bytes.Compare(a.ID[:], b.ID[:]))
	})
	for _, k := range l.stored {
		one := decidedOn{Decision: k}
		json.Unmarshal([]byte(k.Sides), &one.sides) // sides that cannot be read led to nothing
		l.decisions = append(l.decisions, one)
		for _, run := range one.sides.Cut {
			if run.Span.Valid(ix.Len()) {
				l.addRun(run)
			}
		}
	}
	var parts []NewCoding
	for _, run := range l.runs {
		parts = append(parts, l.parts(run)...)
	}
	made := l.made()
	for _, c := range l.codings {
		if k := (NewCoding{c.CodeID, c.Span}); !made[c.ID] && !slices.Contains(parts, k) {
			l.addRun(k)
		}
	}
	return l, nil
}

func (l *layer) addRun(run NewCoding) {
	if !slices.Contains(l.runs, run) {
		l.runs = append(l.runs, run)
	}
}

// made names the codings that decisions led to.
func (l *layer) made() map[qda.ID]bool {
	out := map[qda.ID]bool{}
	for _, k := range l.decisions {
		for _, id := range k.sides.Made {
			out[id] = true
		}
	}
	return out
}

// decisive gives the codings that decisions led to.
func (l *layer) decisive() []qda.Coding {
	made := l.made()
	var out []qda.Coding
	for _, c := range l.codings {
		if made[c.ID] {
			out = append(out, c)
		}
	}
	return out
}

// decidedIn reports whether a decision on the code of a run reaches into it.
func (l *layer) decidedIn(run NewCoding) bool {
	return slices.ContainsFunc(l.decisions, func(k decidedOn) bool { return k.decides(run) })
}

func (k decidedOn) decides(run NewCoding) bool { return k.CodeID == run.Code && k.Overlaps(run.Span) }

// parts gives what decisions on its code leave of a run, without blanks at the ends.
func (l *layer) parts(run NewCoding) []NewCoding {
	left := []qda.Span{run.Span}
	for _, k := range l.decisions {
		if !k.decides(run) {
			continue
		}
		var next []qda.Span
		for _, s := range left {
			for _, part := range []qda.Span{{Start: s.Start, End: min(s.End, k.Start)}, {Start: max(s.Start, k.End), End: s.End}} {
				if part.Len() > 0 {
					next = append(next, part)
				}
			}
		}
		left = next
	}
	var out []NewCoding
	for _, s := range left {
		if len(left) > 1 || s != run.Span {
			s = l.ix.TrimSpace(s)
		}
		if s.Len() > 0 {
			out = append(out, NewCoding{run.Code, s})
		}
	}
	return out
}

// standing gives what is to stand beside the codings of decisions: runs that no decision
// touches as they are, and of the others the parts that nothing else holds.
func (l *layer) standing() []NewCoding {
	var out, parts []NewCoding
	decisive := l.decisive()
	for _, run := range l.runs {
		if l.decidedIn(run) || heldBy(decisive, run) {
			parts = append(parts, l.parts(run)...)
		} else {
			out = append(out, run)
		}
	}
	slices.SortFunc(parts, func(a, b NewCoding) int {
		return cmp.Or(b.Span.Len()-a.Span.Len(), a.Span.Start-b.Span.Start, bytes.Compare(a.Code[:], b.Code[:]))
	})
	for _, k := range parts {
		if !heldBy(decisive, k) && !holds(out, k) {
			out = append(out, k)
		}
	}
	return out
}

func holds(list []NewCoding, k NewCoding) bool {
	return slices.ContainsFunc(list, func(x NewCoding) bool { return x.Code == k.Code && x.Span.Contains(k.Span) })
}

func heldBy(list []qda.Coding, k NewCoding) bool {
	return slices.ContainsFunc(list, func(c qda.Coding) bool { return c.CodeID == k.Code && c.Contains(k.Span) })
}

// withdraw takes back the decisions on codes at a place.
func (l *layer) withdraw(codes []qda.ID, span qda.Span) {
	l.decisions = slices.DeleteFunc(l.decisions, func(k decidedOn) bool {
		return k.Span == span && slices.Contains(codes, k.CodeID)
	})
}

// agree finds the coding that a decision leads to, or makes it.
func (l *layer) agree(k NewCoding) (qda.ID, error) {
	if err := checkSpan(l.doc, l.ix, k.Span); err != nil {
		return qda.ID{}, err
	}
	if _, err := codableCode(l.tx, k.Code); err != nil {
		return qda.ID{}, err
	}
	for _, c := range l.codings {
		if c.CodeID == k.Code && c.Span == k.Span {
			return c.ID, nil
		}
	}
	c := l.coding(k)
	l.codings, l.fresh[c.ID] = append(l.codings, c), true
	return c.ID, nil
}

func (l *layer) coding(k NewCoding) qda.Coding {
	c := qda.Coding{
		ID: l.tx.NewID(), DocumentID: l.doc.ID, TextHash: l.doc.TextHash, CodeID: k.Code, CoderID: l.tx.Viewer(), RoundID: l.consensus,
		Span: k.Span, Quote: l.ix.Slice(k.Span), CreatedAt: l.tx.Now(),
	}
	if i := slices.IndexFunc(l.stored, func(d qda.Decision) bool { return d.CodeID == k.Code }); l.alike && i >= 0 {
		c.ID = qda.NaturalID("coding", l.consensus, l.doc.ID, k.Code, qda.Key(fmt.Sprint(k.Span.Start, "-", k.Span.End)))
		c.CoderID = l.stored[i].CoderID // as the one who decided first, by identity
	}
	return c
}
