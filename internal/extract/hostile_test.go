package extract

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
)

// hostile is a file that was made to harm, or is broken in the way of such files.
type hostile struct {
	name string
	data func(t testing.TB) []byte
	code string // of the error; "" for a file that is read after all
}

// repeated gives a reader of n bytes.
func repeated(unit string, n int64) io.Reader {
	return io.LimitReader(&endless{unit: []byte(unit)}, n)
}

type endless struct {
	unit []byte
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.unit[e.at]
		e.at = (e.at + 1) % len(e.unit)
	}
	return len(p), nil
}

// bomb is a Word document whose text inflates to n bytes.
func bomb(t testing.TB, n int64) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = io.Copy(w, io.MultiReader(strings.NewReader(wordOpen+"<w:p><w:r><w:t>"), repeated("a ", n), strings.NewReader("</w:t></w:r></w:p>"+wordClose)))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// lying is a bomb whose directory declares a size of 100 bytes.
func lying(t testing.TB, n int64) []byte {
	t.Helper()
	var packed bytes.Buffer
	f, _ := flate.NewWriter(&packed, flate.BestSpeed)
	if _, err := io.Copy(f, repeated("<w:p/>", n)); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 100})
	if err == nil {
		_, err = w.Write(packed.Bytes())
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func deflated(t testing.TB, head string, unit string, n int64) string {
	t.Helper()
	var buf bytes.Buffer
	z, _ := zlib.NewWriterLevel(&buf, zlib.BestSpeed)
	_, err := io.Copy(z, io.MultiReader(strings.NewReader(head), repeated(unit, n)))
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// onePage is a PDF of one page with a stream for its content and further objects.
func onePage(content, filter string, more map[int]string) []byte {
	objects := map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R >>",
		2: "<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
		3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		4: "<< /Title (x) >>",
		6: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /Fm 8 0 R >> >> /Contents 7 0 R >>",
		7: fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(content), filter, content),
	}
	for n, o := range more {
		objects[n] = o
	}
	return pdfOf(objects)
}

func stream(dict, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content)
}

// noise is text that hardly packs.
func noise(n int) string {
	r := rand.New(rand.NewPCG(4, 4))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte('a' + r.IntN(26))
	}
	return string(out)
}

const formObject = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /Fm 8 0 R >> >>"

func hostiles() []hostile {
	text := func(s string) func(testing.TB) []byte { return func(testing.TB) []byte { return []byte(s) } }
	word := func(s string) func(testing.TB) []byte {
		return func(t testing.TB) []byte { return docxFile(t, s) }
	}
	return []hostile{
		{"bomb.docx", func(t testing.TB) []byte { return bomb(t, 512<<20) }, "extract.inflates"},
		{"lying.docx", func(t testing.TB) []byte { return lying(t, 256<<20) }, "extract.broken"},
		{"many.docx", func(t testing.TB) []byte {
			var parts []string
			for i := range 25_000 {
				parts = append(parts, fmt.Sprintf("word/%d.xml", i), "")
			}
			return zipped(t, parts...)
		}, "extract.inflates"},
		{"bomb.odt", func(t testing.TB) []byte {
			return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", odtHead+"<text:p>"+strings.Repeat("a ", 5<<20))
		}, "extract.inflates"},
		{"spaces.odt", func(t testing.TB) []byte {
			return odtFile(t, `<text:p>`+strings.Repeat(`<text:s text:c="2000000000"/>`, 50)+`x</text:p>`)
		}, ""},
		{"columns.odt", func(t testing.TB) []byte {
			return odtFile(t, `<table:table><table:table-row table:number-rows-repeated="2000000000"><table:table-cell table:number-columns-repeated="2000000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)
		}, ""},
		{"entities.docx", func(t testing.TB) []byte {
			return zipped(t, "[Content_Types].xml", contentTypes, "word/document.xml", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`+strings.TrimPrefix(wordOpen, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`)+wp("&b;&c;")+wordClose)
		}, "extract.doctype"},
		{"entity.docx", word(wp("&c;")), "extract.broken"},
		{"deep.docx", word(strings.Repeat("<w:p>", 1_000_000)), "extract.too_deep"},
		{"tables.docx", word(strings.Repeat("<w:tbl><w:tr><w:tc>", 1_000)), "extract.too_deep"},
		{"tag.docx", func(t testing.TB) []byte { return docxFile(t, `<w:p w:x="`+noise(3<<20)+`">`) }, "extract.tag_too_long"},
		{"braces.rtf", text(`{\rtf1 ` + strings.Repeat("{", 3_000_000)), "extract.too_deep"},
		{"numbers.rtf", text(`{\rtf1\ansi\uc99999999999 \u99999999999?\bin999999999999 text\fs-999999999999999 \'zz\u-1?}`), ""},
		{"bin.rtf", text(`{\rtf1\bin2147483647 x}`), "extract.empty"},
		{"deep.html", text(strings.Repeat("<div>", 1_000_000) + "text"), ""},
		{"attributes.html", text("<p " + strings.Repeat("a=b ", 3_000_000) + ">text"), ""},
		{"open.html", text("<html>" + strings.Repeat("<", 5_000_000)), ""},
		{"tables.html", text("<html>" + strings.Repeat("<table><tr><td>", 100_000) + "text"), "extract.too_deep"},
		{"lists.md", text(strings.Repeat("- ", 1_000_000) + "text"), "extract.too_deep"},
		{"quotes.md", text(strings.Repeat("> ", 1_000_000) + "text"), "extract.too_deep"},
		{"brackets.md", text(strings.Repeat("[", 1_000_000) + strings.Repeat("*_", 500_000) + "`" + strings.Repeat("![](", 200_000)), "extract.too_deep"},
		{"line.txt", text(strings.Repeat("palabra ", 8<<20/8)), ""},
		{"colons.txt", text(strings.Repeat("A: b\n", 150_000)), ""},
		{"more.txt", text(strings.Repeat("x\n\n", 600_000)), "extract.too_much_text"},
		{"brackets.txt", text(strings.Repeat("[", 2_000_000) + strings.Repeat("(0:01 - ", 300_000)), ""},
		{"cells.csv", text("speaker,words\n" + strings.Repeat(",", 3_000_000)), "extract.empty"},
		{"quote.csv", text("speaker,words\n\"" + strings.Repeat("a,\n", 1_000_000)), "extract.empty"},
		{"cues.vtt", text("WEBVTT\n\n" + strings.Repeat("00:00:00.000 --> 99999999:00:00.000\n<v A><v B>\n\n", 100_000)), "extract.empty"},
		{"bomb.pdf", func(t testing.TB) []byte {
			return onePage(deflated(t, "", "BT /F1 12 Tf 72 720 Td (text of a page) Tj ET\n", 300<<20), "/Filter /FlateDecode", nil)
		}, "*"},
		{"nested.pdf", func(t testing.TB) []byte {
			inner := deflated(t, "", "q Q ", 300<<20)
			var twice bytes.Buffer
			z := zlib.NewWriter(&twice)
			_, _ = z.Write([]byte(inner))
			_ = z.Close()
			return onePage(twice.String(), "/Filter [/FlateDecode /FlateDecode]", nil)
		}, "*"},
		{"form.pdf", func(testing.TB) []byte {
			return onePage("BT /F1 12 Tf 72 700 Td (before) Tj ET /Fm Do", "", map[int]string{8: stream(formObject, "/Fm Do /Fm Do /Fm Do /Fm Do BT /F1 12 Tf 72 720 Td (x) Tj ET")})
		}, "*"},
		{"pages.pdf", func(testing.TB) []byte {
			return pdfOf(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 /Parent 2 0 R >>", 4: "<< >>"})
		}, "*"},
		{"count.pdf", func(testing.TB) []byte {
			return pdfOf(map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [] /Count 100000 >>", 4: "<< >>"})
		}, "*"},
		{"fonts.pdf", func(testing.TB) []byte {
			return onePage("BT /F1 12 Tf 72 700 Td (x) Tj ET", "", map[int]string{3: "<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [3 0 R] /ToUnicode 3 0 R /Encoding 3 0 R >>"})
		}, "*"},
		{"garbage.pdf", func(testing.TB) []byte {
			r := rand.New(rand.NewPCG(1, 1))
			data := make([]byte, 1<<20)
			for i := range data {
				data[i] = byte(r.Uint32())
			}
			return append([]byte("%PDF-1.7\n"), data...)
		}, "extract.broken"},
		{"flipped.pdf", func(t testing.TB) []byte {
			m := &pdfMaker{}
			for p := range 40 {
				m.page(pdfText{72, 700, 12, fmt.Sprintf("The text of page number %d.", p)})
			}
			data := m.bytes()
			r := rand.New(rand.NewPCG(2, 2))
			for range 200 {
				data[r.IntN(len(data))] = byte(r.Uint32())
			}
			return data
		}, "*"},
		{"none.txt", text(""), "extract.empty"},
		{"blank.txt", text(" \n\t\n\u00A0\n"), "extract.empty"},
		{"zero.txt", text(strings.Repeat("\x00", 1000)), "extract.not_text"},
		{"noise.bin", func(testing.TB) []byte {
			r := rand.New(rand.NewPCG(3, 3))
			data := make([]byte, 100_000)
			for i := range data {
				data[i] = byte(r.Uint32())
			}
			return data
		}, "extract.not_text"},
	}
}

// TestHostileFilesHarmNobody reads each through the wall as the program does: it
// ends soon with one sentence or with a result that holds, the child stays within
// its memory, this process hardly grows, and the next file is read.
func TestHostileFilesHarmNobody(t *testing.T) {
	cache := t.TempDir() // the PDF engine is compiled once
	warm := &Runner{Program: os.Args[0]}
	if _, err := warm.Read(t.Context(), (&pdfMaker{}).page(pdfText{72, 700, 12, "text"}).bytes(), Options{Name: "a.pdf", CacheDir: cache}); err != nil {
		t.Fatal(err)
	}
	warm.Close()
	for _, h := range hostiles() {
		t.Run(h.name, func(t *testing.T) {
			data := h.data(t)
			r := newRunner(t)
			before := memoryPeak(t)
			start := time.Now()
			res, err := r.Read(t.Context(), data, Options{Name: h.name, CacheDir: cache, Limits: Limits{Time: 20 * time.Second}})
			took := time.Since(start)
			var e *qda.Error
			switch {
			case err == nil && h.code != "" && h.code != "*":
				t.Errorf("it was read: %.80q", res.Text)
			case err != nil && !errors.As(err, &e):
				t.Errorf("no sentence for people: %v", err)
			case err != nil && h.code == "":
				t.Errorf("it was refused: %v", err)
			case err != nil && h.code != "*" && e.Code != h.code:
				t.Errorf("%s (%v), want %s", e.Code, err, h.code)
			}
			if e != nil && e.Kind == qda.Internal {
				t.Errorf("the program itself is blamed: %v", err)
			}
			if grown := memoryPeak(t) - before; grown > 200<<20 {
				t.Errorf("this process took %d MB more", grown>>20)
			}
			most := int64(0)
			r.mu.Lock()
			for _, c := range r.idle {
				if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid)); err == nil {
					most = max(most, statusBytes(string(b), "VmHWM:"))
				}
			}
			r.mu.Unlock()
			if most > 700<<20 {
				t.Errorf("the child took %d MB", most>>20)
			}
			t.Logf("%d kB, %.1f s, child %d MB: %d characters, %v", len(data)>>10, took.Seconds(), most>>20, res.Characters, err)
			reads(t, r)
		})
	}
}
