package extract

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articula/internal/qda"
)

// fuzzLimits are small, so that what a reader does within them is quick.
var fuzzLimits = Limits{Inflated: 4 << 20, TextBytes: 4 << 20, Parts: 200_000, Pages: 20, EngineBytes: 64 << 20}

// holds reads a file and checks what is promised of every file: an error with a
// sentence, or a result that Check accepts and that comes out the same again.
func holds(t *testing.T, data []byte, o Options) {
	t.Helper()
	o.Limits = fuzzLimits
	start := time.Now()
	res, err := Bytes(t.Context(), data, o)
	if took := time.Since(start); took > time.Minute {
		t.Errorf("it took %v", took)
	}
	if err != nil {
		e := qda.AsError(err)
		if e.Kind == qda.Internal || strings.ContainsAny(strings.ReplaceAll(e.Message(), o.Name, ""), "{}") {
			t.Errorf("%v", err)
		}
		if e.Cause != nil && strings.Contains(e.Cause.Error(), "panic: ") {
			t.Errorf("%v", e.Cause)
		}
		return
	}
	if err := Check(res); err != nil {
		t.Error(err)
	}
	again, err := Bytes(t.Context(), data, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(res, again); diff != "" {
		t.Error(diff)
	}
}

// seed adds the samples whose names end so.
func seed(f *testing.F, endings ...string) {
	for _, s := range samples(f) {
		for _, e := range endings {
			if strings.HasSuffix(s.name, e) {
				f.Add(s.data)
			}
		}
	}
}

func FuzzPlain(f *testing.F) {
	seed(f, ".txt")
	f.Add([]byte("[Chercheur] (0:01 - 0:11)\nOui.\n\n[Interviewe] (0:12 - 0:15)\nNon.\n"))
	f.Add([]byte("#00:00:01-5# Ana: sí #00:00:03-0#\n\nLuis: no\n\n- uno\n- dos\n\na\tb\nc\td\n"))
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data, Options{Name: "a.txt"}) })
}

func FuzzMarkdown(f *testing.F) {
	seed(f, ".md")
	f.Add([]byte("# A\n\n| a | b |\n|---|---|\n| c | d | e |\n\nx[^1] <b>y</b>\n\n[^1]: note\n\n> q\n\n1. one\n   * two\n"))
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data, Options{Name: "a.md"}) })
}

func FuzzHTML(f *testing.F) {
	seed(f, ".html")
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data, Options{Name: "a.html"}) })
}

func FuzzRTF(f *testing.F) {
	seed(f, ".rtf")
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, append([]byte(`{\rtf1`), data...), Options{Name: "a.rtf"}) })
}

func FuzzSubtitles(f *testing.F) {
	seed(f, ".vtt", ".srt")
	f.Fuzz(func(t *testing.T, data []byte) {
		holds(t, data, Options{Name: "a.srt"})
		holds(t, append([]byte("WEBVTT\n\n"), data...), Options{Name: "a.vtt"})
	})
}

func FuzzCSV(f *testing.F) {
	seed(f, ".csv")
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data, Options{Name: "a.csv"}) })
}

// FuzzDOCX changes the document, its styles and its notes inside of an archive that
// is whole.
func FuzzDOCX(f *testing.F) {
	f.Add(wordOpen+wstyled("Heading1", "A")+wp("Ana: sí")+`<w:tbl><w:tr><w:tc>`+wp("x")+`</w:tc></w:tr></w:tbl><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`+wordClose,
		`<w:styles><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		`<w:footnotes><w:footnote w:id="2">`+wp("note")+`</w:footnote></w:footnotes>`)
	f.Add(wordOpen+`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>one</w:t><w:br/><w:tab/><w:sym w:char="F0E0"/></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>`+wordClose, ``, ``)
	f.Fuzz(func(t *testing.T, document, styles, notes string) {
		holds(t, zipped(t, "word/document.xml", document, "word/_rels/document.xml.rels", wordRels("styles", "footnotes"), "word/styles.xml", styles, "word/footnotes.xml", notes), Options{Name: "a.docx"})
	})
}

func FuzzODT(f *testing.F) {
	f.Add(odtHead + `<text:h text:outline-level="1">A</text:h><text:p>b<text:s text:c="3"/><text:tab/><text:note><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p><table:table><table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>`)
	f.Fuzz(func(t *testing.T, content string) {
		holds(t, zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content), Options{Name: "a.odt"})
		holds(t, []byte(content), Options{Name: "a.fodt"})
	})
}

// FuzzArchive changes the bytes of archives, whole as they are.
func FuzzArchive(f *testing.F) {
	seed(f, ".docx", ".odt", ".epub")
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data, Options{Name: "a.docx"}) })
}

func FuzzPDF(f *testing.F) {
	seed(f, ".pdf")
	if _, err := startEngine("", fuzzLimits.EngineBytes); err != nil { // compiling it takes its time
		f.Fatal(err)
	}
	f.Add(onePage("/Fm Do", "", map[int]string{8: stream(formObject, "/Fm Do")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) <= 1<<16 { // a larger one only takes longer
			holds(t, append([]byte("%PDF-1.7\n"), data...), Options{Name: "a.pdf"})
		}
	})
}

// FuzzReply reads what a child may say: an error, or a result that holds.
func FuzzReply(f *testing.F) {
	o := Options{Name: "a.txt", Limits: DefaultLimits()}
	var buf bytes.Buffer
	res, err := Bytes(f.Context(), []byte(interviewES), o)
	if err != nil {
		f.Fatal(err)
	}
	_ = answer(&buf, res, nil)
	f.Add(bytes.Clone(buf.Bytes()))
	buf.Reset()
	_ = answer(&buf, Result{}, errFileTooLarge("a.txt", 1<<30, 1<<20))
	f.Add(bytes.Clone(buf.Bytes()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, err := readReply(bytes.NewReader(data), o); err == nil {
			if err := Check(res); err != nil {
				t.Error(err)
			}
		}
	})
}
