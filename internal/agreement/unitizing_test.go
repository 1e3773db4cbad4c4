package agreement_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// drawSections gives a partition that leaves touching sections apart.
func drawSections(t *rapid.T, length, values int) []agreement.Section {
	sections := []agreement.Section{}
	for at := rapid.IntRange(0, 4).Draw(t, "gap"); at < length; at += rapid.IntRange(0, 4).Draw(t, "gap") {
		end := min(length, at+rapid.IntRange(1, 8).Draw(t, "size"))
		sections = append(sections, agreement.Section{Span: qda.Span{Start: at, End: end}, Value: rapid.IntRange(0, values-1).Draw(t, "value")})
		at = end
	}
	return sections
}

func TestUAlphaEqualsDrawingPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length, values := rapid.IntRange(1, 25).Draw(t, "length"), rapid.IntRange(1, 3).Draw(t, "values")
		coders := make([][]agreement.Section, rapid.IntRange(2, 4).Draw(t, "coders"))
		coded := false
		for g := range coders {
			coders[g] = drawSections(t, length, values)
			coded = coded || len(coders[g]) > 0
		}
		u := agreement.NewUnitizing(values)
		u.Add(length, coders)
		want, defined := naiveU(length, coders)
		if got := u.U(); !same(got, want, defined && coded) {
			t.Fatalf("got %+v, want %v %v", got, want, defined)
		}
		for k := range values {
			for _, c := range []agreement.Covered{u.K(k), u.C()} {
				if !sound(c.Estimate) || c.Coverage < 0 || c.Coverage > 1 {
					t.Fatalf("%+v", c)
				}
			}
		}

		// |u is u-alpha with all values taken as one, but for sections that touch
		blurred := make([][]agreement.Section, len(coders))
		for g := range coders {
			for _, s := range coders[g] {
				blurred[g] = append(blurred[g], agreement.Section{Span: s.Span})
			}
		}
		want, defined = naiveU(length, blurred)
		if got := u.Bar(); !same(got, want, defined && coded) {
			t.Fatalf("|u: got %+v, want %v %v", got, want, defined)
		}
	})
}

func TestUAlphaOfOneCodeFromSumsIsThatOfThePartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sums agreement.Sums
		u := agreement.NewUnitizing(1)
		for range rapid.IntRange(1, 3).Draw(t, "documents") {
			length := rapid.IntRange(1, 40).Draw(t, "length")
			coders := make([][]agreement.Section, rapid.IntRange(2, 4).Draw(t, "coders"))
			segments, runs := make([][]qda.Span, len(coders)), make([][]qda.Span, len(coders))
			for g := range coders {
				coders[g] = drawSections(t, length, 1)
				for _, s := range coders[g] {
					segments[g] = append(segments[g], s.Span)
				}
				runs[g] = agreement.Runs(segments[g])
			}
			sums.Add(agreement.SumsOf(agreement.Histogram(runs, length)).WithSegments(segments, length))
			u.Add(length, coders)
		}
		for what, want := range map[string]agreement.Estimate{"u": u.U(), "|u": u.Bar()} {
			if got := sums.UAlpha(); !same(got, want.Value, want.Defined) {
				t.Fatalf("%s: from sums %+v, from partitions %+v", what, got, want)
			}
		}
	})
}

func TestUnitizingStatisticsAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, merged := agreement.NewUnitizing(2), agreement.NewUnitizing(2)
		for range 3 {
			length := rapid.IntRange(1, 30).Draw(t, "length")
			coders := [][]agreement.Section{drawSections(t, length, 2), drawSections(t, length, 2), drawSections(t, length, 2)}
			all.Add(length, coders)
			one := agreement.NewUnitizing(2)
			one.Add(length, coders)
			merged.Merge(one)
		}
		for what, pair := range map[string][2]agreement.Estimate{
			"u": {all.U(), merged.U()}, "|u": {all.Bar(), merged.Bar()}, "cu": {all.C().Estimate, merged.C().Estimate}, "(0)u": {all.K(0).Estimate, merged.K(0).Estimate},
		} {
			if !same(pair[0], pair[1].Value, pair[1].Defined) {
				t.Fatalf("%s: %+v and %+v", what, pair[0], pair[1])
			}
		}
		if !all.Experimental() {
			t.Fatal("three coders are not marked experimental")
		}
	})
}

func TestCodeAlphaIsOneWhereBothCodedAlike(t *testing.T) {
	u := agreement.NewUnitizing(2)
	at := func(start, end, value int) agreement.Section {
		return agreement.Section{Span: qda.Span{Start: start, End: end}, Value: value}
	}
	u.Add(100, [][]agreement.Section{{at(0, 20, 0), at(40, 60, 1)}, {at(10, 20, 0), at(50, 70, 1), at(90, 100, 0)}})
	if c := u.C(); !same(c.Estimate, 1, true) || !near(c.Coverage, 0.2) {
		t.Errorf("cu-alpha %+v, want 1 on a fifth of the text", c)
	}
	if k := u.K(0); !same(k.Estimate, 1, true) || !near(k.Coverage, 0.5) {
		t.Errorf("(0)u-alpha %+v, want 1 on half of the code", k)
	}
	if e := u.U(); e.Value > 0.6 {
		t.Errorf("u-alpha %v does not see the boundaries", e.Value)
	}
}

func TestTheOlderAlphaEqualsPairingAllSections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(2, 60).Draw(t, "length")
		coders := make([][]agreement.Section, rapid.IntRange(2, 4).Draw(t, "coders"))
		for g := range coders {
			coders[g] = drawSections(t, length, 2)
		}
		a := agreement.UnitizingAlpha1995(length, 2, coders)
		sumO, sumE := 0.0, 0.0
		for v := range 2 {
			lanes := make([][]qda.Span, len(coders))
			for g := range coders {
				for _, s := range coders[g] {
					if s.Value == v {
						lanes[g] = append(lanes[g], s.Span)
					}
				}
			}
			do, de := naive1995(length, lanes)
			sumO, sumE = sumO+do, sumE+de
			if e := a.PerValue[v]; !near(e.Observed, do) || !near(e.Expected, de) || !sound(e) {
				t.Fatalf("value %d: %+v, want %v and %v of %v", v, e, do, de, lanes)
			}
		}
		if !same(a.Overall, 1-sumO/sumE, sumE > 1e-12) {
			t.Fatalf("overall %+v, want from %v and %v", a.Overall, sumO, sumE)
		}
	})
}

func TestValuesThatOverlapAreNoPartition(t *testing.T) {
	_, clashes := agreement.Sections(3, [][]qda.Span{{{Start: 0, End: 10}, {Start: 20, End: 30}}, {{Start: 8, End: 22}}})
	want := []agreement.Clash{
		{Coder: 3, Span: qda.Span{Start: 8, End: 10}, Codes: [2]int{0, 1}},
		{Coder: 3, Span: qda.Span{Start: 20, End: 22}, Codes: [2]int{0, 1}},
	}
	if !slices.Equal(clashes, want) {
		t.Errorf("clashes %v, want %v", clashes, want)
	}
}

func TestBoundarySimilarityCountsNearMissesInPart(t *testing.T) {
	for _, c := range []struct {
		first, second agreement.Masses
		near          int
		want          float64
	}{
		{agreement.Masses{5, 5}, agreement.Masses{5, 5}, 2, 1},
		{agreement.Masses{10}, agreement.Masses{10}, 2, 1},          // no boundary anywhere
		{agreement.Masses{5, 5}, agreement.Masses{10}, 2, 0},        // one added
		{agreement.Masses{5, 5}, agreement.Masses{6, 4}, 2, 0.5},    // one place off
		{agreement.Masses{5, 5}, agreement.Masses{7, 3}, 2, 0},      // two places off: two additions
		{agreement.Masses{5, 5}, agreement.Masses{7, 3}, 3, 1. / 3}, // … unless that counts as near
		{agreement.Masses{4, 1, 5}, agreement.Masses{5, 5}, 2, 0.5},
		{agreement.Masses{5, 1, 4}, agreement.Masses{10}, 2, 0}, // two added side by side are no transposition
	} {
		got := agreement.BoundarySimilarity(c.first, c.second, c.near)
		back := agreement.BoundarySimilarity(c.second, c.first, c.near)
		if !same(got, c.want, true) || !same(back, c.want, true) {
			t.Errorf("%v against %v within %d: %+v and %+v, want %v", c.first, c.second, c.near, got, back, c.want)
		}
	}
	if e := agreement.BoundarySimilarity(agreement.Masses{3}, agreement.Masses{4}, 2); e.Defined {
		t.Errorf("texts of different lengths: %+v", e)
	}
}

func TestWindowMeasuresEqualSlidingTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 40).Draw(t, "units")
		cut := func(label string) agreement.Masses {
			var m agreement.Masses
			for left := n; left > 0; {
				size := rapid.IntRange(1, left).Draw(t, label)
				m, left = append(m, size), left-size
			}
			return m
		}
		hypothesis, reference := cut("hypothesis"), cut("reference")
		segmentOf := func(m agreement.Masses) []int {
			var s []int
			for i, size := range m {
				for range size {
					s = append(s, i)
				}
			}
			return s
		}
		h, r := segmentOf(hypothesis), segmentOf(reference)
		window := max(2, int(math.RoundToEven(float64(n)/float64(len(reference))/2)))
		if n <= window {
			return
		}
		pk, wd := 0, 0
		for i := 0; i+window < n; i++ {
			if (h[i] == h[i+window]) != (r[i] == r[i+window]) {
				pk++
			}
			if h[i+window]-h[i] != r[i+window]-r[i] {
				wd++
			}
		}
		if got := agreement.Pk(hypothesis, reference); !same(got, float64(pk)/float64(n-window), true) {
			t.Fatalf("Pk %+v, want %d of %d", got, pk, n-window)
		}
		if got := agreement.WindowDiff(hypothesis, reference); !same(got, float64(wd)/float64(n-window), true) {
			t.Fatalf("WindowDiff %+v, want %d of %d", got, wd, n-window)
		}
	})
}
