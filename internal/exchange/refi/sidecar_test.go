package refi

import (
	"encoding/binary"
	"reflect"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/oplog"
	"articula/internal/qda"
)

// TestWhatFallsAwayIsToldInOneOrder takes away records that hang on nothing, again and
// again: an account shows the first few names of a kind only.
func TestWhatFallsAwayIsToldInOneOrder(t *testing.T) {
	id := func(n int) (id qda.ID) {
		binary.BigEndian.PutUint64(id[8:], uint64(n))
		return id
	}
	e, _ := oplog.EntityNamed("facet_value")
	var first []bundle.Entry
	for range 300 {
		rows, have := map[owner]oplog.Row{}, map[owner]bool{}
		for n := 1; n < 20; n++ {
			rows[owner{e.Name, id(n)}] = e.RowOf(qda.FacetValue{ID: id(n), FacetID: id(100)})
			have[owner{e.Name, id(n)}] = true
		}
		d := &decoder{b: bundle.New("test")}
		d.dropDangling(rows, have)
		if len(rows) != 0 || len(have) != 0 {
			t.Fatalf("%d records stay", len(rows))
		}
		told := d.b.Account.Sorted()
		if first == nil {
			first = told
		}
		if !reflect.DeepEqual(first, told) {
			t.Fatalf("%v and then %v", first, told)
		}
	}
}
