package refi

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/html/charset"

	"articula/internal/qda"
)

// Limits bound what one file may cost.
type Limits struct {
	FileBytes int64 // the archive
	XMLBytes  int64 // project.qde, inflated
	Entries   int   // files in the archive
	Inflated  int64 // bytes inflated from the archive, all together
	EntryMax  int64 // bytes of one source; the standard ends at 2 147 483 647
	Ratio     int64 // inflated to packed, looked at above 64 MiB
	Depth     int   // nesting of elements
	TagBytes  int   // one tag with its attributes
	Elements  int
}

// DefaultLimits hold any project that a team would exchange, with room to spare.
func DefaultLimits() Limits {
	return Limits{FileBytes: 4 << 30, XMLBytes: 192 << 20, Entries: 20_000, Inflated: 4 << 30, EntryMax: 1<<31 - 1, Ratio: 200, Depth: 256, TagBytes: 1 << 20, Elements: 750_000}
}

func errXML(name string) *qda.Error {
	return qda.E(qda.Damaged, "refi.xml", "{name} is not whole: its XML ends or breaks off in the wrong place. Nothing was changed. Ask for the file again or export it anew.", "name", name)
}

// errXMLSize refuses XML that is larger than the limit.
func errXMLSize(name string, l Limits) *qda.Error {
	return qda.E(qda.Invalid, "refi.xml_size", "{name} was not read, because its XML is larger than {n} MB. Nothing was changed.", "name", name, "n", l.XMLBytes>>20)
}

// Parsed is a document of XML as it was read.
type Parsed struct {
	Root  *Element
	Space string // namespace of the root
}

// Parse reads the XML of a project or codebook within the limits. The name is for
// messages. DOCTYPE, depth beyond the limit and duplicate attributes are refused.
func Parse(ctx context.Context, b []byte, name string, l Limits) (Parsed, error) {
	if int64(len(b)) > l.XMLBytes {
		return Parsed{}, errXMLSize(name, l)
	}
	b, err := settle(b, name, l)
	if err != nil {
		return Parsed{}, err
	}
	p := &parser{ctx: ctx, name: name, limits: l, names: map[string]string{}}
	p.dec = xml.NewDecoder(bytes.NewReader(b))
	p.dec.CharsetReader = charset.NewReaderLabel
	return p.document()
}

type parser struct {
	ctx    context.Context
	name   string
	limits Limits
	dec    *xml.Decoder
	names  map[string]string
	count  int
}

func (p *parser) document() (Parsed, error) {
	var out Parsed
	var open []*Element
	for {
		t, err := p.dec.Token()
		if errors.Is(err, io.EOF) && out.Root != nil && len(open) == 0 {
			return out, nil
		}
		if err != nil {
			return Parsed{}, errXML(p.name).Because(err)
		}
		if p.count++; p.count%4096 == 0 && p.ctx.Err() != nil {
			return Parsed{}, p.ctx.Err()
		}
		switch t := t.(type) {
		case xml.Directive:
			return Parsed{}, qda.E(qda.Invalid, "refi.doctype", "{name} was not read, because it declares a document type of its own, which no such file needs. Nothing was changed.", "name", p.name)
		case xml.StartElement:
			e, err := p.start(t)
			if err != nil {
				return Parsed{}, err
			}
			switch {
			case len(open) > 0:
				up := open[len(open)-1]
				up.Kids = append(up.Kids, e)
			case out.Root != nil:
				return Parsed{}, errXML(p.name)
			default:
				out.Root, out.Space = e, t.Name.Space
			}
			if open = append(open, e); len(open) > p.limits.Depth {
				return Parsed{}, qda.E(qda.Invalid, "refi.depth", "{name} was not read, because it is nested more than {n} deep. Nothing was changed.", "name", p.name, "n", p.limits.Depth)
			}
		case xml.EndElement:
			e := open[len(open)-1]
			open = open[:len(open)-1]
			if len(e.Kids) > 0 && textTypes[e.Name] == "" && strings.Trim(e.Text, " \t\n\r") == "" {
				e.Text = "" // indentation
			}
		case xml.CharData:
			if len(open) > 0 {
				e := open[len(open)-1]
				if textTypes[e.Name] != "" || strings.Trim(string(t), " \t\n\r") != "" {
					e.Text += string(t)
				}
			}
		}
	}
}

func (p *parser) start(t xml.StartElement) (*Element, error) {
	e := &Element{Name: p.intern(t.Name)}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "schemaLocation" || a.Name.Local == "noNamespaceSchemaLocation" {
			continue
		}
		name := p.intern(a.Name)
		if _, twice := e.Lookup(name); twice {
			return nil, errXML(p.name).Because(fmt.Errorf("attribute %s stands twice", name))
		}
		e.Attrs = append(e.Attrs, Attr{name, a.Value})
	}
	return e, nil
}

// intern gives one string for each name. Names of the standard's namespaces, and of
// none, are local; others keep their namespace in braces.
func (p *parser) intern(n xml.Name) string {
	s := n.Local
	if n.Space != "" && !strings.HasPrefix(n.Space, namespaceRoot) {
		s = "{" + n.Space + "}" + s
	}
	if have, ok := p.names[s]; ok {
		return have
	}
	p.names[s] = s
	return s
}

// settle makes UTF-8 of UTF-16, and white space in values of attributes what XML
// 1.0 (§3.3.3) says it is: spaces, unless it was written as a reference. It guards
// the length of tags on the way, which the decoder takes into memory whole, and their
// number, before anything is made of them.
func settle(b []byte, name string, l Limits) ([]byte, error) {
	b = fromUTF16(b)
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if n := elements(b); n > l.Elements {
		return nil, qda.E(qda.Invalid, "refi.elements", "{name} was not read, because it has more elements than any project. Nothing was changed.", "name", name)
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != '<' {
			n := bytes.IndexByte(b[i:], '<')
			if n < 0 {
				n = len(b) - i
			}
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		end, quoted := markup(b[i:])
		if end > l.TagBytes && !bytes.HasPrefix(b[i:], []byte("<![CDATA[")) {
			return nil, qda.E(qda.Invalid, "refi.tag", "{name} was not read, because one of its tags is longer than a tag can be. Nothing was changed.", "name", name)
		}
		at := len(out)
		out = append(out, b[i:i+end]...)
		if quoted {
			out = append(out[:at], spaced(out[at:])...)
		}
		i += end
	}
	return out, nil
}

// elements counts the tags with which elements begin.
func elements(b []byte) (n int) {
	for i := 0; ; {
		at := bytes.IndexByte(b[i:], '<')
		if at < 0 {
			return n
		}
		end, _ := markup(b[i+at:])
		if end > 1 && !bytes.ContainsRune([]byte("/!?"), rune(b[i+at+1])) {
			n++
		}
		i += at + end
	}
}

// markup is the length of the tag, comment, instruction or section that b begins
// with, and whether it is a tag with quoted values.
func markup(b []byte) (n int, quoted bool) {
	for _, m := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(b, []byte(m[0])) {
			if i := bytes.Index(b[len(m[0]):], []byte(m[1])); i >= 0 {
				return len(m[0]) + i + len(m[1]), false
			}
			return len(b), false
		}
	}
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote, quoted = c, true
		case c == '>':
			return i + 1, quoted
		}
	}
	return len(b), quoted
}

// spaced replaces white space in the quoted values of a tag, in place.
func spaced(tag []byte) []byte {
	out, quote := tag[:0], byte(0)
	for i, c := range tag {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		case quote != 0 && c == '\r' && i+1 < len(tag) && tag[i+1] == '\n':
			continue
		case quote != 0 && (c == '\t' || c == '\n' || c == '\r'):
			c = ' '
		}
		out = append(out, c)
	}
	return out
}

// fromUTF16 recognises UTF-16 by its mark or by the zero beside the first "<".
func fromUTF16(b []byte) []byte {
	if len(b) < 4 {
		return b
	}
	high, low := 0, 1
	switch {
	case b[0] == 0xff && b[1] == 0xfe, b[0] == '<' && b[1] == 0:
		high, low = 1, 0
	case b[0] == 0xfe && b[1] == 0xff, b[0] == 0 && b[1] == '<':
	default:
		return b
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i+high])<<8|uint16(b[i+low]))
	}
	s := strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
	if strings.HasPrefix(s, "<?xml") {
		if _, rest, ok := strings.Cut(s, "?>"); ok {
			s = rest // its declaration names the encoding that it no longer has
		}
	}
	return []byte(s)
}
