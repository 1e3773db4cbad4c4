package engine_test

import (
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestPassagesAreLinkedChangedAndUnlinked(t *testing.T) {
	p, d := newProject(t)
	importText(t, p, "manual.txt", "The list of households is kept by the agency alone.\n\nIt is written every year.")
	manual, err := p.FindDocument(ctx, "manual")
	if err != nil {
		t.Fatal(err)
	}
	coding := add(t, p, d, "informal", "we share the list of households, informally")
	rule := at(t, p, manual, "kept by the agency alone")
	to := engine.LinkEnd{Document: manual.ID, Start: rule.Start, End: rule.End}
	l, err := p.SaveLink(ctx, engine.SaveLink{Kind: "contradicts", From: engine.LinkEnd{Coding: coding.ID}, To: to, Note: "told otherwise"})
	if err != nil {
		t.Fatal(err)
	}
	if l.From.Quote != "we share the list of households, informally" || l.To.Quote != "kept by the agency alone" || l.To.Document.ID != manual.ID || l.Coder.Name != "Coder A" {
		t.Errorf("%+v", l)
	}
	// It is found from both ends, and by its kind and maker.
	for _, f := range []engine.LinkFilter{{Document: d.ID}, {Document: manual.ID}, {Kind: "contradicts"}, {Coder: p.Me().ID}, {Context: 10}} {
		list, err := p.Links(ctx, f)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v: %v %v", f, list, err)
		}
		if f.Context > 0 && (list[0].To.Before != "eholds is " || list[0].To.After != ".\n\nIt is w") {
			t.Errorf("around: %q %q", list[0].To.Before, list[0].To.After)
		}
	}
	if list, _ := p.Links(ctx, engine.LinkFilter{Kind: "supports"}); len(list) != 0 {
		t.Errorf("found %v", list)
	}
	_, err = p.SaveLink(ctx, engine.SaveLink{Kind: "contradicts", From: engine.LinkEnd{Coding: coding.ID}, To: to})
	wantError(t, err, qda.Conflict, "link.exists")
	_, err = p.SaveLink(ctx, engine.SaveLink{Kind: "supports", From: to, To: to})
	wantError(t, err, qda.Invalid, "link.self")
	_, err = p.SaveLink(ctx, engine.SaveLink{Kind: "likes", From: engine.LinkEnd{Coding: coding.ID}, To: to})
	wantError(t, err, qda.Invalid, "link.kind")

	// Changed, it keeps the ends that are not given; turned round, it takes them.
	if l, err = p.SaveLink(ctx, engine.SaveLink{ID: l.ID, Kind: "implements", From: to, To: engine.LinkEnd{Coding: coding.ID}}); err != nil || l.From.Document.ID != manual.ID {
		t.Fatal(l, err)
	}
	if l, err = p.SaveLink(ctx, engine.SaveLink{ID: l.ID, Kind: "supports", Note: "after all"}); err != nil || l.From.Document.ID != manual.ID || l.Note != "after all" {
		t.Fatal(l, err)
	}
	if h, _ := p.History(ctx, engine.HistoryFilter{Limit: 1}); h[0].Sentence != "changed a link between passages" {
		t.Errorf("told as %q", h[0].Sentence)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.Links(ctx, engine.LinkFilter{}); list[0].Kind != "implements" {
		t.Errorf("after undo %+v", list[0])
	}

	become(t, p, "Coder B")
	_, err = p.SaveLink(ctx, engine.SaveLink{ID: l.ID, Kind: "refers_to"})
	wantError(t, err, qda.Conflict, "link.not_yours")
	wantError(t, p.RemoveLinks(ctx, []qda.ID{l.ID}), qda.Conflict, "link.not_yours")
	become(t, p, "Coder A")

	// A document in the bin takes its links along, and brings them back.
	if err := p.BinDocuments(ctx, []qda.ID{manual.ID}, false); err != nil {
		t.Fatal(err)
	}
	if list, err := p.Links(ctx, engine.LinkFilter{}); err != nil || len(list) != 0 {
		t.Errorf("with one end in the bin: %v %v", list, err)
	}
	if err := p.BinDocuments(ctx, []qda.ID{manual.ID}, true); err != nil {
		t.Fatal(err)
	}
	if err := p.RemoveLinks(ctx, []qda.ID{l.ID}); err != nil {
		t.Fatal(err)
	}
	wantError(t, p.RemoveLinks(ctx, []qda.ID{l.ID}), qda.NotFound, "link.gone")
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.Links(ctx, engine.LinkFilter{}); len(list) != 1 {
		t.Errorf("a link that was taken away does not come back")
	}
	whole(t, p)
}
