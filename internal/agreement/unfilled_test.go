package agreement_test

import (
	"slices"
	"testing"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// TestACodeThatFillsNoUnitIsNotUnused: what is coded too little of to count is counted
// apart, and is not taken for a code that nobody used.
func TestACodeThatFillsNoUnitIsNotUnused(t *testing.T) {
	const sentence = 20
	s := scene(2, 4,
		[4]int{0, 0, 0, 12}, [4]int{1, 0, 2, 8}, // both, of whom the second does not reach the half
		[4]int{1, 1, 22, 28},                       // the second alone, and not the half
		[4]int{0, 2, 40, 46}, [4]int{0, 2, 50, 55}, // two that fill a sentence together
	)
	s.Documents[0].Partitions = map[agreement.Unit][]qda.Span{}
	for at := 0; at+sentence <= s.Documents[0].Length; at += sentence {
		s.Documents[0].Partitions[agreement.Sentence] = append(s.Documents[0].Partitions[agreement.Sentence], qda.Span{Start: at, End: at + sentence})
	}
	r := compare(t, s, agreement.Options{Unit: agreement.Sentence})
	first, short, together, unused := r.Codes[0], r.Codes[1], r.Codes[2], r.Codes[3]
	if !slices.Equal(first.Used, []int{1, 1}) || len(first.Unfilled) != 1 || first.Unfilled[0].Coder != s.Coders[1] || first.Unfilled[0].Span != (qda.Span{Start: 2, End: 8}) {
		t.Errorf("used by both: %v, %+v", first.Used, first.Unfilled)
	}
	if short.Reason != agreement.FillsNoUnit || short.AC1.Reason != agreement.FillsNoUnit || short.Positive.Reason != agreement.FillsNoUnit || !same(short.Percent, 1, true) || !slices.Equal(short.Used, []int{0, 1}) || len(short.Unfilled) != 1 {
		t.Errorf("used by one: %+v", short)
	}
	if short.Pairs[0].Alpha.Reason != agreement.FillsNoUnit || short.Documents[0].Alpha().Reason != agreement.FillsNoUnit {
		t.Errorf("of the pair %s, in the document %s", short.Pairs[0].Alpha.Reason, short.Documents[0].Alpha().Reason)
	}
	if len(together.Unfilled) != 0 || !slices.Equal(together.Used, []int{2, 0}) || together.Sums.Disagreed != 1 {
		t.Errorf("filled together: %+v", together)
	}
	if unused.Reason != agreement.CodeNotUsed || !slices.Equal(unused.Used, []int{0, 0}) {
		t.Errorf("unused: %+v", unused)
	}
	if r.Pooled.Codes != 2 {
		t.Errorf("%d codes in the pool", r.Pooled.Codes)
	}
	for _, o := range []agreement.Options{{Unit: agreement.Sentence, Cover: agreement.Any}, {}, {Unit: agreement.Segment}} {
		for _, c := range compare(t, s, o).Codes {
			if len(c.Unfilled) != 0 || c.Reason == agreement.FillsNoUnit {
				t.Errorf("by %q, any part: %+v", o.Unit, c)
			}
		}
	}
}

// TestWhereNoCodeFillsAUnitThePoolSaysSo: nor do the pair and the document claim that
// nobody used anything or that there is nothing in common.
func TestWhereNoCodeFillsAUnitThePoolSaysSo(t *testing.T) {
	s := scene(2, 1, [4]int{0, 0, 0, 3}, [4]int{1, 0, 0, 3})
	s.Documents[0].Partitions = map[agreement.Unit][]qda.Span{agreement.Sentence: {{Start: 0, End: 40}, {Start: 40, End: 90}}}
	r := compare(t, s, agreement.Options{Unit: agreement.Sentence})
	for what, e := range map[string]agreement.Estimate{"pool": r.Pooled.Alpha, "pair": r.Pairs[0].Alpha, "document": r.Documents[0].Alpha} {
		if e.Reason != agreement.FillsNoUnit {
			t.Errorf("%s: %q", what, e.Reason)
		}
	}
}

// TestUsedCountsWhatIsCompared: codings of documents that one coder alone has finished
// are behind no number.
func TestUsedCountsWhatIsCompared(t *testing.T) {
	s := scene(2, 1, [4]int{0, 0, 0, 30})
	s.Documents = append(s.Documents, agreement.Document{ID: id('d', 7), Length: 50})
	s.Assignments = append(s.Assignments, agreement.Assignment{Document: id('d', 7), Coder: s.Coders[1], Finished: true})
	s.Codings = append(s.Codings, agreement.Coding{Document: id('d', 7), Coder: s.Coders[1], Code: s.Codes[0].ID, Span: qda.Span{Start: 1, End: 9}})
	if r := compare(t, s, agreement.Options{}); !slices.Equal(r.Codes[0].Used, []int{1, 0}) {
		t.Errorf("%v", r.Codes[0].Used)
	}
	// What lies outside of the excerpts was not asked for.
	s.Documents[0].Partitions = map[agreement.Unit][]qda.Span{agreement.Excerpt: {{Start: 60, End: 80}}}
	if r := compare(t, s, agreement.Options{Unit: agreement.Excerpt}); !slices.Equal(r.Codes[0].Used, []int{0, 0}) || len(r.Codes[0].Unfilled) != 0 || r.Codes[0].Reason != agreement.CodeNotUsed {
		t.Errorf("%+v", r.Codes[0])
	}
}
