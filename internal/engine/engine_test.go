package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

const interview = `Interviewer: How do the two programmes work together?

Manager: At the local level we meet every month. The ministry never sent a guideline 😀.

Interviewer: And with the municipality?

Manager: With the municipality we share the list of households, informally.
`

// newProject is a project with one interview and a small code tree.
func newProject(t testing.TB) (*engine.Project, qda.Document) {
	t.Helper()
	e := newEngine(t)
	p, err := e.Create(ctx, filepath.Join(qdatest.FastDir(t), "p.articula"), engine.NewProject{Title: "Test", Codebook: "none", Coder: "Coder A"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	importText(t, p, "INT-07.txt", interview)
	for _, c := range []engine.AddCode{{Name: "coordination"}, {Name: "resistance"}} {
		if _, err := p.AddCode(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"formal", "informal"} {
		if _, err := p.AddCode(ctx, engine.AddCode{Name: name, Parent: code(t, p, "coordination")}); err != nil {
			t.Fatal(err)
		}
	}
	d, err := p.FindDocument(ctx, "INT-07")
	if err != nil {
		t.Fatal(err)
	}
	return p, d
}

func importText(t testing.TB, p *engine.Project, name, text string) engine.ImportReport {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := p.Import(ctx, engine.Import{Paths: []string{path}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func code(t testing.TB, p *engine.Project, ref string) qda.ID {
	t.Helper()
	c, err := p.FindCode(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// add codes a quote.
func add(t testing.TB, p *engine.Project, d qda.Document, ref, quote string) engine.CodingView {
	t.Helper()
	list, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: at(t, p, d, quote), Codes: []qda.ID{code(t, p, ref)}})
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

func at(t testing.TB, p *engine.Project, d qda.Document, quote string) qda.Span {
	t.Helper()
	span, _, err := p.FindSpan(ctx, d.ID, quote, 1)
	if err != nil {
		t.Fatal(err)
	}
	return span
}

func wantError(t testing.TB, err error, kind qda.Kind, code string) {
	t.Helper()
	e := qda.AsError(err)
	if err == nil || e.Kind != kind || e.Code != code {
		t.Fatalf("error %v, want %s %s", err, kind, code)
	}
	if m := e.Message(); strings.ContainsAny(m, "{}") {
		t.Errorf("the sentence has holes: %s", m)
	}
}

func whole(t testing.TB, p *engine.Project) {
	t.Helper()
	r, err := p.Check(ctx, nil)
	if err != nil || !r.OK {
		t.Fatalf("check: %+v %v", r, err)
	}
}

func become(t testing.TB, p *engine.Project, name string) {
	t.Helper()
	if err := p.Become(ctx, name); err != nil {
		t.Fatal(err)
	}
}

func TestImportKnowsTheSameFileAndTellsWhatItFound(t *testing.T) {
	p, d := newProject(t)
	if d.Kind != qda.Interview || d.Lang != "en" || d.Title != "INT-07" || d.FileName != "INT-07.txt" {
		t.Errorf("%+v", d)
	}
	v, err := p.Document(ctx, d.ID)
	if err != nil || len(v.Speakers) != 2 || v.Speakers[0].Role != qda.Interviewer || v.Characters != len([]rune(interview)) {
		t.Errorf("%+v %v", v, err)
	}
	text, err := p.Text(ctx, d.ID)
	if err != nil || text != interview {
		t.Errorf("%q %v", text, err)
	}
	r := importText(t, p, "copy.txt", interview)
	if len(r.Imported) != 0 || len(r.Skipped) != 1 || r.Skipped[0].Code != "import.known" || !strings.Contains(r.Skipped[0].Reason, "INT-07") {
		t.Errorf("%+v", r)
	}
	if r = importText(t, p, "INT-07.txt", "Another text under the same name.\n"); len(r.Imported) != 1 || r.Imported[0].Title != "INT-07 (2)" {
		t.Errorf("%+v", r)
	}
	folder := t.TempDir()
	for name, content := range map[string]string{"a.txt": "One.", "sub/b.md": "# Two\n\nWords.", "sub/twin.txt": "One.", "sub/.hidden": "x", "sub/~$b.docx": "x", "sub/picture.png": "\x89PNG\r\n\x1a\n", "sub/empty.txt": ""} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := p.Documents(ctx, engine.DocumentFilter{})
	r, err = p.Import(ctx, engine.Import{Paths: []string{folder, filepath.Join(folder, "missing.txt")}, Kind: qda.Report, Lang: "en", Case: "Africa/Mali/Nioro"}, nil)
	if err != nil || len(r.Imported) != 2 || len(r.Skipped) != 6 {
		t.Fatalf("%+v %v", r, err)
	}
	after, _ := p.Documents(ctx, engine.DocumentFilter{})
	if len(after) != len(before)+2 || after[len(after)-1].Case != "Nioro" || after[len(after)-1].Kind != qda.Report {
		t.Errorf("%+v", after[len(after)-1])
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if now, _ := p.Documents(ctx, engine.DocumentFilter{}); len(now) != len(before) {
		t.Errorf("after undo %d documents, want %d", len(now), len(before))
	}
	whole(t, p)
}

func TestStoppingAnImportAddsNothing(t *testing.T) {
	p, _ := newProject(t)
	folder := t.TempDir()
	for _, name := range []string{"a.txt", "b.txt", "c.txt", "d.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("Text of "+name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stop, cancel := context.WithCancel(ctx)
	before, _ := p.Documents(ctx, engine.DocumentFilter{})
	_, err := p.Import(stop, engine.Import{Paths: []string{folder}}, func(_ string, done, _ int) {
		if done == 2 {
			cancel()
		}
	})
	wantError(t, err, qda.Cancelled, "import.stopped")
	if after, _ := p.Documents(ctx, engine.DocumentFilter{}); len(after) != len(before) {
		t.Errorf("%d documents, want %d", len(after), len(before))
	}
	whole(t, p)
}

func TestCodingAQuoteOffersToExtendInsteadOfDoubling(t *testing.T) {
	p, d := newProject(t)
	first := add(t, p, d, "informal", "At the local level we meet")
	if first.Quote != "At the local level we meet" {
		t.Errorf("%+v", first)
	}
	informal := code(t, p, "informal")
	_, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: first.Start, End: first.End}, Codes: []qda.ID{informal}})
	wantError(t, err, qda.Conflict, "coding.exists")
	span := at(t, p, d, "we meet every month.")
	_, err = p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: span, Codes: []qda.ID{informal}})
	wantError(t, err, qda.Conflict, "coding.overlaps")
	list, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: span, Codes: []qda.ID{informal}, Overlap: engine.OverlapExtend})
	if err != nil || len(list) != 1 || list[0].ID != first.ID || list[0].Quote != "At the local level we meet every month." {
		t.Fatalf("%+v %v", list, err)
	}
	if list, err = p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: span, Codes: []qda.ID{informal}, Overlap: engine.OverlapSeparate}); err != nil || list[0].ID == first.ID {
		t.Fatalf("%+v %v", list, err)
	}
	// another code, and another coder, do not overlap with it
	add(t, p, d, "formal", "we meet every month.")
	become(t, p, "Coder B")
	add(t, p, d, "informal", "we meet every month.")
	whole(t, p)
}

func TestSeveralCodesFacetsAndAMemoInOneStep(t *testing.T) {
	e := newEngine(t)
	p, err := e.Create(ctx, filepath.Join(qdatest.FastDir(t), "p.articula"), engine.NewProject{Title: "Test", Codebook: "institutional-analysis"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	importText(t, p, "INT-07.txt", interview)
	d, err := p.FindDocument(ctx, "int-07")
	if err != nil {
		t.Fatal(err)
	}
	var facets []engine.FacetValue
	for _, text := range []string{"level=local", "mecanismo=informal"} {
		f, err := p.ParseFacet(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		facets = append(facets, f)
	}
	list, err := p.AddCodings(ctx, engine.AddCodings{
		Document: d.ID, Span: at(t, p, d, "we share the list of households, informally"),
		Codes: []qda.ID{code(t, p, "Information exchange"), code(t, p, "coordination mechanisms > shared targeting")}, Facets: facets, Memo: "Why only here?",
	})
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	for _, v := range list {
		if len(v.Facets) != 2 || v.Facets[0].Meaning != "local" || v.Memos != 1 {
			t.Errorf("%+v", v)
		}
	}
	central, err := p.ParseFacet(ctx, "level=central")
	if err != nil {
		t.Fatal(err)
	}
	if list, err = p.SetFacets(ctx, []qda.ID{list[0].ID}, central, true); err != nil || len(list[0].Facets) != 2 || list[0].Facets[0].Meaning != "central" {
		t.Errorf("one value replaces the other: %+v %v", list, err)
	}
	if told, err := p.UndoState(ctx); err != nil || told.Undo != "changed facets of 1 coding" {
		t.Errorf("it is told as %q, %v", told.Undo, err)
	}
	_, err = p.ParseFacet(ctx, "level=nowhere")
	wantError(t, err, qda.NotFound, "facet.value_unknown")
	whole(t, p)
}

func TestOnlyTheirCoderChangesCodings(t *testing.T) {
	p, d := newProject(t)
	c := add(t, p, d, "informal", "we meet every month")
	become(t, p, "Coder B")
	err := p.RemoveCodings(ctx, []qda.ID{c.ID})
	wantError(t, err, qda.Conflict, "coding.not_yours")
	_, err = p.ResizeCoding(ctx, c.ID, qda.Span{Start: c.Start, End: c.End + 1})
	wantError(t, err, qda.Conflict, "coding.not_yours")
	_, err = p.RecodeCodings(ctx, []qda.ID{c.ID}, code(t, p, "formal"))
	wantError(t, err, qda.Conflict, "coding.not_yours")
}

func TestChangingTheCodeKeepsIdentityMemoAndHistory(t *testing.T) {
	p, d := newProject(t)
	c := add(t, p, d, "informal", "we meet every month")
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "kept", On: "coding", OnID: c.ID}); err != nil {
		t.Fatal(err)
	}
	list, err := p.RecodeCodings(ctx, []qda.ID{c.ID}, code(t, p, "resistance"))
	if err != nil || len(list) != 1 || list[0].ID != c.ID || list[0].Memos != 1 || list[0].Code != code(t, p, "resistance") {
		t.Fatalf("%+v %v", list, err)
	}
	entries, err := p.History(ctx, engine.HistoryFilter{Entity: "coding", ID: c.ID})
	if err != nil || len(entries) != 2 || entries[1].Kind != "coding.add" {
		t.Errorf("%+v %v", entries, err)
	}
	// where the target stands already, the two become one and nothing on them is lost
	twin := add(t, p, d, "formal", "we meet every month")
	if list, err = p.RecodeCodings(ctx, []qda.ID{c.ID}, code(t, p, "formal")); err != nil || len(list) != 1 || list[0].ID != twin.ID || list[0].Memos != 1 {
		t.Errorf("%+v %v", list, err)
	}
	whole(t, p)
}

func TestSplittingACodeIsOneStep(t *testing.T) {
	p, d := newProject(t)
	one := add(t, p, d, "informal", "the list of households")
	two := add(t, p, d, "informal", "With the municipality")
	kept, err := p.SplitCode(ctx, engine.SplitCode{Codings: []qda.ID{one.ID}, Name: "lists", Parent: code(t, p, "coordination")})
	if err != nil || len(kept) != 1 || kept[0].ID != one.ID || kept[0].Code != code(t, p, "coordination/lists") {
		t.Fatalf("%+v %v", kept, err)
	}
	if h, _ := p.History(ctx, engine.HistoryFilter{Limit: 1}); h[0].Sentence != "split the code lists off another one (1 coding)" {
		t.Errorf("told as %q", h[0].Sentence)
	}
	_, err = p.SplitCode(ctx, engine.SplitCode{Name: "nothing"})
	wantError(t, err, qda.Invalid, "code.split_none")
	_, err = p.SplitCode(ctx, engine.SplitCode{Codings: []qda.ID{two.ID}, Name: "lists", Parent: code(t, p, "coordination")})
	if qda.KindOf(err) != qda.Conflict {
		t.Errorf("a name that is taken: %v", err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := p.FindCode(ctx, "lists"); qda.KindOf(err) != qda.NotFound {
		t.Errorf("after undo: %v", err)
	}
	list, err := p.CodingsByID(ctx, []qda.ID{one.ID, two.ID})
	if err != nil || list[0].Code != code(t, p, "informal") || list[1].Code != code(t, p, "informal") {
		t.Errorf("after undo: %+v %v", list, err)
	}
	whole(t, p)
}

func TestMergingCodesIsAPreviewAndOneUndoableStep(t *testing.T) {
	p, d := newProject(t)
	a, b := add(t, p, d, "informal", "we meet every month"), add(t, p, d, "formal", "we meet every month")
	add(t, p, d, "informal", "informally")
	become(t, p, "Coder B")
	others := add(t, p, d, "informal", "share the list")
	become(t, p, "Coder A")
	merge := engine.MergeCodes{From: []qda.ID{code(t, p, "informal")}, Into: code(t, p, "formal")}
	pre, err := p.PreviewMergeCodes(ctx, merge)
	if err != nil || pre.Codings != 3 || pre.Duplicates != 1 || pre.Into != "coordination/formal" {
		t.Fatalf("%+v %v", pre, err)
	}
	if _, err := p.MergeCodes(ctx, merge); err != nil {
		t.Fatal(err)
	}
	left, err := p.DocumentCodings(ctx, d.ID)
	if err != nil || len(left) != 3 {
		t.Fatalf("%+v %v", left, err)
	}
	ids := map[qda.ID]bool{}
	for _, v := range left {
		ids[v.ID] = true
	}
	if ids[a.ID] || !ids[b.ID] || !ids[others.ID] {
		t.Error("identities")
	}
	if _, err := p.FindCode(ctx, "informal"); qda.KindOf(err) != qda.NotFound {
		t.Error(err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if left, err = p.DocumentCodings(ctx, d.ID); err != nil || len(left) != 4 {
		t.Errorf("after undo %d codings, %v", len(left), err)
	}
	_, err = p.MergeCodes(ctx, engine.MergeCodes{From: []qda.ID{code(t, p, "coordination")}, Into: code(t, p, "formal")})
	wantError(t, err, qda.Conflict, "code.merge_up")
	whole(t, p)
}

func TestTheCodeTreeRefusesWhatWouldHurt(t *testing.T) {
	p, d := newProject(t)
	_, err := p.AddCode(ctx, engine.AddCode{Name: "formal", Parent: code(t, p, "coordination")})
	wantError(t, err, qda.Conflict, "code.exists")
	_, err = p.AddCode(ctx, engine.AddCode{Name: "  "})
	wantError(t, err, qda.Invalid, "code.no_name")
	err = p.MoveCodes(ctx, engine.MoveCode{IDs: []qda.ID{code(t, p, "coordination")}, Parent: code(t, p, "formal")})
	wantError(t, err, qda.Conflict, "code.under_itself")
	add(t, p, d, "coordination", "we meet every month") // a node that is not a leaf can be applied
	yes := true
	_, err = p.EditCode(ctx, engine.EditCode{ID: code(t, p, "coordination"), Folder: &yes})
	wantError(t, err, qda.Conflict, "code.in_use")
	if _, err = p.EditCode(ctx, engine.EditCode{ID: code(t, p, "resistance"), Folder: &yes}); err != nil {
		t.Fatal(err)
	}
	_, err = p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: 0, End: 5}, Codes: []qda.ID{code(t, p, "resistance")}})
	wantError(t, err, qda.Invalid, "code.folder")
	_, err = p.FindCode(ctx, "nothing")
	wantError(t, err, qda.NotFound, "code.unknown")
	_, err = p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Span: qda.Span{Start: 0, End: 99999}, Codes: []qda.ID{code(t, p, "formal")}})
	wantError(t, err, qda.Invalid, "coding.outside")
	whole(t, p)
}

func TestMovingAndTheBinKeepCodings(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "informal", "informally")
	if err := p.MoveCodes(ctx, engine.MoveCode{IDs: []qda.ID{code(t, p, "informal")}, Parent: code(t, p, "resistance")}); err != nil {
		t.Fatal(err)
	}
	if err := p.MoveCodes(ctx, engine.MoveCode{IDs: []qda.ID{code(t, p, "resistance")}, First: true}); err != nil {
		t.Fatal(err)
	}
	tree, err := p.Codes(ctx)
	if err != nil || tree[0].Name != "resistance" || tree[0].Below != 1 || tree[0].Codings != 0 || tree[0].Children[0].Path != "resistance/informal" {
		t.Fatalf("%+v %v", tree, err)
	}
	if err := p.BinCodes(ctx, []qda.ID{tree[0].ID}, false); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.DocumentCodings(ctx, d.ID); len(list) != 0 {
		t.Error("codings of binned codes are shown")
	}
	binned, err := p.BinnedCodes(ctx)
	if err != nil || len(binned) != 1 || binned[0].Below != 1 {
		t.Errorf("%+v %v", binned, err)
	}
	if err := p.BinCodes(ctx, []qda.ID{tree[0].ID}, true); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.DocumentCodings(ctx, d.ID); len(list) != 1 {
		t.Error("codings did not come back")
	}
	whole(t, p)
}

func TestInVivoMakesTheCodeOfTheWords(t *testing.T) {
	p, d := newProject(t)
	node, v, err := p.CodeInVivo(ctx, engine.InVivo{Document: d.ID, Span: at(t, p, d, "share the list"), Parent: code(t, p, "coordination")})
	if err != nil || node.Path != "coordination/share the list" || v.Code != node.ID || v.Quote != "share the list" {
		t.Fatalf("%+v %+v %v", node, v, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := p.FindCode(ctx, "share the list"); qda.KindOf(err) != qda.NotFound {
		t.Error("one undo takes back both")
	}
}

func TestHistoryReadsAsSentences(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "informal", "we meet every month")
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	state, err := p.UndoState(ctx)
	if err != nil || state.Redo != "coded “we meet every month” in INT-07 with coordination/informal" || !strings.HasPrefix(state.Undo, "added the code") {
		t.Errorf("%+v %v", state, err)
	}
	if state.RedoKey != "coding.add" || state.RedoArgs["quote"] != "we meet every month" || state.UndoKey != "code.add" {
		t.Errorf("for windows in other languages: %+v", state)
	}
	list, err := p.History(ctx, engine.HistoryFilter{Changes: true})
	if err != nil {
		t.Fatal(err)
	}
	var sentences []string
	for _, e := range list {
		sentences = append(sentences, e.Sentence)
		if e.Sentence == "" || strings.ContainsAny(e.Sentence, "{}") || e.Coder.Name != "Coder A" {
			t.Errorf("%+v", e)
		}
	}
	for _, want := range []string{"took back: coded “we meet every month” in INT-07 with coordination/informal", "imported INT-07", "added the code informal", "made the project Test"} {
		if !slices.Contains(sentences, want) {
			t.Errorf("no %q in %q", want, sentences)
		}
	}
	if !list[1].Undone || list[0].Undone || list[0].Undoes != list[1].Ref {
		t.Errorf("undone marks: %+v", list[:2])
	}
	if !slices.ContainsFunc(list[1].Changes, func(c engine.HistoryChange) bool {
		return c.Entity == "coding" && c.Verb == "create" && c.Fields["quote"][1] == "we meet every month"
	}) {
		t.Errorf("data: %+v", list[1].Changes)
	}
	ref, err := engine.ParseRef(list[2].Ref)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Revert(ctx, ref); err != nil {
		t.Fatal(err)
	}
}

func TestSnapshotsAreComeBackTo(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "informal", "we meet every month")
	s, err := p.TakeSnapshot(ctx, "before the workshop")
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, d, "formal", "share the list")
	if err := p.RestoreSnapshot(ctx, s.ID); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.DocumentCodings(ctx, d.ID); len(list) != 1 {
		t.Errorf("%d codings", len(list))
	}
	if list, err := p.Snapshots(ctx); err != nil || len(list) != 1 || list[0].Name != "before the workshop" {
		t.Errorf("%+v %v", list, err)
	}
	if backups, err := p.Backups(ctx); err != nil || len(backups) != 1 || backups[0].Reason != "before-restore" {
		t.Errorf("%+v %v", backups, err)
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, _ := p.DocumentCodings(ctx, d.ID); len(list) != 2 {
		t.Errorf("after undo %d codings", len(list))
	}
	whole(t, p)
}

func TestACodebookGoesOutAndComesInUnchanged(t *testing.T) {
	p := newSample(t)
	for _, format := range []string{"yaml", "csv"} {
		file := filepath.Join(t.TempDir(), "book."+format)
		if _, err := p.ExportCodebook(ctx, file, engine.ExportCodebook{Format: format}); err != nil {
			t.Fatal(err)
		}
		r, err := p.ImportCodebook(ctx, engine.ImportCodebook{Path: file})
		if err != nil || r.Added != 0 || r.Changed != 0 || r.Unchanged < 49 || len(r.Notices) != 0 {
			t.Errorf("%s: %+v %v", format, r, err)
		}
		empty, err := newEngine(t).Create(ctx, filepath.Join(t.TempDir(), "e.articula"), engine.NewProject{Title: "E", Codebook: "none"})
		if err != nil {
			t.Fatal(err)
		}
		defer empty.Close()
		if r, err = empty.ImportCodebook(ctx, engine.ImportCodebook{Path: file}); err != nil || r.Added < 49 {
			t.Errorf("%s: %+v %v", format, r, err)
		}
		want, _ := p.Codes(ctx)
		got, _ := empty.Codes(ctx)
		if flatten(want) != flatten(got) {
			t.Errorf("%s: the trees differ:\n%s\n%s", format, flatten(want), flatten(got))
		}
		whole(t, empty)
	}
}

func flatten(list []engine.CodeNode) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString(c.Path + "|" + c.Definition + "|" + c.Names["es"] + "|" + c.Color + "\n" + flatten(c.Children))
	}
	return b.String()
}

func TestAllChangesArriveAsEvents(t *testing.T) {
	p, d := newProject(t)
	var events []engine.Event
	cancel := p.Subscribe(func(e engine.Event) { events = append(events, e) })
	add(t, p, d, "informal", "we meet every month")
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := p.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if len(events) != 2 {
		t.Fatalf("%+v", events)
	}
	last := events[1]
	if last.Kind != "undo" || !slices.Contains(last.Entities, "coding") || !slices.Contains(last.Documents, d.ID) {
		t.Errorf("%+v", last)
	}
}

func TestHistoryOfAnAreaAndThePlaceOfAMemoOnACoding(t *testing.T) {
	p, d := newProject(t)
	k := add(t, p, d, "coordination/informal", "informally")
	if _, err := p.SaveMemo(ctx, engine.SaveMemo{Body: "Why informal?", On: "coding", OnID: k.ID}); err != nil {
		t.Fatal(err)
	}
	kinds := func(kind string) (out []string) {
		list, err := p.History(ctx, engine.HistoryFilter{Kind: kind, Oldest: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			out = append(out, e.Kind)
		}
		return out
	}
	if got := kinds("code."); !slices.Equal(got, []string{"code.add", "code.add", "code.add", "code.add"}) {
		t.Errorf("codes: %v", got)
	}
	if got := kinds("coding."); !slices.Equal(got, []string{"coding.add"}) {
		t.Errorf("codings: %v", got)
	}
	if got := kinds("coding"); len(got) != 0 {
		t.Errorf("no such kind: %v", got)
	}
	memos, err := p.Memos(ctx, engine.MemoFilter{})
	if err != nil || len(memos) != 1 || memos[0].Passage == nil || *memos[0].Passage != (engine.MemoPassage{Document: d.ID, Start: k.Start, End: k.End}) {
		t.Errorf("%+v %v", memos, err)
	}
}
