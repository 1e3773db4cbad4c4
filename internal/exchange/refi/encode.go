package refi

import (
	"encoding/base64"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// Positions says how a written project counts.
type Positions string

const (
	StandardPositions Positions = "standard" // code points in texts with line feeds and without a mark
	NVivoPositions    Positions = "nvivo"    // UTF-16 units in such texts
	OriginalPositions Positions = "original" // sources that came from such a file and are unchanged stay byte for byte as they were
)

// EncodeOptions say what a written project is to be like.
type EncodeOptions struct {
	Origin     string // the program and its version
	Positions  Positions
	StripPaths bool // leave out where files lay on somebody's computer
	Nameless   bool // leave out who worked, and files whose inside may say so: see anonymous
	SideCar    bool // put what the standard has no place for into an entry of its own
}

// Encode makes a project file of a bundle. What came from such a file and is
// unchanged stands as it stood. The account says what the standard holds (Stored),
// what only the side-car holds (Kept) and what the file does not have (Left).
func Encode(b *bundle.Bundle, o EncodeOptions) (Project, bundle.Account, error) {
	var lost bundle.Account
	if o.Nameless {
		var err error
		if b, lost, err = anonymous(b); err != nil {
			return Project{}, lost, err
		}
		o.StripPaths = true
		if o.Positions == OriginalPositions {
			o.Positions = StandardPositions // original files are not written
		}
	}
	x := &encoder{
		acc: lost, b: b, o: o, kept: map[owner][]*Element{}, keptSources: map[qda.ID]keptSource{}, referred: map[string]bool{}, files: map[owner]map[string]piece{}, guids: map[owner]string{}, placeholders: map[owner]bool{},
		memosOn: map[owner][]qda.Memo{}, anchors: map[qda.ID]*anchors{}, conventions: map[string]string{}, out: Project{sources: map[string]piece{}},
	}
	x.prepare()
	x.project()
	x.users()
	x.codes()
	x.variables()
	x.sources()
	x.cases()
	x.notes()
	x.links()
	x.sets()
	x.loosen()
	x.account()
	conform(x.out.Root, &x.acc)
	if o.SideCar {
		x.out.sideCar = x.writeSideCar
	}
	return x.out, x.acc, x.err
}

type encoder struct {
	b   *bundle.Bundle
	o   EncodeOptions
	out Project
	acc bundle.Account

	kept         map[owner][]*Element
	keptSources  map[qda.ID]keptSource // by document
	files        map[owner]map[string]piece
	guids        map[owner]string
	placeholders map[owner]bool
	memosOn      map[owner][]qda.Memo
	memos        map[string]bool // identities of memos in the file
	attrs        []qda.Attribute
	anchors      map[qda.ID]*anchors       // of the documents that are done
	marks        map[qda.ID][]qda.Span     // passages of documents that need a selection without being coded
	caseSpans    map[qda.ID][]qda.CaseSpan // by case
	revised      []qda.Revision
	err          error             // the first that reading contents gave
	conventions  map[string]string // by identity of the holder of a text
	ids          map[string]qda.ID // by kind and identity in the file
	referred     map[string]bool   // memos that kept elements refer to
	pointed      map[string]bool   // selections that kept links and cases point at
	byOwner      map[qda.ID]map[qda.ID]qda.AttributeValue
}

// prepare sorts what is kept by what it hangs on, and finds the identities that
// things have in the file.
func (x *encoder) prepare() {
	list := bundle.Of[qda.Preserved](x.b)
	slices.SortStableFunc(list, func(a, b qda.Preserved) int { return strings.Compare(a.Pos, b.Pos) })
	for _, p := range list {
		if p.Format != Format {
			continue
		}
		e, on := thaw(p.Body), owner{p.Owner, p.OwnerID}
		switch {
		case e == nil:
		case e.Name == placeholderElement:
			x.placeholders[on] = true
		case e.Name == fileElement:
			if b, err := base64.StdEncoding.DecodeString(e.Text); err == nil {
				if x.files[on] == nil {
					x.files[on] = map[string]piece{}
				}
				x.files[on][e.Attr("path")] = keptPiece(b, p.Body)
			}
		default:
			e.Walk(func(k *Element) {
				if k.Name == "NoteRef" {
					x.referred[key(k.Attr("targetGUID"))] = true
				}
			})
			have := x.keptSources[on.id]
			switch {
			case e.Name == moreElement:
				have.more = append(have.more, p.Body)
				x.keptSources[on.id] = have
				continue
			case on.entity == "document" && e.Name != "Case" && have.body == "":
				have.body, have.guid, have.transcripts = p.Body, e.Attr("guid"), transcriptsOf(e)
				x.keptSources[on.id] = have
				continue
			}
			x.kept[on] = append(x.kept[on], e)
		}
	}
	taken := map[string]map[string]bool{}
	for _, r := range x.b.Records {
		on := owner{r.Entity(), r.Key()}
		guid := r.Key().String()
		if g := x.keptGUID(on); wellFormed("guid", g) && !taken[on.entity][key(g)] {
			guid = strings.TrimSpace(g)
		}
		if taken[on.entity] == nil {
			taken[on.entity] = map[string]bool{}
		}
		taken[on.entity][key(guid)] = true
		x.guids[on] = guid
	}
	x.memos = map[string]bool{}
	for _, m := range bundle.Of[qda.Memo](x.b) {
		x.memos[key(x.guids[owner{"memo", m.ID}])] = true
		x.memosOn[owner{m.Owner, m.OwnerID}] = append(x.memosOn[owner{m.Owner, m.OwnerID}], m)
	}
	x.attrs = bundle.Of[qda.Attribute](x.b)
}

// keptSource is the element of a source as it is kept: unpacked when its turn comes,
// for all its selections stand in it.
type keptSource struct {
	body        string
	more        []string // parts of it
	guid        string
	transcripts []string // identities
}

func transcriptsOf(e *Element) []string {
	var out []string
	for _, t := range e.All("Transcript") {
		out = append(out, t.Attr("guid"))
	}
	return out
}

// keptFor is the element that is kept of a record, nil if there is none; that of a
// document is a new copy.
func (x *encoder) keptFor(on owner) *Element {
	if on.entity == "document" {
		if k, ok := x.keptSources[on.id]; ok {
			e := thaw(k.body)
			if e != nil {
				for _, m := range k.more {
					if part := thaw(m); part != nil {
						rejoin(e, part)
					}
				}
			}
			return e
		}
		return nil
	}
	if list := x.kept[on]; len(list) > 0 {
		return list[0]
	}
	return nil
}

// keptGUID is the identity that the element kept of a record has.
func (x *encoder) keptGUID(on owner) string {
	if on.entity == "document" {
		return x.keptSources[on.id].guid
	}
	if k := x.keptFor(on); k != nil {
		return k.Attr("guid")
	}
	return ""
}

// begin gives the element of a record to go on with: a copy of what is kept of it,
// else a new one of the name.
func (x *encoder) begin(on owner, name string) (e *Element, kept bool) {
	if k := x.keptFor(on); k != nil {
		if e, kept = k, true; on.entity != "document" {
			e = k.Clone()
		}
	} else {
		e = New(name)
	}
	e.Set("guid", x.guids[on])
	return e, kept
}

// say gives an attribute a value, unless what it says already means it.
func say(e *Element, name, want string, read func(string) string) {
	have, there := e.Lookup(name)
	switch {
	case read(have) == want:
		if !there && want != "" && want == read("") {
			return
		}
	case want == "":
		e.Unset(name)
	default:
		e.Set(name, want)
	}
}

// sayText does the same for the text of a child.
func sayText(e *Element, name, want string) {
	if plainText(e.KidText(name)) != want {
		e.SetKidText(name, want)
	}
}

// noteRefs makes the note references of an element those of the memos on the
// record: what was there and still leads somewhere, then the others.
func (x *encoder) noteRefs(e *Element, on owner) {
	seen := map[string]bool{}
	e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool {
		if k.Name != "NoteRef" {
			return false
		}
		g := key(k.Attr("targetGUID"))
		seen[g] = true
		return !x.memos[g] && k.Attr(keptMark) == ""
	})
	if on.entity == "" {
		return
	}
	for _, m := range x.memosOn[on] {
		mo := owner{"memo", m.ID}
		if k := x.keptFor(mo); seen[key(x.guids[mo])] || k != nil && k.Attr(keptMark) == "linked" {
			continue
		}
		if x.elsewhere(mo) {
			continue
		}
		e.Add(New("NoteRef", "targetGUID", x.guids[mo]))
	}
}

// elsewhere reports whether a selection or coding that is kept refers to the memo:
// the memo hangs on its document or coding because of it.
func (x *encoder) elsewhere(memo owner) bool {
	return x.referred[key(x.guids[memo])]
}

func (x *encoder) project() {
	p := qda.Project{}
	if list := bundle.Of[qda.Project](x.b); len(list) > 0 {
		p = list[0]
	}
	on := owner{"project", p.ID}
	e := New("Project")
	if k := x.keptFor(on); k != nil {
		e = k.Clone()
	}
	say(e, "name", p.Title, plainName)
	e.Set("origin", x.o.Origin)
	if e.Attr("creationDateTime") == "" && timeOf(p.CreatedAt) != "" {
		e.Set("creationDateTime", p.CreatedAt)
	}
	if x.o.StripPaths {
		e.Unset("basePath")
	}
	e.SetKidText("Description", p.Description)
	x.noteRefs(e, on)
	x.out.Root = e
	x.cleanUnknown(e)
}

// cleanUnknown takes away what the schema has no place for: it stays with the
// project, and cannot be written into a valid file.
func (x *encoder) cleanUnknown(e *Element) {
	r := projectSchema.types[e.Name]
	e.Attrs = slices.DeleteFunc(e.Attrs, func(a Attr) bool {
		return !slices.ContainsFunc(r.attrs, func(k attrRule) bool { return k.name == a.Name })
	})
	e.Text = ""
	e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool { return k.Name != "Description" && k.Name != "NoteRef" })
}

// wrapper gives the child of the root that holds elements of one kind.
func (x *encoder) wrapper(name string) *Element {
	if w := x.out.Root.Kid(name); w != nil {
		return w
	}
	w := New(name)
	x.out.Root.Add(w)
	return w
}

func (x *encoder) users() {
	w := x.wrapper("Users")
	for _, c := range bundle.Of[qda.Coder](x.b) {
		on := owner{"coder", c.ID}
		if x.placeholders[on] {
			continue
		}
		e, _ := x.begin(on, "User")
		say(e, "name", c.Name, plainName)
		say(e, "id", c.Initials, plainText)
		w.Add(e)
		x.acc.Stored("coder")
	}
}

// coderOf is the coder that an identity in the file means; none if there is none.
func (x *encoder) coderOf(guids ...string) qda.ID {
	for _, g := range guids {
		if strings.TrimSpace(g) == "" {
			continue
		}
		id, _ := x.byGUID("coder", g)
		return id
	}
	return bundle.DerivedID("refi", "coder", "unknown")
}

func (x *encoder) codes() {
	byParent := map[qda.ID][]qda.Code{}
	list := bundle.Of[qda.Code](x.b)
	slices.SortStableFunc(list, func(a, b qda.Code) int { return strings.Compare(a.Pos, b.Pos) })
	for _, c := range list {
		byParent[c.ParentID] = append(byParent[c.ParentID], c)
	}
	var add func(to *Element, parent qda.ID)
	add = func(to *Element, parent qda.ID) {
		for _, c := range byParent[parent] {
			on := owner{"code", c.ID}
			if x.placeholders[on] && len(byParent[c.ID]) == 0 {
				continue
			}
			e, kept := x.begin(on, "Code")
			say(e, "name", c.Name, plainName)
			if !kept || isCodable(e) == c.Folder {
				e.Set("isCodable", truth(!c.Folder))
			}
			say(e, "color", c.Color, colorOf)
			sayText(e, "Description", c.Definition)
			x.noteRefs(e, on)
			add(e, c.ID)
			to.Add(e)
			x.acc.Stored("code")
		}
	}
	codes := New("Codes")
	add(codes, qda.ID{})
	x.wrapper("CodeBook").Add(codes)
}

func (x *encoder) variables() {
	w := x.wrapper("Variables")
	written := map[string]bool{}
	for _, a := range x.attrs {
		on := owner{"attribute", a.ID}
		if a.Scope == qda.OnSpeaker {
			continue
		}
		guid := x.variableGUID(a)
		if written[key(guid)] {
			x.acc.Stored("attribute")
			continue
		}
		written[key(guid)] = true
		e, kept := x.begin(on, "Variable")
		e.Set("guid", guid)
		say(e, "name", a.Name, plainName)
		if !kept || typeOfVariable(e) != a.Type && !(a.Type == qda.ChoiceValue && typeOfVariable(e) == qda.TextValue) {
			e.Set("typeOfVariable", variableType(a.Type))
		}
		sayText(e, "Description", a.Definition)
		w.Add(e)
		x.acc.Stored("attribute")
	}
}

// variableGUID is the identity of the variable that an attribute came from: the
// attributes of two scopes may have one.
func (x *encoder) variableGUID(a qda.Attribute) string {
	if k := x.keptFor(owner{"attribute", a.ID}); k != nil && wellFormed("guid", k.Attr("guid")) {
		return strings.TrimSpace(k.Attr("guid"))
	}
	return x.guids[owner{"attribute", a.ID}]
}

// values makes the variable values of an element those of the record.
func (x *encoder) values(e *Element, on owner, scope qda.Scope, held map[qda.ID]qda.AttributeValue) {
	seen := map[qda.ID]bool{}
	var keep []*Element
	for _, v := range e.All("VariableValue") {
		a, known := x.attributeOf(v, scope)
		value, missing := valueOf(given(v), a.Type)
		rec, has := held[a.ID]
		switch {
		case !known, missing && !has, seen[a.ID]:
			keep = append(keep, v)
			continue
		case !has: // it was taken away
			continue
		}
		seen[a.ID] = true
		if missing || value != rec.Value {
			v.Kids = slices.DeleteFunc(v.Kids, func(k *Element) bool { return k.Name != "VariableRef" })
			v.Add(valueElement(a.Type, rec.Value))
		}
		keep = append(keep, v)
		x.acc.Stored("attribute_value")
	}
	e.Drop("VariableValue")
	e.Add(keep...)
	for _, a := range x.attrs {
		rec, has := held[a.ID]
		if !has || seen[a.ID] || a.Scope != scope {
			continue
		}
		e.Add(New("VariableValue").Add(New("VariableRef", "targetGUID", x.variableGUID(a)), valueElement(a.Type, rec.Value)))
		x.acc.Stored("attribute_value")
	}
}

func (x *encoder) attributeOf(v *Element, scope qda.Scope) (qda.Attribute, bool) {
	k := key(v.Kid("VariableRef").attr("targetGUID"))
	for _, a := range x.attrs {
		if a.Scope == scope && key(x.variableGUID(a)) == k {
			return a, true
		}
	}
	return qda.Attribute{}, false
}

// held gives the values held for something, by attribute.
func (x *encoder) held(on owner) map[qda.ID]qda.AttributeValue {
	if x.byOwner == nil {
		x.byOwner = map[qda.ID]map[qda.ID]qda.AttributeValue{}
		for _, v := range bundle.Of[qda.AttributeValue](x.b) {
			if v.Status != "held" || v.Value == "" {
				continue
			}
			if x.byOwner[v.OwnerID] == nil {
				x.byOwner[v.OwnerID] = map[qda.ID]qda.AttributeValue{}
			}
			x.byOwner[v.OwnerID][v.AttributeID] = v
		}
	}
	return x.byOwner[on.id]
}
