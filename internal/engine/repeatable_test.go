package engine_test

import (
	"fmt"
	"slices"
	"testing"

	"articula/internal/engine"
	"articula/internal/qda"
)

// TestASummaryNamesHiddenDocumentsInOneOrder asks twice and more for the documents of a
// blind round.
func TestASummaryNamesHiddenDocumentsInOneOrder(t *testing.T) {
	p, d := newProject(t)
	add(t, p, d, "formal", "share the list")
	engine.MakeBlind(t, p, d.ID)
	for i := range 6 {
		name := fmt.Sprintf("more %d.txt", i)
		importText(t, p, name, "Words of "+name+".")
	}
	docs, err := p.Documents(ctx, engine.DocumentFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, more := range docs {
		if more.ID != d.ID {
			engine.MakeBlind(t, p, more.ID)
		}
	}
	var first []qda.ID
	for range 50 {
		info, err := p.Info(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = info.Hidden
		}
		if len(info.Hidden) != len(docs) || !slices.Equal(first, info.Hidden) {
			t.Fatalf("%v and then %v of %d", first, info.Hidden, len(docs))
		}
	}
}

// TestTextsInOtherLanguagesAreWrittenInOneOrder edits the names and definitions of a
// code in several languages, and reads in which order each operation wrote them.
func TestTextsInOtherLanguagesAreWrittenInOneOrder(t *testing.T) {
	p, _ := newProject(t)
	id := code(t, p, "formal")
	var want, got []string
	for _, field := range []string{"name", "definition"} {
		for _, lang := range []string{"de", "es", "fr", "it", "pt"} {
			want = append(want, field+" "+lang)
		}
	}
	for n := range 12 {
		texts := map[string]string{}
		for _, lang := range []string{"pt", "de", "it", "es", "fr"} {
			texts[lang] = fmt.Sprintf("%s %d", lang, n)
		}
		if _, err := p.EditCode(ctx, engine.EditCode{ID: id, Names: texts, Definitions: texts}); err != nil {
			t.Fatal(err)
		}
		labels := map[qda.ID]string{}
		for _, field := range []string{"name", "definition"} {
			for lang := range texts {
				labels[engine.LabelID(id, field, lang)] = field + " " + lang
			}
		}
		got = nil
		for _, c := range engine.LastChanges(t, p) {
			if what, ok := labels[c.ID]; ok {
				got = append(got, what)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("operation %d wrote %q, want %q", n, got, want)
		}
	}
}
