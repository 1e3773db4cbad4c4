package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"articula/seeds"
)

// What is said before a codebook is taken over is what then happens, and saying it
// leaves no trace.
func TestWhatACodebookWouldBringIsSaidBefore(t *testing.T) {
	file := func(name, text string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tags := file("tags.csv", "tag,description\nwater,all\nwater.access,to get it\nwater.access.price,\nland,\n")
	p := freshProject(t, "Tags", "Coder A")
	if _, err := p.ImportCodebook(bg, ImportCodebook{Path: file("before.csv", "tag,description\nwater,some\nland,owned\n")}); err != nil {
		t.Fatal(err)
	}
	lines := func(pre CodebookPreview) (out []string) {
		for _, c := range pre.Codes {
			out = append(out, strings.Repeat("-", c.Depth)+c.Name+" "+c.State)
		}
		return out
	}
	for _, c := range []struct {
		dots bool
		want []string
	}{
		{false, []string{"water changed", "water.access new", "water.access.price new", "land same"}},
		{true, []string{"water changed", "-access new", "--price new", "land same"}},
	} {
		ask := ImportCodebook{Path: tags, Dots: c.dots}
		before, err := p.Info(bg)
		if err != nil {
			t.Fatal(err)
		}
		pre, err := p.PreviewCodebook(bg, ask)
		if err != nil || !pre.Dots || pre.Total != 4 || !reflect.DeepEqual(lines(pre), c.want) {
			t.Errorf("dots %v: %+v %v", c.dots, pre, err)
		}
		if after, err := p.Info(bg); err != nil || !reflect.DeepEqual(after, before) {
			t.Errorf("looking changed the project: %+v, %+v, %v", before, after, err)
		}
		if _, err := p.FindCode(bg, strings.Trim(strings.Fields(c.want[1])[0], "-")); err == nil {
			t.Error("looking brought a code in")
		}
		r, err := p.ImportCodebook(bg, ask)
		if err != nil || !reflect.DeepEqual(r, pre.CodebookReport) {
			t.Errorf("dots %v: said %+v, did %+v %v", c.dots, pre.CodebookReport, r, err)
		}
		if _, err := p.Undo(bg); err != nil {
			t.Fatal(err)
		}
	}

	// Of many codes the first are named, and all are counted.
	var many strings.Builder
	many.WriteString("tag\n")
	for i := range 40 {
		fmt.Fprintf(&many, "code %d\n", i)
	}
	pre, err := p.PreviewCodebook(bg, ImportCodebook{Path: file("many.csv", many.String())})
	if err != nil || pre.Total != 40 || pre.Added != 40 || len(pre.Codes) != firstCodes || pre.Dots {
		t.Errorf("%+v %v", pre, err)
	}
	if _, err := p.PreviewCodebook(bg, ImportCodebook{Path: filepath.Join(t.TempDir(), "none.csv")}); err == nil {
		t.Error("a file that is not there")
	}
}

// A code that the project knows by its identity is not moved, so dots make no levels of
// its name, which would only be cut.
func TestDotsLeaveTheNamesOfKnownCodesWhole(t *testing.T) {
	p := freshProject(t, "Known", "Coder A")
	tags := filepath.Join(t.TempDir(), "tags.csv")
	if err := os.WriteFile(tags, []byte("tag\nwater.access\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.ImportCodebook(bg, ImportCodebook{Path: tags}); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "own.yaml")
	if _, err := p.ExportCodebook(bg, own, ExportCodebook{Format: "yaml"}); err != nil {
		t.Fatal(err)
	}
	pre, err := p.PreviewCodebook(bg, ImportCodebook{Path: own, Dots: true})
	if err != nil || pre.Dots || pre.Added != 0 || pre.Unchanged != 1 {
		t.Errorf("%+v %v", pre, err)
	}
	if _, err := p.ImportCodebook(bg, ImportCodebook{Path: own, Dots: true}); err != nil {
		t.Fatal(err)
	}
	if c, err := p.FindCode(bg, "water.access"); err != nil || c.Name != "water.access" {
		t.Errorf("%+v %v", c, err)
	}
}

// Whoever only looks at a codebook does not join the project.
func TestLookingAtACodebookIsNotJoining(t *testing.T) {
	p := freshProject(t, "Guest", "Coder A")
	path := filepath.Join(t.TempDir(), "tags.csv")
	if err := os.WriteFile(path, []byte("tag\nwater\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := p.Info(bg)
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	e := New(Options{Version: "test", Seeds: seeds.Files, User: "Coder B", StateDir: t.TempDir(), CacheDir: t.TempDir()})
	guest, err := e.Open(bg, made.Path, OpenProject{Coder: "Coder B"})
	if err != nil {
		t.Fatal(err)
	}
	defer guest.Close()
	pre, err := guest.PreviewCodebook(bg, ImportCodebook{Path: path})
	if err != nil || pre.Added != 1 {
		t.Errorf("%+v %v", pre, err)
	}
	info, err := guest.Info(bg)
	if err != nil || len(info.Coders) != 1 {
		t.Errorf("%+v %v", info.Coders, err)
	}
}
