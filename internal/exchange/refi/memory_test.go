package refi

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// largest writes projects that hold as many elements of one kind as may be read, each
// as its writer: the XML, and how many elements there are.
var largest = map[string]func(w io.Writer, elements int){
	"codes": func(w io.Writer, n int) {
		io.WriteString(w, `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><CodeBook><Codes>`)
		for i := range n - 3 {
			fmt.Fprintf(w, `<Code guid="%s" name="Code number %d" isCodable="true" color="#336699"/>`, numbered(1, i), i)
		}
		io.WriteString(w, `</Codes></CodeBook></Project>`)
	},
	"codings in one source": func(w io.Writer, n int) { codedSources(w, n, 1) },
	"notes": func(w io.Writer, n int) {
		io.WriteString(w, `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users><User guid="`+numbered(9, 0)+`" name="A"/></Users><Notes>`)
		for i := range (n - 4) / 2 {
			fmt.Fprintf(w, `<Note guid="%s" name="Note %d" creatingUser="%s" creationDateTime="2024-05-06T07:08:09Z"><PlainTextContent>What note %d says.</PlainTextContent></Note>`, numbered(2, i), i, numbered(9, 0), i)
		}
		io.WriteString(w, `</Notes></Project>`)
	},
	"links that are kept": func(w io.Writer, n int) {
		io.WriteString(w, `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><CodeBook><Codes><Code guid="`+numbered(1, 0)+`" name="C" isCodable="true"/></Codes></CodeBook><Links>`)
		for i := range n - 5 {
			fmt.Fprintf(w, `<Link guid="%s" name="causes" direction="OneWay" originGUID="%s" targetGUID="%s"/>`, numbered(5, i), numbered(1, 0), numbered(1, 0))
		}
		io.WriteString(w, `</Links></Project>`)
	},
}

func numbered(kind, n int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", kind, n) }

// codedSources writes codings of a number of sources, each in a selection of its own.
func codedSources(w io.Writer, n, sources int) {
	io.WriteString(w, `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users><User guid="`+numbered(9, 0)+`" name="A"/></Users><CodeBook><Codes>`)
	for i := range 100 {
		fmt.Fprintf(w, `<Code guid="%s" name="Code %d" isCodable="true"/>`, numbered(1, i), i)
	}
	io.WriteString(w, `</Codes></CodeBook><Sources>`)
	each := (n - 106 - 2*sources) / 3 / sources
	for s := range sources {
		fmt.Fprintf(w, `<TextSource guid="%s" name="Source %d"><PlainTextContent>%s</PlainTextContent>`, numbered(7, s), s, strings.Repeat("The ministry and the municipality meet. ", each/20+20))
		for i := range each {
			fmt.Fprintf(w, `<PlainTextSelection guid="%s" name="a selection" startPosition="%d" endPosition="%d" creatingUser="%s" creationDateTime="2024-05-06T07:08:09Z"><Coding guid="%s" creatingUser="%s" creationDateTime="2024-05-06T07:08:09Z"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>`,
				numbered(8, s*each+i), 2*i, 2*i+30, numbered(9, 0), numbered(10, s*each+i), numbered(9, 0), numbered(1, i%100))
		}
		io.WriteString(w, `</TextSource>`)
	}
	io.WriteString(w, `</Sources></Project>`)
}

// largeProject names a file for the process that only reads it.
const largeProject = "ARTICULA_TEST_LARGE_PROJECT"

func TestMain(m *testing.M) {
	if path := os.Getenv(largeProject); path != "" {
		readLarge(path)
	}
	os.Exit(m.Run())
}

func readLarge(path string) {
	debug.SetMemoryLimit(420 << 20) // as behind the wall
	fail := func(err error) {
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	file, err := os.Open(path)
	fail(err)
	info, err := file.Stat()
	fail(err)
	f, err := Open(context.Background(), file, info.Size(), "large.qdpx", DefaultLimits())
	fail(err)
	b, err := Decode(context.Background(), f, DecodeOptions{})
	fail(err)
	fail(b.Send(func(any, []byte) error { return nil }))
	status, err := os.ReadFile("/proc/self/status")
	fail(err)
	for l := range strings.Lines(string(status)) {
		if f := strings.Fields(l); len(f) > 1 && f[0] == "VmHWM:" {
			fmt.Println(f[1], len(b.Records))
		}
	}
	os.Exit(0)
}

// The largest projects that may be read are read in no more than 512 MB.
func TestTheLargestProjectsAreReadInLittleMemory(t *testing.T) {
	for name, write := range largest {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "large.qdpx")
			to, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			z := zip.NewWriter(to)
			w, err := z.Create("project.qde")
			if err != nil {
				t.Fatal(err)
			}
			write(w, DefaultLimits().Elements)
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0], "-test.run=^$")
			child.Env = append(os.Environ(), largeProject+"="+path)
			out, err := child.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			said := strings.Fields(string(out))
			kb, err := strconv.Atoi(said[0])
			if err != nil {
				t.Fatalf("%s", out)
			}
			t.Logf("%d MB, %s records", kb>>10, said[1])
			if kb > 512<<10 {
				t.Errorf("%d MB were taken", kb>>10)
			}
		})
	}
}

// The selections of a text that has many are kept in several records, and stand together
// again when the project is written.
func TestManySelectionsAreKeptInParts(t *testing.T) {
	const n = 2500
	var selections strings.Builder
	for i := range n {
		coding := ""
		if i%3 > 0 {
			coding = fmt.Sprintf(`<Coding guid="%s" creatingUser="%s"><CodeRef targetGUID="%s"/></Coding>`, numbered(10, i), numbered(9, 0), numbered(1, 0))
		}
		fmt.Fprintf(&selections, `<PlainTextSelection guid="%s" name="s%d" startPosition="%d" endPosition="%d">%s</PlainTextSelection>`, numbered(8, i), i, i, i+4, coding)
	}
	text := `<PlainTextContent>` + strings.Repeat("The ministry meets. ", n/10) + `</PlainTextContent>` + selections.String()
	head := `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users><User guid="` + numbered(9, 0) + `" name="A"/></Users><CodeBook><Codes><Code guid="` + numbered(1, 0) + `" name="C" isCodable="true"/></Codes></CodeBook><Sources>`
	for name, source := range map[string]string{
		"a text":              `<TextSource guid="` + numbered(7, 0) + `" name="T">` + text + `</TextSource>`,
		"the text of a PDF":   `<PDFSource guid="` + numbered(7, 0) + `" name="T" path="internal://t.pdf"><Representation guid="` + numbered(7, 1) + `" name="T">` + text + `</Representation></PDFSource>`,
		"that of a picture":   `<PictureSource guid="` + numbered(7, 0) + `" name="T" path="internal://t.png"><TextDescription guid="` + numbered(7, 1) + `" name="T">` + text + `</TextDescription></PictureSource>`,
		"in a later document": `<TextSource guid="` + numbered(7, 5) + `" name="S"><PlainTextContent>x</PlainTextContent></TextSource><TextSource guid="` + numbered(7, 0) + `" name="T">` + text + `</TextSource>`,
	} {
		b := []byte(head + source + `</Sources></Project>`)
		in := openBytes(t, b, "x.qde")
		before := in.Root.Clone()
		work := decode(t, in)
		parts := 0
		for _, p := range bundle.Of[qda.Preserved](work) {
			if p.Element == moreElement {
				parts++
			}
		}
		if parts != 3 || len(bundle.Of[qda.Coding](work)) != n-(n+2)/3 {
			t.Errorf("%s: %d parts, %d codings", name, parts, len(bundle.Of[qda.Coding](work)))
		}
		out := openBytes(t, writeBundle(t, work, EncodeOptions{Origin: "x", Positions: OriginalPositions}), "y.qdpx")
		if d := Diff(before, out.Root, 5, "Project/origin"); len(d) > 0 {
			t.Errorf("%s: %v", name, d)
		}
	}
}
