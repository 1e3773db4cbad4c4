package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestTheHistoryOfACodeTellsOfCodingsThatItLost recodes a coding and merges a code away:
// both were codings of the code that is asked about, up to there and no further.
func TestTheHistoryOfACodeTellsOfCodingsThatItLost(t *testing.T) {
	p, d := newProject(t)
	lost := add(t, p, d, "formal", "The ministry never sent a guideline")
	add(t, p, d, "resistance", "we meet every month")
	kinds := func(ref string) []string {
		t.Helper()
		list, err := p.History(ctx, engine.HistoryFilter{Entity: "code", ID: code(t, p, ref), Codings: true, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		out := make([]string, len(list))
		for i, e := range list {
			out[i] = e.Kind
		}
		slices.Reverse(out)
		return out
	}
	want := func(ref string, what ...string) {
		t.Helper()
		if got := kinds(ref); !slices.Equal(got, what) {
			t.Errorf("of %s: %q, want %q", ref, got, what)
		}
	}
	want("formal", "code.add", "coding.add")
	if _, err := p.RecodeCodings(ctx, []qda.ID{lost.ID}, code(t, p, "informal")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "of informal work", On: "coding", OnID: lost.ID}); err != nil {
		t.Fatal(err)
	}
	want("formal", "code.add", "coding.add", "coding.recode")
	from := code(t, p, "informal")
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{from}, Into: code(t, p, "resistance")}); err != nil {
		t.Fatal(err)
	}
	if got := kinds("resistance"); !slices.Contains(got, "code.merge") || !slices.Contains(got, "coding.recode") {
		t.Errorf("of the code that took it over: %q", got)
	}
	want("formal", "code.add", "coding.add", "coding.recode")
	whole(t, p)
}
