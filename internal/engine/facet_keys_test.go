package engine

import (
	"crypto/rand"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"

	"pgregory.net/rapid"
)

// minting gives identities, each made later than the one before.
func minting() func() qda.ID {
	at := time.UnixMilli(0)
	return func() qda.ID {
		at = at.Add(time.Millisecond)
		return qda.NewID(at, rand.Reader)
	}
}

func TestTheKeyOfAFacetOfActorsIsItsOwnWhateverItIsCalled(t *testing.T) {
	mint := minting()
	level := qda.Facet{ID: mint(), Name: "level"}
	first, second := qda.Facet{ID: mint(), Name: "actor", Actors: true}, qda.Facet{ID: mint(), Name: "partner", Actors: true}
	values := []qda.FacetValue{{ID: mint(), FacetID: level.ID, Shortcut: "d"}}
	want := map[qda.ID]string{first.ID: "O", second.ID: "E"}
	if got := actorKeys([]qda.Facet{level, first, second}, values); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
	first.Name, second.Name = "quién", "δρων"
	if got := actorKeys([]qda.Facet{second, first, level}, values); !maps.Equal(got, want) {
		t.Errorf("renamed and moved: %v", got)
	}
	first.DeletedAt = "2026-01-01T00:00:00Z"
	if got := actorKeys([]qda.Facet{level, first, second}, values); got[second.ID] != "E" {
		t.Errorf("with the first in the bin: %v", got)
	}
	level.DeletedAt = first.DeletedAt
	if got := actorKeys([]qda.Facet{level, first, second}, values); got[second.ID] != "D" {
		t.Errorf("with the values in the bin: %v", got)
	}
}

func TestTheKeysOfFacetsOfActorsClashWithNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mint := minting()
		var facets []qda.Facet
		var values []qda.FacetValue
		used := ""
		for range rapid.IntRange(0, 20).Draw(t, "facets") {
			f := qda.Facet{ID: mint(), Actors: rapid.Bool().Draw(t, "actors")}
			facets = append(facets, f)
			if !f.Actors {
				for _, key := range rapid.StringMatching(`[a-zA-Z]{0,3}`).Draw(t, "keys") {
					values = append(values, qda.FacetValue{ID: mint(), FacetID: f.ID, Shortcut: string(key)})
					used += strings.ToUpper(string(key))
				}
			}
		}
		keys := slices.Collect(maps.Values(actorKeys(facets, values)))
		slices.Sort(keys)
		if len(slices.Compact(slices.Clone(keys))) != len(keys) {
			t.Fatalf("two have the same: %v", keys)
		}
		for _, key := range keys {
			if strings.Contains(used+"ABCJKLMPSTVY", key) {
				t.Fatalf("%s means something else", key)
			}
		}
	})
}
