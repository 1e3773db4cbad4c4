package engine

import (
	"slices"
	"testing"

	"articula/internal/qda"
)

// Categories that lie within each other are taken out of the circle at its first, with all
// that lies in them, and the report tells it.
func TestCategoriesInACircleAreTakenOutOfIt(t *testing.T) {
	path := qualcoderProject(t, "We meet monthly.",
		`INSERT INTO code_cat VALUES (1, 'Below', 'ana', '', '', 3), (2, 'First', 'ana', '', '', 3), (3, 'Second', 'ana', '', '', 2), (4, 'Self', 'ana', '', '', 4)`,
		`UPDATE code_name SET catid = 1 WHERE cid = 1`, `UPDATE code_name SET catid = 4 WHERE cid = 2`)
	p := freshProject(t, "Circle", "Coder A")
	r := takeOverProject(t, p, path)
	for _, code := range []string{"First/Second/Below/Meetings", "Self/Plans"} {
		if _, err := p.FindCode(bg, code); err != nil {
			t.Error(err)
		}
	}
	if k := count(r, "code"); k.In != 6 || k.Added != 6 || k.Dropped != 0 || count(r, "coding").Added != 1 {
		t.Errorf("%+v", r.Records)
	}
	if e := entry(t, r, "code"); len(e.Notes) != 1 || e.Notes[0].Code != "account.circle" || !slices.Equal(e.Notes[0].Names, []string{"First", "Self"}) {
		t.Errorf("the circle is told as %+v", e.Notes)
	}
	again(t, p, path)
	if r := takeOverProject(t, p, path); r.Differ != 0 {
		t.Errorf("the same file differs: %+v", r.Differences)
	}
}

// A value of a number is read as the program reads numbers; what is none is kept and told.
func TestValuesThatAreNoNumberAreKept(t *testing.T) {
	path := qualcoderProject(t, "We meet monthly.",
		`INSERT INTO cases VALUES (2, 'Peru', '', 'ana', ''), (3, 'Chile', '', 'ana', ''), (4, 'Benin', '', 'ana', '')`,
		`INSERT INTO attribute VALUES (2, 'size', 'case', '1,5', 1, '', 'ana'), (3, 'size', 'case', 'abc', 2, '', 'ana'), (4, 'size', 'case', '1e3', 3, '', 'ana'), (5, 'size', 'case', '1,234', 4, '', 'ana')`)
	p := freshProject(t, "Numbers", "Coder A")
	r := takeOverProject(t, p, path)
	var values []string
	for _, v := range listed[qda.AttributeValue](t, p) {
		values = append(values, v.Value)
	}
	slices.Sort(values)
	if !slices.Equal(values, []string{"1.5", "1000", "Bamako"}) {
		t.Errorf("the values are %q", values)
	}
	e := entry(t, r, "attribute")
	if e.In != 5 || e.Stored != 3 || e.Kept != 2 || len(e.Notes) != 1 || e.Notes[0].Code != "account.row_no_number" || !slices.Equal(e.Notes[0].Names, []string{"size: abc", "size: 1,234"}) {
		t.Errorf("%+v", e)
	}
	kept := 0
	for _, k := range listed[qda.Preserved](t, p) {
		if k.Element == "attribute" {
			kept++
		}
	}
	if kept != 2 {
		t.Errorf("%d rows are kept", kept)
	}
	again(t, p, path)
}
