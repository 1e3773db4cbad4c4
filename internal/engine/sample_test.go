package engine_test

import (
	"context"
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qdatest"
	"articula/seeds"
)

var ctx = context.Background()

// newEngine is an engine on a computer of the test's own.
func newEngine(t testing.TB) *engine.Engine {
	return engine.New(engine.Options{
		Now: qdatest.NewClock().Now, Random: qdatest.NewRandom(7), Device: "bench", User: "Tester", Version: "test",
		StateDir: t.TempDir(), CacheDir: t.TempDir(), Seeds: seeds.Files,
	})
}

// newSample makes the sample project.
func newSample(t testing.TB) *engine.Project {
	t.Helper()
	p, err := newEngine(t).Sample(ctx, filepath.Join(qdatest.FastDir(t), "sample.articula"), nil)
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
