package agreement_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// drawSpans gives messy spans: reversed, empty, overlapping, outside.
func drawSpans(t *rapid.T, length int, label string) []qda.Span {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) qda.Span {
		start := rapid.IntRange(-5, length+5).Draw(t, "start")
		return qda.Span{Start: start, End: start + rapid.IntRange(-2, 15).Draw(t, "length")}
	}), 0, 8).Draw(t, label)
}

func TestNormalisedSpansPaintTheSameCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(0, 60).Draw(t, "length")
		messy := drawSpans(t, length, "spans")
		tidy, repairs := agreement.Normalise(slices.Clone(messy), length)
		apart, _ := agreement.Segments(slices.Clone(messy), length)
		if want := mark(messy, length); !slices.Equal(mark(tidy, length), want) || !slices.Equal(mark(apart, length), want) {
			t.Fatalf("%v became %v and %v", messy, tidy, apart)
		}
		for i, s := range tidy {
			if !s.Valid(length) || i > 0 && s.Start <= tidy[i-1].End {
				t.Fatalf("%v is not in order", tidy)
			}
		}
		for i, s := range apart {
			if !s.Valid(length) || i > 0 && s.Start < apart[i-1].End {
				t.Fatalf("%v is not in order", apart)
			}
		}
		if kept := len(messy) - repairs.Empty - repairs.Outside - repairs.Joined; kept != len(apart) {
			t.Fatalf("%d codings in, %d out, repairs %+v", len(messy), len(apart), repairs)
		}
		again, none := agreement.Segments(slices.Clone(apart), length)
		if !slices.Equal(again, apart) || none != (agreement.Repairs{}) {
			t.Fatalf("a second pass repaired %+v", none)
		}
	})
}

func TestRepairsAreCountedByKind(t *testing.T) {
	segments, got := agreement.Segments([]qda.Span{{Start: 5, End: 5}, {Start: 0, End: 10}, {Start: 8, End: 12}, {Start: 12, End: 20}, {Start: 90, End: 140}, {Start: 120, End: 130}, {Start: -4, End: 0}}, 100)
	if want := (agreement.Repairs{Empty: 1, Outside: 2, Clipped: 1, Joined: 1}); got != want {
		t.Errorf("repairs %+v, want %+v", got, want)
	}
	if want := []qda.Span{{Start: 0, End: 12}, {Start: 12, End: 20}, {Start: 90, End: 100}}; !slices.Equal(segments, want) {
		t.Errorf("segments %v, want %v", segments, want)
	}
}

func drawLanes(t *rapid.T, coders, length int) [][]qda.Span {
	lanes := make([][]qda.Span, coders)
	for g := range lanes {
		lanes[g], _ = agreement.Normalise(drawSpans(t, length, "lane"), length)
	}
	return lanes
}

func TestCountingByRunsEqualsCountingByCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(0, 60).Draw(t, "length")
		lanes := drawLanes(t, rapid.IntRange(2, 5).Draw(t, "coders"), length)
		if got, want := agreement.CrossLanes(lanes[0], lanes[1], length), naiveCross(mark(lanes[0], length), mark(lanes[1], length)); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		want := make([]int, len(lanes)+1)
		for at := range length {
			h := 0
			for _, lane := range lanes {
				if mark(lane, length)[at] {
					h++
				}
			}
			want[h]++
		}
		if got := agreement.Histogram(lanes, length); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestProjectionByRunsEqualsProjectionByCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(1, 80).Draw(t, "length")
		var units []qda.Span
		if rapid.Bool().Draw(t, "overlapping excerpts") {
			units = drawSpans(t, length, "units")
		} else {
			for at := rapid.IntRange(0, 3).Draw(t, "gap"); at < length; at += rapid.IntRange(0, 2).Draw(t, "gap") {
				size := rapid.IntRange(1, 9).Draw(t, "size")
				units = append(units, qda.Span{Start: at, End: at + size})
				at += size
			}
		}
		partition := agreement.NewPartition(units, length)
		runs, _ := agreement.Normalise(drawSpans(t, length, "coded"), length)
		for _, rule := range []agreement.Cover{agreement.Any, agreement.Half, 0.1, 0.9, 1} {
			lane := partition.Project(runs, rule)
			want := naiveProject(mark(runs, length), partition.Units, float64(rule))
			if got := mark(lane, len(partition.Units)); !slices.Equal(got, want) {
				t.Fatalf("rule %v: %v on %v: got %v, want %v", rule, runs, partition.Units, got, want)
			}
			for i, s := range lane {
				if s.Len() < 1 || i > 0 && s.Start <= lane[i-1].End {
					t.Fatalf("%v are not runs", lane)
				}
			}
		}
	})
}

func TestCoverOfATenthIsReachedByThreeOfThirty(t *testing.T) {
	partition := agreement.NewPartition([]qda.Span{{Start: 0, End: 30}}, 30)
	if got := partition.Project([]qda.Span{{Start: 0, End: 3}}, 0.1); len(got) != 1 {
		t.Errorf("got %v", got)
	}
	if got := partition.Project([]qda.Span{{Start: 0, End: 14}}, 0); got != nil {
		t.Errorf("the zero rule is not Half: %v", got)
	}
}

// naiveMatch looks at all pairs again and again and takes the best, the earliest
// among equals. It gives the partner of each segment of a, or −1.
func naiveMatch(a, b []qda.Span, whole func(x, y, shared int) int, share float64) []int {
	partners, usedB := make([]int, len(a)), make([]bool, len(b))
	for i := range partners {
		partners[i] = -1
	}
	for {
		best, bi, bj := -1.0, 0, 0
		for i, s := range a {
			for j, u := range b {
				shared := s.Intersect(u).Len()
				if partners[i] >= 0 || usedB[j] || shared <= 0 {
					continue
				}
				if x := float64(shared) / float64(whole(s.Len(), u.Len(), shared)); x >= share-1e-12 && x > best {
					best, bi, bj = x, i, j
				}
			}
		}
		if best < 0 {
			return partners
		}
		partners[bi], usedB[bj] = bj, true
	}
}

func TestMatchingSegmentsEqualsLookingAtAllPairs(t *testing.T) {
	wholes := map[agreement.Denominator]func(x, y, shared int) int{
		agreement.OfUnion:   func(x, y, shared int) int { return x + y - shared },
		agreement.OfLonger:  func(x, y, _ int) int { return max(x, y) },
		agreement.OfShorter: func(x, y, _ int) int { return min(x, y) },
	}
	rapid.Check(t, func(t *rapid.T) {
		a, _ := agreement.Segments(drawSpans(t, 60, "a"), 60)
		b, _ := agreement.Segments(drawSpans(t, 60, "b"), 60)
		for of, whole := range wholes {
			for _, share := range []float64{0.1, 0.5, 0.8, 1} {
				m, first, second := agreement.MatchSegments(a, b, agreement.Matching{Of: of, Share: share})
				want, pairs := naiveMatch(a, b, whole, share), 0
				for i, j := range first {
					if j < 0 {
						continue
					}
					pairs++
					if second[j] != i {
						t.Fatalf("partners %v and %v do not agree", first, second)
					}
				}
				if !slices.Equal(first, want) || m != (agreement.Matched{Pairs: pairs, OnlyFirst: len(a) - pairs, OnlySecond: len(b) - pairs}) {
					t.Fatalf("%s %v: %+v with %v, want %v for %v and %v", of, share, m, first, want, a, b)
				}
			}
		}
	})
}

func TestSumsAddAndEqualTheTableOfUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all agreement.Sums
		var units [][]int
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		for range rapid.IntRange(1, 3).Draw(t, "documents") {
			length := rapid.IntRange(1, 30).Draw(t, "length")
			finished := rapid.IntRange(1, coders).Draw(t, "finished")
			lanes := drawLanes(t, finished, length)
			all.Add(agreement.SumsOf(agreement.Histogram(lanes, length)))
			for at := range length {
				row := make([]int, coders)
				for g := range row {
					row[g] = agreement.Missing
					if g < finished {
						row[g] = 0
						if mark(lanes[g], length)[at] {
							row[g] = 1
						}
					}
				}
				units = append(units, row)
			}
		}
		if !all.Used() || all.Pairable == 0 {
			for _, e := range []agreement.Estimate{all.Alpha(), all.AC1(), all.Fleiss(), all.BrennanPrediger()} {
				if e.Defined || e.Reason == "" {
					t.Fatalf("%+v where nothing was coded or paired", e)
				}
			}
			return
		}
		tally := agreement.Ratings{Scale: agreement.NewScale("0", "1"), Units: units}.Tally()
		alpha, defined := naiveAlpha(units, nominal)
		percent, pairable := naivePairs(units)
		pi := naivePrevalence(units, 2)
		chance := func(pe float64) (float64, bool) { return (percent - pe) / (1 - pe), pe < 1-1e-12 }
		fleiss, fleissDefined := chance(pi[0]*pi[0] + pi[1]*pi[1])
		ac1, _ := chance(2 * pi[0] * pi[1])
		switch {
		case all.Pairable != pairable:
			t.Fatalf("%d pairable, want %d", all.Pairable, pairable)
		case !same(all.Alpha(), alpha, defined) || !same(tally.Alpha(agreement.Nominal), alpha, defined):
			t.Fatalf("alpha %+v and %+v, want %v", all.Alpha(), tally.Alpha(agreement.Nominal), alpha)
		case !same(all.Percent(), percent, true) || !same(tally.Percent(agreement.Unweighted), percent, true):
			t.Fatalf("percent %+v, want %v", all.Percent(), percent)
		case !same(all.Fleiss(), fleiss, fleissDefined) || !same(tally.Fleiss(agreement.Unweighted), fleiss, fleissDefined):
			t.Fatalf("fleiss %+v, want %v %v", all.Fleiss(), fleiss, fleissDefined)
		case !same(all.AC1(), ac1, true) || !same(tally.Gwet(agreement.Unweighted), ac1, true):
			t.Fatalf("ac1 %+v, want %v", all.AC1(), ac1)
		case !same(all.BrennanPrediger(), 2*percent-1, true):
			t.Fatalf("brennan-prediger %+v", all.BrennanPrediger())
		}
	})
}

func TestSpecificAgreementOfTwoCodersIsTheTextbookFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(1, 40).Draw(t, "length")
		lanes := drawLanes(t, 2, length)
		c := naiveCross(mark(lanes[0], length), mark(lanes[1], length))
		sums := agreement.SumsOf(agreement.Histogram(lanes, length))
		positive, negative := 2*c.Both+c.OnlyFirst+c.OnlySecond, 2*c.Neither+c.OnlyFirst+c.OnlySecond
		for _, e := range []agreement.Estimate{sums.Positive(), c.Positive()} {
			if !same(e, 2*float64(c.Both)/float64(max(1, positive)), positive > 0) {
				t.Fatalf("positive %+v of %+v", e, c)
			}
		}
		for _, e := range []agreement.Estimate{sums.Negative(), c.Negative()} {
			if !same(e, 2*float64(c.Neither)/float64(max(1, negative)), negative > 0) {
				t.Fatalf("negative %+v of %+v", e, c)
			}
		}
		if sums.Disagreed != c.OnlyFirst+c.OnlySecond {
			t.Fatalf("%d disagreed of %+v", sums.Disagreed, c)
		}
	})
}

func TestTheTableOfTwoEqualsTheGeneralTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SliceOfN(rapid.IntRange(0, 9), 4, 4).Draw(t, "cells")
		two := agreement.Table2{Both: c[0], OnlyFirst: c[1], OnlySecond: c[2], Neither: c[3]}
		used := c[0]+c[1]+c[2] > 0
		general := two.Table()
		w := agreement.Unweighted
		for what, pair := range map[string][2]agreement.Estimate{
			"cohen": {two.Cohen(), general.Cohen(w)}, "scott": {two.Scott(), general.Scott(w)}, "alpha": {two.Alpha(), general.Alpha(w)},
			"ac1": {two.AC1(), general.Gwet(w)}, "pabak": {two.PABAK(), general.BrennanPrediger(w)}, "max": {two.KappaMax(), general.KappaMax(w)},
		} {
			got, want := pair[0], pair[1]
			if !same(got, want.Value, want.Defined && used) || used && (!near(got.Observed, want.Observed) || !near(got.Expected, want.Expected)) {
				t.Fatalf("%s of %+v: %+v, want %+v", what, two, got, want)
			}
			if two.Units() > 0 && !used && got.Reason != agreement.CodeNotUsed {
				t.Fatalf("%s of an unused code: %+v", what, got)
			}
		}
	})
}

func TestTheBestOverlapIsMatchedBeforeTheFirst(t *testing.T) {
	a := []qda.Span{{Start: 0, End: 10}}
	b := []qda.Span{{Start: 0, End: 2}, {Start: 2, End: 10}}
	if _, partners, _ := agreement.MatchSegments(a, b, agreement.Matching{Of: agreement.OfUnion, Share: 0.1}); !slices.Equal(partners, []int{1}) {
		t.Errorf("partners %v", partners)
	}
}
