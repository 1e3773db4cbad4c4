package engine

import (
	"slices"
	"testing"

	"articula/internal/qda"
)

// A value that is written says what it made contested, and that nothing justifies it.
func TestAValueSaysWhatItDisplacesAndThatItHasNoCitation(t *testing.T) {
	p := sampleProject(t)
	k, err := p.FindCase(bg, "Mexico PROINPRO–PDP")
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.FindAttribute(bg, qda.OnCase, "number of programmes")
	if err != nil {
		t.Fatal(err)
	}
	codes := func(v ValueView) (out []string) {
		for _, n := range v.Notices {
			out = append(out, n.Code)
		}
		return out
	}
	v, err := p.SetValue(bg, SetValue{Attribute: a.ID, Owner: k.ID, Value: "3"})
	if err != nil || !slices.Equal(codes(v), []string{"attribute.displaced", "attribute.uncited"}) || v.Notices[0].Args["old"] != "14" {
		t.Fatalf("%+v %v", v, err)
	}
	s := segments1(t, p)
	cite := []Cite{{Document: s.Document.ID, Start: s.Start, End: s.End}}
	if v, err = p.SetValue(bg, SetValue{Attribute: a.ID, Owner: k.ID, Value: "4", Status: ValueContested, Citations: cite}); err != nil || len(v.Notices) != 0 {
		t.Errorf("%+v %v", v, err)
	}
	if v, err = p.SetValue(bg, SetValue{Attribute: a.ID, Owner: k.ID, Value: "3", Citations: cite}); err != nil || len(v.Notices) != 0 {
		t.Errorf("the same value, with a passage: %+v %v", v, err)
	}
	tree, err := p.Cases(bg)
	if err != nil {
		t.Fatal(err)
	}
	cited, uncited := 0, 0
	var down func([]CaseNode)
	down = func(list []CaseNode) {
		for _, k := range list {
			for _, x := range k.Attributes {
				if x.Cited {
					cited++
				} else {
					uncited++
				}
			}
			down(k.Children)
		}
	}
	down(tree)
	if _, err := p.SetValue(bg, SetValue{Attribute: a.ID, Owner: k.ID, Value: "9", Status: ValueContested}); err != nil {
		t.Fatal(err)
	}
	was := uncited
	cited, uncited = 0, 0
	if tree, err = p.Cases(bg); err != nil {
		t.Fatal(err)
	}
	if down(tree); cited == 0 || uncited != was+1 {
		t.Errorf("%d cited, %d not, %d before", cited, uncited, was)
	}
}

func segments1(t *testing.T, p *Project) Segment {
	page, err := p.Segments(bg, SegmentQuery{Limit: 1})
	if err != nil || len(page.Segments) == 0 {
		t.Fatal(err)
	}
	return page.Segments[0]
}

// The new codes of a document are those that its own passages have and none before it.
func TestNewCodesOfADocumentAreNamed(t *testing.T) {
	p := sampleProject(t)
	for _, order := range []string{OrderDocument, OrderDate, OrderCoded} {
		list, err := p.DocumentsCoverage(bg, order)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[qda.ID]bool{}
		for _, d := range list {
			if len(d.NewCodes) != d.New {
				t.Errorf("%s: %d of %d new codes are named", d.Document.Title, len(d.NewCodes), d.New)
			}
			for _, c := range d.NewCodes {
				page, err := p.Segments(bg, SegmentQuery{Where: `code:"` + c.ID.String() + `" document:"` + d.Document.ID.String() + `"`, Limit: 1})
				if err != nil || page.Total == 0 || seen[c.ID] || c.Name == "" {
					t.Errorf("%s: %s: %d passages, %v", d.Document.Title, c.Name, page.Total, err)
				}
				seen[c.ID] = true
			}
			if len(seen) != d.Total {
				t.Errorf("%s: %d codes so far, want %d", d.Document.Title, len(seen), d.Total)
			}
		}
	}
}
