package engine_test

import (
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestAFindingKeepsItsVersionsAndToHaveLookedChangesNoWords(t *testing.T) {
	p := newSample(t)
	theme := synthesisNamed(t, p, "Comparison by theme")
	c := cellOf(t, theme, "Peru Juntos–Haku Wiñay", "Implementation capacity")
	was := c.Findings[0]
	if _, err := p.WriteFinding(ctx, engine.WriteFinding{ID: was.ID, Statement: "Staff come and go.", Status: engine.FindingContested}); err != nil {
		t.Fatal(err)
	}
	d, err := p.FindDocument(ctx, "lineamientos-haku-winay.md")
	if err != nil {
		t.Fatal(err)
	}
	code, err := p.FindCode(ctx, "Implementation capacity")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: 11, End: 29}, Codes: []qda.ID{code.ID}}); err != nil {
		t.Fatal(err)
	}
	stale, err := p.Finding(ctx, was.ID)
	if err != nil || stale.Stale.New != 1 {
		t.Fatalf("%+v %v", stale.Stale, err)
	}
	as(t, p, "Coder B", func() {
		if err := p.SeenFindings(ctx, []qda.ID{was.ID}); err != nil {
			t.Fatal(err)
		}
	})
	seen, err := p.Finding(ctx, was.ID)
	if err != nil || !seen.Stale.Fresh() || seen.Statement != stale.Statement || seen.Status != stale.Status || seen.Coder != stale.Coder || seen.At != stale.At {
		t.Errorf("%+v %v", seen, err)
	}
	list, err := p.FindingVersions(ctx, was.ID)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, v := range list {
		kinds = append(kinds, v.Kind)
	}
	first := list[len(list)-1]
	if !slices.Equal(kinds, []string{"cell.seen", "cell.write", "cell.write"}) || list[0].Coder.Name != "Coder B" || !list[0].Now || !list[1].Now || first.Now || first.Statement != was.Statement || first.Status != was.Status || first.Coder != was.Coder {
		t.Fatalf("%v %+v", kinds, list)
	}
	// the way back is one more version, and one step to undo
	if _, err := p.WriteFinding(ctx, engine.WriteFinding{ID: was.ID, Statement: first.Statement, Status: first.Status}); err != nil {
		t.Fatal(err)
	}
	if again, err := p.FindingVersions(ctx, was.ID); err != nil || len(again) != 4 || again[0].Statement != was.Statement || !again[0].Now || again[1].Now {
		t.Errorf("%+v %v", again, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if f, err := p.Finding(ctx, was.ID); err != nil || f.Statement != "Staff come and go." {
		t.Errorf("%+v %v", f, err)
	}
	if again, err := p.FindingVersions(ctx, was.ID); err != nil || len(again) != 5 || again[0].Kind != "undo" || !again[0].Now {
		t.Errorf("%+v %v", again, err)
	}
	whole(t, p)
}

func TestAColumnSaysWhatGoesWithIt(t *testing.T) {
	p := newSample(t)
	theme := synthesisNamed(t, p, "Comparison by theme")
	for _, d := range theme.Dimensions {
		findings, citations := 0, 0
		for _, c := range theme.Cells {
			if c.Dimension == d.ID {
				findings += len(c.Findings)
				for _, f := range c.Findings {
					citations += len(f.Citations)
				}
			}
		}
		if findings == 0 || d.Findings != findings || d.Citations != citations {
			t.Errorf("%s: %d findings and %d citations, said to be %d and %d", d.Title, findings, citations, d.Findings, d.Citations)
		}
	}
	// a row that is not shown keeps its findings, and they go with the column all the same
	var rows []qda.ID
	for _, r := range theme.Rows[1:] {
		rows = append(rows, r.Case)
	}
	if _, err := p.SaveSynthesis(ctx, engine.SaveSynthesis{ID: theme.ID, Title: theme.Title, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	if after := synthesisNamed(t, p, theme.Title); after.Dimensions[0].Findings != theme.Dimensions[0].Findings {
		t.Errorf("%d findings, there were %d", after.Dimensions[0].Findings, theme.Dimensions[0].Findings)
	}
}
