package engine_test

import (
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// reportWords is everything that a report says, in a language.
func reportWords(t *testing.T, p *engine.Project, lang string, sections ...string) string {
	t.Helper()
	r, err := p.PreviewReport(ctx, engine.ReportRequest{Lang: lang, Sections: sections}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	put := func(runs []engine.ReportRun) {
		for _, run := range runs {
			all.WriteString(run.Text)
		}
		all.WriteString("\n")
	}
	for _, b := range r.Blocks {
		all.WriteString(b.Text + "\n" + strings.Join(b.Head, "\n") + "\n")
		put(b.Runs)
		for _, row := range b.Rows {
			for _, c := range row {
				for _, runs := range c.Paragraphs {
					put(runs)
				}
			}
		}
	}
	return all.String()
}

// TestFindingsAreSaidInOtherLanguages says a finding in another language, reads it in a
// report, changes it so that the other words do not hold any more, and says that they do.
func TestFindingsAreSaidInOtherLanguages(t *testing.T) {
	p := newSample(t)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const own, spanish = "One budget on paper, retained in practice.", "Un solo presupuesto en el papel, retenido en la práctica."
	var f engine.FindingView
	for _, c := range synthesisNamed(t, p, "Comparison by theme").Cells {
		for _, x := range c.Findings {
			if x.Statement == own {
				f = x
			}
		}
	}
	if f.Statements["es"] != spanish || len(f.Outdated) != 0 || f.In("es") != spanish || f.In("fr") != own {
		t.Fatalf("the sample has %v, %v", f.Statements, f.Outdated)
	}
	was := f
	f, err := p.TranslateFinding(ctx, f.ID, map[string]string{"fr": " Un seul budget sur le papier. "})
	ok(err)
	if f.In("fr") != "Un seul budget sur le papier." || f.Statements["es"] != spanish {
		t.Errorf("in French: %v", f.Statements)
	}
	if f.At != was.At || f.Coder != was.Coder || f.Status != was.Status || f.Stale != was.Stale {
		t.Errorf("to say it in another language changed %+v to %+v", was, f)
	}
	log, err := p.History(ctx, engine.HistoryFilter{Limit: 1})
	ok(err)
	if log[0].Sentence != "said a finding in another language: “Un seul budget sur le papier.”" {
		t.Errorf("the history says %q", log[0].Sentence)
	}
	if got := reportWords(t, p, "es", "synthesis"); !strings.Contains(got, spanish) || strings.Contains(got, own) {
		t.Error("the report in Spanish is not in Spanish")
	}

	// Other words: what the other languages say is of earlier ones, and a report says what holds.
	const now = "One budget on paper, and two in practice."
	f, err = p.WriteFinding(ctx, engine.WriteFinding{ID: f.ID, Statement: now, Status: f.Status})
	ok(err)
	if !slices.Equal(f.Outdated, []string{"es", "fr"}) || f.In("es") != now || f.Statements["es"] != spanish {
		t.Errorf("after it changed: %v, %v", f.Statements, f.Outdated)
	}
	if got := reportWords(t, p, "es", "synthesis"); strings.Contains(got, spanish) || !strings.Contains(got, now) {
		t.Error("the report says what nobody holds any more")
	}
	f, err = p.TranslateFinding(ctx, f.ID, map[string]string{"es": spanish})
	ok(err)
	if !slices.Equal(f.Outdated, []string{"fr"}) {
		t.Errorf("still outdated: %v", f.Outdated)
	}
	f, err = p.TranslateFinding(ctx, f.ID, map[string]string{"fr": ""})
	ok(err)
	if len(f.Outdated) != 0 || f.Statements["fr"] != "" {
		t.Errorf("after one was taken away: %v, %v", f.Statements, f.Outdated)
	}
	_, err = p.Undo(ctx)
	ok(err)
	if f, err = p.Finding(ctx, f.ID); f.Statements["fr"] == "" || !slices.Equal(f.Outdated, []string{"fr"}) {
		t.Errorf("after undo: %v, %v, %v", f.Statements, f.Outdated, err)
	}
	if _, err := p.TranslateFinding(ctx, f.ID, map[string]string{"español": "x"}); qda.KindOf(err) != qda.Invalid {
		t.Errorf("a language of seven letters: %v", err)
	}
	scan, err := p.ScanIdentifiers(ctx, engine.IdentifierQuery{})
	ok(err)
	found := slices.ContainsFunc(scan.Findings, func(f engine.IdentifierFinding) bool { return f.Text == "Etiopía" })
	if !found {
		t.Error("what a case is called in another language is not scanned")
	}
	ok(p.RemoveFinding(ctx, f.ID))
	check, err := p.Check(ctx, nil)
	ok(err)
	if !check.OK {
		t.Fatalf("check: %+v", check.Problems)
	}
}

// TestCasesAreCalledInOtherLanguages names a case in another language, finds it by that
// name, and reads it in matrices, maps and reports.
func TestCasesAreCalledInOtherLanguages(t *testing.T) {
	p := newSample(t)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	k, err := p.FindCase(ctx, "america latina")
	ok(err)
	if k.Name != "Latin America" {
		t.Fatalf("found %q", k.Name)
	}
	if again, err := p.EnsureCase(ctx, "Amérique latine"); err != nil || again.ID != k.ID {
		t.Errorf("a case called in French was made anew: %v, %v", again, err)
	}
	k, err = p.SaveCase(ctx, engine.SaveCase{ID: k.ID, Name: k.Name, Kind: k.Kind, Description: k.Description, Names: map[string]string{"es": "Latinoamérica", "pt": ""}})
	ok(err)
	sheet, err := p.CaseSheet(ctx, k.ID)
	ok(err)
	if sheet.Names["es"] != "Latinoamérica" || sheet.Names["pt"] != "" || sheet.Names["fr"] != "Amérique latine" {
		t.Errorf("it is called %v", sheet.Names)
	}
	nodes, err := p.Cases(ctx)
	ok(err)
	if nodes[0].Names["es"] != "Latinoamérica" {
		t.Errorf("in the tree it is called %v", nodes[0].Names)
	}
	m, err := p.Matrix(ctx, engine.MatrixQuery{Rows: engine.MatrixAxis{By: engine.AxisCase}, Columns: engine.MatrixAxis{By: engine.AxisKind}, Lang: "es"})
	ok(err)
	if !slices.ContainsFunc(m.Rows, func(h engine.MatrixHead) bool { return h.Name == "Etiopía" || h.Name == "Etiopía PSNP–IN-SCT" }) {
		t.Errorf("the matrix has no row in Spanish: %+v", m.Rows)
	}
	n, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "es")
	ok(err)
	if !slices.ContainsFunc(n.Lines, func(l engine.NetworkLine) bool { return strings.Contains(l.Tooltip, "Etiopía PSNP–IN-SCT") }) {
		t.Error("the map has no case in Spanish")
	}
	for section, words := range map[string][]string{
		"synthesis": {"Síntesis de resultados de los estudios de caso: Latinoamérica", "Etiopía PSNP–IN-SCT", "África › Etiopía"},
		"cases":     {"Latinoamérica › México › México PROINPRO–PDP", "Documentos: Perú Juntos–Haku Wiñay"},
		"gap":       {"Lesoto CGP–SPRINGS"},
		"facets":    {"Malí Nioro Cash+"},
		"actors":    {"Etiopía PSNP–IN-SCT"},
		"methods":   {"Malí Nioro Cash+"},
	} {
		got := reportWords(t, p, "es", section)
		for _, w := range words {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is missing", section, w)
			}
		}
		for _, w := range []string{"Ethiopia PSNP", "Latin America", "Mexico PROINPRO"} {
			if strings.Contains(got, w) {
				t.Errorf("%s: %q is said", section, w)
			}
		}
	}
	if got := reportWords(t, p, "es", "cases"); strings.Contains(got, "\nfalse") || !strings.Contains(got, "\nno") {
		t.Error("yes and no are not in Spanish")
	}
}
