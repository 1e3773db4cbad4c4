package refi

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// No name of a person who worked, of a file or of a folder is in any byte of what is
// written without names, as it is or inflated; the work itself is.
func TestWithoutNamesNobodyIsNamed(t *testing.T) {
	xml := strings.NewReplacer(`name="Ana"`, `name="Canarina Quill"`, `id="A"`, `id="CANQ"`, `name="Ben"`, `name="Bentham Zyx"`, "/Volumes/", "/Volumes/canary-folder/").Replace(everything)
	xml = strings.Replace(xml, `<TextSource guid="50000000-0000-4000-8000-000000000001" name="One"`, `<TextSource guid="50000000-0000-4000-8000-000000000001" name="One" plainTextPath="internal://canary-file.txt" richTextPath="internal://canary-rich.docx"`, 1)
	xml = strings.Replace(xml, `path="internal://absent.pdf"`, `path="internal://canary-pages.pdf"`, 1)
	archive := archiveOf(t, member{"project.qde", xml, nil}, member{"sources/canary-file.txt", "Uno dos tres cuatro cinco seis.\r\nSiete ocho.", nil},
		member{"sources/canary-rich.docx", "author: Canarina Quill", nil}, member{"sources/canary-pages.pdf", "%PDF author: Canarina Quill", nil})
	b := decode(t, openBytes(t, archive, "x.qdpx"))
	before := len(bundle.Of[qda.Coding](b))
	out := writeBundle(t, b, EncodeOptions{Origin: "Articula", Positions: OriginalPositions, SideCar: true, Nameless: true})
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, canary := range []string{"canarina", "quill", "canq", "bentham", "zyx", "canary", "volumes"} {
			if strings.Contains(strings.ToLower(f.Name+string(body)), canary) {
				t.Errorf("%s names %s", f.Name, canary)
			}
		}
	}
	if bytes.Contains(bytes.ToLower(out), []byte("canary")) {
		t.Error("the archive names a file")
	}
	after := decode(t, openBytes(t, out, "y.qdpx"))
	if n := len(bundle.Of[qda.Coding](after)); n != before {
		t.Errorf("%d codings of %d", n, before)
	}
	for _, c := range bundle.Of[qda.Coding](after) {
		if got := after.Texts[c.TextHash].Body; !strings.Contains(got, c.Quote) {
			t.Errorf("%q", c.Quote)
		}
	}
	xmllint(t, "Project.xsd", projectXML(t, out))
}
