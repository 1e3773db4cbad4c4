package agreement_test

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/agreement"
	"articula/internal/qda"
)

var partitionUnits = []agreement.Unit{agreement.Character, agreement.Sentence, agreement.Paragraph, agreement.Turn, agreement.WholeDocument, agreement.Excerpt}

func compare(t interface{ Fatal(...any) }, s agreement.Study, o agreement.Options) agreement.Report {
	r, err := agreement.Compare(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestCompareEqualsPaintingEveryCharacter checks every number of a report against
// tables built by painting characters.
func TestCompareEqualsPaintingEveryCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(1, 4).Draw(t, "coders")
		s := drawStudy(t, coders)
		unit := rapid.SampledFrom(partitionUnits).Draw(t, "unit")
		r := compare(t, s, agreement.Options{Unit: unit, SkipIntervals: true})
		if len(r.Codes) != len(s.Codes) {
			t.Fatalf("%d codes", len(r.Codes))
		}
		for k, c := range r.Codes {
			units, perDocument := naiveUnits(s, s.Codes[k].ID, unit)
			checkCode(t, c, units, perDocument, coders)
		}
	})
}

func checkCode(t *rapid.T, c agreement.CodeReport, units [][]int, perDocument [][][]int, coders int) {
	alpha, defined := naiveAlpha(units, nominal)
	percent, pairable := naivePairs(units)
	used, disagreed := false, 0
	pi := naivePrevalence(units, 2)
	histogram := map[[2]int]int{}
	for _, row := range units {
		n, h := 0, 0
		for _, k := range row {
			if k != agreement.Missing {
				n++
				h += k
			}
		}
		histogram[[2]int{n, h}]++
		used = used || h > 0 && n > 1
		if n > 1 && h > 0 && h < n {
			disagreed++
		}
	}
	if c.Sums.Pairable != pairable || c.Sums.Disagreed != disagreed || len(c.Disagreements) > disagreed {
		t.Fatalf("%d pairable and %d disagreed, want %d and %d", c.Sums.Pairable, c.Sums.Disagreed, pairable, disagreed)
	}
	for n, row := range c.Histogram {
		for h, got := range row {
			if got != histogram[[2]int{n, h}] {
				t.Fatalf("%d places with %d of %d coders, want %d", got, h, n, histogram[[2]int{n, h}])
			}
		}
	}
	if !same(c.Percent, percent, pairable > 0) {
		t.Fatalf("percent %+v, want %v", c.Percent, percent)
	}
	if !same(c.Alpha, alpha, defined && used) {
		t.Fatalf("alpha %+v, want %v %v %v", c.Alpha, alpha, defined, used)
	}
	pe := 2 * pi[0] * pi[1]
	if !same(c.AC1, (percent-pe)/(1-pe), pairable > 0 && used) {
		t.Fatalf("AC1 %+v, want from %v and %v", c.AC1, percent, pe)
	}
	tables := map[[2]int]agreement.Table2{}
	for _, row := range units {
		for g := range row {
			for h := g + 1; h < len(row); h++ {
				if row[g] != agreement.Missing && row[h] != agreement.Missing {
					one := naiveCross([]bool{row[g] == 1}, []bool{row[h] == 1})
					sum := tables[[2]int{g, h}]
					sum.Add(one)
					tables[[2]int{g, h}] = sum
				}
			}
		}
	}
	at := 0
	for g := range coders {
		for h := g + 1; h < coders; h++ {
			want := tables[[2]int{g, h}]
			if c.Pairs[at].Table != want {
				t.Fatalf("pair %d, %d: %+v, want %+v", g, h, c.Pairs[at].Table, want)
			}
			kappa := want.Cohen()
			if e := c.Pairs[at].Kappa; e.Defined != kappa.Defined || e.Value != kappa.Value {
				t.Fatalf("pair %d, %d: kappa %+v, want %+v", g, h, e, kappa)
			}
			at++
		}
	}
	if (c.Table != nil) != (coders == 2) {
		t.Fatalf("table %v for %d coders", c.Table, coders)
	}
	for d, rows := range perDocument {
		alpha, defined := naiveAlpha(rows, nominal)
		used := slices.ContainsFunc(rows, func(row []int) bool { return slices.Contains(row, 1) })
		if !same(c.Documents[d].Alpha(), alpha, defined && used) {
			t.Fatalf("document %d: alpha %+v, want %v %v", d, c.Documents[d].Alpha(), alpha, defined)
		}
	}
	for _, e := range []agreement.Estimate{c.Percent, c.Alpha, c.AC1, c.Kappa, c.Positive, c.Negative, c.UAlpha, c.PrevalenceIndex, c.BiasIndex, c.KappaMax} {
		if !sound(e) {
			t.Fatalf("%+v", e)
		}
	}
}

// TestDisagreementsAreExactlyThePlacesWhereCodersDiffer paints the disagreements
// and compares with the characters on which the coders differ.
func TestDisagreementsAreExactlyThePlacesWhereCodersDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t, rapid.IntRange(2, 4).Draw(t, "coders"))
		unit := rapid.SampledFrom(partitionUnits).Draw(t, "unit")
		r := compare(t, s, agreement.Options{Unit: unit, SkipIntervals: true})
		for k, c := range r.Codes {
			_, perDocument := naiveUnits(s, s.Codes[k].ID, unit)
			kinds := map[agreement.Kind]int{}
			for d, doc := range s.Documents {
				partition := partitionOf(doc, unit)
				got := make([]bool, len(partition))
				for _, one := range c.Disagreements {
					if one.Document != doc.ID {
						continue
					}
					kinds[one.Kind]++
					for i, u := range partition {
						if one.Span.Overlaps(u) {
							if !one.Span.Contains(u) {
								t.Fatalf("%v cuts the unit %v", one.Span, u)
							}
							got[i] = true
							checkSides(t, s, one, perDocument[d][i])
						}
					}
				}
				for i, row := range perDocument[d] {
					if want := slices.Contains(row, 0) && slices.Contains(row, 1); got[i] != want {
						t.Fatalf("unit %v of document %d: listed %v, want %v (%v)", partition[i], d, got[i], want, row)
					}
				}
			}
			if !reflect.DeepEqual(kinds, c.Kinds) {
				t.Fatalf("kinds %v, want %v", c.Kinds, kinds)
			}
		}
	})
}

func checkSides(t *rapid.T, s agreement.Study, d agreement.Disagreement, row []int) {
	var with, without []qda.ID
	for g, k := range row {
		switch k {
		case 1:
			with = append(with, s.Coders[g])
		case 0:
			without = append(without, s.Coders[g])
		}
	}
	var absent []qda.ID
	for _, a := range d.Without {
		absent = append(absent, a.Coder)
	}
	if !slices.Equal(with, d.With) || !slices.Equal(without, absent) {
		t.Fatalf("with %v and without %v, want %v and %v", d.With, absent, with, without)
	}
}

func TestCompareIsTheSameForAnyNumberOfGoroutines(t *testing.T) {
	for _, documents := range []int{1, 12} {
		s := scaleStudy(4000, 6, 4, 8, documents)
		for _, unit := range []agreement.Unit{agreement.Character, agreement.Sentence, agreement.Segment} {
			o := agreement.Options{Unit: unit, Resampling: agreement.Resampling{Seed: 9, Resamples: 300}}
			o.Job.Workers = 1
			one := compare(t, s, o)
			o.Job.Workers = 7
			seven := compare(t, s, o)
			if !reflect.DeepEqual(one, seven) { // comparing first is quick, finding the difference is not
				t.Errorf("%s, %d documents: %s", unit, documents, cmp.Diff(one, seven))
			}
			o.Resampling.Seed = 10
			if other := compare(t, s, o); documents == 12 && cmp.Equal(one.Codes[0].Percent.Uncertainty, other.Codes[0].Percent.Uncertainty) {
				t.Errorf("%s: another seed gave the same interval", unit)
			}
		}
	}
}

func TestCompareCanBeStoppedAndReportsProgress(t *testing.T) {
	s := scaleStudy(4000, 6, 3, 8, 3)
	calls := 0
	_, err := agreement.Compare(s, agreement.Options{SkipIntervals: true, Job: agreement.Job{Progress: func(done, total int) {
		calls++
		if done != calls || total != 6 {
			t.Errorf("step %d says %d of %d", calls, done, total)
		}
	}}})
	if err != nil || calls != 6 {
		t.Errorf("%d calls, %v", calls, err)
	}
	_, err = agreement.Compare(s, agreement.Options{Job: agreement.Job{Stopped: func() bool { return true }}})
	if !errors.Is(err, &qda.Error{Kind: qda.Cancelled, Code: "agreement.stopped"}) {
		t.Errorf("stopped: %v", err)
	}
}

// TestWhoCountsIsSaidByTheAssignment holds that presence of codings decides
// nothing.
func TestWhoCountsIsSaidByTheAssignment(t *testing.T) {
	coding := func(coder int) agreement.Coding {
		return agreement.Coding{Document: id('d', 0), Coder: id('c', coder), Code: id('k', 0), Span: qda.Span{Start: 0, End: 10}}
	}
	study := func(assignments ...agreement.Assignment) agreement.Study {
		return agreement.Study{
			Documents: []agreement.Document{{ID: id('d', 0), Length: 100}}, Coders: ids('c', 2), Codes: []agreement.Code{{ID: id('k', 0)}},
			Codings: []agreement.Coding{coding(0), coding(1)}, Assignments: assignments,
		}
	}
	finished := func(coder int, done bool) agreement.Assignment {
		return agreement.Assignment{Document: id('d', 0), Coder: id('c', coder), Finished: done}
	}
	for what, c := range map[string]struct {
		study   agreement.Study
		reason  agreement.Reason
		ignored agreement.Ignored
	}{
		"both finished":   {study(finished(0, true), finished(1, true)), "", agreement.Ignored{}},
		"one still at it": {study(finished(0, true), finished(1, false)), agreement.FewerThanTwoCoders, agreement.Ignored{NotFinished: 1}},
		"one never asked": {study(finished(0, true)), agreement.FewerThanTwoCoders, agreement.Ignored{NotAssigned: 1}},
	} {
		r := compare(t, c.study, agreement.Options{})
		if got := r.Codes[0].Alpha; got.Reason != c.reason || r.Ignored != c.ignored || r.Pooled.Alpha.Reason != c.reason {
			t.Errorf("%s: %+v, pooled %+v, ignored %+v", what, got, r.Pooled.Alpha, r.Ignored)
		}
	}

	nothing := study(finished(0, true), finished(1, true))
	nothing.Codings = nothing.Codings[:1]
	r := compare(t, nothing, agreement.Options{})
	if got := *r.Codes[0].Table; got != (agreement.Table2{OnlyFirst: 10, Neither: 90}) {
		t.Errorf("a coder who finished and applied nothing: %+v", got)
	}
	if e := r.Codes[0].Kappa; !same(e, 0, true) || r.Codes[0].Alpha.Value >= 0 {
		t.Errorf("kappa %+v, alpha %+v", e, r.Codes[0].Alpha)
	}

	apart := study(finished(0, true), agreement.Assignment{Document: id('d', 1), Coder: id('c', 1), Finished: true})
	apart.Documents = append(apart.Documents, agreement.Document{ID: id('d', 1), Length: 50})
	if e := compare(t, apart, agreement.Options{}).Codes[0].Alpha; e.Reason != agreement.NoPairableUnits {
		t.Errorf("coders without a common document: %+v", e)
	}
}

func TestACodeNobodyUsedStaysOutOfThePool(t *testing.T) {
	s := scaleStudy(2000, 2, 2, 5, 1)
	s.Codes = append(s.Codes, agreement.Code{ID: id('k', 99)})
	r := compare(t, s, agreement.Options{})
	unused := r.Codes[2]
	if unused.Reason != agreement.CodeNotUsed || !same(unused.Percent, 1, true) || unused.AC1.Defined || unused.UAlpha.Reason != agreement.CodeNotUsed {
		t.Errorf("%+v", unused)
	}
	without := s
	without.Codes = s.Codes[:2]
	if a, b := r.Pooled, compare(t, without, agreement.Options{}).Pooled; !cmp.Equal(a, b) {
		t.Errorf("pooled %+v with the unused code, %+v without", a, b)
	}
}

func TestStudiesThatContradictThemselvesAreRefused(t *testing.T) {
	s := scaleStudy(2000, 2, 2, 5, 1)
	twice := s
	twice.Coders = append(slices.Clone(s.Coders), s.Coders[0])
	if _, err := agreement.Compare(twice, agreement.Options{}); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "agreement.listed_twice"}) {
		t.Errorf("a coder twice: %v", err)
	}
	moved := s
	moved.Documents = slices.Clone(s.Documents)
	moved.Documents[0].Text = qda.HashOf([]byte("new"))
	moved.Codings = slices.Clone(s.Codings)
	moved.Codings[3].Text = qda.HashOf([]byte("old"))
	if _, err := agreement.Compare(moved, agreement.Options{}); !errors.Is(err, &qda.Error{Kind: qda.Conflict, Code: "agreement.text_changed"}) {
		t.Errorf("a changed text: %v", err)
	}
}

// scaleStudy turns the generated codings into a study, the text cut into equal
// documents, with sentences of 80 and turns of 400 characters.
func scaleStudy(length, codes, coders, passages, documents int) agreement.Study {
	s := agreement.Study{Coders: ids('c', coders)}
	for k := range codes {
		s.Codes = append(s.Codes, agreement.Code{ID: id('k', k), Ancestors: []qda.ID{id('p', k/2)}})
	}
	for d := range documents {
		doc := agreement.Document{ID: id('d', d), Length: length, Partitions: map[agreement.Unit][]qda.Span{}}
		for at := 0; at < length; at += 80 {
			doc.Partitions[agreement.Sentence] = append(doc.Partitions[agreement.Sentence], qda.Span{Start: at, End: min(length, at+80)})
		}
		for at := 0; at < length; at += 400 {
			doc.Partitions[agreement.Turn] = append(doc.Partitions[agreement.Turn], qda.Span{Start: at, End: min(length, at+400)})
		}
		s.Documents = append(s.Documents, doc)
		for _, c := range s.Coders {
			s.Assignments = append(s.Assignments, agreement.Assignment{Document: doc.ID, Coder: c, Finished: true})
		}
		for k, byCoder := range raw(length, codes, coders, passages, uint64(d+42)) {
			for g, spans := range byCoder {
				for _, span := range spans {
					s.Codings = append(s.Codings, agreement.Coding{Document: doc.ID, Coder: s.Coders[g], Code: s.Codes[k].ID, Span: span})
				}
			}
		}
	}
	return s
}

func TestAnEmptyStudyHasNoAgreement(t *testing.T) {
	for _, unit := range agreement.Units() {
		r := compare(t, agreement.Study{}, agreement.Options{Unit: unit})
		if r.Pooled.Percent.Defined || r.Pooled.Percent.Reason != agreement.FewerThanTwoCoders {
			t.Errorf("%s: %+v", unit, r.Pooled.Percent)
		}
	}
}

// TestTwoCodersAndTheirPairHaveTheSameNumbers lets each judge a document alone as well.
func TestTwoCodersAndTheirPairHaveTheSameNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scaleStudy(2000, 2, 2, 5, 3)
		for i := range s.Assignments {
			s.Assignments[i].Finished = rapid.Bool().Draw(t, "finished")
		}
		r := compare(t, s, agreement.Options{SkipIntervals: true})
		if r.Pooled.Alpha.Reason == agreement.FewerThanTwoCoders || r.Pooled.Alpha.Reason == agreement.NoPairableUnits {
			return
		}
		equal := func(what string, row, pair agreement.Estimate) {
			if row.Defined != pair.Defined || math.Abs(row.Value-pair.Value) > 1e-12 {
				t.Fatalf("%s of the code %+v, of the pair %+v", what, row, pair)
			}
		}
		for _, c := range r.Codes {
			p := c.Pairs[0]
			equal("percent", c.Percent, p.Percent)
			equal("alpha", c.Alpha, p.Alpha)
			equal("AC1", c.AC1, p.AC1)
			equal("kappa", c.Kappa, p.Kappa)
			equal("specific agreement", c.Positive, p.Positive)
		}
		equal("pooled AC1", r.Pooled.AC1, r.Pairs[0].AC1)
	})
}

// TestManyCodesDoNotMakeManyUnits: nine paragraphs are too few for an interval, whatever
// the number of codes that they were judged by.
func TestManyCodesDoNotMakeManyUnits(t *testing.T) {
	s := agreement.Study{Coders: ids('p', 2)}
	for k := range 4 {
		s.Codes = append(s.Codes, agreement.Code{ID: id('c', k)})
	}
	for d := range 3 {
		doc := agreement.Document{ID: id('d', d), Length: 30, Partitions: map[agreement.Unit][]qda.Span{agreement.Paragraph: {{Start: 0, End: 10}, {Start: 10, End: 20}, {Start: 20, End: 30}}}}
		s.Documents = append(s.Documents, doc)
		for g, coder := range s.Coders {
			s.Assignments = append(s.Assignments, agreement.Assignment{Document: doc.ID, Coder: coder, Finished: true})
			for k, c := range s.Codes {
				at := 10 * ((d + k + g*(k%2)) % 3)
				s.Codings = append(s.Codings, agreement.Coding{Document: doc.ID, Coder: coder, Code: c.ID, Span: qda.Span{Start: at, End: at + 10}})
			}
		}
	}
	r := compare(t, s, agreement.Options{Unit: agreement.Paragraph})
	for _, e := range []agreement.Estimate{r.Codes[0].Alpha, r.Pooled.Alpha, r.Pooled.Percent, r.Pooled.AC1, r.Pooled.Kappa} {
		if !e.Defined || e.Uncertainty != nil || e.NoInterval != agreement.TooFewUnits {
			t.Errorf("%+v", e)
		}
	}
}

// TestWhatOneAloneJudgedIsNotCompared: a code that was applied only where one coder judged
// was used nowhere that counts, in no number and in no pooled one.
func TestWhatOneAloneJudgedIsNotCompared(t *testing.T) {
	s := agreement.Study{Coders: ids('p', 2), Codes: []agreement.Code{{ID: id('c', 0)}, {ID: id('c', 1)}}}
	for d := range 2 {
		s.Documents = append(s.Documents, agreement.Document{ID: id('d', d), Length: 100})
	}
	for i, at := range [][2]int{{0, 0}, {0, 1}, {1, 0}} { // the second document is one coder's
		s.Assignments = append(s.Assignments, agreement.Assignment{Document: s.Documents[at[0]].ID, Coder: s.Coders[at[1]], Finished: true})
		code := s.Codes[0]
		if at[0] == 1 {
			code = s.Codes[1]
		}
		s.Codings = append(s.Codings, agreement.Coding{Document: s.Documents[at[0]].ID, Coder: s.Coders[at[1]], Code: code.ID, Span: qda.Span{Start: 10 * i, End: 10*i + 20}})
	}
	r := compare(t, s, agreement.Options{})
	c := r.Codes[1]
	for _, e := range []agreement.Estimate{c.Alpha, c.AC1, c.Kappa, c.Positive, c.UAlpha} {
		if e.Defined || e.Reason != agreement.CodeNotUsed {
			t.Errorf("%+v", e)
		}
	}
	if c.Reason != agreement.CodeNotUsed || c.Pairs[0].Alpha.Reason != agreement.CodeNotUsed || r.Pooled.Codes != 1 || r.Pooled.Percent.N != 100 || r.Pooled.Percent.Value != 0.8 {
		t.Errorf("%v %+v", c.Reason, r.Pooled)
	}
}
