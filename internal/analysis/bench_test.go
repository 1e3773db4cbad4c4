package analysis_test

import (
	"math/rand/v2"
	"testing"

	"articula/internal/analysis"
)

// bigCorpus is 100,000 codings of 500 codes in 500 documents of 100 cases, each code
// counted with two above it.
func bigCorpus() ([]analysis.Item, analysis.Shape) {
	r := rand.New(rand.NewPCG(1, 2))
	var items []analysis.Item
	for d := range 500 {
		at := 0
		for range 200 {
			at += r.IntN(400)
			code := int32(r.IntN(430) + 70)
			codes := []int32{code % 10, 10 + code%60, code}
			items = append(items, analysis.Item{Doc: d, Start: at, End: at + 40 + r.IntN(400), Rows: codes, Columns: codes, Cases: []int32{int32(d % 100)}, FirstTurn: at / 600, LastTurn: (at + 400) / 600})
		}
	}
	return items, analysis.Shape{Rows: 500, Columns: 500, Cases: 100}
}

func BenchmarkMatrix(b *testing.B) {
	items, s := bigCorpus()
	b.Run("code×code", func(b *testing.B) {
		for b.Loop() {
			analysis.Count(items, s)
		}
	})
	for _, kind := range []analysis.RelationKind{analysis.Overlap, analysis.Near, analysis.SameTurn, analysis.SameDocument} {
		b.Run(string(kind), func(b *testing.B) {
			for b.Loop() {
				analysis.CoOccur(items, s, analysis.Relation{Kind: kind, Distance: 200})
			}
		})
	}
}
