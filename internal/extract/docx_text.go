package extract

import (
	"cmp"
	"encoding/xml"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// blocks reads block-level content until the element that holds it ends.
func (w *docx) blocks(x *xmlReader) error {
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
			case "p":
				err = w.paragraph(x)
			case "tbl":
				err = w.table(x)
			case "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice":
				err = w.blocks(x)
			case "AlternateContent":
				err = w.alternate(x, w.blocks)
			case "del", "moveFrom":
				w.d.warn(warnDeleted, 1)
				err = x.skip()
			case "altChunk", "subDoc":
				w.d.warn(warnExternal, 1)
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

// alternate reads the first choice of content that is given in several forms.
func (w *docx) alternate(x *xmlReader, read func(*xmlReader) error) error {
	taken := false
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if !taken && (e.Name.Local == "Choice" || e.Name.Local == "Fallback") {
				taken = true
				err = read(x)
			} else {
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// docxParagraph is what a paragraph's properties say.
type docxParagraph struct {
	style       string
	numID       string
	level       int // of its list, -1 none
	outline     int // 1–9, 0 none
	markDeleted bool
}

func (w *docx) paragraph(x *xmlReader) error {
	p := &paragraph{}
	if w.joined != nil {
		p, w.joined = w.joined, nil
	}
	props := docxParagraph{level: -1}
	boxes := w.boxes
	w.boxes = nil
	if err := w.inline(x, p, &props, 0); err != nil {
		return err
	}
	mine := w.boxes
	w.boxes = boxes
	if props.markDeleted {
		w.joined = p
	} else if err := w.put(p, props); err != nil {
		return err
	}
	for _, box := range mine {
		for _, b := range box {
			if err := w.d.add(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// put ends a paragraph as the kind of block that its properties make it.
func (w *docx) put(p *paragraph, props docxParagraph) error {
	b := block{kind: qda.Paragraph}
	st := w.styles[props.style].resolved(w.styles)
	if outline := cmp.Or(props.outline, st.outline); outline > 0 {
		b.kind, b.level, b.styled = qda.Heading, outline, true
	}
	if strings.TrimSpace(p.buf.String()) == "" {
		return w.d.put(p, b)
	}
	numID, level := props.numID, props.level
	if numID == "" {
		numID = st.numID
		if level < 0 {
			level = st.level
		}
	}
	if mark := w.lists.next(numID, max(0, level)); mark != "" {
		if b.kind == qda.Paragraph {
			b.kind, b.level, b.styled = qda.ListItem, max(0, level)+1, true
		}
		b.label = mark
		text, runs := p.take()
		p.write(mark+" ", 0)
		at := p.len()
		p.buf.WriteString(text)
		for _, r := range runs {
			p.runs = append(p.runs, run{r.start + at, r.end + at, r.style})
		}
	}
	return w.d.put(p, b)
}

func (w *docx) flushJoined() error {
	if w.joined == nil {
		return nil
	}
	p := w.joined
	w.joined = nil
	return w.put(p, docxParagraph{level: -1})
}

// inline reads the content of a paragraph until the element that holds it ends.
func (w *docx) inline(x *xmlReader, p *paragraph, props *docxParagraph, st style) error {
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
			case "pPr":
				err = w.paragraphProps(x, props)
			case "r":
				err = w.run(x, p, props)
			case "ins", "moveTo":
				w.d.warn(warnInserted, 1)
				err = w.inline(x, p, props, st)
			case "del", "moveFrom":
				w.d.warn(warnDeleted, 1)
				err = x.skip()
			case "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "customXml", "oMathPara", "oMath",
				"e", "num", "den", "sub", "sup", "deg", "fName", "f", "sSup", "sSub", "sSubSup", "rad", "nary", "d", "func", "m", "mr", "acc", "bar", "eqArr", "lim", "limLow", "limUpp", "box", "borderBox", "groupChr":
				err = w.inline(x, p, props, st)
			case "AlternateContent":
				err = w.alternate(x, func(x *xmlReader) error { return w.inline(x, p, props, st) })
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// run reads one run of characters.
func (w *docx) run(x *xmlReader, p *paragraph, props *docxParagraph) error {
	st := w.styles[props.style].resolved(w.styles)
	var own docxRun
	look := func() style { return own.over(st.run).style() }
	hidden := func() bool { return own.over(st.run).hidden == yes }
	counted := false
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if hidden() && e.Name.Local != "rPr" {
				if e.Name.Local == "t" && !counted {
					w.d.warn(warnHidden, 1)
					counted = true
				}
				if err := x.skip(); err != nil {
					return err
				}
				continue
			}
			switch e.Name.Local {
			case "rPr":
				own, err = w.runProps(x)
			case "t":
				var s string
				if s, err = x.text(); err == nil {
					p.write(s, look())
				}
			case "tab", "ptab":
				p.write("\t", look())
				err = x.skip()
			case "br":
				p.write("\n", look())
				err = x.skip()
			case "cr":
				p.write("\n", look())
				err = x.skip()
			case "noBreakHyphen":
				p.write("\u2011", look())
				err = x.skip()
			case "softHyphen":
				p.soft++
				err = x.skip()
			case "sym":
				p.write(symbol(attr(e, "char")), look())
				err = x.skip()
			case "footnoteReference":
				p.write(w.noteMark(e, "f"), look())
				err = x.skip()
			case "endnoteReference":
				p.write(w.noteMark(e, "e"), look())
				err = x.skip()
			case "drawing", "pict", "object":
				err = w.drawing(x)
			case "AlternateContent":
				err = w.alternate(x, w.drawing)
			case "ruby":
				err = w.ruby(x, p, props)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// ruby reads the base text of characters with a reading above them.
func (w *docx) ruby(x *xmlReader, p *paragraph, props *docxParagraph) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if e.Name.Local == "rubyBase" {
				err = w.inline(x, p, props, 0)
			} else {
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// drawing looks for text boxes in a drawing; without one it is a picture. The
// paragraphs of a box follow the paragraph in which it is anchored.
func (w *docx) drawing(x *xmlReader) error {
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
			case "txbxContent":
				found = true
				got, err := w.capture(func() error { return w.blocks(x) })
				if err != nil {
					return err
				}
				if len(got) > 0 {
					w.boxes = append(w.boxes, got)
				}
			case "Fallback":
				if err := x.skip(); err != nil {
					return err
				}
			default:
				level++
			}
		}
	}
	if !found {
		w.d.warn(warnPictures, 1)
	}
	return nil
}

// table reads a table row by row.
func (w *docx) table(x *xmlReader) error {
	return w.rows(x, func(x *xmlReader) error {
		var cells [][]block
		deleted := false
		if err := w.cells(x, &cells, &deleted); err != nil {
			return err
		}
		if deleted {
			w.d.warn(warnDeleted, 1)
			return nil
		}
		return w.d.addRow(cells)
	})
}

// rows calls row for each row of a table, through the wrappers around rows.
func (w *docx) rows(x *xmlReader, row func(*xmlReader) error) error {
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
			case "tr":
				err = row(x)
			case "sdt", "sdtContent", "customXml", "ins", "moveTo":
				err = w.rows(x, row)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// cells collects the cells of a row.
func (w *docx) cells(x *xmlReader, cells *[][]block, deleted *bool) error {
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
			case "tc":
				var got []block
				got, err = w.capture(func() error { return w.blocks(x) })
				*cells = append(*cells, got)
			case "sdt", "sdtContent", "customXml":
				err = w.cells(x, cells, deleted)
			case "trPr":
				err = w.rowProps(x, deleted)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

func (w *docx) rowProps(x *xmlReader, deleted *bool) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			*deleted = *deleted || e.Name.Local == "del"
			if err := x.skip(); err != nil {
				return err
			}
		}
	}
}

// symbol gives a character of a symbol font by its code.
func symbol(code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil || n == 0 {
		return "\uFFFD"
	}
	return symbolRune(rune(n))
}

// symbolRune maps the private codes of symbol fonts (Symbol, Wingdings) that
// documents use to what they show.
func symbolRune(r rune) string {
	if s, ok := symbols[r|0xF000]; ok && (r < 0x100 || r >= 0xF000) {
		return s
	}
	if r >= 0xF000 && r <= 0xF0FF {
		return "\uFFFD"
	}
	return string(r)
}

var symbols = map[rune]string{
	0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF076: "•", 0xF06E: "•", 0xF071: "•", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐", 0xF0FB: "✗",
	0xF0E0: "→", 0xF0E8: "→", 0xF0AE: "→", 0xF0AC: "←", 0xF0AD: "↑", 0xF0AF: "↓", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B4: "×", 0xF0B8: "÷", 0xF0B9: "≠",
	0xF061: "α", 0xF062: "β", 0xF067: "γ", 0xF064: "δ", 0xF065: "ε", 0xF06C: "λ", 0xF06D: "μ", 0xF070: "π", 0xF073: "σ", 0xF053: "Σ", 0xF044: "Δ", 0xF04A: "☺", 0xF04C: "☹",
}
