package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A switch of formatting: not said, on, off.
type toggle int8

const (
	unsaid toggle = iota
	yes
	no
)

// docxRun is the formatting of characters as far as it matters here.
type docxRun struct{ bold, italic, hidden toggle }

// over lays formatting over that of a style.
func (r docxRun) over(base docxRun) docxRun {
	if r.bold == unsaid {
		r.bold = base.bold
	}
	if r.italic == unsaid {
		r.italic = base.italic
	}
	if r.hidden == unsaid {
		r.hidden = base.hidden
	}
	return r
}

func (r docxRun) style() style {
	var st style
	if r.bold == yes {
		st |= bold
	}
	if r.italic == yes {
		st |= italic
	}
	return st
}

// docxStyle is a named style; resolved gives it with what it inherits.
type docxStyle struct {
	name, basedOn string
	outline       int // 1–9, 0 none
	numID         string
	level         int
	run           docxRun
	whole         bool
}

var noStyle = &docxStyle{level: -1, whole: true}

// resolved gives the style with everything that it inherits. Chains that come
// back to themselves end there.
func (s *docxStyle) resolved(all map[string]*docxStyle) *docxStyle {
	if s == nil {
		return noStyle
	}
	if s.whole {
		return s
	}
	s.whole = true
	base := all[s.basedOn].resolved(all)
	if s.outline == 0 {
		s.outline = base.outline
	}
	if s.numID == "" {
		s.numID = base.numID
	}
	if s.level < 0 {
		s.level = base.level
	}
	s.run = s.run.over(base.run)
	return s
}

func onOff(e xml.StartElement) toggle {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return no
	}
	return yes
}

func (w *docx) readStyles(part string) error {
	return w.story(part, func(x *xmlReader, e xml.StartElement) error {
		if e.Name.Local != "style" {
			return nil
		}
		s := &docxStyle{level: -1}
		w.styles[attr(e, "styleId")] = s
		return w.style(x, s)
	})
}

func (w *docx) style(x *xmlReader, s *docxStyle) error {
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
			case "name":
				s.name = strings.ToLower(attr(e, "val"))
				s.outline = max(s.outline, headingName(s.name))
				err = x.skip()
			case "basedOn":
				s.basedOn = attr(e, "val")
				err = x.skip()
			case "pPr":
				props := docxParagraph{level: -1}
				err = w.paragraphProps(x, &props)
				if props.outline > 0 {
					s.outline = props.outline
				}
				s.numID, s.level = props.numID, props.level
			case "rPr":
				s.run, err = w.runProps(x)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// headingName gives the level of the built-in heading styles, whose names Word
// writes in English whatever its language.
func headingName(name string) int {
	if name == "title" {
		return 1
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name, "heading "))
	if err != nil || n < 1 || n > 9 {
		return 0
	}
	return n
}

func (w *docx) paragraphProps(x *xmlReader, props *docxParagraph) error {
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
			case "pStyle":
				props.style = attr(e, "val")
			case "numId":
				props.numID = attr(e, "val")
			case "ilvl":
				if n, err := strconv.Atoi(attr(e, "val")); err == nil && n >= 0 && n < 9 {
					props.level = n
				}
			case "outlineLvl":
				if n, err := strconv.Atoi(attr(e, "val")); err == nil && n >= 0 && n < 9 {
					props.outline = n + 1
				}
			case "del", "moveFrom":
				props.markDeleted = true
			case "pPrChange", "sectPr":
				level--
				if err := x.skip(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *docx) runProps(x *xmlReader) (docxRun, error) {
	var r docxRun
	named := ""
	for level := 1; level > 0; {
		t, err := x.next()
		if err != nil {
			return r, err
		}
		switch e := t.(type) {
		case xml.EndElement:
			level--
		case xml.StartElement:
			level++
			switch e.Name.Local {
			case "b":
				r.bold = onOff(e)
			case "i":
				r.italic = onOff(e)
			case "vanish", "webHidden", "specVanish":
				if e.Name.Local != "webHidden" {
					r.hidden = onOff(e)
				}
			case "rStyle":
				named = attr(e, "val")
			case "rPrChange":
				level--
				if err := x.skip(); err != nil {
					return r, err
				}
			}
		}
	}
	if named != "" {
		r = r.over(w.styles[named].resolved(w.styles).run)
	}
	return r, nil
}
