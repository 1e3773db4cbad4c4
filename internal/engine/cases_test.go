package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

func bareProject(t testing.TB) *engine.Project {
	t.Helper()
	p, err := newEngine(t).Create(ctx, filepath.Join(qdatest.FastDir(t), "p.articula"), engine.NewProject{Title: "P", Codebook: "institutional-analysis", Coder: "A"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func TestTheCaseTreeIsChangedAndTakenBack(t *testing.T) {
	p := bareProject(t)
	save := func(r engine.SaveCase) qda.Case {
		t.Helper()
		k, err := p.SaveCase(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	africa := save(engine.SaveCase{Name: " Africa ", Kind: "region"})
	mali := save(engine.SaveCase{Name: "Mali", Kind: "country", Parent: africa.ID})
	nioro := save(engine.SaveCase{Name: "Nioro", Kind: "case", Parent: mali.ID})
	asia := save(engine.SaveCase{Name: "Asia", Kind: "region"})
	paths := func() (out []string) {
		list, err := p.Cases(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var walk func([]engine.CaseNode)
		walk = func(list []engine.CaseNode) {
			for _, c := range list {
				out = append(out, c.Path)
				walk(c.Children)
			}
		}
		walk(list)
		return out
	}
	start := paths()
	if err := p.MoveCase(ctx, asia.ID, qda.ID{}, qda.ID{}); err != nil {
		t.Fatal(err)
	}
	if err := p.MoveCase(ctx, nioro.ID, africa.ID, mali.ID); err != nil {
		t.Fatal(err)
	}
	if got := paths(); !slices.Equal(got, []string{"Asia", "Africa", "Africa/Mali", "Africa/Nioro"}) {
		t.Errorf("%v", got)
	}
	for code, do := range map[string]func() error{
		"case.cycle":   func() error { return p.MoveCase(ctx, africa.ID, mali.ID, qda.ID{}) },
		"case.exists":  func() error { _, err := p.SaveCase(ctx, engine.SaveCase{Name: "máli", Parent: africa.ID}); return err },
		"case.no_name": func() error { _, err := p.SaveCase(ctx, engine.SaveCase{Name: " "}); return err },
		"case.gone":    func() error { return p.BinCases(ctx, []qda.ID{p.Me().ID}, true) },
	} {
		if e := qda.AsError(do()); e == nil || e.Code != code {
			t.Errorf("%v, want %s", e, code)
		}
	}
	if err := p.BinCases(ctx, []qda.ID{africa.ID}, true); err != nil {
		t.Fatal(err)
	}
	if got := paths(); !slices.Equal(got, []string{"Asia"}) {
		t.Errorf("%v", got)
	}
	for range 3 {
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := paths(); !slices.Equal(got, start) {
		t.Errorf("%v, want %v", got, start)
	}
	whole(t, p)
}

func TestPartsOfADocumentBelongToACase(t *testing.T) {
	p := newSample(t)
	d, err := p.FindDocument(ctx, "comparative-note.md")
	if err != nil {
		t.Fatal(err)
	}
	k, err := p.FindCase(ctx, "Peru Juntos–Haku Wiñay")
	if err != nil {
		t.Fatal(err)
	}
	sheet := func() engine.CaseSheet {
		s, err := p.CaseSheet(ctx, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := sheet()
	in := len(segments(t, p, `document:comparative-note.md`))
	codings, err := p.DocumentCodings(ctx, d.ID)
	if err != nil || len(codings) < 2 || in != len(codings) {
		t.Fatal(len(codings), err)
	}
	first, last := codings[0], codings[len(codings)-1]
	for _, span := range []qda.Span{{Start: first.Start, End: first.Start + 5}, {Start: first.Start + 5, End: first.End}} {
		if err := p.LinkCaseSpan(ctx, k.ID, d.ID, span); err != nil {
			t.Fatal(err)
		}
	}
	after := sheet()
	if len(after.Documents) != len(before.Documents)+1 || after.Coverage.Segments <= before.Coverage.Segments {
		t.Fatalf("%d documents, %d segments", len(after.Documents), after.Coverage.Segments)
	}
	at := slices.IndexFunc(after.Documents, func(x engine.CaseSpanView) bool { return x.Document.ID == d.ID })
	part := after.Documents[at]
	if part.Whole || part.Start != first.Start || part.End != first.End || part.Quote == "" {
		t.Errorf("two parts that touch: %+v", part)
	}
	found := segments(t, p, `case:"Peru Juntos–Haku Wiñay" AND document:comparative-note.md`)
	if part.Codings != len(found) || len(found) == 0 || slices.ContainsFunc(found, func(s engine.Segment) bool { return s.ID == last.ID }) {
		t.Errorf("%d codings in the part, %d found", part.Codings, len(found))
	}
	if err := p.LinkCaseSpan(ctx, k.ID, d.ID, qda.Span{Start: 0, End: 1 << 30}); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
	if err := p.UnlinkCaseSpans(ctx, []qda.ID{part.ID}); err != nil {
		t.Fatal(err)
	}
	if got := sheet(); got.Coverage.Segments != before.Coverage.Segments {
		t.Errorf("%+v, want %+v", got.Coverage, before.Coverage)
	}
	if before.Codes == 0 || len(before.Coverage.Kinds) < 2 || len(before.Coverage.Levels) < 2 || len(before.Actors) == 0 || len(before.Missing) != 0 {
		t.Errorf("%+v", before)
	}
	whole(t, p)
}

func TestValuesStandSideBySideWithTheirPassages(t *testing.T) {
	p := newSample(t)
	k, err := p.FindCase(ctx, "Peru Juntos–Haku Wiñay")
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.FindAttribute(ctx, qda.OnCase, "intencionalidad")
	if err != nil {
		t.Fatal(err)
	}
	coding := segments(t, p, `case:"Peru Juntos–Haku Wiñay"`)[0]
	values := func() (out []engine.ValueView) {
		list, err := p.Values(ctx, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			if v.Attribute == a.ID {
				out = append(out, v)
			}
		}
		return out
	}
	was := values()
	if len(was) != 1 || was[0].Value != "Intentional" || !was[0].Cited || was[0].Coder.Name == "" || was[0].At == "" {
		t.Fatalf("%+v", was)
	}
	set, err := p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: "non-intentional", Note: "By the new rules.", Alternatives: "Intentional", Citations: []engine.Cite{{Coding: coding.ID, Role: "qualifies"}}})
	if err != nil || set.Value != "Non-intentional" || set.Status != "held" || len(set.Citations) != 1 || set.Alternatives != "Intentional" {
		t.Fatalf("%+v %v", set, err)
	}
	if got := values(); len(got) != 2 || got[0].Value != "Non-intentional" || got[1].Status != "contested" || got[1].Value != "Intentional" || len(got[1].Citations) != len(was[0].Citations) {
		t.Errorf("%+v", got)
	}
	views, err := p.Attributes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		if v.ID == a.ID && (v.Contested != 1 || v.Values != 8 || v.Uncited != 0) {
			t.Errorf("%+v", v)
		}
	}
	// saying it again brings it back, with what it rested on
	if again, err := p.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k.ID, Value: "Intentional"}); err != nil || again.ID != was[0].ID || again.Note != was[0].Note || len(again.Citations) != len(was[0].Citations) {
		t.Errorf("%+v %v", again, err)
	}
	for range 2 {
		if _, err := p.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := values(); len(got) != 1 || got[0].Status != "held" {
		t.Errorf("%+v", got)
	}
	number, err := p.FindAttribute(ctx, qda.OnCase, "number of programmes")
	if err != nil {
		t.Fatal(err)
	}
	bare, err := p.SetValue(ctx, engine.SetValue{Attribute: number.ID, Owner: k.ID, Value: "2,50"})
	if err != nil || bare.Value != "2.5" || bare.Cited {
		t.Errorf("%+v %v", bare, err)
	}
	for _, bad := range []engine.SetValue{
		{Attribute: a.ID, Owner: k.ID, Value: "perhaps"}, {Attribute: number.ID, Owner: k.ID, Value: "two"}, {Attribute: number.ID, Owner: k.ID, Value: "1,234"},
		{Attribute: number.ID, Owner: k.ID, Value: " "}, {Attribute: number.ID, Owner: number.ID, Value: "1"}, {Attribute: k.ID, Owner: k.ID, Value: "1"}, {Attribute: number.ID, Owner: k.ID, Value: "1", Status: "moot"},
	} {
		if _, err := p.SetValue(ctx, bad); err == nil || qda.KindOf(err) == qda.Internal {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	whole(t, p)
}

func TestAttributesAreMadeAndChanged(t *testing.T) {
	p := newSample(t)
	k, err := p.FindCase(ctx, "Colombia PPP")
	if err != nil {
		t.Fatal(err)
	}
	made, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "stage", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: []engine.ChoiceView{{Name: "pilot"}, {Name: "scaled"}}})
	if err != nil || len(made.Choices) != 2 {
		t.Fatalf("%+v %v", made, err)
	}
	if _, err := p.SetValue(ctx, engine.SetValue{Attribute: made.ID, Owner: k.ID, Value: "Pilot"}); err != nil {
		t.Fatal(err)
	}
	change := engine.SaveAttribute{ID: made.ID, Name: "stage", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: made.Choices[1:]}
	if _, err := p.SaveAttribute(ctx, change); qda.AsError(err).Code != "attribute.values_in_use" {
		t.Errorf("a value in use was taken away: %v", err)
	}
	if list, _ := p.Attributes(ctx); !slices.ContainsFunc(list, func(a engine.AttributeView) bool { return a.ID == made.ID && len(a.Choices) == 2 }) {
		t.Error("what was refused was half done")
	}
	change.Choices = []engine.ChoiceView{{ID: made.Choices[0].ID, Name: "trial"}, made.Choices[1]}
	if v, err := p.SaveAttribute(ctx, change); err != nil || v.Choices[0].Name != "trial" || v.Choices[0].Values != 1 {
		t.Errorf("%+v %v", v, err)
	}
	values, err := p.Values(ctx, k.ID)
	if err != nil || !slices.ContainsFunc(values, func(v engine.ValueView) bool { return v.Attribute == made.ID && v.Value == "trial" }) {
		t.Errorf("%+v %v", values, err)
	}
	change.Type = qda.NumberValue
	if _, err := p.SaveAttribute(ctx, change); qda.KindOf(err) != qda.Conflict {
		t.Error(err)
	}
	if err := p.RemoveAttribute(ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if again, err := p.Values(ctx, k.ID); err != nil || len(again) != len(values) {
		t.Errorf("%d values, want %d, %v", len(again), len(values), err)
	}
	whole(t, p)
}

func TestATableOfCasesIsTakenOver(t *testing.T) {
	p := newSample(t)
	file := filepath.Join(t.TempDir(), "cases.csv")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("case;kind;intentionality;number of programmes;started;stage;households\n" +
		"Colombia PPP;case;Non-intentional;3;2011-06;pilot;1200\n" +
		"Asia/Nepal/Hariyo;case;Intentional;two;2018;scaled;800\n" +
		"Asia/Nepal/Second;case;Maybe;1;2019-01-02;pilot;5,5\n" +
		";case;Intentional;1;2019;pilot;1\n" +
		"Colombia PPP;case;Intentional;1;2019;pilot;1\n")
	preview, err := p.PreviewTable(ctx, engine.TableImport{Path: file})
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]qda.ValueType{}
	for _, c := range preview.Columns {
		types[c.Header] = c.Type
	}
	if preview.Key != "case" || types["started"] != qda.DateValue || types["stage"] != qda.ChoiceValue || types["households"] != qda.NumberValue || types["number of programmes"] != qda.NumberValue {
		t.Errorf("%s %v", preview.Key, types)
	}
	if !slices.Equal(preview.New, []string{"Asia/Nepal/Hariyo", "Asia/Nepal/Second"}) || preview.Known != 1 || preview.Rows != 5 {
		t.Errorf("%+v", preview)
	}
	var problems []string
	for _, x := range preview.Problems {
		problems = append(problems, x.Column+" "+x.Code)
	}
	if want := []string{"number of programmes attribute.not_number", "intentionality attribute.not_choice", "case table.no_key", "case table.twice"}; !slices.Equal(problems, want) {
		t.Errorf("%q", problems)
	}
	if preview.Problems[0].Line != 3 || preview.Problems[0].Value != "two" {
		t.Errorf("%+v", preview.Problems[0])
	}
	if info, _ := p.Info(ctx); info.Cases != 7 {
		t.Error("a preview changed the project")
	}
	done, err := p.ImportTable(ctx, engine.TableImport{Path: file}, nil)
	if err != nil || done.Cases != 2 || done.Attributes != 3 || done.Values != preview.Values || done.Contested != 1 || len(done.Problems) != 4 {
		t.Fatalf("%+v %v", done, err)
	}
	k, err := p.FindCase(ctx, "Asia/Nepal/Second")
	if err != nil {
		t.Fatal(err)
	}
	values, err := p.Values(ctx, k.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, v := range values {
		got[v.Name] = v.Value
		if v.Cited || v.Note != "cases.csv" {
			t.Errorf("%+v", v)
		}
	}
	if got["households"] != "5.5" || got["stage"] != "pilot" || got["intentionality"] != "" {
		t.Errorf("%v", got)
	}
	ppp, _ := p.FindCase(ctx, "Colombia PPP")
	values, _ = p.Values(ctx, ppp.ID)
	var numbers []string
	for _, v := range values {
		if v.Name == "number of programmes" {
			numbers = append(numbers, v.Value+" "+v.Status)
		}
	}
	if !slices.Equal(numbers, []string{"3 held", "2 contested"}) {
		t.Errorf("%v", numbers)
	}
	whole(t, p)
	if _, err := p.Undo(ctx); err != nil { // one action
		t.Fatal(err)
	}
	if info, _ := p.Info(ctx); info.Cases != 7 {
		t.Errorf("%d cases after undo", info.Cases)
	}
	write("document,reliability\ninterview-councillor.txt,high\nnothing.txt,low\n")
	docs, err := p.ImportTable(ctx, engine.TableImport{Path: file, Scope: qda.OnDocument, Columns: []engine.TableColumn{{Header: "reliability", Use: "attribute", Type: qda.TextValue}}}, nil)
	if err != nil || docs.Values != 1 || len(docs.Problems) != 1 || !strings.Contains(docs.Problems[0].Message, "nothing.txt") {
		t.Errorf("%+v %v", docs, err)
	}
	for _, bad := range []engine.TableImport{{Path: file + "x"}, {Path: file, Sheet: "moon"}, {Path: file, Key: "moon"}, {Path: file, Scope: "moon"}} {
		if _, err := p.PreviewTable(ctx, bad); err == nil || qda.KindOf(err) == qda.Internal {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestFacetsAreEditedAndSetInBulk(t *testing.T) {
	p := newSample(t)
	facets, err := p.Facets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	level := facets[slices.IndexFunc(facets, func(f engine.FacetView) bool { return f.Name == "level" })]
	edit := engine.SaveFacet{ID: level.ID, Name: "level", Definition: level.Definition, Values: append(slices.Clone(level.Values), engine.FacetValueView{Name: "village", Shortcut: "y"})}
	edit.Values[0].Name = "national"
	before := len(segments(t, p, "level:central"))
	got, err := p.SaveFacet(ctx, edit)
	if err != nil || len(got.Values) != len(level.Values)+1 || got.Values[0].ID != level.Values[0].ID {
		t.Fatalf("%+v %v", got, err)
	}
	if n := len(segments(t, p, "level:national")); n != before || n == 0 {
		t.Errorf("%d codings are national, %d were central", n, before)
	}
	village := engine.FacetValue{Facet: level.ID, Value: got.Values[len(got.Values)-1].ID}
	mine := 0
	for _, s := range segments(t, p, "kind:focus_group") {
		if s.CoderID == p.Me().ID {
			mine++
		}
	}
	changed, others, err := p.FacetsWhere(ctx, "kind:focus_group", village, true)
	if err != nil || changed != mine || others == 0 || mine == 0 {
		t.Errorf("%d changed of %d, %d others, %v", changed, mine, others, err)
	}
	if n := len(segments(t, p, "level:village")); n != mine {
		t.Errorf("%d are of the village", n)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(segments(t, p, "level:village")); n != 0 {
		t.Errorf("%d after undo", n)
	}
	for code, r := range map[string]engine.SaveFacet{
		"facet.no_name":        {Name: ""},
		"facet.exists":         {Name: "Level"},
		"facet.shortcut_taken": {Name: "x", Values: []engine.FacetValueView{{Name: "a", Shortcut: got.Values[1].Shortcut}}},
		"facet.shortcut":       {Name: "x", Values: []engine.FacetValueView{{Name: "a", Shortcut: "ab"}}},
		"facet.value_name":     {Name: "x", Values: []engine.FacetValueView{{Name: "a"}, {Name: "A"}}},
		"facet.actors_fixed":   {ID: level.ID, Name: "level", Actors: true},
		"facet.gone":           {ID: p.Me().ID, Name: "x"},
	} {
		if _, err := p.SaveFacet(ctx, r); qda.AsError(err) == nil || qda.AsError(err).Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if err := p.BinFacet(ctx, level.ID, true); err != nil {
		t.Fatal(err)
	}
	if after, _ := p.Facets(ctx); len(after) != len(facets)-1 {
		t.Errorf("%d facets", len(after))
	}
	whole(t, p)
}
