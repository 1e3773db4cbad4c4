package engine_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

var corpusMB = flag.Int("corpus.mb", 50, "size of the corpus in MiB, for documents of 25 KiB each")

// BenchmarkProject prints what a project of 2,000 documents of 50 MB in all and
// 100,000 codings costs, as the window and the command line use it, and what a document
// of one and a half million characters with 5,000 codings does. Figures move with
// whatever else the machine does; the bare fsync and the plain sum over the text in
// the same run say how much that is.
//
//	go test -run '^$' -bench Project -benchtime 1x -timeout 30m ./internal/engine
func BenchmarkProject(b *testing.B) {
	for b.Loop() {
		t := &projectTable{b: b, corpus: qdatest.Corpus{Seed: 1, Documents: *corpusMB * 40, Bytes: *corpusMB << 20}}
		t.importAll()
		t.code()
		t.open()
		t.retrieve()
		t.search()
		t.largeDocument()
		if err := t.p.Close(); err != nil {
			b.Fatal(err)
		}
		t.line("%-58s %10.0f MB", "most memory of the process", peakMB())
		fmt.Print(t.out.String())
	}
}

type projectTable struct {
	b      *testing.B
	out    strings.Builder
	corpus qdatest.Corpus
	e      *engine.Engine
	cache  string
	path   string
	p      *engine.Project
	codes  []qda.ID
}

func (t *projectTable) line(format string, args ...any) { fmt.Fprintf(&t.out, format+"\n", args...) }

func (t *projectTable) must(err error) {
	t.b.Helper()
	if err != nil {
		t.b.Fatal(err)
	}
}

// timed runs something some times and prints the middle and the 99th of a hundred.
func (t *projectTable) timed(name string, times int, do func(i int) int) {
	var took []time.Duration
	n := 0
	for i := range times {
		start := time.Now()
		n += do(i)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	t.line("%-58s p50 %8.2f ms  p99 %8.2f ms  (%d on the average)", name, ms(took[len(took)/2]), ms(took[min(len(took)-1, len(took)*99/100)]), n/times)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// peakMB is the most memory that the process has held, where the system tells.
func peakMB() float64 {
	b, _ := os.ReadFile("/proc/self/status")
	for l := range strings.Lines(string(b)) {
		var kb int
		if _, err := fmt.Sscanf(l, "VmHWM: %d kB", &kb); err == nil {
			return float64(kb) / 1024
		}
	}
	return 0
}

func folderSize(dir string) (n int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if i, err := d.Info(); err == nil {
				n += i.Size()
			}
		}
		return nil
	})
	return n
}

func (t *projectTable) importAll() {
	folder := t.b.TempDir()
	bytes := 0
	for i := range t.corpus.Documents {
		d := t.corpus.Document(i)
		bytes += len(d.Text)
		t.must(os.WriteFile(filepath.Join(folder, d.Document.FileName), []byte(d.Text), 0o600))
	}
	mb := float64(bytes) / 1e6
	t.cache = t.b.TempDir()
	t.path = filepath.Join(t.b.TempDir(), "big.articula")
	t.e = engine.New(engine.Options{Device: "bench", User: "Tester", StateDir: t.b.TempDir(), CacheDir: t.cache})
	var err error
	t.p, err = t.e.Create(ctx, t.path, engine.NewProject{Title: "Big", Codebook: "none", Coder: "A"})
	t.must(err)
	start := time.Now()
	report, err := t.p.Import(ctx, engine.Import{Paths: []string{folder}}, nil)
	t.must(err)
	imported := time.Since(start)
	if len(report.Imported) != t.corpus.Documents {
		t.b.Fatalf("%d of %d documents", len(report.Imported), t.corpus.Documents)
	}
	start = time.Now()
	t.must(t.p.PrepareSearch(ctx, nil))
	indexed := time.Since(start)
	t.line("\n%d documents, %.1f MB of text, %d processors", t.corpus.Documents, mb, runtime.GOMAXPROCS(0))
	t.line("%-58s %10.1f MB/s", "import: files read, turns found, stored", mb/imported.Seconds())
	t.line("%-58s %10.1f MB/s", "index", mb/indexed.Seconds())
	t.line("%-58s %10.2f", "index to text", float64(folderSize(t.cache))/float64(bytes))
	t.line("%-58s %10.0f MB", "most memory so far", peakMB())
}

func (t *projectTable) code() {
	start := time.Now()
	var err error
	t.codes, err = t.p.CodeCorpus(ctx, t.corpus, 50, 400, 10)
	t.must(err)
	n := 50 * t.corpus.Documents
	t.line("%-58s %10.0f /s", fmt.Sprintf("%d codings in one operation", n), float64(n)/time.Since(start).Seconds())

	docs, err := t.p.Documents(ctx, engine.DocumentFilter{})
	t.must(err)
	raw, err := os.Create(filepath.Join(t.b.TempDir(), "raw"))
	t.must(err)
	defer raw.Close()
	page := make([]byte, 4096)
	t.timed("a coding among them, on the disk", 500, func(i int) int {
		_, err := t.p.AddCodings(ctx, engine.AddCodings{Document: docs[i%len(docs)].ID, Span: qda.Span{Start: 10 + i/len(docs), End: 21 + i}, Codes: t.codes[300:301], Overlap: engine.OverlapSeparate})
		t.must(err)
		return 1
	})
	t.timed("  a page written and synced, bare", 500, func(int) int {
		_, err := raw.Write(page)
		t.must(err)
		t.must(raw.Sync())
		return 1
	})
	t.timed("undo", 100, func(int) int { _, err := t.p.Undo(ctx); t.must(err); return 1 })
}

func (t *projectTable) open() {
	t.timed("open, with documents and codes listed", 5, func(int) int {
		t.b.StopTimer()
		t.must(t.p.Close())
		t.b.StartTimer()
		var err error
		t.p, err = t.e.Open(ctx, t.path, engine.OpenProject{Coder: "A"})
		t.must(err)
		docs, err := t.p.Documents(ctx, engine.DocumentFilter{})
		t.must(err)
		_, err = t.p.Codes(ctx)
		t.must(err)
		return len(docs)
	})
	t.line("%-58s %10.0f MB", "project file", float64(folderSize(filepath.Dir(t.path)))/1e6)
}

func (t *projectTable) retrieve() {
	total := func(q engine.SegmentQuery) int {
		page, err := t.p.Segments(ctx, q)
		t.must(err)
		return page.Total
	}
	t.timed("segments of the most frequent code, first 50", 20, func(int) int {
		return total(engine.SegmentQuery{Where: `code="code 0"`, Limit: 50, Context: 80})
	})
	t.timed("segments of the most frequent code, all", 5, func(int) int { return total(engine.SegmentQuery{Where: `code="code 0"`, Context: 80}) })
	t.timed("segments of a rare code", 20, func(i int) int {
		return total(engine.SegmentQuery{Where: fmt.Sprintf(`code:"code %d"`, 200+i), Context: 80})
	})
	t.timed("segments by a nested condition, first 50", 10, func(i int) int {
		return total(engine.SegmentQuery{Where: fmt.Sprintf(`(code:"code %d" OR code:"code 3") AND NOT (kind:report OR coder:"Coder 1")`, i), Limit: 50})
	})
	t.timed("codes that stand together, first time", 1, t.together)
	t.timed("codes that stand together, again", 5, t.together)
}

func (t *projectTable) together(int) int {
	code := engine.MatrixAxis{By: engine.AxisCode}
	m, err := t.p.Matrix(ctx, engine.MatrixQuery{Rows: code, Columns: code, Together: "overlap"})
	t.must(err)
	return len(m.Cells)
}

func (t *projectTable) search() {
	words := map[string][]string{
		"a term":   {"council", "reunión", "programme", "coordination", "municipio", "budget", "lista", "région"},
		"an OR":    {"council OR ministry OR budget", "reunión OR lista OR técnico", "commune OR région OR budget"},
		"a phrase": {`"the council"`, `"la reunión"`, `"the ministry"`, `"le programme"`, `"los técnicos"`},
		"a prefix": {"coordin*", "munici*", "progra*"},
	}
	t.timed("search: index opened and brought up to date", 1, func(int) int { t.must(t.p.PrepareSearch(ctx, nil)); return 1 })
	for _, kind := range []string{"a term", "an OR", "a phrase", "a prefix"} {
		list := words[kind]
		t.timed("search: "+kind+", every exact range", 10*len(list), func(i int) int {
			page, err := t.p.Search(ctx, engine.SearchQuery{Text: list[i%len(list)], In: []string{"text"}})
			t.must(err)
			if !page.Complete {
				t.b.Fatal("the index was not used")
			}
			return page.Total
		})
		t.timed("search: "+kind+", first 50 with all counted", 10*len(list), func(i int) int {
			page, err := t.p.Search(ctx, engine.SearchQuery{Text: list[i%len(list)], In: []string{"text"}, Limit: 50})
			t.must(err)
			return page.Total
		})
	}
}

// largeDocument is what the window asks for when a document is opened.
func (t *projectTable) largeDocument() {
	c := qdatest.Corpus{Seed: 2, Documents: 1, Bytes: 1_560_000}
	folder := t.b.TempDir()
	t.must(os.WriteFile(filepath.Join(folder, "large.txt"), []byte(c.Document(0).Text), 0o600))
	start := time.Now()
	report, err := t.p.Import(ctx, engine.Import{Paths: []string{folder}}, nil)
	t.must(err)
	row := report.Imported[0]
	t.line("%-58s %10.0f ms  (%d characters, %d turns)", "import of a large document", ms(time.Since(start)), row.Characters, row.Turns)
	r := rand.New(rand.NewPCG(5, 5))
	start = time.Now()
	var hits []engine.HitPlace
	text, err := t.p.Text(ctx, row.ID)
	t.must(err)
	runes := []rune(text)
	for at := 0; len(hits) < 5000; at += 10 + r.IntN(550) {
		end := at + 5 + r.IntN(200)
		if end > len(runes) {
			at = r.IntN(200)
			continue
		}
		hits = append(hits, engine.HitPlace{Document: row.ID, Start: at, End: end, Quote: string(runes[at:end])})
	}
	for i := range 10 {
		_, err = t.p.CodeHits(ctx, engine.CodeHits{Hits: hits[i*500 : i*500+500], Codes: t.codes[i : i+1]})
		t.must(err)
	}
	t.line("%-58s %10.0f ms", "coding of 5,000 places in it, in ten operations", ms(time.Since(start)))
	size := func(v any) int {
		b, err := json.Marshal(v)
		t.must(err)
		return len(b)
	}
	t.must(t.p.Close())
	t.p, err = t.e.Open(ctx, t.path, engine.OpenProject{Coder: "A"})
	t.must(err)
	for _, when := range []string{"first time", "again"} {
		t.timed("large document: text, "+when, 1, func(int) int { s, err := t.p.Text(ctx, row.ID); t.must(err); return len(s) })
		t.timed("large document: structure, as JSON, "+when, 1, func(int) int { v, err := t.p.Document(ctx, row.ID); t.must(err); return size(v) })
		t.timed("large document: codings, as JSON, "+when, 1, func(int) int { v, err := t.p.DocumentCodings(ctx, row.ID); t.must(err); return size(v) })
	}
}
