package engine

import (
	"slices"
	"testing"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// TestCodersOfOneNameStandInOneOrder lists the codings that came of several coders with
// the same name.
func TestCodersOfOneNameStandInOneOrder(t *testing.T) {
	counts := map[qda.ID]int{}
	for n := range 9 {
		counts[qda.ID{15: byte(n)}] = n
	}
	name := func(qda.ID) string { return "Coder" }
	first := codingsByCoder(counts, name)
	for range 300 {
		if again := codingsByCoder(counts, name); !slices.Equal(first, again) {
			t.Fatalf("%v and then %v", first, again)
		}
	}
}

// TestAnEventNamesDocumentsInOneOrder tells of one operation again and again.
func TestAnEventNamesDocumentsInOneOrder(t *testing.T) {
	e, _ := oplog.EntityNamed("document")
	var changes []oplog.Change
	for n := range 9 {
		changes = append(changes, oplog.Change{Entity: e, ID: qda.ID{15: byte(n)}, Verb: oplog.Update})
	}
	first := eventOf(oplog.Op{}, changes).Documents
	for range 300 {
		if again := eventOf(oplog.Op{}, changes).Documents; len(first) != 9 || !slices.Equal(first, again) {
			t.Fatalf("%v and then %v", first, again)
		}
	}
}
