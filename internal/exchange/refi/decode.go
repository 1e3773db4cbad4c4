package refi

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// Format is the mark of what is kept beside the records for this format.
const Format = "refi-project"

// DecodeOptions let a person decide what the file leaves open.
type DecodeOptions struct {
	// Convention overrides what is inferred, for sources by identity ("" for all).
	Convention map[string]Convention
}

// Decode turns a project file into records; it takes the tree over. Everything of the file is in the
// bundle: as records, as elements kept beside them (qda.Preserved), or in the
// account as left out, with the reason.
func Decode(ctx context.Context, f *File, o DecodeOptions) (*bundle.Bundle, error) {
	if f.Root.Name != "Project" {
		return nil, qda.E(qda.Unsupported, "refi.codebook", "{name} is a codebook and no project. Take it over with the codebook import.", "name", f.Name)
	}
	d := &decoder{
		ctx: ctx, f: f, o: o, b: bundle.New(f.Root.Attr("origin")), root: f.Root,
		used: map[string]map[qda.ID]bool{}, coders: map[string]qda.ID{}, codes: map[qda.ID]qda.ID{}, variables: map[string]*Element{}, attributes: map[string]qda.Attribute{},
		documents: map[qda.ID]qda.ID{}, caseUnits: map[qda.ID]qda.ID{}, memos: map[qda.ID]qda.ID{}, passages: map[string]qda.Passage{}, noteRefs: map[string]owner{}, firstCoding: map[string]qda.ID{},
		sourceKeys: map[string]bool{}, wanted: map[string]bool{}, lengths: map[qda.ID]int{}, fromSource: map[qda.ID]bool{},
	}
	d.tally()
	d.readSideCar()
	for _, step := range []func() error{d.project, d.users, d.codebook, d.readVariables, d.sources, d.cases, d.notes, d.links, d.sets, d.graphs} {
		if err := step(); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	d.finishSideCar()
	d.settle()
	return d.b, nil
}

// owner is a record that something hangs on.
type owner struct {
	entity string
	id     qda.ID
}

type naturalKey struct {
	code, coder, round qda.ID
	qda.Span
}

type decoder struct {
	ctx  context.Context
	f    *File
	o    DecodeOptions
	b    *bundle.Bundle
	root *Element

	used        map[string]map[qda.ID]bool // identities by kind of record
	coders      map[string]qda.ID          // by identity in the file
	codes       map[qda.ID]qda.ID          // this and what follows, by [refOf]
	documents   map[qda.ID]qda.ID          // of sources and transcripts
	caseUnits   map[qda.ID]qda.ID
	memos       map[qda.ID]qda.ID // of notes
	variables   map[string]*Element
	attributes  map[string]qda.Attribute // by scope and identity of the variable
	passages    map[string]qda.Passage   // selections of text
	firstCoding map[string]qda.ID        // the first coding stored of each selection
	natural     map[naturalKey]bool      // of the document that is read
	wanted      map[string]bool          // selections that links and cases point at
	noteRefs    map[string]owner         // the first thing that refers to each note
	side        *sideCar
	round       qda.ID
	counts      map[string]int
	kept        int
	sourceKeys  map[string]bool // identities of sources
	fromSource  map[qda.ID]bool // documents whose source is the file of their text
	lengths     map[qda.ID]int  // of the texts of documents, in code points
}

// key is the form in which identities of a file are compared.
func key(guid string) string { return meaning("guid", guid) }

// refOf is a key in a place of fixed size: there are many.
func refOf(key string) qda.ID {
	if id, err := qda.ParseID(key); err == nil {
		return id
	}
	return bundle.DerivedID("refi", "key", key)
}

// identity gives the record of a kind its identity: that of the file, unless
// another record of the kind has it already.
func (d *decoder) identity(kind, guid, element string) qda.ID {
	id, ok := guidOf(guid)
	if !ok {
		d.b.Account.Note(element, guid, bundle.Why("account.guid_none", "its identity is none and was replaced"))
	}
	if d.used[kind] == nil {
		d.used[kind] = map[qda.ID]bool{}
	}
	for n := 2; d.used[kind][id]; n++ {
		if n == 2 {
			d.b.Account.Note(element, guid, bundle.Why("account.guid_twice", "another one has the same identity; this one got its own"))
		}
		id = bundle.DerivedID("refi", kind, guid, itoa(n))
	}
	d.used[kind][id] = true
	return id
}

// keep puts an element beside the records.
func (d *decoder) keep(on owner, e *Element) { d.keepBody(on, e.Name, freeze(e)) }

func (d *decoder) keepBody(on owner, element, body string) {
	d.kept++
	d.b.Put(qda.Preserved{
		ID:      bundle.DerivedID("refi", "kept", on.entity, on.id.String(), element, body),
		OwnerID: on.id, Owner: on.entity, Format: Format, Element: element, Body: body, Pos: keptPos(d.kept),
	})
}

// keptPos is a key that sorts in the order of counting.
func keptPos(n int) string {
	s := itoa(n)
	return "k" + strings.Repeat("0", max(0, 9-len(s))) + s
}

// keepFile puts a file of the archive beside the records, by its path.
func (d *decoder) keepFile(on owner, ref string, b []byte) {
	d.keepBody(on, fileElement, freeze(&Element{Name: fileElement, Attrs: []Attr{{"path", ref}}, Text: base64.StdEncoding.EncodeToString(b)}))
}

// fileElement names what is kept of files; placeholderElement what stands for
// things that a file refers to and does not have.
const (
	fileElement        = "_file"
	placeholderElement = "_placeholder"
	moreElement        = "_more"       // selections of a source, kept apart from it
	keptMark           = "_kept"       // on a coding that is no record
	conventionMark     = "_convention" // on the holder of a text: how its positions count
	sourceMark         = "_source"     // on the holder of a text: its file is the source of the document
	hashMark           = "_hash"       // on the holder of a text: its text when it was read
)

func (d *decoder) project() error {
	// The identity stands for the open project; the engine replaces it.
	p := qda.Project{ID: bundle.DerivedID("refi", "project"), Title: plainName(d.root.Attr("name")), Description: plainText(d.root.KidText("Description")), Settings: "{}", CreatedAt: timeOf(d.root.Attr("creationDateTime"))}
	if d.side != nil {
		if ids := sortedIDs(d.side.rows["project"]); len(ids) == 1 {
			p.ID = ids[0] // what the side-car says of the project names it so
		}
		d.side.fill(&p)
	}
	d.b.Put(p)
	self := owner{"project", p.ID}
	d.refer(d.root, self)
	// what is not read below: attributes, references, and what the schema does not know
	rest := &Element{Name: "Project", Attrs: slices.Clone(d.root.Attrs), Text: d.root.Text}
	for _, k := range d.root.Kids {
		if k.Name == "NoteRef" || projectSchema.typeOf("Project", k.Name) == "" {
			rest.Kids = append(rest.Kids, k)
			continue
		}
		if odd := d.oddities(k); odd != nil {
			rest.Kids = append(rest.Kids, odd)
		}
	}
	d.keep(self, rest)
	return nil
}

// oddities is a wrapper without the elements that belong into it, nil if it then
// holds nothing.
func (d *decoder) oddities(wrapper *Element) *Element {
	odd := &Element{Name: wrapper.Name, Attrs: wrapper.Attrs}
	if projectSchema.types[wrapper.Name].text == "" {
		odd.Text = wrapper.Text
	}
	for _, k := range wrapper.Kids {
		if projectSchema.typeOf(wrapper.Name, k.Name) == "" {
			odd.Kids = append(odd.Kids, k)
		} else if k.Name == "Codes" {
			if in := d.oddities(k); in != nil {
				odd.Kids = append(odd.Kids, in)
			}
		}
	}
	if len(odd.Attrs)+len(odd.Kids) == 0 && strings.TrimSpace(odd.Text) == "" {
		return nil
	}
	return odd
}

// refer notes the first thing that refers to each note.
func (d *decoder) refer(e *Element, on owner) {
	for _, r := range e.All("NoteRef") {
		if k := key(r.Attr("targetGUID")); d.noteRefs[k].entity == "" {
			d.noteRefs[k] = on
		}
	}
}

func (d *decoder) users() error {
	for _, u := range d.root.Kid("Users").All("User") {
		c := qda.Coder{ID: d.identity("coder", u.Attr("guid"), "User"), Name: plainName(u.Attr("name")), Initials: plainText(u.Attr("id")), Role: "coder"}
		if d.side != nil {
			d.side.fill(&c)
		}
		d.b.Put(c)
		d.b.Account.Stored("User")
		if k := key(u.Attr("guid")); d.coders[k].IsZero() {
			d.coders[k] = c.ID
		}
		if !equalMeaning("User", userElement(c), u) {
			d.keep(owner{"coder", c.ID}, u)
		}
	}
	return nil
}

func userElement(c qda.Coder) *Element {
	return New("User", "guid", c.ID.String(), "name", c.Name, "id", c.Initials)
}

// equalMeaning reports whether two elements of a type say the same.
func equalMeaning(typ string, a, b *Element) bool {
	a, b = a.Clone(), b.Clone()
	for _, e := range []*Element{a, b} {
		projectSchema.arrange(e, typ)
		projectSchema.canonical(e, typ)
	}
	return freeze(a) == freeze(b)
}

// coder finds who did something: the first of the identities that names someone. A
// person that the file refers to and does not list gets a placeholder.
func (d *decoder) coder(guids ...string) qda.ID {
	for _, g := range guids {
		if strings.TrimSpace(g) == "" {
			continue
		}
		k := key(g)
		if d.coders[k].IsZero() {
			c := qda.Coder{ID: d.identity("coder", g, "User"), Name: "Unknown coder " + k[:min(8, len(k))], Role: "coder"}
			d.placeholder(c, "User", c.Name)
			d.coders[k] = c.ID
		}
		return d.coders[k]
	}
	if d.coders[""].IsZero() {
		c := qda.Coder{ID: bundle.DerivedID("refi", "coder", "unknown"), Name: "Unknown coder", Role: "coder"}
		d.placeholder(c, "User", c.Name)
		d.coders[""] = c.ID
	}
	return d.coders[""]
}

// placeholder puts a record that stands for something that the file refers to.
func (d *decoder) placeholder(r qda.Record, element, name string) {
	d.b.Put(r)
	d.b.Account.Note(element, name, bundle.Why("account.placeholder", "the file refers to it and does not have it; a placeholder stands for it"))
	d.keep(owner{r.Entity(), r.Key()}, New(placeholderElement, "name", name))
}

func (d *decoder) codebook() error {
	d.codeList(taken(d.root.Kid("CodeBook").Kid("Codes"), "Code"), qda.ID{})
	return nil
}

// taken gives the children of a name and takes all children away, so that each can be
// let go when it is read.
func taken(e *Element, names ...string) []*Element {
	list := e.All(names...)
	if e != nil {
		e.Kids = nil
	}
	return list
}

func (d *decoder) codeList(list []*Element, parent qda.ID) {
	pos := qda.OrderKeys("", len(list))
	for i, e := range list {
		c := qda.Code{
			ID: d.identity("code", e.Attr("guid"), "Code"), ParentID: parent, Pos: pos[i], Name: plainName(e.Attr("name")), Color: colorOf(e.Attr("color")),
			Folder: !isCodable(e), Definition: plainText(e.KidText("Description")),
		}
		if d.side != nil {
			d.side.fill(&c)
		}
		d.b.Put(c)
		d.b.Account.Stored("Code")
		if k := refOf(key(e.Attr("guid"))); d.codes[k].IsZero() {
			d.codes[k] = c.ID
		}
		d.refer(e, owner{"code", c.ID})
		below := e.All("Code")
		e.Drop("Code")
		if !equalMeaning("Code", codeElement(c), e) {
			d.keep(owner{"code", c.ID}, e)
		}
		list[i] = nil
		d.codeList(below, c.ID)
	}
}

func codeElement(c qda.Code) *Element {
	e := New("Code", "guid", c.ID.String())
	e.Set("name", c.Name)
	e.Set("isCodable", truth(!c.Folder))
	if c.Color != "" {
		e.Set("color", c.Color)
	}
	e.SetKidText("Description", c.Definition)
	return e
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// code finds a code, or makes a placeholder for one that the file lacks.
func (d *decoder) code(guid string) qda.ID {
	k, ref := key(guid), refOf(key(guid))
	if d.codes[ref].IsZero() {
		c := qda.Code{ID: d.identity("code", guid, "Code"), Pos: "z", Name: "Missing code " + k[:min(8, len(k))]}
		d.placeholder(c, "Code", c.Name)
		d.codes[ref] = c.ID
	}
	return d.codes[ref]
}

// counted are the elements that the account speaks of.
var counted = []string{
	"User", "Code", "Variable", "Case", "VariableValue", "TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource", "Transcript",
	"PlainTextSelection", "PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection", "TranscriptSelection", "Coding",
	"Note", "Link", "Set", "MemberCode", "MemberSource", "MemberNote", "Graph", "NoteRef", "SourceRef", "SelectionRef", "SyncPoint",
}

// tally counts what there is, and names what the schema does not know.
func (d *decoder) tally() {
	d.counts = map[string]int{}
	var visit func(e *Element, typ string)
	visit = func(e *Element, typ string) {
		d.counts[e.Name]++
		r, known := projectSchema.types[typ]
		if !known {
			return
		}
		for _, a := range e.Attrs {
			if !slices.ContainsFunc(r.attrs, func(x attrRule) bool { return x.name == a.Name }) {
				d.b.Account.Note(e.Name, a.Name, bundle.Why("account.unknown_attributes", "attributes that the standard does not have are kept"))
			}
		}
		for _, k := range e.Kids {
			t := projectSchema.typeOf(typ, k.Name)
			if t == "" {
				d.b.Account.Note(e.Name, k.Name, bundle.Why("account.unknown_elements", "elements that the standard does not have here are kept"))
			}
			visit(k, t)
		}
	}
	visit(d.root, "Project")
	for _, s := range d.root.Kid("Sources").All(sourceNames...) {
		d.sourceKeys[key(s.Attr("guid"))] = true
	}
	for _, c := range d.root.Kid("Cases").All("Case") {
		for _, r := range c.All("SelectionRef") {
			d.wanted[key(r.Attr("targetGUID"))] = true
		}
	}
	for _, l := range d.root.Kid("Links").All("Link") {
		d.wanted[key(l.Attr("originGUID"))], d.wanted[key(l.Attr("targetGUID"))] = true, true
	}
	if faults := Check(d.root, 5); len(faults) > 0 {
		for _, f := range faults {
			d.b.Account.Note("Project", f.Path, f.What)
		}
	}
	if d.f.Space != ProjectSpace {
		d.b.Account.Note("Project", d.f.Space, bundle.Why("account.other_version", "the file is of another version of the standard"))
	}
	notes := map[string]bool{}
	for _, n := range d.root.Kid("Notes").All("Note") {
		notes[key(n.Attr("guid"))] = true
	}
	d.root.Walk(func(e *Element) {
		for _, r := range e.All("NoteRef") {
			if notes[key(r.Attr("targetGUID"))] {
				d.b.Account.Stored("NoteRef")
				continue
			}
			r.Set(keptMark, "1") // leads nowhere, and is to be written out again
			d.b.Account.Note("NoteRef", e.label(), bundle.Why("account.note_missing", "the note is not in the file; the reference is kept"))
		}
	})
}

var sourceNames = []string{"TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"}

func (d *decoder) settle() {
	for _, name := range counted {
		if d.counts[name] > 0 {
			d.b.Account.Settle(name, d.counts[name])
		}
	}
}
