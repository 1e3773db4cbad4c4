package agreement_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// redraw repeats the documents of a study as often as they are drawn, under new
// identities: the slow way to a resample.
func redraw(s agreement.Study, random *rand.Rand) agreement.Study {
	out := agreement.Study{Coders: s.Coders, Codes: s.Codes}
	times := make([]int, len(s.Documents))
	for range times {
		times[random.IntN(len(times))]++
	}
	for d, n := range times {
		for range n {
			old, fresh := s.Documents[d].ID, id('r', len(out.Documents))
			doc := s.Documents[d]
			doc.ID = fresh
			out.Documents = append(out.Documents, doc)
			for _, a := range s.Assignments {
				if a.Document == old {
					a.Document = fresh
					out.Assignments = append(out.Assignments, a)
				}
			}
			for _, c := range s.Codings {
				if c.Document == old {
					c.Document = fresh
					out.Codings = append(out.Codings, c)
				}
			}
		}
	}
	return out
}

// quantile is R's default, on a copy.
func quantile(values []float64, p float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	at := p * float64(len(sorted)-1)
	low := int(at)
	if low == len(sorted)-1 {
		return sorted[low]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}

// TestDrawingSumsEqualsDrawingDocuments compares the interval from sums with the one
// from comparing every redrawn project anew.
func TestDrawingSumsEqualsDrawingDocuments(t *testing.T) {
	for _, coders := range []int{2, 3} {
		s := scaleStudy(1200, 3, coders, 3, 9)
		s.Assignments[1].Unknown = []qda.ID{s.Codes[0].ID}
		const resamples, seed = 60, 77
		o := agreement.Options{Resampling: agreement.Resampling{Resamples: resamples, Seed: seed, Goal: 0.5}, SkipPassages: true}
		fast := compare(t, s, o)
		values := map[string][]float64{}
		for b := range resamples {
			o.SkipIntervals = true
			r := compare(t, redraw(s, rand.New(rand.NewPCG(seed, uint64(b)))), o)
			c := r.Codes[0]
			for what, e := range map[string]agreement.Estimate{
				"alpha": c.Alpha, "percent": c.Percent, "ac1": c.AC1, "kappa": c.Kappa, "positive": c.Positive, "u": c.UAlpha,
				"pooled alpha": r.Pooled.Alpha, "pooled kappa": r.Pooled.Kappa, "pooled percent": r.Pooled.Percent,
			} {
				values[what] = append(values[what], e.Value)
			}
		}
		c := fast.Codes[0]
		for what, e := range map[string]agreement.Estimate{
			"alpha": c.Alpha, "percent": c.Percent, "ac1": c.AC1, "kappa": c.Kappa, "positive": c.Positive, "u": c.UAlpha,
			"pooled alpha": fast.Pooled.Alpha, "pooled kappa": fast.Pooled.Kappa, "pooled percent": fast.Pooled.Percent,
		} {
			u := e.Uncertainty
			if u == nil || u.Method != agreement.ByDocument || u.Resamples != resamples || u.Degenerate != 0 {
				t.Fatalf("%d coders, %s: %+v", coders, what, e)
			}
			low, high := quantile(values[what], 0.025), quantile(values[what], 0.975)
			if !near(u.Low, low) || !near(u.High, high) {
				t.Errorf("%d coders, %s: [%v, %v], redrawn [%v, %v]", coders, what, u.Low, u.High, low, high)
			}
			below := 0
			for _, v := range values[what] {
				if v < 0.5 {
					below++
				}
			}
			if !near(u.BelowGoal, float64(below)/resamples) {
				t.Errorf("%d coders, %s: %v below the goal, redrawn %d of %d", coders, what, u.BelowGoal, below, resamples)
			}
		}
		var sums []agreement.Sums
		c = fast.Codes[1] // known to everybody, so that all documents count
		for _, d := range c.Documents {
			sums = append(sums, d.Sums)
		}
		alone := agreement.DocumentBootstrap(sums, agreement.Sums.Alpha, o.Resampling)
		if !near(alone.Uncertainty.Low, c.Alpha.Uncertainty.Low) || !near(alone.Uncertainty.SE, c.Alpha.Uncertainty.SE) {
			t.Errorf("by itself %+v, in the report %+v", alone.Uncertainty, c.Alpha.Uncertainty)
		}
	}
}

func TestFewDocumentsAreDrawnFromByTurn(t *testing.T) {
	s := scaleStudy(8000, 2, 2, 10, 2) // 20 turns of 400, 100 sentences of 80 per document
	for _, c := range []struct {
		unit   agreement.Unit
		method agreement.Method
	}{{agreement.Character, agreement.ByTurn}, {agreement.Sentence, agreement.ByTurn}, {agreement.Turn, agreement.ByUnit}} {
		r := compare(t, s, agreement.Options{Unit: c.unit, SkipPassages: true})
		u := r.Codes[0].Alpha.Uncertainty
		if u == nil || u.Method != c.method || u.Low > r.Codes[0].Alpha.Value || u.High < r.Codes[0].Alpha.Value {
			t.Errorf("%s: %+v", c.unit, u)
		}
		if c.unit == agreement.Character && r.Codes[0].UAlpha.NoInterval != agreement.NeedsDocuments {
			t.Errorf("segments were cut: %+v", r.Codes[0].UAlpha)
		}
	}
	for d := range s.Documents {
		delete(s.Documents[d].Partitions, agreement.Turn)
	}
	r := compare(t, s, agreement.Options{Unit: agreement.Character, SkipPassages: true})
	if e := r.Codes[0].Alpha; e.Uncertainty != nil || e.NoInterval != agreement.TooFewUnits {
		t.Errorf("nothing to draw from: %+v", e)
	}
	r = compare(t, s, agreement.Options{Unit: agreement.Sentence, SkipPassages: true})
	if u := r.Codes[0].Alpha.Uncertainty; u == nil || u.Method != agreement.ByUnit {
		t.Errorf("sentences: %+v", u)
	}
}

// TestDrawingTurnsEqualsDrawingDocumentsOfOneTurn cuts the documents at their turns
// and compares: the clusters are the same, so with the same seed the intervals are.
func TestDrawingTurnsEqualsDrawingDocumentsOfOneTurn(t *testing.T) {
	whole := scaleStudy(8000, 2, 2, 10, 1)
	cut := agreement.Study{Coders: whole.Coders, Codes: whole.Codes}
	for i, turn := range whole.Documents[0].Partitions[agreement.Turn] {
		doc := agreement.Document{ID: id('d', i), Length: turn.Len(), Partitions: map[agreement.Unit][]qda.Span{}}
		for at := 0; at < doc.Length; at += 80 {
			doc.Partitions[agreement.Sentence] = append(doc.Partitions[agreement.Sentence], qda.Span{Start: at, End: min(doc.Length, at+80)})
		}
		cut.Documents = append(cut.Documents, doc)
		for _, c := range cut.Coders {
			cut.Assignments = append(cut.Assignments, agreement.Assignment{Document: doc.ID, Coder: c, Finished: true})
		}
		for _, c := range whole.Codings {
			if c.Span.Overlaps(turn) {
				c.Document = doc.ID
				c.Span = qda.Span{Start: c.Span.Start - turn.Start, End: c.Span.End - turn.Start}
				cut.Codings = append(cut.Codings, c)
			}
		}
	}
	for _, unit := range []agreement.Unit{agreement.Character, agreement.Sentence} {
		o := agreement.Options{Unit: unit, SkipPassages: true, Resampling: agreement.Resampling{Seed: 3, Resamples: 200}}
		a, b := compare(t, whole, o).Codes[0], compare(t, cut, o).Codes[0]
		for what, pair := range map[string][2]agreement.Estimate{"alpha": {a.Alpha, b.Alpha}, "kappa": {a.Kappa, b.Kappa}, "positive": {a.Positive, b.Positive}} {
			if x, y := pair[0].Uncertainty, pair[1].Uncertainty; !near(x.Low, y.Low) || !near(x.High, y.High) || !near(x.SE, y.SE) {
				t.Errorf("%s, %s: by turn %+v, by document %+v", unit, what, x, y)
			}
		}
	}
}

func TestNoDisagreementHasAnIntervalOfNoWidth(t *testing.T) {
	s := scaleStudy(4000, 1, 1, 5, 10)
	s.Coders = ids('c', 2)
	for _, c := range s.Codings {
		c.Coder = s.Coders[1]
		s.Codings = append(s.Codings, c)
	}
	for _, a := range s.Assignments {
		a.Coder = s.Coders[1]
		s.Assignments = append(s.Assignments, a)
	}
	c := compare(t, s, agreement.Options{Unit: agreement.Sentence}).Codes[0]
	if u := c.Alpha.Uncertainty; !same(c.Alpha, 1, true) || u.Low != 1 || u.High != 1 || u.SE != 0 || !near(c.AtMost, 3./500) {
		t.Errorf("%+v %+v at most %v", c.Alpha, u, c.AtMost)
	}
}

func TestResamplesWithoutVariationAreCountedAndLeftOut(t *testing.T) {
	documents := make([]agreement.Sums, 8) // the code occurs in one document of eight
	for d := range documents {
		documents[d] = agreement.SumsOf([]int{20, 0, 0})
	}
	documents[3] = agreement.SumsOf([]int{10, 4, 6})
	e := agreement.DocumentBootstrap(documents, agreement.Sums.Alpha, agreement.Resampling{Seed: 1})
	u := e.Uncertainty
	share := float64(u.Degenerate) / float64(u.Resamples)
	if want := math.Pow(7./8, 8); math.Abs(share-want) > 0.04 || !u.Troubled() {
		t.Errorf("%d of %d without variation, expected about %.2f", u.Degenerate, u.Resamples, want)
	}
	if few := agreement.DocumentBootstrap(documents[:7], agreement.Sums.Alpha, agreement.Resampling{}); few.NoInterval != agreement.TooFewUnits || few.Uncertainty != nil {
		t.Errorf("seven documents: %+v", few)
	}
}

// TestDrawingPairsGivesHalfTheWidthOfDrawingUnits holds the reason why Krippendorff's
// own bootstrap is not the default. The data are Krippendorff's (2011, section C).
func TestDrawingPairsGivesHalfTheWidthOfDrawingUnits(t *testing.T) {
	r, err := agreement.ParseRatings([][]string{
		{"1", "1", "", "1"}, {"2", "2", "3", "2"}, {"3", "3", "3", "3"}, {"3", "3", "3", "3"}, {"2", "2", "2", "2"}, {"1", "2", "3", "4"},
		{"4", "4", "4", "4"}, {"1", "1", "2", "1"}, {"2", "2", "2", "2"}, {"", "5", "5", "5"}, {"", "", "1", "1"}, {"", "", "3", ""},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tally := r.Tally()
	plan := agreement.Resampling{Seed: 4, Goal: 0.667}
	for name, metric := range metrics {
		units, pairs := tally.UnitBootstrap(metric, plan), tally.PairBootstrap(metric, plan)
		if units.Value != pairs.Value {
			t.Errorf("%s: values %v and %v", name, units.Value, pairs.Value)
		}
		wide, narrow := units.Uncertainty.High-units.Uncertainty.Low, pairs.Uncertainty.High-pairs.Uncertainty.Low
		if narrow >= 0.75*wide || narrow <= 0 {
			t.Errorf("%s: pairs %v wide, units %v", name, narrow, wide)
		}
		if again := tally.UnitBootstrap(metric, plan); !cmp.Equal(again, units) {
			t.Errorf("%s: the same seed gave %+v and %+v", name, units.Uncertainty, again.Uncertainty)
		}
	}
	if e := tally.UnitBootstrap(agreement.Nominal, plan); math.Abs(e.Uncertainty.SE-tally.Alpha(agreement.Nominal).Uncertainty.SE) > 0.03 {
		t.Errorf("bootstrap SE %v, linearised %v", e.Uncertainty.SE, tally.Alpha(agreement.Nominal).Uncertainty.SE)
	}
}
