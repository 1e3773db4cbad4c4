package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qdatest"
)

// TestTheIndexAnswersAfterALargeOperation: one operation makes more codings than
// changes are followed one by one, and nothing that can be searched.
func TestTheIndexAnswersAfterALargeOperation(t *testing.T) {
	c := qdatest.Corpus{Seed: 3, Documents: 1, Bytes: 100_000}
	p, err := newEngine(t).Create(ctx, filepath.Join(qdatest.FastDir(t), "p.articula"), engine.NewProject{Title: "Large", Codebook: "none", Coder: "A"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	importText(t, p, "0000.txt", c.Document(0).Text)
	if err := p.PrepareSearch(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := p.CodeCorpus(ctx, c, 12_000, 30, 4); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := p.PrepareSearch(ctx, nil); err != nil {
			t.Fatal(err)
		}
		page, err := p.Search(ctx, engine.SearchQuery{Text: "code OR the OR la OR le OR o", Limit: 1})
		if err != nil || page.Total == 0 || !page.Complete {
			t.Errorf("%d hits, complete %v, %v", page.Total, page.Complete, err)
		}
	}
}
