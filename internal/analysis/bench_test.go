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
			items = append(items, analysis.Item{Doc: d, Start: at, End: at + 40 + r.IntN(400), Rows: codes, Columns: codes, Says: code, Cases: []int32{int32(d % 100)}, FirstTurn: at / 600, LastTurn: (at + 400) / 600})
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

// million is a million codings of 500 codes in 2,000 documents, in which each stands
// with some five others.
func million() ([]analysis.Item, analysis.Shape) {
	r := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(r, 1.1, 4, 499)
	items := make([]analysis.Item, 0, 1_000_000)
	codes := make([][]int32, 500)
	for i := range codes {
		codes[i] = []int32{int32(i)}
	}
	cases := make([][]int32, 40)
	for i := range cases {
		cases[i] = []int32{int32(i)}
	}
	for d := range 2000 {
		at := 0
		for range 500 {
			at += r.IntN(100)
			code := codes[zipf.Uint64()]
			items = append(items, analysis.Item{Doc: d, Start: at, End: at + 20 + r.IntN(260), Rows: code, Columns: code, Says: code[0], Cases: cases[d%40], FirstTurn: at / 300, LastTurn: (at + 200) / 300})
		}
	}
	return items, analysis.Shape{Rows: 500, Columns: 500, Cases: 40}
}

// BenchmarkMillion measures which codes stand together among a million codings,
// beside a bare sweep that only counts the pairs.
//
//	go test -run '^$' -bench Million ./internal/analysis
func BenchmarkMillion(b *testing.B) {
	items, s := million()
	for _, kind := range []analysis.RelationKind{analysis.Overlap, analysis.Near, analysis.SameTurn} {
		b.Run(string(kind), func(b *testing.B) {
			for b.Loop() {
				analysis.CoOccur(items, s, analysis.Relation{Kind: kind, Distance: 50})
			}
		})
	}
	b.Run("pairs alone", func(b *testing.B) {
		pairs := 0
		for b.Loop() {
			pairs = 0
			counts := make([]int32, 500*500)
			var open []int
			for i := range items {
				kept := open[:0]
				for _, j := range open {
					if items[j].Doc == items[i].Doc && items[j].End > items[i].Start {
						kept = append(kept, j)
						counts[items[i].Rows[0]*500+items[j].Columns[0]]++
						pairs++
					}
				}
				open = append(kept, i)
			}
		}
		b.ReportMetric(float64(pairs), "pairs")
	})
}
