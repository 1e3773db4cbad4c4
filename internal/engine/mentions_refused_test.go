package engine_test

import (
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// A refused mention is not proposed again, is listed among the refused ones, is taken
// back by undoing or by saying so, and stays refused when its actor is merged.
func TestRefusedMentionsAreRememberedAndTakenBack(t *testing.T) {
	p := newSample(t)
	actor, err := p.FindActor(ctx, "STEIA")
	if err != nil {
		t.Fatal(err)
	}
	find := func(id qda.ID, refused bool) []engine.Mention {
		t.Helper()
		list, err := p.Mentions(ctx, engine.MentionQuery{Actors: []qda.ID{id}, Refused: refused})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	all := find(actor.ID, false)
	if len(all) < 2 {
		t.Fatalf("%d mentions", len(all))
	}
	place := func(m engine.Mention) engine.MentionPlace {
		return engine.MentionPlace{HitPlace: engine.HitPlace{Document: m.Document.ID, Start: m.Start, End: m.End, Quote: m.Quote}, Actor: m.Actor.ID}
	}
	two := []engine.MentionPlace{place(all[0]), place(all[1])}
	for want := 2; want >= 0; want -= 2 { // the second time, there is nothing new
		if n, err := p.RefuseMentions(ctx, two); err != nil || n != want {
			t.Fatalf("%d refused, want %d: %v", n, want, err)
		}
		if left, gone := find(actor.ID, false), find(actor.ID, true); len(left) != len(all)-2 || len(gone) != 2 || !gone[0].Refused || gone[0].Start != all[0].Start {
			t.Fatalf("%d proposed and %d refused of %d", len(left), len(gone), len(all))
		}
	}
	if n, err := p.RestoreMentions(ctx, two[:1]); err != nil || n != 1 || len(find(actor.ID, true)) != 1 {
		t.Fatalf("%d taken back: %v", n, err)
	}
	if _, err := p.Undo(ctx); err != nil || len(find(actor.ID, true)) != 2 {
		t.Fatalf("taking back was undone: %v", err)
	}
	other, err := p.SaveActor(ctx, engine.SaveActor{Name: "Another body", Kind: qda.Agency})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeActors(ctx, engine.MergeActors{From: []qda.ID{actor.ID}, Into: other.ID}); err != nil {
		t.Fatal(err)
	}
	if left, gone := find(other.ID, false), find(other.ID, true); len(gone) != 2 || len(left) != len(all)-2 {
		t.Errorf("after merging, %d proposed and %d refused", len(left), len(gone))
	}
	if _, err := p.RefuseMentions(ctx, []engine.MentionPlace{{HitPlace: engine.HitPlace{Document: two[0].Document, Start: 0, End: 1 << 30}, Actor: other.ID}}); qda.KindOf(err) != qda.Invalid {
		t.Errorf("a passage beyond the text: %v", err)
	}
}
