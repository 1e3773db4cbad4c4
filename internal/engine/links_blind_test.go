package engine_test

import (
	"archive/zip"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestLinksOfOthersStayHiddenInABlindRound has another link passages out of and into a
// document that is coded blindly: where links are read, told, counted or written, they are
// not, until everybody has finished.
func TestLinksOfOthersStayHiddenInABlindRound(t *testing.T) {
	p, d, round := team(t)
	other, err := p.FindDocument(ctx, "OTHER")
	if err != nil {
		t.Fatal(err)
	}
	end := func(d qda.Document, quote string) engine.LinkEnd {
		s := at(t, p, d, quote)
		return engine.LinkEnd{Document: d.ID, Start: s.Start, End: s.End}
	}
	inside, outside := end(d, "we share the list of households"), end(other, "A second document")
	link := func(from, to engine.LinkEnd, note string) engine.LinkView {
		t.Helper()
		l, err := p.SaveLink(ctx, engine.SaveLink{Kind: "refers_to", From: from, To: to, Note: note})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	own := link(outside, inside, "MINE")
	become(t, p, "Coder B")
	link(inside, outside, "SECRETNOTE")
	link(outside, inside, "SECRETNOTE")
	away := link(inside, shifted(outside, 2), "SECRETNOTE")
	gone := link(inside, shifted(outside, 4), "SECRETNOTE")
	if err := p.RemoveLinks(ctx, []qda.ID{gone.ID}); err != nil {
		t.Fatal(err)
	}
	// Where it leads now is no secret, but where it led is.
	if _, err := p.SaveLink(ctx, engine.SaveLink{ID: away.ID, Kind: "refers_to", From: end(other, "stays at home"), Note: "open"}); err != nil {
		t.Fatal(err)
	}

	look := func() (links []engine.LinkView, told, written string) {
		t.Helper()
		links, err := p.Links(ctx, engine.LinkFilter{})
		if err != nil {
			t.Fatal(err)
		}
		gap, err := p.Gap(ctx, engine.GapQuery{Together: true})
		if err != nil {
			t.Fatal(err)
		}
		history, err := p.History(ctx, engine.HistoryFilter{Changes: true, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]any{gap, history})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "out.qdpx")
		if _, err := p.ExportProject(ctx, path, engine.ExportProject{}, nil); err != nil {
			t.Fatal(err)
		}
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		f, err := z.Open("project.qde")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return links, string(b), string(text)
	}

	become(t, p, "Coder A")
	links, told, written := look()
	if len(links) != 2 || links[0].ID != away.ID || links[1].ID != own.ID {
		t.Errorf("seen in the blind round: %+v", links)
	}
	for where, text := range map[string]string{"the gap report or the history": told, "the file": written} {
		if strings.Contains(text, "SECRETNOTE") {
			t.Errorf("%s shows the note of another's link", where)
		}
		if !strings.Contains(text, "MINE") {
			t.Errorf("%s lacks her own link", where)
		}
	}
	if strings.Contains(told, gone.ID.String()) || strings.Count(told, "linked two passages") != 1 {
		t.Errorf("the history tells of another's links: %s", told)
	}
	err = p.RemoveLinks(ctx, []qda.ID{links[0].ID})
	wantError(t, err, qda.Conflict, "link.not_yours")

	become(t, p, "Coder B")
	if links, told, _ := look(); len(links) != 3 || !strings.Contains(told, "SECRETNOTE") {
		t.Errorf("one's own links are hidden from oneself: %+v", links)
	}
	if _, err := p.UnlockRound(ctx, round.ID, "all have talked"); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder A")
	if links, told, written := look(); len(links) != 4 || !strings.Contains(told, "SECRETNOTE") || !strings.Contains(told, gone.ID.String()) || !strings.Contains(written, "SECRETNOTE") {
		t.Errorf("when the round is unlocked: %+v", links)
	}
	whole(t, p)
}

// shifted is the passage that begins so many code points later.
func shifted(e engine.LinkEnd, by int) engine.LinkEnd {
	e.Start += by
	return e
}
