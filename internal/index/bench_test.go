package index

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/query"
	"articula/internal/textpos"
	"articula/internal/words"
)

var corpusMB = flag.Int("corpus.mb", 50, "size of the corpus in MiB, for documents of 25 KiB each")

func corpus() qdatest.Corpus {
	return qdatest.Corpus{Seed: 1, Documents: *corpusMB * 40, Bytes: *corpusMB << 20}
}

// turns gives the texts of a document's units.
func turns(d qdatest.CorpusDocument) (out []string) {
	ix := textpos.NewIndex(d.Text)
	for _, u := range query.Units(ix, d.Structure) {
		if u.Kind != qda.TurnLabel {
			out = append(out, ix.Slice(u.Span))
		}
	}
	return out
}

// BenchmarkCorpus prints the whole comparison with SQLite's FTS5 in one run:
//
//	go test -tags sqlite_fts5 -run xxx -bench Corpus -benchtime 1x ./internal/index
//
// and, for ten thousand documents of 50 KiB, with -corpus.mb 500 -timeout 1h.
func BenchmarkCorpus(b *testing.B) {
	for b.Loop() {
		t := &table{b: b}
		t.importAndIndex()
		t.searches()
		b.StopTimer()
		fmt.Print(t.out.String())
		b.StartTimer()
	}
}

type table struct {
	b   *testing.B
	out strings.Builder
	db  *database
	ix  *Index
	dir string
	fts bool
}

func (t *table) line(format string, args ...any) { fmt.Fprintf(&t.out, format+"\n", args...) }

// peak gives the most memory that the process has used since reset, in MB.
func peak() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(b)) {
		if f := strings.Fields(l); len(f) > 1 && f[0] == "VmHWM:" {
			kb, _ := strconv.Atoi(f[1])
			return float64(kb) / 1024
		}
	}
	return 0
}

func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) }

func size(dir string) (n int64) {
	_ = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if i, err := d.Info(); err == nil {
				n += i.Size()
			}
		}
		return nil
	})
	return n
}

func load() string {
	b, _ := os.ReadFile("/proc/loadavg")
	return strings.Join(strings.Fields(string(b))[:1], "")
}

func (t *table) importAndIndex() {
	b, c := t.b, corpus()
	ctx := context.Background()
	// the corpus is made inside of what is timed; how long that takes alone
	start := time.Now()
	n := 0
	for i := range c.Documents {
		d := c.Document(i)
		n += len(turns(d))
	}
	making := time.Since(start)

	start = time.Now()
	t.db = createDatabase(b, c, nil)
	store := time.Since(start) - making
	mb := float64(t.db.bytes) / 1e6
	t.line("\n%d documents, %.1f MB, %d units; load %s", c.Documents, mb, n, load())
	t.line("\n%-46s %8s %10s %8s", "import and index", "MB/s", "size/text", "peak MB")
	t.line("%-46s %8.1f", "texts into SQLite, a transaction a document", mb/store.Seconds())

	t.dir = b.TempDir()
	t.ix = New(Options{Dir: t.dir, Project: t.db.id}, t.db)
	resetPeak()
	start = time.Now()
	if err := t.ix.Open(); err != nil {
		b.Fatal(err)
	}
	if err := t.ix.CatchUp(ctx, nil); err != nil {
		b.Fatal(err)
	}
	ours := store + time.Since(start)
	most := peak()
	if err := t.ix.Close(); err != nil {
		b.Fatal(err)
	}
	ratio := float64(size(t.dir)) / float64(t.db.bytes)
	t.line("%-46s %8.1f %10.2f %8.0f", "the same and the index", mb/ours.Seconds(), ratio, most)
	b.ReportMetric(mb/ours.Seconds(), "import+index-MB/s")
	b.ReportMetric(ratio, "index/text")
	b.ReportMetric(most, "peak-MB")

	for _, whole := range []bool{false, true} {
		name := "the same and FTS5 of turns, in each transaction"
		if whole {
			name = "the same, FTS5 in one transaction"
		}
		resetPeak()
		spent, share, ok := t.fts5(c, whole)
		if !ok {
			t.line("%-46s (build with -tags sqlite_fts5)", name)
			continue
		}
		spent -= making
		t.fts = true
		t.line("%-46s %8.1f %10.2f %8.0f   ours %.2fx", name, mb/spent.Seconds(), share, peak(), spent.Seconds()/ours.Seconds())
		b.ReportMetric(spent.Seconds()/ours.Seconds(), map[bool]string{false: "of-FTS5-per-document", true: "of-FTS5-at-once"}[whole])
	}
}

// fts5 imports the corpus with the turns in an FTS5 table that has its texts in a
// table beside it.
func (t *table) fts5(c qdatest.Corpus, whole bool) (spent time.Duration, share float64, ok bool) {
	b := t.b
	if t.db.db.QueryRow(`SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'`).Scan(new(int)) != nil {
		return 0, 0, false
	}
	start := time.Now()
	n := 0
	insert := func(tx *sql.Tx, d qdatest.CorpusDocument) {
		rows, err := tx.Prepare(`INSERT INTO turn(id, document, body) VALUES(?,?,?)`)
		if err != nil {
			b.Fatal(err)
		}
		terms, err := tx.Prepare(`INSERT INTO fts(rowid, body) VALUES(?,?)`)
		if err != nil {
			b.Fatal(err)
		}
		for _, u := range turns(d) {
			n++
			if _, err := rows.Exec(n, d.Document.Pos, u); err != nil {
				b.Fatal(err)
			}
			if _, err := terms.Exec(n, u); err != nil {
				b.Fatal(err)
			}
		}
		rows.Close()
		terms.Close()
	}
	create := func(tx *sql.Tx) {
		for _, s := range []string{`CREATE TABLE turn(id INTEGER PRIMARY KEY, document TEXT, body TEXT)`,
			`CREATE VIRTUAL TABLE fts USING fts5(body, content='turn', content_rowid='id', tokenize='unicode61 remove_diacritics 2')`} {
			if _, err := tx.Exec(s); err != nil {
				b.Fatal(err)
			}
		}
	}
	var db *database
	if whole {
		db = createDatabase(b, c, nil)
		tx, err := db.db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		create(tx)
		for i := range c.Documents {
			insert(tx, c.Document(i))
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	} else {
		db = createDatabase(b, c, func(tx *sql.Tx, d qdatest.CorpusDocument) {
			if n == 0 {
				create(tx)
			}
			insert(tx, d)
		})
	}
	spent = time.Since(start)
	var pages int64
	if err := db.db.QueryRow(`SELECT sum(length(block)) FROM fts_data`).Scan(&pages); err != nil {
		b.Fatal(err)
	}
	if whole {
		db.db.Close()
	} else {
		t.db.db.Close()
		t.db = db
	}
	return spent, float64(pages) / float64(db.bytes), true
}

// class is a kind of query with its examples.
type class struct {
	name    string
	ours    []string
	fts     []string // the same for FTS5; none where it has no such query
	limited bool     // counts for the goals
}

// classes makes queries from the words of the corpus by how many units hold them.
func classes(c qdatest.Corpus) []class {
	r := rand.New(rand.NewPCG(7, 7))
	df := map[string]int{}
	var phrases2, phrases3 []string
	var s words.Scanner
	for i := range c.Documents {
		for _, u := range turns(c.Document(i)) {
			seen := map[string]bool{}
			var ts []string
			for s.Reset(u); s.Next(); {
				ts = append(ts, string(s.Term))
				if !seen[string(s.Term)] {
					seen[string(s.Term)] = true
					df[string(s.Term)]++
				}
			}
			if r.IntN(400) == 0 && len(ts) > 8 {
				phrases2 = append(phrases2, strings.Join(ts[2:4], " "))
				phrases3 = append(phrases3, strings.Join(ts[4:7], " "))
			}
		}
	}
	scale := float64(c.Bytes) / (50 << 20)
	pick := func(low, high float64, n int, long int) (out []string) {
		var all []string
		for w, k := range df {
			if float64(k) >= low*scale && float64(k) <= high*scale && len(w) >= long && w[0] >= 'a' && len(w) == len([]rune(w)) {
				all = append(all, w)
			}
		}
		slices.Sort(all)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[:min(n, len(all))]
	}
	quoted := func(list []string) (out []string) {
		for _, w := range list {
			out = append(out, `"`+w+`"`)
		}
		return out
	}
	each := func(n int, f func(i int) string) (out []string) {
		for i := range n {
			out = append(out, f(i))
		}
		return out
	}
	rare, mid, frequent, most := pick(5, 50, 20, 4), pick(200, 600, 20, 4), pick(2500, 4500, 20, 4), pick(30_000, 60_000, 5, 3)
	q := quoted
	cs := []class{
		{"term, rare", q(rare), q(rare), true},
		{"term, mid", q(mid), q(mid), true},
		{"term, frequent", q(frequent), q(frequent), true},
		{"term, very frequent", q(most), q(most), false},
		{"phrase of 2", q(phrases2[:20]), q(phrases2[:20]), true},
		{"phrase of 3", q(phrases3[:20]), q(phrases3[:20]), true},
	}
	join := func(a, b, c string) []string {
		return each(20, func(i int) string {
			return fmt.Sprintf(`"%s"%s"%s"%s"%s"`, frequent[i%len(frequent)], a, mid[i%len(mid)], b, c+mid[(i+7)%len(mid)])
		})
	}
	prefix := func(n int) (ours, fts []string) {
		for _, w := range append(slices.Clone(mid[:10]), frequent[:10]...) {
			ours = append(ours, w[:min(n, len(w))]+"*")
			fts = append(fts, `"`+w[:min(n, len(w))]+`" *`)
		}
		return ours, fts
	}
	p5, f5 := prefix(5)
	p3, f3 := prefix(3)
	return append(cs,
		class{"A OR B OR C", join(" OR ", " OR ", ""), join(" OR ", " OR ", ""), true},
		class{"A AND B NOT C", join(" AND ", " NOT ", ""), join(" AND ", " NOT ", ""), false},
		class{"A NEAR/5 B", each(20, func(i int) string { return fmt.Sprintf(`"%s" NEAR/5 "%s"`, frequent[i], mid[i]) }),
			each(20, func(i int) string { return fmt.Sprintf(`NEAR("%s" "%s", 5)`, frequent[i], mid[i]) }), false},
		class{"prefix of 5", p5, f5, false},
		class{"prefix of 3", p3, f3, false},
		class{"all forms, mid", mid, nil, true},
		class{"all forms, frequent", frequent, nil, true},
		class{"fuzzy, 1 letter", each(20, func(i int) string { return mid[i] + "~1" }), nil, false},
		class{"fuzzy, 2 letters", each(20, func(i int) string { return mid[i] + "~2" }), nil, false},
		class{"a*z", each(20, func(i int) string { return mid[i][:2] + "*" + mid[i][3:] }), nil, false},
		class{"*xyz", each(20, func(i int) string { return "*" + mid[i][2:] }), nil, false},
	)
}

// spread gives the middle and the 99th of a hundred, in milliseconds.
func spread(d []time.Duration) (p50, p99 float64) {
	slices.Sort(d)
	ms := func(i int) float64 { return float64(d[i].Microseconds()) / 1000 }
	return ms(len(d) / 2), ms(min(len(d)-1, len(d)*99/100))
}

func (t *table) searches() {
	b, ctx := t.b, context.Background()
	start := time.Now()
	t.ix = New(Options{Dir: t.dir, Project: t.db.id}, t.db)
	if err := t.ix.Open(); err != nil {
		b.Fatal(err)
	}
	opened := time.Since(start)
	defer t.ix.Close()
	run := func(ix *Index, q string, p Page) (time.Duration, int) {
		parsed := query.Parse(q, nil)
		start := time.Now()
		r, err := ix.Search(ctx, parsed, Filter{}, p)
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start), r.Total
	}
	cs := classes(corpus())
	cold, _ := run(t.ix, cs[2].ours[0], Page{})
	scan := New(Options{Project: t.db.id}, t.db)
	first, _ := run(scan, cs[2].ours[0], Page{})
	t.line("\nopen %.1f ms; first search of a frequent term, texts not read yet, %.1f ms; by scan %.0f ms", ms(opened), ms(cold), ms(first))
	t.line("\n%-22s %9s | %7s %7s | %7s %7s %6s | %7s %7s | %7s %7s", "all matches with exact", "hits", "FTS5", "", "ours", "", "", "first", "50", "scan", "")
	t.line("%-22s %9s | %7s %7s | %7s %7s %6s | %7s %7s | %7s %7s", "ranges, ms", "(mean)", "p50", "p99", "p50", "p99", "ratio", "p50", "p99", "p50", "p99")
	for _, c := range cs {
		var all, page, scanned, fts []time.Duration
		hits, ftsHits := 0, 0
		for range 3 {
			for i, q := range c.ours {
				d, n := run(t.ix, q, Page{})
				all, hits = append(all, d), hits+n
				d, _ = run(t.ix, q, Page{Limit: 50, Order: ByRelevance})
				page = append(page, d)
				d, m := run(scan, q, Page{})
				if scanned = append(scanned, d); m != n {
					b.Fatalf("%s: %d hits by index, %d by scan", q, n, m)
				}
				if t.fts && c.fts != nil {
					d, n := t.highlight(c.fts[i])
					fts, ftsHits = append(fts, d), ftsHits+n
				}
			}
		}
		f50, f99 := "-", "-"
		a50, a99 := spread(all)
		p50, p99 := spread(page)
		s50, s99 := spread(scanned)
		ratio := ""
		if len(fts) > 0 {
			x, y := spread(fts)
			f50, f99, ratio = fmt.Sprintf("%.2f", x), fmt.Sprintf("%.2f", y), fmt.Sprintf("%.2f", a50/x)
		}
		t.line("%-22s %9.0f | %7s %7s | %7.2f %7.2f %6s | %7.2f %7.2f | %7.1f %7.1f", c.name, float64(hits)/float64(len(all)), f50, f99, a50, a99, ratio, p50, p99, s50, s99)
		if c.limited {
			b.ReportMetric(a99, strings.NewReplacer(" ", "-", ",", "").Replace(c.name)+"-p99-ms")
		}
	}
	t.line("memory kept for texts: %.0f MB", float64(t.ix.texts.bytes)/1e6)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// highlight runs a query in FTS5 and reads the ranges of its matches.
func (t *table) highlight(q string) (time.Duration, int) {
	start := time.Now()
	rows, err := t.db.db.Query(`SELECT rowid, highlight(fts, 0, char(1), char(2)) FROM fts WHERE fts MATCH ?`, q)
	if err != nil {
		t.b.Fatal(q, err)
	}
	defer rows.Close()
	n := 0
	var ranges [][2]int
	for rows.Next() {
		var id int
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			t.b.Fatal(err)
		}
		off := 0
		for at := 0; ; n++ {
			i := strings.IndexByte(text[at:], 1)
			if i < 0 {
				break
			}
			k := strings.IndexByte(text[at+i:], 2)
			ranges = append(ranges, [2]int{at + i - off, at + i + k - 1 - off})
			off += 2
			at += i + k + 1
		}
	}
	return time.Since(start), len(ranges)
}
