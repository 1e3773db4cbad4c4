package words

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a character does to a word.
type class uint8

const (
	separator class = iota // ends a word
	letter                 // letters and digits: make words
	mark                   // continues a word, never begins one
	ignorable              // neither seen nor counted inside a word: soft hyphen, joiners, direction marks
	single                 // is a word by itself
)

// ascii folds the letters and digits of ASCII; everything else is 0.
var ascii = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		}
	}
	return t
}()

// entry is what is known of one character: its class and its folding.
type entry struct {
	class class
	n     uint8
	fold  [6]byte
}

// table holds the characters up to U+07FF (Latin, Greek, Cyrillic, Hebrew, Arabic)
// and from U+1E00 to U+1FFF (Vietnamese, polytonic Greek); all others are worked
// out when they are met.
type table struct {
	low  [0x800]entry
	more [0x200]entry
}

var tables = sync.OnceValue(func() *table {
	t := new(table)
	fill := func(es []entry, from rune) {
		for i := range es {
			r := from + rune(i)
			es[i].class = classify(r)
			if es[i].class == separator || es[i].class == ignorable {
				continue
			}
			f := foldRune(nil, r)
			es[i].n = uint8(copy(es[i].fold[:], f))
			if len(f) > len(es[i].fold) {
				panic("words: folding does not fit the table")
			}
		}
	}
	fill(t.low[:], 0)
	fill(t.more[:], 0x1E00)
	return t
})

// look reads the character at the start of s, which is not ASCII: its class, its
// length in bytes, and buf with its folding appended. Invalid bytes separate.
func (t *table) look(s string, buf []byte) (class, int, []byte) {
	r, n := utf8.DecodeRuneInString(s)
	var e *entry
	switch {
	case r < 0x800:
		e = &t.low[r]
	case r >= 0x1E00 && r < 0x2000:
		e = &t.more[r-0x1E00]
	case r == utf8.RuneError:
		return separator, n, buf
	default:
		c := classify(r)
		if c == letter || c == mark || c == single {
			buf = foldRune(buf, r)
		}
		return c, n, buf
	}
	if e.n == 2 && cap(buf)-len(buf) >= 2 { // by far the most frequent lengths, without a call
		return e.class, n, append(buf, e.fold[0], e.fold[1])
	}
	return e.class, n, append(buf, e.fold[:e.n]...)
}

// classify works out the class of a character.
func classify(r rune) class {
	switch {
	case r >= 0x2000 && r <= 0x206F: // general punctuation
		if r == 0x200C || r == 0x200D || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 {
			return ignorable
		}
		return separator
	case r == 'ª' || r == 'º': // "art. 5º" is found as 5
		return separator
	case r == 0x00AD || r == 0x0640 || r == 0x061C || r == 0xFEFF: // soft hyphen, tatweel, marks of direction and order
		return ignorable
	case r == 0xFF9E || r == 0xFF9F: // voicing of half-width kana
		return mark
	case spaceless(r):
		if unicode.Is(unicode.M, r) {
			return mark
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return single
		}
		return separator
	case unicode.IsLetter(r), unicode.Is(unicode.Nd, r), unicode.Is(unicode.Nl, r):
		return letter
	case unicode.Is(unicode.M, r):
		return mark
	case unicode.Is(unicode.No, r):
		if isRaised(r) { // a note's mark on a word is no part of it
			return separator
		}
		return single
	}
	return separator
}

// isRaised tells superscript and subscript digits.
func isRaised(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r >= 0x2070 && r <= 0x209C
}

// spaceless tells the scripts that put no space between words.
func spaceless(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, // Thai, Lao
		r >= 0x1000 && r <= 0x109F, // Burmese
		r >= 0x1780 && r <= 0x17FF: // Khmer
		return true
	case r >= 0x2E80 && r <= 0x2FDF, // radicals
		r >= 0x3005 && r <= 0x3007, r >= 0x3041 && r <= 0x309F, // Hiragana
		r >= 0x3021 && r <= 0x3029, r >= 0x3038 && r <= 0x303A, // numerals
		r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF,
		r >= 0x20000 && r <= 0x3FFFF:
		return true
	}
	return false
}

// foldRune appends the folding of a letter or mark.
func foldRune(buf []byte, r rune) []byte {
	if s, ok := folded[r]; ok {
		return append(buf, s...)
	}
	var b [utf8.UTFMax]byte
	d := norm.NFKD.Append(nil, b[:utf8.EncodeRune(b[:], r)]...)
	if !divisible(d) {
		return utf8.AppendRune(buf, r)
	}
	for len(d) > 0 {
		p, n := utf8.DecodeRune(d)
		if c := classify(p); c != separator && c != ignorable { // the dot of ŀ, the spaces of ﷺ
			buf = foldPart(buf, p)
		}
		d = d[n:]
	}
	return buf
}

// divisible reports whether a decomposition still reads as one word: ½ would become
// two numbers, a sign for two Thai or Japanese characters two words.
func divisible(d []byte) bool {
	first, n := utf8.DecodeRune(d)
	if n == len(d) {
		return true
	}
	for len(d) > 0 {
		p, n := utf8.DecodeRune(d)
		if c := classify(p); c == single || p == '\u2044' {
			return c == single && first == p && marksOnly(d[n:])
		}
		d = d[n:]
	}
	return classify(first) != mark
}

func marksOnly(d []byte) bool {
	for len(d) > 0 {
		p, n := utf8.DecodeRune(d)
		if classify(p) != mark {
			return false
		}
		d = d[n:]
	}
	return true
}

// foldPart appends one character of a decomposition.
func foldPart(buf []byte, r rune) []byte {
	if accent(r) {
		return buf
	}
	if s, ok := folded[r]; ok {
		return append(buf, s...)
	}
	r = unicode.ToLower(r)
	if s, ok := folded[r]; ok {
		return append(buf, s...)
	}
	return utf8.AppendRune(buf, r)
}

// accent tells the marks that people leave out when they type: diacritics,
// Hebrew points, Arabic vowel signs, variation selectors.
func accent(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r <= 0x036F, r >= 0x0483 && r <= 0x0489,
		r >= 0x0591 && r <= 0x05C7, r >= 0x0610 && r <= 0x061A, r >= 0x064B && r <= 0x065F, r == 0x0670,
		r >= 0x06D6 && r <= 0x06ED && unicode.Is(unicode.Mn, r),
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0x20D0 && r <= 0x20FF,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xFE20 && r <= 0xFE2F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// folded holds what decomposition does not give: letters with a stroke, ligatures
// that are letters, letters of which two forms are written for one another.
var folded = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe",
	'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'ł': "l", 'Ł': "l",
	'ħ': "h", 'Ħ': "h", 'ŧ': "t", 'Ŧ': "t", 'þ': "th", 'Þ': "th", 'ı': "i", 'İ': "i", 'ĸ': "k",
	'ŉ': "n", 'ŋ': "n", 'Ŋ': "n", 'ſ': "s", 'ς': "σ",
	'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك",
}
