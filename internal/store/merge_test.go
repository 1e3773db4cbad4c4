package store_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/store"
	"articula/internal/textpos"
)

// copyOf gives another copy of the project file, opened by another computer.
func copyOf(t testing.TB, s *store.Store, seed byte) *store.Store {
	t.Helper()
	if err := s.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(qdatest.FastDir(t), fmt.Sprintf("copy-%d.articula", seed))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	o := options(t)
	o.Random, o.Settle = qdatest.NewRandom(seed), time.Hour
	c, err := store.Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func merge(t testing.TB, into *store.Store, by qda.ID, from *store.Store) store.MergeReport {
	t.Helper()
	r, err := into.Merge(ctx, by, from, false, nil)
	if err != nil {
		t.Fatalf("merge: %v", err)
	}
	return r
}

// digest writes down every record, and which conflicts are open.
func digest(t testing.TB, s *store.Store) string {
	t.Helper()
	var lines []string
	if err := store.EachRecord(ctx, s, func(e *oplog.Entity, row oplog.Row) {
		if e.Name == "merge_conflict" {
			var c qda.MergeConflict
			e.Fill(&c, row)
			if c.State == "open" {
				lines = append(lines, fmt.Sprintf("open conflict %s %s %s %q", c.Target, c.TargetID, c.Field, c.Theirs))
			}
			return
		}
		lines = append(lines, string(oplog.Encode([]oplog.Change{oplog.CreateOf(e, row)})))
	}); err != nil {
		t.Fatal(err)
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func differing(a, b string) string {
	in := map[string]bool{}
	for l := range strings.Lines(b) {
		in[strings.TrimSpace(l)] = true
	}
	var out []string
	for l := range strings.Lines(a) {
		if !in[strings.TrimSpace(l)] {
			out = append(out, strings.TrimSpace(l))
		}
	}
	return strings.Join(out, "\n")
}

func equalDigests(t testing.TB, what, a, b string) {
	t.Helper()
	if a != b {
		t.Fatalf("%s\nonly in the first:\n%s\nonly in the second:\n%s", what, differing(a, b), differing(b, a))
	}
}

// scribe plays one person on one computer.
type scribe struct {
	f     *fixture
	s     *store.Store
	coder qda.Coder
	said  int
	still bool     // leaves the text as it is
	does  []string // what is done at random
}

func (w *scribe) do(t testing.TB, kind string, fn func(tx *store.Tx) error) {
	t.Helper()
	if _, err := w.s.Update(ctx, w.coder.ID, kind, fn); err != nil && qda.KindOf(err) != qda.Conflict && qda.KindOf(err) != qda.NotFound {
		t.Fatal(err)
	}
}

// word is a text that nobody else writes.
func (w *scribe) word() string {
	w.said++
	return fmt.Sprintf("%s %d", w.coder.Name, w.said)
}

func pick[T any](rt *rapid.T, list []T, label string) (T, bool) {
	var none T
	if len(list) == 0 {
		return none, false
	}
	return list[rapid.IntRange(0, len(list)-1).Draw(rt, label)], true
}

// everything is what a person may do.
var everything = []string{"code", "code", "code", "resize", "remove", "weigh", "memo", "memo on code", "edit memo", "drop memo", "rename", "define", "define alike", "move", "new code", "bin", "drop code", "facet", "label", "undo", "redo", "document", "reword", "cite", "uncite", "role", "link", "unlink", "relate", "part", "column", "say", "drop column", "decide", "decide"}

// act does one random thing.
func (w *scribe) act(rt *rapid.T, t testing.TB) {
	what := rapid.SampledFrom(w.does).Draw(rt, "what")
	switch what {
	case "undo":
		if _, _, err := w.s.Undo(ctx, w.coder.ID); err != nil && qda.KindOf(err) != qda.NotFound && qda.KindOf(err) != qda.Conflict {
			t.Fatal(err)
		}
		return
	case "redo":
		if _, _, err := w.s.Redo(ctx, w.coder.ID); err != nil && qda.KindOf(err) != qda.NotFound && qda.KindOf(err) != qda.Conflict {
			t.Fatal(err)
		}
		return
	}
	w.do(t, "test."+strings.ReplaceAll(what, " ", "_"), func(tx *store.Tx) error {
		codes, err := store.List[qda.Code](tx, store.Eq{})
		if err != nil {
			return err
		}
		code, _ := pick(rt, codes, "code")
		codings, err := store.List[qda.Coding](tx, store.Eq{"coder_id": w.coder.ID})
		if err != nil {
			return err
		}
		coding, some := pick(rt, codings, "coding")
		memos, err := store.List[qda.Memo](tx, store.Eq{})
		if err != nil {
			return err
		}
		memo, noted := pick(rt, memos, "memo")
		doc, err := store.Get[qda.Document](tx, w.f.doc.ID)
		if err != nil {
			return err
		}
		body, err := tx.Text(doc.TextHash)
		if err != nil {
			return err
		}
		text := textpos.NewIndex(body.Body)
		span := func() qda.Span {
			start := rapid.IntRange(0, 40).Draw(rt, "start")
			return qda.Span{Start: start, End: start + rapid.IntRange(1, 30).Draw(rt, "length")}
		}
		switch what {
		case "code":
			if len(codes) == 0 {
				return nil
			}
			s := span()
			c := w.f.coding(tx, w.coder, code, s.Start, s.End)
			c.TextHash, c.Quote = doc.TextHash, text.Slice(s)
			return store.Put(tx, c)
		case "resize":
			if some {
				coding.Span = span()
				coding.Quote = text.Slice(coding.Span)
				return store.Save(tx, coding)
			}
		case "weigh":
			if some {
				coding.Weight = rapid.IntRange(1, 100).Draw(rt, "weight")
				return store.Save(tx, coding)
			}
		case "remove":
			if some {
				return store.Delete[qda.Coding](tx, coding.ID)
			}
		case "memo":
			all, err := store.List[qda.Coding](tx, store.Eq{})
			if err != nil {
				return err
			}
			if c, ok := pick(rt, all, "on"); ok {
				return store.Put(tx, qda.Memo{ID: tx.NewID(), Kind: "note", Body: w.word(), CoderID: w.coder.ID, Owner: "coding", OwnerID: c.ID, CreatedAt: tx.Now(), ChangedAt: tx.Now()})
			}
		case "memo on code":
			if len(codes) > 0 {
				return store.Put(tx, qda.Memo{ID: tx.NewID(), Kind: "note", Body: w.word(), CoderID: w.coder.ID, Owner: "code", OwnerID: code.ID, CreatedAt: tx.Now(), ChangedAt: tx.Now()})
			}
		case "edit memo":
			if noted {
				memo.Body = w.word()
				return store.Save(tx, memo)
			}
		case "drop memo":
			if noted {
				return store.Delete[qda.Memo](tx, memo.ID)
			}
		case "rename":
			code.Name = w.word()
			return store.Save(tx, code)
		case "define":
			code.Definition = w.word()
			return store.Save(tx, code)
		case "define alike":
			code.Definition = rapid.SampledFrom([]string{"", "one", "two"}).Draw(rt, "definition")
			return store.Save(tx, code)
		case "bin":
			if code.DeletedAt = w.word(); rapid.Bool().Draw(rt, "back") {
				code.DeletedAt = ""
			}
			return store.Save(tx, code)
		case "move":
			to, _ := pick(rt, codes, "to")
			parents := map[qda.ID]qda.ID{}
			for _, c := range codes {
				parents[c.ID] = c.ParentID
			}
			for at := to.ID; !at.IsZero(); at = parents[at] {
				if at == code.ID {
					return nil
				}
			}
			code.ParentID = to.ID
			return store.Save(tx, code)
		case "new code":
			return store.Put(tx, qda.Code{ID: tx.NewID(), ParentID: code.ID, Name: w.word(), Pos: "5", CreatedAt: tx.Now()})
		case "drop code":
			return store.Delete[qda.Code](tx, code.ID)
		case "facet":
			if some {
				q := qda.Qualifier{ID: qda.NaturalID("qualifier", coding.ID, w.f.facet.ID, w.f.facetValue.ID), OwnerID: coding.ID, Owner: "coding", FacetID: w.f.facet.ID, ValueID: w.f.facetValue.ID}
				if _, err := store.Get[qda.Qualifier](tx, q.ID); err == nil {
					return store.Delete[qda.Qualifier](tx, q.ID)
				}
				return store.Put(tx, q)
			}
		case "label":
			l := qda.Label{ID: qda.NaturalID("label", code.ID, qda.Key("name"), qda.Key("fr")), OwnerID: code.ID, Owner: "code", Field: "name", Lang: "fr", Text: w.word()}
			if old, err := store.Get[qda.Label](tx, l.ID); err == nil {
				old.Text = l.Text
				return store.Save(tx, old)
			}
			return store.Put(tx, l)
		case "reword":
			if w.still {
				return nil
			}
			start := rapid.IntRange(0, 60).Draw(rt, "from")
			return reword(tx, doc, w.coder.ID, textpos.Edits{{Start: start, End: start + rapid.IntRange(0, 3).Draw(rt, "gone"), Text: w.word()}})
		case "cite":
			start := 5 * rapid.IntRange(0, 2).Draw(rt, "cited")
			s := qda.Span{Start: start, End: start + 5}
			return store.Put(tx, qda.Citation{ID: tx.NewID(), OwnerID: w.f.held.ID, Owner: "attribute_value", Passage: qda.Passage{DocumentID: doc.ID, TextHash: doc.TextHash, Span: s, Quote: text.Slice(s)},
				Role: rapid.SampledFrom([]string{"supports", "contradicts"}).Draw(rt, "role"), CoderID: w.coder.ID, CreatedAt: tx.Now()})
		case "uncite", "role":
			cited, err := store.List[qda.Citation](tx, store.Eq{})
			if err != nil {
				return err
			}
			c, ok := pick(rt, cited, "citation")
			switch {
			case !ok:
			case what == "uncite":
				return store.Delete[qda.Citation](tx, c.ID)
			default:
				c.Role = rapid.SampledFrom([]string{"supports", "qualifies", "contradicts"}).Draw(rt, "role")
				return store.Save(tx, c)
			}
		case "link":
			return store.Put(tx, qda.CaseSpan{ID: tx.NewID(), CaseID: w.f.held.OwnerID, DocumentID: doc.ID, Whole: true, Span: qda.Span{End: body.Runes}})
		case "unlink":
			linked, err := store.List[qda.CaseSpan](tx, store.Eq{})
			if err != nil {
				return err
			}
			if s, ok := pick(rt, linked, "link"); ok {
				return store.Delete[qda.CaseSpan](tx, s.ID)
			}
		case "relate":
			r := qda.Relation{ID: tx.NewID(), FromID: w.f.actors[0].ID, ToID: w.f.actors[1].ID, CaseID: w.f.held.OwnerID, CoderID: w.coder.ID, At: tx.Now()}
			if err := store.Put(tx, r); err != nil {
				return err
			}
			return store.Put(tx, qda.Qualifier{ID: qda.NaturalID("qualifier", r.ID, w.f.facet.ID, w.f.facetValue.ID), OwnerID: r.ID, Owner: "relation", FacetID: w.f.facet.ID, ValueID: w.f.facetValue.ID})
		case "part":
			related, err := store.List[qda.Relation](tx, store.Eq{})
			if err != nil {
				return err
			}
			if r, ok := pick(rt, related, "relation"); ok {
				return store.Delete[qda.Relation](tx, r.ID)
			}
		case "column":
			d := qda.Dimension{ID: tx.NewID(), SynthesisID: w.f.synthesis.ID, Kind: "question", Title: w.word(), Pos: "1"}
			if err := store.Put(tx, d); err != nil {
				return err
			}
			return store.Put(tx, qda.Label{ID: qda.NaturalID("label", d.ID, qda.Key("name"), qda.Key("fr")), OwnerID: d.ID, Owner: "dimension", Field: "name", Lang: "fr", Text: w.word()})
		case "say", "drop column":
			columns, err := store.List[qda.Dimension](tx, store.Eq{})
			if err != nil {
				return err
			}
			d, ok := pick(rt, columns, "column")
			switch {
			case !ok:
				return nil
			case what == "drop column":
				return store.Delete[qda.Dimension](tx, d.ID)
			}
			c := qda.Cell{ID: tx.NewID(), DimensionID: d.ID, CaseID: w.f.held.OwnerID, Statement: w.word(), Status: "draft", CoderID: w.coder.ID, At: tx.Now()}
			if err := store.Put(tx, c); err != nil {
				return err
			}
			start := 5 * rapid.IntRange(0, 2).Draw(rt, "cited")
			s := qda.Span{Start: start, End: start + 5}
			cited := qda.Citation{ID: tx.NewID(), OwnerID: c.ID, Owner: "cell", Passage: qda.Passage{DocumentID: doc.ID, TextHash: doc.TextHash, Span: s, Quote: text.Slice(s)}, Role: "supports", CoderID: w.coder.ID, CreatedAt: tx.Now()}
			if err := store.Put(tx, cited); err != nil {
				return err
			}
			return store.Put(tx, qda.Translation{ID: qda.NaturalID("translation", cited.ID, qda.Key("fr")), OwnerID: cited.ID, Owner: "citation", Lang: "fr", Text: w.word()})
		case "document":
			doc.Title = w.word()
			return store.Save(tx, doc)
		case "decide":
			open, err := store.List[qda.MergeConflict](tx, store.Eq{"state": "open"})
			if err != nil {
				return err
			}
			if c, ok := pick(rt, open, "conflict"); ok {
				return decideOn(tx, c, rapid.SampledFrom([]string{"ours", "theirs", "edited"}).Draw(rt, "choice"), w.word())
			}
		}
		return nil
	})
}

// decideOn decides a conflict as a person does. Where no text can be written, nothing is.
func decideOn(tx *store.Tx, c qda.MergeConflict, choice, text string) error {
	var err error
	switch {
	case choice == "theirs" && c.Field == "":
		err = tx.RemoveRecord(c.Target, c.TargetID)
	case choice == "theirs":
		err = tx.SetField(c.Target, c.TargetID, c.Field, c.Theirs)
	case choice == "edited" && !slices.Contains([]string{"name", "definition", "body", "title", "text"}, c.Field):
		return nil
	case choice == "edited":
		err = tx.SetField(c.Target, c.TargetID, c.Field, text)
	}
	if err != nil {
		return err
	}
	return tx.Decide(c, choice)
}

// errApart is a merge that was refused because of texts.
var errApart = errors.New("texts apart")

// meets merges, unless the two hold texts that cannot be brought together: that must
// leave everything as it was.
func meets(t testing.TB, into *store.Store, by qda.ID, from *store.Store) (store.MergeReport, error) {
	before := digest(t, into)
	r, err := into.Merge(ctx, by, from, false, nil)
	if err == nil {
		return r, nil
	}
	if e := qda.AsError(err); e.Code != "merge.texts" {
		t.Fatalf("merge: %v", err)
	}
	equalDigests(t, "a refused merge", before, digest(t, into))
	return r, errApart
}

// trial lets the helpers of this package speak to the case that is being tried, so
// that one that fails is made smaller, and its seed printed.
type trial struct {
	testing.TB
	rt *rapid.T
}

func (c trial) Helper()                           {}
func (c trial) Cleanup(fn func())                 { c.rt.Cleanup(fn) }
func (c trial) Error(args ...any)                 { c.rt.Error(args...) }
func (c trial) Errorf(format string, args ...any) { c.rt.Errorf(format, args...) }
func (c trial) Fatal(args ...any)                 { c.rt.Fatal(args...) }
func (c trial) Fatalf(format string, args ...any) { c.rt.Fatalf(format, args...) }
func (c trial) Log(args ...any)                   { c.rt.Log(args...) }
func (c trial) Logf(format string, args ...any)   { c.rt.Logf(format, args...) }
func (c trial) Fail()                             { c.rt.Fail() }
func (c trial) FailNow()                          { c.rt.FailNow() }
func (c trial) Failed() bool                      { return c.rt.Failed() }
func (c trial) TempDir() string                   { return qdatest.FastDir(c) }

// TestMergeLaws lets three people work apart on copies of one project, sometimes
// meeting on the way, and then brings the three together in every order. One of them
// edits the text, or all do; texts edited apart may be refused, as a whole.
func TestMergeLaws(t *testing.T) {
	f, third := threePeople(t)
	rapid.Check(t, func(rt *rapid.T) { mergeLaws(trial{t, rt}, rt, f, third, everything, 60) })
}

// threePeople gives a project of three people, and sees to it that laws are tried quickly.
func threePeople(t *testing.T) (*fixture, qda.Coder) {
	t.Helper()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue { // seconds, unless somebody asks for more
		if err := f.Value.Set("30"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Value.Set(f.DefValue) })
	}
	f := newFixture(t, filepath.Join(qdatest.FastDir(t), "base.articula"), options(t))
	third := qda.Coder{Name: "Coder C"}
	if _, err := f.Update(ctx, f.ana.ID, "test.join", func(tx *store.Tx) error {
		k, a := qda.Case{ID: tx.NewID(), Name: "North", Pos: "1"}, qda.Attribute{ID: tx.NewID(), Name: "region", Scope: qda.OnCase, Type: qda.TextValue, Pos: "1"}
		third.ID, f.held = tx.NewID(), qda.AttributeValue{ID: tx.NewID(), AttributeID: a.ID, OwnerID: k.ID, Value: "coast", Status: "held", CoderID: f.ana.ID, At: tx.Now()}
		f.actors = [2]qda.Actor{{ID: tx.NewID(), Name: "Ministry"}, {ID: tx.NewID(), Name: "Town"}}
		f.synthesis = qda.Synthesis{ID: tx.NewID(), Title: "Comparison"}
		for _, put := range []func() error{
			func() error { return store.Put(tx, third) },
			func() error { return store.Put(tx, k) },
			func() error { return store.Put(tx, a) },
			func() error { return store.Put(tx, f.held) },
			func() error { return store.Put(tx, f.actors[0]) },
			func() error { return store.Put(tx, f.actors[1]) },
			func() error { return store.Put(tx, f.synthesis) },
		} {
			if err := put(); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.code(t, f.ana, f.codes[1], 0, 5)
	return f, third
}

func mergeLaws(t testing.TB, rt *rapid.T, f *fixture, third qda.Coder, does []string, most int) {
	people := []*scribe{
		{f: f, s: copyOf(t, f.Store, 11), coder: f.ana}, {f: f, s: copyOf(t, f.Store, 12), coder: f.ben}, {f: f, s: copyOf(t, f.Store, 13), coder: third},
	}
	for _, p := range people {
		p.does = does
	}
	// Texts that two edited apart are mostly refused: then nothing else is tried.
	if editor := rapid.IntRange(0, 5).Draw(rt, "who edits"); editor < len(people) {
		for i, p := range people {
			p.still = i != editor
		}
	}
	met := false
	for range rapid.IntRange(1, most).Draw(rt, "steps") {
		i := rapid.IntRange(0, 2).Draw(rt, "who")
		if rapid.IntRange(0, 11).Draw(rt, "meet") == 0 {
			meets(t, people[i].s, people[i].coder.ID, people[(i+1)%3].s)
			met = true
			continue
		}
		people[i].act(rt, t)
	}
	for i, p := range people { // who did nothing has afterwards what the other has
		idle := copyOf(t, f.Store, byte(15+i))
		r, err := meets(t, idle, p.coder.ID, p.s)
		if err != nil {
			continue
		}
		sound(t, idle)
		hers := copyOf(t, p.s, byte(18+i)) // what she did since may have answered a question, which a merge notices
		if _, err := meets(t, hers, p.coder.ID, idle); err != nil {
			continue
		}
		equalDigests(t, "who did nothing differs from whom she met", withoutCoders(digest(t, hers)), withoutCoders(digest(t, idle)))
		if !met && len(r.Unplaced) > 0 {
			t.Fatalf("could not be placed by who did nothing: %+v", r.Unplaced)
		}
	}
	takesBack := rapid.IntRange(0, 5).Draw(rt, "order that is taken back")
	seed := byte(20)
	var first string
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		seed++
		s := copyOf(t, people[order[0]].s, seed)
		me := people[order[0]].coder.ID
		before := digest(t, s)
		head := headOf(t, s)
		for _, i := range order[1:] {
			if _, err := meets(t, s, me, people[i].s); err != nil {
				return
			}
		}
		sound(t, s)
		got := digest(t, s)
		if first == "" {
			first = got
		}
		equalDigests(t, fmt.Sprintf("order %v differs", order), first, got)
		if r := merge(t, s, me, people[order[1]].s); r.Ops != 0 || r.Op.Seq != 0 {
			t.Fatalf("merging twice did something: %+v", r)
		}
		equalDigests(t, "merging twice changed something", got, digest(t, s))
		// all of it can be taken back
		if int(seed)-21 != takesBack {
			continue
		}
		for {
			ops, _, err := s.Stacks(ctx, me)
			if err != nil {
				t.Fatal(err)
			}
			if len(ops) == 0 || ops[len(ops)-1].Seq <= head {
				break
			}
			if _, _, err := s.Undo(ctx, me); err != nil {
				t.Fatalf("undoing the merges: %v", err)
			}
		}
		sound(t, s)
		equalDigests(t, "undoing the merges does not give what was there", withoutCoders(before), withoutCoders(digest(t, s)))
	}
	// grouping does not matter either
	bc := copyOf(t, people[1].s, 31)
	if _, err := meets(t, bc, people[1].coder.ID, people[2].s); err != nil {
		return
	}
	a := copyOf(t, people[0].s, 32)
	merge(t, a, people[0].coder.ID, bc)
	sound(t, a)
	equalDigests(t, "A with (B with C) differs", first, digest(t, a))
	merge(t, bc, people[1].coder.ID, a)
	sound(t, bc)
	equalDigests(t, "and back", first, digest(t, bc))
}

func headOf(t testing.TB, s *store.Store) (seq int) {
	t.Helper()
	if err := s.View(ctx, qda.ID{}, func(tx *store.Tx) (err error) {
		seq, _, err = tx.Head()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return seq
}

func withoutCoders(digest string) string {
	lines := strings.Split(digest, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, `[{"create":"coder"`) }), "\n")
}
