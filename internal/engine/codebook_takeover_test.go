package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"articula/internal/qda"
)

// bookFile writes a codebook to be taken over.
func bookFile(t *testing.T, name, text string) ImportCodebook {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return ImportCodebook{Path: path}
}

// A codebook that only words a code otherwise in another language changes that code.
func TestTranslationsOfACodebookAreCounted(t *testing.T) {
	p := freshProject(t, "Words", "Coder A")
	book := "codes:\n  - name: Water\n    translations:\n      es: {name: Agua}\n  - name: Land\n    translations:\n      es: {name: Tierra}\n"
	if _, err := p.ImportCodebook(bg, bookFile(t, "a.yaml", book)); err != nil {
		t.Fatal(err)
	}
	same := bookFile(t, "a.yaml", book)
	if pre, err := p.PreviewCodebook(bg, same); err != nil || pre.Changed != 0 || pre.Unchanged != 2 {
		t.Errorf("the same again: %+v %v", pre, err)
	}
	other := bookFile(t, "b.yaml", "codes:\n  - name: Water\n    translations:\n      es: {name: El agua}\n      fr: {name: Eau}\n  - name: Land\n    translations:\n      es: {name: Tierra}\n")
	pre, err := p.PreviewCodebook(bg, other)
	if err != nil || pre.Changed != 1 || pre.Unchanged != 1 || pre.Codes[0].State != "changed" || pre.Codes[1].State != "same" {
		t.Errorf("reworded: %+v %v", pre, err)
	}
	if r, err := p.ImportCodebook(bg, other); err != nil || !reflect.DeepEqual(r, pre.CodebookReport) {
		t.Errorf("%+v %v", r, err)
	}
	codes, err := p.Codes(bg)
	if err != nil || codes[0].Names["es"] != "El agua" || codes[0].Names["fr"] != "Eau" {
		t.Errorf("%+v %v", codes, err)
	}
}

// What a file has of a code that was put into the bin brings it back with its codings; it
// is not written unseen into the bin, and what the file has below it is not refused.
func TestACodebookBringsCodesBackFromTheBin(t *testing.T) {
	p := freshProject(t, "Bin", "Coder A")
	if _, err := p.ImportCodebook(bg, bookFile(t, "a.csv", "path\nWater\nWater/Access\nLand\n")); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "own.yaml")
	if _, err := p.ExportCodebook(bg, own, ExportCodebook{Format: "yaml"}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	water, err := p.FindCode(bg, "Water")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.BinCodes(bg, []qda.ID{water.ID}, false); err != nil {
		t.Fatal(err)
	}
	more := bookFile(t, "more.yaml", strings.Replace(string(text), "name: Access", "name: Access\n        codes: [{name: Price}]", 1))
	pre, err := p.PreviewCodebook(bg, more)
	if err != nil || pre.Added != 3 || pre.Unchanged != 1 {
		t.Fatalf("%+v %v\n%s", pre, err, text)
	}
	if _, err := p.ImportCodebook(bg, more); err != nil {
		t.Fatal(err)
	}
	if c, err := p.FindCode(bg, "Water/Access/Price"); err != nil || c.Name != "Price" {
		t.Errorf("%+v %v", c, err)
	}
	if c, err := p.FindCode(bg, "Water"); err != nil || c.ID != water.ID {
		t.Errorf("%+v %v", c, err)
	}

	// One that was merged into another stays part of it.
	land, err := p.FindCode(bg, "Land")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.MergeCodes(bg, MergeCodes{From: []qda.ID{land.ID}, Into: water.ID}); err != nil {
		t.Fatal(err)
	}
	if pre, err := p.PreviewCodebook(bg, more); err != nil || pre.Added != 0 || pre.Changed != 0 || pre.Unchanged != 4 {
		t.Errorf("%+v %v", pre, err)
	}
}

// A large codebook takes its time once for each code, and not once for each pair of them.
func TestALargeCodebookIsTakenOverInItsOrder(t *testing.T) {
	p := freshProject(t, "Large", "Coder A")
	var text strings.Builder
	text.WriteString("path\n")
	for i := range 6000 {
		fmt.Fprintf(&text, "Group %02d/Code %04d\n", i%40, i)
	}
	began := time.Now()
	r, err := p.ImportCodebook(bg, bookFile(t, "large.csv", text.String()))
	if err != nil || r.Added != 6040 {
		t.Fatalf("%+v %v", r, err)
	}
	t.Logf("%d codes in %v", r.Added, time.Since(began).Round(time.Millisecond))
	codes, err := p.Codes(bg)
	if err != nil {
		t.Fatal(err)
	}
	if got := []string{codes[0].Name, codes[0].Children[0].Name, codes[0].Children[1].Name, codes[1].Name}; !reflect.DeepEqual(got, []string{"Group 00", "Code 0000", "Code 0040", "Group 01"}) {
		t.Errorf("%q", got)
	}
}
