package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"articula/internal/qda"
)

// TestACaseOfAPartOfADocumentCountsWhatLiesInThePart gives a case parts of a document.
func TestACaseOfAPartOfADocumentCountsWhatLiesInThePart(t *testing.T) {
	p := sampleProject(t)
	d, err := p.FindDocument(bg, "ley-sistema-victimas.md")
	if err != nil {
		t.Fatal(err)
	}
	coverage, err := p.DocumentsCoverage(bg, OrderDocument)
	if err != nil {
		t.Fatal(err)
	}
	all := coverage[slices.IndexFunc(coverage, func(c DocumentCoverage) bool { return c.Document.ID == d.ID })]
	codings, err := p.DocumentCodings(bg, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	uncoded, err := p.UncodedPassages(bg, []qda.ID{d.ID})
	if err != nil || len(uncoded) == 0 || all.Passages < 4 {
		t.Fatalf("%d of %d passages are uncoded: %v", len(uncoded), all.Passages, err)
	}
	first, bare := codings[0], uncoded[0]
	for _, c := range []struct {
		name  string
		parts []qda.Span
		want  string
	}{
		{"Inside a coding", []qda.Span{{Start: first.Start, End: first.Start + 5}}, "0 of 1."},
		{"Uncoded words", []qda.Span{{Start: bare.Start, End: bare.Start + 5}}, "1 of 1."},
		{"Two parts of one passage", []qda.Span{{Start: bare.Start, End: bare.Start + 3}, {Start: bare.End - 3, End: bare.End}}, "1 of 1."},
		{"Both", []qda.Span{{Start: first.Start, End: first.Start + 5}, {Start: bare.Start, End: bare.Start + 5}}, "1 of 2."},
	} {
		k, err := p.EnsureCase(bg, c.name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range c.parts {
			if err := p.LinkCaseSpan(bg, k.ID, d.ID, s); err != nil {
				t.Fatal(err)
			}
		}
		said, marked := caseSaid(t, p, k.ID, "part")
		if !strings.HasSuffix(said, ": "+c.want) || marked != len(c.parts) {
			t.Errorf("%s: %q, want %s; %d parts are marked", c.name, said, c.want, marked)
		}
	}
	// beside the whole of it, a part counts nothing more
	k, err := p.FindCase(bg, "Both")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.LinkCase(bg, k.ID, []qda.ID{d.ID}, true); err != nil {
		t.Fatal(err)
	}
	if said, _ := caseSaid(t, p, k.ID, "part"); !strings.HasSuffix(said, fmt.Sprintf(": %d of %d.", all.Uncoded, all.Passages)) {
		t.Errorf("%q, want %d of %d", said, all.Uncoded, all.Passages)
	}
}

// caseSaid is how much of a case is said to be coded in a report, and how many of its
// documents are said to be a part of one.
func caseSaid(t *testing.T, p *Project, id qda.ID, part string) (said string, marked int) {
	t.Helper()
	v, err := p.PreviewReport(bg, ReportRequest{Lang: "en", Sections: []string{"cases"}, Cases: []qda.ID{id}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range v.Blocks {
		for _, r := range b.Runs {
			said = r.Text
		}
		for _, row := range b.Rows {
			var cell strings.Builder
			for _, r := range row[0].Paragraphs[0] {
				cell.WriteString(r.Text)
			}
			if strings.Contains(cell.String(), " ["+part+": “") {
				marked++
			}
		}
	}
	return said, marked
}
