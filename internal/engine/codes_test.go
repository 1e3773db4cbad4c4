package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestCodesCountTheDocumentsOfThoseBelowOnce(t *testing.T) {
	p, d := newProject(t)
	importText(t, p, "other.txt", "They shared the list informally, and nobody wrote it down.")
	documents, err := p.Documents(ctx, engine.DocumentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	other := qda.Document{}
	for _, v := range documents {
		if v.ID != d.ID {
			other.ID = v.ID
		}
	}
	add(t, p, d, "informal", "informally")
	add(t, p, other, "informal", "informally")
	add(t, p, other, "resistance", "nobody wrote it down")
	parent := code(t, p, "resistance")
	if err := p.MoveCodes(ctx, engine.MoveCode{IDs: []qda.ID{code(t, p, "informal")}, Parent: parent}); err != nil {
		t.Fatal(err)
	}
	tree, err := p.Codes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(tree, func(c engine.CodeNode) bool { return c.ID == parent })
	one, err := p.Code(ctx, parent)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []engine.CodeNode{tree[at], one} {
		if n.Documents != 1 || n.DocsBelow != 2 || n.Codings != 1 || n.Below != 3 {
			t.Errorf("%d documents, %d with those below, %d and %d codings; want 1, 2, 1 and 3", n.Documents, n.DocsBelow, n.Codings, n.Below)
		}
	}
	if below := tree[at].Children[0]; below.Documents != 2 || below.DocsBelow != 2 {
		t.Errorf("the code below: %+v", below)
	}
}
