package engine_test

import (
	"os"
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// sharedLaw is a law of the cases North and South that an interview of North contradicts.
// Both are coded in full with coordination/formal.
func sharedLaw(t *testing.T) (p *engine.Project, interview qda.ID) {
	t.Helper()
	p, _ = newProject(t)
	bring := func(name, text string, kind qda.DocumentKind, cases ...string) qda.Document {
		t.Helper()
		path := filepath.Join(t.TempDir(), name+".txt")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Import(ctx, engine.Import{Paths: []string{path}, Kind: kind}, nil); err != nil {
			t.Fatal(err)
		}
		d, err := p.FindDocument(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			k, err := p.FindCase(ctx, c)
			if err != nil {
				if k, err = p.SaveCase(ctx, engine.SaveCase{Name: c, Kind: "case"}); err != nil {
					t.Fatal(err)
				}
			}
			if err := p.LinkCase(ctx, k.ID, []qda.ID{d.ID}, true); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}
	law := bring("law", "The agency keeps the list.", qda.DocumentKind("law"), "North", "South")
	north := bring("north", "The mayor keeps the list.", qda.DocumentKind("interview"), "North")
	bring("south", "We know the list.", qda.DocumentKind("interview"), "South")
	a, b := add(t, p, law, "formal", "The agency keeps the list."), add(t, p, north, "formal", "The mayor keeps the list.")
	if _, err := p.SaveLink(ctx, engine.SaveLink{Kind: "contradicts", From: engine.LinkEnd{Coding: b.ID}, To: engine.LinkEnd{Coding: a.ID}}); err != nil {
		t.Fatal(err)
	}
	return p, north.ID
}

func gapOf(t *testing.T, p *engine.Project, name string) engine.GapRow {
	t.Helper()
	k, err := p.FindCase(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.Gap(ctx, engine.GapQuery{Cases: []qda.ID{k.ID}, Codes: []qda.ID{code(t, p, "coordination")}})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

func TestACaseIsNotContradictedByTheInterviewOfAnother(t *testing.T) {
	p, north := sharedLaw(t)
	if r := gapOf(t, p, "North"); r.Verdict != engine.GapContradicted || len(r.Links) != 1 {
		t.Errorf("North is %s by %d links", r.Verdict, len(r.Links))
	}
	if r := gapOf(t, p, "South"); r.Verdict != engine.GapPracticeSilent || len(r.Links) != 0 || r.Practice.Linked != 0 {
		t.Errorf("South is %s by %d links, %+v", r.Verdict, len(r.Links), r.Practice)
	}
	// an interview of no case says nothing of one either
	k, err := p.FindCase(ctx, "North")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.LinkCase(ctx, k.ID, []qda.ID{north}, false); err != nil {
		t.Fatal(err)
	}
	if r := gapOf(t, p, "North"); r.Verdict != engine.GapPracticeSilent || len(r.Links) != 0 {
		t.Errorf("North is %s by %d links of an interview of no case", r.Verdict, len(r.Links))
	}
}

func TestAGapLeavesOutLinksToDocumentsInTheBin(t *testing.T) {
	p, north := sharedLaw(t)
	if err := p.BinDocuments(ctx, []qda.ID{north}, false); err != nil {
		t.Fatal(err)
	}
	if r := gapOf(t, p, "North"); r.Verdict != engine.GapPracticeSilent || len(r.Links) != 0 || r.Practice.Linked != 0 {
		t.Errorf("North is %s by %d links, %+v", r.Verdict, len(r.Links), r.Practice)
	}
	if err := p.BinDocuments(ctx, []qda.ID{north}, true); err != nil {
		t.Fatal(err)
	}
	if r := gapOf(t, p, "North"); r.Verdict != engine.GapContradicted {
		t.Errorf("North is %s after the interview was fetched back", r.Verdict)
	}
}
