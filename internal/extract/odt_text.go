package extract

import (
	"encoding/xml"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// blocks reads block-level content until the element that holds it ends.
func (o *odt) blocks(x *xmlReader) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			switch e.Name.Local {
			case "p", "h":
				err = o.paragraph(x, e)
			case "list":
				err = o.list(x, e)
			case "list-item", "list-header":
				err = o.item(x, e)
			case "table":
				err = o.table(x)
			case "tracked-changes":
				err = o.changes(x)
			case "section":
				if attr(e, "display") == "none" {
					o.d.warn(warnHidden, 1)
					err = x.skip()
				} else {
					err = o.blocks(x)
				}
			case "index-body", "table-of-content", "illustration-index", "alphabetical-index", "bibliography", "user-index", "index-title",
				"text-box", "frame", "numbered-paragraph":
				err = o.blocks(x)
			case "image", "object", "plugin", "object-ole":
				o.d.warn(warnPictures, 1)
				err = x.skip()
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// changes counts tracked changes. The words that were deleted are kept there,
// away from the text, and stay out of it; what was inserted is in the text.
func (o *odt) changes(x *xmlReader) error {
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
			switch e.Name.Local {
			case "deletion":
				o.deleted++
			case "insertion":
				o.d.warn(warnInserted, 1)
			}
		}
	}
	return nil
}

func (o *odt) list(x *xmlReader, e xml.StartElement) error {
	style := attr(e, "style-name")
	if style == "" && len(o.lists) > 0 {
		style = o.lists[len(o.lists)-1].style
	}
	if len(o.lists) == 0 && attr(e, "continue-numbering") != "true" && attr(e, "continue-list") == "" {
		delete(o.counts, style)
	}
	o.lists = append(o.lists, odtOpenList{style: style})
	err := o.blocks(x)
	o.lists = o.lists[:len(o.lists)-1]
	return err
}

func (o *odt) item(x *xmlReader, e xml.StartElement) error {
	if n := len(o.lists); n > 0 {
		l := &o.lists[n-1]
		l.marked, l.header, l.open = false, e.Name.Local == "list-header", true
		if v, err := strconv.Atoi(attr(e, "start-value")); err == nil && n < 10 && v > 0 {
			c := o.counts[l.style]
			if c == nil {
				c = &[10]int{}
				o.counts[l.style] = c
			}
			c[n] = v - 1
		}
	}
	err := o.blocks(x)
	if n := len(o.lists); n > 0 {
		o.lists[n-1].open = false
	}
	return err
}

func (o *odt) paragraph(x *xmlReader, e xml.StartElement) error {
	st := o.named("paragraph", attr(e, "style-name"))
	b := block{kind: qda.Paragraph}
	if e.Name.Local == "h" {
		b.kind, b.level, b.styled = qda.Heading, 1, true
		if n, err := strconv.Atoi(attr(e, "outline-level")); err == nil && n > 0 && n < 10 {
			b.level = n
		}
	} else if st.outline > 0 {
		b.kind, b.level, b.styled = qda.Heading, st.outline, true
	}
	p := &paragraph{}
	var boxes []block
	if err := o.inline(x, p, st.run, &boxes); err != nil {
		return err
	}
	if mark, level := o.openMark(b, p); mark != "" {
		if b.kind == qda.Paragraph {
			b.kind, b.level, b.styled = qda.ListItem, level, true
		}
		b.label = mark
		text, runs := p.take()
		p.write(mark+" ", 0)
		at := p.len()
		p.buf.WriteString(text)
		for _, r := range runs {
			p.runs = append(p.runs, run{r.start + at, r.end + at, r.style})
		}
	} else if len(o.lists) > 0 {
		b.tight = true
	}
	if err := o.d.put(p, b); err != nil {
		return err
	}
	for _, b := range boxes {
		if err := o.d.add(b); err != nil {
			return err
		}
	}
	return nil
}

// openMark gives the mark that the paragraph shows as the first of a list item.
func (o *odt) openMark(b block, p *paragraph) (string, int) {
	n := len(o.lists)
	if n == 0 || strings.TrimSpace(p.buf.String()) == "" {
		return "", 0
	}
	l := &o.lists[n-1]
	if !l.open || l.marked || l.header {
		return "", 0
	}
	l.marked = true
	style := l.style
	if style == "" && b.kind == qda.Heading {
		style = "Outline"
	}
	return o.mark(style, n), n
}

// inline reads the content of a paragraph until the element that holds it ends.
func (o *odt) inline(x *xmlReader, p *paragraph, look docxRun, boxes *[]block) error {
	counted := false
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		hidden := look.hidden == yes
		if hidden && !counted {
			if c, ok := t.(xml.CharData); ok && strings.TrimSpace(string(c)) != "" {
				o.d.warn(warnHidden, 1)
				counted = true
			}
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			if !hidden {
				p.collapse(string(e), look.style())
			}
		case xml.StartElement:
			switch e.Name.Local {
			case "span":
				s := o.named("text", attr(e, "style-name"))
				err = o.inline(x, p, s.run.over(look), boxes)
			case "a", "meta", "meta-field", "ruby", "ruby-base", "bookmark-ref", "reference-ref", "sequence-ref", "note-ref", "page-number", "date", "time",
				"sequence", "title", "subject", "chapter", "file-name", "text-input", "user-field-get", "variable-get", "variable-set", "expression",
				"placeholder", "conditional-text", "database-display", "creator", "initial-creator", "page-count", "sender-firstname", "sender-lastname", "description", "keywords", "user-defined", "alphabetical-index-mark":
				err = o.inline(x, p, look, boxes)
			case "hidden-text", "hidden-paragraph":
				o.d.warn(warnHidden, 1)
				err = x.skip()
			case "s":
				n, convErr := strconv.Atoi(attr(e, "c"))
				if convErr != nil {
					n = 1
				}
				if !hidden {
					p.write(strings.Repeat(" ", min(max(n, 1), 100)), look.style())
				}
				err = x.skip()
			case "tab":
				p.write("\t", look.style())
				err = x.skip()
			case "line-break":
				p.write("\n", look.style())
				err = x.skip()
			case "note":
				err = o.note(x, p, look)
			case "annotation":
				o.d.warn(warnComments, 1)
				err = x.skip()
			case "frame", "g", "custom-shape", "rect", "ellipse", "line", "connector", "polygon", "path", "control":
				err = o.frame(x, boxes)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// collapse writes characters as OpenDocument means them (part 3, §6.1.2): white
// space is one space, and none at the start.
func (p *paragraph) collapse(s string, st style) {
	if !strings.ContainsAny(s, "\t\n\r") && !strings.Contains(s, "  ") && !strings.HasPrefix(s, " ") {
		p.write(s, st)
		return
	}
	from := p.len()
	space := from == 0 || strings.HasSuffix(p.buf.String(), " ") || strings.HasSuffix(p.buf.String(), "\n")
	var b strings.Builder
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	p.write(b.String(), st)
}

// note reads a footnote or endnote: its mark stays in the text.
func (o *odt) note(x *xmlReader, p *paragraph, look docxRun) error {
	mark := ""
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			switch e.Name.Local {
			case "note-citation":
				if mark, err = x.text(); err != nil {
					return err
				}
				if mark = strings.TrimSpace(mark); mark == "" || len(mark) > 20 {
					mark = strconv.Itoa(len(o.notes) + 1)
				}
				p.write("["+mark+"]", look.style())
			case "note-body":
				got, err := o.capture(func() error { return o.blocks(x) })
				if err != nil {
					return err
				}
				if mark == "" {
					mark = strconv.Itoa(len(o.notes) + 1)
				}
				o.notes = append(o.notes, note{mark, got})
			default:
				if err := x.skip(); err != nil {
					return err
				}
			}
		}
	}
}

// frame reads the text boxes of a drawing; without one it is a picture.
func (o *odt) frame(x *xmlReader, boxes *[]block) error {
	found := false
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
			case "text-box":
				found = true
				got, err := o.capture(func() error { return o.blocks(x) })
				if err != nil {
					return err
				}
				*boxes = append(*boxes, got...)
			case "p":
				found = true
				got, err := o.capture(func() error { return o.paragraph(x, e) })
				if err != nil {
					return err
				}
				*boxes = append(*boxes, got...)
			case "title", "desc":
				if err := x.skip(); err != nil {
					return err
				}
			default:
				level++
			}
		}
	}
	if !found {
		o.d.warn(warnPictures, 1)
	}
	return nil
}

// table reads a table row by row. Repeated cells and rows are taken once: they
// are a way of writing empty space.
func (o *odt) table(x *xmlReader) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			switch e.Name.Local {
			case "table-row":
				var cells [][]block
				if cells, err = o.cells(x); err == nil {
					err = o.d.addRow(cells)
				}
			case "table-header-rows", "table-rows", "table-row-group":
				err = o.table(x)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

func (o *odt) cells(x *xmlReader) ([][]block, error) {
	var cells [][]block
	for {
		t, err := x.next()
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return cells, nil
		case xml.StartElement:
			switch e.Name.Local {
			case "table-cell", "covered-table-cell":
				got, err := o.capture(func() error { return o.blocks(x) })
				if err != nil {
					return nil, err
				}
				if e.Name.Local == "table-cell" || len(got) > 0 {
					cells = append(cells, got)
				}
			default:
				if err := x.skip(); err != nil {
					return nil, err
				}
			}
		}
	}
}
