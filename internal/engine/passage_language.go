package engine

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// LanguageView is a passage in another language than its document.
type LanguageView struct {
	Lang  string `json:"lang"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// SetPassageLanguage says in which language a passage is written. What was said before
// of the same words is replaced; "" or the language of the document takes it away.
func (p *Project) SetPassageLanguage(ctx context.Context, document qda.ID, span qda.Span, lang string) error {
	_, err := p.update(ctx, "passage.language", func(tx *store.Tx) error {
		lang := strings.ToLower(strings.TrimSpace(lang))
		if lang != "" && (len(lang) != 2 || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "") {
			return qda.E(qda.Invalid, "translation.lang", "{lang} is not a language. Write two letters, as en, es, fr or pt. Nothing was changed.", "lang", lang)
		}
		d, ix, err := p.documentText(tx, document)
		if err != nil {
			return err
		}
		if err := checkSpan(d, ix, span); err != nil {
			return err
		}
		have, err := store.List[qda.PassageLanguage](tx, store.Eq{"document_id": document})
		if err != nil {
			return err
		}
		if lang == d.Lang {
			lang = ""
		}
		gone, fresh := inLanguageNow(have, span, lang)
		for _, g := range gone {
			if err := store.Delete[qda.PassageLanguage](tx, g.ID); err != nil {
				return err
			}
		}
		for _, f := range fresh {
			f.ID, f.DocumentID = tx.NewID(), document
			if err := store.Put(tx, f); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// inLanguageNow works out what becomes of passages, none of which overlap, when a span
// is said to be in a language, or with "" in that of the document: which go, and which
// stand in their place.
func inLanguageNow(have []qda.PassageLanguage, span qda.Span, lang string) (gone, fresh []qda.PassageLanguage) {
	now := span
	for _, h := range have {
		joins := h.Lang == lang && h.Touches(span)
		if !joins && !h.Overlaps(span) {
			continue
		}
		gone = append(gone, h)
		if joins {
			now = now.Union(h.Span)
			continue
		}
		for _, rest := range []qda.Span{{Start: h.Start, End: min(h.End, span.Start)}, {Start: max(h.Start, span.End), End: h.End}} {
			if rest.Start < rest.End {
				fresh = append(fresh, qda.PassageLanguage{Lang: h.Lang, Span: rest})
			}
		}
	}
	if lang != "" {
		fresh = append(fresh, qda.PassageLanguage{Lang: lang, Span: now})
	}
	return gone, fresh
}

// languages lists the passages of a document that are in another language.
func (c *catalog) languages(document qda.ID) []LanguageView {
	out := []LanguageView{}
	for _, l := range c.langs[document] {
		out = append(out, LanguageView{Lang: l.Lang, Start: l.Start, End: l.End})
	}
	slices.SortFunc(out, func(a, b LanguageView) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// langAt is the language of a passage: the one that most of its characters are in.
func (c *catalog) langAt(d *qda.Document, span qda.Span) string {
	marks := c.langs[d.ID]
	if len(marks) == 0 {
		return d.Lang
	}
	most, lang := span.Len(), d.Lang
	in := map[string]int{}
	for _, m := range marks {
		n := min(m.End, span.End) - max(m.Start, span.Start)
		if n <= 0 {
			continue
		}
		in[m.Lang] += n
		most -= n
	}
	for _, l := range slices.Sorted(maps.Keys(in)) {
		if in[l] > most {
			most, lang = in[l], l
		}
	}
	return lang
}
