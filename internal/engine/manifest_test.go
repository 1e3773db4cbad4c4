package engine

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/qda"
)

// Whatever holds codings has a manifest beside it, which names the file by its hash and
// the codebook by its label, and says whether it was changed since.
func TestEveryExportOfCodingsHasItsManifest(t *testing.T) {
	p := sampleProject(t)
	if _, err := p.FreezeCodebook(bg, "After the pilot", ""); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(format, where string, s Sharing) (string, error) {
		path := filepath.Join(dir, "codings."+format)
		if format == "html" || format == "docx" {
			done, err := p.ExportCodedDocuments(bg, path, ExportDocuments{Format: format, Where: where, Share: s}, nil)
			return done.Manifest, err
		}
		done, err := p.Export(bg, path, Export{Format: format, Where: where, Share: s}, nil)
		return done.Manifest, err
	}
	read := func(path string) (d Dataset) {
		b, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(b, &d)
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), dir) {
			t.Errorf("%s says where it lies", path)
		}
		return d
	}
	const where = `code:"Technical design"`
	for _, format := range []string{"csv", "xlsx", "json", "jsonl", "html", "docx"} {
		beside, err := write(format, where, Sharing{})
		if err != nil {
			t.Fatal(format, err)
		}
		if beside != filepath.Join(dir, "codings."+format+".manifest.json") {
			t.Errorf("%s: the manifest is %s", format, beside)
		}
		d := read(beside)
		body, err := os.ReadFile(filepath.Join(dir, "codings."+format))
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Files) != 1 || d.Files[0].Name != "codings."+format || d.Files[0].SHA256 != qda.HashOf(body).String() || d.Files[0].Bytes != len(body) {
			t.Errorf("%s: %+v", format, d.Files)
		}
		if table := format != "html" && format != "docx"; d.Codings == 0 || table && d.Files[0].Rows != d.Codings {
			t.Errorf("%s: %d codings, %d rows", format, d.Codings, d.Files[0].Rows)
		}
		if d.Where != where || d.Version != "After the pilot" || d.Changed || d.Codebook == "" || d.Program != "Articula test" || d.Operation == 0 || d.Profile != ForTeam {
			t.Errorf("%s: %+v", format, d)
		}
	}
	if _, err := p.AddCode(bg, AddCode{Name: "One that is new"}); err != nil {
		t.Fatal(err)
	}
	beside, err := write("csv", "", Sharing{})
	if err != nil {
		t.Fatal(err)
	}
	if d := read(beside); d.Version != "After the pilot" || !d.Changed {
		t.Errorf("after a change: %q, changed %v", d.Version, d.Changed)
	}
	_, whole := writeDataset(t, p, ExportDataset{})
	if whole.Version != "After the pilot" || !whole.Changed {
		t.Errorf("of a dataset: %q, changed %v", whole.Version, whole.Changed)
	}
	// what is refused leaves no manifest
	os.Remove(beside)
	if _, err := write("csv", "", Sharing{Profile: ForPublication}); err == nil {
		t.Fatal("a publication with open findings was written")
	}
	if _, err := os.Stat(beside); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a manifest was written without its file")
	}
}

// A manifest that cannot be written is told, with what stands.
func TestAManifestThatCannotBeWrittenIsTold(t *testing.T) {
	p := sampleProject(t)
	path := filepath.Join(t.TempDir(), "codings.csv")
	if err := os.Mkdir(path+ManifestSuffix, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := p.Export(bg, path, Export{Format: "csv"}, nil)
	if err == nil || qda.AsError(err).Code != "export.manifest" {
		t.Fatalf("%v", err)
	}
	if rows := tableRows(t, path); len(rows) == 0 {
		t.Error("the file is not there")
	}
}
