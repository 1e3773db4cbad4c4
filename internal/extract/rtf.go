package extract

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"articula/internal/qda"
)

// readRTF reads Rich Text Format (Microsoft, version 1.9.1): a tree of groups with
// control words, of which only those that bear on the words are followed.
func readRTF(d *draft, data []byte) error {
	r := &rtf{d: d, src: data, fonts: map[int]rtfFont{}, headings: map[int]int{}}
	r.page = charmap.Windows1252
	r.state = rtfState{uc: 1, font: -1, outline: 0}
	r.story = &rtfStory{}
	if err := r.read(); err != nil {
		return err
	}
	for _, n := range r.notes {
		if err := d.putNote(n.mark, n.blocks); err != nil {
			return err
		}
	}
	return nil
}

// rtf is a Rich Text document while it is read.
type rtf struct {
	d     *draft
	src   []byte
	at    int
	page  encoding.Encoding // of the document
	fonts map[int]rtfFont
	deff  int

	state rtfState
	stack []rtfState
	story *rtfStory

	raw      []byte // characters of one byte or more, not yet decoded
	rawFont  int
	skip     int  // fallback characters still to pass over after \u
	high     rune // first half of a surrogate pair
	headings map[int]int
	notes    []note

	sheetRead, infoRead bool
}

type rtfFont struct {
	enc    encoding.Encoding
	symbol bool
}

// rtfState is what a group inherits and restores.
type rtfState struct {
	dest            rtfDest
	star            bool // \* came: the next word names a destination that may be skipped
	uc, font        int
	bold, italic    bool
	hidden, deleted bool
	outline         int // 1–9 of the paragraph, 0 none
	level           int // of the list item, from 0
	intable         bool
	counted         bool // hidden or deleted characters of this group were counted
	style           int
	ends            func() error // when the group ends
}

type rtfDest uint8

const (
	rtfText rtfDest = iota
	rtfSkip
	rtfFontTable
	rtfStyles
	rtfMark // the number or bullet of a list item
)

// rtfStory is a text of its own: the body, a footnote, a text box.
type rtfStory struct {
	p     paragraph
	mark  strings.Builder
	cells [][]block
	cell  []block
	boxes []block
	outer *rtfStory
	saved []block
	font  int // being defined
	sheet int // style being defined
}

func (r *rtf) read() error {
	for n := 0; r.at < len(r.src); n++ {
		if n%(1<<16) == 0 {
			if err := r.d.ctx.Err(); err != nil {
				return err
			}
		}
		c := r.src[r.at]
		r.at++
		var err error
		switch c {
		case '{':
			err = r.push()
		case '}':
			err = r.pop()
		case '\\':
			err = r.control()
		case '\r', '\n', 0:
		default:
			r.byte(c)
		}
		if err != nil {
			return err
		}
	}
	if len(r.stack) > 0 {
		r.d.warn(warnTruncated, 1)
		for len(r.stack) > 0 {
			if err := r.pop(); err != nil {
				return err
			}
		}
	}
	if err := r.endRow(); err != nil {
		return err
	}
	return r.endParagraph()
}

func (r *rtf) push() error {
	r.flush()
	if len(r.stack) >= 4*r.d.o.Limits.Depth {
		return errTooDeep(r.d.o.Name)
	}
	r.stack = append(r.stack, r.state)
	r.state.star, r.state.ends, r.state.counted = false, nil, false
	return nil
}

func (r *rtf) pop() error {
	r.flush()
	r.skip = 0
	if len(r.stack) == 0 {
		return nil // more closed than opened: read on
	}
	ends := r.state.ends
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	if ends != nil {
		return ends()
	}
	return nil
}

// control reads a control word or symbol.
func (r *rtf) control() error {
	if r.at >= len(r.src) {
		return nil
	}
	c := r.src[r.at]
	if c < 'A' || c > 'z' || c > 'Z' && c < 'a' {
		r.at++
		return r.symbol(c)
	}
	from := r.at
	for r.at < len(r.src) && r.at-from < 32 && (r.src[r.at]|0x20 >= 'a' && r.src[r.at]|0x20 <= 'z') {
		r.at++
	}
	word := string(r.src[from:r.at])
	num, has := 0, false
	from = r.at
	if r.at < len(r.src) && r.src[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.src) && r.at-from < 12 && isDigit(r.src[r.at]) {
		r.at++
	}
	if n, err := strconv.Atoi(string(r.src[from:r.at])); err == nil {
		num, has = n, true
	} else {
		r.at = from
	}
	if r.at < len(r.src) && r.src[r.at] == ' ' {
		r.at++
	}
	return r.word(word, num, has)
}

// symbol handles a control symbol.
func (r *rtf) symbol(c byte) error {
	switch c {
	case '\'':
		if r.at+2 > len(r.src) {
			r.at = len(r.src)
			return nil
		}
		n, err := strconv.ParseUint(string(r.src[r.at:r.at+2]), 16, 8)
		if err != nil {
			return nil
		}
		r.at += 2
		r.byte(byte(n))
	case '*':
		r.state.star = true
	case '~':
		r.rune('\u00A0')
	case '_':
		r.rune('\u2011')
	case '-':
		if r.state.dest == rtfText && r.skip == 0 {
			r.flush()
			r.story.p.soft++
		}
	case '\\', '{', '}':
		r.byte(c)
	case '\r', '\n':
		return r.word("par", 0, false)
	}
	return nil
}

// byte takes a character in the encoding of its font.
func (r *rtf) byte(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if len(r.raw) > 0 && r.rawFont != r.state.font {
		r.flush()
	}
	r.rawFont = r.state.font
	r.raw = append(r.raw, c)
}

// flush decodes the characters that were collected.
func (r *rtf) flush() {
	r.loneSurrogate()
	if len(r.raw) == 0 {
		return
	}
	raw := r.raw
	r.raw = r.raw[:0]
	f, ok := r.fonts[r.rawFont]
	if !ok {
		f = r.fonts[r.deff]
	}
	if f.symbol && r.state.dest != rtfFontTable {
		for _, c := range raw {
			if c < 0x20 || c == ' ' {
				r.write(string(rune(c)))
			} else {
				r.write(symbolRune(0xF000 + rune(c)))
			}
		}
		return
	}
	enc := f.enc
	if enc == nil {
		enc = r.page
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		out = []byte(strings.ToValidUTF8(string(raw), "\uFFFD"))
	}
	r.write(string(out))
}

// rune takes a character that a control word stands for.
func (r *rtf) rune(c rune) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.flush()
	r.write(string(c))
}

// unicode takes \uN and passes over the characters that stand for it in readers
// that do not know it.
func (r *rtf) unicode(n int) {
	if len(r.raw) > 0 {
		r.flush()
	}
	c := rune(uint16(n))
	if n > 0xFFFF {
		c = rune(n)
	}
	switch {
	case c >= 0xD800 && c < 0xDC00:
		r.loneSurrogate()
		r.high = c
	case c >= 0xDC00 && c < 0xE000:
		if r.high != 0 {
			c = (r.high-0xD800)<<10 + (c - 0xDC00) + 0x10000
			r.high = 0
		} else {
			c = '\uFFFD'
		}
		r.write(string(c))
	default:
		r.loneSurrogate()
		if c >= 0xF000 && c <= 0xF0FF {
			r.write(symbolRune(c))
		} else {
			r.write(string(c))
		}
	}
	r.skip = r.state.uc
}

func (r *rtf) loneSurrogate() {
	if r.high != 0 {
		r.high = 0
		r.write("\uFFFD")
	}
}

// write puts decoded characters where the open group belongs.
func (r *rtf) write(s string) {
	switch r.state.dest {
	case rtfText:
		if r.state.hidden || r.state.deleted {
			if !r.state.counted && strings.TrimSpace(s) != "" {
				r.state.counted = true
				if r.state.deleted {
					r.d.warn(warnDeleted, 1)
				} else {
					r.d.warn(warnHidden, 1)
				}
			}
			return
		}
		var st style
		if r.state.bold {
			st |= bold
		}
		if r.state.italic {
			st |= italic
		}
		r.story.p.write(s, st)
	case rtfMark:
		r.story.mark.WriteString(s)
	}
}

// endParagraph ends the paragraph, in the open cell if there is a table.
func (r *rtf) endParagraph() error {
	r.flush()
	s := r.story
	b := block{kind: qda.Paragraph}
	if r.state.outline > 0 {
		b.kind, b.level, b.styled = qda.Heading, r.state.outline, true
	} else if n := r.headings[r.state.style]; n > 0 {
		b.kind, b.level, b.styled = qda.Heading, n, true
	}
	if mark := strings.TrimSpace(s.mark.String()); mark != "" && len(mark) <= 40 {
		text, runs := s.p.take()
		if text != "" {
			if b.kind == qda.Paragraph {
				b.kind, b.level, b.styled = qda.ListItem, r.state.level+1, true
			}
			b.label = mark
			s.p.write(mark+" ", 0)
			at := s.p.len()
			s.p.buf.WriteString(text)
			for _, x := range runs {
				s.p.runs = append(s.p.runs, run{x.start + at, x.end + at, x.style})
			}
		}
	}
	s.mark.Reset()
	if !r.state.intable {
		if err := r.endRow(); err != nil {
			return err
		}
		if err := r.d.put(&s.p, b); err != nil {
			return err
		}
		return r.putBoxes()
	}
	r.d.softHyph += s.p.soft
	s.p.soft = 0
	if b.text, b.runs = s.p.take(); b.text != "" {
		s.cell = append(s.cell, b)
	}
	s.cell = append(s.cell, s.boxes...)
	s.boxes = nil
	return nil
}

func (r *rtf) putBoxes() error {
	boxes := r.story.boxes
	r.story.boxes = nil
	for _, b := range boxes {
		if err := r.d.add(b); err != nil {
			return err
		}
	}
	return nil
}

func (r *rtf) endCell() error {
	saved := r.state.intable
	r.state.intable = true
	err := r.endParagraph()
	r.state.intable = saved
	s := r.story
	s.cells = append(s.cells, s.cell)
	s.cell = nil
	return err
}

func (r *rtf) endRow() error {
	s := r.story
	if len(s.cell) > 0 {
		s.cells = append(s.cells, s.cell)
		s.cell = nil
	}
	cells := s.cells
	s.cells = nil
	if len(cells) == 0 {
		return nil
	}
	return r.d.addRow(cells)
}
