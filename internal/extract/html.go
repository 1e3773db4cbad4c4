package extract

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"articula/internal/qda"
)

// readHTML reads a web page with a tokenizer only: no tree, so neither depth nor
// width of a page costs memory.
func readHTML(d *draft, data []byte) error {
	declared, err := d.htmlEncoding(&data)
	if err != nil {
		return err
	}
	src, err := d.decode(data)
	if err != nil {
		return err
	}
	if declared != "" {
		d.result.Encoding = declared
	}
	return d.fragment(src)
}

// htmlEncoding takes the encoding that the page declares, where the caller chose
// none, and gives its name if it was another than UTF-8.
func (d *draft) htmlEncoding(data *[]byte) (string, error) {
	if d.o.Encoding != "" {
		return "", nil
	}
	for _, m := range marks {
		if bytes.HasPrefix(*data, []byte(m.mark)) {
			return "", nil
		}
	}
	_, name, certain := charset.DetermineEncoding((*data)[:min(len(*data), 1024)], "text/html")
	if !certain && !declares.Match((*data)[:min(len(*data), 1024)]) {
		return "", nil
	}
	enc, name, ok := encodingNamed(name)
	if !ok || name == utf8Name {
		return "", nil // valid or not, decode finds out
	}
	out, err := enc.NewDecoder().Bytes(*data)
	if err != nil {
		return "", err
	}
	*data = out
	d.o.Encoding = utf8Name
	return name, nil
}

var declares = regexp.MustCompile(`(?i)charset\s*=|encoding\s*=`)

// fragment reads markup into blocks.
func (d *draft) fragment(src string) error {
	h := &htmlReader{d: d, z: html.NewTokenizer(strings.NewReader(src))}
	h.z.SetMaxBuf(d.o.Limits.TagBytes * 16)
	return h.read()
}

// htmlReader turns tokens into blocks. Elements only open and close counters, so
// any nesting, right or wrong, is read in one pass.
type htmlReader struct {
	d *draft
	z *html.Tokenizer
	p paragraph

	skip      []atom.Atom // open elements whose content is no text, the innermost last
	skipDepth int         // depth of the same element inside the skipped one
	title     *strings.Builder
	pre       int
	space     bool // white space is due before the next word
	styles    []openStyle
	heading   int
	lists     []list
	item      string // mark of the list item that the next block opens
	tables    []*htmlTable
	footnote  string
}

type openStyle struct {
	tag   atom.Atom
	style style
}

// htmlTable collects the rows of one open table.
type htmlTable struct {
	cells [][]block
	cell  bool
	saved []block // blocks of the document before the cell was opened
}

func (h *htmlReader) read() error {
	for n := 0; ; n++ {
		if n%4096 == 4095 {
			if err := h.d.ctx.Err(); err != nil {
				return err
			}
		}
		switch h.z.Next() {
		case html.ErrorToken:
			if err := h.z.Err(); err == html.ErrBufferExceeded {
				return errTag(h.d.o.Name)
			}
			return h.end()
		case html.TextToken:
			h.text(string(h.z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			if err := h.open(); err != nil {
				return err
			}
		case html.EndTagToken:
			name, _ := h.z.TagName()
			if err := h.close(atom.Lookup(name)); err != nil {
				return err
			}
		}
	}
}

// end closes what a page left open.
func (h *htmlReader) end() error {
	if err := h.flush(); err != nil {
		return err
	}
	for len(h.tables) > 0 {
		if err := h.closeTable(); err != nil {
			return err
		}
	}
	return nil
}

func (h *htmlReader) text(s string) {
	if h.title != nil {
		h.title.WriteString(s)
		return
	}
	if len(h.skip) > 0 {
		return
	}
	s = html.UnescapeString(s)
	if h.pre > 0 {
		h.p.write(strings.ReplaceAll(s, "\r\n", "\n"), h.style())
		return
	}
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			if h.space && h.p.len() > 0 {
				h.p.write(" ", h.style())
			}
			h.space = false
			h.p.write(s[:i], h.style())
		}
		if i < len(s) {
			h.space = true
			i++
		}
		s = s[i:]
	}
}

func (h *htmlReader) style() style {
	var st style
	for _, s := range h.styles {
		st |= s.style
	}
	return st
}

// flush ends the paragraph that is being written.
func (h *htmlReader) flush() error {
	h.space = false
	if h.p.len() == 0 {
		return nil
	}
	b := block{kind: qda.Paragraph}
	switch {
	case h.footnote != "":
		b.kind, b.label, b.styled = qda.Footnote, h.footnote, true
	case h.heading > 0:
		b.kind, b.level, b.styled = qda.Heading, h.heading, true
	case h.item != "":
		b.kind, b.level, b.label, b.styled = qda.ListItem, max(1, len(h.lists)), h.item, true
		mark := h.item
		h.item = ""
		text, runs := h.p.take()
		if text == "" {
			h.item = mark
			return nil
		}
		b.text = mark + " " + text
		for _, r := range runs {
			b.runs = append(b.runs, run{r.start + len(mark) + 1, r.end + len(mark) + 1, r.style})
		}
		h.d.softHyph += h.p.soft
		h.p.soft = 0
		b.blank = h.d.spacing.take()
		return h.d.add(b)
	case len(h.lists) > 0:
		b.tight = true
	}
	return h.d.put(&h.p, b)
}
