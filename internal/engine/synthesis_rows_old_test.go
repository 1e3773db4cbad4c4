package engine

import (
	"encoding/json"
	"slices"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
)

// A file before format 6 names its rows in the synthesis. They are shown as ever, become
// records with the first change of rows, and whatever part of the changes is undone, no
// row is lost and none stands twice.
func TestRowsThatOnlyTheSynthesisNamesBecomeRecordsWithTheirFirstChange(t *testing.T) {
	p := sampleProject(t)
	ref, err := p.FindSynthesis(bg, "Comparison by theme")
	if err != nil {
		t.Fatal(err)
	}
	view := func() (names []string, v SynthesisView) {
		v, err := p.Synthesis(bg, ref.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range v.Rows {
			names = append(names, r.Name)
		}
		return names, v
	}
	want, v := view()
	findings := ref.Findings
	if _, err := p.update(bg, "synthesis.edit", func(tx *store.Tx) error {
		s, err := store.Get[qda.Synthesis](tx, ref.ID)
		if err != nil {
			return err
		}
		rows, err := store.List[qda.SynthesisRow](tx, store.Eq{"synthesis_id": ref.ID})
		if err != nil {
			return err
		}
		old := oldRows{Names: map[qda.ID]string{rows[1].CaseID: "The second"}}
		for _, r := range rows {
			old.Cases = append(old.Cases, r.CaseID)
			if err := store.Delete[qda.SynthesisRow](tx, r.ID); err != nil {
				return err
			}
		}
		b, err := json.Marshal(old)
		s.Rows = string(b)
		if err != nil {
			return err
		}
		return store.Save(tx, s)
	}); err != nil {
		t.Fatal(err)
	}
	want[1] = "The second"
	same := func(what string, more ...string) {
		if got, _ := view(); !slices.Equal(got, append(slices.Clone(want), more...)) {
			t.Errorf("%s: %q, want %q and %q", what, got, want, more)
		}
		if now, err := p.FindSynthesis(bg, ref.Title); err != nil || now.Findings != findings {
			t.Errorf("%s: %d findings, want %d; %v", what, now.Findings, findings, err)
		}
		if report, err := p.Check(bg, nil); err != nil || !report.OK {
			t.Errorf("%s: %+v %v", what, report, err)
		}
	}
	same("as the file says it")
	group := func(title string) {
		if _, err := p.SaveRow(bg, SaveRow{Synthesis: ref.ID, Kind: qda.RowOfGroup, Title: title, Members: []qda.ID{v.Rows[0].Case, v.Rows[1].Case}}); err != nil {
			t.Fatal(err)
		}
	}
	group("One")
	same("after the first change", "One")
	if _, err := p.Undo(bg); err != nil {
		t.Fatal(err)
	}
	same("after it was undone")
	if _, err := p.Redo(bg); err != nil {
		t.Fatal(err)
	}
	first, err := p.History(bg, HistoryFilter{Limit: 1, Kind: "row."})
	if err != nil {
		t.Fatal(err)
	}
	group("Two")
	same("after the second", "One", "Two")
	// The first change alone is taken back: its rows are again where the file had them.
	made, err := ParseRef(first[0].Ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Revert(bg, made); err != nil {
		t.Fatal(err)
	}
	same("after the first alone was taken back", "Two")
}
