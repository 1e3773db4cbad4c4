package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qdatest"
)

// TestAnotherProjectIsSaidToBeOne merges a project that was made of the same codebook, later
// and by somebody else: nothing of its codes differs but when they were made.
func TestAnotherProjectIsSaidToBeOne(t *testing.T) {
	e, dir := newEngine(t), qdatest.FastDir(t)
	home := filepath.Join(dir, "home.articula")
	p, err := e.Create(ctx, home, engine.NewProject{Title: "Study A", Codebook: "institutional-analysis", Coder: "Coder A"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	other := filepath.Join(dir, "other.articula")
	there, err := e.Create(ctx, other, engine.NewProject{Title: "Study B", Codebook: "institutional-analysis", Coder: "Coder B"})
	if err != nil {
		t.Fatal(err)
	}
	info, err := there.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := there.Close(); err != nil {
		t.Fatal(err)
	}
	for _, dry := range []bool{true, false} {
		m, err := p.Merge(ctx, engine.MergeRequest{Path: other, DryRun: dry}, nil)
		if err != nil || m.Foreign == nil || *m.Foreign != (engine.Ref{ID: info.ID, Name: "Study B"}) {
			t.Errorf("trial %v: %+v %v", dry, m.Foreign, err)
		}
		if m.Changed["code"] != 0 || m.New["coder"] != 1 {
			t.Errorf("trial %v: new %v, changed %v", dry, m.New, m.Changed)
		}
	}
	whole(t, p)
}
