package store_test

import (
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// Two people agreed without knowing it, and one of them went on from there: nothing is
// left to decide, whoever hears of what first.
func TestWhoGoesOnFromWhatBothWroteDoesNotDiffer(t *testing.T) {
	f, there := apart(t)
	third := *f
	third.Store = copyOf(t, f.Store, 53)
	id := f.codes[1].ID
	change(t, f, f.ana, id, func(c *qda.Code) { c.Definition = "an agreement" })
	change(t, there, there.ben, id, func(c *qda.Code) { c.Definition = "an agreement" })
	met := *f
	met.Store = copyOf(t, third.Store, 54)
	merge(t, met.Store, f.ana.ID, f.Store)
	merge(t, met.Store, f.ana.ID, there.Store)
	change(t, f, f.ana, f.codes[2].ID, func(c *qda.Code) { c.Name = "later than all of it" })
	change(t, f, f.ana, id, func(c *qda.Code) { c.Definition = "a written agreement" })
	for _, way := range []struct{ into, first, second *fixture }{{&met, f, there}, {&third, f, there}, {there, f, &third}, {f, there, &met}} {
		for _, from := range []*fixture{way.first, way.second} {
			if r := merge(t, way.into.Store, f.ana.ID, from.Store); len(r.Conflicts) > 0 {
				t.Errorf("%+v", r.Conflicts)
			}
		}
		if c, _ := get[qda.Code](t, way.into, id); c.Definition != "a written agreement" {
			t.Errorf("%q", c.Definition)
		}
	}
}

// Two people made the same thing with other words: the later ones are shown, and the others
// kept for a person to decide. What both said alike is no question.
func TestTheSameThingMadeTwiceKeepsBothWordings(t *testing.T) {
	for _, alike := range []bool{false, true} {
		f, there := apart(t)
		l := qda.Label{ID: qda.NaturalID("label", f.codes[1].ID, qda.Key("definition"), qda.Key("de")), OwnerID: f.codes[1].ID, Owner: "code", Field: "definition", Lang: "de", Text: "Wortlaut eins"}
		put(t, f, f.ana, l)
		change(t, there, there.ben, f.codes[2].ID, func(c *qda.Code) { c.Name = "something else" })
		if !alike {
			l.Text = "Wortlaut zwei"
		}
		put(t, there, there.ben, l)
		here, other := merge(t, f.Store, f.ana.ID, there.Store), merge(t, there.Store, there.ben.ID, f.Store)
		for i, r := range []store.MergeReport{here, other} {
			switch {
			case alike && len(r.Conflicts) > 0:
				t.Errorf("%d: %+v", i, r.Conflicts)
			case !alike && (len(r.Conflicts) != 1 || r.Conflicts[0].Field != "text" || r.Conflicts[0].Shown != "Wortlaut zwei" || r.Conflicts[0].Other != "Wortlaut eins"):
				t.Errorf("%d: %+v", i, r.Conflicts)
			}
		}
		equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
	}
}
