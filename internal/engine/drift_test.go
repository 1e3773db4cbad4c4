package engine_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

const week = 7 * 24 * time.Hour

// driftDoc is a document of the project that followed makes: who had which code in which
// of its sentences, and in which week the first coder worked on it.
type driftDoc struct {
	title       string
	week        int
	own, agreed map[string]map[int]bool
}

const driftSentences = 9

func driftSentence(title string, n int) string {
	return fmt.Sprintf("In %s this is point %d.", title, n)
}

// followed is a project in which Coder A coded eight documents over six weeks, with more
// and more mistakes and not in their order, and all differences were decided for Coder B.
// The definition of a code was changed once, in the fourth week, and a colour in the fifth.
func followed(t *testing.T) (*engine.Project, qda.ID, []driftDoc, time.Time) {
	t.Helper()
	start := time.Unix(2900*int64(week/time.Second), 0).UTC()
	now := start
	e := engine.New(engine.Options{
		Now:    func() time.Time { now = now.Add(time.Millisecond); return now },
		Random: qdatest.NewRandom(11), Device: "bench", User: "Tester", Version: "test", StateDir: t.TempDir(), CacheDir: t.TempDir(),
	})
	p, err := e.Create(ctx, filepath.Join(qdatest.FastDir(t), "drift.articula"), engine.NewProject{Title: "Drift", Codebook: "none", Coder: "Coder A"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	names := []string{"support", "capacity", "money"}
	for _, name := range names {
		if _, err := p.AddCode(ctx, engine.AddCode{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	random := rand.New(rand.NewPCG(3, 5))
	var docs []driftDoc
	for i, w := range []int{3, 0, 2, 0, 5, 1, 3, 4} {
		d := driftDoc{title: fmt.Sprintf("Text%d", i), week: w, own: map[string]map[int]bool{}, agreed: map[string]map[int]bool{}}
		var lines []string
		for n := range driftSentences {
			lines = append(lines, driftSentence(d.title, n))
		}
		importText(t, p, d.title+".txt", strings.Join(lines, " ")+"\n")
		for k, name := range names {
			d.own[name], d.agreed[name] = map[int]bool{}, map[int]bool{}
			for n := range driftSentences {
				truth := random.Float64() < 0.5-0.15*float64(k)
				d.agreed[name][n] = truth
				d.own[name][n] = truth != (random.Float64() < 0.05+0.07*float64(w))
			}
		}
		docs = append(docs, d)
	}
	codeAll := func(d driftDoc, by map[string]map[int]bool) {
		doc, err := p.FindDocument(ctx, d.title)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			for n := range driftSentences {
				if by[name][n] {
					if _, err := p.AddCodings(ctx, engine.AddCodings{Document: doc.ID, Span: at(t, p, doc, driftSentence(d.title, n)), Codes: []qda.ID{code(t, p, name)}, Overlap: engine.OverlapSeparate}); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	for w := range 6 {
		now = start.Add(time.Duration(w)*week + 30*time.Hour)
		switch w {
		case 3:
			text := "what may be spent"
			if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "money"), Definition: &text}); err != nil {
				t.Fatal(err)
			}
		case 4:
			hue := "#aa3311"
			if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "money"), Color: &hue}); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range docs {
			if d.week == w {
				codeAll(d, d.own)
			}
		}
	}
	now = start.Add(8 * week)
	become(t, p, "Coder B")
	for _, d := range docs {
		codeAll(d, d.agreed)
	}
	ids := coders(t, p, "Coder A", "Coder B")
	page := sentences(t, p, false)
	if _, err := p.MergeCoders(ctx, engine.MergeCoders{Round: page.Round.ID}); err != nil {
		t.Fatal(err)
	}
	for _, x := range page.Items {
		if _, err := p.Decide(ctx, engine.Decide{Round: page.Round.ID, Document: x.Document.ID, Code: x.Code.ID, Span: qda.Span{Start: x.Start, End: x.End}, A: ids[0], B: ids[1], Choice: "b"}); err != nil {
			t.Fatal(err)
		}
	}
	return p, page.Round.ID, docs, start
}

// TestDriftAgainstDecisionsOneByOne holds the windows, the trend and the chart against
// what comes out when every decision is written down by itself: the trend is then a
// correlation, and the average a sum over all weeks before.
func TestDriftAgainstDecisionsOneByOne(t *testing.T) {
	p, round, docs, start := followed(t)
	r, err := p.Drift(ctx, coders(t, p, "Coder A")[0], 7, engine.AgreementQuery{Round: round, Unit: "sentence"})
	if err != nil || len(r.Windows) != 6 {
		t.Fatalf("%+v %v", r, err)
	}
	var scores, right []float64 // of every decision
	var shares []float64        // of every week
	for w := range 6 {
		agreed, units, documents, codings, length, words := 0, 0, 0, 0, 0, 0
		for _, d := range docs {
			if d.week != w {
				continue
			}
			documents++
			for n := range driftSentences {
				words += len(strings.Fields(driftSentence(d.title, n)))
				for name := range d.own {
					if d.own[name][n] {
						codings++
						length += len(driftSentence(d.title, n))
					}
					if d.own[name][n] || d.agreed[name][n] {
						units++
						scores = append(scores, float64(w))
						right = append(right, 0)
						if d.own[name][n] && d.agreed[name][n] {
							agreed++
							right[len(right)-1] = 1
						}
					}
				}
			}
		}
		shares = append(shares, float64(agreed)/float64(units))
		got := r.Windows[w]
		if got.From != start.Add(time.Duration(w)*week).Format("2006-01-02") || got.Documents != documents || got.Agreed != agreed || got.Units != units {
			t.Errorf("week %d: %+v, want %d of %d in %d documents", w, got, agreed, units, documents)
		}
		near(t, "codings per 1,000 words", &got.Rate, 1000*float64(codings)/float64(words))
		near(t, "length of a coding", &got.Length, float64(length)/float64(codings))
		both, first, second := 0, 0, 0
		for _, x := range got.Places {
			both, first, second = both+len(x.Both), first+len(x.First), second+len(x.Second)
		}
		if both != agreed || both+first+second != units {
			t.Errorf("week %d opens %d, %d and %d passages", w, both, first, second)
		}
	}
	mean := func(x []float64) (sum float64) {
		for _, v := range x {
			sum += v / float64(len(x))
		}
		return sum
	}
	var xy, xx, yy float64
	for i := range scores {
		x, y := scores[i]-mean(scores), right[i]-mean(right)
		xy, xx, yy = xy+x*y, xx+x*x, yy+y*y
	}
	z := math.Sqrt(float64(len(scores))) * xy / math.Sqrt(xx*yy)
	near(t, "z of the trend", r.Z, z)
	p2 := math.Erfc(math.Abs(z) / math.Sqrt2)
	near(t, "p of the trend", &r.P, p2)
	if z > -2 {
		t.Fatalf("the coder gets worse, but z is %v: the test says nothing", z)
	}
	target := mean(right)
	near(t, "target", &r.Target, target)
	variance := target * (1 - target) / (float64(len(right)) / 6)
	signals := 0
	for w, got := range r.Windows {
		value, spread := math.Pow(0.8, float64(w+1))*target, 0.0
		for j := 0; j <= w; j++ {
			part := 0.2 * math.Pow(0.8, float64(w-j))
			value += part * shares[j]
			spread += part * part
		}
		half := 2.7 * math.Sqrt(variance*spread)
		near(t, "average", &got.EWMA, value)
		near(t, "lower limit", &got.Low, max(0, target-half))
		near(t, "upper limit", &got.High, min(1, target+half))
		if got.Signal != (math.Abs(value-target) > half) {
			t.Errorf("week %d: %+v", w, got)
		}
		if got.Signal {
			signals++
		}
	}
	if signals == 0 || signals == 6 {
		t.Errorf("%d of 6 weeks give a signal: the test says little", signals)
	}
	// The change of the definition is marked, that of the colour is not.
	if len(r.Changes) != 1 || r.Changes[0].Code.Name != "money" || r.Changes[0].By.Name != "Coder A" {
		t.Fatalf("%+v", r.Changes)
	}
	if at, err := time.Parse(qda.TimeLayout, r.Changes[0].At); err != nil || at.Before(start.Add(3*week)) || !at.Before(start.Add(4*week)) {
		t.Errorf("%s %v", r.Changes[0].At, err)
	}
	over, err := p.RoundsOverTime(ctx, engine.AgreementQuery{Unit: "sentence"})
	if err != nil || !slices.Equal(over.Changes, r.Changes) {
		t.Errorf("%+v %v", over.Changes, err)
	}
	// A window as long as the whole holds everything, and has no trend.
	if one, err := p.Drift(ctx, coders(t, p, "Coder A")[0], 700, engine.AgreementQuery{Round: round, Unit: "sentence"}); err != nil || len(one.Windows) != 1 || one.Windows[0].Units != len(right) || one.Z != nil || one.P != 1 {
		t.Errorf("%+v %v", one, err)
	}
}

// TestTheOverviewBeginsWhereMostDiffer counts the differences one by one.
func TestTheOverviewBeginsWhereMostDiffer(t *testing.T) {
	p, round, docs, _ := followed(t)
	r, err := p.Agreement(ctx, engine.AgreementQuery{Round: round, Unit: "sentence"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	byCode, byDocument := map[string]int{}, map[string]int{}
	for _, d := range docs {
		for name := range d.own {
			for n := range driftSentences {
				if d.own[name][n] != d.agreed[name][n] {
					byCode[name]++
					byDocument[d.title]++
				}
			}
		}
	}
	last := math.MaxInt
	for _, c := range r.Codes {
		if c.Differ != byCode[c.Code] || c.Differ > last {
			t.Errorf("%s: %d after %d, counted %d", c.Code, c.Differ, last, byCode[c.Code])
		}
		last = c.Differ
	}
	last = math.MaxInt
	for _, d := range r.Documents {
		if d.Differ != byDocument[d.Document.Name] || d.Differ > last {
			t.Errorf("%s: %d after %d, counted %d", d.Document.Name, d.Differ, last, byDocument[d.Document.Name])
		}
		last = d.Differ
	}
	if r.Codes[0].Code == "support" && r.Documents[0].Document.Name == "Text0" {
		t.Error("the order is that of the project: the test says nothing")
	}
}

// TestTheProjectsThresholdsPlaceTheNumbers changes the thresholds, and places every number
// by hand.
func TestTheProjectsThresholdsPlaceTheNumbers(t *testing.T) {
	p := newSample(t)
	seen := map[string]bool{}
	for _, limits := range [][2]float64{{0, 0}, {0.2, 0.95}, {0.75, 0.75}, {0.9, 1}} {
		low, high := limits[0], limits[1]
		if low == 0 { // as nobody chose any
			low, high = 0.667, 0.8
		} else if err := p.SetAgreementSettings(ctx, engine.AgreementSettings{Unit: "sentence", Low: low, High: high}); err != nil {
			t.Fatal(err)
		}
		r, err := p.Agreement(ctx, engine.AgreementQuery{Seed: 1}, nil)
		if err != nil || r.Settings.Low != low || r.Settings.High != high {
			t.Fatalf("%+v %v", r.Settings, err)
		}
		for _, c := range append(r.Codes, r.Pooled) {
			want := "none"
			if c.Alpha != nil {
				want = "low"
				if *c.Alpha >= low {
					want = "tentative"
				}
				if *c.Alpha >= high {
					want = "good"
				}
			}
			seen[want] = true
			if c.Standing != want {
				t.Errorf("%v: %s with alpha %v is %s", limits, c.Code, deref(c.Alpha), c.Standing)
			}
		}
		// What is said of resamples speaks of the same threshold.
		draws, err := p.Agreement(ctx, engine.AgreementQuery{Seed: 1, Codes: []qda.ID{r.Codes[0].ID}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c := draws.Codes[0]; c.Below == nil || low > c.CI[1] && *c.Below < 0.97 || low < c.CI[0] && *c.Below > 0.03 {
			t.Errorf("%v: between %v, and %v below", limits, c.CI, deref(c.Below))
		}
	}
	if len(seen) != 4 {
		t.Errorf("only %v came up", seen)
	}
	for _, wrong := range [][2]float64{{0, 0.8}, {0.9, 0.8}, {0.5, 1.2}} {
		err := p.SetAgreementSettings(ctx, engine.AgreementSettings{Unit: "sentence", Low: wrong[0], High: wrong[1]})
		wantError(t, err, qda.Invalid, "agreement.thresholds")
	}
}
