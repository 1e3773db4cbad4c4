package engine_test

import (
	"fmt"
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestASummaryNamesHiddenDocumentsInOneOrder asks twice and more for the documents of a
// blind round.
func TestASummaryNamesHiddenDocumentsInOneOrder(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "formal", "share the list")
	engine.MakeBlind(t, p, d.ID)
	for i := range 6 {
		name := fmt.Sprintf("more %d.txt", i)
		importText(t, p, name, "Words of "+name+".")
	}
	docs, err := p.Documents(ctx, engine.DocumentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, more := range docs {
		if more.ID != d.ID {
			engine.MakeBlind(t, p, more.ID)
		}
	}
	var first []qda.ID
	for range 50 {
		info, err := p.Info(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = info.Hidden
		}
		if len(info.Hidden) != len(docs) || !slices.Equal(first, info.Hidden) {
			t.Fatalf("%v and then %v of %d", first, info.Hidden, len(docs))
		}
	}
}
