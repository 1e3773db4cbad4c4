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

// So has whatever else is handed out: the project for other programs, the codebook, matrices
// and tables.
func TestEveryOtherExportHasItsManifest(t *testing.T) {
	p := sampleProject(t)
	if _, err := p.FreezeCodebook(bg, "After the pilot", ""); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	const where = `code:"Technical design"`
	all, err := p.Segments(bg, SegmentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	level, err := p.FindFacet(bg, "level")
	if err != nil {
		t.Fatal(err)
	}
	matrix := MatrixQuery{Rows: MatrixAxis{By: AxisDocument}, Columns: MatrixAxis{By: AxisCode}, Where: where}
	bars := MatrixQuery{Rows: MatrixAxis{By: AxisCase}, Columns: MatrixAxis{By: AxisFacet, ID: level.ID}}
	type made struct {
		path string
		m    string
		err  error
	}
	done := func(d Exported, err error) made { return made{d.Path, d.Manifest, err} }
	writers := map[string]func(path string) made{
		"project.qdpx": func(path string) made {
			d, err := p.ExportProject(bg, path, ExportProject{Where: where}, nil)
			return made{d.Path, d.Manifest, err}
		},
		"units.csv": func(path string) made {
			return done(p.ExportUnits(bg, path, AgreementQuery{Unit: "paragraph", AllFinished: true}, nil))
		},
		"voices.csv": func(path string) made { return done(p.ExportCoverage(bg, path, matrix, false, Export{Format: "csv"})) },
		"documents.csv": func(path string) made {
			return done(p.ExportDocumentsCoverage(bg, path, "document", Export{Format: "csv"}))
		},
		"uncoded.csv": func(path string) made { return done(p.ExportUncoded(bg, path, nil, Export{Format: "csv"})) },
		"gap.csv":     func(path string) made { return done(p.ExportGap(bg, path, GapQuery{}, Export{Format: "csv"})) },
		"values.csv":  func(path string) made { return done(p.ExportAttributes(bg, path, qda.OnCase, Export{Format: "csv"})) },
		"actors.csv":  func(path string) made { return done(p.ExportActors(bg, path, false, Export{Format: "csv"})) },
		"relations.csv": func(path string) made {
			return done(p.ExportRelations(bg, path, RelationFilter{}, Export{Format: "csv"}))
		},
		"network.graphml": func(path string) made {
			return done(p.ExportNetwork(bg, path, RelationFilter{}, Export{Format: "graphml"}, "en"))
		},
	}
	for _, format := range []string{"yaml", "csv", "qdc", "html", "docx"} {
		writers["book."+format] = func(path string) made {
			_, err := p.ExportCodebook(bg, path, ExportCodebook{Format: format})
			return made{path, path + ManifestSuffix, err}
		}
	}
	for _, format := range []string{"csv", "xlsx", "json", "html"} {
		writers["matrix."+format] = func(path string) made {
			return done(p.ExportMatrix(bg, path, matrix, "documents", Export{Format: format}))
		}
	}
	for _, format := range []string{"svg", "png"} {
		writers["bars."+format] = func(path string) made {
			return done(p.ExportMatrix(bg, path, bars, "", Export{Format: format}))
		}
	}
	for name, write := range writers {
		path := filepath.Join(dir, name)
		got := write(path)
		if got.err != nil {
			t.Fatal(name, got.err)
		}
		if got.path != path || got.m != path+ManifestSuffix {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		var d Dataset
		b, err := os.ReadFile(got.m)
		if err == nil {
			err = json.Unmarshal(b, &d)
		}
		if err != nil {
			t.Fatal(name, err)
		}
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Files) != 1 || d.Files[0].Name != name || d.Files[0].SHA256 != qda.HashOf(body).String() || d.Files[0].Bytes != len(body) || d.Files[0].Meaning == "" {
			t.Errorf("%s: %+v", name, d.Files)
		}
		if d.Version != "After the pilot" || d.Changed || d.Codebook == "" || d.Operation == 0 || strings.Contains(string(b), dir) {
			t.Errorf("%s: %s", name, b)
		}
		switch kind, _, _ := strings.Cut(name, "."); kind {
		case "project", "voices", "matrix":
			if d.Where != where || d.Codings == 0 || d.Codings >= all.Total {
				t.Errorf("%s: where %q, %d codings", name, d.Where, d.Codings)
			}
		case "bars", "documents", "uncoded", "gap":
			if d.Codings != all.Total {
				t.Errorf("%s: %d codings of %d", name, d.Codings, all.Total)
			}
		}
		if kind, _, _ := strings.Cut(name, "."); kind == "matrix" && (d.Matrix == nil || d.Matrix.Rows.By != AxisDocument || d.Matrix.Measure != "documents") {
			t.Errorf("%s: asked %+v", name, d.Matrix)
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, "units.csv"+ManifestSuffix))
	if err != nil || !strings.Contains(string(b), `"unit": "paragraph"`) {
		t.Errorf("units: %v %s", err, b)
	}
	hidden := filepath.Join(dir, "units.csv")
	if _, err := p.ExportUnits(bg, hidden, AgreementQuery{Unit: "paragraph", AllFinished: true, Masked: true}, nil); err != nil {
		t.Fatal(err)
	}
	if b, err = os.ReadFile(hidden + ManifestSuffix); err != nil || !strings.Contains(string(b), `"coders": []`) {
		t.Errorf("a manifest tells whose letters the columns have: %v %s", err, b)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 2*len(writers) {
		t.Errorf("%d files of %d exports: %v", len(list), len(writers), err)
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
