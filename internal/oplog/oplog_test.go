package oplog_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"articula/internal/oplog"
	"articula/internal/qda"
)

func id(n int) qda.ID { return qda.ID{15: byte(n + 1), 0: 1} }

var strs = rapid.SampledFrom([]string{"", "a", "coordinación", "line\nend\t\"quoted\" \\ \x01", "😀👩‍👩‍👧", "\u2028", "=1+1"})

func drawEntity(t *rapid.T) *oplog.Entity {
	all := oplog.Entities()
	return all[rapid.IntRange(0, len(all)-1).Draw(t, "entity")]
}

// drawRow makes a record of any kind with random fields.
func drawRow(t *rapid.T, e *oplog.Entity, key qda.ID) oplog.Row {
	row := make(oplog.Row, len(e.Columns))
	row[0].Str = string(key[:])
	for i := 1; i < len(row); i++ {
		row[i] = drawValue(t, e.Columns[i].Type)
	}
	return row
}

func drawValue(t *rapid.T, typ oplog.Type) oplog.Value {
	switch typ {
	case oplog.IntType:
		return oplog.Value{Int: rapid.Int64Range(-3, 1<<40).Draw(t, "int")}
	case oplog.BoolType:
		return oplog.Value{Int: rapid.Int64Range(0, 1).Draw(t, "bool")}
	case oplog.IDType:
		if rapid.Bool().Draw(t, "none") {
			return oplog.Value{}
		}
		v := id(rapid.IntRange(0, 9).Draw(t, "id"))
		return oplog.Value{Str: string(v[:])}
	case oplog.HashType:
		if rapid.Bool().Draw(t, "none") {
			return oplog.Value{}
		}
		h := qda.HashOf([]byte{rapid.Byte().Draw(t, "hash")})
		return oplog.Value{Str: string(h[:])}
	}
	return oplog.Value{Str: strs.Draw(t, "text")}
}

// drawChange makes a change that fits the state.
func drawChange(t *rapid.T, s oplog.State) oplog.Change {
	e := drawEntity(t)
	key := id(rapid.IntRange(0, 4).Draw(t, "key"))
	row, exists := s[e][key]
	if !exists {
		return oplog.CreateOf(e, drawRow(t, e, key))
	}
	if rapid.Bool().Draw(t, "delete") {
		return oplog.DeleteOf(e, row)
	}
	after := slices.Clone(row)
	i := rapid.IntRange(1, len(row)-1).Draw(t, "column")
	after[i] = drawValue(t, e.Columns[i].Type)
	c, differs := oplog.UpdateOf(e, row, after)
	if !differs {
		return oplog.DeleteOf(e, row)
	}
	return c
}

func clone(s oplog.State) oplog.State {
	out := oplog.State{}
	for e, rows := range s {
		for k, row := range rows {
			if out[e] == nil {
				out[e] = map[qda.ID]oplog.Row{}
			}
			out[e][k] = slices.Clone(row)
		}
	}
	return out
}

// flat makes states comparable: entities without records do not count.
func flat(s oplog.State) map[string]string {
	out := map[string]string{}
	for e, rows := range s {
		for k, row := range rows {
			out[e.Name+k.String()] = fmt.Sprintf("%#v", row)
		}
	}
	return out
}

func sumOf(s oplog.State) (sum oplog.Sum) {
	for e, rows := range s {
		for _, row := range rows {
			sum.Row(e, row)
		}
	}
	return sum
}

func draw(t *rapid.T, s oplog.State, n int) []oplog.Change {
	var out []oplog.Change
	for range n {
		c := drawChange(t, s)
		if err := s.Apply([]oplog.Change{c}); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// TestFoldedInvertedAndEncodedChangesMeanTheSame drives random changes and holds
// every way of carrying them against applying them one by one.
func TestFoldedInvertedAndEncodedChangesMeanTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := oplog.State{}
		draw(t, before, 12)
		after := clone(before)
		changes := draw(t, after, 25)

		var rec oplog.Recorder
		var sum oplog.Sum
		for _, c := range changes {
			rec.Add(c)
			sum.Add([]oplog.Change{c})
		}
		folded := rec.Changes()
		seen := map[string]bool{}
		for _, c := range folded {
			k := c.Entity.Name + c.ID.String()
			if seen[k] {
				t.Fatalf("%s is touched twice in the folded list", k)
			}
			seen[k] = true
		}

		payload := oplog.Encode(folded)
		decoded, err := oplog.Decode(payload)
		if err != nil {
			t.Fatalf("decode: %v\n%s", err, payload)
		}
		if again := oplog.Encode(decoded); !bytes.Equal(payload, again) {
			t.Fatalf("encoding is not stable:\n%s\n%s", payload, again)
		}

		viaLog := clone(before)
		if err := viaLog.Apply(decoded); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(flat(after), flat(viaLog)); d != "" {
			t.Fatalf("folded and decoded changes differ:\n%s", d)
		}
		if err := viaLog.Apply(oplog.Invert(decoded)); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(flat(before), flat(viaLog)); d != "" {
			t.Fatalf("undo leaves residue:\n%s", d)
		}

		want, got := sumOf(after), sumOf(before)
		got.Add(folded)
		if !got.Equal(want) {
			t.Fatal("the sum of the log is not the sum of the records")
		}
		if len(folded) > 0 && sumOf(before).Equal(want) {
			t.Fatal("the sum did not see the changes")
		}
	})
}

func TestSumSeesASwappedValue(t *testing.T) {
	e, _ := oplog.EntityNamed("code")
	row := func(name, definition string) (s oplog.Sum) {
		s.Row(e, e.RowOf(qda.Code{ID: id(1), Name: name, Definition: definition}))
		return s
	}
	if row("a", "b").Equal(row("b", "a")) {
		t.Error("two fields may trade their values unseen")
	}
}

func TestApplyRefusesWhatDoesNotFit(t *testing.T) {
	e, _ := oplog.EntityNamed("code")
	a := e.RowOf(qda.Code{ID: id(1), Name: "a"})
	b := e.RowOf(qda.Code{ID: id(1), Name: "b"})
	c := e.RowOf(qda.Code{ID: id(1), Name: "c"})
	ab, _ := oplog.UpdateOf(e, a, b)
	for name, changes := range map[string][]oplog.Change{
		"created twice":         {oplog.CreateOf(e, a), oplog.CreateOf(e, b)},
		"does not exist":        {ab},
		"deleted but":           {oplog.DeleteOf(e, a)},
		"was not what":          {oplog.CreateOf(e, c), ab},
		"deleted with another":  {oplog.CreateOf(e, c), oplog.DeleteOf(e, a)},
		"changed but does not ": {oplog.CreateOf(e, a), oplog.DeleteOf(e, a), ab},
	} {
		err := oplog.State{}.Apply(changes)
		if err == nil || !strings.Contains(err.Error(), strings.TrimSpace(name)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRowsAndRecordsAreTheSame(t *testing.T) {
	link := qda.Link{
		ID: id(1), Kind: qda.Supports, CoderID: id(2),
		From: qda.Passage{DocumentID: id(3), Span: qda.Span{Start: 1, End: 4}, Quote: "abc"},
		To:   qda.Passage{DocumentID: id(4), TextHash: qda.HashOf([]byte("x")), Span: qda.Span{Start: 9, End: 12}, Quote: "déf"},
	}
	e := oplog.EntityOf(link)
	if got := e.RecordOf(e.RowOf(link)); got != link {
		t.Errorf("got %+v, want %+v", got, link)
	}
	if _, ok := e.Column("from_start_pos"); !ok {
		t.Error("an embedded passage has no column from_start_pos")
	}
	rapid.Check(t, func(t *rapid.T) {
		e := drawEntity(t)
		row := drawRow(t, e, id(1))
		if got := e.RowOf(e.RecordOf(row)); !slices.Equal(got, row) {
			t.Fatalf("%s: got %#v, want %#v", e.Name, got, row)
		}
	})
}

// TestReferencesNameKindsThatExist keeps the ref tags of the records true.
func TestReferencesNameKindsThatExist(t *testing.T) {
	order := map[string]int{}
	for i, e := range oplog.Entities() {
		order[e.Name] = i
	}
	refs := 0
	for _, e := range oplog.Entities() {
		for _, c := range e.Columns {
			for _, target := range c.Refs {
				refs++
				if _, ok := order[target]; !ok {
					t.Errorf("%s.%s points at unknown %s", e.Name, c.Name, target)
				}
			}
			if c.RefBy != "" {
				refs++
				if i, ok := e.Column(c.RefBy); !ok || e.Columns[i].Type != oplog.TextType {
					t.Errorf("%s.%s is told by %s, which is no text field", e.Name, c.Name, c.RefBy)
				}
			}
			if len(c.Refs) > 0 && c.Type != oplog.IDType {
				t.Errorf("%s.%s points at a record but is no identity", e.Name, c.Name)
			}
		}
	}
	if refs < 50 {
		t.Errorf("only %d references", refs)
	}
}

// TestStacksEqualASlowModel plays random actions, undos and redos of one coder
// and compares with two plain lists.
func TestStacksEqualASlowModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ops []oplog.Op
		var done, undone []int // numbers of the user's actions
		action := map[int]int{}
		for n := 1; n <= rapid.IntRange(0, 40).Draw(t, "length"); n++ {
			op := oplog.Op{Seq: n, Ref: oplog.Ref{Session: id(1), N: n}, Kind: "coding.add"}
			undo, redo := oplog.Stacks(ops)
			switch k := rapid.IntRange(0, 3).Draw(t, "what"); {
			case k == 1 && len(done) > 0:
				op.Kind, op.Undoes = oplog.KindUndo, undo[len(undo)-1].Ref
				last := done[len(done)-1]
				if action[undo[len(undo)-1].Ref.N] != last {
					t.Fatalf("undo would take back %d, want %d", action[undo[len(undo)-1].Ref.N], last)
				}
				done, undone = done[:len(done)-1], append(undone, last)
				action[n] = last
			case k == 2 && len(undone) > 0:
				op.Kind, op.Undoes = oplog.KindRedo, redo[len(redo)-1].Ref
				last := undone[len(undone)-1]
				if action[redo[len(redo)-1].Ref.N] != last {
					t.Fatalf("redo would do %d, want %d", action[redo[len(redo)-1].Ref.N], last)
				}
				undone, done = undone[:len(undone)-1], append(done, last)
				action[n] = last
			case k == 3:
				op.Kind = oplog.KindJoin
			default:
				done, undone = append(done, n), nil
				action[n] = n
			}
			ops = append(ops, op)
			undo, redo = oplog.Stacks(ops)
			if len(undo) != len(done) || len(redo) != len(undone) {
				t.Fatalf("%d and %d on the stacks, want %d and %d", len(undo), len(redo), len(done), len(undone))
			}
		}
	})
}

func TestChainHashSeesEveryField(t *testing.T) {
	base := oplog.Op{Ref: oplog.Ref{Session: id(1), N: 2}, Lamport: 3, At: "t", Kind: "k", Undoes: oplog.Ref{Session: id(2), N: 4}}
	seen := map[qda.Hash]string{}
	add := func(name string, h qda.Hash) {
		if other, ok := seen[h]; ok {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[h] = name
	}
	add("base", oplog.ChainHash(qda.Hash{}, base, []byte("p")))
	add("prev", oplog.ChainHash(qda.Hash{1}, base, []byte("p")))
	add("payload", oplog.ChainHash(qda.Hash{}, base, []byte("q")))
	for name, alter := range map[string]func(*oplog.Op){
		"session": func(o *oplog.Op) { o.Ref.Session = id(9) },
		"n":       func(o *oplog.Op) { o.Ref.N++ },
		"lamport": func(o *oplog.Op) { o.Lamport++ },
		"at":      func(o *oplog.Op) { o.At = "tk"; o.Kind = "" },
		"kind":    func(o *oplog.Op) { o.Kind = "kk" },
		"undoes":  func(o *oplog.Op) { o.Undoes.N++ },
		"undoes2": func(o *oplog.Op) { o.Undoes.Session = id(3) },
	} {
		op := base
		alter(&op)
		add(name, oplog.ChainHash(qda.Hash{}, op, []byte("p")))
	}
}

func FuzzDecode(f *testing.F) {
	e, _ := oplog.EntityNamed("coding")
	f.Add(oplog.Encode([]oplog.Change{oplog.CreateOf(e, e.RowOf(qda.Coding{ID: id(1), Quote: "q\n", Span: qda.Span{Start: 1, End: 2}}))}))
	f.Add([]byte(`[{"update":"code","id":"01000000-0000-0000-0000-000000000001","set":{"name":["a","b"]}}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		changes, err := oplog.Decode(b)
		if err != nil {
			return
		}
		once := oplog.Encode(changes)
		again, err := oplog.Decode(once)
		if err != nil || !bytes.Equal(once, oplog.Encode(again)) {
			t.Fatalf("%s does not round-trip: %v", once, err)
		}
	})
}
