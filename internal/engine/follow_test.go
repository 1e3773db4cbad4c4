package engine_test

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

func TestADefinitionThatChangedAsksToLookAgain(t *testing.T) {
	p, d := pair(t)
	if list, err := p.LookAgain(ctx, nil, engine.AgreementQuery{}, 0); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	text := "what keeps things as they are"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Definition: &text}); err != nil {
		t.Fatal(err)
	}
	add(t, p, d, "resistance", "Zeta six here.") // made under the new definition
	list, err := p.LookAgain(ctx, nil, engine.AgreementQuery{}, 0)
	if err != nil || len(list) != 1 || list[0].Code.Name != "resistance" || len(list[0].Segments) != 4 || list[0].Count != 4 || list[0].By.Name != "Coder B" {
		t.Errorf("%+v %v", list, err)
	}
	first, err := p.LookAgain(ctx, nil, engine.AgreementQuery{}, 2)
	if err != nil || len(first) != 1 || len(first[0].Segments) != 2 || first[0].Count != 4 || first[0].Segments[0].ID != list[0].Segments[0].ID || first[0].Segments[0].Start > first[0].Segments[1].Start {
		t.Errorf("%+v %v", first, err)
	}
}

// TestWhatWasLookedAtIsNotAskedForAgain says of codings that they hold, gives one the code
// after its definition had changed, and changes the definition once more.
func TestWhatWasLookedAtIsNotAskedForAgain(t *testing.T) {
	p, _ := pair(t)
	define := func(text string) {
		t.Helper()
		if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Definition: &text}); err != nil {
			t.Fatal(err)
		}
	}
	ask := func(count, looked int) []engine.Segment {
		t.Helper()
		list, err := p.LookAgain(ctx, []qda.ID{code(t, p, "resistance")}, engine.AgreementQuery{}, 0)
		if err != nil || len(list) != 1 || list[0].Count != count || list[0].Looked != looked || len(list[0].Segments) != count {
			t.Fatalf("%+v %v, want %d and %d", list, err, count, looked)
		}
		return list[0].Segments
	}
	define("what keeps things as they are")
	four := ask(4, 0)
	if err := p.CheckCodings(ctx, []qda.ID{four[0].ID, four[1].ID}); err != nil {
		t.Fatal(err)
	}
	ask(2, 2)
	if state, err := p.UndoState(ctx); err != nil || state.Undo != "said of 2 codings that they still hold" {
		t.Errorf("%+v %v", state, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	ask(4, 0)
	if err := p.CheckCodings(ctx, []qda.ID{four[0].ID}); err != nil {
		t.Fatal(err)
	}
	ask(3, 1)
	wantError(t, p.CheckCodings(ctx, []qda.ID{four[1].ID, code(t, p, "formal")}), qda.NotFound, "coding.gone")
	ask(3, 1)

	// One that lost the code and got it back was decided upon under the new definition.
	for _, ref := range []string{"informal", "resistance"} {
		if _, err := p.RecodeCodings(ctx, []qda.ID{four[3].ID}, code(t, p, ref)); err != nil {
			t.Fatal(err)
		}
	}
	ask(2, 1)

	// Another definition asks for all of them again.
	define("what people hold on to")
	ask(4, 0)
	whole(t, p)
}

func TestATranslationThatChangedAsksToLookAgain(t *testing.T) {
	p, _ := pair(t)
	id := code(t, p, "resistance")
	define := func(text string) []engine.HistoryEntry {
		t.Helper()
		if _, err := p.EditCode(ctx, engine.EditCode{ID: id, Definitions: map[string]string{"es": text}}); err != nil {
			t.Fatal(err)
		}
		list, err := p.History(ctx, engine.HistoryFilter{Entity: "code", ID: id, Kind: "code.edit,round.", Changes: true})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	asked := func() int {
		t.Helper()
		list, err := p.LookAgain(ctx, nil, engine.AgreementQuery{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	first := define("lo que frena")
	if len(first) != 1 || first[0].Sentence != "changed the definition (es) of the code resistance" {
		t.Fatalf("%+v", first)
	}
	if asked() != 0 {
		t.Error("a translation of what was there is taken for a change of it")
	}
	second := define("lo que mantiene las cosas como están")
	if len(second) != 2 || asked() != 1 {
		t.Fatalf("%d actions, asked of %d", len(second), asked())
	}
	change := second[0].Changes[0]
	if change.Of == nil || *change.Of != (engine.LabelOf{Entity: "code", ID: id, Field: "definition", Lang: "es"}) || change.Fields["text"] != [2]any{"lo que frena", "lo que mantiene las cosas como están"} {
		t.Errorf("%+v", change)
	}
	// Even of a text that was taken away since, it is known what it stood for.
	third := define("")
	if len(third) != 3 || third[1].Sentence != "changed the definition (es) of the code resistance" || *third[1].Changes[0].Of != *change.Of || asked() != 1 {
		t.Errorf("%+v", third)
	}
}

func TestRoundsAreComparedOverTime(t *testing.T) {
	p := newSample(t)
	r, err := p.RoundsOverTime(ctx, engine.AgreementQuery{Unit: "sentence"})
	if err != nil || len(r.Rounds) != 2 || r.Rounds[0].Alpha == nil || r.Rounds[1].Alpha == nil || len(r.Rounds[0].CI) != 2 && r.Rounds[0].Documents >= 8 {
		t.Fatalf("%+v %v", r, err)
	}
	for _, x := range r.Rounds {
		q, err := p.Agreement(ctx, engine.AgreementQuery{Round: x.Round.ID, Unit: "sentence"}, nil)
		if err != nil || *q.Pooled.Alpha != *x.Alpha {
			t.Errorf("%s: %v, by itself %v: %v", x.Round.Name, *x.Alpha, *q.Pooled.Alpha, err)
		}
	}
}

func TestACoderAgainstHerself(t *testing.T) {
	p, d := pair(t)
	become(t, p, "Coder A")
	ids := coders(t, p, "Coder A")
	first := sentences(t, p, false).Round.ID
	second, err := p.PlanRound(ctx, engine.PlanRound{Label: "Again", Coders: ids, Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	// before she has finished, there is nothing to compare
	_, err = p.Stability(ctx, ids[0], first, second.ID, engine.AgreementQuery{Unit: "sentence"})
	wantError(t, err, qda.NotFound, "stability.none")
	for _, quote := range []string{"Alpha one here.", "Eta seven here.", "Theta eight here."} { // the first time: Alpha and Gamma
		if _, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: second.ID, Span: at(t, p, d, quote), Codes: []qda.ID{code(t, p, "resistance")}, Overlap: engine.OverlapSeparate}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.FinishDocuments(ctx, second.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	r, err := p.Stability(ctx, ids[0], first, second.ID, engine.AgreementQuery{Unit: "sentence"})
	if err != nil || r.Documents != 1 || len(r.Codes) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	c := r.Codes[0]
	if c.Table != (engine.AgreementTable{Both: 1, First: 1, Second: 2, Neither: 4}) || c.Lost != 1 || c.Gained != 2 || c.P != 1 {
		t.Errorf("%+v", c)
	}
}

func TestDriftFollowsACoderThroughTime(t *testing.T) {
	p := newSample(t)
	become(t, p, "Coder A")
	round, err := p.FindRound(ctx, "Round 2")
	if err != nil {
		t.Fatal(err)
	}
	a := coders(t, p, "Coder A")[0]
	_, err = p.Drift(ctx, a, 7, engine.AgreementQuery{Round: round.ID, Unit: "sentence"})
	wantError(t, err, qda.NotFound, "consensus.none")
	if _, err := p.MergeCoders(ctx, engine.MergeCoders{Round: round.ID}); err != nil {
		t.Fatal(err)
	}
	r, err := p.Drift(ctx, a, 7, engine.AgreementQuery{Round: round.ID, Unit: "sentence"})
	if err != nil || len(r.Windows) == 0 {
		t.Fatalf("%+v %v", r, err)
	}
	accuracy, err := p.Accuracy(ctx, engine.AgreementQuery{Round: round.ID, Unit: "sentence", Coders: nil})
	if err != nil {
		t.Fatal(err)
	}
	units, agreed := 0, 0
	for _, w := range r.Windows {
		units += w.Units
		agreed += w.Agreed
		if w.Rate <= 0 || w.Length <= 0 || w.Low > w.High {
			t.Errorf("%+v", w)
		}
	}
	i := slices.IndexFunc(accuracy.Coders, func(c engine.CoderAccuracy) bool { return c.Coder.ID == a })
	if all := accuracy.Coders[i].All; agreed != all.Right || units != all.Right+all.Extra+all.Missed {
		t.Errorf("the windows hold %d of %d, the whole %+v", agreed, units, all)
	}
}

func TestReportsOfAgreement(t *testing.T) {
	p := newSample(t)
	dir := t.TempDir()
	for _, lang := range []string{"en", "es", "fr", "pt"} {
		for _, format := range []string{"html", "docx", "xlsx", "json"} {
			path := filepath.Join(dir, lang+"."+format)
			done, err := p.ReportAgreement(ctx, path, engine.AgreementQuery{Unit: "sentence", Lang: lang, Seed: 5}, nil)
			if err != nil || done.Rows == 0 {
				t.Fatalf("%s %s: %+v %v", lang, format, done, err)
			}
			text := contents(t, path, format)
			name := map[string]string{"en": "Working groups and committees", "es": "Mesas y comités de trabajo", "fr": "Groupes de travail et comités", "pt": "Grupos de trabalho e comitês"}[lang]
			if format == "json" { // for programs, which know a code by one name
				name = "Working groups and committees"
			}
			for _, want := range []string{"Coder A", map[string]string{"en": "never on those decided", "es": "nunca en lo decidido", "fr": "jamais sur ce qui a été décidé", "pt": "nunca no que foi decidido"}[lang], name} {
				if !strings.Contains(text, want) {
					t.Errorf("%s %s does not say %q", lang, format, want)
				}
			}
			if strings.Contains(text, "{seed}") || strings.Contains(text, "{n}") {
				t.Errorf("%s %s has holes", lang, format)
			}
		}
	}
	_, err := p.ReportAgreement(ctx, filepath.Join(dir, "x.odt"), engine.AgreementQuery{}, nil)
	wantError(t, err, qda.Invalid, "export.format")
}

// contents is the text of a file, unpacked where it is packed.
func contents(t *testing.T, path, format string) string {
	t.Helper()
	if format == "html" || format == "json" {
		b, err := os.ReadFile(path)
		if err != nil || format == "json" && !json.Valid(b) {
			t.Fatal(err)
		}
		return string(b)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(&b, r)
		r.Close()
	}
	return b.String()
}

// TestTwoWhoLookedAtOneCodingAgree brings together two copies in which the same coding was
// said to hold, in one of them by another person: nobody is asked which of them is right.
func TestTwoWhoLookedAtOneCodingAgree(t *testing.T) {
	p, _ := pair(t)
	text := "what keeps things as they are"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Definition: &text}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 95)
	become(t, p, "Coder A")
	var all []qda.ID
	for _, q := range []*engine.Project{p, there} {
		list, err := q.LookAgain(ctx, nil, engine.AgreementQuery{}, 0)
		if err != nil || len(list) != 1 || list[0].Count != 4 {
			t.Fatalf("%+v %v", list, err)
		}
		all = all[:0]
		for _, s := range list[0].Segments {
			all = append(all, s.ID)
		}
		if q == there {
			all = all[:2]
		} else {
			all = all[1:3]
		}
		if err := q.CheckCodings(ctx, all); err != nil {
			t.Fatal(err)
		}
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		done, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil)
		if err != nil || len(done.Conflicts) != 0 || len(done.Unplaced) != 0 {
			t.Fatalf("%+v %v", done, err)
		}
		list, err := p.LookAgain(ctx, nil, engine.AgreementQuery{}, 0)
		if err != nil || len(list) != 1 || list[0].Count != 1 || list[0].Looked != 3 {
			t.Fatalf("%+v %v", list, err)
		}
	}
	whole(t, p)
}

// TestWhatABlindRoundHidesIsNotLookedAt has a coder say of another's hidden coding that it holds.
func TestWhatABlindRoundHidesIsNotLookedAt(t *testing.T) {
	p, d, round := blindPair(t)
	made, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, "share the list of households"), Codes: []qda.ID{code(t, p, "resistance")}})
	if err != nil {
		t.Fatal(err)
	}
	text := "what keeps things as they are"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Definition: &text}); err != nil {
		t.Fatal(err)
	}
	if err := p.CheckCodings(ctx, []qda.ID{made[0].ID}); err != nil {
		t.Fatal(err)
	}
	become(t, p, "Coder A")
	wantError(t, p.CheckCodings(ctx, []qda.ID{made[0].ID}), qda.NotFound, "coding.gone")
	if list, err := p.History(ctx, engine.HistoryFilter{Limit: 1, Changes: true}); err != nil || len(list) != 1 || !list[0].Hidden || list[0].Kind != "hidden" {
		t.Errorf("the history tells of what is hidden: %+v %v", list, err)
	}
	if list, err := p.History(ctx, engine.HistoryFilter{Kind: "coding.check", Changes: true}); err != nil || len(list) != 0 {
		t.Errorf("what is hidden is found by its kind: %+v %v", list, err)
	}
	whole(t, p)
}
