package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

// The tests of this file are named after what went wrong in other programs that
// bring coders' copies together.

// apart gives a project and a copy of it on another computer.
func apart(t *testing.T) (f *fixture, there *fixture) {
	t.Helper()
	f = newFixture(t, filepath.Join(qdatest.FastDir(t), "base.articula"), options(t))
	other := *f
	other.Store = copyOf(t, f.Store, 51)
	return f, &other
}

func put[T qda.Record](t *testing.T, f *fixture, by qda.Coder, records ...T) {
	t.Helper()
	if _, err := f.Update(ctx, by.ID, "test.put", func(tx *store.Tx) error {
		for _, r := range records {
			if err := store.Put(tx, r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func change[T qda.Record](t *testing.T, f *fixture, by qda.Coder, id qda.ID, edit func(*T)) {
	t.Helper()
	if _, err := f.Update(ctx, by.ID, "test.change", func(tx *store.Tx) error {
		r, err := store.Get[T](tx, id)
		if err != nil {
			return err
		}
		edit(&r)
		return store.Save(tx, r)
	}); err != nil {
		t.Fatal(err)
	}
}

func get[T qda.Record](t *testing.T, f *fixture, id qda.ID) (r T, there bool) {
	t.Helper()
	err := f.View(ctx, f.ana.ID, func(tx *store.Tx) (err error) {
		r, err = store.Get[T](tx, id)
		return err
	})
	if err != nil && qda.KindOf(err) != qda.NotFound {
		t.Fatal(err)
	}
	return r, err == nil
}

func fresh(t *testing.T, f *fixture) (id qda.ID) {
	t.Helper()
	f.View(ctx, f.ana.ID, func(tx *store.Tx) error { id = tx.NewID(); return nil })
	return id
}

func TestThingsOfOneNameAreNotTakenForOne(t *testing.T) {
	f, there := apart(t)
	mine := qda.Code{ID: fresh(t, f), Name: "trust", Definition: "between institutions", Pos: "8"}
	yours := qda.Code{ID: fresh(t, there), Name: "trust", Definition: "of citizens", Pos: "8"}
	put(t, f, f.ana, mine)
	put(t, there, there.ben, yours)
	c := there.code(t, there.ben, yours, 0, 12)
	merge(t, f.Store, f.ana.ID, there.Store)
	a, ok1 := get[qda.Code](t, f, mine.ID)
	b, ok2 := get[qda.Code](t, f, yours.ID)
	got, ok3 := get[qda.Coding](t, f, c.ID)
	if !ok1 || !ok2 || !ok3 || a.Definition != mine.Definition || b.Definition != yours.Definition || got.CodeID != yours.ID {
		t.Errorf("%+v %+v %+v", a, b, got)
	}
	f.sound(t)
}

func TestDocumentsComeWithTheirTextsAndFilesAndCasesKeepTheirDocuments(t *testing.T) {
	f, there := apart(t)
	text := "Une autre entrevue.\n"
	content := store.NewContent(text, qda.Structure{Parts: []qda.Part{{Kind: qda.Paragraph, Span: qda.Span{Start: 0, End: 19}}}}, "application/pdf", []byte("the file itself"))
	d := qda.Document{ID: fresh(t, there), Title: f.doc.Title, Kind: qda.Interview, Pos: "2", TextHash: content.Text.Hash, SourceHash: content.Source.Hash, StructureHash: store.StructureHash(content.Structure), CreatedAt: "2026"}
	k := qda.Case{ID: fresh(t, there), Name: "Mali", Pos: "1"}
	var coding qda.Coding
	if _, err := there.Update(ctx, there.ben.ID, "document.import", func(tx *store.Tx) error {
		coding = qda.Coding{ID: tx.NewID(), DocumentID: d.ID, TextHash: d.TextHash, CodeID: f.codes[1].ID, CoderID: there.ben.ID, RoundID: f.round.ID, Span: qda.Span{Start: 4, End: 9}, Quote: "autre", CreatedAt: tx.Now()}
		for _, err := range []error{tx.PutContent(content), store.Put(tx, d), store.Put(tx, k), store.Put(tx, coding),
			store.Put(tx, qda.CaseSpan{ID: tx.NewID(), CaseID: k.ID, DocumentID: d.ID, Whole: true, Span: qda.Span{Start: 0, End: 20}})} {
			if err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	r := merge(t, f.Store, f.ana.ID, there.Store)
	if r.New["document"] != 1 || r.New["coding"] != 1 || r.New["case_span"] != 1 {
		t.Errorf("%+v", r)
	}
	if err := f.View(ctx, f.ana.ID, func(tx *store.Tx) error {
		body, err := tx.Text(d.TextHash)
		file, err2 := tx.Source(d.SourceHash)
		spans, err3 := store.List[qda.CaseSpan](tx, store.Eq{"case_id": k.ID})
		if err != nil || err2 != nil || err3 != nil || body.Body != text || string(file.Bytes) != "the file itself" || len(spans) != 1 || spans[0].DocumentID != d.ID {
			t.Errorf("%q %q %+v %v %v %v", body.Body, file.Bytes, spans, err, err2, err3)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.sound(t) // no coding without its code, document or coder: nothing points at −1
}

func TestMergingTwiceDoublesNothing(t *testing.T) {
	f, there := apart(t)
	there.code(t, there.ben, f.codes[1], 0, 12)
	merge(t, f.Store, f.ana.ID, there.Store)
	before := digest(t, f.Store)
	if r := merge(t, f.Store, f.ana.ID, there.Store); r.Ops != 0 || r.Op.Seq != 0 {
		t.Errorf("%+v", r)
	}
	merge(t, there.Store, there.ben.ID, f.Store)
	if r := merge(t, f.Store, f.ana.ID, there.Store); len(r.New)+len(r.Changed)+len(r.Removed) != 0 {
		t.Errorf("what came back was taken for new: %+v", r)
	}
	equalDigests(t, "merging twice", before, digest(t, f.Store))
	if r := merge(t, f.Store, f.ana.ID, copyOf(t, f.Store, 52)); r.Ops != 0 {
		t.Errorf("merging with oneself: %+v", r)
	}
}

func TestAHalfDoneMergeLeavesNothing(t *testing.T) {
	f, there := apart(t)
	for i := range 40 {
		there.code(t, there.ben, f.codes[1], i, i+10)
	}
	before := digest(t, f.Store)
	stopped, cancel := context.WithCancel(ctx)
	if _, err := f.Merge(stopped, f.ana.ID, there.Store, false, func(done, total int) { cancel() }); qda.KindOf(err) != qda.Cancelled {
		t.Errorf("error %v", err)
	}
	equalDigests(t, "a stopped merge", before, digest(t, f.Store))
	if r, err := f.Merge(ctx, f.ana.ID, there.Store, true, nil); err != nil || r.New["coding"] != 40 || r.Codings[f.ben.ID] != 40 {
		t.Errorf("%+v %v", r, err)
	}
	equalDigests(t, "a preview", before, digest(t, f.Store))
	// a copy whose history was altered is refused, and nothing of it stays
	if err := store.Tamper(there.Store, "UPDATE op SET at = '2020' WHERE seq = (SELECT MAX(seq) FROM op)"); err != nil {
		t.Fatal(err)
	}
	_, err := f.Merge(ctx, f.ana.ID, there.Store, false, nil)
	wantError(t, err, qda.Damaged, "merge.log")
	equalDigests(t, "a refused merge", before, digest(t, f.Store))
	f.sound(t)
}

func TestCodingsOfTwoCodersNeverConflict(t *testing.T) {
	f, there := apart(t)
	a := f.code(t, f.ana, f.codes[1], 0, 12)
	b := there.code(t, there.ben, f.codes[1], 0, 12)
	r := merge(t, f.Store, f.ana.ID, there.Store)
	if _, ok := get[qda.Coding](t, f, b.ID); !ok || len(r.Conflicts) > 0 {
		t.Errorf("%+v", r)
	}
	if _, ok := get[qda.Coding](t, f, a.ID); !ok {
		t.Error("one's own coding is gone")
	}
}

func TestConflictsAreKeptForAPerson(t *testing.T) {
	f, there := apart(t)
	id := f.codes[1].ID
	change(t, f, f.ana, id, func(c *qda.Code) { c.Definition = "written agreements" })
	change(t, there, there.ben, id, func(c *qda.Code) { c.Definition = "agreements with a date" })
	change(t, there, there.ben, id, func(c *qda.Code) { c.Example = "the convention of 2019" })
	r := merge(t, f.Store, f.ana.ID, there.Store)
	if len(r.Conflicts) != 1 || r.Conflicts[0].Field != "definition" {
		t.Fatalf("%+v", r.Conflicts)
	}
	code, _ := get[qda.Code](t, f, id)
	c, _ := get[qda.MergeConflict](t, f, r.Conflicts[0].Conflict)
	if code.Example == "" || code.Definition != c.Ours || c.Ours == c.Theirs || !strings.Contains(c.Ours+c.Theirs, "written agreements") || c.State != "open" {
		t.Errorf("%+v %+v", code, c)
	}
	// the decision travels
	change(t, f, f.ana, id, func(k *qda.Code) { k.Definition = c.Theirs })
	change(t, f, f.ana, c.ID, func(k *qda.MergeConflict) { k.State = "theirs" })
	merge(t, there.Store, there.ben.ID, f.Store)
	if code, _ := get[qda.Code](t, there, id); code.Definition != c.Theirs {
		t.Errorf("%+v", code)
	}
	if err := there.View(ctx, there.ben.ID, func(tx *store.Tx) error {
		list, err := store.List[qda.MergeConflict](tx, store.Eq{"state": "open"})
		if len(list) > 0 {
			t.Errorf("still open there: %+v", list)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	there.sound(t)
}

func TestWhatOneDeletedAndAnotherChangedComesBack(t *testing.T) {
	f, there := apart(t)
	m := qda.Memo{ID: fresh(t, f), Kind: "note", Body: "x", CoderID: f.ana.ID, CreatedAt: "2026", ChangedAt: "2026"}
	put(t, f, f.ana, m)
	merge(t, there.Store, there.ben.ID, f.Store)
	if _, err := f.Update(ctx, f.ana.ID, "memo.remove", func(tx *store.Tx) error { return store.Delete[qda.Memo](tx, m.ID) }); err != nil {
		t.Fatal(err)
	}
	change(t, there, there.ben, m.ID, func(m *qda.Memo) { m.Body = "a long thought" })
	r := merge(t, f.Store, f.ana.ID, there.Store)
	if got, ok := get[qda.Memo](t, f, m.ID); !ok || got.Body != "a long thought" || len(r.Conflicts) != 1 || r.Conflicts[0].Field != "" {
		t.Errorf("%+v %v %+v", got, ok, r.Conflicts)
	}
	f.sound(t)
}

func TestACodingUnderACodeThatWasDeletedKeepsTheCode(t *testing.T) {
	f, there := apart(t)
	if _, err := f.Update(ctx, f.ana.ID, "code.drop", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, f.codes[2].ID) }); err != nil {
		t.Fatal(err)
	}
	c := there.code(t, there.ben, f.codes[2], 0, 12)
	r := merge(t, f.Store, f.ana.ID, there.Store)
	_, code := get[qda.Code](t, f, f.codes[2].ID)
	_, coding := get[qda.Coding](t, f, c.ID)
	if !code || !coding || len(r.Conflicts) != 1 {
		t.Errorf("code %v, coding %v, %+v", code, coding, r)
	}
	f.sound(t)
}

func TestSomebodyWhoWorkedAndWasTakenOutStaysKnown(t *testing.T) {
	for _, into := range []string{"where they were taken out", "where they worked"} {
		t.Run(into, func(t *testing.T) {
			f := newFixture(t, filepath.Join(qdatest.FastDir(t), "base.articula"), options(t))
			joined := qda.Coder{ID: fresh(t, f), Name: "Coder C"}
			put(t, f, f.ana, joined)
			there := &fixture{Store: copyOf(t, f.Store, 2), ana: f.ana, ben: f.ben, doc: f.doc, codes: f.codes}
			if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
				t.Fatal(err)
			}
			change(t, there, joined, f.doc.ID, func(d *qda.Document) { d.Title = "read" })
			to, from := f, there
			if into == "where they worked" {
				to, from = there, f
			}
			r := merge(t, to.Store, to.ana.ID, from.Store)
			if got, ok := get[qda.Coder](t, to, joined.ID); !ok || got.Name != joined.Name || len(r.Conflicts) != 1 || r.Conflicts[0].ID != joined.ID {
				t.Errorf("%+v %v %+v", got, ok, r.Conflicts)
			}
			to.sound(t)
			merge(t, from.Store, from.ana.ID, to.Store)
			equalDigests(t, "both ways", digest(t, to.Store), digest(t, from.Store))
			from.sound(t)
		})
	}
}

func TestAMemoOnACodingThatItsCoderTookAwayStaysAtTheDocument(t *testing.T) {
	f, there := apart(t)
	c := f.code(t, f.ana, f.codes[1], 0, 12)
	merge(t, there.Store, there.ben.ID, f.Store)
	m := qda.Memo{ID: fresh(t, there), Kind: "note", Body: "Why so?", CoderID: there.ben.ID, Owner: "coding", OwnerID: c.ID, CreatedAt: "2026", ChangedAt: "2026"}
	put(t, there, there.ben, m)
	if _, err := f.Update(ctx, f.ana.ID, "coding.remove", func(tx *store.Tx) error { return store.Delete[qda.Coding](tx, c.ID) }); err != nil {
		t.Fatal(err)
	}
	r := merge(t, f.Store, f.ana.ID, there.Store)
	got, ok := get[qda.Memo](t, f, m.ID)
	if _, back := get[qda.Coding](t, f, c.ID); back || !ok || got.Owner != "document" || got.OwnerID != f.doc.ID || r.Moved != 1 {
		t.Errorf("%+v %v %+v", got, back, r)
	}
	f.sound(t)
	merge(t, there.Store, there.ben.ID, f.Store)
	there.sound(t)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
}

func TestCodesMovedUnderEachOtherStayATree(t *testing.T) {
	f, there := apart(t)
	a, b := f.codes[1].ID, f.codes[2].ID
	change(t, f, f.ana, a, func(c *qda.Code) { c.ParentID = b })
	change(t, there, there.ben, b, func(c *qda.Code) { c.ParentID = a })
	r := merge(t, f.Store, f.ana.ID, there.Store)
	merge(t, there.Store, there.ben.ID, f.Store)
	f.sound(t)
	there.sound(t)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
	listed := false
	for _, u := range r.Unplaced {
		listed = listed || u.Why == "cycle"
	}
	if !listed {
		t.Errorf("the move that did not count is not listed: %+v", r)
	}
}

func TestTheSamePassageTwiceByOneCoderStaysOnce(t *testing.T) {
	f, there := apart(t)
	a := f.code(t, f.ana, f.codes[1], 0, 12)
	b := there.code(t, there.ana, f.codes[1], 0, 12)
	m := qda.Memo{ID: fresh(t, there), Kind: "note", Body: "kept", CoderID: f.ana.ID, Owner: "coding", OwnerID: b.ID, CreatedAt: "2026", ChangedAt: "2026"}
	put(t, there, there.ana, m)
	n := qda.Memo{ID: fresh(t, f), Kind: "note", Body: "kept, too", CoderID: f.ana.ID, Owner: "coding", OwnerID: a.ID, CreatedAt: "2026", ChangedAt: "2026"}
	put(t, f, f.ana, n)
	merge(t, f.Store, f.ana.ID, there.Store)
	f.sound(t)
	smaller := a.ID
	if strings.Compare(string(b.ID[:]), string(a.ID[:])) < 0 {
		smaller = b.ID
	}
	list := f.codings(t, f.ana)
	if len(list) != 1 || list[0].ID != smaller {
		t.Errorf("%+v", list)
	}
	for _, id := range []qda.ID{m.ID, n.ID} {
		if got, ok := get[qda.Memo](t, f, id); !ok || got.OwnerID != smaller {
			t.Errorf("%+v %v", got, ok)
		}
	}
	merge(t, there.Store, there.ana.ID, f.Store)
	there.sound(t)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
}

func TestEqualTextsAreOfferedAndNeverJoined(t *testing.T) {
	f, there := apart(t)
	d := f.doc
	d.ID, d.Title = fresh(t, there), "The same interview"
	put(t, there, there.ben, d)
	r := merge(t, f.Store, f.ana.ID, there.Store)
	if len(r.SameTexts) != 1 || r.SameTexts[0] != (store.SameText{Ours: f.doc.ID, Theirs: d.ID}) {
		t.Errorf("%+v", r.SameTexts)
	}
	if _, ok := get[qda.Document](t, f, d.ID); !ok {
		t.Error("the document was joined without asking")
	}
}

func TestAMergeTakenBackCanBeMadeAgain(t *testing.T) {
	f, there := apart(t)
	c := there.code(t, there.ben, f.codes[1], 0, 12)
	before := digest(t, f.Store)
	merge(t, f.Store, f.ana.ID, there.Store)
	after := digest(t, f.Store)
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	equalDigests(t, "undone", before, digest(t, f.Store))
	f.sound(t)
	// what was taken back is not handed on, and taking it back here takes nothing away there
	r := merge(t, there.Store, there.ben.ID, f.Store)
	if _, ok := get[qda.Coding](t, there, c.ID); !ok || r.Removed["coding"] != 0 {
		t.Errorf("%+v", r)
	}
	if _, _, err := f.Redo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	equalDigests(t, "redone", after, digest(t, f.Store))
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	f.code(t, f.ana, f.codes[2], 40, 50) // empties the list of what can be redone
	if r := merge(t, f.Store, f.ana.ID, there.Store); !r.Again {
		t.Errorf("%+v", r)
	}
	if _, ok := get[qda.Coding](t, f, c.ID); !ok {
		t.Error("a merge that was taken back cannot be made again")
	}
	f.sound(t)
}

func TestTwoHistoriesOfOneActionAreRefused(t *testing.T) {
	f, there := apart(t)
	if err := store.Tamper(there.Store, "UPDATE op SET hash = zeroblob(32) WHERE seq = 1"); err != nil {
		t.Fatal(err)
	}
	_, err := f.Merge(ctx, f.ana.ID, there.Store, false, nil)
	wantError(t, err, qda.Damaged, "merge.histories")
}

func TestProjectsWithoutACommonBeginningCanMeet(t *testing.T) {
	f := newFixture(t, filepath.Join(qdatest.FastDir(t), "one.articula"), options(t))
	o := options(t)
	o.Random = qdatest.NewRandom(99)
	g := newFixture(t, filepath.Join(qdatest.FastDir(t), "two.articula"), o)
	c := g.code(t, g.ben, g.codes[1], 0, 12)
	r := merge(t, f.Store, f.ana.ID, g.Store)
	if _, ok := get[qda.Coding](t, f, c.ID); !ok || len(r.SameTexts) != 1 {
		t.Errorf("%+v", r)
	}
	f.sound(t)
	if ops, _, err := f.Stacks(ctx, f.ana.ID); err != nil || ops[len(ops)-1].Kind != oplog.KindMerge {
		t.Errorf("%+v %v", ops, err)
	}
	before := digest(t, f.Store)
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	f.sound(t)
	if digest(t, f.Store) == before {
		t.Error("undo did nothing")
	}
}

func TestWhatWasMadeAgainIsTheLaterThing(t *testing.T) {
	f, there := apart(t)
	label := func(text string) qda.Label {
		return qda.Label{ID: qda.NaturalID("label", f.codes[1].ID, qda.Key("name"), qda.Key("fr")), OwnerID: f.codes[1].ID, Owner: "code", Field: "name", Lang: "fr", Text: text}
	}
	put(t, there, there.ben, label("formelle"))
	if _, _, err := there.Undo(ctx, there.ben.ID); err != nil {
		t.Fatal(err)
	}
	put(t, there, there.ben, label("écrite"))
	merge(t, f.Store, f.ana.ID, there.Store)
	if got, ok := get[qda.Label](t, f, label("").ID); !ok || got.Text != "écrite" {
		t.Errorf("%+v %v", got, ok)
	}
	f.sound(t)
}

func TestAMergeTakenBackCanBeMadeAgainAfterOtherWork(t *testing.T) {
	f, there := apart(t)
	change(t, there, there.ben, f.doc.ID, func(d *qda.Document) { d.Title = "Interview of March" })
	c := there.code(t, there.ben, f.codes[2], 0, 12)
	merge(t, f.Store, f.ana.ID, there.Store)
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	change(t, f, f.ana, f.doc.ID, func(d *qda.Document) { d.Title = "Interview of April" }) // what the merge had changed
	if _, err := f.Update(ctx, f.ana.ID, "code.drop", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, f.codes[2].ID) }); err != nil {
		t.Fatal(err) // and what something hangs on that it had brought
	}
	before := digest(t, f.Store)
	if r := merge(t, f.Store, f.ana.ID, there.Store); !r.Again {
		t.Errorf("%+v", r)
	}
	f.sound(t)
	if _, ok := get[qda.Coding](t, f, c.ID); !ok {
		t.Error("a merge that was taken back cannot be made again")
	}
	merge(t, there.Store, there.ben.ID, f.Store)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
	if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
		t.Fatal(err)
	}
	equalDigests(t, "undone", before, digest(t, f.Store))
	merge(t, f.Store, f.ana.ID, there.Store)
	equalDigests(t, "and made again", digest(t, f.Store), digest(t, there.Store))
	f.sound(t)
}

// what one deleted and something of another hung on, which is gone in the meantime
func TestWhatCameBackForSomethingGoesWithIt(t *testing.T) {
	f, there := apart(t)
	third := *f
	if _, err := f.Update(ctx, f.ana.ID, "code.drop", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, f.codes[2].ID) }); err != nil {
		t.Fatal(err)
	}
	c := there.code(t, there.ben, f.codes[2], 0, 12)
	third.Store = copyOf(t, there.Store, 53)
	merge(t, f.Store, f.ana.ID, there.Store)
	if _, ok := get[qda.Code](t, f, f.codes[2].ID); !ok {
		t.Fatal("the code did not come back")
	}
	if _, err := third.Update(ctx, f.ben.ID, "coding.remove", func(tx *store.Tx) error { return store.Delete[qda.Coding](tx, c.ID) }); err != nil {
		t.Fatal(err)
	}
	merge(t, f.Store, f.ana.ID, third.Store)
	merge(t, third.Store, f.ben.ID, f.Store)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, third.Store))
	if d := digest(t, f.Store); strings.Contains(d, "open conflict") {
		t.Errorf("a question without an object: %s", d)
	}
	f.sound(t)
}

func TestAMoveCountsAgainOnceItsCircleIsGone(t *testing.T) {
	f, there := apart(t)
	a, b, root := f.codes[1].ID, f.codes[2].ID, f.codes[0].ID
	change(t, f, f.ana, a, func(c *qda.Code) { c.ParentID = b })
	change(t, there, there.ben, f.doc.ID, func(d *qda.Document) { d.Title = "x" }) // so that the other move is the later one
	change(t, there, there.ben, b, func(c *qda.Code) { c.ParentID = a })
	merge(t, f.Store, f.ana.ID, there.Store)
	if got, _ := get[qda.Code](t, f, b); got.ParentID == a {
		t.Fatal("there is a circle")
	}
	change(t, f, f.ana, a, func(c *qda.Code) { c.ParentID = root }) // b could lie under it now
	change(t, there, there.ben, f.doc.ID, func(d *qda.Document) { d.Title = "y" })
	merge(t, f.Store, f.ana.ID, there.Store) // in which nothing was moved
	merge(t, there.Store, there.ben.ID, f.Store)
	if got, _ := get[qda.Code](t, f, b); got.ParentID != a {
		t.Errorf("%+v", got)
	}
	f.sound(t)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
}

func TestWhatComesBackClosesNoCircle(t *testing.T) {
	f, there := apart(t)
	a, b := f.codes[1].ID, f.codes[2].ID
	change(t, f, f.ana, a, func(c *qda.Code) { c.ParentID = b })
	change(t, there, there.ben, b, func(c *qda.Code) { c.ParentID = a })
	if _, err := there.Update(ctx, there.ben.ID, "code.drop", func(tx *store.Tx) error { return store.Delete[qda.Code](tx, b) }); err != nil {
		t.Fatal(err)
	}
	merge(t, f.Store, f.ana.ID, there.Store)
	merge(t, there.Store, there.ben.ID, f.Store)
	if _, ok := get[qda.Code](t, f, b); !ok {
		t.Error("the code that another hangs on is gone")
	}
	f.sound(t)
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
}

// TestAPassageIsOnesOrTheOthers has one coder move the two ends of a coding on two
// computers: neither of the passages that an end of each would give was ever meant.
func TestAPassageIsOnesOrTheOthers(t *testing.T) {
	for _, ends := range [][2]qda.Span{{{Start: 28, End: 30}, {Start: 20, End: 24}}, {{Start: 22, End: 30}, {Start: 20, End: 28}}} {
		f, _ := apart(t)
		c := f.code(t, f.ana, f.codes[1], 20, 30)
		other := *f
		other.Store = copyOf(t, f.Store, 52)
		there := &other
		move := func(at *fixture, to qda.Span) {
			change(t, at, f.ana, c.ID, func(c *qda.Coding) {
				c.Span, c.Quote = to, string([]rune(f.text)[to.Start:to.End])
			})
		}
		move(f, ends[0])
		move(there, ends[1])
		merge(t, f.Store, f.ana.ID, there.Store)
		merge(t, there.Store, f.ana.ID, f.Store)
		here, _ := get[qda.Coding](t, f, c.ID)
		if here.Span != ends[0] && here.Span != ends[1] {
			t.Errorf("%v and %v made %v", ends[0], ends[1], here.Span)
		}
		if again, _ := get[qda.Coding](t, there, c.ID); again != here {
			t.Errorf("%v here, %v there", here, again)
		}
		sound(t, f.Store)
	}
}
