package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// A memo on a difference lies on the codings of both sides: it is found, counted and
// written out from each of them, and follows when its text refers to another one.
func TestAMemoOnADifferenceLiesOnBothCodings(t *testing.T) {
	p, d := pair(t)
	i := slices.IndexFunc(sentences(t, p, false).Items, func(x engine.Disagreement) bool { return x.Quote == "Gamma three here." })
	all, err := p.DocumentCodings(ctx, d.ID)
	if err != nil || i < 0 {
		t.Fatal(err)
	}
	var two []engine.CodingView
	for _, c := range all {
		if c.Quote == "Gamma three here." {
			two = append(two, c)
		}
	}
	if len(two) != 2 || two[0].Coder == two[1].Coder {
		t.Fatalf("%+v", two)
	}
	counts := func() map[qda.ID]int {
		t.Helper()
		all, err := p.DocumentCodings(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		out := map[qda.ID]int{}
		for _, c := range all {
			if c.Memos > 0 {
				out[c.ID] = c.Memos
			}
		}
		return out
	}
	last := heard(t, p)
	m, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "Which of them?\n\n[[coding:" + two[1].ID.String() + "]] [[coding:" + two[1].ID.String() + "]]", On: "coding", OnID: two[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	if e := last(); !slices.Equal(e.Codings, []qda.ID{two[0].ID, two[1].ID}) {
		t.Errorf("the event names %v", e.Codings)
	}
	for _, c := range two {
		list, err := p.Memos(ctx, engine.MemoFilter{On: "coding", OnID: c.ID})
		if err != nil || len(list) != 1 || list[0].ID != m.ID {
			t.Errorf("%+v %v", list, err)
		}
	}
	if got := counts(); len(got) != 2 || got[two[0].ID] != 1 || got[two[1].ID] != 1 {
		t.Errorf("%v", got)
	}
	page, err := p.Segments(ctx, engine.SegmentQuery{Where: "memo:yes"})
	if err != nil || len(page.Segments) != 2 {
		t.Errorf("%d %v", len(page.Segments), err)
	}
	path := filepath.Join(t.TempDir(), "codings.csv")
	if _, err := p.Export(ctx, path, engine.Export{Format: "csv"}, nil); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || strings.Count(string(b), "Which of them?") != 2 {
		t.Errorf("%s %v", b, err)
	}
	// Of what other memos refer to, none but those on codings count.
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "See [[coding:" + two[1].ID.String() + "]].", On: "document", OnID: d.ID}); err != nil {
		t.Fatal(err)
	}
	if got := counts(); got[two[1].ID] != 1 {
		t.Errorf("%v", got)
	}
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{ID: m.ID, Body: "Only the first."}); err != nil {
		t.Fatal(err)
	}
	if e := last(); !slices.Contains(e.Codings, two[1].ID) {
		t.Errorf("the event names %v", e.Codings)
	}
	if got := counts(); len(got) != 1 || got[two[0].ID] != 1 {
		t.Errorf("%v", got)
	}
}
