package foreign

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"articula/internal/qda"
)

// flat is a text with its white space squeezed, for finding words whose breaks are
// written differently.
type flat struct {
	s     string
	start []int // by byte: the code point of the text that it comes from
	end   []int // by byte: the code point after it
}

func flatten(text string) *flat {
	f := &flat{}
	var b strings.Builder
	space := false
	cp := 0
	put := func(s string, from, to int) {
		b.WriteString(s)
		for range len(s) {
			f.start, f.end = append(f.start, from), append(f.end, to)
		}
	}
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
		} else {
			if space {
				put(" ", cp-1, cp)
				space = false
			}
			put(string(r), cp, cp+1)
		}
		cp++
	}
	f.s = b.String()
	return f
}

// near finds the words nearest to a code point of the text. Where they stand twice
// equally near, the first counts.
func (f *flat) near(words string, at int) (qda.Span, bool) {
	want := squeeze(words)
	if want == "" {
		return qda.Span{}, false
	}
	best, found, distance := qda.Span{}, false, 0
	for from := 0; ; {
		i := strings.Index(f.s[from:], want)
		if i < 0 {
			return best, found
		}
		i += from
		span := qda.Span{Start: f.start[i], End: f.end[i+len(want)-1]}
		d := span.Start - at
		if d < 0 {
			d = -d
		}
		if !found || d < distance {
			best, found, distance = span, true, d
		} else {
			return best, found // they only get farther
		}
		from = i + 1
	}
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
