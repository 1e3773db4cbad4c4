package extract

import (
	"bytes"
	"fmt"
	"strings"
)

// pdfMaker writes small PDF files whose text is known, in Helvetica with the
// encoding of Windows.
type pdfMaker struct {
	pages  [][]pdfText
	title  string
	raw    []string // further objects, numbered from 100 on
	images bool     // each page is covered by a picture
}

// pdfText is text set at a place, in points from the lower left corner.
type pdfText struct {
	x, y, size float64
	text       string
}

func (m *pdfMaker) page(texts ...pdfText) *pdfMaker {
	m.pages = append(m.pages, texts)
	return m
}

// bytes gives the file: a catalogue, the pages with their contents, and a table of
// where each object lies.
func (m *pdfMaker) bytes() []byte {
	objects := map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R >>",
		3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		4: "<< /Title (" + pdfString(m.title) + ") >>",
		5: "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x80\nendstream",
	}
	var kids strings.Builder
	for i, texts := range m.pages {
		var c strings.Builder
		if m.images {
			c.WriteString("q 612 0 0 792 0 0 cm /Im1 Do Q\n")
		}
		for _, t := range texts {
			fmt.Fprintf(&c, "BT /F1 %g Tf %g %g Td (%s) Tj ET\n", t.size, t.x, t.y, pdfString(t.text))
		}
		at := 1000 + 2*i
		fmt.Fprintf(&kids, "%d 0 R ", at)
		objects[at] = fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 5 0 R >> >> /Contents %d 0 R >>", at+1)
		objects[at+1] = fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", c.Len(), c.String())
	}
	objects[2] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(m.pages))
	for i, o := range m.raw {
		objects[100+i] = o
	}
	return pdfOf(objects)
}

// pdfOf writes objects by their numbers; 1 is the catalogue and 4 the properties.
func pdfOf(objects map[int]string) []byte {
	most := 0
	for n := range objects {
		most = max(most, n)
	}
	var buf bytes.Buffer
	buf.WriteString("%PDF-1.7\n")
	at := make([]int, most+1)
	for n := 1; n <= most; n++ {
		if o, ok := objects[n]; ok {
			at[n] = buf.Len()
			fmt.Fprintf(&buf, "%d 0 obj\n%s\nendobj\n", n, o)
		}
	}
	table := buf.Len()
	fmt.Fprintf(&buf, "xref\n0 %d\n0000000000 65535 f \n", most+1)
	for n := 1; n <= most; n++ {
		if at[n] == 0 {
			buf.WriteString("0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(&buf, "%010d 00000 n \n", at[n])
	}
	fmt.Fprintf(&buf, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", most+1, table)
	return buf.Bytes()
}

// pdfString gives a text in the encoding of Windows, with what a PDF string must
// not have escaped. Characters that the encoding lacks become question marks.
func pdfString(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r < 256:
			b.WriteByte(byte(r))
		case r == '—':
			b.WriteByte(0x97)
		case r == '–':
			b.WriteByte(0x96)
		case r == '’':
			b.WriteByte(0x92)
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}
