package extract

import (
	"math"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// combining gives the combining form of accents that stand for themselves.
var combining = map[rune]rune{
	'´': '\u0301', '`': '\u0300', '^': '\u0302', 'ˆ': '\u0302', '~': '\u0303', '˜': '\u0303', '¨': '\u0308', '¸': '\u0327',
	'ˇ': '\u030C', '˘': '\u0306', '˚': '\u030A', '°': '\u030A', '¯': '\u0304', '˝': '\u030B', '˛': '\u0328', '˙': '\u0307',
	'\u0301': '\u0301', '\u0300': '\u0300', '\u0302': '\u0302', '\u0303': '\u0303', '\u0308': '\u0308', '\u0327': '\u0327', '\u030C': '\u030C',
}

// compose puts accents that a document prints over or under letters, as TeX does
// with its older fonts, together with these letters.
func (p *pdfPage) compose() {
	gs := p.glyphs
	drop := make([]bool, len(gs))
	any := false
	for i := range gs {
		mark, ok := combining[gs[i].char]
		if !ok {
			continue
		}
		for _, step := range []int{1, -1} {
			j := i + step
			for j >= 0 && j < len(gs) && (gs[j].space || drop[j]) && (j-i)*step < 3 {
				j += step
			}
			if j < 0 || j >= len(gs) || !over(gs[i], gs[j]) {
				continue
			}
			letter := gs[j].char
			switch letter {
			case 'ı':
				letter = 'i'
			case 'ȷ':
				letter = 'j'
			}
			whole := []rune(norm.NFC.String(string([]rune{letter, mark})))
			if !unicode.IsLetter(letter) || len(whole) != 1 {
				continue
			}
			gs[j].char = whole[0]
			gs[j].breaks = gs[j].breaks || step < 0 && gs[i].breaks
			for k := min(i, j) + 1; k < max(i, j); k++ {
				drop[k] = true
			}
			drop[i], any = true, true
			break
		}
	}
	if !any {
		return
	}
	kept := gs[:0]
	for i, g := range gs {
		if !drop[i] {
			kept = append(kept, g)
		}
	}
	p.glyphs = kept
}

// over reports whether the accent stands over or under the letter.
func over(accent, letter glyph) bool {
	if letter.space || letter.right <= letter.left {
		return false
	}
	middle := math.Abs(accent.left + accent.right - letter.left - letter.right)
	return middle/2 < 0.3*math.Max(letter.right-letter.left, 0.4*letter.size) && math.Abs(accent.base-letter.base) < 0.5*letter.size
}
