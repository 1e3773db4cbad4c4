package store_test

import (
	"fmt"
	"os"
	"path/filepath"
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
	f      *fixture
	s      *store.Store
	coder  qda.Coder
	said   int
	still  bool // leaves the text as it is
	narrow bool // does only what [valuesOnly] says, and undoes it
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

// anything is what people do, and valuesOnly what two may both do to a thing of which there
// may be one: it happens seldom among the rest.
var (
	anything   = append([]string{"code", "code", "code", "resize", "remove", "weigh", "memo", "memo on code", "edit memo", "drop memo", "rename", "define", "move", "new code", "bin", "drop code", "facet", "label", "undo", "redo", "document", "reword"}, valuesOnly...)
	valuesOnly = []string{"cite", "uncite", "role", "link", "unlink", "hold", "hold", "hold", "status", "drop value", "level", "rename value", "code", "undo", "redo"}
)

// act does one random thing.
func (w *scribe) act(rt *rapid.T, t testing.TB) {
	all := anything
	if w.narrow {
		all = valuesOnly
	}
	what := rapid.SampledFrom(all).Draw(rt, "what")
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
				other := qda.NaturalID("qualifier", coding.ID, w.f.facet.ID, w.f.otherValue.ID)
				if _, err := store.Get[qda.Qualifier](tx, other); err == nil {
					if err := store.Delete[qda.Qualifier](tx, other); err != nil {
						return err
					}
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
			have, err := store.List[qda.AttributeValue](tx, store.Eq{})
			if err != nil {
				return err
			}
			v, ok := pick(rt, have, "cited for")
			if !ok {
				return nil
			}
			start := 5 * rapid.IntRange(0, 2).Draw(rt, "cited")
			s := qda.Span{Start: start, End: start + 5}
			return store.Put(tx, qda.Citation{ID: tx.NewID(), OwnerID: v.ID, Owner: "attribute_value", Passage: qda.Passage{DocumentID: doc.ID, TextHash: doc.TextHash, Span: s, Quote: text.Slice(s)},
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
		case "hold": // as the program does it: what was held stands beside
			v := qda.AttributeValue{ID: tx.NewID(), AttributeID: w.f.held.AttributeID, OwnerID: w.f.held.OwnerID, Status: "held", CoderID: w.coder.ID, At: tx.Now()}
			choices, err := store.List[qda.Choice](tx, store.Eq{})
			if err != nil {
				return err
			}
			choice, _ := pick(rt, choices, "value")
			v.Value = choice.Name
			have, err := store.List[qda.AttributeValue](tx, store.Eq{})
			if err != nil {
				return err
			}
			put := store.Put[qda.AttributeValue]
			for _, o := range have {
				switch {
				case o.Value == v.Value:
					v.ID, put = o.ID, store.Save[qda.AttributeValue]
				case o.Status == "held":
					o.Status = "contested"
					if err := store.Save(tx, o); err != nil {
						return err
					}
				}
			}
			return put(tx, v)
		case "rename value": // as the program does it: what uses it goes along
			choices, err := store.List[qda.Choice](tx, store.Eq{})
			if err != nil {
				return err
			}
			choice, _ := pick(rt, choices, "value")
			have, err := store.List[qda.AttributeValue](tx, store.Eq{"value": choice.Name})
			if err != nil {
				return err
			}
			choice.Name = w.word()
			for _, v := range have {
				v.Value = choice.Name
				if err := store.Save(tx, v); err != nil {
					return err
				}
			}
			return store.Save(tx, choice)
		case "status", "drop value":
			have, err := store.List[qda.AttributeValue](tx, store.Eq{})
			if err != nil {
				return err
			}
			v, ok := pick(rt, have, "value")
			switch {
			case !ok:
			case what == "drop value":
				return store.Delete[qda.AttributeValue](tx, v.ID)
			default:
				v.Status = rapid.SampledFrom([]string{"contested", "rejected"}).Draw(rt, "status")
				return store.Save(tx, v)
			}
		case "level":
			all, err := store.List[qda.Coding](tx, store.Eq{})
			if err != nil {
				return err
			}
			c, ok := pick(rt, all, "on")
			if !ok {
				return nil
			}
			value := rapid.SampledFrom([]qda.ID{w.f.facetValue.ID, w.f.otherValue.ID}).Draw(rt, "value")
			q := qda.Qualifier{ID: qda.NaturalID("qualifier", c.ID, w.f.facet.ID, value), OwnerID: c.ID, Owner: "coding", FacetID: w.f.facet.ID, ValueID: value}
			have, err := store.List[qda.Qualifier](tx, store.Eq{"owner_id": c.ID})
			if err != nil {
				return err
			}
			for _, o := range have {
				if o.ID == q.ID {
					return nil
				}
				if err := store.Delete[qda.Qualifier](tx, o.ID); err != nil {
					return err
				}
			}
			return store.Put(tx, q)
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
		case "document":
			doc.Title = w.word()
			return store.Save(tx, doc)
		}
		return nil
	})
}
