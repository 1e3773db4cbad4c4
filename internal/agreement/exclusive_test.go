package agreement_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
)

func TestAnExclusiveGroupEqualsItsPartitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := agreement.Study{Coders: ids('c', rapid.IntRange(2, 3).Draw(t, "coders")), Codes: []agreement.Code{{ID: id('k', 0)}, {ID: id('k', 1)}, {ID: id('k', 2)}}}
		want := agreement.NewUnitizing(2)
		for d := range rapid.IntRange(1, 3).Draw(t, "documents") {
			doc := agreement.Document{ID: id('d', d), Length: rapid.IntRange(1, 40).Draw(t, "length")}
			s.Documents = append(s.Documents, doc)
			var coders [][]agreement.Section
			for _, c := range s.Coders {
				sections := drawSections(t, doc.Length, 2)
				finished := rapid.IntRange(0, 3).Draw(t, "finished") > 0
				s.Assignments = append(s.Assignments, agreement.Assignment{Document: doc.ID, Coder: c, Finished: finished})
				for _, x := range sections {
					s.Codings = append(s.Codings, agreement.Coding{Document: doc.ID, Coder: c, Code: id('k', 2-x.Value), Span: x.Span}) // the group is codes 2 and 1
				}
				if finished {
					coders = append(coders, sections)
				}
			}
			want.Add(doc.Length, coders)
		}
		r, err := agreement.CompareExclusive(s, []qda.ID{id('k', 2), id('k', 1)}, agreement.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.U.Reason == agreement.FewerThanTwoCoders {
			return
		}
		for what, pair := range map[string][2]agreement.Estimate{
			"u": {r.U, want.U()}, "|u": {r.Bar, want.Bar()}, "cu": {r.C.Estimate, want.C().Estimate}, "(k)u": {r.PerCode[1].Estimate, want.K(1).Estimate},
		} {
			if !same(pair[0], pair[1].Value, pair[1].Defined) {
				t.Fatalf("%s: %+v, want %+v", what, pair[0], pair[1])
			}
		}
	})
}

func TestCodesOfAGroupThatOverlapAreListed(t *testing.T) {
	s := scene(2, 4, [4]int{0, 0, 10, 30}, [4]int{0, 1, 25, 40}, [4]int{1, 0, 10, 30}, [4]int{1, 3, 10, 30})
	r, err := agreement.CompareExclusive(s, []qda.ID{id('k', 0), id('k', 1)}, agreement.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := agreement.GroupClash{Document: id('d', 0), Coder: id('c', 0), Span: qda.Span{Start: 25, End: 30}, Codes: [2]qda.ID{id('k', 0), id('k', 1)}}
	if len(r.Clashes) != 1 || r.Clashes[0] != want || r.U.Reason != agreement.CodesOverlap {
		t.Errorf("%+v", r)
	}
}

func TestACoderWhoDidNotKnowTheWholeGroupIsLeftOut(t *testing.T) {
	s := scene(3, 2, [4]int{0, 0, 10, 30}, [4]int{1, 0, 10, 30}, [4]int{2, 1, 60, 90})
	s.Assignments[2].Unknown = []qda.ID{id('k', 0)}
	r, err := agreement.CompareExclusive(s, []qda.ID{id('k', 0), id('k', 1)}, agreement.Options{})
	if err != nil || !same(r.U, 1, true) || r.Experimental {
		t.Errorf("%+v %v", r, err)
	}
}

func TestTheFamilyHasIntervalsFromDocuments(t *testing.T) {
	s := scaleStudy(3000, 1, 3, 4, 9)
	r, err := agreement.CompareExclusive(s, []qda.ID{s.Codes[0].ID}, agreement.Options{Resampling: agreement.Resampling{Resamples: 200}})
	if err != nil {
		t.Fatal(err)
	}
	// one code alone: u-alpha is that of the report per code, interval included
	c := compare(t, s, agreement.Options{Resampling: agreement.Resampling{Resamples: 200}, SkipPassages: true}).Codes[0]
	if !near(r.U.Value, c.UAlpha.Value) || !near(r.U.Uncertainty.Low, c.UAlpha.Uncertainty.Low) || !r.Experimental {
		t.Errorf("%+v %+v, per code %+v %+v", r.U, r.U.Uncertainty, c.UAlpha, c.UAlpha.Uncertainty)
	}
	s.Documents = s.Documents[:5]
	if r, err = agreement.CompareExclusive(s, []qda.ID{s.Codes[0].ID}, agreement.Options{}); err != nil || r.U.NoInterval != agreement.NeedsDocuments {
		t.Errorf("five documents: %+v %v", r.U, err)
	}
}

func TestGammaAndTheOlderAlphaOfOneDocument(t *testing.T) {
	s := scene(2, 2, [4]int{0, 0, 10, 30}, [4]int{1, 0, 10, 30}, [4]int{0, 1, 50, 60}, [4]int{1, 1, 50, 60})
	codes := []qda.ID{id('k', 0), id('k', 1)}
	g, err := agreement.GammaOf(s, id('d', 0), codes, agreement.GammaOptions{})
	if err != nil || !same(g.Gamma, 1, true) || len(g.Best.Groups) != 2 {
		t.Errorf("gamma %+v %v", g.Gamma, err)
	}
	a, err := agreement.UnitizingAlpha1995Of(s, id('d', 0), codes)
	if err != nil || !same(a.Overall, 1, true) {
		t.Errorf("alpha_U %+v %v", a.Overall, err)
	}
	if _, err := agreement.GammaOf(s, id('d', 9), codes, agreement.GammaOptions{}); !errors.Is(err, &qda.Error{Kind: qda.NotFound}) {
		t.Errorf("no such document: %v", err)
	}
}
