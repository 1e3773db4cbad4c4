package words

import "unicode/utf8"

// maxTerm is the longest term in bytes. A longer run, which is no word of any
// language, is cut into several words side by side.
const maxTerm = 96

// Scanner walks over the words of a text. The zero Scanner is ready for Reset.
// Text that is not valid UTF-8 ends a word and nothing else: the words behind it
// are found.
type Scanner struct {
	// Start and End are the word's place in the text, in bytes, half-open.
	Start, End int
	// Term is the folded word, never empty. It is overwritten by the next call.
	Term []byte

	text  string
	pos   int
	plain int // digits before this offset are no longer joined to a number
	table *table
}

// Reset starts over with a text.
func (s *Scanner) Reset(text string) {
	s.text, s.pos, s.plain = text, 0, 0
	s.Start, s.End = 0, 0
	if s.table == nil {
		s.table = tables()
		s.Term = make([]byte, 0, 2*maxTerm)
	}
}

// Next moves to the next word and reports whether there is one.
func (s *Scanner) Next() bool {
	text, buf := s.text, s.Term[:0]
	i := s.pos
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if ascii[c] != 0 {
				break
			}
			i++
			continue
		}
		class, n, _ := s.table.look(text[i:], nil)
		if class == letter || class == single {
			break
		}
		i += n
	}
	if i >= len(text) {
		s.pos, s.Term = i, buf
		return false
	}
	s.Start = i
	if i >= s.plain && text[i]-'0' <= 9 {
		var end int
		if buf, end = s.number(i, buf); end > 0 {
			s.pos, s.End, s.Term = end, end, buf
			return true
		}
	}
	end := i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			f := ascii[c]
			if f == 0 {
				break
			}
			buf = append(buf, f)
			i++
			end = i
		} else {
			class, n, folded := s.table.look(text[i:], buf)
			// A mark behind a letter that folds to nothing would be a term that is no word.
			if class == separator || class == single && len(buf) > 0 || class == mark && len(buf) == 0 {
				break
			}
			buf = folded
			i += n
			if class != ignorable {
				end = i
			}
			if class == single {
				i, end, buf = s.marks(i, buf)
				break
			}
		}
		if len(buf) >= maxTerm {
			break
		}
	}
	s.pos, s.End, s.Term = end, end, buf
	if len(buf) == 0 { // a letter that folds to nothing
		s.pos = i
		return s.Next()
	}
	return true
}

// Beginnings is a set of terms by their first two bytes, to pass over the words of a
// text that are of no interest without folding them.
type Beginnings struct{ bits [1 << 16 / 64]uint64 }

// Allow takes in all terms that begin with the prefix.
func (b *Beginnings) Allow(prefix string) {
	switch len(prefix) {
	case 0:
		for i := range b.bits {
			b.bits[i] = ^uint64(0)
		}
	case 1:
		for c := range 256 / 64 {
			b.bits[int(prefix[0])*256/64+c] = ^uint64(0)
		}
	default:
		b.set(int(prefix[0])<<8 | int(prefix[1]))
	}
}

func (b *Beginnings) set(i int) { b.bits[i/64] |= 1 << (i % 64) }

func (b *Beginnings) has(first, second byte) bool {
	i := uint(first)<<8 | uint(second)
	return b.bits[i/64]&(1<<(i%64)) != 0
}

// NextOf moves to the next word whose term is in the set, and gives how many words
// it passed over. It finds what Next finds.
func (s *Scanner) NextOf(b *Beginnings) (passed int, ok bool) {
	text := s.text
	for i := s.pos; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			f := ascii[c]
			if f == 0 {
				i++
				continue
			}
			// a plain word that is not in the set
			if f >= 'a' {
				j := i + 1
				var second byte
				if j < len(text) && text[j] < utf8.RuneSelf {
					second = ascii[text[j]]
				}
				if !b.has(f, second) {
					for j < len(text) && text[j] < utf8.RuneSelf && ascii[text[j]] != 0 {
						j++
					}
					if (j == len(text) || text[j] < utf8.RuneSelf) && j-i < maxTerm {
						passed++
						i = j
						continue
					}
				}
			}
		}
		s.pos = i
		if !s.Next() {
			return passed, false
		}
		var second byte
		if len(s.Term) > 1 {
			second = s.Term[1]
		}
		if b.has(s.Term[0], second) {
			return passed, true
		}
		passed++
		i = s.pos
	}
	s.pos = len(text)
	return passed, false
}

// marks takes the marks that stand on a single character.
func (s *Scanner) marks(i int, buf []byte) (next, end int, folded []byte) {
	end = i
	for i < len(s.text) && s.text[i] >= utf8.RuneSelf && len(buf) < maxTerm {
		class, n, folded := s.table.look(s.text[i:], buf)
		if class != mark && class != ignorable {
			break
		}
		buf = folded
		i += n
		if class == mark {
			end = i
		}
	}
	return i, end, buf
}

// Terms gives the terms of a text, in order.
func Terms(text string) []string {
	var s Scanner
	var out []string
	for s.Reset(text); s.Next(); {
		out = append(out, string(s.Term))
	}
	return out
}
