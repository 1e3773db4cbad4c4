package engine

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articula/internal/qda"
)

// areasProject is a project of another program with codings of an area, of a time and of
// a document that has no text.
func areasProject(t *testing.T) string {
	t.Helper()
	const code, user = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
	coding := func(n string) string {
		return `<Coding guid="33333333-3333-4333-8333-33333333333` + n + `" creatingUser="` + user + `"><CodeRef targetGUID="` + code + `"/></Coding>`
	}
	qde := `<?xml version="1.0" encoding="utf-8"?><Project name="Areas" origin="Other 1" xmlns="urn:QDA-XML:project:1.0">
<Users><User guid="` + user + `" name="Ana"/></Users>
<CodeBook><Codes><Code guid="` + code + `" name="Reach" isCodable="true"/></Codes></CodeBook>
<Sources>
<PDFSource guid="44444444-4444-4444-8444-444444444441" name="Map" path="internal://m.pdf"><PDFSelection guid="55555555-5555-4555-8555-555555555551" name="a valley" page="2" firstX="30" firstY="90" secondX="10" secondY="40">` + coding("1") + `</PDFSelection></PDFSource>
<AudioSource guid="44444444-4444-4444-8444-444444444442" name="Talk" path="internal://t.mp3"><AudioSelection guid="55555555-5555-4555-8555-555555555552" begin="61500" end="90000">` + coding("2") + `</AudioSelection>` + coding("3") + `</AudioSource>
</Sources></Project>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{"project.qde": qde, "sources/m.pdf": "%PDF-1.4", "sources/t.mp3": "ID3"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "areas.qdpx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Codings that no text has a place for are listed with their codes and coders, also
// where the project had such a code before, and follow it when it is merged.
func TestCodingsWithoutAPlaceAreListed(t *testing.T) {
	path := areasProject(t)
	for _, before := range []bool{false, true} {
		p := freshProject(t, "Areas", "Ana")
		if before {
			if _, err := p.AddCode(bg, AddCode{Name: "Reach"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.ImportProject(bg, ImportProject{Path: path}, nil); err != nil {
			t.Fatal(err)
		}
		want := []string{"Map area Reach Ana 3 [10 40 30 90] 0-0 a valley", "Talk time Reach Ana 0 [0 0 0 0] 61500-90000 ", "Talk whole Reach Ana 0 [0 0 0 0] 0-0 Talk"}
		expectUnplaced(t, p, want)

		// what is written names the code as the written file does
		out := filepath.Join(t.TempDir(), "out.qdpx")
		if _, err := p.ExportProject(bg, out, ExportProject{}, nil); err != nil {
			t.Fatal(err)
		}
		q := freshProject(t, "Again", "Ana")
		if _, err := q.ImportProject(bg, ImportProject{Path: out}, nil); err != nil {
			t.Fatal(err)
		}
		expectUnplaced(t, q, want)

		c, err := p.FindCode(bg, "Reach")
		if err != nil {
			t.Fatal(err)
		}
		into, err := p.AddCode(bg, AddCode{Name: "Scope"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.MergeCodes(bg, MergeCodes{From: []qda.ID{c.ID}, Into: into.ID}); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			want[i] = strings.Replace(want[i], "Reach", "Scope", 1)
		}
		expectUnplaced(t, p, want)
		if _, err := p.ExportProject(bg, out, ExportProject{}, nil); err != nil {
			t.Fatal(err)
		}
		q = freshProject(t, "Merged", "Ana")
		if _, err := q.ImportProject(bg, ImportProject{Path: out}, nil); err != nil {
			t.Fatal(err)
		}
		expectUnplaced(t, q, want)
	}
}

func expectUnplaced(t *testing.T, p *Project, want []string) {
	t.Helper()
	list, err := p.Unplaced(bg, qda.ID{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range list {
		got = append(got, fmt.Sprint(u.Document.Name, " ", u.Kind, " ", u.Code.Name, " ", u.Coder.Name, " ", u.Page, " ", u.Area, " ", u.Begin, "-", u.End, " ", u.Name))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("listed:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
