package extract

import (
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/net/html/charset"
)

// xmlReader reads XML within the limits: no DOCTYPE, a cap on nesting and on the
// length of a tag. Names come without their namespace prefix.
type xmlReader struct {
	d     *draft
	dec   *xml.Decoder
	depth int
	count int
}

func newXML(d *draft, r io.Reader) *xmlReader {
	dec := xml.NewDecoder(&tagGuard{r: r, limit: d.o.Limits.TagBytes, name: d.o.Name})
	dec.CharsetReader = charset.NewReaderLabel
	return &xmlReader{d: d, dec: dec}
}

// next gives the next token, io.EOF at the end of a whole document.
func (x *xmlReader) next() (xml.Token, error) {
	t, err := x.dec.Token()
	if err != nil {
		return nil, err
	}
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > x.d.o.Limits.Depth {
			return nil, errTooDeep(x.d.o.Name)
		}
	case xml.EndElement:
		x.depth--
	case xml.Directive:
		return nil, errDoctype(x.d.o.Name)
	}
	if x.count++; x.count%8192 == 0 {
		if err := x.d.ctx.Err(); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// skip passes over the rest of the element that was just opened.
func (x *xmlReader) skip() error {
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			level++
		case xml.EndElement:
			level--
		}
	}
	return nil
}

// text gives the characters of the element that was just opened, and of all
// elements in it.
func (x *xmlReader) text() (string, error) {
	var out []byte
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			level++
		case xml.EndElement:
			level--
		case xml.CharData:
			out = append(out, t...)
		}
	}
	return string(out), nil
}

// each calls f with every token until the end of the input.
func (x *xmlReader) each(f func(xml.Token) error) error {
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f(t); err != nil {
			return err
		}
	}
}

// attr gives the value of the attribute with the local name, "" if there is none.
func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// tagGuard stops a reader before a single tag, comment or instruction grows
// beyond the limit, which the decoder would take into memory whole. It follows
// the markup only so far as to know where tags end.
type tagGuard struct {
	r     io.Reader
	limit int
	name  string
	size  int  // of the tag so far
	in    byte // 0 outside of tags, '<' in one, a quote in a value of one, '!' in a comment, instruction or CDATA section
}

func (g *tagGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	for _, c := range p[:n] {
		switch g.in {
		case 0:
			if c == '<' {
				g.in, g.size = '<', 0
			}
			continue
		case '<':
			switch {
			case c == '>':
				g.in = 0
			case g.size == 0 && (c == '!' || c == '?'):
				g.in = '!'
			case c == '"' || c == '\'':
				g.in = c
			}
		case '!':
			if c == '>' {
				g.in = 0
			}
		default:
			if c == g.in {
				g.in = '<'
			}
		}
		if g.size++; g.size > g.limit {
			return 0, errTag(g.name)
		}
	}
	return n, err
}
