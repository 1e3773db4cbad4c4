package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"articula/internal/exchange/bundle"
	"articula/internal/exchange/refi"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// largeBundle is a project of n codings with 120 codes by three coders, in documents
// of about 250 codings each.
func largeBundle(n int) *bundle.Bundle {
	b := bundle.New("bench")
	id := func(kind string, i int) qda.ID { return bundle.DerivedID("bench", kind, fmt.Sprint(i)) }
	b.Put(qda.Project{ID: id("project", 0), Title: "Large", Settings: "{}"})
	for i := range 3 {
		b.Put(qda.Coder{ID: id("coder", i), Name: fmt.Sprintf("Person %d", i), Role: "coder"})
	}
	pos := qda.OrderKeys("", 120)
	for i := range 120 {
		c := qda.Code{ID: id("code", i), Name: fmt.Sprintf("Code %d", i), Pos: pos[i], Color: "#336699"}
		if i%10 > 0 {
			c.ParentID = id("code", i-i%10)
		}
		b.Put(c)
	}
	b.Put(qda.Round{ID: id("round", 0), Label: "Round 1", Kind: qda.CodingRound, Plan: "{}", Pos: "a"})
	docs := (n + 249) / 250
	pos = qda.OrderKeys("", docs)
	var body strings.Builder
	for i := range 400 {
		fmt.Fprintf(&body, "Interviewer: What about number %d? 🌾\n\nManager: The ministry and the municipality meet every month, é.\n\n", i)
	}
	for d := range docs {
		text := fmt.Sprintf("Interview %d\n\n%s", d, body.String())
		doc := qda.Document{ID: id("document", d), Title: fmt.Sprintf("INT-%03d", d), FileName: "x.txt", Kind: qda.Interview, Lang: "en", TextHash: b.AddText(text), SourceHash: b.AddSource([]byte(text), "text/plain"), Pos: pos[d]}
		b.Put(doc)
		ix := textpos.NewIndex(text)
		for j := range min(250, n-d*250) {
			span := qda.Span{Start: 20 + j*97, End: 20 + j*97 + 40 + j%60}
			b.Put(qda.Coding{ID: id("coding", d*250+j), DocumentID: doc.ID, TextHash: doc.TextHash, CodeID: id("code", j%120), CoderID: id("coder", j%3), RoundID: id("round", 0), Span: span, Quote: ix.Slice(span), CreatedAt: "2024-05-06T07:08:09.000Z"})
		}
	}
	return b
}

// BenchmarkExchange50000 imports a project of 50,000 codings from QDPX and exports
// it, and prints the time and the largest heap of each.
func BenchmarkExchange50000(b *testing.B) {
	const n = 50_000
	dir := b.TempDir()
	path := filepath.Join(dir, "large.qdpx")
	done, _, err := refi.Encode(largeBundle(n), refi.EncodeOptions{Origin: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := refi.Write(f, done); err != nil {
		b.Fatal(err)
	}
	f.Close()
	done = refi.Project{}
	for range b.N {
		p := freshProject(b, "Large", "Coder A")
		peak := watchHeap()
		start := time.Now()
		r, err := p.ImportProject(bg, ImportProject{Path: path}, nil)
		if err != nil {
			b.Fatal(err)
		}
		in, most := time.Since(start), peak()
		for _, c := range r.Records {
			if c.Entity == "coding" && c.Added != n {
				b.Fatalf("%+v", c)
			}
		}
		peak = watchHeap()
		start = time.Now()
		w, err := p.ExportProject(bg, filepath.Join(dir, "out.qdpx"), ExportProject{}, nil)
		if err != nil {
			b.Fatal(err)
		}
		out, mostOut := time.Since(start), peak()
		b.ReportMetric(in.Seconds(), "s/import")
		b.ReportMetric(out.Seconds(), "s/export")
		b.ReportMetric(float64(most>>20), "MB-heap/import")
		b.ReportMetric(float64(mostOut>>20), "MB-heap/export")
		b.ReportMetric(float64(w.Size)/1e6, "MB/file")
	}
}

// watchHeap looks at the heap until the returned function is called, which gives
// the largest size seen.
func watchHeap() func() uint64 {
	runtime.GC()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		var peak uint64
		for {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
			select {
			case <-stop:
				most <- peak
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return <-most }
}
