package engine

import (
	"crypto/rand"
	"maps"
	"slices"
	"testing"
	"time"

	"articula/internal/qda"
)

// Letters belong to people and not to places in a list, and A is not always who came first.
func TestMasksDoNotFollowTheOrderOfJoining(t *testing.T) {
	firsts := map[string]bool{}
	for range 40 {
		project := qda.NewID(time.Now(), rand.Reader)
		var coders []qda.Coder
		for range 30 {
			coders = append(coders, qda.Coder{ID: qda.NewID(time.Now(), rand.Reader)})
		}
		masks := masksOf(project, coders)
		firsts[masks[coders[0].ID]] = true
		names := slices.Sorted(maps.Values(masks))
		if len(slices.Compact(names)) != 30 || !slices.Contains(names, "Z") || !slices.Contains(names, "AD") {
			t.Fatal(names)
		}
		slices.Reverse(coders)
		if !maps.Equal(masks, masksOf(project, coders)) {
			t.Error("another order of the same people gives other letters")
		}
	}
	if len(firsts) < 10 {
		t.Errorf("the first to join is nearly always %v", firsts)
	}
}
