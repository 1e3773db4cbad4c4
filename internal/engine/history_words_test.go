package engine_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"articula/internal/engine"
)

// TestTheHistoryOfTheSampleIsToldInWholeSentences looks for places in sentences that nothing
// fills, in the program's own words and in those of the window in each language.
func TestTheHistoryOfTheSampleIsToldInWholeSentences(t *testing.T) {
	p := newSample(t)
	list, err := p.History(ctx, engine.HistoryFilter{Limit: 10000})
	if err != nil || len(list) < 50 {
		t.Fatalf("%d entries: %v", len(list), err)
	}
	for _, e := range list {
		if strings.Contains(e.Sentence, "{") {
			t.Errorf("%s is told as %q", e.Kind, e.Sentence)
		}
	}
	place := regexp.MustCompile(`\{\{(\w+)\}\}`)
	for _, lang := range []string{"en", "es", "fr", "pt"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "frontend", "src", "i18n", "locales", lang, "notes.json"))
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(b, &words); err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			for _, form := range []string{"", "_one", "_many", "_other"} {
				for _, m := range place.FindAllStringSubmatch(words["history.did."+e.Key+form], -1) {
					if e.Args[m[1]] == "" {
						t.Errorf("%s: nothing fills %s of %s, only %v are there", lang, m[0], e.Key, slices.Collect(maps.Keys(e.Args)))
					}
				}
			}
		}
	}
}

// TestAChangeWithoutANameIsTold has changes that say nothing of the name of what they change.
func TestAChangeWithoutANameIsTold(t *testing.T) {
	p, _ := newProject(t)
	a, err := p.SaveActor(ctx, engine.SaveActor{Name: "Ministry of Works", Kind: "ministry"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SaveActor(ctx, engine.SaveActor{ID: a.ID, Name: "Ministry of Works", Kind: "ministry", Description: "builds roads"}); err != nil {
		t.Fatal(err)
	}
	list, err := p.History(ctx, engine.HistoryFilter{Limit: 1})
	if err != nil || list[0].Sentence != "changed the actor Ministry of Works" {
		t.Errorf("%+v %v", list, err)
	}
}
