package query

import (
	"strings"
	"unicode"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// Unit is the piece of a text within which the parts of a query have to meet: a
// turn, or a block outside of turns. What opens a turn (the speaker's name, the
// time) is a unit of its own, since it is no word of the speaker.
type Unit struct {
	Span    qda.Span // never empty, begins and ends with a character that is no space
	Kind    qda.PartKind
	Speaker string // of turns and their labels
}

// Units cuts a text into its units, in order, without overlap. All of the text
// lies in a unit except for space. A text without structure is cut at empty lines.
func Units(ix *textpos.Index, s qda.Structure) []Unit {
	var out []Unit
	add := func(span qda.Span, kind qda.PartKind, speaker string) {
		if span = ix.TrimSpace(span); span.Len() > 0 {
			out = append(out, Unit{span, kind, speaker})
		}
	}
	at := 0
	// between cuts what lies between units at empty lines
	between := func(end int) {
		for at < end {
			gap := qda.Span{Start: at, End: end}
			if text := ix.Slice(gap); strings.TrimFunc(text, unicode.IsSpace) != "" {
				if i := emptyLine(text); i >= 0 {
					gap.End = ix.FromByte(ix.ToByte(at) + textpos.Byte(i))
				}
				add(gap, qda.Paragraph, "")
			}
			at = gap.End
		}
	}
	turn := qda.Span{End: -1}
	for i, p := range s.Parts {
		span := p.Span.Intersect(qda.Span{End: ix.Len()})
		if span.Len() <= 0 || span.Start < at {
			continue // nothing, or inside the unit before
		}
		switch {
		case p.Kind == qda.Turn:
			between(span.Start)
			turn = span
			if label, ok := labelOf(ix, s.Parts[i+1:], span); ok {
				add(label, qda.TurnLabel, p.Speaker)
				span.Start = label.End
			}
			add(span, qda.Turn, p.Speaker)
			at = turn.End
		case p.Kind.Block():
			between(span.Start)
			add(span, p.Kind, "")
			at = span.End
		}
	}
	between(ix.Len())
	return out
}

// labelOf finds the labels with which a turn opens: nothing but space lies before
// and between them.
func labelOf(ix *textpos.Index, parts []qda.Part, turn qda.Span) (qda.Span, bool) {
	label := qda.Span{Start: turn.Start, End: turn.Start}
	for _, p := range parts {
		if p.Span.Start >= turn.End {
			break
		}
		if p.Kind != qda.TurnLabel || p.Span.End > turn.End || p.Span.Start < label.End {
			continue
		}
		if strings.TrimFunc(ix.Slice(qda.Span{Start: label.End, End: p.Span.Start}), unicode.IsSpace) != "" {
			break
		}
		label.End = p.Span.End
	}
	return label, label.Len() > 0
}

// emptyLine gives the end of the first paragraph of a text, in bytes; -1 if it is
// the only one.
func emptyLine(text string) int {
	begun := false
	for i := 0; i < len(text); {
		end := strings.IndexByte(text[i:], '\n')
		if end < 0 {
			return -1
		}
		blank := strings.TrimFunc(text[i:i+end], unicode.IsSpace) == ""
		if blank && begun {
			return i
		}
		begun = begun || !blank
		i += end + 1
	}
	return -1
}
