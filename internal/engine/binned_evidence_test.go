package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// cellCitedFrom is a cell of the synthesis that a document is cited in, with a quote of it.
func cellCitedFrom(t *testing.T, p *engine.Project, row, column string, document qda.ID) (engine.CellView, string) {
	t.Helper()
	c := cellOf(t, synthesisNamed(t, p, "Comparison by theme"), row, column)
	for _, f := range c.Findings {
		for _, x := range f.Citations {
			if x.Document.ID == document {
				return c, x.Quote
			}
		}
	}
	t.Fatalf("%s × %s cites no passage of it", row, column)
	return c, ""
}

func TestNothingRestsOnADocumentInTheBinUntilItIsFetchedBack(t *testing.T) {
	p := newSample(t)
	d, err := p.FindDocument(ctx, "Entretien avec une autorité politique nationale (illustratif)")
	if err != nil {
		t.Fatal(err)
	}
	interview := d.ID
	row, column := "Mali Nioro Cash+", "Political support"
	before, quote := cellCitedFrom(t, p, row, column, interview)
	page := func() string {
		path := filepath.Join(t.TempDir(), "report.html")
		if _, err := p.Report(ctx, path, engine.ReportRequest{Format: "html", Sections: []string{"synthesis", "methods"}}, nil); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	printed := page()
	if !strings.Contains(printed, quote) {
		t.Fatalf("“%s” is not printed", quote)
	}
	if err := p.BinDocuments(ctx, []qda.ID{interview}, false); err != nil {
		t.Fatal(err)
	}
	after := cellOf(t, synthesisNamed(t, p, "Comparison by theme"), row, column)
	detail, err := p.Cell(ctx, engine.CellPlace{Dimension: after.Dimension, Case: after.Case})
	if err != nil || len(detail.Withdrawn) == 0 {
		t.Fatalf("nothing is withdrawn: %v", err)
	}
	for _, w := range detail.Withdrawn {
		if w.Document.ID == interview && w.Now != "binned" {
			t.Errorf("“%s” is withdrawn because it is %s", w.Quote, w.Now)
		}
	}
	if after.Voices.Documents != before.Voices.Documents-1 || after.Voices.Voices >= before.Voices.Voices {
		t.Errorf("voices %+v, before %+v", after.Voices, before.Voices)
	}
	binned := 0
	for i, f := range after.Findings {
		if len(f.Citations) != len(before.Findings[i].Citations) {
			t.Errorf("finding %d lists %d citations, before %d", i, len(f.Citations), len(before.Findings[i].Citations))
		}
		for _, c := range f.Citations {
			if c.Binned != (c.Document.ID == interview) {
				t.Errorf("“%s” of %s: binned %v", c.Quote, c.Document.Title, c.Binned)
			}
			if c.Binned {
				binned++
			}
		}
		if len(engine.Standing(f.Citations)) != len(f.Citations)-binned {
			t.Errorf("%d of %d citations stand, %d are binned", len(engine.Standing(f.Citations)), len(f.Citations), binned)
		}
	}
	if binned == 0 || printed == page() || strings.Contains(page(), quote) {
		t.Errorf("%d citations are binned; the report prints “%s” still: %v", binned, quote, strings.Contains(page(), quote))
	}
	if err := p.BinDocuments(ctx, []qda.ID{interview}, true); err != nil {
		t.Fatal(err)
	}
	if again := cellOf(t, synthesisNamed(t, p, "Comparison by theme"), row, column); again.Voices.Voices != before.Voices.Voices {
		t.Errorf("fetched back: %+v, before %+v", again.Voices, before.Voices)
	}
}

func TestAStatementIsUnfoundedWhileAllItCitesIsInTheBin(t *testing.T) {
	p := newSample(t)
	row, column := "Mali Nioro Cash+", "Political support"
	before := cellOf(t, synthesisNamed(t, p, "Comparison by theme"), row, column)
	var cited []qda.ID
	for _, f := range before.Findings {
		for _, c := range f.Citations {
			if !slices.Contains(cited, c.Document.ID) {
				cited = append(cited, c.Document.ID)
			}
		}
	}
	if err := p.BinDocuments(ctx, cited, false); err != nil {
		t.Fatal(err)
	}
	after := cellOf(t, synthesisNamed(t, p, "Comparison by theme"), row, column)
	if before.State != engine.CellWritten || after.State != engine.CellUnfounded || after.Voices.Segments != 0 {
		t.Errorf("%s, before %s: %+v", after.State, before.State, after.Voices)
	}
}

// sole is a value, of a case, whose citations are all of one document.
func sole(t *testing.T, p *engine.Project) engine.ValueView {
	t.Helper()
	table, err := p.AttributeTable(ctx, qda.OnCase)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		list, err := p.Values(ctx, r.Owner)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			if v.Status == engine.ValueHeld && len(v.Citations) == 1 {
				return v
			}
		}
	}
	t.Fatal("no value rests on one passage")
	return engine.ValueView{}
}

func TestAValueIsUncitedWhileAllItRestsOnIsInTheBin(t *testing.T) {
	p := newSample(t)
	v := sole(t, p)
	uncited := func() int {
		list, err := p.Attributes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return list[slices.IndexFunc(list, func(a engine.AttributeView) bool { return a.ID == v.Attribute })].Uncited
	}
	was := uncited()
	if err := p.BinDocuments(ctx, []qda.ID{v.Citations[0].Document.ID}, false); err != nil {
		t.Fatal(err)
	}
	list, err := p.Values(ctx, v.Owner)
	if err != nil {
		t.Fatal(err)
	}
	now := list[slices.IndexFunc(list, func(x engine.ValueView) bool { return x.ID == v.ID })]
	if now.Cited || len(now.Citations) != 1 || !now.Citations[0].Binned {
		t.Errorf("cited %v, %+v", now.Cited, now.Citations)
	}
	if uncited() <= was {
		t.Errorf("%d values are uncited, before %d", uncited(), was)
	}
	table, err := p.AttributeTable(ctx, qda.OnCase)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		for _, c := range r.Cells {
			if c.ID == v.ID && (c.Citations != 0 || c.Binned != 1) {
				t.Errorf("the table counts %d citations and %d in the bin", c.Citations, c.Binned)
			}
		}
	}
	nodes, err := p.Cases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var look func([]engine.CaseNode)
	look = func(list []engine.CaseNode) {
		for _, n := range list {
			for _, a := range n.Attributes {
				if n.ID == v.Owner && a.Name == v.Name && a.Value == v.Value && a.Cited {
					t.Errorf("%s of %s is cited in the tree", a.Name, n.Name)
				}
			}
			look(n.Children)
		}
	}
	look(nodes)
}

func TestACoordinationDoesNotRestOnADocumentInTheBin(t *testing.T) {
	p := newSample(t)
	all, err := p.Relations(ctx, engine.RelationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(r engine.RelationView) bool { return len(r.Citations) == 1 })
	document := all[at].Citations[0].Document.ID
	before, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.BinDocuments(ctx, []qda.ID{document}, false); err != nil {
		t.Fatal(err)
	}
	if all, err = p.Relations(ctx, engine.RelationFilter{}); err != nil || !all[at].Citations[0].Binned {
		t.Errorf("%+v %v", all[at].Citations, err)
	}
	after, err := p.ActorNetwork(ctx, engine.RelationFilter{}, "")
	if err != nil || after.Cited >= before.Cited || after.Relations != before.Relations {
		t.Errorf("%d of %d rest on a passage, before %d of %d; %v", after.Cited, after.Relations, before.Cited, before.Relations, err)
	}
	path := filepath.Join(t.TempDir(), "net.csv")
	if _, err := p.ExportNetwork(ctx, path, engine.RelationFilter{}, engine.Export{Format: "csv"}, ""); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(b), "("+all[at].Citations[0].Document.Title+")") {
		t.Errorf("the table quotes a document in the bin; %v", err)
	}
}
