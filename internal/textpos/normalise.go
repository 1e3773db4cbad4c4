package textpos

import (
	"strings"
	"unicode/utf8"
)

// NormVersion names the rules of [Normalise]. A change of the rules is a new
// version: texts already stored keep theirs.
const NormVersion = 1

// Normalise gives the text that is stored: valid UTF-8, "\n" as the only line
// end, no byte order mark at its start, and no NUL. Bytes that are not UTF-8, and
// NUL, become U+FFFD each; nothing is ever dropped silently but CR and the mark.
func Normalise(s string) string {
	s = strings.TrimPrefix(s, "\uFEFF")
	if clean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\r':
			b.WriteByte('\n')
			i++
			if i < len(s) && s[i] == '\n' {
				i++
			}
			continue
		case c == 0:
			b.WriteRune(utf8.RuneError)
			i++
			continue
		case c < utf8.RuneSelf:
			b.WriteByte(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		b.WriteRune(r) // an invalid byte decodes to U+FFFD, width 1
		i += n
	}
	return b.String()
}

// clean reports whether s is already normal, which almost every text is.
func clean(s string) bool {
	return strings.IndexByte(s, '\r') < 0 && strings.IndexByte(s, 0) < 0 && utf8.ValidString(s)
}
