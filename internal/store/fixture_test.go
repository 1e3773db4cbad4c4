package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
)

var ctx = context.Background()

// options gives every test its own state folder and repeatable identities.
func options(t testing.TB) store.Options {
	return store.Options{
		Now: qdatest.NewClock().Now, Random: qdatest.NewRandom(1),
		Device: "testbench", AppVersion: "test", User: "tester",
		StateDir: t.TempDir(), Settle: time.Hour,
	}
}

// fixture is a project with two coders, a code tree, one document and a round.
type fixture struct {
	*store.Store
	opts       store.Options
	ana, ben   qda.Coder
	doc        qda.Document
	text       string
	codes      []qda.Code // 0 root, 1 and 2 under it
	round      qda.Round
	facet      qda.Facet
	facetValue qda.FacetValue
	held       qda.AttributeValue // of a case; only where a test puts it there
	actors     [2]qda.Actor       // likewise
	synthesis  qda.Synthesis      // likewise
}

const body = "The ministry did not coordinate.\nAt the local level, managers met every month 😀.\nFin de l'entretien."

// newFixture makes the project at path, or in a fresh folder if path is "".
func newFixture(t testing.TB, path string, o store.Options) *fixture {
	t.Helper()
	if path == "" {
		path = filepath.Join(t.TempDir(), "p.articula")
	}
	f := &fixture{opts: o, text: body}
	s, err := store.Create(ctx, path, o, qda.Project{Title: "Test"}, qda.Coder{Name: "Coder A", Initials: "A"}, func(tx *store.Tx, me qda.Coder) error {
		f.ana = me
		f.ben = qda.Coder{ID: tx.NewID(), Name: "Coder B"}
		content := store.NewContent(f.text, qda.Structure{Parts: []qda.Part{{Kind: qda.Paragraph, Span: qda.Span{Start: 0, End: 32}}}}, "text/plain", []byte(f.text))
		if err := tx.PutContent(content); err != nil {
			return err
		}
		f.doc = qda.Document{ID: tx.NewID(), Title: "Interview", Kind: qda.Interview, Lang: "en", Pos: "1",
			TextHash: content.Text.Hash, SourceHash: content.Source.Hash, StructureHash: store.StructureHash(content.Structure), CreatedAt: tx.Now()}
		root := qda.Code{ID: tx.NewID(), Name: "coordination", Pos: "1"}
		f.codes = []qda.Code{root,
			{ID: tx.NewID(), ParentID: root.ID, Name: "formal", Pos: "1"},
			{ID: tx.NewID(), ParentID: root.ID, Name: "informal", Pos: "2"}}
		f.round = qda.Round{ID: tx.NewID(), Label: "Round 1", Kind: qda.CodingRound, Pos: "1"}
		f.facet = qda.Facet{ID: tx.NewID(), Name: "level", Pos: "1"}
		f.facetValue = qda.FacetValue{ID: tx.NewID(), FacetID: f.facet.ID, Name: "local", Pos: "1"}
		for _, put := range []func() error{
			func() error { return store.Put(tx, f.ben) },
			func() error { return store.Put(tx, f.doc) },
			func() error { return store.Put(tx, f.codes[1]) }, // children first: foreign keys wait for the end
			func() error { return store.Put(tx, f.codes[0]) },
			func() error { return store.Put(tx, f.codes[2]) },
			func() error { return store.Put(tx, f.round) },
			func() error { return store.Put(tx, f.facet) },
			func() error { return store.Put(tx, f.facetValue) },
		} {
			if err := put(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Store = s
	t.Cleanup(func() { f.Store.Close() })
	return f
}

// coding makes, but does not store, a coding of [start, end).
func (f *fixture) coding(tx *store.Tx, coder qda.Coder, code qda.Code, start, end int) qda.Coding {
	return qda.Coding{ID: tx.NewID(), DocumentID: f.doc.ID, TextHash: f.doc.TextHash, CodeID: code.ID, CoderID: coder.ID, RoundID: f.round.ID,
		Span: qda.Span{Start: start, End: end}, Quote: string([]rune(f.text)[start:end]), CreatedAt: tx.Now()}
}

// code stores a coding as one operation.
func (f *fixture) code(t testing.TB, coder qda.Coder, code qda.Code, start, end int) qda.Coding {
	t.Helper()
	var c qda.Coding
	if _, err := f.Update(ctx, coder.ID, "coding.add", func(tx *store.Tx) error {
		c = f.coding(tx, coder, code, start, end)
		return store.Put(tx, c)
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

// codings lists what the viewer sees.
func (f *fixture) codings(t testing.TB, viewer qda.Coder) []qda.Coding {
	t.Helper()
	var out []qda.Coding
	if err := f.View(ctx, viewer.ID, func(tx *store.Tx) error {
		for c, err := range tx.Codings(store.CodingFilter{}) {
			if err != nil {
				return err
			}
			out = append(out, c)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// sound fails the test if a check finds anything.
func (f *fixture) sound(t testing.TB) {
	t.Helper()
	sound(t, f.Store)
}

func sound(t testing.TB, s *store.Store) {
	t.Helper()
	problems, err := s.Check(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("check: %s: %s (%s %s)", p.Code, p.Message, p.Entity, p.ID)
	}
}

// reopen closes and opens the project again.
func (f *fixture) reopen(t testing.TB) {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, f.Path(), f.opts)
	if err != nil {
		t.Fatal(err)
	}
	f.Store = s
}

// wantError checks kind and code of an error, and that its sentence has no holes.
func wantError(t testing.TB, err error, kind qda.Kind, code string) {
	t.Helper()
	e := qda.AsError(err)
	if err == nil || e.Kind != kind || e.Code != code {
		t.Fatalf("error %v, want %s %s", err, kind, code)
	}
	if m := e.Message(); strings.ContainsAny(m, "{}") || !strings.HasSuffix(m, ".") {
		t.Errorf("the sentence is not whole: %s", m)
	}
}
