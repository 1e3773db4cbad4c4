package engine_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestWhoTookNoPartIsNotNamed asks for somebody who has finished nothing together with the
// others: the numbers are those of the others, in their coefficients, too, and it is said.
func TestWhoTookNoPartIsNotNamed(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Dan")
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "joins"}); err != nil {
		t.Fatal(err)
	}
	compare := func(names ...string) engine.AgreementReport {
		t.Helper()
		r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "sentence", Coders: coders(t, p, names...), Documents: []qda.ID{d.ID}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	two, three := compare("Coder A", "Coder B"), compare("Coder A", "Coder B", "Dan")
	if want := "Without Dan: no finished document in common with any of the others."; !slices.Contains(three.Notices, want) || slices.Contains(two.Notices, want) {
		t.Errorf("%q", three.Notices)
	}
	three.Notices = two.Notices
	x, _ := json.Marshal(two)
	y, _ := json.Marshal(three)
	if string(x) != string(y) {
		t.Errorf("a name alone changes what is found:\n%s\n%s", x, y)
	}
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: engine.AgreementQuery{Unit: "sentence", Coders: coders(t, p, "Coder A", "Coder B", "Dan")}, Cell: "only_first"}, nil)
	if err != nil || page.Total != 1 {
		t.Errorf("the passages behind a cell: %+v %v", page, err)
	}
	none := compare("Coder A", "Dan")
	if want := "These coders have no finished documents in common."; len(none.Coders) != 2 || !slices.Contains(none.Notices, want) {
		t.Errorf("%+v", none)
	}
	path := filepath.Join(t.TempDir(), "report.html")
	if _, err := p.ReportAgreement(ctx, path, engine.AgreementQuery{Unit: "sentence", Coders: coders(t, p, "Coder A", "Coder B", "Dan")}, nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || strings.Count(string(b), "Dan") != 1 || strings.Contains(string(b), "Fleiss") {
		t.Errorf("%d times named, %v", strings.Count(string(b), "Dan"), err)
	}
}
