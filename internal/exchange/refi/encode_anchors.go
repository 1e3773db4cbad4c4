package refi

import (
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// anchors are what is remembered of a document that is done: by what cases and links
// name its passages.
type anchors struct {
	unplaced bool                // its text is not there
	guids    map[qda.Span]string // of the passages that need a selection
	spans    map[string]qda.Span // of the selections that kept links and cases point at
}

// needed lists the passages of cases and links, by document, in the order in which
// these are written: each needs a selection in its document, coded or not.
func (x *encoder) needed() map[qda.ID][]qda.Span {
	out := map[qda.ID][]qda.Span{}
	for _, c := range x.casesInOrder() {
		for _, s := range x.spansOf(c.ID) {
			if !s.Whole && s.Len() > 0 {
				out[s.DocumentID] = append(out[s.DocumentID], s.Span)
			}
		}
	}
	for _, l := range bundle.Of[qda.Link](x.b) {
		for _, p := range []qda.Passage{l.From, l.To} {
			out[p.DocumentID] = append(out[p.DocumentID], p.Span)
		}
	}
	return out
}

func (x *encoder) casesInOrder() []qda.Case {
	list := bundle.Of[qda.Case](x.b)
	slices.SortStableFunc(list, func(a, b qda.Case) int { return strings.Compare(a.Pos, b.Pos) })
	return list
}

func (x *encoder) spansOf(of qda.ID) []qda.CaseSpan {
	if x.caseSpans == nil {
		x.caseSpans = map[qda.ID][]qda.CaseSpan{}
		for _, s := range bundle.Of[qda.CaseSpan](x.b) {
			x.caseSpans[s.CaseID] = append(x.caseSpans[s.CaseID], s)
		}
	}
	return x.caseSpans[of]
}

// anchors makes the selections that the document needs besides those of its codings,
// and notes what is asked of it later.
func (h *textHolder) anchors() *anchors {
	a := &anchors{unplaced: h.unplaced, guids: map[qda.Span]string{}, spans: map[string]qda.Span{}}
	if h.unplaced {
		return a
	}
	pointed, spans := h.x.pointedAt(), h.spans()
	for _, s := range h.e.All("PlainTextSelection", "TranscriptSelection") {
		span, ok := spans[s]
		if !ok {
			continue
		}
		if h.bySpan[span] == nil {
			h.bySpan[span] = s
		}
		if k := key(s.Attr("guid")); pointed[k] {
			a.spans[k] = span
		}
	}
	for _, span := range h.x.marks[h.doc.ID] {
		if span.End <= h.text.Runes {
			a.guids[span] = h.selection(span, qda.ID{}).Attr("guid")
		}
	}
	return a
}

// passage gives the identity of the selection of a passage; "" where its document has
// no text in the file.
func (x *encoder) passage(document qda.ID, span qda.Span) string {
	if a := x.anchors[document]; a != nil {
		return a.guids[span]
	}
	return ""
}

// selectionAt is where a selection of a document stands that the file points at.
func (x *encoder) selectionAt(document qda.ID, guid string) (qda.Span, bool) {
	a := x.anchors[document]
	if a == nil {
		return qda.Span{}, false
	}
	s, ok := a.spans[key(guid)]
	return s, ok
}
