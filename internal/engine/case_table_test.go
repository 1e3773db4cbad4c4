package engine

import (
	"slices"
	"testing"

	"articula/internal/qda"
)

const (
	long1 = "We meet every month in the school, and everybody who has a plot may speak."
	long2 = "Nothing has changed for us since the programme came, neither water nor seeds."
	long3 = "The office in town listens now, but the answers take until after the harvest."
)

// Columns of long texts that differ are open answers without being said to be; short ones,
// those that come again, and what is asked for otherwise, are attributes.
func TestLongTextsThatDifferAreTakenForAnswers(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	path := survey(t, "case,age,what changed?,office,place",
		`R1,44,"`+long1+`",The office for rural development and food security of the northern districts,near the old mill`,
		`R2,51,"`+long2+`",The office for rural development and food security of the northern districts,in town`,
		`R3,29,"`+long3+`",The office for rural development and food security of the northern districts,by the river`,
		`R4,60,No,The office for rural development and food security of the northern districts,up the hill`)
	use := func(r TableImport) map[string]string {
		r.Path = path
		v, err := p.PreviewTable(bg, r)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, c := range v.Columns {
			out[c.Header] = c.Use
		}
		return out
	}
	for header, want := range map[string]string{"age": "attribute", "what changed?": "answer", "office": "attribute", "place": "attribute"} {
		if got := use(TableImport{})[header]; got != want {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
	}
	for _, c := range []TableColumn{{Header: "what changed?", Use: "attribute"}, {Header: "what changed?", Type: qda.TextValue}} {
		if got := use(TableImport{Columns: []TableColumn{c}})["what changed?"]; got != "attribute" {
			t.Errorf("asked for %+v: %s", c, got)
		}
	}
	done, err := p.ImportTable(bg, TableImport{Path: path}, nil)
	if err != nil || done.Answers != 4 || done.Attributes != 3 {
		t.Fatalf("%+v %v", done, err)
	}
	if d, err := p.FindDocument(bg, "R2 – what changed?"); err != nil {
		t.Error(err)
	} else if text, _ := p.Text(bg, d.ID); text != long2 {
		t.Errorf("%q", text)
	}
	// an attribute that there is stays one
	if _, err := p.SaveAttribute(bg, SaveAttribute{Name: "remark", Scope: qda.OnCase, Type: qda.TextValue}); err != nil {
		t.Fatal(err)
	}
	again, err := p.PreviewTable(bg, TableImport{Path: survey(t, "case,remark", `R1,"`+long1+`"`, `R2,"`+long2+`"`)})
	if err != nil || again.Columns[0].Use != "attribute" {
		t.Errorf("%+v %v", again.Columns, err)
	}
	sound(t, p)
}

// What a later state of a table says takes the place of what an earlier one said, unless it
// is asked to stand beside it; what rests on a passage always stays.
func TestALaterTableReplacesWhatAnEarlierOneSaid(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	first, second := survey(t, "case,age,stage", "R1,44,pilot", "R2,51,pilot"), survey(t, "case,age,stage", "R1,45,law", "R2,51,pilot")
	if _, err := p.ImportTable(bg, TableImport{Path: first}, nil); err != nil {
		t.Fatal(err)
	}
	held := func() (out []string) {
		k, err := p.FindCase(bg, "R1")
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.Values(bg, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			out = append(out, v.Name+" "+v.Value+" "+v.Status)
		}
		slices.Sort(out)
		return out
	}
	before := held()
	r := TableImport{Path: second, Columns: []TableColumn{{Header: "stage", Use: "skip"}}}
	preview, err := p.PreviewTable(bg, r)
	if err != nil || preview.Values != 1 || preview.Changed != 1 {
		t.Fatalf("%+v %v", preview, err)
	}
	done, err := p.ImportTable(bg, r, nil)
	if err != nil || done.Values != 1 || done.Replaced != 1 || done.Contested != 0 {
		t.Fatalf("%+v %v", done, err)
	}
	if got := held(); !slices.Equal(got, []string{"age 45 held", "stage pilot held"}) {
		t.Errorf("replaced: %q", got)
	}
	sound(t, p)
	if _, err := p.Undo(bg); err != nil { // the history has it
		t.Fatal(err)
	}
	if got := held(); !slices.Equal(got, before) {
		t.Errorf("undone: %q, before %q", got, before)
	}
	r.Beside = true
	if done, err = p.ImportTable(bg, r, nil); err != nil || done.Replaced != 0 || done.Contested != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if got := held(); !slices.Equal(got, []string{"age 44 contested", "age 45 held", "stage pilot held"}) {
		t.Errorf("beside: %q", got)
	}
	// one that is contested comes back; what was held goes
	if done, err = p.ImportTable(bg, TableImport{Path: first}, nil); err != nil || done.Replaced != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if got := held(); !slices.Equal(got, before) {
		t.Errorf("back: %q", got)
	}
	// a value with its evidence stays
	d := p.importOne(t, "note.txt", "She is 44 years old.")
	k, _ := p.FindCase(bg, "R1")
	a, err := p.FindAttribute(bg, qda.OnCase, "age")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SetValue(bg, SetValue{Attribute: a.ID, Owner: k.ID, Value: "44", Citations: []Cite{{Document: d, Start: 7, End: 9}}}); err != nil {
		t.Fatal(err)
	}
	if done, err = p.ImportTable(bg, TableImport{Path: second, Columns: r.Columns}, nil); err != nil || done.Replaced != 0 || done.Contested != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if got := held(); !slices.Equal(got, []string{"age 44 contested", "age 45 held", "stage pilot held"}) {
		t.Errorf("cited: %q", got)
	}
	sound(t, p)
}

// What a row says that is left out is neither counted nor makes a value permitted.
func TestAPreviewCountsTheRowsThatAreTaken(t *testing.T) {
	p := freshProject(t, "Survey", "Coder A")
	path := survey(t, "case,stage,households", "R1,pilot,12", "R2,scaled,8", "R1,closed,7", ",closed,6", "R3,pilot,many")
	v, err := p.PreviewTable(bg, TableImport{Path: path, Columns: []TableColumn{{Header: "stage", Use: "attribute", Type: qda.ChoiceValue}, {Header: "households", Type: qda.NumberValue}}})
	if err != nil {
		t.Fatal(err)
	}
	stage, households := v.Columns[0], v.Columns[1]
	if stage.Filled != 3 || stage.Fits != 3 || !slices.Equal(stage.Choices, []string{"pilot", "scaled"}) || slices.Contains(stage.Examples, "closed") {
		t.Errorf("%+v", stage)
	}
	if households.Filled != 3 || households.Fits != 2 {
		t.Errorf("%+v", households)
	}
	if v.Rows != 5 || len(v.New) != 3 || v.Values != stage.Fits+households.Fits {
		t.Errorf("%d rows, %d new, %d values", v.Rows, len(v.New), v.Values)
	}
	var lines []int
	for _, x := range v.Problems {
		lines = append(lines, x.Line)
	}
	if !slices.Equal(lines, []int{4, 5, 6}) {
		t.Errorf("problems in lines %v", lines)
	}
}
