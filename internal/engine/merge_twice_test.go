package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// apart gives a copy of a project in which somebody else works, and what brings the two
// together, each into the other.
func apart(t testing.TB, p *engine.Project, coder string, seed byte) (there *engine.Project, meet func() [2]engine.MergeResult) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "there.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there = openAs(t, path, coder, seed)
	return there, func() (out [2]engine.MergeResult) {
		t.Helper()
		here := filepath.Join(t.TempDir(), "here.articula")
		if _, err := p.Backup(ctx, "by-hand", here); err != nil {
			t.Fatal(err)
		}
		if err := there.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		var err error
		if out[0], err = p.Merge(ctx, engine.MergeRequest{Path: path}, nil); err != nil {
			t.Fatal(err)
		}
		if out[1], err = there.Merge(ctx, engine.MergeRequest{Path: here}, nil); err != nil {
			t.Fatal(err)
		}
		whole(t, p)
		whole(t, there)
		return out
	}
}

// aboutACase gives a project a case, an attribute of cases and a value of it.
func aboutACase(t testing.TB, p *engine.Project) (qda.Case, engine.AttributeView, engine.ValueView) {
	t.Helper()
	k, err := p.SaveCase(ctx, engine.SaveCase{Name: "North"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.TextValue})
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: "coast"})
	if err != nil {
		t.Fatal(err)
	}
	return k, a, v
}

// A document that two copies linked to one case belongs to it once, wherever it is
// counted, and one step takes it out.
func TestADocumentLinkedInTwoCopiesIsLinkedOnce(t *testing.T) {
	p, d := newProject(t)
	k, _, _ := aboutACase(t, p)
	part := at(t, p, d, "we meet every month")
	other, err := p.SaveCase(ctx, engine.SaveCase{Name: "South"})
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, d, "formal", "we meet every month")
	there, meet := apart(t, p, "Coder B", 70)
	for _, q := range []*engine.Project{p, there} {
		if err := q.LinkCase(ctx, k.ID, []qda.ID{d.ID}, true); err != nil {
			t.Fatal(err)
		}
		if err := q.LinkCaseSpan(ctx, other.ID, d.ID, part); err != nil {
			t.Fatal(err)
		}
	}
	meet()
	for _, q := range []*engine.Project{p, there} {
		for _, id := range []qda.ID{k.ID, other.ID} {
			s, err := q.CaseSheet(ctx, id)
			if err != nil || len(s.Documents) != 1 || s.Documents[0].Codings != 1 {
				t.Fatalf("%+v %v", s.Documents, err)
			}
			if err := q.UnlinkCaseSpans(ctx, []qda.ID{s.Documents[0].ID}); err != nil {
				t.Fatal(err)
			}
			if s, err = q.CaseSheet(ctx, id); err != nil || len(s.Documents) != 0 {
				t.Errorf("taken out, and still there: %+v %v", s.Documents, err)
			}
		}
	}
	meet()
	if s, err := p.CaseSheet(ctx, k.ID); err != nil || len(s.Documents) != 0 {
		t.Errorf("back again: %+v %v", s.Documents, err)
	}
}

// A passage that two copies cited for one thing stands there once, with the wordings of
// both; taking it away takes it away.
func TestAPassageCitedInTwoCopiesStandsOnce(t *testing.T) {
	p, d := newProject(t)
	_, _, v := aboutACase(t, p)
	there, meet := apart(t, p, "Coder B", 71)
	span := at(t, p, d, "we meet every month")
	for q, lang := range map[*engine.Project]string{p: "fr", there: "es"} {
		list, err := q.AddCitations(ctx, "attribute_value", v.ID, []engine.Cite{{Document: d.ID, Start: span.Start, End: span.End}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := q.Translate(ctx, engine.Translate{Owner: "citation", ID: list[0].ID, Lang: lang, Text: "in " + lang}); err != nil {
			t.Fatal(err)
		}
	}
	if met := meet(); len(met[0].Conflicts)+len(met[1].Conflicts) > 0 {
		t.Errorf("nothing differs: %+v", met)
	}
	contradicts := "contradicts"
	for _, q := range []*engine.Project{p, there} {
		list, err := q.Citations(ctx, v.ID)
		if err != nil || len(list) != 1 || len(list[0].Translations) != 2 {
			t.Fatalf("%+v %v", list, err)
		}
		if both, err := q.Translations(ctx, list[0].ID); err != nil || len(both) != 2 {
			t.Errorf("%+v %v", both, err)
		}
		if err := q.EditCitation(ctx, engine.EditCitation{ID: list[0].ID, Role: &contradicts}); err != nil {
			t.Fatal(err)
		}
	}
	if met := meet(); len(met[0].Conflicts)+len(met[1].Conflicts) > 0 {
		t.Errorf("both have it contradict: %+v", met)
	}
	list, err := p.Citations(ctx, v.ID)
	if err != nil || len(list) != 1 || list[0].Role != contradicts {
		t.Fatalf("%+v %v", list, err)
	}
	if err := p.RemoveCitations(ctx, []qda.ID{list[0].ID}); err != nil {
		t.Fatal(err)
	}
	meet()
	for _, q := range []*engine.Project{p, there} {
		if list, err := q.Citations(ctx, v.ID); err != nil || len(list) != 0 {
			t.Errorf("back again: %+v %v", list, err)
		}
	}
}

// Where two copies disagree on what a passage does to a statement, it stands once, and
// a person decides.
func TestWhatAPassageDoesToAStatementIsDecidedByAPerson(t *testing.T) {
	p, d := newProject(t)
	_, _, v := aboutACase(t, p)
	there, meet := apart(t, p, "Coder B", 72)
	span := at(t, p, d, "we meet every month")
	for q, role := range map[*engine.Project]string{p: "supports", there: "contradicts"} {
		if _, err := q.AddCitations(ctx, "attribute_value", v.ID, []engine.Cite{{Document: d.ID, Start: span.Start, End: span.End, Role: role}}); err != nil {
			t.Fatal(err)
		}
	}
	meet()
	var shown string
	for i, q := range []*engine.Project{p, there} {
		list, err := q.Citations(ctx, v.ID)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v %v", list, err)
		}
		open, err := q.Conflicts(ctx, false)
		if err != nil || len(open) != 1 || open[0].Field != "role" || open[0].Thing.ID != list[0].ID || open[0].Shown != list[0].Role || open[0].Other == open[0].Shown {
			t.Fatalf("%+v %+v %v", open, list, err)
		}
		if open[0].Thing.Name == "" {
			t.Errorf("the question does not say what it is about: %+v", open[0])
		}
		if i == 1 && list[0].Role != shown {
			t.Errorf("%s here, %s there", shown, list[0].Role)
		}
		shown = list[0].Role
	}
	open, err := p.Conflicts(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.DecideConflict(ctx, open[0].ID, "theirs", ""); err != nil {
		t.Fatal(err)
	}
	meet()
	for _, q := range []*engine.Project{p, there} {
		list, err := q.Citations(ctx, v.ID)
		if err != nil || len(list) != 1 || list[0].Role != open[0].Other {
			t.Errorf("%+v %v", list, err)
		}
		if open, err := q.Conflicts(ctx, false); err != nil || len(open) != 0 {
			t.Errorf("%+v %v", open, err)
		}
	}
}
