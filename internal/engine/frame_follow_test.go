package engine_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articula/internal/engine"
	"articula/internal/qda"
)

// counted is everything that is counted from what is kept between two looks.
func counted(t *testing.T, p *engine.Project, synthesis qda.ID) []any {
	t.Helper()
	level := facetNamed(t, p, "level")
	code := engine.MatrixAxis{By: engine.AxisCode, Below: true}
	var out []any
	for _, q := range []engine.MatrixQuery{
		{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisCase, Below: true}},
		{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisFacet, ID: level}},
		{Rows: code, Columns: code, Together: "near", Distance: 100},
	} {
		m, err := p.Matrix(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, m)
	}
	gap, err := p.Gap(ctx, engine.GapQuery{})
	if err != nil {
		t.Fatal(err)
	}
	view, err := p.Synthesis(ctx, synthesis)
	if err != nil {
		t.Fatal(err)
	}
	stale, err := p.SynthesisStaleness(ctx, synthesis)
	if err != nil {
		t.Fatal(err)
	}
	return append(out, gap, view, stale)
}

// What is counted after a change from what was read before it equals what is counted
// from everything read anew.
func TestCountsFollowWhatIsCoded(t *testing.T) {
	p := newSample(t)
	list, err := p.Syntheses(ctx)
	if err != nil {
		t.Fatal(err)
	}
	synthesis := list[len(list)-1].ID
	page, err := p.Segments(ctx, engine.SegmentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var codes []qda.ID
	seen := map[qda.ID]bool{}
	for _, s := range page.Segments {
		if !seen[s.Code.ID] {
			seen[s.Code.ID] = true
			codes = append(codes, s.Code.ID)
		}
	}
	facets, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	mine := []qda.ID{}
	me := p.Me().ID
	for _, s := range page.Segments {
		if s.CoderID == me {
			mine = append(mine, s.ID)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	followed, done := 0, 0
	for range 60 {
		s := page.Segments[r.IntN(len(page.Segments))]
		var err error
		switch r.IntN(8) {
		case 0, 1:
			var made []engine.CodingView
			at := qda.Span{Start: s.Start, End: s.Start + 1 + r.IntN(s.End-s.Start)}
			code := codes[r.IntN(len(codes))]
			if made, err = p.AddCodings(ctx, engine.AddCodings{Document: s.Document.ID, Span: at, Codes: []qda.ID{code}, Overlap: engine.OverlapSeparate}); err == nil {
				mine = append(mine, made[0].ID)
			}
		case 2:
			err = p.RemoveCodings(ctx, []qda.ID{mine[r.IntN(len(mine))]})
		case 3:
			_, err = p.ResizeCoding(ctx, mine[r.IntN(len(mine))], qda.Span{Start: s.Start, End: s.End})
		case 4:
			_, err = p.RecodeCodings(ctx, []qda.ID{mine[r.IntN(len(mine))]}, codes[r.IntN(len(codes))])
		case 5:
			f := facets[r.IntN(len(facets))]
			if len(f.Values) > 0 {
				_, err = p.SetFacets(ctx, []qda.ID{s.ID}, engine.FacetValue{Facet: f.ID, Value: f.Values[r.IntN(len(f.Values))].ID}, r.IntN(2) == 0)
			}
		case 6:
			_, err = p.Undo(ctx)
		case 7:
			_, err = p.Redo(ctx)
		}
		if err == nil {
			done++
		}
		if r.IntN(3) == 0 {
			continue // several changes between two looks
		}
		if p.CountedIsFollowed() {
			followed++
		}
		got := counted(t, p, synthesis)
		p.ForgetCounted()
		if diff := cmp.Diff(counted(t, p, synthesis), got); diff != "" {
			t.Fatalf("counted differently from everything read anew (-) and from what was read before (+):\n%s", diff)
		}
		p.ForgetCounted()
		counted(t, p, synthesis)
	}
	if done < 30 || followed < 20 {
		t.Errorf("%d changes succeeded, %d looks followed what was read before", done, followed)
	}
}

// TestCountingIsPreparedBeforeTheFirstMatrix holds what was read beforehand against what
// the first matrix reads itself.
func TestCountingIsPreparedBeforeTheFirstMatrix(t *testing.T) {
	p := newSample(t)
	q := engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisFacet, ID: facetNamed(t, p, "level")}, Columns: engine.MatrixAxis{By: engine.AxisCase}}
	want, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	p.ForgetCounted()
	if p.CountedIsFollowed() {
		t.Fatal("nothing is held any more, and yet a matrix would find it")
	}
	if err := p.PrepareCounting(ctx); err != nil {
		t.Fatal(err)
	}
	if !p.CountedIsFollowed() {
		t.Fatal("the first matrix would read everything anew")
	}
	got, err := p.Matrix(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("counted differently (-) from what was read beforehand (+):\n%s", diff)
	}
}
