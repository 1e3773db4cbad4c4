package foreign

import (
	"context"
	"iter"
	"testing"
)

// noTables is a database without tables.
type noTables struct{}

func (noTables) Tables() []string { return nil }

func (noTables) Count(context.Context, string) (int, error) { return 0, nil }

func (noTables) Columns(string) []string { return nil }

func (noTables) Rows(context.Context, string) iter.Seq2[map[string]any, error] {
	return func(func(map[string]any, error) bool) {}
}

// TestAFileIsRefusedInTheSameWords wants the same missing table to be named each time.
func TestAFileIsRefusedInTheSameWords(t *testing.T) {
	for name, read := range map[string]func() error{
		"qualcoder": func() error { _, err := QualCoder(t.Context(), noTables{}, "x", nil); return err },
		"rqda":      func() error { _, err := RQDA(t.Context(), noTables{}, "x"); return err },
		"taguette":  func() error { _, err := Taguette(t.Context(), noTables{}, "x", TaguetteOptions{}); return err },
	} {
		first := read()
		for range 300 {
			if err := read(); err == nil || err.Error() != first.Error() {
				t.Errorf("%s: %v and then %v", name, first, err)
				break
			}
		}
	}
}
