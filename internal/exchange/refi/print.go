package refi

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Print writes a tree as XML in UTF-8: one form for one tree. Attributes and
// children stand as they stand in the tree; see [Arrange]. Characters that XML 1.0
// cannot hold become U+FFFD; mended counts them.
func Print(root *Element, space string) (out []byte, mended int) {
	var b bytes.Buffer
	mended, _ = printTo(&b, root, space) // a buffer takes everything
	return b.Bytes(), mended
}

func printTo(w io.Writer, root *Element, space string) (mended int, err error) {
	p := newPrinter(w)
	p.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	p.element(root, space, 0)
	return p.mended, p.Flush()
}

// printer writes XML. What goes wrong in writing is said by Flush.
type printer struct {
	*bufio.Writer
	mended int
}

func newPrinter(w io.Writer) *printer { return &printer{Writer: bufio.NewWriterSize(w, 1<<15)} }

func (p *printer) element(e *Element, space string, depth int) {
	p.indent(depth)
	p.WriteString("<" + e.Name)
	if space != "" {
		p.WriteString(` xmlns="` + space + `"`)
	}
	for _, a := range e.Attrs {
		p.WriteString(" " + a.Name + `="`)
		p.escape(a.Value, true)
		p.WriteByte('"')
	}
	if e.Text == "" && len(e.Kids) == 0 && e.done == nil {
		p.WriteString("/>")
		p.WriteByte('\n')
		return
	}
	p.WriteByte('>')
	p.escape(e.Text, false)
	if len(e.Kids) > 0 || e.done != nil {
		p.WriteByte('\n')
		if e.done != nil {
			if err := e.done.copyTo(p.Writer); err != nil {
				panic("refi: what was packed cannot be unpacked: " + err.Error())
			}
			p.mended += e.done.mended
		}
		for _, k := range e.Kids {
			p.element(k, "", depth+1)
		}
		p.indent(depth)
	}
	p.WriteString("</" + e.Name + ">")
	p.WriteByte('\n')
}

func (p *printer) indent(depth int) {
	for range depth {
		p.WriteByte(' ')
	}
}

// escape writes characters so that every reader gets the same ones: carriage
// returns as references everywhere, tabs and line feeds in attributes.
func (p *printer) escape(s string, attribute bool) {
	for i, r := range s {
		switch {
		case r == '&':
			p.WriteString("&amp;")
		case r == '<':
			p.WriteString("&lt;")
		case r == '>':
			p.WriteString("&gt;")
		case r == '"' && attribute:
			p.WriteString("&quot;")
		case r == '\r', attribute && (r == '\n' || r == '\t'):
			p.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"), r < 0x20 && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			p.mended++
			p.WriteRune('\uFFFD')
		default:
			p.WriteRune(r)
		}
	}
}
