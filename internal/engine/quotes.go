package engine

import (
	"context"
	"strings"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// FindSpan finds the nth place (from 1) of a quote in a document, letter for
// letter; if it is nowhere, without regard to how blanks and lines are broken. It
// also says how often the quote occurs.
func (p *Project) FindSpan(ctx context.Context, document qda.ID, quote string, nth int) (span qda.Span, occurrences int, err error) {
	text, err := p.Text(ctx, document)
	if err != nil {
		return span, 0, err
	}
	places := quotePlaces(text, textpos.Normalise(quote))
	if nth < 1 {
		nth = 1
	}
	if len(places) < nth {
		title := document.String()
		if cat, err := p.names(ctx); err == nil && cat.docOf[document] != nil {
			title = cat.docOf[document].Title
		}
		return span, len(places), qda.E(qda.NotFound, "coding.quote_unknown", "The passage occurs {n} times in {document}, so there is no occurrence {nth}. Nothing was changed. Check the quote against the text.",
			"n", len(places), "document", title, "nth", nth)
	}
	ix := textpos.NewIndex(text)
	at := places[nth-1]
	return qda.Span{Start: ix.FromByte(textpos.Byte(at[0])), End: ix.FromByte(textpos.Byte(at[1]))}, len(places), nil
}

// quotePlaces gives the byte ranges of a quote, not overlapping.
func quotePlaces(text, quote string) (places [][2]int) {
	if strings.TrimSpace(quote) == "" {
		return nil
	}
	for at := 0; ; {
		i := strings.Index(text[at:], quote)
		if i < 0 {
			break
		}
		places = append(places, [2]int{at + i, at + i + len(quote)})
		at += i + len(quote)
	}
	if len(places) > 0 {
		return places
	}
	return looseQuotePlaces(text, strings.Fields(quote))
}

// looseQuotePlaces finds the words of a quote one after another with any blanks
// between them.
func looseQuotePlaces(text string, fields []string) (places [][2]int) {
	first := fields[0]
	for at := 0; ; {
		i := strings.Index(text[at:], first)
		if i < 0 {
			return places
		}
		start := at + i
		end, ok := start+len(first), true
		for _, f := range fields[1:] {
			rest := strings.TrimLeft(text[end:], " \n\t\u00a0\u202f")
			if len(rest) == len(text[end:]) || !strings.HasPrefix(rest, f) {
				ok = false
				break
			}
			end = len(text) - len(rest) + len(f)
		}
		if ok {
			places = append(places, [2]int{start, end})
			at = end
		} else {
			at = start + len(first)
		}
	}
}
