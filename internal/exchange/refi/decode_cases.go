package refi

import (
	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// readVariables makes attributes of the variables: one for each scope in which a
// variable has values, and one for cases where it has none.
func (d *decoder) readVariables() error {
	used := map[string]map[qda.Scope]bool{}
	note := func(e *Element, scope qda.Scope) {
		for _, v := range e.All("VariableValue") {
			k := key(v.Kid("VariableRef").attr("targetGUID"))
			if used[k] == nil {
				used[k] = map[qda.Scope]bool{}
			}
			used[k][scope] = true
		}
	}
	for _, c := range d.root.Kid("Cases").All("Case") {
		if _, doc := d.documentCase(c); doc {
			note(c, qda.OnDocument)
		} else {
			note(c, qda.OnCase)
		}
	}
	for _, s := range d.root.Kid("Sources").All(sourceNames...) {
		note(s, qda.OnDocument)
	}
	list := d.root.Kid("Variables").All("Variable")
	pos := qda.OrderKeys("", 2*len(list))
	for i, v := range list {
		k := key(v.Attr("guid"))
		id := d.identity("attribute", v.Attr("guid"), "Variable")
		if d.variables[k] != nil {
			k = id.String()
		}
		d.variables[k] = v
		a := qda.Attribute{ID: id, Name: plainName(v.Attr("name")), Scope: qda.OnCase, Type: typeOfVariable(v), Definition: plainText(v.KidText("Description")), Pos: pos[2*i]}
		if used[k][qda.OnDocument] && !used[k][qda.OnCase] {
			a.Scope = qda.OnDocument
		}
		if d.side != nil {
			d.side.fill(&a)
		}
		d.addAttribute(k, v, a)
		if used[k][qda.OnDocument] && a.Scope == qda.OnCase {
			a.ID, a.Scope, a.Pos = bundle.DerivedID("refi", "attribute", k, "document"), qda.OnDocument, pos[2*i+1]
			d.addAttribute(k, v, a)
		}
		d.b.Account.Stored("Variable")
	}
	return nil
}

func (e *Element) attr(name string) string {
	if e == nil {
		return ""
	}
	return e.Attr(name)
}

func (d *decoder) addAttribute(k string, v *Element, a qda.Attribute) {
	d.b.Put(a)
	d.attributes[string(a.Scope)+k] = a
	if !equalMeaning("Variable", variableElement(a), v) {
		d.keep(owner{"attribute", a.ID}, v)
	}
}

func variableElement(a qda.Attribute) *Element {
	e := New("Variable", "guid", a.ID.String())
	e.Set("name", a.Name)
	e.Set("typeOfVariable", variableType(a.Type))
	e.SetKidText("Description", a.Definition)
	return e
}

// documentCase reports whether a case is how some programs write the variables of
// a document: without a name, and of exactly one source.
func (d *decoder) documentCase(c *Element) (source string, is bool) {
	refs := c.All("SourceRef")
	if c.Attr("name") != "" || len(refs) != 1 || len(c.All("SelectionRef", "CodeRef")) > 0 || c.KidText("Description") != "" {
		return "", false
	}
	k := key(refs[0].Attr("targetGUID"))
	return k, d.sourceKeys[k]
}

// values stores the values of variables of a case or source. It gives those that
// could not be stored; they stay where they are kept.
func (d *decoder) values(e *Element, on owner, scope qda.Scope) {
	seen := map[qda.ID]bool{}
	for _, v := range e.All("VariableValue") {
		a, ok := d.attributes[string(scope)+key(v.Kid("VariableRef").attr("targetGUID"))]
		if !ok {
			d.b.Account.Note("VariableValue", e.label(), bundle.Why("account.variable_missing", "its variable is not in the file; the value is kept"))
			continue
		}
		value, missing := valueOf(given(v), a.Type)
		switch {
		case missing:
			d.b.Account.Note("VariableValue", a.Name, bundle.Why("account.value_empty", "values that say nothing are kept"))
			continue
		case seen[a.ID]:
			d.b.Account.Note("VariableValue", a.Name, bundle.Why("account.value_second", "second values of one variable are kept, not shown"))
			continue
		}
		seen[a.ID] = true
		rec := qda.AttributeValue{ID: bundle.DerivedID("refi", "value", on.id.String(), a.ID.String()), AttributeID: a.ID, OwnerID: on.id, Value: value, Status: "held"}
		if d.side != nil {
			d.side.adopt(&rec)
		}
		d.b.Put(rec)
		d.b.Account.Stored("VariableValue")
	}
}

// given is the value element of a variable's value, nil if there is none.
func given(v *Element) *Element {
	for _, k := range v.Kids {
		if k.Name != "VariableRef" && textTypes[k.Name] != "" {
			return k
		}
	}
	return nil
}

func (d *decoder) cases() error {
	list := taken(d.root.Kid("Cases"), "Case")
	pos := qda.OrderKeys("", len(list))
	for i, c := range list {
		list[i] = nil
		d.markCodes(c)
		if source, is := d.documentCase(c); is {
			on := owner{"document", d.documents[refOf(source)]}
			d.values(c, on, qda.OnDocument)
			d.keep(on, c)
			d.b.Account.Stored("Case")
			d.b.Account.Stored("SourceRef")
			continue
		}
		rec := qda.Case{ID: d.identity("case_unit", c.Attr("guid"), "Case"), Name: plainName(c.Attr("name")), Kind: "case", Pos: pos[i], Description: plainText(c.KidText("Description"))}
		for d.used["document"][rec.ID] { // values name their owner by identity alone
			rec.ID = d.identity("case_unit", bundle.DerivedID("refi", "case", rec.ID.String()).String(), "Case")
		}
		if d.side != nil {
			d.side.fill(&rec)
		}
		d.b.Put(rec)
		d.b.Account.Stored("Case")
		on := owner{"case_unit", rec.ID}
		if k := refOf(key(c.Attr("guid"))); d.caseUnits[k].IsZero() {
			d.caseUnits[k] = rec.ID
		}
		d.values(c, on, qda.OnCase)
		d.caseSpans(c, rec)
		if !equalMeaning("Case", caseElement(rec), c) {
			d.keep(on, c)
		}
	}
	return nil
}

func caseElement(c qda.Case) *Element {
	e := New("Case", "guid", c.ID.String(), "name", c.Name)
	e.SetKidText("Description", c.Description)
	return e
}

func (d *decoder) caseSpans(c *Element, rec qda.Case) {
	seen := map[qda.CaseSpan]bool{}
	put := func(element, of string, s qda.CaseSpan) {
		if seen[s] {
			d.b.Account.Note(element, rec.Name, bundle.Why("account.case_twice", "it stands twice in its case"))
			return
		}
		seen[s] = true
		s.ID = bundle.DerivedID("refi", "span", rec.ID.String(), s.DocumentID.String(), truth(s.Whole), of)
		if d.side != nil {
			d.side.adopt(&s)
		}
		d.b.Put(s)
		d.b.Account.Stored(element)
	}
	for _, r := range c.All("SourceRef") {
		doc, there := d.documents[refOf(key(r.Attr("targetGUID")))]
		if !there {
			d.b.Account.Note("SourceRef", rec.Name, bundle.Why("account.source_missing", "the source is not in the file; the reference is kept"))
			continue
		}
		s := qda.CaseSpan{CaseID: rec.ID, DocumentID: doc, Whole: true, Span: qda.Span{End: d.lengths[doc]}}
		put("SourceRef", s.Span.String(), s)
	}
	for _, r := range c.All("SelectionRef") {
		p, ok := d.passages[key(r.Attr("targetGUID"))]
		if !ok {
			d.b.Account.Note("SelectionRef", rec.Name, bundle.Why("account.no_passage", "it is no passage of a text; the reference is kept"))
			continue
		}
		// the selection is the same however its positions are counted
		put("SelectionRef", key(r.Attr("targetGUID")), qda.CaseSpan{CaseID: rec.ID, DocumentID: p.DocumentID, Span: p.Span})
	}
}

// notes makes memos. A note hangs on the first thing that refers to it, or that a
// link joins it to.
func (d *decoder) notes() error {
	linked := d.linkedNotes()
	list := taken(d.root.Kid("Notes"), "Note")
	for i, n := range list {
		list[i] = nil
		k := key(n.Attr("guid"))
		m := qda.Memo{
			ID: d.identity("memo", n.Attr("guid"), "Note"), Kind: "note", Title: plainText(n.Attr("name")), CoderID: d.coder(n.Attr("creatingUser"), d.root.Attr("creatingUserGUID")),
			CreatedAt: timeOf(n.Attr("creationDateTime")), ChangedAt: timeOf(n.Attr("modifiedDateTime")),
		}
		on := owner{"memo", m.ID}
		rest := n.Clone()
		d.markCodes(rest)
		text, err := d.noteText(n, rest, on)
		if err != nil {
			return err
		}
		m.Body = text
		at := d.noteRefs[k]
		if at.entity == "" {
			at = linked[k]
		}
		m.Owner, m.OwnerID = at.entity, at.id
		if d.side != nil {
			d.side.fill(&m)
		}
		d.b.Put(m)
		d.b.Account.Stored("Note")
		if ref := refOf(k); d.memos[ref].IsZero() {
			d.memos[ref] = m.ID
		}
		for range rest.All("PlainTextSelection") {
			d.b.Account.Note("Note", m.Title, bundle.Why("account.note_selections", "selections in notes are kept and written out again, but cannot be shown"))
		}
		if at.entity != "" && d.noteRefs[k].entity == "" {
			rest.Set(keptMark, "linked") // a link holds it, no reference
		}
		if !equalMeaning("TextSource", noteElement(m), n) || at.entity != "" {
			d.keep(on, rest)
		}
	}
	return nil
}

// noteText is what a note says: its content or its file.
func (d *decoder) noteText(n, rest *Element, on owner) (string, error) {
	if ref := n.Attr("plainTextPath"); ref != "" {
		b, err := d.f.Source(d.ctx, ref)
		switch {
		case err == nil:
			d.keepFile(on, ref, b)
			raw := ReadText(b)
			d.markWords(rest, raw)
			return raw.Text(), nil
		case err != errMissing && err != errOutside:
			return "", err
		}
		d.b.Account.Note("Note", n.label(), bundle.Why("account.note_text_missing", "its text is not in the exchange file"))
	}
	d.markWords(rest, newRawText(n.KidText("PlainTextContent")))
	text := plainText(n.KidText("PlainTextContent"))
	if c := rest.Kid("PlainTextContent"); c != nil && c.Text == text {
		c.Text = ""
	}
	return text, nil
}

func noteElement(m qda.Memo) *Element {
	e := New("Note", "guid", m.ID.String(), "name", m.Title, "creatingUser", guidText(m.CoderID), "creationDateTime", m.CreatedAt, "modifiedDateTime", m.ChangedAt)
	e.SetKidText("PlainTextContent", m.Body)
	return e
}

func guidText(id qda.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// linkedNotes gives, for notes that a link joins to something, what it is: the
// first for each note.
func (d *decoder) linkedNotes() map[string]owner {
	isNote := map[string]bool{}
	for _, n := range d.root.Kid("Notes").All("Note") {
		isNote[key(n.Attr("guid"))] = true
	}
	out := map[string]owner{}
	for _, l := range d.root.Kid("Links").All("Link") {
		from, to := key(l.Attr("originGUID")), key(l.Attr("targetGUID"))
		if isNote[to] && !isNote[from] {
			from, to = to, from
		}
		if !isNote[from] || out[from].entity != "" {
			continue
		}
		if on, ok := d.thing(to); ok {
			out[from] = on
		}
	}
	return out
}

// thing finds the record that a memo on something can hang on.
func (d *decoder) thing(k string) (owner, bool) {
	if id := d.firstCoding[k]; !id.IsZero() {
		return owner{"coding", id}, true
	}
	if p, ok := d.passages[k]; ok {
		return owner{"document", p.DocumentID}, true
	}
	ref := refOf(k)
	for _, on := range []owner{{"document", d.documents[ref]}, {"code", d.codes[ref]}, {"case_unit", d.caseUnits[ref]}} {
		if !on.id.IsZero() {
			return on, true
		}
	}
	return owner{}, false
}
