package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
)

// TestWhatFillsNoUnitIsSaid: codings that cover too little of every sentence count
// nowhere, and nobody is told that they were never made.
func TestWhatFillsNoUnitIsSaid(t *testing.T) {
	p, d := pair(t) // as Coder B
	add(t, p, d, "informal", "Zeta")
	add(t, p, d, "coordination", "Eta seven")
	become(t, p, "Coder A")
	add(t, p, d, "coordination", "Eta")
	// This only one coder has done: it is not compared.
	importText(t, p, "ALONE.txt", "Alone one here. Alone two here.\n")
	alone, err := p.FindDocument(ctx, "ALONE")
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, alone, "informal", "Alone one here.")
	q := engine.AgreementQuery{Unit: "sentence"}
	r, err := p.Agreement(ctx, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	short := codeNamed(t, r, "coordination/informal")
	if short.Reason != "fills_no_unit" || short.Used["Coder A"] != 0 || short.Used["Coder B"] != 1 || short.Unfilled["Coder B"] != 1 || short.Alpha != nil || short.Compared() || short.Unused() {
		t.Errorf("%+v", short)
	}
	if said := strings.Join(short.Says, " "); strings.Contains(said, "Nobody") || !strings.Contains(said, "Only Coder B uses this code.") || !strings.Contains(said, "Coder B (1)") {
		t.Errorf("%s", said)
	}
	both := codeNamed(t, r, "coordination")
	if said := strings.Join(both.Says, " "); strings.Contains(said, "Only") || !strings.Contains(said, "Coder A (1)") || both.Table.Second != 1 {
		t.Errorf("both used it: %s %+v", said, both.Table)
	}
	if never := codeNamed(t, r, "resistance"); len(never.Unfilled) != 0 {
		t.Errorf("%+v", never.Unfilled)
	}
	if r.Unfilled != 2 || !slices.ContainsFunc(r.Notices, func(s string) bool { return strings.HasPrefix(s, "2 codings fill less than 50 % of any unit") }) {
		t.Errorf("%d, %q", r.Unfilled, r.Notices)
	}
	page, err := p.Disagreements(ctx, engine.PassageQuery{AgreementQuery: q, Cell: "unfilled"}, nil)
	if err != nil || page.Total != 2 || page.Open != 0 || page.Items[0].Quote != "Zeta" || page.Items[1].Quote != "Eta" || page.Items[1].With[0].Coder.Name != "Coder A" || len(page.Items[1].With[0].Codings) != 1 {
		t.Errorf("%+v %v", page, err)
	}
	for _, ending := range []string{"html", "xlsx"} {
		path := filepath.Join(t.TempDir(), "agreement."+ending)
		if _, err := p.ReportAgreement(ctx, path, q, nil); err != nil {
			t.Fatal(err)
		}
		if raw, err := os.ReadFile(path); ending == "html" && (err != nil || !strings.Contains(string(raw), "there are no numbers for them: coordination") || !strings.Contains(string(raw), "2 codings fill less than")) {
			t.Errorf("%v %s", err, raw)
		}
	}
	q.Cover = "any"
	if r, err = p.Agreement(ctx, q, nil); err != nil || r.Unfilled != 0 || codeNamed(t, r, "coordination").Table.Both != 1 {
		t.Errorf("any part counts: %+v %v", r.Notices, err)
	}
}

// TestTheRuleOfCoverIsTheProjects: what the project says holds where a comparison
// asks for nothing else, and stands in what is written.
func TestTheRuleOfCoverIsTheProjects(t *testing.T) {
	p, d := pair(t) // as Coder B
	add(t, p, d, "coordination", "Eta seven")
	become(t, p, "Coder A")
	add(t, p, d, "coordination", "Eta")
	set := func(cover string) {
		t.Helper()
		if err := p.SetAgreementSettings(ctx, engine.AgreementSettings{Unit: "sentence", Cover: cover, Low: 0.6, High: 0.8}); err != nil {
			t.Fatal(err)
		}
	}
	both := func(asked string) int {
		t.Helper()
		r, err := p.Agreement(ctx, engine.AgreementQuery{Cover: asked}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return codeNamed(t, r, "coordination").Table.Both
	}
	if s, err := p.AgreementSettings(ctx); err != nil || s.Cover != "half" {
		t.Errorf("%+v %v", s, err)
	}
	set("any")
	if s, err := p.AgreementSettings(ctx); err != nil || s.Cover != "any" || both("") != 1 || both("half") != 0 {
		t.Errorf("%+v %v: %d, %d", s, err, both(""), both("half"))
	}
	path := filepath.Join(t.TempDir(), "units.csv")
	if _, err := p.ExportUnits(ctx, path, engine.AgreementQuery{}, nil); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(path + ".manifest.json"); err != nil || !strings.Contains(string(raw), `"cover": "any"`) {
		t.Errorf("%v %s", err, raw)
	}
	set("all")
	if r, err := p.Agreement(ctx, engine.AgreementQuery{}, nil); err != nil || r.Cover != 1 || r.Unfilled != 2 {
		t.Errorf("%+v %v", r.Cover, err)
	}
	set("0.1")
	if both("") != 1 {
		t.Error("a share of a tenth counts as half")
	}
	for _, wrong := range []string{"most", "0", "1.5", "NaN"} {
		if err := p.SetAgreementSettings(ctx, engine.AgreementSettings{Unit: "sentence", Cover: wrong, Low: 0.6, High: 0.8}); err == nil {
			t.Errorf("%q was kept", wrong)
		}
	}
}
