package cli

import (
	"slices"
	"testing"
)

// TestValuesChangePlaces renames values to names that others of the list give up in the
// same command: each old name is the one that stood there before.
func TestValuesChangePlaces(t *testing.T) {
	for _, c := range []struct {
		rename map[string]string
		want   []string
	}{
		{map[string]string{"low": "high", "high": "low"}, []string{"high", "low", "none"}},
		{map[string]string{"low": "high", "high": "highest"}, []string{"high", "highest", "none"}},
	} {
		for range 300 {
			list, err := change(&edited{Rename: c.rename}, []string{"low", "high", "none"}, "level", func(s *string) *string { return s }, func(n string) string { return n })
			if err != nil || !slices.Equal(list, c.want) {
				t.Fatalf("%v gives %q, %v; want %q", c.rename, list, err, c.want)
			}
		}
	}
}

// TestTheSameUnknownValueIsNamed wants one sentence for one command that names several
// values which are not there.
func TestTheSameUnknownValueIsNamed(t *testing.T) {
	first := ""
	for range 300 {
		_, err := change(&edited{Rename: map[string]string{"c": "x", "d": "y"}}, []string{"a"}, "level", func(s *string) *string { return s }, func(n string) string { return n })
		if first == "" {
			first = err.Error()
		}
		if err.Error() != first {
			t.Fatalf("%q and then %q", first, err)
		}
	}
}
