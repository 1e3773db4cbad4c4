package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// BenchmarkCounting measures matrices and staleness over 100,000 codings with 500
// codes in 500 documents of 100 cases. "first" includes reading all codings from the
// file, "after a change" only the one that was changed; the others look at what was read.
//
//	go test -run xxx -bench Counting -benchtime 5x ./internal/engine
func BenchmarkCounting(b *testing.B) {
	e, path := newEngine(b), filepath.Join(qdatest.FastDir(b), "big.articula")
	p, err := e.Create(ctx, path, engine.NewProject{Title: "Big", Coder: "A"})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { p.Close() }()
	synthesis, err := p.FillBig(ctx, 100_000, 500, 100)
	if err != nil {
		b.Fatal(err)
	}
	page, err := p.Segments(ctx, engine.SegmentQuery{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	first := page.Segments[0].ID
	level := facetNamed(b, p, "level")
	code, cases := engine.MatrixAxis{By: engine.AxisCode, Below: true}, engine.MatrixAxis{By: engine.AxisCase}
	run := func(name string, before func(i int) error, q engine.MatrixQuery) {
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				if before != nil {
					b.StopTimer()
					if err := before(i); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				if m, err := p.Matrix(ctx, q); err != nil || len(m.Cells) == 0 {
					b.Fatal(len(m.Cells), err)
				}
			}
		})
	}
	forget := func(int) error {
		p.ForgetCounted()
		return nil
	}
	change := func(i int) error { return p.WeighCoding(ctx, first, 1+i%100) }
	open := func(prepare bool) func(int) error {
		return func(int) error {
			if err := p.Close(); err != nil {
				return err
			}
			if p, err = e.Open(ctx, path, engine.OpenProject{Coder: "A"}); err != nil || !prepare {
				return err
			}
			return p.PrepareCounting(ctx)
		}
	}
	run("first after opening", open(false), engine.MatrixQuery{Rows: code, Columns: cases})
	run("first after opening, when the window is ready", open(true), engine.MatrixQuery{Rows: code, Columns: cases})
	run("codes that stand together, first after opening", open(false), engine.MatrixQuery{Rows: code, Columns: code, Together: "overlap"})
	run("first", forget, engine.MatrixQuery{Rows: code, Columns: cases})
	run("after a change", change, engine.MatrixQuery{Rows: code, Columns: cases})
	run("code×case", nil, engine.MatrixQuery{Rows: code, Columns: cases})
	run("facet×case", nil, engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisFacet, ID: level}, Columns: cases})
	typed, err := p.FindAttribute(ctx, qda.OnCase, "type")
	if err != nil {
		b.Fatal(err)
	}
	grouped := engine.MatrixAxis{By: engine.AxisCase, Group: typed.ID}
	run("code×attribute", nil, engine.MatrixQuery{Rows: code, Columns: engine.MatrixAxis{By: engine.AxisAttribute, ID: typed.ID}})
	run("grouped case×code", nil, engine.MatrixQuery{Rows: grouped, Columns: code})
	run("code×case split", nil, engine.MatrixQuery{Rows: code, Columns: cases, Split: true})
	run("code×grouped case split", nil, engine.MatrixQuery{Rows: code, Columns: grouped, Split: true})
	for _, by := range []string{engine.AxisKind, engine.AxisDocument, engine.AxisRole, engine.AxisYear, engine.AxisCoder, engine.AxisRound, engine.AxisSource} {
		run("code×"+by, nil, engine.MatrixQuery{Rows: code, Columns: engine.MatrixAxis{By: by}})
	}
	for _, together := range []string{"overlap", "near", "turn", "document"} {
		run("code×code "+together, nil, engine.MatrixQuery{Rows: code, Columns: code, Together: together, Distance: 100})
	}
	b.Run("staleness of 1000 cells", func(b *testing.B) {
		for b.Loop() {
			states, err := p.SynthesisStaleness(ctx, synthesis)
			if err != nil || len(states) != 1000 {
				b.Fatal(len(states), err)
			}
		}
	})
	b.Run("staleness after a change", func(b *testing.B) {
		for i := range b.N {
			b.StopTimer()
			if err := change(i); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if _, err := p.SynthesisStaleness(ctx, synthesis); err != nil {
				b.Fatal(err)
			}
		}
	})
}
