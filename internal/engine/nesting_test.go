package engine_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/engine"
	"articula/internal/qda"
)

// condition is a condition as it is written, and as it is decided by hand.
type condition struct {
	text  string
	holds func(engine.Segment) bool
}

// nested draws a condition of any depth over the atoms.
func nested(t *rapid.T, atoms []condition, depth int) condition {
	form := rapid.IntRange(0, 5).Draw(t, "form")
	if depth == 0 || form == 0 {
		return rapid.SampledFrom(atoms).Draw(t, "atom")
	}
	a := nested(t, atoms, depth-1)
	if form == 1 {
		return condition{"NOT (" + a.text + ")", func(s engine.Segment) bool { return !a.holds(s) }}
	}
	b := nested(t, atoms, depth-1)
	and := func(s engine.Segment) bool { return a.holds(s) && b.holds(s) }
	switch form {
	case 2:
		return condition{"(" + a.text + ") (" + b.text + ")", and}
	case 3:
		return condition{"(" + a.text + " AND " + b.text + ")", and}
	case 4:
		return condition{"(" + a.text + ") AND NOT (" + b.text + ")", func(s engine.Segment) bool { return a.holds(s) && !b.holds(s) }}
	}
	return condition{"(" + a.text + " OR " + b.text + ")", func(s engine.Segment) bool { return a.holds(s) || b.holds(s) }}
}

// TestAnyNestingEqualsLookingAtEverySegment compares retrieval by conditions that
// are nested at random with deciding for every segment by hand.
func TestAnyNestingEqualsLookingAtEverySegment(t *testing.T) {
	p := newSample(t)
	all := segments(t, p, "")
	under := func(path string) func(engine.Segment) bool {
		return func(s engine.Segment) bool { return s.Code.Path == path || strings.HasPrefix(s.Code.Path, path+"/") }
	}
	atoms := []condition{
		{`code:"Coordination mechanisms"`, under("Coordination mechanisms")},
		{`code:"Political support"`, under("Political support")},
		{`code="Technical design"`, func(s engine.Segment) bool { return s.Code.Path == "Technical design" }},
		{`kind:interview`, func(s engine.Segment) bool { return s.Document.Kind == qda.Interview }},
		{`kind:law`, func(s engine.Segment) bool { return s.Document.Kind == qda.Law }},
		{`lang:es`, func(s engine.Segment) bool { return s.Document.Lang == "es" }},
		{`coder:"Coder A"`, func(s engine.Segment) bool { return s.Coder == "Coder A" }},
		{`round:"Round 1 – pilot"`, func(s engine.Segment) bool { return s.Round == "Round 1 – pilot" }},
		{`level:local`, func(s engine.Segment) bool { return slices.Contains(s.Facets["level"], "local") }},
		{`mechanism:informal`, func(s engine.Segment) bool { return slices.Contains(s.Facets["mechanism"], "informal") }},
		{`memo:yes`, func(s engine.Segment) bool { return s.Memos > 0 }},
		{`case:"Mexico PROINPRO–PDP"`, func(s engine.Segment) bool {
			return slices.ContainsFunc(s.Cases, func(c engine.Ref) bool { return c.Name == "Mexico PROINPRO–PDP" })
		}},
	}
	some := 0
	rapid.Check(t, func(rt *rapid.T) {
		c := nested(rt, atoms, 4)
		got := segments(t, p, c.text)
		var want []qda.ID
		for _, s := range all {
			if c.holds(s) {
				want = append(want, s.ID)
			}
		}
		if len(want) > 0 && len(want) < len(all) {
			some++
		}
		ids := make([]qda.ID, len(got))
		for i, s := range got {
			ids[i] = s.ID
		}
		if !slices.Equal(ids, want) { // in reading order, as all of them came
			rt.Fatalf("%s gives %d segments, want %d", c.text, len(ids), len(want))
		}
	})
	if some < 5 {
		t.Errorf("only %d conditions told some segments from others", some)
	}
}
