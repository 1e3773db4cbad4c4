package codebook_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/codebook"
	"articula/internal/qda"
)

func id(n int) qda.ID { return qda.ID{0: 1, 15: byte(n)} }

// tree is coordination(1) > informal(2), formal(3); resistance(4) > informal(5); binned(6) > below(7)
func tree() *codebook.Tree {
	return codebook.Build([]qda.Code{
		{ID: id(3), ParentID: id(1), Name: "formal", Pos: "2"},
		{ID: id(1), Name: "Coordinación", Pos: "1", Color: "#112233"},
		{ID: id(2), ParentID: id(1), Name: "informal", Pos: "1"},
		{ID: id(4), Name: "resistance", Pos: "2", Definition: "d"},
		{ID: id(5), ParentID: id(4), Name: "informal", Pos: "1", Definition: "d"},
		{ID: id(6), Name: "binned", Pos: "3", DeletedAt: "2026"},
		{ID: id(7), ParentID: id(6), Name: "below", Pos: "1"},
	})
}

func paths(nodes []*codebook.Node) string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.Path())
	}
	return strings.Join(out, ", ")
}

func TestFind(t *testing.T) {
	for ref, want := range map[string]string{
		"Coordinación/informal":    "Coordinación/informal",
		"coordinacion > INFORMAL":  "Coordinación/informal",
		"coordinacion › informal ": "Coordinación/informal",
		"informal":                 "Coordinación/informal, resistance/informal",
		"formal":                   "Coordinación/formal",
		"COORDINACION":             "Coordinación",
		"below":                    "",
		"nothing":                  "",
		"":                         "",
	} {
		if got := paths(tree().Find(ref)); got != want {
			t.Errorf("Find(%q) = %q, want %q", ref, got, want)
		}
	}
}

func TestTreeOrderBinAndWithin(t *testing.T) {
	tr := tree()
	var all, standing []*codebook.Node
	for n := range tr.Walk {
		all = append(all, n)
	}
	for n := range tr.Standing {
		standing = append(standing, n)
	}
	if got, want := paths(all), "Coordinación, Coordinación/informal, Coordinación/formal, resistance, resistance/informal, binned, binned/below"; got != want {
		t.Errorf("all: %s", got)
	}
	if len(standing) != 5 || !tr.Node(id(7)).Binned {
		t.Errorf("standing: %s", paths(standing))
	}
	if got := tr.Within(id(1)); !slices.Equal(got, []qda.ID{id(1), id(2), id(3)}) {
		t.Errorf("within: %v", got)
	}
	if got := tr.Within(id(6)); len(got) != 2 {
		t.Errorf("within the bin: %v", got)
	}
	if !tr.Under(id(2), id(1)) || tr.Under(id(1), id(2)) || !tr.Under(id(1), id(1)) {
		t.Error("under")
	}
	if tr.Node(id(2)).Hue() != "#112233" || tr.Node(id(5)).Hue() != "" || tr.Node(id(7)).Depth() != 1 {
		t.Error("hue or depth")
	}
}

func TestCyclesAndOrphansBecomeRoots(t *testing.T) {
	tr := codebook.Build([]qda.Code{
		{ID: id(1), ParentID: id(2), Name: "a"}, {ID: id(2), ParentID: id(3), Name: "b"}, {ID: id(3), ParentID: id(1), Name: "c"},
		{ID: id(4), ParentID: id(99), Name: "orphan"},
	})
	n := 0
	for range tr.Walk {
		n++
	}
	if n != 4 {
		t.Errorf("%d of 4 codes are reachable", n)
	}
}

func TestPathsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringMatching(`[a-zA-Zñé/>›\\. ]{1,8}`), 1, 4).Draw(t, "names")
		for i := range names {
			names[i] = strings.TrimSpace(names[i])
		}
		if got := codebook.SplitPath(codebook.JoinPath(names)); !slices.Equal(got, names) {
			t.Fatalf("%q became %q", names, got)
		}
	})
}

func TestColorsDiffer(t *testing.T) {
	seen := map[string]int{}
	for i := range 200 {
		c := codebook.Color(i)
		if j, ok := seen[c]; ok {
			t.Errorf("%d and %d are both %s", i, j, c)
		}
		seen[c] = i
		var r, g, b int
		if n, err := fmt.Sscanf(c, "#%02x%02x%02x", &r, &g, &b); n != 3 || err != nil {
			t.Fatalf("%s: %v", c, err)
		}
	}
}

func TestLint(t *testing.T) {
	got := map[string]int{}
	for _, f := range tree().Lint() {
		got[f.Kind]++
	}
	if got["similar_name"] != 1 || got["no_definition"] != 3 || got["same_name"] != 0 {
		t.Errorf("%v", got)
	}
}
