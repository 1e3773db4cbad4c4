package foreign

import (
	"strings"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// rawPositions turns positions in code points of a text as a file has it into those
// of the text as it is kept.
type rawPositions struct {
	at []int32 // nil where both are the same
	n  int
}

func newRawPositions(raw string) *rawPositions {
	text := textpos.Normalise(raw)
	p := &rawPositions{n: len([]rune(text))}
	if !strings.Contains(raw, "\r\n") && !strings.HasPrefix(raw, "\ufeff") {
		return p
	}
	cp := int32(0)
	for i, r := range raw {
		p.at = append(p.at, cp)
		if i == 0 && r == '\ufeff' || r == '\r' && strings.HasPrefix(raw[i:], "\r\n") {
			continue
		}
		cp++
	}
	p.at = append(p.at, cp)
	return p
}

func (p *rawPositions) span(start, end int) (qda.Span, bool) {
	if p.at != nil {
		if start < 0 || end < start || end >= len(p.at) {
			return qda.Span{}, false
		}
		start, end = int(p.at[start]), int(p.at[end])
	}
	s := qda.Span{Start: start, End: end}
	return s, s.Valid(p.n)
}
