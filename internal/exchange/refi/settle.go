package refi

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"

	"articula/internal/qda"
)

// settler lets XML through as it comes, and makes of white space in values of attributes
// what XML 1.0 (§3.3.3) says it is: spaces, unless it was written as a reference. On the
// way it guards the length of tags, which the decoder takes into memory whole, and counts
// those with which elements begin.
type settler struct {
	in     *bufio.Reader
	name   string
	limits Limits

	state  byte   // where the next character stands
	head   string // of a section or comment that has begun, as far as it is one
	quote  byte   // the value goes on to this one; 0 outside of values
	cr     bool   // the last character of the value was a carriage return
	run    int    // of the characters that end a section, as many as stand here
	length int    // of the tag or comment
	count  int    // elements
	err    error
}

// Where a character can stand.
const (
	inText byte = iota
	atTag       // behind <
	atBang      // behind <!, as long as it may be a comment or a section
	inTag
	inComment
	inSection
	inInstruction
)

const (
	commentHead = "<!--"
	sectionHead = "<![CDATA["
)

// newSettler reads XML in UTF-8, in UTF-16 or in what its declaration says.
func newSettler(in io.Reader, name string, l Limits) *settler {
	r := bufio.NewReaderSize(in, 1<<16)
	if head, _ := r.Peek(4); len(head) == 4 {
		if order, is := utf16Order(head); is {
			r = bufio.NewReaderSize(unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(r), 1<<16)
			skipDeclaration(r) // it names the encoding that the text no longer has
		}
	}
	if mark, _ := r.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = r.Discard(3)
	}
	return &settler{in: r, name: name, limits: l}
}

// utf16Order recognises UTF-16 by its mark or by the zero beside the first "<".
func utf16Order(head []byte) (unicode.Endianness, bool) {
	switch {
	case head[0] == 0xff && head[1] == 0xfe, head[0] == '<' && head[1] == 0:
		return unicode.LittleEndian, true
	case head[0] == 0xfe && head[1] == 0xff, head[0] == 0 && head[1] == '<':
		return unicode.BigEndian, true
	}
	return unicode.BigEndian, false
}

func skipDeclaration(r *bufio.Reader) {
	head, _ := r.Peek(1 << 10)
	if bytes.HasPrefix(head, []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end > 0 {
			_, _ = r.Discard(end + 2)
		}
	}
}

func (s *settler) Read(b []byte) (n int, err error) {
	for n < len(b) && s.err == nil {
		if s.state == inText { // most of a file: as much as there is, at once
			chunk, err := s.in.Peek(min(max(1, s.in.Buffered()), len(b)-n))
			if len(chunk) == 0 {
				s.err = err
				break
			}
			if at := bytes.IndexByte(chunk, '<'); at != 0 {
				if at > 0 {
					chunk = chunk[:at]
				}
				n += copy(b[n:], chunk)
				_, _ = s.in.Discard(len(chunk))
				continue
			}
		}
		c, err := s.in.ReadByte()
		if err != nil {
			s.err = err
			break
		}
		if c, ok := s.next(c); ok {
			b[n] = c
			n++
		}
	}
	if n > 0 && s.err == io.EOF {
		return n, nil
	}
	return n, s.err
}

// next gives the character that stands for one; false for none.
func (s *settler) next(c byte) (out byte, ok bool) {
	if s.state != inText {
		if s.length++; s.length > s.limits.TagBytes && s.state != inSection {
			s.err = qda.E(qda.Invalid, "refi.tag", "{name} was not read, because one of its tags is longer than a tag can be. Nothing was changed.", "name", s.name)
			return 0, false
		}
	}
	switch s.state {
	case inText:
		if c == '<' {
			s.state, s.length = atTag, 1
		}
		return c, true
	case atTag:
		switch c {
		case '!':
			s.state, s.head = atBang, "<!"
			return c, true
		case '?':
			s.state, s.run = inInstruction, 0
			return c, true
		}
		s.state = inTag
		if c != '/' {
			if s.count++; s.count > s.limits.Elements {
				s.err = qda.E(qda.Invalid, "refi.elements", "{name} was not read, because it has more than {n} elements, which some hundred thousand codings make. Nothing was changed. Export the project in parts, a group of documents at a time.", "name", s.name, "n", s.limits.Elements)
				return 0, false
			}
		}
		return s.inTag(c)
	case atBang:
		n := len(s.head)
		switch {
		case n < len(commentHead) && s.head == commentHead[:n] && c == commentHead[n]:
			s.head = commentHead[:n+1]
		case n < len(sectionHead) && s.head == sectionHead[:n] && c == sectionHead[n]:
			s.head = sectionHead[:n+1]
		default:
			s.state = inTag
			return s.inTag(c)
		}
		switch s.head {
		case commentHead:
			s.state, s.run = inComment, 0
		case sectionHead:
			s.state, s.run = inSection, 0
		}
		return c, true
	case inTag:
		return s.inTag(c)
	case inComment:
		s.ends(c, '-', 2)
	case inSection:
		s.ends(c, ']', 2)
	case inInstruction:
		s.ends(c, '?', 1)
	}
	return c, true
}

// ends goes back to text behind as many of a character as end a section, and >.
func (s *settler) ends(c, of byte, many int) {
	switch {
	case c == of:
		s.run++
	case c == '>' && s.run >= many:
		s.state = inText
	default:
		s.run = 0
	}
}

func (s *settler) inTag(c byte) (byte, bool) {
	was := s.cr
	s.cr = false
	switch {
	case s.quote == 0 && c == '>':
		s.state = inText
	case s.quote == 0 && (c == '"' || c == '\''):
		s.quote = c
	case c == s.quote:
		s.quote = 0
	case s.quote != 0 && c == '\n' && was: // the pair was one space already
		return 0, false
	case s.quote != 0 && (c == '\t' || c == '\n' || c == '\r'):
		s.cr = c == '\r'
		return ' ', true
	}
	return c, true
}

// guard reads XML to its end for what may not be in it.
func guard(in io.Reader, name string, l Limits) error {
	_, err := io.Copy(io.Discard, newSettler(in, name, l))
	return err
}
