package engine

import (
	"slices"
	"testing"

	"articula/internal/qda"
	"pgregory.net/rapid"
)

// TestPassagesInOtherLanguagesNeverOverlap says and takes back languages at random, and
// holds the passages against one language for each character.
func TestPassagesInOtherLanguagesNeverOverlap(t *testing.T) {
	const n = 40
	rapid.Check(t, func(t *rapid.T) {
		var want [n]string
		var have []qda.PassageLanguage
		next := byte(0)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			start := rapid.IntRange(0, n-1).Draw(t, "start")
			span := qda.Span{Start: start, End: rapid.IntRange(start+1, n).Draw(t, "end")}
			lang := rapid.SampledFrom([]string{"fr", "es", ""}).Draw(t, "lang")
			gone, fresh := inLanguageNow(have, span, lang)
			have = slices.DeleteFunc(have, func(h qda.PassageLanguage) bool { return slices.Contains(gone, h) })
			for _, f := range fresh {
				next++
				f.ID[0] = next
				have = append(have, f)
			}
			for i := span.Start; i < span.End; i++ {
				want[i] = lang
			}
		}
		var got [n]string
		for i, h := range have {
			if h.Start >= h.End || h.Lang == "" {
				t.Fatalf("%+v", h)
			}
			for _, o := range have[i+1:] {
				if o.Overlaps(h.Span) || o.Lang == h.Lang && o.Touches(h.Span) {
					t.Fatalf("%v %s beside %v %s", h.Span, h.Lang, o.Span, o.Lang)
				}
			}
			for at := h.Start; at < h.End; at++ {
				got[at] = h.Lang
			}
		}
		if got != want {
			t.Fatalf("%v, want %v", got, want)
		}
		c := &catalog{langs: map[qda.ID][]qda.PassageLanguage{{}: have}}
		at := rapid.IntRange(0, n-1).Draw(t, "at")
		expected := want[at]
		if expected == "" {
			expected = "en"
		}
		if l := c.langAt(&qda.Document{Lang: "en"}, qda.Span{Start: at, End: at + 1}); l != expected {
			t.Fatalf("%s at %d, want %s", l, at, expected)
		}
	})
}
