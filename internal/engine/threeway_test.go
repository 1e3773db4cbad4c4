package engine

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPuttingTextsTogether(t *testing.T) {
	for _, c := range []struct {
		name, base, ours, theirs, want string
		ok                             bool
	}{
		{"each changed another line", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n", true},
		{"one added, one took away", "a\nb\nc\n", "a\nb\nc\nd\n", "b\nc\n", "b\nc\nd\n", true},
		{"both changed one line alike", "a\nb\nc\n", "a\nx\nc\nmore\n", "a\nx\nc\n", "a\nx\nc\nmore\n", true},
		{"both changed one line", "a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n", "", false},
		{"neighbouring lines are one place", "a\nb\n", "A\nb\n", "a\nB\n", "", false},
		{"without a common text", "", "x", "y", "", false},
		{"the last line without its end", "a\nb", "a\nb\nc", "A\nb", "", false},
	} {
		got, ok := putTogether(c.base, c.ours, c.theirs)
		if got != c.want || ok != c.ok {
			t.Errorf("%s: %q %v, want %q %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

// What one side alone changed is in what is put together, whichever side it was.
func TestPuttingTogetherIsTheSameFromBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]string{"a\n", "b\n", "c\n", "d\n", "\n"})
		text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(line, 0, 8).Draw(t, "lines"), "") })
		base, ours, theirs := text.Draw(t, "base"), text.Draw(t, "ours"), text.Draw(t, "theirs")
		one, ok := putTogether(base, ours, theirs)
		other, okToo := putTogether(base, theirs, ours)
		if one != other || ok != okToo {
			t.Fatalf("%q %v and %q %v", one, ok, other, okToo)
		}
	})
}
