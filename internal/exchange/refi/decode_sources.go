package refi

import (
	"errors"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

func (d *decoder) sources() error {
	list := taken(d.root.Kid("Sources"), sourceNames...)
	total := len(list)
	for _, s := range list {
		total += len(s.All("Transcript"))
	}
	pos := qda.OrderKeys("", total)
	next := func() string { p := pos[0]; pos = pos[1:]; return p }
	for i, s := range list {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		if err := d.source(s, next); err != nil {
			return err
		}
		list[i] = nil // what is needed of it is in the bundle
	}
	return nil
}

// source makes a document of a source, and one of each of its transcripts. The element
// itself becomes what is kept of it.
func (d *decoder) source(s *Element, next func() string) error {
	doc := d.document(s, next())
	on := owner{"document", doc.ID}
	holder := s // the element that has the text
	var err error
	switch s.Name {
	case "TextSource":
	case "PDFSource", "PictureSource":
		holder = s.Kid("Representation")
		if s.Name == "PictureSource" {
			holder = s.Kid("TextDescription")
		}
		doc.SourceHash, err = d.binary(s, doc)
	default:
		holder = nil
		doc.SourceHash, err = d.binary(s, doc)
	}
	if err != nil {
		return err
	}
	var text *RawText
	if holder != nil {
		if text, err = d.text(holder, &doc, on); err != nil {
			return err
		}
	} else {
		doc.TextHash = d.b.AddText("")
	}
	if d.side != nil {
		d.side.fill(&doc)
	}
	d.b.Put(doc)
	d.lengths[doc.ID] = d.b.Texts[doc.TextHash].Runes
	d.b.Account.Stored(s.Name)
	if k := refOf(key(s.Attr("guid"))); d.documents[k].IsZero() {
		d.documents[k] = doc.ID
	}
	d.refer(s, on)
	d.natural = map[naturalKey]bool{}
	d.passagesOf(holder, text, doc)
	for _, name := range []string{"PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection"} {
		for _, sel := range s.All(name) {
			d.refer(sel, on)
			for _, c := range sel.All("Coding") {
				d.refer(c, on)
				d.keepCoding(c, sel, bundle.Why("account.coding_elsewhere", "codings of areas, pictures and recordings are kept and written out again; they are listed with their document, not shown in a text"))
			}
		}
	}
	if s != holder {
		d.wholeCodings(s, text, doc)
	}
	d.values(s, on, qda.OnDocument)
	for _, t := range s.All("Transcript") {
		if err := d.transcript(t, next()); err != nil {
			return err
		}
	}
	d.natural = nil
	d.keepSource(on, s, holder)
	return nil
}

// keepSource keeps a source with its selections: those of a text in parts, where they are
// many, so that no record becomes as large as they are together.
func (d *decoder) keepSource(on owner, s, holder *Element) {
	var many []*Element
	if holder != nil && len(holder.Kids) > selectionsInPart {
		holder.Kids = slices.DeleteFunc(holder.Kids, func(k *Element) bool {
			if k.Name == "PlainTextSelection" {
				many = append(many, k)
			}
			return k.Name == "PlainTextSelection"
		})
		holder.Kids = slices.Clip(slices.Clone(holder.Kids))
	}
	d.keep(on, s)
	for at := 0; at < len(many); at += selectionsInPart {
		part := many[at:min(at+selectionsInPart, len(many))]
		more := &Element{Name: moreElement, Kids: part}
		if holder != s {
			more.Set("in", holder.Name)
		}
		d.keep(on, more)
		clear(part)
	}
}

const selectionsInPart = 1000

// rejoin puts a part of a source that is kept apart back into it.
func rejoin(s, part *Element) {
	if in := part.Attr("in"); in != "" {
		s = s.Kid(in)
	}
	if s != nil {
		s.Kids = append(s.Kids, part.Kids...)
	}
}

func (d *decoder) document(s *Element, pos string) qda.Document {
	return qda.Document{
		ID: d.identity("document", s.Attr("guid"), s.Name), Title: titleOf(s), FileName: fileNameOf(s), Kind: qda.OtherKind,
		Description: plainText(s.KidText("Description")), Pos: pos, CreatedAt: timeOf(s.Attr("creationDateTime")),
	}
}

// binary reads the file of a PDF, a picture or a recording.
func (d *decoder) binary(s *Element, doc qda.Document) (qda.Hash, error) {
	b, err := d.f.Source(d.ctx, s.Attr("path"))
	switch {
	case err == nil:
		return d.b.AddSource(b, mediaType(s.Attr("path"))), nil
	case errors.Is(err, errOutside):
		d.b.Account.Note(s.Name, doc.Title, bundle.Why("account.file_outside", "its file lies outside of the exchange file; its place is kept"))
	case errors.Is(err, errMissing):
		d.b.Account.Note(s.Name, doc.Title, bundle.Why("account.file_missing", "its file is not in the exchange file"))
	default:
		return qda.Hash{}, err
	}
	return qda.Hash{}, nil
}

// text reads the plain text of a holder into the document; nil where the file does
// not have it.
func (d *decoder) text(holder *Element, doc *qda.Document, on owner) (*RawText, error) {
	var raw *RawText
	var file []byte
	ref := holder.Attr("plainTextPath")
	if ref != "" {
		b, err := d.f.Source(d.ctx, ref)
		switch {
		case err == nil:
			raw, file = ReadText(b), b
			if raw.bad > 0 {
				d.b.Account.Note(holder.Name, doc.Title, bundle.Why("account.not_utf8", "bytes of its text that are not UTF-8 are shown as U+FFFD; the file itself is kept"))
			}
		case !errors.Is(err, errMissing) && !errors.Is(err, errOutside):
			return nil, err
		}
	}
	if c := holder.Kid("PlainTextContent"); raw == nil && c != nil {
		raw = newRawText(c.Text)
	}
	if err := d.original(holder, doc, on, raw, file); err != nil {
		return nil, err
	}
	if raw == nil {
		if ref != "" {
			d.b.Account.Note(holder.Name, doc.Title, bundle.Why("account.text_missing", "its text is not in the exchange file; its selections are kept"))
		}
		doc.TextHash = d.b.AddText("")
		return nil, nil
	}
	if file != nil {
		if doc.SourceHash == qda.HashOf(file) {
			d.fromSource[doc.ID] = true
		} else if string(file) != raw.Text() {
			d.keepFile(on, ref, file)
		}
	}
	doc.TextHash = d.b.AddText(raw.Text())
	return raw, nil
}

// original decides which file a document was imported from: the one that the
// side-car names, else the text itself; files that come beside it are kept.
func (d *decoder) original(holder *Element, doc *qda.Document, on owner, raw *RawText, file []byte) error {
	if h := d.side.sourceOf(doc.ID); !h.IsZero() {
		if b, err := d.f.Source(d.ctx, originalFolder+h.String()); err == nil && qda.HashOf(b) == h {
			doc.SourceHash = d.b.AddSource(b, d.side.mediaOf(doc.ID))
		}
	}
	if rich := holder.Attr("richTextPath"); rich != "" {
		b, err := d.f.Source(d.ctx, rich)
		switch {
		case err == nil && d.side.sourceOf(doc.ID) == qda.HashOf(b):
			doc.SourceHash = d.b.AddSource(b, mediaType(rich))
		case err == nil:
			d.keepFile(on, rich, b)
		case !errors.Is(err, errMissing) && !errors.Is(err, errOutside):
			return err
		}
	}
	if raw == nil || !doc.SourceHash.IsZero() || holder.Name == "Representation" || holder.Name == "TextDescription" {
		return nil
	}
	if file == nil {
		file = []byte(raw.raw)
	}
	doc.SourceHash = d.b.AddSource(file, "text/plain")
	return nil
}

func (d *decoder) transcript(t *Element, pos string) error {
	doc := d.document(t, pos)
	on := owner{"document", doc.ID}
	text, err := d.text(t, &doc, on)
	if err != nil {
		return err
	}
	if d.side != nil {
		d.side.fill(&doc)
	}
	d.b.Put(doc)
	d.lengths[doc.ID] = d.b.Texts[doc.TextHash].Runes
	d.b.Account.Stored("Transcript")
	if k := refOf(key(t.Attr("guid"))); d.documents[k].IsZero() {
		d.documents[k] = doc.ID
	}
	d.refer(t, on)
	d.natural = map[naturalKey]bool{}
	d.passagesOf(t, text, doc)
	return nil
}

// place is a selection of plain text with its positions as the file has them.
type placed struct {
	e          *Element
	start, end int
	ok         bool
}

// selectionsOf lists the selections of a holder of text.
func (d *decoder) selectionsOf(holder *Element) []placed {
	var out []placed
	for _, s := range holder.All("PlainTextSelection") {
		start, ok1 := intOf(s.Attr("startPosition"))
		end, ok2 := intOf(s.Attr("endPosition"))
		out = append(out, placed{s, start, end, ok1 && ok2})
	}
	points := map[string]string{}
	for _, p := range holder.All("SyncPoint") {
		points[key(p.Attr("guid"))] = p.Attr("position")
	}
	for _, s := range holder.All("TranscriptSelection") {
		start, ok1 := intOf(points[key(s.Attr("fromSyncPoint"))])
		end, ok2 := intOf(points[key(s.Attr("toSyncPoint"))])
		out = append(out, placed{s, start, end, ok1 && ok2 && start <= end})
	}
	return out
}

// prior is what the origin of the file lets expect.
func (d *decoder) prior() Convention {
	if strings.Contains(strings.ToLower(d.root.Attr("origin")), "nvivo") {
		return NVivo
	}
	return Standard
}

// convention decides how the positions of a source count.
func (d *decoder) convention(holder *Element, text *RawText, list []placed, doc qda.Document) Convention {
	var evidence []Selection
	for _, p := range list {
		if p.ok {
			evidence = append(evidence, Selection{Start: p.start, End: p.end, Name: p.e.Attr("name")})
		}
	}
	inf := Infer(text, evidence, d.prior())
	for _, k := range []string{key(holder.Attr("guid")), doc.ID.String(), ""} {
		if c, ok := d.o.Convention[k]; ok {
			return c
		}
	}
	if d.side != nil {
		if c, ok := ParseConvention(d.side.counting[key(holder.Attr("guid"))]); ok && d.side.counting[key(holder.Attr("guid"))] != "" {
			return c
		}
	}
	if len(evidence) > 0 && (inf.Confidence != Sure || inf.Convention != Standard) {
		q := bundle.Question{About: doc.Title, Source: doc.ID.String(), Choice: inf.Choice, Confidence: string(inf.Confidence), Evidence: inf.Evidence, Seen: inf.Seen}
		if inf.Other != nil {
			q.Other = inf.Other.String()
		}
		d.b.Questions = append(d.b.Questions, q)
	}
	return inf.Convention
}

// passagesOf places the selections of a holder in its text and stores their
// codings. The holder becomes what is kept.
func (d *decoder) passagesOf(holder *Element, text *RawText, doc qda.Document) {
	if holder == nil {
		return
	}
	list := d.selectionsOf(holder)
	on := owner{"document", doc.ID}
	if text == nil {
		for _, p := range list {
			d.refer(p.e, on)
			for _, c := range p.e.All("Coding") {
				d.refer(c, on)
				d.keepCoding(c, p.e, bundle.Why("account.coding_text_missing", "the text of its document is not in the exchange file; it is kept and written out again"))
			}
		}
		if holder.Name == "TextSource" {
			d.wholeCodings(holder, nil, doc)
		}
		return
	}
	c := d.convention(holder, text, list, doc)
	holder.Set(conventionMark, c.String())
	holder.Set(hashMark, doc.TextHash.String())
	if d.fromSource[doc.ID] {
		holder.Set(sourceMark, "1")
	}
	if content := holder.Kid("PlainTextContent"); content != nil && content.Text == text.Text() {
		content.Text = "" // the document has it
	}
	r := text.ruler(c)
	ix := textpos.NewIndex(text.Text())
	for _, p := range list {
		from, to, whole, ok := r.span(p.start, p.end)
		ok = ok && p.ok
		codings := p.e.All("Coding")
		if ok && from < to {
			span := qda.Span{Start: from, End: to}
			passage := qda.Passage{DocumentID: doc.ID, TextHash: doc.TextHash, Span: span, Quote: ix.Slice(span)}
			if k := key(p.e.Attr("guid")); d.wanted[k] && d.passages[k].DocumentID.IsZero() {
				d.passages[k] = passage
			}
			if !whole {
				d.b.Account.Note(p.e.Name, p.e.label(), bundle.Why("account.split_character", "its end splits a character and was moved to the character's edge"))
			}
			stored := false
			for _, k := range codings {
				stored = d.coding(k, p.e, passage) || stored
			}
			if stored {
				d.b.Account.Stored(p.e.Name)
			}
		} else {
			why := bundle.Why("account.coding_empty", "its selection is empty; it is kept and written out again")
			if !ok {
				why = bundle.Why("account.coding_outside", "its selection lies outside of the text; it is kept and written out again")
			}
			for _, k := range codings {
				d.keepCoding(k, p.e, why)
			}
		}
		if len(codings) == 0 {
			d.b.Account.Note(p.e.Name, p.e.label(), bundle.Why("account.no_code_passage", "passages without a code are kept and written out again"))
		}
		mark := on
		if id := d.firstCoding[key(p.e.Attr("guid"))]; !id.IsZero() {
			mark = owner{"coding", id}
		}
		d.refer(p.e, mark)
	}
	if holder.Name == "TextSource" {
		d.wholeCodings(holder, text, doc)
	}
}

// wholeCodings stores the codings of a source as a whole as codings of all of its
// text.
func (d *decoder) wholeCodings(s *Element, text *RawText, doc qda.Document) {
	for _, c := range s.All("Coding") {
		if text == nil || text.Text() == "" {
			d.keepCoding(c, s, bundle.Why("account.coding_no_text", "its document has no text; it is kept and written out again"))
			continue
		}
		span := qda.Span{End: len([]rune(text.Text()))}
		d.coding(c, s, qda.Passage{DocumentID: doc.ID, TextHash: doc.TextHash, Span: span, Quote: text.Text()})
	}
}

func (d *decoder) keepCoding(c, of *Element, why bundle.Reason) {
	c.Set(keptMark, "1")
	if code := codeOf(c); strings.TrimSpace(code) != "" {
		d.code(code) // it is shown with the coding
	}
	d.b.Account.Note("Coding", of.label(), why)
}

// coding stores one coding, or marks the copy that is kept. The coder is that of
// the coding: NVivo has another one on the selection.
func (d *decoder) coding(c, of *Element, at qda.Passage) bool {
	ref := c.Kid("CodeRef")
	if ref == nil || strings.TrimSpace(ref.Attr("targetGUID")) == "" {
		d.keepCoding(c, of, bundle.Why("account.coding_no_code", "it names no code; it is kept and written out again"))
		return false
	}
	rec := qda.Coding{
		DocumentID: at.DocumentID, TextHash: at.TextHash, CodeID: d.code(ref.Attr("targetGUID")),
		CoderID: d.coder(c.Attr("creatingUser"), of.Attr("creatingUser"), d.root.Attr("creatingUserGUID")), Span: at.Span, Quote: at.Quote,
		CreatedAt: codingTime(c, of),
	}
	rec.ID, _ = guidOf(c.Attr("guid"))
	if d.side != nil {
		d.side.fill(&rec)
	}
	if rec.RoundID.IsZero() || d.side == nil || d.side.rows["round"][rec.RoundID] == nil {
		rec.RoundID = d.codingRound()
	}
	k := naturalKey{rec.CodeID, rec.CoderID, rec.RoundID, rec.Span}
	if d.natural[k] {
		d.keepCoding(c, of, bundle.Why("account.coding_same", "the same coder gave the same passage the same code before; it is kept and written out again"))
		return false
	}
	d.natural[k] = true
	rec.ID = d.identity("coding", c.Attr("guid"), "Coding")
	d.b.Put(rec)
	d.b.Account.Stored("Coding")
	d.refer(c, owner{"coding", rec.ID})
	if s := key(of.Attr("guid")); (d.wanted[s] || of.Kid("NoteRef") != nil) && d.firstCoding[s].IsZero() {
		d.firstCoding[s] = rec.ID
	}
	return true
}

func codingTime(c, of *Element) string {
	if t := timeOf(c.Attr("creationDateTime")); t != "" {
		return t
	}
	return timeOf(of.Attr("creationDateTime"))
}

// codingRound is the round of codings that come without one.
func (d *decoder) codingRound() qda.ID {
	if d.round.IsZero() {
		d.round = bundle.DerivedID("refi", "round")
		d.b.Put(qda.Round{ID: d.round, Label: ImportedRound, Kind: qda.CodingRound, Plan: "{}", Pos: "m"})
	}
	return d.round
}

// ImportedRound is the round of codings from files that know no rounds.
const ImportedRound = "Imported"
