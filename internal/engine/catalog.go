package engine

import (
	"context"
	"slices"
	"strings"
	"sync"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// catalog is everything of a project that has a name, read at one moment. It is
// kept until an operation touches it: naming things must cost nothing.
type catalog struct {
	seq       int // of the operation up to which it was read
	project   qda.Project
	coders    []qda.Coder
	rounds    []qda.Round
	codes     []qda.Code
	tree      *codebook.Tree
	facets    []qda.Facet
	values    []qda.FacetValue
	actors    []qda.Actor
	documents []qda.Document
	speakers  map[qda.ID][]qda.Speaker         // by document
	langs     map[qda.ID][]qda.PassageLanguage // by document
	cases     caseTree
	spans     map[qda.ID][]qda.CaseSpan // by document
	attrs     []qda.Attribute
	held      map[qda.ID][]qda.AttributeValue // by owner; see [valuesOnce]
	sameValue map[qda.ID]qda.ID               // values for which others stand
	labels    map[qda.ID][]qda.Label          // by owner

	actorTitles                                 map[qda.ID]map[string]string // of actors, by language
	coderOf, roundOf, actorOf, facetOf, valueOf map[qda.ID]string
	maskOf                                      map[qda.ID]string // of coders, where names are hidden
	docOf                                       map[qda.ID]*qda.Document

	labelsOnce sync.Once
	labelByID  map[qda.ID]LabelOf // made when it is asked for first
}

// inCatalog names the kinds of record whose change makes the catalog stale.
var inCatalog = map[string]bool{
	"project": true, "coder": true, "round": true, "code": true, "facet": true, "facet_value": true, "actor": true, "actor_name": true,
	"document": true, "speaker": true, "passage_language": true, "case_unit": true, "case_span": true, "attribute": true, "choice": true,
	"attribute_value": true, "label": true,
}

// caseTree is the cases in order, with where they lie.
type caseTree struct {
	list   []qda.Case // parents before children, siblings in order
	byID   map[qda.ID]*qda.Case
	binned map[qda.ID]bool
}

// names gives the catalog as it stands now. Several may read it at once, and one that
// began before a change may end after it: what was read counts by the state it is of.
func (p *Project) names(ctx context.Context) (*catalog, error) {
	p.mu.Lock()
	cat, changed := p.catalog, p.changed
	p.mu.Unlock()
	if cat != nil && cat.seq >= changed && !p.store.ReadOnly() {
		return cat, nil
	}
	var fresh *catalog
	err := p.view(ctx, func(tx *store.Tx) error {
		seq, _, err := tx.Head()
		if err != nil {
			return err
		}
		if cat != nil && cat.seq == seq {
			fresh = cat
			return nil
		}
		fresh, err = readCatalog(tx)
		if fresh != nil {
			fresh.seq = seq
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.catalog == nil || p.catalog.seq < fresh.seq {
		p.catalog = fresh
	}
	return fresh, nil
}

func readCatalog(tx *store.Tx) (*catalog, error) {
	c := &catalog{
		speakers: map[qda.ID][]qda.Speaker{}, langs: map[qda.ID][]qda.PassageLanguage{}, spans: map[qda.ID][]qda.CaseSpan{},
		held: map[qda.ID][]qda.AttributeValue{}, labels: map[qda.ID][]qda.Label{},
		coderOf: map[qda.ID]string{}, roundOf: map[qda.ID]string{}, actorOf: map[qda.ID]string{}, facetOf: map[qda.ID]string{}, valueOf: map[qda.ID]string{},
		docOf: map[qda.ID]*qda.Document{},
	}
	projects, err := store.List[qda.Project](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	if len(projects) != 1 {
		return nil, qda.E(qda.Damaged, "project.headless", "The file does not say what project it is. It was not changed. Open a backup.")
	}
	c.project = projects[0]
	var speakers []qda.Speaker
	var langs []qda.PassageLanguage
	var spans []qda.CaseSpan
	var held []qda.AttributeValue
	var labels []qda.Label
	var cases []qda.Case
	var called []qda.ActorName
	for _, read := range []func() error{
		reader(tx, &c.coders), reader(tx, &c.rounds), reader(tx, &c.codes), reader(tx, &c.facets), reader(tx, &c.values),
		reader(tx, &c.actors), reader(tx, &c.documents), reader(tx, &speakers), reader(tx, &langs), reader(tx, &cases), reader(tx, &spans),
		reader(tx, &c.attrs), reader(tx, &held), reader(tx, &labels), reader(tx, &called),
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	c.tree = codebook.Build(c.codes)
	c.cases = buildCases(cases)
	for _, s := range speakers {
		c.speakers[s.DocumentID] = append(c.speakers[s.DocumentID], s)
	}
	for _, l := range langs {
		c.langs[l.DocumentID] = append(c.langs[l.DocumentID], l)
	}
	for _, s := range spansOnce(spans) {
		c.spans[s.DocumentID] = append(c.spans[s.DocumentID], s)
	}
	held, c.sameValue = valuesOnce(held)
	for _, v := range held {
		c.held[v.OwnerID] = append(c.held[v.OwnerID], v)
	}
	for _, l := range labels {
		c.labels[l.OwnerID] = append(c.labels[l.OwnerID], l)
	}
	for _, x := range c.coders {
		c.coderOf[x.ID] = x.Name
	}
	seats := map[qda.ID]int{}
	for _, x := range c.coders {
		if seats[x.ID], err = tx.Since("coder", x.ID); err != nil {
			return nil, err
		}
	}
	c.maskOf = masksOf(c.project.ID, c.coders, seats)
	for _, x := range c.rounds {
		c.roundOf[x.ID] = x.Label
	}
	for _, x := range c.actors {
		c.actorOf[x.ID] = x.Name
	}
	c.actorTitles = titlesByLanguage(called, c.language())
	for _, x := range c.facets {
		c.facetOf[x.ID] = x.Name
	}
	for _, x := range c.values {
		c.valueOf[x.ID] = x.Name
	}
	for i := range c.documents {
		c.docOf[c.documents[i].ID] = &c.documents[i]
	}
	return c, nil
}

func reader[T qda.Record](tx *store.Tx, into *[]T) func() error {
	return func() (err error) {
		*into, err = store.List[T](tx, store.Eq{})
		return err
	}
}

func buildCases(cases []qda.Case) caseTree {
	t := caseTree{byID: map[qda.ID]*qda.Case{}, binned: map[qda.ID]bool{}}
	children := map[qda.ID][]qda.Case{}
	known := map[qda.ID]bool{}
	for _, c := range cases {
		known[c.ID] = true
	}
	for _, c := range cases {
		parent := c.ParentID
		if !known[parent] {
			parent = qda.ID{}
		}
		children[parent] = append(children[parent], c)
	}
	var down func(parent qda.ID, binned bool)
	down = func(parent qda.ID, binned bool) {
		for _, c := range children[parent] {
			if t.byID[c.ID] != nil {
				continue
			}
			t.list = append(t.list, c)
			t.byID[c.ID] = &c
			gone := binned || c.DeletedAt != ""
			if gone {
				t.binned[c.ID] = true
			}
			down(c.ID, gone)
		}
	}
	down(qda.ID{}, false)
	return t
}

// path is the names from the root to the case.
func (t caseTree) path(id qda.ID) string {
	var names []string
	for c := t.byID[id]; c != nil; c = t.byID[c.ParentID] {
		names = append(names, c.Name)
	}
	slices.Reverse(names)
	return codebook.JoinPath(names)
}

// within gives the case and all cases below it, without those in the bin: what was put
// there is no part of what is left. For a case in the bin it gives none.
func (t caseTree) within(id qda.ID) []qda.ID {
	if !t.stands(id) {
		return nil
	}
	out := []qda.ID{id}
	for _, c := range t.list { // parents come before children
		if slices.Contains(out, c.ParentID) && t.stands(c.ID) {
			out = append(out, c.ID)
		}
	}
	return out
}

// documentOrder gives the place of each document in the order of the project.
func (c *catalog) documentOrder() map[qda.ID]int {
	order := make(map[qda.ID]int, len(c.documents))
	for i, d := range c.documents {
		order[d.ID] = i
	}
	return order
}

// casesOf names the cases that a span of the document belongs to, in tree order.
func (c *catalog) casesOf(document qda.ID, span qda.Span) []*qda.Case {
	var out []*qda.Case
	for _, k := range c.cases.list {
		for _, s := range c.spans[document] {
			if s.CaseID == k.ID && !c.cases.binned[k.ID] && (s.Whole || s.Overlaps(span)) {
				out = append(out, c.cases.byID[k.ID])
				break
			}
		}
	}
	return out
}

// documentCases names the cases that any part of the document belongs to.
func (c *catalog) documentCases(document qda.ID) []*qda.Case {
	return c.casesOf(document, qda.Span{Start: 0, End: 1 << 40})
}

// FindCode resolves what a person calls a code: its identity, path or unique name.
func (p *Project) FindCode(ctx context.Context, ref string) (qda.Code, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Code{}, err
	}
	if id, err := qda.ParseID(ref); err == nil {
		if n := cat.tree.Node(id); n != nil {
			return n.Code, nil
		}
	}
	found := cat.tree.Find(ref)
	switch len(found) {
	case 0:
		return qda.Code{}, cat.unknownCode(ref)
	case 1:
		return found[0].Code, nil
	}
	var paths []string
	for _, n := range found {
		paths = append(paths, n.Path())
	}
	return qda.Code{}, qda.E(qda.Conflict, "code.ambiguous", "{code} may mean {choices}. Name it by its path.", "code", ref, "choices", strings.Join(paths, ", "))
}

// FindDocument resolves what a person calls a document: its identity, unique
// title or unique file name.
func (p *Project) FindDocument(ctx context.Context, ref string) (qda.Document, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return qda.Document{}, err
	}
	if id, err := qda.ParseID(ref); err == nil {
		if d := cat.docOf[id]; d != nil {
			return *d, nil
		}
	}
	var standing []qda.Document
	for _, d := range cat.documents {
		if d.DeletedAt == "" {
			standing = append(standing, d)
		}
	}
	stem := func(name string) string {
		if i := strings.LastIndexByte(name, '.'); i > 0 {
			return name[:i]
		}
		return name
	}
	found, ok := matchNames(standing, ref,
		func(d qda.Document) string { return d.Title },
		func(d qda.Document) string { return d.FileName },
		func(d qda.Document) string { return stem(d.FileName) })
	if ok {
		return found[0], nil
	}
	if len(found) == 0 {
		return qda.Document{}, cat.unknownDocument(ref)
	}
	return qda.Document{}, qda.E(qda.Conflict, "document.ambiguous", "{n} documents are called {document}. Name it by its identity.", "n", len(found), "document", ref)
}

// matchNames finds the things that a person may mean: by each way of naming in
// turn, first letter for letter, then without case and accents. ok says that it is
// one.
func matchNames[T any](list []T, ref string, names ...func(T) string) (found []T, ok bool) {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return nil, false
	}
	folded := codebook.Fold(ref)
	for _, same := range []func(string) bool{
		func(s string) bool { return s == ref },
		func(s string) bool { return folded != "" && codebook.Fold(s) == folded },
	} {
		for _, name := range names {
			for _, x := range list {
				if same(name(x)) {
					found = append(found, x)
				}
			}
			if len(found) > 0 {
				return found, len(found) == 1
			}
		}
	}
	return nil, false
}
