package qdatest_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/textpos"
)

// TestCorpusIsWhatItSays makes two documents of each sort and checks what users
// of the corpus rely on: it repeats, its texts are normal, its parts lie in order
// inside the text, and its codings quote it.
func TestCorpusIsWhatItSays(t *testing.T) {
	c := qdatest.Corpus{Seed: 7, Documents: 60, Bytes: 60 * 8000}
	kinds, langs, total := map[qda.DocumentKind]int{}, map[string]int{}, 0
	for i := range c.Documents {
		d := c.Document(i)
		if again := c.Document(i); again.Text != d.Text || again.Document != d.Document || !slices.Equal(again.Structure.Parts, d.Structure.Parts) {
			t.Fatalf("document %d is another the second time", i)
		}
		kinds[d.Document.Kind]++
		langs[d.Document.Lang]++
		total += len(d.Text)
		if textpos.Normalise(d.Text) != d.Text {
			t.Fatalf("document %d is not normal", i)
		}
		n, at := utf8.RuneCountInString(d.Text), 0
		for _, b := range d.Structure.Blocks() {
			if b.Span.Start < at || !b.Span.Valid(n) {
				t.Fatalf("document %d: block %v after %d in %d characters", i, b.Span, at, n)
			}
			at = b.Span.End
		}
		if at != n-1 {
			t.Fatalf("document %d: the last block ends at %d of %d", i, at, n)
		}
		codings, ix := c.Codings(d, 50, 20, 3), textpos.NewIndex(d.Text)
		for k, coding := range codings {
			if !coding.Span.Valid(n) || coding.Quote != ix.Slice(coding.Span) || k > 0 && coding.Start < codings[k-1].Start {
				t.Fatalf("document %d: coding %d %v", i, k, coding.Span)
			}
		}
		if len(codings) != 50 || codings[7].ID != c.Codings(d, 50, 20, 3)[7].ID {
			t.Fatalf("document %d: its codings do not repeat", i)
		}
	}
	if len(langs) != 4 || kinds[qda.Interview] < 40 || len(kinds) < 3 {
		t.Errorf("languages %v, kinds %v", langs, kinds)
	}
	if total < c.Bytes || total > c.Bytes*11/10 {
		t.Errorf("%d bytes, want about %d", total, c.Bytes)
	}
}
