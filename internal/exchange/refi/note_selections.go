package refi

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// What a selection in a note marks is kept with it, for the text of a note changes.
const (
	wordsMark  = "_words"  // the words
	whichMark  = "_which"  // "2/3": the second of the three places where they stand
	beforeMark = "_before" // what stands before them
	afterMark  = "_after"  // and behind them
)

// aroundWords is how many characters before and behind the words are kept.
const aroundWords = 24

// markWords notes on the selections of a note which words of its text they mark.
func (d *decoder) markWords(note *Element, raw *RawText) {
	list := d.selectionsOf(note)
	list = slices.DeleteFunc(list, func(p placed) bool { return p.e.Name != "PlainTextSelection" })
	if len(list) == 0 {
		return
	}
	note.Set(hashMark, qda.HashOf([]byte(raw.Text())).String())
	var said []Selection
	for _, p := range list {
		if p.ok {
			said = append(said, Selection{Start: p.start, End: p.end, Name: plainText(p.e.Attr("name"))})
		}
	}
	r := raw.ruler(infer(raw, said, d.prior()).Convention)
	ix := textpos.NewIndex(raw.Text())
	for _, p := range list {
		from, to, _, ok := r.span(p.start, p.end)
		if !ok || !p.ok {
			continue
		}
		words := ix.Slice(qda.Span{Start: from, End: to})
		p.e.Set(wordsMark, words)
		p.e.Set(beforeMark, ix.Slice(qda.Span{Start: max(0, from-aroundWords), End: from}))
		p.e.Set(afterMark, ix.Slice(qda.Span{Start: to, End: min(ix.Len(), to+aroundWords)}))
		if at := placesOf(raw.Text(), words); len(at) > 0 {
			p.e.Set(whichMark, fmt.Sprintf("%d/%d", slices.Index(at, int(ix.ToByte(from)))+1, len(at)))
		}
	}
}

// placesOf gives where words stand in a text, in bytes.
func placesOf(text, words string) (out []int) {
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		out = append(out, at+i)
		at += i + 1
	}
	return out
}

// noteSelections brings the selections that are kept of a note to its text as it is now:
// to where their words are. Those whose words are not there, or of which it is not known
// which ones they are, are left out. Of a note that was read before words were kept, edited
// says whether it was changed since.
func (x *encoder) noteSelections(e *Element, text string, edited bool) {
	was, err := qda.ParseHash(e.Attr(hashMark))
	raw := newRawText(text)
	if err == nil && was == qda.HashOf([]byte(raw.Text())) {
		return
	}
	conv := x.written()
	at := raw.positions(conv)
	ix := textpos.NewIndex(raw.Text())
	e.Kids = slices.DeleteFunc(e.Kids, func(s *Element) bool {
		if s.Name != "PlainTextSelection" || err != nil && unmoved(s, ix) {
			return false
		}
		span, ok := found(s, ix)
		if !ok && err != nil && !edited {
			return false
		}
		if !ok || span.End >= len(at) {
			why := bundle.Why("account.words_gone", "the words that it marked are gone")
			x.acc.Left("passage without a code", s.label(), why)
			for range s.All("Coding") {
				x.acc.Left("coding", s.label(), why)
			}
			return true
		}
		start, end := place(at, conv, span.Start, span.End)
		s.Set("startPosition", itoa(start))
		s.Set("endPosition", itoa(end))
		return false
	})
}

// unmoved reports whether a selection is called by the words where it stands.
func unmoved(s *Element, ix *textpos.Index) bool {
	start, ok1 := intOf(s.Attr("startPosition"))
	end, ok2 := intOf(s.Attr("endPosition"))
	sel := Selection{Name: plainText(s.Attr("name"))}
	if !sel.evident() || !ok1 || !ok2 || start < 0 || end < start || end > ix.Len() {
		return false
	}
	exact, prefix := sel.matches(ix.Slice(qda.Span{Start: start, End: end}))
	return exact || prefix
}

// found gives where the words of a selection stand in a text: the place that they had
// among those like them, or the one with the same words beside it.
func found(s *Element, ix *textpos.Index) (qda.Span, bool) {
	words, known := s.Lookup(wordsMark)
	if !known {
		words = plainText(s.Attr("name"))
	}
	text := ix.Text()
	places := placesOf(text, words)
	var which, of int
	if n, err := fmt.Sscanf(s.Attr(whichMark), "%d/%d", &which, &of); (err != nil || n != 2 || which < 1) && len(places) == 1 && !known {
		which, of = 1, 1
	}
	if len(places) == 0 || of != len(places) || which < 1 || which > of {
		before, after := s.Attr(beforeMark), s.Attr(afterMark)
		places = slices.DeleteFunc(places, func(i int) bool {
			return !(before != "" && strings.HasSuffix(text[:i], before) || after != "" && strings.HasPrefix(text[i+len(words):], after))
		})
		if len(places) != 1 {
			return qda.Span{}, false
		}
		which = 1
	}
	from := places[which-1]
	return qda.Span{Start: ix.FromByte(textpos.Byte(from)), End: ix.FromByte(textpos.Byte(from + len(words)))}, true
}
