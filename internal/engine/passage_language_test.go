package engine_test

import (
	"testing"

	"articula/internal/qda"
)

func TestAPassageInAnotherLanguageIsQuotedAsSuch(t *testing.T) {
	p := newSample(t)
	c := segments(t, p, `lang:en`)[0]
	if c.Lang != "en" {
		t.Fatal(c.Lang)
	}
	if err := p.SetPassageLanguage(ctx, c.Document.ID, qda.Span{Start: c.Start, End: c.End}, "fr"); err != nil {
		t.Fatal(err)
	}
	if err := p.SetPassageLanguage(ctx, c.Document.ID, qda.Span{Start: c.Start, End: c.End}, "french"); qda.KindOf(err) != qda.Invalid {
		t.Error(err)
	}
	for _, s := range segments(t, p, `lang:en`) {
		if s.ID == c.ID && (s.Lang != "fr" || s.Document.Lang != "en") {
			t.Errorf("%s in a document in %s", s.Lang, s.Document.Lang)
		}
	}
	if _, err := p.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	v, err := p.Document(ctx, c.Document.ID)
	if err != nil || len(v.Languages) != 0 {
		t.Error(v.Languages, err)
	}
	whole(t, p)
}
