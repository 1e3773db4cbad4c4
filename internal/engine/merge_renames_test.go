package engine_test

import (
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// What uses a permitted value by the name that it had follows it to its new name, when a
// copy that renamed it meets one that went on using it: the vocabulary stays whole, and
// the rows of a synthesis by value do not split.
func TestValuesFollowTheNewNameOfAPermittedValue(t *testing.T) {
	p, _ := newProject(t)
	var cases []qda.ID
	for _, name := range []string{"North", "South", "East"} {
		k, err := p.SaveCase(ctx, engine.SaveCase{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, k.ID)
	}
	a, err := p.SaveAttribute(ctx, engine.SaveAttribute{Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: []engine.ChoiceView{{Name: "coast"}, {Name: "hills"}}})
	if err != nil {
		t.Fatal(err)
	}
	set := func(q *engine.Project, k qda.ID, value string) {
		t.Helper()
		if _, err := q.SetValue(ctx, engine.SetValue{Attribute: a.ID, Owner: k, Value: value}); err != nil {
			t.Fatal(err)
		}
	}
	save := func(q *engine.Project, choices []engine.ChoiceView) {
		t.Helper()
		if _, err := q.SaveAttribute(ctx, engine.SaveAttribute{ID: a.ID, Name: "region", Scope: qda.OnCase, Type: qda.ChoiceValue, Choices: choices}); err != nil {
			t.Fatal(err)
		}
	}
	set(p, cases[0], "coast")
	synthesis, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "Comparison"})
	if err != nil {
		t.Fatal(err)
	}
	twice, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{Title: "Another"})
	if err != nil {
		t.Fatal(err)
	}
	column, err := p.SaveDimension(ctx, engine.SaveDimension{Synthesis: twice, Kind: engine.DimensionQuestion, Title: "Who?", Query: "Who?"})
	if err != nil {
		t.Fatal(err)
	}
	rowOf := func(q *engine.Project, synthesis qda.ID, value string) qda.ID {
		t.Helper()
		return saveRow(t, q, engine.SaveRow{Synthesis: synthesis, Kind: qda.RowOfValue, Attribute: a.ID, Value: value})
	}
	there, meet := apart(t, p, "Coder B", 75)
	set(p, cases[2], "coast")
	renamed := []engine.ChoiceView{{ID: a.Choices[0].ID, Name: "seaside"}, {ID: a.Choices[1].ID, Name: "hills"}}
	save(p, renamed)
	set(there, cases[1], "coast")
	set(there, cases[2], "coast")
	rowOf(there, synthesis, "coast")
	for q, value := range map[*engine.Project]string{p: "seaside", there: "coast"} {
		if _, err := q.WriteFinding(ctx, engine.WriteFinding{Dimension: column, Row: rowOf(q, twice, value), Statement: "The same words."}); err != nil {
			t.Fatal(err)
		}
	}
	for i, met := range meet() {
		if len(met.Conflicts)+len(met.Unplaced) > 0 {
			t.Errorf("%d: %+v", i, met)
		}
	}
	for i, q := range []*engine.Project{p, there} {
		for _, k := range cases {
			list, err := q.Values(ctx, k)
			if err != nil || len(list) != 1 || list[0].Value != "seaside" || list[0].Status != engine.ValueHeld {
				t.Errorf("%d: %+v %v", i, list, err)
			}
		}
	}
	for i, q := range []*engine.Project{p, there} {
		for _, name := range []string{"Comparison", "Another"} {
			row := rowCalled(t, synthesisNamed(t, q, name), "seaside")
			if row.Cases != 3 {
				t.Errorf("%d: %s: %+v", i, name, row)
			}
		}
		v := synthesisNamed(t, q, "Another")
		if names := rowNames(v); len(names) != 4 {
			t.Errorf("%d: rows %q", i, names)
		}
		if c := cellOf(t, v, "seaside", "Who?"); len(c.Findings) != 1 {
			t.Errorf("%d: %+v", i, c.Findings)
		}
	}
	meet()
	save(p, append(renamed, engine.ChoiceView{Name: "plain"}))
	// A name that was given to another value meanwhile is that one's.
	save(there, append(renamed, engine.ChoiceView{Name: "coast"}))
	set(there, cases[1], "coast")
	meet()
	for i, q := range []*engine.Project{p, there} {
		list, err := q.Values(ctx, cases[1])
		if err != nil || len(list) != 2 || list[0].Value != "coast" || list[0].Status != engine.ValueHeld {
			t.Errorf("%d: %+v %v", i, list, err)
		}
	}
}
