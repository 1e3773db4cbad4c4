package refi

import (
	"path"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

func (x *encoder) sources() {
	w := x.wrapper("Sources")
	list := bundle.Of[qda.Document](x.b)
	slices.SortStableFunc(list, func(a, b qda.Document) int { return strings.Compare(a.Pos, b.Pos) })
	codings := map[qda.ID][]qda.Coding{}
	for _, c := range bundle.Of[qda.Coding](x.b) {
		codings[c.DocumentID] = append(codings[c.DocumentID], c)
	}
	for _, l := range codings {
		slices.SortStableFunc(l, func(a, b qda.Coding) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			if a.End != b.End {
				return a.End - b.End
			}
			return slices.Compare(a.ID[:], b.ID[:])
		})
	}
	x.marks = x.needed()
	transcripts := x.transcripts(list)
	for _, d := range list {
		if transcripts[d.ID] {
			continue
		}
		e := x.source(d, codings[d.ID])
		for _, t := range e.All("Transcript") {
			doc, there := x.documentAt(list, t.Attr("guid"))
			if !there {
				e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool { return k == t })
				continue
			}
			x.transcript(t, doc, codings[doc.ID])
		}
		if x.err != nil {
			return
		}
		x.refitCodings(e, false)
		x.err = w.seal(e, "Sources", projectSchema, &x.acc)
	}
	if w.done != nil {
		x.fail(w.done.finish())
	}
	x.originals(list)
}

// transcripts are the documents that stand in the sources of recordings.
func (x *encoder) transcripts(list []qda.Document) map[qda.ID]bool {
	out := map[qda.ID]bool{}
	for _, d := range list {
		for _, guid := range x.keptSources[d.ID].transcripts {
			if doc, there := x.documentAt(list, guid); there {
				out[doc.ID] = true
			}
		}
	}
	return out
}

func (x *encoder) documentAt(list []qda.Document, guid string) (qda.Document, bool) {
	id, _ := guidOf(guid)
	for _, d := range list {
		if d.ID == id {
			return d, true
		}
	}
	return qda.Document{}, false
}

func (x *encoder) source(d qda.Document, codings []qda.Coding) *Element {
	on := owner{"document", d.ID}
	src := x.fileOf(d)
	e, _ := x.begin(on, sourceName(src.mediaType))
	x.header(e, d)
	holder := e
	switch e.Name {
	case "PDFSource":
		holder = x.representation(e, d, "Representation")
	case "PictureSource":
		holder = e.Kid("TextDescription")
	case "AudioSource", "VideoSource":
		holder = nil
	}
	if e.Name != "TextSource" {
		x.binary(e, d, src)
	} else {
		x.rich(e, d, src)
	}
	if holder == nil && (len(codings) > 0 || x.text(d.TextHash).Body != "") {
		holder = x.textInstead(e, d) // somebody gave a picture or recording a text
	}
	if holder != nil {
		h := x.hold(holder, d)
		if !h.unplaced {
			h.codings(codings, e)
		} else {
			x.codingsAsTheyWere(holder)
		}
		x.anchors[d.ID] = h.anchors()
	}
	for _, s := range e.All("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection") {
		x.noteRefs(s, owner{})
		x.codingsAsTheyWere(s)
	}
	if holder == nil {
		x.codingsAsTheyWere(e)
	}
	x.noteRefs(e, on)
	x.values(e, on, qda.OnDocument, x.valuesOutside(on))
	x.acc.Stored("document")
	return e
}

// valuesOutside are the values of a document that do not stand in a case of its own.
func (x *encoder) valuesOutside(on owner) map[qda.ID]qda.AttributeValue {
	held := x.held(on)
	var cases []*Element
	for _, k := range x.kept[on] {
		if k.Name == "Case" {
			cases = append(cases, k)
		}
	}
	if len(cases) == 0 {
		return held
	}
	out := map[qda.ID]qda.AttributeValue{}
	src := x.keptFor(on)
	for _, v := range src.All("VariableValue") {
		if a, ok := x.attributeOf(v, qda.OnDocument); ok {
			if rec, has := held[a.ID]; has {
				out[a.ID] = rec
			}
		}
	}
	return out
}

func sourceName(mediaType string) string {
	if mediaType == "application/pdf" {
		return "PDFSource"
	}
	return "TextSource"
}

// header writes what a document is called and about.
func (x *encoder) header(e *Element, d qda.Document) {
	if titleOf(e) != d.Title {
		e.Set("name", d.Title)
	}
	sayText(e, "Description", d.Description)
	say(e, "creationDateTime", d.CreatedAt, timeOf)
	if x.o.StripPaths {
		e.Unset("currentPath")
		if _, internal := entryName(e.Attr("path")); !internal && e.Attr("path") != "" {
			e.Set("path", "relative:///"+path.Base(slashed(e.Attr("path"))))
		}
	}
}

// representation is the holder of a PDF's text, made if it has text and none yet.
func (x *encoder) representation(e *Element, d qda.Document, name string) *Element {
	if h := e.Kid(name); h != nil || x.text(d.TextHash).Body == "" {
		return h
	}
	h := New(name, "guid", bundle.DerivedID("refi", "representation", d.ID.String()).String(), "name", d.Title)
	e.Add(h)
	return h
}

// textInstead gives a source of another kind a text: a picture its description, a
// recording a transcript.
func (x *encoder) textInstead(e *Element, d qda.Document) *Element {
	name := "Transcript"
	if e.Name == "PictureSource" {
		name = "TextDescription"
	}
	return x.representation(e, d, name)
}

// binary puts the file of a PDF, picture or recording into the archive.
func (x *encoder) binary(e *Element, d qda.Document, src file) {
	if src.read == nil {
		return
	}
	name, _ := x.place(e.Attr("path"), d.ID.String()+extension(d, src), src.piece)
	if have, _ := entryName(e.Attr("path")); have != name || !strings.HasPrefix(strings.ToLower(e.Attr("path")), "internal://") {
		e.Set("path", "internal://"+name)
	}
}

func extension(d qda.Document, src file) string {
	for ext, typ := range mediaTypes {
		if typ == src.mediaType && ext != ".jpeg" {
			return ext
		}
	}
	return strings.ToLower(path.Ext(d.FileName))
}

// rich puts the formatted file of a text beside it.
func (x *encoder) rich(e *Element, d qda.Document, src file) {
	ref := e.Attr("richTextPath")
	b := x.files[owner{"document", d.ID}][ref]
	if src.mediaType == mediaTypes[".docx"] {
		b = src.piece
	}
	if b.read == nil {
		return
	}
	if name, moved := x.place(ref, d.ID.String()+".docx", b); moved {
		e.Set("richTextPath", "internal://"+name)
	}
}

// originals puts the files that documents were imported from into the archive,
// where the standard has no place for them.
func (x *encoder) originals(list []qda.Document) {
	x.out.extra = map[string]piece{}
	if !x.o.SideCar {
		return
	}
	written := map[qda.Hash]bool{}
	for _, s := range x.out.sources {
		written[s.hash] = true
	}
	for _, d := range list {
		if src := x.fileOf(d); src.read != nil && !written[src.hash] {
			x.out.extra[originalFolder+src.hash.String()] = src.piece
		}
	}
}

func (x *encoder) transcript(t *Element, d qda.Document, codings []qda.Coding) {
	x.header(t, d)
	h := x.hold(t, d)
	if h.unplaced {
		x.codingsAsTheyWere(t)
	} else {
		h.codings(codings, t)
	}
	x.anchors[d.ID] = h.anchors()
	if src := x.fileOf(d); src.mediaType == mediaTypes[".docx"] || t.Attr("richTextPath") != "" {
		x.rich(t, d, src)
	}
	x.noteRefs(t, owner{"document", d.ID})
	x.acc.Stored("document")
}

// codingsAsTheyWere tidies the codings of an element whose text is not there.
func (x *encoder) codingsAsTheyWere(e *Element) {
	for _, k := range e.All("Coding") {
		x.noteRefs(k, owner{})
	}
	for _, s := range e.All("PlainTextSelection", "TranscriptSelection") {
		x.noteRefs(s, owner{})
		for _, k := range s.All("Coding") {
			x.noteRefs(k, owner{})
		}
	}
}
