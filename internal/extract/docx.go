package extract

import (
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"

	"articula/internal/qda"
)

// readDOCX reads Office Open XML (ECMA-376, part 1), transitional or strict, by
// the local names of its elements.
func readDOCX(d *draft, data []byte) error {
	a, err := d.archive(data)
	if err != nil {
		return err
	}
	w := &docx{d: d, a: a, notes: map[string][]block{}, styles: map[string]*docxStyle{}}
	w.main = "word/document.xml"
	if rels, err := w.rels("_rels/.rels"); err == nil {
		for _, r := range rels {
			if strings.HasSuffix(r.kind, "/officeDocument") && !r.external {
				w.main = r.target
			}
		}
	} else if !errors.Is(err, errAbsent) {
		return err
	}
	if !a.has(w.main) {
		return errBroken(d.o.Name)
	}
	if err := w.related(); err != nil {
		return err
	}
	if err := w.properties(); err != nil {
		return err
	}
	if err := w.story(w.main, func(x *xmlReader, e xml.StartElement) error {
		if e.Name.Local == "body" {
			return w.blocks(x)
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.flushJoined(); err != nil {
		return err
	}
	return w.putNotes()
}

// docx is a Word document while it is read.
type docx struct {
	d         *draft
	a         *archive
	main      string
	styles    map[string]*docxStyle
	lists     docxLists
	notes     map[string][]block // of footnotes and endnotes, by "f" or "e" and their identity
	refs      []noteRef          // in the order of the text
	joined    *paragraph         // a paragraph whose mark was deleted, which goes on in the next
	inNotes   bool
	boxes     [][]block // blocks of text boxes anchored in the open paragraph
	footnotes int
	endnotes  int
}

type noteRef struct{ key, mark string }

type relation struct {
	kind, target string
	external     bool
}

// rels reads a part of relationships. Targets come as names of parts.
func (w *docx) rels(part string) ([]relation, error) {
	r, err := w.a.open(part)
	if err != nil {
		return nil, err
	}
	base := path.Dir(path.Dir(part))
	var out []relation
	x := newXML(w.d, r)
	err = x.each(func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if strings.HasPrefix(target, "/") {
				target = target[1:]
			} else {
				target = path.Join(base, target)
			}
			out = append(out, relation{attr(e, "Type"), target, attr(e, "TargetMode") == "External"})
		}
		return nil
	})
	return out, err
}

// related reads the parts that the document needs or that are only counted:
// styles, lists, notes, comments, headers. What is damaged among them is said,
// and the document is read without it.
func (w *docx) related() error {
	dir, base := path.Split(w.main)
	rels, err := w.rels(dir + "_rels/" + base + ".rels")
	if err != nil && !errors.Is(err, errAbsent) {
		return err
	}
	for _, r := range rels {
		kind := path.Base(r.kind)
		if r.external {
			if kind != "hyperlink" {
				w.d.warn(warnExternal, 1)
			}
			continue
		}
		switch kind {
		case "styles":
			err = w.readStyles(r.target)
		case "numbering":
			err = w.readNumbering(r.target)
		case "footnotes":
			err = w.readNotes(r.target, "footnote", "f")
		case "endnotes":
			err = w.readNotes(r.target, "endnote", "e")
		case "comments":
			err = w.countComments(r.target)
		case "header", "footer":
			err = w.header(r.target)
		case "vbaProject":
			w.d.warn(warnMacros, 1)
		case "image", "oleObject", "chart", "diagramData", "package":
		}
		if err := w.tolerate(err); err != nil {
			return err
		}
	}
	return nil
}

// tolerate lets a missing or damaged secondary part pass with a warning, but
// nothing that a trap would cause.
func (w *docx) tolerate(err error) error {
	var e *qda.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return err
	case w.d.ctx.Err() != nil:
		return err
	}
	w.d.warn(warnTruncated, 1)
	return nil
}

// story reads a part and hands its start elements to f, which may consume them.
func (w *docx) story(part string, f func(*xmlReader, xml.StartElement) error) error {
	r, err := w.a.open(part)
	if err != nil {
		return err
	}
	x := newXML(w.d, r)
	return x.each(func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok {
			return f(x, e)
		}
		return nil
	})
}

// readNotes collects the footnotes or endnotes.
func (w *docx) readNotes(part, element, prefix string) error {
	w.inNotes = true
	defer func() { w.inNotes = false }()
	return w.story(part, func(x *xmlReader, e xml.StartElement) error {
		if e.Name.Local != element {
			return nil
		}
		if k := attr(e, "type"); k != "" && k != "normal" {
			return x.skip() // the line between text and notes
		}
		got, err := w.capture(func() error { return w.blocks(x) })
		w.notes[prefix+attr(e, "id")] = got
		return err
	})
}

// capture gives the blocks that f adds, without leaving them in the document.
func (w *docx) capture(f func() error) ([]block, error) {
	saved, spacing, joined := w.d.blocks, w.d.spacing, w.joined
	w.d.blocks, w.joined = nil, nil
	err := f()
	if err == nil {
		err = w.flushJoined()
	}
	got := w.d.blocks
	w.d.blocks, w.d.spacing, w.joined = saved, spacing, joined
	return got, err
}

// putNotes adds the notes that the text refers to, in its order.
func (w *docx) putNotes() error {
	put := map[string]bool{}
	for _, ref := range w.refs {
		if put[ref.key] {
			continue
		}
		put[ref.key] = true
		blocks, ok := w.notes[ref.key]
		if !ok { // the mark stands in the text, the note is not in the file
			w.d.warn(warnTruncated, 1)
			continue
		}
		if err := w.d.putNote(ref.mark, blocks); err != nil {
			return err
		}
	}
	return nil
}

// note is a footnote: its mark in the text and its paragraphs.
type note struct {
	mark   string
	blocks []block
}

// putNote adds one footnote: its mark and its paragraphs, as one block.
func (d *draft) putNote(mark string, blocks []block) error {
	b := block{kind: qda.Footnote, label: mark, styled: true}
	var text strings.Builder
	text.WriteString("[" + mark + "]")
	for i, n := range blocks {
		if i == 0 {
			text.WriteByte(' ')
		} else {
			text.WriteByte('\n')
		}
		at := text.Len()
		text.WriteString(n.text)
		for _, r := range n.runs {
			b.runs = append(b.runs, run{r.start + at, r.end + at, r.style})
		}
	}
	b.text = text.String()
	return d.add(b)
}

func (w *docx) countComments(part string) error {
	n := 0
	err := w.story(part, func(x *xmlReader, e xml.StartElement) error {
		if e.Name.Local == "comment" {
			n++
		}
		return nil
	})
	w.d.warn(warnComments, n)
	return err
}

// header counts a header or footer that says something; on request it goes into
// the text once, before the rest.
func (w *docx) header(part string) error {
	got, err := w.capture(func() error {
		return w.story(part, func(x *xmlReader, e xml.StartElement) error {
			if e.Name.Local == "hdr" || e.Name.Local == "ftr" {
				return w.blocks(x)
			}
			return nil
		})
	})
	return w.d.pageHeader(got, err)
}

func (d *draft) pageHeader(got []block, err error) error {
	if err != nil || len(got) == 0 {
		return err
	}
	if !d.o.KeepRunning {
		d.warn(warnHeaders, 1)
		return nil
	}
	for _, b := range got {
		b.kind, b.running = qda.Paragraph, true
		if err := d.add(b); err != nil {
			return err
		}
	}
	return nil
}

// properties takes the title and counts the authors.
func (w *docx) properties() error {
	authors := 0
	for _, part := range []string{"docProps/core.xml", "docProps/app.xml"} {
		err := w.story(part, func(x *xmlReader, e xml.StartElement) error {
			switch e.Name.Local {
			case "title":
				s, err := x.text()
				w.d.titles = append(w.d.titles, s)
				return err
			case "creator", "lastModifiedBy", "Manager", "Company":
				s, err := x.text()
				if strings.TrimSpace(s) != "" {
					authors++
				}
				return err
			}
			return nil
		})
		if err != nil && !errors.Is(err, errAbsent) {
			if err := w.tolerate(err); err != nil {
				return err
			}
		}
	}
	w.d.warn(warnAuthor, authors)
	return nil
}

// noteMark numbers a reference to a note and gives its mark.
func (w *docx) noteMark(e xml.StartElement, prefix string) string {
	if w.inNotes {
		return ""
	}
	var mark string
	if prefix == "f" {
		w.footnotes++
		mark = strconv.Itoa(w.footnotes)
	} else {
		w.endnotes++
		mark = numeral(w.endnotes, "lowerRoman")
	}
	w.refs = append(w.refs, noteRef{prefix + attr(e, "id"), mark})
	return "[" + mark + "]"
}
