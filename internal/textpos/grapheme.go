package textpos

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"articula/internal/qda"
)

// SnapToGraphemes grows the span until neither end splits what a reader sees as
// one character (Unicode Standard Annex #29, extended grapheme clusters).
// The edges depend on the version of Unicode, so they are never stored.
func (ix *Index) SnapToGraphemes(s qda.Span) qda.Span {
	return qda.Span{Start: ix.graphemeEdge(s.Start, false), End: ix.graphemeEdge(s.End, true)}
}

// graphemeEdge moves a position that lies inside a cluster to its start, or with
// forward to its end. A line end is always an edge, so only one line is looked at.
func (ix *Index) graphemeEdge(cp int, forward bool) int {
	cp = min(max(cp, 0), ix.runes)
	at := int(ix.ToByte(cp))
	from := strings.LastIndexByte(ix.text[:at], '\n') + 1
	pos, n := from, cp-utf8.RuneCountInString(ix.text[from:at])
	rest, state := ix.text[from:], -1
	for len(rest) > 0 && pos < at {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		next := n + utf8.RuneCountInString(cluster)
		if pos+len(cluster) > at {
			if forward {
				return next
			}
			return n
		}
		pos += len(cluster)
		n = next
	}
	return cp
}

// TrimSpace shrinks the span until it neither starts nor ends with white space.
// A span of nothing but white space becomes empty at its start.
func (ix *Index) TrimSpace(s qda.Span) qda.Span {
	body := ix.Slice(s)
	left := strings.TrimLeftFunc(body, unicode.IsSpace)
	s.Start += utf8.RuneCountInString(body[:len(body)-len(left)])
	if left == "" {
		return qda.Span{Start: s.Start - utf8.RuneCountInString(body), End: s.Start - utf8.RuneCountInString(body)}
	}
	right := strings.TrimRightFunc(left, unicode.IsSpace)
	s.End -= utf8.RuneCountInString(left[len(right):])
	return s
}
