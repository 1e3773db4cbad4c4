package engine_test

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"articula/internal/engine"
)

// TestCitationsOfOthersStayHiddenInABlindRound has another cite a document that is coded
// blindly, straight from its text: what she says stays to be read, that and what it quotes
// of the document does not, nor how often, until everybody has finished.
func TestCitationsOfOthersStayHiddenInABlindRound(t *testing.T) {
	p, d, round := team(t)
	other, err := p.FindDocument(ctx, "OTHER")
	if err != nil {
		t.Fatal(err)
	}
	inside, outside := at(t, p, d, "we share the list of households"), at(t, p, other, "A second document")
	first, err := p.SaveActor(ctx, engine.SaveActor{Name: "First"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.SaveActor(ctx, engine.SaveActor{Name: "Second"})
	if err != nil {
		t.Fatal(err)
	}
	own, err := p.SaveRelation(ctx, engine.SaveRelation{From: second.ID, To: first.ID, Citations: []engine.Cite{{Document: d.ID, Start: inside.Start, End: inside.End}}})
	if err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder B")
	theirs, err := p.SaveRelation(ctx, engine.SaveRelation{From: first.ID, To: second.ID, Note: "SAID", Citations: []engine.Cite{
		{Document: d.ID, Start: inside.Start, End: inside.End}, {Document: other.ID, Start: outside.Start, End: outside.End},
	}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := p.Citations(ctx, theirs)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	secret := all[0]
	if secret.Document.ID != d.ID {
		secret = all[1]
	}
	if _, err := p.Translate(ctx, engine.Translate{Owner: "citation", ID: secret.ID, Lang: "pt", Text: "SECRETWORDS", Status: "draft"}); err != nil {
		t.Fatal(err)
	}

	look := func() (cited map[string]int, text string) {
		t.Helper()
		list, err := p.Relations(ctx, engine.RelationFilter{})
		if err != nil {
			t.Fatal(err)
		}
		cited = map[string]int{}
		for _, r := range list {
			what := "theirs"
			if r.ID == own {
				what = "own"
			}
			cited[what] = len(r.Citations)
		}
		one, err := p.Citations(ctx, theirs)
		if err != nil {
			t.Fatal(err)
		}
		history, err := p.History(ctx, engine.HistoryFilter{Changes: true, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]any{list, one, history})
		if err != nil {
			t.Fatal(err)
		}
		return cited, string(b) + sideCar(t, p)
	}
	tells := func(text string) bool {
		return strings.Contains(text, secret.ID.String()) || strings.Contains(text, hex.EncodeToString(secret.ID[:])) || strings.Contains(text, "SECRETWORDS")
	}

	become(t, p, "Coder A")
	cited, text := look()
	if cited["own"] != 1 || cited["theirs"] != 1 || tells(text) {
		t.Errorf("in the blind round %v are cited, and it is told: %v", cited, tells(text))
	}
	if !strings.Contains(text, "SAID") {
		t.Error("what another says is gone")
	}
	become(t, p, "Coder B")
	if cited, text := look(); cited["own"] != 0 || cited["theirs"] != 2 || !tells(text) {
		t.Errorf("for who cited, %v are cited", cited)
	}
	if _, err := p.UnlockRound(ctx, round.ID, "all have talked"); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder A")
	if cited, text := look(); cited["own"] != 1 || cited["theirs"] != 2 || !tells(text) {
		t.Errorf("when the round is unlocked %v are cited", cited)
	}
	whole(t, p)
}
