package engine_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// column is one of a synthesis as it stands: what it asks for, and what stands in its cells.
func column(t testing.TB, p *engine.Project, title string) (engine.DimensionView, []int) {
	t.Helper()
	v := synthesisNamed(t, p, "Comparison by theme")
	at := slices.IndexFunc(v.Dimensions, func(d engine.DimensionView) bool { return d.Title == title })
	if at < 0 {
		t.Fatalf("there is no column %s", title)
	}
	var standing []int
	for _, c := range v.Cells {
		if c.Dimension == v.Dimensions[at].ID {
			standing = append(standing, c.Segments)
		}
	}
	return v.Dimensions[at], standing
}

func facetToSave(t testing.TB, p *engine.Project, name string) engine.SaveFacet {
	t.Helper()
	all, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(f engine.FacetView) bool { return f.Name == name })
	if at < 0 {
		t.Fatalf("there is no facet %s", name)
	}
	f := all[at]
	return engine.SaveFacet{ID: f.ID, Name: f.Name, Definition: f.Definition, Actors: f.Actors, Multiple: f.Multiple, Values: f.Values}
}

// TestAColumnAsksForTheSameWhenThingsAreRenamed renames everything that a condition can name,
// and compares what stands in the cells before and after.
func TestAColumnAsksForTheSameWhenThingsAreRenamed(t *testing.T) {
	p := newSample(t)
	all := synthesisNamed(t, p, "Comparison by theme").ID
	attribute := func() engine.SaveAttribute {
		list, err := p.Attributes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		a := list[slices.IndexFunc(list, func(a engine.AttributeView) bool { return strings.HasPrefix(a.Name, "intentionality") })]
		return engine.SaveAttribute{ID: a.ID, Name: a.Name, Scope: a.Scope, Type: a.Type, Choices: a.Choices}
	}
	for _, x := range []struct {
		where  string
		rename func() error
		now    string // that the condition says afterwards
	}{
		{"level:local AND mechanism:informal", func() error {
			f := facetToSave(t, p, "level")
			f.Name = "tier"
			_, err := p.SaveFacet(ctx, f)
			return err
		}, "facet.tier:local"},
		{"tier:local OR tier:central", func() error {
			f := facetToSave(t, p, "tier")
			f.Values = slices.Clone(f.Values)
			f.Values[slices.IndexFunc(f.Values, func(v engine.FacetValueView) bool { return v.Name == "local" })].Name = "of the village"
			_, err := p.SaveFacet(ctx, f)
			return err
		}, `facet.tier:"of the village"`},
		{`code:"Shared targeting" OR near:"Shared targeting"~20`, func() error {
			c, err := p.FindCode(ctx, "Shared targeting")
			if err != nil {
				return err
			}
			name := "Common targeting"
			_, err = p.EditCode(ctx, engine.EditCode{ID: c.ID, Name: &name})
			return err
		}, "Common targeting"},
		{"attr.intentionality:Intentional", func() error {
			a := attribute()
			a.Choices = slices.Clone(a.Choices)
			a.Choices[slices.IndexFunc(a.Choices, func(c engine.ChoiceView) bool { return c.Name == "Intentional" })].Name = "By design"
			_, err := p.SaveAttribute(ctx, a)
			return err
		}, `attr.intentionality:"By design"`},
		{`attr.intentionality:"By design"`, func() error {
			a := attribute()
			a.Name = "intentionality of it"
			_, err := p.SaveAttribute(ctx, a)
			return err
		}, `attr."intentionality of it":"By design"`},
		{"actor:STEIA", func() error {
			a, err := p.FindActor(ctx, "STEIA")
			if err != nil {
				return err
			}
			_, err = p.SaveActor(ctx, engine.SaveActor{ID: a.ID, Name: "Secretariat of the emergency", Kind: a.Kind, Parent: a.ParentID})
			return err
		}, "Secretariat of the emergency"},
		{"coder:\"Coder A\" AND round:\"Round 2\"", func() error { return nil }, "Coder A"},
	} {
		if _, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: all, Title: x.where, Kind: engine.DimensionFacet, Query: x.where}); err != nil {
			t.Fatalf("%s: %v", x.where, err)
		}
		_, before := column(t, p, x.where)
		if slices.Max(before) == 0 {
			t.Errorf("%s: nothing stands there", x.where)
		}
		if err := x.rename(); err != nil {
			t.Fatalf("%s: %v", x.where, err)
		}
		d, after := column(t, p, x.where)
		if !slices.Equal(after, before) || d.Problem != nil || !strings.Contains(d.Query, x.now) {
			t.Errorf("%s asks for %s now: %v, want %v; %+v", x.where, d.Query, after, before, d.Problem)
		}
		if found, err := p.Segments(ctx, engine.SegmentQuery{Where: d.Query}); err != nil || found.Total == 0 {
			t.Errorf("%s is not found as it is shown: %+v, %v", d.Query, found.Total, err)
		}
		// Written again as it is shown, it stays the same.
		if _, err := p.SaveDimension(ctx, engine.SaveDimension{ID: d.ID, Title: d.Title, Kind: d.Kind, Query: d.Query}); err != nil {
			t.Errorf("%s: %v", d.Query, err)
		}
		if again, standing := column(t, p, x.where); again.Query != d.Query || !slices.Equal(standing, before) {
			t.Errorf("%s is %s when it is written again: %v, want %v", d.Query, again.Query, standing, before)
		}
	}
	whole(t, p)
}

// TestAColumnAsksForWhatTookTheOthersPlace merges a code, a case and an actor that columns and
// a saved query ask for, and takes it back.
func TestAColumnAsksForWhatTookTheOthersPlace(t *testing.T) {
	p := newSample(t)
	all := synthesisNamed(t, p, "Comparison by theme").ID
	code := func(name string) qda.ID {
		c, err := p.FindCode(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	kase := func(name string) qda.ID {
		k, err := p.FindCase(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return k.ID
	}
	var actors []qda.ID
	for _, name := range []string{"STEIA", "UNRA"} {
		a, err := p.SaveActor(ctx, engine.SaveActor{Name: "Office " + name, Kind: "agency"})
		if err != nil {
			t.Fatal(err)
		}
		actors = append(actors, a.ID)
	}
	for _, x := range []struct {
		where, kind string
		merge       func() error
		now         string
	}{
		{"code:Targeting", engine.DimensionFacet, func() error {
			_, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{code("Targeting")}, Into: code("Incentives")})
			return err
		}, "Incentives"},
		{`case:"Colombia PPP" AND level:local`, engine.DimensionFacet, func() error {
			_, err := p.MergeCases(ctx, engine.MergeCases{From: []qda.ID{kase("Colombia PPP")}, Into: kase("Mali Nioro Cash+")})
			return err
		}, "Mali Nioro Cash+"},
		{`actor:"Office STEIA"`, engine.DimensionFacet, func() error {
			_, err := p.MergeActors(ctx, engine.MergeActors{From: actors[:1], Into: actors[1]})
			return err
		}, "Office UNRA"},
	} {
		if _, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: all, Title: x.where, Kind: x.kind, Query: x.where}); err != nil {
			t.Fatalf("%s: %v", x.where, err)
		}
		if _, err := p.SaveQuery(ctx, engine.SaveQuery{Name: x.where, Kind: engine.SavedSegments, Where: x.where}); err != nil {
			t.Fatal(err)
		}
		was, before := column(t, p, x.where)
		if err := x.merge(); err != nil {
			t.Fatalf("%s: %v", x.where, err)
		}
		d, _ := column(t, p, x.where)
		q, err := p.FindQuery(ctx, x.where)
		if err != nil || d.Problem != nil || !strings.Contains(d.Query, x.now) || q.Where != d.Query {
			t.Errorf("%s asks for %s now, and the query for %s: %+v, %v", x.where, d.Query, q.Where, d.Problem, err)
		}
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if again, standing := column(t, p, x.where); again.Query != was.Query || !slices.Equal(standing, before) {
			t.Errorf("%s, taken back, asks for %s: %v, want %v", x.where, again.Query, standing, before)
		}
	}
	// A column of a code stands for the code that took it over.
	from, into := code("Targeting"), code("Incentives")
	if _, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: all, Title: "Of a code", Kind: engine.DimensionCode, Code: from}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{from}, Into: into}); err != nil {
		t.Fatal(err)
	}
	if d, standing := column(t, p, "Of a code"); d.Code != into || slices.Max(standing) == 0 {
		t.Errorf("%+v: %v", d, standing)
	}
	whole(t, p)
}

// TestAColumnThatCannotBeAnsweredSaysSo takes away what two columns ask for: the synthesis is
// read all the same, what was written stays as fresh as it was, and the column can be given
// another condition or removed.
func TestAColumnThatCannotBeAnsweredSaysSo(t *testing.T) {
	p := newSample(t)
	v := synthesisNamed(t, p, "Comparison by theme")
	attributes, err := p.Attributes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var country qda.ID
	for _, a := range attributes {
		if a.Name == "country" {
			country = a.ID
		}
	}
	if _, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: v.ID, Title: "Of Peru", Kind: engine.DimensionFacet, Query: "attr.country:Peru"}); err != nil {
		t.Fatal(err)
	}
	f, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: func() qda.ID { d, _ := column(t, p, "Of Peru"); return d.ID }(), Row: v.Rows[0].Row, Case: v.Rows[0].Case, Statement: "They meet."})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.BinFacet(ctx, facetToSave(t, p, "level").ID, true); err != nil {
		t.Fatal(err)
	}
	if err := p.RemoveAttribute(ctx, country); err != nil {
		t.Fatal(err)
	}
	for title, code := range map[string]string{"Informal coordination at the local level": "facet.binned", "Of Peru": "attribute.deleted"} {
		if d, standing := column(t, p, title); d.Problem == nil || d.Problem.Code != code || slices.Max(standing) != 0 {
			t.Errorf("%s: %+v, %v", title, d.Problem, standing)
		}
	}
	stale, err := p.SynthesisStaleness(ctx, v.ID)
	if err != nil || stale[f.ID] != (engine.Staleness{}) {
		t.Errorf("%+v, %v", stale[f.ID], err)
	}
	if f, err = p.WriteFinding(ctx, engine.WriteFinding{ID: f.ID, Statement: "They meet every month."}); err != nil || f.Statement != "They meet every month." {
		t.Errorf("%+v, %v", f, err)
	}
	// Called something else and put elsewhere, it keeps its condition.
	d, _ := column(t, p, "Informal coordination at the local level")
	d.Title = "At the local level"
	if _, err := p.SaveDimension(ctx, engine.SaveDimension{ID: d.ID, Title: d.Title, Kind: d.Kind, Query: d.Query, After: &qda.ID{}}); err != nil {
		t.Fatal(err)
	}
	if again, _ := column(t, p, d.Title); again.Query != d.Query || again.Problem == nil {
		t.Errorf("%+v", again)
	}
	if _, err := p.SaveDimension(ctx, engine.SaveDimension{ID: d.ID, Title: d.Title, Kind: d.Kind, Query: "mechanism:informal"}); err != nil {
		t.Fatal(err)
	}
	if d, standing := column(t, p, d.Title); d.Problem != nil || slices.Max(standing) == 0 {
		t.Errorf("%+v, %v", d.Problem, standing)
	}
	peru, _ := column(t, p, "Of Peru")
	if err := p.RemoveDimension(ctx, peru.ID); err != nil {
		t.Error(err)
	}
	whole(t, p)
}

// TestAColumnAsksForWhatThingsBecomeInAnotherProject takes the sample over into a project whose
// codes and facets have the same names and identities of their own.
func TestAColumnAsksForWhatThingsBecomeInAnotherProject(t *testing.T) {
	p := newSample(t)
	if _, err := p.SaveQuery(ctx, engine.SaveQuery{Name: "Kept", Kind: engine.SavedSegments, Where: "level:local AND mechanism:informal"}); err != nil {
		t.Fatal(err)
	}
	const title = "Informal coordination at the local level"
	_, want := column(t, p, title)
	dir := qdatest.FastDir(t)
	path := filepath.Join(dir, "out.qdpx")
	if _, err := p.ExportProject(ctx, path, engine.ExportProject{}, nil); err != nil {
		t.Fatal(err)
	}
	q, err := newEngine(t).Create(ctx, filepath.Join(dir, "q.articula"), engine.NewProject{Title: "Q", Coder: "Coder A"})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	for _, name := range []string{"level", "mechanism"} {
		f := facetToSave(t, p, name)
		f.ID, f.Values = qda.ID{}, slices.Clone(f.Values)
		for i := range f.Values {
			f.Values[i].ID = qda.ID{}
		}
		if _, err := q.SaveFacet(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	level := facetToSave(t, q, "level").ID
	if _, err := q.ImportProject(ctx, engine.ImportProject{Path: path}, nil); err != nil {
		t.Fatal(err)
	}
	if got := facetToSave(t, q, "level").ID; got != level {
		t.Fatal("the facet is another")
	}
	d, standing := column(t, q, title)
	if d.Problem != nil || !slices.Equal(standing, want) {
		t.Errorf("%+v: %v, want %v", d.Problem, standing, want)
	}
	kept, err := q.FindQuery(ctx, "Kept")
	if err != nil || kept.Where != d.Query {
		t.Errorf("%q is kept, want %q: %v", kept.Where, d.Query, err)
	}
	whole(t, q)
}
