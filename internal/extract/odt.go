package extract

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// readODT reads OpenDocument text (ISO/IEC 26300) from its package.
func readODT(d *draft, data []byte) error {
	a, err := d.archive(data)
	if err != nil {
		return err
	}
	if m, err := a.bytes("META-INF/manifest.xml", 4<<20); err == nil && bytes.Contains(m, []byte("encryption-data")) {
		return errPassword(d.o.Name)
	} else if err != nil && !errors.Is(err, errAbsent) {
		return err
	}
	o := newODT(d)
	for _, part := range []string{"meta.xml", "styles.xml", "content.xml"} {
		r, err := a.open(part)
		if errors.Is(err, errAbsent) && part != "content.xml" {
			continue
		}
		if err == nil {
			err = o.read(r)
		}
		if err != nil {
			if e := new(qda.Error); part == "content.xml" || errors.As(err, &e) {
				return err
			}
			d.warn(warnTruncated, 1)
		}
	}
	for name := range a.parts {
		if strings.HasPrefix(name, "Basic/") && strings.HasSuffix(name, ".xml") {
			d.warn(warnMacros, 1)
			break
		}
	}
	return o.end()
}

// readFlatODT reads the same in one XML file.
func readFlatODT(d *draft, data []byte) error {
	o := newODT(d)
	if err := o.read(bytes.NewReader(data)); err != nil {
		return err
	}
	return o.end()
}

// odt is an OpenDocument text while it is read.
type odt struct {
	d       *draft
	styles  map[string]*odtStyle
	formats map[string]*odtList // list styles
	lists   []odtOpenList
	counts  map[string]*[10]int // counters of list styles that go on
	notes   []note
	deleted int
	authors int
}

// odtStyle is a style of paragraphs or characters.
type odtStyle struct {
	parent, list string
	outline      int
	run          docxRun
}

// odtList is a list style: how each level is numbered.
type odtList struct {
	levels [11]struct {
		format, prefix, suffix string
		start, show            int
		bullet                 bool
	}
}

type odtOpenList struct {
	style  string
	marked bool // the item's first paragraph has its mark
	header bool // an item without a mark
	open   bool // inside an item
}

func newODT(d *draft) *odt {
	return &odt{d: d, styles: map[string]*odtStyle{}, formats: map[string]*odtList{}, counts: map[string]*[10]int{}}
}

func (o *odt) end() error {
	for _, n := range o.notes {
		if err := o.d.putNote(n.mark, n.blocks); err != nil {
			return err
		}
	}
	o.d.warn(warnAuthor, o.authors)
	o.d.warn(warnDeleted, o.deleted)
	return nil
}

// read reads one part: styles, properties and text, whichever it has.
func (o *odt) read(r io.Reader) error {
	x := newXML(o.d, r)
	return x.each(func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "style", "default-style":
			return o.style(x, e)
		case "list-style", "outline-style":
			return o.listStyle(x, e)
		case "meta":
			return o.meta(x)
		case "master-page":
			return o.master(x)
		case "text":
			if strings.HasSuffix(e.Name.Space, "office:1.0") {
				return o.blocks(x)
			}
		}
		return nil
	})
}

func (o *odt) style(x *xmlReader, e xml.StartElement) error {
	s := &odtStyle{parent: attr(e, "parent-style-name"), list: attr(e, "list-style-name")}
	if n, err := strconv.Atoi(attr(e, "default-outline-level")); err == nil && n > 0 && n < 10 {
		s.outline = n
	}
	if name := attr(e, "name"); name != "" {
		o.styles[attr(e, "family")+" "+name] = s
		if name == "Title" {
			s.outline = 1
		}
	}
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			level--
		case xml.StartElement:
			level++
			if e.Name.Local != "text-properties" {
				continue
			}
			switch w := attr(e, "font-weight"); {
			case w == "bold" || w >= "600" && w <= "900":
				s.run.bold = yes
			case w != "":
				s.run.bold = no
			}
			switch attr(e, "font-style") {
			case "italic", "oblique":
				s.run.italic = yes
			case "normal":
				s.run.italic = no
			}
			if attr(e, "display") == "none" {
				s.run.hidden = yes
			}
		}
	}
	return nil
}

// named gives a style with what it inherits.
func (o *odt) named(family, name string) odtStyle {
	var out odtStyle
	for range 20 {
		s := o.styles[family+" "+name]
		if s == nil || name == "" {
			break
		}
		out.run = out.run.over(s.run)
		if out.outline == 0 {
			out.outline = s.outline
		}
		if out.list == "" {
			out.list = s.list
		}
		name = s.parent
	}
	return out
}

func (o *odt) listStyle(x *xmlReader, e xml.StartElement) error {
	l := &odtList{}
	o.formats[attr(e, "name")] = l
	if e.Name.Local == "outline-style" {
		o.formats["Outline"] = l
	}
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			level--
		case xml.StartElement:
			level++
			n, err := strconv.Atoi(attr(e, "level"))
			if err != nil || n < 1 || n > 10 {
				continue
			}
			v := &l.levels[n]
			switch e.Name.Local {
			case "list-level-style-bullet", "list-level-style-image":
				v.bullet = true
			case "list-level-style-number", "outline-level-style":
				v.format, v.prefix, v.suffix = attr(e, "num-format"), attr(e, "num-prefix"), attr(e, "num-suffix")
				v.start, _ = strconv.Atoi(attr(e, "start-value"))
				v.show, _ = strconv.Atoi(attr(e, "display-levels"))
			}
		}
	}
	return nil
}

// mark counts an item of a list and gives its mark.
func (o *odt) mark(style string, level int) string {
	l := o.formats[style]
	if l == nil || level < 1 || level > 9 {
		return "•"
	}
	v := l.levels[level]
	if v.bullet {
		return "•"
	}
	c := o.counts[style]
	if c == nil {
		c = &[10]int{}
		o.counts[style] = c
	}
	if c[level] == 0 {
		c[level] = max(1, v.start) - 1
	}
	c[level]++
	for i := level + 1; i < 10; i++ {
		c[i] = 0
	}
	if v.format == "" {
		return strings.TrimSpace(v.prefix + v.suffix)
	}
	var b strings.Builder
	b.WriteString(v.prefix)
	for i := max(1, level-max(1, v.show)+1); i <= level; i++ {
		if i > max(1, level-max(1, v.show)+1) {
			b.WriteByte('.')
		}
		b.WriteString(numeral(max(1, c[i]), orDecimal(l.levels[i].format)))
	}
	b.WriteString(v.suffix)
	return strings.TrimSpace(b.String())
}

// orDecimal gives levels without numbers of their own decimal ones inside the
// numbers of deeper levels.
func orDecimal(f string) string {
	if f == "" {
		return "1"
	}
	return f
}

// meta takes the title and the language, and counts the authors.
func (o *odt) meta(x *xmlReader) error {
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			level--
		case xml.StartElement:
			switch e.Name.Local {
			case "title":
				s, err := x.text()
				if err != nil {
					return err
				}
				o.d.titles = append(o.d.titles, s)
			case "creator", "initial-creator", "printed-by":
				s, err := x.text()
				if err != nil {
					return err
				}
				if strings.TrimSpace(s) != "" {
					o.authors++
				}
			default:
				level++
			}
		}
	}
	return nil
}

// master counts the headers and footers of a page style.
func (o *odt) master(x *xmlReader) error {
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			level--
		case xml.StartElement:
			if !strings.HasPrefix(e.Name.Local, "header") && !strings.HasPrefix(e.Name.Local, "footer") {
				level++
				continue
			}
			got, err := o.capture(func() error { return o.blocks(x) })
			if err := o.d.pageHeader(got, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// capture gives the blocks that f adds, without leaving them in the document.
func (o *odt) capture(f func() error) ([]block, error) {
	saved, spacing, lists := o.d.blocks, o.d.spacing, o.lists
	o.d.blocks, o.lists = nil, nil
	err := f()
	got := o.d.blocks
	o.d.blocks, o.d.spacing, o.lists = saved, spacing, lists
	return got, err
}
