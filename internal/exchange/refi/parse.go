package refi

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

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
	return Limits{FileBytes: 4 << 30, XMLBytes: 192 << 20, Entries: 20_000, Inflated: 4 << 30, EntryMax: 1<<31 - 1, Ratio: 200, Depth: 256, TagBytes: 1 << 20, Elements: 850_000}
}

func errXML(name string) *qda.Error {
	return qda.E(qda.Damaged, "refi.xml", "{name} is not whole: its XML ends or breaks off in the wrong place. Nothing was changed. Ask for the file again or export it anew.", "name", name)
}

// errXMLSize refuses XML that is larger than the limit.
func errXMLSize(name string, l Limits) *qda.Error {
	return qda.E(qda.Invalid, "refi.xml_size", "{name} was not read, because its XML is larger than {n} MB. Nothing was changed. Export the project in parts, or with its texts as files beside the XML.", "name", name, "n", l.XMLBytes>>20)
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
	return parse(ctx, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }, name, l)
}

// parse reads XML twice, without ever holding it: first for what may not be in it, then
// for the tree, so that what is refused costs nothing.
func parse(ctx context.Context, open func() (io.ReadCloser, error), name string, l Limits) (Parsed, error) {
	in, err := open()
	if err != nil {
		return Parsed{}, err
	}
	err = guard(in, name, l)
	in.Close()
	if err != nil {
		return Parsed{}, err
	}
	if in, err = open(); err != nil {
		return Parsed{}, err
	}
	defer in.Close()
	p := &parser{ctx: ctx, name: name, limits: l, names: map[string]string{}}
	p.dec = xml.NewDecoder(newSettler(in, name, l))
	p.dec.CharsetReader = charset.NewReaderLabel
	return p.document()
}

type parser struct {
	ctx    context.Context
	name   string
	limits Limits
	dec    *xml.Decoder
	names  map[string]string
	values [1 << 12]string // met lately, by a sum of their bytes: many are the same
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
		var said *qda.Error
		switch {
		case errors.As(err, &said):
			return Parsed{}, said
		case err != nil && p.ctx.Err() != nil:
			return Parsed{}, p.ctx.Err()
		case err != nil:
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
	if len(t.Attr) > 0 {
		e.Attrs = make([]Attr, 0, len(t.Attr))
	}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "schemaLocation" || a.Name.Local == "noNamespaceSchemaLocation" {
			continue
		}
		name := p.intern(a.Name)
		if _, twice := e.Lookup(name); twice {
			return nil, errXML(p.name).Because(fmt.Errorf("attribute %s stands twice", name))
		}
		e.Attrs = append(e.Attrs, Attr{name, p.value(a.Value)})
	}
	return e, nil
}

// value gives one string for values that are the same and stand near each other.
func (p *parser) value(s string) string {
	if len(s) > 40 { // longer than an identity or a time
		return s
	}
	sum := uint32(2166136261)
	for i := range len(s) {
		sum = (sum ^ uint32(s[i])) * 16777619
	}
	at := &p.values[sum%uint32(len(p.values))]
	if *at != s {
		*at = s
	}
	return *at
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
