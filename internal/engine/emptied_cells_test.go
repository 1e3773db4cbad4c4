package engine

import "testing"

// TestEmptyCellsTakeNothingAway has a later state of a table in which cells are empty that
// were not: what the project has stays, and their number is told.
func TestEmptyCellsTakeNothingAway(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	columns := []TableColumn{{Header: "answer", Use: "answer"}}
	first := TableImport{Columns: columns, Path: survey(t, "case,kind,description,age,place,answer", `R1,person,old,44,Mali,We meet`, `R2,,,,Peru,`)}
	look, err := p.PreviewTable(bg, first)
	if err != nil || look.Emptied != 0 {
		t.Fatalf("%+v %v", look, err)
	}
	if done, err := p.ImportTable(bg, first, nil); err != nil || done.Emptied != 0 {
		t.Fatalf("%+v %v", done, err)
	}
	// The second row never had a kind, a description, an age or an answer; the third is new.
	for name, again := range map[string]TableImport{
		"as it was said":     {Columns: columns, Path: survey(t, "case,kind,description,age,place,answer", `R1,,,,Mali,`, `R2,,,,,`, `R3,,,,,`)},
		"answers unnamed":    {Path: survey(t, "case,kind,description,age,place,answer", `R1,,,,Mali,`, `R2,,,,,`, `R3,,,,,`)},
		"the rest left away": {Path: survey(t, "case,place", `R1,`, `R2,`)},
	} {
		want := map[bool]int{true: 2, false: 5}[name == "the rest left away"]
		if look, err = p.PreviewTable(bg, again); err != nil || look.Emptied != want || look.Values != 0 {
			t.Errorf("%s: %d empty, want %d, %d values: %v", name, look.Emptied, want, look.Values, err)
		}
		if done, err := p.ImportTable(bg, again, nil); err != nil || done.Emptied != want || done.Values+done.Updated != 0 {
			t.Errorf("%s: %+v %v", name, done, err)
		}
	}
	skipped := first
	skipped.Path, skipped.Columns = survey(t, "case,age", "R1,"), []TableColumn{{Header: "age", Use: "skip"}}
	if look, err = p.PreviewTable(bg, skipped); err != nil || look.Emptied != 0 {
		t.Errorf("of a column that is left out: %d %v", look.Emptied, err)
	}
	sheet, err := p.FindCase(bg, "R1")
	if err != nil || sheet.Kind != "person" || sheet.Description != "old" {
		t.Errorf("%+v %v", sheet, err)
	}
	if _, err := p.FindDocument(bg, "R1 – answer"); err != nil {
		t.Error(err)
	}
	sound(t, p)
}
