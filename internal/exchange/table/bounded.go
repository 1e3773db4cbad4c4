package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"articula/internal/qda"
)

// maxUnzipped is how much a workbook may grow when it is unpacked, in bytes.
const maxUnzipped = 4 * MaxBytes

// bounded refuses a workbook that would take more memory than a table may, before the library
// makes anything of it: one with too many rows, or whose rows have too many cells when each is
// filled up to its last one, as the library holds them. One cell in the last of 16,384 columns
// takes as much as all before it. A workbook that says it grows beyond maxUnzipped is refused
// before any of it is unpacked; one that says less than it holds, or is damaged, is refused, too:
// the library would take what it gets.
func bounded(name string, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return unreadable(name, err)
	}
	var grown uint64
	for _, e := range z.File {
		if grown += min(e.UncompressedSize64, maxUnzipped+1); grown > maxUnzipped {
			return tooLarge(name, int64(grown))
		}
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			return unreadable(name, err)
		}
		defer r.Close()
		switch inside := strings.ToLower(strings.ReplaceAll(e.Name, `\`, "/")); {
		case strings.HasPrefix(inside, "xl/worksheets/"):
			if err := boundedSheet(name, r); err != nil {
				return err
			}
		case strings.HasSuffix(inside, ".xml"), strings.HasSuffix(inside, ".rels"):
			if declaresType(r) {
				return doctype(name)
			}
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			return unreadable(name, err)
		}
	}
	return nil
}

func boundedSheet(name string, r io.Reader) error {
	d := xml.NewDecoder(r)
	rows, cells, width := 0, 0, 0
	for {
		t, err := d.RawToken()
		if err != nil {
			return nil // what is wrong with it, reading it says
		}
		start, ok := t.(xml.StartElement)
		switch {
		case isDoctype(t):
			return doctype(name)
		case ok && start.Name.Local == "row":
			rows, cells, width = rows+1, cells+width, 0
		case ok && start.Name.Local == "c":
			width = max(width+1, columnOf(start.Attr))
		}
		if rows > maxReadRows {
			return tooManyRows(name)
		}
		if cells+width > maxReadCells {
			return tooManyCells(name)
		}
	}
}

// declaresType reports whether a document of XML declares a type of its own before its root.
func declaresType(r io.Reader) bool {
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		if _, root := t.(xml.StartElement); root || err != nil {
			return false
		}
		if isDoctype(t) {
			return true
		}
	}
}

func isDoctype(t xml.Token) bool {
	d, ok := t.(xml.Directive)
	return ok && bytes.HasPrefix(bytes.ToUpper(d), []byte("DOCTYPE"))
}

func doctype(name string) error {
	return qda.E(qda.Invalid, "table.doctype", "{file} was not read, because it declares a document type of its own, which no workbook needs and traps often have. Nothing was changed.", "file", name)
}

// columnOf is the number of the column that a cell says it stands in, from 1; 0 if it
// says none.
func columnOf(attrs []xml.Attr) (n int) {
	for _, a := range attrs {
		if a.Name.Local != "r" {
			continue
		}
		for _, c := range strings.ToUpper(a.Value) {
			if c < 'A' || c > 'Z' || n > maxSeparators {
				break
			}
			n = n*26 + int(c-'A') + 1
		}
	}
	return n
}
