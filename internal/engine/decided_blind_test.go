package engine_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/exchange/refi"
	"articula/internal/qda"
)

// sideCar writes the project as a file of the standard and gives what only this program
// reads in it.
func sideCar(t *testing.T, p *engine.Project) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.qdpx")
	if _, err := p.ExportProject(ctx, path, engine.ExportProject{}, nil); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	f, err := refi.Open(ctx, file, info.Size(), "out.qdpx", refi.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return string(f.SideCar)
}

// TestWhatWasDecidedIsBlindAgain takes a document up again on which something was decided,
// or hands it out to be done again: what coders did there is not to be had from what was
// decided on it, until everybody has finished.
func TestWhatWasDecidedIsBlindAgain(t *testing.T) {
	p, d, round := blindPair(t)
	quote := at(t, p, d, "share the list of households")
	if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: quote, Codes: []qda.ID{code(t, p, "informal")}}); err != nil {
		t.Fatal(err)
	}
	state := func(who string, again bool) {
		t.Helper()
		become(t, p, who)
		if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, again); err != nil {
			t.Fatal(err)
		}
	}
	state("Coder A", false)
	state("Coder B", false)
	become(t, p, "Coder C")
	ids := coders(t, p, "Coder A", "Coder B")
	decided, err := p.Decide(ctx, engine.Decide{Round: round.ID, Document: d.ID, Code: code(t, p, "informal"), Span: quote, A: ids[0], B: ids[1], Choice: "b", Note: "SECRETNOTE"})
	if err != nil || len(decided.Codings) != 1 {
		t.Fatalf("%+v %v", decided, err)
	}
	become(t, p, "Coder D")
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "joins"}); err != nil {
		t.Fatal(err)
	}
	everyone := []string{"Coder A", "Coder B", "Coder C", "Coder D"}
	look := func(when string, seen ...string) {
		t.Helper()
		for _, who := range everyone {
			become(t, p, who)
			want := strings.Contains(strings.Join(seen, ","), who)
			history, err := p.History(ctx, engine.HistoryFilter{Changes: true, Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal(history)
			if err != nil {
				t.Fatal(err)
			}
			coding := decided.Codings[0].ID
			for place, text := range map[string]string{"history": string(b), "export": sideCar(t, p)} {
				if got := strings.Contains(text, "SECRETNOTE"); got != want {
					t.Errorf("%s, for %s: the %s tells of the decision: %v", when, who, place, got)
				}
				if !want && (strings.Contains(text, coding.String()) || strings.Contains(text, hex.EncodeToString(coding[:]))) {
					t.Errorf("%s, for %s: the %s tells of the coding that was agreed on", when, who, place)
				}
			}
			if n := len(consensus(t, p)); (n == 1) != want {
				t.Errorf("%s, %s sees %d codings of the consensus", when, who, n)
			}
			page, err := p.Decided(ctx, engine.DecidedQuery{Round: round.ID})
			if err != nil || (page.Total == 1) != want || (len(page.Hidden) == 0) != want {
				t.Errorf("%s, for %s: %+v %v", when, who, page, err)
			}
			if want {
				continue
			}
			if page.Hidden[0].ID != d.ID {
				t.Errorf("hidden is %+v", page.Hidden)
			}
			wantError(t, p.WithdrawDecision(ctx, decided.Decision.ID), qda.Conflict, "decision.hidden")
			wantError(t, p.ExplainDecision(ctx, engine.ExplainDecision{ID: decided.Decision.ID}), qda.Conflict, "decision.hidden")
		}
	}
	look("decided", everyone...)
	state("Coder A", true)
	look("taken up again")
	state("Coder A", false)
	look("finished again", everyone...)

	become(t, p, "Coder B")
	again, err := p.PlanRound(ctx, engine.PlanRound{Label: "Again", Coders: coders(t, p, "Coder B"), Documents: []qda.ID{d.ID}, Again: round.ID})
	if err != nil {
		t.Fatal(err)
	}
	look("handed out again", "Coder A", "Coder C", "Coder D")
	become(t, p, "Coder B")
	if _, err := p.FinishDocuments(ctx, again.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	look("done again", everyone...)

	// Merging codes carries along what is hidden.
	state("Coder A", true)
	become(t, p, "Coder D")
	if _, err := p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{code(t, p, "informal")}, Into: code(t, p, "formal")}); err != nil {
		t.Fatal(err)
	}
	state("Coder A", false)
	page, err := p.Decided(ctx, engine.DecidedQuery{Round: round.ID})
	if err != nil || page.Total != 1 || page.Items[0].Code.ID != code(t, p, "formal") {
		t.Errorf("%+v %v", page, err)
	}
	if err := p.WithdrawDecision(ctx, decided.Decision.ID); err != nil {
		t.Error(err)
	}
	whole(t, p)
}
