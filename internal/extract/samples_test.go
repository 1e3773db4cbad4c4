package extract

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// sample is one file of each format, small enough to be read here: what it holds
// is written beside it, in formats_test.go.
type sample struct {
	name string
	data []byte
}

// zipped makes an archive of names and contents, alternating.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const (
	contentTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	wordOpen     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`
	wordClose    = `</w:body></w:document>`
)

// docxFile makes a Word document of the body's XML; more are further parts.
func docxFile(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{"[Content_Types].xml", contentTypes, "word/document.xml", wordOpen + body + wordClose}, more...)...)
}

// wordRels relates the document to parts beside it.
func wordRels(parts ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, p := range parts {
		fmt.Fprintf(&b, `<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s.xml"/>`, i, strings.TrimRight(p, "123"), p)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// wp is a paragraph of one run.
func wp(text string) string {
	return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>"
}

func wstyled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + "</w:t></w:r></w:p>"
}

const odtHead = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:body><office:text>`

func odtFile(t testing.TB, body string) []byte {
	t.Helper()
	return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", odtHead+body+`</office:text></office:body></office:document-content>`)
}

func epubFile(t testing.TB, pages ...string) []byte {
	t.Helper()
	manifest, spine := "", ""
	parts := []string{
		"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
	}
	for i, p := range pages {
		n := string(rune('a' + i))
		manifest += `<item id="` + n + `" href="` + n + `.xhtml" media-type="application/xhtml+xml"/>`
		spine = `<itemref idref="` + n + `"/>` + spine // in the other order than the manifest
		parts = append(parts, "OEBPS/"+n+".xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>`+p+`</body></html>`)
	}
	parts = append(parts, "OEBPS/content.opf", `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Libro de actas</dc:title><dc:language>es</dc:language></metadata><manifest>`+manifest+`</manifest><spine>`+spine+`</spine></package>`)
	return zipped(t, parts...)
}

// utf16le is a text with its byte order mark.
func utf16le(s string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

// latin1 gives the bytes of a text in ISO 8859-1, with the euro sign and the
// typographic quotes of Windows-1252.
func inWindows(t testing.TB, s string) []byte {
	t.Helper()
	windows := map[rune]byte{'€': 0x80, '“': 0x93, '”': 0x94, '’': 0x92, '–': 0x96}
	var out []byte
	for _, r := range s {
		switch b, ok := windows[r]; {
		case ok:
			out = append(out, b)
		case r < 256:
			out = append(out, byte(r))
		default:
			t.Fatalf("%q is not in the encoding", r)
		}
	}
	return out
}

const (
	interviewES = "Entrevista con la responsable técnica de la región\n\nEntrevistadora: ¿Cómo se coordina el programa con la municipalidad?\n\nResponsable: La coordinación es informal; nos reunimos cada mes con los técnicos.\n\nEntrevistadora: ¿Y el presupuesto?\n\nResponsable: El presupuesto llega tarde todos los años.\n"
	vttSample   = "WEBVTT - meeting\n\nNOTE made by a recorder\n\n1\n00:00:01.000 --> 00:00:04.500\n<v Ana>We meet every month.\n\n2\n00:00:04.500 --> 00:00:06.000\n<v Ana>With the <i>municipality</i>.\n\n3\n00:00:06.000 --> 00:00:09.000\n<v Luis>And the list is shared &amp; kept.\n"
	srtSample   = "1\n00:00:01,000 --> 00:00:04,500\nANA: We meet every month.\n\n2\n00:00:04,500 --> 00:00:06,000\nWith the municipality.\n\n3\n00:00:06,000 --> 00:00:09,000\nLUIS: And the list is shared.\n"
	csvSample   = "timestamp,speaker,words\n00:00:01,Ana,\"We meet, every month.\"\n00:00:05,Luis,\"And the list\nis shared.\"\n00:00:09,Luis,It is kept.\n"
	htmlSample  = `<!DOCTYPE html><html lang="en"><head><title>Operating manual</title><style>p{color:red}</style><script>alert("no")</script></head><body><nav>Home</nav><h1>Operating manual</h1><p>The <b>programme</b> serves&nbsp;rural house&shy;holds &amp; others.</p><ul><li>First</li><li>Second</li></ul><table><tr><th>Item</th><th>Sum</th></tr><tr><td>Transfer</td><td>100</td></tr></table><p style="display:none">hidden</p><img src="http://example.org/x.png" onerror="x()"></body></html>`
	mdSample    = "---\ntitle: Ley 123\ndate: 2001-05-04\n---\n# Título primero\n\nEl *programa* es de **todos**.\n\n- uno\n- dos\n\n## Artículo 1\n\nTexto del artículo.\n"
	rtfSample   = `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Helvetica;}}{\info{\title Acuerdo de cooperaci\'f3n}}\f0\fs24 La coordinaci\'f3n es {\b informal}.\par Cuesta 100 \u8364?.\par {\pard\intbl celda uno\cell celda dos\cell\row}\pard Fin.{\footnote Nota al pie.}\par}`
)

func samples(t testing.TB) []sample {
	t.Helper()
	return []sample{
		{"entrevista.txt", []byte(interviewES)},
		{"utf16.txt", utf16le("Ana: ¿cómo están 😀?\r\n\r\nLuis: bien.\r\n")},
		{"latin.txt", inWindows(t, "La coordinación cuesta 100 € – según el “acuerdo”. Así lo dijo el técnico de la región, que también habló de la difícil situación.")},
		{"ley.md", []byte(mdSample)},
		{"manual.html", []byte(htmlSample)},
		{"interview.docx", docxFile(t, wstyled("Heading1", "Interview")+wp("Interviewer: How do you meet?")+wp("Manager: Every month \U0001F600, with the municipality.")+
			`<w:tbl><w:tr><w:tc>`+wp("Item")+`</w:tc><w:tc>`+wp("Sum")+`</w:tc></w:tr></w:tbl>`+
			`<w:p><w:r><w:t>Kept</w:t></w:r><w:ins w:author="x"><w:r><w:t xml:space="preserve"> and added</w:t></w:r></w:ins><w:del w:author="x"><w:r><w:delText> and gone</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
			"word/_rels/document.xml.rels", wordRels("styles", "footnotes", "header1"),
			"word/styles.xml", `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`,
			"word/footnotes.xml", `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">`+wp("A note.")+`</w:footnote></w:footnotes>`,
			"word/header1.xml", `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`+wp("Header")+`</w:hdr>`)},
		{"manual.odt", odtFile(t, `<text:h text:outline-level="2">Reglas de operación</text:h><text:p>El programa<text:s text:c="2"/>atiende a<text:line-break/>hogares rurales.</text:p><text:list><text:list-item><text:p>uno</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table><text:p>Fin<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>La nota.</text:p></text:note-body></text:note>.</text:p>`)},
		{"acuerdo.rtf", []byte(rtfSample)},
		{"actas.epub", epubFile(t, "<h1>Segunda</h1><p>Texto dos.</p>", "<h1>Primera</h1><p>Texto uno.</p>")},
		{"meeting.vtt", []byte(vttSample)},
		{"meeting.srt", []byte(srtSample)},
		{"meeting.csv", []byte(csvSample)},
		{"report.pdf", (&pdfMaker{}).page(pdfText{72, 720, 12, "The programme serves rural households."}, pdfText{72, 700, 12, "It meets every month."}).page(pdfText{72, 720, 12, "A second page."}).bytes()},
		{"crlf.txt", []byte(strings.ReplaceAll("\uFEFFOne.\n\nTwo e\u0301.\n", "\n", "\r\n"))},
	}
}
