package engine_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// openAs opens a file as somebody on another computer.
func openAs(t testing.TB, path, coder string, seed byte) *engine.Project {
	t.Helper()
	e := engine.New(engine.Options{Now: qdatest.NewClock().Now, Random: qdatest.NewRandom(seed), Device: "elsewhere", User: "Tester", Version: "test", StateDir: t.TempDir(), CacheDir: t.TempDir()})
	p, err := e.Open(ctx, path, engine.OpenProject{Coder: coder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// team is a project with a blind round of two coders over its interview.
func team(t testing.TB) (*engine.Project, qda.Document, engine.RoundDetail) {
	t.Helper()
	p, d := newProject(t)
	importText(t, p, "OTHER.txt", "A second document that stays at home.\n")
	become(t, p, "Coder B")
	add(t, p, d, "resistance", "The ministry never sent a guideline")
	become(t, p, "Coder A")
	r, err := p.PlanRound(ctx, engine.PlanRound{Label: "Blind", Coders: coders(t, p, "Coder A", "Coder B"), Documents: []qda.ID{d.ID}})
	if err != nil {
		t.Fatal(err)
	}
	return p, d, r
}

func TestAPacketGoesOutAndItsResultComesBack(t *testing.T) {
	p, d, round := team(t)
	own, err := p.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, p, d, "we meet every month"), Codes: []qda.ID{code(t, p, "formal")}, Memo: "SECRET of A"})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "for-b.articula")
	b := coders(t, p, "Coder B")[0]
	made, err := p.MakePacket(ctx, engine.MakePacket{Path: out, Round: round.ID, Coder: b})
	if err != nil || len(made.Documents) != 1 || made.Locked {
		t.Fatalf("%+v %v", made, err)
	}
	_, err = p.MakePacket(ctx, engine.MakePacket{Path: out, Round: round.ID, Coder: b})
	wantError(t, err, qda.Conflict, "project.exists")

	// Whoever opens it, now and on any later day, works as the one whom it is meant for.
	first := openAs(t, out, "", 90)
	if me := first.Me().Name; me != "Coder B" {
		t.Errorf("in the packet works %s", me)
	}
	if err := first.Resume(ctx, func(qda.ID) string { return "Coder A" }); err != nil || first.Me().Name != "Coder B" {
		t.Errorf("whoever was chosen here before works in the packet: %s, %v", first.Me().Name, err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, out, "Coder B", 91)
	whole(t, there)
	raw, err := os.ReadFile(out)
	if err != nil || strings.Contains(string(raw), "SECRET of A") || strings.Contains(string(raw), "stays at home") {
		t.Errorf("the packet holds what it should not: %v", err)
	}
	if all, err := there.DocumentCodings(ctx, d.ID); err != nil || len(all) != 0 {
		t.Errorf("%+v %v", all, err)
	}
	theirs, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, "we meet every month"), Codes: []qda.ID{code(t, there, "informal")}, Memo: "mine"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := there.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(dir, "from-b.articula")
	if r, err := there.ResultPacket(ctx, back, engine.PacketKey{}); err != nil || len(r.Documents) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	before, err := p.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	preview, err := p.Merge(ctx, engine.MergeRequest{Path: back, DryRun: true}, nil)
	if err != nil || !preview.Hidden || preview.New["coding"]+preview.New["memo"]+len(preview.Codings) > 0 || preview.Changed["assignment"] != 1 || preview.Seq != 0 {
		t.Fatalf("%+v %v", preview, err)
	}
	if after, err := p.Info(ctx); err != nil || after.Seq != before.Seq {
		t.Errorf("a preview changed something: %+v %v", after, err)
	}
	done, err := p.Merge(ctx, engine.MergeRequest{Path: back}, nil)
	if err != nil || !done.Hidden || done.Seq == 0 || len(done.Conflicts) > 0 || len(done.Unplaced) > 0 {
		t.Fatalf("%+v %v", done, err)
	}
	if info, err := os.Stat(done.Backup); err != nil || info.Size() == 0 {
		t.Errorf("no backup: %v", err)
	}
	whole(t, p)
	again, err := p.Merge(ctx, engine.MergeRequest{Path: back}, nil)
	if err != nil || again.Ops != 0 || again.Seq != 0 {
		t.Errorf("merging twice: %+v %v", again, err)
	}
	// blind until A has finished, too
	if all, err := p.DocumentCodings(ctx, d.ID); err != nil || slices.ContainsFunc(all, func(c engine.CodingView) bool { return c.ID == theirs[0].ID }) {
		t.Errorf("%+v %v", all, err)
	}
	if _, err := p.FinishDocuments(ctx, round.ID, []qda.ID{d.ID}, false); err != nil {
		t.Fatal(err)
	}
	r, err := p.Agreement(ctx, engine.AgreementQuery{Unit: "turn", Cover: "any"}, nil)
	if err != nil || r.Round.ID != round.ID || codeNamed(t, r, "coordination/informal").Table.Second != 1 || codeNamed(t, r, "coordination/formal").Table.First != 1 {
		t.Errorf("%+v %v", r.Codes, err)
	}
	all, err := p.DocumentCodings(ctx, d.ID)
	if err != nil || !slices.ContainsFunc(all, func(c engine.CodingView) bool { return c.ID == theirs[0].ID && c.Memos == 1 }) || !slices.ContainsFunc(all, func(c engine.CodingView) bool { return c.ID == own[0].ID }) {
		t.Errorf("%+v %v", all, err)
	}
	_, err = p.Merge(ctx, engine.MergeRequest{Path: filepath.Join(filepath.Dir(out), "nothing.articula")}, nil)
	wantError(t, err, qda.NotFound, "import.missing")
}

func TestAPacketTakesUpWhatChangedAtHome(t *testing.T) {
	p, d, round := team(t)
	dir := t.TempDir()
	out := filepath.Join(dir, "for-b.articula")
	if _, err := p.MakePacket(ctx, engine.MakePacket{Path: out, Round: round.ID, Coder: coders(t, p, "Coder B")[0]}); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, out, "Coder B", 92)
	definition := "written down somewhere"
	if _, err := p.EditCode(ctx, engine.EditCode{ID: code(t, p, "formal"), Definition: &definition}); err != nil {
		t.Fatal(err)
	}
	if err := p.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(dir, "home.articula")
	if _, err := p.Backup(ctx, "by-hand", home); err != nil {
		t.Fatal(err)
	}
	if _, err := there.Merge(ctx, engine.MergeRequest{Path: home}, nil); err != nil {
		t.Fatal(err)
	}
	whole(t, there)
	c, err := there.FindCode(ctx, "formal")
	if err != nil || c.Definition != definition {
		t.Errorf("%+v %v", c, err)
	}
	// and its result still fits
	theirs, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, "informally"), Codes: []qda.ID{c.ID}})
	if err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(dir, "back.articula")
	if _, err := there.ResultPacket(ctx, back, engine.PacketKey{}); err != nil {
		t.Fatal(err)
	}
	r, err := p.Merge(ctx, engine.MergeRequest{Path: back}, nil)
	if err != nil || !r.Hidden || len(r.New) != 0 || len(r.Unplaced)+len(r.Conflicts) != 0 {
		t.Errorf("%+v %v", r, err)
	}
	become(t, p, "Coder B") // who sees it
	if all, err := p.DocumentCodings(ctx, d.ID); err != nil || !slices.ContainsFunc(all, func(c engine.CodingView) bool { return c.ID == theirs[0].ID }) {
		t.Errorf("%+v %v", all, err)
	}
	whole(t, p)
}

func TestLockedPackets(t *testing.T) {
	p, d, round := team(t)
	dir := t.TempDir()
	private, public, err := engine.NewPacketKeys()
	if err != nil {
		t.Fatal(err)
	}
	keys := filepath.Join(dir, "key.txt")
	os.WriteFile(keys, []byte(private+"\n"), 0o600)
	b := coders(t, p, "Coder B")[0]
	for name, key := range map[string]struct{ lock, open, wrong engine.PacketKey }{
		"passphrase": {engine.PacketKey{Passphrase: "correct horse"}, engine.PacketKey{Passphrase: "correct horse"}, engine.PacketKey{Passphrase: "wrong horse"}},
		"keys":       {engine.PacketKey{Recipients: []string{public}}, engine.PacketKey{Identities: keys}, engine.PacketKey{Passphrase: "correct horse"}},
	} {
		if name == "passphrase" && testing.Short() {
			continue
		}
		locked := filepath.Join(dir, name+".articula.age")
		made, err := p.MakePacket(ctx, engine.MakePacket{Path: locked, Round: round.ID, Coder: b, Key: key.lock})
		if err != nil || !made.Locked {
			t.Fatalf("%s: %v", name, err)
		}
		raw, _ := os.ReadFile(locked)
		if strings.Contains(string(raw), "guideline") || !strings.HasPrefix(string(raw), "age-encryption.org") {
			t.Errorf("%s: the packet can be read by anyone", name)
		}
		open := filepath.Join(dir, name+".articula")
		e := newEngine(t)
		wantError(t, e.OpenPacket(ctx, locked, open, engine.PacketKey{}), qda.Invalid, "packet.locked")
		wantError(t, e.OpenPacket(ctx, locked, open, key.wrong), qda.Invalid, "packet.wrong_key")
		if err := e.OpenPacket(ctx, locked, open, key.open); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		there := openAs(t, open, "Coder B", byte(90+len(name)))
		theirs, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, "informally"), Codes: []qda.ID{code(t, there, map[string]string{"passphrase": "formal", "keys": "informal"}[name])}})
		if err != nil {
			t.Fatal(err)
		}
		back := filepath.Join(dir, name+"-back.age")
		if r, err := there.ResultPacket(ctx, back, key.lock); err != nil || !r.Locked {
			t.Fatalf("%s: %v", name, err)
		}
		if r, err := p.Merge(ctx, engine.MergeRequest{Path: back, Key: key.open}, nil); err != nil || !r.Hidden {
			t.Errorf("%s: %+v %v", name, r, err)
		}
		become(t, p, "Coder B") // who sees it
		if all, err := p.DocumentCodings(ctx, d.ID); err != nil || !slices.ContainsFunc(all, func(c engine.CodingView) bool { return c.ID == theirs[0].ID }) {
			t.Errorf("%s: %+v %v", name, all, err)
		}
		become(t, p, "Coder A")
		if name == "passphrase" {
			continue // making a key of it takes its time
		}
		// one bit lost on the way is noticed
		raw, _ = os.ReadFile(back)
		raw[len(raw)/2] ^= 1
		os.WriteFile(back, raw, 0o600)
		_, err = p.Merge(ctx, engine.MergeRequest{Path: back, Key: key.open}, nil)
		wantError(t, err, qda.Damaged, "packet.damaged")
	}
	_, err = p.MakePacket(ctx, engine.MakePacket{Path: filepath.Join(dir, "x"), Round: round.ID, Coder: b, Key: engine.PacketKey{Recipients: []string{"nonsense"}}})
	wantError(t, err, qda.Invalid, "packet.recipient")
	whole(t, p)
}

func TestConflictsAreDecidedByAPerson(t *testing.T) {
	p, _, _ := team(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "copy.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 94)
	write := func(q *engine.Project, ref, definition string) {
		t.Helper()
		if _, err := q.EditCode(ctx, engine.EditCode{ID: code(t, q, ref), Definition: &definition}); err != nil {
			t.Fatal(err)
		}
	}
	for _, ref := range []string{"formal", "informal"} {
		write(p, ref, "A's words on "+ref)
		write(there, ref, "B's words on "+ref)
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	preview, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: true}, nil)
	if err != nil || len(preview.Conflicts) != 2 {
		t.Fatalf("%+v %v", preview, err)
	}
	first := preview.Conflicts[0]
	done, err := p.Merge(ctx, engine.MergeRequest{Path: path, Choices: map[string]string{first.ID.String(): "theirs"}}, nil)
	if err != nil || done.Decided != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	c, err := p.FindCode(ctx, first.Thing.ID.String())
	if err != nil || c.Definition != first.Other {
		t.Errorf("%+v %v", c, err)
	}
	open, err := p.Conflicts(ctx, false)
	if err != nil || len(open) != 1 || open[0].Field != "definition" || open[0].Thing.Name == "" {
		t.Fatalf("%+v %v", open, err)
	}
	if _, err := p.DecideConflict(ctx, open[0].ID, "edited", "both, in one sentence"); err != nil {
		t.Fatal(err)
	}
	if c, err := p.FindCode(ctx, open[0].Thing.ID.String()); err != nil || c.Definition != "both, in one sentence" {
		t.Errorf("%+v %v", c, err)
	}
	_, err = p.DecideConflict(ctx, open[0].ID, "ours", "")
	wantError(t, err, qda.Conflict, "conflict.decided")
	_, err = p.Merge(ctx, engine.MergeRequest{Path: path, Choices: map[string]string{"x": "perhaps"}}, nil)
	wantError(t, err, qda.Invalid, "merge.choice")
	whole(t, p)
}

func TestTwoVersionsAreShownWithWhatTheyWereMadeOf(t *testing.T) {
	p, _ := newProject(t)
	write := func(q *engine.Project, definition string) {
		t.Helper()
		if _, err := q.EditCode(ctx, engine.EditCode{ID: code(t, q, "formal"), Definition: &definition}); err != nil {
			t.Fatal(err)
		}
	}
	write(p, "What it is.\nWhere it ends.\nAn example.")
	path := filepath.Join(t.TempDir(), "there.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 95)
	write(p, "What it really is.\nWhere it ends.\nAn example.")
	write(there, "What it is.\nWhere it ends.\nA better example.")
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	for _, dry := range []bool{true, false} {
		r, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: dry}, nil)
		if err != nil || len(r.Conflicts) != 1 {
			t.Fatalf("%+v %v", r, err)
		}
		c := r.Conflicts[0]
		if c.Base != "What it is.\nWhere it ends.\nAn example." || c.Merged != "What it really is.\nWhere it ends.\nA better example." {
			t.Errorf("dry %v: made of %q, together %q", dry, c.Base, c.Merged)
		}
	}
	open, err := p.Conflicts(ctx, false)
	if err != nil || len(open) != 1 || open[0].Merged == "" {
		t.Errorf("%+v %v", open, err)
	}
}

func TestWhatCameAndIsNotWantedGoesIntoTheBin(t *testing.T) {
	p, _ := newProject(t)
	path := filepath.Join(t.TempDir(), "there.articula")
	if _, err := p.Backup(ctx, "by-hand", path); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, path, "Coder B", 96)
	for _, name := range []string{"Wanted", "Unwanted"} {
		if _, err := there.AddCode(ctx, engine.AddCode{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	if err := there.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	preview, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: true}, nil)
	if err != nil || len(preview.Arrived) != 2 {
		t.Fatalf("%+v %v", preview.Arrived, err)
	}
	leave := preview.Arrived[0].Thing
	if leave.Name != "Unwanted" {
		leave = preview.Arrived[1].Thing
	}
	done, err := p.Merge(ctx, engine.MergeRequest{Path: path, Leave: []qda.ID{leave.ID}}, nil)
	if err != nil || done.Left != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if _, err := p.FindCode(ctx, "Wanted"); err != nil {
		t.Error(err)
	}
	if _, err := p.FindCode(ctx, "Unwanted"); qda.KindOf(err) != qda.NotFound {
		t.Errorf("it stands: %v", err)
	}
	binned, err := p.BinnedCodes(ctx)
	if err != nil || len(binned) != 1 || binned[0].Name != "Unwanted" {
		t.Errorf("%+v %v", binned, err)
	}
	if again, err := p.Merge(ctx, engine.MergeRequest{Path: path}, nil); err != nil || again.Ops != 0 || len(again.Arrived) != 0 {
		t.Errorf("%+v %v", again, err)
	}
	whole(t, p)
}

func TestDocumentsWithTheSameTextAreJoinedOnDemand(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "formal", "we meet every month")
	other, e := newProject(t)
	other.Close()
	_ = e
	path := filepath.Join(t.TempDir(), "second.articula")
	q, err := engine.New(engine.Options{Random: qdatest.NewRandom(95), StateDir: t.TempDir(), CacheDir: t.TempDir()}).Create(ctx, path, engine.NewProject{Title: "Second", Codebook: "none", Coder: "Coder B"})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	importText(t, q, "the-same.txt", interview)
	if _, err := q.AddCode(ctx, engine.AddCode{Name: "trust"}); err != nil {
		t.Fatal(err)
	}
	there, err := q.FindDocument(ctx, "the-same")
	if err != nil {
		t.Fatal(err)
	}
	c := add(t, q, there, "trust", "informally")
	if err := q.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	preview, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: true}, nil)
	if err != nil || len(preview.SameTexts) != 1 || preview.SameTexts[0].Theirs.Name != "the-same" || preview.SameTexts[0].Ours.ID != d.ID {
		t.Fatalf("%+v %v", preview, err)
	}
	done, err := p.Merge(ctx, engine.MergeRequest{Path: path, Join: []qda.ID{there.ID}}, nil)
	if err != nil || done.Joined != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	list, err := p.DocumentCodings(ctx, d.ID)
	if err != nil || len(list) != 2 || !slices.ContainsFunc(list, func(v engine.CodingView) bool { return v.ID == c.ID }) {
		t.Errorf("%+v %v", list, err)
	}
	whole(t, p)
}
