package engine_test

import (
	"path/filepath"
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func rowNames(v engine.SynthesisView) []string {
	var out []string
	for _, r := range v.Rows {
		out = append(out, r.Name)
	}
	return out
}

func rowCalled(t testing.TB, v engine.SynthesisView, name string) engine.SynthesisRow {
	for _, r := range v.Rows {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("%s has no row %s: %q", v.Title, name, rowNames(v))
	return engine.SynthesisRow{}
}

func attributeCalled(t testing.TB, p *engine.Project, name string) engine.AttributeView {
	list, err := p.Attributes(ctx)
	i := slices.IndexFunc(list, func(a engine.AttributeView) bool { return a.Name == name })
	if err != nil || i < 0 {
		t.Fatalf("no attribute %s: %v", name, err)
	}
	return list[i]
}

func caseCalled(t testing.TB, p *engine.Project, name string) qda.ID {
	k, err := p.FindCase(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return k.ID
}

func saveRow(t testing.TB, p *engine.Project, r engine.SaveRow) qda.ID {
	key, err := p.SaveRow(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// twoRows adds the cases with one intentionality and a free group of two cases.
func twoRows(t testing.TB, p *engine.Project, v engine.SynthesisView) (value, group qda.ID) {
	attr := attributeCalled(t, p, "intentionality")
	value = saveRow(t, p, engine.SaveRow{Synthesis: v.ID, Kind: qda.RowOfValue, Attribute: attr.ID, Value: "Intentional"})
	group = saveRow(t, p, engine.SaveRow{Synthesis: v.ID, Kind: qda.RowOfGroup, Title: "Early and late", Members: []qda.ID{caseCalled(t, p, "Colombia PPP"), caseCalled(t, p, "Mali Nioro Cash+")}})
	return value, group
}

// What stands in a row of several cases is what stands in any of them, whoever holds the
// value at the moment.
func TestARowGathersTheCasesThatHoldAValueNowOrThatWereChosen(t *testing.T) {
	p := newSample(t)
	before := synthesisNamed(t, p, "Comparison by theme")
	value, group := twoRows(t, p, before)
	sum := func(v engine.SynthesisView, members []engine.Ref, column string) (n int) {
		for _, m := range members {
			for _, r := range v.Rows {
				if r.Case == m.ID {
					n += cellOf(t, v, r.Name, column).Segments
				}
			}
		}
		return n
	}
	look := func(cases int) engine.SynthesisView {
		v := synthesisNamed(t, p, "Comparison by theme")
		for _, key := range []qda.ID{value, group} {
			i := slices.IndexFunc(v.Rows, func(r engine.SynthesisRow) bool { return r.Row == key })
			row := v.Rows[i]
			for k, d := range v.Dimensions {
				c := v.Cells[i*len(v.Dimensions)+k]
				if c.Row != key || !c.Case.IsZero() || c.Segments != sum(v, row.Members, d.Title) {
					t.Errorf("%s × %s: %d codings, want %d: %+v", row.Name, d.Title, c.Segments, sum(v, row.Members, d.Title), row)
				}
			}
		}
		if row := rowCalled(t, v, "Intentional"); row.Cases != cases || len(row.Members) != cases || row.By != qda.RowOfValue || row.Attribute.Name != "intentionality" {
			t.Errorf("%d cases are expected: %+v", cases, row)
		}
		return v
	}
	attr := attributeCalled(t, p, "intentionality")
	holders := 0
	for _, c := range attr.Choices {
		if c.Name == "Intentional" {
			holders = c.Values
		}
	}
	v := look(holders)
	if got := rowCalled(t, v, "Early and late"); got.Cases != 2 || len(got.Members) != 2 {
		t.Errorf("%+v", got)
	}
	// One more case holds the value, and stands in the row.
	if _, err := p.SetValue(ctx, engine.SetValue{Attribute: attr.ID, Owner: caseCalled(t, p, "Colombia FEST–UNIDOS"), Value: "Intentional"}); err != nil {
		t.Fatal(err)
	}
	look(holders + 1)
	// The value is called otherwise, and the row with it.
	for i, c := range attr.Choices {
		if c.Name == "Intentional" {
			attr.Choices[i].Name = "By design"
		}
	}
	if _, err := p.SaveAttribute(ctx, engine.SaveAttribute{ID: attr.ID, Name: attr.Name, Scope: attr.Scope, Type: attr.Type, Definition: attr.Definition, Choices: attr.Choices, Names: attr.Names}); err != nil {
		t.Fatal(err)
	}
	if got := rowCalled(t, synthesisNamed(t, p, "Comparison by theme"), "By design"); got.Cases != holders+1 {
		t.Errorf("%+v", got)
	}
	whole(t, p)
}

func TestRowsAreNamedOrderedAndRemovedWithWhatBelongsToThem(t *testing.T) {
	p := newSample(t)
	v := synthesisNamed(t, p, "Comparison by theme")
	names := rowNames(v)
	value, group := twoRows(t, p, v)
	saveRow(t, p, engine.SaveRow{ID: value, Synthesis: v.ID, Title: "Coordinated on purpose", Attribute: attributeCalled(t, p, "intentionality").ID, Value: "Intentional", After: &qda.ID{}})
	first := v.Rows[0].Row
	saveRow(t, p, engine.SaveRow{ID: first, Synthesis: v.ID, Title: "The first", After: &group})
	now := synthesisNamed(t, p, "Comparison by theme")
	want := append(append([]string{"Coordinated on purpose"}, names[1:]...), "Early and late", "The first")
	if got := rowNames(now); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	column := v.Dimensions[0].ID
	detail, err := p.Cell(ctx, engine.CellPlace{Dimension: column, Row: value})
	if err != nil || detail.Row != "Coordinated on purpose" || len(detail.Passages) == 0 || len(detail.Cases) < 2 {
		t.Fatalf("%+v %v", detail, err)
	}
	said, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: column, Row: value, Statement: "They share an office.", Citations: []engine.Cite{{Coding: detail.Passages[0].Segment.ID}}})
	if err != nil || said.Row != value || !said.Case.IsZero() || !said.Stale.Fresh() {
		t.Fatalf("%+v %v", said, err)
	}
	more, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: column, Row: value, Statement: "And a car."})
	if err != nil || more.Part != 1 {
		t.Fatalf("%+v %v", more, err)
	}
	if err := p.MoveFinding(ctx, more.ID, 0); err != nil {
		t.Fatal(err)
	}
	// A coding more in one of its cases, and the finding says so.
	passage := detail.Passages[0].Segment
	as(t, p, "Coder B", func() {
		if _, err := p.AddCodings(ctx, engine.AddCodings{Document: passage.Document.ID, Span: qda.Span{Start: passage.Start, End: passage.Start + 7}, Codes: []qda.ID{passage.Code.ID}}); err != nil {
			t.Fatal(err)
		}
	})
	if f, err := p.Finding(ctx, said.ID); err != nil || f.Stale.New != 1 {
		t.Errorf("%+v %v", f.Stale, err)
	}
	// Rows are put in order by all who know of cases alone, and no other row is lost.
	if _, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{ID: v.ID, Title: v.Title, Rows: []qda.ID{v.Rows[2].Case, v.Rows[1].Case}}); err != nil {
		t.Fatal(err)
	}
	now = synthesisNamed(t, p, "Comparison by theme")
	if got := rowNames(now); !slices.Equal(got, []string{names[2], names[1], "Coordinated on purpose", "Early and late"}) {
		t.Fatalf("%q", got)
	}
	// What goes with a row comes back with it.
	if err := p.RemoveRow(ctx, v.ID, value); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Finding(ctx, said.ID); qda.KindOf(err) != qda.NotFound {
		t.Errorf("the finding of a row that is gone: %v", err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if f, err := p.Finding(ctx, said.ID); err != nil || f.Part != 1 || len(f.Citations) != 1 {
		t.Errorf("%+v %v", f, err)
	}
	// A case in the row takes the place of another, with what was found.
	if _, err := p.MergeCases(ctx, engine.MergeCases{From: []qda.ID{caseCalled(t, p, "Colombia PPP")}, Into: caseCalled(t, p, "Colombia FEST–UNIDOS")}); err != nil {
		t.Fatal(err)
	}
	got := rowCalled(t, synthesisNamed(t, p, "Comparison by theme"), "Early and late")
	if got.Cases != 2 || got.Members[0].ID != caseCalled(t, p, "Colombia FEST–UNIDOS") {
		t.Errorf("%+v", got)
	}
	// Without its attribute a row gathers nothing, and keeps what was found.
	if err := p.RemoveAttribute(ctx, attributeCalled(t, p, "intentionality").ID); err != nil {
		t.Fatal(err)
	}
	if got := rowCalled(t, synthesisNamed(t, p, "Comparison by theme"), "Coordinated on purpose"); got.Cases != 0 || !got.Attribute.ID.IsZero() {
		t.Errorf("%+v", got)
	}
	if f, err := p.Finding(ctx, said.ID); err != nil || f.Statement != "They share an office." {
		t.Errorf("%+v %v", f, err)
	}
	whole(t, p)
}

func TestRowsThatCannotBeAreRefused(t *testing.T) {
	p := newSample(t)
	v := synthesisNamed(t, p, "Comparison by theme")
	value, group := twoRows(t, p, v)
	attr := attributeCalled(t, p, "intentionality")
	for want, r := range map[string]engine.SaveRow{
		"synthesis.gone":       {Synthesis: attr.ID, Kind: qda.RowOfCase},
		"row.gone":             {ID: attr.ID, Synthesis: v.ID},
		"row.kind":             {Synthesis: v.ID, Kind: "country"},
		"case.gone":            {Synthesis: v.ID, Kind: qda.RowOfCase, Case: attr.ID},
		"row.twice":            {Synthesis: v.ID, Kind: qda.RowOfValue, Attribute: attr.ID, Value: "Intentional"},
		"attribute.not_choice": {Synthesis: v.ID, Kind: qda.RowOfValue, Attribute: attr.ID, Value: "Perhaps"},
		"row.attribute":        {Synthesis: v.ID, Kind: qda.RowOfValue, Attribute: attributeCalled(t, p, "respondent level").ID, Value: "x"},
		"row.no_title":         {Synthesis: v.ID, Kind: qda.RowOfGroup, Members: []qda.ID{v.Rows[0].Case}},
		"row.no_cases":         {Synthesis: v.ID, Kind: qda.RowOfGroup, Title: "Nobody"},
		"order.no_neighbour":   {ID: group, Synthesis: v.ID, Title: "Early and late", Members: []qda.ID{v.Rows[0].Case}, After: &attr.ID},
	} {
		_, err := p.SaveRow(ctx, r)
		wantError(t, err, qda.KindOf(err), want)
	}
	wantError(t, p.RemoveRow(ctx, v.ID, attr.ID), qda.NotFound, "row.gone")
	other := synthesisNamed(t, p, "Recommendations")
	_, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: other.Dimensions[0].ID, Row: value, Statement: "Elsewhere."})
	wantError(t, err, qda.NotFound, "row.gone")
	whole(t, p)
}

// Two people who make rows apart have both sets of rows when they meet, a row for the same
// value once, and what both found there.
func TestRowsOfTwoPeopleMeet(t *testing.T) {
	p := newSample(t)
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 97)
	v := synthesisNamed(t, p, "Comparison by theme")
	for _, q := range []*engine.Project{p, there} {
		value, group := twoRows(t, q, v)
		for _, row := range []qda.ID{value, group} {
			if _, err := q.WriteFinding(ctx, engine.WriteFinding{Dimension: v.Dimensions[0].ID, Row: row, Statement: "Found by " + q.Me().Name}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil); err != nil {
		t.Fatal(err)
	}
	now := synthesisNamed(t, p, "Comparison by theme")
	names := map[string]int{}
	for _, n := range rowNames(now) {
		names[n]++
	}
	if names["Intentional"] != 1 || names["Early and late"] != 2 || len(now.Rows) != len(v.Rows)+3 {
		t.Errorf("%q", rowNames(now))
	}
	// Of one cell, one statement is shown and the other waits for a decision.
	open, err := p.Conflicts(ctx, false)
	if err != nil || len(open) != 1 || open[0].Field != "statement" {
		t.Errorf("%+v %v", open, err)
	}
	whole(t, p)
}

func TestRowsAreWrittenForOthersAndReadAgain(t *testing.T) {
	p := newSample(t)
	v := synthesisNamed(t, p, "Comparison by theme")
	value, _ := twoRows(t, p, v)
	if _, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: v.Dimensions[0].ID, Row: value, Statement: "They share an office."}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "all.qdpx")
	if _, err := p.ExportProject(ctx, path, engine.ExportProject{}, nil); err != nil {
		t.Fatal(err)
	}
	q, _ := newProject(t)
	if _, err := q.ImportProject(ctx, engine.ImportProject{Path: path}, nil); err != nil {
		t.Fatal(err)
	}
	want, got := synthesisNamed(t, p, "Comparison by theme"), synthesisNamed(t, q, "Comparison by theme")
	if !slices.Equal(rowNames(want), rowNames(got)) {
		t.Errorf("%q, want %q", rowNames(got), rowNames(want))
	}
	if c := cellOf(t, got, "Intentional", v.Dimensions[0].Title); len(c.Findings) != 1 || c.Segments != cellOf(t, want, "Intentional", v.Dimensions[0].Title).Segments {
		t.Errorf("%+v", c)
	}
	whole(t, q)
}
