package store_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// reword edits the text of a document with every coding of it, in one operation.
func reword(tx *store.Tx, d qda.Document, by qda.ID, edits textpos.Edits) error {
	old, err := tx.Text(d.TextHash)
	if err != nil {
		return err
	}
	next := edits.Apply(textpos.NewIndex(old.Body))
	content := store.NewContent(next, qda.Structure{}, "", nil)
	written, err := json.Marshal(edits)
	if err != nil {
		return err
	}
	r := qda.Revision{ID: tx.NewID(), DocumentID: d.ID, FromHash: d.TextHash, ToHash: content.Text.Hash, Edits: string(written), Reason: "correction", CoderID: by, At: tx.Now()}
	d.TextHash, d.StructureHash = content.Text.Hash, store.StructureHash(content.Structure)
	for _, err := range []error{tx.PutContent(content), store.Put(tx, r), store.Save(tx, d)} {
		if err != nil {
			return err
		}
	}
	codings, err := store.List[qda.Coding](tx, store.Eq{"document_id": d.ID})
	if err != nil {
		return err
	}
	ix := textpos.NewIndex(next)
	for _, c := range codings {
		var fate textpos.Fate
		if c.Span, fate = edits.Anchor(c.Span); fate == textpos.Lost {
			return qda.E(qda.Conflict, "test.lost", "Words that are coded would be gone.")
		}
		c.TextHash, c.Quote = d.TextHash, ix.Slice(c.Span)
		if err := store.Save(tx, c); err != nil {
			return err
		}
	}
	cited, err := store.List[qda.Citation](tx, store.Eq{"document_id": d.ID})
	if err != nil {
		return err
	}
	for _, c := range cited {
		var fate textpos.Fate
		if c.Span, fate = edits.Anchor(c.Span); fate == textpos.Lost {
			return qda.E(qda.Conflict, "test.lost", "Words that are cited would be gone.")
		}
		c.TextHash, c.Quote = d.TextHash, ix.Slice(c.Span)
		if err := store.Save(tx, c); err != nil {
			return err
		}
	}
	linked, err := store.List[qda.CaseSpan](tx, store.Eq{"document_id": d.ID, "whole": true})
	if err != nil {
		return err
	}
	for _, s := range linked {
		s.Span = qda.Span{End: ix.Len()}
		if err := store.Save(tx, s); err != nil {
			return err
		}
	}
	return nil
}

// edit replaces [start, end) of the fixture's text.
func (f *fixture) edit(t *testing.T, by qda.Coder, start, end int, text string) qda.Hash {
	t.Helper()
	if _, err := f.Update(ctx, by.ID, "document.revise", func(tx *store.Tx) error {
		return reword(tx, f.doc, by.ID, textpos.Edits{{Start: start, End: end, Text: text}})
	}); err != nil {
		t.Fatal(err)
	}
	d, _ := get[qda.Document](t, f, f.doc.ID)
	return d.TextHash
}

func TestWhatWasCodedInAnEarlierTextMovesWithItsEdits(t *testing.T) {
	f, there := apart(t)
	old := f.code(t, f.ana, f.codes[1], 20, 30)
	third := *f
	merge(t, there.Store, there.ben.ID, f.Store)
	third.Store = copyOf(t, there.Store, 54)
	next := f.edit(t, f.ana, 3, 5, "longer than it was")
	c := there.code(t, there.ben, f.codes[2], 10, 24)
	k := qda.Case{ID: fresh(t, there), Name: "Mali", Pos: "1"}
	put(t, there, there.ben, k)
	span := qda.CaseSpan{ID: fresh(t, there), CaseID: k.ID, DocumentID: f.doc.ID, Whole: true, Span: qda.Span{Start: 0, End: len([]rune(f.text))}}
	put(t, there, there.ben, span)
	change(t, &third, f.ana, old.ID, func(c *qda.Coding) { // the ends of a coding that the edits moved, later than that
		c.Span = qda.Span{Start: 18, End: 29}
		c.Quote = string([]rune(f.text)[18:29])
	})
	copies := []*fixture{f, there, &third}
	for range 2 {
		for i, a := range copies {
			for j, b := range copies {
				if i != j {
					merge(t, a.Store, f.ana.ID, b.Store)
					a.sound(t)
				}
			}
		}
	}
	for _, x := range copies {
		got, ok := get[qda.Coding](t, x, c.ID)
		if !ok || got.TextHash != next || got.Quote != c.Quote || got.Start != c.Start+16 {
			t.Errorf("%+v %v", got, ok)
		}
		if got, ok := get[qda.Coding](t, x, old.ID); !ok || got.TextHash != next || got.Quote != textpos.NewIndex(f.text).Slice(qda.Span{Start: 18, End: 29}) && got.Quote != old.Quote {
			t.Errorf("%+v %v", got, ok)
		}
		if got, _ := get[qda.CaseSpan](t, x, span.ID); got.End != span.End+16 {
			t.Errorf("%+v", got)
		}
		equalDigests(t, "the copies", digest(t, f.Store), digest(t, x.Store))
	}
}

func TestPassagesThatFitNoTextRefuseTheMerge(t *testing.T) {
	for name, meanwhile := range map[string]func(t *testing.T, f, there *fixture){
		"its words are gone": func(t *testing.T, f, there *fixture) { there.code(t, there.ben, f.codes[2], 3, 5) },
		"edited there, too": func(t *testing.T, f, there *fixture) {
			there.code(t, there.ben, f.codes[2], 30, 40)
			there.edit(t, there.ben, 0, 1, "x")
		},
		"a case without a quote": func(t *testing.T, f, there *fixture) {
			k := qda.Case{ID: fresh(t, there), Name: "Mali", Pos: "1"}
			put(t, there, there.ben, k)
			put(t, there, there.ben, qda.CaseSpan{ID: fresh(t, there), CaseID: k.ID, DocumentID: f.doc.ID, Span: qda.Span{Start: 10, End: 20}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, there := apart(t)
			f.edit(t, f.ana, 3, 5, "")
			meanwhile(t, f, there)
			for _, way := range [][2]*fixture{{f, there}, {there, f}} {
				before := digest(t, way[0].Store)
				_, err := way[0].Merge(ctx, f.ana.ID, way[1].Store, false, nil)
				wantError(t, err, qda.Conflict, "merge.texts")
				equalDigests(t, "a refused merge", before, digest(t, way[0].Store))
			}
			// and the way out that the sentence names
			if _, _, err := f.Undo(ctx, f.ana.ID); err != nil {
				t.Fatal(err)
			}
			if name == "edited there, too" {
				return
			}
			merge(t, f.Store, f.ana.ID, there.Store)
			f.sound(t)
		})
	}
}

// TestARefusedMergeNamesTheSameDocumentEveryTime merges copies in which the texts of
// several documents cannot be brought together.
func TestARefusedMergeNamesTheSameDocumentEveryTime(t *testing.T) {
	f, there := apart(t)
	docs := []qda.Document{f.doc}
	for _, title := range []string{"Second", "Third", "Fourth", "Fifth"} {
		d := f.doc
		d.ID, d.Title, d.Pos = fresh(t, f), title, title
		put(t, f, f.ana, d)
		docs = append(docs, d)
	}
	merge(t, there.Store, there.ben.ID, f.Store)
	for _, d := range docs {
		f.doc, there.doc = d, d
		f.edit(t, f.ana, 3, 5, "")
		there.code(t, there.ben, f.codes[2], 3, 5)
	}
	var first []qda.Arg
	for range 20 {
		_, err := f.Merge(ctx, f.ana.ID, there.Store, false, nil)
		wantError(t, err, qda.Conflict, "merge.texts")
		var refusal *qda.Error
		if !errors.As(err, &refusal) {
			t.Fatal(err)
		}
		if first == nil {
			first = refusal.Args
		}
		if !slices.Equal(first, refusal.Args) {
			t.Fatalf("%v and then %v", first, refusal.Args)
		}
	}
}

func TestCodingsSideBySideInTwoTextsStayTwo(t *testing.T) {
	f, there := apart(t)
	next := f.edit(t, f.ana, 0, 0, "0123456789")
	var want []string
	for at := 0; at < 40; at += 10 { // each moves to where the next one was
		want = append(want, there.code(t, there.ben, f.codes[2], at, at+10).Quote)
	}
	// and one by the same coder in the edited text, where one of them was in the earlier
	if _, err := f.Update(ctx, f.ben.ID, "coding.add", func(tx *store.Tx) error {
		c := f.coding(tx, f.ben, f.codes[2], 0, 10)
		c.TextHash, c.Quote = next, "0123456789"
		return store.Put(tx, c)
	}); err != nil {
		t.Fatal(err)
	}
	want = append(want, "0123456789")
	merge(t, there.Store, there.ben.ID, f.Store)
	merge(t, f.Store, f.ana.ID, there.Store)
	for _, x := range []*fixture{f, there} {
		x.sound(t)
		var got []string
		for _, c := range x.codings(t, f.ben) {
			got = append(got, c.Quote)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
}

func TestEndsMovedInAnEarlierTextMoveWithItsEditsWhoeverBringsThem(t *testing.T) {
	f, there := apart(t)
	c := f.code(t, f.ana, f.codes[1], 20, 30)
	merge(t, there.Store, there.ben.ID, f.Store)
	next := there.edit(t, there.ben, 0, 1, "nine chars")
	change(t, f, f.ana, f.doc.ID, func(d *qda.Document) { d.Title = "x" })
	change(t, f, f.ana, f.doc.ID, func(d *qda.Document) { d.Title = "y" })
	change(t, f, f.ana, c.ID, func(c *qda.Coding) {
		c.Span = qda.Span{Start: 22, End: 28}
		c.Quote = string([]rune(f.text)[22:28])
	})
	merge(t, f.Store, f.ana.ID, there.Store) // now both texts are the same
	merge(t, there.Store, there.ben.ID, f.Store)
	for _, x := range []*fixture{f, there} {
		x.sound(t)
		if got, _ := get[qda.Coding](t, x, c.ID); got.TextHash != next || got.Span != (qda.Span{Start: 31, End: 37}) {
			t.Errorf("%+v", got)
		}
	}
}

// The edit moves nothing that was coded by then, so that only the text tells which one the
// ends were set in.
func TestEndsMovedBehindAnEditOfAnEarlierTextMoveWithIt(t *testing.T) {
	f, there := apart(t)
	c := f.code(t, f.ana, f.codes[1], 0, 5)
	merge(t, there.Store, there.ben.ID, f.Store)
	next := there.edit(t, there.ben, 9, 10, "nine chars")
	change(t, f, f.ana, f.codes[2].ID, func(c *qda.Code) { c.Name = "x" })
	change(t, f, f.ana, f.codes[2].ID, func(c *qda.Code) { c.Name = "y" })
	change(t, f, f.ana, c.ID, func(c *qda.Coding) {
		c.Span = qda.Span{Start: 22, End: 28}
		c.Quote = string([]rune(f.text)[22:28])
	})
	merge(t, f.Store, f.ana.ID, there.Store)
	merge(t, there.Store, there.ben.ID, f.Store)
	for _, x := range []*fixture{f, there} {
		x.sound(t)
		if got, _ := get[qda.Coding](t, x, c.ID); got.TextHash != next || got.Span != (qda.Span{Start: 31, End: 37}) {
			t.Errorf("%+v", got)
		}
	}
}

// Somebody set the ends of a coding anew while the text was edited, taken back and edited
// elsewhere: the new ends hold, whoever wrote later and whoever hears of it first.
func TestAnEditElsewhereIsNoWordAboutAPassage(t *testing.T) {
	for between := range 4 {
		f, there := apart(t)
		c := f.code(t, f.ana, f.codes[1], 0, 5)
		merge(t, there.Store, there.ben.ID, f.Store)
		for range between { // the later of the two is sometimes the one, sometimes the other
			change(t, f, f.ana, f.codes[2].ID, func(c *qda.Code) { c.Name += "x" })
		}
		change(t, f, f.ana, c.ID, func(c *qda.Coding) {
			c.Span = qda.Span{Start: 12, End: 28}
			c.Quote = string([]rune(f.text)[12:28])
		})
		there.edit(t, there.ben, 1, 4, "abcdefgh")
		if _, _, err := there.Undo(ctx, there.ben.ID); err != nil {
			t.Fatal(err)
		}
		next := there.edit(t, there.ben, 9, 10, "nine chars")
		third := *f
		third.Store = copyOf(t, f.Store, 62)
		for _, way := range []struct{ into, from *fixture }{{&third, there}, {there, f}, {f, there}} {
			merge(t, way.into.Store, f.ana.ID, way.from.Store)
			way.into.sound(t)
			if got, _ := get[qda.Coding](t, way.into, c.ID); got.TextHash != next || got.Span != (qda.Span{Start: 21, End: 37}) {
				t.Errorf("%d: %+v", between, got)
			}
		}
		equalDigests(t, "the two copies", digest(t, f.Store), digest(t, there.Store))
	}
}
