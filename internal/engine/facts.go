package engine

import (
	"sort"

	"articula/internal/qda"
	"articula/internal/query"
	"articula/internal/store"
)

// world is what facts are looked up in, read as far as a condition asks for it.
type world struct {
	p       *Project
	tx      *store.Tx
	cat     *catalog
	members map[qda.ID]map[qda.ID]bool // set → members
	memos   map[qda.ID]int
	docs    map[qda.ID]*docWorld
	err     error  // the first failure; facts that could not be read are empty
	cover   *cover // over what is written for others; nil shows everything
}

// docWorld is the part of the world that is one document.
type docWorld struct {
	*qda.Document
	w        *world
	shape    *shape
	codings  []qda.Coding // all visible ones, by start
	widest   int          // length of the longest
	read     bool
	facets   map[qda.ID][]qda.Qualifier
	caseless []*qda.Case // cases of the whole document, where all its spans are whole
	whole    bool
}

func newWorld(p *Project, tx *store.Tx, cat *catalog) *world {
	return &world{p: p, tx: tx, cat: cat, docs: map[qda.ID]*docWorld{}}
}

func (w *world) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *world) doc(id qda.ID) *docWorld {
	if d := w.docs[id]; d != nil {
		return d
	}
	d := &docWorld{w: w, Document: w.cat.docOf[id], whole: true}
	if d.Document == nil {
		d.Document = &qda.Document{ID: id}
	}
	for _, s := range w.cat.spans[id] {
		d.whole = d.whole && s.Whole
	}
	if d.whole {
		d.caseless = w.cat.documentCases(id)
	}
	w.docs[id] = d
	return d
}

func (d *docWorld) form() *shape {
	if d.shape == nil {
		s, err := d.w.p.shapes.of(d.w.tx, d.StructureHash)
		if err != nil {
			d.w.fail(err)
			s = newShape(qda.Structure{})
		}
		d.shape = s
	}
	return d.shape
}

func (d *docWorld) cases(span qda.Span) []*qda.Case {
	if d.whole {
		return d.caseless
	}
	return d.w.cat.casesOf(d.ID, span)
}

// all reads every visible coding of the document.
func (d *docWorld) all() []qda.Coding {
	if !d.read {
		d.read = true
		var err error
		if d.codings, err = allCodings(d.w.tx, store.CodingFilter{Documents: []qda.ID{d.ID}}); err != nil {
			d.w.fail(err)
		}
		for _, c := range d.codings {
			d.widest = max(d.widest, c.Len())
		}
	}
	return d.codings
}

// over gives the codings that overlap a span or lie at most reach away.
func (d *docWorld) over(span qda.Span, reach int) []qda.Coding {
	list := d.all()
	from := sort.Search(len(list), func(i int) bool { return list[i].Start >= span.Start-reach-d.widest })
	var out []qda.Coding
	for _, c := range list[from:] {
		if c.Start > span.End+reach {
			break
		}
		if c.Overlaps(span) || reach > 0 && c.Gap(span) <= reach {
			out = append(out, c)
		}
	}
	return out
}

func (d *docWorld) qualifiers(coding qda.ID) []qda.Qualifier {
	if d.facets == nil {
		ids := make([]qda.ID, 0, len(d.all()))
		for _, c := range d.all() {
			ids = append(ids, c.ID)
		}
		var err error
		if d.facets, err = d.w.tx.Qualifiers(ids); err != nil {
			d.w.fail(err)
			d.facets = map[qda.ID][]qda.Qualifier{}
		}
	}
	return d.facets[coding]
}

func (w *world) memoCount(id qda.ID) int {
	if w.memos == nil {
		var err error
		if w.memos, err = w.tx.AllMemoCounts(); err != nil {
			w.fail(err)
			w.memos = map[qda.ID]int{}
		}
	}
	return w.memos[id]
}

func (w *world) inSet(sets []qda.ID, things ...qda.ID) bool {
	if w.members == nil {
		w.members = map[qda.ID]map[qda.ID]bool{}
		list, err := store.List[qda.SetMember](w.tx, store.Eq{})
		if err != nil {
			w.fail(err)
		}
		for _, m := range list {
			if w.members[m.SetID] == nil {
				w.members[m.SetID] = map[qda.ID]bool{}
			}
			w.members[m.SetID][m.TargetID] = true
		}
	}
	for _, s := range sets {
		for _, id := range things {
			if w.members[s][id] {
				return true
			}
		}
	}
	return false
}

// passageFacts is what is known of a span of a document together with the codings
// that count as applied to it: one coding for a segment, all that overlap for a
// unit.
type passageFacts struct {
	*docWorld
	span    qda.Span
	codings []qda.Coding
	text    func() string
}

var _ query.Facts = (*passageFacts)(nil)

// docFacts is what is known of a document as a whole.
type docFacts struct{ *docWorld }

var _ query.DocumentFacts = docFacts{}

func (d *docWorld) documentValues(a qda.Attribute) []string { return d.w.values(d.ID, a.ID) }

func (w *world) values(owner, attribute qda.ID) []string {
	var out []string
	for _, v := range w.cat.held[owner] {
		if v.AttributeID == attribute && v.Status == "held" {
			out = append(out, v.Value)
		}
	}
	return out
}

func (f docFacts) Document() qda.ID                        { return f.ID }
func (f docFacts) Kind() qda.DocumentKind                  { return f.docWorld.Kind }
func (f docFacts) Lang() string                            { return f.docWorld.Lang }
func (f docFacts) Date() string                            { return f.docWorld.Date }
func (f docFacts) Jurisdiction() string                    { return f.docWorld.Jurisdiction }
func (f docFacts) InSet(sets []qda.ID) bool                { return f.w.inSet(sets, f.ID) }
func (f docFacts) DocumentValues(a qda.Attribute) []string { return f.documentValues(a) }

func (f *passageFacts) Document() qda.ID                        { return f.ID }
func (f *passageFacts) Kind() qda.DocumentKind                  { return f.docWorld.Kind }
func (f *passageFacts) Lang() string                            { return f.docWorld.Lang }
func (f *passageFacts) Date() string                            { return f.docWorld.Date }
func (f *passageFacts) Jurisdiction() string                    { return f.docWorld.Jurisdiction }
func (f *passageFacts) DocumentValues(a qda.Attribute) []string { return f.documentValues(a) }

func (f *passageFacts) InSet(sets []qda.ID) bool {
	things := []qda.ID{f.ID}
	for _, k := range f.cases(f.span) {
		things = append(things, k.ID)
	}
	return f.w.inSet(sets, append(things, f.Codes()...)...)
}

func (f *passageFacts) Codes() []qda.ID {
	return each(f.codings, func(c qda.Coding) qda.ID { return c.CodeID })
}
func (f *passageFacts) Coders() []qda.ID {
	return each(f.codings, func(c qda.Coding) qda.ID { return c.CoderID })
}
func (f *passageFacts) Rounds() []qda.ID {
	return each(f.codings, func(c qda.Coding) qda.ID { return c.RoundID })
}
func (f *passageFacts) Coded() []string {
	return each(f.codings, func(c qda.Coding) string { return c.CreatedAt })
}

func (f *passageFacts) Weights() []int {
	var out []int
	for _, c := range f.codings {
		if c.Weight > 0 {
			out = append(out, c.Weight)
		}
	}
	return out
}

func (f *passageFacts) Cases() []qda.ID {
	return each(f.cases(f.span), func(k *qda.Case) qda.ID { return k.ID })
}

func (f *passageFacts) HasMemo() bool {
	for _, c := range f.codings {
		if f.w.memoCount(c.ID) > 0 {
			return true
		}
	}
	return false
}

func (f *passageFacts) Speakers() []string { return f.form().speakers(f.span) }

func (f *passageFacts) Roles() []qda.SpeakerRole {
	var out []qda.SpeakerRole
	for _, name := range f.Speakers() {
		for _, s := range f.w.cat.speakers[f.ID] {
			if s.Name == name {
				out = append(out, s.Role)
			}
		}
	}
	return out
}

func (f *passageFacts) Qualifiers(facet qda.ID) []qda.ID {
	var out []qda.ID
	for _, c := range f.codings {
		for _, q := range f.qualifiers(c.ID) {
			if q.FacetID == facet {
				out = append(out, q.ValueID)
			}
		}
	}
	return out
}

// Values gives the values held for the cases, and for those below which the case
// lies, and for the speakers of the passage.
func (f *passageFacts) Values(a qda.Attribute) []string {
	var out []string
	switch a.Scope {
	case qda.OnCase:
		for _, k := range f.cases(f.span) {
			out = append(out, f.w.caseValues(k, a.ID)...)
		}
	case qda.OnSpeaker:
		for _, name := range f.Speakers() {
			for _, s := range f.w.cat.speakers[f.ID] {
				if s.Name == name {
					out = append(out, f.w.values(s.ID, a.ID)...)
				}
			}
		}
	}
	return out
}

// caseValues gives the values held for a case and for those below which it lies.
func (w *world) caseValues(k *qda.Case, attribute qda.ID) []string {
	var out []string
	for ; k != nil; k = w.cat.cases.byID[k.ParentID] {
		out = append(out, w.values(k.ID, attribute)...)
	}
	return out
}

func (f *passageFacts) Passage() string { return f.text() }

func (f *passageFacts) Related(how query.WhereField, codes []qda.ID, distance int) bool {
	wanted := make(map[qda.ID]bool, len(codes))
	for _, id := range codes {
		wanted[id] = true
	}
	reach := 0
	if how == query.OnNear {
		reach = max(distance, 1)
	}
	for _, c := range f.over(f.span, reach) {
		if len(codes) > 0 && !wanted[c.CodeID] || f.own(c.ID) {
			continue
		}
		switch how {
		case query.OnOverlaps:
			if c.Overlaps(f.span) {
				return true
			}
		case query.OnWithin:
			if c.Contains(f.span) {
				return true
			}
		case query.OnContains:
			if f.span.Contains(c.Span) {
				return true
			}
		case query.OnNear:
			if c.Gap(f.span) <= distance {
				return true
			}
		}
	}
	return false
}

func (f *passageFacts) own(id qda.ID) bool {
	for _, c := range f.codings {
		if c.ID == id {
			return true
		}
	}
	return false
}

func each[T, R any](list []T, get func(T) R) []R {
	out := make([]R, len(list))
	for i, x := range list {
		out[i] = get(x)
	}
	return out
}
