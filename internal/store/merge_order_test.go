package store

import (
	"slices"
	"testing"

	"articula/internal/oplog"
	"articula/internal/qda"
)

// TestMovesThatDoNotCountAreToldInOneOrder reports circles that a merge cut.
func TestMovesThatDoNotCountAreToldInOneOrder(t *testing.T) {
	e, _ := oplog.EntityNamed("code")
	var first []MergeUnplaced
	for range 300 {
		m := &merger{tx: &Tx{rec: &oplog.Recorder{}}, report: &MergeReport{}, circles: map[record]bool{}, slow: map[record]bool{}}
		for n := range 9 {
			key := record{e, qda.ID{15: byte(n)}}
			m.circles[key], m.slow[key] = true, true
		}
		if err := m.reportCircles(); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = m.report.Unplaced
		}
		if len(first) != 9 || !slices.Equal(first, m.report.Unplaced) {
			t.Fatalf("%v and then %v", first, m.report.Unplaced)
		}
	}
}
