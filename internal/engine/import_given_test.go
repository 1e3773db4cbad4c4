package engine

import (
	"slices"
	"testing"

	"articula/internal/qda"
)

// What is said of the files of an import is said of the documents of projects of other
// programs too, where the file does not say otherwise; documents that are there already
// stay as they are.
func TestCaseKindAndLanguageOfProjectsOfOtherPrograms(t *testing.T) {
	path := qualcoderProject(t, "We meet monthly.", `INSERT INTO source VALUES (2, 'two.txt', 'A second text.', NULL, '', 'ana', '')`)
	p := freshProject(t, "Given", "Coder A")
	report, err := p.Import(bg, Import{Paths: []string{path}, Kind: qda.Law, Lang: "fr", Case: "Africa/Niger"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][]string{}
	names := map[qda.ID]string{}
	for _, k := range listed[qda.Case](t, p) {
		names[k.ID] = k.Name
	}
	titles := map[qda.ID]string{}
	for _, d := range listed[qda.Document](t, p) {
		titles[d.ID] = d.Title
		if d.Kind != qda.Law || d.Lang != "fr" {
			t.Errorf("%s is %s in %q", d.Title, d.Kind, d.Lang)
		}
	}
	for _, s := range listed[qda.CaseSpan](t, p) {
		cases[titles[s.DocumentID]] = append(cases[titles[s.DocumentID]], names[s.CaseID])
	}
	if !slices.Equal(cases["one.txt"], []string{"Mali"}) || !slices.Equal(cases["two.txt"], []string{"Niger"}) {
		t.Errorf("the documents are in the cases %v", cases)
	}
	e := entry(t, report.Projects[0], "document")
	if len(e.Notes) != 1 || e.Notes[0].Code != "account.file_says" || !slices.Equal(e.Notes[0].Names, []string{"one.txt"}) {
		t.Errorf("what the file says otherwise is told as %+v", e.Notes)
	}
	r, err := p.ImportProject(bg, ImportProject{Path: path, Kind: qda.Report, Lang: "en", Case: "Elsewhere"}, nil)
	if err != nil || r.Differ != 0 {
		t.Errorf("%+v %v", r.Differences, err)
	}
	for _, d := range listed[qda.Document](t, p) {
		if d.Kind != qda.Law || d.Lang != "fr" {
			t.Errorf("another import made %s %s in %q", d.Title, d.Kind, d.Lang)
		}
	}
	for _, k := range listed[qda.Case](t, p) {
		if k.Name == "Elsewhere" {
			t.Error("a case was made for nothing")
		}
	}
	sound(t, p)
}
