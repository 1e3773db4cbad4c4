package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// skipped elements hold no text of the page.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Iframe: true, atom.Object: true, atom.Svg: true,
	atom.Noscript: true, atom.Select: true, atom.Textarea: true, atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Noframes: true,
}

// elements are those of HTML, past and present.
var elements = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(`a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br
		button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
		figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link
		main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture pre progress
		q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td
		template textarea tfoot th thead time title tr track tt u ul var video wbr`) {
		m[name] = true
	}
	return m
}()

// isMarkup tells whether what stands in angle brackets is HTML. Texts have words in
// them, too, where the author had no other quotation marks, as in <<fair play>>.
func isMarkup(s string) bool {
	s = strings.TrimLeft(s, " \t\n")
	if strings.HasPrefix(s, "<!") || strings.HasPrefix(s, "<?") {
		return true
	}
	name := strings.TrimLeft(s, "</")
	if i := strings.IndexFunc(name, func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') }); i >= 0 {
		name = name[:i]
	}
	return elements[strings.ToLower(name)]
}

// void elements have no end tag.
var void = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Meta: true, atom.Link: true, atom.Input: true, atom.Base: true,
	atom.Col: true, atom.Embed: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true, atom.Area: true,
}

// breaking elements start and end a paragraph.
var breaking = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true,
	atom.Nav: true, atom.Aside: true, atom.Address: true, atom.Blockquote: true, atom.Center: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Fieldset: true, atom.Figure: true, atom.Figcaption: true, atom.Form: true, atom.Hr: true, atom.Body: true, atom.Html: true,
	atom.Details: true, atom.Summary: true, atom.Caption: true, atom.Legend: true, atom.Option: true, atom.Head: true,
}

var headingLevel = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

// attributes that the reader looks at.
type attributes struct {
	hidden                     bool
	style, name, content, role string
	start, lang                string
}

func (h *htmlReader) attributes(more bool) attributes {
	var a attributes
	for n := 0; more && n < 256; n++ {
		var k, v []byte
		k, v, more = h.z.TagAttr()
		switch string(k) {
		case "hidden":
			a.hidden = true
		case "style":
			a.style = strings.ToLower(strings.ReplaceAll(string(v), " ", ""))
		case "name", "property":
			a.name = strings.ToLower(string(v))
		case "content":
			a.content = string(v)
		case "start":
			a.start = string(v)
		case "lang", "xml:lang":
			a.lang = strings.ToLower(string(v))
		case "epub:type", "role":
			a.role = strings.ToLower(string(v))
		}
	}
	a.hidden = a.hidden || strings.Contains(a.style, "display:none") || strings.Contains(a.style, "visibility:hidden") || strings.Contains(a.style, "mso-hide:all")
	return a
}

// open handles a start tag.
func (h *htmlReader) open() error {
	name, more := h.z.TagName()
	tag := atom.Lookup(name)
	if n := len(h.skip); n > 0 {
		switch {
		case h.skipDepth == 0 && endsUnclosed(h.skip[n-1], tag):
			h.skip = h.skip[:n-1]
		case tag == h.skip[n-1]:
			h.skipDepth++
			return nil
		default:
			return nil
		}
	}
	a := h.attributes(more)
	switch {
	case tag == atom.Html:
		if lang, _, _ := strings.Cut(a.lang, "-"); len(lang) == 2 {
			h.d.pageLang = lang
		}
	case tag == atom.Title && h.title == nil:
		h.title = &strings.Builder{}
		return nil
	case tag == atom.Meta:
		h.meta(a)
		return nil
	case skipped[tag]:
		h.skip = append(h.skip, tag)
		if tag == atom.Object || tag == atom.Svg || tag == atom.Iframe {
			h.d.warn(warnPictures, 1)
		}
		return nil
	case a.hidden && !void[tag] && tag != 0:
		h.d.warn(warnHidden, 1)
		h.skip = append(h.skip, tag)
		return nil
	}
	switch tag {
	case atom.Br:
		h.space = false
		h.p.write("\n", 0)
	case atom.Img, atom.Embed:
		h.d.warn(warnPictures, 1)
	case atom.Wbr:
	case atom.Pre:
		h.pre++
		return h.flush()
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		if err := h.flush(); err != nil {
			return err
		}
		if len(h.lists) >= h.d.o.Limits.Depth {
			return errTooDeep(h.d.o.Name)
		}
		l := list{}
		if tag == atom.Ol {
			l.number, l.mark = 1, "."
			if n, err := strconv.Atoi(a.start); err == nil {
				l.number = n
			}
		}
		h.lists = append(h.lists, l)
	case atom.Li:
		if err := h.flush(); err != nil {
			return err
		}
		h.item = "•"
		if n := len(h.lists); n > 0 && h.lists[n-1].mark != "" {
			h.item = strconv.Itoa(h.lists[n-1].number) + h.lists[n-1].mark
			h.lists[n-1].number++
		}
	case atom.Table:
		if err := h.flush(); err != nil {
			return err
		}
		if len(h.tables) >= h.d.o.Limits.Depth {
			return errTooDeep(h.d.o.Name)
		}
		h.tables = append(h.tables, &htmlTable{})
	case atom.Tr:
		return h.closeRow()
	case atom.Td, atom.Th:
		return h.openCell()
	case atom.B, atom.Strong, atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var, atom.Span, atom.Font:
		st := cssStyle(a.style)
		switch tag {
		case atom.B, atom.Strong:
			st |= bold
		case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
			st |= italic
		}
		if len(h.styles) < 4*h.d.o.Limits.Depth {
			h.styles = append(h.styles, openStyle{tag, st})
		}
	}
	if level := headingLevel[tag]; level > 0 {
		err := h.flush()
		h.heading = level
		return err
	}
	if breaking[tag] {
		if err := h.flush(); err != nil {
			return err
		}
		if strings.Contains(a.role, "footnote") && !strings.Contains(a.role, "footnotes") {
			h.footnote = strconv.Itoa(h.d.notes + 1)
			h.d.notes++
		}
	}
	return nil
}

// endsUnclosed reports whether the start tag ends an element whose end tag may be
// left out (HTML Standard §13.1.2.4), so that a hidden one does not swallow the rest.
func endsUnclosed(open, tag atom.Atom) bool {
	switch open {
	case atom.P:
		return breaking[tag] || headingLevel[tag] > 0 || tag == atom.Ul || tag == atom.Ol || tag == atom.Table || tag == atom.Pre
	case atom.Li, atom.Tr, atom.Option:
		return tag == open
	case atom.Td, atom.Th:
		return tag == atom.Td || tag == atom.Th || tag == atom.Tr
	case atom.Dt, atom.Dd:
		return tag == atom.Dt || tag == atom.Dd
	}
	return false
}

func cssStyle(css string) style {
	var st style
	if strings.Contains(css, "font-weight:bold") || strings.Contains(css, "font-weight:700") || strings.Contains(css, "font-weight:600") {
		st |= bold
	}
	if strings.Contains(css, "font-style:italic") || strings.Contains(css, "font-style:oblique") {
		st |= italic
	}
	return st
}

// meta takes the properties of a page.
func (h *htmlReader) meta(a attributes) {
	switch a.name {
	case "dc.date", "dcterms.date", "dcterms.issued", "article:published_time", "citation_publication_date", "date":
		h.d.meta("date", a.content)
	case "dc.language", "dcterms.language", "language":
		h.d.meta("language", a.content)
	case "author", "dc.creator", "dcterms.creator":
		h.d.warn(warnAuthor, 1)
	}
}

// close handles an end tag.
func (h *htmlReader) close(tag atom.Atom) error {
	if h.title != nil {
		if tag == atom.Title {
			h.d.titles = append(h.d.titles, h.title.String())
			if h.d.ownTitle == "" {
				h.d.ownTitle = h.title.String()
			}
			h.title = nil
		}
		return nil
	}
	if n := len(h.skip); n > 0 {
		if tag == h.skip[n-1] {
			if h.skipDepth == 0 {
				h.skip = h.skip[:n-1]
			} else {
				h.skipDepth--
			}
		}
		return nil
	}
	switch tag {
	case atom.Pre:
		err := h.flush()
		h.pre = max(0, h.pre-1)
		return err
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		err := h.flush()
		h.item = ""
		if n := len(h.lists); n > 0 {
			h.lists = h.lists[:n-1]
		}
		return err
	case atom.Li:
		err := h.flush()
		h.item = ""
		return err
	case atom.Td, atom.Th:
		return h.closeCell()
	case atom.Tr:
		return h.closeRow()
	case atom.Table:
		return h.closeTable()
	}
	for i := len(h.styles) - 1; i >= 0; i-- {
		if h.styles[i].tag == tag {
			h.styles = append(h.styles[:i], h.styles[i+1:]...)
			break
		}
	}
	if headingLevel[tag] > 0 {
		err := h.flush()
		h.heading = 0
		return err
	}
	if breaking[tag] {
		if tag == atom.P && h.p.len() == 0 {
			h.d.spacing.blank()
		}
		err := h.flush()
		h.footnote = ""
		return err
	}
	return nil
}

// openCell sets the blocks of the document aside and collects those of the cell.
func (h *htmlReader) openCell() error {
	if len(h.tables) == 0 {
		return h.flush()
	}
	if err := h.closeCell(); err != nil {
		return err
	}
	t := h.tables[len(h.tables)-1]
	t.cell = true
	t.saved, h.d.blocks = h.d.blocks, nil
	return nil
}

func (h *htmlReader) closeCell() error {
	if err := h.flush(); err != nil || len(h.tables) == 0 {
		return err
	}
	t := h.tables[len(h.tables)-1]
	if !t.cell {
		return nil
	}
	t.cells = append(t.cells, h.d.blocks)
	h.d.blocks, t.saved, t.cell = t.saved, nil, false
	return nil
}

func (h *htmlReader) closeRow() error {
	if len(h.tables) == 0 {
		return h.flush()
	}
	if err := h.closeCell(); err != nil {
		return err
	}
	t := h.tables[len(h.tables)-1]
	cells := t.cells
	t.cells = nil
	if len(cells) == 0 {
		return nil
	}
	return h.d.addRow(cells)
}

func (h *htmlReader) closeTable() error {
	if len(h.tables) == 0 {
		return h.flush()
	}
	if err := h.closeRow(); err != nil {
		return err
	}
	h.tables = h.tables[:len(h.tables)-1]
	return nil
}
