package engine_test

import (
	"path/filepath"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestAMergeGivesNoNumbersOfWhatIsBlind brings in what another coded, commented on,
// qualified and took away in a blind round, together with open work: the report counts
// the open work alone and says that there is more, until everybody has finished.
func TestAMergeGivesNoNumbersOfWhatIsBlind(t *testing.T) {
	p, d, round := team(t)
	importText(t, p, "OPEN.txt", "A third document that lies in no blind round.\n")
	other, err := p.FindDocument(ctx, "OPEN")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	second := filepath.Join(t.TempDir(), "second.articula")
	if _, err := p.Backup(ctx, "by-hand", second); err != nil {
		t.Fatal(err)
	}
	home := openAs(t, second, "Coder A", 95)
	there := openAs(t, path, "Coder B", 96)
	coded := func(quote, ref string) engine.CodingView {
		list, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, quote), Codes: []qda.ID{code(t, there, ref)}, Memo: "a memo"})
		if err != nil {
			t.Fatal(err)
		}
		return list[0]
	}
	coded("we meet every month", "informal")
	if err := there.WeighCoding(ctx, coded("share the list of households", "formal").ID, 50); err != nil {
		t.Fatal(err)
	}
	if err := there.RemoveCodings(ctx, []qda.ID{coded("The ministry never sent a guideline", "formal").ID}); err != nil {
		t.Fatal(err)
	}
	add(t, there, other, "resistance", "A third document")
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	only := func(when string, m engine.MergeResult, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(when, err)
		}
		if m.New["coding"] != 1 || len(m.Codings) != 1 || m.Codings[0].Coder.Name != "Coder B" || m.Codings[0].Count != 1 || m.New["memo"] != 0 ||
			m.Changed["coding"] != 0 || m.Removed["coding"] != 0 || m.Moved != 0 || m.Ops != 1 || !m.Hidden {
			t.Errorf("%s tells of what is blind: %+v", when, m)
		}
	}
	trial, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: true}, nil)
	only("a trial", trial, err)
	if _, err := there.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	done, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	if done.Ops--; done.Changed["assignment"] != 1 { // that she has finished is no secret
		t.Errorf("%+v", done)
	}
	only("the merge", done, err)
	whole(t, p)
	if _, err := home.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	all, err := home.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	if err != nil || all.Hidden || len(all.Codings) != 1 || all.Codings[0].Count != all.New["coding"] || all.New["coding"] != 3 || len(all.Changed) != 1 || len(all.Removed) != 0 || all.New["memo"] != 2 || all.Ops <= done.Ops+1 {
		t.Errorf("when everybody has finished: %+v %v", all, err)
	}
	whole(t, home)
}

// TestAMergeOfBlindWorkAloneIsNotNothing has nothing in the copy but what is hidden.
func TestAMergeOfBlindWorkAloneIsNotNothing(t *testing.T) {
	p, d, round := team(t)
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 97)
	if _, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, "we meet every month"), Codes: []qda.ID{code(t, there, "informal")}}); err != nil {
		t.Fatal(err)
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	m, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
	if err != nil || !m.Hidden || m.Ops != 0 || m.Seq == 0 || len(m.New)+len(m.Codings) > 0 {
		t.Errorf("%+v %v", m, err)
	}
	for _, who := range []string{"Coder A", "Coder B"} {
		become(t, p, who)
		if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
			t.Fatal(err)
		}
	}
	if m, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil); err != nil || m.Hidden || m.Ops != 0 || m.Seq != 0 {
		t.Errorf("again: %+v %v", m, err)
	}
	if all, err := p.DocumentCodings(ctx, d.ID); err != nil || len(all) != 2 {
		t.Errorf("%+v %v", all, err)
	}
}
