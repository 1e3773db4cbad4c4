package words

import "unicode/utf8"

// number reads the chain of digit groups at i. If the chain is one number it gives
// its term and its end; otherwise end is 0, and the groups of the chain are left
// to be read one by one.
func (s *Scanner) number(i int, buf []byte) (term []byte, end int) {
	var groups [8]digits
	n, seps, at := 0, [8]rune{}, i
	for {
		from := at
		for at < len(s.text) && s.text[at]-'0' <= 9 {
			at++
		}
		if n == len(groups) {
			n++
			break
		}
		groups[n] = digits{from, at}
		n++
		sep, w := numeric(s.text[at:])
		if sep == 0 || at+w >= len(s.text) || s.text[at+w]-'0' > 9 {
			break
		}
		if n < len(seps) {
			seps[n] = sep
		}
		at += w
	}
	s.plain = at
	if n == 1 {
		return buf, 0
	}
	if n > len(groups) || at-i > maxTerm {
		s.plain = chainEnd(s.text, at)
		return buf, 0
	}
	if at < len(s.text) && (s.text[at] < utf8.RuneSelf && ascii[s.text[at]] != 0) {
		return buf, 0 // "2.5a" is no number
	}
	thousands := 1 // groups[1:thousands] are thousands
	if g := groups[0]; g.len() <= 3 && s.text[g.start] != '0' {
		for thousands < n && groups[thousands].len() == 3 && (thousands == 1 || seps[thousands] == seps[1]) {
			thousands++
		}
	}
	switch {
	case thousands == n:
	case thousands == n-1 && decimal(seps[n-1]) && groups[n-1].len() <= 3 && (n == 2 || seps[n-1] != seps[1]):
	default:
		return buf, 0
	}
	for k := range n {
		if k > 0 && k >= thousands {
			buf = append(buf, '.')
		}
		buf = append(buf, s.text[groups[k].start:groups[k].end]...)
	}
	return buf, at
}

// chainEnd is where the chain of digits and separators that goes on at i ends.
func chainEnd(text string, i int) int {
	for i < len(text) {
		if text[i]-'0' <= 9 {
			i++
		} else if sep, w := numeric(text[i:]); sep != 0 {
			i += w
		} else {
			break
		}
	}
	return i
}

type digits struct{ start, end int }

func (g digits) len() int { return g.end - g.start }

func decimal(sep rune) bool { return sep == '.' || sep == ',' }

// numeric tells what may stand between the digits of a number: its kind, 0 for
// nothing of the sort, and its length in bytes.
func numeric(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	switch s[0] {
	case '.', ',', '\'':
		return rune(s[0]), 1
	}
	if s[0] < utf8.RuneSelf {
		return 0, 0
	}
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '’':
		return '\'', n
	case '\u00a0', '\u202f', '\u2009':
		return ' ', n
	}
	return 0, 0
}
