package query_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/query"
)

var update = flag.Bool("update", false, "write testdata/clauses.json")

// clauseVector is a condition in its canonical form and its lines, by which the front
// end's reading of lines is held against this package's.
type clauseVector struct {
	Where   string         `json:"where"`
	Clauses []query.Clause `json:"clauses"`
}

// TestClauseVectors keeps the vectors that the tests of the front end read.
func TestClauseVectors(t *testing.T) {
	const file = "testdata/clauses.json"
	if *update {
		var made []clauseVector
		some := rapid.Custom(func(t *rapid.T) *query.Cond { return someCond(t, 3) })
		for seed := range 120 {
			w := &query.Where{Root: some.Example(seed)}
			if again, err := query.ParseWhere(w.String()); err == nil && !twiceNot(again.Root) {
				made = append(made, clauseVector{again.String(), again.Clauses()})
			}
		}
		out, err := json.MarshalIndent(made, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(out, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []clauseVector
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors) < 50 {
		t.Fatalf("%d vectors, %v", len(vectors), err)
	}
	for _, v := range vectors {
		w, err := query.ParseWhere(v.Where)
		if err != nil {
			t.Fatalf("%s: %v", v.Where, err)
		}
		got, err := json.Marshal(w.Clauses())
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(v.Clauses)
		if err != nil {
			t.Fatal(err)
		}
		if w.String() != v.Where || !bytes.Equal(got, want) {
			t.Errorf("%s\nprints %s\nhas %s\nwant %s", v.Where, w, got, want)
		}
	}
}

// TestFirstGroupIsSaid: a group that comes first is a group all the same.
func TestFirstGroupIsSaid(t *testing.T) {
	w, err := query.ParseWhere("(code:a OR code:b) AND code:c")
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, c := range w.Clauses() {
		got += fmt.Sprintf("%d%s%t ", c.Depth, c.Join, c.Group)
	}
	if want := "0true 1false 1orfalse 0andfalse "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// twiceNot tells conditions whose lines leave something out: not not x is x.
func twiceNot(c *query.Cond) bool {
	if c.Op == query.CondNot && c.Conds[0].Op == query.CondNot {
		return true
	}
	for _, k := range c.Conds {
		if twiceNot(k) {
			return true
		}
	}
	return false
}
