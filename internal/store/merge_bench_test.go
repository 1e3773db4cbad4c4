package store_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

// mergedCodings is how many codings the benchmark brings over: ten coders' work on a
// large study.
const mergedCodings = 50_000

// BenchmarkMerge brings 50,000 codings, made in as many actions, into a project. It
// reports the time of one merge and the memory that it holds at its peak; the bar is
// ten seconds, and memory that does not grow with the number of codings.
func BenchmarkMerge(b *testing.B) {
	f := newFixture(b, filepath.Join(qdatest.FastDir(b), "base.articula"), options(b))
	from := copyOf(b, f.Store, 61)
	for i := range mergedCodings {
		if _, err := from.Update(ctx, f.ben.ID, "coding.add", func(tx *store.Tx) error {
			start := i % 60
			c := f.coding(tx, f.ben, f.codes[i/60%3], start, start+1+i/180%20)
			c.RoundID = f.round.ID
			c.ID = qda.NaturalID("coding", qda.Key(string(rune(i))), c.CodeID)
			c.Weight = 1 + i%100
			return putAnyway(tx, c, i)
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for n := range b.N {
		b.StopTimer()
		into := copyOf(b, f.Store, byte(70+n%100))
		runtime.GC()
		var before, peak runtime.MemStats
		runtime.ReadMemStats(&before)
		var top uint64
		b.StartTimer()
		r, err := into.Merge(ctx, f.ana.ID, from, false, func(done, total int) {
			runtime.ReadMemStats(&peak)
			top = max(top, peak.HeapAlloc)
		})
		b.StopTimer()
		if err != nil || r.New["coding"] != mergedCodings {
			b.Fatalf("%+v %v", r.New, err)
		}
		b.ReportMetric(float64(top-min(top, before.HeapAlloc))/(1<<20), "MB-peak")
		into.Close()
	}
}

// putAnyway stores a coding in a round of its own group, so that no two are the same.
func putAnyway(tx *store.Tx, c qda.Coding, i int) error {
	if i%3600 == 0 {
		r := qda.Round{ID: qda.NaturalID("round", qda.Key(string(rune(i/3600)))), Label: "Round", Kind: qda.CodingRound, Pos: "2"}
		if err := store.Put(tx, r); err != nil {
			return err
		}
	}
	c.RoundID = qda.NaturalID("round", qda.Key(string(rune(i/3600))))
	return store.Put(tx, c)
}
