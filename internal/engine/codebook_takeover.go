package engine

import (
	tree "articula/internal/codebook"
	"articula/internal/exchange/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// takeOver merges a book into the project's, which is what it has.
type takeOver struct {
	tx             *store.Tx
	have, incoming codebook.Records
	report         *CodebookReport
	standing       *tree.Tree        // the codes of the project, as they were
	becomes        map[qda.ID]qda.ID // identity in the file → identity in the project
	// last is the place of the last code below each: reading the tree anew for each code
	// that is added would take the square of their number.
	last    map[qda.ID]string
	wording map[qda.ID][]qda.Label   // of the file, by what they word there
	texts   map[labelPlace]qda.Label // of the project
}

// labelPlace is what a label words, and in which language.
type labelPlace struct {
	owner       qda.ID
	field, lang string
}

func newTakeOver(tx *store.Tx, have codebook.Records, book codebook.Book, report *CodebookReport) *takeOver {
	t := &takeOver{
		tx: tx, have: have, incoming: book.Records(tx.NewID), report: report, standing: tree.Build(have.Codes),
		becomes: map[qda.ID]qda.ID{}, last: map[qda.ID]string{}, wording: map[qda.ID][]qda.Label{}, texts: map[labelPlace]qda.Label{},
	}
	for n := range t.standing.Walk {
		at := qda.ID{}
		if n.Parent != nil {
			at = n.Parent.Code.ID
		}
		t.last[at] = max(t.last[at], n.Code.Pos)
	}
	for _, l := range t.incoming.Labels {
		t.wording[l.OwnerID] = append(t.wording[l.OwnerID], l)
	}
	for _, l := range have.Labels {
		t.texts[labelPlace{l.OwnerID, l.Field, l.Lang}] = l
	}
	return t
}

// all takes everything over, and tells of each code what becomes of it.
func (t *takeOver) all(tell func(n *tree.Node, state string)) error {
	byPath := map[string]qda.ID{}
	for n := range t.standing.Standing {
		byPath[foldPath(n.Names())] = n.Code.ID
	}
	fresh := tree.Build(t.incoming.Codes)
	for n := range fresh.Walk { // parents before children
		state, err := t.code(n, byPath[foldPath(n.Names())])
		if err != nil {
			return err
		}
		tell(n, state)
	}
	if err := t.facets(); err != nil {
		return err
	}
	return t.attributes()
}

// code takes one code over; there is the one of its path, if any.
func (t *takeOver) code(n *tree.Node, there qda.ID) (string, error) {
	c := n.Code
	known := t.standing.Node(c.ID)
	if into := t.survivor(known); into != nil {
		// It has become part of another, whose own texts stand.
		t.becomes[c.ID] = into.Code.ID
		t.report.Unchanged++
		return "same", nil
	}
	switch {
	case known != nil && !known.Binned:
	case !there.IsZero():
		known = t.standing.Node(there)
	case known != nil:
		return "new", t.fetch(n, known)
	}
	if known == nil {
		t.becomes[c.ID] = c.ID
		if up, ok := t.becomes[c.ParentID]; ok {
			c.ParentID = up
		}
		c.Pos, c.CreatedAt = t.below(c.ParentID), t.tx.Now()
		return "new", addRecord(t, c)
	}
	t.becomes[c.ID] = known.Code.ID
	changed, err := changeRecord(t, c.ID, known.Code, reworded(known.Code, c))
	if changed {
		return "changed", err
	}
	return "same", err
}

// survivor is the code that took over one that was merged, nil if it was not.
func (t *takeOver) survivor(n *tree.Node) *tree.Node {
	var into *tree.Node
	for seen := map[*tree.Node]bool{}; n != nil && !n.Code.MergedInto.IsZero() && !seen[n]; n = into {
		seen[n] = true
		into = t.standing.Node(n.Code.MergedInto)
	}
	if into == nil || into.Binned {
		return nil
	}
	return into
}

// fetch brings a code back from the bin: to where it was, if that stands again, and
// else to where the file has it.
func (t *takeOver) fetch(n, binned *tree.Node) error {
	old := binned.Code
	next := reworded(old, n.Code)
	next.DeletedAt, next.MergedInto = "", qda.ID{}
	t.becomes[n.Code.ID] = old.ID
	up := qda.ID{}
	if n.Parent != nil {
		up = t.becomes[n.Parent.Code.ID]
	}
	if was := binned.Parent; was != nil && was.Binned && up != old.ParentID {
		next.ParentID, next.Pos = up, t.below(up)
	}
	t.report.Added++
	if _, err := t.label(n.Code.ID, old.ID); err != nil {
		return err
	}
	return store.Save(t.tx, next)
}

// below gives the place after all codes below one.
func (t *takeOver) below(parent qda.ID) string {
	t.last[parent] = qda.OrderKeys(t.last[parent], 1)[0]
	return t.last[parent]
}

// reworded is a code of the project with the texts that the file has for it.
func reworded(old, c qda.Code) qda.Code {
	next := old
	overwrite(&next.Name, c.Name)
	overwrite(&next.Color, c.Color)
	overwrite(&next.Definition, c.Definition)
	overwrite(&next.IncludeWhen, c.IncludeWhen)
	overwrite(&next.ExcludeWhen, c.ExcludeWhen)
	overwrite(&next.Example, c.Example)
	return next
}

func (t *takeOver) facets() error {
	for _, f := range t.incoming.Facets {
		old, ok := find(t.have.Facets, func(x qda.Facet) bool { return x.ID == f.ID || tree.Fold(x.Name) == tree.Fold(f.Name) })
		next := old
		overwrite(&next.Definition, f.Definition)
		if err := settleRecord(t, ok, f, old, next); err != nil {
			return err
		}
	}
	for _, v := range t.incoming.FacetValues {
		v.FacetID = t.becomes[v.FacetID]
		old, ok := find(t.have.FacetValues, func(x qda.FacetValue) bool {
			return x.ID == v.ID || x.FacetID == v.FacetID && tree.Fold(x.Name) == tree.Fold(v.Name)
		})
		next := old
		overwrite(&next.Definition, v.Definition)
		overwrite(&next.Shortcut, v.Shortcut)
		if err := settleRecord(t, ok, v, old, next); err != nil {
			return err
		}
	}
	return nil
}

func (t *takeOver) attributes() error {
	for _, a := range t.incoming.Attributes {
		old, ok := find(t.have.Attributes, func(x qda.Attribute) bool {
			return x.ID == a.ID || x.Scope == a.Scope && tree.Fold(x.Name) == tree.Fold(a.Name)
		})
		next := old
		overwrite(&next.Definition, a.Definition)
		if err := settleRecord(t, ok, a, old, next); err != nil {
			return err
		}
	}
	for _, c := range t.incoming.Choices {
		c.AttributeID = t.becomes[c.AttributeID]
		old, ok := find(t.have.Choices, func(x qda.Choice) bool {
			return x.ID == c.ID || x.AttributeID == c.AttributeID && tree.Fold(x.Name) == tree.Fold(c.Name)
		})
		next := old
		overwrite(&next.Definition, c.Definition)
		if err := settleRecord(t, ok, c, old, next); err != nil {
			return err
		}
	}
	return nil
}

type bookRecord interface {
	comparable
	qda.Record
}

// settleRecord adds what is not known, and changes what is.
func settleRecord[T bookRecord](t *takeOver, known bool, incoming, old, next T) error {
	if !known {
		t.becomes[incoming.Key()] = incoming.Key()
		return addRecord(t, incoming)
	}
	t.becomes[incoming.Key()] = old.Key()
	_, err := changeRecord(t, incoming.Key(), old, next)
	return err
}

// addRecord puts a record that was not there, with its wording in other languages.
func addRecord[T bookRecord](t *takeOver, r T) error {
	t.report.Added++
	if err := store.Put(t.tx, r); err != nil {
		return err
	}
	_, err := t.label(r.Key(), r.Key())
	return err
}

// changeRecord saves a record if the file words it otherwise, in whatever language, and says
// whether it did.
func changeRecord[T bookRecord](t *takeOver, from qda.ID, old, next T) (bool, error) {
	changed, err := t.label(from, old.Key())
	if err == nil && old != next {
		changed, err = true, store.Save(t.tx, next)
	}
	if changed {
		t.report.Changed++
	} else {
		t.report.Unchanged++
	}
	return changed, err
}

// label gives a record the wordings that the file has of it in other languages, and says
// whether one of them is new or another.
func (t *takeOver) label(from, to qda.ID) (changed bool, err error) {
	for _, l := range t.wording[from] {
		at := labelPlace{to, l.Field, l.Lang}
		have, ok := t.texts[at]
		if ok && have.Text == l.Text {
			continue
		}
		l.OwnerID, l.ID = to, labelID(to, l.Field, l.Lang)
		if ok {
			l.ID = have.ID
			err = store.Save(t.tx, l)
		} else {
			err = store.Put(t.tx, l)
		}
		if err != nil {
			return changed, err
		}
		t.texts[at], changed = l, true
	}
	return changed, nil
}
