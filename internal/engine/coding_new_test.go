package engine_test

import (
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestCodesMadeWithACodingGoWithOneUndo(t *testing.T) {
	p, d := newProject(t)
	before := code(t, p, "coordination")
	list, err := p.AddCodings(ctx, engine.AddCodings{
		Document: d.ID, Span: at(t, p, d, "we meet every month"), Codes: []qda.ID{code(t, p, "informal")},
		New: []engine.NewCode{{Names: []string{"Savings", "Village banks"}}, {Names: []string{"tables"}, Parent: before}},
	})
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v %v", list, err)
	}
	again, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: at(t, p, d, "At the local level"), New: []engine.NewCode{{Names: []string{"Savings", "Village banks"}}}})
	if err != nil || len(again) != 1 || again[0].Code != list[1].Code {
		t.Errorf("what stands is taken: %+v %v", again, err)
	}
	for range 2 {
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Savings", "Village banks", "tables"} {
		if _, err := p.FindCode(ctx, name); qda.KindOf(err) != qda.NotFound {
			t.Errorf("%s is left: %v", name, err)
		}
	}
	if left, err := p.DocumentCodings(ctx, d.ID); err != nil || len(left) != 0 {
		t.Errorf("%+v %v", left, err)
	}
	_, err = p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: 0, End: 5}})
	wantError(t, err, qda.Invalid, "coding.no_code")
	whole(t, p)
}

func TestACodeMadeByRecodingGoesWithOneUndo(t *testing.T) {
	p, d := newProject(t)
	informal := code(t, p, "informal")
	list, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: at(t, p, d, "we meet every month"), Codes: []qda.ID{informal}})
	if err != nil {
		t.Fatal(err)
	}
	ids := []qda.ID{list[0].ID}
	got, err := p.RecodeToNew(ctx, ids, engine.NewCode{Names: []string{"Savings", "Village banks"}})
	if err != nil || len(got) != 1 || got[0].ID != list[0].ID {
		t.Fatalf("%+v %v", got, err)
	}
	made, err := p.FindCode(ctx, "Savings/Village banks")
	if err != nil || got[0].Code != made.ID {
		t.Errorf("%+v %v", made, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if left, err := p.DocumentCodings(ctx, d.ID); err != nil || len(left) != 1 || left[0].Code != informal {
		t.Errorf("%+v %v", left, err)
	}
	for _, name := range []string{"Savings", "Village banks"} {
		if _, err := p.FindCode(ctx, name); qda.KindOf(err) != qda.NotFound {
			t.Errorf("%s is left: %v", name, err)
		}
	}
	// What stands is taken; and codes that would have no codings are not made.
	if _, err := p.RecodeToNew(ctx, ids, engine.NewCode{Names: []string{"informal"}, Parent: code(t, p, "coordination")}); err != nil {
		t.Fatal(err)
	}
	_, err = p.RecodeToNew(ctx, nil, engine.NewCode{Names: []string{"tables"}})
	wantError(t, err, qda.Invalid, "code.split_none")
	_, err = p.RecodeToNew(ctx, ids, engine.NewCode{})
	wantError(t, err, qda.Invalid, "coding.no_code")
	whole(t, p)
}
