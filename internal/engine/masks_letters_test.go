package engine

import (
	"crypto/rand"
	"maps"
	"slices"
	"testing"
	"time"

	"articula/internal/qda"
	"articula/internal/qdatest"
)

// Letters belong to people and not to places in a list, and A is not always who came first.
func TestMasksDoNotFollowTheOrderOfJoining(t *testing.T) {
	firsts := map[string]bool{}
	at, random := qdatest.NewClock().Now, qdatest.NewRandom(1) // the same lots every time
	for range 40 {
		project := qda.NewID(at(), random)
		var coders []qda.Coder
		for range 30 {
			coders = append(coders, qda.Coder{ID: qda.NewID(at(), random)})
		}
		seats := map[qda.ID]int{}
		for i, c := range coders {
			seats[c.ID] = 1 + i/2 // two came together each time
		}
		masks := masksOf(project, coders, seats)
		firsts[masks[coders[0].ID]] = true
		names := slices.Sorted(maps.Values(masks))
		if len(slices.Compact(names)) != 30 || !slices.Contains(names, "Z") || !slices.Contains(names, "AB") {
			t.Fatal(names)
		}
		slices.Reverse(coders)
		if !maps.Equal(masks, masksOf(project, coders, seats)) {
			t.Error("another order of the same people gives other letters")
		}
	}
	if len(firsts) != maskBlock {
		t.Errorf("the first to join is always one of %v", firsts)
	}
}

// Whoever joins changes nobody's letter, even if her identity is older than theirs.
func TestMasksStayWhenOthersJoin(t *testing.T) {
	project := qda.NewID(time.Now(), rand.Reader)
	start := time.Now()
	seats := map[qda.ID]int{}
	var coders []qda.Coder
	before := map[qda.ID]string{}
	for i := range 60 {
		c := qda.Coder{ID: qda.NewID(start.Add(-time.Duration(i)*time.Hour), rand.Reader)}
		coders = append(coders, c)
		seats[c.ID] = 10 * i
		masks := masksOf(project, coders, seats)
		for id, letter := range before {
			if masks[id] != letter {
				t.Fatalf("%s became %s when coder %d joined", letter, masks[id], i+1)
			}
		}
		before = masks
	}
}
