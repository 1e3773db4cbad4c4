package refi

import (
	"encoding/json"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// textHolder is an element with a text and selections, on its way out.
type textHolder struct {
	x        *encoder
	e        *Element
	doc      qda.Document
	text     qda.Text
	conv     Convention
	at       []int32 // position of each code point under conv
	bySpan   map[qda.Span]*Element
	ix       *textpos.Index
	unplaced bool // the text is not there: selections stay as they are
}

// hold prepares the holder of a document's text: it decides how the text is
// written, and turns the selections that are kept to it.
func (x *encoder) hold(e *Element, doc qda.Document) *textHolder {
	h := &textHolder{x: x, e: e, doc: doc, text: x.text(doc.TextHash), bySpan: map[qda.Span]*Element{}}
	on := owner{"document", doc.ID}
	old, placed := ParseConvention(e.Attr(conventionMark))
	placed = placed && e.Attr(conventionMark) != ""
	if !placed && h.text.Body == "" && (len(e.All("PlainTextSelection", "TranscriptSelection")) > 0 || e.Attr("plainTextPath") != "") {
		h.unplaced = true
		return h
	}
	raw, ref := x.originalText(h, on)
	was, _ := qda.ParseHash(e.Attr(hashMark))
	unchanged := placed && was == doc.TextHash && raw != nil
	clean := raw != nil && raw.raw == raw.text
	if unchanged && (x.o.Positions == OriginalPositions || clean && raw.same(old, x.written())) {
		h.conv, h.at = old, raw.positions(old)
		x.putText(h, ref, raw)
	} else {
		h.conv = x.written()
		plain := newRawText(h.text.Body)
		h.at = plain.positions(h.conv)
		if content := e.Kid("PlainTextContent"); content != nil && e.Attr("plainTextPath") == "" {
			content.Text = h.text.Body
		} else {
			name, _ := x.place(ref, doc.ID.String()+".txt", x.textPiece(doc.TextHash))
			e.Drop("PlainTextContent")
			e.Set("plainTextPath", "internal://"+name)
		}
	}
	h.move(raw, old, was, placed)
	x.conventions[key(e.Attr("guid"))] = h.conv.String()
	return h
}

// written is how positions in texts count that are written as they are now.
func (x *encoder) written() Convention {
	if x.o.Positions == NVivoPositions {
		return NVivo
	}
	return Standard
}

// originalText is the text of a document as its file had it, and where; nil where
// that is not known any more.
func (x *encoder) originalText(h *textHolder, on owner) (*RawText, string) {
	ref := h.e.Attr("plainTextPath")
	if ref != "" {
		if b, ok := x.fileOfText(h, on, ref); ok {
			return ReadText(x.bytes(b)), ref
		}
	}
	if c := h.e.Kid("PlainTextContent"); c != nil && ref == "" {
		if c.Text != "" {
			return newRawText(c.Text), ""
		}
	}
	if was, err := qda.ParseHash(h.e.Attr(hashMark)); err == nil {
		if t := x.text(was); !t.Hash.IsZero() {
			return newRawText(t.Body), ref
		}
	}
	return nil, ref
}

// fileOfText is the file that a text came from, where it is known.
func (x *encoder) fileOfText(h *textHolder, on owner, ref string) (piece, bool) {
	if b, ok := x.files[on][ref]; ok {
		return b, true
	}
	if h.e.Attr(sourceMark) == "" {
		return piece{}, false
	}
	src := x.fileOf(h.doc)
	return src.piece, src.read != nil
}

// putText writes a text as it was.
func (x *encoder) putText(h *textHolder, ref string, raw *RawText) {
	if ref == "" {
		if c := h.e.Kid("PlainTextContent"); c != nil {
			c.Text = raw.raw
		}
		return
	}
	body, ok := x.fileOfText(h, owner{"document", h.doc.ID}, ref)
	if !ok {
		body = heldPiece([]byte(raw.raw))
	}
	if name, moved := x.place(ref, h.doc.ID.String()+".txt", body); moved {
		h.e.Set("plainTextPath", "internal://"+name)
	}
}

// move brings the selections that are kept to the text as it is now.
func (h *textHolder) move(raw *RawText, old Convention, was qda.Hash, placed bool) {
	if !placed {
		return
	}
	var r ruler
	if raw != nil {
		r = raw.ruler(old)
	}
	carry, carried := h.x.revisions(h.doc, was)
	h.e.Kids = slices.DeleteFunc(h.e.Kids, func(s *Element) bool {
		if s.Name != "PlainTextSelection" {
			return false
		}
		start, ok1 := intOf(s.Attr("startPosition"))
		end, ok2 := intOf(s.Attr("endPosition"))
		from, to, _, ok := 0, 0, false, false
		if raw != nil && ok1 && ok2 {
			from, to, _, ok = r.span(start, end)
		}
		if !ok {
			return was != h.doc.TextHash // it was outside of the old text: that says nothing of the new one
		}
		span := qda.Span{Start: from, End: to}
		if was != h.doc.TextHash {
			if !carried {
				h.x.acc.Left("passage without a code", s.label(), bundle.Why("account.text_replaced", "the text was replaced, and where it stands now is not known"))
				return true
			}
			if span, ok = carry(span); !ok {
				h.x.acc.Left("passage without a code", s.label(), bundle.Why("account.words_gone", "the words that it marked are gone"))
				return true
			}
		}
		if span.End > h.text.Runes {
			return true
		}
		if h.conv != old || was != h.doc.TextHash || raw.raw != raw.text {
			if a, b := place(h.at, h.conv, span.Start, span.End); a != start || b != end {
				s.Set("startPosition", itoa(a))
				s.Set("endPosition", itoa(b))
			}
		}
		if h.bySpan[span] == nil {
			h.bySpan[span] = s
		}
		return false
	})
	points := h.syncPoints()
	for _, s := range h.e.All("TranscriptSelection") {
		from, ok1 := points[key(s.Attr("fromSyncPoint"))]
		to, ok2 := points[key(s.Attr("toSyncPoint"))]
		if !ok1 || !ok2 || raw == nil {
			continue
		}
		if a, b, _, ok := r.span(from, to); ok && was == h.doc.TextHash && h.bySpan[qda.Span{Start: a, End: b}] == nil {
			h.bySpan[qda.Span{Start: a, End: b}] = s
		}
	}
	if raw != nil && (h.conv != old || was != h.doc.TextHash) {
		for _, p := range h.e.All("SyncPoint") {
			if n, ok := intOf(p.Attr("position")); ok {
				if a, _, _, ok := r.span(n, n); ok && !old.Inclusive && a < len(h.at) {
					p.Set("position", itoa(int(h.at[a])))
				}
			}
		}
	}
}

func (h *textHolder) syncPoints() map[string]int {
	out := map[string]int{}
	for _, p := range h.e.All("SyncPoint") {
		if n, ok := intOf(p.Attr("position")); ok {
			out[key(p.Attr("guid"))] = n
		}
	}
	return out
}

// revisions gives what carries spans of an old text to the present one.
func (x *encoder) revisions(doc qda.Document, was qda.Hash) (func(qda.Span) (qda.Span, bool), bool) {
	var chain []textpos.Edits
	if x.revised == nil {
		x.revised = append([]qda.Revision{}, bundle.Of[qda.Revision](x.b)...)
	}
	list := x.revised
	for at, n := was, 0; at != doc.TextHash; n++ {
		i := slices.IndexFunc(list, func(r qda.Revision) bool { return r.DocumentID == doc.ID && r.FromHash == at })
		if i < 0 || n > len(list) {
			return nil, false
		}
		var edits textpos.Edits
		if json.Unmarshal([]byte(list[i].Edits), &edits) != nil {
			return nil, false
		}
		chain, at = append(chain, edits), list[i].ToHash
	}
	return func(s qda.Span) (qda.Span, bool) {
		for _, edits := range chain {
			next, fate := edits.Anchor(s)
			if fate == textpos.Lost {
				return s, false
			}
			s = next
		}
		return s, true
	}, true
}

// codings brings the codings of the document into the selections: those that came
// from the file to where they were, the others into selections of their own. The source is the element that may have
// codings of all of it.
func (h *textHolder) codings(list []qda.Coding, source *Element) {
	rest := map[string]qda.Coding{}
	for _, c := range list {
		rest[key(h.x.guids[owner{"coding", c.ID}])] = c
	}
	whole := qda.Span{End: h.text.Runes}
	linked := h.x.pointedAt()
	spanOf := h.spans()
	fit := func(s *Element, at qda.Span, ok bool) (had, has bool) {
		s.Kids = slices.DeleteFunc(s.Kids, func(k *Element) bool {
			if k.Name != "Coding" {
				return false
			}
			h.x.noteRefs(k, owner{})
			if k.Attr(keptMark) != "" {
				has = true
				return false
			}
			had = true
			c, there := rest[key(k.Attr("guid"))]
			if !there || !ok || c.Span != at {
				return true
			}
			delete(rest, key(k.Attr("guid")))
			h.x.fitCoding(k, s, c)
			has = true
			return false
		})
		return had, has
	}
	fit(source, whole, true)
	h.e.Kids = slices.DeleteFunc(h.e.Kids, func(s *Element) bool {
		if s.Name != "PlainTextSelection" && s.Name != "TranscriptSelection" {
			return false
		}
		at, ok := spanOf[s]
		had, has := fit(s, at, ok)
		h.x.noteRefs(s, owner{})
		gone := had && !has && s.KidText("Description") == "" && len(s.All("NoteRef")) == 0 && !linked[key(s.Attr("guid"))]
		if gone && h.bySpan[at] == s {
			delete(h.bySpan, at)
		}
		return gone
	})
	for _, c := range list {
		if _, left := rest[key(h.x.guids[owner{"coding", c.ID}])]; !left {
			continue
		}
		s := h.selection(c.Span, c.CoderID)
		k := New("Coding", "guid", h.x.guids[owner{"coding", c.ID}])
		k.Set("creatingUser", h.x.guids[owner{"coder", c.CoderID}])
		say(k, "creationDateTime", c.CreatedAt, timeOf)
		k.Add(New("CodeRef", "targetGUID", h.x.guids[owner{"code", c.CodeID}]))
		h.x.noteRefs(k, owner{"coding", c.ID})
		s.Add(k)
		h.x.acc.Stored("coding")
	}
}

// spans gives where each selection stands now.
func (h *textHolder) spans() map[*Element]qda.Span {
	out := map[*Element]qda.Span{}
	back := func(p int) (int, bool) { return slices.BinarySearch(h.at, int32(p)) }
	for _, s := range h.e.All("PlainTextSelection") {
		start, ok1 := intOf(s.Attr("startPosition"))
		end, ok2 := intOf(s.Attr("endPosition"))
		if h.conv.Inclusive {
			end++
		}
		from, ok3 := back(start)
		to, ok4 := back(end)
		if ok1 && ok2 && ok3 && ok4 {
			out[s] = qda.Span{Start: from, End: to}
		}
	}
	points := h.syncPoints()
	for _, s := range h.e.All("TranscriptSelection") {
		start, ok1 := points[key(s.Attr("fromSyncPoint"))]
		end, ok2 := points[key(s.Attr("toSyncPoint"))]
		if h.conv.Inclusive {
			end++
		}
		from, ok3 := back(start)
		to, ok4 := back(end)
		if ok1 && ok2 && ok3 && ok4 {
			out[s] = qda.Span{Start: from, End: to}
		}
	}
	return out
}

// fitCoding brings a coding that is kept to what its record says now.
func (x *encoder) fitCoding(k, s *Element, c qda.Coding) {
	if ref := k.Kid("CodeRef"); ref != nil && key(ref.Attr("targetGUID")) != key(x.guids[owner{"code", c.CodeID}]) {
		ref.Set("targetGUID", x.guids[owner{"code", c.CodeID}])
	}
	if x.coderOf(k.Attr("creatingUser"), s.Attr("creatingUser"), x.out.Root.Attr("creatingUserGUID")) != c.CoderID {
		k.Set("creatingUser", x.guids[owner{"coder", c.CoderID}])
	}
	if codingTime(k, s) != c.CreatedAt {
		say(k, "creationDateTime", c.CreatedAt, timeOf)
	}
	x.noteRefs(k, owner{"coding", c.ID})
	x.acc.Stored("coding")
}

// selection gives the selection of a span, made if there is none.
func (h *textHolder) selection(span qda.Span, who qda.ID) *Element {
	if s := h.bySpan[span]; s != nil {
		return s
	}
	guid := bundle.DerivedID("refi", "selection", h.doc.ID.String(), span.String()).String()
	var s *Element
	start, end := place(h.at, h.conv, span.Start, span.End)
	if h.e.Name == "Transcript" {
		points := [2]string{}
		for i, p := range [2]int{start, end} {
			points[i] = bundle.DerivedID("refi", "point", guid, itoa(i)).String()
			h.e.Add(New("SyncPoint", "guid", points[i], "position", itoa(p)))
		}
		s = New("TranscriptSelection", "guid", guid, "name", h.name(span), "fromSyncPoint", points[0], "toSyncPoint", points[1])
	} else {
		s = New("PlainTextSelection", "guid", guid, "name", h.name(span), "startPosition", itoa(start), "endPosition", itoa(end))
	}
	if who := h.x.guids[owner{"coder", who}]; who != "" {
		s.Set("creatingUser", who)
	}
	h.e.Add(s) // without a time: codings that have none would take it for theirs
	h.bySpan[span] = s
	return s
}

// name is the beginning of the words of a span, as other programs name selections.
func (h *textHolder) name(span qda.Span) string {
	const most = 80
	ix := h.index()
	words := squeeze(ix.Slice(qda.Span{Start: span.Start, End: min(span.End, span.Start+4*most)}))
	if r := []rune(words); len(r) > most || span.Len() > 4*most {
		return strings.TrimRight(string(r[:min(most, len(r))]), " ") + "…"
	}
	return words
}

func (h *textHolder) index() *textpos.Index {
	if h.ix == nil {
		h.ix = textpos.NewIndex(h.text.Body)
	}
	return h.ix
}
