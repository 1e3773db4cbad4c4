package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// What hangs on a document that is joined with another goes along: nothing of it stays
// on the copy in the bin.
func TestWhatHangsOnADocumentMovesWhenItIsJoined(t *testing.T) {
	p, d := newProject(t)
	path := filepath.Join(t.TempDir(), "second.articula")
	q, err := engine.New(engine.Options{Random: qdatest.NewRandom(96), StateDir: t.TempDir(), CacheDir: t.TempDir()}).Create(ctx, path, engine.NewProject{Title: "Second", Codebook: "none", Coder: "Coder B"})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	importText(t, q, "the-same.txt", interview)
	there, err := q.FindDocument(ctx, "the-same")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.AddCode(ctx, engine.AddCode{Name: "trust"}); err != nil {
		t.Fatal(err)
	}
	add(t, q, there, "trust", "informally")
	ministry := at(t, q, there, "The ministry")
	if err := q.SetPassageLanguage(ctx, there.ID, ministry, "fr"); err != nil {
		t.Fatal(err)
	}
	actor, err := q.SaveActor(ctx, engine.SaveActor{Name: "The ministry"})
	if err != nil {
		t.Fatal(err)
	}
	refused := engine.MentionPlace{HitPlace: engine.HitPlace{Document: there.ID, Start: ministry.Start, End: ministry.End}, Actor: actor.ID}
	if n, err := q.RefuseMentions(ctx, []engine.MentionPlace{refused}); err != nil || n != 1 {
		t.Fatalf("%d %v", n, err)
	}
	place, err := q.SaveAttribute(ctx, engine.SaveAttribute{Name: "Place", Scope: qda.OnDocument, Type: qda.TextValue})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.SetValue(ctx, engine.SetValue{Attribute: place.ID, Owner: there.ID, Value: "the municipality"}); err != nil {
		t.Fatal(err)
	}
	stance, err := q.SaveAttribute(ctx, engine.SaveAttribute{Name: "Stance", Scope: qda.OnSpeaker, Type: qda.TextValue})
	if err != nil {
		t.Fatal(err)
	}
	manager := func(p *engine.Project, d qda.Document) qda.ID {
		t.Helper()
		v, err := p.Document(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Speakers {
			if s.Name == "Manager" {
				return s.ID
			}
		}
		t.Fatalf("no manager speaks: %+v", v.Speakers)
		return qda.ID{}
	}
	if _, err := q.SetValue(ctx, engine.SetValue{Attribute: stance.ID, Owner: manager(q, there), Value: "in favour"}); err != nil {
		t.Fatal(err)
	}
	round, err := q.PlanRound(ctx, engine.PlanRound{Label: "Passages", Coders: coders(t, q, "Coder B"), Excerpts: engine.PlanExcerpts{Passages: passages(t, q, there, "The ministry")}})
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if done, err := p.Merge(ctx, engine.MergeRequest{Path: path, Join: []qda.ID{there.ID}}, nil); err != nil || done.Joined != 1 {
		t.Fatalf("%+v %v", done, err)
	}

	v, err := p.Document(ctx, d.ID)
	if err != nil || len(v.Languages) != 1 || v.Languages[0].Lang != "fr" || v.Languages[0].Start != ministry.Start {
		t.Errorf("languages of passages: %+v %v", v.Languages, err)
	}
	refused.Document = d.ID
	if n, err := p.RefuseMentions(ctx, []engine.MentionPlace{refused}); err != nil || n != 0 {
		t.Errorf("the refusal of a mention did not come along: %d %v", n, err)
	}
	for what, owner := range map[string]qda.ID{"the municipality": d.ID, "in favour": manager(p, d)} {
		values, err := p.Values(ctx, owner)
		if err != nil || len(values) != 1 || values[0].Value != what {
			t.Errorf("%+v %v, not %q", values, err, what)
		}
	}
	now, err := p.Round(ctx, round.ID)
	if err != nil || len(now.Excerpts) != 1 || now.Excerpts[0].Document.ID != d.ID || len(now.Assignments) != 1 || now.Assignments[0].Document.ID != d.ID {
		t.Errorf("%+v %v", now, err)
	}
	whole(t, p)

	// All of it is one step.
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := p.Document(ctx, d.ID); err != nil || len(v.Languages) != 0 {
		t.Errorf("%+v %v", v.Languages, err)
	}
	whole(t, p)
}
