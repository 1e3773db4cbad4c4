package engine_test

import (
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// finish says that coders have finished a document.
func finish(t *testing.T, p *engine.Project, round, document qda.ID, names ...string) {
	t.Helper()
	for _, name := range names {
		become(t, p, name)
		if _, err := p.FinishDocuments(ctx, round, []qda.ID{document}, false); err != nil {
			t.Fatal(err)
		}
	}
}

// What is not finished is counted among all that was assigned, blind still or not.
func TestUnfinishedAssignmentsAreCountedAmongAll(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Coder C")
	add(t, p, d, "formal", "Zeta six here.")
	ids := coders(t, p, "Coder A", "Coder B", "Coder C")
	other, err := p.FindDocument(ctx, "INT-07")
	if err != nil {
		t.Fatal(err)
	}
	round, err := p.PlanRound(ctx, engine.PlanRound{Label: "Next", Coders: ids, Documents: []qda.ID{d.ID, other.ID}})
	if err != nil {
		t.Fatal(err)
	}
	notice := func(q engine.AgreementQuery) string {
		t.Helper()
		q.Round, q.Unit = round.ID, "sentence"
		r, err := p.Agreement(ctx, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(r.Notices, " ")
	}
	finish(t, p, round.ID, d.ID, "Coder A")
	finish(t, p, round.ID, other.ID, "Coder A")
	if said := notice(engine.AgreementQuery{}); !strings.Contains(said, "4 of 6 assignments are not finished") {
		t.Error(said)
	}
	finish(t, p, round.ID, d.ID, "Coder B", "Coder C")
	if said := notice(engine.AgreementQuery{}); !strings.Contains(said, "2 of 6 assignments are not finished") {
		t.Error(said)
	}
}
