package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/seeds"
)

var ctx = context.Background()

// newEngine is an engine on a computer of the test's own.
func newEngine(t testing.TB) *engine.Engine {
	return engineAt(qdatest.NewClock(), qdatest.NewRandom(7), t.TempDir())
}

func engineAt(clock *qdatest.Clock, random *qdatest.Random, dir string) *engine.Engine {
	return engine.New(engine.Options{
		Now: clock.Now, Random: random, Device: "bench", User: "Tester", Version: "test",
		StateDir: filepath.Join(dir, "state"), CacheDir: filepath.Join(dir, "cache"), Seeds: seeds.Files,
	})
}

// sampleFile is the sample project as a file, with the time and the randomness that go on
// after it: making it takes many times as long as opening a copy.
type sampleFile struct {
	data   []byte
	coder  string
	clock  *qdatest.Clock
	random *qdatest.Random
}

var sample = sync.OnceValues(func() (sampleFile, error) {
	dir, err := os.MkdirTemp("", "articula-sample-")
	if err != nil {
		return sampleFile{}, err
	}
	defer os.RemoveAll(dir)
	made := sampleFile{clock: qdatest.NewClock(), random: qdatest.NewRandom(7)}
	file := filepath.Join(dir, "sample.articula")
	p, err := engineAt(made.clock, made.random, dir).Sample(ctx, file, nil)
	if err != nil {
		return sampleFile{}, err
	}
	info, err := p.Info(ctx)
	if closed := p.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return sampleFile{}, err
	}
	made.coder = info.Coder.Name
	made.data, err = os.ReadFile(file)
	return made, err
})

// newSample is a sample project of the test's own.
func newSample(t testing.TB) *engine.Project {
	t.Helper()
	made, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(qdatest.FastDir(t), "sample.articula")
	if err := os.WriteFile(file, made.data, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := engineAt(made.clock.Copy(), made.random.Copy(), t.TempDir()).Open(ctx, file, engine.OpenProject{Coder: made.coder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func TestTheSampleHoldsWhatTheBriefSpeaksOf(t *testing.T) {
	p := newSample(t)
	info, err := p.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if info.Title != "Rural Synergies" || info.Documents < 40 || info.Codings < 300 || len(info.Coders) != 2 || len(info.Rounds) != 2 {
		t.Errorf("%+v", info)
	}
	report, err := p.Check(ctx, nil)
	if err != nil || !report.OK {
		t.Errorf("check: %+v %v", report, err)
	}
	cases, err := p.Cases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	leaves := 0
	var walk func([]engine.CaseNode)
	walk = func(list []engine.CaseNode) {
		for _, c := range list {
			if c.Kind == "case" {
				leaves++
				if len(c.Attributes) < 4 || len(c.Documents) < 4 {
					t.Errorf("%s: %d attributes, %d documents", c.Path, len(c.Attributes), len(c.Documents))
				}
			}
			walk(c.Children)
		}
	}
	walk(cases)
	if leaves != 7 {
		t.Errorf("%d cases", leaves)
	}
}

// TestTheSampleHasSomethingForEveryScreen looks for what a newcomer would find empty.
func TestTheSampleHasSomethingForEveryScreen(t *testing.T) {
	p := newSample(t)
	versions, err := p.CodebookVersions(ctx)
	if err != nil || len(versions) != 1 {
		t.Fatalf("%d versions of the codebook: %v", len(versions), err)
	}
	changes, err := p.CompareVersions(ctx, versions[0].ID, qda.ID{})
	if err != nil || len(changes) == 0 {
		t.Errorf("nothing changed since the codebook was frozen: %v", err)
	}
	rounds, err := p.Rounds(ctx)
	if err != nil || len(rounds) != 2 || rounds[1].Codebook.ID != versions[0].ID {
		t.Errorf("round 2 does not say its codebook: %v", err)
	}
	parts := segments(t, p, `case:"Peru Juntos–Haku Wiñay" AND case:"Latin America" AND document:"nota-comparativa.md"`)
	if len(parts) != 1 || !strings.HasPrefix(parts[0].Quote, "Es el único caso") {
		t.Errorf("a passage of the note that belongs to Peru: %d", len(parts))
	}
	other := 0
	for _, s := range segments(t, p, "") {
		if s.Lang != s.Document.Lang {
			other++
			if s.Lang != "fr" || s.Document.Lang != "pt" {
				t.Errorf("%q is in %s in a document in %s", s.Quote, s.Lang, s.Document.Lang)
			}
		}
	}
	if other != 1 {
		t.Errorf("%d passages in another language than their document", other)
	}
	v := synthesisNamed(t, p, "Comparison by theme")
	written := 0
	for i, cell := range v.Cells {
		if d := v.Dimensions[i%len(v.Dimensions)]; d.Kind == engine.DimensionFacet && cell.State == engine.CellWritten && cell.Passages > 0 {
			written++
		}
	}
	if written != 3 {
		t.Errorf("%d written cells of a column of facets", written)
	}
}
