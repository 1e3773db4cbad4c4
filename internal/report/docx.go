package report

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"
)

// DOCX writes the document as a word-processor file (ECMA-376, Transitional): real
// tables whose header rows repeat, headings that make an outline, and numbered notes at
// the end, under a heading of their own, with a quote, its source, its translation and
// what it does to the statement: at the foot of the page the quotes of one table would
// drive it over many. A quote that comes again is referred to by the number of its note.
// Pictures are drawn in dots, with a text for those who cannot see them. at is when
// the file says it was made.
func DOCX(w io.Writer, d Document, at time.Time) error {
	x := &docxWriter{words: WordsIn(d.Lang), noted: map[Quote]int{}, passages: map[Quote]int{}}
	if err := x.body(d); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	parts := []struct{ name, body string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProperties(d, at)},
		{"word/document.xml", x.doc.String()},
		{"word/_rels/document.xml.rels", documentRels(len(x.pictures))},
		{"word/styles.xml", docxStyles(d.Lang)},
		{"word/settings.xml", docxSettings},
		{"word/endnotes.xml", endnotesOpen + x.notes.String() + "</w:endnotes>"},
	}
	put := func(name, body string) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return err
		}
		_, err = io.WriteString(f, body)
		return err
	}
	for _, part := range parts {
		if err := put(part.name, xmlHead+part.body); err != nil {
			return err
		}
	}
	for i, dots := range x.pictures {
		if err := put("word/"+mediaName(i), dots); err != nil {
			return err
		}
	}
	return z.Close()
}

type docxWriter struct {
	doc, notes strings.Builder
	words      Words
	endnotes   int
	noted      map[Quote]int // the notes by what they say
	passages   map[Quote]int // the first note of a passage, whatever it does to a statement
	pictures   []string      // as PNG
	width      int           // of the text area, in twentieths of a point
	height     int
	together   bool // what is written stays on the page of what follows
}

// The paper is A4 with margins of 2 cm, in twentieths of a point.
const (
	paperShort, paperLong = 11906, 16838
	paperMargin           = 1134
)

func (x *docxWriter) body(d Document) error {
	w, h, orient := paperShort, paperLong, ""
	if d.Wide {
		w, h, orient = paperLong, paperShort, ` w:orient="landscape"`
	}
	x.width, x.height = w-2*paperMargin, h-2*paperMargin
	x.doc.WriteString(`<w:document xmlns:w="` + wordML + `" xmlns:r="` + officeRels + `" xmlns:wp="` + drawingPlace + `" xmlns:a="` + drawingML + `" xmlns:pic="` + drawingPicture + `"><w:body>`)
	x.paragraph("Title", []Run{{Text: d.Title}})
	if d.Subtitle != "" {
		x.paragraph("Subtitle", []Run{{Text: d.Subtitle}})
	}
	for i, b := range d.Blocks {
		switch {
		case b.Heading != nil:
			x.paragraph(fmt.Sprintf("Heading%d", min(max(b.Heading.Level, 1), 4)), []Run{{Text: b.Heading.Text}})
		case b.Text != nil:
			x.together = i+1 < len(d.Blocks) && (d.Blocks[i+1].Table != nil || d.Blocks[i+1].Text != nil) // what leads to a table
			x.paragraph("", b.Text.Runs)
			x.together = false
		case b.Table != nil:
			x.table(d.captioned(i))
		case b.Picture != nil:
			if err := x.picture(b.Picture); err != nil {
				return err
			}
		}
	}
	if x.endnotes > 0 { // the notes follow what stands last
		x.together = true
		x.paragraph("Heading1", []Run{{Text: x.words.Notes}})
		x.together = false
	}
	fmt.Fprintf(&x.doc, `<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%[4]d" w:right="%[4]d" w:bottom="%[4]d" w:left="%[4]d" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`, w, h, orient, paperMargin)
	return nil
}

func (x *docxWriter) paragraph(style string, runs []Run) {
	x.doc.WriteString("<w:p><w:pPr>")
	if style != "" {
		x.doc.WriteString(`<w:pStyle w:val="` + style + `"/>`)
	}
	if x.together {
		x.doc.WriteString("<w:keepNext/>")
	}
	x.doc.WriteString("</w:pPr>")
	for _, r := range runs {
		x.doc.WriteString(docxRun(r.Text, r, ""))
		x.numbers(r)
	}
	x.doc.WriteString("</w:p>")
}

// docxRun writes a text in one style and language; line ends become breaks.
func docxRun(text string, r Run, lang string) string {
	var b strings.Builder
	b.WriteString("<w:r>")
	props := ""
	if r.Bold {
		props += "<w:b/>"
	}
	if r.Italic {
		props += "<w:i/>"
	}
	if r.Small {
		props += `<w:sz w:val="17"/>`
	}
	if lang != "" {
		props += `<w:lang w:val="` + xmlText(lang) + `"/>`
	}
	if props != "" {
		b.WriteString("<w:rPr>" + props + "</w:rPr>")
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		b.WriteString(`<w:t xml:space="preserve">` + xmlText(line) + "</w:t>")
	}
	b.WriteString("</w:r>")
	return b.String()
}

func (x *docxWriter) table(t Table) {
	columns := max(len(t.Head), 1)
	widths := columnWidths(t, columns, x.width)
	if t.Caption != "" {
		x.paragraph("Caption", []Run{{Text: t.Caption}})
	}
	x.doc.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>`)
	fmt.Fprintf(&x.doc, `<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>`, x.width)
	for _, n := range widths {
		fmt.Fprintf(&x.doc, `<w:gridCol w:w="%d"/>`, n)
	}
	x.doc.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	x.together = t.letters() <= lettersTogether
	for i, h := range t.Head {
		x.cell(widths[i], true, Cell{{Runs: []Run{{Text: h, Bold: true}}}})
	}
	x.doc.WriteString("</w:tr>")
	for n, row := range t.Rows {
		x.together = x.together && n < len(t.Rows)-1
		x.doc.WriteString("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for i, c := range row {
			x.cell(widths[i], i == 0 && t.RowHead, c)
		}
		x.doc.WriteString("</w:tr>")
	}
	x.together = false
	x.doc.WriteString("</w:tbl><w:p/>") // two tables need a paragraph between them
}

func (x *docxWriter) cell(width int, head bool, c Cell) {
	fmt.Fprintf(&x.doc, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if head {
		x.doc.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="EEF2F7"/>`)
	}
	x.doc.WriteString("</w:tcPr>")
	if len(c) == 0 {
		x.doc.WriteString("<w:p/>") // a cell must have a paragraph
	}
	for _, p := range c {
		x.paragraph("TableText", p.Runs)
	}
	x.doc.WriteString("</w:tc>")
}
