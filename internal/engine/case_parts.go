package engine

import (
	"context"
	"slices"

	"articula/internal/qda"
	"articula/internal/store"
)

// passagesOf counts the turns and paragraphs of the documents of a case, and those of them
// without a coding. Of a document of which the case has parts, those count that lie in the
// parts, each with as much of it as lies in them.
func (p *Project) passagesOf(ctx context.Context, s CaseSheet) (passages, uncoded int, err error) {
	f, err := p.frame(ctx, false)
	if err != nil {
		return 0, 0, err
	}
	parts := map[qda.ID][]CaseSpanView{}
	for _, v := range s.Documents {
		parts[v.Document.ID] = append(parts[v.Document.ID], v)
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		w := newWorld(p, tx, f.cat)
		for id, parts := range parts {
			units, err := w.unitSpans(*f.cat.docOf[id])
			if err != nil {
				return err
			}
			codings := f.of(id)
			for _, u := range units {
				in := lyingIn(u, parts)
				if len(in) == 0 {
					continue
				}
				passages++
				if !slices.ContainsFunc(codings, func(c qda.Coding) bool { return slices.ContainsFunc(in, c.Overlaps) }) {
					uncoded++
				}
			}
		}
		return nil
	})
	return passages, uncoded, err
}

// lyingIn gives what of a span lies in parts of its document.
func lyingIn(u qda.Span, parts []CaseSpanView) (out []qda.Span) {
	for _, v := range parts {
		if v.Whole {
			return []qda.Span{u}
		}
		if in := (qda.Span{Start: max(u.Start, v.Start), End: min(u.End, v.End)}); in.Start < in.End {
			out = append(out, in)
		}
	}
	return out
}
