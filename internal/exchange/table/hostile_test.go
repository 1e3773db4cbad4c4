package table_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

// workbook is a small workbook, its files by name.
func workbook(t testing.TB) map[string]string {
	t.Helper()
	f := excelize.NewFile()
	f.SetSheetRow("Sheet1", "A1", &[]any{"case", "age"})
	f.SetSheetRow("Sheet1", "A2", &[]any{"Mali", 44})
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		out[e.Name] = body.String()
	}
	return out
}

const sheetXML = "xl/worksheets/sheet1.xml"

func zipped(t testing.TB, files map[string]string, more func(*zip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(z)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zeros writes n files of size zeros each, which are packed once.
func zeros(z *zip.Writer, n, size int) {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	block := make([]byte, 1<<20)
	sum := crc32.NewIEEE()
	for range size / len(block) {
		w.Write(block)
		sum.Write(block)
	}
	w.Close()
	for i := range n {
		h := &zip.FileHeader{Name: fmt.Sprintf("xl/media/%d.bin", i), Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(size)}
		raw, err := z.CreateRaw(h)
		if err == nil {
			raw.Write(packed.Bytes())
		}
	}
}

// Tables that are made to harm end in one sentence, soon and in bounded memory, and leave
// nothing behind.
func TestHostileTables(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	with := func(name, body string) map[string]string {
		files := workbook(t)
		files[name] = body
		return files
	}
	rows := func(n int, cells string) string {
		var b strings.Builder
		b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, `<row r="%d">%s</row>`, i, strings.ReplaceAll(cells, "#", fmt.Sprint(i)))
		}
		return b.String() + `</sheetData></worksheet>`
	}
	sheet := workbook(t)[sheetXML]
	lying := zipped(t, workbook(t), func(z *zip.Writer) { zeros(z, 1, 8<<20) })
	lying = bytes.ReplaceAll(lying, []byte{0, 0, 0x80, 0}, []byte{16, 0, 0, 0}) // 8 MB are said to be 16 bytes
	files := map[string][]byte{
		"lying.xlsx":       lying,
		"diagonal.csv":     []byte("a\n" + strings.Repeat("x\n", 90_000) + strings.Repeat("x,", 900) + "x\n"),
		"grows.xlsx":       zipped(t, workbook(t), func(z *zip.Writer) { zeros(z, 9, 64<<20) }),
		"far cells.xlsx":   zipped(t, with(sheetXML, rows(20_000, `<c r="XFD#" t="str"><v>x</v></c>`)), nil),
		"many rows.xlsx":   zipped(t, with(sheetXML, rows(1_048_575, `<c r="A#" t="str"><v>x</v></c>`)), nil),
		"far row.xlsx":     zipped(t, with(sheetXML, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row></sheetData></worksheet>`), nil),
		"entities.xlsx":    zipped(t, with(sheetXML, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`+strings.Replace(sheet, "<sheetData>", "<sheetData>&b;", 1)), nil),
		"deep.xlsx":        zipped(t, with(sheetXML, strings.Repeat("<a>", 1_000_000)), nil),
		"attribute.xlsx":   zipped(t, with(sheetXML, `<worksheet x="`+strings.Repeat("y", 70<<20)+`"/>`), nil),
		"columns.csv":      []byte("a,b\n" + strings.Repeat(",", 40<<20) + "x\n"),
		"many cells.csv":   []byte("a\n" + strings.Repeat(strings.Repeat("x,", 900)+"x\n", 30_000)),
		"many rows.csv":    []byte("a,b\n" + strings.Repeat("x\n", 200_000)),
		"one quote.csv":    []byte("a,b\n\"" + strings.Repeat("x,", 20<<20)),
		"other folder.txt": []byte("\x00\x00\x00"),
	}
	for name, data := range files {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		_, err := table.Read(name, data)
		runtime.ReadMemStats(&after)
		if name != "one quote.csv" && (err == nil || qda.KindOf(err) == qda.Internal) {
			t.Errorf("%s: %v", name, err)
		}
		if used := int64(after.TotalAlloc-before.TotalAlloc) >> 20; used > 700 {
			t.Errorf("%s: %d MB were asked for", name, used)
		}
	}
	// names that lead elsewhere, links and names twice change nothing of what is read
	odd := zipped(t, workbook(t), func(z *zip.Writer) {
		for _, name := range []string{"../../x", "/etc/x", `..\x`, "xl/l", sheetXML + "x"} {
			h := &zip.FileHeader{Name: name}
			if name == "xl/l" {
				h.SetMode(os.ModeSymlink | 0o777)
			}
			w, err := z.CreateHeader(h)
			if err != nil {
				t.Fatal(err)
			}
			w.Write([]byte("/etc/passwd"))
		}
	})
	if sheets, err := table.Read("odd.xlsx", odd); err == nil && (len(sheets) != 1 || sheets[0].Rows[0][0] != "Mali") || err != nil && qda.KindOf(err) == qda.Internal {
		t.Errorf("%+v %v", sheets, err)
	}
	whole := zipped(t, workbook(t), nil)
	// whatever bit of the packed files is turned, nothing else is read than what was written
	if want, err := table.Read("whole.xlsx", whole); err != nil {
		t.Error(err)
	} else {
		for n := 40; n < len(whole); n += 13 {
			turned := bytes.Clone(whole)
			turned[n] ^= 1 << (n % 8)
			if got, err := table.Read("turned.xlsx", turned); err == nil && !reflect.DeepEqual(got, want) {
				t.Fatalf("byte %d of %d turned: %+v", n, len(whole), got)
			}
		}
	}
	for n := 4; n < len(whole); n += 11 {
		if _, err := table.Read("cut.xlsx", whole[:n]); err == nil || qda.KindOf(err) == qda.Internal {
			t.Fatalf("cut at %d of %d: %v", n, len(whole), err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
}

// A workbook of which any part declares a type of document is refused for that reason.
func TestAWorkbookThatDeclaresATypeSaysSo(t *testing.T) {
	for _, part := range []string{sheetXML, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"} {
		files := workbook(t)
		body, there := files[part]
		if !there {
			t.Fatalf("a workbook has no %s", part)
		}
		at := strings.Index(body, "?>") + len("?>")
		files[part] = body[:at] + "\n<!doctype x [<!ENTITY a \"b\">]>" + body[at:]
		if _, err := table.Read("typed.xlsx", zipped(t, files, nil)); err == nil || qda.AsError(err).Code != "table.doctype" {
			t.Errorf("%s: %v", part, err)
		}
	}
	if _, err := table.Read("plain.xlsx", zipped(t, workbook(t), nil)); err != nil {
		t.Error(err)
	}
}
