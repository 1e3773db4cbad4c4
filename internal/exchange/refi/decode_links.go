package refi

import (
	"slices"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// links stores links between two passages of texts; all others are kept.
func (d *decoder) links() error {
	list := taken(d.root.Kid("Links"), "Link")
	for i, l := range list {
		list[i] = nil
		from, ok1 := d.passages[key(l.Attr("originGUID"))]
		to, ok2 := d.passages[key(l.Attr("targetGUID"))]
		if !ok1 || !ok2 {
			d.b.Account.Note("Link", l.label(), bundle.Why("account.link_kept", "links that do not join two passages of texts are kept and written out again, but cannot be shown"))
			d.keep(owner{}, l)
			continue
		}
		rec := qda.Link{ID: d.identity("link", l.Attr("guid"), "Link"), Kind: qda.RefersTo, From: from, To: to}
		if kind := qda.LinkKind(l.Attr("name")); slices.Contains(qda.LinkKinds(), kind) {
			rec.Kind = kind
		} else {
			rec.Note = plainText(l.Attr("name"))
		}
		if d.side != nil {
			d.side.fill(&rec)
		}
		if rec.CoderID.IsZero() {
			rec.CoderID = d.coder(d.root.Attr("creatingUserGUID"))
		}
		d.b.Put(rec)
		d.b.Account.Stored("Link")
		d.refer(l, owner{"document", from.DocumentID})
		d.keep(owner{"link", rec.ID}, l)
	}
	return nil
}

var memberTarget = map[string]string{"MemberCode": "code", "MemberSource": "document", "MemberNote": "memo"}

func (d *decoder) sets() error {
	list := d.root.Kid("Sets").All("Set")
	pos := qda.OrderKeys("", len(list))
	for i, s := range list {
		rec := qda.Set{ID: d.identity("item_set", s.Attr("guid"), "Set"), Name: plainName(s.Attr("name")), Description: plainText(s.KidText("Description")), Pos: pos[i]}
		members := s.All("MemberCode", "MemberSource", "MemberNote")
		if len(members) > 0 {
			rec.Target = memberTarget[members[0].Name]
		}
		for _, m := range members {
			if memberTarget[m.Name] != rec.Target {
				rec.Target = ""
			}
		}
		if d.side != nil {
			d.side.fill(&rec)
		}
		d.b.Put(rec)
		d.b.Account.Stored("Set")
		at := qda.OrderKeys("", len(members))
		seen := map[owner]bool{}
		for j, m := range members {
			on := d.member(m)
			if on.id.IsZero() || seen[on] {
				d.b.Account.Note(m.Name, rec.Name, bundle.Why("account.member_kept", "what it names is not in the file, or stands twice in the set; it is kept"))
				continue
			}
			seen[on] = true
			mem := qda.SetMember{ID: bundle.DerivedID("refi", "member", rec.ID.String(), on.entity, on.id.String()), SetID: rec.ID, Target: on.entity, TargetID: on.id, Pos: at[j]}
			if d.side != nil {
				d.side.adopt(&mem)
			}
			d.b.Put(mem)
			d.b.Account.Stored(m.Name)
		}
		bare := s.Clone()
		for name := range memberTarget {
			bare.Drop(name)
		}
		if !equalMeaning("Set", setElement(rec), bare) || len(d.lostMembers(members)) > 0 {
			d.keep(owner{"item_set", rec.ID}, s)
		}
	}
	return nil
}

// member finds what a member of a set is. Some dialects name it by guid.
func (d *decoder) member(m *Element) owner {
	k := key(m.Attr("targetGUID"))
	if k == "" {
		k = key(m.Attr("guid"))
	}
	if k == "" {
		k = key(m.Text)
	}
	switch m.Name {
	case "MemberCode":
		return owner{"code", d.codes[refOf(k)]}
	case "MemberNote":
		return owner{"memo", d.memos[refOf(k)]}
	}
	return owner{"document", d.documents[refOf(k)]}
}

func (d *decoder) lostMembers(members []*Element) []*Element {
	return slices.DeleteFunc(slices.Clone(members), func(m *Element) bool { return !d.member(m).id.IsZero() })
}

func setElement(s qda.Set) *Element {
	e := New("Set", "guid", s.ID.String())
	e.Set("name", s.Name)
	e.SetKidText("Description", s.Description)
	return e
}

func (d *decoder) graphs() error {
	for _, g := range d.root.Kid("Graphs").All("Graph") {
		d.b.Account.Note("Graph", g.label(), bundle.Why("account.graph_kept", "graphs are kept and written out again, but cannot be shown"))
		d.keep(owner{}, g)
	}
	return nil
}
