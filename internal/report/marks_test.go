package report_test

import (
	"slices"
	"testing"

	"articula/internal/report"
	"pgregory.net/rapid"
)

func TestMarksAreLettersOfTheNames(t *testing.T) {
	for _, c := range [][2][]string{
		{{"central", "intermediate", "local"}, {"C", "I", "L"}},
		{{"formal", "formelle", "ferme"}, {"F", "O", "E"}},
		{{"a", "a", "", "écrit"}, {"A", "2", "3", "É"}},
	} {
		if got := report.Marks(c[0]); !slices.Equal(got, c[1]) {
			t.Errorf("%q: %q", c[0], got)
		}
	}
}

func TestNoTwoMarksAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		marks := report.Marks(rapid.SliceOf(rapid.StringMatching("[a-cé ]{0,3}")).Draw(t, "names"))
		slices.Sort(marks)
		if len(slices.Compact(slices.Clone(marks))) != len(marks) {
			t.Fatalf("%q", marks)
		}
	})
}
