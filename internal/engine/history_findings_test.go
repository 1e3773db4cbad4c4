package engine_test

import (
	"maps"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// toldLast gives the sentence of the latest action, which is the same in the list and where
// it is offered to be taken back.
func toldLast(t *testing.T, p *engine.Project) engine.HistoryEntry {
	t.Helper()
	list, err := p.History(ctx, engine.HistoryFilter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	undo, err := p.UndoState(ctx)
	if err != nil || undo.Undo != list[0].Sentence || undo.UndoKey != list[0].Key || !maps.Equal(undo.UndoArgs, list[0].Args) {
		t.Errorf("%+v is offered for %+v: %v", undo, list[0], err)
	}
	return list[0]
}

// TestAChangeOfAMemoNamesTheMemo has changes that leave the title alone.
func TestAChangeOfAMemoNamesTheMemo(t *testing.T) {
	p, _ := newProject(t)
	for _, x := range []struct {
		title, body, kind string
		want              string
	}{
		{"On targeting", "Shared lists.", "note", "wrote a memo: On targeting"},
		{"On targeting", "Shared lists, at last.", "note", "changed the text of the memo “On targeting”"},
		{"On targeting", "Shared lists, at last.", "theory", "changed the kind of the memo “On targeting”"},
		{"On lists", "Shared lists, again.", "theory", "changed the title, text of the memo “On lists”"},
		{"", "Shared lists, again.", "theory", "changed the title of the memo “Shared lists, again.”"},
		{"", "Lists that are shared.", "theory", "changed the text of the memo “Lists that are shared.”"},
	} {
		list, err := p.Memos(ctx, engine.MemoFilter{})
		if err != nil {
			t.Fatal(err)
		}
		var id qda.ID
		if len(list) > 0 {
			id = list[0].ID
		}
		if _, err := p.SaveMemo(ctx, engine.SaveMemo{ID: id, Title: x.title, Body: x.body, Kind: x.kind}); err != nil {
			t.Fatal(err)
		}
		if e := toldLast(t, p); e.Sentence != x.want {
			t.Errorf("told as %q, want %q", e.Sentence, x.want)
		}
	}
}

// TestAMemoThatIsGoneIsNamedAsItWas tells a change of a memo after it was deleted.
func TestAMemoThatIsGoneIsNamedAsItWas(t *testing.T) {
	p, _ := newProject(t)
	m, err := p.SaveMemo(ctx, engine.SaveMemo{Title: "On targeting", Body: "Shared lists."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{ID: m.ID, Title: "On targeting", Body: "Shared lists, at last."}); err != nil {
		t.Fatal(err)
	}
	if err := p.RemoveMemo(ctx, m.ID); err != nil {
		t.Fatal(err)
	}
	list, err := p.History(ctx, engine.HistoryFilter{Limit: 2})
	if want := "changed the text of the memo “On targeting”"; err != nil || list[1].Sentence != want {
		t.Errorf("told as %q, want %q: %v", list[1].Sentence, want, err)
	}
}

// TestAChangeOfAFindingSaysWhereItStands has what is written, changed and reviewed in a cell
// of a case and in one of another row.
func TestAChangeOfAFindingSaysWhereItStands(t *testing.T) {
	p := newSample(t)
	v := synthesisNamed(t, p, "Synthesis of results")
	c := cellOf(t, v, "Mali Nioro Cash+", "Results")
	value, _ := twoRows(t, p, v)
	f, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: c.Dimension, Row: value})
	if err != nil {
		t.Fatal(err)
	}
	write := func(id qda.ID, statement, status string) func() error {
		return func() error {
			_, err := p.WriteFinding(ctx, engine.WriteFinding{ID: id, Statement: statement, Status: status})
			return err
		}
	}
	set := func(status string, ids ...qda.ID) func() error {
		return func() error { return p.SetFindingStatus(ctx, ids, status) }
	}
	first := c.Findings[0].ID
	for _, x := range []struct {
		do   func() error
		want string
	}{
		{func() error { return nil }, "began a finding on Intentional × Results"},
		{write(f.ID, "They meet.", ""), "wrote a finding: “They meet.”"},
		{write(f.ID, "They meet every month.", ""), "changed the statement of Intentional × Results"},
		{write(f.ID, "They meet every week.", engine.FindingContested), "changed the statement of Intentional × Results and set it to contested"},
		{write(f.ID, "They meet every week.", engine.FindingDraft), "set Intentional × Results to draft"},
		{write(f.ID, "They meet every week.", engine.FindingDraft), "wrote the statement of Intentional × Results again"},
		{write(first, "Income rose.", c.Findings[0].Status), "changed the statement of Mali Nioro Cash+ × Results"},
		{set(engine.FindingContested, first), "set Mali Nioro Cash+ × Results to contested"},
		{set(engine.FindingReviewed, first), "set Mali Nioro Cash+ × Results to reviewed"},
		{set(engine.FindingReviewed, first), "set Mali Nioro Cash+ × Results to reviewed"},
		{set(engine.FindingContested, first, f.ID), "set 2 findings to contested"},
	} {
		if err := x.do(); err != nil {
			t.Fatal(err)
		}
		if e := toldLast(t, p); e.Sentence != x.want {
			t.Errorf("told as %q, want %q", e.Sentence, x.want)
		}
	}
	if err := p.RemoveRow(ctx, v.ID, value); err != nil {
		t.Fatal(err)
	}
	list, err := p.History(ctx, engine.HistoryFilter{Entity: "cell", ID: f.ID, Kind: "cell.write"})
	if want := "changed the statement of Intentional × Results"; err != nil || len(list) < 3 || list[3].Sentence != want {
		t.Errorf("a row that is gone: %+v, want %q: %v", list, want, err)
	}
}

// TestAFindingThatSaidNothingIsToldByItsPlace begins one by citing alone and deletes it again.
func TestAFindingThatSaidNothingIsToldByItsPlace(t *testing.T) {
	p := newSample(t)
	c := cellOf(t, synthesisNamed(t, p, "Synthesis of results"), "Mali Nioro Cash+", "Results")
	cited := c.Findings[0].Citations[0]
	f, err := p.WriteFinding(ctx, engine.WriteFinding{Dimension: c.Dimension, Case: c.Case, Citations: []engine.Cite{{Coding: cited.Coding}}})
	if err != nil {
		t.Fatal(err)
	}
	if e, want := toldLast(t, p), "began a finding on Mali Nioro Cash+ × Results"; e.Sentence != want {
		t.Errorf("told as %q, want %q", e.Sentence, want)
	}
	if err := p.RemoveFinding(ctx, f.ID); err != nil {
		t.Fatal(err)
	}
	if e, want := toldLast(t, p), "deleted what was begun on Mali Nioro Cash+ × Results"; e.Sentence != want {
		t.Errorf("told as %q, want %q", e.Sentence, want)
	}
	if err := p.RemoveFinding(ctx, c.Findings[0].ID); err != nil {
		t.Fatal(err)
	}
	if e := toldLast(t, p); e.Key != "cell.remove" || e.Args["quote"] == "" {
		t.Errorf("one that said something is told as %q", e.Sentence)
	}
}
