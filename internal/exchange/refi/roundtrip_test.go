package refi

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qdatest"
)

// openFile reads an exchange file from the disk.
func openFile(t testing.TB, path string) *File {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return openBytes(t, b, filepath.Base(path))
}

func openBytes(t testing.TB, b []byte, name string) *File {
	t.Helper()
	f, err := Open(context.Background(), bytes.NewReader(b), int64(len(b)), name, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func decode(t testing.TB, f *File) *bundle.Bundle {
	t.Helper()
	b, err := Decode(context.Background(), f, DecodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// writeBundle encodes and writes, and holds what was written against the schema.
func writeBundle(t testing.TB, b *bundle.Bundle, o EncodeOptions) []byte {
	t.Helper()
	p, _, err := Encode(b, o)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := Write(&out, p); err != nil {
		t.Fatal(err, asCause(err))
	}
	return out.Bytes()
}

func asCause(err error) string {
	type caused interface{ Unwrap() error }
	if c, ok := err.(caused); ok && c.Unwrap() != nil {
		return c.Unwrap().Error()
	}
	return ""
}

// xmllint holds XML against a published schema, where both are at hand.
func xmllint(t testing.TB, schema string, xml []byte) {
	t.Helper()
	tool, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not here")
	}
	file := filepath.Join(t.TempDir(), "file.xml")
	if err := os.WriteFile(file, xml, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "--noout", "--nonet", "--huge", "--schema", qdatest.Shared(t, "refi-qda", "xsd", schema), file).CombinedOutput()
	if err != nil {
		t.Errorf("xmllint: %.2000s", out)
	}
}

// projectXML is the project.qde of a written file.
func projectXML(t testing.TB, archive []byte) []byte {
	t.Helper()
	f := openBytes(t, archive, "written.qdpx")
	b, _ := Print(f.Root, ProjectSpace)
	return b
}

var examples = []string{"A2-atlasti-simple.qde", "TestProject.qdpx"}

// Rule 1: what is read and written again says the same.
func TestRule01ImportThenExportIsTheSameProject(t *testing.T) {
	for _, name := range examples {
		for _, positions := range []Positions{StandardPositions, OriginalPositions, NVivoPositions} {
			t.Run(name+"/"+string(positions), func(t *testing.T) {
				path := qdatest.Shared(t, "refi-qda", "examples", name)
				before := openFile(t, path)
				b := decode(t, openFile(t, path))
				archive := writeBundle(t, b, EncodeOptions{Origin: "Articula", Positions: positions, SideCar: true})
				after := openBytes(t, archive, name)
				for _, d := range Diff(before.Root, after.Root, 20, "Project/origin") {
					t.Error(d)
				}
				xmllint(t, "Project.xsd", projectXML(t, archive))
			})
		}
	}
}

// Rule 4: an unchanged project is written as the same bytes.
func TestRule04TheSameProjectIsTheSameFile(t *testing.T) {
	for _, name := range examples {
		path := qdatest.Shared(t, "refi-qda", "examples", name)
		o := EncodeOptions{Origin: "Articula", SideCar: true}
		a, b := writeBundle(t, decode(t, openFile(t, path)), o), writeBundle(t, decode(t, openFile(t, path)), o)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two exports differ", name)
		}
	}
}

// Rule 7: what the schema does not allow is read, reported, and never written.
func TestRule07AnInvalidFileIsReadAndWrittenValid(t *testing.T) {
	f := openFile(t, qdatest.Shared(t, "refi-qda", "examples", "A3-transana-complex.qde"))
	if len(Check(f.Root, 10)) == 0 {
		t.Fatal("the example is valid; it is not")
	}
	count := f.Root.Count()
	b := decode(t, f)
	said := false
	for _, e := range b.Account.Entries {
		for _, n := range e.Notes {
			said = said || strings.Contains(n.What, "departs from the standard")
		}
	}
	if !said {
		t.Error("the report does not say that the file departs from the standard")
	}
	archive := writeBundle(t, b, EncodeOptions{Origin: "Articula", SideCar: true})
	xmllint(t, "Project.xsd", projectXML(t, archive))
	after := openBytes(t, archive, "again.qdpx").Root.Count()
	for _, name := range []string{"User", "Code", "PictureSource", "TextSource", "VideoSource", "AudioSource", "Coding", "Note", "Link", "Set", "MemberSource", "SyncPoint", "Case", "Variable"} {
		if after[name] != count[name] {
			t.Errorf("%s: %d before, %d after", name, count[name], after[name])
		}
	}
}

// Rule 20: everything that came in is stored, kept or reported.
func TestRule20TheAccountBalances(t *testing.T) {
	for _, name := range append([]string{"A3-transana-complex.qde"}, examples...) {
		f := openFile(t, qdatest.Shared(t, "refi-qda", "examples", name))
		count := f.Root.Count()
		b := decode(t, f)
		if !b.Account.Balanced() {
			t.Errorf("%s: %+v", name, b.Account.Entries)
		}
		for _, e := range b.Account.Entries {
			if e.In > 0 && e.In != count[e.Element] {
				t.Errorf("%s: %s: %d in the account, %d in the file", name, e.Element, e.In, count[e.Element])
			}
		}
	}
}

// The checker accepts what the published schema accepts.
func TestCheckAgreesWithTheSchema(t *testing.T) {
	for _, name := range examples {
		f := openFile(t, qdatest.Shared(t, "refi-qda", "examples", name))
		for _, fault := range Check(f.Root, 5) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}
