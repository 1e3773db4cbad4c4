package refi

import (
	"bytes"
	"context"
	"testing"

	"articula/internal/exchange/codebook"
	"articula/internal/qda"
	"articula/internal/qdatest"
)

// Rule 21: codebooks of every dialect are read, and what is written is valid.
func TestRule21Codebooks(t *testing.T) {
	f := openFile(t, qdatest.Shared(t, "refi-qda", "examples", "A1-codebook.qdc"))
	before := f.Root.Clone()
	book, notices, err := DecodeCodebook(f)
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	if len(book.Codes) != 6 || !book.Codes[0].Folder || book.Codes[1].Color != "#ffff00" || book.Codes[1].Definition != "Anything about jobs or taxes or business" {
		t.Errorf("%+v", book.Codes)
	}
	b, _, err := EncodeCodebook(book, "Articula")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range Diff(before, openBytes(t, b, "again.qdc").Root, 10, "CodeBook/origin") {
		t.Error(d)
	}
	xmllint(t, "Codebook.xsd", b)
}

func TestCodebookDialects(t *testing.T) {
	const codes = `<Codes><Code guid="5215CC69-B628-4E02-AFB9-9BEEAEE55808" name="a.b" isCodable="true"><Code guid="5215CC69-B628-4E02-AFB9-9BEEAEE55809" name="below" isCodable="1" color="#abc"/></Code></Codes>`
	for name, xml := range map[string]string{
		"MAXQDA":    `<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="MAXQDA 2020">` + codes + `</CodeBook>`,
		"NVivo":     "\ufeff" + `<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1:0">` + codes + `</CodeBook>`,
		"nowhere":   `<CodeBook>` + codes + `</CodeBook>`,
		"prefixed":  `<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0">` + prefixed(codes) + `</q:CodeBook>`,
		"Taguette":  `<CodeBook xmlns="urn:QDA-XML:codebook:1.0">` + codes + `<Sets/></CodeBook>`,
		"a project": `<Project xmlns="urn:QDA-XML:project:1.0" name="P"><CodeBook>` + codes + `</CodeBook></Project>`,
	} {
		t.Run(name, func(t *testing.T) {
			book, _, err := DecodeCodebook(openBytes(t, []byte(xml), name))
			if err != nil {
				t.Fatal(err)
			}
			if len(book.Codes) != 1 || book.Codes[0].Name != "a.b" || len(book.Codes[0].Codes) != 1 || book.Codes[0].Codes[0].Color != "#aabbcc" || book.Codes[0].Folder {
				t.Errorf("%+v", book.Codes)
			}
			if got := book.Codes[0].ID.String(); got != "5215cc69-b628-4e02-afb9-9beeaee55808" {
				t.Errorf("identity %s", got)
			}
		})
	}
}

func prefixed(s string) string {
	return string(bytes.ReplaceAll(bytes.ReplaceAll([]byte(s), []byte("<Code"), []byte("<q:Code")), []byte("</Code"), []byte("</q:Code")))
}

func TestCodebookLosses(t *testing.T) {
	book := codebook.Book{Codes: []codebook.Code{{ID: qda.ID{1}, Wording: codebook.Wording{Name: `a "<&>"` + "\n\tb", Include: "x"}}}, Facets: []codebook.Facet{{}}}
	b, notices, err := EncodeCodebook(book, "")
	if err != nil || len(notices) != 2 {
		t.Fatal(err, notices)
	}
	xmllint(t, "Codebook.xsd", b)
	if _, _, err := EncodeCodebook(codebook.Book{}, ""); qda.KindOf(err) != qda.Invalid {
		t.Errorf("an empty codebook: %v", err)
	}
	if _, err := Open(context.Background(), bytes.NewReader(b[:len(b)/2]), int64(len(b)/2), "cut", DefaultLimits()); qda.KindOf(err) != qda.Damaged {
		t.Errorf("a cut codebook: %v", err)
	}
}
