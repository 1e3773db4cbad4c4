package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// heard collects the events of a project until the test ends.
func heard(t *testing.T, p *engine.Project) (last func() engine.Event) {
	t.Helper()
	var events []engine.Event
	t.Cleanup(p.Subscribe(func(e engine.Event) { events = append(events, e) }))
	return func() engine.Event {
		t.Helper()
		if len(events) == 0 {
			t.Fatal("nothing was heard")
		}
		return events[len(events)-1]
	}
}

func TestAnEventNamesTheCodingsThatWereTouched(t *testing.T) {
	p, d := newProject(t)
	kept := add(t, p, d, "resistance", "The ministry never sent a guideline") // joins
	last := heard(t, p)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var k engine.CodingView
	// named wants the last event to name these codings alone, and reading them to give
	// what reading the whole document does.
	named := func(kind string, want ...qda.ID) {
		t.Helper()
		e := last()
		if e.Kind != kind || e.Everywhere || !slices.Equal(e.Codings, want) {
			t.Errorf("%+v, want %s of %v", e, kind, want)
		}
		if slices.Contains(e.Codings, kept.ID) {
			t.Error("it names one that was not touched")
		}
		got, err := p.CodingsByID(ctx, e.Codings)
		must(err)
		all, err := p.DocumentCodings(ctx, d.ID)
		must(err)
		all = slices.DeleteFunc(all, func(c engine.CodingView) bool { return !slices.Contains(want, c.ID) })
		if !slices.EqualFunc(got, all, func(a, b engine.CodingView) bool {
			return a.ID == b.ID && a.Start == b.Start && a.End == b.End && a.Code == b.Code && a.Memos == b.Memos && slices.Equal(a.Facets, b.Facets)
		}) {
			t.Errorf("read alone %+v, with the document %+v", got, all)
		}
	}
	// unnamed wants it to say that codings cannot be told one by one.
	unnamed := func(kind string) {
		t.Helper()
		if e := last(); e.Kind != kind || len(e.Codings) > 0 || !e.Everywhere && len(e.Documents) == 0 {
			t.Errorf("%+v, want %s of everything", e, kind)
		}
	}

	k = add(t, p, d, "informal", "share the list")
	named("coding.add", k.ID)
	if e := last(); !slices.Equal(e.Documents, []qda.ID{d.ID}) {
		t.Errorf("%+v", e)
	}
	_, err := p.ResizeCoding(ctx, k.ID, at(t, p, d, "share the list of households"))
	must(err)
	named("coding.resize", k.ID)
	_, err = p.RecodeCodings(ctx, []qda.ID{k.ID}, code(t, p, "formal"))
	must(err)
	named("coding.recode", k.ID)
	_, err = p.SaveFacet(ctx, engine.SaveFacet{Name: "level", Values: []engine.FacetValueView{{Name: "local"}}})
	must(err)
	facet, err := p.ParseFacet(ctx, "level=local")
	must(err)
	_, err = p.SetFacets(ctx, []qda.ID{k.ID}, facet, true)
	must(err)
	named(last().Kind, k.ID)
	_, err = p.SaveMemo(ctx, engine.SaveMemo{Body: "Why?", On: "coding", OnID: k.ID})
	must(err)
	named(last().Kind, k.ID)
	if got, _ := p.CodingsByID(ctx, []qda.ID{k.ID}); len(got) != 1 || got[0].Memos != 1 || len(got[0].Facets) != 1 {
		t.Errorf("%+v", got)
	}
	must(p.RemoveCodings(ctx, []qda.ID{k.ID}))
	named("coding.remove", k.ID)
	if got, _ := p.CodingsByID(ctx, []qda.ID{k.ID}); len(got) != 0 {
		t.Errorf("it was removed: %+v", got)
	}
	_, err = p.Undo(ctx)
	must(err)
	named("undo", k.ID)
	_, err = p.Redo(ctx)
	must(err)
	named("redo", k.ID)

	_, words, err := p.CodeInVivo(ctx, engine.InVivo{Document: d.ID, Span: at(t, p, d, "with the municipality")})
	must(err)
	named(last().Kind, words.ID)

	// What is shown at codings that were not touched.
	must(p.BinCodes(ctx, []qda.ID{code(t, p, "resistance")}, false))
	unnamed(last().Kind)
	if got, _ := p.CodingsByID(ctx, []qda.ID{kept.ID}); len(got) != 0 {
		t.Errorf("its code lies in the bin: %+v", got)
	}
	_, err = p.Undo(ctx)
	must(err)
	unnamed("undo")
	if got, _ := p.CodingsByID(ctx, []qda.ID{kept.ID}); len(got) != 1 {
		t.Errorf("its code was fetched from the bin: %+v", got)
	}
	if got, err := p.CodingsByID(ctx, nil); err != nil || len(got) != 0 {
		t.Errorf("nothing was asked for: %+v %v", got, err)
	}
}

func TestAnEventOfManyCodingsNamesTheDocument(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "resistance", "The ministry never sent a guideline") // joins
	last := heard(t, p)
	codes := []qda.ID{}
	for i := range 201 {
		c, err := p.AddCode(ctx, engine.AddCode{Name: "code " + string(rune('a'+i%26)) + string(rune('a'+i/26))})
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, c.ID)
	}
	for _, n := range []int{201, 200} {
		list, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: 0, End: n - 190}, Codes: codes[:n], Overlap: engine.OverlapSeparate})
		if err != nil || len(list) != n {
			t.Fatal(len(list), err)
		}
		e := last()
		if want := n % 201; len(e.Codings) != want || !slices.Contains(e.Documents, d.ID) {
			t.Errorf("%d codings: %d are named, %v", n, len(e.Codings), e.Documents)
		}
	}
}
