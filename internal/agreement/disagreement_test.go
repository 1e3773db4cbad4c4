package agreement_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// scene is one document of ten sentences of ten characters, coded by hand: the
// codings are written as coder, code, start, end.
func scene(coders, codes int, codings ...[4]int) agreement.Study {
	s := agreement.Study{Coders: ids('c', coders)}
	doc := agreement.Document{ID: id('d', 0), Length: 100, Partitions: map[agreement.Unit][]qda.Span{}}
	for at := 0; at < 100; at += 10 {
		doc.Partitions[agreement.Sentence] = append(doc.Partitions[agreement.Sentence], qda.Span{Start: at, End: at + 10})
	}
	s.Documents = []agreement.Document{doc}
	for k := range codes { // 0 and 1 are siblings, 2 and 3 too
		s.Codes = append(s.Codes, agreement.Code{ID: id('k', k), Ancestors: []qda.ID{id('p', k/2), id('t', 0)}})
	}
	for _, c := range s.Coders {
		s.Assignments = append(s.Assignments, agreement.Assignment{Document: doc.ID, Coder: c, Finished: true})
	}
	for _, c := range codings {
		s.Codings = append(s.Codings, agreement.Coding{Document: doc.ID, Coder: id('c', c[0]), Code: id('k', c[1]), Span: qda.Span{Start: c[2], End: c[3]}})
	}
	return s
}

func TestDisagreementsAreSortedByWhatTheOtherDid(t *testing.T) {
	for what, c := range map[string]struct {
		codings []([4]int)
		want    agreement.Kind
		instead []qda.ID
	}{
		"nothing at all":                   {[][4]int{{0, 0, 20, 30}}, agreement.Missed, nil},
		"nothing at all, but elsewhere":    {[][4]int{{0, 0, 20, 30}, {1, 0, 60, 70}}, agreement.Missed, nil},
		"a sibling":                        {[][4]int{{0, 0, 20, 30}, {1, 1, 20, 30}}, agreement.SiblingCode, []qda.ID{id('k', 1)}},
		"a code from elsewhere":            {[][4]int{{0, 0, 20, 30}, {1, 2, 20, 30}}, agreement.DifferentCode, []qda.ID{id('k', 2)}},
		"one of two":                       {[][4]int{{0, 0, 20, 30}, {0, 2, 20, 30}, {1, 2, 20, 30}}, agreement.ExtraCode, nil},
		"the same passage, up to here":     {[][4]int{{0, 0, 14, 30}, {1, 0, 12, 24}}, agreement.BoundaryOnly, nil},
		"a long segment that began before": {[][4]int{{0, 0, 20, 30}, {1, 2, 0, 100}, {1, 3, 0, 10}}, agreement.DifferentCode, []qda.ID{id('k', 2)}},
		"the boundary wins over the code":  {[][4]int{{0, 0, 14, 30}, {1, 0, 12, 24}, {1, 1, 20, 30}}, agreement.BoundaryOnly, []qda.ID{id('k', 1)}},
	} {
		r := compare(t, scene(2, 4, c.codings...), agreement.Options{Unit: agreement.Sentence})
		var found []agreement.Disagreement
		for _, d := range r.Codes[0].Disagreements {
			if d.Unit == 2 {
				found = append(found, d)
			}
		}
		if len(found) != 1 {
			t.Errorf("%s: %+v", what, r.Codes[0].Disagreements)
			continue
		}
		d := found[0]
		if d.Kind != c.want || d.Span != (qda.Span{Start: 20, End: 30}) || !slices.Equal(d.Without[0].Instead, c.instead) {
			t.Errorf("%s: %+v, want %s and %v", what, d, c.want, c.instead)
		}
	}
}

func TestTheKindOfManyIsThatOfMost(t *testing.T) {
	r := compare(t, scene(4, 4, [4]int{0, 0, 20, 30}, [4]int{1, 1, 20, 30}), agreement.Options{Unit: agreement.Sentence})
	d := r.Codes[0].Disagreements[0]
	if d.Kind != agreement.Missed || d.Without[0].Kind != agreement.SiblingCode || len(d.Without) != 3 {
		t.Errorf("%+v", d)
	}
}

func TestATieGoesToTheMostTellingKind(t *testing.T) {
	r := compare(t, scene(3, 4, [4]int{0, 0, 20, 30}, [4]int{1, 1, 20, 30}), agreement.Options{Unit: agreement.Sentence})
	if d := r.Codes[0].Disagreements[0]; d.Kind != agreement.SiblingCode {
		t.Errorf("%+v", d)
	}
}

func TestDisagreementsOnCharactersAreTheStretchesThemselves(t *testing.T) {
	r := compare(t, scene(2, 2, [4]int{0, 0, 10, 30}, [4]int{1, 0, 15, 40}, [4]int{1, 0, 70, 75}), agreement.Options{})
	var spans []qda.Span
	var kinds []agreement.Kind
	for _, d := range r.Codes[0].Disagreements {
		spans, kinds = append(spans, d.Span), append(kinds, d.Kind)
	}
	if want := []qda.Span{{Start: 10, End: 15}, {Start: 30, End: 40}, {Start: 70, End: 75}}; !slices.Equal(spans, want) {
		t.Errorf("stretches %v, want %v", spans, want)
	}
	if want := []agreement.Kind{agreement.BoundaryOnly, agreement.BoundaryOnly, agreement.Missed}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
}

func TestMatchedSegmentsAreComparedPairwiseAndAdded(t *testing.T) {
	s := scene(3, 2, [4]int{0, 0, 10, 30}, [4]int{1, 0, 12, 30}, [4]int{1, 0, 50, 60}, [4]int{2, 0, 28, 60}, [4]int{0, 1, 80, 90})
	r := compare(t, s, agreement.Options{Unit: agreement.Segment})
	c := r.Codes[0]
	if want := (agreement.Matched{Pairs: 1, OnlyFirst: 3, OnlySecond: 3}); *c.Matched != want {
		t.Errorf("matched %+v, want %+v", *c.Matched, want)
	}
	if !same(c.Percent, 1./7, true) || !same(c.Holsti, 2./8, true) || !same(c.KappaN, (1./7-0.5)/0.5, true) || c.Alpha.Reason != agreement.NotApplicable {
		t.Errorf("%+v", c)
	}
	if len(c.Disagreements) != 6 {
		t.Errorf("%d segments without a partner: %+v", len(c.Disagreements), c.Disagreements)
	}
	if p := r.Pairs[0]; p.Matched != (agreement.Matched{Pairs: 1, OnlyFirst: 1, OnlySecond: 1}) || !same(p.Percent, 1./3, true) {
		t.Errorf("first pair over all codes: %+v", p)
	}
	if !same(r.Pooled.Percent, 1./9, true) || r.Pooled.Alpha.Defined {
		t.Errorf("pooled %+v", r.Pooled)
	}
}

// TestConfusionsEqualLookingAtEveryUnit counts the pairs of codes unit by unit and
// coder by coder.
func TestConfusionsEqualLookingAtEveryUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t, rapid.IntRange(2, 3).Draw(t, "coders"))
		unit := rapid.SampledFrom([]agreement.Unit{agreement.Character, agreement.Sentence, agreement.Turn}).Draw(t, "unit")
		r := compare(t, s, agreement.Options{Unit: unit, SkipIntervals: true})
		want := map[[2]qda.ID]int{}
		for d := range s.Documents {
			var codes [][][]int // per code, the rows of the document
			for _, c := range s.Codes {
				_, perDocument := naiveUnits(s, c.ID, unit)
				codes = append(codes, perDocument[d])
			}
			for i := range codes[0] {
				for g := range s.Coders {
					for h := g + 1; h < len(s.Coders); h++ {
						count(want, s, codes, i, g, h)
					}
				}
			}
		}
		for _, c := range r.Confusions {
			if want[[2]qda.ID{c.First, c.Second}] != c.Count {
				t.Fatalf("%v with %v: %d, want %d", c.First, c.Second, c.Count, want[[2]qda.ID{c.First, c.Second}])
			}
			delete(want, [2]qda.ID{c.First, c.Second})
			places, err := agreement.ConfusionPlaces(s, c.First, c.Second, agreement.Options{Unit: unit})
			if err != nil || len(places) == 0 {
				t.Fatalf("%+v: places %v, %v", c, places, err)
			}
			if unit == agreement.Character {
				length := 0
				for _, p := range places {
					length += p.Span.Len()
				}
				if length != c.Count {
					t.Fatalf("%+v: places of %d characters, %v", c, length, places)
				}
			}
		}
		if len(want) > 0 {
			t.Fatalf("not listed: %v", want)
		}
		if !slices.IsSortedFunc(r.Confusions, func(a, b agreement.Confusion) int { return b.Count - a.Count }) {
			t.Fatal("not sorted by count")
		}
	})
}

// count enters what coders g and h did on unit i.
func count(into map[[2]qda.ID]int, s agreement.Study, codes [][][]int, i, g, h int) {
	var onlyG, onlyH []int
	for k := range codes {
		switch a, b := codes[k][i][g], codes[k][i][h]; {
		case a == 1 && b == 0:
			onlyG = append(onlyG, k)
		case a == 0 && b == 1:
			onlyH = append(onlyH, k)
		}
	}
	enter := func(a, b int) { into[[2]qda.ID{s.Codes[min(a, b)].ID, s.Codes[max(a, b)].ID}]++ }
	alone := func(a int) { into[[2]qda.ID{s.Codes[a].ID, {}}]++ }
	for _, a := range onlyG {
		for _, b := range onlyH {
			enter(a, b)
		}
		if len(onlyH) == 0 {
			alone(a)
		}
	}
	for _, b := range onlyH {
		if len(onlyG) == 0 {
			alone(b)
		}
	}
}

// TestTheAlphaOverSetsEqualsThatOfTheTable builds the table of sets unit by unit.
func TestTheAlphaOverSetsEqualsThatOfTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t, rapid.IntRange(2, 3).Draw(t, "coders"))
		for i := range s.Assignments {
			s.Assignments[i].Unknown = nil
		}
		unit := rapid.SampledFrom([]agreement.Unit{agreement.Character, agreement.Sentence}).Draw(t, "unit")
		r := compare(t, s, agreement.Options{Unit: unit, SkipIntervals: true})
		var table agreement.SetRatings
		var tables [][][]int
		for _, c := range s.Codes {
			units, _ := naiveUnits(s, c.ID, unit)
			tables = append(tables, units)
		}
		for i := range tables[0] {
			row := make([]int, len(s.Coders))
			for g := range row {
				var set []int
				row[g] = agreement.Missing
				for k := range tables {
					if tables[k][i][g] == 1 {
						set = append(set, k)
					}
				}
				if tables[0][i][g] != agreement.Missing {
					row[g] = table.Set(set)
				}
			}
			table.Units = append(table.Units, row)
		}
		want, defined := naiveSetAlpha(table, agreement.MASI)
		if !same(r.Pooled.MASI, want, defined) {
			t.Fatalf("got %+v, want %v %v", r.Pooled.MASI, want, defined)
		}
	})
}

func TestAgreementRisesWhereSiblingsAreConfused(t *testing.T) {
	var codings [][4]int
	for i := range 5 { // the same places, the sibling code
		codings = append(codings, [4]int{0, i % 2, 20 * i, 20*i + 10}, [4]int{1, 1 - i%2, 20 * i, 20*i + 10})
	}
	r := compare(t, scene(2, 4, codings...), agreement.Options{Unit: agreement.Sentence})
	var levels []agreement.Level
	for _, l := range r.Levels {
		levels = append(levels, l.Level)
	}
	if !slices.Equal(levels, []agreement.Level{agreement.AsCoded, agreement.Parents, agreement.Tops}) {
		t.Fatalf("levels %v", levels)
	}
	if leaf, parent := r.Levels[0], r.Levels[1]; leaf.Alpha.Value > 0 || !same(parent.Alpha, 1, true) || parent.Codes != 1 {
		t.Errorf("leaf %+v, parent %+v", leaf, parent)
	}
	if r.Confusions[0].First != id('k', 0) || r.Confusions[0].Second != id('k', 1) || r.Confusions[0].Count != 5 {
		t.Errorf("confusions %+v", r.Confusions)
	}
	rolled := compare(t, scene(2, 4, codings...), agreement.Options{Unit: agreement.Sentence, Level: agreement.Parents})
	if len(rolled.Codes) != 2 || rolled.Codes[0].Code != id('p', 0) || rolled.Levels != nil || !same(rolled.Pooled.Alpha, 1, true) {
		t.Errorf("rolled up: %+v", rolled.Pooled)
	}
}

func TestABranchIsUnknownOnlyIfAllOfItIs(t *testing.T) {
	s := scene(2, 2, [4]int{0, 0, 20, 30}, [4]int{1, 1, 20, 30})
	s.Assignments[1].Unknown = []qda.ID{id('k', 0)}
	leaf := compare(t, s, agreement.Options{Unit: agreement.Sentence})
	if leaf.Codes[0].Alpha.Reason != agreement.CodeKnownToOne || leaf.Codes[1].Table.OnlySecond != 1 {
		t.Errorf("leaf: %+v", leaf.Codes[0])
	}
	if r := compare(t, s, agreement.Options{Unit: agreement.Sentence, Level: agreement.Parents}); !same(r.Codes[0].Alpha, 1, true) {
		t.Errorf("parent: %+v", r.Codes[0].Alpha)
	}
	s.Assignments[1].Unknown = []qda.ID{id('k', 0), id('k', 1)}
	if r := compare(t, s, agreement.Options{Unit: agreement.Sentence, Level: agreement.Parents}); r.Codes[0].Alpha.Reason != agreement.CodeKnownToOne || r.Ignored.UnknownCode != 1 {
		t.Errorf("nothing known: %+v, ignored %+v", r.Codes[0].Alpha, r.Ignored)
	}
}

func TestADocumentWithoutTheUnitFallsBack(t *testing.T) {
	s := scene(2, 1, [4]int{0, 0, 3, 5})
	for _, c := range []struct {
		partitions map[agreement.Unit][]qda.Span
		want       agreement.Unit
		units      int
	}{
		{map[agreement.Unit][]qda.Span{agreement.Turn: {{Start: 0, End: 10}}}, agreement.Turn, 1},
		{map[agreement.Unit][]qda.Span{agreement.Paragraph: {{Start: 0, End: 10}, {Start: 10, End: 90}}}, agreement.Paragraph, 2},
		{nil, agreement.WholeDocument, 1},
	} {
		s.Documents[0].Partitions = c.partitions
		r := compare(t, s, agreement.Options{Unit: agreement.Turn})
		if d := r.Documents[0]; d.Unit != c.want || d.Units != c.units {
			t.Errorf("compared on %d of %s, want %d of %s", d.Units, d.Unit, c.units, c.want)
		}
	}
	if r := compare(t, s, agreement.Options{Unit: agreement.Excerpt}); r.Documents[0].Units != 0 || r.Codes[0].Alpha.Reason != agreement.NoPairableUnits {
		t.Errorf("no excerpt was chosen: %+v", r.Documents[0])
	}
	// a theme is present in a document if it occurs at all
	if r := compare(t, s, agreement.Options{Unit: agreement.WholeDocument}); *r.Codes[0].Table != (agreement.Table2{OnlyFirst: 1}) {
		t.Errorf("whole document: %+v", r.Codes[0].Table)
	}
}
