package refi

import (
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// pointedAt are the selections that links and cases of the file point at.
func (x *encoder) pointedAt() map[string]bool {
	if x.pointed != nil {
		return x.pointed
	}
	x.pointed = map[string]bool{}
	for _, list := range x.kept {
		for _, e := range list {
			switch e.Name {
			case "Link":
				x.pointed[key(e.Attr("originGUID"))] = true
				x.pointed[key(e.Attr("targetGUID"))] = true
			case "Case":
				for _, r := range e.All("SelectionRef") {
					x.pointed[key(r.Attr("targetGUID"))] = true
				}
			case "Graph":
				e.Walk(func(k *Element) { x.pointed[key(k.Attr("representedGUID"))] = true })
			}
		}
	}
	return x.pointed
}

func (x *encoder) cases() {
	w := x.wrapper("Cases")
	for _, c := range x.casesInOrder() {
		on := owner{"case_unit", c.ID}
		e, _ := x.begin(on, "Case")
		say(e, "name", c.Name, plainName)
		sayText(e, "Description", c.Description)
		x.values(e, on, qda.OnCase, x.held(on))
		x.refitCodes(e)
		x.caseRefs(e, x.spansOf(c.ID))
		w.Add(e)
		x.acc.Stored("case_unit")
	}
	for _, d := range bundle.Of[qda.Document](x.b) {
		on := owner{"document", d.ID}
		for _, k := range x.kept[on] {
			if k.Name == "Case" {
				e := k.Clone()
				held := map[qda.ID]qda.AttributeValue{}
				for id, v := range x.held(on) {
					if _, outside := x.valuesOutside(on)[id]; !outside {
						held[id] = v
					}
				}
				x.values(e, on, qda.OnDocument, held)
				x.refitCodes(e)
				w.Add(e)
			}
		}
	}
}

// caseRefs makes the sources and selections of a case those of the record.
func (x *encoder) caseRefs(e *Element, spans []qda.CaseSpan) {
	seen := map[qda.ID]bool{}
	e.Kids = slices.DeleteFunc(e.Kids, func(r *Element) bool {
		switch r.Name {
		case "SourceRef":
			d, known := x.byGUID("document", r.Attr("targetGUID"))
			for _, s := range spans {
				if known && s.Whole && s.DocumentID == d && !seen[s.ID] {
					seen[s.ID] = true
					return false
				}
			}
			return known
		case "SelectionRef":
			for _, s := range spans {
				if at, ok := x.selectionAt(s.DocumentID, r.Attr("targetGUID")); ok && !s.Whole && at == s.Span && !seen[s.ID] {
					seen[s.ID] = true
					return false
				}
			}
			for _, a := range x.anchors {
				if _, ok := a.spans[key(r.Attr("targetGUID"))]; ok && !a.unplaced {
					return true
				}
			}
		}
		return false
	})
	written := map[qda.CaseSpan]bool{}
	said := func(s qda.CaseSpan) qda.CaseSpan {
		return qda.CaseSpan{CaseID: s.CaseID, DocumentID: s.DocumentID, Whole: s.Whole, Span: s.Span}
	}
	for _, s := range spans {
		if seen[s.ID] {
			written[said(s)] = true
		}
	}
	for _, s := range spans {
		if seen[s.ID] || written[said(s)] { // made in two copies, one link may stand twice
			x.acc.Stored("case_span")
			continue
		}
		written[said(s)] = true
		if s.Whole {
			e.Add(New("SourceRef", "targetGUID", x.guids[owner{"document", s.DocumentID}]))
			x.acc.Stored("case_span")
		} else if guid := x.passage(s.DocumentID, s.Span); guid != "" && s.Len() > 0 {
			e.Add(New("SelectionRef", "targetGUID", guid))
			x.acc.Stored("case_span")
		} else {
			x.acc.Left("case_span", e.label(), bundle.Why("account.no_text_written", "its document has no text in the file"))
		}
	}
}

// byGUID finds a record of a kind by its identity in the file.
func (x *encoder) byGUID(entity, guid string) (qda.ID, bool) {
	if x.ids == nil {
		x.ids = map[string]qda.ID{}
		for on, g := range x.guids {
			x.ids[on.entity+" "+key(g)] = on.id
		}
	}
	id, ok := x.ids[entity+" "+key(guid)]
	return id, ok
}

func (x *encoder) notes() {
	w := x.wrapper("Notes")
	for _, m := range bundle.Of[qda.Memo](x.b) {
		on := owner{"memo", m.ID}
		e, kept := x.begin(on, "Note")
		say(e, "name", m.Title, plainText)
		if !kept || x.coderOf(e.Attr("creatingUser"), x.out.Root.Attr("creatingUserGUID")) != m.CoderID {
			e.Set("creatingUser", x.guids[owner{"coder", m.CoderID}])
		}
		edited := timeOf(e.Attr("modifiedDateTime")) != m.ChangedAt
		say(e, "creationDateTime", m.CreatedAt, timeOf)
		say(e, "modifiedDateTime", m.ChangedAt, timeOf)
		ref := e.Attr("plainTextPath")
		if b, ok := x.files[on][ref]; ok && ReadText(x.bytes(b)).Text() == m.Body {
			if name, moved := x.place(ref, m.ID.String()+".txt", b); moved {
				e.Set("plainTextPath", "internal://"+name)
			}
		} else if c := e.Kid("PlainTextContent"); c == nil || c.Text == "" || plainText(c.Text) != m.Body {
			if m.Body != "" {
				e.Unset("plainTextPath")
			}
			e.SetKidText("PlainTextContent", m.Body)
		}
		x.noteSelections(e, m.Body, edited)
		x.codingsAsTheyWere(e)
		x.refitCodings(e, true)
		w.Add(e)
		x.acc.Stored("memo")
	}
}

func (x *encoder) links() {
	w := x.wrapper("Links")
	for _, k := range x.kept[owner{}] {
		if k.Name == "Link" {
			e := k.Clone()
			x.about(e)
			x.noteRefs(e, owner{})
			w.Add(e)
		}
	}
	for _, l := range bundle.Of[qda.Link](x.b) {
		on := owner{"link", l.ID}
		e, kept := x.begin(on, "Link")
		name := l.Note
		if name == "" || l.Kind != qda.RefersTo {
			name = string(l.Kind)
		}
		if have := e.Attr("name"); !kept || !(have == name || l.Kind == qda.RefersTo && (plainText(have) == l.Note)) {
			e.Set("name", name)
		}
		if !kept {
			e.Set("direction", "OneWay")
		}
		ok := true
		for i, p := range []qda.Passage{l.From, l.To} {
			attr := []string{"originGUID", "targetGUID"}[i]
			if at, there := x.selectionAt(p.DocumentID, e.Attr(attr)); there && at == p.Span {
				continue
			}
			guid := x.passage(p.DocumentID, p.Span)
			ok = ok && guid != ""
			e.Set(attr, guid)
		}
		if !ok {
			x.acc.Left("link", e.label(), bundle.Why("account.link_no_text", "one of its documents has no text in the file"))
			continue
		}
		x.noteRefs(e, owner{})
		w.Add(e)
		x.acc.Stored("link")
	}
}

func (x *encoder) sets() {
	w := x.wrapper("Sets")
	members := map[qda.ID][]qda.SetMember{}
	for _, m := range bundle.Of[qda.SetMember](x.b) {
		members[m.SetID] = append(members[m.SetID], m)
	}
	list := bundle.Of[qda.Set](x.b)
	slices.SortStableFunc(list, func(a, b qda.Set) int { return strings.Compare(a.Pos, b.Pos) })
	for _, s := range list {
		e, _ := x.begin(owner{"item_set", s.ID}, "Set")
		say(e, "name", s.Name, plainName)
		sayText(e, "Description", s.Description)
		at := members[s.ID]
		slices.SortStableFunc(at, func(a, b qda.SetMember) int { return strings.Compare(a.Pos, b.Pos) })
		seen := map[qda.ID]bool{}
		e.Kids = slices.DeleteFunc(e.Kids, func(k *Element) bool {
			target := memberTarget[k.Name]
			if target == "" {
				return false
			}
			id, known := x.byGUID(target, k.Attr("targetGUID"))
			i := slices.IndexFunc(at, func(m qda.SetMember) bool { return m.Target == target && m.TargetID == id })
			if known && (i < 0 || seen[at[i].ID]) {
				return true
			}
			if known {
				seen[at[i].ID] = true
			}
			return k.Attr("targetGUID") == ""
		})
		for _, m := range at {
			name := ""
			for n, target := range memberTarget {
				if target == m.Target {
					name = n
				}
			}
			guid := x.guids[owner{m.Target, m.TargetID}]
			if name == "" || guid == "" {
				x.keptInSideCar("set_member", s.Name, bundle.Why("account.set_members", "the standard has sets of codes, documents and memos only"))
				continue
			}
			x.acc.Stored("set_member")
			if !seen[m.ID] {
				e.Add(New(name, "targetGUID", guid))
			}
		}
		w.Add(e)
		x.acc.Stored("item_set")
	}
}

func (x *encoder) keptInSideCar(element, name string, why bundle.Reason) {
	if x.o.SideCar {
		x.acc.Kept(element, name, why.Beside())
	} else {
		x.acc.Left(element, name, why)
	}
}

// loosen writes out again what has no record.
func (x *encoder) loosen() {
	w := x.wrapper("Graphs")
	for _, k := range x.kept[owner{}] {
		if k.Name == "Graph" {
			e := k.Clone()
			x.about(e)
			w.Add(e)
		}
	}
}

// account says what becomes of the records that the standard does not know.
func (x *encoder) account() {
	stored := map[string]int{}
	for _, e := range x.acc.Entries {
		stored[e.Element] = e.In
	}
	for _, r := range x.b.Records {
		name := r.Entity()
		if _, standard := inProject[name]; standard || !inSideCar(r) {
			continue
		}
		x.keptInSideCar(name, recordName(r), bundle.Why("account.no_place", "the standard has no place for it"))
	}
	for _, a := range x.attrs {
		if a.Scope == qda.OnSpeaker {
			x.keptInSideCar("attribute", a.Name, bundle.Why("account.no_speaker_variables", "the standard has no variables of speakers"))
		}
	}
	scope := map[qda.ID]qda.Scope{}
	for _, a := range x.attrs {
		scope[a.ID] = a.Scope
	}
	for _, v := range bundle.Of[qda.AttributeValue](x.b) {
		if v.Status != "held" {
			x.keptInSideCar("attribute_value", v.Value, bundle.Why("account.one_value", "the standard has one value for each variable, not contested or rejected ones"))
		} else if scope[v.AttributeID] == qda.OnSpeaker {
			x.keptInSideCar("attribute_value", v.Value, bundle.Why("account.no_speaker_variables", "the standard has no variables of speakers"))
		}
	}
	for _, c := range bundle.Of[qda.Coding](x.b) {
		if c.Weight > 0 {
			x.note("coding", c.Quote, bundle.Why("account.no_weights", "the standard has no weights"))
		}
	}
	for _, c := range bundle.Of[qda.Code](x.b) {
		if c.IncludeWhen+c.ExcludeWhen+c.Example != "" {
			x.note("code", c.Name, bundle.Why("account.no_rules", "the standard has no rules and examples of codes"))
		}
	}
	for _, c := range bundle.Of[qda.Case](x.b) {
		if !c.ParentID.IsZero() {
			x.note("case_unit", c.Name, bundle.Why("account.no_case_tree", "the standard has no tree of cases"))
		}
	}
}

func (x *encoder) note(element, name string, why bundle.Reason) {
	if x.o.SideCar {
		why = why.Beside()
	}
	x.acc.Note(element, name, why)
}

// recordName names a record to a person.
func recordName(r qda.Record) string {
	switch r := r.(type) {
	case qda.Facet:
		return r.Name
	case qda.FacetValue:
		return r.Name
	case qda.Round:
		return r.Label
	case qda.Actor:
		return r.Name
	case qda.ActorName:
		return r.Name
	case qda.Synthesis:
		return r.Title
	case qda.Dimension:
		return r.Title
	case qda.Speaker:
		return r.Name
	case qda.Choice:
		return r.Name
	case qda.SavedQuery:
		return r.Name
	case qda.TermGroup:
		return r.Name
	case qda.CodebookVersion:
		return r.Label
	case qda.Preserved:
		return r.Element
	case qda.Label:
		return r.Lang + ": " + r.Text
	}
	return r.Key().String()
}
