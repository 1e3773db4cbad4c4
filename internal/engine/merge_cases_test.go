package engine_test

import (
	"fmt"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// A merged case gives its documents, values, findings and lower cases to the one that
// remains; nothing is counted twice or lost, the preview says the same, and one undo
// takes all of it back.
func TestMergingCasesMovesWhatHangsOnThem(t *testing.T) {
	p := newSample(t)
	find := func(name string) qda.Case {
		t.Helper()
		k, err := p.FindCase(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	one, other := find("Colombia FEST–UNIDOS"), find("Colombia PPP")
	sheet := func(k qda.Case) engine.CaseSheet {
		t.Helper()
		s, err := p.CaseSheet(ctx, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	shared := sheet(one).Documents[0].Document.ID
	if err := p.LinkCase(ctx, other.ID, []qda.ID{shared}, true); err != nil { // a document of both
		t.Fatal(err)
	}
	child, err := p.SaveCase(ctx, engine.SaveCase{Parent: other.ID, Name: "A municipality"})
	if err != nil {
		t.Fatal(err)
	}
	// What the values rest on, each passage once for a value.
	cited := func(list ...engine.CaseSheet) int {
		seen := map[string]bool{}
		for _, s := range list {
			for _, v := range s.Values {
				for _, c := range v.Citations {
					seen[fmt.Sprint(v.Attribute, v.Value, c.Document.ID, c.Start, c.End, c.Role)] = true
				}
			}
		}
		return len(seen)
	}
	findings := func(k qda.Case) (n int) {
		t.Helper()
		all, err := p.Syntheses(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			v, err := p.Synthesis(ctx, s.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range v.Cells {
				if c.Case == k.ID {
					n += len(c.Findings)
				}
			}
		}
		return n
	}
	before, moved := sheet(one), sheet(other)
	said, more := findings(one), findings(other)
	if more == 0 {
		t.Fatal("nothing is said of the case")
	}
	r := engine.MergeCases{From: []qda.ID{other.ID}, Into: one.ID}
	foreseen, err := p.PreviewMergeCases(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	done, err := p.MergeCases(ctx, r)
	if err != nil || done != foreseen {
		t.Fatalf("%+v, foreseen %+v: %v", done, foreseen, err)
	}
	after := sheet(one)
	if done.Documents != len(moved.Documents)-1 || len(after.Documents) != len(before.Documents)+len(moved.Documents)-1 {
		t.Errorf("%d documents, %d before and %d of the other: %+v", len(after.Documents), len(before.Documents), len(moved.Documents), done)
	}
	if done.Values == 0 || len(after.Values) != len(before.Values)+done.Values || cited(after) != cited(before, moved) {
		t.Errorf("%d values, %d before; %d cited passages, want %d: %+v", len(after.Values), len(before.Values), cited(after), cited(before, moved), done)
	}
	held := map[qda.ID]bool{}
	for _, v := range after.Values {
		if v.Status == engine.ValueHeld && held[v.Attribute] {
			t.Errorf("two values of %s are held", v.Name)
		}
		held[v.Attribute] = held[v.Attribute] || v.Status == engine.ValueHeld
	}
	if got := findings(one); got != said+more {
		t.Errorf("%d findings, want %d", got, said+more)
	}
	if k := find(child.ID.String()); k.ParentID != one.ID || done.Children != 1 {
		t.Errorf("the lower case lies under %v: %+v", k.ParentID, done)
	}
	if report, err := p.Check(ctx, nil); err != nil || !report.OK {
		t.Errorf("check: %+v %v", report, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if s := sheet(one); len(s.Documents) != len(before.Documents) || len(s.Values) != len(before.Values) || findings(other) != more {
		t.Errorf("undone, the case has %d documents and %d values", len(s.Documents), len(s.Values))
	}
	for code, r := range map[string]engine.MergeCases{
		"case.merge_none": {Into: one.ID},
		"case.merge_up":   {From: []qda.ID{other.ID}, Into: child.ID},
	} {
		if _, err := p.MergeCases(ctx, r); qda.AsError(err) == nil || qda.AsError(err).Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}
