package engine

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// FindSpan finds the nth place (from 1) of a quote in a document, letter for
// letter; if it is nowhere, without regard to how blanks and lines are broken and to
// the shape of quotation marks, apostrophes and dashes, which word processors change.
// It also says how often the quote occurs.
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
		if len(places) == 0 {
			return span, 0, qda.E(qda.NotFound, "coding.quote_unknown", "The passage does not occur in {document}. Nothing was changed. Check the quote against the text.", "document", title)
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
	return looseQuotePlaces(text, quote)
}

// looseQuotePlaces finds the letters of a quote with any blanks where it has blanks.
func looseQuotePlaces(text, quote string) (places [][2]int) {
	letters, at := plainLetters(text)
	wanted, _ := plainLetters(strings.TrimSpace(quote))
	for from := 0; ; {
		i := strings.Index(letters[from:], wanted)
		if i < 0 {
			return places
		}
		start, end := from+i, from+i+len(wanted)
		places = append(places, [2]int{at[start], at[end]})
		from = end
	}
}

// plainLetters writes every run of blanks as one and every mark in its plainest
// shape. at[i] is where byte i of the result comes from; a run of blanks ends where
// it began, so that a passage before it does not take it in.
func plainLetters(text string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(text)+1)
	end := 0 // behind the last letter
	blank := false
	for i, r := range text {
		size := utf8.RuneLen(r)
		if unicode.IsSpace(r) {
			if !blank {
				at = append(at, end)
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		if p, ok := plainMarks[r]; ok {
			r = p
		}
		for range utf8.RuneLen(r) {
			at = append(at, i)
		}
		b.WriteRune(r)
		end = i + size
	}
	return b.String(), append(at, end)
}

// plainMarks are the marks that word processors put in place of those on a keyboard.
var plainMarks = map[rune]rune{
	'‘': '\'', '’': '\'', '‚': '\'', '‛': '\'', 'ʼ': '\'', '′': '\'', '´': '\'', '`': '\'',
	'“': '"', '”': '"', '„': '"', '‟': '"', '″': '"', '«': '"', '»': '"',
	'‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-',
}
