package refi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/exchange/bundle"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// maker draws a project of any shape that the program can hold.
type maker struct {
	t *rapid.T
	b *bundle.Bundle
	n int

	coders, codes, docs, cases, memos, facets, rounds []qda.ID
	codings                                           []qda.Coding
	texts                                             map[qda.ID]*textpos.Index
}

func (m *maker) id() qda.ID {
	m.n++
	return bundle.DerivedID("test", fmt.Sprint(m.n))
}

func (m *maker) name(label string) string {
	return plainName(rapid.SampledFrom([]string{"a", "Día", "<b> & \"c\"", "😀 x", "שלום", "long " + strings.Repeat("name ", 30), "tab\tand\nline", "=1+1", "]]>", "e\u0301"}).Draw(m.t, label))
}

func (m *maker) prose(label string) string {
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"word ", "the ", "\n", "😀", "👩\u200d🔬 ", "é", "e\u0301 ", "שלום ", "\u202e", "𝒳 ", "<&>", "\t", "]]>", "\u2028", "."}), 0, 30).Draw(m.t, label)
	return textpos.Normalise(strings.Join(pieces, ""))
}

func pick(t *rapid.T, list []qda.ID, label string) qda.ID {
	return rapid.SampledFrom(list).Draw(t, label)
}

func drawBundle(t *rapid.T) *bundle.Bundle {
	m := &maker{t: t, b: bundle.New("test"), texts: map[qda.ID]*textpos.Index{}}
	count := func(label string, most int) int { return rapid.IntRange(0, most).Draw(t, label) }
	project := qda.Project{ID: m.id(), Title: m.name("title"), Description: m.prose("about"), Settings: "{}", CreatedAt: "2024-01-02T03:04:05.000Z"}
	m.b.Put(project)
	for range 1 + count("coders", 2) {
		c := qda.Coder{ID: m.id(), Name: m.name("coder"), Initials: rapid.SampledFrom([]string{"", "AB"}).Draw(t, "initials"), Color: "#112233", Role: "coder"}
		m.coders = append(m.coders, c.ID)
		m.b.Put(c)
	}
	for range 1 + count("rounds", 1) {
		r := qda.Round{ID: m.id(), Label: m.name("round"), Kind: qda.CodingRound, Plan: "{}", Pos: "a"}
		m.rounds = append(m.rounds, r.ID)
		m.b.Put(r)
	}
	m.makeCodes(count("codes", 6))
	for i := range count("facets", 2) {
		f := qda.Facet{ID: m.id(), Name: m.name("facet"), Multiple: true, Pos: fmt.Sprintf("f%d", i)}
		v := qda.FacetValue{ID: m.id(), FacetID: f.ID, Name: m.name("value"), Pos: "a"}
		m.b.Put(f)
		m.b.Put(v)
		m.facets = append(m.facets, f.ID, v.ID)
	}
	m.makeDocuments(count("documents", 3))
	m.makeCases(count("cases", 3), project)
	m.makeMemos(count("memos", 4), project)
	m.makeLinks(count("links", 2))
	for i := range count("sets", 2) {
		s := qda.Set{ID: m.id(), Name: m.name("set"), Target: "document", Description: m.prose("set"), Pos: fmt.Sprintf("s%d", i)}
		m.b.Put(s)
		for j, d := range m.docs {
			if rapid.Bool().Draw(t, "member") {
				m.b.Put(qda.SetMember{ID: m.id(), SetID: s.ID, Target: "document", TargetID: d, Pos: fmt.Sprintf("m%d", j)})
			}
		}
	}
	return m.b
}

func (m *maker) makeCodes(n int) {
	parents := []qda.ID{{}}
	for i := range n {
		c := qda.Code{
			ID: m.id(), ParentID: pick(m.t, parents, "parent"), Pos: fmt.Sprintf("c%02d", i), Name: m.name("code"), Color: rapid.SampledFrom([]string{"", "#00ff00"}).Draw(m.t, "color"),
			Folder: rapid.Bool().Draw(m.t, "folder"), Definition: m.prose("definition"), IncludeWhen: m.prose("include"),
		}
		m.b.Put(c)
		m.codes, parents = append(m.codes, c.ID), append(parents, c.ID)
	}
}

func (m *maker) makeDocuments(n int) {
	natural := map[qda.Coding]bool{}
	for i := range n {
		text := m.prose("text")
		d := qda.Document{ID: m.id(), Title: m.name("title"), FileName: "f.txt", Kind: qda.Interview, Lang: "es", Description: m.prose("about"), TextHash: m.b.AddText(text), Pos: fmt.Sprintf("d%d", i)}
		d.SourceHash = m.b.AddSource([]byte(rapid.SampledFrom([]string{text, "\ufeff" + text, "other <html>"}).Draw(m.t, "file")), rapid.SampledFrom([]string{"text/plain", "text/html", "application/pdf", mediaTypes[".docx"]}).Draw(m.t, "type"))
		st := qda.Structure{TextHash: d.TextHash, Norm: 1, Parts: []qda.Part{}}
		raw, err := json.Marshal(st)
		if err != nil {
			m.t.Fatal(err)
		}
		d.StructureHash = qda.HashOf(raw)
		m.b.Structures[d.StructureHash] = st
		m.b.Put(d)
		m.docs = append(m.docs, d.ID)
		ix := textpos.NewIndex(text)
		m.texts[d.ID] = ix
		if ix.Len() == 0 || len(m.codes) == 0 {
			continue
		}
		for range rapid.IntRange(0, 6).Draw(m.t, "codings") {
			span := m.span(ix)
			c := qda.Coding{DocumentID: d.ID, TextHash: d.TextHash, CodeID: pick(m.t, m.codes, "code"), CoderID: pick(m.t, m.coders, "coder"), RoundID: pick(m.t, m.rounds, "round"), Span: span}
			if natural[c] {
				continue
			}
			natural[c] = true
			c.ID, c.Quote, c.Weight = m.id(), ix.Slice(span), rapid.IntRange(0, 100).Draw(m.t, "weight")
			c.CreatedAt = rapid.SampledFrom([]string{"", "2024-05-06T07:08:09.123Z"}).Draw(m.t, "when")
			m.b.Put(c)
			m.codings = append(m.codings, c)
			if len(m.facets) > 0 && rapid.Bool().Draw(m.t, "qualified") {
				m.b.Put(qda.Qualifier{ID: m.id(), OwnerID: c.ID, Owner: "coding", FacetID: m.facets[0], ValueID: m.facets[1]})
			}
		}
	}
}

func (m *maker) span(ix *textpos.Index) qda.Span {
	start := rapid.IntRange(0, ix.Len()-1).Draw(m.t, "start")
	return qda.Span{Start: start, End: rapid.IntRange(start+1, ix.Len()).Draw(m.t, "end")}
}

func (m *maker) makeCases(n int, project qda.Project) {
	if n == 0 {
		return
	}
	var attrs []qda.Attribute
	for i, typ := range []qda.ValueType{qda.TextValue, qda.NumberValue, qda.BooleanValue, qda.DateValue, qda.ChoiceValue} {
		scope := rapid.SampledFrom([]qda.Scope{qda.OnCase, qda.OnDocument}).Draw(m.t, "scope")
		a := qda.Attribute{ID: m.id(), Name: m.name("attribute"), Scope: scope, Type: typ, Definition: m.prose("definition"), Pos: fmt.Sprintf("a%d", i)}
		attrs = append(attrs, a)
		m.b.Put(a)
	}
	value := map[qda.ValueType][]string{
		qda.TextValue: {"x", " a b ", "😀"}, qda.NumberValue: {"1", "-2.50", "10000000000000000000000000000000000000000"}, qda.BooleanValue: {"true", "false"},
		qda.DateValue: {"2024", "2024-05", "2024-05-06"}, qda.ChoiceValue: {"yes"},
	}
	parents := []qda.ID{{}}
	give := func(owner qda.ID, scope qda.Scope) {
		for _, a := range attrs {
			if a.Scope != scope || rapid.Bool().Draw(m.t, "has") {
				continue
			}
			m.b.Put(qda.AttributeValue{ID: m.id(), AttributeID: a.ID, OwnerID: owner, Value: rapid.SampledFrom(value[a.Type]).Draw(m.t, "value"), Status: "held", Note: "why"})
			if rapid.Bool().Draw(m.t, "contested") {
				m.b.Put(qda.AttributeValue{ID: m.id(), AttributeID: a.ID, OwnerID: owner, Value: "another", Status: "contested"})
			}
		}
	}
	for i := range n {
		c := qda.Case{ID: m.id(), ParentID: pick(m.t, parents, "above"), Name: m.name("case"), Kind: "country", Pos: fmt.Sprintf("k%d", i), Description: m.prose("case")}
		m.b.Put(c)
		parents, m.cases = append(parents, c.ID), append(m.cases, c.ID)
		give(c.ID, qda.OnCase)
		for _, d := range m.docs {
			ix := m.texts[d]
			switch rapid.IntRange(0, 3).Draw(m.t, "belongs") {
			case 1:
				m.b.Put(qda.CaseSpan{ID: m.id(), CaseID: c.ID, DocumentID: d, Whole: true, Span: qda.Span{End: ix.Len()}})
			case 2:
				if ix.Len() > 0 {
					m.b.Put(qda.CaseSpan{ID: m.id(), CaseID: c.ID, DocumentID: d, Span: m.span(ix)})
				}
			}
		}
	}
	for _, d := range m.docs {
		give(d, qda.OnDocument)
	}
}

func (m *maker) makeMemos(n int, project qda.Project) {
	on := []owner{{}, {"project", project.ID}}
	for _, c := range m.codes {
		on = append(on, owner{"code", c})
	}
	for _, d := range m.docs {
		on = append(on, owner{"document", d})
	}
	for _, k := range m.cases {
		on = append(on, owner{"case_unit", k})
	}
	for _, c := range m.codings {
		on = append(on, owner{"coding", c.ID})
	}
	for range n {
		at := rapid.SampledFrom(on).Draw(m.t, "on")
		x := qda.Memo{ID: m.id(), Kind: "theory", Title: rapid.SampledFrom([]string{"", "A title"}).Draw(m.t, "title"), Body: m.prose("body"), CoderID: pick(m.t, m.coders, "author"), Owner: at.entity, OwnerID: at.id, CreatedAt: "2024-05-06T07:08:09.123Z"}
		m.memos = append(m.memos, x.ID)
		m.b.Put(x)
	}
}

func (m *maker) makeLinks(n int) {
	var with []qda.ID
	for _, d := range m.docs {
		if m.texts[d].Len() > 0 {
			with = append(with, d)
		}
	}
	if len(with) == 0 {
		return
	}
	end := func() qda.Passage {
		d := pick(m.t, with, "document")
		span := m.span(m.texts[d])
		return qda.Passage{DocumentID: d, TextHash: qda.HashOf([]byte(m.texts[d].Text())), Span: span, Quote: m.texts[d].Slice(span)}
	}
	for range n {
		m.b.Put(qda.Link{ID: m.id(), Kind: rapid.SampledFrom(qda.LinkKinds()).Draw(m.t, "kind"), From: end(), To: end(), Note: m.name("note"), CoderID: m.coders[0], CreatedAt: "2024-05-06T07:08:09.123Z"})
	}
}

// recordRows gives the records of a bundle to compare, without what is kept beside
// them.
func recordRows(b *bundle.Bundle) map[string]oplog.Row {
	out := map[string]oplog.Row{}
	for _, r := range b.Records {
		if r.Entity() == "preserved" {
			continue
		}
		e := oplog.EntityOf(r)
		out[e.Name+" "+r.Key().String()] = e.RowOf(r)
	}
	return out
}

func sameRecords(t interface{ Errorf(string, ...any) }, want, have map[string]oplog.Row) {
	for k, row := range want {
		entity, _, _ := strings.Cut(k, " ")
		e, _ := oplog.EntityNamed(entity)
		got, ok := have[k]
		if !ok {
			t.Errorf("%s is gone: %+v", k, e.RecordOf(row))
			continue
		}
		for i, c := range e.Columns {
			if row[i] != got[i] && c.Name != "pos" {
				t.Errorf("%s: %s was %q %d and is %q %d", k, c.Name, row[i].Str, row[i].Int, got[i].Str, got[i].Int)
			}
		}
	}
	for k := range have {
		if _, ok := want[k]; !ok {
			t.Errorf("%s came in", k)
		}
	}
}

func readBack(t testing.TB, archive []byte) *bundle.Bundle {
	f := openBytes(t, archive, "x.qdpx")
	return decode(t, f)
}

// Rules 2, 3 and 4: whatever project is written comes back record by record, in a
// file that the schema allows, and is written again as the same bytes. A hundred projects are
// drawn; ten thousand take a few minutes:
//
//	go test ./internal/exchange/refi -run TestRule02 -rapid.checks 10000
func TestRule02AnyProjectComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := drawBundle(rt)
		o := EncodeOptions{Origin: "Articula", Positions: rapid.SampledFrom([]Positions{StandardPositions, NVivoPositions, OriginalPositions}).Draw(rt, "positions"), SideCar: true}
		first := writeBundle(t, b, o)
		back := readBack(t, first)
		sameRecords(rt, recordRows(b), recordRows(back))
		if !back.Account.Balanced() {
			rt.Errorf("%+v", back.Account.Entries)
		}
		if again := writeBundle(t, b, o); !bytes.Equal(first, again) {
			rt.Errorf("two exports differ")
		}
		third := writeBundle(t, back, o)
		sameRecords(rt, recordRows(b), recordRows(readBack(t, third)))
		for _, d := range Diff(openBytes(t, first, "a").Root, openBytes(t, third, "b").Root, 5) {
			rt.Errorf("the second file says something else: %s", d)
		}
	})
}

// What is changed in a project after it came from a file is changed in the next
// file, and nothing else is.
func TestChangesAreWrittenAndNothingElse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := EncodeOptions{Origin: "Articula", Positions: rapid.SampledFrom([]Positions{StandardPositions, NVivoPositions, OriginalPositions}).Draw(rt, "positions"), SideCar: true}
		b := readBack(t, writeBundle(t, drawBundle(rt), o))
		gone := map[qda.ID]bool{}
		for i, r := range b.Records {
			act := rapid.IntRange(0, 4).Draw(rt, "act")
			switch x := r.(type) {
			case qda.Coding:
				text := textpos.NewIndex(b.Texts[x.TextHash].Body)
				switch act {
				case 0:
					gone[x.ID] = true
				case 1:
					if x.Start+1 < x.End {
						x.Start++
						x.Quote = text.Slice(x.Span)
					}
				case 2:
					x.CodeID = bundle.Of[qda.Code](b)[0].ID
				}
				b.Records[i] = x
			case qda.Code:
				switch act {
				case 0:
					x.Name = "renamed"
				case 1:
					x.Color, x.Definition, x.Folder = "#abcdef", "defined anew", !x.Folder
				}
				b.Records[i] = x
			case qda.Memo:
				switch act {
				case 0:
					gone[x.ID] = true
				case 1:
					x.Body = "written anew 😀"
				}
				b.Records[i] = x
			case qda.AttributeValue:
				if act == 0 {
					gone[x.ID] = true
				}
			case qda.CaseSpan:
				if act == 0 {
					gone[x.ID] = true
				}
			case qda.SetMember:
				if act == 0 {
					gone[x.ID] = true
				}
			case qda.Link:
				if act == 0 {
					gone[x.ID] = true
				}
			}
		}
		type place struct {
			document qda.ID
			naturalKey
		}
		natural := map[place]bool{}
		for _, c := range bundle.Of[qda.Coding](b) {
			k := place{c.DocumentID, naturalKey{c.CodeID, c.CoderID, c.RoundID, c.Span}}
			if natural[k] {
				gone[c.ID] = true
			}
			natural[k] = true
		}
		held := map[[2]qda.ID]bool{}
		for _, v := range bundle.Of[qda.AttributeValue](b) {
			if v.Status == "held" && !gone[v.ID] {
				held[[2]qda.ID{v.OwnerID, v.AttributeID}] = true
			}
		}
		b.Records = slices.DeleteFunc(b.Records, func(r qda.Record) bool {
			switch x := r.(type) {
			case qda.Qualifier:
				return gone[x.OwnerID]
			case qda.Memo:
				return gone[x.ID] || gone[x.OwnerID]
			case qda.Preserved:
				return gone[x.OwnerID]
			}
			return gone[r.Key()]
		})
		sameRecords(rt, recordRows(b), recordRows(readBack(t, writeBundle(t, b, o))))
	})
}
