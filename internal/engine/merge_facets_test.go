package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// A facet of one value that two copies set differently on one coding has both after they
// meet, and a person is asked, in both copies; once one of them has decided nobody is asked
// any more. A facet of several values asks nothing.
func TestTwoValuesOfAFacetThatTakesOneAreDecidedByAPerson(t *testing.T) {
	for _, way := range []struct {
		choice, stays string
		at            int // who decides: 0 and 1 afterwards, 2 with the merge itself
	}{{"ours", "local", 0}, {"theirs", "national", 1}, {"theirs", "national", 2}, {"ours", "local", 2}} {
		p, d := newProject(t)
		level, err := p.SaveFacet(ctx, engine.SaveFacet{Name: "level", Values: []engine.FacetValueView{{Name: "local"}, {Name: "national"}}})
		if err != nil {
			t.Fatal(err)
		}
		many, err := p.SaveFacet(ctx, engine.SaveFacet{Name: "tone", Multiple: true, Values: []engine.FacetValueView{{Name: "angry"}, {Name: "calm"}}})
		if err != nil {
			t.Fatal(err)
		}
		c := add(t, p, d, "formal", "we meet every month")
		there, meet := apart(t, p, "Coder A", 74)
		for i, q := range []*engine.Project{p, there} {
			for _, f := range []engine.FacetView{level, many} {
				if _, err := q.SetFacets(ctx, []qda.ID{c.ID}, engine.FacetValue{Facet: f.ID, Value: f.Values[i].ID}, true); err != nil {
					t.Fatal(err)
				}
			}
		}
		if way.at == 2 {
			if err := there.Flush(ctx); err != nil {
				t.Fatal(err)
			}
			info, err := there.Info(ctx)
			if err != nil {
				t.Fatal(err)
			}
			tried, err := p.Merge(ctx, engine.MergeRequest{Path: info.Path, DryRun: true}, nil)
			if err != nil || len(tried.Conflicts) != 1 {
				t.Fatalf("%+v %v", tried, err)
			}
			r := engine.MergeRequest{Path: info.Path, Choices: map[string]string{tried.Conflicts[0].ID.String(): way.choice}}
			met, err := p.Merge(ctx, r, nil)
			if err != nil || met.Decided != 1 || len(met.Conflicts) != 1 || met.Conflicts[0].State != way.choice {
				t.Fatalf("%+v %v", met, err)
			}
		} else {
			for i, met := range meet() {
				if len(met.Conflicts) != 1 || met.Conflicts[0].Entity != "qualifier" || met.Conflicts[0].Field != "level" || met.Conflicts[0].Shown != "local" || met.Conflicts[0].Other != "national" || met.Conflicts[0].Thing.Name != "we meet every month" {
					t.Fatalf("%d: %+v", i, met.Conflicts)
				}
			}
			q := []*engine.Project{p, there}[way.at]
			open, err := q.Conflicts(ctx, false)
			if err != nil || len(open) != 1 {
				t.Fatalf("%+v %v", open, err)
			}
			if v, err := q.DecideConflict(ctx, open[0].ID, "edited", "both"); err == nil {
				t.Errorf("%+v", v)
			}
			v, err := q.DecideConflict(ctx, open[0].ID, way.choice, "")
			if err != nil || v.State != way.choice {
				t.Fatalf("%+v %v", v, err)
			}
		}
		meet()
		for i, q := range []*engine.Project{p, there} {
			if open, err := q.Conflicts(ctx, false); err != nil || len(open) > 0 {
				t.Errorf("%d: %+v %v", i, open, err)
			}
			list, err := q.DocumentCodings(ctx, d.ID)
			if err != nil || len(list) != 1 {
				t.Fatalf("%+v %v", list, err)
			}
			var has []string
			for _, f := range list[0].Facets {
				has = append(has, f.Meaning)
			}
			if slices.Sort(has); !slices.Equal(has, []string{"angry", "calm", way.stays}) {
				t.Errorf("%d: %s at %d: %q", i, way.choice, way.at, has)
			}
		}
	}
}

// Codings of others are theirs to decide on: whoever merges is told of them.
func TestTwoValuesOnACodingOfAnotherWaitForHer(t *testing.T) {
	p, d := newProject(t)
	level, err := p.SaveFacet(ctx, engine.SaveFacet{Name: "level", Values: []engine.FacetValueView{{Name: "local"}, {Name: "national"}}})
	if err != nil {
		t.Fatal(err)
	}
	c := add(t, p, d, "formal", "we meet every month")
	there, meet := apart(t, p, "Coder A", 78)
	for i, q := range []*engine.Project{p, there} {
		if _, err := q.SetFacets(ctx, []qda.ID{c.ID}, engine.FacetValue{Facet: level.ID, Value: level.Values[i].ID}, true); err != nil {
			t.Fatal(err)
		}
	}
	become(t, p, "Coder B")
	for i, met := range meet() {
		if i == 0 && (len(met.Conflicts) != 0 || !slices.Equal(codesOf(met.Notices), []string{"merge.several"}) || met.Notices[0].Args["coder"] != "Coder A") {
			t.Errorf("%+v", met)
		}
		if i == 1 && (len(met.Conflicts) != 1 || len(met.Notices) != 0) {
			t.Errorf("%+v", met)
		}
	}
	if open, err := p.Conflicts(ctx, false); err != nil || len(open) != 0 {
		t.Errorf("%+v %v", open, err)
	}
	if open, err := there.Conflicts(ctx, false); err != nil || len(open) != 1 {
		t.Errorf("%+v %v", open, err)
	}
}

// What a merge does not bring cannot be chosen about: it is refused as a whole, and not
// passed over.
func TestChoicesAboutWhatAMergeDoesNotBringAreRefused(t *testing.T) {
	p, d := newProject(t)
	there, _ := apart(t, p, "Coder B", 77)
	if _, err := there.SaveCase(ctx, engine.SaveCase{Name: "South"}); err != nil {
		t.Fatal(err)
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	info, err := there.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []engine.MergeRequest{{Join: []qda.ID{d.ID}}, {Leave: []qda.ID{d.ID}}, {Choices: map[string]string{d.ID.String(): "theirs"}}} {
		for _, r.DryRun = range []bool{true, false} {
			r.Path = info.Path
			if met, err := p.Merge(ctx, r, nil); qda.AsError(err).Code != "merge.not_offered" {
				t.Errorf("%+v: %+v %v", r, met, err)
			}
		}
	}
	if cases, err := p.Cases(ctx); err != nil || len(cases) > 0 {
		t.Errorf("%+v %v", cases, err)
	}
}

// A question about what was deleted since is not asked any more, and is again once that is
// taken back.
func TestAQuestionAboutWhatIsGoneIsNotAsked(t *testing.T) {
	p, _ := newProject(t)
	_, a, _ := aboutACase(t, p)
	there, meet := apart(t, p, "Coder B", 79)
	for i, q := range []*engine.Project{p, there} {
		if _, err := q.SaveAttribute(ctx, engine.SaveAttribute{ID: a.ID, Name: a.Name, Scope: a.Scope, Type: a.Type, Definition: []string{"one", "two"}[i]}); err != nil {
			t.Fatal(err)
		}
	}
	meet()
	asked := func(want int) {
		t.Helper()
		if open, err := p.Conflicts(ctx, false); err != nil || len(open) != want {
			t.Errorf("%+v %v", open, err)
		}
	}
	asked(1)
	if err := p.RemoveAttribute(ctx, a.ID); err != nil {
		t.Fatal(err)
	}
	asked(0)
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	asked(1)
}
