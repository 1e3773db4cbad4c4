package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/store"
)

// BenchmarkDurableCoding measures one coding from the call to being on the disk,
// beside a bare write and fsync of the same disk in the same run.
func BenchmarkDurableCoding(b *testing.B) {
	for _, stored := range []int{0, 100_000} {
		b.Run(fmt.Sprintf("among=%d", stored), func(b *testing.B) {
			f := newFixture(b, filepath.Join(b.TempDir(), "p.articula"), store.Options{StateDir: b.TempDir(), Settle: time.Hour})
			fill(b, f, stored)
			var took, bare []time.Duration
			raw, err := os.Create(filepath.Join(b.TempDir(), "raw"))
			if err != nil {
				b.Fatal(err)
			}
			defer raw.Close()
			page := make([]byte, 4096)
			b.ResetTimer()
			for i := range b.N {
				start := time.Now()
				if _, err := f.Update(ctx, f.ana.ID, "coding.add", func(tx *store.Tx) error {
					c := f.coding(tx, f.ana, f.codes[1], 4, 12)
					c.Start, c.End = 10_000_000+i, 10_000_008+i
					return store.Put(tx, c)
				}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
				start = time.Now()
				if _, err := raw.Write(page); err != nil {
					b.Fatal(err)
				}
				if err := raw.Sync(); err != nil {
					b.Fatal(err)
				}
				bare = append(bare, time.Since(start))
			}
			b.StopTimer()
			report(b, "", took)
			report(b, "fsync-", bare)
		})
	}
}

func report(b *testing.B, prefix string, d []time.Duration) {
	slices.Sort(d)
	b.ReportMetric(float64(d[len(d)/2])/1e6, prefix+"p50-ms")
	b.ReportMetric(float64(d[len(d)*99/100])/1e6, prefix+"p99-ms")
}

// fill adds codings in bulk, at places where no text is.
func fill(b *testing.B, f *fixture, n int) {
	if n == 0 {
		return
	}
	start := time.Now()
	if _, err := f.Update(ctx, f.ben.ID, "coding.bulk", func(tx *store.Tx) error {
		for i := range n {
			c := f.coding(tx, f.ben, f.codes[i%3], 4, 12)
			c.Start, c.End = i, i+8
			if err := store.Put(tx, c); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n)/time.Since(start).Seconds(), "bulk-codings/s")
}

// BenchmarkReadCodings measures reading all codings of a project.
func BenchmarkReadCodings(b *testing.B) {
	const n = 100_000
	f := newFixture(b, filepath.Join(b.TempDir(), "p.articula"), store.Options{StateDir: b.TempDir(), Settle: time.Hour})
	fill(b, f, n)
	for b.Loop() {
		count := 0
		if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
			for _, err := range tx.Codings(store.CodingFilter{}) {
				if err != nil {
					return err
				}
				count++
			}
			return nil
		}); err != nil || count != n {
			b.Fatal(count, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/coding")
}

// BenchmarkOpen measures opening a project of 100,000 codings and its first answer.
func BenchmarkOpen(b *testing.B) {
	f := newFixture(b, filepath.Join(b.TempDir(), "p.articula"), store.Options{StateDir: b.TempDir(), Settle: time.Hour})
	fill(b, f, 100_000)
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := store.Open(ctx, f.Path(), f.opts)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) error {
			_, err := store.List[qda.Code](tx, store.Eq{})
			return err
		}); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkCheck measures a whole check of 100,000 codings.
func BenchmarkCheck(b *testing.B) {
	f := newFixture(b, filepath.Join(b.TempDir(), "p.articula"), store.Options{StateDir: b.TempDir(), Settle: time.Hour})
	fill(b, f, 100_000)
	for b.Loop() {
		if _, err := f.Check(ctx, nil); err != nil {
			b.Fatal(err)
		}
	}
}
