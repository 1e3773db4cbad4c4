package extract

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// rightToLeft reports whether the character belongs to a script written from
// right to left.
func rightToLeft(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// direction of a character in a line: +1 left to right, −1 right to left, 0 for
// those that follow their neighbours.
func direction(r rune) int {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return -1
	case bidi.L, bidi.EN, bidi.AN:
		return 1
	}
	return 0
}

// logical turns a line from the order on the page into that of reading, the
// reverse of rule L2 of Unicode Standard Annex #9: the line is cut into runs of
// one direction; in a line that is mostly right to left the runs are read from
// the right, and in each run of that direction the characters too. Numbers and
// words of other scripts keep their own direction.
func logical(gs []glyph) []glyph {
	gs = slices.Clone(gs)
	slices.SortStableFunc(gs, func(a, b glyph) int { return cmp.Compare(a.left, b.left) })
	dirs := make([]int, len(gs))
	rtl, ltr := 0, 0
	for i, g := range gs {
		dirs[i] = direction(g.char)
		switch {
		case dirs[i] < 0:
			rtl++
		case unicode.IsLetter(g.char):
			ltr++
		}
	}
	base := 1
	if rtl >= ltr {
		base = -1
	}
	spread(dirs, base)
	var out []glyph
	take := func(from, to int) {
		n := len(out)
		out = append(out, gs[from:to]...)
		if dirs[from] < 0 {
			slices.Reverse(out[n:])
			for i := n; i < len(out); i++ {
				out[i].char = mirrored(out[i].char)
			}
		}
	}
	if base > 0 {
		for i := 0; i < len(gs); {
			j := i
			for j < len(gs) && dirs[j] == dirs[i] {
				j++
			}
			take(i, j)
			i = j
		}
	} else {
		for j := len(gs); j > 0; {
			i := j
			for i > 0 && dirs[i-1] == dirs[j-1] {
				i--
			}
			take(i, j)
			j = i
		}
	}
	gaps(out)
	return out
}

// spread gives characters without direction that of their neighbours where both
// agree, else that of the line.
func spread(dirs []int, base int) {
	for i := 0; i < len(dirs); {
		if dirs[i] != 0 {
			i++
			continue
		}
		j := i
		for j < len(dirs) && dirs[j] == 0 {
			j++
		}
		d := base
		if i > 0 && j < len(dirs) && dirs[i-1] == dirs[j] {
			d = dirs[j]
		}
		for ; i < j; i++ {
			dirs[i] = d
		}
	}
}

// gaps sets the spaces of a line anew, from the distances on the page: the
// engine's were in another order.
func gaps(gs []glyph) {
	for i := range gs {
		gs[i].space = false
		if i == 0 {
			continue
		}
		a, b := gs[i-1], gs[i]
		gap := math.Max(b.left-a.right, a.left-b.right)
		if gap > wordGap*math.Max(a.size, b.size) {
			gs[i].space = true
		}
	}
}

// mirrored gives the bracket that faces the other way, as the page shows it in
// right-to-left text.
func mirrored(r rune) rune {
	switch r {
	case '(':
		return ')'
	case ')':
		return '('
	case '[':
		return ']'
	case ']':
		return '['
	case '{':
		return '}'
	case '}':
		return '{'
	case '«':
		return '»'
	case '»':
		return '«'
	case '<':
		return '>'
	case '>':
		return '<'
	}
	return r
}
