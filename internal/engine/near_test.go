package engine

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	names := []string{"Coordination mechanisms", "Coordination mechanisms/Agreements", "Coordination mechanisms/Información", "Staff, services", "Synergies"}
	for ref, want := range map[string]string{
		"agrements":     "Coordination mechanisms/Agreements",
		"Agreemnets":    "Coordination mechanisms/Agreements",
		"INFORMACION":   "Coordination mechanisms/Información",
		"coordination":  "Coordination mechanisms|Coordination mechanisms/Agreements|Coordination mechanisms/Información",
		"services":      "Staff, services",
		"xyz":           "",
		"":              "",
		"the synergies": "Synergies",
	} {
		if got := strings.Join(nearest(ref, names), "|"); got != want {
			t.Errorf("%q: %q, want %q", ref, got, want)
		}
	}
}

// slowEdits is the definition, without a table.
func slowEdits(a, b []rune) int {
	switch {
	case len(a) == 0:
		return len(b)
	case len(b) == 0:
		return len(a)
	}
	x, y := a[len(a)-1], b[len(b)-1]
	cost := 1
	if x == y {
		cost = 0
	}
	best := min(slowEdits(a[:len(a)-1], b)+1, slowEdits(a, b[:len(b)-1])+1, slowEdits(a[:len(a)-1], b[:len(b)-1])+cost)
	if len(a) > 1 && len(b) > 1 && x == b[len(b)-2] && y == a[len(a)-2] {
		best = min(best, slowEdits(a[:len(a)-2], b[:len(b)-2])+1)
	}
	return best
}

func TestEditsIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SliceOfN(rapid.RuneFrom([]rune("abé")), 0, 6)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := edits(a, b), slowEdits(a, b); got != want {
			t.Fatalf("%q %q: %d, want %d", string(a), string(b), got, want)
		}
	})
}
