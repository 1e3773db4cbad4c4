package agreement_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/agreement"
)

func TestTheExactTestCountsCoins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lost, gained := rapid.IntRange(0, 8).Draw(t, "lost"), rapid.IntRange(0, 8).Draw(t, "gained")
		n, extreme := lost+gained, 0
		for coins := range 1 << n { // every way in which n fair coins can fall
			heads := 0
			for c := coins; c > 0; c >>= 1 {
				heads += c & 1
			}
			if min(heads, n-heads) <= min(lost, gained) {
				extreme++
			}
		}
		test := agreement.Table2{OnlyFirst: lost, OnlySecond: gained, Both: 3, Neither: 5}.McNemar()
		if want := float64(extreme) / float64(int(1)<<n); !near(test.PExact, want) || test.Gained != gained || test.Lost != lost {
			t.Fatalf("%+v, want p = %v", test, want)
		}
	})
}

func TestStuartMaxwellOfTwoCategoriesIsMcNemar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SliceOfN(rapid.IntRange(0, 30), 4, 4).Draw(t, "cells")
		two := agreement.Table2{Both: c[0], OnlyFirst: c[1], OnlySecond: c[2], Neither: c[3]}
		if two.Units() == 0 {
			return
		}
		test, why := two.Table().StuartMaxwell()
		if c[1]+c[2] == 0 {
			if why != agreement.NoVariation {
				t.Fatalf("nothing changed: %+v %q", test, why)
			}
			return
		}
		if want := two.McNemar().ChiSquare; why != "" || test.Freedom != 1 || !near(test.ChiSquare, want) || test.P < 0 || test.P > 1 {
			t.Fatalf("%+v %q, want %v", test, why, want)
		}
	})
}

func TestStuartMaxwellDoesNotCareWhichCategoryComesFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const q = 4
		a, b := agreement.NewTable(ranks(q)), agreement.NewTable(ranks(q))
		order := rapid.Permutation(indexes(q)).Draw(t, "order")
		for k := range q {
			for l := range q {
				a.Counts[k][l] = rapid.IntRange(0, 9).Draw(t, "cell")
				b.Counts[order[k]][order[l]] = a.Counts[k][l]
			}
		}
		x, why := a.StuartMaxwell()
		y, whyToo := b.StuartMaxwell()
		if why != whyToo || x.Freedom != y.Freedom || math.Abs(x.ChiSquare-y.ChiSquare) > 1e-6*max(1, x.ChiSquare) {
			t.Fatalf("%+v %q and %+v %q", x, why, y, whyToo)
		}
	})
}

func TestATrendNeedsVariation(t *testing.T) {
	flat := agreement.CochranArmitage([]agreement.Window{{Agreed: 10, Decisions: 10, Score: 1}, {Agreed: 10, Decisions: 10, Score: 2}})
	if flat.Z.Reason != agreement.NoVariation || flat.P != 1 {
		t.Errorf("%+v", flat)
	}
	if none := agreement.CochranArmitage(nil); none.Z.Defined {
		t.Errorf("%+v", none)
	}
	up := agreement.CochranArmitage([]agreement.Window{{Agreed: 10, Decisions: 40, Score: 1}, {Agreed: 20, Decisions: 40, Score: 2}, {Agreed: 30, Decisions: 40, Score: 3}})
	down := agreement.CochranArmitage([]agreement.Window{{Agreed: 30, Decisions: 40, Score: 1}, {Agreed: 20, Decisions: 40, Score: 2}, {Agreed: 10, Decisions: 40, Score: 3}})
	if up.Z.Value <= 0 || !near(up.Z.Value, -down.Z.Value) || !near(up.P, down.P) {
		t.Errorf("up %+v, down %+v", up, down)
	}
}

func TestTwoPeriodsAreComparedByTheirErrors(t *testing.T) {
	estimate := func(value, se float64) agreement.Estimate {
		return agreement.Estimate{Value: value, Defined: true, N: 50, Uncertainty: &agreement.Uncertainty{SE: se}}
	}
	d := agreement.Between(estimate(0.5, 0.03), estimate(0.7, 0.04))
	if !near(d.Value, 0.2) || !near(d.Uncertainty.SE, 0.05) || !near(d.Z, 4) || math.Abs(d.P-6.334e-5) > 1e-7 {
		t.Errorf("%+v %+v", d, d.Uncertainty)
	}
	if none := agreement.Between(agreement.Estimate{Reason: agreement.CodeNotUsed}, estimate(0.7, 0.04)); none.Reason != agreement.CodeNotUsed || none.P != 1 {
		t.Errorf("%+v", none)
	}
	if bare := agreement.Between(estimate(0.5, 0.03), agreement.Estimate{Value: 0.6, Defined: true}); bare.Uncertainty != nil || bare.NoInterval != agreement.TooFewUnits {
		t.Errorf("%+v", bare)
	}
}

// TestPairedPassesCancelWhatMakesDocumentsHard: documents differ much, but every
// one of them gains the same, so the difference is far surer than either value.
func TestPairedPassesCancelWhatMakesDocumentsHard(t *testing.T) {
	var first, second []agreement.Sums
	for d := range 12 {
		both := 5 + 3*d
		first = append(first, agreement.SumsOf([]int{60, 20, both}))
		second = append(second, agreement.SumsOf([]int{65, 10, both + 5}))
	}
	plan := agreement.Resampling{Seed: 8}
	d := agreement.PairedDifference(first, second, agreement.Sums.Percent, plan)
	alone := agreement.DocumentBootstrap(first, agreement.Sums.Percent, plan)
	if d.Value <= 0 || d.Uncertainty.Low <= 0 || d.Uncertainty.SE > alone.Uncertainty.SE/2 {
		t.Errorf("difference %v %+v, first %+v", d.Value, d.Uncertainty, alone.Uncertainty)
	}
	if few := agreement.PairedDifference(first[:3], second[:3], agreement.Sums.Percent, plan); few.NoInterval != agreement.TooFewUnits {
		t.Errorf("three documents: %+v", few)
	}
}

func TestAccuracyAgainstTheConsensusIsNotSymmetric(t *testing.T) {
	trainee := agreement.Table2{Both: 30, OnlyFirst: 10, OnlySecond: 20, Neither: 40}
	if !same(trainee.Precision(), 0.75, true) || !same(trainee.Recall(), 0.6, true) {
		t.Errorf("precision %+v, recall %+v", trainee.Precision(), trainee.Recall())
	}
	if e := (agreement.Table2{OnlySecond: 3, Neither: 4}).Precision(); e.Reason != agreement.CodeNotUsed {
		t.Errorf("a trainee who used nothing: %+v", e)
	}
}
